//! Attribution of quoted paragraphs: the speaker, as the page names them. Precision goes before recall, since a wrong name under
//! somebody's words is worse than none.
//!
//! A quotation is attributed within its own paragraph, behind a closing mark (`"…," said Maria Lopez. "…"`), or by the paragraph that
//! introduces it and ends with a colon: «وأكد جيهانغير خان، … قائلا:», `Maria Lopez told reporters:`. Where a pronoun stands in place
//! of the name («وأضاف:», `She added:`, `"…," she said.`), the paragraphs before it are searched for the name; words that were quoted
//! just before are then the same person's.

use super::attribution::{has_pronoun, name_in};
use super::part::{Part, PartKind};
use super::quotations;
use crate::text::TextRange;

/// Paragraphs, the introduction among them, that are searched for the name that a pronoun stands for.
const MAX_PARAGRAPHS_BACK: usize = 3;
/// Paragraphs of one quotation before the last, at most.
const MAX_QUOTE_PARAGRAPHS: usize = 5;
/// Blocks before a quotation that are looked at, at most, boilerplate aside.
const MAX_BLOCKS_BACK: usize = 4 * MAX_PARAGRAPHS_BACK;
/// Letters behind the closing mark from which on they say who speaks, whether or not a name is found among them.
const MIN_TAIL_LETTERS: usize = 4;

/// The name of the speaker of the quoted paragraph `parts[index]`, as a range into `text`; `None` for a part that is no quote, and
/// where the page names nobody for certain.
pub(super) fn of(text: &str, parts: &[Part], index: usize) -> Option<TextRange> {
    let part = parts.get(index)?;
    if part.kind != PartKind::Quote {
        return None;
    }
    let own = part.range.of(text);
    // What stands between the quoted words or behind them names the speaker of the whole paragraph.
    let mut says_who = false;
    for beside in quotations::beside(own) {
        let words = beside.of(own);
        if let Some(name) = name_in(words) {
            return Some(name.shifted(part.range.start() + beside.start()));
        }
        if has_pronoun(words) {
            return said_before(text, parts, index);
        }
        says_who |= words.chars().filter(|c| c.is_alphabetic()).count() >= MIN_TAIL_LETTERS;
    }
    if says_who { None } else { introduced(text, parts, index) }
}

/// Whom the pronoun of an attribution stands for: the speaker of the quotation just before, or the last whom the paragraphs before
/// name as saying something.
fn said_before(text: &str, parts: &[Part], index: usize) -> Option<TextRange> {
    let before = parts.get(..index)?.iter().enumerate().rev().filter(|(_, part)| part.kind != PartKind::Boilerplate);
    for (at, part) in before.take(MAX_PARAGRAPHS_BACK) {
        match part.kind {
            PartKind::Quote => return of(text, parts, at),
            PartKind::Headline | PartKind::Handover => return None,
            _ => {}
        }
        let words = part.range.of(text);
        if let Some(name) = name_in(words) {
            return Some(name.shifted(part.range.start()));
        }
        if !has_pronoun(words) {
            return None;
        }
    }
    None
}

/// The name in the paragraph that introduces the quotation, or the one that its pronoun stands for.
fn introduced(text: &str, parts: &[Part], index: usize) -> Option<TextRange> {
    // Words that run on over several paragraphs keep their speaker; then a picture may stand between.
    let first = (index.saturating_sub(MAX_QUOTE_PARAGRAPHS)..=index)
        .rev()
        .find(|i| *i == 0 || parts.get(i - 1).is_none_or(|p| p.kind != PartKind::Quote))?;
    let mut before = parts.get(..first)?.iter().rev().filter(|p| p.kind != PartKind::Boilerplate).take(MAX_BLOCKS_BACK);
    let introducing = before.next()?;
    if introducing.kind == PartKind::Quote || !introducing.range.of(text).trim_end().ends_with([':', '：']) {
        return None;
    }
    let mut last = Some(introducing);
    for _ in 0..MAX_PARAGRAPHS_BACK {
        let part = last?;
        if matches!(part.kind, PartKind::Headline | PartKind::Handover) {
            return None;
        }
        let words = part.range.of(text);
        if let Some(name) = name_in(words) {
            return Some(name.shifted(part.range.start()));
        }
        if !has_pronoun(words) {
            return None;
        }
        last = before.find(|p| p.kind != PartKind::Quote);
    }
    None
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
    fn english_attributions_as_newsrooms_write_them() {
        let start = "The convoy reached the valley.";
        let quote = "\"We are here. We stay.\"";
        for introduction in [
            "Maria Lopez, who drives the first lorry, put it in these words:",
            "Maria Lopez, a driver from the town, remembered the night:",
            "Maria Lopez, who heads the office, has no doubt:",
            "In the words of Maria Lopez:",
            "According to Maria Lopez:",
        ] {
            assert_eq!(speakers(&[start, introduction, quote]), ["Maria Lopez"], "{introduction}");
        }
        for quoted in [
            "\"We walked for three days,\" said Maria Lopez, a driver. \"It was cold.\"",
            "“We walked for three days,” Maria Lopez said. “It was cold.”",
            "“We walked for three days and nights,” according to Maria Lopez.",
            "“We walked for three days and nights,” recalled the driver, Maria Lopez.",
        ] {
            assert_eq!(speakers(&[start, quoted]), ["Maria Lopez"], "{quoted}");
        }
        let chain = ["“We walked for three days,” said Maria Lopez.", "“It was cold,” she said. “We had no food.”"];
        assert_eq!(speakers(&[start, chain[0], chain[1]]), ["Maria Lopez"]);
        assert_eq!(
            speakers(&["Maria Lopez said the road was open.", "“It is cold and wet there,” she added."]),
            ["Maria Lopez"]
        );
    }

    /// The speaker of the last sentence.
    fn last_speaker(paragraphs: &[&str]) -> Option<String> {
        let article = read(paragraphs.join("\n\n").as_bytes(), &ReadOptions::default()).unwrap();
        article.sentences().last()?.speaker.map(|name| name.of(article.text()).to_owned())
    }

    #[test]
    fn an_organisation_speaks_for_itself_and_not_whoever_was_quoted_before() {
        let quote = "\"العدد كبير. نحتاج إلى الدواء.\"";
        for (introduction, speaker) in [
            ("وقالت وزارة الصحة:", Some("وزارة الصحة")),
            ("وقالت وزارة الصحة في بيان:", Some("وزارة الصحة")),
            ("وقال مجلس الأمن:", Some("مجلس الأمن")),
            ("وقالت الوزارة:", None),
            ("وأضافت الوزارة في بيان:", None),
            ("وأضافت:", Some("ليلى نصار")),
        ] {
            let told = last_speaker(&["وصلت القافلة.", "وقالت ليلى نصار:", quote, introduction, quote]);
            assert_eq!(told.as_deref(), speaker, "{introduction}");
        }
        let quote = "\"We are here. We stay.\"";
        for introduction in ["The ministry said:", "The Health Ministry added:", "In a statement, the ministry said:"] {
            assert_eq!(
                last_speaker(&["The convoy came.", "Maria Lopez said:", quote, introduction, quote]),
                None,
                "{introduction}"
            );
        }
        for quoted in ["“We are ready,” the ministry said. “We stay.”", "“We are ready,” the ministry added."] {
            assert_eq!(last_speaker(&["The convoy came.", "“It was cold,” said Maria Lopez.", quoted]), None, "{quoted}");
        }
    }

    #[test]
    fn no_name_is_better_than_a_wrong_one() {
        let quote = "\"We are here. We stay.\"";
        assert!(speakers(&["The convoy reached the valley.", quote]).is_empty());
        assert!(speakers(&["The convoy reached the valley.", "One resident put it this way:", quote]).is_empty());
        assert!(speakers(&["The convoy came.", "“We stay,” she said."]).is_empty());
        assert!(speakers(&["The convoy reached the valley.", "Port Sudan has seen worse:", quote]).is_empty());
        assert!(speakers(&["The convoy came.", "“We stay,” the driver said. “It is cold.”"]).is_empty());
        assert!(speakers(&["Sam Haddad said so.", "The road is long.", "“We stay,” she said."]).is_empty());
        let arabic = "\"نحن هنا.\"";
        assert!(speakers(&["وصلت القافلة.", "أما المتحدث باسم وزارة الصحة في العاصمة اللبنانية، فقال:", arabic]).is_empty());
    }
}
