//! The only place that prints: results on standard output, everything else on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rawi::time::{ClockStyle, Millis, Timestamp};

use crate::args::Global;

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

    /// Standard output, with colours only on a terminal.
    pub(crate) fn out(&self) -> impl Write + use<> {
        anstream::AutoStream::auto(io::stdout())
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
        let _ = match label {
            Some((label, style)) => writeln!(err, "{style}{label}:{style:#} {text}"),
            None => writeln!(err, "{text}"),
        };
    }

    /// A bar for a download of so many kilobytes, counted as milliseconds.
    pub(crate) fn download(&self, kilobytes: Millis) -> Stage {
        Stage { unit: Unit::Kilobytes, ..self.stage("downloading", kilobytes) }
    }

    /// A bar for work on a recording that lasts `length`. Hidden when piped, when quiet, or when programs are told instead.
    pub(crate) fn stage(&self, name: &'static str, length: Millis) -> Stage {
        let shown = !self.quiet && !self.json_progress && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(u64::from(length.as_millis())), target);
        if let Ok(style) = ProgressStyle::with_template("{prefix:>12} {bar:30} {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        Stage {
            name,
            unit: Unit::Time,
            bar,
            length,
            started: Instant::now(),
            first: None,
            told: None,
            json: self.json_progress,
        }
    }
}

/// What a stage counts.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Time,
    Kilobytes,
}

/// One stage of a long job as it goes on.
pub(crate) struct Stage {
    name: &'static str,
    unit: Unit,
    bar: ProgressBar,
    length: Millis,
    started: Instant,
    /// Where this run began: work that an earlier run did must not flatter the speed.
    first: Option<Timestamp>,
    told: Option<Instant>,
    json: bool,
}

impl Stage {
    /// The work has come to `at`.
    pub(crate) fn at(&mut self, at: Timestamp) {
        let first = *self.first.get_or_insert(at);
        let spent = self.started.elapsed().as_secs_f64();
        let done = (at - first).as_seconds();
        let speed = if spent > 0.05 && done > 0.0 { done / spent } else { 0.0 };
        let left = (Timestamp::ZERO + self.length - at).as_seconds();
        let eta = (speed > 0.0).then(|| left / speed);
        if self.json {
            self.tell_program(at, speed, eta);
            return;
        }
        let clock = |at| ClockStyle::Seconds.print(at);
        let eta = eta.map_or_else(String::new, |s| {
            format!("  ETA {}", clock(Timestamp::from_seconds(s.round()).unwrap_or_default()))
        });
        let all = clock(Timestamp::ZERO + self.length);
        let mb = |kilobytes: u32| f64::from(kilobytes) / 1000.0;
        self.bar.set_message(match self.unit {
            Unit::Time => format!("{} / {all}  {speed:.1}× real time{eta}", clock(at)),
            Unit::Kilobytes => {
                format!("{:.0} / {:.0} MB  {speed:.1} MB/s{eta}", mb(at.as_millis()), mb(self.length.as_millis()))
            }
        });
        self.bar.set_position(u64::from(at.as_millis()));
    }

    /// At most two lines a second, and always the first and the last.
    fn tell_program(&mut self, at: Timestamp, speed: f64, eta: Option<f64>) {
        let last = at >= Timestamp::ZERO + self.length;
        if !last && self.told.is_some_and(|t| t.elapsed() < Duration::from_millis(500)) {
            return;
        }
        self.told = Some(Instant::now());
        let line = serde_json::json!({
            "stage": self.name,
            "position_ms": at.as_millis(),
            "duration_ms": self.length.as_millis(),
            "speed": (speed * 10.0).round() / 10.0,
            "eta_s": eta.map(|s| s.round()),
        });
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// The stage is over; its bar goes away.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Asked by long work: whether Ctrl-C was pressed. The second Ctrl-C ends the program at once.
pub(crate) fn cancelled() -> Arc<dyn Fn() -> bool + Send + Sync> {
    static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| {
        let asked = Arc::new(AtomicBool::new(false));
        let flag = asked.clone();
        // Without a handler Ctrl-C still ends the program, and finished windows are kept either way.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::abort();
            }
        });
        asked
    });
    let asked = asked.clone();
    Arc::new(move || asked.load(Ordering::SeqCst))
}

/// A number and its noun: `1 report`, `2 reports`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
