//! Whose wording words are by a person's choice.

use super::UnknownName;

/// Whose wording a person chose for some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// The article's.
    Article,
    /// The transcript's.
    Speech,
    /// Their own.
    Hand,
}

impl Wording {
    /// The names that [`str::parse`] reads.
    pub const NAMES: [&'static str; 3] = ["article", "speech", "hand"];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Speech => "speech",
            Self::Hand => "hand",
        }
    }
}

impl std::str::FromStr for Wording {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "article" => Ok(Self::Article),
            "speech" => Ok(Self::Speech),
            "hand" => Ok(Self::Hand),
            other => Err(UnknownName::new("wording", other, &Self::NAMES)),
        }
    }
}
