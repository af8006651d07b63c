//! Lines as far as they can be read without a catalog: on any thread. The two kinds that nearly all bytes of an export are of are read
//! without holding them in memory a second time as what they might be.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::alignments::Packed;
use super::json_lines::Line;
use super::search_documents::words_of_segments;
use super::search_terms::remembered_tokens;
use super::{ArticleSource, DbResult, Error, Fault};
use crate::align::Alignment;
use crate::article::{Article, Part};
use crate::text::Token;
use crate::transcript::{self, Transcript};

/// A line that was read.
pub(super) enum ReadLine {
    Article(ArticleLine),
    Transcript(TranscriptLine),
    Alignment(AlignmentLine),
    Other(Box<Line>),
}

/// The members of an article's line.
pub(super) struct ArticleLine {
    pub(super) report: i64,
    pub(super) version: u32,
    pub(super) article: Article,
    pub(super) source: Option<ArticleSource>,
    pub(super) added_unix_s: i64,
    pub(super) rawi_version: Option<String>,
}

/// The members of a transcript's line, and the words of its segments as they are searched.
pub(super) struct TranscriptLine {
    pub(super) recording: i64,
    pub(super) version: u32,
    pub(super) corrects: Option<i64>,
    pub(super) author: Option<String>,
    pub(super) note: Option<String>,
    pub(super) transcript: Transcript,
    pub(super) words_of_segments: Vec<Vec<Token>>,
    pub(super) created_unix_s: i64,
    pub(super) rawi_version: Option<String>,
}

/// The same with the transcript as it stands in the line.
#[derive(Deserialize)]
struct WrittenTranscript<'a> {
    recording: i64,
    version: u32,
    corrects: Option<i64>,
    author: Option<String>,
    note: Option<String>,
    #[serde(borrow)]
    transcript: &'a RawValue,
    created_unix_s: i64,
    rawi_version: Option<String>,
}

/// The members of an alignment's line, and the forms in which it is kept.
pub(super) struct AlignmentLine {
    pub(super) report: i64,
    pub(super) article: i64,
    pub(super) transcript: i64,
    pub(super) alignment: Box<Alignment>,
    pub(super) packed: Packed,
    pub(super) created_unix_s: i64,
    pub(super) rawi_version: Option<String>,
}

/// The same as it stands in the line.
#[derive(Deserialize)]
struct WrittenAlignment {
    report: i64,
    article: i64,
    transcript: i64,
    alignment: Box<Alignment>,
    created_unix_s: i64,
    rawi_version: Option<String>,
}

/// Reads the line `number` of an import that is not its first; `None` for an empty one.
///
/// # Errors
/// [`Error::Import`] when it is wrong by itself.
pub(super) fn read_line((number, text): (usize, &str)) -> DbResult<Option<ReadLine>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = match kind_of_line(text) {
        Some("transcript") => serde_json::from_str(text).map_err(|e| unplaced(&e)).and_then(transcript_line),
        Some("alignment") => serde_json::from_str(text).map_err(|e| unplaced(&e)).and_then(alignment_line),
        _ => serde_json::from_str(text).map_err(|e| unplaced(&e)).and_then(of_line),
    };
    read.map(Some).map_err(|fault| placed(fault, number))
}

/// The fault with the line that it is about.
pub(super) fn placed(fault: Fault, line: usize) -> Fault {
    let at_line = |reason| Fault::Catalog(Error::Import { line, reason });
    match fault {
        Fault::Catalog(Error::Import { reason, .. }) => at_line(reason),
        Fault::Catalog(error) => at_line(error.to_string()),
        engine => engine,
    }
}

/// A line that was read as one of any kind.
pub(super) fn of_line(line: Line) -> DbResult<ReadLine> {
    match line {
        Line::Article { report, version, language, text, parts, facts, source, added_unix_s, rawi_version } => {
            let parts = parts.into_iter().map(|(kind, range)| Part { kind, range }).collect();
            let article = Article::from_parts_by(text, language, parts, remembered_tokens).with_facts(facts);
            Ok(ReadLine::Article(ArticleLine { report, version, article, source, added_unix_s, rawi_version }))
        }
        Line::Transcript { recording, version, corrects, author, note, transcript, created_unix_s, rawi_version } => {
            let raw = serde_json::value::to_raw_value(&transcript).map_err(|e| wrong(e.to_string()))?;
            let transcript = raw.as_ref();
            transcript_line(WrittenTranscript {
                recording,
                version,
                corrects,
                author,
                note,
                transcript,
                created_unix_s,
                rawi_version,
            })
        }
        Line::Alignment { report, article, transcript, alignment, created_unix_s, rawi_version } => {
            alignment_line(WrittenAlignment { report, article, transcript, alignment, created_unix_s, rawi_version })
        }
        line => Ok(ReadLine::Other(Box::new(line))),
    }
}

fn transcript_line(written: WrittenTranscript<'_>) -> DbResult<ReadLine> {
    let WrittenTranscript { recording, version, corrects, author, note, transcript, created_unix_s, rawi_version } = written;
    let transcript = transcript::read(transcript.get().as_bytes(), None).map_err(|e| wrong(e.to_string()))?;
    let words_of_segments = words_of_segments(&transcript);
    Ok(ReadLine::Transcript(TranscriptLine {
        recording,
        version,
        corrects,
        author,
        note,
        transcript,
        words_of_segments,
        created_unix_s,
        rawi_version,
    }))
}

fn alignment_line(written: WrittenAlignment) -> DbResult<ReadLine> {
    let WrittenAlignment { report, article, transcript, alignment, created_unix_s, rawi_version } = written;
    let packed = Packed::new(&alignment)?;
    Ok(ReadLine::Alignment(AlignmentLine { report, article, transcript, alignment, packed, created_unix_s, rawi_version }))
}

/// What is wrong with a line, whose number is added to it.
pub(super) fn wrong(reason: String) -> Fault {
    Fault::Catalog(Error::Import { line: 0, reason })
}

/// What serde_json says, without its own "line 1": the import's line is named beside it.
fn unplaced(error: &serde_json::Error) -> Fault {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match said.strip_suffix(&place) {
        Some(what) => wrong(format!("{what} at column {}", error.column())),
        None => wrong(said),
    }
}

/// The kind of a line, which rawi writes first and others may write anywhere.
fn kind_of_line(text: &str) -> Option<&str> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        row: &'a str,
    }
    if let Some(rest) = text.strip_prefix("{\"row\":\"") {
        return rest.split('"').next();
    }
    serde_json::from_str::<Kind<'_>>(text).ok().map(|kind| kind.row)
}
