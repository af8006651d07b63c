//! In what a published run of words and a said one differ: the first kind that fits.

use std::ops::Range;

use super::super::document::DifferenceKind;
use super::reading::Reading;
use super::temperature;
use super::thousands;
use crate::text::lexicon::{
    Contrast, DateWord, NameKind, NameMention, Negation, NegationKind, contrast, is_denying, is_dual_of,
};
use crate::text::{Token, Unit};

/// One of the two sides of a difference: a run of words among all of its text.
#[derive(Debug, Clone)]
pub(super) struct Side<'a> {
    pub(super) reading: &'a Reading,
    pub(super) tokens: Range<usize>,
}

/// Words on one side up to which an addition or an omission is about the one word of it that counts.
const FEW: usize = 3;

/// Words of a name that no list has, on either side.
const LONGEST_NAME: usize = 2;

/// The kind of a difference; at least one side has words.
pub(super) fn kind(published: &Side, said: &Side) -> DifferenceKind {
    let (left, right) = (published.tokens.len(), said.tokens.len());
    let short = left.max(right) <= FEW || (left > 0 && right > 0);
    if short && negated(published, said) {
        DifferenceKind::Negation
    } else if short && (published.dates() != said.dates() || are_hijri_months(published, said)) {
        DifferenceKind::Date
    } else if short && is_other_number(published, said) {
        DifferenceKind::Number
    } else if short && left > 0 && right > 0 && is_name(published, said) && !is_of_one_country(published, said) {
        DifferenceKind::Name
    } else if contrasts(published, said, |c| c != Contrast::Negated) {
        DifferenceKind::Opposite
    } else if left == 0 {
        DifferenceKind::Added
    } else if right == 0 {
        DifferenceKind::Omitted
    } else {
        DifferenceKind::Wording
    }
}

/// Whether both sides are months of the Hijri calendar: some are names of persons too, and then stand for no other month.
fn are_hijri_months(published: &Side, said: &Side) -> bool {
    let month = |side: &Side| {
        side.reading
            .dates
            .iter()
            .find(|d| d.words == side.tokens && matches!(d.says, DateWord::HijriMonth(_)))
            .map(|d| d.says)
    };
    let named = published.is_introduced() || said.is_introduced();
    !named && month(published).zip(month(said)).is_some_and(|(a, b)| a != b)
}

fn is_other_number(published: &Side, said: &Side) -> bool {
    published.numbers() != said.numbers()
        || are_of_other_units(published, said)
        || temperature::are_of_other_scales(published.words(), said.words())
        || published.is_below_zero() != said.is_below_zero()
        || is_dual_on_one_side(published, said)
        || thousands::are_other([published.reading, said.reading], [&published.tokens, &said.tokens])
}

/// Whether numbers of both sides have units, and others.
pub(super) fn are_of_other_units(published: &Side, said: &Side) -> bool {
    let (left, right) = (published.units(), said.units());
    !left.is_empty() && !right.is_empty() && !left.iter().any(|unit| right.contains(unit))
}

/// A word that looks like a name, or two given names that have other senses too. Where only its place in the clause tells a name, both
/// sides are short: of a run of words that was misheard nothing can be said.
fn is_name(published: &Side, said: &Side) -> bool {
    let person = |side: &Side| side.listed_name(NameKind::Person);
    let short = published.tokens.len().max(said.tokens.len()) <= LONGEST_NAME;
    let introduced = short && published.is_introduced();
    published.has_name() || said.has_name() || introduced || (person(published) && person(said))
}

/// A country and what belongs to it: the US envoy, the American envoy.
fn is_of_one_country(published: &Side, said: &Side) -> bool {
    let of_country = |kind| matches!(kind, NameKind::Country | NameKind::Nationality);
    let (Some(left), Some(right)) = (published.whole_name(), said.whole_name()) else { return false };
    left.entries
        .iter()
        .any(|a| right.entries.iter().any(|b| a.number == b.number && of_country(a.kind) && of_country(b.kind)))
}

/// A negation on one side only, or a word and its negated form. A particle that was gained or lost by itself counts where the words
/// beside it make it none, too: "not only chairs" is not "only chairs".
fn negated(published: &Side, said: &Side) -> bool {
    let alone = |side: &Side| matches!(side.words(), [word] if is_denying(&word.normalised));
    let gained = (published.words().is_empty() && alone(said)) || (said.words().is_empty() && alone(published));
    gained || published.negations() % 2 != said.negations() % 2 || contrasts(published, said, |c| c == Contrast::Negated)
}

fn contrasts(published: &Side, said: &Side, wanted: impl Fn(Contrast) -> bool) -> bool {
    let pair = |a: usize, b: usize| {
        let (a, b) = (published.reading.tokens.get(a)?, said.reading.tokens.get(b)?);
        contrast(&a.normalised, &b.normalised)
    };
    published.tokens.clone().any(|a| said.tokens.clone().any(|b| pair(a, b).is_some_and(&wanted)))
}

/// One thing on the one side, two of it on the other: رجل and رجلان.
fn is_dual_on_one_side(published: &Side, said: &Side) -> bool {
    let ([a], [b]) = (published.words(), said.words()) else { return false };
    is_dual_of(a, b) || is_dual_of(b, a)
}

/// A weekday against a day told from today: equal or not by the day of the broadcast, which is not known.
pub(super) fn is_relative(published: &Side, said: &Side) -> bool {
    let days = |side: &Side| side.dates().iter().any(|d| matches!(d, DateWord::RelativeDay(_)));
    // Against a day, a word that can be a weekday is one.
    let weekdays = |side: &Side| {
        let mut dates = side.reading.dates.iter().filter(|d| side.holds(&d.words));
        dates.any(|d| matches!(d.says, DateWord::Weekday(_)))
    };
    (days(published) && weekdays(said)) || (weekdays(published) && days(said))
}

impl Side<'_> {
    pub(super) fn words(&self) -> &[Token] {
        self.reading.tokens.get(self.tokens.clone()).unwrap_or(&[])
    }

    /// Whether a name of the kind is listed, in whatever other sense the word has.
    pub(super) fn listed_name(&self, kind: NameKind) -> bool {
        self.reading.names.iter().any(|n| self.holds(&n.words) && n.entries.iter().any(|e| e.kind == kind))
    }

    /// The listed name to which all of its words belong.
    fn whole_name(&self) -> Option<&NameMention> {
        let around = |words: &Range<usize>| words.start <= self.tokens.start && self.tokens.end <= words.end;
        self.reading.names.iter().find(|name| around(&name.words))
    }

    /// How many words stand capitalised within a sentence.
    pub(super) fn capitals(&self) -> usize {
        self.reading.capitalised.get(self.tokens.clone()).map_or(0, |all| all.iter().filter(|c| **c).count())
    }

    /// Whether a title or the like stands before one of the words.
    pub(super) fn is_introduced(&self) -> bool {
        self.reading.introduced.get(self.tokens.clone()).is_some_and(|all| all.contains(&true))
    }

    /// Whether one of its dates is of a sort with one of the other side, of which either is certain.
    pub(super) fn is_dated_as(&self, other: &Self) -> bool {
        let all = |side: &Self| side.reading.dates.iter().filter(|d| side.holds(&d.words)).collect::<Vec<_>>();
        let (left, right) = (all(self), all(other));
        let one_sort = |a: &DateWord, b: &DateWord| std::mem::discriminant(a) == std::mem::discriminant(b);
        let dated = left.iter().any(|a| right.iter().any(|b| (a.certain || b.certain) && one_sort(&a.says, &b.says)));
        dated || are_hijri_months(self, other)
    }

    fn holds(&self, words: &Range<usize>) -> bool {
        words.start < self.tokens.end && self.tokens.start < words.end
    }

    /// Whether a name of the lists reaches beyond the side: what changed is a part of it.
    pub(super) fn breaks_listed_name(&self) -> bool {
        let beyond = |words: &Range<usize>| words.start < self.tokens.start || self.tokens.end < words.end;
        self.reading.names.iter().any(|n| n.certain && self.holds(&n.words) && beyond(&n.words))
    }

    fn negations(&self) -> usize {
        self.negating().count()
    }

    /// The words that deny, all but deny or take out.
    pub(super) fn negating(&self) -> impl Iterator<Item = &Negation> {
        let counts = |kind| kind != NegationKind::Lexical;
        self.reading.negations.iter().filter(move |n| self.tokens.contains(&n.word) && counts(n.kind))
    }

    /// The values of the longest readings that touch the side.
    pub(super) fn numbers(&self) -> Vec<crate::text::Value> {
        let mut values = Vec::new();
        let mut end = 0;
        for number in self.reading.numbers.iter().filter(|n| self.holds(&n.tokens)) {
            if number.tokens.start >= end {
                values.push(number.value);
                values.extend(number.second.map(|second| second.value));
                end = number.tokens.end;
            }
        }
        values
    }

    /// What its numbers count, as far as it is told.
    fn units(&self) -> Vec<Unit> {
        let numbers = self.reading.numbers.iter().filter(|n| self.holds(&n.tokens) && n.unit != Unit::None);
        numbers.map(|n| n.unit).collect()
    }

    /// Whether a number is told to be below zero.
    pub(super) fn is_below_zero(&self) -> bool {
        let from = self.tokens.start.saturating_sub(1);
        let around = self.reading.tokens.get(from..(self.tokens.end + 1).min(self.reading.tokens.len())).unwrap_or(&[]);
        temperature::below_zero(around).any(|words| self.holds(&(from + words.start..from + words.end)))
    }

    /// Whether letters stand among the digits of a number, as in "20e22".
    pub(super) fn has_broken_figure(&self) -> bool {
        let figure = |token: &Token| token.normalised.key().starts_with(|c: char| c.is_ascii_digit());
        let letters = |token: &Token| !figure(token) && token.normalised.key().chars().count() <= 2;
        self.words().windows(3).any(|three| matches!(three, [a, b, c] if figure(a) && letters(b) && figure(c)))
    }

    /// Whether every word belongs to a number.
    pub(super) fn is_all_number(&self) -> bool {
        let in_number = |at: usize| self.reading.numbers.iter().any(|n| n.tokens.contains(&at));
        self.tokens.clone().all(in_number)
    }

    pub(super) fn dates(&self) -> Vec<DateWord> {
        self.reading.dates.iter().filter(|d| d.certain && self.holds(&d.words)).map(|d| d.says).collect()
    }

    pub(super) fn has_name(&self) -> bool {
        self.has_listed_name() || self.capitals() > 0
    }

    /// Whether a name of the lists stands there that is no other word.
    pub(super) fn has_listed_name(&self) -> bool {
        self.reading.names.iter().any(|n| n.certain && self.holds(&n.words))
    }
}
