//! The article, sentence by sentence.

use super::super::coverage::counts;
use super::super::labels::Labels;
use super::super::{FindingKind, Line};
use super::clock::{Time, time};
use super::places::{Place, places};
use super::quote::Quote;
use crate::align::SentenceStatus;
use crate::text::{Language, TextRange, stage_directions};

/// A sentence as the page shows it.
pub(super) struct Row<'a> {
    pub(super) id: usize,
    pub(super) number: usize,
    pub(super) class: &'static str,
    pub(super) part: &'static str,
    pub(super) headline: bool,
    pub(super) status: &'static str,
    pub(super) time: Option<Time>,
    pub(super) remarks: Vec<String>,
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) heard: Option<Quote<'a>>,
    pub(super) same: bool,
    pub(super) differences: Vec<Place<'a>>,
}

/// A run of the published sentence, said or not.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) heard: bool,
}

/// `language` is the article's.
pub(super) fn row<'a>(line: &'a Line, language: &'a Language, l: &'static Labels) -> Row<'a> {
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(line.duplicate_of.map(|of| format!("{} {}", l.duplicate, of + 1)));
    remarks.extend((line.moved && line.duplicate_of.is_none()).then(|| l.moved.to_owned()));
    remarks.extend(line.ambiguous.then(|| l.ambiguous.to_owned()));
    remarks.extend(line.time.is_inferred().then(|| l.inferred.to_owned()));
    if line.confidence < 0.8 && line.status != SentenceStatus::Boilerplate {
        remarks.push(format!("{} {:.0} %", l.confidence, f64::from(line.confidence) * 100.0));
    }
    let said = matches!(line.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    let is_direction = line.status == SentenceStatus::Boilerplate && !stage_directions(&line.published).is_empty();
    let sounded = line.sound.as_ref();
    let translated = line.translation.as_ref();
    let heard = line.heard.as_deref().filter(|_| said || translated.is_some()).or(sounded.map(|sound| sound.text.as_str()));
    remarks.extend(translated.map(|t| l.stretch(&t.reason(language))));
    Row {
        id: line.id,
        number: line.id + 1,
        class: match line.status {
            SentenceStatus::Spoken => "spoken",
            SentenceStatus::Partly => "partly",
            SentenceStatus::NotSpoken if translated.is_some() => "partly",
            // Nobody is expected to read a headline or the hand-over.
            SentenceStatus::NotSpoken if counts(line.part) => "not",
            SentenceStatus::NotSpoken | SentenceStatus::Boilerplate => "furniture",
        },
        part: l.part(line.part),
        headline: line.part == crate::article::PartKind::Headline,
        status: match translated {
            Some(_) => l.finding(FindingKind::Translated),
            None if is_direction => l.stage_direction,
            None => l.status(line.status),
        },
        time: line.time.span().or(translated.map(|t| t.span)).or(sounded.and_then(|sound| sound.span)).map(time),
        remarks,
        // Of a sentence that was not said, every word is unheard; marking each says nothing.
        pieces: pieces(line, said),
        heard: heard.map(|text| Quote::new(text, translated.map(|t| &t.language), language)),
        same: said && line.differences.is_empty() && line.status == SentenceStatus::Spoken,
        differences: if said { places(&line.differences, &line.changes, l) } else { Vec::new() },
    }
}

/// The sentence cut where heard and unheard words meet; the space between two unheard words is unheard.
fn pieces(line: &Line, mark: bool) -> Vec<Piece<'_>> {
    let text = line.published.as_str();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for range in line.unheard.iter().filter(|r| mark && line.range.holds(**r)) {
        let own = TextRange::new(range.start() - line.range.start(), range.end() - line.range.start());
        let Some((start, end)) = own.map(|r| (r.start(), r.end())) else { continue };
        match runs.last_mut() {
            Some((_, last)) if text.get(*last..start).is_some_and(|between| !between.chars().any(char::is_alphanumeric)) => {
                *last = end
            }
            _ => runs.push((start, end)),
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    for (start, end) in runs {
        found.push(Piece { text: text.get(at..start).unwrap_or(""), heard: true });
        found.push(Piece { text: text.get(start..end).unwrap_or(""), heard: false });
        at = end;
    }
    found.push(Piece { text: text.get(at..).unwrap_or(""), heard: true });
    found.retain(|piece| !piece.text.is_empty());
    found
}
