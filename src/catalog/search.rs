use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::query::Query;
use super::search_filter::SearchFilter;
use super::sql::{count, first, rows};
use super::{ArticleId, Catalog, DbResult, Error, ReportId, Slug, TranscriptId};
use crate::text::{TextRange, tokens};
use crate::time::{Span, Timestamp};

/// Whether what was found was said, published, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// In what was heard.
    Said,
    /// In the article.
    Published,
    /// In a sentence of the article and in what was heard at its time.
    Both,
}

/// A sentence or a segment in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchDocument {
    /// A sentence of an article, by its index.
    Sentence {
        /// The version of the article.
        article: ArticleId,
        /// The sentence's index.
        sentence: usize,
    },
    /// A segment of a transcript, by its index.
    Segment {
        /// The transcript: a machine's or a correction.
        transcript: TranscriptId,
        /// The segment's index.
        segment: usize,
    },
}

/// The words around what was found, as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Snippet {
    /// The sentence or segment.
    pub text: String,
    /// What was found, as byte ranges into `text`, in order.
    pub matches: Vec<TextRange>,
}

/// One place that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Said, published or both.
    pub kind: HitKind,
    /// When the first word that was found was said, in milliseconds from the start of the recording; `None` when it was not
    /// said or its time is not known.
    pub at_ms: Option<u32>,
    /// The text: the article's wording when it is in the article, else that of the newest transcript.
    pub snippet: Snippet,
    /// Everywhere that it was found: the sentence, then the transcripts, newest version first.
    #[serde(rename = "passages")]
    pub documents: Vec<SearchDocument>,
}

impl Hit {
    /// The instant to play from.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        self.at_ms.map(Timestamp::from_millis)
    }
}

/// How many search documents are looked at for each hit that is wanted: a sentence is often found in the article, in the machine's
/// transcript and in its correction.
const DOCUMENTS_PER_HIT: usize = 4;

struct Found {
    report: ReportId,
    slug: Slug,
    title: String,
    document: SearchDocument,
    span: Option<Span>,
    at_ms: Option<u32>,
    snippet: Snippet,
    normalised: String,
}

/// A hit as far as it was found, when it was said, and its words as they are compared.
struct Joined {
    hit: Hit,
    span: Option<Span>,
    normalised: String,
}

impl Catalog {
    /// Searches the newest version of every article and every transcript, machine's and corrected. All words must occur in one
    /// sentence. A word of more than four letters is met by those that begin with it; `"a phrase"` and `"a word"` in quotation
    /// marks are met as they stand; `begin*`, `-excluded` and `OR` are understood. Words are compared as the aligner compares
    /// them. The best come first, those that fit equally well in order of report and time; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Query`] when there is no word in the query or a quotation mark is open, and those of reading.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_within(query, &SearchFilter::default(), limit)
    }

    /// The same among what `filter` lets pass.
    ///
    /// # Errors
    /// Those of [`Catalog::search`].
    pub fn search_within(&self, query: &str, filter: &SearchFilter, limit: usize) -> Result<Vec<Hit>, Error> {
        self.view(|t| {
            let query = Query::read(query)?;
            let most = limit.saturating_mul(DOCUMENTS_PER_HIT).min(i32::MAX as usize);
            let mut hits = Vec::new();
            for one in documents(t, &query, filter, most)? {
                join(&mut hits, one);
            }
            let mut hits: Vec<Hit> = hits.into_iter().map(|joined| joined.hit).collect();
            let is_sentence = |document: &SearchDocument| matches!(document, SearchDocument::Sentence { .. });
            hits.retain(|hit| filter.takes(hit.documents.iter().any(is_sentence)));
            hits.truncate(limit);
            Ok(hits)
        })
    }
}

/// Adds a search document to the hit that it says again, or makes a hit of it. One sentence is said again by what was heard while it
/// was said, and printed again where its very words stand a second time.
fn join(hits: &mut Vec<Joined>, one: Found) {
    let published = matches!(one.document, SearchDocument::Sentence { .. });
    let again = hits.iter_mut().find(|known| {
        let sentence = matches!(known.hit.documents.first(), Some(SearchDocument::Sentence { .. }));
        known.hit.report == one.report
            && match (sentence && published, known.span.zip(one.span)) {
                (true, Some((a, b))) => a == b && known.normalised == one.normalised,
                (true, None) => known.normalised == one.normalised,
                (false, Some((a, b))) => a.intersection(b).is_some_and(|s| s.duration() >= half_of_shorter(a, b)),
                (false, None) => false,
            }
    });
    let Some(Joined { hit, span, .. }) = again else {
        let kind = if published { HitKind::Published } else { HitKind::Said };
        let Found { report, slug, title, document, span, at_ms, snippet, normalised } = one;
        let hit = Hit { report, slug, title, kind, at_ms, snippet, documents: vec![document] };
        hits.push(Joined { hit, span, normalised });
        return;
    };
    *span = span.or(one.span);
    let leads = hit.documents.first().is_some_and(|first| order(&one.document) < order(first));
    if leads {
        (hit.snippet, hit.at_ms, *span) = (one.snippet, one.at_ms.or(hit.at_ms), one.span);
    }
    hit.at_ms = hit.at_ms.or(one.at_ms);
    hit.documents.push(one.document);
    hit.documents.sort_by_key(order);
    let said = hit.documents.iter().any(|p| matches!(p, SearchDocument::Segment { .. }));
    let published = hit.documents.iter().any(|p| matches!(p, SearchDocument::Sentence { .. }));
    hit.kind = match (said, published) {
        (true, true) => HitKind::Both,
        (false, _) => HitKind::Published,
        (true, false) => HitKind::Said,
    };
}

fn half_of_shorter(a: Span, b: Span) -> crate::time::Millis {
    crate::time::Millis::new(a.duration().min(b.duration()).as_millis() / 2)
}

/// The article first, then the newest transcript.
fn order(document: &SearchDocument) -> (bool, i64, usize) {
    match document {
        SearchDocument::Sentence { article, sentence } => (false, -article.number(), *sentence),
        SearchDocument::Segment { transcript, segment } => (true, -transcript.number(), *segment),
    }
}

fn documents(t: &Connection, query: &Query, filter: &SearchFilter, limit: usize) -> DbResult<Vec<Found>> {
    // Equal rank is common, and then ids decide: those of one report grow with time.
    let sql = format!(
        "WITH best AS (
            SELECT rowid AS id, rank AS worth FROM search_index WHERE search_index MATCH ?1 {} ORDER BY rank, rowid LIMIT ?2
        )
        SELECT r.id, r.slug, r.title, p.article_id, p.transcript_id, p.number, p.text,
            coalesce(a.start_ms, s.start_ms), coalesce(a.end_ms, s.end_ms), n.id, p.normalised
        FROM best
        JOIN search_documents p ON p.id = best.id
        LEFT JOIN newest_articles ar ON ar.id = p.article_id
        LEFT JOIN transcripts tr ON tr.id = p.transcript_id
        JOIN reports r ON r.id = ar.report_id OR r.recording_id = tr.recording_id
        LEFT JOIN newest_alignments n ON n.article_id = p.article_id
        LEFT JOIN alignment_sentences a ON a.alignment_id = n.id AND a.number = p.number
        LEFT JOIN segments s ON s.transcript_id = p.transcript_id AND s.number = p.number
        WHERE {}
        ORDER BY best.worth, r.id, p.id",
        filter.of_documents(),
        filter.of_reports()
    );
    let mut places: BTreeMap<SearchDocument, Option<u32>> = BTreeMap::new();
    let [since, until, language, verdict] = filter.values();
    let values = params![query.for_index(), limit as i64, since, until, language, verdict];
    rows(t, &sql, values, |row| {
        let number = count(row, 5)?;
        let article: Option<ArticleId> = row.get(3)?;
        let document = match article {
            Some(id) => SearchDocument::Sentence { article: id, sentence: number },
            None => SearchDocument::Segment { transcript: row.get(4)?, segment: number },
        };
        let text: String = row.get(6)?;
        let matches = matches(query, &text);
        let span = super::sql::span(row.get(7)?, row.get(8)?);
        let at_ms = match places.get(&document) {
            Some(known) => *known,
            None => {
                let from = matches.first().map_or(0, |m| m.start());
                let exact = word_time(t, &document, row.get(9)?, &text, from)?;
                *places.entry(document).or_insert(exact.or(span.map(|s| s.start().as_millis())))
            }
        };
        let (report, slug, title) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let normalised = row.get(10)?;
        Ok(Found { report, slug, title, document, span, at_ms, snippet: Snippet { text, matches }, normalised })
    })
}

/// What of a text the query meets.
fn matches(query: &Query, text: &str) -> Vec<TextRange> {
    let all = tokens(text);
    let range = |met: Range<usize>| {
        Some(TextRange::at(all.get(met.start)?.range.start(), all.get(met.end.checked_sub(1)?)?.range.end()))
    };
    query.meets(&all).into_iter().filter_map(range).collect()
}

/// When the word at byte `from` of a search document was said; `None` when that word has no time.
fn word_time(
    t: &Connection,
    document: &SearchDocument,
    alignment: Option<i64>,
    text: &str,
    from: usize,
) -> DbResult<Option<u32>> {
    let (sql, values) = match document {
        SearchDocument::Sentence { sentence, .. } => (
            "SELECT w.start_ms FROM alignment_words w JOIN alignment_sentences s
                ON s.alignment_id = w.alignment_id AND s.number = w.sentence
             WHERE w.alignment_id = ?1 AND w.sentence = ?2 AND w.end_byte > s.start_byte + ?3 ORDER BY w.number LIMIT 1",
            (alignment.unwrap_or(-1), *sentence as i64, from as i64),
        ),
        SearchDocument::Segment { transcript, segment } => {
            // Words were joined by one space each, and hold none but what stands within them.
            let before = words_before(t, *transcript, *segment, text, from)?;
            (
                "SELECT w.start_ms FROM words w JOIN segments s ON s.transcript_id = w.transcript_id AND s.number = ?2
                 WHERE w.transcript_id = ?1 AND w.number = s.first_word + ?3",
                (transcript.number(), *segment as i64, before),
            )
        }
    };
    Ok(first(t, sql, values, |row| row.get(0))?.flatten())
}

fn words_before(t: &Connection, transcript: TranscriptId, segment: usize, text: &str, from: usize) -> DbResult<i64> {
    let sql = "SELECT w.text FROM words w JOIN segments s ON s.transcript_id = w.transcript_id AND s.number = ?2
        WHERE w.transcript_id = ?1 AND w.number >= s.first_word AND w.number < s.end_word ORDER BY w.number";
    let words = rows(t, sql, params![transcript, segment as i64], |row| Ok(row.get::<_, String>(0)?))?;
    debug_assert_eq!(words.join(" "), text);
    let mut end = 0;
    let before = words.iter().take_while(|word| {
        end += word.len() + 1;
        end <= from
    });
    Ok(before.count() as i64)
}
