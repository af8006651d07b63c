//! The only place that prints: results on standard output, everything else on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

use crate::args::Global;
use crate::progress::{Quantity, Stage};
use crate::terminal::{Guarded, shown};

/// How this run talks.
pub(crate) struct Ui {
    quiet: bool,
    verbose: bool,
    json_progress: bool,
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const WARN: Style = AnsiColor::Yellow.on_default();

impl Ui {
    pub(crate) fn new(global: &Global) -> Self {
        Self { quiet: global.quiet, verbose: global.verbose, json_progress: global.json_progress }
    }

    /// Standard output for people: no control character of the data passes.
    pub(crate) fn out(&self) -> impl Write + use<> {
        Guarded::new(io::stdout())
    }

    /// The same for printers that have spelt out control characters themselves: styles pass, on a terminal.
    pub(crate) fn painted(&self) -> impl Write + use<> {
        Guarded::with_styles(anstream::AutoStream::auto(io::stdout()))
    }

    /// Standard output for programs and files, byte for byte; a terminal is spared control characters all the same.
    pub(crate) fn data(&self) -> Box<dyn Write> {
        if self.is_terminal() { Box::new(self.out()) } else { Box::new(io::stdout()) }
    }

    /// Whether a person reads standard output.
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// A line about what was done; silenced by `-q`.
    pub(crate) fn say(&self, line: impl AsRef<str>) {
        if !self.quiet {
            self.line(None, line.as_ref());
        }
    }

    /// A line that only `-v` shows.
    pub(crate) fn detail(&self, line: impl AsRef<str>) {
        if self.verbose && !self.quiet {
            self.line(None, line.as_ref());
        }
    }

    pub(crate) fn warn(&self, line: impl AsRef<str>) {
        self.line(Some(("warning", WARN)), line.as_ref());
    }

    pub(crate) fn error(&self, line: &str) {
        self.line(Some(("error", ERROR)), line);
    }

    pub(crate) fn caused_by(&self, line: &str) {
        self.line(None, &format!("  caused by: {line}"));
    }

    pub(crate) fn hint(&self, line: &str) {
        self.line(Some(("hint", HINT)), line);
    }

    /// Nobody is left to tell when standard error is closed, so a failure to print is let go.
    fn line(&self, label: Option<(&str, Style)>, text: &str) {
        let mut err = anstream::AutoStream::auto(io::stderr());
        let text = shown(text);
        let _ = match label {
            Some((label, style)) => writeln!(err, "{style}{label}:{style:#} {text}"),
            None => writeln!(err, "{text}"),
        };
    }

    /// A stage of long work. Its bar is hidden when piped, when quiet, or when programs are told instead.
    pub(crate) fn stage<Q: Quantity>(&self, name: &'static str, all: Q) -> Stage<Q> {
        let shown = !self.quiet && !self.json_progress && io::stderr().is_terminal();
        Stage::new(name, all, shown, self.json_progress)
    }
}

/// A number and its noun: `1 report`, `2 reports`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
