use crate::text::Language;

/// The language of `text`, given the one that the page declares. A declaration counts unless the letters contradict it:
/// templates declare English over Arabic pages. The words count only when the page says nothing.
pub(super) fn of(text: &str, declared: Option<&Language>) -> Option<Language> {
    let sample: String = text.chars().take(4000).collect();
    let (arabic, latin) = sample.chars().fold((0usize, 0usize), |(arabic, latin), c| match c {
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            (arabic + 1, latin)
        }
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' => (arabic, latin + 1),
        _ => (arabic, latin),
    });
    match declared {
        Some(language) if arabic > latin && writes_arabic(language) => return Some(language.clone()),
        Some(language) if latin >= arabic && !writes_arabic(language) => return Some(language.clone()),
        _ => {}
    }
    let found = whatlang::detect(&sample)?;
    // Short Arabic texts waver between Arabic, Persian and Urdu; the letters that only the last two have decide.
    if arabic > latin && !sample.contains(['پ', 'چ', 'ژ', 'گ', 'ی', 'ک', 'ٹ', 'ں', 'ے']) {
        return Some(Language::arabic());
    }
    if found.confidence() < 0.3 { None } else { short(found.lang().code()).parse().ok() }
}

/// The script of most of a text; none when its letters leave it open.
pub(crate) struct Script(Option<whatlang::Script>);

impl Script {
    pub(crate) fn of(text: &str) -> Self {
        Self(whatlang::detect_script(text))
    }

    /// The language of `words` that are written in another script; `None` when they are not, or when the letters leave it open.
    pub(crate) fn other_language(&self, words: &str) -> Option<Language> {
        let script = whatlang::detect_script(words)?;
        if self.0.is_none_or(|printed| printed == script) { None } else { of(words, None) }
    }
}

fn writes_arabic(language: &Language) -> bool {
    matches!(language.as_str(), "ar" | "fa" | "ur" | "ps" | "sd" | "ug" | "ku" | "ckb" | "arz" | "ary" | "apc")
}

/// The two-letter tag (ISO 639-1) of a three-letter one (ISO 639-3), for the languages that have one.
pub(super) fn short(code: &str) -> &str {
    #[rustfmt::skip]
    const PAIRS: &[(&str, &str)] = &[
        ("ara", "ar"), ("eng", "en"), ("fra", "fr"), ("fre", "fr"), ("deu", "de"), ("ger", "de"), ("spa", "es"),
        ("por", "pt"), ("ita", "it"), ("nld", "nl"), ("rus", "ru"), ("ukr", "uk"), ("bel", "be"), ("bul", "bg"),
        ("srp", "sr"), ("hrv", "hr"), ("slv", "sl"), ("slk", "sk"), ("ces", "cs"), ("pol", "pl"), ("ron", "ro"),
        ("hun", "hu"), ("fin", "fi"), ("swe", "sv"), ("dan", "da"), ("nob", "nb"), ("tur", "tr"), ("pes", "fa"),
        ("per", "fa"), ("urd", "ur"), ("heb", "he"), ("hin", "hi"), ("ben", "bn"), ("cmn", "zh"), ("zho", "zh"),
        ("jpn", "ja"), ("kor", "ko"), ("swh", "sw"), ("som", "so"), ("amh", "am"), ("ell", "el"),
    ];
    PAIRS.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_overrule_a_wrong_declaration() {
        let arabic = "قالت الأمم المتحدة إن القافلة وصلت صباح اليوم.";
        let english = "The convoy reached the valley this morning, the agency said.";
        let (ar, en) = (Language::arabic(), Language::english());
        assert_eq!(of(arabic, Some(&en)), Some(ar.clone()));
        assert_eq!(of(arabic, None), Some(ar.clone()));
        assert_eq!(of(english, Some(&ar)), Some(en.clone()));
        assert_eq!(of(english, None), Some(en));
        assert_eq!(of("2017", None), None);
    }
}
