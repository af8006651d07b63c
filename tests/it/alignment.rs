//! `rawi align --json` on transcripts made elsewhere, whole and broken: the document keeps its contract, whatever comes in.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::contract::{check, pair};
use crate::env::{Place, root};

const ARTICLE: &str = "Bridge opens after nine years\n\nThe old bridge opened on Monday after nine years of repairs.\n\nFarmers carried 2370 sacks of grain across the river before noon.\n\nNobody read this long sentence about the toll aloud.\n\nThe mayor promised that the crossing would stay free for everyone.\n";
const SAID: &str = "welcome to the news the old bridge opened on Monday after nine years of repairs farmers carried two thousand three hundred and seventy sacks of grain across the river before noon the mayor promised that the crossing would stay free for everyone this was Sara Haddad";

/// Aligns through the program and checks the document; exit codes 0 (done) and 3 (refused) both print one.
fn aligned(place: &Place, transcript: &str, article: &str) -> Value {
    let out = place.rawi(&["align", "--transcript", transcript, "--article", article, "--json"]);
    assert!(matches!(out.code, Some(0 | 3)), "{transcript}: {}", out.shown());
    let document: Value = serde_json::from_str(&out.stdout).unwrap_or_else(|e| panic!("{transcript}: {e}: {}", out.shown()));
    check(&document, transcript);
    document
}

/// The words of [`SAID`] in segments of eight, each 400 ms long: text, start and end in seconds.
fn segments() -> Vec<Vec<(String, f64, f64)>> {
    let words: Vec<_> =
        SAID.split(' ').enumerate().map(|(i, w)| (w.to_owned(), i as f64 * 0.4, i as f64 * 0.4 + 0.35)).collect();
    words.chunks(8).map(<[_]>::to_vec).collect()
}

fn joined(words: &[(String, f64, f64)]) -> String {
    words.iter().map(|w| format!(" {}", w.0)).collect()
}

fn ms(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}

fn whisper_cpp(full: bool) -> Value {
    let offsets = |from: f64, to: f64| json!({ "from": ms(from), "to": ms(to) });
    let one = |words: &Vec<(String, f64, f64)>| {
        let mut segment = json!({ "offsets": offsets(words[0].1, words[words.len() - 1].2), "text": joined(words) });
        if full {
            let token =
                |w: &(String, f64, f64)| json!({ "text": format!(" {}", w.0), "offsets": offsets(w.1, w.2), "p": 0.8 });
            segment["tokens"] = words.iter().map(token).collect();
        }
        segment
    };
    json!({ "result": { "language": "en" }, "transcription": segments().iter().map(one).collect::<Vec<_>>() })
}

fn openai(words: bool, x: bool) -> Value {
    let score = if x { "score" } else { "probability" };
    let one = |(id, all): (usize, &Vec<(String, f64, f64)>)| {
        let mut segment = json!({ "id": id, "start": all[0].1, "end": all[all.len() - 1].2, "text": joined(all) });
        if words {
            let word = |w: &(String, f64, f64)| json!({ "word": w.0, "start": w.1, "end": w.2, score: 0.8 });
            segment["words"] = all.iter().map(word).collect();
        }
        segment
    };
    let mut file =
        json!({ "language": "en", "text": SAID, "segments": segments().iter().enumerate().map(one).collect::<Vec<_>>() });
    if x {
        file["word_segments"] = json!([]);
    }
    file
}

fn cues(vtt: bool) -> String {
    let clock = |s: f64| {
        let ms = ms(s);
        format!("00:{:02}:{:02}{}{:03}", ms / 60_000, ms / 1000 % 60, if vtt { '.' } else { ',' }, ms % 1000)
    };
    let cue = |(k, w): (usize, &Vec<(String, f64, f64)>)| {
        format!("{}\n{} --> {}\n{}\n\n", k + 1, clock(w[0].1), clock(w[w.len() - 1].2), joined(w).trim())
    };
    let body: String = segments().iter().enumerate().map(cue).collect();
    if vtt { format!("WEBVTT\n\n{body}") } else { body }
}

fn forms() -> Vec<(&'static str, String)> {
    vec![
        ("cpp-oj.json", whisper_cpp(false).to_string()),
        ("cpp-ojf.json", whisper_cpp(true).to_string()),
        ("openai-segments.json", openai(false, false).to_string()),
        ("openai-words.json", openai(true, false).to_string()),
        ("whisperx.json", openai(true, true).to_string()),
        ("said.srt", cues(false)),
        ("said.vtt", cues(true)),
    ]
}

#[test]
fn every_foreign_form_gives_the_same_verdicts() {
    let place = Place::new();
    place.write("bridge.txt", ARTICLE);
    for (name, content) in forms() {
        place.write(name, content);
        let document = aligned(&place, name, "bridge.txt");
        let status: Vec<_> =
            document["sentences"].as_array().unwrap().iter().map(|s| s["status"].as_str().unwrap()).collect();
        assert_eq!(status[1..], ["spoken", "spoken", "not_spoken", "spoken"], "{name}");
        let timing = if name.ends_with("words.json") || name.contains("ojf") || name.contains("whisperx") {
            "heard"
        } else {
            "inferred"
        };
        assert_eq!(document["sentences"][1]["timing"], timing, "{name}");
        let start = pair(&document["sentences"][1]["span"]).unwrap().0;
        assert!(start.abs_diff(1600) <= 1600, "{name}: the first sentence begins at 1.6 s, found {start} ms");
    }
}

/// What a damage does to the text of a file: every form has something of it.
fn damage(how: &str) -> &'static [(&'static str, &'static str)] {
    match how {
        "nan" => &[
            ("\"start\":1.6,", "\"start\":NaN,"),
            ("\"start\":3.2,", "\"start\":NaN,"),
            ("\"from\":3200,", "\"from\":NaN,"),
            ("--> 00:00:06", "--> NaN:00:06"),
        ],
        "none" => &[
            ("\"start\":2.0,", ""),
            ("\"end\":2.35,", ""),
            ("\"start\":3.2,", ""),
            ("\"from\":3200,", ""),
            (" --> 00:00:06", ""),
        ],
        "negative" => &[
            ("\"start\":2.4", "\"start\":-2.4"),
            ("\"start\":3.2", "\"start\":-3.2"),
            ("\"from\":3200", "\"from\":-3200"),
            ("00:00:03", "00:00:-3"),
        ],
        "long" => &[("\"end\":3.15", "\"end\":8.15"), ("\"to\":3150", "\"to\":8150"), ("--> 00:00:06", "--> 00:00:16")],
        "order" => &[("\"start\":3.2", "\"start\":0.1"), ("\"from\":3200", "\"from\":100"), ("00:00:06", "00:00:01")],
        "huge" => &[
            ("\"start\":6.4,", "\"start\":1e300,"),
            ("\"from\":6400,", "\"from\":99999999999999,"),
            ("00:00:06", "99999999:00:06"),
        ],
        _ => &[],
    }
}

/// Breaks bytes of the words, takes times away, makes them NaN, negative, five seconds long, endless or out of order.
fn broken(content: &str, how: &str) -> Vec<u8> {
    let mut bytes = if how == "bytes" {
        content.replace("bridge", "br\u{1}dge").into_bytes()
    } else {
        damage(how).iter().fold(content.to_owned(), |text, (from, to)| text.replace(from, to)).into_bytes()
    };
    bytes.iter_mut().filter(|b| **b == 1).for_each(|b| *b = 0xd9);
    bytes
}

#[test]
fn broken_transcripts_keep_the_contract() {
    let place = Place::new();
    place.write("bridge.txt", ARTICLE);
    for (name, content) in forms() {
        for how in ["bytes", "nan", "none", "negative", "long", "order", "huge"] {
            let file = format!("{how}-{name}");
            let bytes = broken(&content, how);
            assert_ne!(bytes, content.as_bytes(), "{file} is whole");
            place.write(&file, bytes);
            let document = aligned(&place, &file, "bridge.txt");
            assert_eq!(document["pair"]["verdict"], "matched", "{file}");
        }
    }
}

#[test]
fn articles_of_any_length_keep_the_contract() {
    let place = Place::new();
    place.write("said.json", openai(true, false).to_string());
    let other = "Cats sleep for most of the day in warm places, and nobody in the street minds them at all. ";
    for (name, text) in [
        ("one.txt", "The old bridge opened on Monday after nine years of repairs.".to_owned()),
        ("twice.txt", format!("{ARTICLE}\n{}", other.repeat(6))),
        ("half.txt", ARTICLE.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n")),
        ("other.txt", other.to_owned()),
    ] {
        place.write(name, text);
        let document = aligned(&place, "said.json", name);
        assert_eq!(document["pair"]["verdict"] == "refused", name == "other.txt", "{name}");
    }
    for empty in ["", " \n"] {
        place.write("empty.txt", empty);
        let out = place.rawi(&["align", "--transcript", "said.json", "--article", "empty.txt", "--json"]);
        assert!(matches!(out.code, Some(2 | 3)) && out.stderr.starts_with("error: "), "{}", out.shown());
    }
}

/// All files below `folder` that may hold a transcript or an article.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Files whose names end like those of transcripts and that are none.
const NO_TRANSCRIPTS: &[&str] = &[".truth.json", "keywords.json"];

#[test]
fn transcripts_of_other_programs_keep_the_contract() {
    let place = Place::new();
    let data = root().join("../shared/data");
    let mut transcripts = files(&root().join("samples"), &[".truth.json", ".srt", ".vtt"]);
    transcripts.extend(files(&data, &[".json", ".srt", ".vtt"]));
    transcripts.retain(|p| fs::metadata(p).is_ok_and(|m| m.len() < 2_000_000) && !p.to_string_lossy().contains("hostile"));
    place.write("bridge.txt", ARTICLE);
    let mut read = 0;
    for path in &transcripts {
        let own = path.to_string_lossy().replace(".truth.json", ".article.txt");
        let beside =
            files(path.parent().unwrap(), &["correct.txt", "article.txt", "mobydick.txt", ".trans.txt", "001.xhtml"]);
        let article = if Path::new(&own).is_file() && own.ends_with("txt") {
            Some(PathBuf::from(own))
        } else {
            beside.into_iter().next()
        };
        let article = article.unwrap_or_else(|| place.path("bridge.txt"));
        let (path, article) = (path.to_string_lossy().into_owned(), article.to_string_lossy().into_owned());
        let out = place.rawi(&["align", "--transcript", &path, "--article", &article, "--json"]);
        // What is no transcript is refused by name, and everything else is read.
        if NO_TRANSCRIPTS.iter().any(|end| path.ends_with(end)) {
            assert_eq!(out.code, Some(2), "{path}: {}", out.shown());
            assert!(out.stderr.contains("as a transcript") && out.stdout.is_empty(), "{path}: {}", out.shown());
        } else {
            assert!(matches!(out.code, Some(0 | 3)), "{path}: {}", out.shown());
            check(&out.json(), &path);
            read += 1;
        }
    }
    assert!(!data.is_dir() || read >= 10, "{read} transcripts lie beside the checkout");
    println!(
        "{read} of {} files were transcripts; each kept the contract{}",
        transcripts.len(),
        if data.is_dir() { "" } else { " (no shared data here)" }
    );
}
