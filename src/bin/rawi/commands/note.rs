use std::ffi::OsString;
use std::io::Write;

use rawi::catalog::{self, NewNote, NoteId, StoredNote};
use rawi::time::Timestamp;

use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::person::Person;
use crate::store::{Store, day_and_time, print_json};
use crate::ui::Ui;

/// Note something on a report, a sentence or a moment; without a text, show the notes
///
/// A note on a sentence stays on it when the article changes and the sentence does not.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi note 3\n  rawi note 3 \"ask the desk for the spelling\" --sentence 7 --by Mai\n  rawi note 3 \"the line drops here\" --at 1:02.5\n  rawi note 3 --done 12"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// What to note
    text: Option<String>,
    /// A sentence of the article, by its number in the check report: from 1
    #[arg(long, value_name = "N", requires = "text")]
    sentence: Option<usize>,
    /// A moment of the recording
    #[arg(long, value_name = "TIME", requires = "text")]
    at: Option<Timestamp>,
    #[command(flatten)]
    person: Person,
    /// Be done with the note of this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "text")]
    done: Option<i64>,
    /// Show also those that somebody is done with
    #[arg(long)]
    all: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    let author = args.person.name();
    if let Some(text) = &args.text {
        let mut new = NewNote::new(text);
        new.sentence = args.sentence.map(|number| index(number, &report)).transpose()?;
        new.at_ms = args.at.map(Timestamp::as_millis);
        new.author = author;
        let id = store.catalog.add_note(report.id, &new, store.now).map_err(|error| match (error, args.sentence) {
            (catalog::Error::NoRow { what: "sentence", .. }, Some(number)) => {
                Failure::new(format!("the article of report {} has no sentence {number}", report.id))
                    .hint(format!("rawi check {} shows its sentences with their numbers", report.id))
            }
            (error, _) => error.into(),
        })?;
        ui.say(format!("note {id} on report {} ({})", report.id, report.slug));
    } else if let Some(number) = args.done {
        let of_report = store.catalog.notes(report.id)?.iter().any(|note| note.id == NoteId::new(number));
        if !of_report {
            return Err(
                Failure::new(format!("report {} has no note {number}", report.id)).hint(format!("rawi note {}", report.id))
            );
        }
        store.catalog.finish_note(NoteId::new(number), author.as_deref(), store.now)?;
        ui.say(format!("note {number} is done"));
    }
    let mut notes = store.catalog.notes(report.id)?;
    notes.retain(|note| args.all || note.done_unix_s.is_none());
    if args.json {
        print_json(&notes, ui)?;
    } else if args.text.is_none() && args.done.is_none() {
        let mut out = ui.out();
        notes.iter().try_for_each(|note| writeln!(out, "{}", line(note)))?;
        if notes.is_empty() {
            ui.say("no open notes");
        }
    }
    Ok(Exit::Done)
}

/// A sentence's index by its number.
fn index(number: usize, report: &rawi::catalog::StoredReport) -> Result<usize, Failure> {
    number
        .checked_sub(1)
        .ok_or_else(|| Failure::new("sentences are counted from 1").hint(format!("rawi check {} shows them", report.id)))
}

/// A note with its number, whom it is from, and where it stands.
pub(crate) fn line(note: &StoredNote) -> String {
    let place = match (note.sentence, &note.quote) {
        (Some(index), _) => format!("sentence {}", index + 1),
        (None, Some(quote)) => format!("a sentence that is gone, \"{quote}\""),
        (None, None) => "the report".to_owned(),
    };
    let at = note.at_ms.map_or_else(String::new, |ms| format!(" at {}", Timestamp::from_millis(ms)));
    let author = note.author.as_deref().unwrap_or("somebody");
    let done = match (&note.done_by, note.done_unix_s) {
        (_, None) => String::new(),
        (Some(by), Some(_)) => format!(" (done by {by})"),
        (None, Some(_)) => " (done)".to_owned(),
    };
    let (id, made, text) = (note.id, day_and_time(note.created_unix_s), &note.text);
    format!("{id:>3}  {made}  {author} on {place}{at}{done}: {text}")
}
