//! Speakers who stand apart from the words: who spoke from when until when.

use super::phrases::Placed;
use crate::time::{Millis, Timestamp};

/// While somebody speaks.
pub(super) struct SpeakerSpan {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    pub(super) speaker: String,
}

/// Behind the last span that begins before a word ends, so many are looked at: they follow each other but for overlaps.
const REACH: usize = 8;

/// Gives each word that has a time and no speaker the one who speaks longest during it. Nobody does: it has none.
pub(super) fn give(words: &mut [Placed], mut spans: Vec<SpeakerSpan>) {
    spans.sort_by_key(|span| span.start);
    for placed in words.iter_mut().filter(|placed| placed.speaker.is_none()) {
        let Some((start, end)) = placed.word.start.map(|start| (start, placed.word.end.unwrap_or(start).max(start))) else {
            continue;
        };
        let until = spans.partition_point(|span| span.start <= end);
        let near = spans.get(until.saturating_sub(REACH)..until).unwrap_or_default();
        let shared = |span: &&SpeakerSpan| {
            let (from, until) = (span.start.max(start), span.end.min(end));
            (from <= until).then(|| until - from)
        };
        let best = near.iter().filter_map(|span| Some((shared(&span)?, span)));
        // Of equals the first.
        let best = best.fold(
            None,
            |best: Option<(Millis, &SpeakerSpan)>, next| {
                if best.as_ref().is_none_or(|best| next.0 > best.0) { Some(next) } else { best }
            },
        );
        placed.speaker = best.map(|(_, span)| span.speaker.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::FileWord;

    #[test]
    fn a_word_is_said_by_who_speaks_longest_during_it() {
        let at = Timestamp::from_millis;
        let placed = |start, end| Placed {
            word: FileWord { start: Some(at(start)), end: Some(at(end)), ..FileWord::default() },
            place: 0..0,
            speaker: None,
        };
        let span = |start, end, speaker: &str| SpeakerSpan { start: at(start), end: at(end), speaker: speaker.to_owned() };
        let mut words = [placed(0, 400), placed(900, 1200), placed(5000, 5100)];
        give(&mut words, vec![span(1000, 2000, "B"), span(0, 1000, "A")]);
        let speakers: Vec<_> = words.iter().map(|placed| placed.speaker.as_deref()).collect();
        assert_eq!(speakers, [Some("A"), Some("B"), None]);
    }
}
