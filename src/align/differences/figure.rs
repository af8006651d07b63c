//! Whether figures are what was said for them: one number by value, and what only the spelling of the figure tells: a fraction, a time
//! of day, a price, a king's place.

use crate::text::{Form, Number, Token, Unit, Value, numbers};

/// What is printed with what was said for it, or the other way about.
struct Pair<'a> {
    figure: &'a [Token],
    words: &'a [Token],
    read: &'a [Number],
}

/// Whether both sides as a whole are one number.
pub(super) fn one_number(published: &[Token], said: &[Token]) -> bool {
    let (published, said) = match (published, said) {
        ([and, figure @ ..], [first, ..]) if is_joined(and, first) => (figure, said),
        ([first, ..], [and, figure @ ..]) if is_joined(and, first) => (published, figure),
        sides => sides,
    };
    let (published, said) = (without_article(published), without_article(said));
    let (left, right) = (numbers(published), numbers(said));
    let whole = |n: &&Number, tokens: &[Token]| n.tokens == (0..tokens.len());
    let mut wholes = left.iter().filter(|n| whole(n, published));
    let one = |a: &Number, b: &Number| {
        // Of "5" and "five dollars" the dollars are more than was printed; of "$5" and "five" nobody says them.
        let more =
            |a: &Number, b: &Number, words: &[Token]| a.unit == Unit::None && b.unit != Unit::None && ends_in_word(words);
        let units = !more(a, b, said) && !more(b, a, published);
        units && (a.same_as(b) || is_one_decade(a, b) || is_one_decade(b, a) || is_share(a, b) || is_share(b, a))
    };
    if wholes.any(|a| right.iter().filter(|n| whole(n, said)).any(|b| one(a, b))) {
        return true;
    }
    let sides =
        [Pair { figure: published, words: said, read: &right }, Pair { figure: said, words: published, read: &left }];
    sides.iter().any(|pair| {
        pair.is_fraction()
            || pair.is_mixed()
            || pair.is_numbered()
            || pair.is_year()
            || pair.is_clock()
            || pair.is_price()
            || pair.is_hour()
            || pair.is_place()
    })
}

/// A part without the article of what it is a part of, or its own: half a cup, a half cup and 1/2 cup, three quarters of a cup.
fn without_article(words: &[Token]) -> &[Token] {
    const PARTS: [&str; 8] = ["half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth"];
    let is_part = |word: &Token| PARTS.contains(&word.normalised.key());
    let is_article = |word: &Token| matches!(word.normalised.key(), "a" | "an");
    let words = match words {
        [all @ .., part, of, article] if is_part(part) && of.normalised.key() == "of" && is_article(article) => {
            words.get(..all.len() + 1).unwrap_or(words)
        }
        [.., half, article] if half.normalised.key() == "half" && is_article(article) => {
            words.get(..words.len() - 1).unwrap_or(words)
        }
        words => words,
    };
    match words {
        // A third is no third.
        [article, part] if is_article(article) && matches!(part.normalised.key(), "half" | "quarter") => {
            std::slice::from_ref(part)
        }
        words => words,
    }
}

fn ends_in_word(words: &[Token]) -> bool {
    words.last().is_some_and(|word| !word.normalised.key().contains(|c: char| c.is_ascii_digit()))
}

/// The '60s, and the nineteen sixties.
fn is_one_decade(short: &Number, long: &Number) -> bool {
    let decade = |n: &Number| n.value.as_whole().filter(|_| n.form == Form::Decade && n.second.is_none());
    let (Some(short), Some(long)) = (decade(short), decade(long)) else { return false };
    short < 100 && (1900..2000).contains(&long) && long % 100 == short
}

/// 50% and half.
fn is_share(percent: &Number, part: &Number) -> bool {
    let (over, under) = percent.value.parts();
    let of_hundred = under.checked_mul(100).and_then(|under| Value::fraction(over, under));
    let is_part = part.unit == Unit::None && part.value.as_whole().is_none() && !part.digits;
    percent.unit == Unit::Percent && is_part && percent.second.is_none() && of_hundred == Some(part.value)
}

/// Whether what stands alone before a figure is joined to the first word of the other side: و30 and وثلاثين, بـ45 and بخمسة وأربعين.
fn is_joined(and: &Token, first: &Token) -> bool {
    let (and, first) = (and.normalised.key(), first.normalised.key());
    let with_article = and.strip_suffix("ال").filter(|before| matches!(*before, "" | "و" | "ب" | "ف" | "ك"));
    // The article of a figure is said with each of its words or with none: الـ21, الحادي والعشرين.
    with_article.is_some_and(|before| first.starts_with(before))
        || (matches!(and, "و" | "ب" | "ف" | "ل" | "ك" | "لل") && first.chars().count() > 2 && first.starts_with(and))
}

impl Pair<'_> {
    /// The readings of all the words as one number.
    fn wholes(&self) -> impl Iterator<Item = &Number> {
        self.read.iter().filter(|n| n.tokens == (0..self.words.len()))
    }

    fn says(&self, value: Value) -> bool {
        self.wholes().any(|n| n.value == value && n.second.is_none())
    }

    /// Whether a word counts hundreds: seven hundred and thirty is neither a time of day nor a price.
    fn is_counted(&self) -> bool {
        let alone = |word: &Token| numbers(std::slice::from_ref(word));
        let hundreds = |n: Number| n.value.as_whole().is_some_and(|n| n >= 100);
        self.words.iter().any(|word| alone(word).into_iter().any(hundreds))
    }

    fn key(&self) -> Option<&str> {
        let [figure] = self.figure else { return None };
        Some(figure.normalised.key())
    }

    /// 3/4, which is two tokens with a stroke between.
    fn is_fraction(&self) -> bool {
        let [over, under] = self.figure else { return false };
        let figure = |token: &Token| token.normalised.key().parse::<u64>().ok().filter(|n| *n < 100);
        let (Some(over), Some(under)) = (figure(over), figure(under)) else { return false };
        over < under && Value::fraction(over, under).is_some_and(|part| self.says(part))
    }

    /// 3 1/2, which is three tokens: three and a half.
    fn is_mixed(&self) -> bool {
        let [whole, over, under] = self.figure else { return false };
        let figure = |token: &Token| token.normalised.key().parse::<u64>().ok().filter(|n| *n < 100);
        let (Some(whole), Some(over), Some(under)) = (figure(whole), figure(over), figure(under)) else { return false };
        let value = Value::fraction(over, under).and_then(|part| Value::whole(whole).plus(part));
        over < under && value.is_some_and(|value| self.says(value))
    }

    /// 2020م, a year of an era whose sign is not said.
    fn is_year(&self) -> bool {
        let [year, era] = self.figure else { return false };
        let of_era = matches!(era.normalised.key(), "م" | "ه" | "ad" | "ce");
        let year = year.normalised.key().parse().ok().filter(|year| (1..2200_u64).contains(year));
        of_era && year.is_some_and(|year| self.says(Value::whole(year)))
    }

    /// No 10, which is said as number ten.
    fn is_numbered(&self) -> bool {
        let ([no, figure], [number, words @ ..]) = (self.figure, self.words) else { return false };
        let named = no.normalised.key() == "no" && number.normalised.key() == "number";
        let is_figure = figure.normalised.key().starts_with(|c: char| c.is_ascii_digit());
        named && is_figure && one_number(std::slice::from_ref(figure), words)
    }

    /// 7.30, which can be a time of day: half past seven.
    fn is_clock(&self) -> bool {
        let parts = self.key().and_then(|key| key.split_once('.')).and_then(in_hundredths);
        parts.is_some_and(|(hours, minutes)| {
            hours < 24 && minutes < 60 && !self.is_counted() && self.says(Value::whole(hours * 100 + minutes))
        })
    }

    /// £5.50, which is said without its units: five fifty.
    fn is_price(&self) -> bool {
        let bare = self.key().and_then(|key| key.strip_suffix(|c: char| !c.is_ascii() || c == '$'));
        let parts = bare.and_then(|bare| bare.split_once('.')).and_then(in_hundredths);
        let unsaid = || self.wholes().all(|n| n.unit == Unit::None);
        parts.is_some_and(|(whole, hundredths)| {
            whole > 0 && !self.is_counted() && unsaid() && self.says(Value::whole(whole.saturating_mul(100) + hundredths))
        })
    }

    /// 10:00, which is ten, and ten o'clock.
    fn is_hour(&self) -> bool {
        let hour = self.key().and_then(|key| key.strip_suffix(":00")).and_then(|hour| hour.parse::<u64>().ok());
        let Some(hour) = hour.filter(|hour| *hour < 24) else { return false };
        let clock = self.words.last().is_some_and(|word| word.normalised.key() == "oclock");
        let counted = self.words.len() - usize::from(clock);
        self.read.iter().any(|n| n.tokens == (0..counted) && n.value == Value::whole(hour) && n.second.is_none())
    }

    /// XVI, which is said with an article before it: the sixteenth. A single letter is a number before one only.
    fn is_place(&self) -> bool {
        const LETTERS: [(&str, u64); 4] = [("i", 1), ("v", 5), ("x", 10), ("xi", 11)];
        let ([the, place @ ..], Some(key)) = (self.words, self.key()) else { return false };
        let letter = LETTERS.iter().find(|(letter, _)| *letter == key).map(|(_, n)| Value::whole(*n));
        let printed = numbers(self.figure).iter().find(|n| n.digits && n.form == Form::Cardinal).map(|n| n.value);
        let Some(value) = letter.or(printed) else { return false };
        let behind = 1..self.words.len();
        let is_it = |n: &Number| n.tokens == behind && n.form == Form::Ordinal && n.value == value && n.unit == Unit::None;
        the.normalised.key() == "the" && !place.is_empty() && self.read.iter().any(is_it)
    }
}

/// The digits before and behind the point of a figure with two decimals.
fn in_hundredths((whole, part): (&str, &str)) -> Option<(u64, u64)> {
    (part.len() == 2).then_some(())?;
    Some((whole.parse().ok()?, part.parse().ok()?))
}
