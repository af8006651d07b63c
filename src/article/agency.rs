//! Lines that agencies and newsrooms print around a text to say who worked on it, where it is from, and what was corrected in it.
//! Unlike a button such a line may be a sentence, so each rule asks for more than one sign. The forms are those of Reuters, AP,
//! AFP and of Arabic newsrooms.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases::{list, normalised, set};

/// Words of such a line, at most.
const MOST_WORDS: usize = 40;
/// Words of a label with names behind it, at most: «ترجمة: هدى منصور».
const MOST_LABELLED: usize = 8;

/// Names of agencies, word by word.
const AGENCIES: &str = "reuters|ap|associated|press|afp|dpa|efe|ansa|xinhua|tass|upi|bloomberg|anadolu|agencies|pa|\
    رويترز|وكالات|الوكالات|فرانس|برس|أسوشيتد|أسوشييتد|اسوشيتدبرس|أسوشيتدبرس|الأناضول|شينخوا|سبوتنيك|واس|وام|بترا|سانا|أ|ف|ب|د|أف|فب|أفب|إفي|تاس";
/// What stands beside such names in a line of nothing else.
const BESIDE: &str = "and|with|from|source|sources|via|inputs|input|the|in|و|من|المصدر|المصادر|نقلا|عن|مع|بالتعاون";
/// How a list of those who worked on a text begins.
const CREDITS: &str = "reporting by|additional reporting by|writing by|editing by|compiled by|translated by|translation by|edited by|\
    reporting and writing by|writing and editing by|with reporting by|with reporting from|with additional reporting|with inputs from|\
    with files from|with contributions from|إعداد|تغطية صحفية|تحرير|ترجمة|شارك في التغطية|شاركت في التغطية|شارك في إعداد|\
    ساهم في إعداد|ساهمت في إعداد|ساهم في هذا التقرير|ساهم في التقرير|شارك في هذا التقرير";
/// How a note begins that says what of the text was changed.
const NOTES: &str = "this story has been corrected|this story was corrected|this story has been updated|this story was updated|\
    this article has been corrected|this article was corrected|this article has been updated|this article was updated|\
    this article was amended|this article has been amended|this story was amended|this report has been corrected|this report has been updated|\
    this version corrects|this is a corrected version|an earlier version of this|a previous version of this|editor s note|editors note|\
    corrects to|corrects spelling|updates with|تم تصحيح هذا|جرى تصحيح|تم تحديث هذا|جرى تحديث هذا|ملاحظة المحرر|ملاحظة من المحرر|هذه القصة محدثة|تصحيح في";
/// Labels in front of the names of those who worked on a text.
const LABELS: &str = "حوار|أجرى الحوار|أجرت الحوار|حاوره|حاورها|حاورته|تحرير|ترجمة|ترجمة وتحرير|تحرير وترجمة|إعداد|إعداد وتحرير|إعداد وتقديم|\
    تغطية|تصوير|مونتاج|مراجعة|تدقيق|تدقيق لغوي|مراسل|مراسلة|المراسل|المراسلة|المحررة|الكاتب|الكاتبة|وكالات|رويترز|المصادر|\
    interview by|interviewer|reporter|reporters|writer|translator|translation|translated by|editing|reporting|additional reporting|sources";

static AGENCY_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(AGENCIES));
static BESIDE_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(BESIDE));
static CREDIT_LIST: LazyLock<Vec<String>> = LazyLock::new(|| list(CREDITS));
static NOTE_LIST: LazyLock<Vec<String>> = LazyLock::new(|| list(NOTES));
static LABEL_SET: LazyLock<HashSet<String>> = LazyLock::new(|| set(LABELS));

/// Whether a line says who worked on the text, which agency it is from, or what was corrected in it.
pub(super) fn is_such(line: &str) -> bool {
    let line = line.trim();
    if line.len() > MOST_WORDS * 14 || line.contains(['"', '“', '«']) {
        return false;
    }
    let key = normalised(line);
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return false;
    }
    let begins = |phrases: &[String]| {
        phrases
            .iter()
            .any(|phrase| key.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    let is_bracketed = line.starts_with(['(', '[']) && line.trim_end_matches(['.', ' ']).ends_with([')', ']']);
    is_agency(&words)
        || begins(&NOTE_LIST)
        || is_contribution(&key)
        || begins(&CREDIT_LIST) && (is_bracketed || is_list_of_people(line, &key))
        || is_bracketed && (key.contains("editing by") || key.contains("النشره العربيه") || key.contains("للنشره العربيه"))
        || words.len() <= MOST_LABELLED && is_labelled(line)
}

/// `(Reuters)`, `AFP/Reuters`, «المصدر: رويترز + وكالات».
fn is_agency(words: &[&str]) -> bool {
    words.iter().any(|word| AGENCY_SET.contains(*word) && word.chars().count() > 1 || *word == "ف")
        && words.len() <= 8
        && words.iter().all(|word| AGENCY_SET.contains(*word) || BESIDE_SET.contains(*word))
}

/// `Jane Doe contributed to this report.`, `AP writer John Smith in Cairo contributed.`
fn is_contribution(key: &str) -> bool {
    let tails =
        ["to this report", "to this story", "to this article", "to the report", "reporting", "to reporting", "from cairo"];
    let Some((before, after)) = key.rsplit_once(" contributed") else { return false };
    let names = before.split(' ').count();
    let after = after.trim();
    let is_writer = before.contains(" writer") || before.contains(" journalist") || before.contains(" correspondent");
    names <= 25 && (tails.contains(&after) || after.starts_with("reporting from") || after.is_empty() && is_writer)
}

/// Whether a credit goes on as credits do: with a second office, or with names alone. `Reporting by the paper showed …` does not.
fn is_list_of_people(line: &str, key: &str) -> bool {
    let offices = ["editing by", "writing by", "reporting by", "تحرير", "إعداد", "للنشره العربيه"];
    let several = offices.iter().filter(|office| key.contains(&normalised(office))).count() > 1;
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "by" | "and" | "in" | "from" | "with" | "de" | "al" | "van")
    };
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let are_names = line.is_ascii()
        && words.iter().skip(1).filter(|word| !word.is_empty()).all(|word| is_name(word) || *word == "reporting");
    let is_arabic = line.contains(|c: char| ('ا'..='ي').contains(&c));
    several || are_names || is_arabic && words.len() <= 12 && (key.contains("تقرير") || line.contains(':'))
}

fn is_labelled(line: &str) -> bool {
    let Some((label, names)) = line.split_once([':', '：']) else { return false };
    let is_sentence = names.trim_end().ends_with(['.', '؟', '?', '!']);
    !names.trim().is_empty() && !is_sentence && LABEL_SET.contains(&normalised(label.trim_start_matches(['(', '['])))
}

#[cfg(test)]
mod tests {
    use super::super::{PartKind, ReadOptions, read};
    use super::*;

    #[test]
    fn those_who_worked_on_a_text_and_what_was_corrected_are_no_news() {
        for line in [
            "(Reporting by Sam Miller; Editing by Ann Lee)",
            "(Reporting by Sam Miller in Geneva and Huda Mansour in Cairo; Writing by Bob Ray; Editing by Ann Lee.)",
            "Reporting by Sam Miller; editing by Ann Lee",
            "Additional reporting by Sam Miller.",
            "Writing by Sam Miller in Geneva",
            "Jane Doe contributed to this report.",
            "Associated Press writer John Smith in Cairo contributed to this report.",
            "AP writers John Smith in Cairo and Huda Mansour in Beirut contributed.",
            "Jane Doe contributed reporting from Cairo.",
            "This story has been corrected to fix the spelling of the ambassador's name in paragraph 2.",
            "This article was amended on 3 May 2021 because an earlier version misstated the date.",
            "An earlier version of this article gave the wrong year.",
            "(Reuters)",
            "AFP/Reuters",
            "Source: AP",
            "With inputs from agencies",
            "With AFP",
            "حوار: سمير الخطيب",
            "ترجمة: هدى منصور",
            "تحرير: سمير الخطيب",
            "(رويترز)",
            "أ ف ب",
            "ا ف ب",
            "المصدر: رويترز + وكالات",
            "وكالات",
            "(إعداد سمير الخطيب للنشرة العربية - تحرير هدى منصور)",
            "(تغطية صحفية هدى منصور - تحرير سمير الخطيب)",
            "ساهم في إعداد هذا التقرير سمير الخطيب",
            "تم تصحيح هذا الخبر لتعديل اسم الوزير.",
        ] {
            assert!(is_such(line), "{line}: {}", normalised(line));
        }
    }

    #[test]
    fn news_about_agencies_and_corrections_is_news() {
        for line in [
            "Reporting by the newspaper showed that prices rose in May.",
            "The minister told Reuters that the talks went on.",
            "He contributed to the fund for many years.",
            "Ten countries contributed.",
            "This story begins in a village by the river.",
            "The press was there.",
            "Editing by hand takes time, she said.",
            "قال الوزير لرويترز إن المحادثات مستمرة.",
            "إعداد الطعام يستغرق ساعات طويلة في رمضان.",
            "ترجمة الكتاب إلى العربية استغرقت عامين.",
            "تحرير المدينة استغرق شهرين",
            "ب",
        ] {
            assert!(!is_such(line), "{line}");
        }
    }

    fn kinds(text: &str) -> Vec<(PartKind, String)> {
        let article = read(text.as_bytes(), &ReadOptions::named("a.txt")).unwrap();
        article.parts().iter().map(|part| (part.kind, part.range.of(article.text()).to_owned())).collect()
    }

    #[test]
    fn the_tails_of_agencies_are_furniture_around_the_text() {
        let text = "Council extends mission for a year\n\nGENEVA (Reuters) - The Security Council on Thursday extended the mission for one year.\n\n\"This is a clear message to all sides,\" the ambassador said.\n\nFourteen countries voted in favour and one abstained.\n\n(Reporting by Sam Miller; Editing by Ann Lee)\n\nJane Doe contributed to this report.\n\nOur Standards: The Thomson Reuters Trust Principles.\n\nSign up for our weekly newsletter here.\n\nThis story has been corrected to fix the spelling of the ambassador's name in paragraph 2.\n\nCopyright 2024 The Associated Press. All rights reserved.\n";
        let found = kinds(text);
        assert_eq!(found[1].0, PartKind::Lead);
        let tail: Vec<_> = found.iter().skip(4).map(|(kind, _)| *kind).collect();
        assert_eq!(tail, [PartKind::Boilerplate; 6], "{found:?}");
    }

    #[test]
    fn bylines_are_furniture_and_the_lead_is_a_sentence() {
        let text = "حوار مع وزيرة البيئة حول سد النهضة\n\nحوار: سمير الخطيب\n\nتصوير: هدى منصور\n\nنشر في 4 آب/أغسطس 2013 - آخر تحديث 02:21\n\nأكدت وزيرة البيئة أن بلادها لن تقبل بأي مساس بحصتها من المياه. وقالت في حوار مع الصحيفة إن المفاوضات مستمرة.\n\nوأشارت الوزيرة إلى أن اللجنة الفنية تجتمع كل أسبوع في القاهرة.\n\nللاشتراك في نشرتنا البريدية اضغط هنا\n\nحقوق النشر محفوظة © 2013\n";
        let found: Vec<PartKind> = kinds(text).iter().map(|(kind, _)| *kind).collect();
        use PartKind::{Body, Boilerplate, Headline, Lead};
        assert_eq!(found, [Headline, Boilerplate, Boilerplate, Boilerplate, Lead, Body, Boilerplate, Boilerplate]);
        let article = read(text.as_bytes(), &ReadOptions::named("a.txt")).unwrap();
        assert_eq!(article.facts().date.as_deref(), Some("2013-08-04"), "from the line that is a date");
    }

    #[test]
    fn a_byline_without_a_label_and_a_place_are_no_lead() {
        let text = "Bridge opens\n\nSara Haddad, Cairo\n\nThe bridge was opened on Monday morning after three years of work.\n\nThe mayor thanked the workers.\n";
        let found = kinds(text);
        assert_eq!(
            found.iter().find(|(kind, _)| *kind == PartKind::Lead).unwrap().1.split(' ').next(),
            Some("The"),
            "{found:?}"
        );
    }
}
