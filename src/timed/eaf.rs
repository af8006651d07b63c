//! ELAN's EAF: a tier for each speaker; a tier below it, or one called `words`, holds the words.

use std::collections::HashMap;
use std::ops::Range;

use super::lines::{Lines, unread};
use super::phrases::Placed;
use super::tiers::{self, Kind, UNNAMED_TIER};
use super::xml::{self, Dialect, Node};
use super::{Error, FileCue, FileTurn, Form, Place, TimedText};
use crate::time::Timestamp;

/// A time slot: its time, and where that is written.
type Slots<'a> = HashMap<&'a str, (Timestamp, Option<Range<usize>>)>;

pub(super) fn read(text: &str) -> Result<TimedText, Error> {
    let root = xml::parse(text, "EAF", Dialect::Xml)?;
    let slot = |slot: &'_ Node| -> Option<(Timestamp, Option<Range<usize>>)> {
        let ms = slot.attribute("TIME_VALUE")?.parse().ok()?;
        Some((Timestamp::from_millis(ms), slot.attribute_place("TIME_VALUE")))
    };
    let found = root.all("TIME_SLOT");
    let slots: Slots<'_> =
        found.into_iter().filter_map(|node| Some((node.attribute("TIME_SLOT_ID")?, slot(node)?))).collect();
    let mut file = TimedText::new(Form::Eaf);
    let mut spoken: Vec<(&str, Vec<FileCue>)> = Vec::new();
    let mut words: Vec<(Option<&str>, Vec<Placed>)> = Vec::new();
    for tier in root.all("TIER") {
        let name = tier.attribute("TIER_ID").unwrap_or("");
        let parent = tier.attribute("PARENT_REF");
        let cues: Vec<FileCue> = tier.all("ALIGNABLE_ANNOTATION").into_iter().map(|node| cue(node, &slots)).collect();
        match tiers::kind(name) {
            Kind::Pieces => {}
            Kind::Text if parent.is_none() => {
                let speaker =
                    tier.attribute("PARTICIPANT").filter(|p| !p.is_empty()).or(Some(name).filter(|n| *n != UNNAMED_TIER));
                spoken.push((name, cues.into_iter().map(|cue| said_by(speaker, cue)).collect()));
            }
            Kind::Words if parent.is_none() && !tiers::are_words(&cues) => spoken.push((name, cues)),
            // Translations and notes lie below a tier too: words are single.
            _ if !tiers::are_words(&cues) => {}
            _ => words.push((parent, cues.into_iter().flat_map(tiers::word).collect())),
        }
    }
    for (parent, words) in words {
        match spoken.iter_mut().find(|(name, _)| parent.is_none_or(|parent| parent == *name)) {
            Some((_, cues)) => tiers::give(cues, words),
            None => tiers::give(&mut file.cues, words),
        }
    }
    file.cues.extend(spoken.into_iter().flat_map(|(_, cues)| cues));
    file.cues.sort_by_key(|cue| cue.place.whole.start);
    let lines = Lines::of(text);
    lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    for cue in file.cues.iter().filter(|cue| cue.start.is_none() || cue.end.is_none()) {
        let words = cue.lines().collect::<Vec<_>>().join(" ");
        file.unread.push(unread(&words, cue.place.line, cue.place.whole.clone(), "annotation with times"));
    }
    Ok(file)
}

fn cue(annotation: &Node, slots: &Slots<'_>) -> FileCue {
    let slot = |key: &str| slots.get(annotation.attribute(key)?).cloned();
    let (start, end) = (slot("TIME_SLOT_REF1"), slot("TIME_SLOT_REF2"));
    let value = annotation.all("ANNOTATION_VALUE").into_iter().next();
    let place = Place {
        whole: annotation.range.clone(),
        start: start.as_ref().and_then(|(_, range)| range.clone()),
        end: end.as_ref().and_then(|(_, range)| range.clone()),
        text: value.map_or(annotation.range.end..annotation.range.end, Node::inside),
        line: 0,
    };
    let text = value.map(Node::text).unwrap_or_default();
    FileCue {
        place,
        id: annotation.attribute("ANNOTATION_ID").map(str::to_owned),
        start: start.map(|(at, _)| at),
        end: end.map(|(at, _)| at),
        turns: vec![FileTurn::of(None, Lines::of(&text).iter().map(str::to_owned).collect())],
        ..FileCue::default()
    }
}

fn said_by(speaker: Option<&str>, mut cue: FileCue) -> FileCue {
    cue.turns = cue.turns.into_iter().map(|turn| FileTurn::of(speaker, turn.lines)).collect();
    cue
}
