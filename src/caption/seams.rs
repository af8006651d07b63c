//! Where published wording meets spoken wording in the middle of what was said, or was not said to its end: there print's stops and
//! capitals are those of a sentence that nobody said, and the heard sentence's take their place.

use std::ops::Range;

use super::punctuation::{ends_sentence, is_closing, is_inner_stop, is_stop};
use super::utterance::Utterance;
use super::{Source, word_classes};
use crate::time::{Millis, Timed};
use crate::transcript::{Transcript, Word};

/// Two wordings meet in one sentence where less time than this lies between their words.
const BREATH: Millis = Millis::new(1200);
/// A transcript has stops of its own when a sentence ends in it within so many words in the mean; many recognisers write none.
const WORDS_PER_STOP: usize = 60;

/// Gives published words at a seam the stops and the first letter of the heard sentence. `times` has one entry for each heard word.
pub(super) fn mend(utterances: &mut [Utterance], transcript: &Transcript, times: &[Timed]) {
    let heard = Heard::of(transcript, times);
    for index in 0..utterances.len() {
        let meets = |a: usize, b: usize| {
            let (Some(a), Some(b)) = (utterances.get(a), utterances.get(b)) else { return false };
            a.source != b.source && a.speaker == b.speaker && heard.goes_on(&a.heard, &b.heard)
        };
        let before = index.checked_sub(1).is_some_and(|before| meets(before, index));
        let behind = meets(index, index + 1);
        let utterance = &mut utterances[index];
        if utterance.source != Source::Published {
            continue;
        }
        if behind || !utterance.edges.ends {
            heard.stop(utterance, behind);
        }
        if before || !utterance.edges.begins {
            heard.capital(utterance);
        }
    }
}

/// The transcript, and how it is written.
struct Heard<'a> {
    words: &'a [Word],
    times: &'a [Timed],
    /// Whether it has stops.
    has_stops: bool,
    /// Whether it has capital and small letters.
    has_capitals: bool,
}

impl<'a> Heard<'a> {
    fn of(transcript: &'a Transcript, times: &'a [Timed]) -> Self {
        let words = transcript.words();
        let stops = words.iter().filter(|word| ends_sentence(&word.text)).count();
        let begins =
            |wanted: fn(char) -> bool| words.iter().any(|word| first_letter(&word.text).is_some_and(|(_, c)| wanted(c)));
        let has_capitals = begins(char::is_uppercase) && begins(char::is_lowercase);
        Self { words, times, has_stops: stops > 0 && stops * WORDS_PER_STOP >= words.len(), has_capitals }
    }

    /// Whether the voice goes on from the words `before` to the words `behind` in one breath.
    fn goes_on(&self, before: &Range<usize>, behind: &Range<usize>) -> bool {
        let time = |at: usize| self.times.get(at).and_then(|time| time.span());
        let last = before.end.checked_sub(1).and_then(time);
        let pause = last.zip(time(behind.start)).map_or(Millis::ZERO, |(a, b)| b.start() - a.end());
        before.end == behind.start && pause < BREATH
    }

    /// The stop behind the last word of `utterance`: the heard word's. Print keeps its own where both end a sentence (it may ask or
    /// exclaim); in a transcript without stops only those go after which print would go on, when the voice goes on otherwise.
    fn stop(&self, utterance: &mut Utterance, goes_on: bool) {
        let Some(word) = utterance.heard.end.checked_sub(1).and_then(|last| self.words.get(last)) else { return };
        while utterance.atoms.len() > 1 && utterance.atoms.last().is_some_and(|atom| !atom.is_word) {
            utterance.atoms.pop();
        }
        let Some(atom) = utterance.atoms.last_mut() else { return };
        let (body, marks) = split(&atom.text);
        let abbreviated = word_classes::is_abbreviation(&atom.text) || body.chars().count() == 1 && marks.starts_with('.');
        let printed_end = ends_sentence(&atom.text);
        if abbreviated || printed_end && (!self.has_stops || ends_sentence(&word.text)) {
            return;
        }
        let stops: String = if self.has_stops {
            split(&word.text).1.chars().filter(|c| is_stop(*c)).map(|c| as_written_with(body, c)).collect()
        } else {
            marks.chars().filter(|c| is_stop(*c) && !(goes_on && is_inner_stop(*c))).collect()
        };
        let closing: String = marks.chars().filter(|c| is_closing(*c)).collect();
        let text = format!("{body}{stops}{closing}");
        atom.rewrite(text);
    }

    /// The first letter of `utterance`: small where the heard word begins with a small one, and the printed word with a capital only
    /// because print begins a sentence there; a capital where the heard sentence begins.
    fn capital(&self, utterance: &mut Utterance) {
        let first = utterance.heard.start;
        let (Some(word), Some(atom)) = (self.words.get(first), utterance.atoms.first_mut()) else { return };
        let (Some((_, heard)), Some((at, printed))) = (first_letter(&word.text), first_letter(&atom.text)) else { return };
        if !self.has_capitals {
            return;
        }
        let begins_heard = first.checked_sub(1).is_none_or(|before| ends_sentence(&self.words[before].text));
        let rest = at + printed.len_utf8();
        let is_acronym = atom.text[rest..].chars().next().is_some_and(char::is_uppercase);
        let letter = if heard.is_lowercase() && printed.is_uppercase() && utterance.edges.begins && !is_acronym {
            printed.to_lowercase().to_string()
        } else if heard.is_uppercase() && printed.is_lowercase() && begins_heard {
            printed.to_uppercase().to_string()
        } else {
            return;
        };
        let text = format!("{}{letter}{}", &atom.text[..at], &atom.text[rest..]);
        atom.rewrite(text);
    }
}

/// The first letter of a word, and where it stands.
fn first_letter(word: &str) -> Option<(usize, char)> {
    word.char_indices().find(|(_, c)| c.is_alphanumeric()).filter(|(_, c)| c.is_alphabetic())
}

/// A word and the stops and closing marks behind it.
fn split(word: &str) -> (&str, &str) {
    let body = word.trim_end_matches(|c| is_stop(c) || is_closing(c));
    word.split_at(body.len())
}

/// A stop as the script of `word` has it: recognisers write Latin ones behind Arabic words.
fn as_written_with(word: &str, stop: char) -> char {
    let arabic = word.chars().any(|c| matches!(c, '\u{620}'..='\u{64a}'));
    match stop {
        ',' if arabic => '،',
        ';' if arabic => '؛',
        '?' if arabic => '؟',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::align::align;
    use crate::article::{self, ReadOptions};
    use crate::caption::{CueOptions, Preset, cues};
    use crate::text::Language;
    use crate::time::Span;
    use crate::transcript::{Engine, Transcript, Word};

    /// What captions show of `said`, half a second a word, with the article `page`.
    fn shown(said: &str, page: &str) -> String {
        let word = |(n, text): (usize, &str)| {
            let start = n as u32 * 500;
            Word {
                text: text.to_owned(),
                span: Some(Span::from_millis(start, start + 450)),
                confidence: None,
                second_pass: false,
            }
        };
        let words = said.split_whitespace().enumerate().map(word).collect();
        let language = if said.is_ascii() { Language::english() } else { Language::arabic() };
        let transcript = Transcript::new(Engine::default(), language, None, words, Vec::new(), None);
        let article = article::read(page.as_bytes(), &ReadOptions::default()).unwrap();
        let alignment = align(&transcript, &article);
        let track = cues(alignment.matched(&transcript, &article).unwrap(), &CueOptions::new(Preset::PodcastVtt.rules()));
        track.cues().iter().map(super::super::Cue::text).collect::<Vec<_>>().join(" ")
    }

    const LEAD: &str = "The Security Council met on Wednesday to discuss the illegal trade in small arms.";

    #[test]
    fn what_is_added_to_a_sentence_goes_on_with_it() {
        let said =
            format!("{LEAD} John Carter has more on this story. Officials told the Council that the threat is not over.");
        let page = format!("{LEAD}\n\nJohn Carter has more:\n\nOfficials told the Council that the threat is not over.");
        assert_eq!(shown(&said, &page), said);
    }

    #[test]
    fn what_is_said_before_a_sentence_begins_it() {
        let said = format!(
            "{LEAD} In Geneva later that very same day, officials of the office told the Council that the threat is not over."
        );
        let page = format!("{LEAD}\n\nOfficials of the office told the Council that the threat is not over.");
        assert_eq!(shown(&said, &page), said);
    }

    #[test]
    fn a_sentence_that_was_said_otherwise_keeps_the_stops_that_were_heard() {
        let said = format!(
            "{LEAD} Mr Khan said that ninety two countries have signed the treaty. He also warned that new technology makes the work of the police difficult."
        );
        let page = format!(
            "{LEAD}\n\nAccording to Mr Khan, the treaty has now been signed by 92 countries.\n\nHe also warned that new technology makes the work of the police difficult."
        );
        assert_eq!(shown(&said, &page), said);
    }

    #[test]
    fn a_transcript_without_stops_or_capitals_leaves_print_its_own() {
        let said =
            format!("{LEAD} john carter has more on this story officials told the council that the threat is not over")
                .to_lowercase()
                .replace('.', "");
        let page = format!("{LEAD}\n\nJohn Carter has more:\n\nOfficials told the Council that the threat is not over.");
        assert!(
            shown(&said, &page)
                .ends_with("John Carter has more on this story Officials told the Council that the threat is not over.")
        );
    }
}
