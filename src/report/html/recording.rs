//! The recording: its timeline, what the article does not have of it, the sounds that were noted.

use super::super::labels::Labels;
use super::super::{Extra, Report};
use super::clock::{Time, clock, time};
use super::quote::Quote;
use crate::align::AudioStatus;
use crate::text::Language;
use crate::time::Span;

/// A stretch of the recording on the timeline.
pub(super) struct Stretch {
    pub(super) class: &'static str,
    pub(super) ms: u32,
    pub(super) label: &'static str,
    pub(super) time: Time,
}

/// How much of the recording is of one kind.
pub(super) struct Bar {
    pub(super) class: &'static str,
    pub(super) label: &'static str,
    pub(super) time: String,
}

/// A stretch that the article does not have.
pub(super) struct ExtraRow<'a> {
    pub(super) class: &'static str,
    pub(super) status: &'static str,
    pub(super) time: Time,
    pub(super) heard: Quote<'a>,
    pub(super) reason: Option<String>,
}

/// A sound that the recogniser noted.
pub(super) struct SoundRow<'a> {
    pub(super) time: Option<Time>,
    pub(super) text: &'a str,
}

pub(super) fn bars(report: &Report, l: &'static Labels) -> Vec<Bar> {
    let c = &report.coverage;
    let all = [
        (AudioStatus::InArticle, c.in_article_ms),
        (AudioStatus::NotInArticle, c.not_in_article_ms),
        (AudioStatus::SuspectedHallucination, c.suspected_ms),
        (AudioStatus::MissingTranscript, c.missing_ms),
        (AudioStatus::NonSpeech, c.non_speech_ms),
    ];
    let bar = |(status, ms): (AudioStatus, u64)| {
        (ms > 0).then(|| Bar { class: audio_class(status), label: l.audio(status), time: clock(ms) })
    };
    all.into_iter().filter_map(bar).collect()
}

pub(super) fn stretch(span: Span, status: AudioStatus, l: &'static Labels) -> Stretch {
    Stretch { class: audio_class(status), ms: span.duration().as_millis(), label: l.audio(status), time: time(span) }
}

fn audio_class(status: AudioStatus) -> &'static str {
    match status {
        AudioStatus::InArticle => "spoken",
        AudioStatus::NotInArticle => "extra",
        AudioStatus::NonSpeech => "furniture",
        AudioStatus::SuspectedHallucination => "partly",
        AudioStatus::MissingTranscript => "not",
    }
}

/// `language` is the article's.
pub(super) fn extra<'a>(extra: &'a Extra, language: &'a Language, l: &'static Labels) -> ExtraRow<'a> {
    ExtraRow {
        class: audio_class(extra.status),
        status: l.audio(extra.status),
        time: time(extra.span),
        heard: Quote::new(&extra.heard, extra.reason.as_ref().and_then(|reason| reason.spoken_language()), language),
        reason: extra.reason.as_ref().map(|reason| l.stretch(reason)),
    }
}
