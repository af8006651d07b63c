//! The second pass as its answers were measured: for every place in doubt the recogniser is asked for both texts, and what it
//! answers is drawn from the margins of real mishearings, or of words that were truly said.

use rawi::align::{Alignment, Difference, WordRange};
use rawi::transcript::{Transcript, Witness};

use crate::quantile::{Deciles, drawn};
use crate::random::Random;

/// Margins in nats by decile, of words said otherwise than printed and of mishearings, English and Arabic: Whisper base asked for
/// one place at a time. The Arabic are of few words (12 and 6).
const SAID: [Deciles; 2] = [
    Deciles { least: 3.5, at: [8.4, 10.0, 11.5, 12.5, 14.0, 16.0, 18.5, 21.0, 25.0], most: 35.0 },
    Deciles { least: 4.0, at: [4.7, 8.0, 11.0, 14.0, 16.0, 18.0, 20.0, 22.0, 25.0], most: 35.0 },
];
const MISHEARD: [Deciles; 2] = [
    Deciles { least: -6.0, at: [-3.0, -1.0, 0.3, 1.0, 1.7, 2.0, 2.8, 3.7, 5.5], most: 6.7 },
    Deciles { least: -4.0, at: [-2.0, -0.5, 0.8, 1.8, 2.6, 3.0, 3.4, 3.9, 5.0], most: 8.4 },
];

/// The transcript with an answer for each difference that `found` tells. `is_said` tells which of them were truly said.
pub fn asked(transcript: &Transcript, found: &Alignment, arabic: bool, is_said: &[bool], random: &mut Random) -> Transcript {
    let told = found.sentences.iter().flat_map(|s| s.differences.iter().map(move |told| (s, told)));
    let answers = told.zip(is_said).map(|((sentence, told), said)| {
        let deciles = if *said { &SAID } else { &MISHEARD };
        let words = told.said.as_ref().map(|s| s.words.indices());
        let words = words.unwrap_or_else(|| {
            let next =
                sentence.words.iter().filter(|w| w.range.start() >= end(told)).find_map(|w| w.heard).map(WordRange::start);
            let last = sentence.words.iter().rev().filter(|w| w.range.start() < told.at).find_map(|w| w.heard);
            let at = next.or(last.map(WordRange::end)).unwrap_or(0);
            at..at
        });
        let published = told.published.as_ref().map_or(String::new(), |p| p.text.clone());
        let margin = drawn(&deciles[usize::from(arabic)], random) as f32;
        Witness { words, published, margin, model: Some("base".to_owned()) }
    });
    transcript.clone().with_witnesses(answers.collect())
}

fn end(told: &Difference) -> usize {
    told.published.as_ref().map_or(told.at, |p| p.range.end())
}
