//! Captions that somebody made, at the times at which their words were heard.

use super::{CaptionFile, RawCue};
use crate::time::{Delta, Millis, Span, Timed, Timestamp};
use crate::transcript::{Transcript, Word, corrected};

/// How long a cue stays behind its last word, where the next one lets it.
const LINGER: Millis = Millis::new(500);

/// Captions at heard times.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resynced {
    /// The captions, in the order of the file.
    pub file: CaptionFile,
    /// How many cues have no word that was heard: they are where the nearest heard one in front of them was moved to.
    pub unheard: usize,
    /// Of all words so many were heard, in percent.
    pub heard_percent: usize,
}

/// The captions of `file`, each from its first to its last heard word. The words are compared as the aligner compares them, and keep
/// their order. A cue lasts as long as it did, and half a second beyond its last word, where the next one does not begin before.
#[must_use]
pub fn resync(file: &CaptionFile, heard: &Transcript) -> Resynced {
    let lines: Vec<String> = file.cues.iter().map(line).collect();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let timed = corrected(heard, &text);
    let mut words = timed.words().iter();
    let placed: Vec<Vec<&Word>> =
        lines.iter().map(|line| words.by_ref().take(line.split_whitespace().count()).collect()).collect();
    let all: usize = placed.iter().map(Vec::len).sum();
    let found = placed.iter().flatten().filter(|word| word.span.is_some()).count();
    let mut cues: Vec<RawCue> = Vec::with_capacity(file.cues.len());
    let (mut moved, mut unheard) = (None, 0);
    for (cue, words) in file.cues.iter().zip(&placed) {
        let span = words.iter().filter_map(|word| word.span).reduce(Span::hull);
        let linger = if span.is_some() { LINGER } else { Millis::ZERO };
        unheard += usize::from(span.is_none());
        let span = span.unwrap_or_else(|| carried(cue, moved, &file.cues, &placed));
        moved = Some(span.start().since(cue.start));
        let lasted = Span::between(cue.start, cue.end.max(cue.start)).duration();
        let end = (span.end() + linger).max(span.start() + lasted);
        let times: Vec<Timed> = words.iter().map(|word| word.span.map_or(Timed::Absent, Timed::Heard)).collect();
        cues.push(RawCue { start: span.start(), end, words: times, ..cue.clone() });
    }
    for at in 1..cues.len() {
        let next = cues[at].start;
        let cue = &mut cues[at - 1];
        cue.end = cue.end.min(next.max(cue.start));
    }
    let heard_percent = (found * 100).checked_div(all).unwrap_or(0);
    Resynced { file: CaptionFile { cues, ..file.clone() }, unheard, heard_percent }
}

/// The words of a cue on a line, none of which can be taken for a time.
fn line(cue: &RawCue) -> String {
    let lines = cue.turns.iter().flat_map(|turn| &turn.lines);
    let line = lines.flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
    // Where a line begins with a time in brackets that would be the line's own.
    if line.starts_with('[') { line.replacen('[', "(", 1) } else { line }
}

/// Where a cue without a heard word belongs: moved as the one in front, or else as the first that was heard.
fn carried(cue: &RawCue, moved: Option<Delta>, cues: &[RawCue], placed: &[Vec<&Word>]) -> Span {
    let first = || {
        let heard =
            |(cue, words): (&RawCue, &Vec<&Word>)| Some(words.iter().find_map(|word| word.span)?.start().since(cue.start));
        cues.iter().zip(placed).find_map(heard)
    };
    let by = moved.or_else(first).unwrap_or_default();
    let at = |time: Timestamp| time.saturating_shift(by);
    Span::between(at(cue.start), at(cue.end.max(cue.start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_go_where_their_words_were_heard() {
        let words: Vec<_> = "the bridge is open and farmers cross the river again"
            .split(' ')
            .enumerate()
            .map(|(i, word)| serde_json::json!({ "word": word, "start": 10.0 + i as f64, "end": 10.5 + i as f64 }))
            .collect();
        let heard = crate::transcript::read(serde_json::json!({ "words": words }).to_string().as_bytes(), None).unwrap();
        let srt = "1\n00:00:01,000 --> 00:00:03,000\nThe bridge\nis open,\n\n2\n00:00:03,000 --> 00:00:04,000\n[bells]\n\n\
            3\n00:00:04,000 --> 00:00:04,500\nand farmers cross the river.\n";
        let file = super::super::read(srt.as_bytes(), None, None).unwrap();
        let made = resync(&file, &heard);
        let spans: Vec<_> = made.file.cues.iter().map(|cue| (cue.start.as_millis(), cue.end.as_millis())).collect();
        assert_eq!(spans, [(10_000, 12_000), (12_000, 13_000), (14_000, 19_000)]);
        assert_eq!((made.unheard, made.heard_percent), (1, 90));
        assert!(made.file.cues[0].words.iter().all(|word| word.is_heard()));
        assert_eq!(made.file.cues[0].shown(), ["The bridge", "is open,"]);
    }
}
