//! Which stretches of a recording are worth recognising again.

use super::document::{Alignment, AudioStatus, Link, PairVerdict};
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::Transcript;

/// Added before and behind a stretch, so that a word at its edge is heard whole.
const MARGIN: Millis = Millis::new(300);
/// Stretches shorter than this, in milliseconds, are not recognised again: a second pass could make nothing out there.
const SHORTEST_MS: u32 = 800;
/// Stretches with less than this between them, in milliseconds, are recognised as one.
const NEAR_MS: u32 = 1000;
/// So many article words in a row are doubtful when each was heard as something else, or its match has at most this confidence.
const DOUBTFUL_RUN: usize = 4;
const DOUBTFUL: f32 = 0.4;

/// The stretches that came out without words, looping, made up or doubtful, in order, never touching each other, within the
/// recording. Empty for a refused pair.
///
/// What is heard there the second time replaces the words of the first only where the caller finds it better.
#[must_use]
pub fn doubtful(alignment: &Alignment, transcript: &Transcript) -> Vec<Span> {
    if alignment.pair.verdict == PairVerdict::Refused {
        return Vec::new();
    }
    let again = |status| matches!(status, AudioStatus::MissingTranscript | AudioStatus::SuspectedHallucination);
    let mut spans: Vec<Span> = alignment.audio.iter().filter(|s| again(s.status)).map(|s| s.span).collect();
    for sentence in &alignment.sentences {
        let weak = |w: &super::AlignedWord| w.link == Link::Substituted || (w.heard.is_some() && w.confidence <= DOUBTFUL);
        for run in sentence.words.chunk_by(|a, b| weak(a) == weak(b)) {
            if run.len() >= DOUBTFUL_RUN && run.first().is_some_and(weak) {
                spans.extend(run.iter().filter_map(|w| w.time.span()).reduce(Span::hull));
            }
        }
    }
    let end = Timestamp::from_millis(alignment.transcript.duration_ms);
    joined(spans, transcript.duration().map_or(end, |d| Timestamp::ZERO + d))
}

fn joined(mut spans: Vec<Span>, end: Timestamp) -> Vec<Span> {
    spans.retain(|s| s.duration().as_millis() >= SHORTEST_MS);
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        let wide = Span::between(span.start().saturating_sub(MARGIN).min(end), (span.end() + MARGIN).min(end));
        match joined.last_mut() {
            Some(last) if (wide.start() - last.end()).as_millis() < NEAR_MS => *last = last.hull(wide),
            _ => joined.push(wide),
        }
    }
    joined.retain(|s| !s.is_empty());
    joined
}
