//! The lines of a cue: blank ones go, and text breaks elsewhere where its lines break a limit.

use super::super::cut_text::{Measured, fits};
use super::super::layout::{Frame, Words, lay_out};
use super::super::lint::Check;
use super::super::{CueLimits, RawCue, Turn, measure};
use super::item::{Ground, Item, text_faults, weight};
use super::letters;
use super::written::Written;

/// `item` with better lines; `None` where it has none to offer.
pub(super) fn mended(item: &Item, ground: &Ground<'_>, check: &mut Check<'_>) -> Option<Item> {
    let faults = text_faults(check, &item.cue);
    if faults.is_empty() {
        return None;
    }
    let limits = check.rules().limits();
    let broken = ground.editing.lines.then(|| broken(item, ground, limits)).flatten();
    let base = broken.as_ref().unwrap_or(item);
    let marked = letters::mended(base, ground);
    let tried = [marked, broken].into_iter().flatten();
    tried.filter(|better| better != item).find(|better| weight(&text_faults(check, &better.cue)) < weight(&faults))
}

/// `item` without blank lines, and broken anew where its lines exceed the limits.
pub(super) fn broken(item: &Item, ground: &Ground<'_>, limits: &CueLimits) -> Option<Item> {
    let [turn] = &item.cue.turns[..] else { return None };
    let text = ground.text(item)?;
    let written = Written::of(&text, ground.file.form)?;
    let words: Vec<&str> = turn.lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let label = turn.label.as_deref().unwrap_or("");
    let labels = label.split_whitespace().count();
    // What is counted here must be what stands there.
    if words.is_empty() || written.words() != labels + words.len() {
        return None;
    }
    let breaks = breaks(turn, &words, limits).unwrap_or_else(|| kept(turn));
    let inside: Vec<usize> = breaks.iter().map(|at| at + labels).collect();
    let text = written.broken(&inside, ground.line_break(item));
    let mut cue = RawCue { turns: vec![Turn { lines: lines(&words, &breaks), ..turn.clone() }], ..item.cue.clone() };
    cue.words.clone_from(&item.cue.words);
    Some(Item { cue, text: Some(text), ..item.clone() })
}

/// Which words begin a line, where the lines are to be others than they are.
fn breaks(turn: &Turn, words: &[&str], limits: &CueLimits) -> Option<Vec<usize>> {
    let frame = Frame::of(limits);
    let shown: Vec<String> = turn.shown().into_iter().filter(|line| !measure::is_blank(line)).collect();
    if fits(&shown, &frame) {
        return None;
    }
    let Measured { chars, breaks } = Measured::of(words);
    let label = turn.label.as_ref().map_or(0, |label| measure::chars(label) + 1);
    Some(lay_out(&Words { chars: &chars, breaks: &breaks, label }, &frame)?.breaks)
}

/// Which words begin a line as it is.
fn kept(turn: &Turn) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut at = 0;
    for line in &turn.lines {
        if at > 0 && !line.trim().is_empty() {
            breaks.push(at);
        }
        at += line.split_whitespace().count();
    }
    breaks
}

fn lines(words: &[&str], breaks: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([words.len()]);
    starts.zip(ends).map(|(from, to)| words.get(from..to).unwrap_or(&[]).join(" ")).collect()
}
