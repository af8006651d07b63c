use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::caption::{self, Bidi, Breach, CaptionFile, Format, WriteOptions};
use rawi::text::Language;

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::store::{Store, print_json};
use crate::style::Limits;
use crate::ui::Ui;

/// Check a caption file against the limits, and against a report's heard words
///
/// Any caption file in a format that rawi reads, whoever made it. Exit code 1 when something is to be mended; what cannot be
/// kept since the speech is faster is told and excused, which only a report's heard words can show.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi lint report.srt\n  rawi lint report.srt 1 --preset bbc\n  rawi lint old.srt --encoding windows-1256 --fix"
)]
pub(crate) struct Args {
    /// The caption file
    pub(super) file: PathBuf,
    /// The report whose heard words it is compared with: its id, a start of its slug, or its recording
    pub(super) report: Option<String>,
    /// The format [default: by the file's content, else by its name]
    #[arg(short, long)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) limits: Limits,
    /// Repair what is mechanical, in the file itself; what no cue holds (notes, styles) is not kept
    #[arg(long)]
    pub(super) fix: bool,
    /// With `--fix`: how right-to-left lines of SubRip are marked: embed, mark or none
    #[arg(long, default_value = "embed")]
    pub(super) bidi: Bidi,
    /// With `--fix`: begin the file with a byte-order mark, for old televisions
    #[arg(long)]
    pub(super) bom: bool,
    /// The encoding of a file that is neither UTF-8 nor UTF-16, such as windows-1256
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Print the findings as JSON
    #[arg(long)]
    pub(super) json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let path = args.file.as_path();
    let mut file = read(&files::read(path, "caption file")?, args)?;
    let format = file.format.unwrap_or(Format::Vtt);
    let (preset, rules) = args.limits.rules(format)?;
    let transcript = match &args.report {
        Some(wish) => {
            let store = Store::open(global)?;
            Some(store.catalog.transcript(store.transcript_id(&store.find(wish)?)?)?)
        }
        None => None,
    };
    // A file that does not name its language is in that of its recording.
    let language = transcript.as_ref().map(|t| t.language().clone()).filter(|l| *l != Language::unknown());
    file.language = file.language.or_else(|| language.clone());
    if args.fix {
        refuse_what_would_be_lost(&file, path)?;
        let mut write = WriteOptions::default();
        write.bidi = args.bidi;
        write.bom = args.bom;
        let text = caption::print(&caption::fix(&file, &rules), format, &write);
        files::write(path, text.as_bytes())?;
        file = read(text.as_bytes(), args)?;
        file.language = file.language.or(language);
    }
    let findings = caption::lint(&file, &rules, transcript.as_ref());
    if args.json {
        print_json(&findings.iter().map(row).collect::<Vec<_>>(), ui)?;
    } else {
        tell(&findings, &file, &preset, ui)?;
    }
    Ok(if findings.iter().any(Breach::is_open) { Exit::Findings } else { Exit::Done })
}

/// A repair writes what was read: what cannot be read would be gone.
fn refuse_what_would_be_lost(file: &CaptionFile, path: &Path) -> Result<(), Failure> {
    let Some(first) = file.unreadable.first() else { return Ok(()) };
    let more = match file.unreadable.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let told = format!("`{}` is left as it is: {}{more} cannot be read, and would be lost", path.display(), first.what);
    Err(Failure::new(told).hint("mend these lines by hand; `rawi lint` without `--fix` lists them"))
}

/// The content says which format it is; the name only where the content does not.
fn read(bytes: &[u8], args: &Args) -> Result<CaptionFile, Failure> {
    let named = || Path::new(&args.file).extension().and_then(|e| e.to_str()?.parse::<Format>().ok());
    let encoding = args.encoding.as_deref();
    let read = caption::read(bytes, args.format, encoding);
    let read = match (read, named()) {
        (Err(caption::Error::Unrecognised { .. }), Some(format)) => caption::read(bytes, Some(format), encoding),
        (read, _) => read,
    };
    read.map_err(|e| Failure::from(e).about(format!("cannot read the captions `{}`", args.file.display())))
}

fn tell(findings: &[Breach], file: &CaptionFile, preset: &str, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    for f in findings {
        let excuse = f.reason.map_or_else(String::new, |why| format!(" ({why})"));
        writeln!(out, "cue {} at {}: {}: {}{excuse}", f.cue, f.at, f.rule.id(), f.message)?;
    }
    let open = findings.iter().filter(|f| f.is_open()).count();
    let fixable = findings.iter().filter(|f| f.is_open() && f.fixable).count();
    ui.say(format!("{} cues against {preset}: {open} findings, {fixable} that `--fix` repairs", file.cues.len()));
    Ok(())
}

fn row(f: &Breach) -> serde_json::Value {
    serde_json::json!({ "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message,
        "measured": f.measured, "limit": f.limit, "fixable": f.fixable, "reason": f.reason })
}
