//! How similar an article word and a heard word are, as a score in nats. Scores are kept, since the same two words meet again and
//! again in a block.

use std::collections::HashMap;

use super::costs::SUBSTITUTION;
use super::document::Link;
use super::tokenised_pair::TokenisedPair;
use crate::text::{SimilarityKind, similarity};

/// How similar two words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similarity {
    /// `Variant` also stands for equal letters: whether they are equal as printed is looked up at the end.
    pub(super) link: Link,
    /// In nats.
    pub(super) score: f32,
}

const DISSIMILAR: Similarity = Similarity { link: Link::Substituted, score: SUBSTITUTION };

/// The scores computed so far, by the two vocabulary numbers.
#[derive(Debug, Default)]
pub(super) struct Similarities {
    known: HashMap<(u32, u32), Similarity>,
    shapes: Vec<Shape>,
}

/// Which letters a word has (hashed into a set of 64) and how many: by these most pairs of unlike words are rejected without comparing
/// their spelling.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    letters: u64,
    len: u32,
    latin: bool,
}

impl Shape {
    fn of(key: &str) -> Self {
        let mut shape = Self::default();
        for c in key.chars() {
            shape.letters |= 1 << (u32::from(c) % 64);
            shape.len += 1;
            shape.latin |= c.is_ascii_alphabetic();
        }
        shape
    }

    fn may_be_similar(self, other: Self) -> bool {
        if self.latin != other.latin {
            return true;
        }
        let shared = (self.letters & other.letters).count_ones();
        2 * shared >= self.letters.count_ones().min(other.letters.count_ones())
            && 2 * self.len.min(other.len) >= self.len.max(other.len)
    }
}

impl Similarities {
    pub(super) fn new(texts: &TokenisedPair) -> Self {
        let shapes = texts.vocabulary.tokens.iter().map(|t| Shape::of(t.normalised.key())).collect();
        Self { known: HashMap::new(), shapes }
    }

    /// How similar article word `a` and heard word `h` are, both by vocabulary number.
    pub(super) fn of(&mut self, texts: &TokenisedPair, a: u32, h: u32) -> Similarity {
        if a == h {
            return Similarity { link: Link::Variant, score: texts.vocabulary.worth(a) };
        }
        let (Some(x), Some(y)) = (self.shapes.get(a as usize), self.shapes.get(h as usize)) else { return DISSIMILAR };
        if !x.may_be_similar(*y) {
            return DISSIMILAR;
        }
        *self.known.entry((a, h)).or_insert_with(|| compare(texts, a, h))
    }
}

fn compare(texts: &TokenisedPair, a: u32, h: u32) -> Similarity {
    let (Some(x), Some(y)) = (texts.vocabulary.tokens.get(a as usize), texts.vocabulary.tokens.get(h as usize)) else {
        return DISSIMILAR;
    };
    let found = similarity(&x.normalised, &y.normalised);
    let worth = texts.vocabulary.worth(a).min(texts.vocabulary.worth(h));
    let (link, score) = match found.kind {
        SimilarityKind::Variant => (Link::Variant, worth - 0.1),
        SimilarityKind::Number => (Link::Number, worth - 0.2),
        SimilarityKind::Sound => (Link::Sound, worth - 0.8),
        SimilarityKind::Fuzzy => (Link::Fuzzy, worth * found.score - 1.2),
        SimilarityKind::Different => return DISSIMILAR,
    };
    Similarity { link, score: score.max(SUBSTITUTION + 0.3) }
}
