//! A date or a number that was said at another place of its sentence than it is printed at: what is claimed is the same.

use super::changed::Changed;
use super::kind::Side;
use super::reading::{Heard, Reading};

/// For each place of a sentence, whether it is one of two where the same dates and numbers were added and left out.
pub(super) fn within(changed: &[Changed], published: &Reading, heard: &Heard) -> Vec<bool> {
    let said = |place: &Changed| Side { reading: &heard.reading, tokens: heard.tokens_of(&place.heard) };
    let printed = |place: &Changed| Side { reading: published, tokens: place.words.clone() };
    let mut moved = vec![false; changed.len()];
    for (at, added) in changed.iter().enumerate().filter(|(_, place)| place.words.is_empty()) {
        let from = changed.iter().position(|place| place.heard.is_empty() && claim_the_same(&printed(place), &said(added)));
        if let Some(from) = from {
            (moved[at], moved[from]) = (true, true);
        }
    }
    moved
}

/// Whether both sides have the same dates and numbers, and deny nothing.
fn claim_the_same(printed: &Side, said: &Side) -> bool {
    let (left, right) = ((printed.dates(), printed.numbers()), (said.dates(), said.numbers()));
    let denied = printed.negating().chain(said.negating()).next().is_some();
    !denied && left == right && !(left.0.is_empty() && left.1.is_empty())
}
