use std::io::{self, Write};

use askama::Template;

use crate::align::{AudioStatus, Difference, PairVerdict, SentenceStatus, Weight};
use crate::text::{Language, Sha256, TextRange, stage_directions};
use crate::time::{ClockStyle, Millis, Span, Timestamp};

use super::coverage::counts;
use super::labels::Labels;
use super::{Extra, Finding, FindingKind, Line, Report};

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

/// A stretch of the recording on the timeline.
struct Stretch {
    class: &'static str,
    ms: u32,
    label: &'static str,
    time: Time,
}

/// How much of the recording is of one kind.
struct Bar {
    class: &'static str,
    label: &'static str,
    time: String,
}

/// How many findings there are of a kind.
struct KindCount {
    kind: String,
    label: &'static str,
    count: usize,
}

struct Time {
    start: String,
    end: String,
    clock: String,
    until: String,
}

struct Item<'a> {
    class: &'static str,
    kind: String,
    label: &'static str,
    time: Option<Time>,
    /// The row of the sentence, and its number for people.
    sentence: Option<(usize, usize)>,
    differences: Vec<Place<'a>>,
    published: Option<&'a str>,
    heard: Option<&'a str>,
    reason: Option<String>,
}

struct Row<'a> {
    id: usize,
    number: usize,
    class: &'static str,
    part: &'static str,
    headline: bool,
    status: &'static str,
    time: Option<Time>,
    remarks: Vec<String>,
    pieces: Vec<Piece<'a>>,
    heard: Option<&'a str>,
    same: bool,
    differences: Vec<Place<'a>>,
}

/// A place where the two wordings differ.
struct Place<'a> {
    class: &'static str,
    kind: &'static str,
    published: Option<&'a str>,
    said: Option<&'a str>,
}

/// A run of the published sentence, said or not.
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

struct SoundRow<'a> {
    time: Option<Time>,
    text: &'a str,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, options: &'a HtmlOptions, l: &'static Labels) -> Self {
        let article = &report.article;
        let items = |wanted: fn(FindingKind) -> bool| {
            report.findings.iter().filter(|f| wanted(f.kind)).map(|f| item(f, l)).collect::<Vec<_>>()
        };
        Self {
            l,
            title: article.title.clone().unwrap_or_else(|| l.report.to_owned()),
            lang: report.language.as_str(),
            dir: if report.language.is_right_to_left() { "rtl" } else { "ltr" },
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
            lines: report.sentences.iter().map(|line| row(line, l)).collect(),
            extras: report.not_in_article.iter().map(|e| extra(e, l)).collect(),
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

/// The kinds of finding that there are, in the order in which they are listed.
fn kinds(report: &Report, l: &'static Labels) -> Vec<KindCount> {
    let mut found: Vec<KindCount> = Vec::new();
    for finding in report.findings.iter().filter(|f| f.kind != FindingKind::Misheard) {
        let kind = kind_name(finding.kind);
        match found.iter_mut().find(|count| count.kind == kind) {
            Some(count) => count.count += 1,
            None => found.push(KindCount { kind, label: l.finding(finding.kind), count: 1 }),
        }
    }
    found
}

/// A kind's name in JSON, which is its name in the page's code too.
fn kind_name(kind: FindingKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The findings as the page's buttons copy and save them. A `<` would end the script that they stand in.
fn data(report: &Report, l: &'static Labels) -> String {
    let row = |finding: &Finding| {
        let clock = |at: Timestamp| ClockStyle::Seconds.print(at);
        let places = finding.differences.iter().map(|d| {
            let published = d.published.as_ref().map(|words| words.text.as_str());
            let said = d.said.as_ref().map(|words| words.text.as_str());
            serde_json::json!({ "kind": d.kind, "weight": d.weight, "published": published, "said": said })
        });
        serde_json::json!({
            "kind": finding.kind,
            "label": l.finding(finding.kind),
            "sentence": finding.sentence.map(|id| id + 1),
            "start": finding.span.map(|span| clock(span.start())),
            "end": finding.span.map(|span| clock(span.end())),
            "published": finding.published,
            "said": finding.heard,
            "differences": places.collect::<Vec<_>>(),
            "reason": finding.reason.as_ref().map(|reason| l.why(reason)),
        })
    };
    let rows: Vec<serde_json::Value> = report.findings.iter().map(row).collect();
    serde_json::Value::from(rows).to_string().replace('<', "\\u003c")
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

fn stretch(span: Span, status: AudioStatus, l: &'static Labels) -> Stretch {
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

fn finding_class(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::RefusedPair
        | FindingKind::NothingHeard
        | FindingKind::ChangedMeaning
        | FindingKind::PublishedNotSaid
        | FindingKind::MissingTranscript => "not",
        FindingKind::Reworded | FindingKind::Ambiguous | FindingKind::SuspectedHallucination => "partly",
        FindingKind::SaidNotPublished => "extra",
        FindingKind::Listen => "partly",
        FindingKind::Moved | FindingKind::Duplicate | FindingKind::Misheard => "furniture",
    }
}

fn item<'a>(finding: &'a Finding, l: &'static Labels) -> Item<'a> {
    Item {
        class: finding_class(finding.kind),
        kind: kind_name(finding.kind),
        label: l.finding(finding.kind),
        time: finding.span.map(time),
        sentence: finding.sentence.map(|id| (id, id + 1)),
        differences: finding.differences.iter().map(|d| place(d, l)).collect(),
        published: finding.published.as_deref(),
        heard: finding.heard.as_deref(),
        // The reason for a duplicate is said by the sentence that it names, below.
        reason: finding.reason.as_ref().filter(|_| !finding.kind.is_note()).map(|reason| l.why(reason)),
    }
}

fn row<'a>(line: &'a Line, l: &'static Labels) -> Row<'a> {
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(line.duplicate_of.map(|of| format!("{} {}", l.duplicate, of + 1)));
    remarks.extend((line.moved && line.duplicate_of.is_none()).then(|| l.moved.to_owned()));
    remarks.extend(line.ambiguous.then(|| l.ambiguous.to_owned()));
    remarks.extend(line.time.is_inferred().then(|| l.inferred.to_owned()));
    if line.confidence < 0.8 && line.status != SentenceStatus::Boilerplate {
        remarks.push(format!("{} {:.0} %", l.confidence, f64::from(line.confidence) * 100.0));
    }
    let said = matches!(line.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    let is_direction = line.status == SentenceStatus::Boilerplate && !stage_directions(&line.published).is_empty();
    let sounded = line.sound.as_ref();
    Row {
        id: line.id,
        number: line.id + 1,
        class: match line.status {
            SentenceStatus::Spoken => "spoken",
            SentenceStatus::Partly => "partly",
            // Nobody is expected to read a headline or the hand-over.
            SentenceStatus::NotSpoken if counts(line.part) => "not",
            SentenceStatus::NotSpoken | SentenceStatus::Boilerplate => "furniture",
        },
        part: l.part(line.part),
        headline: line.part == crate::article::PartKind::Headline,
        status: if is_direction { l.stage_direction } else { l.status(line.status) },
        time: line.time.span().or(sounded.and_then(|sound| sound.span)).map(time),
        remarks,
        // Of a sentence that was not said, every word is unheard; marking each says nothing.
        pieces: pieces(line, said),
        heard: line.heard.as_deref().filter(|_| said).or(sounded.map(|sound| sound.text.as_str())),
        same: said && line.differences.is_empty() && line.status == SentenceStatus::Spoken,
        differences: line.differences.iter().filter(|_| said).map(|d| place(d, l)).collect(),
    }
}

fn place<'a>(difference: &'a Difference, l: &'static Labels) -> Place<'a> {
    Place {
        class: match difference.weight {
            Weight::Meaning => "meaning",
            Weight::Wording => "wording",
            Weight::Hearing => "hearing",
        },
        kind: match difference.weight {
            Weight::Hearing => l.misheard,
            _ => l.difference(difference.kind),
        },
        published: difference.published.as_ref().map(|words| words.text.as_str()),
        said: difference.said.as_ref().map(|words| words.text.as_str()),
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
    Time {
        start: seconds(span.start()),
        end: seconds(span.end()),
        clock: ClockStyle::Seconds.print(span.start()),
        until: ClockStyle::Seconds.print(span.end()),
    }
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
