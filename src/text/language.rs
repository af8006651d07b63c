use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language by the primary subtag of its BCP 47 tag: two or three lower-case letters (`ar`, `en`, `zgh`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language(String);

/// Why a language tag was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a language tag, which begins with two or three letters, such as ar, en or ar-EG")]
pub struct LanguageError {
    found: String,
}

impl Language {
    /// Arabic.
    pub fn arabic() -> Self {
        Self("ar".to_owned())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// It, or `None` when it is not known.
    #[must_use]
    pub fn known(&self) -> Option<Self> {
        (*self != Self::unknown()).then(|| self.clone())
    }

    /// Not known: `und`, the tag's own word for it.
    pub fn unknown() -> Self {
        Self("und".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The direction of text in it, as HTML's `dir` names it: `rtl`, `ltr`, or `auto` where the language is not known and the letters
    /// are to tell.
    ///
    /// ```
    /// use rawi::text::Language;
    /// assert_eq!(Language::arabic().direction(), "rtl");
    /// assert_eq!(Language::unknown().direction(), "auto");
    /// ```
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else if *self == Self::unknown() {
            "auto"
        } else {
            "ltr"
        }
    }

    /// Whether its usual script runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(
            self.as_str(),
            "ar" | "fa"
                | "ur"
                | "ps"
                | "he"
                | "yi"
                | "sd"
                | "ug"
                | "dv"
                | "ku"
                | "ckb"
                | "arz"
                | "ary"
                | "apc"
                | "nqo"
                | "syr"
        )
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    /// Reads a tag of any case and keeps its primary subtag.
    ///
    /// ```
    /// use rawi::text::Language;
    /// assert_eq!("ar-EG".parse(), Ok(Language::arabic()));
    /// assert_eq!("EN_us".parse(), Ok(Language::english()));
    /// assert!("english".parse::<Language>().is_err() && "ar-".parse::<Language>().is_err());
    /// ```
    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let mut subtags = tag.trim().split(['-', '_']);
        let primary = subtags.next().unwrap_or("");
        let named = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        if named && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric())) {
            Ok(Self(primary.to_ascii_lowercase()))
        } else {
            Err(LanguageError { found: tag.chars().take(40).collect() })
        }
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageError;
    fn try_from(tag: String) -> Result<Self, LanguageError> {
        tag.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
