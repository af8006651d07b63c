use crate::text::Language;
use crate::timed::{FileCue, Form, TimedText};

use super::gather::Gather;
use super::{Engine, Transcript};

/// The transcript in a file of timed text: its cues are the segments. A word has a time only where the file gives it one of its
/// own that was heard.
pub(super) fn transcript(file: &TimedText) -> Transcript {
    let mut gather = Gather::default();
    let mut cues: Vec<&FileCue> = file.cues.iter().collect();
    // Tiers stand one behind the other in the file, words in the order in which they were said.
    if matches!(file.form, Form::TextGrid | Form::Eaf) {
        cues.sort_by_key(|cue| cue.start);
    }
    for cue in cues {
        let first = gather.len();
        if cue.words.is_empty() {
            cue.lines().for_each(|line| gather.untimed(line));
        }
        for word in &cue.words {
            gather.word(&word.text, word.span().filter(|_| !word.is_inferred), word.confidence);
        }
        gather.close(first, cue.span(), cue.turns.iter().find_map(|turn| turn.speaker.clone()));
    }
    let engine = Engine { name: file.form.name().to_owned(), model: file.origin.model.clone(), ..Engine::default() };
    gather.finish(engine, file.language.clone().unwrap_or_else(Language::unknown), file.origin.duration)
}
