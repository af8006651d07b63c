//! What is heard in a window is believed where it could have been said. A recogniser that has lost its way loops, is unsure of every
//! word, or leaves speech without words; a window that begins elsewhere puts it right. So such a window is heard again in parts,
//! and where nobody named the language, each in the language that it is in, and the outcome with the better evidence is kept.

use super::error::Error;
use super::evidence::{confidence, looping, worth};
use super::languages::{self, Stretch};
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// A larger share of looping words is nonsense.
const LOOPING_SHARE: f32 = 0.3;
/// Words of which the recogniser is less sure than this in the mean are in doubt.
const UNSURE: f32 = 0.5;
/// Words that account for a smaller share of the speech are in doubt: something was said that was not heard.
const COVERED: f32 = 0.6;
/// What is heard again must be worth so much more.
const LEAST_GAIN: f32 = 0.05;
/// A part is at least this long.
const SHORTEST_PART: Millis = Millis::new(2_000);

/// The segments of a window, each stretch in its language where `options` allows several.
pub(super) fn hear(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<RecognizedSegment>, Error> {
    if !options.also.is_empty() {
        let stretches = languages::stretches(recognizer, window, options, cancelled)?;
        return each(recognizer, window, &stretches, options, cancelled);
    }
    believed(recognizer, window, options, cancelled)
}

/// What is heard in each of `stretches`.
fn each(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    stretches: &[Stretch],
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<RecognizedSegment>, Error> {
    let mut heard = Vec::new();
    for (span, language) in stretches {
        let own = WindowOptions { language: language.clone(), also: Vec::new(), is_detected: false, ..options.clone() };
        let segments = believed(recognizer, window.part(*span), &own, cancelled)?;
        let foreign = language.clone().filter(|_| *language != options.language);
        heard.extend(segments.into_iter().map(|s| RecognizedSegment { language: foreign.clone(), ..s }));
    }
    Ok(heard)
}

fn believed(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<RecognizedSegment>, Error> {
    let first = recognizer.recognize(window, options, cancelled)?;
    if !in_doubt(&words(&first), window.span, &options.speech) {
        return Ok(first);
    }
    let mut best = (worth(&words(&first), window.span, &options.speech), first);
    if options.is_detected {
        let also = languages::others(recognizer, window, options)?;
        if !also.is_empty() {
            let allowed = WindowOptions { also, ..options.clone() };
            let stretches = languages::stretches(recognizer, window, &allowed, cancelled)?;
            return each(recognizer, window, &stretches, options, cancelled);
        }
    }
    let parts = halves(window.span, &options.speech);
    if parts.len() > 1 {
        let mut again = Vec::new();
        for part in parts {
            again.extend(recognizer.recognize(window.part(part), options, cancelled)?);
        }
        let value = worth(&words(&again), window.span, &options.speech);
        if value > best.0 + LEAST_GAIN {
            best = (value, again);
        }
    }
    Ok(best.1)
}

fn words(segments: &[RecognizedSegment]) -> Vec<Word> {
    segments.iter().flat_map(|segment| segment.words.iter().cloned()).collect()
}

/// Whether `words` may not be what was said in `window`. Where it is not known what holds speech, and where next to nothing does,
/// nothing tells.
fn in_doubt(words: &[Word], window: Span, speech: &[Span]) -> bool {
    // No words at all are no nonsense: music that sounds like speech gives none, and would be made to give some.
    if words.is_empty() || window.covered_by(speech).as_seconds() < 0.5 * window.duration().as_seconds() {
        return false;
    }
    let (sure, loops) = (confidence(words), looping(words));
    let covered = if sure * (1.0 - loops) > 0.0 { worth(words, window, speech) / (sure * (1.0 - loops)) } else { 0.0 };
    loops > LOOPING_SHARE || sure < UNSURE || covered < COVERED
}

/// The window in two, parted in the longest pause of its middle half; whole where it has none.
fn halves(window: Span, speech: &[Span]) -> Vec<Span> {
    let quarter = Millis::new((window.duration().as_millis() / 4).max(SHORTEST_PART.as_millis()));
    let (from, to) = (window.start() + quarter, window.end().saturating_sub(quarter));
    let pauses = speech.windows(2).map(|pair| Span::between(pair[0].end(), pair[1].start()));
    let inner = pauses.filter(|pause| pause.start() >= from && pause.end() <= to);
    match inner.max_by_key(|pause| pause.duration()) {
        Some(pause) => vec![Span::between(window.start(), pause.middle()), Span::between(pause.middle(), window.end())],
        None => vec![window],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texts: &[&str], sure: f32) -> Vec<Word> {
        let span = |n: usize| Some(Span::from_millis(n as u32 * 1_000, n as u32 * 1_000 + 900));
        let word = |(n, text): (usize, &&str)| Word {
            text: (*text).to_owned(),
            span: span(n),
            confidence: Some(sure),
            second_pass: false,
        };
        texts.iter().enumerate().map(word).collect()
    }

    #[test]
    fn loops_unsure_words_and_speech_without_words_are_in_doubt() {
        let (window, speech) = (Span::from_millis(0, 6_000), [Span::from_millis(0, 2_900), Span::from_millis(3_100, 6_000)]);
        let six = ["six", "words", "that", "were", "really", "said"];
        assert!(!in_doubt(&said(&six, 0.9), window, &speech));
        assert!(in_doubt(&said(&six, 0.3), window, &speech));
        assert!(in_doubt(&said(&six[..2], 0.9), window, &speech));
        assert!(in_doubt(&said(&["no"; 6], 0.9), window, &speech));
        assert!(!in_doubt(&[], window, &speech));
        assert!(!in_doubt(&said(&six[..2], 0.9), window, &[]), "nothing tells what holds speech");
    }

    #[test]
    fn a_window_is_parted_in_its_longest_inner_pause() {
        let speech = [(0, 900), (2_900, 5_000), (5_600, 8_000), (8_300, 11_000)].map(|(a, b)| Span::from_millis(a, b));
        let cut = |speech: &[Span]| halves(Span::from_millis(0, 11_000), speech);
        assert_eq!(cut(&speech), [Span::from_millis(0, 5_300), Span::from_millis(5_300, 11_000)]);
        assert_eq!(cut(&speech[..1]), [Span::from_millis(0, 11_000)]);
    }
}
