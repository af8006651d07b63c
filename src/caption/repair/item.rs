use std::borrow::Cow;

use super::super::cue_in_file::CueInFile;
use super::super::lint::Check;
use super::super::{Bidi, Breach, Format, RawCue, Rule, measure};
use crate::timed::{Editing, Form, Place, TimedText, follows_at_once, shared_lines};

/// A cue as it will be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) cue: RawCue,
    /// Which cue of the stretch it is or comes from, counted from 0.
    pub(super) origin: usize,
    /// Its place among the cues that one was cut into.
    pub(super) part: usize,
    /// Its text as it is to be written; `None` where that stays.
    pub(super) text: Option<String>,
}

impl Item {
    /// A cue beside the stretch that is mended: it stays as it is.
    pub(super) fn around(cue: RawCue) -> Self {
        Self { cue, origin: usize::MAX, part: 0, text: None }
    }

    /// Whether it stands beside the stretch.
    pub(super) fn is_around(&self) -> bool {
        self.origin == usize::MAX
    }
}

/// The file that is repaired, and what can be done with it.
pub(super) struct Ground<'a> {
    pub(super) file: &'a TimedText,
    pub(super) places: &'a [Place],
    pub(super) format: Option<Format>,
    pub(super) editing: Editing,
    /// How lines that run from right to left are marked; not at all where the encoding cannot hold the marks.
    pub(super) bidi: Bidi,
    pub(super) right_to_left: bool,
}

impl Ground<'_> {
    /// The text of an item as it stands or will stand in the file.
    pub(super) fn text<'b>(&'b self, item: &'b Item) -> Option<Cow<'b, str>> {
        if let Some(text) = &item.text {
            return Some(Cow::Borrowed(text));
        }
        let place = self.places.get(item.origin)?;
        std::str::from_utf8(self.file.source.get(place.text.clone())?).ok().map(Cow::Borrowed)
    }

    /// What ends a line of the text of an item.
    pub(super) fn line_break(&self, item: &Item) -> &'static str {
        self.places.get(item.origin).map_or("\n", |place| self.file.line_break(place))
    }

    /// Whether times of TTML count from others, so that to move one is to move what follows.
    pub(super) fn has_sequences(&self) -> bool {
        let mark = b"timeContainer";
        matches!(self.file.form, Form::Ttml | Form::EbuTtD) && self.file.source.windows(mark.len()).any(|at| at == mark)
    }
}

/// The cue at `index` between its neighbours.
pub(super) fn between(items: &[Item], index: usize) -> Option<CueInFile<'_>> {
    Some(CueInFile {
        index,
        before: index.checked_sub(1).and_then(|before| items.get(before)).map(|item| &item.cue),
        cue: &items.get(index)?.cue,
        next: items.get(index + 1).map(|item| &item.cue),
    })
}

/// What a cue breaks and nobody excuses, by rules of its text.
pub(super) fn text_faults(check: &mut Check<'_>, cue: &RawCue) -> Vec<Breach> {
    check.of_text(cue).into_iter().filter(Breach::is_open).collect()
}

/// How bad some breaches are: how many rules, and how often.
pub(super) fn weight(breaches: &[Breach]) -> (usize, usize) {
    let mut rules: Vec<Rule> = breaches.iter().map(|breach| breach.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    (rules.len(), breaches.len())
}

/// Whether `cue` follows `before` at once and shows its last lines again: such cues are read as captions that roll, and what they
/// share as one text.
pub(super) fn rolls(before: &RawCue, cue: &RawCue) -> bool {
    let lines = |cue: &RawCue| -> Vec<String> {
        let lines = cue.turns.iter().flat_map(|turn| &turn.lines).map(|line| line.trim().to_owned());
        lines.filter(|line| !measure::is_blank(line)).collect()
    };
    follows_at_once(before.end, cue.start) && shared_lines(&lines(before), &lines(cue), |old, new| old == new) > 0
}
