use crate::text::Language;
use crate::time::{Millis, Span};
use crate::timed::{FileCue, TimedText};

use super::gather::Gather;
use super::{Engine, Transcript};

/// A word that lasts longer was not timed: nobody says one for half a minute.
const LONGEST: Millis = Millis::new(30_000);

/// Whether a word can have been said within this time.
fn is_said(span: Span) -> bool {
    span.end() - span.start() <= LONGEST
}

/// The transcript in a file of timed text: its cues are the segments. A word has a time only where the file gives it one of its
/// own that was heard.
pub(super) fn transcript(file: &TimedText) -> Transcript {
    let mut gather = Gather::default();
    let mut cues: Vec<&FileCue> = file.cues.iter().collect();
    // Tiers and channels stand one behind the other in the file, words in the order in which they were said.
    if file.form.may_step_back() {
        cues.sort_by_key(|cue| cue.start);
    }
    for cue in cues {
        let first = gather.len();
        if cue.words.is_empty() {
            cue.lines().for_each(|line| gather.untimed(line));
        }
        for word in &cue.words {
            gather.word(&word.text, word.span().filter(|span| !word.is_inferred && is_said(*span)), word.confidence);
        }
        gather.close(first, cue.span(), cue.turns.iter().find_map(|turn| turn.speaker.clone()));
    }
    let engine = Engine { name: file.form.name().to_owned(), model: file.origin.model.clone(), ..Engine::default() };
    gather.finish(engine, file.language.clone().unwrap_or_else(Language::unknown), file.origin.duration)
}
