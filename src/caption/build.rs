//! From alignment to cues: words in a row, cut into cues, given times and lines.

use std::ops::Range;

use super::breaks::{self, Break};
use super::cue_times::{self, Plan};
use super::layout::{Frame, Words, lay_out};
use super::segmentation::{self, Item};
use super::utterance::{Atom, Departure, Utterance};
use super::{
    Cue, CueKind, CueOptions, CueRules, CueTrack, Source, Speaker, Turn, Unpublished, labels, punctuation, sounds,
    utterances,
};
use crate::align::{Matched, word_times};
use crate::article::Article;
use crate::text::Language;
use crate::time::{Millis, Span, Timed, Timestamp};
use crate::transcript::{SpeakingRate, Transcript};

/// Milliseconds of a pause between two utterances that no cue bridges: a cue ends in front of it.
const PAUSE_MS: u32 = 1500;

/// The captions of a recording that belongs to its article: what was said, in the wording that `options` ask for, cut into cues
/// that keep their limits.
///
/// The cuts are one optimum over the whole recording, found by dynamic programming in a time that grows with its length:
/// every way to group words into cues and lines is weighed by sense, reading speed, durations and the shape of the lines.
/// Nothing that was said is shortened. Speech that is faster than the limit is shown faster than the limit, after all free
/// time around it has been used; [`super::lint`] says so with its reason.
///
/// A cue starts with its first word that has a time, never at a time that nobody heard. Where that word is not the cue's
/// first, or its time is inferred, [`super::lint`] names the cue.
#[must_use]
pub fn cues(pair: Matched<'_>, options: &CueOptions) -> CueTrack {
    let (alignment, transcript, article) = (pair.alignment(), pair.transcript(), pair.article());
    let language = options.language.clone().unwrap_or_else(|| language_of(article, transcript));
    let utterances = utterances::utterances(alignment, transcript, article, options);
    let mut labels = sounds::noted(transcript, &alignment.times_of(transcript), &options.rules, &language);
    if options.label_silence {
        labels.extend(sounds::silences(alignment, &labels, &options.rules, &language));
    }
    track(&utterances, labels, transcript.duration(), language, options)
}

/// The captions of a recording without an article: what was heard, in the transcript's wording, cut as [`cues`] does. Nothing
/// is told of stretches without speech, and nothing of what was published; [`CueOptions::text`] is of no account.
///
/// ```
/// use rawi::caption::{CueOptions, Preset, cues_without_article};
/// let heard = rawi::transcript::read(br#"{"segments": [{"start": 0.5, "end": 2, "text": "It is open."}]}"#, None)?;
/// let track = cues_without_article(&heard, &CueOptions::new(Preset::PodcastVtt.rules()));
/// assert_eq!(track.cues()[0].text(), "It is open.");
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn cues_without_article(transcript: &Transcript, options: &CueOptions) -> CueTrack {
    let language = options.language.clone().unwrap_or_else(|| transcript.language().clone());
    let times = word_times(transcript);
    let utterances = utterances::without_article(transcript, &times, options);
    let labels = sounds::noted(transcript, &times, &options.rules, &language);
    track(&utterances, labels, transcript.duration(), language, options)
}

/// Utterances as cues, with `labels` of sounds between them, in a recording of this length.
fn track(
    utterances: &[Utterance],
    labels: Vec<Plan>,
    length: Option<Millis>,
    language: Language,
    options: &CueOptions,
) -> CueTrack {
    let rules = &options.rules;
    let utterances = &with_reporter(utterances, &language)[..];
    let items = items(utterances, options, length.map(Millis::as_millis));
    let frame = Frame::of(rules.limits());
    let cuts = segmentation::segments(&items, &frame, rules, &language);
    let mut plans: Vec<Plan> = cuts.iter().map(|cut| plan(&items, cut.clone(), rules, &language)).collect();
    plans.extend(labels);
    plans.sort_by_key(|plan| plan.speech.start());
    cue_times::settle(&mut plans, rules.limits(), length);
    let cues = plans.iter().filter_map(|plan| cue(plan, &items, utterances, &frame)).collect();
    CueTrack::settled(language, cues)
}

fn language_of(article: &Article, transcript: &Transcript) -> Language {
    if *article.language() == Language::unknown() { transcript.language().clone() } else { article.language().clone() }
}

/// Gives the words of nobody in particular that follow somebody's to the reporter, whose they are: without a name they would be taken
/// for the other's.
fn with_reporter(utterances: &[Utterance], language: &Language) -> Vec<Utterance> {
    let first_named = utterances.iter().position(|u| u.speaker.is_some()).unwrap_or(utterances.len());
    let mut all = utterances.to_vec();
    for utterance in all.iter_mut().skip(first_named).filter(|u| u.speaker.is_none()) {
        utterance.speaker = Speaker::new(labels::reporter(language));
    }
    all
}

/// All words in a row, with what lies between them.
fn items<'a>(utterances: &'a [Utterance], options: &CueOptions, end_ms: Option<u32>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let mut last_speaker: Option<&Speaker> = None;
    for (number, utterance) in utterances.iter().enumerate() {
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

/// The cue of the words `cut`, before its final times.
fn plan(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> Plan {
    let inside = &items[cut.clone()];
    // Only words with a time of their own say when the cue begins; a cue of words without any lies where they must have been.
    let start = inside.iter().find(|i| i.atom.time.span().is_some()).or(inside.first()).map_or(0, |i| i.start);
    // The cue stays until its last word is over: as the recogniser heard it, not only for as long as a voice needs for it.
    let end = inside.iter().map(|i| i.heard_until).max().unwrap_or(start).max(start);
    let need = segmentation::reading_ms(items, cut.clone(), rules, language);
    let new_voice = inside.first().is_some_and(|i| i.label.is_some());
    Plan::speech(Span::from_millis(start, end), need, new_voice, cut)
}

/// The cue that was planned; `None` where nothing of it can be seen.
fn cue(plan: &Plan, items: &[Item<'_>], utterances: &[Utterance], frame: &Frame) -> Option<Cue> {
    let span = plan.shown;
    if let Some(text) = &plan.sound {
        let cue = Cue::new(span, vec![Turn::of(vec![text.clone()])]).ok()?;
        return Some(cue.with_kind(CueKind::Sound));
    }
    let inside = items.get(plan.words.clone())?;
    let first = utterances.get(inside.first()?.utterance)?;
    let turn = Turn { speaker: first.speaker.clone(), label: inside.first()?.label.clone(), lines: lines(inside, frame) };
    let mut sentences: Vec<usize> = inside.iter().filter_map(|i| utterances.get(i.utterance)?.sentence).collect();
    sentences.dedup();
    let words = inside.iter().map(|i| i.atom.time).collect();
    let mut sources = inside.iter().filter_map(|i| Some(utterances.get(i.utterance)?.source));
    let unpublished = unpublished(inside);
    let reworded = first.source == Source::Published && unpublished.iter().any(|place| !place.words.is_empty());
    let source = if sources.all(|source| source == first.source) && !reworded { first.source } else { Source::Mixed };
    let cue = Cue::new(span, vec![turn]).ok()?;
    let cue = cue.with_source(source, sentences).with_words(words).with_unpublished(unpublished);
    Some(cue.with_language(first.language.clone()))
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

fn lines(items: &[Item<'_>], frame: &Frame) -> Vec<String> {
    let chars: Vec<usize> = items.iter().map(|i| i.atom.chars).collect();
    let breaks: Vec<Break> = items.iter().map(|i| i.after).collect();
    let label = items.first().map_or(0, Item::label_chars);
    let texts: Vec<&str> = items.iter().map(|i| i.atom.text.as_str()).collect();
    lay_out(&Words { chars: &chars, breaks: &breaks, label }, frame).unwrap_or_default().lines(&texts)
}
