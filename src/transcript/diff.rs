//! Which words of two texts are the same. Words that occur once in each are anchors, as far as they stand in the same order in both
//! (patience diff); between anchors Myers' greedy algorithm (1986) finds a longest common subsequence.

use std::collections::HashMap;

use super::rising::longest_rising;

/// Between two anchors, texts that differ in more insertions and deletions than this are taken as replaced whole: time and memory grow
/// with its square.
const MOST_EDITS: usize = 1000;

/// Pairs of equal words, by their places in the old and the new text, going forward in both.
pub(super) fn matches(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let mut ids: HashMap<&str, u32> = HashMap::new();
    let mut id_of = Vec::with_capacity(old.len() + new.len());
    for word in old.iter().chain(new) {
        let next = ids.len() as u32;
        id_of.push(*ids.entry(word.as_str()).or_insert(next));
    }
    let (a, b) = id_of.split_at(old.len());
    let mut found = Vec::new();
    let (mut x, mut y) = (0, 0);
    for (next_x, next_y) in anchors(a, b, ids.len()).into_iter().chain([(a.len(), b.len())]) {
        let between = trimmed_matches(&a[x..next_x], &b[y..next_y]);
        found.extend(between.into_iter().map(|(i, j)| (x + i, y + j)));
        if next_x < a.len() && next_y < b.len() {
            found.push((next_x, next_y));
        }
        (x, y) = (next_x + 1, next_y + 1);
        if x > a.len() || y > b.len() {
            break;
        }
    }
    found
}

/// Words that occur once in each text: the longest chain of them that goes forward in both.
fn anchors(a: &[u32], b: &[u32], ids: usize) -> Vec<(usize, usize)> {
    const NEVER: usize = usize::MAX;
    let places = |words: &[u32]| {
        let mut at = vec![(0u32, NEVER); ids];
        for (place, id) in words.iter().enumerate() {
            if let Some((count, first)) = at.get_mut(*id as usize) {
                (*count, *first) = (count.saturating_add(1), place);
            }
        }
        at
    };
    let (in_a, in_b) = (places(a), places(b));
    let mut pairs: Vec<(usize, usize)> =
        in_a.iter().zip(&in_b).filter(|((n, _), (m, _))| *n == 1 && *m == 1).map(|((_, x), (_, y))| (*x, *y)).collect();
    pairs.sort_unstable();
    longest_rising(&pairs, |(_, y)| *y).into_iter().map(|place| pairs[place]).collect()
}

/// The matches of two texts without an anchor: what is equal at both ends, and in the middle by [`myers`].
fn trimmed_matches(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[front..], &b[front..]);
    let back = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let middle = myers(&rest_a[..rest_a.len() - back], &rest_b[..rest_b.len() - back]);
    let head = (0..front).map(|i| (i, i));
    let body = middle.into_iter().map(|(x, y)| (front + x, front + y));
    head.chain(body).chain((0..back).map(|i| (a.len() - back + i, b.len() - back + i))).collect()
}

/// A longest common subsequence of two texts; none when they need more than [`MOST_EDITS`] edits.
fn myers(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let limit = (a.len() + b.len()).min(MOST_EDITS);
    let mut furthest: Vec<usize> = vec![0; 2 * limit + 3];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    for edits in 0..=limit {
        // Diagonal k stands at k + limit + 1; only the part that this round can read is kept for the way back.
        trace.push(furthest[limit + 1 - edits..=limit + 1 + edits].to_vec());
        for step in 0..=edits {
            let place = limit + 1 + 2 * step - edits;
            let down = step == 0 || (step != edits && furthest[place - 1] < furthest[place + 1]);
            let mut x = if down { furthest[place + 1] } else { furthest[place - 1] + 1 };
            let Some(mut y) = (x + limit + 1).checked_sub(place) else { continue };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[place] = x;
            if x >= a.len() && y >= b.len() {
                return walk_back(&trace, a, b);
            }
        }
    }
    Vec::new()
}

/// From the end of the edit graph back to its start, along the furthest points of each round.
fn walk_back(trace: &[Vec<usize>], a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (a.len(), b.len());
    let mut found = Vec::new();
    for (edits, seen) in trace.iter().enumerate().rev() {
        // `seen[i]` is the furthest x on diagonal i - edits before this round.
        let at = |k: isize| usize::try_from(k + edits as isize).ok().and_then(|i| seen.get(i)).copied();
        let k = x as isize - y as isize;
        let down = k == -(edits as isize) || (k != edits as isize && at(k - 1) < at(k + 1));
        let before = if down { k + 1 } else { k - 1 };
        let start = at(before).unwrap_or(0);
        let stop = if edits == 0 { (0, 0) } else { (start, (start as isize - before).max(0) as usize) };
        while x > stop.0 && y > stop.1 && a[x - 1] == b[y - 1] {
            (x, y) = (x - 1, y - 1);
            found.push((x, y));
        }
        (x, y) = stop;
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    #[test]
    fn anchors_hold_across_long_differences() {
        let (mut a, mut b) = (words("xy"), words("xy"));
        a.splice(1..1, (0..3000).map(|i| format!("a{i}")));
        b.splice(1..1, (0..2000).map(|i| format!("b{i}")));
        assert_eq!(matches(&a, &b), [(0, 0), (3001, 2001)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn without_anchors_the_pairs_are_a_longest_common_subsequence(a in "(aa|bb|cc|ab|ba){0,6}aabbcc", b in "aabbcc(aa|bb|cc|ca){0,6}") {
            let (a, b) = (words(&a), words(&b));
            let pairs = matches(&a, &b);
            let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
            for x in 0..a.len() {
                for y in 0..b.len() {
                    best[x + 1][y + 1] = if a[x] == b[y] { best[x][y] + 1 } else { best[x][y + 1].max(best[x + 1][y]) };
                }
            }
            prop_assert_eq!(pairs.len(), best[a.len()][b.len()]);
        }

        #[test]
        fn pairs_are_equal_and_go_forward(a in "[a-h]{0,14}", b in "[a-h]{0,14}") {
            let (a, b) = (words(&a), words(&b));
            let pairs = matches(&a, &b);
            prop_assert!(pairs.iter().all(|(x, y)| a[*x] == b[*y]));
            prop_assert!(pairs.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1));
        }
    }
}
