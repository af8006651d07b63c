//! What a recogniser answered when it was asked for two texts of a place.

use rusqlite::{Connection, params};

use super::sql::{count, put, rows};
use super::{DbResult, TranscriptId};
use crate::transcript::Witness;

pub(super) fn add(t: &Connection, transcript: TranscriptId, witnesses: &[Witness]) -> DbResult<()> {
    let sql = "INSERT INTO witnesses (transcript_id, number, first_word, end_word, published, margin_nats, model)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (number, witness) in witnesses.iter().enumerate() {
        let (first, end) = (witness.words.start as i64, witness.words.end as i64);
        let values = params![transcript, number as i64, first, end, witness.published, witness.margin, witness.model];
        put(t, sql, values)?;
    }
    Ok(())
}

pub(super) fn load(t: &Connection, transcript: TranscriptId) -> DbResult<Vec<Witness>> {
    let sql = "SELECT first_word, end_word, published, margin_nats, model FROM witnesses
        WHERE transcript_id = ?1 ORDER BY number";
    rows(t, sql, [transcript], |row| {
        let margin: f64 = row.get(3)?;
        Ok(Witness {
            words: count(row, 0)?..count(row, 1)?,
            published: row.get(2)?,
            margin: margin as f32,
            model: row.get(4)?,
        })
    })
}
