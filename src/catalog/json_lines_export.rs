//! Writing the catalog as JSON Lines.

use std::collections::BTreeMap;
use std::io::Write;

use rusqlite::Connection;
use serde::Serialize;

use super::json_lines::{Head, JSON_LINES_FORMAT, JSON_LINES_VERSION, Line};

use super::fault::unreadable;
use super::sql::rows;
use super::{
    AlignmentId, Catalog, DbResult, Error, Fault, Origin, RecordingId, ReportId, StoredExport, alignments, articles,
    exports, history, recordings, reports, transcripts,
};
use crate::transcript;

/// The numbers that rows of each kind got in the lines, by their ids.
#[derive(Default)]
struct Numbers {
    recordings: BTreeMap<i64, i64>,
    reports: BTreeMap<i64, i64>,
    articles: BTreeMap<i64, i64>,
    transcripts: BTreeMap<i64, i64>,
    alignments: BTreeMap<i64, i64>,
}

fn number(of: &mut BTreeMap<i64, i64>, id: i64) {
    let next = of.len() as i64 + 1;
    of.insert(id, next);
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
                None => rows(t, "SELECT id FROM reports ORDER BY id", [], |row| Ok(ReportId(row.get(0)?)))?,
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
    rows(t, sql, [only.map(|id| id.0)], |row| Ok(RecordingId(row.get(0)?)))
}

fn write_recording(t: &Connection, id: RecordingId, numbers: &mut Numbers, out: &mut impl Write) -> DbResult<()> {
    let recording = recordings::load(t, id)?;
    number(&mut numbers.recordings, id.0);
    write(out, &Line::Recording { facts: recording.facts, added_unix_s: recording.added_unix_s })?;
    for version in history::versions(t, id)? {
        let mut own = Vec::new();
        transcript::write_json(&transcripts::load(t, version.id)?, &mut own).map_err(io)?;
        let what = format!("transcript {}", version.id);
        let transcript = serde_json::from_slice(&own).map_err(|e| unreadable(&what, e))?;
        number(&mut numbers.transcripts, version.id.0);
        let (corrects, author, note) = match version.origin {
            Origin::Machine => (None, None, None),
            Origin::Person(c) => (numbers.transcripts.get(&c.corrects.0).copied(), c.author, c.note),
        };
        let recording = numbers.recordings.get(&id.0).copied().unwrap_or(0);
        let (version, created_unix_s) = (version.version, version.created_unix_s);
        write(out, &Line::Transcript { recording, version, corrects, author, note, transcript, created_unix_s })?;
    }
    Ok(())
}

fn write_report(t: &Connection, id: ReportId, numbers: &mut Numbers, out: &mut impl Write) -> DbResult<()> {
    let kept = reports::load(t, id)?;
    number(&mut numbers.reports, id.0);
    let report = numbers.reports.get(&id.0).copied().unwrap_or(0);
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
            recording: facts.recording.and_then(|r| numbers.recordings.get(&r.0).copied()),
            added_unix_s: kept.added_unix_s,
            changed_unix_s: kept.changed_unix_s,
        },
    )?;
    for version in articles::versions(t, id)? {
        number(&mut numbers.articles, version.id.0);
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
        let alignment = export.alignment.and_then(|a| numbers.alignments.get(&a.0).copied());
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
    let article = numbers.articles.get(&kept.article.0).copied().unwrap_or(0);
    // A report whose recording was exchanged may have alignments with a transcript of the earlier one.
    let Some(transcript) = numbers.transcripts.get(&kept.transcript.0).copied() else { return Ok(()) };
    number(&mut numbers.alignments, id.0);
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
