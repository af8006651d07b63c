//! The edits that make a file what its cues are to be.

use std::ops::Range;

use super::super::measure;
use super::item::{Ground, Item};
use super::numbers::Numbers;
use crate::time::Timestamp;
use crate::timed::{Edit, Place};

/// The edits for `items`, which come from cues that were `before`, by their origins.
/// `first` cues of the file stand in front of them.
pub(super) fn edits(
    items: &[Item],
    before: &[(Timestamp, Timestamp)],
    ground: &Ground<'_>,
    first: usize,
    numbers: &mut Numbers,
) -> Vec<Edit> {
    let mut edits = removals(items, before.len(), ground);
    let mut from = 0;
    while let Some(item) = items.get(from) {
        let parts = items.get(from..).unwrap_or(&[]).iter().take_while(|part| part.origin == item.origin).count();
        let (Some(place), Some(was)) = (ground.places.get(item.origin), before.get(item.origin)) else { break };
        let rest = items.get(from + 1..from + parts).unwrap_or(&[]);
        edits.extend(times(item, place, *was, ground));
        edits.extend(numbers.at(first + item.origin, place, ground.file));
        let mut text = item.text.clone();
        for part in rest {
            let number = numbers.inserted();
            let own = text.or_else(|| ground.text(item).map(|text| text.into_owned())).unwrap_or_default();
            text = Some(own + &block(part, place, *was, number, ground));
        }
        if let Some(text) = text.filter(|text| ground.text(&unchanged(item)).as_deref() != Some(text)) {
            edits.push(Edit { range: place.text.clone(), text });
        }
        from += parts;
    }
    edits
}

fn unchanged(item: &Item) -> Item {
    Item { text: None, ..item.clone() }
}

/// Cues that are in no item are taken out, with the blank lines behind them.
fn removals(items: &[Item], count: usize, ground: &Ground<'_>) -> Vec<Edit> {
    let mut kept = vec![false; count];
    for item in items {
        if let Some(kept) = kept.get_mut(item.origin) {
            *kept = true;
        }
    }
    let gone = kept.iter().zip(ground.places).filter(|(kept, _)| !**kept);
    gone.map(|(_, place)| Edit { range: place.whole.start..behind(place, ground), text: String::new() }).collect()
}

/// Whether a cue of the file is nothing but times: no text, no tag, no setting, no name.
pub(super) fn is_empty(item: &Item, ground: &Ground<'_>) -> bool {
    let Some(place) = ground.places.get(item.origin) else { return false };
    let (Some(start), Some(end)) = (&place.start, &place.end) else { return false };
    let read = |range: Range<usize>| ground.file.source.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let is_blank = |range| read(range).is_some_and(measure::is_blank);
    let is_number = |text: &str| text.chars().all(|c| c.is_numeric() || c.is_whitespace());
    is_blank(end.end..place.whole.end.max(end.end)) && read(place.whole.start..start.start).is_some_and(is_number)
}

/// Where the blank lines behind a cue end.
fn behind(place: &Place, ground: &Ground<'_>) -> usize {
    let rest = ground.file.source.get(place.whole.end..).unwrap_or(&[]);
    let blank = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let lines = rest.get(..blank).unwrap_or(&[]).iter().rposition(|b| matches!(b, b'\r' | b'\n')).map_or(0, |last| last + 1);
    place.whole.end + lines
}

fn times(item: &Item, place: &Place, was: (Timestamp, Timestamp), ground: &Ground<'_>) -> Vec<Edit> {
    let edit = |range: &Option<Range<usize>>, was, to| {
        let range = range.clone().filter(|_| was != to)?;
        Some(Edit { text: ground.file.respelt(&range, was, to)?, range })
    };
    [edit(&place.start, was.0, item.cue.start), edit(&place.end, was.1, item.cue.end)].into_iter().flatten().collect()
}

/// A cue that is put in behind another: its times stand on a line like that one's.
fn block(part: &Item, place: &Place, was: (Timestamp, Timestamp), number: Option<String>, ground: &Ground<'_>) -> String {
    let (Some(start), Some(end)) = (&place.start, &place.end) else { return String::new() };
    let source = |range: Range<usize>| String::from_utf8_lossy(ground.file.source.get(range).unwrap_or(&[])).into_owned();
    let line = ground.file.line_end(place);
    let spelt = |range: &Range<usize>, was, to| ground.file.respelt(range, was, to).unwrap_or_default();
    let ends = ground.file.source.get(end.end..).unwrap_or(&[]).iter().position(|b| matches!(b, b'\r' | b'\n'));
    let settings = end.end..ends.map_or(ground.file.source.len(), |length| end.end + length);
    let number = number.map_or_else(String::new, |number| format!("{number}{line}"));
    format!(
        "{line}{line}{number}{}{}{}{}{line}{}",
        spelt(start, was.0, part.cue.start),
        source(start.end..end.start),
        spelt(end, was.1, part.cue.end),
        source(settings),
        part.text.as_deref().unwrap_or("")
    )
}
