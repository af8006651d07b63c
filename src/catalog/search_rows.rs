//! Which rows a search meets, the best or the newest first.

use rusqlite::{Connection, Row, params};

use super::hit::{SearchDocument, SearchText};
use super::query::IndexQuery;
use super::search_text::Place;
use super::sql::{count, first, rows, span};
use super::{ArticleId, DbResult, ReportId, SearchFilter, Slug};
use crate::time::Span;

/// A search document that is met, with what it is part of; its text is read once it is known to be shown.
pub(super) struct Found {
    pub(super) report: ReportId,
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) recording: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) document: SearchDocument,
    pub(super) text: SearchText,
    pub(super) span: Option<Span>,
    pub(super) place: Place,
}

/// Words that stand in more sentences are common: to weigh all sentences that have one takes longer than a person waits, and the weights
/// tell nothing. Then the newest come first.
const COMMON: usize = 3_000;

/// What the filter makes of the parameters of the SQL.
pub(super) type Values = [Option<String>; 8];

/// The documents that are met, at most `limit`: the best first, or of common words the newest.
pub(super) fn documents(t: &Connection, query: &IndexQuery, filter: &SearchFilter, limit: usize) -> DbResult<Vec<Found>> {
    let values = filter.values(t)?;
    let sql = row_sql(filter);
    let mut found = Vec::new();
    for rank in ranked(t, query, (filter, &values), limit)?.chunk_by(|a, b| (a.as_typed, a.worth) == (b.as_typed, b.worth)) {
        // Equal rank is common, and then ids decide: those of one report grow with time.
        let mut equal = Vec::new();
        for ranked in rank {
            equal.extend(rows_of(t, &sql, ranked.id, &values)?);
        }
        equal.sort_by_key(|one: &(i64, Found)| (one.1.report, one.0));
        found.extend(equal.into_iter().map(|(_, one)| one));
    }
    Ok(found)
}

struct Ranked {
    id: i64,
    worth: f64,
    /// It has the words as they were typed.
    as_typed: bool,
}

/// Documents that have the words as they were typed, then those that have other forms of them; of common words simply the newest.
fn ranked(
    t: &Connection,
    query: &IndexQuery,
    (filter, values): (&SearchFilter, &Values),
    limit: usize,
) -> DbResult<Vec<Ranked>> {
    let newest = is_common(t, query)?;
    let (worth, order) = if newest { ("-rowid", "rowid DESC") } else { ("rank", "rank, rowid") };
    let documents = filter.of_documents();
    let sql =
        format!("SELECT rowid, {worth} FROM search_index WHERE search_index MATCH ?1 {documents} ORDER BY {order} LIMIT ?2");
    let read = |row: &Row<'_>| Ok(Ranked { id: row.get(0)?, worth: row.get(1)?, as_typed: false });
    let matching = |index: &str| {
        let limit = limit as i64;
        let [since, until, language, verdict, programme, speaker, status, text] = values;
        if documents.is_empty() {
            rows(t, &sql, params![index, limit], read)
        } else {
            let all = params![index, limit, since, until, language, verdict, programme, speaker, status, text];
            rows(t, &sql, all, read)
        }
    };
    if newest || query.as_typed == query.any_form {
        return matching(&query.any_form);
    }
    let mut found = matching(&query.as_typed)?;
    found.iter_mut().for_each(|ranked| ranked.as_typed = true);
    if found.len() < limit {
        let known: std::collections::BTreeSet<i64> = found.iter().map(|ranked| ranked.id).collect();
        found.extend(matching(&query.any_form)?.into_iter().filter(|ranked| !known.contains(&ranked.id)));
        found.truncate(limit);
    }
    Ok(found)
}

/// Whether anything that is looked for stands in so many sentences that these are not weighed.
fn is_common(t: &Connection, query: &IndexQuery) -> DbResult<bool> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ?1 LIMIT ?2)";
    for words in &query.wanted {
        let met = first(t, sql, params![words, COMMON as i64 + 1], |row| row.get::<_, u32>(0))?.unwrap_or(0);
        if met as usize > COMMON {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A document once for each report that it belongs to; none where it is of an earlier version or the filter lets none pass.
fn row_sql(filter: &SearchFilter) -> String {
    format!(
        "SELECT r.id, r.slug, r.title, p.article_id, p.transcript_id, p.number, p.start_byte, p.end_byte, s.first_word,
            s.end_word, coalesce(a.start_ms, s.start_ms), coalesce(a.end_ms, s.end_ms), n.id, tr.origin, s.speaker, c.path
        FROM search_documents p
        LEFT JOIN articles ar ON ar.id = p.article_id
            AND ar.version = (SELECT max(b.version) FROM articles b WHERE b.report_id = ar.report_id)
        LEFT JOIN transcripts tr ON tr.id = p.transcript_id
        JOIN reports r ON r.id = ar.report_id OR r.recording_id = tr.recording_id
        LEFT JOIN recordings c ON c.id = r.recording_id
        LEFT JOIN alignments n ON p.article_id IS NOT NULL AND n.article_id = p.article_id
            AND n.id = (SELECT max(b.id) FROM alignments b WHERE b.report_id = r.id)
        LEFT JOIN alignment_sentences a ON a.alignment_id = n.id AND a.number = p.number
        LEFT JOIN segments s ON s.transcript_id = p.transcript_id AND s.number = p.number
        WHERE p.id = ?1 AND ?2 IS NULL AND {}",
        filter.of_reports()
    )
}

fn rows_of(t: &Connection, sql: &str, id: i64, values: &Values) -> DbResult<Vec<(i64, Found)>> {
    let [since, until, language, verdict, programme, speaker, status, text] = values;
    let nothing: Option<i64> = None;
    let all = params![id, nothing, since, until, language, verdict, programme, speaker, status, text];
    rows(t, sql, all, |row| Ok((id, read(row)?)))
}

fn read(row: &Row<'_>) -> DbResult<Found> {
    let number = count(row, 5)?;
    let bound = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<u32>>(column)?.unwrap_or(0) as usize);
    let (document, text, place) = match row.get::<_, Option<ArticleId>>(3)? {
        Some(article) => {
            let bytes = bound(6)?..bound(7)?;
            let place = Place::Sentence { article, bytes, alignment: row.get(12)?, sentence: number };
            (SearchDocument::Sentence { article, sentence: number }, SearchText::Article, place)
        }
        None => {
            let transcript = row.get(4)?;
            let place = Place::Segment { transcript, words: bound(8)?..bound(9)? };
            let person = row.get::<_, Option<String>>(13)?.is_some_and(|origin| origin == "person");
            let text = if person { SearchText::Corrected } else { SearchText::Machine };
            (SearchDocument::Segment { transcript, segment: number }, text, place)
        }
    };
    Ok(Found {
        report: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        recording: row.get(15)?,
        speaker: row.get(14)?,
        document,
        text,
        span: span(row.get(10)?, row.get(11)?),
        place,
    })
}
