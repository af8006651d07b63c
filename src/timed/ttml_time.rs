//! Times of TTML: how a document counts them, and how those of an element follow from those around it.

use super::xml::Node;

/// How the times of a document are counted.
pub(super) struct Clock {
    /// Frames a second.
    frames: f64,
    /// Ticks a second.
    ticks: f64,
}

/// When an element is active, in milliseconds from the start of the document; without an end, as long as there is no other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub(super) begin: f64,
    pub(super) end: Option<f64>,
    /// Whether a time stands at the element or at one that holds it.
    pub(super) is_stated: bool,
}

impl Interval {
    /// The whole document.
    pub(super) const ALL: Self = Self { begin: 0.0, end: None, is_stated: false };
}

impl Clock {
    pub(super) fn of(root: &Node) -> Self {
        let number =
            |name: &str| root.attribute(name).and_then(|v| v.parse::<f64>().ok()).filter(|v| *v > 0.0 && v.is_finite());
        let share = root.attribute("frameRateMultiplier").and_then(|m| {
            let (a, b) = m.split_once([' ', ':'])?;
            Some(a.trim().parse::<f64>().ok()? / b.trim().parse::<f64>().ok()?)
        });
        let frames = number("frameRate").unwrap_or(30.0) * share.filter(|s| s.is_finite() && *s > 0.0).unwrap_or(1.0);
        // Without a rate of its own a tick is a frame where frames are counted, else a second.
        let ticks = number("tickRate").or(number("frameRate").map(|_| frames)).unwrap_or(1.0);
        Self { frames, ticks }
    }

    /// A clock time, with frames or decimals, or an offset such as `1.5s`, `300f`, `20000t`: milliseconds.
    pub(super) fn read(&self, text: &str) -> Option<f64> {
        let text = text.trim();
        if text.contains(':') {
            let parts: Vec<&str> = text.split([':', ';']).collect();
            let (seconds, frames) = match parts[..] {
                [h, m, s, f] => (whole(&[h, m])? * 60.0 + decimal(s)?, decimal(f)?),
                [h, m, s] => (whole(&[h, m])? * 60.0 + decimal(s)?, 0.0),
                [m, s] => (whole(&[m])? * 60.0 + decimal(s)?, 0.0),
                _ => return None,
            };
            return Some((seconds + frames / self.frames) * 1000.0);
        }
        let at = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let unit = match &text[at..] {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            "f" => 1.0 / self.frames,
            "t" => 1.0 / self.ticks,
            _ => return None,
        };
        Some(decimal(&text[..at])? * unit * 1000.0)
    }

    /// When `node` is active, whose times count from `base`, within `around`; `None` when a time of it cannot be read.
    pub(super) fn interval(&self, node: &Node, base: f64, around: Interval) -> Option<Interval> {
        let time = |name: &str| node.attribute(name).map(|text| self.read(text).ok_or(())).transpose().ok();
        let (begin, end, lasts) = (time("begin")?, time("end")?, time("dur")?);
        let is_stated = around.is_stated || begin.is_some() || end.is_some() || lasts.is_some();
        let begin = base + begin.unwrap_or(0.0);
        let ends = [end.map(|end| base + end), lasts.map(|lasts| begin + lasts), around.end];
        Some(Interval { begin, end: ends.into_iter().flatten().reduce(f64::min), is_stated })
    }
}

/// Whole numbers, each sixty of the next.
fn whole(parts: &[&str]) -> Option<f64> {
    parts.iter().try_fold(0.0, |total, part| Some(total * 60.0 + f64::from(part.parse::<u32>().ok()?)))
}

fn decimal(text: &str) -> Option<f64> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    is_number.then(|| text.replace(',', ".").parse().ok()).flatten()
}
