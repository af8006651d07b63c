//! Differences planted among words that were heard rightly.

use rawi::recognize::Doubt;

/// Little words and opposites of which either could be said; either order.
const OPPOSITES: [(&str, &str); 16] = [
    ("is", "was"),
    ("his", "her"),
    ("he", "she"),
    ("and", "or"),
    ("in", "on"),
    ("might", "must"),
    ("had", "has"),
    ("never", "always"),
    ("more", "less"),
    ("old", "young"),
    ("to", "from"),
    ("cold", "warm"),
    ("إلى", "من"),
    ("تراجع", "ارتفاع"),
    ("قد", "لن"),
    ("وانتشار", "وانحسار"),
];

/// `right` are the words that were heard rightly, by number, as printed.
pub(crate) fn among(right: &[(usize, String)]) -> Vec<(&'static str, Doubt)> {
    let mut planted = Vec::new();
    for (n, (at, word)) in right.iter().enumerate() {
        let bare = word.to_lowercase();
        let one = |published: &str| Doubt { words: *at..at + 1, published: published.to_owned() };
        let other = OPPOSITES.iter().find_map(|(a, b)| [(a, b), (b, a)].into_iter().find(|(a, _)| **a == bare));
        planted.extend(other.map(|(_, other)| ("opposite", one(other))));
        if n % 3 == 0 {
            planted.extend(nearest(&bare, right).map(|near| ("near", one(near))));
        }
        if n % 4 == 1 {
            planted.push(("unrelated", one(&right[(n + 17) % right.len()].1)));
        }
        if n % 4 == 2 {
            planted.push(("left out of the article", one("")));
        }
        if n % 4 == 3 {
            let negation = if word.is_ascii() { "not" } else { "لا" };
            planted.push(("negation put in", Doubt { words: *at..*at, published: negation.to_owned() }));
        }
    }
    planted
}

/// The other word with the most letters in common at both ends.
fn nearest<'a>(word: &str, right: &'a [(usize, String)]) -> Option<&'a str> {
    let alike = |other: &str| {
        let start = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let end = word.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
        let length = word.chars().count().max(other.chars().count());
        (100 * (start + end).min(length)) / length.max(1)
    };
    let others = right.iter().map(|(_, w)| w.as_str()).filter(|w| w.to_lowercase() != word);
    others
        .map(|w| (alike(&w.to_lowercase()), w))
        .filter(|(score, _)| *score >= 50)
        .max_by_key(|(score, _)| *score)
        .map(|(_, w)| w)
}
