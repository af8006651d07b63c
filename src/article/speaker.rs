//! Who speaks a quoted paragraph, as the page names them. Conservative: a wrong name under somebody's words is worse than none.
//!
//! A quotation is attributed within its own paragraph (`"…," said Maria Lopez.`), or by the paragraph before it, which ends
//! with a colon: «وأكد جيهانغير خان، … قائلا:», `Maria Lopez told reporters:`. Where that paragraph speaks of its person by
//! pronoun («وأضاف:», `She added:`), the name is that of the paragraph in front.

use crate::text::TextRange;

use super::{Part, PartKind, phrases};

/// How many paragraphs back a pronoun is followed.
const BACK: usize = 3;

/// How many paragraphs one quotation may run over.
const RUN: usize = 5;
/// A paragraph longer than this names nobody: it is no introduction, and looking for names in it takes long.
const MOST_BYTES: usize = 4000;

/// The name of who speaks the quoted paragraph `parts[index]`.
pub(super) fn of(text: &str, parts: &[Part], index: usize) -> Option<TextRange> {
    let part = parts.get(index)?;
    if part.kind != PartKind::Quote {
        return None;
    }
    let own = part.range.of(text);
    // What stands behind the closing mark names the speaker of the whole paragraph.
    if let Some(behind) = own.rfind(['"', '”', '»']).filter(|at| *at > 0) {
        let tail = own.get(behind..)?;
        if let Some(name) = name_in(tail) {
            return Some(name.shifted(part.range.start() + behind));
        }
        if tail.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            return None;
        }
    }
    introduced(text, parts, index)
}

fn introduced(text: &str, parts: &[Part], index: usize) -> Option<TextRange> {
    // Words that run on over several paragraphs keep their speaker; then a picture may stand between.
    let first = (index.saturating_sub(RUN)..=index)
        .rev()
        .find(|i| *i == 0 || parts.get(i - 1).is_none_or(|p| p.kind != PartKind::Quote))?;
    let mut before = parts.get(..first)?.iter().rev().filter(|p| p.kind != PartKind::Boilerplate).take(4 * BACK);
    let introducing = before.next()?;
    if introducing.kind == PartKind::Quote || !introducing.range.of(text).trim_end().ends_with([':', '：']) {
        return None;
    }
    let mut last = Some(introducing);
    for _ in 0..BACK {
        let part = last?;
        if matches!(part.kind, PartKind::Headline | PartKind::Handover) {
            return None;
        }
        let words = part.range.of(text);
        if let Some(name) = name_in(words) {
            return Some(name.shifted(part.range.start()));
        }
        if !by_pronoun(words) {
            return None;
        }
        last = before.find(|p| p.kind != PartKind::Quote);
    }
    None
}

/// Verbs of saying, without «و» and «ف» before them.
const ARABIC_VERBS: &str = " قال قالت أكد أكدت اكد اكدت أضاف أضافت اضاف اضافت أوضح أوضحت اوضح اوضحت صرح صرحت ذكر ذكرت أشار أشارت اشار اشارت \
    أعلن أعلنت اعلن اعلنت تابع تابعت شدد شددت حذر حذرت دعا دعت كرر كررت أعرب أعربت اعرب اعربت يقول تقول يضيف تضيف وصف وصفت شرح شرحت ";
/// What ends a description of who speaks,
const ARABIC_ENDS: &str = " إن أن ان إنه إنها أنه أنها بأن بأنه قائلا قائلة للصحفيين الذي التي هذا هذه ذلك ما لا لم لن قد كما حين عندما وهو وهي \
    أيضا ايضا مشيرا موضحا مضيفا دعوة الدعوة ";
/// and what can stand within one, but in no name.
const ARABIC_WITHIN: &str = " على إلى الى في عن من خلال أمام بعد قبل حول لدى عند مع منذ ضد بين ";
/// Forms of address, which a name may begin with.
const ARABIC_TITLES: &str = " السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة الشيخ الأمير الملك الرئيس الوزير العميد اللواء ";
const ENGLISH_VERBS: &str = " said says added adds told explained explains warned warns recalled recalls insisted stressed noted declared announced \
    continued argued asked replied tells describes described ";

/// The last name in `words` that a verb of saying goes with.
fn name_in(words: &str) -> Option<TextRange> {
    if words.len() > MOST_BYTES {
        return None;
    }
    let spans = spans(words);
    (0..spans.len()).rev().find_map(|at| arabic_name(words, &spans, at).or_else(|| english_name(words, &spans, at)))
}

/// Whether a paragraph speaks of its person without a name: «وأضاف:», «وقال إن …», `He added:`.
fn by_pronoun(words: &str) -> bool {
    if words.len() > MOST_BYTES {
        return false;
    }
    let spans = spans(words);
    let pronoun = |w: &str| matches!(w.to_lowercase().as_str(), "he" | "she" | "they");
    let follows_verb = |at: usize| {
        spans.get(at + 1).is_none_or(|next| is_one_of(next.of(words), ARABIC_ENDS)) || ends_here(words, &spans, at)
    };
    (0..spans.len()).any(|at| {
        let word = spans[at].of(words);
        (arabic_verb(word) && follows_verb(at))
            || (pronoun(word) && spans.get(at + 1).is_some_and(|v| is_one_of(v.of(words), ENGLISH_VERBS)))
    })
}

/// The words between spaces, without the punctuation around them.
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

/// Whether a word is a form of address that a name follows.
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

/// The run of words from `first` up to punctuation or a word that ends a name.
fn run<'a>(text: &str, spans: &'a [TextRange], first: usize) -> &'a [TextRange] {
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

fn hull(spans: &[TextRange]) -> Option<TextRange> {
    Some(TextRange::at(spans.first()?.start(), spans.last()?.end()))
}

/// «قال السيد خان إن»: the words between the verb and what ends them. A long description is followed by the name between
/// commas («قال المدير التنفيذي للجنة …، ويكسيونغ تشن، إن»), or ends with it («أما رئيس المكتب … يوري فيدوتوف، فكرر»).
fn arabic_name(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let word = spans.get(at)?.of(text);
    if matches!(word, "أما" | "اما") {
        let described = run(text, spans, at + 1);
        let closed = described.len().checked_sub(1).is_some_and(|last| ends_here(text, spans, at + 1 + last));
        return if closed { short_or_last_two(text, described) } else { None };
    }
    if !arabic_verb(word) {
        return None;
    }
    let described = run(text, spans, at + 1);
    if is_short_name(text, described) {
        return hull(described);
    }
    let after = at + 1 + described.len();
    let name = run(text, spans, after);
    let between_commas =
        !described.is_empty() && ends_here(text, spans, after - 1) && ends_here(text, spans, after + name.len().max(1) - 1);
    if between_commas && name.len() >= 2 && is_short_name(text, name) {
        return hull(name);
    }
    // «قال نادر سليم في مؤتمر صحفي»: the name comes first, when what comes first is one.
    let bare = described.iter().take_while(|w| !is_one_of(w.of(text), ARABIC_WITHIN)).count();
    let first = described.get(..bare)?;
    let named = first.first().is_some_and(|w| !w.of(text).starts_with("ال") || is_one_of(w.of(text), ARABIC_TITLES));
    (named && (2..=4).contains(&bare) && !ends_here(text, spans, at + bare)).then(|| hull(first)).flatten()
}

/// One to four words that could be a name; one word with the article alone is a description («المتحدث»).
fn is_short_name(text: &str, words: &[TextRange]) -> bool {
    let alone = words.len() == 1 && words[0].of(text).starts_with("ال");
    (1..=4).contains(&words.len()) && !alone && !words.iter().any(|w| is_one_of(w.of(text), ARABIC_WITHIN))
}

fn short_or_last_two(text: &str, described: &[TextRange]) -> Option<TextRange> {
    if is_short_name(text, described) {
        return hull(described);
    }
    let last = described.get(described.len().checked_sub(2)?..)?;
    // Words with the article describe; names mostly have none in front.
    let described_only = last.iter().any(|w| {
        let word = w.of(text);
        word.starts_with("ال") || word.starts_with("لل") || is_one_of(word, ARABIC_WITHIN)
    });
    (!described_only).then(|| hull(last)).flatten()
}

/// `Maria Lopez said`, `said Maria Lopez`, `Maria Lopez, who drives a lorry, said`: one to four words with capitals (and `de`,
/// `al`) beside the verb, or at the start of its sentence before an apposition.
fn english_name(text: &str, spans: &[TextRange], at: usize) -> Option<TextRange> {
    let verb = spans.get(at)?.of(text);
    if !is_one_of(verb, ENGLISH_VERBS) {
        return None;
    }
    let before = spans.get(..at)?;
    let mut first = at;
    while first > 0
        && at - first < 4
        && is_name_word(before[first - 1].of(text))
        && joined(text, &spans[first - 1], &spans[first])
    {
        first -= 1;
    }
    if let Some(name) = checked_name(text, before.get(first..).unwrap_or(&[])) {
        return Some(name);
    }
    let apposed = before.last().is_some_and(|last| text.get(last.end()..).is_some_and(|rest| rest.starts_with(',')));
    if apposed {
        let start = (0..at).rev().find(|i| *i == 0 || ends_sentence(text, spans, *i - 1))?;
        let name = name_from(text, spans, start);
        let closed = name.last().is_some_and(|last| text.get(last.end()..).is_some_and(|rest| rest.starts_with(',')));
        return if closed { checked_name(text, name) } else { None };
    }
    // Who is told or asked stands behind the verb, too.
    let addressed = matches!(verb, "told" | "tells" | "asked" | "replied");
    if addressed { None } else { checked_name(text, name_from(text, spans, at + 1)) }
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
    while let Some(span) = spans.get(first + length).filter(|s| length < 4 && is_name_word(s.of(text))) {
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
    (!not_a_name && capital).then(|| hull(words)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::article::{ReadOptions, read};

    /// The speaker of each sentence that has one, once a change.
    fn speakers(paragraphs: &[&str]) -> Vec<String> {
        let article = read(paragraphs.join("\n\n").as_bytes(), &ReadOptions::default()).unwrap();
        let mut found: Vec<String> =
            article.sentences().iter().filter_map(|s| s.speaker).map(|name| name.of(article.text()).to_owned()).collect();
        found.dedup();
        found
    }

    #[test]
    fn a_quotation_is_given_to_whom_the_page_names() {
        let quote = "\"وصلنا ليلا. كان الطريق مقطوعا والبرد شديدا.\"";
        let start = "وصلت القافلة إلى الوادي صباح اليوم.";
        for (introduction, name) in [
            ("وقال السيد خان إن الطريق كان مقطوعا:", "السيد خان"),
            ("وأكد سالم الحداد، وهو سائق من البلدة، ما جرى قائلا:", "سالم الحداد"),
            ("من جهته قال مدير مكتب الوكالة المعني بالطرق في الجنوب، نادر سليم، إن العمل مستمر:", "نادر سليم"),
            ("أما رئيس مكتب الأمم المتحدة المعني بالطرق والجسور نادر سليم، فكرر الدعوة إلى العمل:", "نادر سليم"),
            ("وأضافت ليلى نصار:", "ليلى نصار"),
        ] {
            assert_eq!(speakers(&[start, introduction, quote]), [name], "{introduction}");
        }
        let chain = ["وقال نادر سليم إن الطريق مقطوع.", "وأضاف أن الثلج كثيف:", quote, "وأضاف:", quote];
        assert_eq!(speakers(&chain), ["نادر سليم"]);
    }

    #[test]
    fn english_attributions_before_and_behind() {
        let start = "The convoy reached the valley.";
        assert_eq!(
            speakers(&[start, "“We walked for three days. It was cold,” said Maria Lopez, a driver."]),
            ["Maria Lopez"]
        );
        assert_eq!(speakers(&[start, "Sam Haddad told reporters on the bridge:", "\"We are here.\""]), ["Sam Haddad"]);
        assert_eq!(speakers(&["Sam Haddad said the road was open.", "He added:", "\"We are here.\""]), ["Sam Haddad"]);
    }

    #[test]
    fn no_name_is_better_than_a_wrong_one() {
        let quote = "\"We are here. We stay.\"";
        assert!(speakers(&["The convoy reached the valley.", quote]).is_empty());
        assert!(speakers(&["The convoy reached the valley.", "One resident put it this way:", quote]).is_empty());
        assert!(speakers(&["The convoy came.", "“We stay,” she said."]).is_empty());
        let arabic = "\"نحن هنا.\"";
        assert!(speakers(&["وصلت القافلة.", "أما المتحدث باسم وزارة الصحة في العاصمة اللبنانية، فقال:", arabic]).is_empty());
    }
}
