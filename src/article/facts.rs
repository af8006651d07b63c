//! What a page says of itself.

use serde::{Deserialize, Serialize};

use super::sniff::Form;
use crate::text::Language;

/// What the page says of itself, as far as it does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The title.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The address of its picture.
    pub image: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// The language it declares or was found to be in; `None` when neither told.
    pub language: Option<Language>,
    /// In which form it was written down.
    pub form: Form,
    /// The encoding it was read in, by its WHATWG name: `UTF-8`, `windows-1256`.
    pub encoding: String,
}
