//! Repairs that need no judgement, as **edits of the file**: the bytes of a time, of the white space between two words or of a
//! mark are replaced, and everything else stays to the byte: notes, styles, headers, settings, other tiers, rights. No word is
//! taken out. What cannot be read stops a repair.
//!
//! Each change is made only where fewer rules are broken with it, so that a file that was repaired once has nothing left to
//! repair. What is called repairable is what this repairs: [`Repair::remaining`].

mod cut;
mod error;
mod facts;
mod item;
mod letters;
mod lines;
mod numbers;
mod references;
mod render;
mod round;
mod source;
mod times;
mod written;

pub use error::RepairError;
pub use source::{CaptionSource, Remaining, Repair};

#[cfg(test)]
mod kept;
#[cfg(test)]
mod tests;
