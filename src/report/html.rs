use std::io::{self, Write};

use askama::Template;

use crate::align::{AudioStatus, PairVerdict, SentenceStatus};
use crate::text::{Language, Sha256, TextRange};
use crate::time::{ClockStyle, Millis, Span, Timestamp};

use super::coverage::counts;
use super::labels::Labels;
use super::{Change, Extra, Finding, FindingKind, Line, Report};

/// How the page is written.
#[derive(Debug, Clone, Default)]
pub struct HtmlOptions {
    /// Where the page finds the recording: a path relative to the page, or an address. Default: none, and times are not
    /// clickable.
    pub audio: Option<String>,
    /// The language of the page's own words, Arabic or English. Default: the article's, or else English.
    pub language: Option<Language>,
    /// What stands in the footer besides the provenance: when and by what the page was made. Default: nothing.
    pub made: Option<String>,
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
    refused: Option<String>,
    figures: Vec<Figure>,
    bars: Vec<Bar>,
    findings: Vec<Item<'a>>,
    notes: Vec<Item<'a>>,
    lines: Vec<Row<'a>>,
    extras: Vec<ExtraRow<'a>>,
    provenance: Vec<String>,
}

struct Figure {
    percent: usize,
    label: &'static str,
    detail: String,
}

/// A piece of the bar that shows what the recording is made of.
struct Bar {
    class: &'static str,
    permille: u64,
    label: &'static str,
    time: String,
}

struct Time {
    start: String,
    end: String,
    clock: String,
}

struct Item<'a> {
    class: &'static str,
    label: &'static str,
    time: Option<Time>,
    sentence: Option<usize>,
    published: Option<&'a str>,
    heard: Option<&'a str>,
    reason: Option<String>,
}

struct Row<'a> {
    id: usize,
    class: &'static str,
    part: &'static str,
    headline: bool,
    status: &'static str,
    time: Option<Time>,
    remarks: Vec<String>,
    pieces: Vec<Piece<'a>>,
    heard: Option<&'a str>,
    same: bool,
    changes: &'a [Change],
}

/// A run of the published sentence, heard or not.
struct Piece<'a> {
    text: &'a str,
    heard: bool,
}

struct ExtraRow<'a> {
    class: &'static str,
    status: &'static str,
    time: Time,
    heard: &'a str,
    reason: Option<String>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, options: &'a HtmlOptions, l: &'static Labels) -> Self {
        let (notes, findings): (Vec<&Finding>, Vec<&Finding>) = report.findings.iter().partition(|f| f.kind.is_note());
        let article = &report.article;
        let refused = report.pair.verdict == PairVerdict::Refused;
        Self {
            l,
            title: article.title.clone().unwrap_or_else(|| l.report.to_owned()),
            lang: report.language.as_str(),
            dir: if report.language.is_right_to_left() { "rtl" } else { "ltr" },
            audio: options.audio.as_deref().filter(|a| is_playable(a)),
            facts: [&article.site, &article.author, &article.date].into_iter().flatten().map(String::as_str).collect(),
            url: article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
            refused: refused.then(|| report.pair.reason.as_ref().map_or_else(String::new, |reason| l.refusal(reason))),
            figures: figures(report, l),
            bars: bars(report, l),
            findings: findings.into_iter().map(|f| item(f, l)).collect(),
            notes: notes.into_iter().map(|f| item(f, l)).collect(),
            lines: report.sentences.iter().map(|line| row(line, l)).collect(),
            extras: report.not_in_article.iter().map(|e| extra(e, l)).collect(),
            provenance: provenance(report, options),
        }
    }
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

fn bars(report: &Report, l: &'static Labels) -> Vec<Bar> {
    let c = &report.coverage;
    let total = (c.speech_ms + c.non_speech_ms).max(1);
    let all = [
        (AudioStatus::InArticle, c.in_article_ms),
        (AudioStatus::NotInArticle, c.not_in_article_ms),
        (AudioStatus::SuspectedHallucination, c.suspected_ms),
        (AudioStatus::MissingTranscript, c.missing_ms),
        (AudioStatus::NonSpeech, c.non_speech_ms),
    ];
    let bar = |(status, ms): (AudioStatus, u64)| {
        (ms > 0).then(|| Bar {
            class: audio_class(status),
            permille: ms * 1000 / total,
            label: l.audio(status),
            time: clock(ms),
        })
    };
    all.into_iter().filter_map(bar).collect()
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

fn finding_class(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::RefusedPair | FindingKind::PublishedNotSaid | FindingKind::MissingTranscript => "not",
        FindingKind::Reworded | FindingKind::Ambiguous | FindingKind::SuspectedHallucination => "partly",
        FindingKind::SaidNotPublished => "extra",
        FindingKind::Moved | FindingKind::Duplicate => "furniture",
    }
}

fn item<'a>(finding: &'a Finding, l: &'static Labels) -> Item<'a> {
    Item {
        class: finding_class(finding.kind),
        label: l.finding(finding.kind),
        time: finding.span.map(time),
        sentence: finding.sentence,
        published: finding.published.as_deref(),
        heard: finding.heard.as_deref(),
        // The reason for a duplicate is said by the sentence that it names, below.
        reason: finding.reason.as_ref().filter(|_| !finding.kind.is_note()).map(|reason| l.why(reason)),
    }
}

fn row<'a>(line: &'a Line, l: &'static Labels) -> Row<'a> {
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(line.duplicate_of.map(|of| format!("{} {of}", l.duplicate)));
    remarks.extend((line.moved && line.duplicate_of.is_none()).then(|| l.moved.to_owned()));
    remarks.extend(line.ambiguous.then(|| l.ambiguous.to_owned()));
    remarks.extend(line.time.is_inferred().then(|| l.inferred.to_owned()));
    if line.confidence < 0.8 && line.status != SentenceStatus::Boilerplate {
        remarks.push(format!("{} {:.0} %", l.confidence, f64::from(line.confidence) * 100.0));
    }
    let said = matches!(line.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    Row {
        id: line.id,
        class: match line.status {
            SentenceStatus::Spoken => "spoken",
            SentenceStatus::Partly => "partly",
            // Nobody is expected to read a headline or the hand-over.
            SentenceStatus::NotSpoken if counts(line.part) => "not",
            SentenceStatus::NotSpoken | SentenceStatus::Boilerplate => "furniture",
        },
        part: l.part(line.part),
        headline: line.part == crate::article::PartKind::Headline,
        status: l.status(line.status),
        time: line.time.span().map(time),
        remarks,
        // Of a sentence that was not said, every word is unheard; marking each says nothing.
        pieces: pieces(line, said),
        heard: line.heard.as_deref().filter(|_| said),
        same: said && line.changes.is_empty(),
        changes: if said { &line.changes } else { &[] },
    }
}

/// The sentence cut where heard and unheard words meet; the space between two unheard words is unheard.
fn pieces(line: &Line, mark: bool) -> Vec<Piece<'_>> {
    let text = line.published.as_str();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for range in line.unheard.iter().filter(|r| mark && line.range.holds(**r)) {
        let own = TextRange::new(range.start() - line.range.start(), range.end() - line.range.start());
        let Some((start, end)) = own.map(|r| (r.start(), r.end())) else { continue };
        match runs.last_mut() {
            Some((_, last)) if text.get(*last..start).is_some_and(|between| !between.chars().any(char::is_alphanumeric)) => {
                *last = end
            }
            _ => runs.push((start, end)),
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    for (start, end) in runs {
        found.push(Piece { text: text.get(at..start).unwrap_or(""), heard: true });
        found.push(Piece { text: text.get(start..end).unwrap_or(""), heard: false });
        at = end;
    }
    found.push(Piece { text: text.get(at..).unwrap_or(""), heard: true });
    found.retain(|piece| !piece.text.is_empty());
    found
}

fn extra<'a>(extra: &'a Extra, l: &'static Labels) -> ExtraRow<'a> {
    ExtraRow {
        class: audio_class(extra.status),
        status: l.audio(extra.status),
        time: time(extra.span),
        heard: &extra.heard,
        reason: extra.reason.as_ref().map(|reason| l.stretch(reason)),
    }
}

fn time(span: Span) -> Time {
    let seconds = |at: Timestamp| format!("{}.{:03}", at.as_millis() / 1000, at.as_millis() % 1000);
    Time { start: seconds(span.start()), end: seconds(span.end()), clock: ClockStyle::Seconds.print(span.start()) }
}

fn clock(ms: u64) -> String {
    ClockStyle::Seconds.print(Timestamp::ZERO + Millis::new(u32::try_from(ms).unwrap_or(u32::MAX)))
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
