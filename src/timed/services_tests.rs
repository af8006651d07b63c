//! Each service with two words that it heard.

use crate::timed::{Form, read};

fn told(text: &str) -> (Form, String, Vec<Option<u32>>, Vec<Option<String>>) {
    let file = read(text.as_bytes(), None, None).unwrap();
    let words: Vec<_> = file.cues.iter().flat_map(|cue| &cue.words).collect();
    let said = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let starts = words.iter().map(|w| w.start.map(|at| at.as_millis())).collect();
    (file.form, said, starts, file.cues.iter().map(|cue| cue.turns[0].speaker.clone()).collect())
}

#[test]
fn the_words_of_each_service_are_found_where_they_stand() {
    let one = |name: &str| vec![Some(name.to_owned())];
    let cases = [
        (
            r#"{"jobName":"j","accountId":"1","results":{"items":[{"type":"pronunciation","start_time":"1.0","end_time":"1.2","speaker_label":"spk_0","alternatives":[{"content":"Good","confidence":"0.9"}]},{"type":"punctuation","alternatives":[{"content":","}]},{"type":"pronunciation","start_time":"1.5","end_time":"1.9","speaker_label":"spk_0","alternatives":[{"content":"day"}]}]}}"#,
            Form::Amazon,
            "Good, day",
            one("spk_0"),
        ),
        (
            r#"{"metadata":{"request_id":"r"},"results":{"channels":[{"alternatives":[{"words":[{"word":"good","punctuated_word":"Good,","start":1.0,"end":1.2,"speaker":0},{"word":"day","start":1.5,"end":1.9,"speaker":0}]}]}]}}"#,
            Form::Deepgram,
            "Good, day",
            one("Speaker 0"),
        ),
        (
            r#"{"results":[{"alternatives":[{"words":[{"word":"Good,","startTime":{"seconds":"1"},"endTime":{"seconds":"1","nanos":200000000}},{"word":"day","startTime":"1.500s","endTime":"1.9s"}]}]}]}"#,
            Form::Google,
            "Good, day",
            vec![None],
        ),
        (
            r#"{"monologues":[{"speaker":1,"elements":[{"type":"text","value":"Good","ts":1.0,"end_ts":1.2,"confidence":0.9},{"type":"punct","value":", "},{"type":"text","value":"day","ts":1.5,"end_ts":1.9}]}]}"#,
            Form::Rev,
            "Good, day",
            one("Speaker 1"),
        ),
        (
            r#"{"format":"2.7","results":[{"type":"word","start_time":1.0,"end_time":1.2,"alternatives":[{"content":"Good","speaker":"S1"}]},{"type":"punctuation","start_time":1.2,"end_time":1.2,"alternatives":[{"content":","}]},{"type":"word","start_time":1.5,"end_time":1.9,"alternatives":[{"content":"day","speaker":"S1"}]}]}"#,
            Form::Speechmatics,
            "Good, day",
            one("S1"),
        ),
        (
            r#"{"language_code":"eng","language_probability":0.9,"words":[{"text":"Good,","start":1.0,"end":1.2,"type":"word","speaker_id":"a"},{"text":" ","type":"spacing"},{"text":"day","start":1.5,"end":1.9,"type":"word","speaker_id":"a"}]}"#,
            Form::ElevenLabs,
            "Good, day",
            one("a"),
        ),
        (
            r#"{"results":[{"final":true,"alternatives":[{"timestamps":[["good",1.0,1.2],["%HESITATION",1.3,1.4],["day",1.5,1.9]]}]}]}"#,
            Form::Watson,
            "good day",
            vec![None],
        ),
        (
            r#"{"words":[{"time":1000,"duration":200,"value":"Good,"},{"time":1200,"duration":200,"value":"er","strikethrough":true},{"time":1500,"duration":400,"value":"day"}]}"#,
            Form::Trint,
            "Good, day",
            vec![None],
        ),
        (
            r#"{"text":[{"speaker":"Amal","paragraph":[{"line":[{"text":"Good,","startTime":1.0,"endTime":1.2},{"text":"day","startTime":1.5,"endTime":1.9}]}]}]}"#,
            Form::AutoEdit,
            "Good, day",
            one("Amal"),
        ),
        (
            r#"{"format":"1.0","job":{"lang":"en"},"speakers":[{"name":"M1","time":"0.5","duration":"3.0"}],"words":[{"name":"Good","time":"1.0","duration":"0.2","confidence":"0.9"},{"name":",","time":"1.2","duration":"0.3"},{"name":"day","time":"1.5","duration":"0.4"}]}"#,
            Form::SpeechmaticsV1,
            "Good, day",
            one("M1"),
        ),
        (
            r#"{"words":[{"id":0,"start":1.0,"end":1.2,"text":"Good,"},{"id":1,"start":1.5,"end":1.9,"text":"day"}],"paragraphs":[{"id":0,"start":1.0,"end":1.9,"speaker":"Amal"}]}"#,
            Form::PaperEdit,
            "Good, day",
            one("Amal"),
        ),
        (
            r#"{"action":"x","retval":{"status":true,"words":[{"start":1.0,"confidence":0.9,"end":1.2,"word":"good","punct":"Good,","index":0},{"start":1.5,"end":1.9,"word":"day","punct":"day","index":1}],"segmentation":{"segments":[{"@type":"Segment","start":0.0,"duration":3.0,"speaker":{"@id":"S0","gender":"F"}}]}}}"#,
            Form::Kaldi,
            "Good, day",
            one("S0"),
        ),
        (
            r#"{"audio_duration":3,"words":[{"text":"Good,","start":1000,"end":1200,"confidence":0.9,"speaker":"A"},{"text":"day","start":1500,"end":1900,"speaker":"A"}]}"#,
            Form::AssemblyAi,
            "Good, day",
            one("A"),
        ),
    ];
    for (text, form, said, speakers) in cases {
        assert_eq!(told(text), (form, said.to_owned(), vec![Some(1000), Some(1500)], speakers), "{text}");
    }
}

#[test]
fn what_stands_beside_the_words_of_a_service_is_taken_with_them() {
    let watson = r#"{"results":[{"final":true,"alternatives":[{"timestamps":[["good",1.0,1.2],["day",1.5,1.9]],"word_confidence":[["good",0.5],["day",0.9]]}]}],"speaker_labels":[{"from":1.0,"to":1.2,"speaker":0},{"from":1.5,"to":1.9,"speaker":1}]}"#;
    let file = read(watson.as_bytes(), None, None).unwrap();
    assert_eq!(file.cues.iter().map(|cue| cue.words[0].confidence).collect::<Vec<_>>(), [Some(0.5), Some(0.9)]);
    assert_eq!(told(watson).3, [Some("Speaker 0".to_owned()), Some("Speaker 1".to_owned())]);
    let amazon = r#"{"jobName":"j","accountId":"1","results":{"items":[{"type":"pronunciation","start_time":"1.0","end_time":"1.2","alternatives":[{"content":"Good"}]},{"type":"pronunciation","start_time":"1.5","end_time":"1.9","alternatives":[{"content":"day"}]}],"speaker_labels":{"segments":[{"start_time":"0.9","end_time":"2.0","speaker_label":"spk_1"}]}}}"#;
    assert_eq!(told(amazon).3, [Some("spk_1".to_owned())]);
}

#[test]
fn json_of_no_form_is_told_by_its_fields() {
    let error = |text: &str| read(text.as_bytes(), None, None).unwrap_err().to_string();
    assert_eq!(
        error(r#"{"status":"queued","items":[{"id":7,"url":"x"}],"meta":{"page":1}}"#),
        "it is JSON of no form that is known; it has `status`, `items[].id`, `items[].url`, `meta.page`"
    );
    assert_eq!(error(r#"[{"a":1}]"#), "it is JSON of no form that is known; it has `[].a`");
}

#[test]
fn times_that_are_speech_in_no_unit_are_refused() {
    let words = |lasts: f64| {
        let word =
            |n: i32| format!(r#"{{"word":"w","start":{},"end":{}}}"#, f64::from(n) * lasts, f64::from(n) * lasts + lasts);
        format!("[{}]", (0..30).map(word).collect::<Vec<_>>().join(","))
    };
    assert!(read(words(0.4).as_bytes(), None, None).is_ok());
    let error = read(words(8.0).as_bytes(), None, None).unwrap_err().to_string();
    assert!(error.contains("30 words, which end at 240, last as long as words do in no unit of time"), "{error}");
}

#[test]
fn speakers_begin_phrases_of_their_own() {
    let text = r#"{"audio_duration":3,"words":[{"text":"Yes","start":1000,"end":1200,"speaker":"A"},{"text":"no","start":1250,"end":1500,"speaker":"B"}]}"#;
    assert_eq!(told(text).3, [Some("A".to_owned()), Some("B".to_owned())]);
}
