//! `rawi caption` and `rawi transcript` as their users run them. The transcript is put into the catalog as a recogniser would
//! put it, so that nothing has to be recognised.

use std::fs;

use rawi::catalog::Catalog;
use rawi::time::Span;
use rawi::transcript::{Engine, Transcript, Word};

use crate::env::Place;

/// The report of `ar-council`, heard word for word as the sample's truth says, with two words that the recogniser got wrong.
fn report() -> Place {
    heard(&["add", "ar-council.mp3", "--article", "ar-council.article.txt"])
}

/// The same, added in this way.
fn heard(add: &[&str]) -> Place {
    let place = Place::new();
    for name in ["ar-council.mp3", "ar-council.article.txt", "ar-council.truth.json"] {
        place.sample(name);
    }
    place.rawi(add).done();
    let truth: serde_json::Value = serde_json::from_slice(&fs::read(place.path("ar-council.truth.json")).unwrap()).unwrap();
    let ms = |value: &serde_json::Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let mut words = Vec::new();
    let mut segments = Vec::new();
    for sentence in truth["sentences"].as_array().unwrap() {
        let first = words.len();
        let end = ms(&sentence["end_ms"]);
        let said = sentence["words"].as_array().unwrap();
        for (index, word) in said.iter().enumerate() {
            let next = said.get(index + 1).map_or(end, |next| ms(&next["start_ms"]));
            let span = Some(Span::from_millis(ms(&word["start_ms"]), next));
            let text = word["word"].as_str().unwrap().replace("التهريب", "التغريب");
            words.push(Word { text, span, confidence: Some(0.9), second_pass: false });
        }
        segments.push(rawi::transcript::Segment {
            span: Span::from_millis(ms(&sentence["start_ms"]), end),
            words: first..words.len(),
            speaker: None,
        });
    }
    let transcript = Transcript::new(Engine::default(), "ar".parse().unwrap(), None, words, segments, None);
    let catalog = Catalog::open(&place.path("catalog.db")).unwrap();
    let recording = catalog.recordings().unwrap()[0].id;
    catalog.save_transcript(recording, &transcript, 1_500_000_000).unwrap();
    place
}

#[test]
fn captions_of_the_whole_catalog_are_written_again_only_where_they_changed() {
    let place = report();
    place.rawi(&["align", "1"]);
    let all = ["caption", "--all", "--format", "vtt", "--out", "captions"];
    assert!(place.rawi(&all).stderr.contains("1 written, 0 unchanged"));
    let file = fs::read_dir(place.path("captions")).unwrap().next().unwrap().unwrap().path();
    let before = (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    assert!(place.rawi(&all).stderr.contains("0 written, 1 unchanged"));
    assert_eq!((fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap()), before);
    let narrow = place.write("own.toml", "base = 'bbc'\nmax_line_chars = 30\n");
    let own = [&all[..], &["--preset", narrow.to_str().unwrap()]].concat();
    assert!(place.rawi(&own).stderr.contains("1 written, 0 unchanged"));
    assert_ne!(fs::read(&file).unwrap(), before.0);
    fs::write(&file, "a person's own").unwrap();
    let refused = place.rawi(&all);
    assert!(refused.code == Some(2) && refused.stderr.contains("was changed since rawi wrote it"), "{}", refused.shown());
}

#[test]
fn a_feed_is_told_where_its_transcript_lies_and_inferred_names_are_told() {
    let place = report();
    let out = place.rawi(&["caption", "1", "-o", "r.srt", "--url", "https://example.org/r.srt"]);
    let tag =
        r#"<podcast:transcript url="https://example.org/r.srt" type="application/x-subrip" language="ar" rel="captions"/>"#;
    assert_eq!(out.stdout.trim(), tag, "{}", out.shown());
    assert!(out.stderr.contains("speakers concluded from the article's quotes, not heard: "), "{}", out.stderr);
    let refused = place.rawi(&["caption", "1", "-o", "r.eaf", "--url", "https://example.org/r.eaf"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("feeds do not know the format eaf"), "{}", refused.shown());
    let vtt = place.rawi(&["caption", "1", "--narrator", "مي يعقوب"]).done();
    assert!(vtt.contains("<v مي يعقوب>") && vtt.contains("speaker-inferred"), "{vtt}");
}

#[test]
fn a_recording_without_an_article_has_captions_in_the_words_that_were_heard() {
    let place = heard(&["add", "ar-council.mp3"]);
    let vtt = place.rawi(&["caption", "1"]).done();
    assert!(vtt.contains(" spoken\n") && !vtt.contains("published") && vtt.contains("التغريب"), "{vtt}");
    let text = place.rawi(&["caption", "1", "--format", "text"]).done();
    assert!(!text.contains('{'), "nothing was published that it could differ from: {text}");
    assert!(place.rawi(&["caption", "--all", "--out", "captions"]).stderr.contains("1 written, 0 unchanged"));
    assert!(place.rawi(&["caption", "--all", "--out", "captions"]).stderr.contains("0 written, 1 unchanged"));
}

#[test]
fn captions_of_others_are_checked_and_repaired() {
    let place = report();
    let bad = "1\n00:00:03,000 --> 00:00:03,200\n.مرحبا بكم\n\n2\n00:00:03,100 --> 00:00:09,000\nقال UNRWA إن المخيم خال من كل السكان الذين كانوا فيه.\n\n3\n00:00:12,000 --> 00:00:13,000\n \n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(bad);
    place.write("bad.srt", bytes);
    place.write("page.srt", b"%PDF-1.7 1 0 obj");
    let refused = place.rawi(&["lint", "page.srt"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("page.srt"), "{}", refused.shown());
    assert!(refused.stderr.contains("looks like a PDF document"), "{}", refused.shown());
    let named = ["lint", "bad.srt", "--encoding", "windows-1256"];
    let found = place.rawi(&named);
    assert_eq!(found.code, Some(1), "{}", found.shown());
    assert_eq!(place.rawi(&["lint", "bad.srt"]).stdout, found.stdout, "the encoding is found out");
    for wanted in [
        "cue 1 at 0:03.000: reversed-punctuation",
        "cue 1 at 0:03.000: min-duration",
        "cue 2 at 0:03.100: overlap",
        "cue 2 at 0:03.100: line-length",
        "cue 2 at 0:03.100: direction",
        "cue 3 at 0:12.000: blank",
    ] {
        assert!(found.stdout.contains(wanted), "{wanted} is missing: {}", found.shown());
    }
    let fixed = place.rawi(&[&named[..], &["--fix"]].concat());
    assert!(!fixed.stdout.contains("overlap") && !fixed.stdout.contains("blank"), "{}", fixed.shown());
    let text = fs::read_to_string(place.path("bad.srt")).unwrap();
    assert!(text.contains("\u{202b}مرحبا بكم.\u{202c}"), "{text}");
}

#[test]
fn a_repair_refuses_to_lose_what_cannot_be_read() {
    let place = report();
    let text = "1\n-00:00:01,000 --> 00:00:02,000\nStarts before zero.\n\n2\n00:00:04,000 --> 00:00:05,000\nPlain cue.\n";
    place.write("negative.srt", text);
    let found = place.rawi(&["lint", "negative.srt"]);
    assert_eq!(found.code, Some(1), "{}", found.shown());
    let told = "unreadable: line 2: `-00:00:01,000 --> 00:00:02,000` is no pair of times";
    assert!(found.stdout.contains(told), "{}", found.shown());
    let refused = place.rawi(&["lint", "negative.srt", "--fix"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("line 2: `-00:00:01,000"), "{}", refused.shown());
    assert_eq!(fs::read_to_string(place.path("negative.srt")).unwrap(), text);
}

/// `rawi caption --lint` was the only spelling once, and scripts have it.
#[test]
fn the_older_spelling_of_lint_does_the_same() {
    let place = report();
    place.rawi(&["caption", "1", "-o", "r.srt", "--preset", "bbc"]).done();
    let late = fs::read_to_string(place.path("r.srt")).unwrap().replace("00:00:2", "00:00:3");
    place.write("r.srt", &late);
    for rest in [&["--preset", "netflix-ar", "--json"][..], &["1"], &["1", "--fix", "--bidi", "none", "--bom"]] {
        let now = place.rawi(&[&["lint", "r.srt"][..], rest].concat());
        let left = fs::read(place.path("r.srt")).unwrap();
        place.write("r.srt", &late);
        let before = place.rawi(&[&["caption", "--lint", "r.srt"][..], rest].concat());
        assert_eq!(now.code, Some(1), "{}", now.shown());
        assert_eq!((now.shown(), left), (before.shown(), fs::read(place.path("r.srt")).unwrap()));
    }
    let nothing = place.rawi(&["caption", "1", "--fix"]);
    assert!(nothing.code == Some(2) && nothing.stderr.contains("--lint <FILE>"), "{}", nothing.shown());
}

#[test]
fn captions_that_drift_from_the_heard_words_are_found() {
    let place = report();
    place.rawi(&["caption", "1", "-o", "r.srt"]).done();
    assert_eq!(place.rawi(&["lint", "r.srt", "1"]).code, Some(0));
    let late = fs::read_to_string(place.path("r.srt")).unwrap().replace("00:01:", "00:02:");
    place.write("late.srt", late.replace("00:00:2", "00:00:3"));
    let found = place.rawi(&["lint", "late.srt", "1", "--json"]);
    assert_eq!(found.code, Some(1));
    assert!(found.json().as_array().unwrap().iter().any(|f| f["rule"] == "drift"), "{}", found.shown());
}

#[test]
fn a_person_corrects_captions_and_both_versions_stay() {
    let place = report();
    place.rawi(&["transcript", "export", "1", "-o", "edit.srt"]).done();
    let exported = fs::read_to_string(place.path("edit.srt")).unwrap();
    let mut cues: Vec<String> = exported.replace("\r\n", "\n").trim().split("\n\n").map(str::to_owned).collect();
    cues[0] = cues[0].replace("00:00:0", "00:00:5");
    let merged = cues[2].clone() + "\n" + cues[3].lines().skip(2).collect::<Vec<_>>().join("\n").as_str();
    cues.splice(2..4, [merged]);
    let removed = cues.remove(5);
    let edited = cues.join("\n\n").replace("التغريب", "التهريب");
    assert_ne!(edited, cues.join("\n\n"), "the wrong word is there to be corrected");
    place.write("edit.srt", edited);
    let told = place.rawi(&["transcript", "import", "1", "edit.srt", "--author", "مي", "--note", "second hearing"]);
    assert!(told.code == Some(0) && told.stderr.contains("kept as a new version"), "{}", told.shown());
    let history = place.rawi(&["transcript", "history", "1"]).done();
    assert!(history.contains("version 2: ") && history.contains("مي, correcting version 1: second hearing"), "{history}");
    for word in ["التغريب", "التهريب"] {
        assert!(!place.rawi(&["search", word]).done().is_empty(), "{word} is found");
    }
    let json = place.rawi(&["transcript", "export", "1", "--json"]).json();
    let words = json["words"].as_array().unwrap();
    let timed = words.iter().filter(|w| !w["span"].is_null() || !w["start_ms"].is_null()).count();
    assert!(timed * 100 >= words.len() * 98, "{timed} of {} words keep their times", words.len());
    let gone = removed.lines().nth(2).unwrap().trim_matches(|c| matches!(c, '\u{202b}' | '\u{202c}')).to_owned();
    assert!(!place.rawi(&["transcript", "export", "1"]).done().contains(&gone));
}
