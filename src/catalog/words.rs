//! The words of a transcript as its row holds them.

use rusqlite::Connection;

use super::packed::unpack_words;
use super::sql::{first, from_json};
use super::{DbResult, Error, TranscriptId};
use crate::text::{Sha256, Sha256Hasher};
use crate::transcript::{Segment, Word};

/// The words of a transcript.
pub(super) fn load(t: &Connection, id: TranscriptId) -> DbResult<Vec<Word>> {
    let what = format!("transcript {id}");
    let sql = "SELECT word_texts, packed_words FROM transcripts WHERE id = ?1";
    let found = first(t, sql, [id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
    let (texts, packed) = found.ok_or(Error::NoRow { what: "transcript", id: id.number() })?;
    unpack_words(&what, from_json(&what, &texts)?, &packed)
}

/// The texts of a transcript's words.
pub(super) fn texts(t: &Connection, id: TranscriptId) -> DbResult<Vec<String>> {
    let texts = first(t, "SELECT word_texts FROM transcripts WHERE id = ?1", [id], |row| row.get::<_, String>(0))?;
    let texts = texts.ok_or(Error::NoRow { what: "transcript", id: id.number() })?;
    from_json(&format!("transcript {id}"), &texts)
}

/// SHA-256 of the words with their times and of the segments, in a form that no boundary can be moved in.
pub(super) fn content_sha256(words: &[Word], segments: &[Segment]) -> Sha256 {
    let mut hasher = Sha256Hasher::default();
    let number = |hasher: &mut Sha256Hasher, n: u64| hasher.update(&n.to_le_bytes());
    for word in words {
        number(&mut hasher, word.text.len() as u64);
        hasher.update(word.text.as_bytes());
        let (start, end) = super::sql::ends(word.span);
        number(&mut hasher, start.map_or(u64::MAX, u64::from));
        number(&mut hasher, end.map_or(u64::MAX, u64::from));
    }
    for segment in segments {
        number(&mut hasher, segment.words.start as u64);
        number(&mut hasher, segment.words.end as u64);
        let speaker = segment.speaker.as_deref().unwrap_or("");
        number(&mut hasher, speaker.len() as u64);
        hasher.update(speaker.as_bytes());
        if let Some(language) = &segment.language {
            hasher.update(language.as_str().as_bytes());
        }
    }
    hasher.finish()
}
