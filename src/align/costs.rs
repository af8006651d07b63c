//! What leaving words unmatched, matching unlike ones and joining them costs, in nats: log-odds against what words that belong
//! together score.
//!
//! `n` wrong words in a row as substitutions cost `n · SUBSTITUTION`; as a deletion and an insertion they cost
//! `2 · OPEN_GAP + 2 · n · EXTEND_GAP`. The numbers make substitution the cheaper of the two up to three words and the dearer from
//! four on: longer runs of unlike words are two texts that have nothing to do with each other.

/// Opening a gap: the first of some words of one text to which nothing of the other belongs.
pub(super) const OPEN_GAP: f32 = -2.2;
/// Each word of a gap, the first included.
pub(super) const EXTEND_GAP: f32 = -0.15;
/// One article word against one heard word that is unlike it.
pub(super) const SUBSTITUTION: f32 = -1.5;
/// Taken from what a word scores when one text writes it together and the other apart.
pub(super) const BREAK_WORD_BOUNDARY: f32 = -0.5;
/// Two forms of one number score this, and more for each word of the longer form.
pub(super) const NUMBER: f32 = 3.0;
pub(super) const NUMBER_PER_WORD: f32 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_substitutions_cost_less_than_a_deletion_with_an_insertion_and_four_cost_more() {
        let substituted = |words: f32| words * SUBSTITUTION;
        let left_alone = |words: f32| 2.0 * OPEN_GAP + 2.0 * words * EXTEND_GAP;
        assert!(substituted(3.0) > left_alone(3.0));
        assert!(substituted(4.0) < left_alone(4.0));
    }
}
