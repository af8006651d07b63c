//! Captions in the article's wording with the times of what was heard, and what a published guide finds wrong with them.
//!
//! `cargo run --example captions -- TRANSCRIPT samples/en-council.article.txt netflix-en`

use std::error::Error;
use std::io::{self, Write};
use std::{env, fs};

use rawi::align::align;
use rawi::article::{self, ReadOptions};
use rawi::caption::{self, CaptionFile, CueOptions, Format, Preset, WriteOptions};
use rawi::transcript;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [heard, page, preset] = &args[..] else { return Err("usage: captions TRANSCRIPT ARTICLE PRESET".into()) };
    let heard = transcript::read(&fs::read(heard)?, Some(heard))?;
    let page = article::read(&fs::read(page)?, &ReadOptions::default())?;
    let rules = preset.parse::<Preset>()?.rules();

    let alignment = align(&heard, &page);
    let track = caption::cues(alignment.matched(&heard, &page)?, &CueOptions::new(rules.clone()));
    caption::write(&track, Format::Vtt, &WriteOptions::default(), &mut io::stdout())?;
    for finding in caption::lint(&CaptionFile::from(&track), &rules, Some(&heard)) {
        writeln!(io::stderr(), "cue {}: {}", finding.cue, finding.message)?;
    }
    Ok(())
}
