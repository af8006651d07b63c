use crate::text::Language;

/// The language that a file names: by a tag, or in English as Whisper prints it.
pub(super) fn named(name: &str) -> Option<Language> {
    let name = name.trim().to_lowercase();
    let tag = match name.as_str() {
        "arabic" => "ar",
        "english" => "en",
        "french" => "fr",
        "spanish" => "es",
        "german" => "de",
        "russian" => "ru",
        "chinese" => "zh",
        "persian" => "fa",
        "urdu" => "ur",
        "turkish" => "tr",
        "portuguese" => "pt",
        "swahili" => "sw",
        "auto" => return None,
        // Tags with a territory are written with either sign: `en_us`.
        tag => return tag.replace('_', "-").parse().ok(),
    };
    tag.parse().ok()
}
