//! What people decided on findings. A decision hangs on what its finding says, not on where it stands in a list, so that it is found
//! again when the report is aligned anew.

use std::collections::{BTreeMap, HashMap};

use super::decision::{Decision, Verdict};
use super::{Finding, Line};
use crate::text::{Sha256, normalise};

/// Findings by what was decided on them.
pub(super) struct Sorted {
    /// Those that are still to be looked at.
    pub(super) findings: Vec<Finding>,
    pub(super) decided: Vec<Finding>,
    /// Decisions whose finding is not there any more.
    pub(super) orphaned: Vec<Decision>,
}

/// Gives each finding what was decided on it. Of several decisions on one the last counts.
pub(super) fn sorted(mut findings: Vec<Finding>, decisions: impl IntoIterator<Item = Decision>) -> Sorted {
    let mut latest: BTreeMap<Sha256, Decision> = BTreeMap::new();
    for decision in decisions {
        latest.insert(decision.finding, decision);
    }
    latest.retain(|_, decision| decision.verdict != Verdict::Open);
    for finding in &mut findings {
        finding.decision = latest.remove(&finding.key);
    }
    let mut orphaned = Vec::new();
    for decision in latest.into_values() {
        let mut open = findings.iter_mut().filter(|finding| finding.decision.is_none());
        match open.find(|finding| resembles(finding, &decision)) {
            Some(finding) => finding.decision = Some(Decision { to_confirm: true, ..decision }),
            None => orphaned.push(decision),
        }
    }
    orphaned.sort_by_key(|decision| decision.id);
    let settled = |finding: &Finding| finding.decision.as_ref().is_some_and(Decision::settles);
    let (decided, findings) = findings.into_iter().partition(settled);
    Sorted { findings, decided, orphaned }
}

/// Whether a finding may be what is left of the one that was decided on.
fn resembles(finding: &Finding, decision: &Decision) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a.as_deref().map(key) == b.as_deref().map(key);
    let overlap = || {
        let (a, b) = (finding.span?, decision.span?);
        let shared = a.intersection(b)?.duration().as_millis();
        Some(shared > 0 && shared * 2 >= a.duration().min(b.duration()).as_millis())
    };
    topic(&finding.kind.name()) == topic(&decision.kind)
        && (same(&finding.published, &decision.published) || overlap() == Some(true))
}

/// What a kind of finding is about. What a difference weighs may be judged otherwise once a person has corrected the transcript, and
/// is the same difference all the same.
fn topic(kind: &str) -> &str {
    if matches!(kind, "changed_meaning" | "reworded" | "listen" | "misheard") { "difference" } else { kind }
}

/// Gives each finding its key.
pub(super) fn name_findings(findings: &mut [Finding], sentences: &[Line]) {
    let mut ordinals: HashMap<usize, usize> = HashMap::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in sentences {
        let count = seen.entry(key(&line.published)).or_default();
        ordinals.insert(line.id, *count);
        *count += 1;
    }
    let mut alike: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let said = statement(finding, &ordinals);
        let count = alike.entry(said.clone()).or_default();
        finding.key = Sha256::of(format!("{said}\u{1f}{count}").as_bytes());
        *count += 1;
    }
}

/// What a finding says, without where it stands: what it is about, its sentence with its place among equal ones, and both wordings.
fn statement(finding: &Finding, ordinals: &HashMap<usize, usize>) -> String {
    let mut parts = vec![topic(&finding.kind.name()).to_owned()];
    let places = |at: &crate::align::Difference| {
        let text = |words: Option<&str>| words.map(key).unwrap_or_default();
        let published = text(at.published.as_ref().map(|words| words.text.as_str()));
        format!("{published}\u{1e}{}", text(at.said.as_ref().map(|words| words.text.as_str())))
    };
    if finding.places.is_empty() {
        parts.extend(finding.published.as_deref().map(key));
        let ordinal = finding.sentence.and_then(|id| ordinals.get(&id));
        parts.extend(ordinal.map(ToString::to_string));
        parts.extend(finding.differences.iter().map(places));
    } else {
        // The same in several places is one statement, in however many.
        parts.extend(finding.differences.first().map(places));
    }
    if finding.sentence.is_none() {
        match &finding.heard {
            Some(heard) => parts.push(key(heard)),
            None => parts.extend(finding.span.map(|span| span.start().as_millis().to_string())),
        }
    }
    parts.join("\u{1f}")
}

/// A text as it is compared.
fn key(text: &str) -> String {
    text.split_whitespace()
        .map(|word| normalise(word).key().to_owned())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
