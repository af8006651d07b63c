//! Which reports and sentences a search looks at.

use rusqlite::Connection;

use super::sql::{json, rows};
use super::{DbResult, Error, ReportStatus, SearchText};
use crate::text::{Language, nearest, tokens};

/// What the alignment says of a sentence or of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SearchVerdict {
    /// A published sentence that was said.
    Spoken,
    /// A published sentence of which some was said.
    Partly,
    /// A published sentence that was not said.
    NotSpoken,
    /// Speech that is not in the article.
    NotInArticle,
}

impl SearchVerdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Spoken, Self::Partly, Self::NotSpoken, Self::NotInArticle];

    /// As the catalog writes it: `spoken`, `partly`, `not_spoken`, `not_in_article`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spoken => "spoken",
            Self::Partly => "partly",
            Self::NotSpoken => "not_spoken",
            Self::NotInArticle => "not_in_article",
        }
    }
}

/// What of the catalog is searched: by default all of it.
///
/// ```
/// use rawi::catalog::{SearchFilter, SearchVerdict};
/// let filter = SearchFilter::default().since("2017-08")?.verdict(SearchVerdict::NotSpoken);
/// assert!(SearchFilter::default().until("August").is_err());
/// # Ok::<(), rawi::catalog::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchFilter {
    since: Option<String>,
    until: Option<String>,
    language: Option<Language>,
    verdict: Option<SearchVerdict>,
    programme: Option<String>,
    speaker: Option<String>,
    status: Option<ReportStatus>,
    text: Option<SearchText>,
}

impl SearchFilter {
    /// Only reports of this day, month or year and later ones: `2017-08-02`, `2017-08`, `2017`. Those without a date are left
    /// out.
    ///
    /// # Errors
    /// [`Error::Value`] when it is not written so.
    pub fn since(self, day: &str) -> Result<Self, Error> {
        Ok(Self { since: Some(date(day)?), ..self })
    }

    /// Only reports of this day, month or year and earlier ones.
    ///
    /// # Errors
    /// [`Error::Value`] when it is not written so.
    pub fn until(self, day: &str) -> Result<Self, Error> {
        Ok(Self { until: Some(date(day)?), ..self })
    }

    /// Only reports in this language: `en` takes `en-GB` too.
    #[must_use]
    pub fn language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// Only sentences, or speech, of which the newest alignment says so.
    #[must_use]
    pub fn verdict(self, verdict: SearchVerdict) -> Self {
        Self { verdict: Some(verdict), ..self }
    }

    /// Only reports of this programme, however it is spelt.
    #[must_use]
    pub fn programme(self, name: &str) -> Self {
        Self { programme: Some(name.to_owned()), ..self }
    }

    /// Only what speakers said whose name has these words.
    #[must_use]
    pub fn speaker(self, name: &str) -> Self {
        Self { speaker: Some(name.to_owned()), ..self }
    }

    /// Only reports that have come so far.
    #[must_use]
    pub fn status(self, status: ReportStatus) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Only in these texts: articles, what machines heard, or what people corrected.
    #[must_use]
    pub fn text(self, text: SearchText) -> Self {
        Self { text: Some(text), ..self }
    }

    /// What the search documents of the index are to fulfil, as SQL.
    pub(super) fn of_documents(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        format!(
            "AND EXISTS (SELECT 1 FROM search_documents p
                LEFT JOIN newest_articles ar ON ar.id = p.article_id
                LEFT JOIN transcripts tr ON tr.id = p.transcript_id
                JOIN reports r ON r.id = ar.report_id OR r.recording_id = tr.recording_id
                WHERE p.id = search_index.rowid AND {})",
            self.of_reports()
        )
    }

    /// What a search document `p` of a report `r`, with the article `ar` or the transcript `tr`, is to fulfil, as SQL.
    pub(super) fn of_reports(&self) -> String {
        // A date may be a month or a year: then it takes all days of it.
        let mut all = vec![
            "(?3 IS NULL OR r.date >= substr(?3, 1, length(r.date)))",
            "(?4 IS NULL OR substr(r.date, 1, length(?4)) <= ?4)",
            "(?5 IS NULL OR coalesce(r.language, ar.language, tr.language) = ?5
                OR coalesce(r.language, ar.language, tr.language) LIKE ?5 || '-%')",
        ];
        all.push("(?7 IS NULL OR r.programme IN (SELECT value FROM json_each(?7)))");
        all.push(
            "(?8 IS NULL OR EXISTS (SELECT 1 FROM segments g WHERE g.transcript_id = p.transcript_id AND g.number = p.number
                AND g.speaker IN (SELECT value FROM json_each(?8))))",
        );
        all.push("(?9 IS NULL OR ?9 = (SELECT v.status FROM report_status v WHERE v.report = r.id))");
        all.push(match self.text {
            None => "?10 IS NULL",
            Some(SearchText::Article) => "(?10 IS NOT NULL AND p.article_id IS NOT NULL)",
            Some(SearchText::Machine | SearchText::Corrected) => "tr.origin = ?10",
        });
        all.push(match self.verdict {
            None => "?6 IS NULL",
            Some(SearchVerdict::NotInArticle) => OF_SPEECH,
            Some(SearchVerdict::NotSpoken) => OF_SENTENCE,
            // What was heard of the sentence joins it.
            Some(_) => OF_SENTENCE_OR_HEARD,
        });
        all.join(" AND ")
    }

    /// The values of the SQL's parameters from the third on.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when no report has the programme or the speaker.
    pub(super) fn values(&self, t: &Connection) -> DbResult<[Option<String>; 8]> {
        let programmes = "SELECT DISTINCT programme FROM reports WHERE programme IS NOT NULL ORDER BY 1";
        let speakers = "SELECT DISTINCT speaker FROM segments WHERE speaker IS NOT NULL ORDER BY 1";
        let same = |a: &[String], b: &[String]| a == b;
        let within = |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
        Ok([
            self.since.clone(),
            self.until.clone(),
            self.language.as_ref().map(|language| language.as_str().to_owned()),
            self.verdict.map(|verdict| verdict.as_str().to_owned()),
            named(t, ("programme", programmes), self.programme.as_deref(), same)?,
            named(t, ("speaker", speakers), self.speaker.as_deref(), within)?,
            self.status.map(|status| status.name().to_owned()),
            self.text.map(|text| text.origin().to_owned()),
        ])
    }

    /// Where a sentence is to have been said, the sentence alone is counted and not what was heard, as SQL.
    pub(super) fn of_sentences_said(&self) -> &'static str {
        if self.takes(false) { "1" } else { "p.article_id IS NOT NULL" }
    }

    /// Whether a hit whose documents were all joined is wanted: where a sentence is to have been said, what was heard elsewhere
    /// is none.
    pub(super) fn takes(&self, has_sentence: bool) -> bool {
        !matches!(self.verdict, Some(SearchVerdict::Spoken | SearchVerdict::Partly)) || has_sentence
    }
}

const OF_SENTENCE: &str = "EXISTS (SELECT 1 FROM newest_alignments al JOIN alignment_sentences x ON x.alignment_id = al.id
    WHERE al.article_id = p.article_id AND x.number = p.number AND x.status = ?6)";
const OF_SENTENCE_OR_HEARD: &str = "(p.transcript_id IS NOT NULL OR EXISTS (
    SELECT 1 FROM newest_alignments al JOIN alignment_sentences x ON x.alignment_id = al.id
    WHERE al.article_id = p.article_id AND x.number = p.number AND x.status = ?6))";
/// Of the stretches that a segment lies in, the one with most of it decides.
const OF_SPEECH: &str = "?6 = (SELECT x.status FROM newest_alignments al JOIN alignment_audio x ON x.alignment_id = al.id
    JOIN segments g ON g.transcript_id = p.transcript_id AND g.number = p.number
    WHERE al.report_id = r.id AND x.start_ms < g.end_ms AND x.end_ms > g.start_ms
    ORDER BY min(x.end_ms, g.end_ms) - max(x.start_ms, g.start_ms) DESC LIMIT 1)";

/// The names, as a list in JSON, that `wish` means among those of the catalog, however they are spelt.
fn named(
    t: &Connection,
    (what, sql): (&'static str, &str),
    wish: Option<&str>,
    is: impl Fn(&[String], &[String]) -> bool,
) -> DbResult<Option<String>> {
    let Some(wish) = wish else { return Ok(None) };
    let words = |text: &str| tokens(text).iter().map(|token| token.normalised.key().to_owned()).collect::<Vec<_>>();
    let (known, wanted) = (rows(t, sql, [], |row| Ok(row.get::<_, String>(0)?))?, words(wish));
    let meant: Vec<&String> = known.iter().filter(|name| *name == wish || is(&wanted, &words(name))).collect();
    if meant.is_empty() {
        let near = nearest(wish, known.iter().map(String::as_str)).map(str::to_owned);
        return Err(Error::NoSuch { what, wish: wish.to_owned(), nearest: near.into_iter().collect() }.into());
    }
    json(&meant).map(Some)
}

/// A day, a month or a year, as it was given.
fn date(text: &str) -> Result<String, Error> {
    let parts: Vec<&str> = text.split('-').collect();
    let figures = |part: &&str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let fits = match parts.as_slice() {
        [year] => figures(year, 4),
        [year, month] => figures(year, 4) && figures(month, 2),
        [year, month, day] => figures(year, 4) && figures(month, 2) && figures(day, 2),
        _ => false,
    };
    let wanted = "a day, a month or a year, which are written 2017-08-02, 2017-08, 2017";
    if fits { Ok(text.to_owned()) } else { Err(Error::Value { what: format!("`{text}`"), wanted }) }
}
