//! Which reports and sentences a search looks at.

use super::Error;
use crate::text::Language;

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
        all.push(match self.verdict {
            None => "?6 IS NULL",
            Some(SearchVerdict::NotInArticle) => OF_SPEECH,
            Some(SearchVerdict::NotSpoken) => OF_SENTENCE,
            // What was heard of the sentence joins it.
            Some(_) => OF_SENTENCE_OR_HEARD,
        });
        all.join(" AND ")
    }

    /// Since, until, language and verdict, as the SQL has them.
    pub(super) fn values(&self) -> [Option<&str>; 4] {
        let verdict = self.verdict.map(SearchVerdict::as_str);
        [self.since.as_deref(), self.until.as_deref(), self.language.as_ref().map(Language::as_str), verdict]
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
