//! How far long work has come: a bar for a person, JSON lines for a program.

use std::fmt::Debug;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rawi::time::{ClockStyle, Millis, Timestamp};

/// What a stage counts: recorded time, bytes, things.
pub(crate) trait Quantity: Copy + Debug {
    /// In steps of the unit: milliseconds, bytes, things.
    fn steps(self) -> u64;

    /// For a person: how far of how much, and how fast, in steps for each second of work.
    fn line(self, all: Self, steps_per_s: f64) -> String;

    /// For a program: the unit, how far of how much, and how fast.
    fn facts(self, all: Self, steps_per_s: f64) -> Vec<(&'static str, serde_json::Value)>;
}

/// The length of recording that is done.
impl Quantity for Millis {
    fn steps(self) -> u64 {
        u64::from(self.as_millis())
    }

    fn line(self, all: Self, steps_per_s: f64) -> String {
        format!("{} / {}  {:.1}× real time", clock(self), clock(all), steps_per_s / 1000.0)
    }

    fn facts(self, all: Self, steps_per_s: f64) -> Vec<(&'static str, serde_json::Value)> {
        vec![
            ("unit", "ms".into()),
            ("position_ms", self.as_millis().into()),
            ("duration_ms", all.as_millis().into()),
            ("speed", ((steps_per_s / 100.0).round() / 10.0).into()),
        ]
    }
}

/// So many bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) u64);

impl Quantity for Bytes {
    fn steps(self) -> u64 {
        self.0
    }

    fn line(self, all: Self, steps_per_s: f64) -> String {
        let mb = |bytes: u64| bytes as f64 / 1e6;
        format!("{:.0} / {:.0} MB  {:.1} MB/s", mb(self.0), mb(all.0), steps_per_s / 1e6)
    }

    fn facts(self, all: Self, steps_per_s: f64) -> Vec<(&'static str, serde_json::Value)> {
        vec![
            ("unit", "bytes".into()),
            ("position_bytes", self.0.into()),
            ("total_bytes", all.0.into()),
            ("bytes_per_s", steps_per_s.round().into()),
        ]
    }
}

/// So many of something that is done one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Items(pub(crate) u64);

impl Quantity for Items {
    fn steps(self) -> u64 {
        self.0
    }

    fn line(self, all: Self, steps_per_s: f64) -> String {
        format!("{} / {}  {:.1} a second", self.0, all.0, steps_per_s)
    }

    fn facts(self, all: Self, steps_per_s: f64) -> Vec<(&'static str, serde_json::Value)> {
        let speed = (steps_per_s * 10.0).round() / 10.0;
        vec![("unit", "items".into()), ("position", self.0.into()), ("total", all.0.into()), ("items_per_s", speed.into())]
    }
}

/// One stage of a long job as it goes on.
pub(crate) struct Stage<Q> {
    name: &'static str,
    bar: ProgressBar,
    all: Q,
    started: Instant,
    /// Where this run began: work that an earlier run did must not flatter the speed.
    first: Option<u64>,
    /// When a program was last told.
    reported: Option<Instant>,
    json: bool,
    /// In a narrow terminal what is left stands first: what has no room is cut off behind.
    narrow: bool,
}

impl<Q: Quantity> Stage<Q> {
    /// A stage of `all` the work. The bar is hidden unless `shown`; `json` tells programs instead.
    pub(crate) fn new(name: &'static str, all: Q, shown: bool, json: bool) -> Self {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self::drawn(name, all, (target, Term::stderr().size().1), json)
    }

    /// The same in a terminal of so many columns.
    fn drawn(name: &'static str, all: Q, (target, columns): (ProgressDrawTarget, u16), json: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(all.steps()), target);
        if let Ok(style) = ProgressStyle::with_template(template(columns)) {
            bar.set_style(style);
        }
        bar.set_prefix(name);
        Self { name, bar, all, started: Instant::now(), first: None, reported: None, json, narrow: columns < NARROW }
    }

    /// The work has come to `done`.
    pub(crate) fn at(&mut self, done: Q) {
        let first = *self.first.get_or_insert(done.steps());
        let spent = self.started.elapsed().as_secs_f64();
        let new = done.steps().saturating_sub(first);
        let speed = if spent > 0.05 { new as f64 / spent } else { 0.0 };
        let left = self.all.steps().saturating_sub(done.steps()) as f64;
        let eta_s = (speed > 0.0).then(|| (left / speed).round());
        if self.json {
            self.report(done, speed, eta_s);
            return;
        }
        let eta = eta_s.and_then(Timestamp::from_seconds).map(|at| format!("ETA {}", ClockStyle::Seconds.print(at)));
        let line = done.line(self.all, speed);
        self.bar.set_message(match eta {
            Some(eta) if self.narrow => format!("{eta}  {line}"),
            Some(eta) => format!("{line}  {eta}"),
            None => line,
        });
        self.bar.set_position(done.steps());
    }

    /// At most two lines a second, and always the first and the last.
    fn report(&mut self, done: Q, speed: f64, eta_s: Option<f64>) {
        let last = done.steps() >= self.all.steps();
        if !last && self.reported.is_some_and(|t| t.elapsed() < Duration::from_millis(500)) {
            return;
        }
        self.reported = Some(Instant::now());
        let mut line = serde_json::json!({ "stage": self.name, "eta_s": eta_s });
        for (name, value) in done.facts(self.all, speed) {
            line[name] = value;
        }
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// The stage is over; its bar goes away.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// A terminal of fewer columns has no room for a bar beside the figures.
const NARROW: u16 = 76;

/// What a stage looks like in a terminal of so many columns: one line, whatever is in it.
fn template(columns: u16) -> &'static str {
    if columns < NARROW { "{prefix} {wide_msg}" } else { "{prefix:>12} {wide_bar} {msg}" }
}

fn clock(length: Millis) -> String {
    ClockStyle::Seconds.print(Timestamp::ZERO + length)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    use super::*;

    /// A terminal of so many columns, and all that was written to it.
    #[derive(Debug, Clone)]
    struct Screen {
        columns: u16,
        written: Arc<Mutex<String>>,
    }

    impl Screen {
        fn note(&self, text: &str) -> io::Result<()> {
            self.written.lock().unwrap().push_str(text);
            Ok(())
        }
    }

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            self.columns
        }
        fn move_cursor_up(&self, n: usize) -> io::Result<()> {
            if n == 0 { Ok(()) } else { self.note(&format!("<up {n}>")) }
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.note(&format!("{text}\n"))
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.note(text)
        }
        fn clear_line(&self) -> io::Result<()> {
            self.note("\n")
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_stage_is_one_line_in_a_terminal_of_any_width() {
        for columns in [20, 40, 75, 76, 80, 132] {
            let screen = Screen { columns, written: Arc::default() };
            let target = ProgressDrawTarget::term_like_with_hz(Box::new(screen.clone()), 200);
            let all = Millis::new(3 * 3_600_000);
            let mut stage = Stage::drawn("second hearing", all, (target, columns), false);
            for done in [0, 1000, 3_600_000, 3 * 3_600_000] {
                std::thread::sleep(Duration::from_millis(60));
                stage.at(Millis::new(done));
            }
            stage.finish();
            let written = screen.written.lock().unwrap().clone();
            assert!(written.contains("second hearing") && !written.contains("<up"), "{columns}: {written:?}");
            let widest = written.lines().map(|line| console::measure_text_width(line.trim_end_matches('\r'))).max();
            assert!(columns < 40 || written.contains("ETA"), "{columns}: {written:?}");
            assert!(widest <= Some(usize::from(columns)), "{columns}: {widest:?} in {written:?}");
        }
    }
}
