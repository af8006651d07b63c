//! What the captions will say, in the order in which it was said: the article's wording where it was said, the transcript's
//! where it was not.

use std::ops::Range;

use super::spoken::SpokenWords;
use super::utterance::Utterance;
use super::{CueOptions, TextSource, published, seams, sounds, spoken};
use crate::align::{Alignment, AudioStatus};
use crate::article::Article;
use crate::time::Timed;
use crate::transcript::Transcript;

/// All utterances in the order in which they were said; no heard word stands in two of them.
pub(super) fn utterances(
    alignment: &Alignment,
    transcript: &Transcript,
    article: &Article,
    options: &CueOptions,
) -> Vec<Utterance> {
    let times = alignment.times_of(transcript);
    let mut found = published::utterances(alignment, transcript, article, &times, options);
    sort(&mut found);
    drop_shared(&mut found);
    let mut published = vec![false; transcript.words().len()];
    for utterance in &found {
        set(&mut published, utterance.heard.start..utterance.heard.end, true);
    }
    if options.text == TextSource::Spoken {
        found.clear();
    }
    if options.text != TextSource::Published {
        let mut free = believed_words(alignment, transcript);
        for utterance in &found {
            set(&mut free, utterance.heard.clone(), false);
        }
        let said = SpokenWords { transcript, times: &times, free: &free, published: Some(&published) };
        found.extend(spoken::utterances(&said, options));
        sort(&mut found);
    }
    seams::mend(&mut found, transcript, &times);
    found
}

/// All utterances of a recording that has no article: what was heard.
pub(super) fn without_article(transcript: &Transcript, times: &[Timed], options: &CueOptions) -> Vec<Utterance> {
    let mut free = vec![true; transcript.words().len()];
    leave_out_notes(&mut free, transcript);
    spoken::utterances(&SpokenWords { transcript, times, free: &free, published: None }, options)
}

/// Puts utterances in the order of the heard words that they stand for.
fn sort(found: &mut [Utterance]) {
    found.sort_by_key(|utterance| (utterance.heard.start, utterance.heard.end));
}

/// Two sentences that stand for the same heard words (a headline said once and printed twice) are shown once: the first stays.
fn drop_shared(found: &mut Vec<Utterance>) {
    let mut free_from = 0;
    found.retain(|utterance| {
        let fits = utterance.heard.start >= free_from;
        if fits {
            free_from = utterance.heard.end;
        }
        fits
    });
}

/// For each heard word whether it may be shown in the transcript's wording: not what the recogniser most likely made up.
fn believed_words(alignment: &Alignment, transcript: &Transcript) -> Vec<bool> {
    let mut believed = vec![true; transcript.words().len()];
    for stretch in alignment.audio.iter().filter(|s| s.status == AudioStatus::SuspectedHallucination) {
        set(&mut believed, stretch.heard.indices(), false);
    }
    leave_out_notes(&mut believed, transcript);
    believed
}

/// Notes of sounds are no words that were said: they have labels of their own, or none.
fn leave_out_notes(shown: &mut [bool], transcript: &Transcript) {
    for note in sounds::notes(transcript) {
        set(shown, note.words, false);
    }
}

/// Sets the entries of `words`, as far as there are so many, to `value`.
fn set(entries: &mut [bool], words: Range<usize>, value: bool) {
    entries.iter_mut().take(words.end).skip(words.start).for_each(|entry| *entry = value);
}
