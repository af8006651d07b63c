use std::ops::Range;

use super::{Place, Unread};

/// The line ends of a text, whichever it has: LF, CR LF or CR alone.
pub(super) struct Lines<'a> {
    text: &'a str,
    ranges: Vec<Range<usize>>,
}

/// At most so many characters of what could not be read are told.
const SHOWN: usize = 60;

/// The lines of `text`, each without its end.
pub(super) fn each(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let rest = bytes.get(start..).unwrap_or(&[]);
        let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
        let ends = match rest.get(length..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        from = (ends > 0).then_some(start + length + ends);
        Some(start..start + length)
    })
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, ranges: each(text).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// The line at `index`, without its end; empty beyond the last.
    pub(super) fn get(&self, index: usize) -> &'a str {
        self.text.get(self.range(index)).unwrap_or("")
    }

    /// Where the line at `index` stands, without its end.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        self.ranges.get(index).cloned().unwrap_or(self.text.len()..self.text.len())
    }

    /// From the first of `lines` to the end of the last; empty at `otherwise` when there are none.
    pub(super) fn span(&self, lines: Range<usize>, otherwise: usize) -> Range<usize> {
        if lines.is_empty() { otherwise..otherwise } else { self.range(lines.start).start..self.range(lines.end - 1).end }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.ranges.iter().map(|range| self.text.get(range.clone()).unwrap_or(""))
    }

    /// The line at `index` as something that is not what was `expected`.
    pub(super) fn unread(&self, index: usize, expected: &'static str) -> Unread {
        unread(self.get(index), index + 1, self.range(index), expected)
    }

    /// The number, from 1, of the line in which byte `at` stands.
    pub(super) fn number(&self, at: usize) -> usize {
        self.ranges.partition_point(|range| range.start <= at).max(1)
    }

    /// Gives cues the numbers of their lines.
    pub(super) fn place<'b>(&self, places: impl Iterator<Item = &'b mut Place>) {
        for place in places {
            place.line = self.number(place.whole.start);
        }
    }
}

/// `found`, which stands at `range` and is not what was `expected`.
pub(super) fn unread(found: &str, line: usize, range: Range<usize>, expected: &'static str) -> Unread {
    Unread { line, range, found: found.trim().chars().take(SHOWN).collect(), expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_like() {
        let lines = Lines::of("a\r\nb\rc\n\nd");
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["a", "b", "c", "", "d"]);
        assert_eq!((lines.number(0), lines.number(3), lines.number(8)), (1, 2, 5));
    }
}
