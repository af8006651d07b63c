//! What listening to a recording found, kept so that it is decoded and listened to once.

use rusqlite::params;

use super::made::RAWI_VERSION;
use super::sql::{from_json, json, put, rows};
use super::{Catalog, DbResult, Error, RecordingId, recordings};
use crate::time::{Millis, Span, Timestamp};

/// Where a recording holds speech, and what decoding it from start to end has told besides.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVoiceActivity {
    /// The decoder's count of how long it plays.
    pub length: Millis,
    /// The stretches that hold speech, in order.
    pub speech: Vec<Span>,
    /// What the detector measured, in its own form.
    pub steps: Vec<u8>,
    /// Packets that could not be decoded.
    pub damaged_packets: u64,
    /// Frames of silence that stand for some of them.
    pub silenced_frames: u64,
    /// Where the first of them lies.
    pub first_damage: Option<Timestamp>,
    /// Whether the file ends before its header says it should.
    pub cut_short: bool,
    /// For how long the channels cancel each other in the mix.
    pub cancelling: Millis,
}

impl Catalog {
    /// Keeps what listening found. `listening` tells everything that the outcome depends on besides the recording. What was kept
    /// under the same line is replaced.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording, and those of every change.
    pub fn save_voice_activity(
        &self,
        recording: RecordingId,
        listening: &str,
        found: &StoredVoiceActivity,
        now: i64,
    ) -> Result<(), Error> {
        let sql =
            "INSERT OR REPLACE INTO voice_activity (recording_id, listening, length_ms, speech, steps, damaged_packets,
            silenced_frames, first_damage_ms, cut_short, cancelling_ms, found_unix_s,
            rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.change(|t| {
            recordings::load(t, recording)?;
            let values = params![
                recording,
                listening,
                found.length.as_millis(),
                json(&found.speech)?,
                found.steps,
                whole(found.damaged_packets),
                whole(found.silenced_frames),
                found.first_damage.map(Timestamp::as_millis),
                found.cut_short,
                found.cancelling.as_millis(),
                now,
                RAWI_VERSION,
            ];
            put(t, sql, values).map(drop)
        })
    }

    /// What listening found under this line, if it was kept.
    ///
    /// # Errors
    /// [`Error::Unreadable`], and those of reading.
    pub fn voice_activity(&self, recording: RecordingId, listening: &str) -> Result<Option<StoredVoiceActivity>, Error> {
        let sql = "SELECT length_ms, speech, steps, damaged_packets, silenced_frames, first_damage_ms, cut_short,
            cancelling_ms FROM voice_activity WHERE recording_id = ?1 AND listening = ?2";
        self.view(|t| {
            let found = rows(t, sql, params![recording, listening], |row| -> DbResult<StoredVoiceActivity> {
                Ok(StoredVoiceActivity {
                    length: Millis::new(row.get(0)?),
                    speech: from_json(&format!("the speech of recording {recording}"), &row.get::<_, String>(1)?)?,
                    steps: row.get(2)?,
                    damaged_packets: row.get::<_, i64>(3)?.try_into().unwrap_or(0),
                    silenced_frames: row.get::<_, i64>(4)?.try_into().unwrap_or(0),
                    first_damage: row.get::<_, Option<u32>>(5)?.map(Timestamp::from_millis),
                    cut_short: row.get(6)?,
                    cancelling: Millis::new(row.get(7)?),
                })
            });
            Ok(found?.pop())
        })
    }

    /// Sets how long a recording plays by the decoder's count, in place of what its header said when it was added.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of every change.
    pub fn set_counted_length(&self, recording: RecordingId, length: Millis) -> Result<(), Error> {
        self.change(|t| {
            recordings::load(t, recording)?;
            let sql = "UPDATE recordings SET duration_ms = ?2 WHERE id = ?1 AND duration_ms <> ?2";
            put(t, sql, params![recording, length.as_millis()]).map(drop)
        })
    }
}
