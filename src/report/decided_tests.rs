//! Decisions and the findings that they are about.

use super::{Decision, Finding, Outcome, Report, Verdict, build};
use crate::align::align;
use crate::article::{self, ReadOptions};
use crate::transcript;

fn report(page: &str, heard: &str) -> Report {
    let page = article::read(page.as_bytes(), &ReadOptions::default()).unwrap();
    let heard = transcript::read(heard.as_bytes(), None).unwrap();
    build(&align(&heard, &page), &heard, page.facts())
}

const HEARD: &str = "WEBVTT\n\n00:01.000 --> 00:05.000\nThe council approved the new bridge on Monday.\n\n00:05.500 --> 00:09.000\nIt will not cost forty million crowns.\n";
const PAGE: &str =
    "The council approved the new bridge on Monday. It will cost forty million crowns. Nobody read this sentence at all.";

fn decided(finding: &Finding, verdict: Verdict) -> Decision {
    Decision {
        id: 1,
        finding: finding.key,
        kind: finding.kind.name(),
        verdict,
        note: None,
        published: finding.published.clone(),
        heard: finding.heard.clone(),
        span: finding.span,
        author: "Amal".to_owned(),
        decided_unix_s: 0,
        to_confirm: false,
    }
}

#[test]
fn what_is_decided_is_no_finding_and_a_note_leaves_it_one() {
    let open = report(PAGE, HEARD);
    assert_eq!(open.findings.len(), 2, "{:?}", open.findings);
    let all: Vec<Decision> = open.findings.iter().map(|f| decided(f, Verdict::Article)).collect();
    let settled = open.clone().with_decisions(all);
    assert_eq!((settled.findings.len(), settled.decided.len()), (0, 2));
    assert_eq!(settled.outcome(), Outcome::Agrees);
    let noted = open.clone().with_decisions([decided(&open.findings[0], Verdict::Note)]);
    assert_eq!((noted.findings.len(), noted.outcome()), (2, Outcome::Differs));
    let again = open.clone().with_decisions([Verdict::Speech, Verdict::Open].map(|v| decided(&open.findings[0], v)));
    assert_eq!(again.findings, open.findings, "the last word counts");
}

/// Scenes 14 and 15 of the review page.
#[test]
fn a_decision_outlives_another_alignment_and_is_confirmed_or_listed_when_its_finding_changed() {
    let open = report(PAGE, HEARD);
    let decision = decided(&open.findings[0], Verdict::Article);
    let earlier = report(&format!("A new first sentence. {PAGE}"), HEARD);
    assert_eq!(earlier.clone().with_decisions([decision.clone()]).decided.len(), 1, "{:?}", earlier.findings);
    let changed = report(&PAGE.replace("forty", "fifty"), HEARD).with_decisions([decision.clone()]);
    let confirm: Vec<_> = changed.findings.iter().filter_map(|f| f.decision.as_ref()).collect();
    assert!(changed.decided.is_empty() && confirm.len() == 1 && confirm[0].to_confirm, "{changed:?}");
    let agreed = report(&PAGE.replace("will cost", "will not cost"), HEARD).with_decisions([decision]);
    assert_eq!(agreed.orphaned_decisions.len(), 1, "{:?}", agreed.findings);
}
