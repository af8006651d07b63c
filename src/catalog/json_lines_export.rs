//! Writing the catalog as JSON Lines.

use std::collections::BTreeMap;
use std::io::Write;

use rusqlite::Connection;
use serde::Serialize;

use super::fault::unreadable;
use super::json_lines::{Head, JSON_LINES_FORMAT, JSON_LINES_VERSION, Line};
use super::salvage::{List, Lost, Reading, Salvage, Salvaged};
use super::{
    AlignmentId, ArticleId, Catalog, CueChange, DbResult, Error, Fault, MadeBy, NoteId, Origin, RecordingId, ReportId,
    StoredAlignment, StoredCueEdit, StoredCueSetting, StoredExport, StoredFindingDecision, StoredMergeConflict, StoredNote,
    StoredOperation, StoredRecording, TranscriptId, TranscriptVersion, alignments, articles, bundles, cue_edits, exports,
    finding_decisions, history, json_lines_feeds, merge_conflicts, notes, recordings, remove, reports, review_operations,
    status, transcripts, witnesses,
};
use crate::transcript::{self, Transcript};

/// The numbers that the rows of one kind got in the lines, by their ids.
struct Numbered<Id>(BTreeMap<Id, i64>);

impl<Id: Ord> Numbered<Id> {
    /// Gives a row the next number.
    fn add(&mut self, id: Id) -> i64 {
        let next = self.0.len() as i64 + 1;
        self.0.insert(id, next);
        next
    }

    fn count(&self) -> usize {
        self.0.len()
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
    changes: Numbered<i64>,
    cue_edits: Numbered<i64>,
}

const RECORDINGS: List = List { what: "list of recordings", table: "recordings", owner: None, order: "id" };
const REPORTS: List = List { what: "list of reports", table: "reports", owner: None, order: "id" };
const TRANSCRIPTS: List =
    List { what: "list of transcripts", table: "transcripts", owner: Some("recording_id"), order: "version" };
const ARTICLES: List = List { what: "list of articles", table: "articles", owner: Some("report_id"), order: "version" };
const ALIGNMENTS: List = List { what: "list of alignments", table: "alignments", owner: Some("report_id"), order: "id" };

impl Catalog {
    /// Writes the catalog, or with `only` one report and all that belongs to it, as JSON lines. The same catalog gives the same
    /// bytes, also after it was exported and imported.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, [`Error::Io`] when `out` fails, and those of reading.
    pub fn export_json_lines(&self, only: Option<ReportId>, out: &mut impl Write) -> Result<(), Error> {
        self.view(|t| Exporter::new(t, out, Reading::Strict).all(only).map(drop))
    }

    /// Writes what can be read of a catalog as [`Catalog::export_json_lines`] does, and tells what was lost: rows that cannot be
    /// read, and what hangs on them. A catalog that is whole gives the same bytes and has lost nothing.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, [`Error::Io`] when `out` fails, [`Error::Locked`], and [`Error::Damaged`] when
    /// nothing at all can be read.
    pub fn salvage_json_lines(&self, only: Option<ReportId>, out: &mut impl Write) -> Result<Salvaged, Error> {
        let mut salvaged = self.view(|t| Exporter::new(t, out, Reading::Salvaging(Salvage::default())).all(only))?;
        if self.unread_journal {
            let why = "it cannot be read where nothing may be written".to_owned();
            salvaged.lost.push(Lost { what: "journal", id: None, why });
        }
        Ok(salvaged)
    }
}

/// An export at work.
pub(super) struct Exporter<'a, W> {
    t: &'a Connection,
    out: &'a mut W,
    reading: Reading,
    numbers: Numbers,
}

impl<'a> Exporter<'a, Vec<u8>> {
    /// An export without its first line, of which each part is asked for; what cannot be read fails.
    pub(super) fn strict(t: &'a Connection, out: &'a mut Vec<u8>) -> Self {
        Self::new(t, out, Reading::Strict)
    }

    /// What was written since this was last asked for.
    pub(super) fn written(&mut self) -> Vec<u8> {
        std::mem::take(self.out)
    }
}

impl<'a, W: Write> Exporter<'a, W> {
    fn new(t: &'a Connection, out: &'a mut W, reading: Reading) -> Self {
        Self { t, out, reading, numbers: Numbers::default() }
    }

    fn all(mut self, only: Option<ReportId>) -> DbResult<Salvaged> {
        let (recordings, reports) = match only {
            Some(id) => (reports::load(self.t, id)?.facts.recording.into_iter().collect(), vec![id]),
            None => {
                let recordings = self.reading.ids(self.t, &RECORDINGS, None)?;
                let reports = self.reading.ids(self.t, &REPORTS, None)?;
                let ids = recordings.into_iter().map(RecordingId::new).collect::<Vec<_>>();
                (ids, reports.into_iter().map(ReportId::new).collect())
            }
        };
        write(self.out, &Head { format: JSON_LINES_FORMAT.to_owned(), version: JSON_LINES_VERSION })?;
        for recording in recordings {
            self.recording(recording)?;
        }
        for report in reports {
            self.report(report)?;
        }
        if only.is_none() {
            self.feeds()?;
            self.conflicts(None)?;
            let read = remove::all_removed(self.t);
            for (removed, removed_unix_s) in self.reading.row(("list of removed reports", 0), read)?.unwrap_or_default() {
                write(self.out, &Line::Removal { removed, removed_unix_s })?;
            }
        }
        let lost = match self.reading {
            Reading::Strict => Vec::new(),
            Reading::Salvaging(salvage) => salvage.lost,
        };
        let Numbers { recordings, reports, articles, transcripts, alignments, .. } = &self.numbers;
        Ok(Salvaged {
            recordings: recordings.count(),
            reports: reports.count(),
            transcripts: transcripts.count(),
            articles: articles.count(),
            alignments: alignments.count(),
            lost,
        })
    }

    /// The feeds and their items.
    pub(super) fn feeds(&mut self) -> DbResult<()> {
        let read = json_lines_feeds::of_feeds(self.t, &|id| self.numbers.reports.of(id));
        let lines = self.reading.row(("list of feeds", 0), read)?.unwrap_or_default();
        lines.iter().try_for_each(|line| write(self.out, line))
    }

    /// Where catalogs that were merged did not agree about a report, or about no report.
    fn conflicts(&mut self, of: Option<ReportId>) -> DbResult<()> {
        let report = of.and_then(|id| self.numbers.reports.of(id));
        let read = merge_conflicts::of_report(self.t, of);
        for kept in self.reading.row(("list of conflicts", 0), read)?.unwrap_or_default() {
            let StoredMergeConflict { key, conflict, found_unix_s, settled_by, settled_unix_s, .. } = kept;
            let line = Line::Conflict { report, key, conflict, found_unix_s, settled_by, settled_unix_s };
            write(self.out, &line)?;
        }
        Ok(())
    }

    /// A recording with its transcripts.
    pub(super) fn recording(&mut self, id: RecordingId) -> DbResult<()> {
        let read = recordings::load(self.t, id);
        let Some(recording) = self.reading.row(("recording", id.number()), read)? else { return Ok(()) };
        let number = self.numbers.recordings.add(id);
        let StoredRecording { facts, added_unix_s, rawi_version, .. } = recording;
        write(self.out, &Line::Recording { facts, added_unix_s, rawi_version })?;
        for id in self.reading.ids(self.t, &TRANSCRIPTS, Some(id.number()))? {
            self.transcript(TranscriptId::new(id), number)?;
        }
        self.changes(id)?;
        self.bundles(id, number)
    }

    /// The bundles that brought a recording's transcripts.
    fn bundles(&mut self, id: RecordingId, recording: i64) -> DbResult<()> {
        let read = bundles::of_recording(self.t, id);
        for kept in self.reading.row(("list of bundles of recording", id.number()), read)?.unwrap_or_default() {
            let Some(transcript) = self.numbers.transcripts.of(kept.transcript) else { continue };
            let (key, imported_unix_s) = (kept.key, kept.imported_unix_s);
            let MadeBy { program, host, made_unix_s, took_ms } = kept.made;
            let line = Line::Bundle { key, recording, transcript, program, host, made_unix_s, took_ms, imported_unix_s };
            write(self.out, &line)?;
        }
        Ok(())
    }

    fn transcript(&mut self, id: TranscriptId, recording: i64) -> DbResult<()> {
        let t = self.t;
        let read = || Ok((history::load(t, id)?, transcripts::load_bare(t, id)?));
        let Some((version, transcript)) = self.reading.row(("transcript", id.number()), read())? else { return Ok(()) };
        let asked = self.reading.row(("answers about transcript", id.number()), witnesses::load(t, id))?;
        let transcript = own_form(&transcript.with_witnesses(asked.unwrap_or_default()), id)?;
        let (corrects, author, note) = match version.origin.clone() {
            Origin::Machine => (None, None, None),
            Origin::Person(c) => {
                let corrects = self.numbers.transcripts.of(c.corrects);
                if corrects.is_none() {
                    self.reading.lose("origin of transcript", id.number(), "the transcript that it corrects is lost");
                }
                (corrects, c.author, c.note)
            }
        };
        self.numbers.transcripts.add(id);
        let TranscriptVersion { version, created_unix_s, rawi_version, .. } = version;
        let line = Line::Transcript { recording, version, corrects, author, note, transcript, created_unix_s, rawi_version };
        write(self.out, &line)
    }

    /// A report with all that belongs to it but its recording.
    pub(super) fn report(&mut self, id: ReportId) -> DbResult<()> {
        let Some(kept) = self.reading.row(("report", id.number()), reports::load(self.t, id))? else { return Ok(()) };
        let report = self.numbers.reports.add(id);
        let (slug, facts) = (kept.slug, kept.facts);
        let line = Line::Report {
            slug,
            title: facts.title,
            url: facts.url,
            date: facts.date,
            language: facts.language,
            notes: facts.notes,
            programme: facts.programme,
            reporter: facts.reporter,
            place: facts.place,
            recording: facts.recording.and_then(|r| self.numbers.recordings.of(r)),
            added_unix_s: kept.added_unix_s,
            changed_unix_s: kept.changed_unix_s,
            rawi_version: kept.rawi_version,
        };
        write(self.out, &line)?;
        for id in self.reading.ids(self.t, &ARTICLES, Some(id.number()))? {
            self.article(ArticleId::new(id), report)?;
        }
        for id in self.reading.ids(self.t, &ALIGNMENTS, Some(id.number()))? {
            self.alignment(AlignmentId::new(id), report)?;
        }
        let read = exports::of_report(self.t, id);
        for export in self.reading.row(("list of exports", id.number()), read)?.unwrap_or_default() {
            self.export(export, report)?;
        }
        self.cue_edits(id, report)?;
        let read = status::decisions(self.t, id);
        for decision in self.reading.row(("list of decisions", id.number()), read)?.unwrap_or_default() {
            write(self.out, &Line::Decision { report, made: decision })?;
        }
        let read = notes::of_report(self.t, id);
        for note in self.reading.row(("list of notes", id.number()), read)?.unwrap_or_default() {
            let article = note.article.and_then(|a| self.numbers.articles.of(a));
            let note = StoredNote { id: NoteId::new(0), ..note.note };
            write(self.out, &Line::Note { report, article, note })?;
        }
        let read = finding_decisions::of_report(self.t, id);
        for made in self.reading.row(("list of decisions on findings", id.number()), read)?.unwrap_or_default() {
            let StoredFindingDecision { decision, decided_unix_s, rawi_version, .. } = made;
            write(self.out, &Line::FindingDecision { report, decision, decided_unix_s, rawi_version })?;
        }
        let read = json_lines_feeds::of_report(self.t, id, report);
        let lines = self.reading.row(("pages of report", id.number()), read)?.unwrap_or_default();
        lines.iter().try_for_each(|line| write(self.out, line))?;
        self.conflicts(Some(id))
    }

    /// What people set about a report's captions, step by step.
    fn cue_edits(&mut self, id: ReportId, report: i64) -> DbResult<()> {
        let read = cue_edits::of_report(self.t, id);
        for kept in self.reading.row(("list of steps about captions", id.number()), read)?.unwrap_or_default() {
            self.numbers.cue_edits.add(kept.id);
            let undoes = kept.undoes.and_then(|undone| self.numbers.cue_edits.of(undone));
            let change = |set: StoredCueSetting| CueChange {
                slot: set.slot,
                base_revision: set.revision.saturating_sub(1),
                setting: set.setting,
            };
            let changes = kept.changes.into_iter().map(change).collect();
            let StoredCueEdit { key, author, done_unix_s, rawi_version, .. } = kept;
            write(self.out, &Line::CueEdit { report, key, undoes, author, changes, done_unix_s, rawi_version })?;
        }
        Ok(())
    }

    /// What people changed of a recording's transcripts, and which versions hold it.
    fn changes(&mut self, recording: RecordingId) -> DbResult<()> {
        for id in self.reading.ids(self.t, &TRANSCRIPTS, Some(recording.number()))? {
            let id = TranscriptId::new(id);
            let Some(transcript) = self.numbers.transcripts.of(id) else { continue };
            let read = review_operations::of_transcript(self.t, id);
            for kept in self.reading.row(("changes of transcript", id.number()), read)?.unwrap_or_default() {
                self.numbers.changes.add(kept.id);
                let undoes = kept.undoes.and_then(|undone| self.numbers.changes.of(undone));
                let line = StoredOperation { id: 0, transcript: TranscriptId::new(transcript), undoes, ..kept };
                write(self.out, &Line::Change(line))?;
            }
            let read = review_operations::settlements_of(self.t, id);
            for (settled, last) in self.reading.row(("settlements of transcript", id.number()), read)?.unwrap_or_default() {
                let numbers = self.numbers.transcripts.of(settled).zip(self.numbers.changes.of(last));
                if let Some((settled, last_change)) = numbers {
                    write(self.out, &Line::Settlement { transcript: settled, base: transcript, last_change })?;
                }
            }
        }
        Ok(())
    }

    fn article(&mut self, id: ArticleId, report: i64) -> DbResult<()> {
        let read = || Ok((articles::version(self.t, id)?, articles::load(self.t, id)?));
        let Some((version, article)) = self.reading.row(("article", id.number()), read())? else { return Ok(()) };
        self.numbers.articles.add(id);
        let line = Line::Article {
            report,
            version: version.version,
            language: article.language().clone(),
            text: article.text().to_owned(),
            parts: article.parts().iter().map(|p| (p.kind, p.range)).collect(),
            facts: article.facts().clone(),
            source: version.source,
            added_unix_s: version.added_unix_s,
            rawi_version: version.rawi_version,
        };
        write(self.out, &line)
    }

    fn alignment(&mut self, id: AlignmentId, report: i64) -> DbResult<()> {
        let read = alignments::load(self.t, id);
        let Some(kept) = self.reading.row(("alignment", id.number()), read)? else { return Ok(()) };
        // A report whose recording was exchanged may have alignments with a transcript of the earlier one.
        let joined = self.numbers.articles.of(kept.article).zip(self.numbers.transcripts.of(kept.transcript));
        let Some((article, transcript)) = joined else {
            self.reading.lose("alignment", id.number(), "its article or its transcript is lost");
            return Ok(());
        };
        self.numbers.alignments.add(id);
        let StoredAlignment { alignment, created_unix_s, rawi_version, .. } = kept;
        let alignment = Box::new(alignment);
        write(self.out, &Line::Alignment { report, article, transcript, alignment, created_unix_s, rawi_version })
    }

    fn export(&mut self, mut kept: StoredExport, report: i64) -> DbResult<()> {
        let number = kept.export.alignment.and_then(|a| self.numbers.alignments.of(a));
        kept.export.alignment = number.map(AlignmentId::new);
        write(self.out, &Line::Export { report, kept })
    }
}

/// A transcript in rawi's own form.
fn own_form(transcript: &Transcript, id: TranscriptId) -> DbResult<serde_json::Value> {
    let mut own = Vec::new();
    transcript::write_json(transcript, &mut own).map_err(io)?;
    serde_json::from_slice(&own).map_err(|e| unreadable(&format!("transcript {id}"), e))
}

fn write(out: &mut impl Write, line: &impl Serialize) -> DbResult<()> {
    serde_json::to_writer(&mut *out, line).map_err(|e| io(e.into()))?;
    out.write_all(b"\n").map_err(io)
}

fn io(source: std::io::Error) -> Fault {
    Fault::Catalog(Error::Io { doing: "write", source })
}
