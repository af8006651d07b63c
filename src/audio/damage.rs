use crate::time::{Frames, Millis, Timestamp};

/// What was wrong with a recording that could be decoded nevertheless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Damage {
    /// Packets that could not be decoded.
    pub packets: u64,
    /// Frames of silence that stand for those of them that more sound follows.
    pub silenced: Frames,
    /// Where the first of them lies.
    pub first: Option<Timestamp>,
    /// Whether the file ends before its header says it should.
    pub cut_short: bool,
    /// For how long the channels cancel each other in the mix, so that one of them was heard instead. Known of sound that was mixed
    /// for recognition only.
    pub cancelling: Millis,
}

impl Damage {
    /// Whether anything was wrong.
    pub fn is_any(&self) -> bool {
        self.packets > 0 || self.cut_short || self.cancelling > Millis::ZERO
    }
}
