//! How a place was heard: how sure the recogniser was, whether there was time for what it did not write, how its neighbours were heard.

use std::ops::Range;

use super::super::document::AlignedSentence;
use super::changed::Changed;
use super::evidence::Hearing;
use super::judge::Judge;
use super::kind::Side;
use super::pace::Pause;
use super::reading::Reading;
use crate::text::lexicon::Negation;
use crate::transcript::Word;

/// Words of a sentence of which one can say that most were misheard, at least; of a shorter one two in three must be.
const LOST_WORDS: usize = 6;
/// The confidence from which a word that makes another number of the one beside it was said.
const SURELY_ADDED: f32 = 0.7;
/// So many words on each side of a place tell how well the recogniser understands the speaker, and at least so many in all.
const AROUND: usize = 10;
const LEAST_AROUND: usize = 8;
/// A mean confidence of these below which it does not: it is wrong more often than right. Whisper's base weights give dialects of Arabic
/// 0.31 to 0.52, Arabic news 0.67, English speech of any kind 0.85 to 0.95 (`cargo bench --bench differences -- --real`).
const UNDERSTOOD: f32 = 0.5;
/// The confidence of a word of which the recogniser did not say how sure it was.
const UNSAID: f32 = 0.8;

impl Judge<'_> {
    /// Whether words were added or left out by the speaker, and not by the recogniser: it was sure of them, there was no time for them.
    pub(super) fn is_of_speaker(&self, sentence: &AlignedSentence, place: &Changed) -> bool {
        let added = place.words.is_empty() && self.confidence(&place.heard) >= SURELY_ADDED;
        let left_out = place.heard.is_empty() && self.time(sentence, place) == Some(false);
        self.corrected() || added || left_out
    }

    /// Whether the particle لن was left out before a verb that was said with the سـ of what will be: that was no mishearing.
    fn is_turned(&self, published: &Reading, sentence: &AlignedSentence, changed: &Changed) -> bool {
        let key = |reading: &Reading, at: usize| reading.tokens.get(at).map(|token| token.normalised.key().to_owned());
        let behind = sentence.words.get(changed.words.end).and_then(|word| word.heard);
        let said = behind.and_then(|heard| key(&self.heard.reading, self.heard.tokens_of(&heard.indices()).start));
        let (Some(said), Some(verb)) = (said, key(published, changed.words.end)) else { return false };
        key(published, changed.words.start).is_some_and(|particle| particle.ends_with("لن"))
            && said.trim_start_matches(['و', 'ف']).strip_prefix('س') == Some(&verb)
    }

    /// How the place was heard.
    pub(super) fn hearing(
        &self,
        sentence: &AlignedSentence,
        published: &Reading,
        changed: &Changed,
        said: &Side,
    ) -> Hearing {
        let beside = [changed.words.start.checked_sub(1), Some(changed.words.end)];
        let words = beside.into_iter().flatten().filter_map(|at| sentence.words.get(at));
        let same = sentence.words.iter().filter(|word| word.same == Some(true)).count();
        let time = if changed.heard.is_empty() { self.time(sentence, changed) } else { None };
        // What there was no time for within a sentence was not misheard.
        let within = changed.words.start > 0 && changed.words.end < sentence.words.len();
        let left_out = if within && time == Some(false) { changed.words.len() } else { 0 };
        Hearing {
            corrected: self.corrected(),
            confidence: self.confidence(&changed.heard),
            best: self.confidences(&changed.heard).fold(0.0, f32::max),
            negation: self.negation_confidence(changed, said),
            astray: words.map(|word| u8::from(word.same != Some(true))).sum(),
            time: time.filter(|_| !self.is_turned(published, sentence, changed)),
            broken_figure: said.tokens.len() > changed.heard.len() && said.has_broken_figure(),
            lost: is_lost(same, sentence.words.len() - left_out),
            understood: self.is_understood(&changed.heard),
        }
    }

    /// The recogniser's confidence in the words of negation of a side, or in all of it where it has none.
    fn negation_confidence(&self, changed: &Changed, said: &Side) -> f32 {
        let word = |negation: &Negation| self.heard.words_of(&(negation.word..negation.word + 1));
        let of = said.negating().filter_map(word).map(|word| self.confidence(&word)).reduce(f32::min);
        of.unwrap_or_else(|| self.confidence(&changed.heard))
    }

    /// Whether there was time for the words that were not heard.
    fn time(&self, sentence: &AlignedSentence, changed: &Changed) -> Option<bool> {
        let range = self.published_range(sentence, &changed.words)?;
        let before = changed.words.start.checked_sub(1).and_then(|at| sentence.words.get(at));
        let pause = match (before, sentence.words.get(changed.words.end)) {
            (Some(before), Some(behind)) => {
                let between = |from: usize, to: usize| self.text.get(from..to).unwrap_or("");
                Pause::printed(between(before.range.end(), range.start()), between(range.end(), behind.range.start()))
            }
            _ => Pause::Sentence,
        };
        self.pace.time_for(self.transcript, changed.heard.start, range.of(self.text), pause)
    }

    /// Whether the recogniser believes in what it wrote round about: of the wording of a speaker whom it does not understand nothing can be
    /// said, however far what it makes of it is from the article.
    fn is_understood(&self, heard: &Range<usize>) -> bool {
        let words = self.transcript.words();
        let around = heard.start.saturating_sub(AROUND)..(heard.end + AROUND).min(words.len());
        let sure: Vec<f32> = words.get(around).unwrap_or(&[]).iter().filter_map(|word| word.confidence).collect();
        sure.len() < LEAST_AROUND || sure.iter().sum::<f32>() >= UNDERSTOOD * sure.len() as f32
    }

    /// The recogniser's confidence in the least certain of the words; of none, in those beside.
    pub(super) fn confidence(&self, heard: &Range<usize>) -> f32 {
        self.confidences(heard).fold(1.0, f32::min)
    }

    fn confidences(&self, heard: &Range<usize>) -> impl Iterator<Item = f32> {
        let words = self.transcript.words();
        let near = if heard.is_empty() { heard.start.saturating_sub(1)..heard.end + 1 } else { heard.clone() };
        let run = words.get(near.start..near.end.min(words.len())).unwrap_or(&[]);
        run.iter().map(|w: &Word| w.confidence.unwrap_or(UNSAID))
    }
}

/// Whether so few words of a sentence were heard as printed that nothing can be said of the others.
pub(super) fn is_lost(same: usize, words: usize) -> bool {
    (words >= LOST_WORDS && 2 * same < words) || (words > 2 && 3 * same < words)
}
