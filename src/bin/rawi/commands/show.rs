use std::ffi::OsString;
use std::io::Write;

use rawi::catalog::{ExportStanding, Provenance, ReportDetails, StatusDetails, StoredExport, StoredReport};

use crate::args::Global;
use crate::commands::transcript::history;
use crate::commands::{list, note, status};
use crate::complete;
use crate::error::{Exit, Failure};
use crate::store::{Store, day_and_time, print_json};
use crate::ui::Ui;

/// Show one report: its facts, versions and transcript
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi show 1\n  rawi show 1 --text\n  rawi show weapons --json\n  rawi show 1 --provenance"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    #[arg(add = complete::reports())]
    report: OsString,
    /// Print the transcript alone, a line a segment with its time
    #[arg(long)]
    text: bool,
    /// Print everything but the transcript's words as JSON
    #[arg(long, conflicts_with = "text")]
    json: bool,
    /// Print what made each row of it: by whom or what, of which bytes, by which version of rawi and when; with --json as JSON
    #[arg(long, conflicts_with = "text")]
    provenance: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let report = store.find(&args.report)?;
    if args.provenance {
        let made = store.catalog.provenance(report.id)?;
        return if args.json { print_json(&made, ui) } else { provenance(&made, &mut ui.out()).map_err(Failure::from) }
            .map(|()| Exit::Done);
    }
    if args.json {
        store.print_report_json(report.id, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    if !args.text {
        facts(&report, &store.catalog.details(report.id)?, &mut out)?;
    }
    if let Ok(id) = store.transcript_id(&report) {
        rawi::transcript::print_text(&store.catalog.transcript(id)?, &mut out)?;
    } else if args.text {
        store.transcript_id(&report)?;
    }
    Ok(Exit::Done)
}

fn facts(report: &StoredReport, details: &ReportDetails, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "report     {} ({})", report.id, report.slug)?;
    writeln!(out, "title      {}", report.facts.title)?;
    let language = report.facts.language.as_ref().map(ToString::to_string);
    let facts = &report.facts;
    let told = [
        ("url", &facts.url),
        ("date", &facts.date),
        ("language", &language),
        ("programme", &facts.programme),
        ("reporter", &facts.reporter),
        ("place", &facts.place),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            writeln!(out, "{name:<10} {value}")?;
        }
    }
    if let Some(recording) = details.recording.as_ref().filter(|r| r.facts.is_transcript_only()) {
        writeln!(out, "recording  not here; its transcript lasts {}", clock(recording.facts.duration_ms))?;
    } else if let Some(recording) = &details.recording {
        let f = &recording.facts;
        let channels = match f.channels {
            1 => "mono".to_owned(),
            2 => "stereo".to_owned(),
            n => format!("{n} channels"),
        };
        let length = clock(f.duration_ms);
        writeln!(out, "recording  {} ({}, {} Hz, {channels}, {length})", f.path, f.codec, f.rate_hz)?;
        writeln!(out, "sha-256    {}", f.sha256)?;
    }
    for version in &details.articles {
        writeln!(out, "article    version {}, {}", version.version, version.language)?;
    }
    writeln!(out, "state      {}", list::state(&details.summary))?;
    if !details.status.decisions.is_empty() {
        writeln!(out, "status     {}", status::line(&details.status))?;
    }
    for file in &details.exports {
        writeln!(out, "file       {} ({})", file.export.path, standing(file, &details.status))?;
    }
    for v in &details.transcripts {
        writeln!(out, "transcript version {}: {} words by {}", v.version, v.words, history::maker(v, &details.transcripts))?;
    }
    if let Some(item) = details.item.as_ref().filter(|item| !item.item.tags.is_empty()) {
        writeln!(out, "subjects   {}", item.item.tags.join(", "))?;
    }
    if let Some(address) = details.item.as_ref().and_then(|item| item.item.chapters.as_ref()) {
        writeln!(out, "chapters   {address}")?;
    }
    for offered in &details.offered {
        writeln!(out, "offered    {} ({})", offered.facts.address, offered.facts.media_type)?;
    }
    for note in details.notes.iter().filter(|note| note.done_unix_s.is_none()) {
        writeln!(out, "note     {}", note::line(note))?;
    }
    Ok(())
}

/// A line for each row, and below it what is known of it.
fn provenance(made: &[Provenance], out: &mut impl Write) -> std::io::Result<()> {
    for Provenance { what, name, made_by, sha256, made_from, rawi_version, made_unix_s, .. } in made {
        let rawi =
            rawi_version.as_ref().map_or("version of rawi not recorded".to_owned(), |version| format!("rawi {version}"));
        writeln!(out, "{} {name}, {}, {rawi}", what.replace('_', " "), day_and_time(*made_unix_s))?;
        let hash = sha256.map(|hash| hash.to_string());
        for (label, value) in [("by", made_by), ("sha-256", &hash), ("from", made_from)] {
            if let Some(value) = value {
                writeln!(out, "  {label:<8} {value}")?;
            }
        }
    }
    Ok(())
}

/// What a file that was written is, by what people decided.
fn standing(file: &StoredExport, status: &StatusDetails) -> String {
    let format = &file.export.format;
    let number = file.export.approval.and_then(|number| number.checked_sub(1));
    let decision = number.and_then(|at| status.decisions.get(at as usize));
    match (file.standing(status), decision) {
        (ExportStanding::Approved, Some(made)) => format!("{format}, {}", status::decided(made)),
        (ExportStanding::Outdated, Some(made)) => {
            format!("{format}, as it was {} {}; not as it is now", status::decided(made), day_and_time(made.decided_unix_s))
        }
        _ => format!("{format}, written {}, not at an approval", day_and_time(file.written_unix_s)),
    }
}

fn clock(ms: u32) -> String {
    rawi::time::ClockStyle::Seconds.print(rawi::time::Timestamp::from_millis(ms))
}
