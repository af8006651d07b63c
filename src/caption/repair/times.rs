//! The times of cues: an end that is too early, too late or within the next cue, a start that leaves too little time.

use std::ops::Range;

use super::super::lint::Check;
use super::super::{Breach, CueLimits, RawCue, Rule, measure};
use super::item::{Ground, Item, between, rolls};
use crate::time::{Timed, Timestamp};

/// Mends times until none can be mended: each change leaves fewer breaches at the cue and its neighbours. Tells whether there
/// was any.
pub(super) fn mend(items: &mut [Item], ground: &Ground<'_>, check: &mut Check<'_>) -> bool {
    if !ground.editing.times || ground.has_sequences() {
        return false;
    }
    let mut any = false;
    let mut faults: Vec<Faults> = (0..items.len()).map(|index| Faults::at(items, index, check)).collect();
    // A cue that could not be mended cannot be before something changes near it.
    let mut is_tried = vec![false; items.len()];
    loop {
        let mut changed = false;
        for index in 0..items.len() {
            if is_tried[index] || !is_asked(&faults, index) {
                continue;
            }
            is_tried[index] = true;
            if mend_one(items, index, ground, check) {
                changed = true;
                for near in near(index, 1, items.len()) {
                    faults[near] = Faults::at(items, near, check);
                }
                is_tried[near(index, 2, items.len())].fill(false);
            }
        }
        any |= changed;
        if !changed {
            return any;
        }
    }
}

/// The cues that stand `reach` places before or behind one, and itself.
fn near(index: usize, reach: usize, count: usize) -> Range<usize> {
    index.saturating_sub(reach)..(index + reach + 1).min(count)
}

/// Whether a cue breaks what its times can mend.
#[derive(Clone, Copy)]
struct Faults {
    /// By how long it shows.
    own: bool,
    /// By what lies between it and the cue before.
    before: bool,
}

impl Faults {
    fn at(items: &[Item], index: usize, check: &mut Check<'_>) -> Self {
        let found = faults(items, index, check);
        let has = |rules: &[Rule]| found.iter().any(|breach| rules.contains(&breach.rule));
        Self { own: has(&[Rule::Speed, Rule::MinDuration, Rule::MaxDuration]), before: has(&[Rule::Overlap, Rule::Gap]) }
    }
}

fn is_asked(faults: &[Faults], index: usize) -> bool {
    faults.get(index).is_some_and(|own| own.own) || faults.get(index + 1).is_some_and(|next| next.before)
}

fn mend_one(items: &mut [Item], index: usize, ground: &Ground<'_>, check: &mut Check<'_>) -> bool {
    let before = around(items, index, check);
    let Some(item) = items.get(index).filter(|item| !item.is_around()) else { return false };
    let was = (item.cue.start, item.cue.end);
    let rolled = rolling(items, index);
    for (start, end) in candidates(items, index, check) {
        let can = items.get(index).is_some_and(|item| can_stand(item, ground, (start, end)));
        if (start, end) == was || !can {
            continue;
        }
        set(items, index, (start, end));
        if around(items, index, check) < before && rolling(items, index) <= rolled {
            return true;
        }
        set(items, index, was);
    }
    false
}

/// How many neighbours of the cue at `index` say the same and stand so near that the file is read as one that rolls.
fn rolling(items: &[Item], index: usize) -> usize {
    let pairs = items.get(index.saturating_sub(1)..(index + 2).min(items.len())).unwrap_or(&[]).windows(2);
    pairs.filter(|pair| matches!(pair, [before, cue] if rolls(&before.cue, &cue.cue))).count()
}

fn set(items: &mut [Item], index: usize, (start, end): (Timestamp, Timestamp)) {
    if let Some(item) = items.get_mut(index) {
        (item.cue.start, item.cue.end) = (start, end);
    }
}

/// What the cue at `index` breaks and nobody excuses.
fn faults(items: &[Item], index: usize, check: &mut Check<'_>) -> Vec<Breach> {
    let found = between(items, index).map(|place| check.of(place)).unwrap_or_default();
    found.into_iter().filter(Breach::is_open).collect()
}

/// How many breaches there are at a cue and its neighbours.
fn around(items: &[Item], index: usize, check: &mut Check<'_>) -> usize {
    (index.saturating_sub(1)..=index + 1).map(|at| faults(items, at, check).len()).sum()
}

/// Whether the file has a place for these times.
fn can_stand(item: &Item, ground: &Ground<'_>, (start, end): (Timestamp, Timestamp)) -> bool {
    let Some(place) = ground.places.get(item.origin) else { return false };
    let spelt = |range: &Option<_>, was, to| {
        was == to || range.as_ref().is_some_and(|range| ground.file.respelt(range, was, to).is_some())
    };
    let start_can_move = item.cue.start == start || !has_times_from_start(item, ground);
    spelt(&place.start, item.cue.start, start) && spelt(&place.end, item.cue.end, end) && start_can_move
}

/// Whether to move the start of a cue is to say that a word of it was said at another time. Were it moved to lead in, the word
/// would go with it, and the next repair would lead in once more.
fn has_times_from_start(item: &Item, ground: &Ground<'_>) -> bool {
    let form = ground.file.form;
    let begins_with_it = |word: &Timed| word.span().is_some_and(|span| span.start() == item.cue.start);
    form.counts_from_start() || form.begins_words_at_start() && item.cue.words.iter().any(begins_with_it)
}

/// Times that may be better, the best first.
fn candidates(items: &[Item], index: usize, check: &Check<'_>) -> Vec<(Timestamp, Timestamp)> {
    let Some(item) = items.get(index).filter(|item| item.cue.start < item.cue.end) else { return Vec::new() };
    let limits = check.rules().limits();
    let (start, end) = (item.cue.start.as_millis(), item.cue.end.as_millis());
    let next = items.get(index + 1).map(|next| next.cue.start.as_millis());
    let need = need(&item.cue, check);
    let ended = ended((start, end), need, next, check.end_ms(), limits);
    let earliest = earliest(items, index, limits);
    let pulled = ended.saturating_sub(need.min(limits.max_duration_ms)).max(earliest).min(start);
    let ends = [(start, ended), (pulled, ended), (pulled, end)];
    let at = |(start, end): (u32, u32)| (Timestamp::from_millis(start), Timestamp::from_millis(end));
    ends.into_iter().filter(|(start, end)| start < end).map(at).collect()
}

/// How long a cue needs to show, in milliseconds.
fn need(cue: &RawCue, check: &Check<'_>) -> u32 {
    let shown = cue.shown();
    let chars = shown.iter().map(|line| measure::chars(line.trim()) + 1).sum::<usize>().saturating_sub(1);
    let words = shown.iter().map(|line| measure::words(line)).sum();
    let labels = cue.turns.iter().filter(|turn| turn.label.is_some()).count();
    check.rules().reading_ms(check.language(), chars, words, labels)
}

/// When it ends: late enough to be read, not in the next cue, and behind it either the smallest gap or an open one.
fn ended((start, end): (u32, u32), need: u32, next: Option<u32>, recording: Option<u32>, limits: &CueLimits) -> u32 {
    let longest = start.saturating_add(limits.max_duration_ms);
    let wanted = end.max(start.saturating_add(need)).min(longest);
    let Some(next) = next.filter(|next| *next > start) else {
        return wanted.min(recording.unwrap_or(u32::MAX).max(end.min(longest)));
    };
    let closed = next.saturating_sub(limits.min_gap_ms);
    if wanted.saturating_add(limits.open_gap_ms) <= next {
        return wanted;
    }
    if closed > start && closed <= longest {
        return closed;
    }
    // A cue that would then show too long leaves the gap open; one that hardly begins before the next touches it.
    let opened = next.saturating_sub(limits.open_gap_ms);
    if closed > start && opened > start { opened.min(longest) } else { next.min(longest) }
}

/// How early it may begin: behind the cue before, and no more than the lead-in before its words.
fn earliest(items: &[Item], index: usize, limits: &CueLimits) -> u32 {
    let Some(item) = items.get(index) else { return 0 };
    let start = item.cue.start.as_millis();
    let is_new = item.cue.turns.first().is_some_and(|turn| turn.label.is_some());
    if limits.new_speaker_on_word && is_new {
        return start;
    }
    let first_word = item.cue.words.iter().filter_map(|word| word.span()).map(|span| span.start().as_millis()).min();
    let led_in = first_word.unwrap_or(start).saturating_sub(limits.lead_in_ms);
    let before = index.checked_sub(1).and_then(|at| items.get(at));
    led_in.max(before.map_or(0, |before| before.cue.end.as_millis().saturating_add(limits.min_gap_ms))).min(start)
}
