//! What a person does to a cue, as overrides to be kept.

use std::ops::Range;

use super::edited::EditedCues;
use super::{Anchor, CueOverride, Instruction, Wording};
use crate::time::Timestamp;

/// An override that is set, changed or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideChange {
    /// Which of the overrides it was, by its place among those that were given; `None` for a new one.
    pub of: Option<usize>,
    /// What it is now; `None` when it is taken away.
    pub to: Option<CueOverride>,
}

/// An edge of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueEdge {
    /// When it begins to show.
    Start,
    /// When it goes.
    End,
}

/// Why a cue cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnchangeableCue {
    /// It is not there.
    #[error("there is no such cue")]
    NoCue,
    /// It is the label of a sound, which comes from the transcript.
    #[error("the label of a sound comes from the transcript: change it there")]
    Sound,
    /// The place is not between two of its words.
    #[error("a cue is split between two of its words")]
    NotBetweenWords,
    /// It is the last one, or a sound follows.
    #[error("no cue with words follows that it could be joined with")]
    NothingToJoin,
}

impl EditedCues {
    /// Shows `text` in a cue. What of the same words a text was set for before is replaced; a text that captions would have by
    /// themselves is none.
    ///
    /// # Errors
    /// [`UnchangeableCue`].
    pub fn rewrite(&self, cue: usize, text: &str, wording: Wording) -> Result<Vec<OverrideChange>, UnchangeableCue> {
        let words = self.speech(cue)?;
        let origin = self.origin(words.clone());
        let text = self.text_of_all(&origin, words, text);
        let mut before = self.texts_within(&origin);
        let automatic: Vec<&str> = self.before[origin.clone()].iter().map(|word| word.text.as_str()).collect();
        let is_automatic = !text.contains('\n') && text.split_whitespace().eq(automatic);
        let mut changes = Vec::new();
        if !is_automatic {
            let anchor = Anchor::of(&self.before, origin).ok_or(UnchangeableCue::NoCue)?;
            let of = if before.is_empty() { None } else { Some(before.remove(0)) };
            changes.push(OverrideChange { of, to: Some(self.made(anchor, Instruction::Text { text, wording })) });
        }
        changes.extend(before.into_iter().map(taken_away));
        Ok(changes)
    }

    /// Splits a cue in front of its word with this number, counted from 0.
    ///
    /// # Errors
    /// [`UnchangeableCue`].
    pub fn split(&self, cue: usize, word: usize) -> Result<Vec<OverrideChange>, UnchangeableCue> {
        let words = self.speech(cue)?;
        let place = words.start + word;
        if word == 0 || place >= words.end {
            return Err(UnchangeableCue::NotBetweenWords);
        }
        self.bound(place, Instruction::Join, Instruction::Break, self.automatic.contains(&place))
    }

    /// Joins a cue with the one that follows.
    ///
    /// # Errors
    /// [`UnchangeableCue`].
    pub fn join(&self, cue: usize) -> Result<Vec<OverrideChange>, UnchangeableCue> {
        let words = self.speech(cue)?;
        let next = self.words_of(cue + 1).filter(|next| next.start == words.end).ok_or(UnchangeableCue::NothingToJoin)?;
        self.bound(next.start, Instruction::Break, Instruction::Join, !self.automatic.contains(&next.start))
    }

    /// Sets an edge of a cue to a moment; `None` for where captions would have it by themselves.
    ///
    /// # Errors
    /// [`UnchangeableCue`].
    pub fn move_edge(
        &self,
        cue: usize,
        edge: CueEdge,
        to: Option<Timestamp>,
    ) -> Result<Vec<OverrideChange>, UnchangeableCue> {
        let words = self.speech(cue)?;
        let (word, is_edge): (usize, fn(&Instruction) -> bool) = match edge {
            CueEdge::Start => (words.start, |one| matches!(one, Instruction::Start { .. })),
            CueEdge::End => (words.end - 1, |one| matches!(one, Instruction::End { .. })),
        };
        let mut before = self.at(word, is_edge);
        let mut changes = Vec::new();
        if let Some(to) = to {
            let shift = |from: u32| i32::try_from(i64::from(to.as_millis()) - i64::from(from)).unwrap_or(i32::MAX);
            let instruction = match edge {
                CueEdge::Start => Instruction::Start { shift_ms: shift(self.row[word].start) },
                CueEdge::End => Instruction::End { shift_ms: shift(self.row[word].end) },
            };
            let anchor = self.anchor(word..word + 1).ok_or(UnchangeableCue::NoCue)?;
            let of = if before.is_empty() { None } else { Some(before.remove(0)) };
            changes.push(OverrideChange { of, to: Some(self.made(anchor, instruction)) });
        }
        changes.extend(before.into_iter().map(taken_away));
        Ok(changes)
    }

    /// Takes away all that made a cue what it is.
    #[must_use]
    pub fn reset(&self, cue: usize) -> Vec<OverrideChange> {
        self.set_on(cue).into_iter().map(taken_away).collect()
    }

    fn speech(&self, cue: usize) -> Result<Range<usize>, UnchangeableCue> {
        if cue >= self.cues.len() {
            return Err(UnchangeableCue::NoCue);
        }
        self.words_of(cue).ok_or(UnchangeableCue::Sound)
    }

    /// Takes the overrides `against` away where there are any at a place, and sets `instruction` unless `is_so` by itself.
    fn bound(
        &self,
        place: usize,
        against: Instruction,
        instruction: Instruction,
        is_so: bool,
    ) -> Result<Vec<OverrideChange>, UnchangeableCue> {
        let mut changes: Vec<OverrideChange> = self.at(place, |one| *one == against).into_iter().map(taken_away).collect();
        if !is_so {
            let anchor = self.anchor(place..place + 1).ok_or(UnchangeableCue::NoCue)?;
            changes.push(OverrideChange { of: None, to: Some(self.made(anchor, instruction)) });
        }
        Ok(changes)
    }

    fn made(&self, anchor: Anchor, instruction: Instruction) -> CueOverride {
        CueOverride { anchor, instruction, limits: self.limits.clone() }
    }

    /// The overrides of a kind about a word.
    fn at(&self, word: usize, is_it: impl Fn(&Instruction) -> bool) -> Vec<usize> {
        let all = self.overrides.iter().zip(&self.places).enumerate();
        all.filter(|(_, (set, place))| **place == Some(word) && is_it(&set.instruction)).map(|(at, _)| at).collect()
    }

    /// The words that captions would have by themselves for these, with all those for which the same texts were set.
    fn origin(&self, words: Range<usize>) -> Range<usize> {
        let origins = &self.origins[words];
        let mut hull = origins.iter().cloned().reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(0..0);
        // Texts that begin inside it and reach beyond.
        for text in self.texts.iter().flatten() {
            if text.words.start < hull.end && hull.start < text.words.end {
                hull = hull.start.min(text.words.start)..hull.end.max(text.words.end);
            }
        }
        hull
    }

    fn texts_within(&self, origin: &Range<usize>) -> Vec<usize> {
        let is_within = |(at, text): (usize, &Option<super::anchor::Found>)| {
            let words = &text.as_ref()?.words;
            (words.start >= origin.start && words.end <= origin.end).then_some(at)
        };
        self.texts.iter().enumerate().filter_map(is_within).collect()
    }

    /// The text for all words that come of `origin`, when the words `changed` of them become `text`.
    fn text_of_all(&self, origin: &Range<usize>, changed: Range<usize>, text: &str) -> String {
        let is_of = |word: &usize| self.origins[*word].start >= origin.start && self.origins[*word].end <= origin.end;
        let said = |words: Range<usize>| -> String {
            let word = |at: usize| format!("{}{}", self.row[at].text, if self.line_ends[at] { '\n' } else { ' ' });
            words.filter(is_of).map(word).collect()
        };
        let lines: Vec<String> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|l| !l.is_empty())
            .collect();
        let parts = [said(0..changed.start), lines.join("\n"), said(changed.end..self.row.len())];
        let all: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        all.join(" ")
    }
}

fn taken_away(of: usize) -> OverrideChange {
    OverrideChange { of: Some(of), to: None }
}
