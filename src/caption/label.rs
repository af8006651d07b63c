//! Names of speakers and descriptions of sounds, as a preset shows them.

use super::{CueRules, LabelStyle, SoundStyle, measure};
use crate::text::Language;

/// `name` as the label in front of a line. Of a name that would take most of the line, only its first words.
pub(super) fn speaker(name: &str, rules: &CueRules) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && measure::chars(&words.join(" ")) * 2 > rules.max_line_chars {
        words.pop();
    }
    let name = words.join(" ");
    match rules.label {
        LabelStyle::Capitals if has_capitals(&name) => format!("{}:", name.to_uppercase()),
        LabelStyle::Colon => format!("{name}:"),
        LabelStyle::Parentheses => format!("({name})"),
        LabelStyle::Capitals | LabelStyle::Brackets => format!("[{name}]"),
    }
}

/// The label for a long stretch without speech. What is heard there is not known, so the label does not say that it is music.
pub(super) fn no_speech(language: &Language, rules: &CueRules) -> String {
    let (text, capitals) = match language.as_str() {
        "ar" => ("مقطع بلا كلام", "مقطع بلا كلام"),
        _ => ("no speech", "NOBODY SPEAKS"),
    };
    match rules.sound {
        SoundStyle::Capitals if has_capitals(text) => capitals.to_owned(),
        SoundStyle::Parentheses => format!("({text})"),
        SoundStyle::Capitals | SoundStyle::Brackets => format!("[{text}]"),
    }
}

/// Whether its script has capitals.
fn has_capitals(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::Preset;

    #[test]
    fn arabic_has_no_capitals_and_gets_brackets() {
        let bbc = Preset::Bbc.rules();
        assert_eq!(speaker("Guterres", &bbc), "GUTERRES:");
        assert_eq!(speaker("غوتيريش", &bbc), "[غوتيريش]");
        assert_eq!(no_speech(&Language::arabic(), &bbc), "[مقطع بلا كلام]");
        assert_eq!(speaker("Guterres", &Preset::PodcastVtt.rules()), "Guterres:");
    }

    #[test]
    fn a_name_never_fills_the_line() {
        let long = "Under-Secretary-General for Humanitarian Affairs and Emergency Relief Martin Griffiths";
        assert!(measure::chars(&speaker(long, &Preset::PodcastSrt.rules())) <= 34);
    }
}
