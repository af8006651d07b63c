//! Words that negate a clause, in running text: particles, contractions, words of little and few, verbs of refusing; and the
//! phrases in which such a word negates nothing.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::clitics::{without_clitics, without_conjunction};
use super::inflection::lemmas;
use crate::text::{Normalised, Token, normalise};

/// In what way a word negates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NegationKind {
    /// Denies what it goes with: not, never, without, isn't, لم, ليس, غير, بدون.
    Full,
    /// All but denies it: hardly, seldom, قلما.
    Near,
    /// Takes something out: unless, except, إلا, سوى. After a full negation it leaves the exception affirmed.
    Exception,
    /// Leaves nothing but what follows: the إلا of ليس إلا, which affirms less than is said without it. As negations its two words
    /// cancel (a part was saved), but "no more than a part" is another claim than "a part", as "only" is in English: whoever leaves them
    /// out or adds them changes what is claimed, so that the pair counts as one negation.
    Restriction,
    /// A verb, noun or adjective with a negative meaning of its own: refuse, fail, lack, رفض, عجز.
    Lexical,
}

/// A negation in a run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Negation {
    /// The index of its word among those that were read.
    pub word: usize,
    /// In what way it negates.
    pub kind: NegationKind,
    /// Whether the word has no other sense. Not so for bare ما and لا, which recognisers also write where a longer word was said,
    /// nor for few, little and the words of dialects.
    pub certain: bool,
}

/// The negations among `tokens`, in order. Phrases that hold such a word and negate nothing are passed over: not only, no doubt,
/// a few, No. 10, لا سيما, لا يزال, غير أن, ليس فقط.
///
/// ```
/// use rawi::text::{lexicon::negations, tokens};
/// let count = |text: &str| negations(&tokens(text)).len();
/// assert_eq!((count("It was not set on fire."), count("It was set on fire.")), (1, 0));
/// assert_eq!((count("لم تصل القافلة"), count("لا تزال القافلة هنا")), (1, 0));
/// ```
#[must_use]
pub fn negations(tokens: &[Token]) -> Vec<Negation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_restricted(tokens, at) {
            found.push(Negation { word: at + 1, kind: NegationKind::Restriction, certain: true });
            at += 2;
            continue;
        }
        let passed = affirmative_phrase(tokens, at);
        if passed.is_empty()
            && let Some((kind, certain)) = negation_at(tokens, at)
        {
            found.push(Negation { word: at, kind, certain });
        }
        at = passed.end.max(at + 1);
    }
    found
}

#[rustfmt::skip]
const PARTICLES: &[(NegationKind, bool, &str)] = &[
    (NegationKind::Full, true, "not non no none nobody nothing nowhere never neither nor without cannot isn't aren't wasn't weren't don't doesn't didn't haven't hasn't \
        hadn't won't wouldn't can't couldn't shouldn't mustn't needn't ain't mightn't oughtn't shan't daren't \
        لم لن ليس ليست ليسوا لسنا لست لستم لسن ليسا ليستا أليس أليست غير غيره غيرها غيرهم عدم انعدام دون دونه دونها دونهم بدون بدونه بدونها بلا دونما"),
    (NegationKind::Full, false, "لا ما مش مو موب مب ماني مهوب بلاش ماكو مفيش مافيش محدش معنديش معندناش معندهاش معندوش معندهمش مكانش مكنش مينفعش ميقدرش معرفش"),
    (NegationKind::Near, true, "hardly barely scarcely rarely seldom قلما نادرا هيهات"),
    (NegationKind::Near, false, "few little بالكاد كاد يكاد تكاد"),
    (NegationKind::Exception, true, "except unless سوى باستثناء عدا"),
    (NegationKind::Exception, false, "إلا"),
];

/// Words with a negative meaning of their own, by whether they have no other sense.
#[rustfmt::skip]
const LEXICAL: &[(bool, &str)] = &[
    (true, "deny denial refuse refusal reject rejection fail failure lack avoid prevent ban withhold withheld omit omission unable unlikely unaware devoid \
        نفى نفت ينفون نفي أنكر نكر إنكار رفض امتنع متنع امتناع فشل أخفق إخفاق عجز منع حظر ألغى إلغاء استبعد ستبعد استبعاد تجنب"),
    (false, "decline stop cease absence توقف غياب نقص"),
];

/// Phrases that hold a word of negation and negate nothing. `(digits)` stands for a number in figures, `(number)` for any.
#[rustfmt::skip]
const AFFIRMATIVE: &str = "not only | not just | not merely | not simply | not least | not to mention | no doubt | no wonder | no sooner | nothing but | none other | \
    whether or not | or not | a few | quite a few | the few | a little | the little | no (digits) | nos (digits) | \
    لا سيما | لا يزال | لا تزال | لا يزالون | لا يزالوا | لا تزالون | لا نزال | لا أزال | لا زال | لا زالت | لا زالوا | لم يزل | لم تزل | ما زال | ما زالت | ما زالوا | \
    ما زلنا | ما زلت | ما يزال | ما تزال | ما يزالون | ما برح | ما فتئ | ما دام | ما دامت | ما داموا | لا شك | لا ريب | لا بد | لا محالة | لا غرو | لا غير | \
    ليس فقط | ليست فقط | ليس فحسب | ليس إلا | غير أن | غير أنه | غير أنها | غير أنهم | ما لم | ما إن | ما يلي | ما يسمى | ما بين | ما بعد | ما قبل | ما وراء | \
    إلا أن | إلا أنه | إلا أنها | إلا أنهم | دون (number) | عدم الانحياز";

static CUES: LazyLock<HashMap<String, (NegationKind, bool)>> = LazyLock::new(|| {
    let rows = PARTICLES.iter().flat_map(|(kind, certain, words)| words.split_whitespace().map(|w| (w, (*kind, *certain))));
    rows.map(|(word, cue)| (normalise(word).key().to_owned(), cue)).collect()
});
static LEXICAL_FORMS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let rows = LEXICAL.iter().flat_map(|(certain, words)| words.split_whitespace().map(|word| (word, *certain)));
    rows.map(|(word, certain)| (normalise(word).key().to_owned(), certain)).collect()
});
static PHRASES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let key = |word: &str| if word.starts_with('(') { word.to_owned() } else { normalise(word).key().to_owned() };
    let words = |phrase: &str| phrase.split_whitespace().map(key).collect();
    AFFIRMATIVE.split('|').map(words).collect()
});

/// The words from `at` on that are an affirmative phrase, the longest; empty when none begins there.
fn affirmative_phrase(tokens: &[Token], at: usize) -> Range<usize> {
    let is = |token: &Token, word: &str, first: bool| {
        let key = token.normalised.key();
        match word {
            "(digits)" => key.starts_with(|c: char| c.is_ascii_digit()),
            "(number)" => token.normalised.number().is_some(),
            _ => key == word || (first && without_conjunction(key).any(|form| form == word)),
        }
    };
    let fits = |phrase: &&Vec<String>| {
        let words = tokens.get(at..at + phrase.len()).unwrap_or_default();
        words.len() == phrase.len()
            && words.iter().zip(*phrase).enumerate().all(|(i, (token, word))| is(token, word, i == 0))
    };
    let longest = PHRASES.iter().filter(fits).map(Vec::len).max().unwrap_or(0);
    at..at + longest
}

/// Whether the word by itself denies, has no other sense, and does so among any others.
pub(crate) fn is_denying(word: &Normalised) -> bool {
    without_conjunction(word.key()).any(|form| CUES.get(form) == Some(&(NegationKind::Full, true)))
}

/// Whether "nothing but" stands from `at` on, and something behind it.
fn is_restricted(tokens: &[Token], at: usize) -> bool {
    let Some([not, but, _, ..]) = tokens.get(at..) else { return false };
    let denies = |form: &str| matches!(form, "ليس" | "ليست" | "ليسوا" | "ليسا" | "ليستا");
    without_conjunction(not.normalised.key()).any(denies) && matches!(but.normalised.key(), "الا" | "سوي")
}

fn negation_at(tokens: &[Token], at: usize) -> Option<(NegationKind, bool)> {
    let word = &tokens.get(at)?.normalised;
    let key = word.key();
    if let Some(cue) = without_conjunction(key).find_map(|form| CUES.get(form)) {
        let that_not = is_that_not(tokens, at);
        return (!is_relative(tokens, at)).then_some(if that_not { (NegationKind::Full, false) } else { *cue });
    }
    // بغير, لعدم: a noun of negation behind a preposition. A particle never stands there: لما and كما are other words.
    let noun = |form: &String| matches!(form.as_str(), "غير" | "عدم" | "انعدام" | "دون");
    if without_clitics(key).iter().any(noun) {
        return Some((NegationKind::Full, true));
    }
    if is_dialect(key) {
        return Some((NegationKind::Full, false));
    }
    let lexical = lemmas(word).all().find_map(|form| LEXICAL_FORMS.get(form).copied())?;
    Some((NegationKind::Lexical, lexical))
}

/// Whether the word at `at` is ألا, "that not", which is spelled as إلا is once it is normalised.
fn is_that_not(tokens: &[Token], at: usize) -> bool {
    const LEADING: &[&str] = &["يجب", "ينبغي", "شرط", "شريطه"];
    let key = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.normalised.key());
    let leads = || without_conjunction(key(at.checked_sub(1))).any(|form| LEADING.contains(&form));
    key(Some(at)) == "الا" && (key(Some(at + 1)).starts_with('ي') || leads())
}

/// Whether the word at `at` is the relative ما: behind a preposition, a pronoun or أن, and before a verb in the imperfect.
fn is_relative(tokens: &[Token], at: usize) -> bool {
    const LEADING: &[&str] = &[
        "من", "في", "الي", "عن", "علي", "هو", "هي", "ان", "كل", "هذا", "ذلك", "مثل", "بعد", "قبل", "بقدر", "عند", "مع",
        "اي", "او",
    ];
    let key = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.normalised.key());
    let is_what = without_conjunction(key(Some(at))).any(|form| form == "ما");
    let led = without_conjunction(key(at.checked_sub(1))).any(|form| LEADING.contains(&form));
    is_what && (led || key(Some(at + 1)).starts_with('ي'))
}

/// ما … ش around a verb, as Egypt and the Maghreb negate: ماعرفش.
fn is_dialect(key: &str) -> bool {
    key.strip_prefix("ما").and_then(|rest| rest.strip_suffix('ش')).is_some_and(|verb| verb.chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn kinds(text: &str) -> Vec<(NegationKind, bool)> {
        negations(&tokens(text)).into_iter().map(|n| (n.kind, n.certain)).collect()
    }

    #[test]
    fn full_negations_are_found_in_both_languages() {
        for text in [
            "the car was not set on fire",
            "it is not over",
            "It isn't over",
            "they dont know",
            "no one came",
            "it never rained",
            "without water",
            "neither",
            "it can no longer be used",
            "لم تصل",
            "ولم تصل",
            "فلن يعود",
            "ليس هناك ماء",
            "وليست آمنة",
            "غير قانوني",
            "وغير قانونية",
            "بغير حق",
            "لعدم وجود أدلة",
            "بدون ماء",
            "من دون أن يصل",
            "بلا مأوى",
        ] {
            assert_eq!(kinds(text), [(NegationKind::Full, true)], "{text}");
        }
    }

    #[test]
    fn words_with_another_sense_are_not_certain() {
        for text in ["لا يعرف", "ولا يعرف", "ما وصل", "مش عارف", "ماعرفش", "معنديش"] {
            assert_eq!(kinds(text), [(NegationKind::Full, false)], "{text}");
        }
        assert_eq!(kinds("ليس إلا جزءا"), [(NegationKind::Restriction, true)]);
        assert_eq!(kinds("وليست سوى خطوة"), [(NegationKind::Restriction, true)]);
        assert_eq!(kinds("يجب ألا يعرقل الحصول"), [(NegationKind::Full, false)]);
        assert_eq!(kinds("few came"), [(NegationKind::Near, false)]);
        assert_eq!(kinds("hardly anyone came"), [(NegationKind::Near, true)]);
        assert_eq!(kinds("unless it rains"), [(NegationKind::Exception, true)]);
        assert_eq!(kinds("they stopped"), [(NegationKind::Lexical, false)]);
        assert_eq!(kinds("she refused to leave"), [(NegationKind::Lexical, true)]);
        assert_eq!(kinds("وفشلت المحادثات"), [(NegationKind::Lexical, true)]);
        assert_eq!(kinds("لم يصل إلا اثنان"), [(NegationKind::Full, true), (NegationKind::Exception, false)]);
    }

    #[test]
    fn phrases_that_affirm_are_no_negation() {
        for text in [
            "not only in Gaza",
            "no doubt it rains",
            "a few came",
            "quite a few came",
            "whether or not it rains",
            "at No. 10 Downing Street",
            "a little rain",
            "لا سيما الأطفال",
            "ولا سيما الأطفال",
            "لا يزال هناك",
            "ولا تزال القافلة هنا",
            "ما زالت هنا",
            "ليس فقط هنا",
            "غير أن الطريق طويل",
            "ما لم يكن",
            "ما إن وصل",
            "إلا أنه وصل",
            "كانت مزحة ليس إلا",
            "لا شك في ذلك",
            "دون الخامسة من العمر",
            "حركة عدم الانحياز",
            "وهو ما يكفي",
            "إلى ما قال",
            "عن أبيه وجده",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn words_that_only_hold_a_particle_are_none() {
        for text in [
            "لأن الطريق طويل",
            "إلى المدينة",
            "أولا وصل اللاجئون",
            "اللاعبون في العالم",
            "مما قال وكما قال وبما قال",
            "ربما وصل",
            "المغيرون",
            "knot note nonsense cannon noted",
            "another",
            "مراكش",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
