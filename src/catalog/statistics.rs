//! How much a catalog holds.

use rusqlite::{Connection, Row};
use serde::Serialize;

use super::sql::{first, rows};
use super::{Catalog, DbResult, Error};

/// How much a catalog holds, all together and by what reports have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CatalogStatistics {
    /// Reports.
    pub reports: u64,
    /// Recordings, each once.
    pub recordings: u64,
    /// How long all recordings play, in milliseconds.
    pub duration_ms: u64,
    /// Words of the transcripts that are shown.
    pub words: u64,
    /// Transcripts by machines.
    pub machine_transcripts: u64,
    /// Corrections by people.
    pub corrections: u64,
    /// By the year of the report's day; in order of the years.
    pub years: Vec<StatisticsShare>,
    /// By the language of the report, else of its transcript; in order of the names.
    pub languages: Vec<StatisticsShare>,
    /// By the programme.
    pub programmes: Vec<StatisticsShare>,
    /// By how far reports have come.
    pub statuses: Vec<StatisticsShare>,
    /// The bytes of each table and index of the file, the largest first.
    pub tables: Vec<TableBytes>,
}

/// What the reports of one year, language, programme or status have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatisticsShare {
    /// The year, the language, the programme or the status; `None` where a report has none.
    pub name: Option<String>,
    /// Reports.
    pub reports: u64,
    /// How long their recordings play, in milliseconds; one that two reports have counts for both.
    pub duration_ms: u64,
    /// Words of the transcripts that are shown.
    pub words: u64,
}

/// How large a table or an index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableBytes {
    /// Its name in the file.
    pub name: String,
    /// Its pages, in bytes.
    pub bytes: u64,
}

/// Each report with what it is counted by.
const FACTS: &str = "WITH facts AS (
    SELECT substr(r.date, 1, 4) AS year, coalesce(r.language, t.language) AS language, r.programme AS programme, v.status AS status,
        coalesce(c.duration_ms, 0) AS duration_ms, coalesce(t.word_count, 0) AS words
    FROM reports r JOIN report_status v ON v.report = r.id
    LEFT JOIN recordings c ON c.id = r.recording_id
    LEFT JOIN transcripts t ON t.id = (SELECT s.id FROM transcripts s WHERE s.recording_id = r.recording_id
        ORDER BY s.origin = 'person' DESC, s.version DESC LIMIT 1))";

impl Catalog {
    /// Counts what the catalog holds, as it is at one instant.
    ///
    /// # Errors
    /// Those of reading.
    pub fn statistics(&self) -> Result<CatalogStatistics, Error> {
        self.view(|t| {
            let number = |sql: &str| DbResult::Ok(first(t, sql, [], |row| row.get::<_, u64>(0))?.unwrap_or_default());
            Ok(CatalogStatistics {
                reports: number("SELECT count(*) FROM reports")?,
                recordings: number("SELECT count(*) FROM recordings")?,
                duration_ms: number("SELECT coalesce(sum(duration_ms), 0) FROM recordings")?,
                words: number("SELECT coalesce(sum(word_count), 0) FROM shown_transcripts")?,
                machine_transcripts: number("SELECT count(*) FROM transcripts WHERE origin = 'machine'")?,
                corrections: number("SELECT count(*) FROM transcripts WHERE origin = 'person'")?,
                years: shares(t, "year")?,
                languages: shares(t, "language")?,
                programmes: shares(t, "programme")?,
                statuses: shares(t, "status")?,
                tables: rows(t, TABLES, [], |row| Ok(TableBytes { name: row.get(0)?, bytes: row.get(1)? }))?,
            })
        })
    }
}

const TABLES: &str = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC, 1";

fn shares(t: &Connection, by: &str) -> DbResult<Vec<StatisticsShare>> {
    let sql = format!("{FACTS} SELECT {by}, count(*), sum(duration_ms), sum(words) FROM facts GROUP BY 1 ORDER BY 1");
    let read = |row: &Row<'_>| {
        Ok(StatisticsShare { name: row.get(0)?, reports: row.get(1)?, duration_ms: row.get(2)?, words: row.get(3)? })
    };
    rows(t, &sql, [], read)
}
