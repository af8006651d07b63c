//! Real recogniser output with known truth, where the data lies beside the checkout; scored apart from the made cases.

use std::path::PathBuf;

use rawi::align::{Alignment, AudioStatus, SentenceStatus, align};
use rawi::article::{Article, Part, PartKind};
use rawi::text::{Language, TextRange};
use rawi::time::{Span, Timestamp};
use rawi::transcript::{self, Engine, Transcript, Word};

use crate::rows::{Goal, Row, Unit};
use crate::score::Share;

fn shared(file: &str) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    std::env::var_os("RAWI_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from).join("data").join(file)
}

/// The rows of each recording that lies there.
pub fn rows() -> Vec<Row> {
    [moby_dick(), inauguration(), quilter()].into_iter().flatten().flatten().collect()
}

fn row(measure: &str, found: Share) -> Row {
    Row {
        measure: format!("real: {measure}"),
        goal: Goal::Open,
        value: found.value(),
        unit: Unit::Percent,
        note: format!("{} of {}", found.0, found.1),
        rivals: Vec::new(),
    }
}

/// English blocks of text as an article.
fn article(blocks: &[String]) -> Option<Article> {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for block in blocks {
        let start = text.len();
        text.push_str(block);
        parts.push(Part { kind: PartKind::Body, range: TextRange::new(start, text.len())? });
        text.push_str("\n\n");
    }
    Some(Article::from_parts(text, Language::english(), parts))
}

fn spoken(found: &Alignment, least: SentenceStatus) -> Share {
    let mut share = Share::default();
    let said = |s: SentenceStatus| s == SentenceStatus::Spoken || s == least;
    found.sentences.iter().for_each(|s| share.add(said(s.status)));
    share
}

/// *Moby Dick*, chapters 1 and 2, as Kaldi heard them, against the text of chapter 1, all of which is read, piece by piece
/// at known times; a preamble of 24 s comes before it and chapter 2 behind it at 884 s.
fn moby_dick() -> Option<Vec<Row>> {
    let read = |name: &str| std::fs::read_to_string(shared("en-mobydick-ch1-kaldi").join(name)).ok();
    let json: serde_json::Value = serde_json::from_str(&read("mobydick-kaldi.json")?).ok()?;
    let words = json["retval"]["words"].as_array()?.iter().filter_map(|w| {
        let at = |key: &str| Timestamp::from_seconds(w[key].as_f64()?);
        let span = at("start").zip(at("end")).and_then(|(a, b)| Span::new(a, b));
        Some(Word { text: w["punct"].as_str()?.to_owned(), span, confidence: None, second_pass: false })
    });
    let heard = Transcript::new(Engine::default(), Language::english(), None, words.collect(), Vec::new(), None);
    let (page, overlay) = (read("chapter_001.xhtml")?, read("chapter_001_overlay.smil")?);
    let mut pieces: Vec<(String, u32)> = Vec::new();
    for (text, start) in overlay.split("<par").skip(1).filter_map(|par| piece(&page, par)) {
        // The first sentence is timed word by word.
        match pieces.last_mut() {
            Some((last, _)) if !text.contains(' ') && !last.ends_with('.') => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => pieces.push((text, start)),
        }
    }
    let article = article(&pieces.iter().map(|p| p.0.clone()).collect::<Vec<_>>())?;
    let found = align(&heard, &article);
    let (mut near, mut outside) = (Share::default(), Share::default());
    let mut place = 0;
    for (text, start) in &pieces {
        let first = found.sentences.iter().find(|s| s.range.start() >= place);
        // The published time lies in the pause before the piece, up to 1.25 s before its first word.
        let off = first.and_then(|s| s.span).map_or(i64::MAX, |s| i64::from(s.start().as_millis()) - i64::from(*start));
        near.add((-200..=1_250).contains(&off));
        place += text.len() + 2;
    }
    for stretch in found.audio.iter().filter(|s| s.status == AudioStatus::InArticle) {
        let within = stretch.span.start().as_millis() >= 23_500 && stretch.span.end().as_millis() <= 885_500;
        outside.add(within);
    }
    Some(vec![
        row("Moby Dick, Kaldi: sentences of chapter 1 called spoken, all are", spoken(&found, SentenceStatus::Spoken)),
        row("… spoken or partly", spoken(&found, SentenceStatus::Partly)),
        row("… pieces that begin at the published times (−0.2 to +1.25 s: these lie in the pause before)", near),
        row("… stretches in the article that lie within chapter 1, without preamble and chapter 2", outside),
    ])
}

/// A piece of the page by its id, and when it begins, from one `<par>` of the overlay.
fn piece(page: &str, par: &str) -> Option<(String, u32)> {
    let between = |text: &str, a: &str, b: &str| Some(text.split_once(a)?.1.split_once(b)?.0.to_owned());
    let id = between(par, ".xhtml#", "\"")?;
    let begin: Timestamp = between(par, "clipBegin=\"", "\"")?.parse().ok()?;
    let inside = page.split_once(&format!("id=\"{id}\""))?.1.split_once('>')?.1;
    let name = page.split_once(&format!("id=\"{id}\""))?.0.rsplit_once('<')?.1.split_whitespace().next()?.to_owned();
    let inside = inside.split_once(&format!("</{name}>"))?.0;
    let text: String = inside.split('<').map(|p| p.split_once('>').map_or(p, |t| t.1)).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some((text, begin.as_millis()))
}

/// An inaugural address that PocketSphinx heard very badly; all of the text was said.
fn inauguration() -> Option<Vec<Row>> {
    let folder = shared("en-inauguration-pocketsphinx");
    let heard = std::fs::read(folder.join("Trump-inauguration-speech-2016-pocketsphinx.json")).ok()?;
    let text = std::fs::read_to_string(folder.join("Trump-speech-correct.txt")).ok()?;
    let blocks: Vec<String> = text.split("\n\n").map(|b| b.trim().to_owned()).filter(|b| !b.is_empty()).collect();
    let found = align(&transcript::read(&heard, None).ok()?, &article(&blocks)?);
    Some(vec![
        row("inauguration, PocketSphinx: sentences called spoken, all are", spoken(&found, SentenceStatus::Spoken)),
        row("… spoken or partly", spoken(&found, SentenceStatus::Partly)),
    ])
}

/// One LibriSpeech sentence as Leopard heard it.
fn quilter() -> Option<Vec<Row>> {
    let folder = shared("en-librispeech-leopard");
    let heard = std::fs::read(folder.join("leopard-words.json")).ok()?;
    let text = std::fs::read_to_string(folder.join("1272-128104.trans.txt")).ok()?;
    let line = text.lines().next()?.split_once(' ')?.1.to_owned();
    let found = align(&transcript::read(&heard, None).ok()?, &article(&[line])?);
    let mut linked = Share::default();
    found.sentences.iter().flat_map(|s| &s.words).for_each(|w| linked.add(w.heard.is_some()));
    Some(vec![row("LibriSpeech, Leopard: words linked", linked)])
}
