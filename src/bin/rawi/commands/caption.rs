use std::path::{Path, PathBuf};

use rawi::caption::{
    self, Bidi, CaptionFile, CueOptions, CueRules, CueTrack, Format, Preset, Rule, Speaker, TextSource, WriteOptions,
};
use rawi::catalog::{ExportFacts, StoredReport};
use sha2::{Digest, Sha256};

use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Aligned, Shelf, absolute, hex, must_match};
use crate::ui::Ui;

mod lint;

/// Make captions: the published wording with heard times
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi caption 1 --format vtt -o report.vtt\n  rawi caption 1 --format srt --preset netflix-ar -o report.srt\n  rawi caption 1 --text spoken\n  rawi caption --all --format vtt --out captions\n  rawi caption --lint report.srt --preset bbc 1"
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
    /// With `--lint`: repair what is mechanical, in the file itself; what no cue holds (notes, styles) is not kept
    #[arg(long, requires = "lint")]
    fix: bool,
    /// With `--lint`: print the findings as JSON
    #[arg(long, requires = "lint")]
    json: bool,
    /// With `--lint`: the encoding of a file that is neither UTF-8 nor UTF-16, such as windows-1256
    #[arg(long, value_name = "NAME", requires = "lint")]
    encoding: Option<String>,
    /// Where the file will be published: prints the feed's `<podcast:transcript>` line; with `--all`, the address of the folder
    #[arg(long, value_name = "URL", conflicts_with = "lint")]
    url: Option<String>,
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
    /// Who speaks where nobody is named: gives the reporter a label too
    #[arg(long, value_name = "NAME")]
    narrator: Option<String>,
    /// Where the recording lies, for the formats that name it; IIIF wants its address [default: its file name]
    #[arg(long, value_name = "URL|FILE")]
    media: Option<String>,
    /// Where the same captions lie as WebVTT, for a IIIF manifest to point at
    #[arg(long, value_name = "URL")]
    vtt: Option<String>,
}

impl Style {
    pub(crate) fn plain() -> Self {
        let bidi = Bidi::default();
        Self {
            text: TextSource::Mixed,
            preset: None,
            bidi,
            words: false,
            bom: false,
            narrator: None,
            media: None,
            vtt: None,
        }
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
        return lint::run(path, args, global, ui);
    }
    let shelf = Shelf::open(global)?;
    if let Some(folder) = &args.out {
        return all(&shelf, folder, args, ui);
    }
    let report = shelf.find(args.report.as_deref().unwrap_or_default())?;
    let named = args.output.as_ref().and_then(|p| p.extension()?.to_str()?.parse::<Format>().ok());
    let format = args.format.or(named).unwrap_or(Format::Vtt);
    if let Some(path) = &args.output {
        files::check_writable(path)?;
    }
    let aligned = shelf.aligned(&report, ui)?;
    must_match(&aligned.alignment)?;
    let made = made(&shelf, &report, &aligned, format, &args.style)?;
    match &args.output {
        Some(path) => {
            let new = put(&shelf, &report, &aligned, path, format, &args.style, &made)?;
            ui.say(format!("{} {}", path.display(), if new { "written" } else { "unchanged" }));
        }
        None => std::io::Write::write_all(&mut ui.out(), made.text.as_bytes())?,
    }
    made.tell(&aligned, ui);
    if let Some(url) = &args.url {
        tag(url, format, &made.track, args.output.is_some(), ui)?;
    }
    Ok(Exit::Done)
}

/// Captions, and what they were made by.
struct Made {
    text: String,
    track: CueTrack,
    preset: String,
    rules: CueRules,
}

impl Made {
    /// What a person should know of them: names that nobody said, starts that nobody heard, rules that could not be kept.
    fn tell(&self, aligned: &Aligned, ui: &Ui) {
        let mut inferred: Vec<&str> =
            self.track.cues().iter().filter_map(|c| c.speaker().filter(|s| s.is_inferred())).map(Speaker::name).collect();
        inferred.sort_unstable();
        inferred.dedup();
        if !inferred.is_empty() {
            ui.say(format!("speakers concluded from the article's quotes, not heard: {}", inferred.join(", ")));
        }
        let findings = caption::lint(&CaptionFile::from(&self.track), &self.rules, Some(&aligned.transcript));
        for finding in findings.iter().filter(|f| f.rule == Rule::Unheard || f.is_open()) {
            ui.say(format!("cue {} at {}: {}: {}", finding.cue, finding.at, finding.rule.id(), finding.message));
        }
        let excused = findings.iter().filter(|f| f.rule != Rule::Unheard && !f.is_open()).count();
        if excused > 0 {
            ui.say(format!("{excused} limits of {} cannot be kept, since the speech is faster", self.preset));
        }
    }
}

/// The line for a feed: on standard output when the captions went to a file, else where people are told things.
fn tag(url: &str, format: Format, track: &CueTrack, to_file: bool, ui: &Ui) -> Result<(), Failure> {
    let line = caption::transcript_tag(url, format, track.language()).ok_or_else(|| {
        Failure::new(format!("feeds do not know the format {}", format.name()))
            .hint("they know vtt, srt, podcast-json, podcast-html and text")
    })?;
    if to_file {
        std::io::Write::write_fmt(&mut ui.out(), format_args!("{line}\n"))?;
    } else {
        ui.say(line);
    }
    Ok(())
}

fn made(shelf: &Shelf, report: &StoredReport, aligned: &Aligned, format: Format, style: &Style) -> Result<Made, Failure> {
    let (preset, rules) = style.rules(format)?;
    let narrator = style.narrator.as_deref().and_then(Speaker::new);
    let label_speakers = !format.has_voices();
    let options = CueOptions { text: style.text, narrator, label_speakers, ..CueOptions::new(rules.clone()) };
    let track = caption::cues(&aligned.alignment, &aligned.transcript, &aligned.article, &options);
    let engine = aligned.transcript.engine();
    let file_name = || {
        let path = shelf.recording(report).ok()?.facts.path;
        Some(Path::new(&path).file_name()?.to_string_lossy().into_owned())
    };
    let write = WriteOptions {
        bidi: style.bidi,
        words: style.words,
        bom: style.bom,
        title: Some(report.facts.title.clone()),
        media: style.media.clone().or_else(file_name),
        vtt: style.vtt.clone(),
        duration_ms: Some(aligned.alignment.transcript.duration_ms),
        // The report's day and not today: the same captions are the same file.
        date: report.facts.date.as_ref().filter(|day| day.len() == 10).map(|day| format!("{day}T00:00:00Z")),
        provenance: Some(format!(
            "made by rawi {} from a recording recognised by {} with {}",
            env!("CARGO_PKG_VERSION"),
            engine.name,
            engine.model.as_deref().unwrap_or("no named model"),
        )),
        ..WriteOptions::default()
    };
    let text = caption::print(&track, format, &write);
    Ok(Made { text, track, preset, rules })
}

/// Writes captions unless the very same are there. A file that a person changed since is not overwritten.
pub(crate) fn write(
    shelf: &Shelf,
    report: &StoredReport,
    aligned: &Aligned,
    path: &Path,
    format: Format,
    style: &Style,
) -> Result<bool, Failure> {
    put(shelf, report, aligned, path, format, style, &made(shelf, report, aligned, format, style)?)
}

/// [`write`] for captions that are made already.
fn put(
    shelf: &Shelf,
    report: &StoredReport,
    aligned: &Aligned,
    path: &Path,
    format: Format,
    style: &Style,
    Made { text, preset, .. }: &Made,
) -> Result<bool, Failure> {
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
    let export = ExportFacts {
        alignment: Some(aligned.id),
        path: place,
        format: format.name().to_owned(),
        preset: preset.clone(),
        options,
        content_sha256,
    };
    shelf.catalog.record_export(report.id, &export, shelf.now)?;
    Ok(true)
}

fn all(shelf: &Shelf, folder: &Path, args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let format = args.format.unwrap_or(Format::Vtt);
    std::fs::create_dir_all(folder)?;
    let (mut written, mut same) = (0, 0);
    for summary in shelf.catalog.reports()?.into_iter().filter(|r| r.pair.as_deref() == Some("matched")) {
        let report = summary.report;
        let aligned = shelf.aligned(&report, ui)?;
        let name = format!("{}.{}", report.slug, format.extension());
        let made = made(shelf, &report, &aligned, format, &args.style)?;
        if put(shelf, &report, &aligned, &folder.join(&name), format, &args.style, &made)? {
            written += 1
        } else {
            same += 1
        }
        if let Some(base) = &args.url {
            tag(&format!("{}/{name}", base.trim_end_matches('/')), format, &made.track, true, ui)?;
        }
    }
    ui.say(format!("{written} written, {same} unchanged"));
    Ok(Exit::Done)
}
