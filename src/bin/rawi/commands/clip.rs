use std::ffi::OsString;
use std::io::BufWriter;
use std::path::PathBuf;

use rawi::audio;
use rawi::time::{Span, Timestamp};

use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure};
use crate::output::{Outputs, Overwrite, check_ending};
use crate::store::Store;
use crate::ui::Ui;
use crate::warnings;

/// Cut a stretch of the recording into a WAV file
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi clip 1 --sentence 7 -o quote.wav\n  rawi clip 1 --from 1:02.5 --to 1:10 -o clip.wav"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// A sentence of the article, by its number in the check report: from 1
    #[arg(long, value_name = "N", conflicts_with_all = ["from", "to"], required_unless_present = "from")]
    sentence: Option<usize>,
    /// Where the clip begins
    #[arg(long, value_name = "TIME", requires = "to")]
    from: Option<Timestamp>,
    /// Where it ends
    #[arg(long, value_name = "TIME", requires = "from")]
    to: Option<Timestamp>,
    /// The WAV file to write; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    let (_, path) = store.recording_file(&report)?;
    check_ending(&args.output, "a clip", &["wav"])?;
    let outputs = Outputs::new(&store, args.overwrite).sparing(Some(&path));
    let target = outputs.target(&args.output)?;
    let span = match (args.sentence, args.from, args.to) {
        (Some(number), ..) => sentence(&store, &report, number, ui)?,
        (_, Some(from), Some(to)) => Span::new(from, to)
            .filter(|s| !s.is_empty())
            .ok_or_else(|| Failure::new(format!("the clip would end at {to}, before it begins at {from}")))?,
        _ => return Err(Failure::new("name a sentence or a stretch").hint("rawi clip --help")),
    };
    let (_, cut) = target.fill(Some(report.id), |draft| {
        Ok(audio::write_wav(audio::decode(&path, &audio::Options::default())?, span, BufWriter::new(draft))?)
    })?;
    warnings::damaged(cut.damage, &path, ui);
    ui.say(format!("{}: {:.1} s from {}", args.output.display(), cut.length.as_seconds(), span.start()));
    Ok(Exit::Done)
}

fn sentence(store: &Store, report: &rawi::catalog::StoredReport, number: usize, ui: &Ui) -> Result<Span, Failure> {
    let aligned = store.aligned(report, ui)?.aligned;
    let sentences = &aligned.matched()?.alignment().sentences;
    let found = number.checked_sub(1).and_then(|index| sentences.get(index)).ok_or_else(|| {
        Failure::new(format!("the article has no sentence {number}; its sentences are 1 to {}", sentences.len()))
    })?;
    found.time.span().ok_or_else(|| {
        Failure::new(format!("sentence {number} was not spoken, so there is nothing to cut"))
            .hint(format!("rawi check {} shows what was", report.id))
    })
}
