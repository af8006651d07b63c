use std::path::PathBuf;

use super::{ReportId, Slug};

/// A cause from the database engine or another layer below.
pub(super) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the catalog could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be opened or made.
    #[error("cannot open the catalog `{}`", path.display())]
    Open {
        /// The catalog.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// A file of another kind.
    #[error("`{}` is not a rawi catalog: {found}", path.display())]
    NotACatalog {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: &'static str,
    },
    /// Written by a later rawi.
    #[error("the catalog `{}` is from a newer rawi: it has version {found}, and this rawi knows versions up to {known}",
        path.display())]
    Newer {
        /// The catalog.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that this code knows.
        known: i64,
    },
    /// Another program is writing.
    #[error("the catalog `{}` is locked: another rawi or a database tool has been writing to it for {waited_s} seconds",
        path.display())]
    Locked {
        /// The catalog.
        path: PathBuf,
        /// How long rawi waited, in seconds.
        waited_s: u64,
    },
    /// The file or its directory cannot be written.
    #[error("the catalog `{}` cannot be written: the file or its directory is read-only", path.display())]
    ReadOnly {
        /// The catalog.
        path: PathBuf,
    },
    /// No room left.
    #[error("the catalog `{}` cannot grow: the disk is full; nothing of this change was kept", path.display())]
    Full {
        /// The catalog.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("the catalog `{}` is damaged: {detail}", path.display())]
    Damaged {
        /// The catalog.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// The database refused for another reason.
    #[error("the catalog `{}` failed", path.display())]
    Database {
        /// The catalog.
        path: PathBuf,
        /// What SQLite said.
        source: Cause,
    },
    /// What is stored cannot be read back.
    #[error("{what} in the catalog cannot be read")]
    Unreadable {
        /// Which row.
        what: String,
        /// What is wrong with it.
        source: Cause,
    },
    /// No report by that name.
    #[error("no report `{wish}` in the catalog{}", near(nearest))]
    NoReport {
        /// What was asked for.
        wish: String,
        /// Slugs that look like it, nearest first.
        nearest: Vec<Slug>,
    },
    /// Several reports by that name.
    #[error("`{wish}` can be {} reports: {}", candidates.len(), listed(candidates))]
    Ambiguous {
        /// What was asked for.
        wish: String,
        /// Ids and slugs of those that it can be, in order of id.
        candidates: Vec<(ReportId, Slug)>,
    },
    /// No row with that id.
    #[error("no {what} {id} in the catalog")]
    NoRow {
        /// `recording`, `article`, `transcript`, `alignment`, `note`, `sentence`.
        what: &'static str,
        /// The id.
        id: i64,
    },
    /// The alignment was made from another text than the article row holds.
    #[error("the alignment is of another text than article {article}")]
    OtherText {
        /// The article's id.
        article: i64,
    },
    /// There is nothing yet that could be reviewed or approved.
    #[error("the report `{report}` is not transcribed, so there is nothing to review or approve")]
    Undecidable {
        /// The report.
        report: Slug,
    },
    /// A value that the catalog does not keep.
    #[error("{what} is not {wanted}")]
    Value {
        /// Which value.
        what: String,
        /// What it has to be.
        wanted: &'static str,
    },
    /// A search that cannot be understood.
    #[error("cannot search for `{query}`: {reason}{}", place_in_query(*character, nearest.as_deref()))]
    Query {
        /// The query.
        query: String,
        /// Why not.
        reason: String,
        /// The character of the query that is wrong, from 1; `None` where it is the whole.
        character: Option<usize>,
        /// The nearest query that can be understood.
        nearest: Option<String>,
    },
    /// No report has this in a field that is searched.
    #[error("no report has the {what} `{wish}`{}", near_names(nearest))]
    NoSuch {
        /// `programme` or `speaker`.
        what: &'static str,
        /// What was asked for.
        wish: String,
        /// Those that look like it, nearest first.
        nearest: Vec<String>,
    },
    /// A line of an import that is wrong. Nothing of its change was kept.
    #[error("line {line} of the import: {reason}")]
    Import {
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The import could not be read or the export written.
    #[error("cannot {doing} the catalog's lines")]
    Io {
        /// `read` or `write`.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

fn near(nearest: &[Slug]) -> String {
    near_names(&nearest.iter().map(Slug::as_str).collect::<Vec<_>>())
}

fn near_names(nearest: &[impl AsRef<str>]) -> String {
    if nearest.is_empty() {
        String::new()
    } else {
        format!("; near to it: {}", nearest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
    }
}

fn place_in_query(character: Option<usize>, nearest: Option<&str>) -> String {
    let place = character.map(|character| format!(" (character {character})")).unwrap_or_default();
    place + &nearest.map(|nearest| format!("; near to it: `{nearest}`")).unwrap_or_default()
}

fn listed(candidates: &[(ReportId, Slug)]) -> String {
    let shown: Vec<_> = candidates.iter().take(8).map(|(id, slug)| format!("{id} {slug}")).collect();
    let more = candidates.len().saturating_sub(shown.len());
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}
