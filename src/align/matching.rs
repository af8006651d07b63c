//! Which words belong together: anchors, the blocks between them, then what is left over in both texts.

use super::anchors::{self, Seed};
use super::block::Block;
use super::block_alignment::align_block;
use super::similarity::Similarities;
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use super::{duration_model, other_figures, transpositions, weak_matches};

/// A block of at most so many cells (200 words against 200) is aligned at once; a larger one is cut at anchors first.
const MOST_CELLS_AT_ONCE: usize = 40_000;
/// A block of more cells than this that cannot be cut is left unmatched: without an anchor in it hardly anything in it belongs
/// together, and aligning it would need 6 MB and some 50 ms.
const MOST_CELLS: usize = 6_000_000;
/// Two cuts of a block lie at least so many words apart in both texts.
const WORDS_BETWEEN_CUTS: usize = 60;
/// How often a part of a block may be cut again, at what is rare inside it.
const DEEPEST: usize = 4;

/// Everything that belongs together, sorted by article word: what goes forward in both texts, and passages that were said at another
/// place than they are printed.
pub(super) fn matches(texts: &TokenisedPair) -> Vec<Match> {
    let mut similarities = Similarities::new(texts);
    let whole = Block::free(0..texts.article.len(), 0..texts.heard.len());
    let mut found = Vec::new();
    align_in_parts(texts, &whole, &mut similarities, DEEPEST, &mut found);
    let settled = duration_model::settle(texts, &mut similarities, found);
    let mut kept = weak_matches::without_weak(texts, &mut similarities, settled);
    transpositions::find(texts, &mut similarities, &mut kept);
    kept.sort_by_key(|p| p.article.start);
    other_figures::place(texts, &mut kept);
    kept
}

/// Aligns a block and appends its matches to `out`; a large one in parts, cut at its anchors, at most `depth` times.
fn align_in_parts(
    texts: &TokenisedPair,
    block: &Block,
    similarities: &mut Similarities,
    depth: usize,
    out: &mut Vec<Match>,
) {
    if block.cells() <= MOST_CELLS_AT_ONCE || depth == 0 {
        if block.cells() <= MOST_CELLS {
            align_block(texts, block, similarities, out);
        }
        return;
    }
    let seeds = anchors::seeds(texts, block, None);
    let cuts = cuts(&anchors::supported(&anchors::chain(&seeds, block)));
    if cuts.is_empty() {
        return align_in_parts(texts, block, similarities, 0, out);
    }
    let (mut article, mut heard) = (block.article.start, block.heard.start);
    for (k, cut) in cuts.iter().enumerate() {
        let before = Block {
            article: article..cut.article,
            heard: heard..cut.heard,
            free_start: block.free_start && k == 0,
            free_end: false,
        };
        align_in_parts(texts, &before, similarities, depth - 1, out);
        (article, heard) = (cut.article, cut.heard);
    }
    let behind = Block {
        article: article..block.article.end,
        heard: heard..block.heard.end,
        free_start: false,
        free_end: block.free_end,
    };
    align_in_parts(texts, &behind, similarities, depth - 1, out);
}

/// Places in the middle of an exact run of three, far enough apart. Each is cut before its word, so that the word itself is
/// aligned with what follows it, and words written together are not torn.
fn cuts(anchors: &[Seed]) -> Vec<Seed> {
    let mut cuts: Vec<Seed> = Vec::new();
    for three in anchors.windows(3) {
        let [a, b, c] = three else { continue };
        let runs = |x: &Seed, y: &Seed| x.article + 1 == y.article && x.heard + 1 == y.heard;
        let apart =
            |last: &Seed| b.article >= last.article + WORDS_BETWEEN_CUTS && b.heard >= last.heard + WORDS_BETWEEN_CUTS;
        let far = cuts.last().is_none_or(apart);
        // The last anchor before a long jump and the first behind it are cuts too: they keep the block between them small.
        if runs(a, b) && runs(b, c) && far {
            cuts.push(*b);
        }
    }
    cuts
}
