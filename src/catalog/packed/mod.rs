//! How the words of transcripts and alignments lie in one value of a row: a column for each fact of a word, small numbers in few bytes,
//! all deflated. A row for each word took four times the room and ten times as long to write.
//!
//! A value begins with the number of its form, now 1; what follows is a raw DEFLATE stream. Inside, numbers are LEB128; those that may be
//! negative are zigzag-coded first.

mod alignment_words;
mod columns;
mod confidences;
mod transcript_words;

pub(super) use alignment_words::{AlignedWords, pack_alignment, unpack_alignment};
pub(super) use columns::{deflated, inflated};
pub(super) use transcript_words::{pack_words, unpack_words};

#[cfg(test)]
use alignment_words::pack_aligned;

#[cfg(test)]
mod tests;
