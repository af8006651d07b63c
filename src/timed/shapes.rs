//! Lists of utterances that differ only in the names of their members and in what their times count: one table, one reader.

use super::json::{Data, Value};
use super::phrases::{self, Placed};
use super::services::name;
use super::tiers::attach;
use super::times::{pairs, segment_unit, time};
use super::{FileCue, FileTurn, FileWord, Form, Place, TimedText, language};
use crate::time::Timestamp;

/// Where a form has what. Members of members stand behind a dot, a number is a place in a list.
struct Shape {
    form: Form,
    /// Where the utterances may stand; an empty place is the file itself, which holds one value after another.
    lists: &'static [&'static str],
    /// What the first utterance has in any case.
    marks: &'static [&'static str],
    text: &'static [&'static str],
    start: &'static [&'static str],
    end: &'static [&'static str],
    /// How long it lasts, where it has no end.
    lasts: &'static [&'static str],
    /// Units a second; `None` where versions differ.
    unit: Option<f64>,
    words: &'static [&'static str],
    word: &'static [&'static str],
}

const CHUNKS: Shape = Shape {
    form: Form::HuggingFace,
    lists: &["chunks"],
    marks: &["timestamp", "text"],
    text: &["text"],
    start: &["timestamp.0"],
    end: &["timestamp.1"],
    lasts: &[],
    unit: Some(1.0),
    words: &[],
    word: &[],
};

const SHAPES: [Shape; 7] = [
    Shape {
        form: Form::Azure,
        lists: &["recognizedPhrases"],
        marks: &["nBest"],
        text: &["nBest.0.display", "nBest.0.lexical"],
        start: &["offsetInTicks", "offset"],
        end: &[],
        lasts: &["durationInTicks", "duration"],
        unit: Some(TICKS),
        words: &["nBest.0.displayWords", "nBest.0.words"],
        word: &["displayText", "word"],
    },
    Shape {
        form: Form::Azure,
        lists: &["phrases"],
        marks: &["offsetMilliseconds"],
        text: &["text"],
        start: &["offsetMilliseconds"],
        end: &[],
        lasts: &["durationMilliseconds"],
        unit: Some(1000.0),
        words: &["words"],
        word: &["text"],
    },
    Shape {
        form: Form::Azure,
        lists: &[""],
        marks: &["NBest", "Offset"],
        text: &["NBest.0.Display", "DisplayText"],
        start: &["Offset"],
        end: &[],
        lasts: &["Duration"],
        unit: Some(TICKS),
        words: &["NBest.0.Words"],
        word: &["Word"],
    },
    Shape {
        form: Form::VideoIndexer,
        lists: &["videos.0.insights.transcript", "insights.transcript", "transcript"],
        marks: &["instances"],
        text: &["text"],
        start: &["instances.0.start"],
        end: &["instances.0.end"],
        ..CHUNKS
    },
    Shape {
        form: Form::Gladia,
        lists: &["result.transcription.utterances", "transcription.utterances", "utterances"],
        marks: &["text"],
        text: &["text"],
        start: &["start", "time_begin"],
        end: &["end", "time_end"],
        unit: None,
        words: &["words"],
        word: &["word", "text"],
        ..CHUNKS
    },
    CHUNKS,
    Shape {
        form: Form::Nemo,
        lists: &["timestamp.word", "timestamp.segment"],
        marks: &["start"],
        text: &["word", "segment"],
        start: &["start"],
        end: &["end"],
        ..CHUNKS
    },
];

/// Of a tenth of a microsecond there are so many in a second.
const TICKS: f64 = 10_000_000.0;

/// The value at a place.
fn at<'a>(value: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('.').try_fold(value, |value, key| match key.parse::<usize>() {
        Ok(index) => value.list().get(index).filter(|value| value.data != Data::Null),
        Err(_) => value.get(key),
    })
}

fn any<'a>(value: &'a Value, places: &[&str]) -> Option<&'a Value> {
    places.iter().find_map(|place| at(value, place))
}

/// The shape of a file and its utterances.
fn shape(values: &[Value]) -> Option<(&'static Shape, &[Value])> {
    let first = values.first()?;
    SHAPES.iter().find_map(|shape| {
        let lists = shape
            .lists
            .iter()
            .map(|place| if place.is_empty() { values } else { at(first, place).map(Value::list).unwrap_or_default() });
        let list = lists.into_iter().find(|list| !list.is_empty())?;
        let first = list.first()?;
        shape.marks.iter().all(|mark| at(first, mark).is_some()).then_some((shape, list))
    })
}

pub(super) fn of_json(values: &[Value]) -> Option<Form> {
    shape(values).map(|(shape, _)| shape.form)
}

pub(super) fn read(values: &[Value]) -> Option<TimedText> {
    let (shape, list) = shape(values)?;
    let mut out = TimedText::new(shape.form);
    let unit = shape.unit.or_else(|| found_unit(shape, list)).unwrap_or(1.0);
    let utterances: Vec<FileCue> = list.iter().filter_map(|value| shape.utterance(value, unit)).collect();
    let several = utterances.iter().filter(|cue| cue.tokens().count() > 1).count();
    // What holds white space is no word; a few stray ones are told from sentences by their number.
    let are_words = several * 2 < utterances.len() && utterances.iter().all(|cue| cue.words.is_empty());
    out.cues = if are_words { phrases::cues(utterances.into_iter().flat_map(words_of).collect()) } else { utterances };
    name_channels(&mut out.cues, list);
    out.language = values.first().and_then(spoken);
    Some(out)
}

/// The unit in which the utterances of a form count whose versions differ.
fn found_unit(shape: &Shape, list: &[Value]) -> Option<f64> {
    let letters = |value: &Value| any(value, shape.text).and_then(Value::text).map_or(0, |text| text.chars().count());
    let timed = |value: &Value| {
        let (start, end) = pairs(std::slice::from_ref(value), shape.start, shape.end).pop()?;
        Some((start, end, letters(value)))
    };
    segment_unit(&list.iter().filter_map(timed).collect::<Vec<_>>())
}

impl Shape {
    fn times(&self, value: &Value, unit: f64) -> (Option<Timestamp>, Option<Timestamp>) {
        let of = |places: &[&str]| any(value, places).and_then(|value| time(value, unit));
        let start = of(self.start);
        let lasts = of(self.lasts).map(|lasts| lasts - Timestamp::ZERO);
        (start, of(self.end).or_else(|| Some(start? + lasts?)))
    }

    /// An utterance; `None` where nothing was recognised.
    fn utterance(&self, value: &Value, unit: f64) -> Option<FileCue> {
        let text = any(value, self.text);
        let heard: Vec<FileWord> =
            any(value, self.words).map(Value::list).unwrap_or_default().iter().filter_map(|w| self.word(w, unit)).collect();
        let printed = text.and_then(Value::printed).filter(|text| !text.trim().is_empty());
        let joined = || heard.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let printed = printed.unwrap_or_else(joined);
        let lines: Vec<String> = printed.trim().split('\n').map(|line| line.trim().to_owned()).collect();
        if printed.trim().is_empty() {
            return None;
        }
        let (start, end) = self.times(value, unit);
        let speaker = value.any(&["speaker", "speakerId", "speaker_id", "Speaker", "SpeakerId"]).and_then(name);
        let outside = |place: &std::ops::Range<usize>| place.start < value.place.start || place.end > value.place.end;
        let text = text.map(|text| text.place.clone()).filter(|place| !outside(place));
        let place = Place {
            whole: value.place.clone(),
            start: any(value, self.start).map(|value| value.place.clone()),
            end: any(value, self.end).map(|value| value.place.clone()),
            text: text.unwrap_or(value.place.end..value.place.end),
            line: 0,
        };
        let turns = vec![FileTurn::of(speaker.as_deref(), lines)];
        let mut cue = FileCue { place, start, end, turns, ..FileCue::default() };
        attach(&mut cue, &heard.iter().collect::<Vec<_>>());
        Some(cue)
    }

    /// One of the words of an utterance; what holds white space has times that are no word's.
    fn word(&self, value: &Value, unit: f64) -> Option<FileWord> {
        let text = any(value, self.word).and_then(Value::text)?.trim().to_owned();
        let (start, end) = self.times(value, unit);
        let is_one = text.split_whitespace().count() == 1;
        let confidence = value.any(&["confidence", "Confidence"]).and_then(Value::number);
        let confidence = confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32);
        let word = FileWord { text, start: start.filter(|_| is_one), end, confidence, is_inferred: false };
        (!word.text.is_empty()).then_some(word)
    }
}

/// An utterance that is one word, or a few.
fn words_of(cue: FileCue) -> Vec<Placed> {
    let speaker = cue.turns.first().and_then(|turn| turn.speaker.clone());
    super::tiers::word(cue).into_iter().map(|placed| Placed { speaker: speaker.clone(), ..placed }).collect()
}

/// Where nobody is named and there are several channels, these are the speakers.
fn name_channels(cues: &mut [FileCue], list: &[Value]) {
    let channels: Vec<f64> = list.iter().filter_map(|value| value.get("channel").and_then(Value::number)).collect();
    let several = channels.iter().any(|channel| Some(channel) != channels.first());
    if !several || channels.len() != cues.len() {
        return;
    }
    for (cue, channel) in cues.iter_mut().zip(channels) {
        for turn in cue.turns.iter_mut().filter(|turn| turn.speaker.is_none()) {
            turn.speaker = Some(format!("Channel {}", channel + 1.0));
        }
    }
}

/// The language that a file names, wherever these forms have it.
fn spoken(file: &Value) -> Option<crate::text::Language> {
    const PLACES: [&str; 8] = [
        "language",
        "locale",
        "recognizedPhrases.0.locale",
        "phrases.0.locale",
        "result.transcription.languages.0",
        "transcription.languages.0",
        "utterances.0.language",
        "videos.0.insights.sourceLanguage",
    ];
    any(file, &PLACES).and_then(Value::text).and_then(|name| language::named(&name))
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    /// Form, text with speakers, the starts of words.
    fn told(text: &str) -> (Form, Vec<String>, Vec<Option<u32>>) {
        let file = read(text.as_bytes(), None, None).unwrap_or_else(|error| panic!("{error}: {text}"));
        let said = |cue: &crate::timed::FileCue| {
            let speaker = cue.turns[0].speaker.clone().unwrap_or_default();
            format!("{speaker}: {}", cue.lines().collect::<Vec<_>>().join("|"))
        };
        let ms = |time: Option<crate::time::Timestamp>| time.map(|at| at.as_millis());
        let starts = file.cues.iter().flat_map(|cue| {
            let own = ms(cue.start);
            if cue.words.is_empty() { vec![own] } else { cue.words.iter().map(|word| ms(word.start)).collect() }
        });
        (file.form, file.cues.iter().map(said).collect(), starts.collect())
    }

    #[test]
    fn every_shape_is_read_by_its_own_names_and_units() {
        let whole = [Some(1000), Some(1500)];
        let cases: [(&str, Form, &str, &[Option<u32>]); 9] = [
            (
                r#"{"source":"x","combinedRecognizedPhrases":[{"display":"Good, day"}],"recognizedPhrases":[{"recognitionStatus":"Success","channel":0,"speaker":1,"offset":"PT1S","duration":"PT0.9S","offsetInTicks":10000000.0,"durationInTicks":9000000.0,"nBest":[{"confidence":0.9,"lexical":"good day","display":"Good, day","words":[{"word":"good","offset":"PT1S","duration":"PT0.2S","offsetInTicks":10000000.0,"durationInTicks":2000000.0,"confidence":0.8},{"word":"day","offset":"PT1.5S","duration":"PT0.4S","confidence":0.9}]}]}]}"#,
                Form::Azure,
                "Speaker 1: Good, day",
                &whole,
            ),
            (
                r#"{"durationMilliseconds":2000,"combinedPhrases":[{"text":"Good, day"}],"phrases":[{"offsetMilliseconds":1000,"durationMilliseconds":900,"text":"Good, day","words":[{"text":"Good","offsetMilliseconds":1000,"durationMilliseconds":200},{"text":",","offsetMilliseconds":1200,"durationMilliseconds":10},{"text":"day","offsetMilliseconds":1500,"durationMilliseconds":400}],"locale":"en-US","confidence":0.9}]}"#,
                Form::Azure,
                ": Good, day",
                &whole,
            ),
            (
                r#"{"Id":"a","RecognitionStatus":"Success","Offset":10000000,"Duration":9000000,"NBest":[{"Display":"Good, day","Words":[{"Word":"good","Offset":10000000,"Duration":2000000},{"Word":"day","Offset":15000000,"Duration":4000000}]}]}"#,
                Form::Azure,
                ": Good, day",
                &whole,
            ),
            (
                r#"{"videos":[{"insights":{"sourceLanguage":"en-US","transcript":[{"id":1,"text":"Good, day","speakerId":2,"instances":[{"start":"0:00:01","end":"0:00:01.9"}]}]}}]}"#,
                Form::VideoIndexer,
                "Speaker 2: Good, day",
                &[Some(1000)],
            ),
            (
                r#"{"id":"g","status":"done","result":{"transcription":{"full_transcript":"Good, day","languages":["en"],"utterances":[{"text":"Good, day","start":1.0,"end":1.9,"channel":0,"speaker":0,"words":[{"word":" Good,","start":1.0,"end":1.2,"confidence":0.9},{"word":" day","start":1.5,"end":1.9,"confidence":0.8}]}]}}}"#,
                Form::Gladia,
                "Speaker 0: Good, day",
                &whole,
            ),
            (
                r#"{"text":"Good, day","chunks":[{"text":" Good,","timestamp":[1.0,1.2]},{"text":" day","timestamp":[1.5,null]}]}"#,
                Form::HuggingFace,
                ": Good, day",
                &whole,
            ),
            (
                r#"{"text":"Good, day Then","chunks":[{"text":" Good, day","timestamp":[1.0,1.2]},{"text":" Then it ends","timestamp":[1.5,null]}]}"#,
                Form::HuggingFace,
                ": Good, day",
                &whole,
            ),
            (
                r#"{"text":"Good, day","timestamp":{"word":[{"word":"Good,","start":1.0,"end":1.2},{"word":"day","start":1.5,"end":1.9}],"segment":[]}}"#,
                Form::Nemo,
                ": Good, day",
                &whole,
            ),
            (
                r#"[{"start":100,"stop":150,"text":"Good, good day"},{"start":150,"stop":190,"text":"of it"}]"#,
                Form::SegmentList,
                ": Good, good day",
                &whole,
            ),
        ];
        for (text, form, said, starts) in cases {
            let (found, lines, times) = told(text);
            assert_eq!((found, lines[0].as_str(), &times[..]), (form, said, starts), "{text}");
        }
    }

    #[test]
    fn confidences_channels_and_languages_are_kept() {
        let text = r#"{"phrases":[{"channel":0,"offsetMilliseconds":5000,"durationMilliseconds":900,"text":"Yes","locale":"ar-EG","words":[{"text":"Yes","offsetMilliseconds":5000,"durationMilliseconds":900,"confidence":0.7}]},{"channel":1,"offsetMilliseconds":1000,"durationMilliseconds":900,"text":"So?","words":[]}]}"#;
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.cues[0].words[0].confidence, Some(0.7));
        assert_eq!(file.language.unwrap().as_str(), "ar");
        let heard = crate::transcript::read(text.as_bytes(), None).unwrap();
        let told: Vec<_> =
            heard.segments().iter().map(|s| (s.speaker.as_deref().unwrap(), s.span.start().as_millis())).collect();
        assert_eq!(told, [("Channel 2", 1000), ("Channel 1", 5000)], "what was said first stands first");
    }
}
