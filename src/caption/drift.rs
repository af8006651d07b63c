//! Whether cues begin when their words were heard: the words of a cue are looked for near it in the transcript.

use super::{CaptionFile, CueRules, Finding, RawCue, Rule, heard};
use crate::text::{Normalised, tokens};
use crate::transcript::Transcript;

/// How far around a cue its words are looked for.
const REACH_MS: u32 = 30_000;
/// A cue may begin this much later than its first word, or earlier than the rules allow, before it is said to drift.
const SLACK_MS: u32 = 500;
/// Of a cue's words as many must be found in a row, in percent, for the place to be believed.
const ALIKE: usize = 60;
/// From here on a place is far.
const FAR_MS: u32 = 3000;
/// With as many of its words heard while it shows, in percent, a cue is where it belongs.
const HERE: usize = 40;

struct Heard {
    word: Normalised,
    start: u32,
    /// Whether the recogniser gave that time, and not a rule.
    certain: bool,
}

pub(super) fn find(file: &CaptionFile, rules: &CueRules, transcript: &Transcript) -> Vec<Finding> {
    let times = heard::times(transcript);
    let heard: Vec<Heard> = transcript
        .words()
        .iter()
        .zip(times)
        .filter_map(|(word, time)| Some((word, time, time.span()?.start().as_millis())))
        .flat_map(|(word, time, start)| {
            let certain = time.is_heard();
            tokens(&word.text).into_iter().map(move |t| Heard { word: t.normalised, start, certain })
        })
        .collect();
    let mut found = Vec::new();
    for (index, cue) in file.cues.iter().enumerate() {
        let Some((at, certain)) = place(cue, &heard) else { continue };
        if !certain {
            // A file without word times cannot say so itself.
            found.extend(cue.words.is_empty().then(|| unheard(index, cue)));
            continue;
        }
        let shown = cue.start.as_millis();
        let (early, late) = (at.saturating_sub(shown), shown.saturating_sub(at));
        let limit = if early > 0 { rules.limits().lead_in_ms.saturating_add(SLACK_MS) } else { SLACK_MS };
        let off = early.max(late);
        if off > limit {
            let unheard = cue.words.first().is_some_and(|w| !w.is_heard());
            let how = if early > 0 { "earlier" } else { "later" };
            found.push(Finding {
                cue: index + 1,
                at: cue.start,
                rule: Rule::Drift,
                message: format!("begins {:.1} s {how} than its first word was heard", f64::from(off) / 1000.0),
                measured: Some(off as f32),
                limit: Some(limit as f32),
                fixable: false,
                reason: unheard.then_some("the time of its first word is not the recogniser's, which was not believed"),
            });
        }
    }
    found
}

/// The cue begins with a word that the recogniser gave no time of its own.
fn unheard(index: usize, cue: &RawCue) -> Finding {
    Finding {
        cue: index + 1,
        at: cue.start,
        rule: Rule::Unheard,
        message: "begins with a word whose time is inferred from its segment".to_owned(),
        measured: None,
        limit: None,
        fixable: false,
        reason: Some("no better time is known"),
    }
}

/// When the first word of `cue` was heard, and whether that is the recogniser's time or one inferred; `None` where its words are not found near it, or not surely.
fn place(cue: &RawCue, heard: &[Heard]) -> Option<(u32, bool)> {
    let text = cue.turns.iter().flat_map(|t| &t.lines).map(String::as_str).collect::<Vec<_>>().join(" ");
    let words: Vec<Normalised> = tokens(&super::bidi::strip(&text)).into_iter().map(|t| t.normalised).collect();
    let first = words.first()?;
    if words.len() < 3 {
        return None;
    }
    let shown = cue.start.as_millis();
    let from = heard.partition_point(|h| h.start < shown.saturating_sub(REACH_MS));
    let to = heard.partition_point(|h| h.start <= shown.saturating_add(REACH_MS));
    let alike = |at: usize| words.iter().zip(heard.get(at..).unwrap_or(&[])).filter(|(a, b)| **a == b.word).count();
    let believed = |at: &usize| heard[*at].word == *first && alike(*at) * 100 >= words.len() * ALIKE;
    // Refrains are said again and again: the nearest place, and a far one only where the cue's words are not here.
    let off = |at: &usize| heard[*at].start.abs_diff(shown);
    let at = (from..to).filter(believed).min_by_key(off)?;
    if off(&at) > FAR_MS && is_here(cue, &words, heard) {
        return None;
    }
    Some((heard[at].start, heard[at].certain))
}

/// Whether a good part of the cue's words were heard while it shows.
fn is_here(cue: &RawCue, words: &[Normalised], heard: &[Heard]) -> bool {
    let from = heard.partition_point(|h| h.start < cue.start.as_millis().saturating_sub(SLACK_MS));
    let to = heard.partition_point(|h| h.start <= cue.end.as_millis());
    let near = heard.get(from..to).unwrap_or(&[]);
    words.iter().filter(|w| near.iter().any(|h| h.word == **w)).count() * 100 >= words.len() * HERE
}
