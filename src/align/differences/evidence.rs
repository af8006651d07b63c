//! What speaks for a difference and against it, apart from its kind: how alike the two sides are, what stands on both, how well the
//! words and those beside them were heard, whether there was time for what was not.

use super::denial::Denial;
use super::kind::{Side, is_relative};
use super::resemblance::Resemblance;
use crate::text::Token;
use crate::text::lexicon::{Contrast, NameKind, contrast, is_counted_otherwise, is_function_word, is_hedge};

/// A confidence below which a recogniser does not believe in what it wrote.
const DISBELIEVED: f32 = 0.15;
/// … below which it is wrong more often than right.
const DOUBTED: f32 = 0.5;
/// The most that what is heard for a word that no recogniser writes is apart from it by ear.
const WRITTEN_SO: f32 = 0.6;

/// How a place was heard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hearing {
    /// A person corrected the transcript.
    pub(super) corrected: bool,
    /// The recogniser's confidence in the least certain word said there, 0 to 1; of what was left out, in its neighbours.
    pub(super) confidence: f32,
    /// … in the most certain one.
    pub(super) best: f32,
    /// … in the least certain of the words of negation that were said there alone.
    pub(super) negation: f32,
    /// How many of the two words beside it were not heard as printed, 0 to 2: recognisers err in runs, speakers rarely do.
    pub(super) astray: u8,
    /// Whether there was time for what was not heard; `None` where nothing tells.
    pub(super) time: Option<bool>,
    /// Letters and digits stand in one heard word that is no number.
    pub(super) broken_figure: bool,
    /// Too little of the sentence was heard as printed.
    pub(super) lost: bool,
    /// The recogniser believes in most of what it wrote round about.
    pub(super) understood: bool,
}

/// What is known of a place where said and published differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) hearing: Hearing,
    pub(super) like: Resemblance,
    /// How many words stand on each side: published, said.
    pub(super) published: usize,
    pub(super) said: usize,
    /// Whether the words are Arabic.
    pub(super) arabic: bool,
    /// A figure stands on either side.
    pub(super) figures: bool,
    /// The side holds no word with a meaning of its own: published, said.
    pub(super) empty_published: bool,
    pub(super) empty_said: bool,
    /// Numbers, dates: on both sides.
    pub(super) numbers: bool,
    pub(super) dates: bool,
    /// A weekday stands against a day told from today, and which day it was today is not known.
    pub(super) relative: bool,
    /// A word that leaves a claim open stands on one side only.
    pub(super) hedged: bool,
    /// A number is told to be below zero on one side only.
    pub(super) below_zero: bool,
    /// What was said is a number as a whole: "forty-five", and not "forty fife".
    pub(super) whole_number: bool,
    /// Both sides look like names.
    pub(super) named: bool,
    /// What was said in words is a part of the published figure: "two thousand" of 2019.
    pub(super) part_of_figure: bool,
    /// What was published is nothing that a recogniser writes.
    pub(super) unwritable: bool,
    /// What was said is a name in a list, or one that the article or a title before it tells.
    pub(super) listed_said: bool,
    /// The negations of both sides.
    pub(super) denial: Denial,
    /// The Arabic article stands before one word of one each, or before both.
    pub(super) one_article: bool,
    pub(super) both_articles: bool,
    /// A word on each side, which a list sets against the other.
    pub(super) contrast: Option<Contrast>,
}

impl Evidence {
    /// Whether the sides are so alike that one may have been heard for the other.
    pub(super) fn is_near(&self) -> bool {
        self.like.is_near() || self.like.is_alike_by_ear()
    }

    /// Whether even a recogniser that is asked for both sides hardly tells them apart: they are alike, carry no meaning, are many, or
    /// were heard so badly that it does not believe in them itself.
    pub(super) fn is_hard_to_tell(&self) -> bool {
        let many = self.published > 2 && self.said > 2;
        self.is_near() || (self.empty_published && self.empty_said) || many || self.hearing.confidence < DISBELIEVED
    }

    /// Whether several words stand for several others, and none of them was heard well: recognisers err in runs, in which one wrong word
    /// brings on the next.
    pub(super) fn is_garbled(&self) -> bool {
        self.published > 2 && self.said > 2 && self.hearing.best < DOUBTED
    }

    /// Whether what was heard is what becomes of a word that no recogniser writes: fields of feel'st.
    pub(super) fn is_unwritable_as_heard(&self) -> bool {
        self.unwritable && self.like.sound < WRITTEN_SO
    }

    /// Whether nothing but function words was left out: to a recogniser a clause is as likely with them as without, whatever was said.
    pub(super) fn is_without_little_words(&self) -> bool {
        self.said == 0 && self.empty_published
    }

    /// Of two sides, either of which may be empty.
    pub(super) fn of(published: &Side, said: &Side, hearing: Hearing) -> Self {
        let both = || published.words().iter().chain(said.words());
        let articles = match (published.words(), said.words()) {
            ([a], [b]) => [has_article(a), has_article(b)],
            _ => [false; 2],
        };
        Self {
            hearing,
            like: Resemblance::of(published, said),
            published: published.tokens.len(),
            said: said.tokens.len(),
            arabic: both().any(|t| !t.normalised.key().is_ascii()),
            figures: both().any(|t| t.normalised.key().contains(|c: char| c.is_numeric())),
            empty_published: means_nothing(published),
            empty_said: means_nothing(said),
            numbers: counted(published, said),
            relative: is_relative(published, said),
            hedged: is_hedged(published) != is_hedged(said),
            dates: (!published.dates().is_empty() && !said.dates().is_empty()) || published.is_dated_as(said),
            part_of_figure: is_part_of_figure(published, said),
            unwritable: false,
            below_zero: published.is_below_zero() != said.is_below_zero(),
            whole_number: said.is_all_number(),
            named: both().next().is_some() && named(published, said),
            listed_said: said.has_listed_name() || said.listed_name(NameKind::Person) || said.is_introduced(),
            denial: Denial::of(published, said),
            one_article: articles[0] != articles[1],
            both_articles: articles == [true; 2],
            contrast: opposed(published, said),
        }
    }
}

/// Whether a number stands on both sides, or one on the one and a dual of what it counts on the other: ثلاث سنوات and سنتين.
fn counted(published: &Side, said: &Side) -> bool {
    let dual = |dual: &Side, counted: &Side| match (dual.words(), counted.words()) {
        ([dual], [_, noun]) => is_counted_otherwise(dual, noun),
        _ => false,
    };
    match [published, said].map(|side| !side.numbers().is_empty()) {
        [true, right] => right || dual(said, published) || is_count(said),
        [false, right] => right && (dual(published, said) || is_count(published)),
    }
}

/// Words that count how often, or one of a thing: half an hour, an hour.
fn is_count(side: &Side) -> bool {
    matches!(side.words(), [one] if matches!(one.normalised.key(), "a" | "an"))
        || side
            .words()
            .iter()
            .any(|token| matches!(token.normalised.key(), "once" | "twice" | "thrice" | "مره" | "مرتين" | "مرتان"))
}

fn is_hedged(side: &Side) -> bool {
    side.words().iter().any(|token| is_hedge(&token.normalised))
}

/// Whether both sides look like names: by their capitals, by the title before the published one, or by a list.
fn named(published: &Side, said: &Side) -> bool {
    let persons = |side: &Side| side.listed_name(NameKind::Person);
    (published.has_name() && (said.has_name() || persons(said)))
        || (persons(published) && persons(said))
        || ((published.is_introduced() || published.has_listed_name()) && !means_nothing(said))
        || (said.breaks_listed_name() && !means_nothing(published))
}

fn means_nothing(side: &Side) -> bool {
    side.tokens.clone().all(|at| side.reading.is_filler(at)) || side.words().iter().all(|t| is_function_word(&t.normalised))
}

/// Whether the number that was said in words is the published figure with some of its words left out: each digit is the same or none,
/// but for a hundred or a thousand whose count is lost; or it is the count before one.
fn is_part_of_figure(published: &Side, said: &Side) -> bool {
    let figure = |side: &Side| side.words().iter().any(|t| t.normalised.key().contains(|c: char| c.is_ascii_digit()));
    let (wholes, parts) = (published.numbers(), said.numbers());
    let ([whole], [part]) = (wholes.as_slice(), parts.as_slice()) else { return false };
    let (Some(whole), Some(part)) = (whole.as_whole(), part.as_whole()) else { return false };
    let digits = |n: u64| (0..).map_while(move |place| n.checked_div(10_u64.checked_pow(place)?).filter(|rest| *rest > 0));
    let lost = |place: usize, a: u64, b: u64| a.is_multiple_of(10) || (place >= 2 && a == 1 && b % 10 > 1);
    let kept = digits(part).zip(digits(whole)).enumerate().all(|(place, (a, b))| a % 10 == b % 10 || lost(place, a, b));
    // Twelve of 12,000, and not twelve hundred: what is counted are hundreds of four digits, and thousands.
    let counted = |place: usize| place.is_multiple_of(3) || (place == 2 && whole < 10_000);
    let counts = digits(whole).enumerate().any(|(place, rest)| rest == part && counted(place));
    figure(published) && !figure(said) && part < whole && (kept || counts)
}

/// Whether the Arabic article is taken off to find the word's stem.
fn has_article(token: &Token) -> bool {
    let (key, stem) = (token.normalised.key(), token.normalised.stem());
    key.strip_suffix(stem).is_some_and(|before| before.ends_with("ال") || before.ends_with("لل"))
}

fn opposed(published: &Side, said: &Side) -> Option<Contrast> {
    let pairs = published.words().iter().flat_map(|a| said.words().iter().map(move |b| (a, b)));
    let mut found = None;
    for one in pairs.filter_map(|(a, b)| contrast(&a.normalised, &b.normalised)) {
        if one != Contrast::Lookalike {
            return Some(one);
        }
        found = Some(one);
    }
    found
}
