//! What was said of what was published: each sentence of an article with its verdict and its time.
//!
//! `cargo run --example align -- TRANSCRIPT samples/en-council.article.txt`
//!
//! The transcript is one of any recogniser: Whisper's JSON, WebVTT, SRT.

use std::error::Error;
use std::io::Write;
use std::{env, fs, io};

use rawi::align::align;
use rawi::article::{self, ReadOptions};
use rawi::transcript;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = env::args().skip(1).collect();
    let [heard, page] = &paths[..] else { return Err("usage: align TRANSCRIPT ARTICLE".into()) };
    let heard = transcript::read(&fs::read(heard)?, Some(heard))?;
    let page = article::read(&fs::read(page)?, &ReadOptions::default())?;

    let alignment = align(&heard, &page);
    let pair = alignment.matched(&heard, &page)?;
    let mut out = io::stdout();
    for sentence in &pair.alignment().sentences {
        let text = sentence.range.of(page.text()).trim();
        let at = sentence.time.span().map_or_else(|| "-".to_owned(), |span| span.start().to_string());
        writeln!(out, "{at:>10}  {:?}  {text}", sentence.status)?;
    }
    Ok(())
}
