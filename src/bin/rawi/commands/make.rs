use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rawi::caption::Format;
use rawi::catalog::StoredReport;

use crate::adding::Given;
use crate::args::Global;
use crate::captions::Captions;
use crate::commands::{align, check, transcribe};
use crate::error::{Exit, Failure};
use crate::model::Recognition;
use crate::output::{Outcome, Outputs, Overwrite, make_folder};
use crate::place::check_writable;
use crate::spool::Recording;
use crate::store::{Store, Told};
use crate::style::Style;
use crate::ui::Ui;

/// Do the whole job: add, transcribe, align, caption and check
///
/// Writes captions (NAME.vtt, NAME.srt) and the check report (NAME.check.html) into the output directory and keeps everything
/// in the catalog. Without an article: captions and the transcript (NAME.txt). A second run with the same inputs does no work again; a changed article is aligned anew without recognising. With a transcript that was made elsewhere nothing is recognised at all, and the recording is not needed. A recording that is named by its address is fetched into the output directory and stays there.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi make report.mp3 --article report.html\n  rawi make report.mp3 --article report.txt --language ar --out results --model models/ggml-small.bin\n  rawi make report.mp3 --article report.html --transcript deepgram.json\n  rawi make --transcript words.json --article report.html\n  rawi make https://example.org/report.mp3 --article https://example.org/report"
)]
pub(crate) struct Args {
    #[command(flatten)]
    given: Given,
    /// The directory for captions and the check report [default: the current one]
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    out: PathBuf,
    #[command(flatten)]
    overwrite: Overwrite,
    #[command(flatten)]
    recognition: Recognition,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    make_folder(&args.out)?;
    check_writable(&args.out)?;
    let recording = args.given.recording(&args.out, ui)?;
    let store = Store::open(global)?;
    let added = args.given.add(&store, recording.as_ref(), ui)?;
    ui.say(added.describe());
    let report = store.catalog.report(added.report)?;
    if let Some(recording) = recording.as_ref().filter(|_| args.given.transcript.is_none()) {
        hear(args, &store, &report, recording, ui)?;
    }
    let told = store.told(&report, ui)?;
    ui.say(match &told {
        Told::Aligned(stored) => align::describe(stored.aligned.matched()?.alignment()),
        Told::Heard(_) => "no article to align with: transcript and captions in the words that were heard".to_owned(),
    });
    let (article, transcript) = (args.given.article.as_deref(), args.given.transcript.as_deref());
    let inputs = [recording.as_ref().map(Recording::path), article, transcript, args.recognition.model.as_deref()];
    let outputs = inputs.into_iter().fold(Outputs::new(&store, args.overwrite), Outputs::sparing);
    let names = Names::of(&outputs, &args.out, args.given.stem(recording.as_ref()), &report)?;
    let mut made = Made { store: &store, report: &report, told: &told, outputs: &outputs, names, ui, all_written: true };
    made.captions()?;
    let exit = made.check_report()?;
    Ok(if made.all_written { exit } else { Exit::CouldNot })
}

/// Transcribes the recording, unless that was done before.
fn hear(args: &Args, store: &Store, report: &StoredReport, recording: &Recording, ui: &Ui) -> Result<(), Failure> {
    let options = transcribe::options(&args.recognition, args.given.facts.language.as_ref(), report);
    let at = recording.is_spooled().then(|| recording.path());
    let heard_now = transcribe::transcribe(store, (report, at), &args.recognition, options, false, ui)
        .map_err(|failure| recording.named(failure))?;
    ui.say(if heard_now { "transcribed" } else { "transcribed already" });
    Ok(())
}

/// The files that are made of a report.
struct Made<'a> {
    store: &'a Store,
    report: &'a StoredReport,
    told: &'a Told,
    outputs: &'a Outputs<'a>,
    names: Names,
    ui: &'a Ui,
    all_written: bool,
}

impl Made<'_> {
    fn captions(&mut self) -> Result<(), Failure> {
        let formats: &[Format] = match self.told {
            Told::Aligned(_) => &[Format::Vtt, Format::Srt],
            Told::Heard(_) => &[Format::Text, Format::Vtt, Format::Srt],
        };
        let plain = Style::default();
        for &format in formats {
            let path = self.names.path(format.extension());
            let captions = Captions::make(self.store, self.report, self.told, format, &plain)?;
            self.tell(&path, self.outputs.target(&path).and_then(|target| captions.write(&target, &path)));
        }
        Ok(())
    }

    /// Also on the terminal, since what was found is the outcome. Without an article there is none.
    fn check_report(&mut self) -> Result<Exit, Failure> {
        let Told::Aligned(stored) = self.told else { return Ok(Exit::Done) };
        let built = check::built(self.report, &stored.aligned);
        let path = self.names.path("check.html");
        let page = check::html(self.store, self.report, &built, &path)?;
        self.tell(&path, self.outputs.target(&path).and_then(|target| target.write(Some(self.report.id), &page)));
        check::tell(self.report, &built, self.ui)
    }

    fn tell(&mut self, path: &Path, outcome: Result<Outcome, Failure>) {
        match outcome {
            Ok(outcome) => self.ui.say(format!("{} {}", path.display(), outcome.word())),
            // What is not rawi's stays, and the rest of the job goes on.
            Err(failure) => {
                failure.tell(self.ui);
                self.all_written = false;
            }
        }
    }
}

/// What the files of a report are called.
struct Names {
    folder: PathBuf,
    stem: OsString,
}

impl Names {
    /// After the recording, unless another report's files have that name in `folder`; then after the report's slug.
    fn of(outputs: &Outputs<'_>, folder: &Path, stem: OsString, report: &StoredReport) -> Result<Self, Failure> {
        let (slug, numbered) = (report.slug.to_string(), format!("{}-{}", report.slug, report.id));
        let mut names = Self { folder: folder.to_owned(), stem };
        for next in [slug, numbered] {
            let mut taken = false;
            for ending in ["txt", "vtt", "srt", "check.html"] {
                taken |= outputs.is_anothers(&names.path(ending), report.id)?;
            }
            if !taken {
                break;
            }
            names.stem = next.into();
        }
        Ok(names)
    }

    fn path(&self, ending: &str) -> PathBuf {
        let mut name = self.stem.clone();
        name.push(".");
        name.push(ending);
        self.folder.join(name)
    }
}
