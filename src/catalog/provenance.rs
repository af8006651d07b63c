//! What made each row of a report: by whom or what, of which bytes, by which rawi and when.

use serde::Serialize;

use super::sql::rows;
use super::{Catalog, Error, ReportId, reports};
use crate::text::Sha256;

/// How one row of a report came to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Provenance {
    /// What it is: `recording`, `voice_activity`, `page`, `offered_transcript`, `article`, `transcript`, `bundle`, `alignment`, `file`,
    /// `change`, `captions_set`, `finding_decision`, `decision` or `note`.
    pub what: String,
    /// Which of these: a version, a path, an address.
    pub name: String,
    /// The engine or the person that made it; `None` where it was rawi by itself, or a person who gave no name.
    pub made_by: Option<String>,
    /// SHA-256 of it; of a transcript, of its words, times and segments.
    pub sha256: Option<Sha256>,
    /// What it was made of, each with the SHA-256 of its bytes.
    pub made_from: Option<String>,
    /// The version of rawi; `None` when that was not recorded.
    pub rawi_version: Option<String>,
    /// When, in seconds since 1970.
    pub made_unix_s: i64,
}

impl Catalog {
    /// How each row of a report came to be, oldest first.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such report, and those of reading.
    ///
    /// ```
    /// use rawi::article;
    /// use rawi::catalog::{Catalog, ReportFacts};
    ///
    /// let dir = tempfile::tempdir()?;
    /// let catalog = Catalog::open(&dir.path().join("rawi.db"))?;
    /// let report = catalog.add_report(&ReportFacts::new("Aid reaches the valley"), 0)?;
    /// let page = article::read(b"Three convoys crossed the bridge.", &article::ReadOptions::default())?;
    /// catalog.attach_article(report, &page, None, 0)?;
    /// assert_eq!(catalog.provenance(report)?[0].rawi_version.as_deref(), Some(env!("CARGO_PKG_VERSION")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn provenance(&self, report: ReportId) -> Result<Vec<Provenance>, Error> {
        let sql =
            "SELECT what, name, made_by, sha256, made_from, rawi_version, made_unix_s FROM provenance WHERE report = ?1
            ORDER BY made_unix_s";
        self.view(|t| {
            reports::load(t, report)?;
            rows(t, sql, [report], |row| {
                Ok(Provenance {
                    what: row.get(0)?,
                    name: row.get(1)?,
                    made_by: row.get(2)?,
                    sha256: row.get(3)?,
                    made_from: row.get(4)?,
                    rawi_version: row.get(5)?,
                    made_unix_s: row.get(6)?,
                })
            })
        })
    }
}
