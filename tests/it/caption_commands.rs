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
            language: None,
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
fn captions_of_the_whole_catalog_are_also_those_of_reports_that_nobody_aligned_yet() {
    let place = report();
    let all = ["caption", "--all", "--out", "captions"];
    assert!(place.rawi(&all).stderr.contains("1 written, 0 unchanged"));
    assert!(place.rawi(&["list"]).done().contains("sentences said"));
    // Of another article there are none, and that stops nothing.
    let other = heard(&["add", "ar-council.mp3"]);
    other.sample("en-council.article.txt");
    other.rawi(&["add", "ar-council.mp3", "--article", "en-council.article.txt"]).done();
    let out = other.rawi(&all);
    assert!(out.code == Some(0) && out.stderr.contains("0 written, 0 unchanged"), "{}", out.shown());
    assert!(other.rawi(&["list"]).done().contains("refused"));
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
fn captions_of_the_whole_catalog_end_with_1_where_an_approved_report_changed_since_as_those_of_one_do() {
    let place = report();
    let all = ["caption", "--all", "--out", "captions"];
    place.rawi(&["status", "1", "approved", "--by", "Mai"]).done();
    assert_eq!(place.rawi(&all).code, Some(0));
    place.rawi(&["transcript", "speakers", "1", "--name", "=Mona Said", "--by", "Amal"]).done();
    for command in [&all[..], &["caption", "1", "-o", "one.vtt"]] {
        let out = place.rawi(command);
        assert!(out.code == Some(1) && out.stderr.contains("changed since it was approved by Mai"), "{}", out.shown());
    }
    assert!(std::fs::read_to_string(place.path("one.vtt")).unwrap().contains("Mona Said"), "written all the same");
    // What could not be written weighs more.
    place.rawi(&["transcript", "speakers", "1", "--name", "Mona Said=Mona", "--by", "Amal"]).done();
    let written = std::fs::read_dir(place.path("captions")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(written, "a person's own").unwrap();
    assert_eq!(place.rawi(&all).code, Some(2));
    // It is approved anew, though the file that a person changed is left as it is.
    assert_eq!(place.rawi(&["status", "1", "approved", "--by", "Mai"]).code, Some(1));
    assert_eq!(place.rawi(&["caption", "--all", "--out", "again"]).code, Some(0));
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
    let kept = fs::read(place.path("bad.srt")).unwrap();
    let (text, _, damaged) = encoding_rs::WINDOWS_1256.decode(&kept);
    assert!(!damaged && text.contains("مرحبا بكم.") && !text.contains("\n.مرحبا"), "it stays in its encoding: {text}");
    place.write("bad.srt", bad);
    let fixed = place.rawi(&["lint", "bad.srt", "--fix"]);
    assert!(!fixed.stdout.contains("direction"), "{}", fixed.shown());
    assert!(fixed.stderr.contains("cue 3 has times and nothing else"), "{}", fixed.shown());
    let text = fs::read_to_string(place.path("bad.srt")).unwrap();
    assert!(text.contains("\u{202b}مرحبا بكم.\u{202c}"), "{text}");
    let again = place.rawi(&["lint", "bad.srt", "--fix"]);
    assert!(again.stderr.contains("0 that `--fix` repairs"), "{}", again.shown());
    assert_eq!(fs::read_to_string(place.path("bad.srt")).unwrap(), text);
}

#[test]
fn a_repair_leaves_everything_else_to_the_byte() {
    let place = report();
    let text = "WEBVTT mine\r\nLanguage: en\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE two notes\r\n\r\nintro\r\n00:01.000 --> 00:04.000 line:0 position:20%\r\n<v Maria><i>One and</i> two\r\n\r\n00:03.000 --> 00:06.000 region:r\r\nThree\r\n";
    place.write("r.vtt", text);
    let found = place.rawi(&["lint", "r.vtt"]);
    assert!(found.stdout.contains("overlap") && found.stderr.contains("1 that `--fix` repairs"), "{}", found.shown());
    let elsewhere = place.rawi(&["lint", "r.vtt", "--fix", "-o", "new.vtt"]);
    assert_eq!(elsewhere.code, Some(0), "{}", elsewhere.shown());
    assert_eq!(fs::read_to_string(place.path("r.vtt")).unwrap(), text);
    let wanted = text.replace("04.000", "03.000");
    assert_eq!(fs::read_to_string(place.path("new.vtt")).unwrap(), wanted);
    assert_eq!(place.rawi(&["lint", "r.vtt", "--fix"]).code, Some(0));
    assert_eq!(fs::read_to_string(place.path("r.vtt")).unwrap(), wanted);
    let left: Vec<_> =
        fs::read_dir(place.path(".")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!left.iter().any(|name| name.contains("before-fix")), "the backup goes when the file is verified: {left:?}");
}

/// Small files of others that a repair once destroyed: everything that is not to be mended stays.
#[test]
fn a_repair_of_hostile_captions_loses_nothing() {
    let place = report();
    let folder = crate::env::root().join("samples/hostile");
    let mut repaired = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.starts_with("captions-") {
            continue;
        }
        let before = fs::read(&path).unwrap();
        place.write(name, &before);
        let fixed = place.rawi(&["lint", name, "--fix"]);
        let after = fs::read(place.path(name)).unwrap();
        match name {
            "captions-times-negative.srt" | "captions-rolling.vtt" | "captions-time-cut-off-by-foreign-bytes.srt" => {
                assert_eq!((fixed.code, &after), (Some(2), &before), "{}", fixed.shown())
            }
            _ => assert!(matches!(fixed.code, Some(0 | 1)), "{}", fixed.shown()),
        }
        // A reference in SubRip becomes the character that it stands for.
        let plain = |bytes: &[u8]| match name {
            "captions-references.srt" => rawi::timed::resolve_references(&String::from_utf8_lossy(bytes)).into_bytes(),
            _ => bytes.to_vec(),
        };
        let letters = |bytes: &[u8]| plain(bytes).iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
        assert!(letters(&after) >= letters(&before), "{name}: {}", fixed.shown());
        for kept in
            ["<title>", "<accession>", "<rights>", "NOTE 00:00:00.500", "::cue(.red)", "intro --> not a time", "\"phones\""]
        {
            let holds = |bytes: &[u8]| bytes.windows(kept.len()).any(|window| window == kept.as_bytes());
            assert_eq!(holds(&after), holds(&before), "{name}: {kept}");
        }
        let again = place.rawi(&["lint", name]);
        assert!(
            !again.stderr.contains("findings, ") || again.stderr.contains("0 that `--fix` repairs"),
            "{}",
            again.shown()
        );
        repaired += 1;
    }
    assert!(repaired > 8, "{repaired}");
}

#[test]
fn a_form_that_cannot_be_edited_is_refused_with_the_reason() {
    let place = report();
    let grid = "\"ooTextFile\" \"TextGrid\" 0 9 <exists> 1 \"IntervalTier\" \"A\" 0 9 2 0 2 \"One\" 1 3 \"Two\"\n";
    place.write("g.TextGrid", grid);
    let refused = place.rawi(&["lint", "g.TextGrid", "--fix"]);
    assert_eq!(refused.code, Some(2), "{}", refused.shown());
    assert!(refused.stderr.contains("the intervals of a tier touch"), "{}", refused.shown());
    assert_eq!(fs::read_to_string(place.path("g.TextGrid")).unwrap(), grid);
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

/// To know what a repair mends is to make one, which takes long where there is much of it.
#[test]
fn of_a_long_file_it_is_said_that_no_repair_was_tried() {
    let place = Place::new();
    let note = format!("NOTE\n{}\n", "A line of a note that nobody reads.\n".repeat(150_000));
    place.write(
        "long.vtt",
        format!("WEBVTT\n\n{note}\n00:01.000 --> 00:01.100\nNobody can read a line in so short a time\n"),
    );
    let told = place.rawi(&["lint", "long.vtt"]);
    assert!(told.code == Some(1) && told.stderr.contains("was not tried: the file is long"), "{}", told.shown());
    assert!(told.stdout.contains("cue 1 at 0:01.000"), "{}", told.shown());
    let rows = place.rawi(&["lint", "long.vtt", "--json"]).json();
    assert!(rows[0]["fixable"].is_null(), "{}", rows[0]);
}
