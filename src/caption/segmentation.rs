//! Words into cues: one optimum over the whole recording. `best[i]` is the cheapest way to have cut everything in front of
//! word `i`; what one cue costs depends only on its own words and its two neighbours, so this is exact, and since a cue
//! holds no more words than fit its lines the time grows with the number of words.

use std::ops::Range;

use super::breaks::Break;
use super::layout::{Frame, Words, lay_out};
use super::utterances::Atom;
use super::{CueRules, measure};
use crate::text::Language;
use crate::time::Timed;

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
    /// Where it lies, in milliseconds; placed between its neighbours when nobody heard it.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What a break behind it would part.
    pub(super) after: Break,
    /// Whether a cue must end behind it.
    pub(super) forced: bool,
}

impl Item<'_> {
    /// Characters of its label and the space behind that.
    pub(super) fn label_chars(&self) -> usize {
        self.label.as_ref().map_or(0, |l| measure::chars(l) + 1)
    }
}

/// The time that the words `cut` need to be read, in milliseconds, and how many characters they are.
pub(super) fn need(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> (u32, usize) {
    let inside = &items[cut];
    let label = inside.first().and_then(|i| i.label.as_ref());
    let label_chars = inside.first().map_or(0, Item::label_chars);
    let chars: usize = inside.iter().map(|i| i.atom.chars + 1).sum::<usize>().saturating_sub(1) + label_chars;
    let words = inside.iter().filter(|i| i.atom.is_word).count() + label.map_or(0, |l| measure::words(l));
    (rules.reading_ms(language, chars, words, usize::from(label.is_some())), chars)
}

/// The cuts: index ranges that tile `items`.
pub(super) fn segments(items: &[Item<'_>], frame: &Frame, rules: &CueRules, language: &Language) -> Vec<Range<usize>> {
    let chars: Vec<usize> = items.iter().map(|i| i.atom.chars).collect();
    let breaks: Vec<Break> = items.iter().map(|i| i.after).collect();
    let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); items.len() + 1];
    best[0] = (0.0, 0);
    for from in 0..items.len() {
        let so_far = best[from].0;
        for to in from + 1..=items.len() {
            let words = Words { chars: &chars[from..to], breaks: &breaks[from..to], label: items[from].label_chars() };
            let shape = match lay_out(&words, frame) {
                Some(layout) => layout.cost,
                // A word that is longer than a line is shown by itself.
                None if to == from + 1 => 300.0,
                None => break,
            };
            let cost = so_far + shape + time_cost(items, from..to, rules, language) + sense_cost(items, from..to, frame);
            if cost < best[to].0 {
                best[to] = (cost, from);
            }
            if items[to - 1].forced {
                break;
            }
        }
    }
    let mut cuts = Vec::new();
    let mut at = items.len();
    while at > 0 {
        let from = best[at].1;
        cuts.push(from..at);
        at = from;
    }
    cuts.reverse();
    cuts
}

/// What it costs that the words `cut` are one cue, in time: too short, too long, too fast, or beginning unheard.
fn time_cost(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> f32 {
    let (first, last) = (&items[cut.start], &items[cut.end - 1]);
    let next = items.get(cut.end).map_or(last.end.saturating_add(5000), |i| i.start);
    let before = cut.start.checked_sub(1).map_or(0, |i| items[i].end);
    if next <= first.start {
        return 1000.0;
    }
    let free = next.saturating_sub(rules.limits().min_gap_ms).max(first.start);
    let latest = rules.limits().lead_out_ms.map_or(free, |out| free.min(last.end.saturating_add(out)));
    let on_word = rules.limits().new_speaker_on_word && first.label.is_some();
    let earliest = if on_word {
        first.start
    } else {
        first.start.saturating_sub(rules.limits().lead_in_ms).max(before).min(first.start)
    };
    let room = latest.saturating_sub(earliest).max(1) as f32;
    let (need, _) = need(items, cut, rules, language);
    let mut cost = 0.0;
    let (shortest, longest) = (rules.limits().min_duration_ms as f32, rules.limits().max_duration_ms as f32);
    if room < shortest {
        cost += 20.0 + 60.0 * (1.0 - room / shortest);
    }
    let need = (need as f32).min(longest);
    if need > room {
        cost += 20.0 + 80.0 * (need / room - 1.0);
    }
    // A gap that will be closed belongs to the cue.
    let gap = next.saturating_sub(last.end);
    let stays = if gap < rules.limits().open_gap_ms { next.saturating_sub(rules.limits().min_gap_ms) } else { last.end };
    let lasts = stays.saturating_sub(first.start) as f32;
    if lasts > longest {
        cost += 100.0 + 100.0 * (lasts / longest - 1.0);
    }
    cost + match first.atom.time {
        Timed::Heard(_) => 0.0,
        Timed::Inferred(_) => 12.0,
        Timed::Absent => 25.0,
    }
}

/// What it costs in sense: the cut behind it, sentences that it mixes, pauses that it bridges, and being a scrap.
fn sense_cost(items: &[Item<'_>], cut: Range<usize>, frame: &Frame) -> f32 {
    let inside = &items[cut.clone()];
    let last = &items[cut.end - 1];
    let ends = cut.end == items.len() || last.forced;
    let mut cost = 6.0;
    if !ends {
        let pause = items[cut.end].start.saturating_sub(last.end).min(600) as f32;
        cost += last.after.cue_cost() * (1.0 - pause / 1200.0);
    }
    let whole = ends || last.after == Break::Sentence;
    let opens = cut.start == 0 || items[cut.start - 1].forced || items[cut.start - 1].after == Break::Sentence;
    for pair in inside.windows(2) {
        // Two short sentences may share a cue; the end of one with the beginning of another is hard to read.
        cost += match pair[0].after {
            Break::Sentence if opens && whole => 10.0,
            Break::Sentence => 24.0,
            Break::Colon => 6.0,
            _ => 0.0,
        };
        let pause = pair[1].start.saturating_sub(pair[0].end);
        cost += pause.saturating_sub(800) as f32 / 125.0;
    }
    let chars: usize = inside.iter().map(|i| i.atom.chars + 1 + i.label_chars()).sum();
    let quarter = (frame.max_line_chars * frame.max_lines) as f32 / 4.0;
    let scrap = (1.0 - chars as f32 / quarter).max(0.0);
    let orphan = if inside.len() == 1 { 12.0 } else { 0.0 };
    cost + if whole && opens { 2.0 * scrap } else { 24.0 * scrap + orphan }
}
