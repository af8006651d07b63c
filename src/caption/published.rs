//! The parts of the article that were said, in the article's wording and with the times at which it was heard.

use std::ops::Range;

use super::as_spoken::{Heard, Printed, reworded};
use super::linked_words::{LinkedWords, heard_words};
use super::utterance::{Atom, Edges, Utterance};
use super::{CueOptions, Source, Speaker, TextSource};
use crate::align::{AlignedSentence, AlignedWord, Alignment, Difference, Link, SentenceStatus, Weight};
use crate::article::Article;
use crate::text::TextRange;
use crate::time::Timed;
use crate::transcript::{LEAST_TIME_FOR_A_WORD, Transcript};

/// Heard words between two words of a sentence that was said whole up to which they are a slip of the tongue or of the
/// recogniser. At more of them the sentence is cut, and they are shown in the transcript's wording; of a sentence said in part,
/// at any.
const MAX_SLIP_WORDS: usize = 3;
/// Printed words that were not heard up to which they may stand between heard ones of a sentence that was said in part; at more
/// of them the part ends.
const MAX_UNHEARD_WORDS: usize = 2;

/// The utterances of all sentences that were said, in the order of the article. `times` are those of the transcript's words.
pub(super) fn utterances(
    alignment: &Alignment,
    transcript: &Transcript,
    article: &Article,
    times: &[Timed],
    options: &CueOptions,
) -> Vec<Utterance> {
    let linked = LinkedWords::of(alignment, times);
    let published = Published {
        alignment,
        transcript,
        article,
        times,
        linked,
        narrator: options.narrator.as_ref(),
        as_spoken: options.text == TextSource::Mixed,
    };
    let said = |s: &&AlignedSentence| matches!(s.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    let sentences = alignment.sentences.iter().filter(said).filter(|sentence| sentence.duplicate_of.is_none());
    sentences.flat_map(|sentence| published.said_parts(sentence)).collect()
}

/// The article, and what is known of how it was said.
struct Published<'a> {
    alignment: &'a Alignment,
    transcript: &'a Transcript,
    article: &'a Article,
    times: &'a [Timed],
    linked: LinkedWords<'a>,
    narrator: Option<&'a Speaker>,
    /// Whether words that change the meaning are shown as they were said.
    as_spoken: bool,
}

impl Published<'_> {
    /// The parts of one sentence that were said.
    fn said_parts(&self, sentence: &AlignedSentence) -> Vec<Utterance> {
        let sentence = with_places(sentence, self.times);
        said_runs(&sentence).into_iter().filter_map(|run| self.part(&sentence, run)).collect()
    }

    /// The words `run` of a sentence; `None` where the transcript's wording does better.
    fn part(&self, sentence: &AlignedSentence, run: Range<usize>) -> Option<Utterance> {
        let text = self.alignment.article.text.as_str();
        let mut words = sentence.words[run.clone()].to_vec();
        let heard = heard_hull(&words).filter(|_| mostly_timed(&words))?;
        let left_out = |word: &AlignedWord| self.as_spoken && is_left_out(sentence, word);
        let heard = self.linked.give_to_edges(&mut words, heard, left_out);
        let from = if run.start == 0 { sentence.range.start() } else { opening(text, words.first()?.range.start()) };
        let to = match sentence.words.get(run.end) {
            None => sentence.range.end(),
            Some(next) => opening(text, next.range.start()),
        };
        let printed = printed_words(text, TextRange::new(from, to)?, &words);
        let differences = sentence.differences.iter().filter(|_| self.as_spoken);
        let said = Heard { transcript: self.transcript, times: self.times };
        let atoms = reworded(printed, differences, &heard, said);
        if atoms.is_empty() {
            return None;
        }
        let speaker = self.speaker(sentence.id, heard.start);
        let edges = Edges { begins: run.start == 0, ends: run.end == sentence.words.len() };
        let (source, language) = (Source::Published, None);
        Some(Utterance { atoms, speaker, source, language, sentence: Some(sentence.id), heard, edges })
    }

    /// Who says a sentence whose first heard word is `word`: whom the transcript names, else whom the article quotes, else the
    /// voice that the transcript numbers, else the narrator.
    fn speaker(&self, sentence: usize, word: usize) -> Option<Speaker> {
        let voice = voice(self.transcript, word);
        // The number of a voice (`SPEAKER_00`) says less than the page.
        let named = voice.clone().filter(|s| !s.name().chars().any(|c| c.is_ascii_digit()));
        named.or_else(|| quoted(self.article, sentence)).or(voice).or_else(|| self.narrator.cloned())
    }
}

/// Whether a word was not said, and the claim is another without it.
fn is_left_out(sentence: &AlignedSentence, word: &AlignedWord) -> bool {
    let omits = |d: &Difference| d.weight == Weight::Meaning && d.said.is_none();
    let covers = |d: &Difference| {
        d.published.as_ref().is_some_and(|p| p.range.start() < word.range.end() && word.range.start() < p.range.end())
    };
    sentence.differences.iter().any(|d| omits(d) && covers(d))
}

/// Whom the article quotes in a sentence.
fn quoted(article: &Article, sentence: usize) -> Option<Speaker> {
    let range = article.sentences().get(sentence)?.speaker?;
    Speaker::inferred(range.of(article.text()))
}

/// The voice that the transcript gives a word.
fn voice(transcript: &Transcript, word: usize) -> Option<Speaker> {
    let segments = transcript.segments();
    let index = segments.partition_point(|s| s.words.end <= word);
    Speaker::new(segments.get(index)?.speaker.as_deref()?)
}

/// The sentence, with the place of its heard words where the alignment vouches for no closer time: enough to lay out captions.
fn with_places(sentence: &AlignedSentence, times: &[Timed]) -> AlignedSentence {
    let mut sentence = sentence.clone();
    for word in sentence.words.iter_mut().filter(|word| word.time.is_absent()) {
        let heard = heard_words(word).and_then(|heard| times.get(heard)).unwrap_or(&[]);
        word.time = heard.iter().copied().reduce(Timed::hull).unwrap_or_default().inferred();
    }
    sentence
}

/// The runs of words that were said, as ranges of places in the sentence. A sentence that was said whole is one run, cut only
/// where the sound leaps; of one that was said in part, stretches that were not heard are left out, and it begins and ends with
/// words that were heard as they are printed: a word that stands in the place of another belongs to it only among such.
fn said_runs(sentence: &AlignedSentence) -> Vec<Range<usize>> {
    let whole = sentence.status == SentenceStatus::Spoken;
    let words = &sentence.words;
    let max_slip = if whole { MAX_SLIP_WORDS } else { 0 };
    let mut runs: Vec<Range<usize>> = Vec::new();
    // The last word that was said: its place in the sentence, and the heard words that it stands for.
    let mut last: Option<(usize, Range<usize>)> = None;
    for (index, word) in words.iter().enumerate() {
        let said = word.link != Link::None && (whole || word.link != Link::Substituted);
        let Some(heard) = heard_words(word).filter(|_| said) else { continue };
        let joins = last.is_some_and(|(before, range)| {
            let follows = heard.start >= range.start && heard.start <= range.end + max_slip;
            let unheard = index - before - 1;
            follows && (whole || unheard <= MAX_UNHEARD_WORDS && has_room(words, before, index))
        });
        match runs.last_mut() {
            Some(run) if joins => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
        last = Some((index, heard));
    }
    if whole {
        widen(&mut runs, words.len());
    }
    runs
}

/// Of a sentence that was said whole, the words that were not heard belong to the run in front of them.
fn widen(runs: &mut [Range<usize>], words: usize) {
    let starts: Vec<usize> = runs.iter().skip(1).map(|run| run.start).collect();
    for (run, next) in runs.iter_mut().zip(starts.into_iter().chain([words])) {
        run.end = next;
    }
    if let Some(first) = runs.first_mut() {
        first.start = 0;
    }
}

/// Whether there is time for the words that were not heard between two that were.
fn has_room(words: &[AlignedWord], before: usize, after: usize) -> bool {
    let missed = u32::try_from(after - before - 1).unwrap_or(u32::MAX);
    match (words[before].time.span(), words[after].time.span()) {
        (Some(a), Some(b)) => (b.start() - a.end()).as_millis() >= missed.saturating_mul(LEAST_TIME_FOR_A_WORD.as_millis()),
        _ => missed == 0,
    }
}

/// Whether most of the words have a time. Where they have none (the alignment could not tell which of two like sentences this
/// is), the transcript's wording stands in their place, with its own times.
fn mostly_timed(words: &[AlignedWord]) -> bool {
    2 * words.iter().filter(|w| !w.time.is_absent()).count() > words.len()
}

/// From the first to the last of the heard words that these stand for.
fn heard_hull(words: &[AlignedWord]) -> Option<Range<usize>> {
    words.iter().filter_map(heard_words).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

/// Where the word at `start` begins together with the quotes and brackets that open in front of it.
fn opening(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    start - before.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>()
}

/// The text of `range` as printed words. The time of each is that of the aligned words in it.
fn printed_words(text: &str, range: TextRange, words: &[AlignedWord]) -> Vec<Printed> {
    let mut printed: Vec<Printed> = Vec::new();
    let mut words = words.iter().peekable();
    for chunk in range.of(text).split_whitespace() {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + chunk.len();
        let mut time: Option<Timed> = None;
        while let Some(word) = words.next_if(|w| w.range.start() < end) {
            time = Some(time.map_or(word.time, |time| time.hull(word.time)));
        }
        let place = TextRange::new(start, end);
        let atom = Atom::new(chunk, time.unwrap_or_default());
        printed.extend(place.zip(atom).map(|(range, atom)| Printed { atom, range }));
    }
    printed
}
