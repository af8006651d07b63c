//! Text by speakers in which no time stands: `Amal: text`, `**Amal:** text`, `>> AMAL: text`, or the name in a line of its own.

use std::collections::BTreeMap;

use super::lines::Lines;
use super::{FileCue, FileTurn, Form, Place, TimedText};

/// Longer names are text.
const MOST_WORDS: usize = 5;
/// Of a hundred lines at least so many begin with a name.
const SHARE: usize = 5;

/// The name in front of a line, and what is said behind it.
pub(super) fn label(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_start_matches(['>', '-', '–', '—', ' ']);
    let (name, said) = line.split_once([':', '：'])?;
    let starred = name.trim().trim_matches(['*', '_']).trim().trim_start_matches('[').trim_end_matches(']').trim();
    let said = if name.trim_start().starts_with(['*', '_']) { said.trim_start_matches(['*', '_']) } else { said };
    let begins = starred.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let ends =
        !starred.ends_with(['.', '?', '!', '؟', ',', '،', '"']) && !starred.contains(['"', '«', '“', ',', '،', ';', '؛']);
    // `https://`, `10:30` and `Luke 3:16` are no names.
    let is_apart = said.is_empty() || said.starts_with(char::is_whitespace);
    let fits = (1..=MOST_WORDS).contains(&starred.split_whitespace().count());
    (begins && ends && is_apart && fits).then_some((starred, said.trim()))
}

/// The names of a text: those that stand in front of several lines, and those that can be nothing else.
fn names<'a>(lines: &Lines<'a>) -> BTreeMap<&'a str, usize> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in lines.iter().filter_map(label) {
        *counted.entry(name).or_default() += 1;
    }
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    // Where most lines begin with a name, one that comes once is one too.
    let is_dialogue = counted.values().sum::<usize>() * 2 >= filled;
    let is_short = |name: &str| name.split_whitespace().count() <= 3 && is_capital(name);
    counted.retain(|name, count| *count > 1 || is_numbered(name) || is_full_name(name) || is_dialogue && is_short(name));
    counted
}

/// `Speaker 1`, `SPEAKER_00`, `المتحدث 2`.
fn is_numbered(name: &str) -> bool {
    const WORDS: [&str; 5] = ["speaker", "spk", "voice", "المتحدث", "متحدث"];
    let lower = name.to_lowercase();
    WORDS.iter().any(|word| {
        let rest = lower.strip_prefix(word).map(|rest| rest.trim_start_matches([' ', '_', '#']));
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_numeric))
    })
}

/// Two or three words that all begin with a capital letter.
fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=3).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether no word begins with a small letter.
fn is_capital(name: &str) -> bool {
    name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
}

/// Whether a text is of this form: several voices, at least one of which speaks more than once or has a number.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let names = names(lines);
    let heads: usize = names.values().sum();
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let is_sure = names.iter().any(|(name, count)| *count > 1 || is_numbered(name));
    names.len() >= 2 && is_sure && heads * 100 >= filled * SHARE
}

/// A cue a turn, without times; what stands in front of the first name is nobody's.
pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let names = names(&lines);
    let mut file = TimedText::new(Form::SpeakerText);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let whole = lines.range(at);
        let found = label(line).filter(|(name, _)| names.contains_key(name));
        if found.is_some() || file.cues.is_empty() {
            let place = Place { whole: whole.clone(), text: whole.clone(), line: at + 1, ..Place::default() };
            let turns = vec![FileTurn::of(found.map(|(name, _)| name), Vec::new())];
            file.cues.push(FileCue { place, turns, ..FileCue::default() });
        }
        let said = found.map_or(line.trim(), |(_, said)| said);
        if let Some(cue) = file.cues.last_mut() {
            (cue.place.whole.end, cue.place.text.end) = (whole.end, whole.end);
            cue.turns.iter_mut().filter(|_| !said.is_empty()).for_each(|turn| turn.lines.push(said.to_owned()));
        }
    }
    file.cues.retain(|cue| cue.lines().next().is_some());
    file
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    fn told(text: &str) -> Vec<(Option<String>, String)> {
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::SpeakerText);
        assert!(file.cues.iter().all(|cue| cue.start.is_none()), "no time out of nothing");
        file.cues.iter().map(|c| (c.turns[0].speaker.clone(), c.lines().collect::<Vec<_>>().join("|"))).collect()
    }

    #[test]
    fn names_without_times_are_no_words() {
        let expected =
            [(Some("Amal"), "Good day.|And so: at 10:30 it rains."), (Some("Omar Said"), "So?"), (Some("Amal"), "Yes.")]
                .map(|(name, said)| (name.map(str::to_owned), said.to_owned()));
        for text in [
            "Amal: Good day.\nAnd so: at 10:30 it rains.\n\nOmar Said: So?\n\nAmal: Yes.\n",
            "**Amal:** Good day.\n\nAnd so: at 10:30 it rains.\n\n**Omar Said:** So?\n\n**Amal:** Yes.\n",
            "Amal:\nGood day.\nAnd so: at 10:30 it rains.\n\nOmar Said:\nSo?\n\nAmal:\nYes.\n",
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        let broadcast = ">> AMAL: Good day.\n>> OMAR: So?\n>> AMAL: Yes.\n";
        assert_eq!(told(broadcast)[1], (Some("OMAR".to_owned()), "So?".to_owned()));
        let arabic = "المذيعة: مساء الخير.\nالضيف: أهلا بكم.\nالمذيعة: شكرا.\n";
        assert_eq!(told(arabic)[0], (Some("المذيعة".to_owned()), "مساء الخير.".to_owned()));
        assert_eq!(told("Speaker 1: Yes.\nSpeaker 2: No.\n").len(), 2);
    }

    #[test]
    fn prose_is_no_such_text() {
        for text in [
            "He said: it rains.\nThen: nothing.\nNote: they left.\n",
            "Rain\n\nThe minister said one thing: rain. See https://a.b: there.\nNote: x\nNote: y\n",
            "Just words\nand more.\n",
        ] {
            assert!(read(text.as_bytes(), None, None).is_err(), "{text}");
        }
    }
}
