//! The six sample reports of the repository, and the truth about what is said in them.

use rawi::text::Language;
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Segment, Transcript, Word};

use crate::env::root;

pub(crate) const NAMES: [&str; 6] = ["ar-council", "ar-election", "ar-yemen", "en-council", "en-drought", "en-election"];

/// A file of a sample, by its ending.
pub(crate) fn read(name: &str, ending: &str) -> Vec<u8> {
    std::fs::read(root().join("samples").join(format!("{name}.{ending}"))).unwrap()
}

/// What is said in a sample and when.
pub(crate) fn truth(name: &str) -> serde_json::Value {
    serde_json::from_slice(&read(name, "truth.json")).unwrap()
}

/// What was said in a sample, as a perfect recogniser would give it.
pub(crate) fn heard(name: &str) -> Transcript {
    let truth = truth(name);
    let mut words = Vec::new();
    let mut segments = Vec::new();
    let ms = |value: &serde_json::Value, key: &str| u32::try_from(value[key].as_u64().unwrap()).unwrap();
    for sentence in truth["sentences"].as_array().unwrap() {
        let first = words.len();
        let said = sentence["words"].as_array().unwrap();
        for (index, word) in said.iter().enumerate() {
            let end = said.get(index + 1).map_or(ms(sentence, "end_ms"), |next| ms(next, "start_ms"));
            words.push(Word {
                text: word["word"].as_str().unwrap().to_owned(),
                span: Some(Span::from_millis(ms(word, "start_ms"), end)),
                confidence: Some(0.9),
                second_pass: false,
            });
        }
        let span = Span::from_millis(ms(sentence, "start_ms"), ms(sentence, "end_ms"));
        segments.push(Segment {
            span,
            words: first..words.len(),
            speaker: sentence["speaker"].as_str().map(str::to_owned),
            language: None,
        });
    }
    let language: Language = truth["language"].as_str().unwrap().parse().unwrap();
    Transcript::new(Engine::default(), language, Some(Millis::new(ms(&truth, "duration_ms"))), words, segments, None)
}
