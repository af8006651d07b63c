//! Finished windows of a transcription that is not finished yet, so that a killed one goes on where it stopped.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::made::RAWI_VERSION;
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

/// A pass of a transcription: the windows of one are counted by themselves and never joined with another's.
#[derive(Debug, Clone, Copy)]
pub struct WindowRun<'a> {
    /// What is transcribed.
    pub recording: RecordingId,
    /// Everything that changes the outcome.
    pub engine: &'a Engine,
    /// Which pass over the recording, from 1.
    pub pass: u32,
}

impl Catalog {
    /// Keeps a finished window; `number` counts those of its pass from 0. A window that was kept before is replaced.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording, and those of every change.
    pub fn save_window(
        &self,
        run: &WindowRun<'_>,
        number: usize,
        span: Span,
        heard: &impl Serialize,
        now: i64,
    ) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO transcription_windows
            (recording_id, recipe, pass, number, start_ms, end_ms, result, saved_unix_s, rawi_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        self.change(|t| {
            recordings::load(t, run.recording)?;
            let (recipe, start, end) = (json(run.engine)?, span.start().as_millis(), span.end().as_millis());
            let (number, heard) = (number as i64, json(heard)?);
            let values = params![run.recording, recipe, run.pass, number, start, end, heard, now, RAWI_VERSION];
            put(t, sql, values).map(drop)
        })
    }

    /// The windows of a pass that are finished, from the first without a gap.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and those of reading.
    pub fn windows<T: DeserializeOwned>(&self, run: &WindowRun<'_>) -> Result<Vec<StoredWindow<T>>, Error> {
        let sql = "SELECT number, start_ms, end_ms, result FROM transcription_windows
            WHERE recording_id = ?1 AND recipe = ?2 AND pass = ?3 ORDER BY number";
        self.view(|t| {
            let mut kept = Vec::new();
            let all = rows(t, sql, params![run.recording, json(run.engine)?, run.pass], |row| {
                let span = span(row.get(1)?, row.get(2)?).unwrap_or(Span::from_millis(0, 0));
                Ok((count(row, 0)?, span, row.get::<_, String>(3)?))
            })?;
            for (number, span, heard) in all {
                if number != kept.len() {
                    break;
                }
                let what = format!("window {number} of recording {}", run.recording);
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
