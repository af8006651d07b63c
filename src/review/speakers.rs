//! Who may be speaking, by what the article says.

use crate::article::{Article, PartKind};
use crate::catalog::{self, Catalog, ReportId};
use crate::text::lexicon::{self, NameKind, NameMention};
use crate::text::tokens;

/// Names are never more.
const MOST: usize = 24;

/// Who may speak in a report, the likeliest first: those who are named in its transcript already, the reporter, the author of the
/// article, whom the article quotes, whom its hand-over line names, and others whom it names. Each once, two dozen at most.
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
    let mut names: Vec<String> = article.facts().author.iter().cloned().chain(quoted).collect();
    let handovers = article.parts().iter().filter(|part| part.kind == PartKind::Handover);
    names.extend(handovers.flat_map(|part| handed_to(part.range.of(article.text()))));
    names.extend(article.names().into_iter().filter(|name| may_speak(name)));
    names
}

/// Whom a hand-over line names: "John Carter has more:", «المزيد في تقرير مي يعقوب:».
fn handed_to(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let mut found: Vec<String> =
        words.chunk_by(|a, b| capital(a) && capital(b)).filter(|run| run.len() > 1).map(|run| run.join(" ")).collect();
    let report = words.iter().position(|word| word.trim_start_matches(['و', 'ل', 'ب']).starts_with("تقرير"));
    let named = report.and_then(|at| words.get(at + 1..)).filter(|rest| (1..=3).contains(&rest.len()));
    found.extend(named.map(|rest| rest.join(" ")));
    found
}

/// Whether a name in the article may be a person's: of two words or a given name, and no place, organisation or day.
fn may_speak(name: &str) -> bool {
    let tokens = tokens(name);
    let mentions = lexicon::names(&tokens);
    let is_person = |mention: &NameMention| mention.entries.iter().any(|entry| entry.kind == NameKind::Person);
    let has_person = mentions.iter().any(is_person);
    lexicon::dates(&tokens).is_empty() && mentions.iter().all(is_person) && (has_person || tokens.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_over_line_names_the_reporter() {
        assert_eq!(handed_to("John Carter has more:"), ["John Carter"]);
        assert_eq!(handed_to("التفاصيل في تقرير مي يعقوب:"), ["مي يعقوب"]);
        assert_eq!(handed_to("More in this report:"), [""; 0]);
    }

    #[test]
    fn days_places_and_organisations_do_not_speak() {
        for name in ["Wednesday", "January", "Iraq", "Human", "United Nations"] {
            assert!(!may_speak(name), "{name}");
        }
        assert!(may_speak("Jehangir Khan") && may_speak("Ahmed"));
    }
}
