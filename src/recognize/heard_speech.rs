//! What the signal alone takes for music or noise, and words tell to be speech: a voice with a cold in a noisy room scores as low as a
//! jingle does, and its words are heard all the same.

use super::evidence::{UNSURE, confidence, is_note, repeats_itself};
use super::window::RecognizedWindow;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::Word;

/// Fewer words than this in a row may be invented to a melody.
const LEAST_WORDS: usize = 4;
/// Words that lie no further apart are one run, and a run that lies no further from speech or a stretch's edge reaches it: what music is
/// told by is looked at over a second on each side.
const REACH: Millis = Millis::new(1_000);
/// What a word at the edge of a run lasts longer than this may be the pause beside it.
const LONG_WORD: Millis = Millis::new(500);

/// `speech` and what else of `voiced` holds words that were heard well. `voiced` is all that sounds like a voice or like music, as
/// [`VoiceActivity::spans`](crate::audio::VoiceActivity::spans) gives it, `speech` the part of it that sounds like a voice, as
/// [`VoiceActivity::speech`](crate::audio::VoiceActivity::speech) gives it; both are in order. Words that are unsure, repeat themselves or
/// note a sound prove nothing.
///
/// ```
/// use rawi::recognize::speech_with_words;
/// use rawi::time::Span;
///
/// let voiced = [Span::from_millis(0, 9_000)];
/// let speech = [Span::from_millis(0, 4_000)];
/// assert_eq!(speech_with_words(&speech, &voiced, &[]), speech);
/// ```
pub fn speech_with_words(speech: &[Span], voiced: &[Span], heard: &[RecognizedWindow]) -> Vec<Span> {
    let segments = heard.iter().flat_map(|window| &window.segments).filter(|segment| !is_note(segment));
    let words: Vec<(Span, &Word)> =
        segments.flat_map(|s| &s.words).filter_map(|word| word.span.map(|span| (span, word))).collect();
    voiced.iter().flat_map(|stretch| in_stretch(*stretch, speech, &words)).collect()
}

fn in_stretch(stretch: Span, speech: &[Span], words: &[(Span, &Word)]) -> Vec<Span> {
    let mut all: Vec<Span> = speech.iter().filter_map(|s| s.intersection(stretch)).filter(|s| !s.is_empty()).collect();
    let runs = told_by_words(stretch, &all, words);
    if runs.is_empty() {
        return all;
    }
    all.extend(runs);
    all.sort_by_key(|span| span.start());
    let mut found: Vec<Span> = Vec::new();
    for span in all {
        match found.last_mut().filter(|last| span.start() < last.end() + REACH) {
            Some(last) => *last = last.hull(span),
            None => found.push(span),
        }
    }
    let (first, last) = (0, found.len() - 1);
    if found[first].start() < stretch.start() + REACH {
        found[first] = found[first].hull(Span::between(stretch.start(), stretch.start()));
    }
    if found[last].end() + REACH > stretch.end() {
        found[last] = found[last].hull(Span::between(stretch.end(), stretch.end()));
    }
    found
}

/// The parts of `stretch` that are no part of `speech` and in which words were heard well.
fn told_by_words(stretch: Span, speech: &[Span], words: &[(Span, &Word)]) -> Vec<Span> {
    let outside = |at: Timestamp| stretch.contains(at) && !speech.iter().any(|s| s.contains(at));
    let there: Vec<&(Span, &Word)> = words.iter().filter(|(span, _)| outside(span.middle())).collect();
    let runs = there.chunk_by(|a, b| b.0.start() <= a.0.end() + REACH);
    let believed = runs.filter(|run| {
        let said: Vec<Word> = run.iter().map(|(_, word)| (*word).clone()).collect();
        said.len() >= LEAST_WORDS && confidence(&said) >= UNSURE && !repeats_itself(&said)
    });
    let reach = |run: &[&(Span, &Word)]| {
        let (first, last) = (run.first()?.0, run.last()?.0);
        let start = first.start().max(first.end().saturating_sub(LONG_WORD));
        Span::between(start, last.end().min(last.start() + LONG_WORD).max(start)).intersection(stretch)
    };
    believed.filter_map(reach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::RecognizedSegment;
    use crate::text::Language;

    fn heard(from: u32, texts: &[&str], sure: f32) -> RecognizedWindow {
        let word = |(n, text): (usize, &&str)| Word {
            text: (*text).to_owned(),
            span: Some(Span::from_millis(from + 500 * n as u32, from + 500 * n as u32 + 400)),
            confidence: Some(sure),
            second_pass: false,
        };
        let words: Vec<Word> = texts.iter().enumerate().map(word).collect();
        let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(Span::from_millis(from, from));
        let segments = vec![RecognizedSegment { span, spread_over: None, language: None, words }];
        RecognizedWindow { span, language: Language::english(), segments }
    }

    fn told(speech: &[(u32, u32)], voiced: &[(u32, u32)], heard: &[RecognizedWindow]) -> Vec<(u32, u32)> {
        let spans = |pairs: &[(u32, u32)]| pairs.iter().map(|(a, b)| Span::from_millis(*a, *b)).collect::<Vec<_>>();
        let found = speech_with_words(&spans(speech), &spans(voiced), heard);
        found.iter().map(|s| (s.start().as_millis(), s.end().as_millis())).collect()
    }

    const SAID: [&str; 6] = ["this", "voice", "has", "a", "bad", "cold"];

    #[test]
    fn words_that_are_heard_well_make_speech_of_what_sounds_like_music() {
        let voiced = [(0, 4_000), (5_000, 9_000)];
        assert_eq!(told(&[(1_500, 2_200)], &voiced, &[heard(200, &SAID, 0.8)]), [(0, 4_000)]);
        assert_eq!(told(&[], &voiced, &[heard(5_300, &SAID, 0.8)]), [(5_000, 9_000)]);
    }

    #[test]
    fn only_as_far_as_the_words_reach() {
        assert_eq!(told(&[], &[(0, 30_000)], &[heard(10_000, &SAID, 0.8)]), [(10_000, 12_900)]);
        let two = [heard(0, &SAID, 0.8), heard(20_000, &SAID, 0.8)];
        assert_eq!(told(&[(25_000, 30_000)], &[(0, 30_000)], &two), [(0, 2_900), (20_000, 22_900), (25_000, 30_000)]);
    }

    #[test]
    fn few_unsure_or_repeated_words_and_notes_of_sounds_prove_nothing() {
        let nothing = |heard: RecognizedWindow| told(&[], &[(0, 4_000)], &[heard]).is_empty();
        assert!(nothing(heard(200, &SAID[..3], 0.9)) && nothing(heard(200, &SAID, 0.4)));
        assert!(nothing(heard(200, &["no"; 7], 0.9)) && nothing(heard(200, &["[upbeat", "music", "plays", "on]"], 0.9)));
    }

    #[test]
    fn what_sounds_like_a_voice_stays() {
        assert_eq!(told(&[(0, 900), (1_000, 4_000)], &[(0, 900), (1_000, 4_000)], &[]), [(0, 900), (1_000, 4_000)]);
        // A word that begins in a jingle, by the recogniser's time, does not make speech of it.
        assert_eq!(told(&[(3_000, 6_000)], &[(0, 6_000)], &[heard(2_700, &SAID, 0.8)]), [(3_000, 6_000)]);
    }
}
