//! When a row was made, and by which rawi.

/// This rawi.
pub(super) const RAWI_VERSION: &str = env!("CARGO_PKG_VERSION");

/// When something was made or came in, in seconds since 1970, and the version of the rawi that did it; `None` where that was not recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'a> {
    pub(super) unix_s: i64,
    pub(super) rawi: Option<&'a str>,
}

impl<'a> Made<'a> {
    /// By this rawi at `unix_s`.
    pub(super) const fn here(unix_s: i64) -> Self {
        Self { unix_s, rawi: Some(RAWI_VERSION) }
    }

    /// As a line or another row tells it.
    pub(super) fn told(unix_s: i64, rawi: &'a Option<String>) -> Self {
        Self { unix_s, rawi: rawi.as_deref() }
    }
}
