//! Praat's TextGrid: an interval tier for each speaker and one for the words; silences are intervals without text.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{CaptionFile, CueTrack, Error, Format, RawCue, Speaker, Turn, WriteOptions};
use crate::time::{Millis, Span, Timestamp};

/// The tier of nobody in particular.
pub(super) const NOBODY: &str = "speech";
/// The tier of words.
pub(super) const WORDS: &str = "words";

/// The name of the tier of `turn`.
pub(super) fn tier_of(turn: &Turn) -> &str {
    match turn.speaker.as_ref().map_or(NOBODY, Speaker::name) {
        // A speaker may not be called what the tier of words is called.
        WORDS => "words (speaker)",
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
        tiers.push((WORDS.to_owned(), words));
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

/// What counts in the text form of Praat's files: strings, numbers and flags that stand free. The rest are comments.
enum Free {
    Text(String),
    Number(f64),
    Flag,
}

fn free(text: &str) -> Vec<Free> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '"' => {
                let (value, tail) = string(&rest[1..]);
                found.push(Free::Text(value));
                rest = tail;
            }
            '!' => rest = rest.find('\n').map_or("", |end| &rest[end..]),
            c if c.is_whitespace() => rest = &rest[c.len_utf8()..],
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                let (token, tail) = rest.split_at(end);
                if let Ok(value) = token.parse::<f64>() {
                    found.push(Free::Number(value));
                } else if token == "<exists>" {
                    found.push(Free::Flag);
                }
                rest = tail;
            }
        }
    }
    found
}

/// A string up to its closing quote; a doubled one is a quote of its own.
fn string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    while let Some(end) = rest.find('"') {
        value.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(tail) => {
                value.push('"');
                rest = tail;
            }
            None => return (value, rest),
        }
    }
    value.push_str(rest);
    (value, "")
}

pub(super) fn read(text: &str) -> Result<CaptionFile, Error> {
    let broken = |problem: &str| Error::Malformed { format: "TextGrid", problem: problem.to_owned() };
    let mut items = free(text.trim_start_matches('\u{feff}')).into_iter();
    if !items.any(|item| matches!(&item, Free::Text(t) if t == "TextGrid")) {
        return Err(broken("its object class is missing"));
    }
    let mut cues = Vec::new();
    let mut items = items.skip_while(|item| !matches!(item, Free::Text(_)));
    let mut class = items.next();
    while let Some(Free::Text(kind)) = class {
        let Some(Free::Text(name)) = items.next() else { return Err(broken("a tier has no name")) };
        let numbers: Vec<f64> =
            items.by_ref().take(3).filter_map(|i| if let Free::Number(n) = i { Some(n) } else { None }).collect();
        let [_, _, size] = numbers[..] else { return Err(broken("a tier has no size")) };
        // The size is only believed as far as there are items.
        for _ in 0..size.clamp(0.0, 1e9) as u64 {
            let times: usize = if kind == "IntervalTier" { 2 } else { 1 };
            let ends: Vec<f64> =
                items.by_ref().take(times).filter_map(|i| if let Free::Number(n) = i { Some(n) } else { None }).collect();
            let Some(Free::Text(text)) = items.next() else { return Err(broken("a tier ends early")) };
            let (Some(start), Some(end)) = (ends.first(), ends.get(1)) else { continue };
            if let (Some(start), Some(end), false) =
                (Timestamp::from_seconds(*start), Timestamp::from_seconds(*end), text.trim().is_empty() || name == WORDS)
            {
                cues.push(RawCue::voiced(start, end, Some(name.as_str()).filter(|n| *n != NOBODY), vec![text]));
            }
        }
        class = items.next();
    }
    cues.sort_by_key(|cue| cue.start);
    Ok(CaptionFile::new(Format::TextGrid, None, cues))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_without_labels_and_with_doubled_quotes_is_read() {
        let text = "\"ooTextFile\"\n\"TextGrid\"\n0\n2\n<exists>\n1\n\"IntervalTier\"\n\"مي\"\n0\n2\n2\n0\n1\n\"\"\n1\n2\n\"a \"\"b\"\" 3\"\n";
        let file = read(text).unwrap();
        assert_eq!(file.cues.len(), 1);
        assert_eq!(file.cues[0].shown(), ["a \"b\" 3"]);
        assert_eq!(file.cues[0].turns[0].speaker.as_ref().unwrap().name(), "مي");
        assert!(read("\"ooTextFile\" \"TextGrid\" 0 1 <exists> 1 \"IntervalTier\" \"x\" 0 1 999999999").is_err());
    }
}
