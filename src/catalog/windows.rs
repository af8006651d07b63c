//! Finished windows of a transcription that is not finished yet, so that a killed one goes on where it stopped.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sql::{count, from_json, json, put, rows, span};
use super::{Catalog, Error, RecordingId, recordings};
use crate::time::Span;
use crate::transcript::Engine;

/// One finished window.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredWindow<T> {
    /// Which stretch of the recording.
    pub span: Span,
    /// What was heard in it.
    pub heard: T,
}

impl Catalog {
    /// Keeps a finished window. `engine` tells everything that changes the outcome, since windows of different settings must
    /// not be joined; `number` counts the windows of the recording from 0. A window that was kept before is replaced.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording, and those of every change.
    pub fn save_window(
        &self,
        recording: RecordingId,
        engine: &Engine,
        number: usize,
        span: Span,
        heard: &impl Serialize,
        now: i64,
    ) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO transcription_windows
            (recording_id, recipe, number, start_ms, end_ms, result, saved_unix_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.change(|t| {
            recordings::load(t, recording)?;
            let (recipe, start, end) = (json(engine)?, span.start().as_millis(), span.end().as_millis());
            put(t, sql, params![recording, recipe, number as i64, start, end, json(heard)?, now])?;
            Ok(())
        })
    }

    /// The windows that were finished by the same engine with the same settings, from the first without a gap.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and those of reading.
    pub fn windows<T: DeserializeOwned>(
        &self,
        recording: RecordingId,
        engine: &Engine,
    ) -> Result<Vec<StoredWindow<T>>, Error> {
        let sql =
            "SELECT number, start_ms, end_ms, result FROM transcription_windows WHERE recording_id = ?1 AND recipe = ?2
            ORDER BY number";
        self.view(|t| {
            let mut kept = Vec::new();
            let all = rows(t, sql, params![recording, json(engine)?], |row| {
                let span = span(row.get(1)?, row.get(2)?).unwrap_or(Span::from_millis(0, 0));
                Ok((count(row, 0)?, span, row.get::<_, String>(3)?))
            })?;
            for (number, span, heard) in all {
                if number != kept.len() {
                    break;
                }
                let what = format!("window {number} of recording {recording}");
                kept.push(StoredWindow { span, heard: from_json(&what, &heard)? });
            }
            Ok(kept)
        })
    }

    /// Drops all windows of unfinished transcriptions of a recording.
    ///
    /// # Errors
    /// Those of every change.
    pub fn discard_windows(&self, recording: RecordingId) -> Result<(), Error> {
        self.change(|t| put(t, "DELETE FROM transcription_windows WHERE recording_id = ?1", [recording]).map(drop))
    }
}
