//! Praat's TextGrid: an interval tier for each speaker and one for the words; silences are intervals without text.

use std::ops::Range;

use super::lines::Lines;
use super::tiers::{self, Kind, UNNAMED_TIER};
use super::{Error, FileCue, FileTurn, Form, Place, TimedText};
use crate::time::Timestamp;

/// What counts in the text form of Praat's files: strings, numbers and flags that stand free. The rest are comments.
enum Free {
    Text(String, Range<usize>),
    Number(f64, Range<usize>),
    Flag,
}

pub(super) fn read(text: &str) -> Result<TimedText, Error> {
    let broken = |problem: &str| Error::Malformed { form: "TextGrid", problem: problem.to_owned() };
    let mut items = free(text).into_iter();
    if !items.any(|item| matches!(&item, Free::Text(t, _) if t == "TextGrid")) {
        return Err(broken("its object class is missing"));
    }
    let mut file = TimedText::new(Form::TextGrid);
    let mut words = Vec::new();
    let mut items = items.skip_while(|item| !matches!(item, Free::Text(..)));
    let mut class = items.next();
    while let Some(Free::Text(class_name, _)) = class {
        let Some(Free::Text(name, _)) = items.next() else { return Err(broken("a tier has no name")) };
        let numbers = numbers(&mut items, 3);
        let [_, _, (size, _)] = &numbers[..] else { return Err(broken("a tier has no size")) };
        let kind = tiers::kind(&name);
        let mut tier = Vec::new();
        // The size is only believed as far as there are items.
        for _ in 0..size.clamp(0.0, 1e9) as u64 {
            let times = numbers_of(&mut items, &class_name);
            let Some(Free::Text(label, range)) = items.next() else { return Err(broken("a tier ends early")) };
            let [start, end] = &times[..] else { continue };
            if label.trim().is_empty() || kind == Kind::Pieces {
                continue;
            }
            tier.push(interval(start, end, label, range));
        }
        match kind {
            Kind::Words if tiers::are_words(&tier) => words.extend(tier.into_iter().flat_map(tiers::word)),
            Kind::Words => file.cues.extend(tier),
            _ => file.cues.extend(tier.into_iter().map(|cue| spoken(cue, &name))),
        }
        class = items.next();
    }
    tiers::give(&mut file.cues, words);
    let lines = Lines::of(text);
    lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    for cue in file.cues.iter().filter(|cue| cue.start.is_none() || cue.end.is_none()) {
        let times =
            cue.place.start.as_ref().map_or(0..0, |start| start.start..cue.place.end.as_ref().map_or(start.end, |e| e.end));
        let found = text.get(times.clone()).unwrap_or("");
        file.unread.push(super::lines::unread(found, lines.number(times.start), times, "pair of times"));
    }
    Ok(file)
}

type Number = (f64, Range<usize>);

fn numbers(items: &mut impl Iterator<Item = Free>, count: usize) -> Vec<Number> {
    items.take(count).filter_map(|item| if let Free::Number(n, range) = item { Some((n, range)) } else { None }).collect()
}

/// The times of an interval, or the one of a point.
fn numbers_of(items: &mut impl Iterator<Item = Free>, class: &str) -> Vec<Number> {
    numbers(items, if class == "IntervalTier" { 2 } else { 1 })
}

fn interval(start: &Number, end: &Number, label: String, range: Range<usize>) -> FileCue {
    let place = Place {
        whole: start.1.start..range.end,
        start: Some(start.1.clone()),
        end: Some(end.1.clone()),
        text: range,
        line: 0,
    };
    FileCue {
        place,
        start: Timestamp::from_seconds(start.0),
        end: Timestamp::from_seconds(end.0),
        turns: vec![FileTurn::of(None, vec![label])],
        ..FileCue::default()
    }
}

fn spoken(mut cue: FileCue, tier: &str) -> FileCue {
    let speaker = Some(tier).filter(|name| *name != UNNAMED_TIER);
    cue.turns = cue.turns.into_iter().map(|turn| FileTurn::of(speaker, turn.lines)).collect();
    cue
}

fn free(text: &str) -> Vec<Free> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &text[at..];
        match c {
            '"' => {
                let (value, length) = string(&rest[1..]);
                found.push(Free::Text(value, at + 1..at + 1 + length));
                at = (at + length + 2).min(text.len());
            }
            '!' => at += rest.find(['\n', '\r']).unwrap_or(rest.len()),
            c if c.is_whitespace() => at += c.len_utf8(),
            _ => {
                let length = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                let token = &rest[..length];
                if let Ok(value) = token.parse::<f64>() {
                    found.push(Free::Number(value, at..at + length));
                } else if token == "<exists>" {
                    found.push(Free::Flag);
                }
                at += length;
            }
        }
    }
    found
}

/// A string up to its closing quote, and its length as written; a doubled one is a quote of its own.
fn string(text: &str) -> (String, usize) {
    let (mut value, mut at) = (String::new(), 0);
    while let Some(length) = text[at..].find('"') {
        value.push_str(&text[at..at + length]);
        at += length;
        if !text[at + 1..].starts_with('"') {
            return (value, at);
        }
        value.push('"');
        at += 2;
    }
    value.push_str(&text[at..]);
    (value, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_without_labels_and_with_doubled_quotes_is_read() {
        let text = "\"ooTextFile\"\n\"TextGrid\"\n0\n2\n<exists>\n1\n\"IntervalTier\"\n\"مي\"\n0\n2\n2\n0\n1\n\"\"\n1\n2\n\"a \"\"b\"\" 3\"\n";
        let file = read(text).unwrap();
        assert_eq!(file.cues.len(), 1);
        assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["a \"b\" 3"]);
        assert_eq!(file.cues[0].turns[0].speaker.as_deref(), Some("مي"));
        let place = &file.cues[0].place;
        assert_eq!((&text[place.text.clone()], &text[place.whole.start..place.whole.start + 3]), ("a \"\"b\"\" 3", "1\n2"));
        assert!(read("\"ooTextFile\" \"TextGrid\" 0 1 <exists> 1 \"IntervalTier\" \"x\" 0 1 999999999").is_err());
    }

    #[test]
    fn words_belong_to_what_is_said_when_they_are() {
        let tier = |name: &str, rows: &str| format!("\"IntervalTier\" \"{name}\" 0 9 {rows} ");
        let text = format!(
            "\"ooTextFile\" \"TextGrid\" 0 9 <exists> 3 {}{}{}",
            tier("Amal", "1 1 3 \"Yes, it rains.\""),
            tier("words", "3 1 1.5 \"yes\" 1.5 2 \"it\" 2 3 \"rains\""),
            tier("Amal - phones", "1 1 3 \"j\"")
        );
        let cues = read(&text).unwrap().cues;
        assert_eq!(cues.len(), 1);
        let times: Vec<_> = cues[0].words.iter().map(|w| (w.text.as_str(), w.start.unwrap().as_millis())).collect();
        assert_eq!(times, [("Yes,", 1000), ("it", 1500), ("rains.", 2000)]);
    }
}
