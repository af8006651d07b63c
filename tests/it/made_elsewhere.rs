//! Transcripts that were made elsewhere: everything is made of them, nothing is recognised, and a recording need not be there.

use std::fmt::Write;

use crate::env::Place;

const ARTICLE: &str = "A bridge is open again\n\nThe old bridge over the river was opened to traffic on Monday morning. The \
    mayor thanked the workers who rebuilt it stone by stone.\n\nA second bridge is planned for next year.\n";

/// What a service heard of that: each word lasts 0.4 seconds.
fn words(spoken: &str) -> String {
    let mut list = String::new();
    for (at, word) in spoken.split_whitespace().enumerate() {
        let start = 1.0 + at as f64 * 0.5;
        let comma = if at == 0 { "" } else { "," };
        write!(
            list,
            r#"{comma}{{"word":"{word}","start":{start:.2},"end":{:.2},"confidence":0.9,"speaker":0}}"#,
            start + 0.4
        )
        .unwrap();
    }
    format!(r#"{{"metadata":{{"request_id":"r"}},"results":{{"channels":[{{"alternatives":[{{"words":[{list}]}}]}}]}}}}"#)
}

fn spoken() -> String {
    words(ARTICLE.split_once("\n\n").unwrap().1)
}

/// A second of silence.
fn silence(place: &Place, name: &str, seconds: u32) {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 16_000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut wav = hound::WavWriter::create(place.path(name), spec).unwrap();
    (0..16_000 * seconds).try_for_each(|_| wav.write_sample(0_i16)).unwrap();
    wav.finalize().unwrap();
}

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

#[test]
fn a_transcript_alone_is_captioned_checked_found_and_never_recognised() {
    let place = Place::new();
    place.write("bridge.json", spoken());
    place.write("bridge.txt", ARTICLE);
    let make = ["make", "--transcript", "bridge.json", "--article", "bridge.txt", "--out", "out"];
    let made = place.rawi(&make);
    assert!(matches!(made.code, Some(0 | 1)), "{}", made.shown());
    assert!(made.stderr.contains("transcript (deepgram): 32 words, 32 with a time of their own"), "{}", made.shown());
    assert!(text(&place, "out/bridge.vtt").contains("00:00:01.000 --> "), "{}", text(&place, "out/bridge.vtt"));
    let captions = text(&place, "out/bridge.srt");
    let captions = captions.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(captions.contains("The old bridge over the river"), "{captions}");
    let page = text(&place, "out/bridge.check.html");
    assert!(page.contains("rebuilt it stone by stone") && !page.contains("<audio"), "there is nothing to play");
    assert!(place.rawi(&["search", "workers"]).done().contains("thanked the workers"));
    assert!(place.rawi(&["show", "1"]).done().contains("recording  not here; its transcript lasts 0:16"));
    assert!(place.rawi(&["list"]).done().contains("    0:16  en "));
    let again = place.rawi(&make);
    assert!(again.stderr.contains("known already\n"), "{}", again.shown());
    let history = place.rawi(&["transcript", "history", "1"]).done();
    assert_eq!(history, "version 1: 32 words, deepgram\n");
    let heard = place.rawi(&["transcribe", "1"]);
    assert_eq!(heard.code, Some(2));
    assert!(heard.stderr.contains("there is a transcript, and no recording"), "{}", heard.shown());
    assert_eq!(place.rawi(&["doctor"]).code, Some(0), "nothing is missing");
    let exported = place.rawi(&["export"]).done();
    place.write("all.jsonl", exported);
    let other = place.command(&["import", "all.jsonl"]).env("RAWI_CATALOG", place.path("other.db")).output().unwrap();
    assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));
}

#[test]
fn a_transcript_without_an_article_is_written_as_text_and_captions() {
    let place = Place::new();
    place.write("bridge.json", spoken());
    assert_eq!(place.rawi(&["make", "--transcript", "bridge.json", "--title", "The bridge"]).code, Some(0));
    for ending in ["txt", "vtt", "srt"] {
        let written = text(&place, &format!("bridge.{ending}"));
        assert!(written.contains("The old bridge") && written.contains("next year."), "{ending}: {written}");
    }
    assert!(text(&place, "bridge.vtt").contains("<v Speaker 0>"));
    assert!(place.rawi(&["show", "the-bridge"]).done().contains("The old bridge"));
}

#[test]
fn with_its_recording_it_stands_where_recognition_would() {
    let place = Place::new();
    silence(&place, "bridge.wav", 16);
    place.write("words.json", spoken());
    place.write("bridge.txt", ARTICLE);
    let make = ["make", "bridge.wav", "--article", "bridge.txt", "--transcript", "words.json", "--out", "out"];
    let made = place.rawi(&make);
    assert!(matches!(made.code, Some(0 | 1)), "{}", made.shown());
    assert!(!made.stderr.contains("recognising") && !made.stderr.contains("is it of another one"), "{}", made.shown());
    assert!(text(&place, "out/bridge.check.html").contains("bridge.wav"));
    // Another transcript is the next version, and what is shown.
    place.write("words.json", words("Nothing of the kind was ever said here by anybody at all today."));
    assert!(place.rawi(&["add", "bridge.wav", "--transcript", "words.json"]).stderr.contains("the transcript is new"));
    assert!(place.rawi(&["show", "1", "--text"]).done().contains("Nothing of the kind"));
}

#[test]
fn a_recording_that_comes_later_is_that_of_the_report_with_its_transcript_or_its_article() {
    for with in ["--transcript=words.json", "--article=bridge.txt"] {
        let place = Place::new();
        place.write("words.json", spoken());
        place.write("bridge.txt", ARTICLE);
        silence(&place, "bridge.wav", 18);
        silence(&place, "short.wav", 2);
        place.rawi(&["add", "--transcript", "words.json", "--article", "bridge.txt"]).done();
        // The same article read in two seconds is another recording.
        assert!(place.rawi(&["add", "short.wav", "--article", "bridge.txt"]).stderr.contains("report 2 "));
        let added = place.rawi(&["add", "bridge.wav", with]);
        assert!(
            added.stderr.contains("report 1 (a-bridge-is-open-again): known already; its recording is here now"),
            "{}",
            added.shown()
        );
        let shown = place.rawi(&["show", "1"]).done();
        assert!(shown.contains("bridge.wav") && shown.contains("The old bridge"), "{shown}");
        // The transcript alone once more is still that report's.
        assert!(
            place.rawi(&["add", "--transcript", "words.json"]).stderr.contains("report 1 (a-bridge-is-open-again): known")
        );
        assert_eq!(place.rawi(&["list"]).done().lines().count(), 2);
        assert_eq!(place.rawi(&["doctor"]).code, Some(0));
    }
}

#[test]
fn an_encoding_that_is_named_is_the_transcripts_too() {
    let place = Place::new();
    // Too short to be told from others.
    place.write("old.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\xd1\xfa\xe2\xe5\xf2\n".as_slice());
    place.rawi(&["add", "--transcript", "old.srt", "--encoding", "windows-1251", "--title", "T"]).done();
    assert!(place.rawi(&["show", "1", "--text"]).done().contains("Съвет"));
    let unknown = place.rawi(&["add", "--transcript", "old.srt", "--encoding", "windows-9"]);
    assert!(
        unknown.code == Some(2) && unknown.stderr.contains("`windows-9` is not the name of an encoding"),
        "{}",
        unknown.shown()
    );
    place.write("edited.txt", b"\xd1\xfa\xe2\xe5\xf2 \xed\xee\xe2".as_slice());
    place.rawi(&["transcript", "import", "1", "edited.txt", "--encoding", "windows-1251"]).done();
    assert!(place.rawi(&["show", "1", "--text"]).done().contains("Съвет нов"));
}

#[test]
fn a_transcript_that_outlasts_its_recording_is_told() {
    let place = Place::new();
    silence(&place, "short.wav", 2);
    place.write("words.json", spoken());
    let added = place.rawi(&["add", "short.wav", "--transcript", "words.json"]);
    assert!(added.stderr.contains("goes on until 0:16.900, and the recording ends at 0:02.000"), "{}", added.shown());
}

#[test]
fn the_first_transcript_of_a_report_is_imported_and_json_never_becomes_a_correction() {
    let place = Place::new();
    silence(&place, "bridge.wav", 16);
    place.write("words.json", spoken());
    place.write("captions.srt", "1\n00:00:01,000 --> 00:00:03,000\nThe old bridge\n");
    place.rawi(&["add", "bridge.wav"]).done();
    let first = place.rawi(&["transcript", "import", "1", "captions.srt"]);
    assert!(first.stderr.contains("transcript (subrip): 3 words, 0 with a time of their own"), "{}", first.shown());
    assert!(place.rawi(&["transcript", "import", "1", "words.json"]).stderr.contains("kept as a new version"));
    assert!(place.rawi(&["transcript", "import", "1", "words.json"]).stderr.contains("known already"));
    place.write("edited.txt", "The new bridge over the river");
    place.rawi(&["transcript", "import", "1", "edited.txt", "--author", "Mai"]).done();
    let history = place.rawi(&["transcript", "history", "1"]).done();
    assert_eq!(
        history,
        "version 1: 3 words, subrip\nversion 2: 32 words, deepgram\nversion 3: 6 words, Mai, correcting version 2\n"
    );
}

#[test]
fn a_file_that_is_no_transcript_adds_nothing() {
    let place = Place::new();
    place.write("other.json", r#"{"status":"queued","id":"7"}"#);
    let failed = place.rawi(&["add", "--transcript", "other.json"]);
    assert_eq!((failed.code, failed.stdout.as_str()), (Some(2), ""));
    assert!(place.rawi(&["list"]).done().is_empty());
    let nothing = place.rawi(&["add"]);
    assert_eq!(nothing.code, Some(2), "{}", nothing.shown());
}

#[test]
fn what_is_said_of_decimals_before_millions_meets_what_is_printed() {
    let place = Place::new();
    let said = "the agency said on monday that two point five million people need help this winter it asked donors for three \
        point five billion dollars to pay for food and shelter";
    place.write("words.json", words(said));
    let article = "Aid reaches the north\n\nThe agency said on Monday that 2.5 million people need help this winter. It asked \
        donors for $3.5bn to pay for food and shelter.\n";
    place.write("aid.txt", article);
    place.rawi(&["add", "--transcript", "words.json", "--article", "aid.txt"]).done();
    let checked = place.rawi(&["check", "1"]);
    assert!(checked.stdout.contains("no findings"), "{}", checked.shown());
}

#[test]
fn captions_in_an_old_encoding_belong_to_their_article() {
    let place = Place::new();
    let article = "وصول المساعدات\n\nقالت الوكالة يوم الإثنين إن مليوني شخص يحتاجون إلى المساعدة هذا الشتاء. وطلبت من المانحين \
        المال لدفع ثمن الغذاء والمأوى في الشمال.\n";
    let spoken = article.split_once("\n\n").unwrap().1.trim();
    let captions = format!("1\r\n00:00:01,000 --> 00:00:12,000\r\n{spoken}\r\n");
    let old = rawi::text::encode(&captions, "windows-1256", false).unwrap();
    assert!(std::str::from_utf8(&old).is_err());
    place.write("aid.srt", old);
    place.write("aid.txt", article);
    let made = place.rawi(&["make", "--transcript", "aid.srt", "--article", "aid.txt", "--out", "out"]);
    assert!(matches!(made.code, Some(0 | 1)), "{}", made.shown());
    assert!(text(&place, "out/aid.vtt").contains("الوكالة"));
}
