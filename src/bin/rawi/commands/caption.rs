use std::path::{Path, PathBuf};

use rawi::caption::{self, Bidi, CueOptions, CueRules, Format, Preset, TextSource, WriteOptions};
use rawi::catalog::{Export, Report};
use sha2::{Digest, Sha256};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Aligned, Shelf, absolute, hex, must_match};
use crate::ui::Ui;

/// Make captions: the published wording with heard times
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi caption 1 --format vtt -o report.vtt\n  rawi caption 1 --format srt --preset netflix-ar -o report.srt\n  rawi caption 1 --text spoken\n  rawi caption --all --format vtt --out captions"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(required_unless_present_any = ["all", "lint"])]
    report: Option<String>,
    /// The format [default: by the name of the output, else vtt]
    #[arg(short, long)]
    format: Option<Format>,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Captions of every aligned report, only those that changed
    #[arg(long, requires = "out", conflicts_with_all = ["report", "output"])]
    all: bool,
    /// The directory for `--all`
    #[arg(long, value_name = "DIR", requires = "all")]
    out: Option<PathBuf>,
    /// Check a caption file against the limits, and against the report's heard words when a report is named
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "output", "out"])]
    lint: Option<PathBuf>,
    /// With `--lint`: repair what is mechanical, in the file itself
    #[arg(long, requires = "lint")]
    fix: bool,
    /// With `--lint`: print the findings as JSON
    #[arg(long, requires = "lint")]
    json: bool,
    #[command(flatten)]
    pub(crate) style: Style,
}

/// How captions look.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Style {
    /// Whose wording: published, spoken, or mixed (published where it was said, spoken where it was not)
    #[arg(long, default_value = "mixed")]
    text: TextSource,
    /// The limits, in the style of a published guide, or a TOML file of your own [default: the format's podcast limits]
    #[arg(long, value_name = "NAME|FILE")]
    preset: Option<String>,
    /// How right-to-left lines of SubRip are marked: embed, mark or none
    #[arg(long, default_value = "embed")]
    bidi: Bidi,
    /// Write the time of each word, where the format has a place for it
    #[arg(long)]
    words: bool,
    /// Begin the file with a byte-order mark, for old televisions
    #[arg(long)]
    bom: bool,
}

impl Style {
    pub(crate) fn plain() -> Self {
        Self { text: TextSource::Mixed, preset: None, bidi: Bidi::default(), words: false, bom: false }
    }

    fn rules(&self, format: Format) -> Result<(String, CueRules), Failure> {
        let Some(wish) = &self.preset else {
            let preset = Preset::default_for(format);
            return Ok((preset.name().to_owned(), preset.rules()));
        };
        if Path::new(wish).is_file() {
            let text = String::from_utf8_lossy(&files::read(Path::new(wish), "preset")?).into_owned();
            return Ok((wish.clone(), CueRules::from_toml(&text)?));
        }
        let preset: Preset = wish.parse()?;
        Ok((preset.name().to_owned(), preset.rules()))
    }
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    if let Some(path) = &args.lint {
        return lint(path, args, global, ui);
    }
    let shelf = Shelf::open(global)?;
    if let Some(folder) = &args.out {
        return all(&shelf, folder, args.format.unwrap_or(Format::Vtt), &args.style, ui);
    }
    let report = shelf.find(args.report.as_deref().unwrap_or_default())?;
    let named = args.output.as_ref().and_then(|p| p.extension()?.to_str()?.parse::<Format>().ok());
    let format = args.format.or(named).unwrap_or(Format::Vtt);
    if let Some(path) = &args.output {
        files::check_writable(path)?;
    }
    let aligned = shelf.aligned(&report, ui)?;
    must_match(&aligned.alignment)?;
    match &args.output {
        Some(path) => {
            write(&shelf, &report, &aligned, path, format, &args.style)?;
            ui.say(format!("{} written", path.display()));
        }
        None => std::io::Write::write_all(&mut ui.out(), made(&report, &aligned, format, &args.style)?.1.as_bytes())?,
    }
    Ok(Exit::Done)
}

/// The captions as text, and the preset's name.
fn made(report: &Report, aligned: &Aligned, format: Format, style: &Style) -> Result<(String, String), Failure> {
    let (preset, rules) = style.rules(format)?;
    let options = CueOptions { text: style.text, ..CueOptions::new(rules) };
    let track = caption::cues(&aligned.alignment, &aligned.transcript, &aligned.article, &options);
    let engine = aligned.transcript.engine();
    let write = WriteOptions {
        bidi: style.bidi,
        words: style.words,
        bom: style.bom,
        title: Some(report.facts.title.clone()),
        duration_ms: Some(aligned.alignment.transcript.duration_ms),
        provenance: Some(format!(
            "made by rawi {} from a recording recognised by {} with {}",
            env!("CARGO_PKG_VERSION"),
            engine.name,
            engine.model.as_deref().unwrap_or("no named model"),
        )),
        ..WriteOptions::default()
    };
    Ok((preset, caption::print(&track, format, &write)))
}

/// Writes captions unless the very same are there. A file that a person changed since is not overwritten.
pub(crate) fn write(
    shelf: &Shelf,
    report: &Report,
    aligned: &Aligned,
    path: &Path,
    format: Format,
    style: &Style,
) -> Result<bool, Failure> {
    let (preset, text) = made(report, aligned, format, style)?;
    let content_sha256 = hex(&Sha256::digest(text.as_bytes()));
    let place = absolute(path);
    if let Ok(there) = std::fs::read(path) {
        let found = hex(&Sha256::digest(&there));
        if found == content_sha256 {
            return Ok(false);
        }
        if shelf.catalog.export_at(report.id, &place)?.is_some_and(|e| e.export.content_sha256 != found) {
            return Err(Failure::new(format!("`{}` was changed since rawi wrote it, and is left as it is", path.display()))
                .hint("write to another file with `-o`, or move this one away"));
        }
    }
    files::write(path, text.as_bytes())?;
    let options =
        format!("text={:?} bidi={:?} words={} bom={}", style.text, style.bidi, style.words, style.bom).to_lowercase();
    let export = Export {
        alignment: Some(aligned.id),
        path: place,
        format: format.name().to_owned(),
        preset,
        options,
        content_sha256,
    };
    shelf.catalog.record_export(report.id, &export, shelf.now)?;
    Ok(true)
}

fn all(shelf: &Shelf, folder: &Path, format: Format, style: &Style, ui: &Ui) -> Result<Exit, Failure> {
    std::fs::create_dir_all(folder)?;
    let (mut written, mut same) = (0, 0);
    for summary in shelf.catalog.reports()?.into_iter().filter(|r| r.pair.as_deref() == Some("matched")) {
        let report = summary.report;
        let aligned = shelf.aligned(&report, ui)?;
        let path = folder.join(format!("{}.{}", report.slug, format.extension()));
        if write(shelf, &report, &aligned, &path, format, style)? { written += 1 } else { same += 1 }
    }
    ui.say(format!("{written} written, {same} unchanged"));
    Ok(Exit::Done)
}

fn lint(path: &Path, args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let named = path.extension().and_then(|e| e.to_str()?.parse::<Format>().ok());
    let read = |bytes: &[u8]| {
        caption::read(bytes, args.format.or(named), None)
            .map_err(|e| Failure::from(e).about(format!("cannot read the captions `{}`", path.display())))
    };
    let mut file = read(&files::read(path, "caption file")?)?;
    let format = args.format.or(named).unwrap_or(Format::Vtt);
    let (_, rules) = args.style.rules(format)?;
    let transcript = match &args.report {
        Some(wish) => {
            let shelf = Shelf::open(global)?;
            Some(shelf.catalog.transcript(shelf.transcript_id(&shelf.find(wish)?)?)?)
        }
        None => None,
    };
    if args.fix {
        let write = WriteOptions { bidi: args.style.bidi, bom: args.style.bom, ..WriteOptions::default() };
        let text = caption::print(&caption::fix(&file, &rules), format, &write);
        files::write(path, text.as_bytes())?;
        file = read(text.as_bytes())?;
    }
    let findings = caption::lint(&file, &rules, transcript.as_ref());
    let mut out = ui.out();
    if args.json {
        let rows: Vec<_> = findings.iter().map(|f| serde_json::json!({
            "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message, "measured": f.measured,
            "limit": f.limit, "fixable": f.fixable, "reason": f.reason,
        })).collect();
        crate::shelf::print_json(&rows, ui)?;
    } else {
        for f in &findings {
            let excuse = f.reason.map_or_else(String::new, |why| format!(" ({why})"));
            std::io::Write::write_fmt(
                &mut out,
                format_args!("cue {} at {}: {}: {}{excuse}\n", f.cue, f.at, f.rule.id(), f.message),
            )?;
        }
    }
    Ok(if findings.iter().any(caption::Finding::is_open) { Exit::Findings } else { Exit::Done })
}
