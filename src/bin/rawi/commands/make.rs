use std::path::PathBuf;

use rawi::caption::Format;

use crate::adding;
use crate::args::{Facts, Global};
use crate::captions::Captions;
use crate::commands::{align, check, transcribe};
use crate::error::{Exit, Failure};
use crate::files;
use crate::model::Recognition;
use crate::store::{Store, Told};
use crate::style::Style;
use crate::ui::Ui;

/// Do the whole job: add, transcribe, align, caption and check
///
/// Writes captions (NAME.vtt, NAME.srt) and the check report (NAME.check.html) into the output directory and keeps everything
/// in the catalog. Without an article: captions and the transcript (NAME.txt). A second run with the same inputs does no work again; a changed article is aligned anew without recognising.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi make report.mp3 --article report.html\n  rawi make report.mp3 --article report.txt --language ar --out results --model models/ggml-small.bin"
)]
pub(crate) struct Args {
    /// The recording
    recording: PathBuf,
    /// The published article: text, Markdown or HTML
    #[arg(long, value_name = "FILE")]
    article: Option<PathBuf>,
    /// The directory for captions and the check report [default: the current one]
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    out: PathBuf,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    recognition: Recognition,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    std::fs::create_dir_all(&args.out)
        .map_err(|e| Failure::from(e).about(format!("cannot make the directory `{}`", args.out.display())))?;
    let stem = args.recording.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    files::check_writable(&args.out.join(format!("{stem}.vtt")))?;
    let mut store = Store::open(global)?;
    let added = adding::add(&mut store, &args.recording, args.article.as_deref(), &args.facts)?;
    ui.say(added.describe());
    let report = store.catalog.report(added.report)?;
    let options = transcribe::options(&args.recognition, args.facts.language.as_ref(), &report);
    let heard_now = transcribe::transcribe(&store, &report, &args.recognition, options, false, ui)?;
    ui.say(if heard_now { "transcribed" } else { "transcribed already" });
    let told = store.told(&report, ui)?;
    let formats: &[Format] = match &told {
        Told::Aligned(stored) => {
            ui.say(align::describe(stored.aligned.matched()?.alignment()));
            &[Format::Vtt, Format::Srt]
        }
        Told::Heard(_) => {
            ui.say("no article to align with: transcript and captions in the words that were heard");
            &[Format::Text, Format::Vtt, Format::Srt]
        }
    };
    let plain = Style::default();
    for &format in formats {
        let path = args.out.join(format!("{stem}.{}", format.extension()));
        let new = Captions::make(&store, &report, &told, format, &plain)?.write(&path)?;
        ui.say(format!("{} {}", path.display(), if new { "written" } else { "unchanged" }));
    }
    let Told::Aligned(stored) = told else { return Ok(Exit::Done) };
    let html = args.out.join(format!("{stem}.check.html"));
    let built = check::built(&report, &stored.aligned);
    check::write_html(&store, &report, &built, &html)?;
    ui.say(format!("{} written", html.display()));
    check::tell(&report, &built, ui)
}
