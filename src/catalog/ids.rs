use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The id of the row with this number; whether there is such a row, only the catalog knows.
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The row's number, as commands and the database show it.
            #[must_use]
            pub const fn number(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }
    )*};
}

ids! {
    /// A report: what was broadcast together with what was published of it.
    ReportId
    /// A recording, known by its content.
    RecordingId
    /// One version of a report's article.
    ArticleId
    /// One transcript of a recording: the machine's, or a person's correction.
    TranscriptId
    /// One alignment of a report's article with a transcript.
    AlignmentId
    /// One note of a person on a report.
    NoteId
    /// A feed that is followed.
    FeedId
    /// One item of a feed.
    FeedItemId
}
