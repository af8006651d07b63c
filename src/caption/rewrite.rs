//! Words as a person wants them shown, in place of those that captions would show by themselves.

use std::ops::Range;

use super::anchor::{Found, PlacedWord};
use super::utterance::{Atom, Utterance};
use super::{CueOverride, Instruction, Wording};
use crate::time::{Span, Timed};
use crate::transcript::{Word, reworded_from};

/// The utterances with the texts that people set.
pub(super) struct Rewritten {
    pub(super) utterances: Vec<Utterance>,
    /// For each word, which words of the row before it stands for.
    pub(super) origins: Vec<Range<usize>>,
    /// For each word, by which override it stands there.
    pub(super) by: Vec<Option<usize>>,
    /// For each word of the row before, and its end, where that place is now; `None` inside a text that was set.
    places: Vec<Option<usize>>,
    /// For each override, where it was found in the row before: a text that another one covers is not.
    pub(super) found: Vec<Option<Found>>,
}

impl Rewritten {
    /// The cuts of the row before, as far as they are not inside a text that was set.
    pub(super) fn cuts(&self, before: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut bounds: Vec<usize> = before.iter().filter_map(|cut| *self.places.get(cut.start)?).collect();
        bounds.extend([0, self.origins.len()]);
        bounds.sort_unstable();
        bounds.dedup();
        bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }
}

/// Puts the texts of `overrides` into `utterances`, whose words are `row`. Limits are called `limits`.
pub(super) fn rewritten(utterances: &[Utterance], row: &[PlacedWord], overrides: &[CueOverride], limits: &str) -> Rewritten {
    let mut found: Vec<Option<Found>> = overrides.iter().map(|one| one.anchor.find(row)).collect();
    drop_covered(&mut found, overrides);
    let mut texts: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, one) in overrides.iter().enumerate() {
        if let (Instruction::Text { .. }, Some(found)) = (&one.instruction, &found[at]) {
            texts.push((found.words.clone(), at));
        }
    }
    texts.sort_by_key(|(words, _)| words.start);
    let atoms: Vec<(usize, &Atom)> =
        utterances.iter().enumerate().flat_map(|(number, u)| u.atoms.iter().map(move |atom| (number, atom))).collect();
    let empty = |u: &Utterance| Utterance { atoms: Vec::new(), ..u.clone() };
    let mut made = Rewritten {
        utterances: utterances.iter().map(empty).collect(),
        origins: Vec::new(),
        by: Vec::new(),
        places: vec![None; atoms.len() + 1],
        found,
    };
    let mut texts = texts.into_iter().peekable();
    let mut index = 0;
    while let Some((number, atom)) = atoms.get(index) {
        made.places[index] = Some(made.origins.len());
        match texts.next_if(|(words, _)| words.start == index) {
            Some((words, at)) => {
                let keeps_lines = overrides[at].limits == limits;
                for (number, atom) in written(&atoms[words.clone()], &overrides[at].instruction, keeps_lines) {
                    made.push(number, atom, words.clone(), Some(at));
                }
                index = words.end;
            }
            None => {
                made.push(*number, (*atom).clone(), index..index + 1, None);
                index += 1;
            }
        }
    }
    made.places[atoms.len()] = Some(made.origins.len());
    made
}

impl Rewritten {
    fn push(&mut self, utterance: usize, atom: Atom, origin: Range<usize>, by: Option<usize>) {
        self.utterances[utterance].atoms.push(atom);
        self.origins.push(origin);
        self.by.push(by);
    }
}

/// Of two texts for the same words the later one counts.
fn drop_covered(found: &mut [Option<Found>], overrides: &[CueOverride]) {
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (place, one) in found.iter_mut().zip(overrides).rev() {
        let (Instruction::Text { .. }, Some(words)) = (&one.instruction, place.as_ref().map(|f| f.words.clone())) else {
            continue;
        };
        if taken.iter().any(|other| other.start < words.end && words.start < other.end) {
            *place = None;
        } else {
            taken.push(words);
        }
    }
}

/// The words of a text that stands for `old`, each with the number of its utterance.
fn written(old: &[(usize, &Atom)], instruction: &Instruction, keeps_lines: bool) -> Vec<(usize, Atom)> {
    let Instruction::Text { text, wording } = instruction else { return Vec::new() };
    let word = |(_, atom): &(usize, &Atom)| Word {
        text: atom.text.clone(),
        span: atom.time.span(),
        confidence: None,
        second_pass: false,
    };
    let heard: Vec<Word> = old.iter().map(word).collect();
    let words = reworded_from(&heard, text);
    let times = times(old, &words);
    let line_ends = if keeps_lines { line_ends(text) } else { Vec::new() };
    let mut number = old.first().map_or(0, |(number, _)| *number);
    let mut made = Vec::new();
    for (at, ((word, source), time)) in words.iter().zip(times).enumerate() {
        let was = source.and_then(|source| old.get(source));
        number = was.map_or(number, |(number, _)| *number);
        let Some(mut atom) = Atom::new(&word.text, time) else { continue };
        if let Some((_, was)) = was.filter(|(_, was)| was.text == atom.text) {
            atom.departures.clone_from(&was.departures);
        }
        atom.wording =
            Some(*wording).filter(|wording| *wording != Wording::Hand || was.is_none_or(|(_, was)| was.text != atom.text));
        atom.ends_line = line_ends.contains(&at);
        made.push((number, atom));
    }
    made
}

/// The numbers of the words that end a line of `text`, but for the last line's.
fn line_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut words = 0;
    for line in text.lines() {
        words += line.split_whitespace().count();
        ends.extend(usize::checked_sub(words, 1));
    }
    ends.pop();
    ends
}

/// When each word is said: when the word is that it stands for; words in the place of others share their time, inferred; words that
/// are only added have none.
fn times(old: &[(usize, &Atom)], words: &[(Word, Option<usize>)]) -> Vec<Timed> {
    let mut times: Vec<Timed> = Vec::with_capacity(words.len());
    let mut free_from = 0;
    let mut at = 0;
    while let Some((word, source)) = words.get(at) {
        if let Some(was) = source.and_then(|source| old.get(source)) {
            times.push(was.1.time);
            free_from = source.map_or(free_from, |source| source + 1);
            at += 1;
        } else if let Some(span) = word.span {
            times.push(Timed::Inferred(span));
            let begins_later = |(_, atom): &(usize, &Atom)| atom.time.span().is_some_and(|was| was.start() >= span.end());
            free_from = old.iter().position(begins_later).unwrap_or(old.len()).max(free_from);
            at += 1;
        } else {
            let is_free = |word: &&(Word, Option<usize>)| word.1.is_none() && word.0.span.is_none();
            let run: Vec<_> = words[at..].iter().take_while(is_free).collect();
            let next = words[at + run.len()..].iter().find_map(|(_, source)| *source).unwrap_or(old.len());
            let replaced = old.get(free_from..next).unwrap_or_default();
            let room = replaced.iter().filter_map(|(_, atom)| atom.time.span()).reduce(Span::hull);
            match room {
                Some(room) => {
                    let letters = run.iter().map(|(word, _)| word.text.chars().count() as u64);
                    times.extend(room.shared(letters).into_iter().map(Timed::Inferred));
                }
                None => times.extend(run.iter().map(|_| Timed::Absent)),
            }
            free_from = next;
            at += run.len();
        }
    }
    times
}
