//! Another catalog joins this one: what it has and this one has not comes in, and where they do not agree both sides are kept.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::json_lines_export::Exporter;
use super::json_lines_import::take_line;
use super::json_lines_places::{Imported, Places};
use super::merge_rules::Merging;
use super::path_text::path_text;
use super::sql::{first, rows};
use super::{
    Catalog, DbResult, Error, MergeConflict, MergeConflictKind, RecordingId, RemovedReport, ReportFacts, ReportId,
    listed_words, remove, reports,
};

/// What a merge did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Merged {
    /// What the catalog did not have.
    #[serde(flatten)]
    pub added: Imported,
    /// Reports that both had.
    pub in_both: usize,
    /// Reports of the other catalog that were removed here and did not come back.
    pub stayed_removed: usize,
    /// Where the two did not agree, and no earlier merge told.
    pub conflicts: Vec<MergeConflict>,
    /// Conflicts that an earlier merge told.
    pub told_before: usize,
}

/// Why a merge did not go through. What was kept before stays, and merging again completes it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotMerged {
    /// This catalog failed.
    #[error(transparent)]
    Here(Error),
    /// The other catalog failed.
    #[error("cannot read the other catalog")]
    There(#[source] Error),
}

/// What of the other catalog is one change here: a recording with its reports, or a report without a recording.
struct Unit {
    recording: Option<RecordingId>,
    reports: Vec<ReportId>,
}

/// A report of the other catalog that was removed here.
struct Removed {
    report: RemovedReport,
    is_worked_on_since: bool,
}

impl Catalog {
    /// Joins `other` to this catalog. Recordings, articles and transcripts are known by their content, people's work by who did what when,
    /// so that merging twice is merging once. A recording with all its reports is one change: a merge that was stopped is completed by the
    /// next. Nothing of `other` is changed. With `is_dry` nothing is kept, and feeds are not looked at.
    ///
    /// What is shown here is shown on, unless it is known there and they went on from it; [`MergeConflictKind`] tells the rules. Of a report
    /// that both have, alignments of earlier texts and what was noted of written files is left out. `now` is in seconds since 1970; `at` is
    /// told how many recordings are done, of how many.
    ///
    /// # Errors
    /// [`NotMerged`].
    ///
    /// ```
    /// use rawi::catalog::{Catalog, ReportFacts};
    ///
    /// let dir = tempfile::tempdir()?;
    /// let (ours, theirs) = (Catalog::open(&dir.path().join("a.db"))?, Catalog::open(&dir.path().join("b.db"))?);
    /// theirs.add_report(&ReportFacts::new("Aid reaches the valley"), 0)?;
    /// assert_eq!(ours.merge(&theirs, false, 1, |_, _| {})?.added.reports, 1);
    /// assert_eq!(ours.merge(&theirs, false, 2, |_, _| {})?.added.reports, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&self, other: &Self, is_dry: bool, now: i64, mut at: impl FnMut(u64, u64)) -> Result<Merged, NotMerged> {
        let merging = Merging::new(path_text(other.path()), now);
        let mut joining = Joining { here: self, places: Places::merging(merging), is_dry };
        let mut stayed_removed = 0;
        let mut failed = None;
        let read = other.view(|there| {
            let mut buffer = Vec::new();
            let mut exporter = Exporter::strict(there, &mut buffer);
            let units = units(there)?;
            let all = units.len() as u64;
            for (done, unit) in (1..).zip(units) {
                let is_only_report = unit.reports.len() == 1;
                let (unit, removed) = joining.without_removed(there, unit)?;
                stayed_removed += removed.iter().filter(|removed| !removed.is_worked_on_since).count();
                unit.recording.map_or(Ok(()), |id| exporter.recording(id))?;
                unit.reports.iter().try_for_each(|id| exporter.report(*id))?;
                if let Err(error) = joining.take(&exporter.written(), is_only_report, &removed) {
                    failed = Some(error);
                    return Ok(());
                }
                at(done, all);
            }
            exporter.feeds()?;
            failed = joining.take_rest(&exporter.written(), &remove::all_removed(there)?).err();
            Ok(())
        });
        read.map_err(NotMerged::There)?;
        failed.map_or(Ok(()), |error| Err(NotMerged::Here(error)))?;
        Ok(joining.merged(stayed_removed))
    }
}

/// A merge at work.
struct Joining<'a> {
    here: &'a Catalog,
    places: Places,
    is_dry: bool,
}

impl Joining<'_> {
    /// Leaves out the reports that were removed here and that nobody worked on there since.
    fn without_removed(&self, there: &Connection, unit: Unit) -> DbResult<(Unit, Vec<Removed>)> {
        let mut left = Unit { recording: unit.recording, reports: Vec::new() };
        let mut all = Vec::new();
        for id in unit.reports {
            let report = remove::removed(there, id)?;
            let here = &self.here.database;
            let removed_at = if is_here(here, &report)? { None } else { remove::removed_at(here, &report)? };
            let touched = removed_at.map(|_| last_touched(there, id)).transpose()?;
            let is_worked_on_since = touched > removed_at;
            if removed_at.is_none() || is_worked_on_since {
                left.reports.push(id);
            }
            all.extend(removed_at.map(|_| Removed { report, is_worked_on_since }));
        }
        if left.reports.is_empty() && !all.is_empty() {
            left.recording = None;
        }
        Ok((left, all))
    }

    /// Takes the lines of a unit in one change.
    fn take(&mut self, lines: &[u8], is_only_report: bool, removed: &[Removed]) -> Result<(), Error> {
        let text = std::str::from_utf8(lines).unwrap_or_default();
        if let Some(merging) = &mut self.places.merging {
            merging.is_only_report = is_only_report;
            merging.settled = settled(text);
        }
        self.change(|places, t| {
            take_lines(places, t, text)?;
            let back = removed.iter().filter(|removed| removed.is_worked_on_since);
            for Removed { report, .. } in back {
                let sides = (Some("removed".to_owned()), Some("worked on since".to_owned()));
                tell_removed(places, t, report, sides)?;
            }
            Ok(())
        })
    }

    /// Takes the feeds; and tells of what was removed there and is here, which stays.
    fn take_rest(&mut self, lines: &[u8], removed: &[(RemovedReport, i64)]) -> Result<(), Error> {
        // Reports of a dry run are not there for feeds to point to.
        let text = if self.is_dry { "" } else { std::str::from_utf8(lines).unwrap_or_default() };
        self.change(|places, t| {
            take_lines(places, t, text)?;
            for (report, _) in removed {
                let here = reports_like(t, report)?;
                if here.iter().any(|id| !places.taken.contains(id)) {
                    tell_removed(places, t, report, (Some("here".to_owned()), Some("removed".to_owned())))?;
                }
            }
            Ok(())
        })
    }

    fn change(&mut self, change: impl FnOnce(&mut Places, &Connection) -> DbResult<()>) -> Result<(), Error> {
        let (places, is_dry) = (&mut self.places, self.is_dry);
        self.here.change(|t| {
            if !is_dry {
                return change(places, t);
            }
            t.execute_batch("SAVEPOINT dry")?;
            change(places, t)?;
            t.execute_batch("ROLLBACK TO dry; RELEASE dry")?;
            listed_words::forget();
            Ok(())
        })
    }

    fn merged(self, stayed_removed: usize) -> Merged {
        let added = self.places.added;
        let in_both = self.places.in_both();
        let (conflicts, told_before) =
            self.places.merging.map_or_else(Default::default, |merging| (merging.found, merging.found_before));
        Merged { added, in_both, stayed_removed, conflicts, told_before }
    }
}

fn take_lines(places: &mut Places, t: &Connection, text: &str) -> DbResult<()> {
    for (number, line) in (1..).zip(text.lines()) {
        take_line(places, t, (number, line))?;
    }
    places.merging.as_mut().map_or(Ok(()), |merging| merging.finish_report(t))
}

fn tell_removed(
    places: &mut Places,
    t: &Connection,
    report: &RemovedReport,
    (ours, theirs): (Option<String>, Option<String>),
) -> DbResult<()> {
    let here = reports_like(t, report)?.pop();
    let Some(merging) = &mut places.merging else { return Ok(()) };
    merging.tell(t, (here, report.slug.as_str()), (MergeConflictKind::Removed, "report"), (ours, theirs, None))
}

/// The recordings of a catalog with their reports, and the reports that have none.
fn units(t: &Connection) -> DbResult<Vec<Unit>> {
    let reports = "SELECT id FROM reports WHERE recording_id IS ?1 ORDER BY id";
    let of = |recording: Option<RecordingId>| rows(t, reports, [recording], |row| Ok(row.get(0)?));
    let mut units = Vec::new();
    for id in rows(t, "SELECT id FROM recordings ORDER BY id", [], |row| Ok(row.get(0)?))? {
        units.push(Unit { recording: Some(id), reports: of(Some(id))? });
    }
    units.extend(of(None)?.into_iter().map(|id| Unit { recording: None, reports: vec![id] }));
    Ok(units)
}

fn is_here(t: &Connection, report: &RemovedReport) -> DbResult<bool> {
    Ok(!reports_like(t, report)?.is_empty())
}

/// The reports with the recording, and the second in which they were added, of one that was removed somewhere.
fn reports_like(t: &Connection, report: &RemovedReport) -> DbResult<Vec<ReportId>> {
    let sql = "SELECT id FROM recordings WHERE sha256 = ?1";
    let recording = match report.recording_sha256 {
        None => None,
        Some(sha256) => match first(t, sql, [sha256], |row| row.get(0))? {
            None => return Ok(Vec::new()),
            found => found,
        },
    };
    let facts = ReportFacts { title: report.title.clone(), recording, ..ReportFacts::default() };
    reports::same(t, (&report.slug, &facts), report.added_unix_s)
}

/// When anybody last worked on a report or on its transcripts.
fn last_touched(t: &Connection, report: ReportId) -> DbResult<i64> {
    let sql = "SELECT max(
        (SELECT changed_unix_s FROM reports WHERE id = ?1),
        coalesce((SELECT max(added_unix_s) FROM articles WHERE report_id = ?1), 0),
        coalesce((SELECT max(decided_unix_s) FROM report_decisions WHERE report_id = ?1), 0),
        coalesce((SELECT max(decided_unix_s) FROM finding_decisions WHERE report_id = ?1), 0),
        coalesce((SELECT max(max(created_unix_s, coalesce(done_unix_s, 0))) FROM notes WHERE report_id = ?1), 0),
        coalesce((SELECT max(done_unix_s) FROM cue_edits WHERE report_id = ?1), 0),
        coalesce((SELECT max(created_unix_s) FROM transcripts WHERE recording_id = r.recording_id), 0),
        coalesce((SELECT max(o.done_unix_s) FROM review_operations o JOIN transcripts s ON s.id = o.transcript_id
            WHERE s.recording_id = r.recording_id), 0)) FROM reports r WHERE r.id = ?1";
    Ok(first(t, sql, params![report], |row| row.get(0))?.unwrap_or(0))
}

/// The numbers of the transcripts that hold changes of the review page.
fn settled(text: &str) -> BTreeSet<i64> {
    #[derive(Deserialize)]
    struct Settlement {
        transcript: i64,
    }
    let lines = text.lines().filter(|line| line.starts_with("{\"row\":\"settlement\""));
    lines.filter_map(|line| serde_json::from_str::<Settlement>(line).ok()).map(|line| line.transcript).collect()
}
