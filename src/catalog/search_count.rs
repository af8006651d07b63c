//! How often something was said and published.

use rusqlite::params;
use serde::Serialize;

use super::query::Query;
use super::sql::rows;
use super::{Catalog, Error, SearchFilter};

/// By what a search is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CountBy {
    /// All together.
    Total,
    /// The year of the report's date.
    Year,
    /// The programme.
    Programme,
    /// The language of the report, else of the text.
    Language,
}

impl CountBy {
    const fn sql(self) -> &'static str {
        match self {
            Self::Total => "NULL",
            Self::Year => "substr(r.date, 1, 4)",
            Self::Programme => "r.programme",
            Self::Language => "coalesce(r.language, ar.language, tr.language)",
        }
    }
}

/// How often something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SearchCount {
    /// The year, the programme or the language; `None` for reports that have none, and for the total.
    pub group: Option<String>,
    /// Reports in which it was found.
    pub reports: u64,
    /// Sentences of articles, in their newest version, in which it was found.
    pub sentences: u64,
    /// Segments of speech in which it was found: of the transcripts that are shown, or of all those that the filter names.
    pub segments: u64,
}

/// A transcript that is not shown says again what the shown one says.
const SHOWN: &str = "(p.transcript_id IS NULL OR ?10 IS NOT NULL OR p.transcript_id = (SELECT s.id FROM transcripts s
    WHERE s.recording_id = tr.recording_id ORDER BY s.origin = 'person' DESC, s.version DESC LIMIT 1))";

impl Catalog {
    /// Counts what [`Catalog::search_within`] finds, all of it, in the order of the groups. A total is there also when it is zero.
    ///
    /// # Errors
    /// Those of [`Catalog::search_within`].
    pub fn count_found(&self, query: &str, filter: &SearchFilter, by: CountBy) -> Result<Vec<SearchCount>, Error> {
        let sql = format!(
            "SELECT {}, count(DISTINCT r.id), coalesce(sum(p.article_id IS NOT NULL), 0),
                coalesce(sum(p.transcript_id IS NOT NULL), 0)
            FROM search_index CROSS JOIN search_documents p ON p.id = search_index.rowid
            LEFT JOIN articles ar ON ar.id = p.article_id
                AND ar.version = (SELECT max(b.version) FROM articles b WHERE b.report_id = ar.report_id)
            LEFT JOIN transcripts tr ON tr.id = p.transcript_id
            JOIN reports r ON r.id = ar.report_id OR r.recording_id = tr.recording_id
            WHERE search_index MATCH ?1 AND ?2 IS NULL AND {SHOWN} AND {} AND {} {} ORDER BY 1",
            by.sql(),
            filter.of_sentences_said(),
            filter.of_reports(),
            if by == CountBy::Total { "" } else { "GROUP BY 1" },
        );
        self.view(|t| {
            let query = Query::read(query)?.for_index(t)?;
            let [since, until, language, verdict, programme, speaker, status, text] = filter.values(t)?;
            let nothing: Option<i64> = None;
            let index = query.any_form;
            let values = params![index, nothing, since, until, language, verdict, programme, speaker, status, text];
            rows(t, &sql, values, |row| {
                Ok(SearchCount { group: row.get(0)?, reports: row.get(1)?, sentences: row.get(2)?, segments: row.get(3)? })
            })
        })
    }
}
