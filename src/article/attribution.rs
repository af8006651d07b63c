//! The name that a reporting verb goes with, within one paragraph, by closed lists of verbs and by word order.

use super::phrases;
use crate::text::TextRange;

/// Bytes of a paragraph that is searched for a name, at most: a longer one is no introduction, and the search takes time in the
/// square of its length.
const MAX_PARAGRAPH_BYTES: usize = 4000;
/// Words of a name, at most.
const MAX_NAME_WORDS: usize = 4;

/// Reporting verbs, without the conjunctions و and ف.
const ARABIC_VERBS: &str = " قال قالت أكد أكدت اكد اكدت أضاف أضافت اضاف اضافت أوضح أوضحت اوضح اوضحت صرح صرحت ذكر ذكرت أشار أشارت اشار اشارت \
    أعلن أعلنت اعلن اعلنت تابع تابعت شدد شددت حذر حذرت دعا دعت كرر كررت أعرب أعربت اعرب اعربت يقول تقول يضيف تضيف وصف وصفت شرح شرحت ";
/// Words that end the noun phrase of the speaker,
const ARABIC_ENDS: &str = " إن أن ان إنه إنها أنه أنها بأن بأنه قائلا قائلة للصحفيين الذي التي هذا هذه ذلك ما لا لم لن قد كما حين عندما وهو وهي \
    أيضا ايضا مشيرا موضحا مضيفا دعوة الدعوة ";
/// and prepositions that may stand within it, but in no name.
const ARABIC_WITHIN: &str = " على إلى الى في عن من خلال أمام بعد قبل حول لدى عند مع منذ ضد بين ";
/// Honorifics, which a name may begin with.
const ARABIC_TITLES: &str = " السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة الشيخ الأمير الملك الرئيس الوزير العميد اللواء ";
const ENGLISH_VERBS: &str = " said says added adds told explained explains warned warns recalled recalls insisted insists stressed stresses \
    noted notes declared declares announced announces continued argued argues asked asks replied replies tells describes described \
    remembered remembers pointed concluded concludes stated states commented comments remarked observed urged urges appealed \
    emphasised emphasized emphasises emphasizes highlighted reiterated reiterates acknowledged acknowledges admitted admits cautioned \
    cautions underlined underscored complained testified wrote writes confirmed confirms ";
/// Words that a name follows when it says whose words these are, each with the word in front of it.
const ENGLISH_SOURCES: [(&str, &str); 2] = [("according", "to"), ("words", "of")];
/// Words of a description in front of a name in apposition (`said the head of the clinic, Maria Lopez`), at most.
const MAX_DESCRIPTION_WORDS: usize = 8;

/// The last name in `words` that is the subject of a reporting verb.
pub(super) fn name_in(words: &str) -> Option<TextRange> {
    if words.len() > MAX_PARAGRAPH_BYTES {
        return None;
    }
    let spans = spans(words);
    (0..spans.len()).rev().find_map(|at| arabic_name(words, &spans, at).or_else(|| english_name(words, &spans, at)))
}

/// Whether a reporting verb in `words` has a pronoun, or in Arabic no subject at all, in place of a name: «وأضاف:», «وقال إن …»,
/// `He added:`.
pub(super) fn has_pronoun(words: &str) -> bool {
    if words.len() > MAX_PARAGRAPH_BYTES {
        return false;
    }
    let spans = spans(words);
    let pronoun = |w: &str| matches!(w.to_lowercase().as_str(), "he" | "she");
    let follows_verb = |at: usize| {
        spans.get(at + 1).is_none_or(|next| is_one_of(next.of(words), ARABIC_ENDS)) || ends_here(words, &spans, at)
    };
    (0..spans.len()).any(|at| {
        let word = spans[at].of(words);
        let beside_verb =
            is_english_verb(words, &spans, at + 1) || at.checked_sub(1).is_some_and(|v| is_english_verb(words, &spans, v));
        (arabic_verb(word) && follows_verb(at)) || (pronoun(word) && beside_verb)
    })
}

/// The words of `text` between spaces, without the punctuation around them.
fn spans(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split(char::is_whitespace) {
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !trimmed.is_empty() {
            let start = from + word.find(trimmed).unwrap_or(0);
            found.push(TextRange::at(start, start + trimmed.len()));
        }
        from += word.len() + text.get(from + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// Whether a word is an honorific, which a name follows.
pub(super) fn is_title(word: &str) -> bool {
    is_one_of(word, ARABIC_TITLES)
}

fn is_one_of(word: &str, table: &str) -> bool {
    table.split_whitespace().any(|entry| entry == word || phrases::normalised(entry) == phrases::normalised(word))
}

fn arabic_verb(word: &str) -> bool {
    let bare = word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    ARABIC_VERBS.split_whitespace().any(|verb| verb == bare)
}

/// Whether punctuation other than a bracket or a hyphen follows the word.
fn ends_here(text: &str, spans: &[TextRange], at: usize) -> bool {
    spans
        .get(at)
        .and_then(|span| text.get(span.end()..))
        .is_some_and(|rest| rest.starts_with(['،', ',', ':', '.', '؛', '"', '”', '»']))
}

/// The noun phrase from `first` on: up to punctuation or a word that ends it.
fn noun_phrase<'a>(text: &str, spans: &'a [TextRange], first: usize) -> &'a [TextRange] {
    let mut length = 0;
    while let Some(span) = spans.get(first + length) {
        if is_one_of(span.of(text), ARABIC_ENDS) {
            break;
        }
        length += 1;
        if ends_here(text, spans, first + length - 1) {
            break;
        }
    }
    spans.get(first..first + length).unwrap_or(&[])
}

/// The range from the first word to the last.
fn whole(spans: &[TextRange]) -> Option<TextRange> {
    Some(TextRange::at(spans.first()?.start(), spans.last()?.end()))
}

/// The subject of the Arabic reporting verb at `at`, where it is a name: «قال السيد خان إن». A long noun phrase has the name in
/// apposition («قال المدير التنفيذي للجنة …، ويكسيونغ تشن، إن»), or ends with it («أما رئيس المكتب … يوري فيدوتوف، فكرر»).
fn arabic_name(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let word = spans.get(at)?.of(text);
    if matches!(word, "أما" | "اما") {
        let described = noun_phrase(text, spans, at + 1);
        let closed = described.len().checked_sub(1).is_some_and(|last| ends_here(text, spans, at + 1 + last));
        return if closed { short_or_last_two(text, described) } else { None };
    }
    if !arabic_verb(word) {
        return None;
    }
    let described = noun_phrase(text, spans, at + 1);
    if is_short_name(text, described) {
        return whole(described);
    }
    let after = at + 1 + described.len();
    let name = noun_phrase(text, spans, after);
    let between_commas =
        !described.is_empty() && ends_here(text, spans, after - 1) && ends_here(text, spans, after + name.len().max(1) - 1);
    if between_commas && name.len() >= 2 && is_short_name(text, name) {
        return whole(name);
    }
    // «قال نادر سليم في مؤتمر صحفي»: the name comes first, when what comes first is one.
    let bare = described.iter().take_while(|w| !is_one_of(w.of(text), ARABIC_WITHIN)).count();
    let first = described.get(..bare)?;
    let named = first.first().is_some_and(|w| !w.of(text).starts_with("ال") || is_one_of(w.of(text), ARABIC_TITLES));
    (named && (2..=MAX_NAME_WORDS).contains(&bare) && !ends_here(text, spans, at + bare)).then(|| whole(first)).flatten()
}

/// Whether words could be a name: one to four without a preposition. One word with the article is a description («المتحدث»).
fn is_short_name(text: &str, words: &[TextRange]) -> bool {
    let alone = words.len() == 1 && words[0].of(text).starts_with("ال");
    (1..=MAX_NAME_WORDS).contains(&words.len()) && !alone && !words.iter().any(|w| is_one_of(w.of(text), ARABIC_WITHIN))
}

fn short_or_last_two(text: &str, described: &[TextRange]) -> Option<TextRange> {
    if is_short_name(text, described) {
        return whole(described);
    }
    let last = described.get(described.len().checked_sub(2)?..)?;
    // Words with the article describe; names mostly have none in front.
    let described_only = last.iter().any(|w| {
        let word = w.of(text);
        word.starts_with("ال") || word.starts_with("لل") || is_one_of(word, ARABIC_WITHIN)
    });
    (!described_only).then(|| whole(last)).flatten()
}

/// Whether the word at `at` is an English reporting verb; `put` is one with `it` behind it (`put it in these words`).
fn is_english_verb(text: &str, spans: &[TextRange], at: usize) -> bool {
    let Some(word) = spans.get(at).map(|span| span.of(text)) else { return false };
    let puts_it = || matches!(word, "put" | "puts") && spans.get(at + 1).is_some_and(|next| next.of(text) == "it");
    is_one_of(word, ENGLISH_VERBS) || puts_it()
}

/// Whose words the English word at `at` says these are: the subject of a reporting verb, or the name behind `according to`.
fn english_name(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let word = spans.get(at)?.of(text);
    if is_english_verb(text, spans, at) {
        return name_before(text, spans, at).or_else(|| name_behind(text, spans, at));
    }
    let before = at.checked_sub(1).map_or("", |before| spans[before].of(text)).to_lowercase();
    if ENGLISH_SOURCES.contains(&(before.as_str(), word)) {
        let name = name_from(text, spans, at + 1);
        return if ends_here(text, spans, at + name.len()) { checked_name(text, name) } else { None };
    }
    // `Maria Lopez, who heads the office, has no doubt:`: of somebody who is described so, and introduces words, they are.
    let introduces = word == "who" && text.trim_end().ends_with([':', '：']);
    if introduces { apposed_subject(text, spans, at) } else { None }
}

/// The name in front of the verb at `at`: one to four capitalised words (and `de`, `al`) beside it (`Maria Lopez said`), or at the
/// start of its sentence before an apposition (`Maria Lopez, a driver, said`).
fn name_before(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let before = spans.get(..at)?;
    let mut first = at;
    while first > 0
        && at - first < MAX_NAME_WORDS
        && is_name_word(before[first - 1].of(text))
        && joined(text, &spans[first - 1], &spans[first])
    {
        first -= 1;
    }
    checked_name(text, before.get(first..).unwrap_or(&[])).or_else(|| apposed_subject(text, spans, at))
}

/// The name at the start of the sentence of the word at `at`, where commas stand behind that name and in front of that word.
fn apposed_subject(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let last = spans.get(..at)?.last()?;
    if !text.get(last.end()..)?.starts_with(',') {
        return None;
    }
    let start = (0..at).rev().find(|i| *i == 0 || ends_sentence(text, spans, *i - 1))?;
    let name = name_from(text, spans, start);
    let closed = name.last().is_some_and(|last| text.get(last.end()..).is_some_and(|rest| rest.starts_with(',')));
    if closed { checked_name(text, name) } else { None }
}

/// The name behind the verb at `at` (`said Maria Lopez`), or in apposition to a description there (`said the driver, Maria Lopez.`).
fn name_behind(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    // What is in front of a comma is the subject, and who is told or asked stands behind the verb, too.
    let has_subject =
        at.checked_sub(1).is_some_and(|before| text.get(spans[before].end()..).is_some_and(|rest| rest.starts_with(',')));
    if has_subject || matches!(spans.get(at)?.of(text), "told" | "tells" | "asked" | "asks" | "replied" | "replies") {
        return None;
    }
    let follows = spans.get(at + 1)?;
    if !matches!(follows.of(text), "the" | "a" | "an") || !joined(text, spans.get(at)?, follows) {
        return checked_name(text, name_from(text, spans, at + 1));
    }
    let comma = (at + 1..spans.len().min(at + 1 + MAX_DESCRIPTION_WORDS)).find(|i| ends_here(text, spans, *i))?;
    let apposed = text.get(spans[comma].end()..).is_some_and(|rest| rest.starts_with(','));
    let name = name_from(text, spans, comma + 1);
    let closed = name.len() > 1 && ends_here(text, spans, comma + name.len());
    if apposed && closed { checked_name(text, name) } else { None }
}

/// Whether no punctuation parts two words.
fn joined(text: &str, a: &TextRange, b: &TextRange) -> bool {
    !text.get(a.end()..b.start()).unwrap_or(",").contains([',', ':', ';', '"', '”', '“', '?', '!'])
}

fn ends_sentence(text: &str, spans: &[TextRange], at: usize) -> bool {
    spans.get(at).and_then(|span| text.get(span.end()..)).is_some_and(|rest| rest.starts_with(['.', '!', '?', '"', '”']))
}

/// Up to four words from `first` that could be a name's.
fn name_from<'a>(text: &str, spans: &'a [TextRange], first: usize) -> &'a [TextRange] {
    let mut length = 0;
    while let Some(span) = spans.get(first + length).filter(|s| length < MAX_NAME_WORDS && is_name_word(s.of(text))) {
        if length > 0 && !joined(text, &spans[first + length - 1], span) {
            break;
        }
        length += 1;
    }
    spans.get(first..first + length).unwrap_or(&[])
}

fn is_name_word(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) || matches!(word, "de" | "al" | "el" | "van" | "von" | "bin" | "da")
}

/// Pronouns and words that only begin a sentence are no names.
fn checked_name(text: &str, words: &[TextRange]) -> Option<TextRange> {
    let first = words.first()?.of(text);
    let not_a_name = matches!(
        first,
        "He" | "She"
            | "They"
            | "It"
            | "We"
            | "I"
            | "You"
            | "The"
            | "A"
            | "This"
            | "That"
            | "Who"
            | "As"
            | "And"
            | "But"
            | "In"
            | "On"
            | "One"
    );
    let capital = words.iter().any(|w| w.of(text).chars().next().is_some_and(char::is_uppercase));
    (!not_a_name && capital).then(|| whole(words)).flatten()
}
