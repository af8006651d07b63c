//! Who may be speaking, by what the article says.

use crate::article::{Article, PartKind};
use crate::catalog::{self, Catalog, ReportId};
use crate::text::lexicon::{self, NameKind, NameMention};
use crate::text::{Token, tokens};

/// Names are never more.
const MOST: usize = 24;

/// Who may speak in a report, the likeliest first: those who are named in its transcript already, the reporter, the author of the
/// article, whom the article quotes, whom its hand-over line names, and others whom it names. Each once, two dozen at most, and of
/// what the article tells only persons: `Security Council` and «وزارة الصحة» do not speak.
///
/// # Errors
/// Those of reading.
pub fn suggested_speakers(catalog: &Catalog, report: ReportId) -> Result<Vec<String>, catalog::Error> {
    let facts = catalog.report(report)?.facts;
    let mut names: Vec<String> = Vec::new();
    if let Some(shown) = facts.recording.map(|recording| catalog.shown_transcript(recording)).transpose()?.flatten() {
        names.extend(catalog.transcript(shown)?.segments().iter().filter_map(|segment| segment.speaker.clone()));
    }
    names.extend(facts.reporter);
    if let Some(article) = catalog.newest_article(report)? {
        names.extend(of_article(&catalog.article(article)?));
    }
    let mut found: Vec<String> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if found.len() < MOST && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    Ok(found)
}

fn of_article(article: &Article) -> Vec<String> {
    let quoted = article.sentences().iter().filter_map(|sentence| sentence.speaker);
    let quoted = quoted.map(|range| range.of(article.text()).to_owned());
    let authors = article.facts().author.iter().flat_map(|author| author.split([',', '،', '|', '/']));
    let mut told: Vec<String> = authors.map(str::to_owned).chain(quoted).collect();
    let handovers = article.parts().iter().filter(|part| part.kind == PartKind::Handover);
    told.extend(handovers.flat_map(|part| handed_to(part.range.of(article.text()))));
    told.retain(|name| !is_organisation(&tokens(name)));
    told.iter_mut().for_each(|name| *name = untitled(name).unwrap_or(name).to_owned());
    let printed = article.names();
    let persons = printed.iter().filter(|name| !is_marked(name, article)).filter_map(|name| person(name));
    told.extend(persons.map(str::to_owned));
    told.extend(titled(article));
    // A family name alone, or a given one, is that of whoever has it.
    let whole = told.clone();
    told.retain(|name| {
        !whole.iter().any(|other| {
            other.strip_suffix(name.as_str()).is_some_and(|given| given.ends_with(' '))
                || other.strip_prefix(name.as_str()).is_some_and(|family| family.starts_with(' '))
        })
    });
    told
}

/// Whom a hand-over line names: "John Carter has more:", «المزيد في تقرير مي يعقوب:».
fn handed_to(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let mut found: Vec<String> =
        words.chunk_by(|a, b| is_capital(a) && is_capital(b)).filter(|run| run.len() > 1).map(|run| run.join(" ")).collect();
    let report = words.iter().position(|word| word.trim_start_matches(['و', 'ل', 'ب']).starts_with("تقرير"));
    let named = report.and_then(|at| words.get(at + 1..)).filter(|rest| (1..=3).contains(&rest.len()));
    found.extend(named.map(|rest| rest.join(" ")));
    found
}

/// The person in a name of the article, without titles and what stands before them (`Foreign Minister Sergey Lavrov`): two words, a
/// given name or what stands behind a title, and no place, organisation or day.
fn person(name: &str) -> Option<&str> {
    let rest = untitled(name)?;
    let own = tokens(rest);
    let mentions = lexicon::names(&own);
    let is_person = |mention: &NameMention| mention.entries.iter().any(|entry| entry.kind == NameKind::Person);
    let may_speak = lexicon::dates(&own).is_empty()
        && mentions.iter().all(is_person)
        && !own.iter().any(|token| lexicon::is_kind_word(&token.normalised) || is_abbreviation(token.range.of(rest)))
        && (mentions.iter().any(is_person) || tokens(name).len() > 1);
    may_speak.then(|| rest.trim_end_matches("'s").trim_end_matches("’s"))
}

/// Whom the article names behind an Arabic title: «الدكتورة ليلى», «الوزيرة ليلى نصار». Of a name that is not listed it is one word;
/// with an article it may as well be an adjective («الرئيس السوداني»), and is taken only where it is listed.
fn titled(article: &Article) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in article.sentences() {
        let text = article.text();
        for (at, pair) in sentence.tokens.windows(2).enumerate() {
            let [title, first] = pair else { continue };
            let behind = sentence.tokens.get(at + 1..).unwrap_or_default();
            let is_led = lexicon::is_title(&title.normalised)
                && !title.range.of(text).is_ascii()
                && touches(title, first, text)
                && !sentence.tokens.get(..at).is_some_and(|before| follows_kind(before, pair, text));
            if let Some(end) =
                named_words(behind, text).filter(|_| is_led).and_then(|words| behind.get(words.checked_sub(1)?))
            {
                found.extend(text.get(first.range.start()..end.range.end()).map(str::to_owned));
            }
        }
    }
    found
}

/// How many of the words behind a title are the person's name.
fn named_words(behind: &[Token], text: &str) -> Option<usize> {
    let first = behind.first()?;
    let run = behind.windows(2).take_while(|pair| touches(&pair[0], &pair[1], text)).count() + 1;
    let own = behind.get(..run)?;
    let listed = lexicon::names(own);
    let of_person = |mention: &&NameMention| mention.entries.iter().any(|entry| entry.kind == NameKind::Person);
    let is_first = |mention: &&NameMention| mention.words.start == 0;
    if let Some(mention) = listed.iter().find(is_first) {
        let follows =
            |end: usize| listed.iter().filter(of_person).find(|next| next.words.start == end).map(|next| next.words.end);
        let end = std::iter::successors(Some(mention.words.end), |end| follows(*end)).last();
        return Some(mention).filter(of_person).and(end);
    }
    let word = first.range.of(text);
    let may_be = !word.starts_with("ال")
        && !word.is_ascii()
        && word.chars().count() > 2
        && !lexicon::is_title(&first.normalised)
        && !lexicon::is_kind_word(&first.normalised)
        && !lexicon::is_function_word(&first.normalised)
        && !lexicon::is_saying(&first.normalised);
    may_be.then_some(1)
}

/// What stands behind the last title in a name, if anything does: all of it where there is none.
fn untitled(name: &str) -> Option<&str> {
    let all = tokens(name);
    let first = all.iter().rposition(|token| lexicon::is_title(&token.normalised)).map_or(0, |title| title + 1);
    name.get(all.get(first)?.range.start()..)
}

/// Capitals alone, as `UNRWA`.
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether a name is an organisation's, a place's or an event's, as far as its own words tell.
fn is_organisation(name: &[Token]) -> bool {
    let is_other = |mention: &NameMention| mention.entries.iter().all(|entry| entry.kind == NameKind::Organisation);
    name.iter().any(|token| lexicon::is_kind_word(&token.normalised)) || lexicon::names(name).iter().any(is_other)
}

/// Whether words beside the name tell everywhere in the article that it is no person's: `Ministry of`, «وكالة», or `hospital` behind it.
fn is_marked(name: &str, article: &Article) -> bool {
    let name = tokens(name);
    let is_name = |there: &[Token]| there.iter().zip(&name).all(|(a, b)| a.normalised.key() == b.normalised.key());
    let mut is_found = false;
    for sentence in article.sentences() {
        for (at, there) in sentence.tokens.windows(name.len().max(1)).enumerate().filter(|(_, there)| is_name(there)) {
            let (before, behind) = (sentence.tokens.get(..at), sentence.tokens.get(at + there.len()..));
            if !follows_kind(before.unwrap_or_default(), there, article.text())
                && !leads_to_kind(there, behind.unwrap_or_default(), article.text())
            {
                return false;
            }
            is_found = true;
        }
    }
    is_found
}

/// `Ministry of` in capitals stands before the name, or an Arabic kind without an article: «وزارة», and not «رئيس المجلس» before whoever
/// presides.
fn follows_kind(before: &[Token], name: &[Token], text: &str) -> bool {
    let of_kind = |kind: &Token, of: &Token| {
        matches!(of.normalised.key(), "of" | "for")
            && is_capital(kind.range.of(text))
            && lexicon::is_kind_word(&kind.normalised)
    };
    let governs = |kind: &Token, name: &Token| {
        let word = kind.range.of(text).trim_start_matches(['و', 'ف', 'ب', 'ك']);
        !word.is_ascii()
            && !word.starts_with("ال")
            && !word.starts_with("لل")
            && touches(kind, name, text)
            && lexicon::is_kind_word(&kind.normalised)
    };
    let arabic = before.last().zip(name.first()).is_some_and(|(kind, name)| governs(kind, name));
    arabic || matches!(before, [.., kind, of] if of_kind(kind, of))
}

/// `hospital` stands behind the name.
fn leads_to_kind(name: &[Token], behind: &[Token], text: &str) -> bool {
    name.last().zip(behind.first()).is_some_and(|(name, kind)| {
        kind.range.of(text).is_ascii() && touches(name, kind, text) && lexicon::is_kind_word(&kind.normalised)
    })
}

/// Whether nothing but space stands between the two.
fn touches(a: &Token, b: &Token, text: &str) -> bool {
    text.get(a.range.end()..b.range.start()).is_some_and(|between| between.trim().is_empty())
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ReadOptions, read};

    #[test]
    fn a_hand_over_line_names_the_reporter() {
        assert_eq!(handed_to("John Carter has more:"), ["John Carter"]);
        assert_eq!(handed_to("التفاصيل في تقرير مي يعقوب:"), ["مي يعقوب"]);
        assert_eq!(handed_to("More in this report:"), [""; 0]);
    }

    #[test]
    fn days_places_and_organisations_do_not_speak() {
        for name in ["Wednesday", "January", "Iraq", "Human", "United Nations", "Prime Minister", "Health Ministry", "UNRWA"]
        {
            assert_eq!(person(name), None, "{name}");
        }
        assert_eq!(person("Jehangir Khan"), Some("Jehangir Khan"));
        assert_eq!(person("Foreign Minister Sergey Lavrov's"), Some("Sergey Lavrov"));
        assert_eq!(person("Ahmed"), Some("Ahmed"));
    }

    fn suggested(text: &str) -> Vec<String> {
        of_article(&read(text.as_bytes(), &ReadOptions::default()).unwrap())
    }

    #[test]
    fn what_stands_beside_a_name_tells_an_organisation_in_english() {
        let text = "Aid reached the town on Monday. The Norwegian Refugee Council sent it, with the Ministry of Social Affairs and the \
            University of Deir Rashid.\n\nThe director of the Bader Karim hospital, Amina Hassan, thanked Doctors Without Borders. \
            Later the Health Ministry said that Jo Weller had met Secretary-General Peter Novak in West Africa. Mrs Weller was tired.\n\n\
            \"We are grateful,\" said the World Health Organization.";
        assert_eq!(suggested(text), ["Amina Hassan", "Jo Weller", "Peter Novak"]);
    }

    #[test]
    fn what_stands_beside_a_name_tells_an_organisation_in_arabic() {
        let text = "وصل السيد خان إلى المدينة صباح اليوم مع فريق من العاملين في منظمة UNRWA الدولية ووكالة Norwegian Aid.\n\n\
            وأضافت ليلى نصار:\n\n\"وصلنا ليلا. كان الطريق مقطوعا والبرد شديدا.\"\n\n\
            وقالت وزارة الصحة:\n\n\"العدد كبير. نحتاج إلى الدواء.\"\n\nوقال مجلس الأمن:\n\n\"نتابع الوضع هناك.\"";
        let found = suggested(text);
        assert!(found.iter().any(|name| name == "ليلى نصار"), "{found:?}");
        for organisation in ["UNRWA", "Norwegian", "وزارة", "مجلس"] {
            assert!(!found.iter().any(|name| name.contains(organisation)), "{found:?}");
        }
    }

    #[test]
    fn whoever_has_an_arabic_title_is_a_person_by_a_given_name_alone() {
        let found = suggested(
            "زارت الدكتورة ليلى المستشفى صباح اليوم مع الوزير زهير قرقوط. وحضر الرئيس السوداني والشيخ علي حفل الافتتاح.\n\n\
            وقالت الأستاذة رنا إن العمل مستمر في حي الشيخ جراح. وأضاف الرئيس أن الطريق مفتوح.",
        );
        for person in ["ليلى", "رنا", "علي"] {
            assert!(found.iter().any(|name| name == person), "{person}: {found:?}");
        }
        for other in ["السوداني", "جراح", "أن", "المستشفى", "صباح", "حفل"] {
            assert!(!found.iter().any(|name| name.contains(other)), "{other}: {found:?}");
        }
    }
}
