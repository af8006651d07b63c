//! How well an article word and a heard word go together, remembered, since the same two meet again and again.

use std::collections::HashMap;

use super::document::Link;
use super::sides::Sides;
use crate::text::{SimilarityKind, similarity};

/// What one article word against one other heard word costs, in nats. With [`super::gap::OPEN`] and
/// [`super::gap::EXTEND`] this makes up to three wrong words in a row cheaper than a gap on both sides, and four dearer.
pub(super) const SUBSTITUTED: f32 = -1.5;

/// How two words go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Like {
    /// `Variant` also stands for equal letters: whether they are equal as printed is looked up at the end.
    pub(super) link: Link,
    /// In nats.
    pub(super) score: f32,
}

const UNLIKE: Like = Like { link: Link::Substituted, score: SUBSTITUTED };

/// The memory of word pairs.
#[derive(Debug, Default)]
pub(super) struct Likes {
    known: HashMap<(u32, u32), Like>,
    shapes: Vec<Shape>,
}

/// Which letters a word has, as a set of 64, to turn most pairs away without comparing spellings.
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

    fn may_be_like(self, other: Self) -> bool {
        if self.latin != other.latin {
            return true;
        }
        let shared = (self.letters & other.letters).count_ones();
        2 * shared >= self.letters.count_ones().min(other.letters.count_ones())
            && 2 * self.len.min(other.len) >= self.len.max(other.len)
    }
}

impl Likes {
    pub(super) fn new(sides: &Sides) -> Self {
        let shapes = sides.vocabulary.tokens.iter().map(|t| Shape::of(t.normalised.key())).collect();
        Self { known: HashMap::new(), shapes }
    }

    /// How article word `a` and heard word `h`, both by vocabulary number, go together.
    pub(super) fn of(&mut self, sides: &Sides, a: u32, h: u32) -> Like {
        if a == h {
            return Like { link: Link::Variant, score: sides.vocabulary.worth(a) };
        }
        let (Some(x), Some(y)) = (self.shapes.get(a as usize), self.shapes.get(h as usize)) else { return UNLIKE };
        if !x.may_be_like(*y) {
            return UNLIKE;
        }
        *self.known.entry((a, h)).or_insert_with(|| compare(sides, a, h))
    }
}

fn compare(sides: &Sides, a: u32, h: u32) -> Like {
    let (Some(x), Some(y)) = (sides.vocabulary.tokens.get(a as usize), sides.vocabulary.tokens.get(h as usize)) else {
        return UNLIKE;
    };
    let found = similarity(&x.normalised, &y.normalised);
    let worth = sides.vocabulary.worth(a).min(sides.vocabulary.worth(h));
    let (link, score) = match found.kind {
        SimilarityKind::Variant => (Link::Variant, worth - 0.1),
        SimilarityKind::Number => (Link::Number, worth - 0.2),
        SimilarityKind::Sound => (Link::Sound, worth - 0.8),
        SimilarityKind::Fuzzy => (Link::Fuzzy, worth * found.score - 1.2),
        SimilarityKind::Different => return UNLIKE,
    };
    Like { link, score: score.max(SUBSTITUTED + 0.3) }
}
