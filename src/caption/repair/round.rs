//! One pass over a file: each stretch is mended between what stands around it, written anew where that changes it, and read again.

use super::super::lint::Check;
use super::super::{Bidi, CueRules, RawCue};
use super::error::RepairError;
use super::facts::{Facts, Stretch, each};
use super::item::{Ground, Item};
use super::numbers::Numbers;
use super::{cut, lines, references, render, times};
use crate::time::Timestamp;
use crate::timed::{Rewriting, Stretches};
use crate::transcript::Transcript;

/// What a pass made of a file.
pub(super) struct Round {
    /// The file in UTF-8, without its mark; `None` where it stays as it is.
    pub(super) source: Option<Vec<u8>>,
    /// From which cue of the file each comes, counted from 1.
    pub(super) origins: Vec<u32>,
    /// The cues that are taken out, counted from 1.
    pub(super) removed: Vec<usize>,
    pub(super) edits: usize,
}

/// What all stretches are mended by.
#[derive(Clone, Copy)]
pub(super) struct Wishes<'a> {
    pub(super) rules: &'a CueRules,
    pub(super) bidi: Bidi,
    pub(super) transcript: Option<&'a Transcript>,
}

pub(super) fn run(file: &Stretches, facts: &Facts, wishes: Wishes<'_>) -> Result<Round, RepairError> {
    let check = Check::new(wishes.rules, facts.language_or_guess(), facts.format, wishes.transcript);
    let mut pass = Pass {
        facts,
        file,
        check,
        bidi: wishes.bidi,
        rewriting: file.rewriting(),
        numbers: Numbers::from(facts.counted_from),
        before: None,
        round: Round { source: None, origins: Vec::new(), removed: Vec::new(), edits: 0 },
    };
    each(file, facts.format, |nth, stretch, next| pass.take(nth, &stretch, next))?;
    Ok(Round { source: pass.rewriting.finish(), ..pass.round })
}

struct Pass<'a> {
    facts: &'a Facts,
    file: &'a Stretches,
    check: Check<'a>,
    bidi: Bidi,
    rewriting: Rewriting<'a>,
    numbers: Numbers,
    /// The last cue in front of the stretch, as it is now.
    before: Option<RawCue>,
    round: Round,
}

impl Pass<'_> {
    fn take(&mut self, nth: usize, stretch: &Stretch, next: Option<&Stretch>) -> Result<(), RepairError> {
        let first = self.facts.firsts.get(nth).copied().unwrap_or(0);
        let ground = ground(stretch, self.bidi, self.check.language().is_right_to_left());
        let next = next.and_then(|next| next.captions.cues.first());
        let items = mended(stretch, (self.before.clone(), next), &ground, &mut self.check);
        let was: Vec<(Timestamp, Timestamp)> = stretch.captions.cues.iter().map(|cue| (cue.start, cue.end)).collect();
        let edits = render::edits(&items, &was, &ground, first, &mut self.numbers);
        self.round.edits += edits.len();
        if edits.is_empty() {
            self.rewriting.keep(nth);
        } else {
            let source = stretch.file.edited_source(edits)?;
            self.verify(&source, stretch, &items)?;
            self.rewriting.replace(nth, &source);
        }
        let mut removed: Vec<usize> = (0..was.len()).collect();
        removed.retain(|cue| items.binary_search_by_key(cue, |item| item.origin).is_err());
        self.round.removed.extend(removed.iter().map(|cue| first + cue + 1));
        let origin = |item: &Item| u32::try_from(first + item.origin + 1).unwrap_or(u32::MAX);
        self.round.origins.extend(items.iter().map(origin));
        self.before = items.into_iter().next_back().map(|item| item.cue).or(self.before.take());
        Ok(())
    }

    /// Reads the edited stretch again: it is to say what is meant.
    fn verify(&self, source: &[u8], stretch: &Stretch, items: &[Item]) -> Result<(), RepairError> {
        let done = self.round.origins.len();
        let unverified = |cue: usize| RepairError::Unverified { cue: done + cue };
        let read = self.file.read_other(source.to_vec()).map_err(|_| unverified(1))?;
        let read = Stretch::of(read, self.facts.format).captions;
        if read.cues.is_empty() && !stretch.captions.cues.is_empty() || !read.unreadable.is_empty() {
            return Err(unverified(1));
        }
        if !letters(&read.cues).eq(letters(&stretch.captions.cues)) {
            return Err(RepairError::Lost);
        }
        let told = |cue: &RawCue| {
            let lines: Vec<String> = cue.shown().iter().map(|line| line.trim().to_owned()).collect();
            (cue.start, cue.end, lines)
        };
        let is_meant =
            |nth: &usize| read.cues.get(*nth).zip(items.get(*nth)).is_some_and(|(cue, item)| told(cue) == told(&item.cue));
        match (0..read.cues.len().max(items.len())).find(|nth| !is_meant(nth)) {
            Some(nth) => Err(unverified(nth + 1)),
            None => Ok(()),
        }
    }
}

/// The letters and digits of all cues, one after another.
fn letters(cues: &[RawCue]) -> impl Iterator<Item = char> {
    let lines = cues.iter().flat_map(RawCue::shown);
    lines.flat_map(|line| line.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>())
}

fn ground(stretch: &Stretch, bidi: Bidi, right_to_left: bool) -> Ground<'_> {
    let holds = |marks: &str| stretch.file.can_hold(marks);
    let bidi = match bidi {
        Bidi::Embed if !holds("\u{202b}\u{202c}") => Bidi::Mark,
        how => how,
    };
    let bidi = if bidi == Bidi::Mark && !holds("\u{200f}\u{200e}") { Bidi::None } else { bidi };
    Ground {
        file: &stretch.file,
        places: &stretch.places,
        format: stretch.captions.format,
        editing: stretch.file.form.editing(),
        bidi,
        right_to_left,
    }
}

/// The cues of a stretch as they are to be, between the cues `around` it, which stay.
fn mended(
    stretch: &Stretch,
    (before, next): (Option<RawCue>, Option<&RawCue>),
    ground: &Ground<'_>,
    check: &mut Check<'_>,
) -> Vec<Item> {
    let cues = stretch.captions.cues.iter().cloned().enumerate();
    let mut items: Vec<Item> = cues.map(|(origin, cue)| Item { cue, origin, part: 0, text: None }).collect();
    if ground.editing.cues && items.iter().any(|item| !render::is_empty(item, ground)) {
        items.retain(|item| !render::is_empty(item, ground));
    }
    for item in &mut items {
        if let Some(plain) = references::resolved(item, ground) {
            *item = plain;
        }
        if let Some(better) = lines::mended(item, ground, check) {
            *item = better;
        }
    }
    items.extend(next.cloned().map(Item::around));
    items.splice(0..0, before.map(Item::around));
    loop {
        let count = items.len();
        let cut = |item: Item| cut::cut(&item, ground, check).unwrap_or_else(|| vec![item]);
        items = items.into_iter().flat_map(cut).collect();
        // A cue that shows longer may have room for two.
        let has_moved = times::mend(&mut items, ground, check);
        if items.len() == count && !has_moved {
            items.retain(|item| !item.is_around());
            return items;
        }
    }
}
