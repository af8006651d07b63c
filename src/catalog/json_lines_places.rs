//! What lines of JSON mean in this catalog: which rows they are or become.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;
use serde::Serialize;

use super::alignments::{Joined, Packed};
use super::articles::NewArticle;
use super::contested::Contested;
use super::json_lines::{Content, Line};
use super::json_lines_feeds::Became;
use super::json_lines_read::{AlignmentLine, ArticleLine, ReadLine, of_line, wrong};
use super::made::Made;
use super::merge_rules::Merging;
use super::notes::NoteRow;
use super::sql::first;
use super::{
    AlignmentId, ArticleId, CueEdit, DbResult, FeedId, MadeBy, RecordingFacts, RecordingId, ReportFacts, ReportId, Slug,
    StoredFindingDecision, TranscriptId, alignments, articles, bundles, cue_edits, exports, finding_decisions,
    json_lines_feeds, merge_conflicts, notes, pages, recordings, remove, reports, review_operations, status,
};
use crate::align::Alignment;

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
    /// Changes of segments that were not taken, since those segments were changed otherwise here. A merge keeps them as conflicts instead.
    #[serde(skip_serializing_if = "is_none")]
    pub changes_left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// What the numbers in the lines mean in this catalog.
#[derive(Default)]
pub(super) struct Places {
    pub(super) recordings: Vec<RecordingId>,
    reports: Vec<ReportId>,
    articles: Vec<ArticleId>,
    pub(super) transcripts: Vec<TranscriptId>,
    /// `None` where one was left out: see [`Places::take_alignment`].
    alignments: Vec<Option<AlignmentId>>,
    pub(super) changes: Vec<i64>,
    /// The numbers here of segments that were cut off there.
    pub(super) segments: HashMap<(TranscriptId, u32), u32>,
    pub(super) contested: Contested,
    feeds: Vec<FeedId>,
    cue_edits: Vec<i64>,
    /// Recordings that the catalog had before: their transcripts get versions after those that are there.
    pub(super) known: BTreeSet<RecordingId>,
    /// Reports that the catalog had before, from an earlier import of the same lines or because they left from here.
    known_reports: BTreeSet<ReportId>,
    /// The reports that lines became.
    pub(super) taken: BTreeSet<ReportId>,
    /// Transcripts that were left out, by their numbers in the lines: those of the review page, which are made again of the changes.
    pub(super) left_out: BTreeSet<i64>,
    pub(super) added: Imported,
    /// How to join what is here with what was kept elsewhere; `None` when lines are only brought in.
    pub(super) merging: Option<Merging>,
}

pub(super) fn place<T: Copy>(kind: &str, of: &[T], number: i64) -> DbResult<T> {
    let found = usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).and_then(|n| of.get(n).copied());
    found.ok_or_else(|| wrong(format!("there is no {kind} {number} before it")))
}

fn bytes(content: Content) -> DbResult<Vec<u8>> {
    content.bytes().ok_or_else(|| wrong("`content_hex` is no hexadecimal".to_owned()))
}

impl Places {
    /// Of lines that are joined with what is here.
    pub(super) fn merging(merging: Merging) -> Self {
        Self { merging: Some(merging), ..Self::default() }
    }

    /// How many reports of the lines were here before.
    pub(super) fn in_both(&self) -> usize {
        self.reports.len().saturating_sub(self.added.reports)
    }

    /// Takes a line that was read.
    pub(super) fn take(&mut self, t: &Connection, line: ReadLine) -> DbResult<()> {
        match line {
            ReadLine::Article(line) => self.take_article_line(t, &line),
            ReadLine::Transcript(line) => self.take_transcript_line(t, line),
            ReadLine::Alignment(line) => self.take_alignment_line(t, &line),
            ReadLine::Other(line) => self.take_line(t, *line),
        }
    }

    fn take_line(&mut self, t: &Connection, line: Line) -> DbResult<()> {
        match line {
            Line::Recording { facts, added_unix_s, rawi_version } => {
                self.take_recording(t, &facts, Made::told(added_unix_s, &rawi_version))
            }
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
                rawi_version,
            } => {
                let recording = recording.map(|n| place("recording", &self.recordings, n)).transpose()?;
                let new = ReportFacts { title, url, date, language, notes, programme, reporter, place: scene, recording };
                self.take_report(t, &slug, &new, (Made::told(added_unix_s, &rawi_version), changed_unix_s))
            }
            line @ (Line::Article { .. } | Line::Transcript { .. } | Line::Alignment { .. }) => self.take(t, of_line(line)?),
            Line::Export { report, mut kept } => {
                let numbered =
                    kept.export.alignment.map(|n| place("alignment", &self.alignments, n.number())).transpose()?;
                kept.export.alignment = numbered.flatten();
                let report = place("report", &self.reports, report)?;
                // The catalog knows better than an old export what was last written where.
                if self.known_reports.contains(&report) {
                    return Ok(());
                }
                exports::add(t, report, &kept.export, Made::told(kept.written_unix_s, &kept.rawi_version))
            }
            Line::Decision { report, made } => {
                let report = place("report", &self.reports, report)?;
                let is_here = || DbResult::Ok(status::decisions(t, report)?.iter().any(|kept| kept.is_same(&made)));
                let known = self.known_reports.contains(&report) && is_here()?;
                if let Some(merging) = &mut self.merging {
                    merging.meet_decision(&made);
                }
                if known { Ok(()) } else { status::add(t, report, &made) }
            }
            Line::Note { report, article, note } => {
                let report = place("report", &self.reports, report)?;
                let article = article.map(|n| place("article", &self.articles, n)).transpose()?;
                let known = self.known_reports.contains(&report) && notes::is_there(t, report, &note)?;
                match known {
                    true if self.merging.is_some() => notes::finish_known(t, report, &note),
                    true => Ok(()),
                    false => notes::add(t, report, &NoteRow { article, note }).map(drop),
                }
            }
            Line::Change(mut kept) => {
                kept.transcript = place("transcript", &self.transcripts, kept.transcript.number())?;
                kept.undoes = kept.undoes.map(|n| place("change", &self.changes, n)).transpose()?;
                self.take_change(t, kept)
            }
            Line::Settlement { transcript, base, last_change } => {
                if self.left_out.contains(&transcript) {
                    return Ok(());
                }
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
            Line::CueEdit { report, key, undoes, author, changes, done_unix_s, rawi_version } => {
                let report = place("report", &self.reports, report)?;
                let undoes = undoes.map(|n| place("step about captions", &self.cue_edits, n)).transpose()?;
                if let Some(merging) = &mut self.merging {
                    merging.cue_edit(t, (report, &key, &author), &changes)?;
                }
                let edit = CueEdit { key, report, undoes, author, changes };
                self.cue_edits.push(cue_edits::take(t, edit, Made::told(done_unix_s, &rawi_version))?);
                Ok(())
            }
            Line::FindingDecision { report, decision, decided_unix_s, rawi_version } => {
                let report = place("report", &self.reports, report)?;
                let there =
                    |kept: &StoredFindingDecision| (&kept.decision, kept.decided_unix_s) == (&decision, decided_unix_s);
                let known =
                    self.known_reports.contains(&report) && finding_decisions::of_report(t, report)?.iter().any(there);
                if let Some(merging) = &mut self.merging {
                    merging.meet_finding(&decision, decided_unix_s);
                }
                let made = Made::told(decided_unix_s, &rawi_version);
                if known { Ok(()) } else { finding_decisions::add(t, report, &decision, made).map(drop) }
            }
            Line::Page { report, address, content, fetched_unix_s, rawi_version } => {
                let report = place("report", &self.reports, report)?;
                pages::add_page(t, report, (&address, &bytes(content)?), Made::told(fetched_unix_s, &rawi_version))
            }
            Line::OfferedTranscript { report, facts, content, fetched_unix_s, rawi_version } => {
                let report = place("report", &self.reports, report)?;
                pages::add_offered(t, report, (&facts, &bytes(content)?), Made::told(fetched_unix_s, &rawi_version))
            }
            Line::Feed { name, address, settings, title, added_unix_s } => {
                if let Some(merging) = &mut self.merging {
                    merging.feed(t, &address, &settings)?;
                }
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
                if let Some(merging) = &mut self.merging {
                    merging.feed_item(t, (feed, &item), &became)?;
                }
                json_lines_feeds::take_item(t, feed, &item, &became)
            }
            Line::Conflict { report, key, conflict, found_unix_s, settled_by, settled_unix_s } => {
                let report = report.map(|n| place("report", &self.reports, n)).transpose()?;
                let settled = settled_by.zip(settled_unix_s);
                merge_conflicts::add(t, (report, key), &conflict, (found_unix_s, settled)).map(drop)
            }
            Line::Removal { removed, removed_unix_s } => remove::note(t, &removed, removed_unix_s),
        }
    }

    fn take_article_line(&mut self, t: &Connection, line: &ArticleLine) -> DbResult<()> {
        let ArticleLine { report, version, article, source, added_unix_s, rawi_version } = line;
        let made = Made::told(*added_unix_s, rawi_version);
        self.take_article(t, *report, NewArticle { version: *version, article, source: source.as_ref(), made })
    }

    fn take_alignment_line(&mut self, t: &Connection, line: &AlignmentLine) -> DbResult<()> {
        let report = place("report", &self.reports, line.report)?;
        let article = place("article", &self.articles, line.article)?;
        let transcript = place("transcript", &self.transcripts, line.transcript)?;
        if self.left_out.contains(&line.transcript) {
            self.alignments.push(None);
            return Ok(());
        }
        self.take_alignment(
            t,
            Joined { report, article, transcript },
            (&line.alignment, &line.packed),
            Made::told(line.created_unix_s, &line.rawi_version),
        )
    }

    fn take_recording(&mut self, t: &Connection, facts: &RecordingFacts, made: Made<'_>) -> DbResult<()> {
        let known = first(t, "SELECT id FROM recordings WHERE sha256 = ?1", [facts.sha256], |row| row.get(0))?;
        let id = match known {
            // The catalog knows better than an old export where the recording lies.
            Some(id) => id,
            None => recordings::add(t, facts, made)?,
        };
        self.known.extend(known);
        if let Some(merging) = &mut self.merging {
            merging.begin_recording(t, known, facts)?;
        }
        self.added.recordings += usize::from(known.is_none());
        self.recordings.push(id);
        Ok(())
    }

    fn take_article(&mut self, t: &Connection, report: i64, new: NewArticle<'_>) -> DbResult<()> {
        let report = place("report", &self.reports, report)?;
        let known = self.known_reports.contains(&report);
        let there = match &mut self.merging {
            Some(merging) if known => merging.same_article(t, report, new.article)?,
            _ => self.there(report, || articles::same(t, report, new.article, new.made.unix_s))?,
        };
        if let Some(id) = there {
            self.articles.push(id);
            return Ok(());
        }
        let version = if known { articles::next_version(t, report)? } else { new.version };
        let id = articles::add(t, report, &NewArticle { version, ..new })?;
        if let Some(merging) = self.merging.as_mut().filter(|_| known) {
            merging.added_article(t, report, version)?;
        }
        self.articles.push(id);
        self.added.articles += 1;
        Ok(())
    }

    /// Takes an alignment. Of a report that both catalogs have, one of earlier texts is left out: it is made again when it is asked for,
    /// and would stand for the newest one here.
    fn take_alignment(
        &mut self,
        t: &Connection,
        joined: Joined,
        packed: (&Alignment, &Packed),
        made: Made<'_>,
    ) -> DbResult<()> {
        let there = match &self.merging {
            Some(_) => self.there(joined.report, || alignments::of_pair(t, joined.article, joined.transcript))?,
            None => self.there(joined.report, || alignments::same(t, joined.article, joined.transcript, made.unix_s))?,
        };
        let is_earlier = || DbResult::Ok(!alignments::joins_what_is_shown(t, joined)?);
        let id = match there {
            Some(id) => Some(id),
            None if self.merging.is_some() && self.known_reports.contains(&joined.report) && is_earlier()? => None,
            None => {
                self.added.alignments += 1;
                Some(alignments::add_packed(t, joined, packed, made)?)
            }
        };
        self.alignments.push(id);
        Ok(())
    }

    fn take_report(
        &mut self,
        t: &Connection,
        slug: &Slug,
        new: &ReportFacts,
        (made, changed): (Made<'_>, i64),
    ) -> DbResult<()> {
        // Two reports of one recording may have been added in one second: each line is another one.
        let free = |id: &ReportId| !self.taken.contains(id);
        let same = reports::same(t, (slug, new), made.unix_s)?.into_iter().find(free);
        let same = match &self.merging {
            Some(merging) if same.is_none() => merging.report_of(t, new)?.filter(free),
            _ => same,
        };
        let id = match same {
            Some(id) => {
                self.known_reports.insert(id);
                id
            }
            None => {
                self.added.reports += 1;
                reports::add(t, new, &reports::free_slug(t, slug)?, (made, changed))?
            }
        };
        if let Some(merging) = &mut self.merging {
            merging.begin_report(t, (id, same.is_some()), (new, changed))?;
        }
        self.taken.insert(id);
        self.reports.push(id);
        Ok(())
    }

    /// A row of a report that the catalog had before.
    fn there<T>(&self, report: ReportId, find: impl FnOnce() -> DbResult<Option<T>>) -> DbResult<Option<T>> {
        if self.known_reports.contains(&report) { find() } else { Ok(None) }
    }
}
