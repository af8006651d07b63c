//! What layout 13 kept in rows, packed into values for layout 14. It reads tables that are there no more afterwards.

use rusqlite::{Connection, Row, params};

use super::packed::{AlignedWords, deflated, pack_alignment, pack_words};
use super::sql::{count, from_json, from_name, json, put, rows, span};
use super::words::content_sha256;
use super::{DbResult, search_documents};
use crate::align::{AlignedWord, Alignment, WordRange};
use crate::text::TextRange;
use crate::time::Timed;
use crate::transcript::{Segment, Word};

/// Fills the new columns, the search documents and the index of words.
pub(super) fn pack(t: &Connection) -> DbResult<()> {
    let ids = |sql: &str| rows(t, sql, [], |row| Ok(row.get::<_, i64>(0)?));
    for id in ids("SELECT id FROM transcripts ORDER BY id")? {
        pack_transcript(t, id)?;
    }
    for id in ids("SELECT id FROM alignments ORDER BY id")? {
        pack_one(t, id)?;
    }
    for id in ids("SELECT id FROM articles ORDER BY id")? {
        place_sentences(t, id)?;
    }
    let sql = "INSERT INTO search_documents (id, transcript_id, number)
        SELECT id, transcript_id, number FROM earlier_search_documents WHERE transcript_id IS NOT NULL";
    put(t, sql, [])?;
    let sql = "INSERT INTO search_index (rowid, normalised) SELECT id, normalised FROM earlier_search_documents
        WHERE id IN (SELECT id FROM search_documents) ORDER BY id";
    put(t, sql, []).map(drop)
}

fn pack_transcript(t: &Connection, id: i64) -> DbResult<()> {
    let sql = "SELECT text, start_ms, end_ms, confidence, second_pass FROM words WHERE transcript_id = ?1 ORDER BY number";
    let words = rows(t, sql, [id], |row| {
        let confidence = row.get::<_, Option<f64>>(3)?.map(|c| c as f32);
        let (text, span) = (row.get(0)?, span(row.get(1)?, row.get(2)?));
        Ok(Word { text, span, confidence, second_pass: row.get(4)? })
    })?;
    let sql = "SELECT first_word, end_word, start_ms, end_ms, speaker, language FROM segments WHERE transcript_id = ?1 ORDER BY number";
    let segments = rows(t, sql, [id], |row| {
        let span = span(row.get(2)?, row.get(3)?).unwrap_or(crate::time::Span::from_millis(0, 0));
        Ok(Segment { span, words: count(row, 0)?..count(row, 1)?, speaker: row.get(4)?, language: row.get(5)? })
    })?;
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let sql =
        "UPDATE transcripts SET word_count = ?2, word_texts = ?3, packed_words = ?4, content_sha256 = ?5 WHERE id = ?1";
    let hash = content_sha256(&words, &segments);
    put(t, sql, params![id, words.len() as i64, json(&texts)?, pack_words(&words), hash]).map(drop)
}

fn pack_one(t: &Connection, id: i64) -> DbResult<()> {
    let what = format!("alignment {id}");
    let document = rows(t, "SELECT document FROM alignments WHERE id = ?1", [id], |row| Ok(row.get::<_, String>(0)?))?;
    let Some(document) = document.first() else { return Ok(()) };
    let mut alignment: Alignment = from_json(&what, document)?;
    // A document of before it held words, if there ever was one, has them in the rows.
    if alignment.sentences.iter().all(|sentence| sentence.words.is_empty()) {
        for (number, sentence) in alignment.sentences.iter_mut().enumerate() {
            sentence.words = words(t, (id, number as i64), &what)?;
        }
    }
    let packed = pack_alignment(&alignment);
    AlignedWords::take_from(&mut alignment);
    let sql = "UPDATE alignments SET packed_words = ?2, packed_document = ?3 WHERE id = ?1";
    put(t, sql, params![id, packed, deflated(json(&alignment)?.as_bytes())]).map(drop)
}

fn words(t: &Connection, (alignment, sentence): (i64, i64), what: &str) -> DbResult<Vec<AlignedWord>> {
    let sql = "SELECT start_byte, end_byte, link, timing, start_ms, end_ms, first_heard, end_heard, confidence, same
        FROM alignment_words WHERE alignment_id = ?1 AND sentence = ?2 ORDER BY number";
    rows(t, sql, [alignment, sentence], |row: &Row<'_>| {
        let time = match (row.get::<_, String>(3)?.as_str(), span(row.get(4)?, row.get(5)?)) {
            ("heard", Some(span)) => Timed::Heard(span),
            ("inferred", Some(span)) => Timed::Inferred(span),
            _ => Timed::Absent,
        };
        let heard = row.get::<_, Option<u32>>(6)?.zip(row.get::<_, Option<u32>>(7)?);
        Ok(AlignedWord {
            range: TextRange::new(count(row, 0)?, count(row, 1)?).unwrap_or(TextRange::at(0, 0)),
            link: from_name(what, &row.get::<_, String>(2)?)?,
            time,
            heard: heard.map(|(start, end)| WordRange::new(start as usize, end as usize)),
            confidence: row.get::<_, f64>(8)? as f32,
            same: row.get(9)?,
        })
    })
}

/// Each sentence of an article where it stands: their texts follow each other in it.
fn place_sentences(t: &Connection, id: i64) -> DbResult<()> {
    let text = rows(t, "SELECT text FROM articles WHERE id = ?1", [id], |row| Ok(row.get::<_, String>(0)?))?;
    let Some(text) = text.first() else { return Ok(()) };
    let sql = "SELECT id, number, text FROM earlier_search_documents WHERE article_id = ?1 ORDER BY number";
    let sentences = rows(t, sql, [id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)))?;
    let mut from = 0;
    for (document, number, sentence) in sentences {
        let Some(at) = text.get(from..).and_then(|rest| rest.find(&sentence)) else { continue };
        let (start, end) = (from + at, from + at + sentence.len());
        let range = TextRange::at(start, end);
        search_documents::place(t, document, (id, number), range)?;
        from = end;
    }
    Ok(())
}
