//! What must hold of every alignment document that the program prints, whatever it was given: the README's promises, read
//! from the JSON itself, so that a reader in another language may rely on them.

use serde_json::Value;
use sha2::{Digest, Sha256};

const STATUSES: &[&str] = &["spoken", "partly", "not_spoken", "furniture"];
const PARTS: &[&str] = &["headline", "lead", "handover", "body", "quote", "furniture"];
const LINKS: &[&str] = &["exact", "variant", "number", "sound", "fuzzy", "joined", "substituted", "none"];
const TIMINGS: &[&str] = &["heard", "inferred", "absent"];
const STRETCHES: &[&str] = &["in_article", "not_in_article", "non_speech", "suspected_hallucination", "missing_transcript"];

/// A half-open pair of whole numbers.
pub(crate) fn pair(value: &Value) -> Option<(u64, u64)> {
    if value.is_null() {
        return None;
    }
    let both = value.as_array().unwrap_or_else(|| panic!("a pair of numbers was expected, not {value}"));
    assert_eq!(both.len(), 2, "{value}");
    let (from, to) = (both[0].as_u64().unwrap(), both[1].as_u64().unwrap());
    assert!(from <= to, "{value} runs backward");
    Some((from, to))
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("a list was expected, not {value}"))
}

fn one_of<'a>(value: &'a Value, known: &[&str]) -> &'a str {
    let text = value.as_str().unwrap_or_else(|| panic!("a name was expected, not {value}"));
    assert!(known.contains(&text), "`{text}` is not in {known:?}");
    text
}

fn chance(value: &Value) {
    let chance = value.as_f64().unwrap_or_else(|| panic!("a chance was expected, not {value}"));
    assert!((0.0..=1.0).contains(&chance), "{chance}");
}

/// Panics where `document`, made from `what`, breaks its contract.
pub(crate) fn check(document: &Value, what: &str) {
    println!("checking what came of {what}");
    assert_eq!((document["format"].as_str(), document["version"].as_u64()), (Some("rawi.alignment"), Some(1)));
    let text = document["article"]["text"].as_str().unwrap();
    let digest: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(document["article"]["sha256"].as_str(), Some(digest.as_str()));
    chance(&document["pair"]["score"]);
    let verdict = one_of(&document["pair"]["verdict"], &["matched", "refused"]);
    assert_eq!(document["pair"]["reason"].is_null(), verdict == "matched", "a refusal has a reason");
    let words = document["transcript"]["words"].as_u64().unwrap();
    let duration = document["transcript"]["duration_ms"].as_u64().unwrap();
    let sentences = list(&document["sentences"]);
    let mut at = 0;
    for (id, sentence) in sentences.iter().enumerate() {
        assert_eq!(sentence["id"].as_u64(), Some(id as u64));
        let (from, to) = check_range(sentence, text, at);
        at = to;
        check_sentence(sentence, text, (from, to), sentences.len());
        for word in list(&sentence["words"]) {
            let heard = pair(&word["heard"]);
            assert!(heard.is_none_or(|(from, to)| from < to && to <= words), "{word} of {words} words");
            assert!(verdict == "matched" || heard.is_none(), "a refused pair aligns nothing");
        }
    }
    check_audio(list(&document["audio"]), words, duration);
}

/// On letters' borders, in order, and not empty.
fn check_range(piece: &Value, text: &str, at: u64) -> (u64, u64) {
    let (from, to) = pair(&piece["range"]).expect("a range");
    assert!(at <= from && from < to, "{from}..{to} after {at}");
    assert!(text.get(from as usize..to as usize).is_some(), "{from}..{to} cuts a letter or ends outside");
    (from, to)
}

fn check_time(piece: &Value) -> &str {
    let timing = one_of(&piece["timing"], TIMINGS);
    assert_eq!(pair(&piece["span"]).is_none(), timing == "absent", "{piece}");
    timing
}

fn check_sentence(sentence: &Value, text: &str, (from, to): (u64, u64), sentences: usize) {
    let status = one_of(&sentence["status"], STATUSES);
    one_of(&sentence["part"], PARTS);
    check_time(sentence);
    assert!(matches!(status, "spoken" | "partly") || sentence["span"].is_null(), "a time for what was not said: {sentence}");
    chance(&sentence["confidence"]);
    assert!(sentence["moved"].is_boolean() && sentence["ambiguous"].is_boolean());
    let other = &sentence["duplicate_of"];
    assert!(other.is_null() || other.as_u64().is_some_and(|of| of < sentences as u64 && sentence["id"] != *other));
    let mut at = from;
    for word in list(&sentence["words"]) {
        let (_, end) = check_range(word, text, at);
        at = end;
        chance(&word["confidence"]);
        let link = one_of(&word["link"], LINKS);
        assert_eq!(word["heard"].is_null(), link == "none", "{word}");
        assert!(check_time(word) != "heard" || link != "none", "a heard time of a word that was not heard: {word}");
    }
    assert!(at <= to, "a word stands outside its sentence: {sentence}");
}

/// The stretches tile the recording, and their words tile the transcript.
fn check_audio(stretches: &[Value], words: u64, duration: u64) {
    let (mut at, mut next) = (0, 0);
    for stretch in stretches {
        one_of(&stretch["status"], STRETCHES);
        assert!(stretch["reason"].is_null() || stretch["reason"].as_str().is_some_and(|r| !r.is_empty()));
        let (start, end) = pair(&stretch["span"]).expect("a stretch has a time");
        assert!(start == at && end > start, "{stretch} follows {at}");
        let (from, to) = pair(&stretch["heard"]).expect("a stretch has words, if none of them");
        assert_eq!(from, next, "{stretch}");
        (at, next) = (end, to);
    }
    assert_eq!(at, duration, "the stretches end with the recording");
    assert!(duration == 0 || next == words, "{next} of {words} words are in a stretch");
}
