//! What of a form can be edited in place.

use super::Form;

/// What of a file can be replaced without touching anything else in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Editing {
    /// The times of a cue.
    pub times: bool,
    /// Where the lines of a cue break.
    pub lines: bool,
    /// The letters of a cue: marks can be moved and put in.
    pub letters: bool,
    /// Whole cues: one can be taken out, or be made two.
    pub cues: bool,
    /// Why the times cannot be edited, where they cannot.
    pub why_not: &'static str,
}

impl Form {
    /// Whether times inside a cue count from its start.
    pub const fn counts_from_start(self) -> bool {
        matches!(self, Self::EbuTtD | Self::Ttml)
    }

    /// Whether the first word of a cue with times among its words has none of its own: it begins where the cue does.
    pub(crate) const fn begins_words_at_start(self) -> bool {
        matches!(self, Self::Vtt | Self::Srt | Self::Ohms)
    }

    /// What of a file of this form can be edited in place.
    pub const fn editing(self) -> Editing {
        let all = Editing { times: true, lines: true, letters: true, cues: true, why_not: "" };
        let inside = Editing { letters: false, cues: false, ..all };
        let nothing = Editing { times: false, lines: false, ..inside };
        match self {
            Self::Srt | Self::Vtt => all,
            Self::Ohms
            | Self::EbuTtD
            | Self::Ttml
            | Self::PodcastJson
            | Self::Whisper
            | Self::WhisperX
            | Self::SegmentList
            | Self::WebAnnotation
            | Self::Iiif => inside,
            Self::Audacity => Editing { lines: false, ..inside },
            Self::PodcastHtml => Editing { times: false, why_not: "its paragraphs have no ends", ..inside },
            Self::Lrc => Editing { why_not: "its lines have no ends: each ends where the next begins", ..nothing },
            Self::TextGrid => {
                Editing { why_not: "the intervals of a tier touch: to move one is to move its neighbour", ..nothing }
            }
            Self::Eaf => Editing { why_not: "its annotations share their times with those of other tiers", ..nothing },
            Self::WhisperCpp => {
                Editing { why_not: "each of its times stands there twice, and again in its words", ..nothing }
            }
            _ => Editing { why_not: "its captions are made of the words that it lists", ..nothing },
        }
    }
}
