//! The cheapest way to cut a row into pieces, all ways considered.

use std::ops::Range;

/// The best known way to reach a place in the row.
#[derive(Clone, Copy)]
struct Reached {
    /// What all pieces in front of the place cost.
    cost: f32,
    /// Where the last of these pieces begins.
    last_begins: usize,
}

/// Tiles `0..count` with ranges at the least total cost, by dynamic programming: the best way to a place is the best way to
/// where its last piece begins, and that piece. Of two ways of equal cost the one whose last piece is longer stays.
///
/// `total(before, piece)` is the cost of everything up to the end of `piece` when all in front of it costs `before`. `None`
/// says that neither `piece` nor any longer one with the same beginning is possible; a piece of one item must be.
pub(super) fn cheapest_cuts(count: usize, total: impl Fn(f32, Range<usize>) -> Option<f32>) -> Vec<Range<usize>> {
    let mut best = vec![Reached { cost: f32::INFINITY, last_begins: 0 }; count + 1];
    best[0].cost = 0.0;
    for from in 0..count {
        for to in from + 1..=count {
            let Some(cost) = total(best[from].cost, from..to) else { break };
            if cost < best[to].cost {
                best[to] = Reached { cost, last_begins: from };
            }
        }
    }
    let mut pieces = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].last_begins;
        pieces.push(start..end);
        end = start;
    }
    pieces.reverse();
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_total_wins_over_the_cheapest_first_piece() {
        // Pieces of two are cheap, those of one dear, and three are one too many.
        let cost = |before: f32, piece: Range<usize>| Some(before + [3.0, 2.0].get(piece.len() - 1)?);
        assert_eq!(cheapest_cuts(4, cost), [0..2, 2..4]);
        assert_eq!(cheapest_cuts(5, cost), [0..1, 1..3, 3..5]);
        assert_eq!(cheapest_cuts(0, cost), []);
    }
}
