use std::ffi::OsString;
use std::path::PathBuf;

use rawi::align::{Alignment, PairVerdict, RefusalReason};
use rawi::report::SentenceCount;
use rawi::text::Language;

use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::files;
use crate::store::{Store, print_json};
use crate::ui::Ui;

/// Align what was said with what was published
///
/// With a report, the newest article is aligned with its transcript and the outcome kept. With `--transcript` and `--article`
/// no catalog is touched: any transcript that whisper.cpp, openai-whisper, whisperX or a caption file holds can be aligned.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi align 1\n  rawi align --transcript words.json --article report.txt --json > alignment.json\n\nThe JSON is described in the README (rawi.alignment, version 1)."
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(required_unless_present = "transcript", conflicts_with = "transcript", add = complete::reports())]
    report: Option<OsString>,
    /// A transcript made elsewhere, aligned without a catalog
    #[arg(long, value_name = "FILE", requires = "article")]
    transcript: Option<PathBuf>,
    /// The article for `--transcript`
    #[arg(long, value_name = "FILE", requires = "transcript")]
    article: Option<PathBuf>,
    /// The article's language [default: found out]
    #[arg(long, value_name = "TAG")]
    language: Option<Language>,
    /// The encoding of both files, when it is an unusual one, such as windows-1256
    #[arg(long, value_name = "NAME", requires = "transcript")]
    encoding: Option<String>,
    /// Print the whole alignment as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let alignment = match (&args.transcript, &args.article, &args.report) {
        (Some(transcript), Some(article), _) => {
            let article = files::read_article(article, args.language.clone(), args.encoding.clone())?;
            rawi::align::align(&files::read_transcript(transcript, args.encoding.as_deref())?, &article)
        }
        (_, _, Some(report)) => {
            let store = Store::open(global)?;
            let report = store.find(report)?;
            store.aligned(&report, ui)?.aligned.alignment().clone()
        }
        _ => return Err(Failure::new("nothing to align").hint("rawi align --help")),
    };
    if args.json {
        print_json(&alignment, ui)?;
    }
    match alignment.refusal() {
        Some(refusal) => Err(refusal.into()),
        None => {
            if !args.json {
                ui.say(describe(&alignment));
            }
            Ok(Exit::Done)
        }
    }
}

/// The outcome in one line.
pub(crate) fn describe(alignment: &Alignment) -> String {
    if alignment.pair.verdict == PairVerdict::Refused {
        return match alignment.pair.reason {
            Some(RefusalReason::TranscriptWithoutWords) => "no words were heard in the recording: there is nothing to align",
            _ => "refused: recording and article do not belong together",
        }
        .to_owned();
    }
    let moved = alignment.sentences.iter().filter(|s| s.moved && s.duplicate_of.is_none()).count();
    format!("aligned: {}; {moved} moved", SentenceCount::of(alignment))
}
