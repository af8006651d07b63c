//! What is heard in a window is believed where it could have been said. A recogniser that has lost its way loops, is unsure of every
//! word, or leaves speech without words; a window that begins elsewhere puts it right. So such a window is heard again in parts,
//! and where nobody named the language, each in the language that it is in, and the outcome with the better evidence is kept.

use super::error::Error;
use super::evidence::{UNSURE, confidence, is_note, looping, repeats_itself, worth};
use super::languages::{self, Stretch};
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// Words that account for a smaller share of the speech are in doubt: something was said that was not heard.
const COVERED: f32 = 0.6;
/// A window of which a smaller share is speech holds next to none: the telephone of the set of sounds (`scripts/voices/sounds.py`) is
/// taken for speech for 13 % of the time.
const NEXT_TO_NOTHING: f64 = 0.15;
/// Nobody says more words in a second.
const FASTEST: f64 = 8.0;
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

/// The segments of a window without what was invented to sounds that are no speech.
fn believed(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<RecognizedSegment>, Error> {
    let mut heard = likeliest(recognizer, window, options, cancelled)?;
    if let Some(speech) = &options.speech {
        let said: Vec<Word> = heard.iter().filter(|s| !is_note(s)).flat_map(|s| s.words.iter().cloned()).collect();
        if invented(&said, window.span, speech) {
            heard.retain(is_note);
        }
    }
    Ok(heard)
}

/// The worthier of what is heard at first and, where that is in doubt, in parts.
fn likeliest(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<RecognizedSegment>, Error> {
    let speech = options.speech();
    let first = recognizer.recognize(window, options, cancelled)?;
    let said = words(&first);
    if !in_doubt(&said, window.span, speech) {
        return Ok(first);
    }
    let mut best = (worth(&said, window.span, speech), first);
    if options.is_detected {
        let also = languages::others(recognizer, window, options)?;
        if !also.is_empty() {
            let allowed = WindowOptions { also, ..options.clone() };
            let stretches = languages::stretches(recognizer, window, &allowed, cancelled)?;
            return each(recognizer, window, &stretches, options, cancelled);
        }
    }
    // Whisper repeats itself where it is given less context than it was trained on, which a long window has had.
    let is_short = window.span.duration().as_millis() <= recognizer.longest_window().as_millis() / 2;
    let whole_context = is_short && looping(&said) > 0.0;
    let whole = whole_context.then(|| vec![window.span]);
    let parted = Some(halves(window, speech)).filter(|parts| parts.len() > 1);
    let again = WindowOptions { whole_context, ..options.clone() };
    for parts in whole.into_iter().chain(parted) {
        let mut heard = Vec::new();
        for part in parts {
            heard.extend(recognizer.recognize(window.part(part), &again, cancelled)?);
        }
        let said = words(&heard);
        let value = worth(&said, window.span, speech);
        let ends_loops = repeats_itself(&words(&best.1)) && !repeats_itself(&said);
        if value > best.0 + LEAST_GAIN || ends_loops {
            best = (value, heard);
        }
    }
    Ok(best.1)
}

fn words(segments: &[RecognizedSegment]) -> Vec<Word> {
    segments.iter().flat_map(|segment| segment.words.iter().cloned()).collect()
}

/// Whether `words` were written where nobody speaks: recognisers that were told a language invent something in it to a noise. They are
/// where next to nothing of `window` is speech and they are in doubt or loop, and where they are more than can be said in the speech
/// that there is.
fn invented(words: &[Word], window: Span, speech: &[Span]) -> bool {
    let spoken = window.covered_by(speech).as_seconds();
    let next_to_nothing = spoken < NEXT_TO_NOTHING * window.duration().as_seconds();
    let too_many = words.len() as f64 > FASTEST * (spoken + 1.0);
    if words.is_empty() || !next_to_nothing && !too_many {
        return false;
    }
    next_to_nothing && confidence(words) < UNSURE || repeats_itself(words)
}

/// Whether `words` may not be what was said in `window`. Where it is not known what holds speech, and where next to nothing does,
/// nothing tells.
fn in_doubt(words: &[Word], window: Span, speech: &[Span]) -> bool {
    // No words at all are no nonsense: music that sounds like speech gives none, and would be made to give some.
    if words.is_empty() {
        return false;
    }
    // Nobody says a phrase that often, and under a bed of music speech may not be told from it.
    if repeats_itself(words) {
        return true;
    }
    if window.covered_by(speech).as_seconds() < 0.5 * window.duration().as_seconds() {
        return false;
    }
    let (sure, loops) = (confidence(words), looping(words));
    let covered = if sure * (1.0 - loops) > 0.0 { worth(words, window, speech) / (sure * (1.0 - loops)) } else { 0.0 };
    sure < UNSURE || covered < COVERED
}

/// The window in two, parted in the longest pause of its middle half, or where it is quietest there: a bed of music leaves no pause.
/// Whole where its halves would be too short.
fn halves(window: Window<'_>, speech: &[Span]) -> Vec<Span> {
    let span = window.span;
    let quarter = Millis::new((span.duration().as_millis() / 4).max(SHORTEST_PART.as_millis()));
    let (from, to) = (span.start() + quarter, span.end().saturating_sub(quarter));
    if to < from + SHORTEST_PART {
        return vec![span];
    }
    let pauses = speech.windows(2).map(|pair| Span::between(pair[0].end(), pair[1].start()));
    let inner = pauses.filter(|pause| pause.start() >= from && pause.end() <= to);
    let longest = inner.max_by_key(|pause| pause.duration()).map(Span::middle);
    let cut = longest.unwrap_or_else(|| window.quietest(Span::between(from, to)));
    vec![Span::between(span.start(), cut), Span::between(cut, span.end())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::SAMPLES_PER_MS;

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
        assert!(in_doubt(&said(&["no"; 6], 0.9), window, &[]), "a loop tells by itself");
        let long = "from fairest creatures we desire increase that thereby beauty's rose might never die but as the riper";
        let twice: Vec<&str> = [long; 4].iter().flat_map(|text| text.split(' ')).collect();
        assert!(in_doubt(&said(&twice, 0.9), window, &[]) && !in_doubt(&said(&twice[..17], 0.9), window, &[]));
    }

    #[test]
    fn words_where_nobody_speaks_are_invented_where_they_are_in_doubt_or_too_many() {
        let (window, speech) = (Span::from_millis(0, 12_000), [Span::from_millis(0, 400)]);
        let doubtful = said(&["what", "is", "it"], 0.3);
        assert!(invented(&doubtful, window, &speech) && invented(&doubtful, window, &[]));
        assert!(!invented(&said(&["what", "is", "it"], 0.9), window, &speech), "a short word in a jingle may be one");
        assert!(!invented(&doubtful, window, &[Span::from_millis(0, 4_000)]));
        assert!(invented(&said(&["so"; 40], 0.95), window, &[Span::from_millis(0, 3_000)]), "nobody speaks as fast");
        assert!(!invented(&[], window, &[]));
    }

    #[test]
    fn a_window_is_parted_in_its_longest_inner_pause() {
        let speech = [(0, 900), (2_900, 5_000), (5_600, 8_000), (8_300, 11_000)].map(|(a, b)| Span::from_millis(a, b));
        let mut samples = vec![0.5; 11_000 * SAMPLES_PER_MS];
        samples[7_000 * SAMPLES_PER_MS..7_160 * SAMPLES_PER_MS].fill(0.01);
        let window = |length| Window { span: Span::from_millis(0, length), samples: &samples };
        let cut = |length, speech: &[Span]| halves(window(length), speech);
        assert_eq!(cut(11_000, &speech), [Span::from_millis(0, 5_300), Span::from_millis(5_300, 11_000)]);
        let quietest = [Span::from_millis(0, 7_070), Span::from_millis(7_070, 11_000)];
        assert_eq!(cut(11_000, &speech[..1]), quietest, "without a pause");
        assert_eq!(cut(5_000, &speech[..1]), [Span::from_millis(0, 5_000)]);
    }
}
