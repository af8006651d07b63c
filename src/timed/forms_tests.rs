//! Public shapes of services and programs, written anew with a few words each.

use crate::timed::{Form, read};

/// Form, words, their starts, the speakers of the cues, the confidences.
type Told = (Form, String, Vec<Option<u32>>, Vec<Option<String>>, Vec<Option<f32>>);

/// A file, its form, what is said in it, the speakers of its cues and the confidences of its words.
type Case<'a> = (&'a str, Form, &'a str, &'a [&'a str], &'a [Option<f32>]);

fn told(text: &str) -> Told {
    let file = read(text.as_bytes(), None, None).unwrap_or_else(|error| panic!("{error}: {text}"));
    let words: Vec<_> = file.cues.iter().flat_map(|cue| &cue.words).collect();
    let said = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let starts = words.iter().map(|w| w.start.filter(|_| !w.is_inferred).map(|at| at.as_millis())).collect();
    let confidences = words.iter().map(|word| word.confidence).collect();
    (file.form, said, starts, file.cues.iter().map(|cue| cue.turns[0].speaker.clone()).collect(), confidences)
}

fn speakers(names: &[&str]) -> Vec<Option<String>> {
    names.iter().map(|name| Some((*name).to_owned()).filter(|name| !name.is_empty())).collect()
}

#[test]
fn what_recognisers_and_their_wrappers_write_is_read() {
    let sure = vec![Some(0.8), Some(0.9)];
    let none = vec![None, None];
    let cases: [Case<'_>; 13] = [
        // OpenAI's API with the words at the top.
        (
            r#"{"task":"transcribe","language":"english","duration":3.0,"text":"Good, day","segments":[{"id":0,"seek":0,"start":1.0,"end":2.0,"text":" Good, day","tokens":[1],"temperature":0.0,"avg_logprob":-0.2,"compression_ratio":1.1,"no_speech_prob":0.01}],"words":[{"word":"Good","start":1.0,"end":1.2},{"word":"day","start":1.5,"end":1.9}]}"#,
            Form::Whisper,
            "Good, day",
            &[""],
            &none,
        ),
        // The same without segments.
        (
            r#"{"task":"transcribe","language":"english","duration":3.0,"text":"Good, day","words":[{"word":"Good,","start":1.0,"end":1.2},{"word":"day","start":1.5,"end":1.9}]}"#,
            Form::WordList,
            "Good, day",
            &[""],
            &none,
        ),
        // faster-whisper, dumped by hand.
        (
            r#"[{"id":1,"seek":0,"start":1.0,"end":1.9,"text":" Good, day","tokens":[1,2],"avg_logprob":-0.1,"compression_ratio":1.0,"no_speech_prob":0.0,"words":[{"start":1.0,"end":1.2,"word":" Good,","probability":0.8},{"start":1.5,"end":1.9,"word":" day","probability":0.9}],"temperature":0.0}]"#,
            Form::SegmentList,
            "Good, day",
            &[""],
            &sure,
        ),
        // Its segments, one a line.
        (
            "{\"start\":1.0,\"end\":1.9,\"text\":\"Good, day\",\"speaker\":\"A\",\"words\":[{\"word\":\"Good,\",\"start\":1.0,\"end\":1.2,\"probability\":0.8},{\"word\":\"day\",\"start\":1.5,\"end\":1.9,\"probability\":0.9}]}\n{\"start\":2.0,\"end\":2.4,\"text\":\"so it is\",\"words\":[]}\n",
            Form::SegmentList,
            "Good, day",
            &["A", ""],
            &sure,
        ),
        // whisperX with speakers; a figure that was not found has a time without a score.
        (
            r#"{"segments":[{"start":1.0,"end":1.9,"text":" Good, 5 day","speaker":"SPEAKER_00","words":[{"word":"Good,","start":1.0,"end":1.2,"score":0.8,"speaker":"SPEAKER_00"},{"word":"5","start":1.3,"end":1.4},{"word":"day","start":1.5,"end":1.9,"score":0.9}]}],"word_segments":[],"language":"en"}"#,
            Form::WhisperX,
            "Good, 5 day",
            &["SPEAKER_00"],
            &[Some(0.8), None, Some(0.9)],
        ),
        // wscribe.
        (
            r#"[{"text":"Good, day","start":"00:00:01.000","end":"00:00:01.900","score":0.85,"words":[{"text":"Good,","start":"00:00:01.000","end":"00:00:01.200","score":0.8},{"text":"day","start":"00:00:01.500","end":"00:00:01.900","score":0.9}]}]"#,
            Form::SegmentList,
            "Good, day",
            &[""],
            &sure,
        ),
        // ElevenLabs: how sure it was is a logarithm.
        (
            r#"{"language_code":"eng","language_probability":0.98,"text":"Good, day","words":[{"text":"Good,","start":1.0,"end":1.2,"type":"word","speaker_id":"speaker_0","logprob":-0.22314355},{"text":" ","start":1.2,"end":1.5,"type":"spacing"},{"text":"(laughs)","start":1.2,"end":1.4,"type":"audio_event"},{"text":"day","start":1.5,"end":1.9,"type":"word","speaker_id":"speaker_0","logprob":-0.10536052}]}"#,
            Form::ElevenLabs,
            "Good, day",
            &["speaker_0"],
            &sure,
        ),
        // The same, a list a channel.
        (
            r#"{"transcripts":[{"language_code":"eng","language_probability":0.98,"channel_index":0,"text":"Good,","words":[{"text":"Good,","start":1.0,"end":1.2,"type":"word","speaker_id":"speaker_0","logprob":-0.22314355,"channel_index":0}]},{"language_code":"eng","language_probability":0.98,"channel_index":1,"text":"day","words":[{"text":"day","start":1.5,"end":1.9,"type":"word","speaker_id":"speaker_1","logprob":-0.10536052,"channel_index":1}]}]}"#,
            Form::ElevenLabs,
            "Good, day",
            &["speaker_0", "speaker_1"],
            &sure,
        ),
        // Vosk, one utterance behind another.
        (
            "{\n\"result\" : [{\"conf\":0.8,\"start\":1.0,\"end\":1.2,\"word\":\"good\"}],\n\"text\":\"good\"\n}\n{ \"partial\" : \"da\" }\n{\n\"result\":[{\"conf\":0.9,\"start\":1.5,\"end\":1.9,\"word\":\"day\"}],\"text\":\"day\"\n}\n",
            Form::Vosk,
            "good day",
            &[""],
            &sure,
        ),
        // Deepgram, two channels.
        (
            r#"{"metadata":{"request_id":"r","channels":2},"results":{"channels":[{"alternatives":[{"transcript":"day","words":[{"word":"day","start":1.5,"end":1.9,"confidence":0.9}]}]},{"alternatives":[{"transcript":"good","words":[{"word":"good","start":1.0,"end":1.2,"confidence":0.8}]}]}],"utterances":[]}}"#,
            Form::Deepgram,
            "good day",
            &["Channel 2", "Channel 1"],
            &sure,
        ),
        // Google with speakers: the last result holds every word again.
        (
            r#"{"response":{"results":[{"alternatives":[{"transcript":"good","words":[{"word":"good","startTime":"1s","endTime":"1.2s"}]}]},{"alternatives":[{"transcript":" day","words":[{"word":"good","startTime":"1s","endTime":"1.2s","speakerTag":1,"confidence":0.8},{"word":"day","startTime":"1.5s","endTime":"1.9s","speakerTag":2,"confidence":0.9}]}]}]}}"#,
            Form::Google,
            "good day",
            &["Speaker 1", "Speaker 2"],
            &sure,
        ),
        // Speechmatics, live: what is not final is dropped.
        (
            "{\"message\":\"RecognitionStarted\",\"id\":\"x\"}\n{\"message\":\"AddPartialTranscript\",\"results\":[{\"type\":\"word\",\"start_time\":1.0,\"end_time\":1.1,\"alternatives\":[{\"content\":\"Goo\"}]}]}\n{\"message\":\"AddTranscript\",\"results\":[{\"type\":\"word\",\"start_time\":1.0,\"end_time\":1.2,\"alternatives\":[{\"content\":\"Good\",\"confidence\":0.8,\"speaker\":\"S1\"}]},{\"type\":\"punctuation\",\"start_time\":1.2,\"end_time\":1.2,\"alternatives\":[{\"content\":\",\"}]}]}\n{\"message\":\"AddTranscript\",\"results\":[{\"type\":\"word\",\"start_time\":1.5,\"end_time\":1.9,\"alternatives\":[{\"content\":\"day\",\"confidence\":0.9,\"speaker\":\"S1\"}]}]}\n",
            Form::Speechmatics,
            "Good, day",
            &["S1"],
            &sure,
        ),
        // AssemblyAI as it comes with utterances and without the words' own list.
        (
            r#"{"id":"a","status":"completed","audio_duration":3,"language_code":"en_us","utterances":[{"speaker":"A","text":"Good, day","start":1000,"end":1900,"confidence":0.85,"words":[{"text":"Good,","start":1000,"end":1200,"confidence":0.8,"speaker":"A"},{"text":"day","start":1500,"end":1900,"confidence":0.9,"speaker":"A"}]}]}"#,
            Form::AssemblyAi,
            "Good, day",
            &["A"],
            &sure,
        ),
    ];
    for (text, form, said, names, confidences) in cases {
        let starts = match said.contains('5') {
            true => vec![Some(1000), None, Some(1500)],
            false => vec![Some(1000), Some(1500)],
        };
        let near = |found: &[Option<f32>]| found.iter().map(|c| c.map(|c| (c * 1000.0).round())).collect::<Vec<_>>();
        let found = told(text);
        assert_eq!((found.0, found.1.as_str(), &found.2, &found.3), (form, said, &starts, &speakers(names)), "{text}");
        assert_eq!(near(&found.4), near(confidences), "{text}");
    }
}

#[test]
fn what_consoles_print_is_segments() {
    for text in [
        "[0.00s -> 4.50s]  Good day to you.\n[4.50s -> 9.00s]  It is late.\n",
        "[00:00.000 --> 00:04.500]  Good day to you.\n[00:04.500 --> 00:09.000]  It is late.\n",
        "[00:00:00.000 --> 00:00:04.500]   Good day to you.\n[00:00:04.500 --> 00:00:09.000]   It is late.\n",
    ] {
        let file = read(text.as_bytes(), None, None).unwrap_or_else(|error| panic!("{error}: {text}"));
        let told: Vec<_> =
            file.cues.iter().map(|c| (c.span().unwrap().to_string(), c.lines().collect::<String>())).collect();
        let expected = [("0:00.000–0:04.500", "Good day to you."), ("0:04.500–0:09.000", "It is late.")];
        assert_eq!(told, expected.map(|(span, said)| (span.to_owned(), said.to_owned())), "{text}");
    }
}
