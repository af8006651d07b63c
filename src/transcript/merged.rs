//! Two people's revisions of one text as one.

use std::ops::Range;

use super::diff;

/// A run of words of the first text, and what stands for it in a revision.
#[derive(Debug, PartialEq, Eq)]
struct Hunk<'a> {
    old: Range<usize>,
    new: &'a [String],
}

impl Hunk<'_> {
    /// Whether both cannot be done: they are about the same words, or put words at the same place.
    fn clashes(&self, other: &Self) -> bool {
        let (from, to) = (self.old.start.max(other.old.start), self.old.end.min(other.old.end));
        let is_inside =
            |point: &Range<usize>, run: &Range<usize>| point.is_empty() && run.start < point.start && point.start < run.end;
        let both_put = self.old.is_empty() && self.old == other.old;
        from < to || both_put || is_inside(&self.old, &other.old) || is_inside(&other.old, &self.old)
    }
}

/// `base` with what was changed in both of its revisions, word by word; `None` where both changed the same words, each otherwise.
/// The same change in both is one. White space parts words and is one space in what is given.
///
/// ```
/// use rawi::transcript::merged;
/// let both = merged("the hat sat on the map", "the cat sat on the map", "the hat sat on the mat");
/// assert_eq!(both.as_deref(), Some("the cat sat on the mat"));
/// assert_eq!(merged("the hat", "the cat", "the hut"), None);
/// ```
#[must_use]
pub fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let (base, mine, theirs) = (words(base), words(mine), words(theirs));
    let mut hunks = hunks(&base, &mine);
    for hunk in self::hunks(&base, &theirs) {
        if hunks.contains(&hunk) {
            continue;
        }
        if hunks.iter().any(|other| other.clashes(&hunk)) {
            return None;
        }
        hunks.push(hunk);
    }
    // What is put before a word stands before what replaces it.
    hunks.sort_by_key(|hunk| (hunk.old.start, hunk.old.end));
    let (mut at, mut both): (usize, Vec<&str>) = (0, Vec::new());
    for Hunk { old, new } in &hunks {
        both.extend(base.get(at..old.start).unwrap_or_default().iter().map(String::as_str));
        both.extend(new.iter().map(String::as_str));
        at = old.end;
    }
    both.extend(base.get(at..).unwrap_or_default().iter().map(String::as_str));
    Some(both.join(" "))
}

fn hunks<'a>(old: &[String], new: &'a [String]) -> Vec<Hunk<'a>> {
    let (mut found, mut a, mut b) = (Vec::new(), 0, 0);
    for (x, y) in diff::matches(old, new).into_iter().chain([(old.len(), new.len())]) {
        if x > a || y > b {
            found.push(Hunk { old: a..x, new: new.get(b..y).unwrap_or_default() });
        }
        (a, b) = (x + 1, y + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_apart_is_merged_and_what_meets_is_not() {
        let base = "قال الوزير نعم ثم ذهب";
        assert_eq!(merged(base, "قال وزير نعم ثم ذهب", "قال الوزير نعم ثم عاد").as_deref(), Some("قال وزير نعم ثم عاد"));
        // Words put in beside what the other replaced, and left out beside it.
        assert_eq!(merged("a b c", "a x c", "a y b c").as_deref(), Some("a y x c"));
        assert_eq!(merged("a b c", "b c", "a b d").as_deref(), Some("b d"));
        assert_eq!(merged("a b", "a x b", "a x b").as_deref(), Some("a x b"));
        for (mine, theirs) in
            [("a x c", "a y c"), ("a c", "a y c"), ("a b x c", "a b y c"), ("x", "a b y c"), ("", "a b y c")]
        {
            assert_eq!(merged("a b c", mine, theirs), None, "{mine} {theirs}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn nobody_is_preferred_and_nothing_is_made_up(b in "[a-d ]{0,16}", m in "[a-d ]{0,16}", t in "[a-d ]{0,16}") {
            let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(merged(&b, &m, &b), Some(tidy(&m)));
            prop_assert_eq!(merged(&b, &b, &t), Some(tidy(&t)));
            let both = merged(&b, &m, &t);
            prop_assert_eq!(&both, &merged(&b, &t, &m));
            let known = format!("{b} {m} {t}");
            prop_assert!(both.unwrap_or_default().split_whitespace().all(|word| known.split_whitespace().any(|w| w == word)));
        }
    }
}
