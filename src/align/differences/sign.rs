//! A sign before a printed word, for which a word is said.

/// A sign that stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// #, before a figure.
    Number,
    /// A dash that stands at a figure and at no word before it. Before a figure without a scale of temperature it may be a bullet, too.
    Minus,
}

impl Sign {
    /// The sign before a word that begins at `at`.
    pub(super) fn before(text: &str, at: usize) -> Option<Self> {
        let (before, word) = (text.get(..at)?, text.get(at..)?);
        word.starts_with(char::is_numeric).then_some(())?;
        let mut signs = before.chars().rev();
        match signs.next()? {
            '#' | '№' => Some(Self::Number),
            '-' | '\u{2010}' | '\u{2011}' | '–' if signs.next().is_some_and(|c| matches!(c, ' ' | '\u{a0}' | '(')) => {
                Some(Self::Minus)
            }
            _ => None,
        }
    }

    /// Whether the word is said for it.
    pub(super) fn is_said_as(self, key: &str) -> bool {
        match self {
            Self::Number => matches!(key, "number" | "no" | "رقم"),
            Self::Minus => matches!(key, "minus" | "negative" | "ناقص" | "سالب"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_stands_at_a_figure_and_at_no_word_before_it() {
        for (text, sign) in [
            ("the #3", Some(Sign::Number)),
            ("of -3", Some(Sign::Minus)),
            ("2-3", None),
            ("covid-3", None),
            ("- 3", None),
            ("-3", None),
            ("#3", Some(Sign::Number)),
        ] {
            assert_eq!(Sign::before(text, text.len() - 1), sign, "{text}");
        }
        assert_eq!(Sign::before("the #metoo", 5), None);
    }
}
