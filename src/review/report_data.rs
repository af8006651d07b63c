//! One report as the page shows it: segments with words and times, sentences with verdicts, findings with decisions.

use std::ops::Range;

use serde::Serialize;

use super::approved_file::{FileData, files};
use super::report_words::{Heard, SegmentData, WordData, aligned, heard, times, words};
use super::{Error, checked};
use crate::align::{AudioStatus, Difference, DifferenceKind, SentenceStatus, Weight, WordRange};
use crate::article::PartKind;
use crate::catalog::{AlignmentId, Catalog, ReportId, StatusDetails, StoredReport, TranscriptId};
use crate::job::Aligned;
use crate::report::{Captioned, Coverage, Decision, Finding, FindingKind, FindingPlace, Line, Report};
use crate::text::{Language, Sha256};
use crate::time::{Span, Timed};
use crate::transcript::{NoteKind, Transcript};

/// All of a report.
#[derive(Debug, Serialize)]
pub(super) struct ReportData {
    report: StoredReport,
    language: Language,
    dir: &'static str,
    /// The transcript whose segments are changed; `null` before anything was heard.
    base: Option<TranscriptId>,
    segments: Vec<SegmentData>,
    duration_ms: u32,
    status: StatusDetails,
    files: Vec<FileData>,
    told: Told,
}

/// What follows from the words, and how far the report has come with them.
#[derive(Debug, Serialize)]
pub(super) struct Anew {
    #[serde(flatten)]
    told: Told,
    status: StatusDetails,
    files: Vec<FileData>,
}

/// What follows from the words: it changes when they do.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    alignment: Option<AlignmentId>,
    /// The revision of each segment that this was made from.
    revisions: Vec<u32>,
    words: Vec<Vec<WordData>>,
    refused: Option<String>,
    has_article: bool,
    /// The language of the article, and the direction in which it is written.
    article_language: Option<Language>,
    article_dir: Option<&'static str>,
    coverage: Option<Coverage>,
    sentences: Vec<SentenceData>,
    findings: Vec<FindingData>,
    decided: Vec<FindingData>,
    orphans: Vec<Decision>,
    timeline: Vec<(Span, AudioStatus)>,
    sounds: Vec<NotedSound>,
}

/// A sound that stands among the words: `[applause]`.
#[derive(Debug, Serialize)]
struct NotedSound {
    span: Span,
    text: String,
    kind: NoteKind,
}

#[derive(Debug, Serialize)]
struct SentenceData {
    id: usize,
    part: PartKind,
    /// Whether the reporter is expected to say it: nobody is, a headline.
    is_read_aloud: bool,
    status: SentenceStatus,
    /// The language in which it was said, where that is another than the article's.
    translated: Option<Language>,
    #[serde(flatten)]
    time: Timed,
    text: String,
    heard: Vec<WordRange>,
    moved: bool,
    differences: Vec<DifferenceData>,
}

#[derive(Debug, Serialize)]
struct DifferenceData {
    kind: DifferenceKind,
    weight: Weight,
    /// Where in the sentence, in UTF-16: empty where words were added.
    at: (usize, usize),
    words: Option<WordRange>,
    published: String,
    said: String,
    captioned: Option<Captioned>,
}

#[derive(Debug, Serialize)]
struct FindingData {
    key: Sha256,
    kind: FindingKind,
    is_note: bool,
    sentence: Option<usize>,
    span: Option<Span>,
    places: Vec<FindingPlace>,
    published: Option<String>,
    heard: Option<String>,
    words: Vec<WordRange>,
    changes: Vec<(DifferenceKind, String, String)>,
    /// The language that was spoken, where it is another than the article's.
    heard_language: Option<Language>,
    heard_dir: Option<&'static str>,
    /// Why, in English and in Arabic.
    reason: Option<(String, String)>,
    decision: Option<Decision>,
}

/// Reads and, if need be, aligns a report. `now` is in seconds since 1970.
pub(super) fn report(catalog: &Catalog, id: ReportId, now: i64) -> Result<ReportData, Error> {
    let report = catalog.report(id)?;
    let aligned = aligned(catalog, &report, now)?;
    let heard = heard(catalog, &report, now)?;
    let own = heard.as_ref().and_then(|heard| heard.shown.language().known());
    let language = own.or_else(|| report.facts.language.clone()).unwrap_or_else(Language::unknown);
    let recording = report.facts.recording.map(|recording| catalog.recording(recording)).transpose()?;
    let segments: Vec<SegmentData> = heard.iter().flat_map(|heard| &heard.segments).map(SegmentData::from).collect();
    let status = catalog.status(id)?;
    Ok(ReportData {
        dir: language.direction(),
        language,
        base: heard.as_ref().map(|heard| heard.base),
        segments,
        duration_ms: recording.map_or(0, |recording| recording.duration().as_millis()),
        files: files(catalog, id, &status)?,
        status,
        told: of(catalog, &report, aligned, heard)?,
        report,
    })
}

/// The part of a report that follows from its words.
pub(super) fn told(catalog: &Catalog, id: ReportId, now: i64) -> Result<Anew, Error> {
    let report = catalog.report(id)?;
    let aligned = aligned(catalog, &report, now)?;
    let heard = heard(catalog, &report, now)?;
    let status = catalog.status(id)?;
    Ok(Anew { told: of(catalog, &report, aligned, heard)?, files: files(catalog, id, &status)?, status })
}

fn of(
    catalog: &Catalog,
    report: &StoredReport,
    aligned: Option<(AlignmentId, Aligned)>,
    heard: Option<Heard>,
) -> Result<Told, Error> {
    let times = heard.as_ref().map(|heard| times(&heard.shown, aligned.as_ref().map(|(_, aligned)| aligned)));
    let segments = heard.as_ref().map(|heard| heard.segments.as_slice()).unwrap_or_default();
    let told = Told {
        alignment: aligned.as_ref().map(|(id, _)| *id),
        revisions: segments.iter().map(|segment| segment.now.revision).collect(),
        words: words(segments, times.as_deref().unwrap_or_default()),
        refused: None,
        has_article: aligned.is_some(),
        article_language: None,
        article_dir: None,
        coverage: None,
        sentences: Vec::new(),
        findings: Vec::new(),
        decided: Vec::new(),
        orphans: Vec::new(),
        timeline: Vec::new(),
        sounds: heard.as_ref().zip(times.as_ref()).map_or_else(Vec::new, |(heard, times)| noted(&heard.shown, times)),
    };
    let Some((_, aligned)) = aligned else { return Ok(told) };
    let built = checked(catalog, report, &aligned)?;
    let all = |findings: &[Finding]| findings.iter().map(|finding| of_finding(finding, &built)).collect();
    Ok(Told {
        article_language: Some(built.language.clone()),
        article_dir: Some(built.language.direction()),
        refused: aligned.matched().err().map(|refusal| refusal.to_string()),
        coverage: Some(built.coverage),
        sentences: built.sentences.iter().map(sentence).collect(),
        findings: all(&built.findings),
        decided: all(&built.decided),
        timeline: aligned.alignment().audio.iter().map(|stretch| (stretch.span, stretch.status)).collect(),
        orphans: built.orphaned_decisions.clone(),
        ..told
    })
}

/// The sounds that the words note. One without a time, as a person marks it, lies between the words around it.
fn noted(transcript: &Transcript, times: &[Timed]) -> Vec<NotedSound> {
    let spans = |words: Range<usize>| times.get(words).unwrap_or(&[]).iter().filter_map(|time| time.span());
    let placed = transcript.sounds().into_iter().filter_map(|sound| {
        let before = spans(0..sound.words.start).next_back().map(Span::end);
        let behind = spans(sound.words.end..times.len()).next().map(Span::start);
        let around = before.or(behind).map(|from| Span::between(from, behind.map_or(from, |to| to.max(from))));
        let kind = sound.kind();
        let span = spans(sound.words).reduce(Span::hull).or(around)?;
        Some(NotedSound { span, text: sound.text, kind })
    });
    placed.collect()
}

fn sentence(line: &Line) -> SentenceData {
    let difference = |(difference, change): (&Difference, &crate::report::Change)| {
        let place = |byte: usize| {
            let within = byte.saturating_sub(line.range.start()).min(line.published.len());
            line.published.get(..within).map_or(0, |before| before.encode_utf16().count())
        };
        let range = difference.published.as_ref().map(|words| (words.range.start(), words.range.end()));
        let (start, end) = range.unwrap_or((difference.at, difference.at));
        DifferenceData {
            kind: difference.kind,
            weight: difference.weight,
            at: (place(start), place(end)),
            words: difference.said.as_ref().map(|said| said.words),
            published: change.published.clone(),
            said: change.heard.clone(),
            captioned: change.captioned,
        }
    };
    SentenceData {
        id: line.id,
        part: line.part,
        is_read_aloud: line.part.is_read_aloud(),
        status: line.status,
        translated: line.translation.as_ref().map(|translation| translation.language.clone()),
        time: line.time,
        text: line.published.clone(),
        heard: line.heard_words.clone(),
        moved: line.moved,
        differences: line.differences.iter().zip(&line.changes).map(difference).collect(),
    }
}

fn of_finding(finding: &Finding, report: &Report) -> FindingData {
    let said = finding.differences.iter().filter_map(|difference| Some(difference.said.as_ref()?.words));
    let mut words: Vec<WordRange> = said.collect();
    if words.is_empty() {
        let line = finding.sentence.and_then(|id| report.sentences.iter().find(|line| line.id == id));
        let extra = report.not_in_article.iter().find(|extra| Some(extra.span) == finding.span);
        words = match (line, extra) {
            (Some(line), _) => line.heard_words.clone(),
            (None, Some(extra)) => vec![extra.heard_words],
            (None, None) => Vec::new(),
        };
    }
    let changes = finding.differences.iter().zip(&finding.changes);
    let spoken = finding.spoken_language();
    FindingData {
        key: finding.key,
        kind: finding.kind,
        is_note: finding.kind.is_note(),
        sentence: finding.sentence,
        span: finding.span,
        places: finding.places.clone(),
        published: finding.published.clone(),
        heard: finding.heard.clone(),
        words,
        changes: changes.map(|(d, change)| (d.kind, change.published.clone(), change.heard.clone())).collect(),
        heard_language: spoken.cloned(),
        heard_dir: spoken.map(Language::direction),
        reason: finding.reason.as_ref().map(|reason| (reason.to_string(), reason.told(&Language::arabic()))),
        decision: finding.decision.clone(),
    }
}
