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

/// What of the findings a repair mends.
#[derive(Clone, Copy)]
pub(super) enum Fixable<'a> {
    /// Nothing.
    None,
    /// All but what is left.
    AllBut(&'a Remaining),
    /// Nobody knows: none was tried.
    NotTried,
}

/// Tells what is wrong with `source`, and what of that is `fixable`. Whether something is to be mended.
pub(super) fn tell(
    source: &CaptionSource,
    limits: &Limits,
    fixable: Fixable<'_>,
    json: bool,
    ui: &Ui,
) -> Result<bool, Failure> {
    let mut printer: Box<dyn Printer> = if json {
        Box::new(Rows { out: BufWriter::new(ui.data()), any: false, is_tried: !matches!(fixable, Fixable::NotTried) })
    } else {
        Box::new(Lines(BufWriter::new(ui.out())))
    };
    let (mut open, mut mended) = (0usize, 0usize);
    source.lint(&limits.rules, limits.transcript.as_ref(), |mut breach| {
        if let Fixable::AllBut(remaining) = fixable {
            remaining.mark(&mut breach);
        }
        open += usize::from(breach.is_open());
        mended += usize::from(breach.is_open() && breach.fixable);
        printer.print(&breach)
    })?;
    printer.end()?;
    if !json {
        let (cues, preset) = (source.cues(), &limits.preset);
        let repaired = match fixable {
            Fixable::NotTried => "what `--fix` repairs of them was not tried: the file is long".to_owned(),
            Fixable::None | Fixable::AllBut(_) => format!("{mended} that `--fix` repairs"),
        };
        ui.say(format!("{cues} cues against {preset}: {open} findings, {repaired}"));
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
    /// Whether it is known what a repair mends.
    is_tried: bool,
}

impl<W: Write> Printer for Rows<W> {
    fn print(&mut self, breach: &Breach) -> Result<(), Failure> {
        let row = serde_json::to_string_pretty(&row(breach, self.is_tried))?;
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

fn row(f: &Breach, is_tried: bool) -> serde_json::Value {
    let fixable = is_tried.then_some(f.fixable);
    serde_json::json!({ "cue": f.cue, "at_ms": f.at.as_millis(), "rule": f.rule.id(), "message": f.message,
        "measured": f.measured, "limit": f.limit, "fixable": fixable, "reason": f.reason })
}
