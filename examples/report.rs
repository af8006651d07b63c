//! What `rawi make` does: recognise a recording, align it with its article, write captions and a check report, keep everything.
//!
//! `cargo run --example report -- samples/en-council.mp3 samples/en-council.article.txt target/report`
//!
//! A second run recognises nothing again; one that was stopped goes on where it was.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs, io};

use rawi::article::{self, ReadOptions};
use rawi::caption::{self, CueOptions, Format, Preset, WriteOptions};
use rawi::catalog::{Catalog, ReportFacts};
use rawi::job::{self, CatalogKeeper, Job, Model};
use rawi::report::{self, HtmlOptions, TextOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [recording, article, out] = &paths[..] else { return Err("usage: report RECORDING ARTICLE DIRECTORY".into()) };
    fs::create_dir_all(out)?;
    let page = article::read(&fs::read(article)?, &ReadOptions::default())?;

    let catalog = Catalog::open(&out.join("catalog.db"))?;
    let id = catalog.add_recording(&job::recording_facts(recording)?, 0)?;
    if catalog.reports_of(id)?.is_empty() {
        let title = page.facts().title.clone().unwrap_or_default();
        let report = catalog.add_report(&ReportFacts::new(title).with_recording(id), 0)?;
        catalog.attach_article(report, &page, None, 0)?;
    }
    let mut keeper = CatalogKeeper::new(&catalog, id, 0);
    let aligned = Job::new(recording, &mut keeper).align(&page, Model::demonstration(out, 2)?)?;

    let pair = aligned.matched()?;
    for format in [Format::Vtt, Format::Srt] {
        let track = caption::cues(pair, &CueOptions::new(Preset::default_for(format).rules()));
        let text = caption::print(&track, format, &WriteOptions::default());
        fs::write(out.join("report").with_extension(format.extension()), text)?;
    }
    let checked = report::build(aligned.alignment(), aligned.transcript(), page.facts());
    report::write_html(&checked, &HtmlOptions::default(), &mut fs::File::create(out.join("check.html"))?)?;
    report::write_text(&checked, &TextOptions::default(), &mut io::stdout())?;
    Ok(())
}
