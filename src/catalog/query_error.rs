//! What is wrong with a query, where, and the nearest that is right.

use std::ops::Range;

use super::Error;

/// A fault of a query, and how it could be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QueryFault {
    pub(super) reason: &'static str,
    /// What is wrong, in bytes of the query; `None` where it is the whole.
    pub(super) place: Option<Range<usize>>,
    pub(super) mended: Mended,
}

/// How a query could be made right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mended {
    Not,
    /// Without what is wrong.
    Without,
    /// With this in the place of what is wrong.
    With(String),
    /// With this at the end.
    Ending(&'static str),
}

impl QueryFault {
    pub(super) fn whole(reason: &'static str) -> Self {
        Self { reason, place: None, mended: Mended::Not }
    }

    pub(super) fn at(reason: &'static str, place: Range<usize>, mended: Mended) -> Self {
        Self { reason, place: Some(place), mended }
    }

    /// The same in a text in which this query stands `by` bytes further on.
    pub(super) fn moved(self, by: usize) -> Self {
        Self { place: self.place.map(|place| place.start + by..place.end + by), ..self }
    }

    /// The query with this fault mended.
    pub(super) fn mend(&self, text: &str) -> Option<String> {
        let place = self.place.clone()?;
        let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
        let mended = match &self.mended {
            Mended::Not => return None,
            Mended::Without => format!("{} {}", before.trim_end(), after.trim_start()),
            Mended::With(other) => format!("{before}{other}{after}"),
            Mended::Ending(end) => format!("{}{end}", text.trim_end()),
        };
        Some(mended.replace("( ", "(").replace(" )", ")").trim().to_owned())
    }

    /// As the room's error; `nearest` is the nearest query that is right.
    pub(super) fn of(self, text: &str, nearest: Option<String>) -> Error {
        let character = self.place.map(|place| text.get(..place.start).unwrap_or(text).chars().count() + 1);
        Error::Query { query: text.chars().take(80).collect(), reason: self.reason.to_owned(), character, nearest }
    }
}
