//! Stems by which a search finds the other forms of a word. They are for finding only: two words of one stem are not one word, and what is
//! compared by [`Normalised`] alone stays apart.

mod arabic;
mod english;

use super::character::digit;
use super::normalise::Normalised;

/// The stem of a word for searching: of an English word that of the Porter2 stemmer, of an Arabic one what is left without
/// proclitics and without endings of number, gender and attribution; of figures and of words of other scripts the key itself.
///
/// ```
/// use rawi::text::{normalise, search_stem};
/// let stem = |word| search_stem(&normalise(word));
/// assert_eq!(stem("ministries"), stem("Ministry"));
/// assert_eq!(stem("وبالمدرسة"), stem("مدرسة"));
/// assert_eq!(stem("2,370"), "2370");
/// ```
#[must_use]
pub fn search_stem(word: &Normalised) -> String {
    let key = word.key();
    if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
        english::stem(key)
    } else if key.chars().any(|c| digit(c).is_some()) {
        key.to_owned()
    } else {
        // Of a word in another script the ending of none is taken off.
        arabic::stem(key, word.stem()).to_owned()
    }
}

#[cfg(test)]
mod tests;
