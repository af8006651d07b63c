//! What captions are made of: who said what in whose wording, and which sounds there are.

use super::cue_times::Plan;
use super::utterance::Utterance;
use super::{CueOptions, Speaker, labels, sounds, utterances};
use crate::align::{Matched, word_times};
use crate::article::Article;
use crate::text::Language;
use crate::time::Millis;
use crate::transcript::Transcript;

/// What captions are made of.
pub(super) struct Said {
    pub(super) utterances: Vec<Utterance>,
    /// Labels of sounds between them.
    pub(super) labels: Vec<Plan>,
    pub(super) length: Option<Millis>,
    pub(super) language: Language,
}

impl Said {
    pub(super) fn of_pair(pair: Matched<'_>, options: &CueOptions) -> Self {
        let (alignment, transcript, article) = (pair.alignment(), pair.transcript(), pair.article());
        let language = options.language.clone().unwrap_or_else(|| language_of(article, transcript));
        let utterances = utterances::utterances(alignment, transcript, article, options);
        let mut labels = sounds::noted(transcript, &alignment.times_of(transcript), &options.rules, &language);
        if options.label_silence {
            labels.extend(sounds::silences(alignment, &labels, &options.rules, &language));
        }
        Self { utterances: with_reporter(utterances, &language), labels, length: transcript.duration(), language }
    }

    pub(super) fn alone(transcript: &Transcript, options: &CueOptions) -> Self {
        let language = options.language.clone().unwrap_or_else(|| transcript.language().clone());
        let times = word_times(transcript);
        let utterances = utterances::without_article(transcript, &times, options);
        let labels = sounds::noted(transcript, &times, &options.rules, &language);
        Self { utterances: with_reporter(utterances, &language), labels, length: transcript.duration(), language }
    }
}

fn language_of(article: &Article, transcript: &Transcript) -> Language {
    if *article.language() == Language::unknown() { transcript.language().clone() } else { article.language().clone() }
}

/// Gives the words of nobody in particular that follow somebody's to the reporter, whose they are: without a name they would be taken
/// for the other's.
fn with_reporter(mut utterances: Vec<Utterance>, language: &Language) -> Vec<Utterance> {
    let first_named = utterances.iter().position(|u| u.speaker.is_some()).unwrap_or(utterances.len());
    for utterance in utterances.iter_mut().skip(first_named).filter(|u| u.speaker.is_none()) {
        utterance.speaker = Speaker::new(labels::reporter(language));
    }
    utterances
}
