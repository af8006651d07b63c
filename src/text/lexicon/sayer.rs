//! Who says something, and who reports it: in Arabic, where no capital tells a name, it is the place in the clause that does.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::clitics::{without_clitics, without_conjunction};
use super::function_word::{is_function_word, is_title};
use crate::text::{Normalised, Token, normalise};

/// Verbs behind which he stands who says something.
#[rustfmt::skip]
const SAYING: &str = "قال قالت يقول تقول أضاف أضافت يضيف تضيف أوضح أوضحت يوضح توضح أكد أكدت يؤكد تؤكد صرح صرحت ذكر ذكرت شرح شرحت يشرح تشرح روى روت يروي تروي حذر حذرت اعتبر اعتبرت رأى رأت يرى ترى \
    أشار أشارت أعلن أعلنت كشف كشفت أفاد أفادت نفى نفت تابع تابعت علق علقت قالا قالوا";

/// Words that lead to the reporter's name at the end of a short sentence: "تقرير هدى سليمان".
const REPORTING: &str = "تقرير التقرير إعداد مع";

static SAYING_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(SAYING));
static REPORTING_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys(REPORTING));

fn keys(table: &str) -> HashSet<String> {
    table.split_whitespace().map(|word| normalise(word).key().to_owned()).collect()
}

/// Words between the verb and what is said, at most.
const LONGEST_CLAUSE: usize = 14;
/// Without a comma behind them as many words are the sayer.
const SHORT_CLAUSE: usize = 3;
/// Words of one name, at most.
const LONGEST_NAME: usize = 4;
/// Words of a sentence that only names the reporter, at most.
const SHORT_SENTENCE: usize = 8;

/// Whether the word is an Arabic verb of saying.
pub(crate) fn is_saying(word: &Normalised) -> bool {
    without_clitics(word.key()).iter().any(|form| SAYING_KEYS.contains(form))
}

/// For each token, whether it is the name, or the last words of the office, of him who says something: it stands between a verb of
/// saying and a comma, a colon or إن. In a sentence that names the reporter and no more, his name.
pub(crate) fn sayers(tokens: &[Token]) -> Vec<bool> {
    let mut flags = vec![false; tokens.len()];
    for verb in (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(|token| is_saying(&token.normalised))) {
        if let Some(sayer) = sayer(tokens, verb) {
            name_in(tokens, sayer).for_each(|at| flags[at] = true);
        }
    }
    let reporter = (0..tokens.len()).find(|at| leads_to_reporter(tokens, *at));
    if let Some(lead) = reporter {
        flags[lead + 1..].fill(true);
    }
    flags
}

/// The words between marks that name the sayer: the last before إن, else those before the first mark, or before the second when few
/// stand between ("رئيس جمعية الصيادين، منصور الغالي: …").
fn sayer(tokens: &[Token], verb: usize) -> Option<Range<usize>> {
    let last = tokens.len().min(verb + 1 + LONGEST_CLAUSE);
    let that = (verb + 1..last).find(|at| tokens.get(*at).is_some_and(is_that));
    let mut marks = (verb + 2..=that.unwrap_or(last)).filter(|at| is_marked(tokens, *at));
    let first = marks.next();
    let Some(that) = that else {
        let (first, second) = (first?, marks.next());
        let near = second.filter(|second| *second - first < LONGEST_NAME);
        let named = near.map(|second| first..second).filter(|name| follows_office(tokens, verb + 1..first, name));
        return Some(named.unwrap_or(verb + 1..first));
    };
    let starts: Vec<usize> = std::iter::once(verb + 1).chain(first).chain(marks).filter(|at| *at < that).collect();
    let ends = starts.iter().skip(1).copied().chain([that]);
    let parts: Vec<Range<usize>> = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
    let counts = |part: &Range<usize>| tokens.get(part.clone()).unwrap_or(&[]).iter().any(is_number);
    let sayer = parts.iter().rev().find(|part| may_be_name(tokens, part));
    let sayer = sayer.or_else(|| parts.iter().rev().find(|part| !counts(part))).or(parts.last())?;
    (sayer.end < that || is_marked(tokens, that) || that - sayer.start <= SHORT_CLAUSE).then(|| sayer.clone())
}

/// Whether `office` has a title, and `name` may follow it: of "يحياوي: نرى" the name stands before the mark.
fn follows_office(tokens: &[Token], office: Range<usize>, name: &Range<usize>) -> bool {
    let mut office = tokens.get(office).unwrap_or(&[]).iter();
    office.any(|token| is_title(&token.normalised)) && may_be_name(tokens, name)
}

/// Whether the words hold neither a title nor a number, as in "نوال الأمين، وعمرها 40 عاما، إنها".
fn may_be_name(tokens: &[Token], words: &Range<usize>) -> bool {
    let other = |token: &Token| is_title(&token.normalised) || is_number(token);
    !tokens.get(words.clone()).unwrap_or(&[]).iter().any(other)
}

fn is_number(token: &Token) -> bool {
    token.normalised.number().is_some()
}

/// Whether a mark stands before the word at `at`: without one there is one space.
fn is_marked(tokens: &[Token], at: usize) -> bool {
    let ends = at.checked_sub(1).and_then(|before| tokens.get(before)).map(|before| before.range.end());
    ends.zip(tokens.get(at)).is_some_and(|(end, token)| token.range.start() > end + 1)
}

fn is_that(token: &Token) -> bool {
    without_conjunction(token.normalised.key()).any(|form| matches!(form, "ان" | "انه" | "انها" | "انهم" | "بان"))
}

/// The name at the end of some words: back to one with the article behind which another stands ("وزارة التعليم كريم النجار").
fn name_in(tokens: &[Token], words: Range<usize>) -> impl Iterator<Item = usize> {
    let end = words.end;
    let part = move |at: &usize| {
        let named = |word: &Normalised| !word.key().is_ascii() && word.number().is_none() && !is_function_word(word);
        let word = tokens.get(*at).map(|token| &token.normalised);
        word.is_some_and(|word| named(word) && (*at + 1 == end || !word.key().starts_with("ال")))
    };
    words.rev().take(LONGEST_NAME).take_while(part)
}

fn leads_to_reporter(tokens: &[Token], at: usize) -> bool {
    let behind = tokens.get(at + 1..).unwrap_or_default();
    let names = (2..LONGEST_NAME).contains(&behind.len()) && !behind[0].normalised.key().starts_with("ال");
    let lead = tokens.get(at).is_some_and(|token| REPORTING_KEYS.contains(token.normalised.key()));
    tokens.len() <= SHORT_SENTENCE && names && lead && behind.iter().all(|token| !is_function_word(&token.normalised))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn flagged(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens.iter().zip(sayers(&tokens)).filter(|(_, flag)| *flag).map(|(t, _)| t.range.of(text)).collect()
    }

    #[test]
    fn who_says_something_is_named_before_what_he_says() {
        assert_eq!(flagged("وقال المتحدث باسم وزارة الزراعة، شاهر القباني، إن الموسم ضعيف"), ["شاهر", "القباني"]);
        assert_eq!(flagged("ويقول رئيس النقابة جواد العاني: نريد حلا"), ["جواد", "العاني"]);
        assert_eq!(flagged("ويقول رئيس جمعية الصيادين، منصور الغالي: نريد حلا"), ["منصور", "الغالي"]);
        assert_eq!(flagged("وتضيف يحياوي: \"نرى ذلك\""), ["يحياوي"]);
        assert_eq!(flagged("تقول نوال الأمين، وعمرها 40 عاما، إنها"), ["نوال", "الأمين"]);
        assert_eq!(flagged("وقال مندوب غانا إن بلاده توافق"), ["مندوب", "غانا"]);
        assert_eq!(flagged("قال الوزير أمس في المدينة وسط حضور كبير إن الموسم ضعيف"), Vec::<&str>::new());
    }

    #[test]
    fn a_short_sentence_names_the_reporter() {
        assert_eq!(flagged("تقرير نهى الدمشقي:"), ["نهى", "الدمشقي"]);
        assert_eq!(flagged("المزيد من التفاصيل مع نهى الدمشقي"), ["نهى", "الدمشقي"]);
        assert_eq!(flagged("جاء ذلك في تقرير جديد"), Vec::<&str>::new());
        assert_eq!(flagged("He said, Khan, that"), Vec::<&str>::new());
    }
}
