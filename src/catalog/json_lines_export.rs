//! Writing the catalog as JSON Lines.

use std::collections::BTreeMap;
use std::io::Write;

use rusqlite::Connection;
use serde::Serialize;

use super::json_lines::{Head, JSON_LINES_FORMAT, JSON_LINES_VERSION, Line};

use super::fault::unreadable;
use super::sql::rows;
use super::{
    AlignmentId, ArticleId, Catalog, DbResult, Error, Fault, Origin, RecordingId, ReportId, StoredExport, TranscriptId,
    alignments, articles, exports, history, recordings, reports, transcripts,
};
use crate::transcript;

/// The numbers that the rows of one kind got in the lines, by their ids.
struct Numbered<Id>(BTreeMap<Id, i64>);

impl<Id: Ord> Numbered<Id> {
    /// Gives a row the next number.
    fn add(&mut self, id: Id) -> i64 {
        let next = self.0.len() as i64 + 1;
        self.0.insert(id, next);
        next
    }

    fn of(&self, id: Id) -> Option<i64> {
        self.0.get(&id).copied()
    }
}

impl<Id> Default for Numbered<Id> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// The numbers of all rows that others refer to.
#[derive(Default)]
struct Numbers {
    recordings: Numbered<RecordingId>,
    reports: Numbered<ReportId>,
    articles: Numbered<ArticleId>,
    transcripts: Numbered<TranscriptId>,
    alignments: Numbered<AlignmentId>,
}

impl Catalog {
    /// Writes the catalog, or with `only` one report and all that belongs to it, as JSON lines. The same catalog gives the same
    /// bytes, also after it was exported and imported.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, [`Error::Io`] when `out` fails, and those of reading.
    pub fn export_json_lines(&self, only: Option<ReportId>, out: &mut impl Write) -> Result<(), Error> {
        self.view(|t| {
            write(out, &Head { format: JSON_LINES_FORMAT.to_owned(), version: JSON_LINES_VERSION })?;
            let mut numbers = Numbers::default();
            let chosen = match only {
                Some(id) => vec![reports::load(t, id)?.id],
                None => rows(t, "SELECT id FROM reports ORDER BY id", [], |row| Ok(row.get(0)?))?,
            };
            for recording in recordings_of(t, only)? {
                write_recording(t, recording, &mut numbers, out)?;
            }
            for report in chosen {
                write_report(t, report, &mut numbers, out)?;
            }
            Ok(())
        })
    }
}

fn recordings_of(t: &Connection, only: Option<ReportId>) -> DbResult<Vec<RecordingId>> {
    let sql =
        "SELECT id FROM recordings WHERE ?1 IS NULL OR id = (SELECT recording_id FROM reports WHERE id = ?1) ORDER BY id";
    rows(t, sql, [only], |row| Ok(row.get(0)?))
}

fn write_recording(t: &Connection, id: RecordingId, numbers: &mut Numbers, out: &mut impl Write) -> DbResult<()> {
    let recording = recordings::load(t, id)?;
    let number = numbers.recordings.add(id);
    write(out, &Line::Recording { facts: recording.facts, added_unix_s: recording.added_unix_s })?;
    for version in history::versions(t, id)? {
        let mut own = Vec::new();
        transcript::write_json(&transcripts::load(t, version.id)?, &mut own).map_err(io)?;
        let what = format!("transcript {}", version.id);
        let transcript = serde_json::from_slice(&own).map_err(|e| unreadable(&what, e))?;
        numbers.transcripts.add(version.id);
        let (corrects, author, note) = match version.origin {
            Origin::Machine => (None, None, None),
            Origin::Person(c) => (numbers.transcripts.of(c.corrects), c.author, c.note),
        };
        let (version, created_unix_s) = (version.version, version.created_unix_s);
        write(out, &Line::Transcript { recording: number, version, corrects, author, note, transcript, created_unix_s })?;
    }
    Ok(())
}

fn write_report(t: &Connection, id: ReportId, numbers: &mut Numbers, out: &mut impl Write) -> DbResult<()> {
    let kept = reports::load(t, id)?;
    let report = numbers.reports.add(id);
    let (slug, facts) = (kept.slug, kept.facts);
    write(
        out,
        &Line::Report {
            slug,
            title: facts.title,
            url: facts.url,
            date: facts.date,
            language: facts.language,
            notes: facts.notes,
            recording: facts.recording.and_then(|r| numbers.recordings.of(r)),
            added_unix_s: kept.added_unix_s,
            changed_unix_s: kept.changed_unix_s,
        },
    )?;
    for version in articles::versions(t, id)? {
        numbers.articles.add(version.id);
        let article = articles::load(t, version.id)?;
        let line = Line::Article {
            report,
            version: version.version,
            language: article.language().clone(),
            text: article.text().to_owned(),
            parts: article.parts().iter().map(|p| (p.kind, p.range)).collect(),
            facts: article.facts().clone(),
            source: version.source,
            added_unix_s: version.added_unix_s,
        };
        write(out, &line)?;
    }
    for alignment in alignments::of_report(t, id)? {
        write_alignment(t, alignment, report, numbers, out)?;
    }
    for StoredExport { export, written_unix_s } in exports::of_report(t, id)? {
        let alignment = export.alignment.and_then(|a| numbers.alignments.of(a));
        let (path, format, preset, options) = (export.path, export.format, export.preset, export.options);
        let content_sha256 = export.content_sha256;
        write(out, &Line::Export { report, alignment, path, format, preset, options, content_sha256, written_unix_s })?;
    }
    Ok(())
}

fn write_alignment(
    t: &Connection,
    id: AlignmentId,
    report: i64,
    numbers: &mut Numbers,
    out: &mut impl Write,
) -> DbResult<()> {
    let kept = alignments::load(t, id)?;
    // A report whose recording was exchanged may have alignments with a transcript of the earlier one.
    let Some((article, transcript)) = numbers.articles.of(kept.article).zip(numbers.transcripts.of(kept.transcript)) else {
        return Ok(());
    };
    numbers.alignments.add(id);
    let (alignment, created_unix_s) = (Box::new(kept.alignment), kept.created_unix_s);
    write(out, &Line::Alignment { report, article, transcript, alignment, created_unix_s })
}

fn write(out: &mut impl Write, line: &impl Serialize) -> DbResult<()> {
    serde_json::to_writer(&mut *out, line).map_err(|e| io(e.into()))?;
    out.write_all(b"\n").map_err(io)
}

fn io(source: std::io::Error) -> Fault {
    Fault::Catalog(Error::Io { doing: "write", source })
}
