use std::ffi::OsString;
use std::io::Write;

use rawi::review;
use rawi::transcript::Transcript;
use serde::Serialize;

use crate::complete;
use crate::error::{Exit, Failure};
use crate::person::Person;
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// Show who speaks, and give speakers their names
///
/// Tells how many segments are whose, and names that the article suggests: the reporter, those whom it quotes, whom its hand-over line
/// names. `--name` names a speaker in all segments, as the review page does: captions, the search and every export have it from then
/// on, and the page's history takes it back.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi transcript speakers 1\n  rawi transcript speakers 1 --name \"Speaker 1=Mona Said\" --by Amal\n  rawi transcript speakers 1 --name \"=Jo\"        those of nobody\n  rawi transcript speakers 1 --name \"Jo=\"        nobody's again"
)]
pub(super) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// Give a speaker another name; an empty one is nobody
    #[arg(long, value_name = "OLD=NEW", value_parser = renamed)]
    name: Vec<(String, String)>,
    #[command(flatten)]
    person: Person,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

fn renamed(text: &str) -> Result<(String, String), String> {
    let (old, new) = text.split_once('=').ok_or_else(|| format!("`{text}` is not written OLD=NEW"))?;
    Ok((old.trim().to_owned(), new.trim().to_owned()))
}

/// Who speaks, in how many segments; and who may.
#[derive(Serialize)]
struct Speakers {
    speakers: Vec<Speaker>,
    suggested: Vec<String>,
}

#[derive(Serialize)]
struct Speaker {
    /// Nothing where nobody is named.
    name: Option<String>,
    segments: usize,
}

pub(super) fn run(args: &Args, store: &Store, ui: &Ui) -> Result<Exit, Failure> {
    let report = store.find(&args.report)?;
    let by = args.person.name().unwrap_or_else(|| "editor".to_owned());
    for (old, new) in &args.name {
        // What was changed on the page a moment ago counts.
        store.transcript_id(&report)?;
        let named = review::name_speaker(&store.catalog, report.id, (old, new), &by, store.now)?;
        if named == 0 {
            return Err(Failure::new(format!("nobody called `{old}` speaks in the report `{}`", report.slug))
                .hint(format!("`rawi transcript speakers {}` shows who does", report.id)));
        }
        ui.say(format!("{named} {}", if named == 1 { "segment" } else { "segments" }));
    }
    let shown = store.catalog.transcript(store.transcript_id(&report)?)?;
    let mut suggested = review::suggested_speakers(&store.catalog, report.id)?;
    let speakers = speakers(&shown);
    suggested.retain(|name| !speakers.iter().any(|speaker| speaker.name.as_ref() == Some(name)));
    if args.json {
        print_json(&Speakers { speakers, suggested }, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    for Speaker { name, segments } in &speakers {
        writeln!(out, "{segments:>5}  {}", name.as_deref().unwrap_or("(nobody is named)"))?;
    }
    if !suggested.is_empty() {
        writeln!(out, "the article names {}", suggested.join(", "))?;
    }
    Ok(Exit::Done)
}

/// In the order in which they first speak.
fn speakers(transcript: &Transcript) -> Vec<Speaker> {
    let mut all: Vec<Speaker> = Vec::new();
    for segment in transcript.segments() {
        match all.iter_mut().find(|known| known.name == segment.speaker) {
            Some(known) => known.segments += 1,
            None => all.push(Speaker { name: segment.speaker.clone(), segments: 1 }),
        }
    }
    all
}
