//! The name that somebody most likely meant.

/// The known name that is nearest to the one that was given: letters put in, taken out, changed or swapped with the next one, in any
/// case. `None` when more than a third of the letters (one at least) would have to change.
///
/// ```
/// use rawi::text::nearest;
/// assert_eq!(nearest("wtt", ["srt", "vtt", "lrc"]), Some("vtt"));
/// assert_eq!(nearest("large-v3-turob", ["large-v3-turbo", "large-v3"]), Some("large-v3-turbo"));
/// assert_eq!(nearest("giraffe", ["srt", "vtt"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given: Vec<char> = given.to_lowercase().chars().collect();
    let most = (given.len() / 3).max(1);
    let distance = |name: &&str| edits(&given, &name.to_lowercase().chars().collect::<Vec<_>>());
    known
        .into_iter()
        .map(|name| (distance(&name), name))
        .filter(|(d, _)| *d <= most)
        .min_by_key(|(d, _)| *d)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, taken out, changed, or swapped with the next (optimal string alignment).
pub(crate) fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut best = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_each_kind_is_one() {
        let count = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!([count("srt", "srt"), count("str", "srt"), count("sr", "srt"), count("sxt", "srt")], [0, 1, 1, 1]);
        assert_eq!([count("", "abc"), count("abc", "")], [3, 3]);
        assert_eq!(nearest("SMAL", ["small", "base"]), Some("small"));
        assert_eq!(nearest("", ["a"]), Some("a"), "one letter is near to none");
    }
}
