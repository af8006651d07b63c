//! JSON segments with start, end and text: openai-whisper, whisperX and faster-whisper, Podcasting 2.0, and lists of segments.

use super::json::Value;
use super::tiers::attach;
use super::{Error, FileCue, FileTurn, FileWord, Form, Origin, Place, TimedText, language, services, times};
use crate::time::Timestamp;

/// `segments[]` in seconds, with `words[]` when word times were asked for, in each segment or all at the top.
pub(super) fn read(file: &Value, form: Form) -> TimedText {
    let mut out = TimedText::new(form);
    out.cues = file.items("segments").iter().filter_map(|value| segment(value, 1.0)).collect();
    give_words(&mut out.cues, file.items("words"));
    if form == Form::WhisperX {
        infer_unscored(&mut out.cues);
    }
    out.language = file.get("language").and_then(Value::text).and_then(|name| language::named(&name));
    let duration = file.get("duration").and_then(Value::number).and_then(Timestamp::from_seconds);
    out.origin = Origin { duration: duration.map(|end| end - Timestamp::ZERO), ..Origin::default() };
    out
}

/// What whisperX could not find in the sound has no score, and newer versions give it a time between those of its neighbours.
fn infer_unscored(cues: &mut [FileCue]) {
    let words = || cues.iter().flat_map(|cue| &cue.words);
    if words().any(|word| word.confidence.is_some()) {
        for word in cues.iter_mut().flat_map(|cue| &mut cue.words).filter(|word| word.confidence.is_none()) {
            word.is_inferred = true;
        }
    }
}

/// So many segments or words at least tell that their times fit no unit.
pub(super) const TELLING: usize = 20;

/// A bare list of segments, in whatever unit it counts.
///
/// # Errors
/// [`Error::Malformed`] when its times are those of speech in no unit.
pub(super) fn read_list(segments: &[Value]) -> Result<TimedText, Error> {
    let mut out = TimedText::new(Form::SegmentList);
    let letters = |value: &Value| value.any(&TEXTS).and_then(Value::text).map_or(0, |text| text.chars().count());
    let timed = |value: &Value| {
        let (start, end) = times::pairs(std::slice::from_ref(value), &STARTS, &ENDS).pop()?;
        Some((start, end, letters(value)))
    };
    let known: Vec<(f64, f64, usize)> = segments.iter().filter_map(timed).collect();
    let unit = times::segment_unit(&known);
    if unit.is_none() && known.len() >= TELLING {
        let last = known.iter().map(|(_, end, _)| *end).fold(0.0, f64::max);
        let problem =
            format!("its {} segments, which end at {last}, are read at no pace of speech in any unit of time", known.len());
        return Err(Error::Malformed { form: "list of segments", problem });
    }
    out.cues = segments.iter().filter_map(|value| segment(value, unit.unwrap_or(1.0))).collect();
    Ok(out)
}

/// The names under which lists have what.
pub(super) const TEXTS: [&str; 7] = ["punct", "punctuated_word", "word", "text", "content", "value", "body"];
pub(super) const STARTS: [&str; 8] = ["startTime", "start", "start_sec", "start_time", "begin", "from", "ts", "offset"];
pub(super) const ENDS: [&str; 7] = ["endTime", "end", "end_sec", "end_time", "stop", "to", "end_ts"];
/// Those of lists that say how long a word lasts.
const LENGTHS: [&str; 3] = ["duration", "dur", "d"];

/// A segment: its text without times where they cannot be read.
fn segment(segment: &Value, unit: f64) -> Option<FileCue> {
    let text = segment.any(&["body", "text", "transcript", "content", "value", "word"]);
    let (start, end) = (segment.any(&STARTS), segment.any(&ENDS));
    let words = words(segment, unit);
    let printed = text.and_then(Value::printed).filter(|text| !text.trim().is_empty());
    let printed = printed.or_else(|| Some(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")))?;
    let lines = printed.trim().split('\n').map(|line| line.trim().to_owned()).collect();
    let speaker = segment.any(&["speaker", "speaker_label", "speaker_id"]).and_then(services::name);
    let place = Place {
        whole: segment.place.clone(),
        start: start.map(|value| value.place.clone()),
        end: end.map(|value| value.place.clone()),
        text: text.map_or(segment.place.end..segment.place.end, |value| value.place.clone()),
        line: 0,
    };
    Some(FileCue {
        place,
        start: start.and_then(|value| times::time(value, unit)),
        end: end.and_then(|value| times::time(value, unit)),
        turns: vec![FileTurn::of(speaker.as_deref(), lines)],
        words,
        ..FileCue::default()
    })
}

/// The words of a segment. whisperX leaves out times and scores of words that it could not align.
fn words(segment: &Value, unit: f64) -> Vec<FileWord> {
    // whisper-timestamped marks where somebody hesitates.
    let is_said = |word: &FileWord| word.text != "[*]";
    segment.items("words").iter().flat_map(|value| word(value, unit)).filter(is_said).collect()
}

/// A word, its times in so many units a second; what holds white space is several, whose times nobody knows.
pub(super) fn word(value: &Value, unit: f64) -> Vec<FileWord> {
    let text = value.any(&TEXTS).and_then(Value::text).unwrap_or_default();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let [token] = tokens[..] else { return tokens.into_iter().map(FileWord::untimed).collect() };
    let at = |value: &Value| times::time(value, unit);
    let start = value.any(&STARTS).and_then(at);
    let lasts = || Some(start? + (value.any(&LENGTHS).and_then(at)? - Timestamp::ZERO));
    let confidence = value.any(&["probability", "score", "confidence", "conf"]).and_then(Value::number);
    vec![FileWord {
        text: token.to_owned(),
        start,
        end: value.any(&ENDS).and_then(at).or_else(lasts),
        confidence: confidence.filter(|c| (0.0..=1.0).contains(c)).map(|c| c as f32),
        is_inferred: value.get("timing").and_then(Value::bytes) == Some(b"inferred".as_slice()),
    }]
}

/// The words of a list of their own, to the segments within whose time they are said.
fn give_words(cues: &mut [FileCue], list: &[Value]) {
    let words: Vec<FileWord> = list.iter().flat_map(|value| word(value, 1.0)).collect();
    let mut from = 0;
    for cue in cues.iter_mut().filter(|cue| cue.words.is_empty()) {
        let rest = words.get(from..).unwrap_or(&[]);
        let inside = rest.iter().take_while(|word| word.start.zip(cue.end).is_none_or(|(start, end)| start < end));
        let inside: Vec<&FileWord> = inside.collect();
        from += inside.len();
        attach(cue, &inside);
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn lists_count_in_any_unit_and_in_clock_times() {
        for (start, end) in [("1.0", "3.5"), ("100", "350"), ("1000", "3500"), ("\"00:00:01.000\"", "\"00:00:03.500\"")] {
            let text = format!(r#"[{{"start":{start},"end":{end},"text":"It is a good day to you all","words":[]}}]"#);
            let file = read(text.as_bytes(), None, None).unwrap();
            assert_eq!(
                (file.form, file.cues[0].span().unwrap().to_string()),
                (Form::SegmentList, "0:01.000–0:03.500".to_owned())
            );
        }
    }

    #[test]
    fn marks_of_hesitation_are_no_words() {
        let text = r#"{"text":"Good day","segments":[{"id":0,"start":1.0,"end":1.9,"text":"Good day","confidence":0.8,"words":[{"text":"Good","start":1.0,"end":1.2,"confidence":0.7},{"text":"[*]","start":1.2,"end":1.4,"confidence":0.2},{"text":"day","start":1.5,"end":1.9,"confidence":0.9}]}]}"#;
        let heard = crate::transcript::read(text.as_bytes(), None).unwrap();
        let words: Vec<_> = heard.words().iter().map(|word| (word.text.as_str(), word.confidence)).collect();
        assert_eq!(words, [("Good", Some(0.7)), ("day", Some(0.9))]);
    }
}
