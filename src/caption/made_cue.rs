//! One cue of its words: who says them, in which lines, whose wording they are.

use super::breaks::Break;
use super::cue_times::Plan;
use super::layout::{Frame, Words, lay_out};
use super::segmentation::Item;
use super::utterance::{Departure, Utterance};
use super::{Cue, CueKind, Source, Turn, Unpublished, Wording};

/// The cue that was planned; `None` where nothing of it can be seen.
pub(super) fn cue(plan: &Plan, items: &[Item<'_>], utterances: &[Utterance], frame: &Frame) -> Option<Cue> {
    let span = plan.shown;
    if let Some(text) = &plan.sound {
        let cue = Cue::new(span, vec![Turn::of(vec![text.clone()])]).ok()?;
        return Some(cue.with_kind(CueKind::Sound));
    }
    let inside = items.get(plan.words.clone())?;
    let first = utterances.get(inside.first()?.utterance)?;
    let turns = inside.chunk_by(|a, b| voice(a, utterances) == voice(b, utterances)).map(|one| turn(one, utterances, frame));
    let cue = Cue::new(span, turns.collect()).ok()?;
    let mut sentences: Vec<usize> = inside.iter().filter_map(|i| utterances.get(i.utterance)?.sentence).collect();
    sentences.dedup();
    let words = inside.iter().map(|i| i.atom.time).collect();
    let unpublished = unpublished(inside);
    let source = source(inside, utterances);
    let cue = cue.with_source(source, sentences).with_words(words).with_unpublished(unpublished);
    Some(cue.with_language(first.language.clone()))
}

/// By what the words of one person are told from those of another.
fn voice<'a>(item: &Item<'_>, utterances: &'a [Utterance]) -> Option<&'a str> {
    Some(utterances.get(item.utterance)?.speaker.as_ref()?.name())
}

fn turn(items: &[Item<'_>], utterances: &[Utterance], frame: &Frame) -> Turn {
    let first = items.first();
    let speaker = first.and_then(|first| utterances.get(first.utterance)?.speaker.clone());
    Turn { speaker, label: first.and_then(|first| first.label.clone()), lines: lines(items, frame) }
}

/// Whose wording the words are: that which a person chose for any of them, else that of their utterances.
fn source(items: &[Item<'_>], utterances: &[Utterance]) -> Source {
    let chosen: Vec<Wording> = items.iter().filter_map(|i| i.atom.wording).collect();
    if chosen.contains(&Wording::Hand) {
        return Source::Edited;
    }
    if chosen.len() == items.len()
        && let Some(first) = chosen.first().filter(|first| chosen.iter().all(|other| other == *first))
    {
        return if *first == Wording::Article { Source::Published } else { Source::Spoken };
    }
    let mut sources = items.iter().filter_map(|i| Some(utterances.get(i.utterance)?.source));
    let Some(first) = sources.next() else { return Source::Unknown };
    let departs = items.iter().any(|i| i.atom.departures.iter().any(|d| matches!(d, Departure::Said { .. })));
    let reworded = first == Source::Published && departs;
    if chosen.is_empty() && !reworded && sources.all(|source| source == first) { first } else { Source::Mixed }
}

/// Where words depart from print: words of one place are one.
fn unpublished(items: &[Item<'_>]) -> Vec<Unpublished> {
    let mut found: Vec<Unpublished> = Vec::new();
    let mut open: Option<usize> = None;
    for (index, item) in items.iter().enumerate() {
        let was_open = open.take();
        for departure in &item.atom.departures {
            match departure {
                Departure::Said { place, word, published } => {
                    match found.last_mut().filter(|_| was_open == Some(*place)) {
                        Some(last) => (last.words.end, last.heard.end) = (index + 1, word + 1),
                        None => {
                            let (words, heard) = (index..index + 1, *word..word + 1);
                            found.push(Unpublished { words, published: published.clone(), heard });
                        }
                    }
                    open = Some(*place);
                }
                Departure::LeftOut(text) => {
                    let words = index + 1..index + 1;
                    found.push(Unpublished { words, published: Some(text.clone()), heard: 0..0 });
                }
            }
        }
    }
    found
}

/// The lines: those that a person made, else the best within the limits, else as many as it takes.
fn lines(items: &[Item<'_>], frame: &Frame) -> Vec<String> {
    let texts: Vec<&str> = items.iter().map(|i| i.atom.text.as_str()).collect();
    let last = items.len().saturating_sub(1);
    if items.iter().take(last).any(|i| i.atom.ends_line) {
        let rows = items.chunk_by(|a, _| !a.atom.ends_line);
        return rows.map(|row| row.iter().map(|i| i.atom.text.as_str()).collect::<Vec<_>>().join(" ")).collect();
    }
    let chars: Vec<usize> = items.iter().map(|i| i.atom.chars).collect();
    let breaks: Vec<Break> = items.iter().map(|i| i.after).collect();
    let label = items.first().map_or(0, Item::label_chars);
    match lay_out(&Words { chars: &chars, breaks: &breaks, label }, frame) {
        Some(layout) => layout.lines(&texts),
        None => filled(&texts, &chars, label, frame.max_line_chars),
    }
}

/// More words than the limits have room for, in full lines: a person joined or wrote them so.
fn filled(texts: &[&str], chars: &[usize], label: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = label;
    for (text, chars) in texts.iter().zip(chars) {
        match lines.last_mut().filter(|_| width + 1 + chars <= most) {
            Some(line) => {
                line.push(' ');
                line.push_str(text);
                width += 1 + chars;
            }
            None => {
                width = chars + if lines.is_empty() { label } else { 0 };
                lines.push((*text).to_owned());
            }
        }
    }
    lines
}
