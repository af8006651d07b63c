//! Which words belong together: anchors, the gaps between them, then whatever was left over.

use super::anchors::{self, Seed};
use super::gap::{Gap, Pairing, fill};
use super::likes::Likes;
use super::sides::Sides;
use super::{islands, moves, rhythm};

/// A gap of at most so many cells (200 words against 200) is filled at once; a larger one is cut at anchors first.
const AT_ONCE: usize = 40_000;
/// Without any anchor in it, a gap larger than this holds nothing that belongs together, and aligning it would cost more
/// than it could find. It takes 6 MB and some 50 ms.
const AT_MOST: usize = 6_000_000;
/// Words between two cuts, at least.
const CUT_EVERY: usize = 60;
/// How often a gap may be cut again with what is rare inside it.
const DEEPEST: usize = 4;

/// Everything that belongs together, in the article's order: first what runs in the same order on both sides, then moved
/// blocks.
pub(super) fn pairings(sides: &Sides) -> Vec<Pairing> {
    let mut likes = Likes::new(sides);
    let whole = Gap { article: 0..sides.article.len(), heard: 0..sides.heard.len(), free_start: true, free_end: true };
    let mut found = Vec::new();
    solve(sides, &whole, &mut likes, DEEPEST, &mut found);
    let mut kept = islands::keep(sides, rhythm::settle(sides, &mut likes, found));
    moves::find(sides, &mut likes, &mut kept);
    kept.sort_by_key(|p| p.article.start);
    kept
}

fn solve(sides: &Sides, gap: &Gap, likes: &mut Likes, depth: usize, out: &mut Vec<Pairing>) {
    if gap.cells() <= AT_ONCE || depth == 0 {
        if gap.cells() <= AT_MOST {
            fill(sides, gap, likes, out);
        }
        return;
    }
    let seeds = anchors::seeds(sides, gap, (|_| true, |_| true));
    let cuts = cuts(&anchors::supported(&anchors::chain(&seeds, gap)));
    if cuts.is_empty() {
        return solve(sides, gap, likes, 0, out);
    }
    let (mut article, mut heard) = (gap.article.start, gap.heard.start);
    for (k, cut) in cuts.iter().enumerate() {
        let before = Gap {
            article: article..cut.article,
            heard: heard..cut.heard,
            free_start: gap.free_start && k == 0,
            free_end: false,
        };
        solve(sides, &before, likes, depth - 1, out);
        (article, heard) = (cut.article, cut.heard);
    }
    let behind =
        Gap { article: article..gap.article.end, heard: heard..gap.heard.end, free_start: false, free_end: gap.free_end };
    solve(sides, &behind, likes, depth - 1, out);
}

/// Places in the middle of an exact run of three, far enough apart. Each is cut before its word, so that the word itself is
/// aligned with what follows it, and words written together are not torn.
fn cuts(anchors: &[Seed]) -> Vec<Seed> {
    let mut cuts: Vec<Seed> = Vec::new();
    for three in anchors.windows(3) {
        let [a, b, c] = three else { continue };
        let runs = |x: &Seed, y: &Seed| x.article + 1 == y.article && x.heard + 1 == y.heard;
        let apart = |last: &Seed| b.article >= last.article + CUT_EVERY && b.heard >= last.heard + CUT_EVERY;
        let far = cuts.last().is_none_or(apart);
        // The last anchor before a long jump and the first behind it are cuts too: they keep the gap between them small.
        if runs(a, b) && runs(b, c) && far {
            cuts.push(*b);
        }
    }
    cuts
}
