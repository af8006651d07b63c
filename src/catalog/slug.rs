use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in letters.
const LONGEST: usize = 60;

/// A title as a name that is easy to type: its letters and digits in their own script, lower case, without marks, joined by
/// hyphens; at most 60 letters, cut between words where that is possible. `report` when nothing is left.
///
/// ```
/// use rawi::catalog::slug;
/// assert_eq!(slug("Aid reaches the Valley, at last!"), "aid-reaches-the-valley-at-last");
/// assert_eq!(slug("مَجْلِسُ الأمن: جلسة طارئة"), "مجلس-الأمن-جلسة-طارئة");
/// assert_eq!(slug("…"), "report");
/// ```
pub fn slug(title: &str) -> String {
    let mut words = vec![String::new()];
    // A hamza or madda is no mark that can be left out: without it a word is misspelt.
    let spelt = |c: &char| !is_combining_mark(*c) && *c != '\u{640}' || matches!(c, '\u{653}'..='\u{655}');
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
    let mut made = String::new();
    let mut letters = 0;
    for word in words.iter().filter(|word| !word.is_empty()) {
        let length = word.chars().count() + usize::from(letters > 0);
        if letters > 0 && letters + length > LONGEST {
            break;
        }
        if letters > 0 {
            made.push('-');
        }
        made.extend(word.chars().take(LONGEST));
        letters += length;
    }
    if made.is_empty() { "report".to_owned() } else { made }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_between_words_and_a_long_word_within() {
        let long = slug(&"counter terrorism ".repeat(9));
        assert!(long.chars().count() <= LONGEST && long.ends_with("terrorism"), "{long}");
        assert_eq!(slug(&"ب".repeat(300)).chars().count(), LONGEST);
    }
}
