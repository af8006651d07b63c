//! Words that stand beside the text they belong to: in a tier below it, or in a list of their own.

use super::phrases::{self, Placed};
use super::{FileCue, FileWord};

/// The name of the tier of nobody in particular, in the files that rawi writes.
pub const UNNAMED_TIER: &str = "speech";
/// The name of the tier of words, there and in those of aligners.
pub const WORD_TIER: &str = "words";

/// How many words are looked ahead for the next word of the text.
const REACH: usize = 4;

/// What a tier holds, by its name, as aligners and rawi name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What somebody says.
    Text,
    Words,
    /// Sounds and syllables: the same once more, in smaller pieces.
    Pieces,
}

/// What the tier `name` holds: `words`, `words: NAME`, `NAME - words`.
pub(super) fn kind(name: &str) -> Kind {
    let name = name.trim().trim_end_matches('\'').to_lowercase();
    let last = name.rsplit(" - ").next().unwrap_or(&name);
    let first = name.split(": ").next().unwrap_or(&name);
    match (first, last) {
        (WORD_TIER | "word", _) | (_, WORD_TIER | "word") => Kind::Words,
        (_, "phones" | "phone" | "phonemes" | "phoneme" | "syllables" | "syllable") => Kind::Pieces,
        _ => Kind::Text,
    }
}

/// Whether the annotations of a tier of words are that: one that holds white space is no word, and a few stray ones are told
/// from a tier of sentences by their number.
pub(super) fn are_words(cues: &[FileCue]) -> bool {
    cues.iter().filter(|cue| cue.tokens().count() > 1).count() * 2 < cues.len().max(1)
}

/// An annotation as a word; what holds white space is several, whose times nobody knows.
pub(super) fn word(cue: FileCue) -> Vec<Placed> {
    let place = cue.place.whole.clone();
    let tokens: Vec<&str> = cue.tokens().collect();
    let timed = |text: &str| FileWord { text: text.to_owned(), start: cue.start, end: cue.end, ..FileWord::default() };
    match tokens[..] {
        [token] => vec![Placed { word: timed(token), place, speaker: None }],
        _ => tokens
            .iter()
            .map(|token| Placed { word: FileWord::untimed(token), place: place.clone(), speaker: None })
            .collect(),
    }
}

/// Gives the words of a tier to the cues within whose time they are said. Without any cue they make cues of their own.
pub(super) fn give(cues: &mut Vec<FileCue>, mut words: Vec<Placed>) {
    if cues.is_empty() {
        cues.extend(phrases::cues(words));
        return;
    }
    words.sort_by_key(|placed| placed.word.start);
    for cue in cues.iter_mut().filter(|cue| cue.words.is_empty()) {
        let Some(span) = cue.span() else { continue };
        let from = words.partition_point(|placed| placed.word.start < Some(span.start()));
        let inside = words.get(from..).unwrap_or(&[]).iter().map(|placed| &placed.word);
        let inside: Vec<&FileWord> = inside.take_while(|word| word.start < Some(span.end())).collect();
        attach(cue, &inside);
    }
}

/// Times the words of a cue by `heard`: those of them that are the same, in order. Punctuation and case may differ.
pub(super) fn attach(cue: &mut FileCue, heard: &[&FileWord]) {
    let mut rest = heard;
    let tokens: Vec<String> = cue.tokens().map(str::to_owned).collect();
    let mut any = false;
    let words = tokens.into_iter().map(|token| {
        let own = key(&token);
        match rest.iter().take(REACH).position(|word| key(&word.text) == own && !own.is_empty()) {
            Some(at) => {
                let found = FileWord { text: token, ..rest[at].clone() };
                rest = &rest[at + 1..];
                any = true;
                found
            }
            None => FileWord::untimed(&token),
        }
    });
    let words: Vec<FileWord> = words.collect();
    if any {
        cue.words = words;
    }
}

/// The letters and digits of a word, for comparison.
fn key(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
