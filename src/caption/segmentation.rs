//! Words into cues: one optimum over the whole recording. What one cue costs depends only on its own words and its two
//! neighbours, so that it is exact, and since a cue holds no more words than fit its lines the time grows with the number of
//! words.
//!
//! All costs are in points of one scale, on which a line that ends where nothing is known for or against it costs 7 (see
//! [`Break::line_cost`]). Their sum is what is made least; the figures are rawi's own, set by reading captions.

use std::ops::Range;

use super::breaks::Break;
use super::cheapest_cuts::cheapest_cuts;
use super::layout::{Frame, Words, lines_cost};
use super::utterance::Atom;
use super::{CueLimits, CueRules, measure};
use crate::text::Language;
use crate::time::Timed;

/// Cost of every cue: of two ways that are equal otherwise the one with fewer cues wins.
const CUE: f32 = 6.0;
/// Cost of a cue behind which the next one begins at the same instant, so that it could show for no time at all.
const NO_TIME: f32 = 1000.0;
/// Cost of a cue with less free time than the shortest duration.
const TOO_SHORT: f32 = 20.0;
/// Added to it for a cue without any free time; less in proportion.
const TOO_SHORT_SHARE: f32 = 60.0;
/// Cost of a cue that needs more time to be read than is free.
const TOO_FAST: f32 = 20.0;
/// Added to it for each time that the free time is lacking once more.
const TOO_FAST_SHARE: f32 = 80.0;
/// Cost of a cue that is spoken for longer than the longest duration.
const TOO_LONG: f32 = 100.0;
/// Added to it for each further longest duration.
const TOO_LONG_SHARE: f32 = 100.0;
/// Cost of a cue whose first word has an inferred time: it may begin off the voice.
const INFERRED_START: f32 = 12.0;
/// Cost of a cue whose first word has no time: it begins with a later word.
const ABSENT_START: f32 = 25.0;
/// Cost of a sentence that ends inside a cue of whole sentences.
const SENTENCE_INSIDE: f32 = 10.0;
/// Cost of a sentence that ends inside a cue which begins or ends within another: the end of one with the beginning of another
/// is hard to read.
const SENTENCE_INSIDE_PART: f32 = 24.0;
/// Cost of a colon inside a cue.
const COLON_INSIDE: f32 = 6.0;
/// Cost of a cue of whole sentences that shows nothing at all; less in proportion up to where it is no scrap.
const SCRAP: f32 = 2.0;
/// The same for a cue of part of a sentence.
const SCRAP_PART: f32 = 24.0;
/// Cost of a cue of one word that is part of a sentence.
const ORPHAN: f32 = 12.0;
/// A cue with fewer characters than what its lines hold, divided by this, is a scrap.
const SCRAP_DIVISOR: f32 = 4.0;
/// A pause of up to this many milliseconds behind a cue makes ending it there cheaper; a longer one no more than that.
const WELCOME_PAUSE_MS: u32 = 600;
/// Milliseconds of pause that would make ending a cue free: the longest welcome pause halves its cost.
const FREE_PAUSE_MS: f32 = 1200.0;
/// Pauses of up to this many milliseconds inside a cue cost nothing.
const BRIDGED_PAUSE_MS: u32 = 800;
/// Milliseconds of a longer pause inside a cue that cost one point.
const PAUSE_MS_PER_POINT: f32 = 125.0;
/// Milliseconds taken to be free behind the last word of the recording.
const FREE_AT_END_MS: u32 = 5000;

/// A word in the row of all words.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) atom: &'a Atom,
    /// The number of its utterance.
    pub(super) utterance: usize,
    /// The label in front of it, when the voice changes here.
    pub(super) label: Option<String>,
    /// Whether its utterance begins here.
    pub(super) begins: bool,
    /// Where it begins, in milliseconds; placed between its neighbours when nobody heard it.
    pub(super) start: u32,
    /// Where it is over, in milliseconds: for weighing pauses, no later than a very slow voice ends it.
    pub(super) end: u32,
    /// Until when it is heard by its own time, in milliseconds, `end` or later: until then its cue shows.
    pub(super) heard_until: u32,
    /// What a break behind it would part.
    pub(super) after: Break,
    /// Whether a cue must end behind it.
    pub(super) forced: bool,
}

impl<'a> Item<'a> {
    /// A word of the utterance with this number, before anything is known of its place.
    pub(super) fn new(atom: &'a Atom, utterance: usize) -> Self {
        Self {
            atom,
            utterance,
            label: None,
            begins: false,
            start: 0,
            end: 0,
            heard_until: 0,
            after: Break::Plain,
            forced: false,
        }
    }

    /// Characters of its label and the space behind that.
    pub(super) fn label_chars(&self) -> usize {
        self.label.as_ref().map_or(0, |l| measure::chars(l) + 1)
    }
}

/// The least time, in milliseconds, in which the words `cut` can be read.
pub(super) fn reading_ms(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> u32 {
    let inside = &items[cut];
    let label = inside.first().and_then(|i| i.label.as_ref());
    let label_chars = inside.first().map_or(0, Item::label_chars);
    let chars: usize = inside.iter().map(|i| i.atom.chars + 1).sum::<usize>().saturating_sub(1) + label_chars;
    let words = inside.iter().filter(|i| i.atom.is_word).count() + label.map_or(0, |l| measure::words(l));
    rules.reading_ms(language, chars, words, usize::from(label.is_some()))
}

/// The words of each cue: index ranges that tile `items`.
pub(super) fn segments(items: &[Item<'_>], frame: &Frame, rules: &CueRules, language: &Language) -> Vec<Range<usize>> {
    let chars: Vec<usize> = items.iter().map(|i| i.atom.chars).collect();
    let breaks: Vec<Break> = items.iter().map(|i| i.after).collect();
    cheapest_cuts(items.len(), |before, cut| {
        let passes_a_forced_end = cut.len() > 1 && items[cut.end - 2].forced;
        if passes_a_forced_end {
            return None;
        }
        let label = items[cut.start].label_chars();
        let words = Words { chars: &chars[cut.clone()], breaks: &breaks[cut.clone()], label };
        let lines = lines_cost(&words, frame)?;
        Some(before + lines + time_cost(items, cut.clone(), rules, language) + sense_cost(items, cut, frame))
    })
}

/// What it costs, in points, that the words `cut` are one cue, in time: too short, too long, too fast, or beginning unheard.
fn time_cost(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> f32 {
    let limits = rules.limits();
    let (first, last) = (&items[cut.start], &items[cut.end - 1]);
    let next = items.get(cut.end).map_or(last.end.saturating_add(FREE_AT_END_MS), |i| i.start);
    let previous_end = cut.start.checked_sub(1).map_or(0, |i| items[i].end);
    if next <= first.start {
        return NO_TIME;
    }
    let free_ms = free_ms(first, last, previous_end..next, limits) as f32;
    let (shortest, longest) = (limits.min_duration_ms as f32, limits.max_duration_ms as f32);
    let mut cost = 0.0;
    if free_ms < shortest {
        cost += TOO_SHORT + TOO_SHORT_SHARE * (1.0 - free_ms / shortest);
    }
    let need = (reading_ms(items, cut, rules, language) as f32).min(longest);
    if need > free_ms {
        cost += TOO_FAST + TOO_FAST_SHARE * (need / free_ms - 1.0);
    }
    // A gap that will be closed belongs to the cue.
    let heard_until = last.heard_until.min(next);
    let closed = next - heard_until < limits.open_gap_ms;
    let stays_until = if closed { next.saturating_sub(limits.min_gap_ms) } else { heard_until };
    let lasts = stays_until.saturating_sub(first.start) as f32;
    if lasts > longest {
        cost += TOO_LONG + TOO_LONG_SHARE * (lasts / longest - 1.0);
    }
    cost + match first.atom.time {
        Timed::Heard(_) => 0.0,
        Timed::Inferred(_) => INFERRED_START,
        Timed::Absent => ABSENT_START,
    }
}

/// How long a cue of the words `first` to `last` could show, in milliseconds, 1 at least: within `bounds`, from the end of the
/// word in front of it to the start of the word behind it.
fn free_ms(first: &Item<'_>, last: &Item<'_>, bounds: Range<u32>, limits: &CueLimits) -> u32 {
    let free_until = bounds.end.saturating_sub(limits.min_gap_ms).max(first.start);
    let latest = limits.lead_out_ms.map_or(free_until, |out| free_until.min(last.heard_until.saturating_add(out)));
    let on_word = limits.new_speaker_on_word && first.label.is_some();
    let led_in = first.start.saturating_sub(limits.lead_in_ms).max(bounds.start).min(first.start);
    let earliest = if on_word { first.start } else { led_in };
    latest.saturating_sub(earliest).max(1)
}

/// What it costs, in points, that the words `cut` are one cue, in sense: the end of it, sentences that it mixes, pauses that it
/// bridges, and being a scrap.
fn sense_cost(items: &[Item<'_>], cut: Range<usize>, frame: &Frame) -> f32 {
    let inside = &items[cut.clone()];
    let last = &items[cut.end - 1];
    let ends = cut.end == items.len() || last.forced;
    let mut cost = CUE;
    if !ends {
        let pause = items[cut.end].start.saturating_sub(last.end).min(WELCOME_PAUSE_MS) as f32;
        cost += last.after.cue_cost() * (1.0 - pause / FREE_PAUSE_MS);
    }
    let closes = ends || last.after == Break::Sentence;
    let opens = cut.start == 0 || items[cut.start - 1].forced || items[cut.start - 1].after == Break::Sentence;
    let whole = opens && closes;
    for pair in inside.windows(2) {
        cost += match pair[0].after {
            Break::Sentence if whole => SENTENCE_INSIDE,
            Break::Sentence => SENTENCE_INSIDE_PART,
            Break::Colon => COLON_INSIDE,
            _ => 0.0,
        };
        let pause = pair[1].start.saturating_sub(pair[0].end);
        cost += pause.saturating_sub(BRIDGED_PAUSE_MS) as f32 / PAUSE_MS_PER_POINT;
    }
    let chars: usize = inside.iter().map(|i| i.atom.chars + 1 + i.label_chars()).sum();
    let quarter = (frame.max_line_chars * frame.max_lines) as f32 / SCRAP_DIVISOR;
    let scrap = (1.0 - chars as f32 / quarter).max(0.0);
    let orphan = if inside.len() == 1 { ORPHAN } else { 0.0 };
    cost + if whole { SCRAP * scrap } else { SCRAP_PART * scrap + orphan }
}
