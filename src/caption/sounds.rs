//! What is heard besides speech: labels for the sounds that the recogniser noted, and for long stretches without speech.

use super::cue_times::Plan;
use super::labels::{silence_label, styled};
use super::{CueLimits, CueRules, measure};
use crate::align::{Alignment, AudioStatus};
use crate::text::{Language, sound_notes};
use crate::time::{Millis, Span, Timed};
use crate::transcript::{NoteKind, SoundEvent, Transcript};

/// Milliseconds from which on a stretch without speech gets a label, so that nobody thinks the captions have failed.
const SILENCE_MS: u32 = 10_000;
/// Milliseconds for which a label shows, where the limits do not ask otherwise.
const LABEL_MS: u32 = 4000;

/// What captions say of a sound that recognisers note often: in English, where capitals are asked for, in Arabic.
fn known(kind: NoteKind) -> Option<[&'static str; 3]> {
    match kind {
        NoteKind::Music => Some(["music", "MUSIC PLAYS", "موسيقى"]),
        NoteKind::Applause => Some(["applause", "APPLAUSE", "تصفيق"]),
        NoteKind::Laughter => Some(["laughter", "LAUGHTER", "ضحك"]),
        NoteKind::Silence | NoteKind::Other => None,
    }
}

const MUSIC_SIGNS: [char; 6] = ['♪', '♫', '♩', '♬', '🎵', '🎶'];

/// The sounds that the recogniser noted. A song that it wrote out between two signs of music is none: its words are sung.
pub(super) fn notes(transcript: &Transcript) -> Vec<SoundEvent> {
    let mut found = transcript.sounds();
    found.retain(|sound| what(&sound.text).is_some());
    found
}

/// A label for each sound that the recogniser noted, where the limits want any. `times` are those of the transcript's words.
pub(super) fn noted(transcript: &Transcript, times: &[Timed], rules: &CueRules, language: &Language) -> Vec<Plan> {
    if !rules.limits().label_sounds {
        return Vec::new();
    }
    let mut labels: Vec<(String, Span)> = Vec::new();
    let mut last_end = None;
    for sound in notes(transcript) {
        let text = label(&sound, language, rules.limits());
        let words = times.get(sound.words.clone()).unwrap_or(&[]).iter();
        let span = words.filter_map(|time| time.span()).reduce(Span::hull);
        let Some((text, span)) = text.zip(span) else { continue };
        match labels.last_mut().filter(|(last, _)| last_end == Some(sound.words.start) && *last == text) {
            // Noted once more, with no word in between.
            Some((_, last)) => *last = last.hull(span),
            None => labels.push((text, span)),
        }
        last_end = Some(sound.words.end);
    }
    labels.into_iter().map(|(text, span)| plan(text, span, rules, language)).collect()
}

/// A label for each long stretch without speech in which none of the sounds `told` begins.
pub(super) fn silences(alignment: &Alignment, told: &[Plan], rules: &CueRules, language: &Language) -> Vec<Plan> {
    let silent = alignment.audio.iter().filter(|stretch| stretch.status == AudioStatus::NonSpeech);
    let long = silent.map(|stretch| stretch.span).filter(|span| span.duration().as_millis() >= SILENCE_MS);
    let untold =
        |span: &Span| !told.iter().any(|sound| sound.speech.start() < span.end() && sound.speech.end() > span.start());
    long.filter(untold).map(|span| plan(silence_label(language, rules.limits()), span, rules, language)).collect()
}

/// The label `text` of what is heard during `span`. It shows from the beginning, long enough to be read.
fn plan(text: String, span: Span, rules: &CueRules, language: &Language) -> Plan {
    let need = rules.reading_ms(language, measure::chars(&text), measure::words(&text), 0);
    let most = LABEL_MS.max(need).min(rules.limits().max_duration_ms);
    // A short sound behind a word is told when the cue of that word has had its time.
    let least = need.saturating_add(rules.limits().linger_ms).min(most);
    let length = span.duration().as_millis().clamp(least, most);
    Plan::sound(Span::between(span.start(), span.start() + Millis::new(length)), need, text)
}

/// What a note says that is heard, without its brackets; `None` where it is a song that was written out.
fn what(note: &str) -> Option<String> {
    let is_sign = |c: char| MUSIC_SIGNS.contains(&c);
    let has_signs = note.contains(is_sign);
    let bare = note.replace(is_sign, " ").replace('_', " ");
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    match (has_signs, bare.is_empty()) {
        (true, true) => Some("music".to_owned()),
        (true, false) if sound_notes(&note.replace(is_sign, " ")).is_empty() => None,
        (_, false) => Some(measure::one_line(bare)),
        (false, true) => None,
    }
}

/// How captions in `language` say what a note says; `None` where that is nothing.
fn label(sound: &SoundEvent, language: &Language, limits: &CueLimits) -> Option<String> {
    let (what, kind) = (what(&sound.text)?, sound.kind());
    if kind == NoteKind::Silence {
        return None;
    }
    if let Some([english, capitals, arabic]) = known(kind).filter(|_| sound.is_plain()) {
        let text = if language.as_str() == "ar" { arabic } else { english };
        return Some(styled(text, capitals, limits));
    }
    // «Speaking in Arabic» keeps its name, «MUSIC FADES» and «Bell rings» their meaning.
    let shouted = !what.chars().any(char::is_lowercase);
    let mut letters = what.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    let text = if shouted { what.to_lowercase() } else { format!("{first}{}", letters.as_str()) };
    Some(styled(&text, &what.to_uppercase(), limits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Cue, CueKind, CueOptions, Preset, cues_without_article};
    use crate::transcript::read;

    /// The cues of a recording that begins and ends with sounds, with their kinds.
    fn shown(music: &str, preset: Preset, language: &str) -> Vec<(CueKind, String)> {
        let file = format!(
            r#"{{"language": "{language}", "segments": [
                {{"start": 0.0, "end": 6.0, "text": "{music}"}}, {{"start": 6.5, "end": 8.0, "text": "It is open."}},
                {{"start": 8.2, "end": 12.0, "text": "(Applause)"}}, {{"start": 13.0, "end": 14.5, "text": "Thank you."}},
                {{"start": 15.0, "end": 17.0, "text": "[BLANK_AUDIO]"}}]}}"#
        );
        let heard = read(file.as_bytes(), None).unwrap();
        let track = cues_without_article(&heard, &CueOptions::new(preset.rules()));
        track.cues().iter().map(|cue: &Cue| (cue.kind(), cue.text())).collect()
    }

    #[test]
    fn sounds_are_captioned_as_the_preset_wants_them() {
        let [sound, speech] = [CueKind::Sound, CueKind::Speech];
        for (preset, music, applause) in [
            (Preset::PodcastVtt, "[music]", "[applause]"),
            (Preset::Bbc, "MUSIC PLAYS", "APPLAUSE"),
            (Preset::Ted, "(music)", "(applause)"),
            (Preset::NetflixEnSdh, "[music]", "[applause]"),
        ] {
            let wanted = [(sound, music), (speech, "It is open."), (sound, applause), (speech, "Thank you.")];
            let wanted = wanted.map(|(kind, text)| (kind, text.to_owned()));
            for note in ["[Music]", "♪", "(music playing)", "♪ [Music] ♪"] {
                assert_eq!(shown(note, preset, "en"), wanted, "{note}");
            }
        }
        let [spoken, thanks] = ["It is open.", "Thank you."].map(|text| (speech, text.to_owned()));
        assert_eq!(shown("[Music]", Preset::NetflixEn, "en"), [spoken, thanks], "who hears the film needs no label");
    }

    #[test]
    fn arabic_captions_say_it_in_arabic() {
        for preset in [Preset::PodcastSrt, Preset::Bbc] {
            let first = shown("[Music]", preset, "ar").remove(0);
            assert_eq!(first, (CueKind::Sound, "[موسيقى]".to_owned()));
        }
    }

    #[test]
    fn other_notes_are_told_as_they_were_written_and_songs_are_words() {
        let of = |note: &str, preset: Preset| {
            let [sound] = crate::transcript::read_text(note).sounds().try_into().unwrap();
            label(&sound, &Language::english(), preset.rules().limits())
        };
        assert_eq!(of("(Speaking in Arabic)", Preset::PodcastVtt).as_deref(), Some("[speaking in Arabic]"));
        assert_eq!(of("*bell rings*", Preset::Bbc).as_deref(), Some("BELL RINGS"));
        assert_eq!(of("[CHEERING CROWD]", Preset::Ted).as_deref(), Some("(cheering crowd)"));
        assert_eq!(of("[BLANK_AUDIO]", Preset::Ted), None);
        assert_eq!(of("♪ oh happy day ♪", Preset::Ted), None);
    }
}
