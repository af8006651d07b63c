//! The check report as commands and the page show it: with captions and decisions.

use super::cue_overrides::cue_overrides;
use crate::caption::{self, CueOptions, Preset};
use crate::catalog::{self, Catalog, FindingVerdict, StoredFindingDecision, StoredReport};
use crate::job::Aligned;
use crate::report::{self, Decision, Report};

/// The check report of a report in the catalog, under the title that the catalog has, with what people decided. Captions are those of
/// the podcast preset, with what people set in them.
///
/// # Errors
/// Those of reading the decisions.
pub fn checked(catalog: &Catalog, report: &StoredReport, aligned: &Aligned) -> Result<Report, catalog::Error> {
    let mut facts = aligned.article().facts().clone();
    facts.title = Some(report.facts.title.clone());
    let built = report::build(aligned.alignment(), aligned.transcript(), &facts);
    let built = match aligned.matched() {
        Ok(pair) => {
            let (options, set) = (CueOptions::new(Preset::PodcastVtt.rules()), cue_overrides(catalog, report.id)?);
            built.with_captions(caption::edited_cues(pair, &options, set).track())
        }
        // Of a refused pair there are no captions.
        Err(_) => built,
    };
    Ok(built.with_decisions(catalog.finding_decisions(report.id)?.into_iter().map(decision)))
}

fn decision(StoredFindingDecision { id, decision, decided_unix_s, .. }: StoredFindingDecision) -> Decision {
    Decision {
        id,
        finding: decision.finding,
        kind: decision.kind,
        verdict: match decision.verdict {
            FindingVerdict::Article => report::Verdict::Article,
            FindingVerdict::Speech => report::Verdict::Speech,
            FindingVerdict::Note => report::Verdict::Note,
            FindingVerdict::Open => report::Verdict::Open,
        },
        note: decision.note,
        published: decision.published,
        heard: decision.heard,
        span: decision.span,
        author: decision.author,
        decided_unix_s,
        to_confirm: false,
    }
}
