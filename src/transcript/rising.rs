//! The longest subsequence of a list that is in order.

/// The places of a longest subsequence whose keys never fall (patience sorting).
pub(super) fn longest_rising<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<usize> {
    // `ends[n]` is the place of the smallest key that ends a run of n + 1; `before` chains each run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let own = key(item);
        let length = ends.partition_point(|end| key(&items[*end]) <= own);
        before.push(length.checked_sub(1).map(|n| ends[n]));
        if length == ends.len() { ends.push(place) } else { ends[length] = place }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        run.push(place);
        at = before[place];
    }
    run.reverse();
    run
}
