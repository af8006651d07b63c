//! What was said and when, whatever engine heard it.
//!
//! [`read`] takes a transcript in any of the forms that recognisers write, and survives what is wrong with them: broken UTF-8,
//! missing, negative or endless times, words out of order. A time that cannot be right is dropped, never adjusted.
//! [`write_json`] writes rawi's own form, which loses nothing.

mod corrected;
mod diff;
mod edit;
mod from_timed;
mod gather;
mod heard;
mod merged;
mod offered_times;
mod own;
mod pile_up;
mod read;
mod revision;
mod rising;
mod sound_event;
mod speaking_rate;
mod witness;

pub use corrected::{corrected, reworded, reworded_from, with_segments};
pub use edit::{print_text, read_text};
pub use heard::{Engine, Segment, Transcript, Word};
pub use merged::merged;
pub use offered_times::{OfferedTimes, offered_times};
pub use own::{FORMAT, VERSION, write_json};
pub use pile_up::PileUp;
pub use read::{Error, MAX_BYTES, read, read_encoded};
pub use sound_event::{NoteKind, SoundEvent};
pub use speaking_rate::{
    LEAST_TIME_FOR_A_WORD, LONGEST_UNHEARD_WORD, MEAN_WORD, SHORTEST_SOUND, SHORTEST_WORD, SpeakingRate,
};
pub use witness::Witness;

#[cfg(test)]
mod tests;
