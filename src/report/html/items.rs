//! What is listed: findings, notes and what was misheard.

use super::super::labels::Labels;
use super::super::{Finding, FindingKind, Report};
use super::clock::{Time, time};
use super::places::{Place, places};
use super::quote::Quote;
use crate::text::Language;
use crate::time::{ClockStyle, Span, Timestamp};

/// How many findings there are of a kind.
pub(super) struct KindCount {
    pub(super) kind: String,
    pub(super) label: &'static str,
    pub(super) count: usize,
}

/// A finding or a note as the page lists it.
pub(super) struct Item<'a> {
    pub(super) class: &'static str,
    pub(super) kind: String,
    pub(super) label: &'static str,
    /// Where to look and listen.
    pub(super) stops: Vec<Stop>,
    pub(super) differences: Vec<Place<'a>>,
    pub(super) published: Option<&'a str>,
    pub(super) heard: Option<Quote<'a>>,
    pub(super) reason: Option<String>,
    pub(super) decision: Option<String>,
}

/// One of the places that a finding is about.
pub(super) struct Stop {
    pub(super) time: Option<Time>,
    /// The row of the sentence, and its number for people.
    pub(super) sentence: Option<(usize, usize)>,
}

impl Stop {
    fn new(span: Option<Span>, sentence: Option<usize>) -> Self {
        Self { time: span.map(time), sentence: sentence.map(|id| (id, id + 1)) }
    }
}

/// The kinds of finding that there are, in the order in which they are listed.
pub(super) fn kinds(report: &Report, l: &'static Labels) -> Vec<KindCount> {
    let mut found: Vec<KindCount> = Vec::new();
    for finding in report.findings.iter().filter(|f| f.kind != FindingKind::Misheard) {
        let kind = finding.kind.name();
        match found.iter_mut().find(|count| count.kind == kind) {
            Some(count) => count.count += 1,
            None => found.push(KindCount { kind, label: l.finding(finding.kind), count: 1 }),
        }
    }
    found
}

/// The findings as the page's buttons copy and save them. A `<` would end the script that they stand in.
pub(super) fn data(report: &Report, l: &'static Labels) -> String {
    let row = |finding: &Finding| {
        let clock = |at: Timestamp| ClockStyle::Seconds.print(at);
        let places = finding.differences.iter().zip(&finding.changes).map(|(d, change)| {
            let captioned = change.captioned.as_ref().map(|captioned| l.captioned(captioned));
            let published = d.published.as_ref().map(|words| words.text.as_str());
            let said = d.said.as_ref().map(|words| words.text.as_str());
            let (kind, weight) = (d.kind, d.weight);
            serde_json::json!({ "kind": kind, "weight": weight, "published": published, "said": said, "captioned": captioned })
        });
        serde_json::json!({
            "kind": finding.kind,
            "label": l.finding(finding.kind),
            "sentence": finding.sentence.map(|id| id + 1),
            "sentences": finding.places.iter().map(|place| place.sentence + 1).collect::<Vec<_>>(),
            "start": finding.span.map(|span| clock(span.start())),
            "end": finding.span.map(|span| clock(span.end())),
            "published": finding.published,
            "said": finding.heard,
            "differences": places.collect::<Vec<_>>(),
            "reason": finding.reason.as_ref().map(|reason| l.why(reason)),
            "decision": finding.decision.as_ref().map(|decision| l.decision(decision)),
        })
    };
    let rows: Vec<serde_json::Value> = report.findings.iter().map(row).collect();
    serde_json::Value::from(rows).to_string().replace('<', "\\u003c")
}

fn finding_class(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::RefusedPair
        | FindingKind::NothingHeard
        | FindingKind::ChangedMeaning
        | FindingKind::PublishedNotSaid
        | FindingKind::MissingTranscript => "not",
        FindingKind::Reworded | FindingKind::Ambiguous | FindingKind::SuspectedHallucination => "partly",
        FindingKind::SaidNotPublished | FindingKind::Translated => "extra",
        FindingKind::Listen => "partly",
        FindingKind::Moved | FindingKind::Duplicate | FindingKind::Misheard => "furniture",
    }
}

/// `language` is the article's.
pub(super) fn item<'a>(finding: &'a Finding, language: &'a Language, l: &'static Labels) -> Item<'a> {
    let mut stops: Vec<Stop> = finding.places.iter().map(|place| Stop::new(place.span, Some(place.sentence))).collect();
    let mut differences = places(&finding.differences, &finding.changes, l);
    if stops.is_empty() {
        stops.push(Stop::new(finding.span, finding.sentence));
    } else {
        // Of the same in several places, once is enough.
        differences.truncate(1);
    }
    let spoken = finding.spoken_language();
    Item {
        class: finding_class(finding.kind),
        kind: finding.kind.name(),
        label: l.finding(finding.kind),
        stops,
        differences,
        published: finding.published.as_deref(),
        heard: finding.heard.as_deref().map(|text| Quote::new(text, spoken, language)),
        // The reason for a duplicate is said by the sentence that it names, below.
        reason: finding.reason.as_ref().filter(|_| finding.kind != FindingKind::Duplicate).map(|reason| l.why(reason)),
        decision: finding.decision.as_ref().map(|decision| l.decision(decision)),
    }
}
