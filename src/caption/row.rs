//! The words of all utterances in a row, each with its place in time and with what a break behind it would part.

use super::breaks::{self, Break};
use super::segmentation::Item;
use super::utterance::{Atom, Utterance};
use super::{CueOptions, Source, Speaker, labels, punctuation};
use crate::time::{Millis, Span, Timed, Timestamp};
use crate::transcript::SpeakingRate;

/// Milliseconds of a pause between two utterances that no cue bridges: a cue ends in front of it.
const PAUSE_MS: u32 = 1500;

/// All words in a row, with what lies between them.
pub(super) fn items<'a>(utterances: &'a [Utterance], options: &CueOptions, end_ms: Option<u32>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let mut last_speaker: Option<&Speaker> = None;
    // Of an utterance whose words a person took away nothing is left.
    for (number, utterance) in utterances.iter().enumerate().filter(|(_, utterance)| !utterance.atoms.is_empty()) {
        let speaker = utterance.speaker.as_ref();
        let changed = speaker.map(Speaker::name) != last_speaker.map(Speaker::name);
        let limits = options.rules.limits();
        let label = speaker.filter(|_| changed && options.label_speakers);
        for (index, atom) in utterance.atoms.iter().enumerate() {
            let mut item = Item::new(atom, number);
            if index == 0 {
                item.begins = true;
                item.label = label.map(|speaker| labels::speaker_label(speaker.name(), limits));
            }
            items.push(item);
        }
        last_speaker = speaker;
    }
    place(&mut items, end_ms);
    for index in 1..items.len() {
        let (left, right) = (&items[index - 1], &items[index]);
        let (after, forced) = break_between(left, &utterances[left.utterance], right, &utterances[right.utterance]);
        (items[index - 1].after, items[index - 1].forced) = (after, forced);
    }
    items
}

/// What a break between two words of a row would part, and whether a cue must end there.
fn break_between(left: &Item<'_>, before: &Utterance, right: &Item<'_>, behind: &Utterance) -> (Break, bool) {
    let pause = right.start.saturating_sub(left.end);
    let other_voice = before.speaker != behind.speaker || before.language != behind.language;
    let forced = right.begins && (other_voice || pause >= PAUSE_MS);
    // Where the wording changes from the article's to the transcript's in the middle of a sentence, sense decides as it does
    // everywhere: a cue of each source by itself would be a scrap that nobody can read in time.
    let printed = |u: &Utterance| u.source == Source::Published;
    let one_sentence = before.sentence.is_some() && before.sentence == behind.sentence;
    let runs_on = !right.begins || one_sentence || printed(before) != printed(behind);
    let after = match breaks::between(&left.atom.text, &right.atom.text) {
        by_words if runs_on => by_words,
        // A heading is a sentence, though it has no full stop.
        _ if printed(before) || punctuation::ends_sentence(&left.atom.text) => Break::Sentence,
        _ => Break::Clause,
    };
    (after, forced)
}

/// Gives every word a place in time for weighing cuts: its own where it has one, else between its neighbours. These places
/// are never shown: a cue's start comes from a word with a time.
fn place(items: &mut [Item<'_>], end_ms: Option<u32>) {
    let mut floor = 0;
    let mut index = 0;
    while index < items.len() {
        if let Some(span) = items[index].atom.time.span() {
            let start = span.start().as_millis().max(floor);
            items[index].start = start;
            items[index].end = believable_end(span, items[index].atom).max(start);
            items[index].heard_until = heard_until(items[index].atom, span).max(items[index].end);
            if let Some(before) = index.checked_sub(1) {
                items[before].end = items[before].end.min(start).max(items[before].start);
            }
            floor = start;
            index += 1;
            continue;
        }
        let upto = (index..items.len()).find(|i| items[*i].atom.time.span().is_some()).unwrap_or(items.len());
        let from = index.checked_sub(1).map_or(0, |i| items[i].end).max(floor);
        let to =
            items.get(upto).and_then(|i| i.atom.time.span()).map_or(end_ms.unwrap_or(u32::MAX), |s| s.start().as_millis());
        spread(&mut items[index..upto], from, to.max(from));
        floor = from;
        index = upto;
    }
}

/// Words without a time, laid out between two instants with no more room than an unhurried voice takes, next to the word that they
/// belong to: the one behind them at the start of an utterance, else the one before.
fn spread(items: &mut [Item<'_>], from: u32, to: u32) {
    let unhurried =
        |i: &Item<'_>| if i.atom.is_word { SpeakingRate::UNHURRIED.of_letters(i.atom.chars) } else { Millis::ZERO };
    let takes: Vec<Millis> = items.iter().map(unhurried).collect();
    let want = takes.iter().fold(Millis::ZERO, |sum, ms| sum + *ms);
    let room = want.min(Millis::new(to - from));
    let leads = items.first().is_some_and(|i| i.begins) && to != u32::MAX;
    let start = if leads { Timestamp::from_millis(to).saturating_sub(room) } else { Timestamp::from_millis(from) };
    let shares = Span::between(start, start + room).shared(takes.iter().map(|ms| u64::from(ms.as_millis())));
    for (item, share) in items.iter_mut().zip(shares) {
        (item.start, item.end) = (share.start().as_millis(), share.end().as_millis());
        item.heard_until = item.end;
    }
}

/// Recognisers let a word last until the next one begins. For weighing, a word ends no later than a very slow voice ends it; a
/// numeral is said in more letters than it is printed with.
fn believable_end(span: Span, atom: &Atom) -> u32 {
    if atom.text.chars().any(char::is_numeric) {
        return span.end().as_millis();
    }
    span.end().min(span.start() + SpeakingRate::SLOWEST.of_letters(atom.chars)).as_millis()
}

/// Until when a word with this time is heard, in milliseconds: as the recogniser says. An inferred time may be the whole hole
/// between two words, so it counts no further than the longest that anybody draws the word out.
fn heard_until(atom: &Atom, span: Span) -> u32 {
    let end = match atom.time {
        Timed::Heard(_) => span.end(),
        _ => span.end().min(span.start() + SpeakingRate::LONGEST.of_letters(atom.chars)),
    };
    end.as_millis()
}
