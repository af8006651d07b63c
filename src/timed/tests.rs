use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn sample(name: &str) -> TimedText {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/hostile").join(name);
    read(&std::fs::read(path).unwrap(), None, None).unwrap()
}

/// Each cue's times and its lines.
fn told(file: &TimedText) -> Vec<(Option<u32>, Option<u32>, String)> {
    let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
    file.cues.iter().map(|c| (ms(c.start), ms(c.end), c.lines().collect::<Vec<_>>().join("|"))).collect()
}

fn unread(file: &TimedText) -> Vec<String> {
    file.unread.iter().map(ToString::to_string).collect()
}

#[test]
fn a_time_line_of_any_harmless_spelling_is_one() {
    for (name, start) in
        [("between-direction-marks", 4000), ("in-arabic-digits", 4000), ("short-arrow", 4000), ("with-frames", 4480)]
    {
        let file = sample(&format!("captions-times-{name}.srt"));
        let expected = [(1000, 3000, "First"), (start, 6000, "Second"), (7000, 9000, "Third")]
            .map(|(start, end, nth)| (Some(start), Some(end), format!("{nth} cue here.")));
        assert_eq!(told(&file), expected, "{name}");
        assert!(file.unread.is_empty(), "{name}: {:?}", file.unread);
    }
    let file = sample("captions-cr-only.srt");
    assert_eq!(told(&file).len(), 2);
    assert_eq!(file.unread, []);
    assert_eq!(file.cues[1].place.line, 6);
}

#[test]
fn a_time_line_that_cannot_be_read_is_told_by_its_line_and_is_no_text() {
    let file = sample("captions-times-negative.srt");
    let expected = [
        (None, None, "Starts before zero.".to_owned()),
        (None, None, "Also negative.".to_owned()),
        (Some(4000), Some(5000), "Plain cue.".to_owned()),
    ];
    assert_eq!(told(&file), expected);
    let expected = [
        "line 2: `-00:00:01,000 --> 00:00:02,000` is no pair of times",
        "line 6: `00:00:-01,500 --> 00:00:03,000` is no pair of times",
    ];
    assert_eq!(unread(&file), expected);
}

#[test]
fn references_of_sub_rip_and_bytes_of_old_encodings_are_letters() {
    let file = sample("captions-references.srt");
    assert_eq!(told(&file)[0].2, "\u{200f}مرحبا بكم\u{200f}.");
    assert_eq!(told(&file)[1].2, "Tom & Jerry don't");
    assert!(told(&sample("captions-windows-1256.srt"))[0].2.starts_with("قرر مجلس الأمن"));
}

#[test]
fn times_of_ttml_add_up_down_to_the_words() {
    let file = sample("captions-ttml-times-on-body-and-div.xml");
    assert_eq!(told(&file), [(Some(16_000), Some(18_000), "Hello there".to_owned())]);
    let words: Vec<_> =
        file.cues[0].words.iter().map(|w| (w.text.as_str(), w.span().unwrap().start().as_millis())).collect();
    assert_eq!(words, [("Hello", 16_000), ("there", 17_000)]);
}

#[test]
fn the_dash_of_a_voice_goes_with_it() {
    let file = sample("captions-voice-behind-a-dash.vtt");
    assert_eq!(file.cues.len(), 2, "{:?}", told(&file));
    let turns: Vec<_> = file.cues[1].turns.iter().map(|t| (t.speaker.as_deref().unwrap(), t.lines.join("|"))).collect();
    assert_eq!(turns, [("Maria", "- One".to_owned()), ("John", "- Two".to_owned())]);
    assert_eq!(file.unread, []);
}

#[test]
fn a_tier_of_words_alone_is_read_as_words() {
    let file = sample("captions-forced-aligner.TextGrid");
    assert_eq!(file.cues.iter().map(|cue| cue.words.len()).sum::<usize>(), 69);
    let first = &file.cues[0].words[0];
    assert_eq!((first.text.as_str(), first.span().unwrap().to_string()), ("The", "0:01.000–0:01.270".to_owned()));
    assert!(file.cues.len() > 3, "cut at pauses");
}

#[test]
fn what_holds_white_space_is_no_word() {
    let file = sample("transcript-list-of-segments.json");
    assert_eq!(file.form, Form::SegmentList);
    assert_eq!(
        told(&file)[0],
        (Some(1000), Some(5320), "The old bridge over the river was opened to traffic on Monday morning.".to_owned())
    );
    assert!(file.cues.iter().all(|cue| cue.words.is_empty()));
    let file = read(
        br#"{"words":[{"word":"a","start":1,"end":2},{"word":"b","start":2,"end":3},{"word":"c d","start":3,"end":4}]}"#,
        None,
        None,
    );
    let words: Vec<_> = file.unwrap().cues[0].words.iter().map(|w| (w.text.clone(), w.start.is_some())).collect();
    assert_eq!(words, [("a".to_owned(), true), ("b".to_owned(), true), ("c".to_owned(), false), ("d".to_owned(), false)]);
}

#[test]
fn words_of_a_list_of_their_own_belong_to_their_segments() {
    let file = sample("transcript-words-at-top-level.json");
    let words: Vec<_> = file.cues.iter().flat_map(|cue| &cue.words).collect();
    assert!(words.iter().filter(|word| word.start.is_some()).count() > 60, "{words:?}");
    assert!(words.iter().any(|word| word.text.ends_with('.')), "printed as the segment has them");
}

#[test]
fn captions_inside_a_record_stand_where_they_stand() {
    let file = sample("captions-ohms-with-rights-and-index.xml");
    let source = String::from_utf8(file.source.clone()).unwrap();
    let first = &file.cues[0].place;
    assert_eq!(&source[first.start.clone().unwrap()], "00:00:01.000");
    assert!(source[first.text.clone()].starts_with("&lt;v J. D."), "{}", &source[first.text.clone()]);
}

#[test]
fn numbers_of_json_that_are_no_times_are_told() {
    let file = read(b"{\"segments\":[\n{\"start\":\"soon\",\"end\":2,\"text\":\"a\"}]}", None, None).unwrap();
    assert_eq!(unread(&file), ["line 2: `soon` is no time"]);
    assert_eq!(told(&file), [(None, Some(2000), "a".to_owned())]);
}

/// What seven sentences say that every one of these files holds, with the times of their words where they have them.
#[test]
fn the_same_words_are_read_from_services_and_rolling_captions() {
    for (name, form, has_words) in [
        ("transcript-amazon.json", Form::Amazon, true),
        ("transcript-deepgram.json", Form::Deepgram, true),
        ("transcript-milliseconds.json", Form::AssemblyAi, true),
        ("transcript-speaker-lines.txt", Form::SpeakerLines, false),
        ("captions-rolling.vtt", Form::Vtt, true),
    ] {
        let file = sample(name);
        assert_eq!(file.form, form, "{name}");
        let said: Vec<&str> = file.cues.iter().flat_map(FileCue::tokens).collect();
        assert_eq!((said.len(), said[0], said[68]), (69, "The", "year."), "{name}");
        let end = file.cues.last().unwrap().end.unwrap().as_millis();
        assert!((24_000..30_000).contains(&end), "{name} ends at {end}");
        assert_eq!(file.cues[0].start.unwrap().as_millis(), 1000, "{name}");
        let words = file.cues.iter().flat_map(|cue| &cue.words).filter(|word| word.start.is_some()).count();
        assert_eq!(words, if has_words { 69 } else { 0 }, "{name}");
    }
}

const FORMS: [Form; 46] = [
    Form::Vtt,
    Form::Srt,
    Form::EbuTtD,
    Form::Ttml,
    Form::Lrc,
    Form::Audacity,
    Form::TextGrid,
    Form::Eaf,
    Form::Ohms,
    Form::PodcastJson,
    Form::PodcastHtml,
    Form::WebAnnotation,
    Form::Iiif,
    Form::WhisperCpp,
    Form::Whisper,
    Form::WhisperX,
    Form::SegmentList,
    Form::WordList,
    Form::Kaldi,
    Form::Vosk,
    Form::PocketSphinx,
    Form::Aeneas,
    Form::Amazon,
    Form::AssemblyAi,
    Form::Deepgram,
    Form::Google,
    Form::Rev,
    Form::Speechmatics,
    Form::ElevenLabs,
    Form::Watson,
    Form::Trint,
    Form::AutoEdit,
    Form::SpeakerLines,
    Form::Azure,
    Form::VideoIndexer,
    Form::Gladia,
    Form::HuggingFace,
    Form::Nemo,
    Form::SpeechmaticsV1,
    Form::Gentle,
    Form::PaperEdit,
    Form::YouTube,
    Form::Table,
    Form::Ctm,
    Form::Ass,
    Form::Sbv,
];

/// Places lie inside the file, hold each other and are in its order.
fn assert_places(file: &TimedText) {
    let mut last = 0;
    for cue in &file.cues {
        let place = &cue.place;
        assert!(place.whole.start <= place.whole.end && place.whole.end <= file.source.len(), "{place:?}");
        assert!(place.whole.start >= last, "{:?}", file.cues);
        last = place.whole.start;
        assert!(place.text.start <= place.text.end && place.text.end <= file.source.len(), "{place:?}");
        assert!(place.text.start >= place.whole.start && place.text.end <= place.whole.end, "{place:?}");
        for range in [&place.start, &place.end].into_iter().flatten() {
            assert!(range.start <= range.end && range.end <= file.source.len(), "{place:?}");
        }
        let tokens = cue.tokens().count();
        assert!(cue.words.is_empty() || file.form.is_json() || cue.words.len() == tokens, "a time for every word: {cue:?}");
    }
    for unread in &file.unread {
        assert!(unread.line > 0 && unread.range.end <= file.source.len(), "{unread:?}");
    }
    assert!(file.unread.is_sorted_by_key(|unread| unread.range.start));
}

/// Pieces of every form, so that readers get past their first line.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("WEBVTT\n"),
        Just("\n\n"),
        Just("\r"),
        Just("\r\n"),
        Just("1\n"),
        Just("00:00:01,000 --> 00:00:02,000\n"),
        Just("00:01.000 -> ٠٠:٠٢.٠٠٠ line:0\n"),
        Just("-00:00:01 --> 0:02\n"),
        Just("<v Amal & co>"),
        Just("<00:01.500>"),
        Just("&amp;&#1605;"),
        Just("نعم "),
        Just("- "),
        Just("<tt><body begin='1s'><div><p end='2s'>"),
        Just("<span begin='0.5s' end='1s'>"),
        Just("</span></p></div></body></tt>"),
        Just("<ROOT><vtt_transcript><![CDATA[WEBVTT\n\n00:01.000 --> 00:02.000\nx]]>&amp;</vtt_transcript></ROOT>"),
        Just("<html lang=\"ar\"><body><cite>A</cite><time>0:01</time><p>x<br>"),
        Just("\"ooTextFile\" \"TextGrid\" 0 9 <exists> 1 \"IntervalTier\" \"words\" 0 9 2 1 2 \"a\" 2 3 "),
        Just("\"b \"\"c\""),
        Just("[00:01.00][0:02.5]"),
        Just("[offset:-500]"),
        Just("1.5\t2.5\tlabel\n"),
        Just("{\"segments\":[{\"start\":1,\"end\":\"x\",\"text\":\"a b\","),
        Just("\"words\":[{\"word\":\"a\",\"start\":1,\"end\":2}]}]}"),
        Just("[{\"start\":1,\"end\":2,\"text\":\"a b\"}]"),
        Just("{\"transcription\":[{\"offsets\":{\"from\":1,\"to\":2},\"text\":\" a\",\"tokens\":[{\"text\":\" b\"}]}]}"),
        Just("{\"type\":\"AnnotationPage\",\"items\":[{\"target\":\"x#t=1,2\",\"body\":{\"value\":\"a\"}}]}"),
        Just("{\"b\":0,\"d\":1,\"t\":\"a\",\"w\":[{\"b\":0,\"d\":1,\"t\":\"a\"}]}"),
        Just("start\tend\ttext\n1000\t2000\ta b\n"),
        Just("start,end,text\n1.0,2.0,\"a, \"\"b\"\"\"\n"),
        Just("a 1 1.0 0.5 b 0.9\na 1 1.5 0.5 c\na 1 2.0 0.5 <eps>\n"),
        Just("[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,A,0,0,0,,{\\i1}x\\Ny\\\n"),
        Just("0:00:01.000,0:00:02.000\nx\n"),
        Just("<transcript><text start='1' dur='2'>a</text></transcript>"),
        Just("{\"events\":[{\"tStartMs\":1,\"segs\":[{\"utf8\":\"a\"},{\"utf8\":\" b\",\"tOffsetMs\":9}]}]}"),
        Just(
            "{\"transcript\":\"a b\",\"words\":[{\"case\":\"success\",\"word\":\"a\",\"start\":1,\"end\":2,\"startOffset\":0}]}"
        ),
        Just("{\"chunks\":[{\"text\":\"a b\",\"timestamp\":[1,null]}]}"),
        Just("{\"fragments\":[{\"begin\":\"1\",\"end\":\"2\",\"lines\":[\"a\"]}]}"),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_file_is_read_or_refused_and_places_are_true(text in pieces(), bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        for source in [text.as_bytes(), &bytes] {
            for form in FORMS.map(Some).into_iter().chain([None]) {
                if let Ok(file) = read(source, form, None) {
                    assert_places(&file);
                }
            }
        }
    }
}

#[test]
fn places_in_the_samples_are_true() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let mut read_count = 0;
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if let Ok(file) = read(&std::fs::read(entry.path()).unwrap(), None, None) {
            assert_places(&file);
            read_count += 1;
        }
    }
    assert!(read_count > 12, "{read_count}");
}
