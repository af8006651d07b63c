use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::fault::unreadable;
use super::made::Made;
use super::sql::{count, first, from_json, from_name, insert, json, name, put, rows};
use super::{ArticleId, Catalog, DbResult, Error, ReportId, reports, search_documents};
use crate::article::{Article, Facts, Part};
use crate::text::{Language, Sha256, TextRange};

/// Where an article came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleSource {
    /// The file's path or the page's address.
    pub from: String,
    /// SHA-256 of the bytes that were read.
    pub sha256: Sha256,
}

impl ArticleSource {
    /// The file or page at `from`, of whose bytes `sha256` is the hash.
    ///
    /// # Errors
    /// [`Error::Value`] when `from` is empty.
    pub fn new(from: impl Into<String>, sha256: Sha256) -> Result<Self, Error> {
        let from = from.into();
        if from.is_empty() {
            return Err(Error::Value { what: "an empty text".to_owned(), wanted: "where an article came from" });
        }
        Ok(Self { from, sha256 })
    }
}

/// One version of a report's article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ArticleVersion {
    /// Its id.
    pub id: ArticleId,
    /// Counted from 1 within the report.
    pub version: u32,
    /// Language of the text.
    pub language: Language,
    /// SHA-256 of the text.
    pub text_sha256: Sha256,
    /// Where it came from, when that is known.
    pub source: Option<ArticleSource>,
    /// When it was added, in seconds since 1970.
    pub added_unix_s: i64,
    /// The version of rawi that read it; `None` when that was not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rawi_version: Option<String>,
}

/// What [`Catalog::attach_article`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// The text or its parts are new: a new version was kept.
    New(ArticleId),
    /// The newest version has the same text and parts already.
    Known(ArticleId),
}

impl Attached {
    /// The version that holds the article.
    #[must_use]
    pub fn id(self) -> ArticleId {
        match self {
            Self::New(id) | Self::Known(id) => id,
        }
    }
}

impl Catalog {
    /// Keeps `article` as the newest version of the report's article, unless the newest version is the same.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of every change.
    pub fn attach_article(
        &self,
        report: ReportId,
        article: &Article,
        source: Option<&ArticleSource>,
        now: i64,
    ) -> Result<Attached, Error> {
        self.change(|t| {
            reports::load(t, report)?;
            let newest = newest(t, report)?;
            if let Some(id) = newest {
                let kept = load(t, id)?;
                if (kept.text(), kept.parts(), kept.language()) == (article.text(), article.parts(), article.language()) {
                    return Ok(Attached::Known(id));
                }
            }
            let (version, made) = (next_version(t, report)?, Made::here(now));
            add(t, report, &NewArticle { version, article, source, made }).map(Attached::New)
        })
    }

    /// An article as it was attached.
    ///
    /// # Errors
    /// [`Error::NoRow`], [`Error::Unreadable`], and those of reading.
    pub fn article(&self, id: ArticleId) -> Result<Article, Error> {
        self.view(|t| load(t, id))
    }

    /// The newest version of a report's article.
    ///
    /// # Errors
    /// Those of reading.
    pub fn newest_article(&self, report: ReportId) -> Result<Option<ArticleId>, Error> {
        self.view(|t| newest(t, report))
    }

    /// All versions of a report's article, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn article_versions(&self, report: ReportId) -> Result<Vec<ArticleVersion>, Error> {
        self.view(|t| versions(t, report))
    }
}

pub(super) fn newest(t: &Connection, report: ReportId) -> DbResult<Option<ArticleId>> {
    first(t, "SELECT id FROM newest_articles WHERE report_id = ?1", [report], |row| row.get(0))
}

pub(super) fn next_version(t: &Connection, report: ReportId) -> DbResult<u32> {
    Ok(versions(t, report)?.last().map_or(1, |v| v.version + 1))
}

/// The version of a report that has this text and was added in this second.
pub(super) fn same(t: &Connection, report: ReportId, article: &Article, added_unix_s: i64) -> DbResult<Option<ArticleId>> {
    let sql = "SELECT id FROM articles WHERE report_id = ?1 AND text_sha256 = ?2 AND added_unix_s = ?3";
    first(t, sql, params![report, Sha256::of(article.text().as_bytes()), added_unix_s], |row| row.get(0))
}

/// One version of an article, to be added.
pub(super) struct NewArticle<'a> {
    pub(super) version: u32,
    pub(super) article: &'a Article,
    pub(super) source: Option<&'a ArticleSource>,
    pub(super) made: Made<'a>,
}

pub(super) fn add(t: &Connection, report: ReportId, new: &NewArticle<'_>) -> DbResult<ArticleId> {
    let NewArticle { version, article, source, made } = *new;
    let sql =
        "INSERT INTO articles (report_id, version, language, text, text_sha256, facts, source, source_sha256, added_unix_s,
        rawi_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let (language, text) = (article.language(), article.text());
    let facts = json(article.facts())?;
    let (from, hash) = (source.map(|s| &s.from), source.map(|s| s.sha256));
    let (text_sha256, at) = (Sha256::of(text.as_bytes()), made.unix_s);
    let values = params![report, version, language, text, text_sha256, facts, from, hash, at, made.rawi];
    let id = insert(t, sql, values).map(ArticleId::new)?;
    let sql = "INSERT INTO article_parts (article_id, number, kind, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5)";
    for (number, part) in article.parts().iter().enumerate() {
        put(t, sql, params![id, number as i64, name(&part.kind)?, part.range.start() as i64, part.range.end() as i64])?;
    }
    search_documents::add_article(t, id, article)?;
    Ok(id)
}

pub(super) fn load(t: &Connection, id: ArticleId) -> DbResult<Article> {
    let what = format!("article {id}");
    let sql = "SELECT language, text, facts FROM articles WHERE id = ?1";
    let head = first(t, sql, [id], |row| Ok((row.get::<_, Language>(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
    let Some((language, text, facts)) = head else { return Err(Error::NoRow { what: "article", id: id.number() }.into()) };
    let sql = "SELECT kind, start_byte, end_byte FROM article_parts WHERE article_id = ?1 ORDER BY number";
    let parts = rows(t, sql, [id], |row| {
        let range = TextRange::new(count(row, 1)?, count(row, 2)?)
            .ok_or_else(|| unreadable(&what, "a part ends before it starts"))?;
        Ok(Part { kind: from_name(&what, &row.get::<_, String>(0)?)?, range })
    })?;
    let facts: Facts = from_json(&what, &facts)?;
    Ok(Article::from_parts(text, language, parts).with_facts(facts))
}

const VERSION: &str = "SELECT id, version, language, text_sha256, source, source_sha256, added_unix_s, rawi_version
    FROM articles";

pub(super) fn version(t: &Connection, id: ArticleId) -> DbResult<ArticleVersion> {
    let found = rows(t, &format!("{VERSION} WHERE id = ?1"), [id], read_version)?.pop();
    found.ok_or_else(|| Error::NoRow { what: "article", id: id.number() }.into())
}

pub(super) fn versions(t: &Connection, report: ReportId) -> DbResult<Vec<ArticleVersion>> {
    rows(t, &format!("{VERSION} WHERE report_id = ?1 ORDER BY version"), [report], read_version)
}

fn read_version(row: &Row<'_>) -> DbResult<ArticleVersion> {
    let source = row.get::<_, Option<String>>(4)?.zip(row.get::<_, Option<Sha256>>(5)?);
    Ok(ArticleVersion {
        id: row.get(0)?,
        version: row.get(1)?,
        language: row.get(2)?,
        text_sha256: row.get(3)?,
        source: source.map(|(from, sha256)| ArticleSource { from, sha256 }),
        added_unix_s: row.get(6)?,
        rawi_version: row.get(7)?,
    })
}
