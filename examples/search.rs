//! Articles are put into a catalog and searched; «مجلس الأمن» finds «مجلس الامن», and 2370 finds ٢٣٧٠.
//!
//! `cargo run --example search -- "security council" samples/en-council.article.txt samples/en-election.article.txt`

use std::error::Error;
use std::io::{self, Write};
use std::{env, fs};

use rawi::article::{self, ReadOptions};
use rawi::catalog::{Catalog, ReportFacts};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let query = args.next().ok_or("usage: search QUERY ARTICLE…")?;
    let place = env::temp_dir().join(format!("rawi-search-{}.db", std::process::id()));
    let catalog = Catalog::open(&place)?;
    for name in args {
        let page = article::read(&fs::read(&name)?, &ReadOptions::default())?;
        let report = catalog.add_report(&ReportFacts::new(name), 0)?;
        catalog.attach_article(report, &page, None, 0)?;
    }
    for hit in catalog.search(&query, 20)? {
        writeln!(io::stdout(), "{}: {}", hit.title, hit.snippet.text.trim())?;
    }
    drop(catalog);
    Ok(fs::remove_file(place)?)
}
