//! Real recogniser output with known truth, where the data lies beside the checkout; scored apart from the made cases.

use std::path::PathBuf;

use rawi::align::{Alignment, AudioStatus, SentenceStatus, align};
use rawi::article::{Article, Part, PartKind};
use rawi::text::{Language, TextRange};
use rawi::time::{Span, Timestamp};
use rawi::transcript::{Engine, Transcript, Word};

use crate::rows::{Goal, Row, Unit};

fn shared() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    std::env::var_os("RAWI_SHARED").map_or_else(|| beside.into(), PathBuf::from)
}

/// One row for each recording that lies there.
pub fn rows() -> Vec<Row> {
    let told = moby_dick().map(|found| ("real: Moby Dick, chapter 1 of 2, Kaldi; all is read, from 0:24 to 14:44", found));
    told.into_iter()
        .map(|(measure, note)| Row {
            measure: measure.to_owned(),
            goal: Goal::Open,
            value: f64::NAN,
            unit: Unit::Percent,
            note,
            rivals: Vec::new(),
        })
        .collect()
}

/// *Moby Dick*, chapters 1 and 2, as Kaldi heard them, against the text of chapter 1, all of which is read: it begins at
/// 24 s, behind a preamble that the text does not have, and chapter 2 follows it at 884 s (within a second or two).
fn moby_dick() -> Option<String> {
    let folder = shared().join("data/en-mobydick-ch1-kaldi");
    let json = std::fs::read_to_string(folder.join("mobydick-kaldi.json")).ok()?;
    let text = std::fs::read_to_string(folder.join("mobydick.txt")).ok()?;
    let json: serde_json::Value = serde_json::from_str(&json).ok()?;
    let words = json["retval"]["words"].as_array()?.iter().filter_map(|w| {
        let at = |key: &str| Timestamp::from_seconds(w[key].as_f64()?);
        let span = at("start").zip(at("end")).and_then(|(a, b)| Span::new(a, b));
        Some(Word { text: w["punct"].as_str()?.to_owned(), span, confidence: None, second_pass: false })
    });
    let transcript = Transcript::new(Engine::default(), Language::english(), None, words.collect(), Vec::new(), None);
    let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len())? };
    let article = Article::from_parts(text, Language::english(), vec![part]);
    Some(told(&align(&transcript, &article)))
}

fn told(found: &Alignment) -> String {
    let spoken = found.sentences.iter().filter(|s| s.status == SentenceStatus::Spoken).count();
    let partly = found.sentences.iter().filter(|s| s.status == SentenceStatus::Partly).count();
    let article = found.audio.iter().filter(|s| s.status == AudioStatus::InArticle);
    let within: u32 = article.clone().map(|s| s.span.duration().as_millis()).sum();
    let ends = article.map(|s| s.span).reduce(Span::hull).map_or(String::new(), |s| s.to_string());
    format!(
        "{} of {} sentences spoken, {partly} partly; {} s of speech in the article, between {ends}",
        spoken,
        found.sentences.len(),
        within / 1000
    )
}
