//! Alignments are kept twice on purpose: as the document, so that nothing of a later version's fields is ever lost, and as rows
//! for SQL. The document is deflated; its words are packed beside it, and the article's text is the article row's.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::fault::unreadable;
use super::made::Made;
use super::packed::{AlignedWords, deflated, inflated, pack_alignment, unpack_alignment};
use super::sql::{ends, first, insert, json, name, put, rows};
use super::{AlignmentId, ArticleId, Catalog, DbResult, Error, ReportId, TranscriptId, history, reports, transcripts};
use crate::align::{AlignedSentence, Alignment, AudioStretch, Difference, SentenceStatus, Weight};
use crate::text::Sha256;

/// An alignment of the catalog and what it joins.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StoredAlignment {
    /// Its id.
    pub id: AlignmentId,
    /// The report.
    pub report: ReportId,
    /// The version of the article.
    pub article: ArticleId,
    /// The transcript.
    pub transcript: TranscriptId,
    /// When it was made, in seconds since 1970.
    pub created_unix_s: i64,
    /// The version of rawi that made it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
    /// The alignment, equal to the one that was kept.
    pub alignment: Alignment,
}

impl Catalog {
    /// Keeps an alignment of a version of the report's article with a transcript. The newest one is the one that is shown.
    ///
    /// # Errors
    /// [`Error::NoRow`] when one of the three is not in the catalog, [`Error::OtherText`] when the alignment's text is not the
    /// article's, [`Error::Value`] when the article is another report's or a number is not finite, and those of every change.
    pub fn save_alignment(
        &self,
        report: ReportId,
        article: ArticleId,
        transcript: TranscriptId,
        alignment: &Alignment,
        now: i64,
    ) -> Result<AlignmentId, Error> {
        self.change(|t| add(t, Joined { report, article, transcript }, alignment, Made::here(now)))
    }

    /// An alignment by its id.
    ///
    /// # Errors
    /// [`Error::NoRow`], [`Error::Unreadable`], and those of reading.
    pub fn alignment(&self, id: AlignmentId) -> Result<StoredAlignment, Error> {
        self.view(|t| load(t, id))
    }

    /// The newest alignment of exactly this article with this transcript: there is no need to align again.
    ///
    /// # Errors
    /// Those of reading.
    pub fn alignment_of(&self, article: ArticleId, transcript: TranscriptId) -> Result<Option<AlignmentId>, Error> {
        self.view(|t| of_pair(t, article, transcript))
    }
}

pub(super) fn of_pair(t: &Connection, article: ArticleId, transcript: TranscriptId) -> DbResult<Option<AlignmentId>> {
    let sql = "SELECT max(id) FROM alignments WHERE article_id = ?1 AND transcript_id = ?2";
    Ok(first(t, sql, params![article, transcript], |row| row.get(0))?.flatten())
}

pub(super) fn of_report(t: &Connection, report: ReportId) -> DbResult<Vec<AlignmentId>> {
    rows(t, "SELECT id FROM alignments WHERE report_id = ?1 ORDER BY id", [report], |row| Ok(row.get(0)?))
}

/// The alignment of these two that was made in this second.
pub(super) fn same(
    t: &Connection,
    article: ArticleId,
    transcript: TranscriptId,
    created_unix_s: i64,
) -> DbResult<Option<AlignmentId>> {
    let sql = "SELECT id FROM alignments WHERE article_id = ?1 AND transcript_id = ?2 AND created_unix_s = ?3";
    first(t, sql, params![article, transcript, created_unix_s], |row| row.get(0))
}

/// Whether these are the newest version of the report's article and the transcript that is shown.
pub(super) fn joins_what_is_shown(t: &Connection, joined: Joined) -> DbResult<bool> {
    let sql = "SELECT 1 FROM newest_articles a WHERE a.report_id = ?1 AND a.id = ?2 AND ?3 =
        (SELECT s.id FROM shown_transcripts s JOIN reports r ON r.recording_id = s.recording_id WHERE r.id = ?1)";
    Ok(first(t, sql, params![joined.report, joined.article, joined.transcript], |_| Ok(()))?.is_some())
}

/// What an alignment joins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joined {
    pub(super) report: ReportId,
    pub(super) article: ArticleId,
    pub(super) transcript: TranscriptId,
}

/// An alignment in the forms that its row holds.
pub(super) struct Packed {
    text_sha256: Sha256,
    words: Vec<u8>,
    document: Vec<u8>,
}

impl Packed {
    pub(super) fn new(alignment: &Alignment) -> DbResult<Self> {
        let mut bare = alignment.clone();
        bare.article.text.clear();
        AlignedWords::take_from(&mut bare);
        Ok(Self {
            text_sha256: Sha256::of(alignment.article.text.as_bytes()),
            words: pack_alignment(alignment),
            document: deflated(json(&bare)?.as_bytes()),
        })
    }
}

pub(super) fn add(t: &Connection, joined: Joined, alignment: &Alignment, made: Made<'_>) -> DbResult<AlignmentId> {
    add_packed(t, joined, (alignment, &Packed::new(alignment)?), made)
}

pub(super) fn add_packed(
    t: &Connection,
    joined: Joined,
    (alignment, packed): (&Alignment, &Packed),
    made: Made<'_>,
) -> DbResult<AlignmentId> {
    let Joined { report, article, transcript } = joined;
    reports::load(t, report)?;
    history::load(t, transcript)?;
    let sql = "SELECT report_id, text_sha256 FROM articles WHERE id = ?1";
    let of = first(t, sql, [article], |row| Ok((row.get::<_, ReportId>(0)?, row.get::<_, Sha256>(1)?)))?;
    let Some((of_report, hash)) = of else { return Err(Error::NoRow { what: "article", id: article.number() }.into()) };
    if of_report != report {
        return Err(Error::Value { what: format!("article {article}"), wanted: "an article of this report" }.into());
    }
    if packed.text_sha256 != hash {
        return Err(Error::OtherText { article: article.number() }.into());
    }
    all_finite(alignment)?;
    let id = add_document(t, joined, (alignment, packed), made)?;
    for sentence in &alignment.sentences {
        add_sentence(t, id, sentence)?;
    }
    for (number, stretch) in alignment.audio.iter().enumerate() {
        add_stretch(t, id, number, stretch)?;
    }
    Ok(AlignmentId::new(id))
}

fn add_document(
    t: &Connection,
    joined: Joined,
    (alignment, packed): (&Alignment, &Packed),
    made: Made<'_>,
) -> DbResult<i64> {
    let Joined { report, article, transcript } = joined;
    let sql =
        "INSERT INTO alignments (report_id, article_id, transcript_id, pair_verdict, pair_score, pair_reason, document,
        packed_words, created_unix_s, judgement, sentences, spoken, partly, not_spoken, meaning_changes, wording_changes, misheard,
        rawi_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    let pair = &alignment.pair;
    let reason = pair.reason.as_ref().map(ToString::to_string);
    let spoken = |status| counted(alignment).filter(|s| s.status == status).count() as i64;
    let weighing = |weight| counted(alignment).flat_map(|s| &s.differences).filter(|d| d.weight == weight).count() as i64;
    let values = params![
        report,
        article,
        transcript,
        name(&pair.verdict)?,
        pair.score,
        reason,
        packed.document,
        packed.words,
        made.unix_s,
        alignment.judgement,
        counted(alignment).count() as i64,
        spoken(SentenceStatus::Spoken),
        spoken(SentenceStatus::Partly),
        spoken(SentenceStatus::NotSpoken),
        weighing(Weight::Meaning),
        weighing(Weight::Wording),
        weighing(Weight::Hearing),
        made.rawi
    ];
    insert(t, sql, values)
}

/// The sentences that are the reporter's to read, as the check report counts them.
fn counted(alignment: &Alignment) -> impl Iterator<Item = &AlignedSentence> {
    alignment.sentences.iter().filter(|s| s.part.is_read_aloud())
}

/// JSON has no word for them, and a chance that is no number means nothing.
fn all_finite(alignment: &Alignment) -> DbResult<()> {
    let of_sentence = |s: &AlignedSentence| {
        let words = s.words.iter().all(|w| w.confidence.is_finite());
        s.confidence.is_finite() && words && s.differences.iter().all(|d| d.confidence.is_finite())
    };
    if alignment.pair.score.is_finite() && alignment.sentences.iter().all(of_sentence) {
        return Ok(());
    }
    Err(Error::Value { what: "a confidence of the alignment".to_owned(), wanted: "a finite number" }.into())
}

fn add_sentence(t: &Connection, alignment: i64, s: &AlignedSentence) -> DbResult<()> {
    let sql = "INSERT INTO alignment_sentences (alignment_id, number, start_byte, end_byte, part, status, timing, start_ms,
        end_ms, first_heard, end_heard, confidence, moved, ambiguous, duplicate_of)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let (from, until) = ends(s.time.span());
    let first_heard = s.words.iter().filter_map(|w| w.heard).map(|h| h.start() as i64).min();
    let end_heard = s.words.iter().filter_map(|w| w.heard).map(|h| h.end() as i64).max();
    put(
        t,
        sql,
        params![
            alignment,
            s.id as i64,
            s.range.start() as i64,
            s.range.end() as i64,
            name(&s.part)?,
            name(&s.status)?,
            s.time.source(),
            from,
            until,
            first_heard,
            end_heard,
            s.confidence,
            s.moved,
            s.ambiguous,
            s.duplicate_of.map(|id| id as i64)
        ],
    )?;
    for (number, difference) in s.differences.iter().enumerate() {
        add_difference(t, (alignment, s.id as i64, number as i64), difference)?;
    }
    Ok(())
}

fn add_difference(t: &Connection, (alignment, sentence, number): (i64, i64, i64), d: &Difference) -> DbResult<()> {
    let sql = "INSERT INTO alignment_differences (alignment_id, sentence, number, published_start, published_end, published,
        first_said, end_said, said, at_byte, kind, weight, confidence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let published = d.published.as_ref().map(|p| (p.range.start() as i64, p.range.end() as i64, p.text.as_str()));
    let said = d.said.as_ref().map(|s| (s.words.start() as i64, s.words.end() as i64, s.text.as_str()));
    let values = params![
        alignment,
        sentence,
        number,
        published.map(|p| p.0),
        published.map(|p| p.1),
        published.map(|p| p.2),
        said.map(|s| s.0),
        said.map(|s| s.1),
        said.map(|s| s.2),
        d.at as i64,
        name(&d.kind)?,
        name(&d.weight)?,
        d.confidence
    ];
    put(t, sql, values)?;
    Ok(())
}

fn add_stretch(t: &Connection, alignment: i64, number: usize, stretch: &AudioStretch) -> DbResult<()> {
    let sql = "INSERT INTO alignment_audio (alignment_id, number, start_ms, end_ms, status, first_heard, end_heard, reason)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let (from, until) = (stretch.span.start().as_millis(), stretch.span.end().as_millis());
    let (first, end) = (stretch.heard.start() as i64, stretch.heard.end() as i64);
    let status = name(&stretch.status)?;
    let reason = stretch.reason.as_ref().map(ToString::to_string);
    put(t, sql, params![alignment, number as i64, from, until, status, first, end, reason])?;
    Ok(())
}

/// When the word of a sentence that ends behind byte `from` of the article was said.
pub(super) fn word_time(t: &Connection, id: i64, sentence: usize, from: usize) -> DbResult<Option<u32>> {
    let packed = first(t, "SELECT packed_words FROM alignments WHERE id = ?1", [id], |row| row.get::<_, Vec<u8>>(0))?;
    let Some(packed) = packed else { return Ok(None) };
    let words = unpack_alignment(&format!("alignment {id}"), &packed)?;
    let word = words.sentences.get(sentence).and_then(|words| words.iter().find(|word| word.range.end() > from));
    Ok(word.and_then(|word| word.time.span()).map(|span| span.start().as_millis()))
}

pub(super) fn load(t: &Connection, id: AlignmentId) -> DbResult<StoredAlignment> {
    let what = format!("alignment {id}");
    let sql = "SELECT a.report_id, a.article_id, a.transcript_id, a.created_unix_s, a.document, r.text, a.packed_words,
        a.rawi_version
        FROM alignments a JOIN articles r ON r.id = a.article_id WHERE a.id = ?1";
    let found = rows(t, sql, [id], |row| {
        let document = inflated(&what, &row.get::<_, Vec<u8>>(4)?)?;
        let mut alignment: Alignment = serde_json::from_slice(&document).map_err(|e| unreadable(&what, e))?;
        unpack_alignment(&what, &row.get::<_, Vec<u8>>(6)?)?.put_into(&mut alignment);
        alignment.article.text = row.get(5)?;
        Ok(StoredAlignment {
            id,
            report: row.get(0)?,
            article: row.get(1)?,
            transcript: row.get(2)?,
            created_unix_s: row.get(3)?,
            rawi_version: row.get(7)?,
            alignment,
        })
    })?;
    let mut stored = found.into_iter().next().ok_or(Error::NoRow { what: "alignment", id: id.number() })?;
    // Kept by a rawi whose alignments did not hold the times of words yet, or whose differences were not judged.
    if stored.alignment.word_times.is_empty() || stored.alignment.judgement == 0 {
        let transcript = transcripts::load(t, stored.transcript)?;
        if stored.alignment.word_times.is_empty() {
            stored.alignment.word_times = crate::align::word_times(&transcript);
        }
        if stored.alignment.judgement == 0 {
            stored.alignment.judge(&transcript);
        }
    }
    Ok(stored)
}
