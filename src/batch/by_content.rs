//! Which of many articles was read in a recording.
//!
//! The articles that share rare words with what was heard are candidates, rare weighing more (inverse document frequency); the aligner
//! decides among the best of them. Rare words find the right one among thousands where shingles do not: a spoken version shares few runs
//! of words with the printed one.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{PairVerdict, align};
use crate::article::Article;
use crate::text::tokens;
use crate::transcript::Transcript;

/// A word in more articles than this tells nothing of which is meant.
const MOST_ARTICLES: usize = 40;
/// Of so few articles a word counts that is not in all of them.
const FEW: usize = 5;
/// So many candidates are aligned.
const CANDIDATES: usize = 5;
/// The best must have so many times the weight of the second best that the aligner takes too.
const LEAD: f64 = 1.3;

/// Which article fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fit {
    /// This one, and none nearly as well.
    One {
        /// Its index.
        index: usize,
        /// How sure the aligner is that the two belong together, 0 to 1.
        score: f32,
    },
    /// Two that fit alike: a person has to say.
    Several {
        /// The index of the one that fits best.
        best: usize,
        /// That of the other.
        other: usize,
    },
    /// None.
    None,
}

impl Fit {
    /// The article to be taken.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        match self {
            Self::One { index, .. } => Some(index),
            Self::Several { .. } | Self::None => None,
        }
    }
}

/// Articles among which one is looked for.
#[derive(Debug, Clone)]
pub struct Articles {
    all: Vec<Article>,
    /// In which articles each word stands.
    places: BTreeMap<String, Vec<usize>>,
}

impl Articles {
    /// These, each known by its place in the list.
    #[must_use]
    pub fn new(all: Vec<Article>) -> Self {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, article) in all.iter().enumerate() {
            for word in words(article.text()) {
                places.entry(word).or_default().push(index);
            }
        }
        // What all have tells nothing.
        let most = if all.len() <= FEW { all.len().saturating_sub(1).max(1) } else { MOST_ARTICLES.min(all.len() / 2) };
        places.retain(|_, articles| articles.len() <= most);
        Self { all, places }
    }

    /// The article that was read in what was heard.
    #[must_use]
    pub fn of(&self, heard: &Transcript) -> Fit {
        let mut fits: Vec<(f64, f32, usize)> = Vec::new();
        for (index, weight) in self.candidates(heard) {
            let Some(article) = self.all.get(index) else { continue };
            let pair = align(heard, article).pair;
            if pair.verdict == PairVerdict::Matched {
                fits.push((weight, pair.score, index));
            }
        }
        match fits.as_slice() {
            [] => Fit::None,
            [best, second, ..] if best.0 <= second.0 * LEAD => Fit::Several { best: best.2, other: second.2 },
            [best, ..] => Fit::One { index: best.2, score: best.1 },
        }
    }

    /// Those with the most weight of words in common, the best first.
    fn candidates(&self, heard: &Transcript) -> Vec<(usize, f64)> {
        let text: Vec<&str> = heard.words().iter().map(|word| word.text.as_str()).collect();
        // Of a few that have all their words in common, each may be meant.
        let few = if self.all.len() <= FEW { self.all.len() } else { 0 };
        let mut weights: BTreeMap<usize, f64> = (0..few).map(|index| (index, 0.0)).collect();
        for word in words(&text.join(" ")) {
            let Some(articles) = self.places.get(&word) else { continue };
            let weight = (1.0 + self.all.len() as f64 / articles.len() as f64).ln();
            for index in articles {
                *weights.entry(*index).or_default() += weight;
            }
        }
        let mut best: Vec<(usize, f64)> = weights.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(CANDIDATES);
        best
    }
}

/// The different words of a text, as they are compared.
fn words(text: &str) -> BTreeSet<String> {
    tokens(text).iter().map(|token| token.normalised.stem().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article, transcript};

    /// A day's news: texts of one language that share its names and its common words.
    fn day(count: u32) -> Vec<String> {
        let places = ["Aden", "Mosul", "Kabul", "Goma", "Juba", "Mopti", "Sirte", "Gao"];
        let subjects =
            ["grain", "water", "schools", "clinics", "bridges", "visas", "vaccines", "fuel", "tents", "seeds", "wells"];
        let number =
            |n: u32, salt: u32| (n.wrapping_mul(2_654_435_761).wrapping_add(salt.wrapping_mul(40_503)) >> 7) as usize;
        let text = |n: u32| {
            let (place, first, second) =
                (places[number(n, 1) % 8], subjects[number(n, 2) % 11], subjects[number(n, 3) % 11]);
            format!(
                "The United Nations said on Monday that {first} for {} people reached {place}. Officials there asked for {second} within \
                 {} days. The Security Council meets on the matter, said the spokesman, and {} trucks wait at the border near {place}.",
                1_000 + number(n, 4) % 9_000,
                2 + number(n, 5) % 90,
                3 + number(n, 6) % 70,
            )
        };
        (0..count).map(text).collect()
    }

    /// What a recogniser hears of it: one word in ten wrong, and none of the punctuation.
    fn heard(text: &str, seed: usize) -> Transcript {
        let words = text.split_whitespace().enumerate().map(|(n, word)| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if (n + seed).is_multiple_of(10) { "something".to_owned() } else { bare }
        });
        said(&words.collect::<Vec<_>>().join(" "))
    }

    fn said(text: &str) -> Transcript {
        transcript::read(format!("WEBVTT\n\n00:01.000 --> 00:31.000\n{text}\n").as_bytes(), None).unwrap()
    }

    #[test]
    fn of_sixty_pages_of_one_day_each_recording_finds_its_own_and_a_strange_one_none() {
        let texts = day(60);
        let pages = texts.iter().map(|text| article::read(text.as_bytes(), &Default::default()).unwrap()).collect();
        let articles = Articles::new(pages);
        let fits: Vec<_> = texts.iter().enumerate().map(|(n, text)| articles.of(&heard(text, n)).index()).collect();
        let right = fits.iter().enumerate().filter(|(n, fit)| **fit == Some(*n)).count();
        let wrong = fits.iter().enumerate().filter(|(n, fit)| fit.is_some_and(|index| index != *n)).count();
        assert_eq!(wrong, 0, "{fits:?}");
        assert!(right >= 57, "{right} of 60");
        let strange = "good evening and welcome to the concert from the town hall where a quartet plays until midnight";
        assert_eq!(articles.of(&said(strange)), Fit::None);
    }

    #[test]
    fn a_page_that_is_there_twice_is_left_to_a_person() {
        let texts = day(3);
        let page = |text: &String| article::read(text.as_bytes(), &Default::default()).unwrap();
        let articles = Articles::new(vec![page(&texts[0]), page(&texts[1]), page(&texts[0])]);
        assert_eq!(articles.of(&heard(&texts[0], 1)), Fit::Several { best: 0, other: 2 });
        assert_eq!(articles.of(&heard(&texts[1], 1)).index(), Some(1));
        assert_eq!(Articles::new(Vec::new()).of(&heard(&texts[0], 1)), Fit::None);
    }
}
