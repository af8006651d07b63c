//! Who transcribes which recording at this moment, so that several processes do not hear the same one twice.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::sql::{first, put, rows};
use super::{Catalog, DbResult, Error, RecordingId, recordings};

/// One who works on a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claimant {
    /// Tells it from all others, also from another one in the same process.
    pub holder: String,
    /// Its process number.
    pub pid: u32,
    /// The computer that it runs on, where that has a name.
    pub host: Option<String>,
    /// What the system tells about the process, by which its end is noticed; empty where it tells nothing.
    #[serde(skip)]
    pub process: String,
}

/// A claim to a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The recording.
    pub recording: RecordingId,
    /// Who has it.
    pub claimant: Claimant,
    /// Since when, in seconds since 1970.
    pub taken_unix_s: i64,
    /// Until when, unless it is renewed, in seconds since 1970.
    pub until_unix_s: i64,
}

impl Catalog {
    /// Claims a recording for `claimant` until `until_unix_s`, or renews its claim. Gives the claim of another one, which then
    /// stands, as long as `holds` says that it does.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording, and those of every change.
    pub fn claim(
        &self,
        recording: RecordingId,
        claimant: &Claimant,
        (now, until_unix_s): (i64, i64),
        holds: impl FnOnce(&Claim) -> bool,
    ) -> Result<Option<Claim>, Error> {
        self.change(|t| {
            recordings::load(t, recording)?;
            let before = load(t, recording)?;
            let mine = before.as_ref().filter(|claim| claim.claimant.holder == claimant.holder);
            let taken = mine.map_or(now, |claim| claim.taken_unix_s);
            if mine.is_none()
                && let Some(other) = before
                && holds(&other)
            {
                return Ok(Some(other));
            }
            let sql = "INSERT OR REPLACE INTO claims (recording_id, holder, pid, host, process, taken_unix_s, until_unix_s)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let Claimant { holder, pid, host, process } = claimant;
            put(t, sql, params![recording, holder, pid, host, process, taken, until_unix_s])?;
            Ok(None)
        })
    }

    /// Ends the claim of `claimant` to a recording, if it has one.
    ///
    /// # Errors
    /// Those of every change.
    pub fn release(&self, recording: RecordingId, claimant: &Claimant) -> Result<(), Error> {
        let sql = "DELETE FROM claims WHERE recording_id = ?1 AND holder = ?2";
        self.change(|t| put(t, sql, params![recording, claimant.holder]).map(drop))
    }

    /// All claims, those of processes that are gone too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn claims(&self) -> Result<Vec<Claim>, Error> {
        self.view(|t| rows(t, &format!("{SELECT} ORDER BY recording_id"), [], |row| Ok(read(row)?)))
    }
}

const SELECT: &str = "SELECT recording_id, holder, pid, host, process, taken_unix_s, until_unix_s FROM claims";

fn load(t: &Connection, recording: RecordingId) -> DbResult<Option<Claim>> {
    first(t, &format!("{SELECT} WHERE recording_id = ?1"), [recording], read)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Claim> {
    let claimant = Claimant { holder: row.get(1)?, pid: row.get(2)?, host: row.get(3)?, process: row.get(4)? };
    Ok(Claim { recording: row.get(0)?, claimant, taken_unix_s: row.get(5)?, until_unix_s: row.get(6)? })
}
