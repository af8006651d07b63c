use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug made from a title, in letters.
const LONGEST_LETTERS: usize = 60;
/// The longest slug that is taken, in bytes: file systems allow 255 for a name, and an extension has to follow.
const LONGEST_BYTES: usize = 250;

/// A report's short name: easy to type, and part of the names of the files that are written of the report. For that reason it
/// is never empty, holds no separator of paths (`/`, `\`, `:`), no `..`, no control character and no sign that steers writing
/// direction, does not begin with a dot, and has 250 bytes at most.
///
/// ```
/// use rawi::catalog::Slug;
/// assert_eq!(Slug::of_title("Aid reaches the Valley, at last!").as_str(), "aid-reaches-the-valley-at-last");
/// let refused = "../../../evil".parse::<Slug>().unwrap_err();
/// assert_eq!(refused.to_string(), "`../../../evil` cannot be a report's slug: it holds '/', which separates directories");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Slug(String);

/// Why a text cannot be a slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` cannot be a report's slug: {fault}", shown(found))]
pub struct SlugError {
    found: String,
    fault: SlugFault,
}

/// What is wrong with a text that should be a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SlugFault {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is too long for the name of a file.
    #[error("it has {bytes} bytes, and 250 at most are allowed")]
    TooLong {
        /// Its length in UTF-8.
        bytes: usize,
    },
    /// It names another directory on some system.
    #[error("it holds {0:?}, which separates directories")]
    Separator(char),
    /// It holds `..` or begins with a dot.
    #[error("it begins with a dot or holds two in a row")]
    Dots,
    /// A character that cannot be seen.
    #[error("it holds the control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

impl SlugError {
    /// What is wrong with it.
    #[must_use]
    pub fn fault(&self) -> SlugFault {
        self.fault
    }
}

impl Slug {
    /// The slug of a title: its letters and digits in their own script, lower case, without marks, joined by hyphens; at most
    /// 60 letters, cut between words where that is possible. `report` when nothing is left.
    ///
    /// ```
    /// use rawi::catalog::Slug;
    /// assert_eq!(Slug::of_title("مَجْلِسُ الأمن: جلسة طارئة").as_str(), "مجلس-الأمن-جلسة-طارئة");
    /// assert_eq!(Slug::of_title("…").as_str(), "report");
    /// ```
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let mut made = String::new();
        let mut letters = 0;
        for word in words(title) {
            let length = word.chars().count() + usize::from(letters > 0);
            if letters > 0 && letters + length > LONGEST_LETTERS {
                break;
            }
            if letters > 0 {
                made.push('-');
            }
            made.extend(word.chars().take(LONGEST_LETTERS));
            letters += length;
        }
        Self(if made.is_empty() { "report".to_owned() } else { made })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This slug with `-number` behind it, for another report of the same title.
    pub(super) fn numbered(&self, number: u64) -> Self {
        Self(format!("{self}-{number}"))
    }
}

/// The words of a title as they stand in a slug.
fn words(title: &str) -> Vec<String> {
    // A hamza or madda is no mark that can be left out: without it a word is misspelt.
    let spelt = |c: &char| !is_combining_mark(*c) && *c != '\u{640}' || matches!(c, '\u{653}'..='\u{655}');
    let mut words = vec![String::new()];
    for letter in title.nfkd().filter(spelt).nfc().flat_map(char::to_lowercase) {
        match words.last_mut() {
            Some(word) if letter.is_alphanumeric() => word.push(letter),
            // Apostrophes and the signs that steer writing direction stand within words.
            Some(word) if !word.is_empty() && !matches!(letter, '\'' | '’' | '\u{200b}'..='\u{200f}') => {
                words.push(String::new())
            }
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A refused text as an error shows it: its beginning, with nothing in it that a terminal obeys.
fn shown(text: &str) -> String {
    text.chars().take(80).flat_map(|c| if unseen(c) { c.escape_unicode().collect() } else { vec![c] }).collect()
}

/// Control characters, and the signs of no width that steer writing direction.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn fault(text: &str) -> Option<SlugFault> {
    if text.is_empty() {
        return Some(SlugFault::Empty);
    }
    if text.len() > LONGEST_BYTES {
        return Some(SlugFault::TooLong { bytes: text.len() });
    }
    let separator = text.chars().find(|c| matches!(c, '/' | '\\' | ':')).map(SlugFault::Separator);
    let control = || text.chars().find(|c| unseen(*c)).map(SlugFault::Control);
    let dots = || (text.starts_with('.') || text.contains("..")).then_some(SlugFault::Dots);
    separator.or_else(control).or_else(dots)
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        match fault(text) {
            None => Ok(Self(text.to_owned())),
            Some(fault) => Err(SlugError { found: text.to_owned(), fault }),
        }
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;
    fn try_from(text: String) -> Result<Self, SlugError> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> String {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_between_words_and_a_long_word_within() {
        let long = Slug::of_title(&"counter terrorism ".repeat(9));
        assert!(long.as_str().chars().count() <= LONGEST_LETTERS && long.as_str().ends_with("terrorism"), "{long}");
        assert_eq!(Slug::of_title(&"ب".repeat(300)).as_str().chars().count(), LONGEST_LETTERS);
    }

    #[test]
    fn what_could_leave_a_directory_or_hide_in_a_name_is_refused_by_name() {
        let of = |text: &str| text.parse::<Slug>().map_err(|e| e.fault());
        assert_eq!(of(""), Err(SlugFault::Empty));
        assert_eq!(of("a/b"), Err(SlugFault::Separator('/')));
        assert_eq!(of("a\\b"), Err(SlugFault::Separator('\\')));
        assert_eq!(of("c:b"), Err(SlugFault::Separator(':')));
        assert_eq!(of(".."), Err(SlugFault::Dots));
        assert_eq!(of(".hidden"), Err(SlugFault::Dots));
        assert_eq!(of("a\nb"), Err(SlugFault::Control('\n')));
        assert_eq!(of("a\u{202e}b"), Err(SlugFault::Control('\u{202e}')));
        assert_eq!(of(&"a".repeat(251)), Err(SlugFault::TooLong { bytes: 251 }));
        assert_eq!(
            "a\u{1b}[2J".parse::<Slug>().unwrap_err().to_string(),
            "`a\\u{1b}[2J` cannot be a report's slug: it holds the control character U+001B"
        );
    }

    #[test]
    fn every_slug_made_from_a_title_can_be_read_back() {
        for title in ["Aid reaches the Valley", "../../etc", "", "مجلس الأمن", "𐐀", "ﷺ", "a:b", &"𠀀".repeat(300)]
        {
            let made = Slug::of_title(title);
            assert_eq!(made.as_str().parse(), Ok(made.clone()), "{title}");
            assert_eq!(made.numbered(10_000).as_str().parse(), Ok(made.numbered(10_000)));
        }
    }
}
