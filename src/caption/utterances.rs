//! What the captions will say, in the order in which it was said: the article's wording where it was said, the transcript's
//! where it was not, cut into [`Atom`]s (what stands between white space) with their times.

use super::linked_words::LinkedWords;
use super::{CueOptions, Source, Speaker, TextSource, measure, punctuation};
use crate::align::{AlignedSentence, AlignedWord, Alignment, AudioStatus, Link, SentenceStatus};
use crate::article::Article;
use crate::text::TextRange;
use crate::time::{Span, Timed};
use crate::transcript::{ROOM_FOR_A_WORD, Transcript};

/// More heard words than this between two words of a sentence that was said whole are no slip of the tongue or the recogniser:
/// the sentence is cut there, and they are shown in the transcript's wording. Of a sentence said in part, any is.
const LEAP_WORDS: usize = 3;
/// As many printed words that were not heard may stand between heard ones of a sentence that was said in part.
const MISSED_WORDS: usize = 2;
/// A pause this long ends an utterance of the transcript.
const PAUSE_MS: u32 = 1200;

/// What stands between white space: a word with its punctuation.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub(super) text: String,
    pub(super) chars: usize,
    pub(super) time: Timed,
    /// Whether it has a letter or a digit: a dash by itself is never said.
    pub(super) is_word: bool,
}

/// Some words of one voice and one source, a sentence or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Utterance {
    pub(super) atoms: Vec<Atom>,
    pub(super) speaker: Option<Speaker>,
    pub(super) source: Source,
    pub(super) sentence: Option<usize>,
    /// Which heard words it stands for.
    heard: (usize, usize),
}

/// All utterances in the order in which they were said.
pub(super) fn utterances(
    alignment: &Alignment,
    transcript: &Transcript,
    article: &Article,
    options: &CueOptions,
) -> Vec<Utterance> {
    let mut found = Vec::new();
    let times = alignment.times_of(transcript);
    let claims = LinkedWords::of(alignment, &times);
    if options.text != TextSource::Spoken {
        for sentence in &alignment.sentences {
            let sentence = with_places(sentence, &times);
            published(alignment, transcript, article, options, &sentence, &claims, &mut found);
        }
    }
    found.sort_by_key(|u: &Utterance| u.heard);
    drop_shared(&mut found);
    if options.text != TextSource::Published {
        let mut free = free_words(alignment, transcript);
        for u in &found {
            free.iter_mut().take(u.heard.1).skip(u.heard.0).for_each(|free| *free = false);
        }
        spoken(transcript, &times, &free, options, &mut found);
    }
    found.sort_by_key(|u| u.heard);
    found
}

/// The sentence, with the place of its heard words where the alignment vouches for no closer time: enough to lay out captions.
fn with_places(sentence: &AlignedSentence, times: &[Timed]) -> AlignedSentence {
    let mut sentence = sentence.clone();
    for word in sentence.words.iter_mut().filter(|word| word.time.is_absent()) {
        let heard = word.heard.and_then(|(from, to)| times.get(from..to)).unwrap_or(&[]);
        word.time = heard.iter().copied().reduce(Timed::hull).unwrap_or_default().inferred();
    }
    sentence
}

/// Two sentences that claim the same heard words (a headline said once and printed twice) are shown once: the first stays.
fn drop_shared(found: &mut Vec<Utterance>) {
    let mut free_from = 0;
    found.retain(|u| {
        let fits = u.heard.0 >= free_from;
        if fits {
            free_from = u.heard.1;
        }
        fits
    });
}

/// The parts of one sentence of the article that were said.
fn published(
    alignment: &Alignment,
    transcript: &Transcript,
    article: &Article,
    options: &CueOptions,
    sentence: &AlignedSentence,
    claims: &LinkedWords<'_>,
    found: &mut Vec<Utterance>,
) {
    let said = matches!(sentence.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    if !said || sentence.duplicate_of.is_some() {
        return;
    }
    let text = alignment.article.text.as_str();
    for run in runs(sentence) {
        let mut words = sentence.words[run.clone()].to_vec();
        let Some(mut heard) = heard_hull(&words).filter(|_| timed(&words)) else { continue };
        claims.absorb(&mut words, &mut heard);
        let from = if run.start == 0 { sentence.range.start() } else { opening(text, words[0].range.start()) };
        let to = match sentence.words.get(run.end) {
            None => sentence.range.end(),
            Some(next) => opening(text, next.range.start()),
        };
        let atoms = printed_atoms(text, from, to, &words);
        if !atoms.is_empty() {
            let speaker = quoted(article, sentence.id).or_else(|| diarised(transcript, heard.0));
            let speaker = named(transcript, heard.0).or(speaker).or_else(|| options.narrator.clone());
            found.push(Utterance { atoms, speaker, source: Source::Published, sentence: Some(sentence.id), heard });
        }
    }
}

/// The runs of words that were said, as index ranges. A sentence that was said whole is one run, cut only where the sound
/// leaps; of one that was said in part, stretches that were not heard are left out, and it begins and ends with words that were
/// heard as they are printed: a word that stands in the place of another belongs to it only among such.
fn runs(sentence: &AlignedSentence) -> Vec<std::ops::Range<usize>> {
    let whole = sentence.status == SentenceStatus::Spoken;
    let words = &sentence.words;
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut last: Option<(usize, (usize, usize))> = None;
    for (index, word) in words.iter().enumerate() {
        let said = word.link != Link::None && (whole || word.link != Link::Substituted);
        let Some(heard) = word.heard.filter(|_| said) else { continue };
        let joins = last.is_some_and(|(before, range)| {
            let leap = if whole { LEAP_WORDS } else { 0 };
            let near = heard.0 >= range.0 && heard.0 <= range.1 + leap;
            near && (whole || index - before <= 1 + MISSED_WORDS && has_room(words, before, index))
        });
        match found.last_mut() {
            Some(run) if joins => run.end = index + 1,
            _ => found.push(index..index + 1),
        }
        last = Some((index, heard));
    }
    if whole {
        widen(&mut found, words.len());
    }
    found
}

/// Of a sentence that was said whole, the words that were not heard belong to the run in front of them.
fn widen(runs: &mut [std::ops::Range<usize>], words: usize) {
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
        (Some(a), Some(b)) => (b.start() - a.end()).as_millis() >= missed.saturating_mul(ROOM_FOR_A_WORD.as_millis()),
        _ => missed == 0,
    }
}

/// Whether most of the words have a time. Where they have none (the alignment could not tell which of two like sentences this
/// is), the transcript's wording stands in their place, with its own times.
fn timed(words: &[AlignedWord]) -> bool {
    2 * words.iter().filter(|w| !w.time.is_absent()).count() > words.len()
}

fn heard_hull(words: &[AlignedWord]) -> Option<(usize, usize)> {
    words.iter().filter_map(|w| w.heard).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Where the word at `start` begins together with the quotes and brackets that open in front of it.
fn opening(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    start - before.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>()
}

/// The text between two offsets as atoms. An atom's time is that of the words in it.
fn printed_atoms(text: &str, from: usize, to: usize, words: &[AlignedWord]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut words = words.iter().peekable();
    let slice = TextRange::new(from, to).map_or("", |range| range.of(text));
    for chunk in slice.split_whitespace() {
        let end = chunk.as_ptr() as usize - text.as_ptr() as usize + chunk.len();
        let mut time: Option<Timed> = None;
        while let Some(word) = words.next_if(|w| w.range.start() < end) {
            time = Some(time.map_or(word.time, |time| time.hull(word.time)));
        }
        push_atom(&mut atoms, chunk, time.unwrap_or_default());
    }
    atoms
}

/// Adds what stands between white space.
fn push_atom(atoms: &mut Vec<Atom>, chunk: &str, time: Timed) {
    let text: String = super::bidi::strip(chunk).chars().filter(|c| !c.is_control()).collect();
    if measure::is_blank(&text) {
        return;
    }
    let is_word = text.chars().any(char::is_alphanumeric);
    atoms.push(Atom { chars: measure::chars(&text), text, time, is_word });
}

/// Which heard words may be shown in the transcript's wording: not what the recogniser most likely made up.
fn free_words(alignment: &Alignment, transcript: &Transcript) -> Vec<bool> {
    let mut free = vec![true; transcript.words().len()];
    for stretch in alignment.audio.iter().filter(|s| s.status == AudioStatus::SuspectedHallucination) {
        let range = stretch.heard.0.min(free.len())..stretch.heard.1.min(free.len());
        if range.start < range.end {
            free[range].fill(false);
        }
    }
    free
}

/// The free words of the transcript as utterances: cut at the ends of sentences, at pauses, at changes of voice.
fn spoken(transcript: &Transcript, times: &[Timed], free: &[bool], options: &CueOptions, found: &mut Vec<Utterance>) {
    let words = transcript.words();
    let mut open: Option<Utterance> = None;
    for segment in transcript.segments() {
        let speaker = segment.speaker.as_deref().and_then(Speaker::new).or_else(|| options.narrator.clone());
        for index in segment.words.clone() {
            let Some(word) = words.get(index).filter(|_| free.get(index) == Some(&true)) else {
                found.extend(open.take());
                continue;
            };
            let time = times.get(index).copied().unwrap_or_default();
            let breaks = open.as_ref().is_some_and(|u| u.speaker != speaker || ends(u, time.span()));
            if breaks {
                found.extend(open.take());
            }
            let u = open.get_or_insert_with(|| Utterance {
                atoms: Vec::new(),
                speaker: speaker.clone(),
                source: Source::Spoken,
                sentence: None,
                heard: (index, index),
            });
            u.heard.1 = index + 1;
            for chunk in word.text.split_whitespace() {
                push_atom(&mut u.atoms, chunk, time);
            }
        }
    }
    found.extend(open);
    found.retain(|u| !u.atoms.is_empty());
}

/// Whether an utterance of the transcript is over before a word heard at `next`.
fn ends(u: &Utterance, next: Option<Span>) -> bool {
    let Some(last) = u.atoms.last() else { return false };
    let pause = match (last.time.span(), next) {
        (Some(a), Some(b)) => (b.start() - a.end()).as_millis(),
        _ => 0,
    };
    pause >= PAUSE_MS || punctuation::ends_sentence(&last.text)
}

fn quoted(article: &Article, sentence: usize) -> Option<Speaker> {
    let range = article.sentences().get(sentence)?.speaker?;
    Speaker::inferred(range.of(article.text()))
}

fn diarised(transcript: &Transcript, word: usize) -> Option<Speaker> {
    let segments = transcript.segments();
    let index = segments.partition_point(|s| s.words.end <= word);
    Speaker::new(segments.get(index)?.speaker.as_deref()?)
}

/// The voice that the transcript names, unless the name is a number of a voice (`SPEAKER_00`), which says less than the page.
fn named(transcript: &Transcript, word: usize) -> Option<Speaker> {
    diarised(transcript, word).filter(|s| !s.name().chars().any(|c| c.is_ascii_digit()))
}
