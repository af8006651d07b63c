//! Whether cues begin when their words were heard: the words of a cue are looked for near it in the transcript.

use super::cue_in_file::CueInFile;
use super::{Breach, CueRules, RawCue, Rule};
use crate::align::word_times;
use crate::text::{Normalised, tokens};
use crate::transcript::Transcript;

/// Milliseconds before and behind the start of a cue within which its words are looked for.
const REACH_MS: u32 = 30_000;
/// Milliseconds by which a cue may begin later than its first word, or earlier than the lead-in allows, without drifting.
const TOLERANCE_MS: u32 = 500;
/// Share of a cue's words, in percent, that must be heard in a row from a place on for the place to be believed.
const MIN_MATCHED: usize = 60;
/// Milliseconds from the start of a cue beyond which a place is believed only where the cue's words are not heard at the cue.
const FAR_MS: u32 = 3000;
/// Share of a cue's words, in percent, that must be heard while it shows for the cue to be where it belongs.
const MIN_HERE: usize = 40;
/// Words of a cue below which it is not looked for: one or two words are said everywhere.
const MIN_WORDS: usize = 3;
/// Excuse of a cue whose first word has a time that the alignment concluded.
const NOT_BELIEVED: &str = "the time of its first word is not the recogniser's, which was not believed";

/// A word of the transcript.
struct Heard {
    word: Normalised,
    /// When it begins, in milliseconds.
    start: u32,
    /// Whether the recogniser gave that time, and not a rule.
    certain: bool,
}

/// The words of a recording, to look for those of cues among them.
pub(super) struct Drift<'a> {
    rules: &'a CueRules,
    heard: Vec<Heard>,
}

impl<'a> Drift<'a> {
    pub(super) fn new(rules: &'a CueRules, transcript: &Transcript) -> Self {
        let times = word_times(transcript);
        let words = transcript.words().iter().zip(times);
        let timed = words.filter_map(|(word, time)| Some((word, time, time.span()?.start().as_millis())));
        let heard = timed.flat_map(|(word, time, start)| {
            let certain = time.is_heard();
            tokens(&word.text).into_iter().map(move |t| Heard { word: t.normalised, start, certain })
        });
        Self { rules, heard: heard.collect() }
    }

    /// What a cue breaks by when it begins.
    pub(super) fn of(&self, place: CueInFile<'_>) -> Option<Breach> {
        drift(place, self.rules, &self.heard)
    }
}

/// The cue begins too far from where its first word was heard, or with a word that was not heard.
fn drift(place: CueInFile<'_>, rules: &CueRules, heard: &[Heard]) -> Option<Breach> {
    let cue = place.cue;
    let first = first_word(cue, heard)?;
    if !first.certain {
        // A file with word times says so itself.
        let inferred = place.breach(Rule::Unheard, "begins with a word whose time is inferred from its segment");
        return cue.words.is_empty().then(|| inferred.excused(Some("no better time is known")));
    }
    let (shown, said) = (cue.start.as_millis(), first.start);
    let (limit, how) = if said > shown {
        (rules.limits().lead_in_ms.saturating_add(TOLERANCE_MS), "earlier")
    } else {
        (TOLERANCE_MS, "later")
    };
    let off = said.abs_diff(shown);
    if off <= limit {
        return None;
    }
    let message = format!("begins {:.1} s {how} than its first word was heard", f64::from(off) / 1000.0);
    let not_believed = cue.words.first().is_some_and(|w| !w.is_heard()).then_some(NOT_BELIEVED);
    Some(place.breach(Rule::Drift, message).measured(off as f32, limit as f32).excused(not_believed))
}

/// Where the first word of `cue` was heard; `None` where its words are not found near it, or not surely.
fn first_word<'a>(cue: &RawCue, heard: &'a [Heard]) -> Option<&'a Heard> {
    let text = cue.turns.iter().flat_map(|t| &t.lines).map(String::as_str).collect::<Vec<_>>().join(" ");
    let words: Vec<Normalised> = tokens(&super::bidi::strip(&text)).into_iter().map(|t| t.normalised).collect();
    let first = words.first()?;
    if words.len() < MIN_WORDS {
        return None;
    }
    let shown = cue.start.as_millis();
    let from = heard.partition_point(|h| h.start < shown.saturating_sub(REACH_MS));
    let to = heard.partition_point(|h| h.start <= shown.saturating_add(REACH_MS));
    let matched = |at: usize| words.iter().zip(heard.get(at..).unwrap_or(&[])).filter(|(a, b)| **a == b.word).count();
    let believed = |at: &usize| heard[*at].word == *first && matched(*at) * 100 >= words.len() * MIN_MATCHED;
    // Refrains are said again and again: the nearest place, and a far one only where the cue's words are not here.
    let off = |at: &usize| heard[*at].start.abs_diff(shown);
    let at = (from..to).filter(believed).min_by_key(off)?;
    if off(&at) > FAR_MS && is_here(cue, &words, heard) {
        return None;
    }
    heard.get(at)
}

/// Whether a good part of the cue's words were heard while it shows.
fn is_here(cue: &RawCue, words: &[Normalised], heard: &[Heard]) -> bool {
    let from = heard.partition_point(|h| h.start < cue.start.as_millis().saturating_sub(TOLERANCE_MS));
    let to = heard.partition_point(|h| h.start <= cue.end.as_millis());
    let near = heard.get(from..to).unwrap_or(&[]);
    words.iter().filter(|w| near.iter().any(|h| h.word == **w)).count() * 100 >= words.len() * MIN_HERE
}
