//! The check report as one page that needs nothing else.

mod address;
mod clock;
mod items;
mod places;
mod quote;
mod recording;
mod sentences;

use std::io::{self, Write};
use std::path::Path;

use askama::Template;

use crate::align::PairVerdict;
use crate::text::{Language, Sha256};

use super::labels::Labels;
use super::{Decision, FindingKind, Report};
use clock::{clock, time};
use items::{Item, KindCount, data, item, kinds};
use recording::{Bar, ExtraRow, SoundRow, Stretch, bars, extra, stretch};
use sentences::{Row, row};

/// How the page is written.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// Where the page finds the recording: a path relative to the page, or an address. Default: none, and times are not
    /// clickable.
    pub audio: Option<String>,
    /// The language of the page's own words, Arabic or English. Default: the article's, or else English.
    pub language: Option<Language>,
    /// What stands in the footer besides the provenance: when and by what the page was made. Default: nothing.
    pub made: Option<String>,
}

impl HtmlOptions {
    /// The same with `audio` as the address of the recording. One that is neither a path nor of a file or the web, such as a
    /// script's, is left out of the page.
    #[must_use]
    pub fn with_audio(self, audio: impl Into<String>) -> Self {
        Self { audio: Some(audio.into()), ..self }
    }

    /// The same with the recording at the absolute path `recording`, of a page that will lie at the absolute path `page`: the address
    /// is relative where both lie under one folder.
    #[must_use]
    pub fn with_audio_beside(self, recording: &Path, page: &Path) -> Self {
        self.with_audio(address::from_page(recording, page))
    }

    /// The same with the page's own words in `language`.
    #[must_use]
    pub fn with_language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// The same with `made` in the footer.
    #[must_use]
    pub fn with_made(self, made: impl Into<String>) -> Self {
        Self { made: Some(made.into()), ..self }
    }
}

/// Writes the report as one HTML file that needs nothing else: the article with each sentence's verdict and what was said
/// beside it, times that play the recording, the findings, and the speech that is not in the article.
///
/// # Errors
/// Those of `out`.
pub fn write_html(report: &Report, options: &HtmlOptions, out: &mut impl Write) -> io::Result<()> {
    let labels = Labels::of(options.language.as_ref().unwrap_or(&report.language));
    let page = Page::new(report, options, labels);
    page.write_into(out)
}

/// Whether a file holds a page that [`write_html`] wrote for the program, this version's or an earlier one's, edited since or not.
#[must_use]
pub fn is_page(bytes: &[u8]) -> bool {
    const FOOTER: &[u8] = b"<footer>";
    const MADE_BY: &[u8] = b"<bdi>rawi ";
    let after = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).rposition(|at| at == what).map(|at| at + what.len());
    bytes.starts_with(b"<!DOCTYPE html>")
        && after(bytes, FOOTER).is_some_and(|at| after(bytes.get(at..).unwrap_or_default(), MADE_BY).is_some())
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    l: &'static Labels,
    title: String,
    /// Language and direction of the article's own text.
    lang: &'a str,
    dir: &'static str,
    audio: Option<&'a str>,
    facts: Vec<&'a str>,
    url: Option<&'a str>,
    refused: Option<Refused>,
    figures: Vec<Figure>,
    timeline: Vec<Stretch>,
    bars: Vec<Bar>,
    kinds: Vec<KindCount>,
    findings: Vec<Item<'a>>,
    listen: Vec<Item<'a>>,
    notes: Vec<Item<'a>>,
    misheard: Vec<Item<'a>>,
    misheard_places: usize,
    decided: Vec<Item<'a>>,
    orphaned: Vec<String>,
    lines: Vec<Row<'a>>,
    extras: Vec<ExtraRow<'a>>,
    sounds: Vec<SoundRow<'a>>,
    /// The findings as JSON that can stand in a script.
    data: String,
    provenance: Vec<String>,
}

struct Refused {
    verdict: &'static str,
    reason: String,
}

struct Figure {
    percent: usize,
    label: &'static str,
    detail: String,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, options: &'a HtmlOptions, l: &'static Labels) -> Self {
        let article = &report.article;
        let items = |wanted: fn(FindingKind) -> bool| {
            report.findings.iter().filter(|f| wanted(f.kind)).map(|f| item(f, &report.language, l)).collect::<Vec<_>>()
        };
        Self {
            l,
            title: article.title.clone().unwrap_or_else(|| l.report.to_owned()),
            lang: report.language.as_str(),
            dir: report.language.direction(),
            audio: options.audio.as_deref().filter(|a| is_playable(a)),
            facts: [&article.site, &article.author, &article.date].into_iter().flatten().map(String::as_str).collect(),
            url: article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
            refused: refused(report, l),
            figures: figures(report, l),
            timeline: report.timeline.iter().map(|(span, status)| stretch(*span, *status, l)).collect(),
            bars: bars(report, l),
            kinds: kinds(report, l),
            findings: items(|kind| !kind.is_note()),
            listen: items(|kind| kind == FindingKind::Listen),
            notes: items(|kind| matches!(kind, FindingKind::Moved | FindingKind::Duplicate)),
            misheard: items(|kind| kind == FindingKind::Misheard),
            misheard_places: report.differences.hearing - report.differences.listen.min(report.differences.hearing),
            decided: report.decided.iter().map(|finding| item(finding, &report.language, l)).collect(),
            orphaned: report.orphaned_decisions.iter().map(|decision| orphan(decision, l)).collect(),
            lines: report.sentences.iter().map(|line| row(line, &report.language, l)).collect(),
            extras: report.not_in_article.iter().map(|e| extra(e, &report.language, l)).collect(),
            sounds: report.sounds.iter().map(|s| SoundRow { time: s.span.map(time), text: &s.text }).collect(),
            data: data(report, l),
            provenance: provenance(report, options),
        }
    }
}

fn refused(report: &Report, l: &'static Labels) -> Option<Refused> {
    let why = || report.pair.reason.as_ref().map_or_else(String::new, |reason| l.refusal(reason));
    match report.pair.verdict {
        PairVerdict::Matched => None,
        PairVerdict::Refused if report.findings.iter().any(|f| f.kind == FindingKind::NothingHeard) => {
            Some(Refused { verdict: l.nothing_heard, reason: String::new() })
        }
        PairVerdict::Refused => Some(Refused { verdict: l.refused, reason: why() }),
    }
}

/// A decision with what it was about.
fn orphan(decision: &Decision, l: &Labels) -> String {
    let about = decision.published.as_ref().or(decision.heard.as_ref());
    format!("{}{}", l.decision(decision), about.map(|text| format!(" «{text}»")).unwrap_or_default())
}

/// A path or a web address; never a script.
fn is_playable(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_none_or(|s| matches!(s.as_str(), "http" | "https" | "file" | "blob") || s.contains(['/', '.']))
}

fn figures(report: &Report, l: &'static Labels) -> Vec<Figure> {
    let c = &report.coverage;
    let said = c.sentences_spoken + c.sentences_partly;
    vec![
        Figure { percent: c.sentence_percent(), label: l.sentences, detail: format!("{said} / {}", c.sentences) },
        Figure { percent: c.word_percent(), label: l.words, detail: format!("{} / {}", c.words_spoken, c.words) },
        Figure {
            percent: c.speech_percent(),
            label: l.speech,
            detail: format!("{} / {}", clock(c.in_article_ms), clock(c.speech_ms)),
        },
    ]
}

fn provenance(report: &Report, options: &HtmlOptions) -> Vec<String> {
    let p = &report.provenance;
    let hash = |name: &str, sha: Sha256| format!("{name} sha256 {}", sha.short(16));
    let mut lines = vec![p.engine.clone()];
    lines.extend(p.model.clone());
    lines.extend(p.model_sha256.map(|sha| hash("model", sha)));
    lines.push(hash("article", p.article_sha256));
    lines.extend(options.made.clone());
    lines.retain(|line| !line.is_empty());
    lines
}
