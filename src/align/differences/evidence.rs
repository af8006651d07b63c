//! What speaks for a difference and against it, apart from its kind: how near the two sides are in letters, what stands on both, and
//! how well the words were heard.

use super::kind::Side;
use crate::text::lexicon::{Contrast, NameKind, contrast, is_function_word};

/// What is known of a place where said and published differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    /// A person corrected the transcript.
    pub(super) corrected: bool,
    /// The recogniser's confidence in the least certain word said there, 0 to 1; of what was left out, in its neighbours.
    pub(super) confidence: f32,
    /// How many words stand on each side: published, said.
    pub(super) published: usize,
    pub(super) said: usize,
    /// Whether the words are Arabic.
    pub(super) arabic: bool,
    /// How far apart the letters of both sides are, over those of the longer, 0 to 1.
    pub(super) apart: f32,
    /// One side's letters stand within the other's: a word with and without its article.
    pub(super) within: bool,
    /// A figure stands on either side.
    pub(super) figures: bool,
    /// Each side holds a word that carries meaning of its own, and as many words as the other.
    pub(super) rewording: bool,
    /// Numbers, dates, words that look like names: on both sides.
    pub(super) numbers: bool,
    pub(super) dates: bool,
    pub(super) names: bool,
    /// A word on each side, which a list sets against the other.
    pub(super) contrast: Option<Contrast>,
}

impl Evidence {
    /// Of two sides, either of which may be empty.
    pub(super) fn of(published: &Side, said: &Side, corrected: bool, confidence: f32) -> Self {
        let (left, right) = (published.tokens.len(), said.tokens.len());
        let both = left > 0 && right > 0;
        let meaning = |side: &Side| side.words().iter().any(|t| !is_function_word(&t.normalised));
        Self {
            corrected,
            confidence,
            published: left,
            said: right,
            arabic: published.words().iter().chain(said.words()).any(|t| !t.normalised.key().is_ascii()),
            apart: if both { apart(&letters(published), &letters(said)) } else { 1.0 },
            within: both && within(&letters(published), &letters(said)),
            figures: published
                .words()
                .iter()
                .chain(said.words())
                .any(|t| t.normalised.key().contains(|c: char| c.is_numeric())),
            rewording: both && left == right && meaning(published) && meaning(said),
            numbers: !published.numbers().is_empty() && !said.numbers().is_empty(),
            dates: !published.dates().is_empty() && !said.dates().is_empty(),
            names: both && named(published, said),
            contrast: opposed(published, said),
        }
    }

    /// Whether the sides are so near that one may have been heard for the other.
    pub(super) fn is_near(&self) -> bool {
        self.apart < 0.5 || self.within
    }

    /// Whether they are near and no figures: "forty-tiwo" for forty-two. No list has them for different numbers.
    pub(super) fn is_spelled_near(&self) -> bool {
        self.apart < 0.35 && !self.figures && self.contrast.is_none()
    }
}

fn letters(side: &Side) -> Vec<char> {
    side.words().iter().flat_map(|t| t.normalised.key().chars()).collect()
}

/// Whether the shorter stands in the longer as a whole and is not much shorter.
fn within(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && long.len() - short.len() <= 3 && long.windows(short.len()).any(|part| part == short)
}

/// Levenshtein's distance over the longer side.
fn apart(a: &[char], b: &[char]) -> f32 {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()] as f32 / a.len().max(b.len()).max(1) as f32
}

/// Whether both sides look like names: by their capitals, by the title before the published one, or by a list that has both.
fn named(published: &Side, said: &Side) -> bool {
    let persons = |side: &Side| side.listed_name(NameKind::Person);
    let capital = |side: &Side| side.words().len() == side.capitals() || (side.has_name() && side.capitals() > 0);
    (persons(published) && persons(said))
        || (published.has_name() && said.has_name())
        || (capital(published) && capital(said))
        || (published.is_introduced() && !said.words().iter().all(|t| is_function_word(&t.normalised)))
}

fn opposed(published: &Side, said: &Side) -> Option<Contrast> {
    let pairs = published.words().iter().flat_map(|a| said.words().iter().map(move |b| (a, b)));
    let found: Vec<Contrast> = pairs.filter_map(|(a, b)| contrast(&a.normalised, &b.normalised)).collect();
    found.iter().copied().find(|c| *c != Contrast::Lookalike).or(found.first().copied())
}
