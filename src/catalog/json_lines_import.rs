//! Reading JSON Lines into the catalog.

use std::collections::BTreeSet;
use std::io::{BufRead, Read};

use rusqlite::Connection;
use serde::Serialize;

use super::alignments::Joined;
use super::articles::NewArticle;
use super::json_lines::{Content, Head, JSON_LINES_FORMAT, JSON_LINES_VERSION, Line};
use super::json_lines_feeds::Became;
use super::json_lines_large::{AlignmentLine, Large, TranscriptLine, large_line};
use super::notes::NoteRow;
use super::sql::first;
use super::transcripts::NewTranscript;
use super::{
    AlignmentId, ArticleId, Catalog, Correction, CueEdit, DbResult, Error, ExportFacts, Fault, FeedId, MadeBy, NoteId,
    Operation, Origin, RecordingFacts, RecordingId, ReportFacts, ReportId, Slug, StoredDecision, StoredFindingDecision,
    StoredNote, TranscriptId, alignments, articles, bundles, cue_edits, exports, finding_decisions, history,
    json_lines_feeds, notes, pages, recordings, reports, review_operations, status, transcripts,
};
use crate::align::Alignment;
use crate::article::{Article, Part};
use crate::transcript;

/// The longest first line.
const LONGEST_HEAD_BYTES: u64 = 4096;
/// The longest other line: a transcript of days.
const LONGEST_LINE_BYTES: u64 = 512 << 20;

/// What an import added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Imported {
    /// Recordings that the catalog did not have.
    pub recordings: usize,
    /// Reports that the catalog did not have. A report whose slug was taken got a number behind it.
    pub reports: usize,
    /// Transcripts and corrections.
    pub transcripts: usize,
    /// Versions of articles.
    pub articles: usize,
    /// Alignments.
    pub alignments: usize,
}

/// What the numbers in the lines mean in this catalog.
#[derive(Default)]
struct Places {
    recordings: Vec<RecordingId>,
    reports: Vec<ReportId>,
    articles: Vec<ArticleId>,
    transcripts: Vec<TranscriptId>,
    alignments: Vec<AlignmentId>,
    changes: Vec<i64>,
    feeds: Vec<FeedId>,
    cue_edits: Vec<i64>,
    /// Recordings that the catalog had before: their transcripts get versions after those that are there.
    known: BTreeSet<RecordingId>,
    /// Reports that the catalog had before, from an earlier import of the same lines or because they left from here.
    known_reports: BTreeSet<ReportId>,
    added: Imported,
}

impl Catalog {
    /// Adds what [`Catalog::export_json_lines`] wrote. Recordings are known by their content; a report by its recording and the second
    /// in which it was added, so that lines brought twice are kept once.
    ///
    /// Lines of 16 MB are one change: a smaller import is kept as a whole or not at all. Of a larger one that fails, or whose process dies,
    /// what was kept before stays; brought again, it ends as one that was not disturbed.
    ///
    /// # Errors
    /// [`Error::Import`] with the line that is wrong, [`Error::Io`] when `lines` fails, and those of every change.
    pub fn import_json_lines(&self, lines: impl BufRead) -> Result<Imported, Error> {
        let mut import = Import { lines, number: 0, places: Places::default() };
        while self.change(|t| import.change(t))? {}
        match import.number {
            0 => Err(Error::Import { line: 1, reason: "it is empty".into() }),
            _ => Ok(import.places.added),
        }
    }
}

/// So many bytes of lines are one change: others can write in between, and the journal stays small.
const CHANGE_BYTES: usize = 16 << 20;

/// An import at work.
struct Import<L> {
    lines: L,
    /// That of the last line that was read, from 1.
    number: usize,
    places: Places,
}

impl<L: BufRead> Import<L> {
    /// Takes the lines of one change; whether there may be more.
    fn change(&mut self, t: &Connection) -> DbResult<bool> {
        let mut taken = 0;
        while taken < CHANGE_BYTES {
            let most = if self.number == 0 { LONGEST_HEAD_BYTES } else { LONGEST_LINE_BYTES };
            let Some(text) = next_line(&mut self.lines, most, self.number + 1)? else { return Ok(false) };
            self.number += 1;
            taken += text.len();
            self.take(t, &text)?;
        }
        Ok(true)
    }

    fn take(&mut self, t: &Connection, text: &str) -> DbResult<()> {
        let number = self.number;
        let wrong = |reason: String| Fault::Catalog(Error::Import { line: number, reason });
        if number == 1 {
            return head(text).map_err(wrong);
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        let taken = match large_line(text).map_err(|e| wrong(unplaced(&e)))? {
            Some(Large::Transcript(line)) => self.places.take_transcript_line(t, line),
            Some(Large::Alignment(line)) => self.places.take_alignment_line(t, line),
            None => serde_json::from_str(text).map_err(|e| wrong(unplaced(&e))).and_then(|line| self.places.take(t, line)),
        };
        taken.map_err(|fault| match fault {
            Fault::Catalog(Error::Import { reason, .. }) => wrong(reason),
            Fault::Catalog(error) => wrong(error.to_string()),
            engine => engine,
        })
    }
}

/// The next line, of `most` bytes at most: what has no end is not taken into memory.
fn next_line(lines: &mut impl BufRead, most: u64, number: usize) -> DbResult<Option<String>> {
    let failed = |source| Fault::Catalog(Error::Io { doing: "read", source });
    let wrong = |reason: String| Fault::Catalog(Error::Import { line: number, reason });
    let mut bytes = Vec::new();
    if lines.take(most + 1).read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 > most {
        return Err(wrong(format!("it is longer than {most} bytes")));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| wrong("it is not UTF-8 text".to_owned()))
}

/// What serde_json says, without its own "line 1": the import's line is named beside it.
fn unplaced(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match said.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => said,
    }
}

fn head(text: &str) -> Result<(), String> {
    match serde_json::from_str::<Head>(text) {
        Ok(head) if head.format != JSON_LINES_FORMAT => {
            Err(format!("its format is `{}`, not `{JSON_LINES_FORMAT}`", head.format))
        }
        Ok(head) if head.version > JSON_LINES_VERSION => {
            Err(format!("it has version {}, and this rawi reads up to {JSON_LINES_VERSION}", head.version))
        }
        Ok(_) => Ok(()),
        Err(_) => Err(format!("it is not the first line of a catalog's export (`\"format\":\"{JSON_LINES_FORMAT}\"`)")),
    }
}

fn place<T: Copy>(kind: &str, of: &[T], number: i64) -> DbResult<T> {
    let found = usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).and_then(|n| of.get(n).copied());
    found.ok_or_else(|| wrong(format!("there is no {kind} {number} before it")))
}

fn wrong(reason: String) -> Fault {
    Fault::Catalog(Error::Import { line: 0, reason })
}

fn bytes(content: Content) -> DbResult<Vec<u8>> {
    content.bytes().ok_or_else(|| wrong("`content_hex` is no hexadecimal".to_owned()))
}

impl Places {
    fn take(&mut self, t: &Connection, line: Line) -> DbResult<()> {
        match line {
            Line::Recording { facts, added_unix_s } => self.take_recording(t, &facts, added_unix_s),
            Line::Report {
                slug,
                title,
                url,
                date,
                language,
                notes,
                programme,
                reporter,
                place: scene,
                recording,
                added_unix_s,
                changed_unix_s,
            } => {
                let recording = recording.map(|n| place("recording", &self.recordings, n)).transpose()?;
                let new = ReportFacts { title, url, date, language, notes, programme, reporter, place: scene, recording };
                self.take_report(t, &slug, &new, (added_unix_s, changed_unix_s))
            }
            Line::Article { report, version, language, text, parts, facts, source, added_unix_s } => {
                let parts = parts.into_iter().map(|(kind, range)| Part { kind, range }).collect();
                let article = Article::from_parts(text, language, parts).with_facts(facts);
                let new = NewArticle { version, article: &article, source: source.as_ref(), now: added_unix_s };
                self.take_article(t, report, new)
            }
            Line::Transcript { recording, version, corrects, author, note, transcript, created_unix_s } => {
                let raw = serde_json::value::to_raw_value(&transcript).map_err(|e| wrong(e.to_string()))?;
                let transcript = raw.as_ref();
                let line = TranscriptLine { recording, version, corrects, author, note, transcript, created_unix_s };
                self.take_transcript_line(t, line)
            }
            Line::Alignment { report, article, transcript, alignment, created_unix_s } => {
                self.take_alignment_line(t, AlignmentLine { report, article, transcript, alignment, created_unix_s })
            }
            Line::Export { report, alignment, path, format, preset, options, content_sha256, approval, written_unix_s } => {
                let alignment = alignment.map(|n| place("alignment", &self.alignments, n)).transpose()?;
                let report = place("report", &self.reports, report)?;
                // The catalog knows better than an old export what was last written where.
                if self.known_reports.contains(&report) {
                    return Ok(());
                }
                let export = ExportFacts { alignment, path, format, preset, options, content_sha256, approval };
                exports::add(t, report, &export, written_unix_s)
            }
            Line::Decision {
                report,
                decision,
                author,
                note,
                article_sha256,
                transcript_sha256,
                captions_sha256,
                decided_unix_s,
            } => {
                let report = place("report", &self.reports, report)?;
                let new = StoredDecision {
                    decision,
                    author,
                    note,
                    article_sha256,
                    transcript_sha256,
                    captions_sha256,
                    decided_unix_s,
                };
                let known = self.known_reports.contains(&report) && status::decisions(t, report)?.contains(&new);
                if known { Ok(()) } else { status::add(t, report, &new) }
            }
            Line::Note { report, article, sentence, quote, at_ms, text, author, created_unix_s, done_by, done_unix_s } => {
                let report = place("report", &self.reports, report)?;
                let article = article.map(|n| place("article", &self.articles, n)).transpose()?;
                let id = NoteId::new(0);
                let note = StoredNote { id, sentence, quote, at_ms, text, author, created_unix_s, done_by, done_unix_s };
                let known = self.known_reports.contains(&report) && notes::is_there(t, report, &note)?;
                if known { Ok(()) } else { notes::add(t, report, &NoteRow { article, note }).map(drop) }
            }
            Line::Change { transcript, key, segment, kind, revision, before, after, undoes, author, done_unix_s } => {
                let transcript = place("transcript", &self.transcripts, transcript)?;
                let undoes = undoes.map(|n| place("change", &self.changes, n)).transpose()?;
                let base_revision = revision.saturating_sub(1);
                let new = Operation { key, transcript, segment, kind, base_revision, before, after, undoes, author };
                self.take_change(t, &new, done_unix_s)
            }
            Line::Settlement { transcript, base, last_change } => {
                let transcript = place("transcript", &self.transcripts, transcript)?;
                let base = place("transcript", &self.transcripts, base)?;
                let last = place("change", &self.changes, last_change)?;
                review_operations::add_settlement(t, transcript, base, last)
            }
            Line::Bundle { key, recording, transcript, program, host, made_unix_s, took_ms, imported_unix_s } => {
                let recording = place("recording", &self.recordings, recording)?;
                let transcript = place("transcript", &self.transcripts, transcript)?;
                let made = MadeBy { program, host, made_unix_s, took_ms };
                bundles::add(t, key, (recording, transcript), &made, imported_unix_s)
            }
            Line::CueEdit { report, key, undoes, author, changes, done_unix_s } => {
                let report = place("report", &self.reports, report)?;
                let undoes = undoes.map(|n| place("step about captions", &self.cue_edits, n)).transpose()?;
                self.cue_edits.push(cue_edits::take(t, CueEdit { key, report, undoes, author, changes }, done_unix_s)?);
                Ok(())
            }
            Line::FindingDecision { report, decision, decided_unix_s } => {
                let report = place("report", &self.reports, report)?;
                let there =
                    |kept: &StoredFindingDecision| (&kept.decision, kept.decided_unix_s) == (&decision, decided_unix_s);
                let known = finding_decisions::of_report(t, report)?.iter().any(there);
                if known { Ok(()) } else { finding_decisions::add(t, report, &decision, decided_unix_s).map(drop) }
            }
            Line::Page { report, address, content, fetched_unix_s } => {
                let report = place("report", &self.reports, report)?;
                pages::add_page(t, report, (&address, &bytes(content)?), fetched_unix_s)
            }
            Line::OfferedTranscript { report, facts, content, fetched_unix_s } => {
                let report = place("report", &self.reports, report)?;
                pages::add_offered(t, report, (&facts, &bytes(content)?), fetched_unix_s)
            }
            Line::Feed { name, address, settings, title, added_unix_s } => {
                let feed = json_lines_feeds::take_feed(t, (&name, &address), &settings, title.as_deref(), added_unix_s)?;
                self.feeds.push(feed);
                Ok(())
            }
            Line::FeedItem {
                feed,
                item,
                state,
                report,
                failure,
                attempts,
                file,
                first_seen_unix_s,
                addresses,
                editions,
            } => {
                let feed = place("feed", &self.feeds, feed)?;
                let of = |number: Option<i64>| number.map(|n| place("report", &self.reports, n)).transpose();
                let editions = editions.into_iter().map(|e| Ok((of(e.report)?, e))).collect::<DbResult<Vec<_>>>()?;
                let editions = editions.into_iter().map(|(report, edition)| (edition, report)).collect();
                let report = of(report)?;
                let became = Became { state, report, failure, attempts, file, first_seen_unix_s, addresses, editions };
                json_lines_feeds::take_item(t, feed, &item, &became)
            }
        }
    }

    fn take_transcript_line(&mut self, t: &Connection, line: TranscriptLine<'_>) -> DbResult<()> {
        let TranscriptLine { recording, version, corrects, author, note, transcript, created_unix_s } = line;
        let correction = corrects.map(|n| place("transcript", &self.transcripts, n)).transpose()?;
        let origin = correction.map_or(Origin::Machine, |corrects| Origin::Person(Correction { corrects, author, note }));
        self.take_transcript(t, (recording, version), transcript.get(), &origin, created_unix_s)
    }

    fn take_alignment_line(&mut self, t: &Connection, line: AlignmentLine) -> DbResult<()> {
        let report = place("report", &self.reports, line.report)?;
        let article = place("article", &self.articles, line.article)?;
        let transcript = place("transcript", &self.transcripts, line.transcript)?;
        self.take_alignment(t, Joined { report, article, transcript }, &line.alignment, line.created_unix_s)
    }

    /// A change is known by its name. One of a segment that has been changed otherwise since is not kept: what is here counts.
    fn take_change(&mut self, t: &Connection, new: &Operation, done: i64) -> DbResult<()> {
        let id = match review_operations::by_key(t, &new.key)? {
            Some(kept) => kept.id,
            None => match review_operations::at(t, new)? {
                Some(kept) => kept.id,
                None => review_operations::add(t, new, new.base_revision.saturating_add(1), done)?,
            },
        };
        self.changes.push(id);
        Ok(())
    }

    fn take_recording(&mut self, t: &Connection, facts: &RecordingFacts, added: i64) -> DbResult<()> {
        let known = first(t, "SELECT id FROM recordings WHERE sha256 = ?1", [facts.sha256], |row| row.get(0))?;
        let id = match known {
            // The catalog knows better than an old export where the recording lies.
            Some(id) => id,
            None => recordings::add(t, facts, added)?,
        };
        self.known.extend(known);
        self.added.recordings += usize::from(known.is_none());
        self.recordings.push(id);
        Ok(())
    }

    fn take_article(&mut self, t: &Connection, report: i64, new: NewArticle<'_>) -> DbResult<()> {
        let report = place("report", &self.reports, report)?;
        if let Some(id) = self.there(report, || articles::same(t, report, new.article, new.now))? {
            self.articles.push(id);
            return Ok(());
        }
        let known = self.known_reports.contains(&report);
        let version = if known { articles::next_version(t, report)? } else { new.version };
        self.articles.push(articles::add(t, report, &NewArticle { version, ..new })?);
        self.added.articles += 1;
        Ok(())
    }

    fn take_alignment(&mut self, t: &Connection, joined: Joined, alignment: &Alignment, created: i64) -> DbResult<()> {
        let there = self.there(joined.report, || alignments::same(t, joined.article, joined.transcript, created))?;
        let id = match there {
            Some(id) => id,
            None => {
                self.added.alignments += 1;
                alignments::add(t, joined, alignment, created)?
            }
        };
        self.alignments.push(id);
        Ok(())
    }

    fn take_report(&mut self, t: &Connection, slug: &Slug, new: &ReportFacts, (added, changed): (i64, i64)) -> DbResult<()> {
        let id = match reports::same(t, new, added)? {
            Some(id) => {
                self.known_reports.insert(id);
                id
            }
            None => {
                self.added.reports += 1;
                reports::add(t, new, &reports::free_slug(t, slug)?, added, changed)?
            }
        };
        self.reports.push(id);
        Ok(())
    }

    /// A row of a report that the catalog had before.
    fn there<T>(&self, report: ReportId, find: impl FnOnce() -> DbResult<Option<T>>) -> DbResult<Option<T>> {
        if self.known_reports.contains(&report) { find() } else { Ok(None) }
    }

    fn take_transcript(
        &mut self,
        t: &Connection,
        (recording, version): (i64, u32),
        document: &str,
        origin: &Origin,
        created: i64,
    ) -> DbResult<()> {
        let recording = place("recording", &self.recordings, recording)?;
        let read = transcript::read(document.as_bytes(), None).map_err(|e| wrong(e.to_string()))?;
        // The same transcript is not kept twice when a report is brought to a catalog that has its recording.
        if self.known.contains(&recording) {
            for there in history::versions(t, recording)? {
                let same = (there.created_unix_s, &there.engine) == (created, read.engine());
                if same && transcripts::load(t, there.id)? == read {
                    self.transcripts.push(there.id);
                    return Ok(());
                }
            }
        }
        let version = if self.known.contains(&recording) { history::next_version(t, recording)? } else { version };
        let new = NewTranscript { version, transcript: &read, origin, now: created };
        self.transcripts.push(transcripts::add(t, recording, &new)?);
        self.added.transcripts += 1;
        Ok(())
    }
}
