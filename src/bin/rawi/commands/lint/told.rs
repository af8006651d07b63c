//! What a caption file breaks, told one finding at a time: a long file may have as many as it has cues.

use std::io::{BufWriter, Write};

use rawi::caption::{Breach, CaptionSource, CueRules, Remaining};
use rawi::transcript::Transcript;

use crate::error::Failure;
use crate::terminal::harmless_json;
use crate::ui::Ui;

/// What a file is examined by.
pub(super) struct Limits {
    /// What the limits are called.
    pub(super) preset: String,
    pub(super) rules: CueRules,
    /// What was heard in its recording.
    pub(super) transcript: Option<Transcript>,
}

/// Tells what is wrong with `source`, and what of that a repair mends that leaves what is `remaining`. Whether something is to be
/// mended.
pub(super) fn tell(
    source: &CaptionSource,
    limits: &Limits,
    remaining: Option<&Remaining>,
    json: bool,
    ui: &Ui,
) -> Result<bool, Failure> {
    let mut printer: Box<dyn Printer> = if json {
        Box::new(Rows { out: BufWriter::new(ui.data()), any: false })
    } else {
        Box::new(Lines(BufWriter::new(ui.out())))
    };
    let (mut open, mut fixable) = (0usize, 0usize);
    source.lint(&limits.rules, limits.transcript.as_ref(), |mut breach| {
        if let Some(remaining) = remaining {
            remaining.mark(&mut breach);
        }
        open += usize::from(breach.is_open());
        fixable += usize::from(breach.is_open() && breach.fixable);
        printer.print(&breach)
    })?;
    printer.end()?;
    if !json {
        let (cues, preset) = (source.cues(), &limits.preset);
        ui.say(format!("{cues} cues against {preset}: {open} findings, {fixable} that `--fix` repairs"));
    }
    Ok(open > 0)
}

/// Whether anything in `source` is to be mended.
pub(super) fn has_open(source: &CaptionSource, limits: &Limits) -> bool {
    // The first that is open ends the examination.
    let open = |breach: Breach| if breach.is_open() { Err(()) } else { Ok(()) };
    source.lint(&limits.rules, limits.transcript.as_ref(), open).is_err()
}

/// How findings are printed.
trait Printer {
    fn print(&mut self, breach: &Breach) -> Result<(), Failure>;
    fn end(&mut self) -> Result<(), Failure>;
}

/// A line for each.
struct Lines<W: Write>(BufWriter<W>);

impl<W: Write> Printer for Lines<W> {
    fn print(&mut self, f: &Breach) -> Result<(), Failure> {
        let excuse = f.reason.map_or_else(String::new, |why| format!(" ({why})"));
        writeln!(self.0, "cue {} at {}: {}: {}{excuse}", f.cue, f.at, f.rule.id(), f.message)?;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        Ok(self.0.flush()?)
    }
}

/// A list in JSON.
struct Rows<W: Write> {
    out: BufWriter<W>,
    any: bool,
}

impl<W: Write> Printer for Rows<W> {
    fn print(&mut self, breach: &Breach) -> Result<(), Failure> {
        let row = serde_json::to_string_pretty(&row(breach))?;
        self.out.write_all(if self.any { b",\n" } else { b"[\n" })?;
        self.any = true;
        let indented = format!("  {}", harmless_json(&row).replace('\n', "\n  "));
        Ok(self.out.write_all(indented.as_bytes())?)
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        Ok(self.out.flush()?)
    }
}

fn row(f: &Breach) -> serde_json::Value {
    serde_json::json!({ "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message,
        "measured": f.measured, "limit": f.limit, "fixable": f.fixable, "reason": f.reason })
}
