//! The numbers of SubRip's cues: where they count up by one and a cue is put in, those behind it count on.

use std::ops::Range;

use crate::timed::{Edit, Form, Place, TimedText};

/// The numbers of a file while it is written.
pub(super) struct Numbers {
    /// The number that the file's first cue has, where they count up by one from there.
    first: Option<usize>,
    inserted: usize,
    at: usize,
}

impl Numbers {
    /// Of a file whose cues count up by one from `first`; `None` where they do not.
    pub(super) fn from(first: Option<usize>) -> Self {
        Self { first, inserted: 0, at: 0 }
    }

    /// The edit of the number of the cue at `place` of `file`, of which `cue` stand in front of it in all.
    pub(super) fn at(&mut self, cue: usize, place: &Place, file: &TimedText) -> Option<Edit> {
        self.at = cue;
        let first = self.first.filter(|_| self.inserted > 0)?;
        let (range, _) = number(place, file)?;
        Some(Edit { range, text: (first + cue + self.inserted).to_string() })
    }

    /// The number of a cue that is put in behind the last.
    pub(super) fn inserted(&mut self) -> Option<String> {
        let first = self.first?;
        self.inserted += 1;
        Some((first + self.at + self.inserted).to_string())
    }
}

/// The number of the first of the cues at `places`, where they count up by one.
pub(super) fn counted_from(places: &[Place], file: &TimedText) -> Option<usize> {
    let (_, first) = number(places.first()?, file)?;
    let counts = (first..).zip(places).all(|(nth, place)| number(place, file).is_some_and(|(_, n)| n == nth));
    counts.then_some(first)
}

/// The number of a cue of SubRip, in European digits, and where it stands.
fn number(place: &Place, file: &TimedText) -> Option<(Range<usize>, usize)> {
    if file.form != Form::Srt {
        return None;
    }
    let before = file.source.get(place.whole.start..place.start.as_ref()?.start)?;
    let digits = before.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = std::str::from_utf8(before.get(..digits)?).ok()?.parse().ok()?;
    Some((place.whole.start..place.whole.start + digits, value))
}
