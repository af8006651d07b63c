use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
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
}
