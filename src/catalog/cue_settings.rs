//! What people set by hand about a report's captions, as it stands: instructions about words.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::sql::{ends, from_name, insert, json, name, rows, span};
use super::{Catalog, DbResult, Error, ReportId};
use crate::text::Sha256;
use crate::time::Span;

/// What is set about some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueSettingKind {
    /// How they read.
    Text,
    /// A caption begins with the word.
    Break,
    /// No caption begins with the word.
    Join,
    /// When the caption that begins with the word shows.
    Start,
    /// When the caption that ends with the word goes.
    End,
}

/// Something that a person set about captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueSetting {
    /// What is set.
    pub kind: CueSettingKind,
    /// The words that it is about, parted by spaces.
    pub words: String,
    /// The word in front of them.
    pub before: Option<String>,
    /// The word behind them.
    pub after: Option<String>,
    /// When they are heard, in milliseconds.
    pub span: Span,
    /// How they read; of [`CueSettingKind::Text`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whose wording that is: `article`, `speech` or `hand`; of [`CueSettingKind::Text`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// By how many milliseconds the edge lies behind the word's; of edges only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift_ms: Option<i32>,
    /// The name of the limits under which it was set.
    pub limits: String,
}

/// A setting of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StoredCueSetting {
    /// The name of the setting through all its revisions.
    pub slot: String,
    /// Counted from 1.
    pub revision: u32,
    /// What is set; `None` when it was taken away.
    #[serde(flatten)]
    pub setting: Option<CueSetting>,
    /// The number of the step that did it.
    pub edit: i64,
    /// Who did.
    pub author: String,
    /// When, in seconds since 1970.
    pub set_unix_s: i64,
}

const SELECT: &str = "SELECT s.slot, s.revision, s.kind, s.words, s.word_before, s.word_after, s.start_ms, s.end_ms, s.text,
    s.wording, s.shift_ms, s.limits, s.edit_id, e.author, e.done_unix_s FROM cue_settings s JOIN cue_edits e ON e.id = s.edit_id";

impl Catalog {
    /// What is set about the captions of a report, in the order in which it was.
    ///
    /// # Errors
    /// Those of reading.
    pub fn cue_settings(&self, report: ReportId) -> Result<Vec<StoredCueSetting>, Error> {
        self.view(|t| of_report(t, report))
    }
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<StoredCueSetting>> {
    let which = "WHERE e.report_id = ?1 AND s.kind IS NOT NULL
        AND s.revision = (SELECT max(n.revision) FROM cue_settings n WHERE n.slot = s.slot) ORDER BY s.id";
    rows(t, &format!("{SELECT} {which}"), [report], read)
}

/// What a step did.
pub(super) fn of_edit(t: &Connection, edit: i64) -> DbResult<Vec<StoredCueSetting>> {
    rows(t, &format!("{SELECT} WHERE s.edit_id = ?1 ORDER BY s.id"), [edit], read)
}

/// A setting as it was at a revision.
pub(super) fn at(t: &Connection, slot: &str, revision: u32) -> DbResult<Option<StoredCueSetting>> {
    Ok(rows(t, &format!("{SELECT} WHERE s.slot = ?1 AND s.revision = ?2"), params![slot, revision], read)?.pop())
}

/// A setting as it is, taken away or not.
pub(super) fn newest(t: &Connection, slot: &str) -> DbResult<Option<StoredCueSetting>> {
    let which = "WHERE s.slot = ?1 ORDER BY s.revision DESC LIMIT 1";
    Ok(rows(t, &format!("{SELECT} {which}"), [slot], read)?.pop())
}

/// A hash of all that is set about a report's captions; `None` when nothing is.
pub(super) fn digest(t: &Connection, report: ReportId) -> DbResult<Option<Sha256>> {
    let mut set: Vec<String> = of_report(t, report)?.iter().map(|stored| json(&stored.setting)).collect::<DbResult<_>>()?;
    set.sort_unstable();
    Ok((!set.is_empty()).then(|| Sha256::of(set.join("\n").as_bytes())))
}

pub(super) fn add(t: &Connection, edit: i64, slot: &str, revision: u32, setting: Option<&CueSetting>) -> DbResult<()> {
    let sql =
        "INSERT INTO cue_settings (edit_id, slot, revision, kind, words, word_before, word_after, start_ms, end_ms, text,
        wording, shift_ms, limits) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let kind = setting.map(|setting| name(&setting.kind)).transpose()?;
    let (start, end) = ends(setting.map(|setting| setting.span));
    let s = setting;
    let values = params![
        edit,
        slot,
        revision,
        kind,
        s.map(|s| &s.words),
        s.and_then(|s| s.before.as_ref()),
        s.and_then(|s| s.after.as_ref()),
        start,
        end,
        s.and_then(|s| s.text.as_ref()),
        s.and_then(|s| s.wording.as_ref()),
        s.and_then(|s| s.shift_ms),
        s.map(|s| &s.limits),
    ];
    insert(t, sql, values).map(drop)
}

fn read(row: &Row<'_>) -> DbResult<StoredCueSetting> {
    let setting = match row.get::<_, Option<String>>(2)? {
        None => None,
        Some(kind) => Some(CueSetting {
            kind: from_name("what is set about captions", &kind)?,
            words: row.get(3)?,
            before: row.get(4)?,
            after: row.get(5)?,
            span: span(row.get(6)?, row.get(7)?).unwrap_or(Span::from_millis(0, 0)),
            text: row.get(8)?,
            wording: row.get(9)?,
            shift_ms: row.get(10)?,
            limits: row.get::<_, Option<String>>(11)?.unwrap_or_default(),
        }),
    };
    Ok(StoredCueSetting {
        slot: row.get(0)?,
        revision: row.get(1)?,
        setting,
        edit: row.get(12)?,
        author: row.get(13)?,
        set_unix_s: row.get(14)?,
    })
}
