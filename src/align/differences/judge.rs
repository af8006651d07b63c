//! What the places of an article are judged by.

use super::pace::Pace;
use super::reading::Heard;
use crate::time::Timed;
use crate::transcript::Transcript;

/// The transcript and what is known of it, for all sentences.
pub(super) struct Judge<'a> {
    pub(super) transcript: &'a Transcript,
    /// The article's.
    pub(super) text: &'a str,
    pub(super) heard: &'a Heard,
    /// Of the transcript's words.
    pub(super) times: &'a [Timed],
    pub(super) pace: Pace,
}
