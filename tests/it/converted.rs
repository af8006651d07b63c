//! `rawi convert` and `rawi chapters`: forms into forms, what is lost, changed times, and whose files are left alone.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::env::Place;

const VTT: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Amal Haddad>The bridge\nis <i>open</i>.\n\n\
    00:00:03.000 --> 00:00:04.000\n<v Omar>Yes.\n";

/// A transcript of a service: words, confidences, speakers.
fn deepgram() -> String {
    let words: Vec<_> = "The old bridge opened on Monday after ten long years. Farmers crossed it with sacks of grain."
        .split(' ')
        .enumerate()
        .map(|(i, word)| {
            let start = 1.0 + i as f64 * 0.4;
            serde_json::json!({ "word": word.trim_end_matches('.').to_lowercase(), "punctuated_word": word, "start": start,
                "end": start + 0.35, "confidence": 0.9, "speaker": usize::from(i > 9) })
        })
        .collect();
    serde_json::json!({ "metadata": { "request_id": "x" },
        "results": { "channels": [{ "alternatives": [{ "transcript": "", "confidence": 0.9, "words": words }] }] } })
    .to_string()
}

#[test]
fn captions_become_other_captions_and_what_is_lost_is_told() {
    let place = Place::new();
    place.write("a.vtt", VTT);
    let out = place.rawi(&["convert", "a.vtt", "a.srt"]);
    assert_eq!((out.code, out.stdout.as_str()), (Some(0), ""), "{}", out.shown());
    assert_eq!(
        fs::read_to_string(place.path("a.srt")).unwrap(),
        "1\r\n00:00:01,000 --> 00:00:02,500\r\nAmal Haddad: The bridge\r\nis open.\r\n\r\n\
         2\r\n00:00:03,000 --> 00:00:04,000\r\nOmar: Yes.\r\n\r\n"
    );
    assert!(out.stderr.contains("lost: styles and places on the screen, in cues: 1\n"), "{}", out.stderr);
    assert!(out.stderr.contains("lost: names of speakers, which stand among the words now: 2\n"), "{}", out.stderr);
    assert!(out.stderr.contains("a.srt written: 2 cues"), "{}", out.stderr);
    // What can hold the same loses nothing, and gives it back.
    for between in ["a.csv", "a.jsonld", "a.ttml"] {
        let there = place.rawi(&["convert", "a.vtt", between, "-q"]);
        assert_eq!((there.code, there.stderr.as_str()), (Some(0), ""), "{}", there.shown());
        let back = place.rawi(&["convert", between, "-", "--format", "vtt"]).done();
        assert!(
            back.contains("<v Amal Haddad>The bridge\nis open.") && back.contains("00:00:03.000 --> 00:00:04.000"),
            "{back}"
        );
    }
    let lrc = place.rawi(&["convert", "a.vtt", "a.lrc"]);
    assert!(
        lrc.stderr.contains("lost: ends of cues: 2\n") && lrc.stderr.contains("lost: line breaks, in cues: 1\n"),
        "{}",
        lrc.stderr
    );
}

#[test]
fn every_form_that_is_written_comes_from_captions_and_from_a_transcript() {
    let place = Place::new();
    place.write("a.vtt", VTT);
    place.write("heard.json", deepgram());
    for input in ["a.vtt", "heard.json"] {
        for format in rawi::caption::Format::ALL {
            let name = format!("{input}.{}.{}", format.name(), format.extension());
            let out = place.rawi(&["convert", input, &name, "--format", format.name()]);
            assert_eq!(out.code, Some(0), "{}: {}", format.name(), out.shown());
            assert!(fs::metadata(place.path(&name)).unwrap().len() > 20, "{name}");
        }
    }
    let words = place.rawi(&["convert", "heard.json", "-", "--format", "vtt", "--words"]).done();
    assert!(words.contains("<00:00:01.400>old"), "{words}");
    let own = place.rawi(&["convert", "heard.json", "own.json", "--format", "rawi-json"]);
    assert!(own.stderr.contains("own.json written: 17 words"), "{}", own.shown());
    let heard = rawi::transcript::read(&fs::read(place.path("own.json")).unwrap(), None).unwrap();
    assert!(heard.words().iter().all(|word| word.span.is_some() && word.confidence == Some(0.9)));
    assert_eq!(
        heard.segments().iter().filter_map(|s| s.speaker.as_deref()).collect::<std::collections::BTreeSet<_>>().len(),
        2
    );
}

#[test]
fn times_are_shifted_taken_off_a_tapes_clock_and_changed_in_speed() {
    let place = Place::new();
    place.write("tape.srt", "1\n10:00:01,000 --> 10:00:02,000\nYes.\n\n2\n11:00:00,000 --> 11:00:01,000\nNo.\n");
    let times = |args: &[&str]| {
        let out = place.rawi(&[&["convert", "tape.srt", "-", "--format", "srt"][..], args].concat()).done();
        out.lines().filter(|line| line.contains("-->")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(times(&["--offset", "10:00:00:00"]), ["00:00:01,000 --> 00:00:02,000", "01:00:00,000 --> 01:00:01,000"]);
    assert_eq!(times(&["--offset", "10:00:00:00", "--shift", "-500ms"])[0], "00:00:00,500 --> 00:00:01,500");
    assert_eq!(times(&["--offset", "10:00:00:00", "--rate", "25:23.976"])[1], "01:02:33,750 --> 01:02:34,793");
    let gone = place.rawi(&["convert", "tape.srt", "-", "--format", "srt", "--shift=-10:30:00"]);
    assert!(gone.stderr.contains("lost: cues that would end before the recording begins: 1"), "{}", gone.shown());
    for (args, words) in [
        (["--offset", "10:00:00:25"], "`10:00:00:25` is no time code"),
        (["--rate", "25:26"], "`26` is no frame rate; known are 23.976"),
        (["--shift", "soon"], "`soon` is no length of time"),
        (["--format", "wtt"], "did you mean vtt?"),
    ] {
        let out = place.rawi(&[&["convert", "tape.srt", "-"][..], &args].concat());
        assert!(out.code == Some(2) && out.stderr.contains(words), "{}", out.shown());
    }
}

#[test]
fn captions_of_somebody_get_the_times_at_which_their_words_were_heard() {
    let place = Place::new();
    place.write("heard.json", deepgram());
    place.rawi(&["add", "--transcript", "heard.json", "--title", "Bridge"]).done();
    place.write(
        "old.srt",
        "1\n00:01:00,000 --> 00:01:02,000\nThe old bridge opened\non Monday\n\n2\n00:01:02,000 --> 00:01:03,000\nafter ten years.\n\n\
         3\n00:01:03,000 --> 00:01:09,000\nFarmers crossed it with sacks of grain.\n",
    );
    let out = place.rawi(&["convert", "old.srt", "-", "--format", "srt", "--resync", "bridge"]);
    let times: Vec<&str> = out.stdout.lines().filter(|line| line.contains("-->")).collect();
    assert_eq!(
        times,
        ["00:00:01,000 --> 00:00:03,400", "00:00:03,400 --> 00:00:05,000", "00:00:05,000 --> 00:00:11,000"],
        "{}",
        out.shown()
    );
    assert!(out.stderr.contains("100 % of the words were heard; cues of which no word was: 0"), "{}", out.stderr);
    // A text without times gets them too.
    place.write(
        "plain.txt",
        "The old bridge opened on Monday after ten long years.\nFarmers crossed it with sacks of grain.\n",
    );
    let plain = place.rawi(&["convert", "plain.txt", "-", "--format", "vtt", "--resync", "bridge"]);
    assert!(
        plain.stdout.contains("00:00:01.000 --> ") && plain.stdout.contains("The old bridge opened on Monday"),
        "{}",
        plain.shown()
    );
    place.write("other.srt", "1\n00:00:01,000 --> 00:00:02,000\nNothing of this kind was uttered anywhere.\n");
    let other = place.rawi(&["convert", "other.srt", "-", "--resync", "bridge"]);
    assert!(other.code == Some(2) && other.stderr.contains("they are of another recording"), "{}", other.shown());
}

#[test]
fn a_file_that_rawi_did_not_write_stays_and_pipes_are_files_too() {
    let place = Place::new();
    place.write("a.vtt", VTT);
    place.write("mine.srt", "by hand");
    let kept = place.rawi(&["convert", "a.vtt", "mine.srt"]);
    assert!(kept.code == Some(2) && kept.stderr.contains("is not a file that rawi wrote"), "{}", kept.shown());
    assert_eq!(fs::read_to_string(place.path("mine.srt")).unwrap(), "by hand");
    place.rawi(&["convert", "a.vtt", "mine.srt", "--force"]).done();
    let itself = place.rawi(&["convert", "a.vtt", "a.vtt", "--force"]);
    assert!(itself.stderr.contains("is what this run reads, and is never written over"), "{}", itself.shown());
    let mut command = place.command(&["convert", "-", "-", "--format", "sbv"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(VTT.as_bytes()).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(out.starts_with("0:00:01.000,0:00:02.500\nAmal Haddad: The bridge\nis open.\n"), "{out}");
    place.write("nothing.txt", "It was a dark night.");
    let nothing = place.rawi(&["convert", "nothing.txt", "-"]);
    assert!(
        nothing.code == Some(2) && nothing.stderr.contains("cannot convert `nothing.txt`: it has no times"),
        "{}",
        nothing.shown()
    );
    assert!(!place.path("catalog.db").exists(), "no catalog is begun");
}

#[test]
fn chapters_come_from_the_parts_of_the_article() {
    let place = Place::new();
    place.write("council.jsonl", include_str!("data/council.jsonl"));
    place.rawi(&["import", "council.jsonl"]).done();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let json = place.rawi(&["chapters", "2"]).json();
    let chapters = json["chapters"].as_array().unwrap();
    assert!(chapters.len() > 1 && chapters[0]["startTime"] == 0.0, "{json}");
    let starts: Vec<f64> = chapters.iter().map(|chapter| chapter["startTime"].as_f64().unwrap()).collect();
    assert!(starts.windows(2).all(|two| two[0] + 5.0 <= two[1]), "{starts:?}");
    let vtt = place.rawi(&["chapters", "2", "--format", "vtt"]).done();
    assert!(vtt.starts_with("WEBVTT") && !vtt.contains("<v "), "{vtt}");
    for name in ["c.mp3", "c.id3", "c.audition.csv", "c.chapters.json", "plain.json"] {
        place.rawi(&["chapters", "2", "-o", name]).done();
    }
    assert_eq!(fs::read(place.path("plain.json")).unwrap(), fs::read(place.path("c.chapters.json")).unwrap());
    let (original, copy) = (fs::read(place.path("en-council.mp3")).unwrap(), fs::read(place.path("c.mp3")).unwrap());
    let sound = |mp3: &[u8]| {
        let size = mp3[6..10].iter().fold(0, |all, b| all << 7 | usize::from(*b));
        if mp3.starts_with(b"ID3") { mp3[10 + size..].to_vec() } else { mp3.to_vec() }
    };
    assert_eq!(sound(&copy), sound(&original), "the sound is the same to the byte");
    assert!(copy.windows(4).filter(|four| *four == b"CHAP").count() == chapters.len());
    let itself = place.rawi(&["chapters", "2", "-o", "en-council.mp3", "--force"]);
    assert!(itself.stderr.contains("is a recording of the catalog, and is never written over"), "{}", itself.shown());
    let without = place.rawi(&["caption", "2", "--format", "chapters"]).done();
    assert!(without.contains("\"chapters\""));
}
