//! `rawi caption --lint`: any caption file against a preset and the words that were heard.

use std::io::Write;
use std::path::Path;

use rawi::caption::{self, CaptionFile, Finding, Format, WriteOptions};
use rawi::text::Language;

use super::Args;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::files;
use crate::shelf::{Shelf, print_json};
use crate::ui::Ui;

pub(super) fn run(path: &Path, args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let mut file = read(path, &files::read(path, "caption file")?, args)?;
    let format = file.format.unwrap_or(Format::Vtt);
    let (preset, rules) = args.style.rules(format)?;
    let transcript = match &args.report {
        Some(wish) => {
            let shelf = Shelf::open(global)?;
            Some(shelf.catalog.transcript(shelf.transcript_id(&shelf.find(wish)?)?)?)
        }
        None => None,
    };
    // A file that does not name its language is in that of its recording.
    let language = transcript.as_ref().map(|t| t.language().clone()).filter(|l| *l != Language::unknown());
    file.language = file.language.or_else(|| language.clone());
    if args.fix {
        let write = WriteOptions { bidi: args.style.bidi, bom: args.style.bom, ..WriteOptions::default() };
        let text = caption::print(&caption::fix(&file, &rules), format, &write);
        files::write(path, text.as_bytes())?;
        file = read(path, text.as_bytes(), args)?;
        file.language = file.language.or(language);
    }
    let findings = caption::lint(&file, &rules, transcript.as_ref());
    if args.json {
        print_json(&findings.iter().map(row).collect::<Vec<_>>(), ui)?;
    } else {
        let mut out = ui.out();
        for f in &findings {
            let excuse = f.reason.map_or_else(String::new, |why| format!(" ({why})"));
            writeln!(out, "cue {} at {}: {}: {}{excuse}", f.cue, f.at, f.rule.id(), f.message)?;
        }
        let open = findings.iter().filter(|f| f.is_open()).count();
        let fixable = findings.iter().filter(|f| f.is_open() && f.fixable).count();
        ui.say(format!("{} cues against {preset}: {open} findings, {fixable} that `--fix` repairs", file.cues.len()));
    }
    Ok(if findings.iter().any(Finding::is_open) { Exit::Findings } else { Exit::Done })
}

/// The content says which format it is; the name only where the content does not.
fn read(path: &Path, bytes: &[u8], args: &Args) -> Result<CaptionFile, Failure> {
    let named = || path.extension().and_then(|e| e.to_str()?.parse::<Format>().ok());
    let encoding = args.encoding.as_deref();
    let read = caption::read(bytes, args.format, encoding);
    let read = match (read, named()) {
        (Err(caption::Error::Unrecognised { .. }), Some(format)) => caption::read(bytes, Some(format), encoding),
        (read, _) => read,
    };
    read.map_err(|e| Failure::from(e).about(format!("cannot read the captions `{}`", path.display())))
}

fn row(f: &Finding) -> serde_json::Value {
    serde_json::json!({ "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message,
        "measured": f.measured, "limit": f.limit, "fixable": f.fixable, "reason": f.reason })
}
