//! The segments of a report and the times of their words, as the page needs them.

use serde::Serialize;

use super::Error;
use super::corrections::{Segment, segments, settle};
use crate::align::word_times;
use crate::catalog::{AlignmentId, Catalog, StoredReport, TranscriptId};
use crate::job::{self, Aligned};
use crate::text::Language;
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

/// A report's alignment with the changes of its transcript, made now if need be; `None` without an article or a transcript.
pub(super) fn aligned(catalog: &Catalog, report: &StoredReport, now: i64) -> Result<Option<(AlignmentId, Aligned)>, Error> {
    let Some(recording) = report.facts.recording else { return Ok(None) };
    let Some(transcript) = settle(catalog, recording, now)? else { return Ok(None) };
    let Some(article) = catalog.newest_article(report.id)? else { return Ok(None) };
    let stored = job::align_stored(catalog, report.id, article, transcript, now)?;
    Ok(Some((stored.id, stored.aligned)))
}

/// A word: letters in UTF-16, start and length in milliseconds (-1 and 0 without a time), and where the time comes from (0 heard,
/// 1 inferred, 2 absent).
pub(super) type WordData = (usize, i64, u32, u8);

/// A segment as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct SegmentData {
    id: u32,
    span: Span,
    text: String,
    speaker: Option<String>,
    /// Where it is another than the report's, with the direction in which it is written.
    language: Option<Language>,
    dir: Option<&'static str>,
    revision: u32,
    by: Option<String>,
    at_unix_s: Option<i64>,
    edited: bool,
}

impl From<&Segment> for SegmentData {
    fn from(Segment { now, is_edited, .. }: &Segment) -> Self {
        let (by, at_unix_s) = now.changed.clone().unzip();
        Self {
            id: now.id,
            span: now.span,
            text: now.text.clone(),
            speaker: now.speaker.clone(),
            language: now.language.clone(),
            dir: now.language.as_ref().map(Language::direction),
            revision: now.revision,
            by,
            at_unix_s,
            edited: *is_edited,
        }
    }
}

/// The transcript that is changed, with its segments as they are now, and the version that is shown.
pub(super) struct Heard {
    pub(super) base: TranscriptId,
    pub(super) segments: Vec<Segment>,
    pub(super) shown: Transcript,
}

/// What of a report was heard, changes included that the shown version holds. Call [`aligned`] or [`settle`] before.
pub(super) fn heard(catalog: &Catalog, report: &StoredReport, now: i64) -> Result<Option<Heard>, Error> {
    let Some(recording) = report.facts.recording else { return Ok(None) };
    let Some(shown) = settle(catalog, recording, now)? else { return Ok(None) };
    let base = catalog.base_of(shown)?;
    let last = catalog.settled_up_to(base)?;
    let mut operations = catalog.operations(base)?;
    // A change that was made just now is told to the page by itself.
    operations.retain(|operation| operation.id <= last);
    let segments = segments(&catalog.transcript(base)?, &operations);
    Ok(Some(Heard { base, segments, shown: catalog.transcript(shown)? }))
}

/// The words of each segment; `times` are those of all words in order.
pub(super) fn words(segments: &[Segment], times: &[Timed]) -> Vec<Vec<WordData>> {
    let mut times = times.iter();
    let word = |text: &str, time: Timed| {
        let (start, length) = time.span().map_or((-1, 0), |s| (i64::from(s.start().as_millis()), s.duration().as_millis()));
        let source = if time.is_heard() { 0 } else { 1 + u8::from(time.is_absent()) };
        (text.encode_utf16().count(), start, length, source)
    };
    let of_segment = |segment: &Segment| {
        segment.words.iter().map(|w| word(&w.text, times.next().copied().unwrap_or_default())).collect::<Vec<_>>()
    };
    segments.iter().map(of_segment).collect()
}

/// The times of the words of a transcript, aligned or not.
pub(super) fn times(shown: &Transcript, aligned: Option<&Aligned>) -> Vec<Timed> {
    match aligned {
        Some(aligned) => aligned.alignment().times_of(aligned.transcript()).into_owned(),
        None => word_times(shown),
    }
}
