//! What other computers made comes in: several bundles in one change, each of them whole or not at all, and none twice.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::articles::NewArticle;
use super::made::Made;
use super::sql::{first, put, rows};
use super::transcripts::NewTranscript;
use super::{
    ArticleId, ArticleSource, Catalog, DbResult, Error, Fault, Origin, RecordingFacts, RecordingId, ReportFacts, ReportId,
    Slug, TranscriptId, alignments, articles, history, listed_words, recordings, reports, transcripts,
};
use crate::align::Alignment;
use crate::article::Article;
use crate::text::Sha256;
use crate::transcript::Transcript;

/// A recording with what another computer made of it.
#[derive(Debug, Clone, Copy)]
pub struct NewBundle<'a> {
    /// The bundle's name: it is known by it when it is brought again.
    pub key: Sha256,
    /// The recording.
    pub recording: &'a RecordingFacts,
    /// What is known of its report. Of a report that the catalog has it changes nothing.
    pub report: &'a ReportFacts,
    /// The article, where it came from, and the alignment with it.
    pub article: Option<(&'a Article, &'a ArticleSource, &'a Alignment)>,
    /// What was said.
    pub transcript: &'a Transcript,
    /// Where it was made.
    pub made: &'a MadeBy,
}

/// Where and when something was made that another computer made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MadeBy {
    /// The program and its version.
    pub program: String,
    /// The computer, where it has a name.
    pub host: Option<String>,
    /// When, in seconds since 1970.
    pub made_unix_s: i64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

impl MadeBy {
    /// As a row tells it that holds what was made there.
    fn made(&self) -> Made<'_> {
        Made { unix_s: self.made_unix_s, rawi: self.program.strip_prefix("rawi ") }
    }
}

/// What became of a bundle.
#[derive(Debug)]
#[non_exhaustive]
pub enum BundleTaken {
    /// It is in the catalog now, as or with this report.
    New(ReportId),
    /// It was there already.
    Known,
    /// Something in it cannot be: nothing of it was taken.
    Refused(Error),
}

impl Catalog {
    /// The names of all bundles that were brought.
    ///
    /// # Errors
    /// Those of reading.
    pub fn bundle_keys(&self) -> Result<BTreeSet<Sha256>, Error> {
        let all = self.view(|t| rows(t, "SELECT bundle_key FROM bundles", [], |row| Ok(row.get(0)?)))?;
        Ok(all.into_iter().collect())
    }

    /// Takes `bundles` in one change. What the catalog has already is kept once: a recording is known by its content, a transcript by
    /// its engine and words, an article by its text. What people corrected and decided stays as it is. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// Those of every change; then none was taken.
    pub fn take_bundles(&self, bundles: &[NewBundle<'_>], now: i64) -> Result<Vec<BundleTaken>, Error> {
        self.change(|t| bundles.iter().map(|bundle| take_whole(t, bundle, now)).collect())
    }
}

/// One of several, as a change within the change.
fn take_whole(t: &Connection, bundle: &NewBundle<'_>, now: i64) -> DbResult<BundleTaken> {
    t.execute_batch("SAVEPOINT bundle")?;
    let taken = take(t, bundle, now);
    match taken {
        Ok(taken) => {
            t.execute_batch("RELEASE bundle")?;
            Ok(taken)
        }
        Err(Fault::Catalog(error)) => {
            t.execute_batch("ROLLBACK TO bundle; RELEASE bundle")?;
            listed_words::forget();
            Ok(BundleTaken::Refused(error))
        }
        Err(fault) => Err(fault),
    }
}

fn take(t: &Connection, bundle: &NewBundle<'_>, now: i64) -> DbResult<BundleTaken> {
    if first(t, "SELECT 1 FROM bundles WHERE bundle_key = ?1", [bundle.key], |_| Ok(()))?.is_some() {
        return Ok(BundleTaken::Known);
    }
    let there = bundle.made.made();
    let sql = "SELECT id FROM recordings WHERE sha256 = ?1";
    let known = first(t, sql, [bundle.recording.sha256], |row| row.get::<_, RecordingId>(0))?;
    // The catalog knows better where the recording lies than another computer does.
    let recording = known.map_or_else(|| recordings::add(t, bundle.recording, Made { unix_s: now, ..there }), Ok)?;
    let report = report_of(t, recording, bundle.report, now)?;
    let transcript = take_transcript(t, recording, bundle)?;
    if let Some((article, source, alignment)) = bundle.article {
        let article = take_article(t, report, (article, source), Made { unix_s: now, ..there })?;
        if alignments::of_pair(t, article, transcript)?.is_none() {
            let joined = alignments::Joined { report, article, transcript };
            alignments::add(t, joined, alignment, there)?;
        }
    }
    add(t, bundle.key, (recording, transcript), bundle.made, now)?;
    Ok(BundleTaken::New(report))
}

/// The recording's first report, or a new one.
fn report_of(t: &Connection, recording: RecordingId, facts: &ReportFacts, now: i64) -> DbResult<ReportId> {
    let sql = "SELECT id FROM reports WHERE recording_id = ?1 ORDER BY id LIMIT 1";
    if let Some(known) = first(t, sql, [recording], |row| row.get(0))? {
        return Ok(known);
    }
    let facts = facts.clone().with_recording(recording);
    reports::add(t, &facts, &reports::free_slug(t, &Slug::of_title(&facts.title))?, (Made::here(now), now))
}

fn take_transcript(t: &Connection, recording: RecordingId, bundle: &NewBundle<'_>) -> DbResult<TranscriptId> {
    let transcript = bundle.transcript;
    for there in history::versions(t, recording)? {
        let by_it = there.origin == Origin::Machine && there.engine == *transcript.engine();
        if by_it && transcripts::load(t, there.id)? == *transcript {
            return Ok(there.id);
        }
    }
    let version = history::next_version(t, recording)?;
    let new = NewTranscript { version, transcript, origin: &Origin::Machine, made: bundle.made.made() };
    transcripts::add(t, recording, &new)
}

/// The newest version of the article that is the same, or a new one.
fn take_article(
    t: &Connection,
    report: ReportId,
    (article, source): (&Article, &ArticleSource),
    made: Made<'_>,
) -> DbResult<ArticleId> {
    let text = Sha256::of(article.text().as_bytes());
    for there in articles::versions(t, report)?.into_iter().rev().filter(|there| there.text_sha256 == text) {
        let kept = articles::load(t, there.id)?;
        if (kept.parts(), kept.language()) == (article.parts(), article.language()) {
            return Ok(there.id);
        }
    }
    let version = articles::next_version(t, report)?;
    articles::add(t, report, &NewArticle { version, article, source: Some(source), made })
}

/// A bundle that was brought, and what it brought.
pub(super) struct KeptBundle {
    pub(super) key: Sha256,
    pub(super) transcript: TranscriptId,
    pub(super) made: MadeBy,
    pub(super) imported_unix_s: i64,
}

pub(super) fn add(
    t: &Connection,
    key: Sha256,
    (recording, transcript): (RecordingId, TranscriptId),
    made: &MadeBy,
    imported: i64,
) -> DbResult<()> {
    let sql = "INSERT OR IGNORE INTO bundles (bundle_key, recording_id, transcript_id, program, host, made_unix_s, took_ms,
        imported_unix_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let took = i64::try_from(made.took_ms).unwrap_or(i64::MAX);
    put(t, sql, params![key, recording, transcript, made.program, made.host, made.made_unix_s, took, imported])?;
    Ok(())
}

/// Those of a recording, by their names.
pub(super) fn of_recording(t: &Connection, recording: RecordingId) -> DbResult<Vec<KeptBundle>> {
    let sql = "SELECT bundle_key, transcript_id, program, host, made_unix_s, took_ms, imported_unix_s FROM bundles
        WHERE recording_id = ?1 ORDER BY bundle_key";
    rows(t, sql, [recording], |row| {
        let took_ms = row.get::<_, i64>(5)?.try_into().unwrap_or(0);
        let made = MadeBy { program: row.get(2)?, host: row.get(3)?, made_unix_s: row.get(4)?, took_ms };
        Ok(KeptBundle { key: row.get(0)?, transcript: row.get(1)?, made, imported_unix_s: row.get(6)? })
    })
}
