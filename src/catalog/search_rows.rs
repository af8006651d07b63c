//! Which rows a search meets, the best or the newest first, and what stands in them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use rusqlite::{Connection, Row, params};

use super::hit::{SearchDocument, Snippet};
use super::query::Query;
use super::search_documents::normalised;
use super::sql::{count, first, rows, span};
use super::{ArticleId, DbResult, ReportId, SearchFilter, Slug, TranscriptId, alignments, words};
use crate::text::{TextRange, tokens};
use crate::time::Span;
use crate::transcript::Word;

/// A search document that is met, with what it is part of.
pub(super) struct Found {
    pub(super) report: ReportId,
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) document: SearchDocument,
    pub(super) span: Option<Span>,
    pub(super) at_ms: Option<u32>,
    pub(super) snippet: Snippet,
    pub(super) normalised: String,
}

/// Words that stand in more sentences are common: to weigh all sentences that have one takes longer than a person waits, and the weights
/// tell nothing. Then the newest come first.
const COMMON: usize = 3_000;

/// The documents that are met, at most `limit`: the best first, or of common words the newest.
pub(super) fn documents(t: &Connection, query: &Query, filter: &SearchFilter, limit: usize) -> DbResult<Vec<Found>> {
    let mut transcripts = Transcripts::default();
    let mut found = Vec::new();
    for rank in ranked(t, query, filter, limit)?.chunk_by(|a, b| a.worth == b.worth) {
        // Equal rank is common, and then ids decide: those of one report grow with time.
        let mut equal = Vec::new();
        for ranked in rank {
            equal.extend(rows_of(t, ranked.id, query, filter, &mut transcripts)?);
        }
        equal.sort_by_key(|one: &(i64, Found)| (one.1.report, one.0));
        found.extend(equal.into_iter().map(|(_, one)| one));
    }
    Ok(found)
}

struct Ranked {
    id: i64,
    worth: f64,
}

fn ranked(t: &Connection, query: &Query, filter: &SearchFilter, limit: usize) -> DbResult<Vec<Ranked>> {
    let newest = is_common(t, query)?;
    let (worth, order) = if newest { ("-rowid", "rowid DESC") } else { ("rank", "rank, rowid") };
    let documents = filter.of_documents();
    let sql =
        format!("SELECT rowid, {worth} FROM search_index WHERE search_index MATCH ?1 {documents} ORDER BY {order} LIMIT ?2");
    let read = |row: &Row<'_>| Ok(Ranked { id: row.get(0)?, worth: row.get(1)? });
    let (index, limit) = (query.for_index(), limit as i64);
    if documents.is_empty() {
        return rows(t, &sql, params![index, limit], read);
    }
    let [since, until, language, verdict] = filter.values();
    rows(t, &sql, params![index, limit, since, until, language, verdict], read)
}

/// Whether any of the phrases that are looked for stands in so many sentences that these are not weighed.
fn is_common(t: &Connection, query: &Query) -> DbResult<bool> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ?1 LIMIT ?2)";
    for phrase in query.wanted() {
        let met = first(t, sql, params![phrase, COMMON as i64 + 1], |row| row.get::<_, u32>(0))?.unwrap_or(0);
        if met as usize > COMMON {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The words of transcripts that were looked up for this search.
#[derive(Default)]
struct Transcripts(BTreeMap<TranscriptId, Vec<Word>>);

impl Transcripts {
    fn segment(&mut self, t: &Connection, id: TranscriptId, range: Range<usize>) -> DbResult<&[Word]> {
        let all = match self.0.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(words::load(t, id)?),
        };
        Ok(all.get(range).unwrap_or_default())
    }
}

/// A document once for each report that it belongs to; none where it is of an earlier version or the filter lets none pass.
fn rows_of(
    t: &Connection,
    id: i64,
    query: &Query,
    filter: &SearchFilter,
    transcripts: &mut Transcripts,
) -> DbResult<Vec<(i64, Found)>> {
    let sql = format!(
        "SELECT r.id, r.slug, r.title, p.article_id, p.transcript_id, p.number, p.start_byte, s.first_word, s.end_word,
            coalesce(a.start_ms, s.start_ms), coalesce(a.end_ms, s.end_ms), n.id,
            CAST(substr(CAST(ar.text AS BLOB), p.start_byte + 1, p.end_byte - p.start_byte) AS TEXT)
        FROM search_documents p
        LEFT JOIN newest_articles ar ON ar.id = p.article_id
        LEFT JOIN transcripts tr ON tr.id = p.transcript_id
        JOIN reports r ON r.id = ar.report_id OR r.recording_id = tr.recording_id
        LEFT JOIN newest_alignments n ON n.article_id = p.article_id
        LEFT JOIN alignment_sentences a ON a.alignment_id = n.id AND a.number = p.number
        LEFT JOIN segments s ON s.transcript_id = p.transcript_id AND s.number = p.number
        WHERE p.id = ?1 AND ?2 IS NULL AND {}",
        filter.of_reports()
    );
    let [since, until, language, verdict] = filter.values();
    let nothing: Option<i64> = None;
    rows(t, &sql, params![id, nothing, since, until, language, verdict], |row| {
        let (document, text, times) = place(t, row, transcripts)?;
        let matches = matches(query, &text);
        let span = span(row.get(9)?, row.get(10)?);
        let from = matches.first().map_or(0, |m| m.start());
        let exact = times.at(t, from)?;
        let at_ms = exact.or(span.map(|s| s.start().as_millis()));
        let (report, slug, title) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let normalised = normalised(&text);
        Ok((id, Found { report, slug, title, document, span, at_ms, snippet: Snippet { text, matches }, normalised }))
    })
}

/// What a row is, its text, and when its words were said.
fn place(t: &Connection, row: &Row<'_>, transcripts: &mut Transcripts) -> DbResult<(SearchDocument, String, Times)> {
    let number = count(row, 5)?;
    if let Some(article) = row.get::<_, Option<ArticleId>>(3)? {
        let start = row.get::<_, Option<u32>>(6)?.unwrap_or(0) as usize;
        let times = Times::Sentence { alignment: row.get(11)?, sentence: number, start };
        return Ok((SearchDocument::Sentence { article, sentence: number }, row.get(12)?, times));
    }
    let transcript = row.get(4)?;
    let bound = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<u32>>(column)?.unwrap_or(0) as usize);
    let words = transcripts.segment(t, transcript, bound(7)?..bound(8)?)?;
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    // Words were joined by one space each, and hold none but what stands within them.
    let mut end = 0;
    let ends = words.iter().map(|word| {
        end += word.text.len() + 1;
        (end, word.span.map(|span| span.start().as_millis()))
    });
    let (text, times) = (texts.join(" "), Times::Words(ends.collect()));
    Ok((SearchDocument::Segment { transcript, segment: number }, text, times))
}

/// When the words of a document were said.
enum Times {
    /// Those of a sentence that begins at byte `start` of the article.
    Sentence { alignment: Option<i64>, sentence: usize, start: usize },
    /// Where each word ends, and when it begins.
    Words(Vec<(usize, Option<u32>)>),
}

impl Times {
    /// When the word at byte `from` of the document was said; `None` when that word has no time.
    fn at(&self, t: &Connection, from: usize) -> DbResult<Option<u32>> {
        match self {
            Self::Sentence { alignment: None, .. } => Ok(None),
            Self::Sentence { alignment: Some(id), sentence, start } => {
                alignments::word_time(t, *id, *sentence, start + from)
            }
            Self::Words(words) => Ok(words.iter().find(|(end, _)| *end > from).and_then(|(_, at)| *at)),
        }
    }
}

/// What of a text the query meets.
fn matches(query: &Query, text: &str) -> Vec<TextRange> {
    let all = tokens(text);
    let range = |met: Range<usize>| {
        Some(TextRange::at(all.get(met.start)?.range.start(), all.get(met.end.checked_sub(1)?)?.range.end()))
    };
    query.meets(&all).into_iter().filter_map(range).collect()
}
