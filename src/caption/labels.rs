//! Names of speakers and descriptions of sounds, as a preset shows them.

use super::{CueLimits, LabelStyle, SoundStyle, measure, word_classes};
use crate::text::Language;

/// `name` as the label in front of a line, short enough to leave room for words: what stands behind a comma (an office) goes
/// first, then a title in front, then as many of the first words (an office again) as must; the last two always stay, for
/// the name is among them.
pub(super) fn speaker_label(name: &str, limits: &CueLimits) -> String {
    let name = name.split([',', '،']).next().unwrap_or(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let long = |words: &[&str]| 2 * measure::chars(&words.join(" ")) > limits.max_line_chars;
    if long(&words) && words.len() > 2 && word_classes::is_title(&word_classes::word_key(words[0])) {
        words.remove(0);
    }
    while long(&words) && words.len() > 2 {
        words.remove(0);
    }
    if measure::chars(&words.join(" ")) + 3 > limits.max_line_chars {
        words = words.split_off(words.len().saturating_sub(1));
    }
    let name = words.join(" ");
    match limits.label {
        LabelStyle::Capitals if has_capitals(&name) => format!("{}:", name.to_uppercase()),
        LabelStyle::Colon => format!("{name}:"),
        LabelStyle::Parentheses => format!("({name})"),
        LabelStyle::Capitals | LabelStyle::Brackets => format!("[{name}]"),
    }
}

/// What the reporter is called where somebody else has spoken just before and nobody says his name. In Arabic it names the report,
/// since «مراسل» would say whether the reporter is a man or a woman.
pub(super) fn reporter(language: &Language) -> &'static str {
    if language.as_str() == "ar" { "التقرير" } else { "Reporter" }
}

/// The label for a long stretch without speech. What is heard there is not known, so the label does not say that it is music.
pub(super) fn silence_label(language: &Language, limits: &CueLimits) -> String {
    let (text, capitals) = match language.as_str() {
        "ar" => ("مقطع بلا كلام", "مقطع بلا كلام"),
        _ => ("no speech", "NOBODY SPEAKS"),
    };
    styled(text, capitals, limits)
}

/// The description of a sound as the limits want it; `capitals` is what stands where they want capitals and the script has them.
pub(super) fn styled(text: &str, capitals: &str, limits: &CueLimits) -> String {
    match limits.sound {
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
        let rules = Preset::Bbc.rules();
        let bbc = rules.limits();
        assert_eq!(speaker_label("Guterres", bbc), "GUTERRES:");
        assert_eq!(speaker_label("غوتيريش", bbc), "[غوتيريش]");
        assert_eq!(silence_label(&Language::arabic(), bbc), "[مقطع بلا كلام]");
        assert_eq!(speaker_label("Guterres", Preset::PodcastVtt.rules().limits()), "Guterres:");
        assert_eq!(speaker_label(reporter(&Language::arabic()), bbc), "[التقرير]");
        assert_eq!(speaker_label(reporter(&Language::english()), bbc), "REPORTER:");
    }

    #[test]
    fn a_name_never_fills_the_line() {
        let long = "Under-Secretary-General for Humanitarian Affairs and Emergency Relief Martin Griffiths";
        let rules = Preset::PodcastSrt.rules();
        let podcast = rules.limits();
        assert_eq!(speaker_label(long, podcast), "Martin Griffiths:");
        assert_eq!(speaker_label("السيد جيهانغير خان", podcast), "جيهانغير خان:");
        assert_eq!(speaker_label("السيد خان", podcast), "السيد خان:");
        assert_eq!(speaker_label("António Guterres, Secretary-General", podcast), "António Guterres:");
    }
}
