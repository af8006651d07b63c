//! Steps by which people set something about a report's captions: a journal, nothing of which is ever overwritten.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::made::Made;
use super::sql::{first, insert, put, rows};
use super::{Catalog, CueSetting, CueSettingKind, DbResult, Error, ReportId, StoredCueSetting, cue_settings, reports};

/// A text is never longer, in bytes; nor are the words that something is set about.
const LONGEST: usize = 64 * 1024;
/// A step changes no more settings.
const MOST_CHANGES: usize = 1000;

/// One setting in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueChange {
    /// The name of the setting; a new one is named by whoever makes it.
    pub slot: String,
    /// The revision that it was changed from: 0 of a new one.
    pub base_revision: u32,
    /// What is set now; `None` when it is taken away.
    pub setting: Option<CueSetting>,
}

/// A step, to be kept as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueEdit {
    /// A name that whoever makes it gives it: sent a second time it is the same step.
    pub key: String,
    /// The report whose captions it is about.
    pub report: ReportId,
    /// The step that this one takes back.
    pub undoes: Option<i64>,
    /// Who does it.
    pub author: String,
    /// What it sets.
    pub changes: Vec<CueChange>,
}

/// A step that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredCueEdit {
    /// Its number: later ones have higher ones.
    pub id: i64,
    /// The name that was given to it.
    pub key: String,
    /// The report.
    pub report: ReportId,
    /// The step that it takes back.
    pub undoes: Option<i64>,
    /// Who did it.
    pub author: String,
    /// When, in seconds since 1970.
    pub done_unix_s: i64,
    /// The version of rawi that kept it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
    /// What it set.
    pub changes: Vec<StoredCueSetting>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CueEdited {
    /// It is kept, now or since it was sent before.
    Kept(StoredCueEdit),
    /// Nothing was changed: this setting is another by now.
    Stale(Box<StoredCueSetting>),
}

const SELECT: &str = "SELECT id, edit_key, report_id, undoes_id, author, done_unix_s, rawi_version FROM cue_edits";

impl Catalog {
    /// Keeps a step, if each of its settings still is what it was changed from.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, [`Error::Value`] when the step has no name, or a setting lacks what its kind
    /// has, and those of every change.
    pub fn edit_cues(&self, edit: &CueEdit, now: i64) -> Result<CueEdited, Error> {
        self.change(|t| {
            reports::load(t, edit.report)?;
            check(edit)?;
            if let Some(kept) = by_key(t, &edit.key)? {
                return Ok(CueEdited::Kept(kept));
            }
            for change in &edit.changes {
                let newest = cue_settings::newest(t, &change.slot)?;
                if let Some(newest) = newest.filter(|newest| newest.revision != change.base_revision) {
                    return Ok(CueEdited::Stale(Box::new(newest)));
                }
            }
            let id = add(t, edit, Made::here(now))?;
            one(t, "id = ?1", params![id])?.map(CueEdited::Kept).ok_or_else(|| Error::NoRow { what: "step", id }.into())
        })
    }

    /// The step that has this name.
    ///
    /// # Errors
    /// Those of reading.
    pub fn cue_edit_by_key(&self, key: &str) -> Result<Option<StoredCueEdit>, Error> {
        self.view(|t| by_key(t, key))
    }

    /// The number of the newest step about a report's captions; 0 where there is none.
    ///
    /// # Errors
    /// Those of reading.
    pub fn newest_cue_edit(&self, report: ReportId) -> Result<i64, Error> {
        let sql = "SELECT coalesce(max(id), 0) FROM cue_edits WHERE report_id = ?1";
        self.view(|t| Ok(first(t, sql, [report], |row| row.get(0))?.unwrap_or(0)))
    }

    /// The steps about a report's captions, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn cue_edits(&self, report: ReportId) -> Result<Vec<StoredCueEdit>, Error> {
        self.view(|t| of_report(t, report))
    }

    /// A setting as it was at a revision; `None` when there is no such one.
    ///
    /// # Errors
    /// Those of reading.
    pub fn cue_setting_at(&self, slot: &str, revision: u32) -> Result<Option<StoredCueSetting>, Error> {
        self.view(|t| cue_settings::at(t, slot, revision))
    }

    /// The reports about whose captions something was set after the step with the number `after`.
    ///
    /// # Errors
    /// Those of reading.
    pub fn reports_with_cues_edited_after(&self, after: i64) -> Result<Vec<ReportId>, Error> {
        let sql = "SELECT DISTINCT report_id FROM cue_edits WHERE id > ?1 ORDER BY report_id";
        self.view(|t| rows(t, sql, [after], |row| Ok(row.get(0)?)))
    }
}

fn check(edit: &CueEdit) -> DbResult<()> {
    let wrong = |what: &str, wanted| Err(Error::Value { what: what.to_owned(), wanted }.into());
    if edit.key.is_empty() || edit.key.len() > 64 {
        return wrong("the name of a step", "1 to 64 bytes");
    }
    if edit.changes.is_empty() || edit.changes.len() > MOST_CHANGES {
        return wrong("a step", "1 to 1000 changes");
    }
    for CueChange { slot, setting, .. } in &edit.changes {
        if slot.is_empty() || slot.len() > 96 {
            return wrong("the name of a setting", "1 to 96 bytes");
        }
        let Some(set) = setting else { continue };
        let is_text = set.kind == CueSettingKind::Text;
        let is_edge = matches!(set.kind, CueSettingKind::Start | CueSettingKind::End);
        let is_whole =
            set.text.is_some() == is_text && set.wording.is_some() == is_text && set.shift_ms.is_some() == is_edge;
        let is_short = set.words.len() <= LONGEST && set.text.as_ref().is_none_or(|text| text.len() <= LONGEST);
        if !is_whole || !is_short || set.words.trim().is_empty() {
            return wrong("a setting", "words, and what its kind has, of at most 64 KiB");
        }
    }
    Ok(())
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<StoredCueEdit>> {
    let mut all = rows(t, &format!("{SELECT} WHERE report_id = ?1 ORDER BY id"), [report], read)?;
    for edit in &mut all {
        edit.changes = cue_settings::of_edit(t, edit.id)?;
    }
    Ok(all)
}

/// The step that has this name.
pub(super) fn by_key(t: &Connection, key: &str) -> DbResult<Option<StoredCueEdit>> {
    one(t, "edit_key = ?1", params![key])
}

/// Takes a step that was made elsewhere, once; its number here. What it set and was set otherwise here since is left out: what is here
/// counts.
pub(super) fn take(t: &Connection, mut edit: CueEdit, made: Made<'_>) -> DbResult<i64> {
    if let Some(kept) = by_key(t, &edit.key)? {
        return Ok(kept.id);
    }
    let mut next = Vec::with_capacity(edit.changes.len());
    for change in edit.changes {
        let newest = cue_settings::newest(t, &change.slot)?.map_or(0, |newest| newest.revision);
        if newest == change.base_revision {
            next.push(change);
        }
    }
    edit.changes = next;
    add(t, &edit, made)
}

/// Adds a step; its settings follow the revisions that are there.
pub(super) fn add(t: &Connection, edit: &CueEdit, made: Made<'_>) -> DbResult<i64> {
    let CueEdit { key, report, undoes, author, changes } = edit;
    let sql = "INSERT INTO cue_edits (edit_key, report_id, undoes_id, author, done_unix_s, rawi_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let id = insert(t, sql, params![key, report, undoes, author, made.unix_s, made.rawi])?;
    for change in changes {
        let revision = cue_settings::newest(t, &change.slot)?.map_or(0, |newest| newest.revision);
        cue_settings::add(t, id, &change.slot, revision.saturating_add(1), change.setting.as_ref())?;
    }
    let digest = cue_settings::digest(t, *report)?;
    put(t, "UPDATE cue_edits SET settings_sha256 = ?2 WHERE id = ?1", params![id, digest])?;
    Ok(id)
}

fn one(t: &Connection, which: &str, parameters: impl rusqlite::Params) -> DbResult<Option<StoredCueEdit>> {
    let Some(mut edit) = rows(t, &format!("{SELECT} WHERE {which}"), parameters, read)?.pop() else { return Ok(None) };
    edit.changes = cue_settings::of_edit(t, edit.id)?;
    Ok(Some(edit))
}

fn read(row: &Row<'_>) -> DbResult<StoredCueEdit> {
    Ok(StoredCueEdit {
        id: row.get(0)?,
        key: row.get(1)?,
        report: row.get(2)?,
        undoes: row.get(3)?,
        author: row.get(4)?,
        done_unix_s: row.get(5)?,
        rawi_version: row.get(6)?,
        changes: Vec::new(),
    })
}
