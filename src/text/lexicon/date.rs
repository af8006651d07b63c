//! Words of dates in running text: weekdays, months of three calendars' names, days told from today, times of day. Day and year
//! are numbers, which [`numbers`](crate::text::numbers) reads.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::clitics::without_clitics;
use crate::text::{Normalised, Token, normalise};

/// What a word of a date says. Two names of one month are equal: أيار and May, كانون الأول and ديسمبر.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateWord {
    /// 1 for Monday to 7 for Sunday, as in ISO 8601.
    Weekday(u8),
    /// A Gregorian month, 1 to 12.
    Month(u8),
    /// A month of the Hijri calendar, 1 (Muharram) to 12. Never equal to a Gregorian month by computing.
    HijriMonth(u8),
    /// Days from today: yesterday is -1, tomorrow 1.
    RelativeDay(i8),
    /// A time of day.
    TimeOfDay(TimeOfDay),
}

/// A time of day, as far as a word tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeOfDay {
    /// Dawn, الفجر.
    Dawn,
    /// Morning, a.m., صباحا.
    Morning,
    /// Noon, midday, ظهرا.
    Noon,
    /// Afternoon, العصر.
    Afternoon,
    /// Evening, مساء.
    Evening,
    /// Night, ليلا.
    Night,
    /// Midnight, منتصف الليل.
    Midnight,
    /// p.m., which may be afternoon, evening or night.
    AfterNoon,
}

/// A word of a date among words that were read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateMention {
    /// Its words, as indices into those that were read; two for كانون الأول.
    pub words: Range<usize>,
    /// What it says.
    pub says: DateWord,
    /// Whether it is a date for certain. A word with another sense (May, March, sun, الأحد, آب) is so only beside a number or a word
    /// that goes with dates.
    pub certain: bool,
}

/// The names of the Gregorian months in use, as printed, lower case: English; Arabic in Egypt and the Gulf, in the Levant and Iraq,
/// in Algeria and Tunisia, in Morocco.
pub(crate) const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "يناير", "كانون الثاني", "جانفي"],
    &["february", "feb", "فبراير", "شباط", "فيفري"],
    &["march", "mar", "مارس", "آذار", "اذار"],
    &["april", "apr", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل"],
    &["may", "مايو", "أيار", "ايار", "ماي"],
    &["june", "jun", "يونيو", "يونيه", "حزيران", "جوان"],
    &["july", "jul", "يوليو", "يوليه", "تموز", "جويلية", "يوليوز"],
    &["august", "aug", "أغسطس", "اغسطس", "آب", "أوت", "غشت"],
    &["september", "sept", "sep", "سبتمبر", "أيلول", "ايلول", "شتنبر"],
    &["october", "oct", "أكتوبر", "اكتوبر", "تشرين الأول"],
    &["november", "nov", "نوفمبر", "تشرين الثاني", "نونبر"],
    &["december", "dec", "ديسمبر", "كانون الأول", "دجنبر"],
];

pub(crate) const HIJRI_MONTHS: [&[&str]; 12] = [
    &["محرم", "muharram"],
    &["صفر", "safar"],
    &["ربيع الأول"],
    &["ربيع الآخر", "ربيع الثاني"],
    &["جمادى الأولى", "جمادى الأول"],
    &["جمادى الآخرة", "جمادى الثانية"],
    &["رجب", "rajab"],
    &["شعبان", "shaban"],
    &["رمضان", "ramadan"],
    &["شوال", "shawwal"],
    &["ذو القعدة", "ذي القعدة"],
    &["ذو الحجة", "ذي الحجة"],
];

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mondays", "mon", "الاثنين", "الإثنين"],
    &["tuesday", "tuesdays", "tue", "tues", "الثلاثاء"],
    &["wednesday", "wednesdays", "wed", "الأربعاء"],
    &["thursday", "thursdays", "thu", "thurs", "الخميس"],
    &["friday", "fridays", "fri", "الجمعة"],
    &["saturday", "saturdays", "sat", "السبت"],
    &["sunday", "sundays", "sun", "الأحد"],
];

#[rustfmt::skip]
const OTHER: &[(DateWord, &[&str])] = &[
    (DateWord::RelativeDay(-2), &["the day before yesterday", "day before yesterday", "أول أمس", "أول من أمس"]),
    (DateWord::RelativeDay(2), &["the day after tomorrow", "day after tomorrow", "بعد غد"]),
    (DateWord::RelativeDay(-1), &["yesterday", "أمس", "البارحة"]),
    (DateWord::RelativeDay(0), &["today", "tonight", "اليوم", "الليلة"]),
    (DateWord::RelativeDay(1), &["tomorrow", "غدا", "غد", "الغد"]),
    (DateWord::TimeOfDay(TimeOfDay::Dawn), &["dawn", "daybreak", "الفجر", "فجر", "فجرا"]),
    (DateWord::TimeOfDay(TimeOfDay::Morning), &["morning", "mornings", "am", "a m", "صباح", "صباحا", "الصباح"]),
    (DateWord::TimeOfDay(TimeOfDay::Noon), &["noon", "midday", "ظهر", "ظهرا", "الظهر", "الظهيرة"]),
    (DateWord::TimeOfDay(TimeOfDay::Afternoon), &["afternoon", "afternoons", "عصر", "عصرا", "العصر"]),
    (DateWord::TimeOfDay(TimeOfDay::AfterNoon), &["pm", "p m"]),
    (DateWord::TimeOfDay(TimeOfDay::Evening), &["evening", "evenings", "مساء", "المساء"]),
    (DateWord::TimeOfDay(TimeOfDay::Night), &["night", "nights", "overnight", "ليل", "ليلا", "الليل", "ليلة"]),
    (DateWord::TimeOfDay(TimeOfDay::Midnight), &["midnight", "منتصف الليل"]),
];

/// Words of dates that have another sense: a modal verb, to march, the sun, she sat; one, two, father, zero, names of persons.
#[rustfmt::skip]
const AMBIGUOUS: &str = "may march mar august jun sep mon wed fri sat sun thu am الأحد الاثنين الإثنين الثلاثاء الخميس الأربعاء السبت آب ماي جوان أوت محرم صفر رجب شعبان \
    رمضان شوال اليوم ظهر عصر غد";

/// Words before which such a word is of a date, and words behind which it is.
#[rustfmt::skip]
const BEFORE: &str = "on last next since until till early late mid of during by from يوم أيام شهر ليلة صباح مساء فجر ظهر عصر مطلع أواخر أوائل بداية نهاية منتصف منذ حتى خلال أمس اليوم";
const AFTER: &str = "morning afternoon evening night الماضي المقبل القادم الجاري الحالي الموافق صباحا مساء";

static WORDS: LazyLock<HashMap<String, DateWord>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let mut add = |names: &[&str], says: DateWord| words.extend(names.iter().map(|name| (phrase(name), says)));
    for (number, names) in (1..).zip(MONTHS) {
        add(names, DateWord::Month(number));
    }
    for (number, names) in (1..).zip(HIJRI_MONTHS) {
        add(names, DateWord::HijriMonth(number));
    }
    for (number, names) in (1..).zip(WEEKDAYS) {
        add(names, DateWord::Weekday(number));
    }
    for (says, names) in OTHER {
        add(names, *says);
    }
    words
});
static AMBIGUOUS_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| AMBIGUOUS.split_whitespace().map(phrase).collect());
static BEFORE_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| BEFORE.split_whitespace().map(phrase).collect());
static AFTER_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| AFTER.split_whitespace().map(phrase).collect());

/// Words of the longest name of a date: the day before yesterday.
const MOST_WORDS: usize = 4;

fn phrase(name: &str) -> String {
    name.split(' ').map(|word| normalise(word).key().to_owned()).collect::<Vec<_>>().join(" ")
}

/// The words of dates among `tokens`, in order; they do not overlap.
///
/// ```
/// use rawi::text::{lexicon::{DateWord, dates}, tokens};
/// let says = |text: &str| dates(&tokens(text)).iter().map(|d| d.says).collect::<Vec<_>>();
/// assert_eq!(says("Wednesday, 2 August"), [DateWord::Weekday(3), DateWord::Month(8)]);
/// assert_eq!(says("كانون الأول"), says("ديسمبر"));
/// ```
#[must_use]
pub fn dates(tokens: &[Token]) -> Vec<DateMention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mention = (1..=MOST_WORDS).rev().find_map(|length| mention(tokens, at..at + length));
        at = mention.as_ref().map_or(at + 1, |mention| mention.words.end);
        found.extend(mention);
    }
    found
}

fn mention(tokens: &[Token], words: Range<usize>) -> Option<DateMention> {
    let run = tokens.get(words.clone())?;
    let first = run.first()?.normalised.key();
    let rest: String = run.iter().skip(1).map(|token| format!(" {}", token.normalised.key())).collect();
    let (key, says) =
        without_clitics(first).into_iter().find_map(|form| Some((form.clone(), *WORDS.get(&format!("{form}{rest}"))?)))?;
    let certain = run.len() > 1 || !AMBIGUOUS_KEYS.contains(&key) || in_context(tokens, &words, says);
    Some(DateMention { words, says, certain })
}

/// Whether a number, a word that goes with dates, or another name of the same month stands beside the words.
fn in_context(tokens: &[Token], words: &Range<usize>, says: DateWord) -> bool {
    let before = words.start.checked_sub(1).and_then(|at| tokens.get(at)).map(|token| &token.normalised);
    let after = tokens.get(words.end).map(|token| &token.normalised);
    let month = matches!(says, DateWord::Month(_) | DateWord::HijriMonth(_));
    // "In May", but "in the sun".
    let led = before.is_some_and(|word| BEFORE_KEYS.contains(word.key()) || (month && word.key() == "in"));
    let followed = after.is_some_and(|word| AFTER_KEYS.contains(word.key()));
    let dated = |word: &Normalised| {
        let listed = WORDS.get(word.key());
        listed == Some(&says) || (listed.is_none() && word.number().is_some())
    };
    led || followed || [before, after].into_iter().flatten().any(dated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn certain(text: &str) -> Vec<DateWord> {
        dates(&tokens(text)).into_iter().filter(|d| d.certain).map(|d| d.says).collect()
    }

    #[test]
    fn every_name_of_a_month_is_that_month() {
        for (number, names) in (1..).zip(MONTHS) {
            for name in names {
                let found = dates(&tokens(name));
                assert_eq!(found.iter().map(|d| d.says).collect::<Vec<_>>(), [DateWord::Month(number)], "{name}");
            }
        }
    }

    #[test]
    fn days_months_and_times_are_told_apart() {
        let weekday = |text: &str| certain(text).first().copied();
        assert_eq!(weekday("on Wednesday"), Some(DateWord::Weekday(3)));
        assert_ne!(weekday("on Wednesday"), weekday("on Thursday"));
        assert_eq!(weekday("يوم الأربعاء"), Some(DateWord::Weekday(3)));
        assert_ne!(certain("في يونيو"), certain("في يوليو"));
        assert_ne!(certain("كانون الأول"), certain("كانون الثاني"));
        assert_eq!(certain("ولشباط"), [DateWord::Month(2)]);
        assert_eq!(certain("ربيع الأول"), [DateWord::HijriMonth(3)]);
        assert_ne!(certain("yesterday"), certain("tomorrow"));
        assert_ne!(certain("صباحا"), certain("مساء"));
        assert_eq!(certain("at 9 a.m"), [DateWord::TimeOfDay(TimeOfDay::Morning)]);
    }

    #[test]
    fn a_word_with_another_sense_needs_a_date_around_it() {
        for text in [
            "it may rain",
            "they march on",
            "this may change",
            "each may choose",
            "the sun rose",
            "she sat there",
            "I am here",
            "وصل الاثنين معا",
            "لا أحد هنا",
            "أب وأم",
            "صفر",
        ] {
            assert!(certain(text).is_empty(), "{text} {:?}", certain(text));
        }
        for (text, says) in [
            ("in May", DateWord::Month(5)),
            ("4 May", DateWord::Month(5)),
            ("March 3", DateWord::Month(3)),
            ("last March", DateWord::Month(3)),
            ("on Sat", DateWord::Weekday(6)),
            ("يوم الاثنين", DateWord::Weekday(1)),
            ("الأحد الماضي", DateWord::Weekday(7)),
            ("آب/أغسطس", DateWord::Month(8)),
            ("2 آب", DateWord::Month(8)),
            ("شهر صفر", DateWord::HijriMonth(2)),
        ] {
            assert_eq!(certain(text).first(), Some(&says), "{text}");
        }
    }
}
