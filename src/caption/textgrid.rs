//! Praat's TextGrid: an interval tier for each speaker and one for the words; silences are intervals without text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{CueTrack, Speaker, Turn, WriteOptions};
use crate::time::{Millis, Span, Timestamp};
use crate::timed::{UNNAMED_TIER, WORD_TIER};

/// The name of the tier of `turn`.
pub(super) fn tier_of(turn: &Turn) -> &str {
    match turn.speaker.as_ref().map_or(UNNAMED_TIER, Speaker::name) {
        // A speaker may not be called what the tier of words is called.
        WORD_TIER => "words (speaker)",
        name => name,
    }
}

/// What each speaker says, by name, in order.
pub(super) fn speakers(track: &CueTrack) -> Vec<(String, Vec<(Span, String)>)> {
    let mut tiers: BTreeMap<String, Vec<(Span, String)>> = BTreeMap::new();
    for cue in track.cues() {
        for turn in cue.turns() {
            let tier = tiers.entry(tier_of(turn).to_owned()).or_default();
            match tier.last_mut().filter(|(span, _)| *span == cue.span()) {
                Some((_, text)) => *text = format!("{text} {}", turn.lines.join(" ")),
                None => tier.push((cue.span(), turn.lines.join(" "))),
            }
        }
    }
    tiers.into_iter().collect()
}

/// What each speaker says, and all words with times.
fn tiers(track: &CueTrack) -> Vec<(String, Vec<(Span, String)>)> {
    let mut tiers = speakers(track);
    let words = words(track);
    if !words.is_empty() {
        tiers.push((WORD_TIER.to_owned(), words));
    }
    tiers
}

/// Words that were heard for some time, none reaching into the next.
fn words(track: &CueTrack) -> Vec<(Span, String)> {
    let mut words: Vec<(Span, String)> = Vec::new();
    for cue in track.cues() {
        for (chunk, word) in cue.lines().flat_map(str::split_whitespace).zip(cue.words()) {
            let Some(span) = word.span() else { continue };
            let start = words.last().map_or(span.start(), |(last, _)| last.end().max(span.start()));
            if let Some(span) = Span::new(start, span.end()).filter(|s| !s.is_empty()) {
                words.push((span, chunk.to_owned()));
            }
        }
    }
    words
}

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let tiers = tiers(track);
    let last = tiers.iter().flat_map(|(_, tier)| tier.last()).map(|(span, _)| span.end()).max().unwrap_or(Timestamp::ZERO);
    let end = last.max(Timestamp::ZERO + options.duration.unwrap_or(Millis::new(1)));
    let mut out = String::from("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    let _ = writeln!(out, "xmin = 0\nxmax = {}\ntiers? <exists>\nsize = {}\nitem []:", number(end), tiers.len());
    for (index, (name, tier)) in tiers.iter().enumerate() {
        let tiled = tiled(tier, end);
        let _ =
            writeln!(out, "    item [{}]:\n        class = \"IntervalTier\"\n        name = {}", index + 1, quoted(name));
        let _ = writeln!(out, "        xmin = 0\n        xmax = {}\n        intervals: size = {}", number(end), tiled.len());
        for (place, (span, text)) in tiled.iter().enumerate() {
            let _ = writeln!(out, "        intervals [{}]:\n            xmin = {}", place + 1, number(span.start()));
            let _ = writeln!(out, "            xmax = {}\n            text = {}", number(span.end()), quoted(text));
        }
    }
    out
}

/// The intervals with the silences between them.
fn tiled(tier: &[(Span, String)], end: Timestamp) -> Vec<(Span, String)> {
    let mut tiled = Vec::new();
    let mut at = Timestamp::ZERO;
    for (span, text) in tier {
        if span.start() > at {
            tiled.push((Span::between(at, span.start()), String::new()));
        }
        tiled.push((*span, text.clone()));
        at = span.end();
    }
    if at < end {
        tiled.push((Span::between(at, end), String::new()));
    }
    tiled
}

fn number(at: Timestamp) -> String {
    let ms = at.as_millis();
    if ms == 0 { "0".to_owned() } else { format!("{}.{:03}", ms / 1000, ms % 1000) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
