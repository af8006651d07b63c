//! The rules that captions may break, and what is said of a breach.

use crate::time::Timestamp;

/// A rule that captions may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Something in the file claims to be a cue, or the time of one, and cannot be read.
    Unreadable,
    /// Cues show once more what the cue before shows, line above line or word by word.
    Repeats,
    /// The cue has no visible text.
    Blank,
    /// There is a blank line among the cue's lines: many readers drop what follows it.
    BlankLine,
    /// The cue ends before it begins, or lasts no time.
    Reversed,
    /// The cue begins before the one in front of it.
    Order,
    /// Two cues show at once.
    Overlap,
    /// A line is too long.
    LineLength,
    /// There are too many lines.
    Lines,
    /// The text is too long over all lines.
    CueLength,
    /// One of two lines is a stump.
    LineShare,
    /// The text shows too short a time to be read.
    Speed,
    /// The cue shows too short a time.
    MinDuration,
    /// The cue shows too long.
    MaxDuration,
    /// The gap to the next cue is neither closed nor open.
    Gap,
    /// Closing punctuation stands at the start of a right-to-left line: an old trick for players that force left-to-right.
    ReversedPunctuation,
    /// A character is written as a reference (`&amp;`) in a form that has none: some players show the reference.
    References,
    /// The line shows in the wrong order in common players.
    Direction,
    /// The cue begins at another time than its words were heard.
    Drift,
    /// The time at which the cue begins is not that of its first word, which nobody heard.
    Unheard,
}

impl Rule {
    /// Its name, as shown and as in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Repeats => "repeats",
            Self::Blank => "blank",
            Self::BlankLine => "blank-line",
            Self::Reversed => "reversed-times",
            Self::Order => "order",
            Self::Overlap => "overlap",
            Self::LineLength => "line-length",
            Self::Lines => "lines",
            Self::CueLength => "cue-length",
            Self::LineShare => "line-share",
            Self::Speed => "speed",
            Self::MinDuration => "min-duration",
            Self::MaxDuration => "max-duration",
            Self::Gap => "gap",
            Self::ReversedPunctuation => "reversed-punctuation",
            Self::References => "references",
            Self::Direction => "direction",
            Self::Drift => "drift",
            Self::Unheard => "unheard",
        }
    }
}

/// One rule that one cue breaks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Breach {
    /// The cue, counted from 1.
    pub cue: usize,
    /// When it begins.
    pub at: Timestamp,
    /// The rule.
    pub rule: Rule,
    /// What is wrong, in words, found and expected.
    pub message: String,
    /// What was measured, in the unit of the rule (characters, lines, milliseconds, characters a second, words a minute).
    pub measured: Option<f32>,
    /// The limit, in the same unit.
    pub limit: Option<f32>,
    /// Whether [`super::CaptionSource::repair`] repairs it; not known, and false, until [`super::Remaining::mark`] is asked.
    pub fixable: bool,
    /// Why it cannot be otherwise, when it cannot: the speech itself is faster than the limit and no free time is left around
    /// it, a single word is longer than a line. A breach with a reason is told and is no failure.
    pub reason: Option<&'static str>,
}

impl Breach {
    /// A breach by the cue of this `number`, counted from 1, that begins at `at`: nothing measured, nothing that
    /// is known to be repairable, no excuse.
    pub(super) fn new(number: usize, at: Timestamp, rule: Rule, message: String) -> Self {
        Self { cue: number, at, rule, message, measured: None, limit: None, fixable: false, reason: None }
    }

    /// The same with what was measured and its limit, in the unit of the rule.
    pub(super) fn measured(self, measured: f32, limit: f32) -> Self {
        Self { measured: Some(measured), limit: Some(limit), ..self }
    }

    /// The same with the reason that excuses it, if there is one.
    pub(super) fn excused(self, reason: Option<&'static str>) -> Self {
        Self { reason, ..self }
    }

    /// Whether somebody should act: there is no reason that excuses it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.reason.is_none()
    }
}
