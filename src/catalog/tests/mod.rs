mod bundles;
mod care;
mod cues;
mod damaged;
mod feeds;
mod history;
mod json_lines;
mod kept;
mod merge;
mod presences;
mod provenance;
mod round_trip;
mod safe;
mod schema;
mod search;
mod speed;
mod status;
mod voice_activity;

use std::collections::BTreeMap;

use super::*;
use crate::align::{
    AlignedSentence, AlignedWord, Alignment, ArticleFacts, AudioStatus, AudioStretch, FORMAT, JUDGEMENT, Link, Pair,
    PairVerdict, SentenceStatus, TranscriptFacts, VERSION, WordRange,
};
use crate::article::{self, Article, ReadOptions};
use crate::text::{Language, Sha256};
use crate::time::{Millis, Span, Timed};
use crate::transcript::{Engine, Segment, Transcript, Witness, Word};

/// A catalog in a directory that goes with it.
pub(super) fn shelf() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let catalog = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    (dir, catalog)
}

pub(super) fn recording(path: &str, content: char) -> RecordingFacts {
    RecordingFacts {
        sha256: content.to_string().repeat(64).parse().unwrap(),
        path: path.to_owned(),
        bytes: 480_000,
        duration_ms: 60_000,
        container: None,
        codec: "mp3".into(),
        rate_hz: 44_100,
        channels: 2,
        tags: BTreeMap::from([("title".into(), "تقرير".into())]),
    }
}

pub(super) fn article(text: &str) -> Article {
    article::read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

pub(super) fn engine() -> Engine {
    Engine {
        name: "whisper.cpp 1.8.3".into(),
        model: Some("demo".into()),
        model_sha256: "ab".repeat(32).parse().ok(),
        options: vec!["beam=5".into(), "language=ar".into()],
    }
}

/// Each line is a segment; each word lasts 400 ms and is followed by 100 ms of nothing.
pub(super) fn transcript(lines: &[&str]) -> Transcript {
    let (mut words, mut segments) = (Vec::new(), Vec::new());
    for line in lines {
        let first = words.len();
        for text in line.split(' ') {
            let at = words.len() as u32 * 500;
            let span = Some(Span::from_millis(at, at + 400));
            words.push(Word { text: text.into(), span, confidence: Some(0.93), second_pass: false });
        }
        let span = Span::from_millis(first as u32 * 500, words.len() as u32 * 500 - 100);
        segments.push(Segment { span, words: first..words.len(), speaker: None, language: None });
    }
    let speech = Some(vec![Span::from_millis(0, words.len() as u32 * 500)]);
    Transcript::new(engine(), Language::arabic(), Some(Millis::new(60_000)), words, segments, speech)
}

/// An alignment in which sentence n was said as segment n, word for word.
pub(super) fn alignment(article: &Article, transcript: &Transcript) -> Alignment {
    let sentences = article.sentences().iter().enumerate().map(|(id, sentence)| {
        let segment = transcript.segments().get(id);
        let words = sentence.tokens.iter().enumerate().map(|(n, token)| {
            let heard = segment.map(|s| s.words.start + n).filter(|w| segment.is_some_and(|s| s.words.contains(w)));
            let span = heard.and_then(|w| transcript.words()[w].span);
            AlignedWord {
                range: token.range,
                link: if heard.is_some() { Link::Variant } else { Link::None },
                time: span.map_or(Timed::Absent, Timed::Heard),
                heard: heard.map(|w| WordRange::new(w, w + 1)),
                confidence: 0.9,
                same: heard.map(|_| true),
            }
        });
        AlignedSentence {
            id,
            range: sentence.range,
            part: sentence.part,
            status: if segment.is_some() { SentenceStatus::Spoken } else { SentenceStatus::NotSpoken },
            time: segment.map_or(Timed::Absent, |s| Timed::Heard(s.span)),
            confidence: 0.96,
            moved: false,
            ambiguous: false,
            duplicate_of: None,
            words: words.collect(),
            differences: Vec::new(),
            translation: None,
        }
    });
    let sentences: Vec<_> = sentences.collect();
    let heard = transcript.words().len();
    let stretch =
        |from, until, status, heard| AudioStretch { span: Span::from_millis(from, until), status, heard, reason: None };
    Alignment {
        format: FORMAT.into(),
        version: VERSION,
        article: ArticleFacts {
            language: article.language().clone(),
            text: article.text().into(),
            sha256: Sha256::of(article.text().as_bytes()),
        },
        transcript: TranscriptFacts {
            engine: transcript.engine().name.clone(),
            model: transcript.engine().model.clone(),
            words: heard,
            duration_ms: 60_000,
            second_pass: vec![WordRange::new(0, 1)],
        },
        pair: Pair { verdict: PairVerdict::Matched, score: 0.93, reason: None },
        sentences,
        audio: vec![
            stretch(0, 50_000, AudioStatus::InArticle, WordRange::new(0, heard)),
            stretch(50_000, 60_000, AudioStatus::NotInArticle, WordRange::new(heard.saturating_sub(2), heard)),
        ],
        word_times: crate::align::word_times(transcript),
        judgement: JUDGEMENT,
    }
}

pub(super) const PAGE: &str = "عقد مجلس الأمن جلسة طارئة. دعا الأمين العام إلى وقف القتال.";
pub(super) const HEARD: [&str; 3] = ["عقد مجلس الامن جلسه طارئة", "دعا الامين العام الى وقف القتال", "اخبار الأمم المتحدة"];

pub(super) struct Shelved {
    pub(super) report: ReportId,
    pub(super) recording: RecordingId,
    pub(super) article: ArticleId,
    pub(super) transcript: TranscriptId,
    pub(super) alignment: AlignmentId,
}

/// One report with all that belongs to it.
pub(super) fn shelve(catalog: &Catalog, title: &str, content: char) -> Shelved {
    let recording = catalog.add_recording(&recording(&format!("/air/{content}.mp3"), content), 10).unwrap();
    let new = ReportFacts {
        title: title.into(),
        recording: Some(recording),
        language: Some(Language::arabic()),
        ..ReportFacts::default()
    };
    let report = catalog.add_report(&new, 11).unwrap();
    let (page, heard) = (article(PAGE), transcript(&HEARD));
    let article = catalog.attach_article(report, &page, None, 12).unwrap().id();
    let transcript = catalog.save_transcript(recording, &heard, 13).unwrap();
    let alignment = catalog.save_alignment(report, article, transcript, &alignment(&page, &heard), 14).unwrap();
    Shelved { report, recording, article, transcript, alignment }
}
