//! Chapters of a recording, from the parts of its article.

use super::{Cue, CueTrack, Turn, measure};
use crate::align::{Matched, SentenceStatus};
use crate::article::PartKind;
use crate::text::TextRange;
use crate::time::{Span, Timestamp};

/// A chapter is at least so long; what is shorter belongs to the one before.
const SHORTEST_MS: u32 = 5000;
/// The most letters of a title that is cut out of running text.
const LONGEST_TITLE: usize = 60;
/// The most letters of a line that is taken for a heading.
const LONGEST_HEADING: usize = 90;

/// The chapters of a recording that belongs to its article: a cue for each, whose text is its title. They tile the recording, in
/// the order in which they are heard.
///
/// A chapter begins where the first sentence is heard of the opening (headline and lead), of a heading's text, of running text
/// behind a quote, or of a quote. Its title is the headline, the heading, or else the beginning of its first sentence. One that
/// would last less than five seconds is part of the one before. The first one begins with the recording.
#[must_use]
pub fn chapters(pair: Matched<'_>) -> CueTrack {
    let article = pair.article();
    let length = Timestamp::from_millis(pair.alignment().transcript.duration_ms);
    let mut begun: Vec<(Timestamp, String)> = Vec::new();
    let mut state = State::default();
    for part in article.parts() {
        let text = measure::one_line(part.range.of(article.text()));
        let Some((title, is_new)) = state.place(part.kind, &text) else { continue };
        if let (Some(at), true) = (first_heard(pair, part.range), is_new || state.waits) {
            begun.push((at, title));
            state.waits = false;
        } else if is_new {
            // Of this part nothing was said: the chapter begins with the next one of it.
            state.waits = true;
        }
    }
    let language = article.language().clone();
    CueTrack::settled(language, cues(begun, length))
}

/// What the parts so far were.
#[derive(Default)]
struct State {
    class: Option<Class>,
    heading: Option<String>,
    headline: Option<String>,
    /// A chapter is due, and nothing of it was heard yet.
    waits: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Opening,
    Body,
    Quote,
}

impl State {
    /// The title of a chapter that would begin with this part, and whether it does; `None` for a part that is only a title.
    fn place(&mut self, kind: PartKind, text: &str) -> Option<(String, bool)> {
        let class = match kind {
            PartKind::Boilerplate => return None,
            PartKind::Headline => {
                self.headline.get_or_insert_with(|| text.to_owned());
                return None;
            }
            PartKind::Lead | PartKind::Handover => Class::Opening,
            PartKind::Body if is_heading(text) => {
                self.heading = Some(text.to_owned());
                return None;
            }
            PartKind::Body => Class::Body,
            PartKind::Quote => Class::Quote,
        };
        let heading = self.heading.take();
        let is_new = heading.is_some() || self.class != Some(class);
        self.class = Some(class);
        let opening = || self.headline.clone().filter(|_| class == Class::Opening);
        Some((heading.or_else(opening).unwrap_or_else(|| clipped(text)), is_new))
    }
}

/// Whether a paragraph is a heading: one short line without a mark at its end.
fn is_heading(text: &str) -> bool {
    let ends = text.chars().last().is_some_and(char::is_alphanumeric);
    ends && measure::chars(text) <= LONGEST_HEADING && measure::words(text) > 1
}

/// When the first sentence within `range` is heard.
fn first_heard(pair: Matched<'_>, range: TextRange) -> Option<Timestamp> {
    let inside = pair.alignment().sentences.iter().filter(|sentence| {
        let is_said = matches!(sentence.status, SentenceStatus::Spoken | SentenceStatus::Partly);
        is_said && sentence.range.start() >= range.start() && sentence.range.end() <= range.end()
    });
    inside.filter_map(|sentence| sentence.time.span()).map(Span::start).min()
}

/// The beginning of a text, cut between words.
fn clipped(text: &str) -> String {
    if measure::chars(text) <= LONGEST_TITLE {
        return text.to_owned();
    }
    let mut title = String::new();
    for word in text.split_whitespace() {
        if !title.is_empty() && measure::chars(&title) + measure::chars(word) + 2 > LONGEST_TITLE {
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title.trim_end_matches([',', '،', ';', '؛', ':', '.']).to_owned() + "…"
}

/// The chapters that begin so in a recording of this length, one after the other.
fn cues(mut begun: Vec<(Timestamp, String)>, length: Timestamp) -> Vec<Cue> {
    begun.sort_by_key(|(at, _)| *at);
    let mut kept: Vec<(Timestamp, String)> = Vec::new();
    for (at, title) in begun {
        let is_near = kept.last().is_some_and(|(last, _)| (at - *last).as_millis() < SHORTEST_MS);
        if !is_near && (kept.is_empty() || (length - at).as_millis() >= SHORTEST_MS) {
            kept.push((if kept.is_empty() { Timestamp::ZERO } else { at }, title));
        }
    }
    let ends: Vec<Timestamp> = kept.iter().skip(1).map(|(at, _)| *at).chain([length]).collect();
    let cue = |((at, title), end): ((Timestamp, String), Timestamp)| {
        Cue::new(Span::between(at, end), vec![Turn::of(vec![title])]).ok()
    };
    kept.into_iter().zip(ends).filter_map(cue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use crate::article::{self, ReadOptions};

    const PAGE: &str = "# The river opens\n\nThe old bridge opened on Monday after ten years of work by many hands.\n\n\
        ## What farmers say\n\nFarmers carried sacks of grain across the river for the first time this year.\n\n\
        ## What comes next\n\nA second bridge will be built near the northern market before the winter comes.\n";

    #[test]
    fn headings_begin_chapters_where_their_text_is_heard() {
        let article = article::read(PAGE.as_bytes(), &ReadOptions::named("a.md")).unwrap();
        let said: String = PAGE.lines().filter(|line| line.ends_with('.')).collect::<Vec<_>>().join(" ");
        let words: Vec<_> = said
            .split(' ')
            .enumerate()
            .map(|(i, word)| serde_json::json!({ "word": word, "start": 1.0 + i as f64 * 0.5, "end": 1.4 + i as f64 * 0.5 }))
            .collect();
        let heard = crate::transcript::read(serde_json::json!({ "words": words }).to_string().as_bytes(), None).unwrap();
        let alignment = align(&heard, &article);
        let made = chapters(alignment.matched(&heard, &article).unwrap());
        let told: Vec<_> = made.cues().iter().map(|cue| (cue.span().start().as_millis(), cue.text())).collect();
        assert_eq!(
            told,
            [
                (0, "The river opens".to_owned()),
                (8000, "What farmers say".to_owned()),
                (15_000, "What comes next".to_owned())
            ]
        );
        assert!(made.cues().windows(2).all(|two| two[0].span().end() == two[1].span().start()));
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let title =
            clipped("The council met for three hours, and then it adopted, without a vote, a resolution on the valley.");
        assert_eq!(title, "The council met for three hours, and then it adopted…");
    }
}
