use serde::{Deserialize, Serialize};

use super::Span;

/// When something was said, and where that time comes from. A guessed time can never look like a heard one.
///
/// In JSON it is two members, `timing` (`heard`, `inferred` or `absent`) and `span` (null exactly when absent); reading refuses
/// a pair that disagrees.
///
/// ```
/// use rawi::time::{Span, Timed};
/// let time = Timed::Heard(Span::from_millis(640, 980));
/// assert_eq!(serde_json::to_string(&time).unwrap(), r#"{"timing":"heard","span":[640,980]}"#);
/// assert!(serde_json::from_str::<Timed>(r#"{"timing":"absent","span":[640,980]}"#).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "Members", into = "Members")]
pub enum Timed {
    /// The recogniser gave this time.
    Heard(Span),
    /// Concluded from what was heard around it, within bounds that whoever concluded it documents.
    Inferred(Span),
    /// Not known. The default.
    #[default]
    Absent,
}

impl Timed {
    /// The time, wherever it comes from; `None` when absent.
    #[must_use]
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Heard(span) | Self::Inferred(span) => Some(span),
            Self::Absent => None,
        }
    }

    /// The time when the recogniser gave it; `None` for one that was inferred, and when absent.
    #[must_use]
    pub const fn heard(self) -> Option<Span> {
        match self {
            Self::Heard(span) => Some(span),
            Self::Inferred(_) | Self::Absent => None,
        }
    }

    /// Whether the recogniser gave it.
    #[must_use]
    pub const fn is_heard(self) -> bool {
        matches!(self, Self::Heard(_))
    }

    /// Whether it was inferred.
    #[must_use]
    pub const fn is_inferred(self) -> bool {
        matches!(self, Self::Inferred(_))
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Where it comes from, as JSON and the catalog write it: `heard`, `inferred` or `absent`.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Heard(_) => "heard",
            Self::Inferred(_) => "inferred",
            Self::Absent => "absent",
        }
    }

    /// The same time as an inferred one: it is another's, or only a part of the whole.
    #[must_use]
    pub const fn inferred(self) -> Self {
        match self {
            Self::Heard(span) | Self::Inferred(span) => Self::Inferred(span),
            Self::Absent => Self::Absent,
        }
    }

    /// The time of a whole of which this and `other` are parts: the smallest span that holds both, heard only when both parts
    /// are, and inferred when a part has no time.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Heard(a), Self::Heard(b)) => Self::Heard(a.hull(b)),
            (Self::Absent, one) | (one, Self::Absent) => one.inferred(),
            (Self::Heard(a) | Self::Inferred(a), Self::Heard(b) | Self::Inferred(b)) => Self::Inferred(a.hull(b)),
        }
    }
}

/// The two members that stand for it in JSON.
#[derive(Serialize, Deserialize)]
struct Members {
    timing: TimeSource,
    span: Option<Span>,
}

/// Where a time comes from, as the member `timing` tells it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TimeSource {
    Heard,
    Inferred,
    Absent,
}

impl From<Timed> for Members {
    fn from(time: Timed) -> Self {
        let timing = match time {
            Timed::Heard(_) => TimeSource::Heard,
            Timed::Inferred(_) => TimeSource::Inferred,
            Timed::Absent => TimeSource::Absent,
        };
        Self { timing, span: time.span() }
    }
}

impl TryFrom<Members> for Timed {
    type Error = String;

    fn try_from(members: Members) -> Result<Self, String> {
        Self::of_members(members.timing, members.span)
    }
}

impl Timed {
    /// The time that the two members of a larger object stand for, which reads them itself: to have serde flatten them makes it hold
    /// the whole object in memory as what it might be.
    pub(crate) fn of_members(timing: TimeSource, span: Option<Span>) -> Result<Self, String> {
        match (timing, span) {
            (TimeSource::Heard, Some(span)) => Ok(Self::Heard(span)),
            (TimeSource::Inferred, Some(span)) => Ok(Self::Inferred(span)),
            (TimeSource::Absent, None) => Ok(Self::Absent),
            (TimeSource::Absent, Some(span)) => Err(format!("the timing is absent, but the span is {span}")),
            (TimeSource::Heard | TimeSource::Inferred, None) => {
                Err("the timing says that there is a time, but the span is null".into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timing_and_a_span_that_disagree_are_refused() {
        for bad in [r#"{"timing":"heard","span":null}"#, r#"{"timing":"inferred"}"#, r#"{"timing":"absent","span":[0,1]}"#] {
            let error = serde_json::from_str::<Timed>(bad).unwrap_err().to_string();
            assert!(error.starts_with("the timing "), "{bad}: {error}");
        }
        for good in [Timed::Absent, Timed::Heard(Span::from_millis(3, 4)), Timed::Inferred(Span::from_millis(0, 0))] {
            assert_eq!(serde_json::from_str::<Timed>(&serde_json::to_string(&good).unwrap()).unwrap(), good);
        }
    }

    #[test]
    fn a_whole_is_heard_only_when_all_its_parts_are() {
        let at = |from, to| Span::from_millis(from, to);
        assert_eq!(Timed::Heard(at(0, 3)).hull(Timed::Heard(at(3, 5))), Timed::Heard(at(0, 5)));
        assert_eq!(Timed::Heard(at(0, 3)).hull(Timed::Inferred(at(3, 5))), Timed::Inferred(at(0, 5)));
        assert_eq!(Timed::Heard(at(0, 3)).hull(Timed::Absent), Timed::Inferred(at(0, 3)));
        assert_eq!(Timed::Absent.hull(Timed::Absent), Timed::Absent);
    }
}
