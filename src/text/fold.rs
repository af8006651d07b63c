use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word as it is compared: equal keys are equal words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folded {
    key: String,
}

impl Folded {
    /// The folded spelling. Never shown to a person.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Folds one word.
pub fn fold(word: &str) -> Folded {
    let key = word
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && *c != '\u{640}')
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric());
    let key = key.map(|c| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        c => c,
    });
    Folded { key: key.collect() }
}
