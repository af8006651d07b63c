//! Published words that mean something else than what was said are captioned as they were said: a caption that prints «approved»
//! under a voice that says «rejected» is wrong, whatever the page has.

use std::ops::Range;

use super::punctuation::{is_closing, is_sentence_mark, is_stop};
use super::utterance::{Atom, Departure};
use crate::align::{Difference, Weight};
use crate::text::TextRange;
use crate::time::Timed;
use crate::transcript::Transcript;

/// A printed word and where it stands in the article.
pub(super) struct Printed {
    pub(super) atom: Atom,
    pub(super) range: TextRange,
}

/// The transcript, and when each of its words was said.
#[derive(Clone, Copy)]
pub(super) struct Heard<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) times: &'a [Timed],
}

/// The printed words, with those that change the meaning replaced by what was said. `stand_for` are the heard words that all of them
/// stand for; what was said beyond these is shown elsewhere.
pub(super) fn reworded<'a>(
    printed: Vec<Printed>,
    differences: impl Iterator<Item = &'a Difference>,
    stand_for: &Range<usize>,
    heard: Heard<'_>,
) -> Vec<Atom> {
    let mut words: Vec<Printed> = printed;
    let wrong = differences.filter(|difference| difference.weight == Weight::Meaning);
    for difference in wrong.collect::<Vec<_>>().into_iter().rev() {
        reword(&mut words, difference, stand_for, heard);
    }
    words.into_iter().map(|word| word.atom).collect()
}

/// Puts what was said in the place of one difference, unless it cannot be told which words that concerns.
fn reword(words: &mut Vec<Printed>, difference: &Difference, stand_for: &Range<usize>, heard: Heard<'_>) {
    let said = difference.said.as_ref().map(|said| said.words.start()..said.words.end());
    if said.as_ref().is_some_and(|said| said.start < stand_for.start || said.end > stand_for.end) {
        return;
    }
    let published = difference.published.as_ref();
    let place = match published {
        Some(published) => place_of(words, published.range),
        None => words.iter().position(|word| word.range.start() >= difference.at).map(|at| at..at),
    };
    let Some(place) = place.filter(|place| place.start > 0 || place.end < words.len()) else { return };
    let text = published.map(|published| published.text.clone());
    let Some(said) = said else { return leave_out(words, place, text.unwrap_or_default()) };
    let mut atoms = said_atoms(said, heard, text.as_ref());
    let (Some(first), Some(last)) = (words.get(place.start), words[..place.end].last()) else { return };
    if published.is_some() {
        let (before, _) = marks(&first.atom.text);
        let (_, behind) = marks(&last.atom.text);
        dress(&mut atoms, before, behind, place.start == 0);
    }
    let range = TextRange::new(first.range.start(), first.range.start()).unwrap_or(first.range);
    words.splice(place, atoms.into_iter().map(|atom| Printed { atom, range }));
}

/// The printed words that `published` covers whole, by their places; `None` where it covers a part of one only.
fn place_of(words: &[Printed], published: TextRange) -> Option<Range<usize>> {
    let touched = |word: &&Printed| word.range.start() < published.end() && word.range.end() > published.start();
    let start = words.iter().position(|word| touched(&word))?;
    let end = start + words[start..].iter().take_while(touched).count();
    let core = |word: &Printed| {
        let (before, behind) = marks(&word.atom.text);
        (word.range.start() + before.len(), word.range.end() - behind.len())
    };
    let whole = core(&words[start]).0 >= published.start() && core(&words[end - 1]).1 <= published.end();
    whole.then_some(start..end)
}

/// Takes out words that were not said; the stop behind them goes to the word in front, where it ends the sentence.
fn leave_out(words: &mut Vec<Printed>, place: Range<usize>, published: String) {
    let Some(before) = place.start.checked_sub(1) else { return };
    let ends = place.end == words.len();
    let stop = words[..place.end].last().map_or(String::new(), |last| marks(&last.atom.text).1.to_owned());
    let atom = &mut words[before].atom;
    if ends && !atom.text.ends_with(is_stop) {
        let text = format!("{}{stop}", atom.text);
        atom.rewrite(text);
    }
    atom.departures.push(Departure::LeftOut(published));
    words.drain(place);
}

/// The heard words as atoms in place of what was `published`, without the punctuation of the heard sentence around them.
fn said_atoms(said: Range<usize>, heard: Heard<'_>, published: Option<&String>) -> Vec<Atom> {
    let words = heard.transcript.words().get(said.clone()).unwrap_or(&[]);
    let place = said.start;
    let mut atoms: Vec<Atom> = Vec::new();
    for (word, at) in words.iter().zip(said) {
        let time = heard.times.get(at).copied().unwrap_or_default();
        let departures = vec![Departure::Said { place, word: at, published: published.cloned() }];
        let chunks = word.text.split_whitespace().filter_map(|chunk| Atom::new(chunk, time));
        atoms.extend(chunks.map(|atom| Atom { departures: departures.clone(), ..atom }));
    }
    if let Some(last) = atoms.last_mut() {
        let text = last.text.trim_end_matches(|c| is_stop(c) || is_closing(c)).to_owned();
        if !text.is_empty() {
            last.rewrite(text);
        }
    }
    atoms
}

/// Gives words the marks that stood around what they replace, and a capital where that began the sentence.
fn dress(atoms: &mut [Atom], before: &str, behind: &str, begins: bool) {
    if let Some(first) = atoms.first_mut() {
        let mut letters = first.text.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let word = if begins { format!("{capital}{}", letters.as_str()) } else { first.text.clone() };
        first.rewrite(format!("{before}{word}"));
    }
    if let Some(last) = atoms.last_mut() {
        let text = format!("{}{behind}", last.text);
        last.rewrite(text);
    }
}

/// The marks in front of a word and behind it.
fn marks(word: &str) -> (&str, &str) {
    let body = word.trim_start_matches(is_sentence_mark);
    let before = &word[..word.len() - body.len()];
    (before, &body[body.trim_end_matches(is_sentence_mark).len()..])
}

#[cfg(test)]
mod tests {
    use crate::align::align;
    use crate::article::{self, ReadOptions};
    use crate::caption::{CueOptions, Format, Preset, TextSource, WriteOptions, cues, print};
    use crate::text::Language;
    use crate::time::Span;
    use crate::transcript::{Engine, Transcript, Word};

    /// Captions of what was said, half a second a word, heard surely, as plain text.
    fn captions(said: &str, page: &str, text: TextSource) -> String {
        let word = |(n, text): (usize, &str)| {
            let start = n as u32 * 500;
            let span = Some(Span::from_millis(start, start + 450));
            Word { text: text.to_owned(), span, confidence: Some(0.98), second_pass: false }
        };
        let words = said.split_whitespace().enumerate().map(word).collect();
        let language = if said.is_ascii() { Language::english() } else { Language::arabic() };
        let transcript = Transcript::new(Engine::default(), language, None, words, Vec::new(), None);
        let article = article::read(page.as_bytes(), &ReadOptions::default()).unwrap();
        let alignment = align(&transcript, &article);
        let options = CueOptions { text, ..CueOptions::new(Preset::PodcastVtt.rules()) };
        print(&cues(alignment.matched(&transcript, &article).unwrap(), &options), Format::Text, &WriteOptions::default())
    }

    const REST: &str =
        "Officials told the Council that the threat from the illegal trade in small arms is growing in every region.";

    #[test]
    fn words_that_change_the_meaning_are_captioned_as_spoken() {
        for (published, said, shown) in [
            (
                "The house was not set on fire by the men.",
                "The house was set on fire by the men.",
                "was {published: not} set on fire",
            ),
            (
                "The vote on the treaty is on Wednesday, they said.",
                "The vote on the treaty is on Thursday, they said.",
                "on {Thursday,; published: Wednesday} they said",
            ),
            (
                "The talks about the border are over now.",
                "The talks about the border are not over now.",
                "are {not} over now",
            ),
        ] {
            let (page, said) = (format!("{REST}\n\n{published}"), format!("{REST} {said}"));
            let text = captions(&said, &page, TextSource::Mixed);
            assert!(text.contains(shown), "{text}");
            let printed = captions(&said, &page, TextSource::Published);
            assert!(printed.contains(published), "{printed}");
        }
    }

    #[test]
    fn nothing_that_was_said_is_lost_beside_what_is_left_out() {
        let page = format!("{REST}\n\nThe Council adopted resolution 2370 after a long debate.");
        for (said, shown) in [
            (
                "The Council adopted resolution two thousand three hundred and ninety after a long debate.",
                "resolution {two thousand three hundred and ninety; published: 2370} after a long",
            ),
            (
                "The Council adopted resolution two thousand three hundred and ninety of last year after a long debate.",
                "resolution {two thousand three hundred and ninety; published: 2370} after a long",
            ),
        ] {
            let text = captions(&format!("{REST} {said}"), &page, TextSource::Mixed);
            assert!(text.contains(shown), "{text}");
        }
    }

    #[test]
    fn arabic_words_too() {
        let rest =
            "وقال المسؤولون أمام المجلس إن التهديد الذي تمثله التجارة غير المشروعة في الأسلحة الصغيرة يزداد في كل المناطق.";
        let page = format!("{rest}\n\nوقد اعتمد المجلس القرار بعد نقاش طويل.");
        let said = format!("{rest} وقد رفض المجلس القرار بعد نقاش طويل.");
        let text = captions(&said, &page, TextSource::Mixed);
        assert!(text.contains("{رفض; published: اعتمد} المجلس"), "{text}");
    }
}
