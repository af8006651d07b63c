//! What is known of a caption file once all of its stretches were read.

use super::super::read::captions;
use super::super::{CaptionFile, Format};
use super::numbers::counted_from;
use crate::text::Language;
use crate::timed::{self, Form, Place, Stretches, TimedText, Unread};

/// A stretch of a caption file, read.
pub(super) struct Stretch {
    pub(super) captions: CaptionFile,
    /// Where each of the captions stands.
    pub(super) places: Vec<Place>,
    /// The stretch without its cues.
    pub(super) file: TimedText,
}

impl Stretch {
    pub(super) fn of(file: TimedText, format: Option<Format>) -> Self {
        let (captions, places, file) = captions(file, format);
        Self { captions, places, file }
    }
}

/// What holds for all stretches of a file.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) form: Form,
    pub(super) format: Option<Format>,
    /// The language that the file names.
    pub(super) language: Option<Language>,
    /// The language of its first cues, as far as it can be told.
    guess: Language,
    /// How many cues stand in front of each stretch.
    pub(super) firsts: Vec<usize>,
    /// How many cues there are.
    pub(super) cues: usize,
    /// What cannot be read first.
    pub(super) unread: Option<Unread>,
    /// How much of it cannot be read.
    pub(super) unreadable: usize,
    /// How many of its cues show again what the cue before shows.
    pub(super) repeats: usize,
    /// The number of the first cue, where numbers count up by one from there to the end.
    pub(super) counted_from: Option<usize>,
}

impl Facts {
    /// `None` where the stretches, each for itself, are not what the file is as a whole.
    pub(super) fn of(file: &Stretches, format: Option<Format>) -> Result<Option<Self>, timed::Error> {
        let mut facts: Option<Self> = None;
        for nth in 0..file.count() {
            let read = match file.read(nth) {
                Ok(read) => read,
                Err(error) if file.count() == 1 => return Err(error),
                Err(_) => return Ok(None),
            };
            let stretch = Stretch::of(read, format);
            let facts = facts.get_or_insert_with(|| Self::begun(&stretch));
            let differs = stretch.file.form != facts.form || stretch.captions.repeats > 0;
            if file.count() > 1 && differs {
                return Ok(None);
            }
            facts.add(stretch);
        }
        Ok(facts)
    }

    /// Of a file in which there is nothing.
    pub(super) fn empty(form: Form, format: Option<Format>) -> Self {
        Self::begun(&Stretch::of(TimedText::empty(form), format))
    }

    fn begun(first: &Stretch) -> Self {
        Self {
            form: first.file.form,
            format: first.captions.format,
            language: first.captions.language.clone(),
            guess: first.captions.language_or_guess(),
            firsts: Vec::new(),
            cues: 0,
            unread: None,
            unreadable: 0,
            repeats: first.captions.repeats,
            counted_from: counted_from(&first.places, &first.file),
        }
    }

    fn add(&mut self, stretch: Stretch) {
        let counted = counted_from(&stretch.places, &stretch.file);
        self.counted_from = self.counted_from.filter(|first| counted == Some(first + self.cues));
        self.firsts.push(self.cues);
        self.cues += stretch.captions.cues.len();
        self.unreadable += stretch.captions.unreadable.len();
        let first = stretch.captions.unreadable.into_iter().next();
        self.unread = self.unread.take().or(first.map(|first| first.what));
    }

    /// The language that the file names, else that of its first cues.
    pub(super) fn language_or_guess(&self) -> Language {
        self.language.clone().unwrap_or_else(|| self.guess.clone())
    }
}

impl From<&Facts> for CaptionFile {
    /// The file without its cues.
    fn from(facts: &Facts) -> Self {
        Self { format: facts.format, language: facts.language.clone(), repeats: facts.repeats, ..Self::default() }
    }
}

/// One stretch of `file` after another, with the one behind it. What was read once can be read again.
pub(super) fn each<E>(
    file: &Stretches,
    format: Option<Format>,
    mut take: impl FnMut(usize, Stretch, Option<&Stretch>) -> Result<(), E>,
) -> Result<(), E> {
    let read = |nth: usize| file.read(nth).ok().map(|file| Stretch::of(file, format));
    let mut next = read(0);
    for nth in 0..file.count() {
        let Some(stretch) = next else { break };
        next = if nth + 1 < file.count() { read(nth + 1) } else { None };
        take(nth, stretch, next.as_ref())?;
    }
    Ok(())
}
