//! A pair of words that differ in the same way throughout is one thing to look at, not one in each sentence.

use std::collections::HashMap;

use super::{Change, Finding, FindingKind, FindingPlace, FindingReason};
use crate::align::{Difference, DifferenceKind};
use crate::text::normalise;

/// In how many places the same must be said for the same to be one finding.
const CONSISTENT_PLACES: usize = 3;

/// What differs, whatever its spelling: the kind of finding and of difference, the published words and the heard ones.
type Pair = (FindingKind, DifferenceKind, String, String);

/// The same findings, where words that were said for the same published ones in three places or more are one finding, in the place
/// of the first.
pub(super) fn gathered(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: HashMap<Pair, usize> = HashMap::new();
    for (finding, difference) in findings.iter().flat_map(|f| f.differences.iter().map(move |d| (f, d))) {
        if let Some(pair) = pair(finding, difference) {
            *counts.entry(pair).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= CONSISTENT_PLACES);
    if counts.is_empty() {
        return findings;
    }
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut opened: HashMap<Pair, usize> = HashMap::new();
    for mut finding in findings {
        let had_any = !finding.differences.is_empty();
        for difference in std::mem::take(&mut finding.differences) {
            let Some(pair) = pair(&finding, &difference).filter(|pair| counts.contains_key(pair)) else {
                finding.differences.push(difference);
                continue;
            };
            let at = *opened.entry(pair).or_insert_with(|| {
                kept.push(Finding { differences: Vec::new(), ..finding.clone() });
                kept.len() - 1
            });
            if let (Some(first), Some(sentence)) = (kept.get_mut(at), finding.sentence) {
                first.places.push(FindingPlace { sentence, span: finding.span });
                first.differences.push(difference);
            }
        }
        if !had_any || !finding.differences.is_empty() {
            kept.push(finding);
        }
    }
    kept.iter_mut().for_each(tell);
    kept
}

/// Fills what follows from a finding's differences and places.
fn tell(finding: &mut Finding) {
    finding.changes = finding.differences.iter().map(Change::from).collect();
    if !finding.places.is_empty() {
        let mut sentences: Vec<usize> = finding.places.iter().map(|place| place.sentence).collect();
        sentences.dedup();
        finding.reason = Some(FindingReason::EachTime { places: finding.places.len(), sentences });
    }
}

fn pair(finding: &Finding, difference: &Difference) -> Option<Pair> {
    let told = matches!(finding.kind, FindingKind::ChangedMeaning | FindingKind::Reworded | FindingKind::Listen);
    let (published, said) = difference.published.as_ref().zip(difference.said.as_ref()).filter(|_| told)?;
    let key =
        |text: &str| text.split_whitespace().map(|word| normalise(word).key().to_owned()).collect::<Vec<_>>().join(" ");
    Some((finding.kind, difference.kind, key(&published.text), key(&said.text)))
}
