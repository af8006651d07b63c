//! The English stemmer that its author calls Porter2, as <https://snowballstem.org/algorithms/english/stemmer.html> describes it, for
//! words in the one spelling that [`normalise`](super::super::normalise) gives them: -ise where others write -ize, and no apostrophes.

/// The stem of a word of lower-case ASCII letters. It need not be a word.
pub(super) fn stem(word: &str) -> String {
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(exception, _)| *exception == word) {
        return (*stem).to_owned();
    }
    if word.len() < 3 {
        return word.to_owned();
    }
    let mut word = Word::new(word);
    word.plural();
    word.past_and_participle();
    word.final_y();
    word.derived(DERIVED);
    word.derived(DERIVED_AGAIN);
    word.ending();
    word.final_e_or_l();
    word.letters.iter().map(|letter| char::from(letter.to_ascii_lowercase())).collect()
}

#[rustfmt::skip]
const EXCEPTIONS: &[(&str, &str)] = &[
    ("skis", "ski"), ("skies", "sky"), ("sky", "sky"), ("idly", "idl"), ("gently", "gentl"), ("ugly", "ugli"), ("early", "earli"),
    ("only", "onli"), ("singly", "singl"), ("news", "news"), ("howe", "howe"), ("atlas", "atlas"), ("cosmos", "cosmos"),
    ("bias", "bias"), ("andes", "andes"),
];

/// Beginnings behind which the first region begins, so that universe and university stay apart.
const BEGINNINGS: &[&str] = &["arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers"];

/// Words in -ing that are no participles.
const NO_PARTICIPLES: &[&str] = &["evening", "canning", "inning", "earring", "herring", "outing"];

/// Endings, what they become, and which letters must stand before them; the longer of two stands first.
type Endings = &'static [(&'static str, &'static str, Before)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Anything,
    /// One of these letters.
    One(&'static [u8]),
    /// Anything, where the ending stands in the second region.
    SecondRegion,
}

use Before::{Anything, One, SecondRegion};

#[rustfmt::skip]
const DERIVED: Endings = &[
    ("isation", "ise", Anything), ("ational", "ate", Anything), ("fulness", "ful", Anything), ("ousness", "ous", Anything),
    ("iveness", "ive", Anything), ("tional", "tion", Anything), ("biliti", "ble", Anything), ("lessli", "less", Anything),
    ("entli", "ent", Anything), ("ation", "ate", Anything), ("alism", "al", Anything), ("aliti", "al", Anything),
    ("ousli", "ous", Anything), ("iviti", "ive", Anything), ("fulli", "ful", Anything), ("ogist", "og", Anything),
    ("enci", "ence", Anything), ("anci", "ance", Anything), ("abli", "able", Anything), ("iser", "ise", Anything),
    ("ator", "ate", Anything), ("alli", "al", Anything), ("bli", "ble", Anything), ("ogi", "og", One(b"l")),
    ("li", "", One(b"cdeghkmnrt")),
];

#[rustfmt::skip]
const DERIVED_AGAIN: Endings = &[
    ("ational", "ate", Anything), ("tional", "tion", Anything), ("alise", "al", Anything), ("icate", "ic", Anything),
    ("iciti", "ic", Anything), ("ative", "", SecondRegion), ("ical", "ic", Anything), ("ness", "", Anything), ("ful", "", Anything),
];

#[rustfmt::skip]
const LAST: Endings = &[
    ("ement", "", Anything), ("ance", "", Anything), ("ence", "", Anything), ("able", "", Anything), ("ible", "", Anything),
    ("ment", "", Anything), ("ant", "", Anything), ("ent", "", Anything), ("ism", "", Anything), ("ate", "", Anything),
    ("iti", "", Anything), ("ous", "", Anything), ("ive", "", Anything), ("ise", "", Anything), ("ion", "", One(b"st")),
    ("al", "", Anything), ("er", "", Anything), ("ic", "", Anything),
];

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A word on its way to the stem. A y that is a consonant is written as a capital.
struct Word {
    letters: Vec<u8>,
    /// Where the first and the second region begin: behind the first consonant behind a vowel, and once more.
    regions: [usize; 2],
}

impl Word {
    fn new(word: &str) -> Self {
        let mut letters = word.as_bytes().to_vec();
        for at in 0..letters.len() {
            let behind_vowel = at.checked_sub(1).is_none_or(|before| letters.get(before).copied().is_some_and(is_vowel));
            if let Some(letter) = letters.get_mut(at).filter(|letter| **letter == b'y' && behind_vowel) {
                *letter = b'Y';
            }
        }
        let beginning = BEGINNINGS.iter().find(|beginning| word.starts_with(**beginning));
        let first = beginning.map_or_else(|| region(&letters, 0), |beginning| beginning.len());
        let regions = [first, region(&letters, first)];
        Self { letters, regions }
    }

    fn ends(&self, ending: &str) -> bool {
        self.letters.ends_with(ending.as_bytes())
    }

    /// The letter so many places before the end, from 1.
    fn last(&self, place: usize) -> Option<u8> {
        self.letters.len().checked_sub(place).and_then(|at| self.letters.get(at)).copied()
    }

    /// Whether there is a vowel in what is left when so many letters are taken off.
    fn has_vowel_before(&self, taken: usize) -> bool {
        let kept = self.letters.len().saturating_sub(taken);
        self.letters.iter().take(kept).copied().any(is_vowel)
    }

    fn replace(&mut self, taken: usize, put: &str) {
        self.letters.truncate(self.letters.len().saturating_sub(taken));
        self.letters.extend(put.bytes());
    }

    fn in_region(&self, region: usize, ending: usize) -> bool {
        self.letters.len().saturating_sub(ending) >= self.regions[region]
    }

    /// Whether what is left when so many letters are taken off ends in a short syllable.
    fn is_short_before(&self, taken: usize) -> bool {
        let kept = self.letters.len().saturating_sub(taken);
        match self.letters.get(..kept).unwrap_or_default() {
            [.., b'p', b'a', b's', b't'] => true,
            [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
            [.., before, vowel, last] => {
                !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }

    fn plural(&mut self) {
        if self.ends("sses") {
            self.replace(2, "");
        } else if self.ends("ied") || self.ends("ies") {
            self.replace(3, if self.letters.len() > 4 { "i" } else { "ie" });
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") && self.has_vowel_before(2) {
            self.replace(1, "");
        }
    }

    fn past_and_participle(&mut self) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|ending| self.ends(ending)) {
            let left = self.letters.len() - ending.len();
            let whole = [&b"succ"[..], b"proc", b"exc"].contains(&self.letters.get(..left).unwrap_or_default());
            if self.in_region(0, ending.len()) && !whole {
                self.replace(ending.len(), "ee");
            }
            return;
        }
        let Some(ending) = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| self.ends(ending)) else { return };
        match self.letters.as_slice() {
            [first, b'y', b'i', b'n', b'g'] if !is_vowel(*first) => return self.replace(4, "ie"),
            whole if NO_PARTICIPLES.iter().any(|word| word.as_bytes() == whole) => return,
            _ => {}
        }
        if !self.has_vowel_before(ending.len()) {
            return;
        }
        self.replace(ending.len(), "");
        self.mend();
    }

    /// What an ending had changed: hoping was hope, hopping hop.
    fn mend(&mut self) {
        let double = matches!(self.last(1), Some(b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't'))
            && self.last(1) == self.last(2);
        if ["at", "bl", "is"].iter().any(|ending| self.ends(ending)) {
            self.replace(0, "e");
        } else if double {
            if !(self.letters.len() == 3 && matches!(self.last(3), Some(b'a' | b'e' | b'o'))) {
                self.replace(1, "");
            }
        } else if self.letters.len() == self.regions[0] && self.is_short_before(0) {
            self.replace(0, "e");
        }
    }

    fn final_y(&mut self) {
        let consonant = self.last(2).is_some_and(|letter| !is_vowel(letter));
        if matches!(self.last(1), Some(b'y' | b'Y')) && consonant && self.letters.len() > 2 {
            self.replace(1, "i");
        }
    }

    /// The first of the endings that the word has, and whether what stands before it allows that it is taken.
    fn ending_of(&self, endings: Endings) -> Option<(usize, &'static str, bool)> {
        let (ending, put, before) = endings.iter().find(|(ending, ..)| self.ends(ending))?;
        let allowed = match before {
            Anything => true,
            One(letters) => self.last(ending.len() + 1).is_some_and(|letter| letters.contains(&letter)),
            SecondRegion => self.in_region(1, ending.len()),
        };
        Some((ending.len(), put, allowed))
    }

    fn derived(&mut self, endings: Endings) {
        if let Some((taken, put, true)) = self.ending_of(endings)
            && self.in_region(0, taken)
        {
            self.replace(taken, put);
        }
    }

    fn ending(&mut self) {
        if let Some((taken, put, true)) = self.ending_of(LAST)
            && self.in_region(1, taken)
        {
            self.replace(taken, put);
        }
    }

    fn final_e_or_l(&mut self) {
        let drops = match self.last(1) {
            Some(b'e') => self.in_region(1, 1) || (self.in_region(0, 1) && !self.is_short_before(1)),
            Some(b'l') => self.in_region(1, 1) && self.last(2) == Some(b'l'),
            _ => false,
        };
        if drops {
            self.replace(1, "");
        }
    }
}

/// Where the region behind the first consonant behind the first vowel begins, of those from `from` on.
fn region(letters: &[u8], from: usize) -> usize {
    let place = |from: usize, vowel: bool| {
        letters.iter().enumerate().skip(from).find(|(_, letter)| is_vowel(**letter) == vowel).map(|(at, _)| at + 1)
    };
    place(from, true).and_then(|behind_vowel| place(behind_vowel, false)).unwrap_or(letters.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::stem;

    /// Stems as the reference implementation (snowballstemmer 3.1.1) gives them, but for the spelling of -ise.
    #[test]
    fn stems_are_those_of_the_description() {
        #[rustfmt::skip]
        let known = [
            ("consigned", "consign"), ("consistency", "consist"), ("knackeries", "knackeri"), ("kneeling", "kneel"),
            ("generously", "generous"), ("general", "general"), ("communities", "communiti"), ("hopping", "hop"), ("hoping", "hope"),
            ("dying", "die"), ("evening", "evening"), ("exceeds", "exceed"), ("proceedings", "proceed"), ("agreed", "agre"),
            ("caresses", "caress"), ("ties", "tie"), ("cries", "cri"), ("gas", "gas"), ("this", "this"), ("gaps", "gap"), ("kiwis", "kiwi"),
            ("weapons", "weapon"), ("ministries", "ministri"), ("ministry", "ministri"), ("relational", "relat"), ("geology", "geolog"),
            ("university", "universiti"), ("universe", "univers"), ("news", "news"), ("controlled", "control"), ("say", "say"),
            ("by", "by"), ("enjoyed", "enjoy"), ("adds", "add"), ("added", "add"), ("organisations", "organis"), ("organised", "organis"),
            ("nationalisation", "nation"), ("authorised", "author"), ("authorise", "author"), ("pasted", "paste"), ("past", "past"), ("yes", "yes"), ("youth", "youth"),
        ];
        for (word, wanted) in known {
            assert_eq!(stem(word), wanted, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_letters_have_a_stem_that_is_not_much_longer(word in "[a-z]{1,14}") {
            let stem = stem(&word);
            prop_assert!(!stem.is_empty() && stem.len() <= word.len() + 1 && stem.bytes().all(|b| b.is_ascii_lowercase()));
        }
    }
}
