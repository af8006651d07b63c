//! A cue with more text than may show at once becomes several, each with its share of the time.

use super::super::cut_text::{Measured, pieces};
use super::super::layout::Frame;
use super::super::lint::Check;
use super::super::{Breach, RawCue, Turn, measure};
use super::item::{Ground, Item, rolls, text_faults, weight};
use super::{letters, lines};
use crate::time::{Span, Timestamp};

/// `item` in several; `None` where that is not called for or cannot be done.
pub(super) fn cut(item: &Item, ground: &Ground<'_>, check: &mut Check<'_>) -> Option<Vec<Item>> {
    let faults = text_faults(check, &item.cue);
    if faults.is_empty() || !ground.editing.cues || item.part > 0 {
        return None;
    }
    let parts = parts(item, ground, check)?;
    let left: Vec<Breach> = parts.iter().flat_map(|part| text_faults(check, &part.cue)).collect();
    (weight(&left) < weight(&faults)).then_some(parts)
}

fn parts(item: &Item, ground: &Ground<'_>, check: &Check<'_>) -> Option<Vec<Item>> {
    let limits = check.rules().limits();
    let [turn] = &item.cue.turns[..] else { return None };
    let text = ground.text(item)?;
    let written = super::written::Written::of(&text, ground.file.form)?;
    let words: Vec<&str> = turn.lines.iter().flat_map(|line| line.split_whitespace()).collect();
    if turn.label.is_some() || written.words() != words.len() {
        return None;
    }
    let Measured { chars, breaks } = Measured::of(&words);
    let cuts = pieces(&chars, &breaks, 0, &Frame::of(limits));
    if cuts.len() < 2 {
        return None;
    }
    let starts: Vec<usize> = cuts.iter().skip(1).map(|piece| piece.start).collect();
    let texts = written.cut(&starts)?;
    let shares =
        Span::new(item.cue.start, item.cue.end)?
            .shared(cuts.iter().map(|piece| {
                chars.get(piece.clone()).map_or(0, |chars| (chars.iter().sum::<usize>() + chars.len()) as u64)
            }));
    let least = limits.min_gap_ms;
    let mut parts = Vec::new();
    for (part, ((piece, text), share)) in cuts.iter().zip(texts).zip(&shares).enumerate() {
        // The gap that is asked for between two cues.
        let ends = share.end().as_millis().saturating_sub(if part + 1 < cuts.len() { least } else { 0 });
        let turn = Turn { lines: vec![words.get(piece.clone())?.join(" ")], ..turn.clone() };
        let cue = RawCue {
            start: share.start(),
            end: Timestamp::from_millis(ends),
            turns: vec![turn],
            words: item.cue.words.get(piece.clone()).map_or(Vec::new(), <[_]>::to_vec),
            ..item.cue.clone()
        };
        if cue.end <= cue.start || cue.shown().iter().all(|line| measure::is_blank(line)) {
            return None;
        }
        let whole = Item { cue, text: Some(text), part, ..item.clone() };
        let broken = lines::broken(&whole, ground, limits)?;
        parts.push(letters::mended(&broken, ground).unwrap_or(broken));
    }
    let is_read_apart = parts.windows(2).all(|pair| !matches!(pair, [before, part] if rolls(&before.cue, &part.cue)));
    is_read_apart.then_some(parts)
}
