//! The JSON of the Montreal Forced Aligner and of praatIO: tiers by name, each a list of `[start, end, label]`.

use super::json::Value;
use super::phrases::{self, Placed};
use super::tiers::{self, Kind};
use super::{FileCue, FileTurn, FileWord, Form, Place, TimedText};
use crate::time::Timestamp;

/// Whether a file is of this form.
pub(super) fn is_such(file: &Value) -> bool {
    file.get("tiers").is_some_and(|tiers| tiers.members().any(|(_, tier)| !tier.items("entries").is_empty()))
}

/// The words of its tiers of words; where it has none, the others are segments. `NAME - words` are those of a speaker.
pub(super) fn read(file: &Value) -> TimedText {
    let mut out = TimedText::new(Form::AlignerTiers);
    let (mut words, mut segments) = (Vec::new(), Vec::new());
    for (name, tier) in file.get("tiers").into_iter().flat_map(Value::members) {
        let entries = tier.items("entries").iter().filter_map(Entry::of);
        match tiers::kind(&name) {
            Kind::Pieces => {}
            Kind::Words => {
                let speaker = name.rsplit_once(" - ").map(|(speaker, _)| speaker.trim().to_owned());
                words.extend(entries.flat_map(|entry| entry.words(speaker.as_deref())));
            }
            Kind::Text => {
                let speaker = Some(name.trim()).filter(|name| *name != tiers::UNNAMED_TIER).map(str::to_owned);
                segments.extend(entries.map(|entry| entry.segment(speaker.as_deref())));
            }
        }
    }
    // Speakers stand one behind the other in the file.
    words.sort_by_key(|placed: &Placed| placed.word.start);
    segments.sort_by_key(|cue: &FileCue| cue.start);
    out.cues = if words.is_empty() { segments } else { phrases::cues(words) };
    out
}

/// One interval in which something is said.
struct Entry<'a> {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    label: String,
    value: &'a Value,
}

impl<'a> Entry<'a> {
    /// `None` for silence, whose label is empty.
    fn of(value: &'a Value) -> Option<Self> {
        let [start, end, label] = value.list() else { return None };
        let label = label.text()?.trim().to_owned();
        let at = |value: &Value| value.number().and_then(Timestamp::from_seconds);
        (!label.is_empty()).then(|| Self { start: at(start), end: at(end), label, value })
    }

    fn words(self, speaker: Option<&str>) -> Vec<Placed> {
        let is_one = self.label.split_whitespace().count() == 1;
        let word = |text: &str| FileWord {
            text: text.to_owned(),
            start: self.start.filter(|_| is_one),
            end: self.end.filter(|_| is_one),
            ..FileWord::default()
        };
        let placed =
            |text| Placed { word: word(text), place: self.value.place.clone(), speaker: speaker.map(str::to_owned) };
        self.label.split_whitespace().map(placed).collect()
    }

    fn segment(self, speaker: Option<&str>) -> FileCue {
        let whole = self.value.place.clone();
        let text = self.value.list().get(2).map_or(whole.end..whole.end, |label| label.place.clone());
        let place = Place { whole, text, ..Place::default() };
        let turns = vec![FileTurn::of(speaker, vec![self.label])];
        FileCue { place, start: self.start, end: self.end, turns, ..FileCue::default() }
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn words_are_those_of_the_tiers_of_words_and_silence_is_none() {
        let one = r#"{"start":0,"end":3,"tiers":{"words":{"type":"interval","entries":[[0.0,1.0,""],[1.0,1.2,"good"],[1.5,1.9,"day"]]},"phones":{"type":"interval","entries":[[1.0,1.1,"G"]]}}}"#;
        let two = r#"{"start":0,"end":9,"tiers":{"Omar - words":{"type":"interval","entries":[[5.0,5.5,"no"]]},"Omar - phones":{"type":"interval","entries":[[5.0,5.5,"N"]]},"Amal - words":{"type":"interval","entries":[[1.0,1.4,"yes"]]}}}"#;
        let told = |text: &str| {
            let file = read(text.as_bytes(), None, None).unwrap();
            assert_eq!(file.form, Form::AlignerTiers);
            let cue = |cue: &crate::timed::FileCue| {
                let words = cue.words.iter().map(|w| format!("{} {}", w.text, w.span().unwrap().start()));
                (cue.turns[0].speaker.clone().unwrap_or_default(), words.collect::<Vec<_>>())
            };
            file.cues.iter().map(cue).collect::<Vec<_>>()
        };
        assert_eq!(told(one), [(String::new(), vec!["good 0:01.000".to_owned(), "day 0:01.500".to_owned()])]);
        let expected = [("Amal", "yes 0:01.000"), ("Omar", "no 0:05.000")];
        assert_eq!(told(two), expected.map(|(speaker, word)| (speaker.to_owned(), vec![word.to_owned()])));
    }
}
