//! All times of a file moved at once: another clock, another speed of the film, a shift.

use super::{CaptionFile, RawCue};
use crate::time::{Delta, FrameRate, Span, Timed, Timestamp};

/// How times become others: first `offset` is taken off, then the speed changes, then the shift is added.
///
/// ```
/// use rawi::caption::Retiming;
/// use rawi::time::{Delta, FrameRate, Timestamp};
/// let mut retiming = Retiming::default();
/// retiming.offset = FrameRate::PAL.instant("10:00:00:00").unwrap();
/// retiming.shift = Delta::from_millis(-500);
/// assert_eq!(retiming.at(Timestamp::from_millis(36_002_000)), Some(Timestamp::from_millis(1500)));
/// assert_eq!(retiming.at(Timestamp::ZERO), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Retiming {
    /// Where the recording begins on the clock of the file, as tapes of broadcasters begin at ten hours. Default: at zero.
    pub offset: Timestamp,
    /// The frame rate that the film had when the file was made, and that at which it is shown. Default: no change.
    pub rate: Option<(FrameRate, FrameRate)>,
    /// How much later everything is. Default: nothing.
    pub shift: Delta,
}

impl Retiming {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The new time of `at`; `None` before the start of the recording.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Option<Timestamp> {
        let at = at.checked_shift(Timestamp::ZERO.since(self.offset))?;
        let at = self.rate.map_or(at, |(from, to)| from.shown_at(at, to));
        at.checked_shift(self.shift)
    }

    fn timed(&self, time: Timed) -> Timed {
        let moved = |span: Span| Some(Span::between(self.at(span.start())?, self.at(span.end())?));
        match time {
            Timed::Heard(span) => moved(span).map_or(Timed::Absent, Timed::Heard),
            Timed::Inferred(span) => moved(span).map_or(Timed::Absent, Timed::Inferred),
            Timed::Absent => Timed::Absent,
        }
    }

    fn cue(&self, cue: RawCue) -> Option<RawCue> {
        let end = self.at(cue.end)?;
        let start = self.at(cue.start).unwrap_or(Timestamp::ZERO);
        let words = cue.words.iter().map(|word| self.timed(*word)).collect();
        Some(RawCue { start, end, words, ..cue })
    }
}

impl CaptionFile {
    /// The file with new times, and how many cues are gone, since they would end before the recording begins. One that would begin
    /// before it begins with it.
    #[must_use]
    pub fn retimed(self, retiming: &Retiming) -> (Self, usize) {
        let before = self.cues.len();
        let cues: Vec<RawCue> = self.cues.into_iter().filter_map(|cue| retiming.cue(cue)).collect();
        let gone = before - cues.len();
        (Self { cues, ..self }, gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_speed_and_back_gives_the_same_times() {
        let rate = |name: &str| name.parse::<FrameRate>().unwrap();
        let there = Retiming { rate: Some((rate("25"), rate("23.976"))), ..Retiming::default() };
        let back = Retiming { rate: Some((rate("23.976"), rate("25"))), ..Retiming::default() };
        assert_eq!(there.at(Timestamp::from_millis(3_600_000)), Some(Timestamp::from_millis(3_753_750)));
        for ms in (0..7_200_000).step_by(9973) {
            let at = Timestamp::from_millis(ms);
            assert_eq!(there.at(at).and_then(|at| back.at(at)), Some(at));
        }
    }

    #[test]
    fn what_lies_before_the_start_is_cut_or_gone() {
        let cue = |start, end| RawCue {
            start: Timestamp::from_millis(start),
            end: Timestamp::from_millis(end),
            ..RawCue::default()
        };
        let file = CaptionFile { cues: vec![cue(0, 900), cue(500, 1500), cue(2000, 3000)], ..CaptionFile::default() };
        let (file, gone) = file.retimed(&Retiming { shift: Delta::from_millis(-1000), ..Retiming::default() });
        let spans: Vec<_> = file.cues.iter().map(|cue| (cue.start.as_millis(), cue.end.as_millis())).collect();
        assert_eq!((spans, gone), (vec![(0, 500), (1000, 2000)], 1));
    }
}
