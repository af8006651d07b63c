//! How captions are made: whose wording, within which limits, with which labels.

use super::{CueRules, Speaker, UnknownName};
use crate::text::Language;

/// Whose wording captions show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TextSource {
    /// The article's wording, only where it was said; also in words that change the meaning of what was said.
    Published,
    /// The transcript's wording throughout.
    Spoken,
    /// The article's wording where it was said, the transcript's where it was not, and in words by which the article claims
    /// something else ([`crate::align::Weight::Meaning`]). The default.
    #[default]
    Mixed,
}

impl TextSource {
    /// The names that [`str::parse`] reads.
    pub const NAMES: [&'static str; 3] = ["published", "spoken", "mixed"];
}

impl std::str::FromStr for TextSource {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "published" => Ok(Self::Published),
            "spoken" => Ok(Self::Spoken),
            "mixed" => Ok(Self::Mixed),
            other => Err(UnknownName::new("text source", other, &Self::NAMES)),
        }
    }
}

/// How captions are made.
///
/// ```
/// use rawi::caption::{CueOptions, Preset, TextSource};
/// let mut options = CueOptions::new(Preset::PodcastVtt.rules());
/// options.text = TextSource::Spoken;
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CueOptions {
    /// Whose wording. Default: mixed.
    pub text: TextSource,
    /// The limits.
    pub rules: CueRules,
    /// The language of the captions; `None` for the article's, else the transcript's.
    pub language: Option<Language>,
    /// Who speaks where nobody is named: the reporter. Default: nobody, and no label is shown for it.
    pub narrator: Option<Speaker>,
    /// Whether long stretches without speech get a label. Default: yes.
    pub label_silence: bool,
    /// Whether names stand in the lines and take room there. Default: yes; no for formats that have a place of their own for
    /// them ([`super::Format::has_voices`]), which players do not show.
    pub label_speakers: bool,
}

impl CueOptions {
    /// The default options with these limits.
    #[must_use]
    pub fn new(rules: CueRules) -> Self {
        Self { text: TextSource::Mixed, rules, language: None, narrator: None, label_silence: true, label_speakers: true }
    }
}
