//! A number said in the place of another one. `2370` and "two thousand three hundred and ninety" are not alike in letters and not of the
//! same length, so that no word for word comparison places one at the other: without this the figure would be "left out", and what was
//! said for it "not published".

use std::ops::Range;

use super::costs::SUBSTITUTION;
use super::document::Link;
use super::tokenised_pair::{NumberAt, TokenisedPair, TokenisedText};
use super::word_match::Match;

/// At most so many words that are no number may stand beside it between the words that were met.
const MOST_BESIDE: usize = 1;
/// Of what was said so many more may: behind the number or before it, and not on both sides.
const MOST_SAID_BESIDE: usize = 8;
/// No number of news has more words.
const LONGEST: usize = 12;

/// Places the only number between two words that were met at the only other number that was said between them. `matches` are sorted by
/// article word, and stay so.
pub(super) fn place(texts: &TokenisedPair, matches: &mut Vec<Match>) {
    let mut placed = Vec::new();
    let mut last = Some((0, 0));
    let met = matches.iter().filter(|m| m.link != Link::Substituted);
    let ends = met.map(|m| (m.article.clone(), m.heard.clone()));
    let all = (texts.article.len(), texts.heard.len());
    for (article, heard) in ends.chain([(all.0..all.0, all.1..all.1)]) {
        if let Some((from, heard_from)) = last
            && from < article.start
            && heard_from < heard.start
        {
            placed.extend(between(texts, from..article.start, heard_from..heard.start));
        }
        last = Some((article.end, heard.end));
    }
    let covers = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for number in placed {
        matches.retain(|m| !(covers(&m.article, &number.article) || covers(&m.heard, &number.heard)));
        matches.push(number);
    }
    matches.sort_by_key(|m| m.article.start);
}

fn between(texts: &TokenisedPair, article: Range<usize>, heard: Range<usize>) -> Option<Match> {
    let (printed, said) = (only_number(&texts.article, &article)?, only_number(&texts.heard, &heard)?);
    let (beside, said_beside) = (article.len() - printed.len, heard.len() - said.len);
    let at_edge = said.start == heard.start || said.start + said.len == heard.end;
    if beside > MOST_BESIDE || said_beside > MOST_BESIDE && !(at_edge && said_beside <= MOST_SAID_BESIDE) {
        return None;
    }
    // One word for one is placed already.
    let is_one_for_one = printed.len == 1 && said.len == 1;
    if is_one_for_one || printed.number.same_as(&said.number) {
        return None;
    }
    let range = |number: &NumberAt| number.start..number.start + number.len;
    Some(Match { article: range(printed), heard: range(said), link: Link::Substituted, score: SUBSTITUTION })
}

/// The longest number in `place`, when all others there are parts of it.
fn only_number<'a>(text: &'a TokenisedText, place: &Range<usize>) -> Option<&'a NumberAt> {
    if place.len() > LONGEST + MOST_SAID_BESIDE {
        return None;
    }
    let there: Vec<&NumberAt> =
        place.clone().flat_map(|last| text.numbers_ending_with(last)).filter(|number| number.start >= place.start).collect();
    let longest = there.iter().max_by_key(|number| number.len)?;
    let is_part =
        |number: &&&NumberAt| number.start >= longest.start && number.start + number.len <= longest.start + longest.len;
    there.iter().all(|number| is_part(&number)).then_some(*longest)
}

#[cfg(test)]
mod tests {
    use super::super::cases::aligned;
    use super::super::{DifferenceKind, Weight};

    /// The differences, as (printed, said).
    fn told(page: &str, said: &str) -> Vec<(String, String)> {
        let alignment = aligned(page, said);
        let differences = alignment.sentences.iter().flat_map(|sentence| &sentence.differences);
        differences
            .map(|d| {
                assert_eq!((d.kind, d.weight), (DifferenceKind::Number, Weight::Meaning), "{d:?}");
                let text = |text: Option<&String>| text.cloned().unwrap_or_default();
                (text(d.published.as_ref().map(|p| &p.text)), text(d.said.as_ref().map(|s| &s.text)))
            })
            .collect()
    }

    #[test]
    fn a_number_of_many_words_stands_at_the_figure_that_it_was_said_for() {
        let page = |number: &str| format!("The Council adopted resolution {number} after a long debate about small arms.");
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        for (printed, said) in [
            ("2370", "two thousand three hundred and ninety"),
            ("2370", "twenty three ninety"),
            ("two thousand three hundred and seventy", "2390"),
            ("1,200", "three hundred and fifty four"),
        ] {
            assert_eq!(told(&page(printed), &page(said)), pair(printed, said));
            assert_eq!(told(&page(printed), &page(printed)), [], "{printed}");
        }
        let arabic = |number: &str| format!("اعتمد المجلس القرار {number} بعد نقاش طويل حول الأسلحة الصغيرة.");
        assert_eq!(told(&arabic("2370"), &arabic("ألفين وثلاثمئة وتسعين")), pair("2370", "ألفين وثلاثمئة وتسعين"));
    }
}
