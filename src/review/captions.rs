//! The captions of a report within some limits, with what people set, and what is known of each cue.

use super::Error;
use super::corrections::settle;
use super::cue_overrides::of_setting;
use super::report_words::aligned;
use crate::caption::{
    self, CueOptions, CueOverride, CueRules, CueWordings, EditedCues, Format, Preset, edited_cues,
    edited_cues_without_article,
};
use crate::catalog::{Catalog, ReportId, StoredCueSetting};
use crate::job::Aligned;
use crate::transcript::Transcript;

/// Captions, and of what they were made.
pub(super) struct Captions {
    pub(super) cues: EditedCues,
    pub(super) wordings: Vec<CueWordings>,
    pub(super) rules: CueRules,
    pub(super) preset: Preset,
    pub(super) transcript: Transcript,
    /// What people set, as the overrides of `cues` are.
    pub(super) settings: Vec<StoredCueSetting>,
    /// The number of the newest step about them; 0 without any.
    pub(super) edit: i64,
    /// Tells these from those of another moment.
    pub(super) state: String,
}

/// The captions of a report now; why there are none. `now` is in seconds since 1970.
pub(super) fn captions(
    catalog: &Catalog,
    id: ReportId,
    preset: Preset,
    now: i64,
) -> Result<Result<Captions, String>, Error> {
    let report = catalog.report(id)?;
    let rules = preset.rules();
    let mut options = CueOptions::new(rules.clone());
    // As in a file of the format for which the limits are the usual ones.
    options.label_speakers = preset != Preset::default_for(Format::Vtt);
    let (settings, overrides) = set(catalog, id)?;
    let newest = catalog.newest_cue_edit(id)?;
    let (cues, wordings, transcript, version) = match aligned(catalog, &report, now)? {
        Some((version, aligned)) => match of_pair(&aligned, &options, overrides) {
            Ok((cues, wordings)) => (cues, wordings, aligned.transcript().clone(), version.number()),
            Err(refusal) => return Ok(Err(refusal)),
        },
        None => {
            let shown = report.facts.recording.map(|recording| settle(catalog, recording, now)).transpose()?.flatten();
            let Some(shown) = shown else { return Ok(Err("nothing was heard yet".to_owned())) };
            let transcript = catalog.transcript(shown)?;
            let cues = edited_cues_without_article(&transcript, &options, overrides);
            let wordings = vec![CueWordings::default(); cues.track().cues().len()];
            (cues, wordings, transcript, shown.number())
        }
    };
    let state = format!("{version}.{newest}.{}", preset.name());
    Ok(Ok(Captions { cues, wordings, rules, preset, transcript, settings, edit: newest, state }))
}

fn of_pair(
    aligned: &Aligned,
    options: &CueOptions,
    overrides: Vec<CueOverride>,
) -> Result<(EditedCues, Vec<CueWordings>), String> {
    let pair = aligned.matched().map_err(|refusal| refusal.to_string())?;
    let cues = edited_cues(pair, options, overrides);
    let wordings = caption::wordings(pair, options, &cues);
    Ok((cues, wordings))
}

/// What people set, as it is kept and as captions take it: entry for entry.
fn set(catalog: &Catalog, report: ReportId) -> Result<(Vec<StoredCueSetting>, Vec<CueOverride>), Error> {
    let read = |stored: StoredCueSetting| of_setting(&stored).map(|set| (stored, set));
    Ok(catalog.cue_settings(report)?.into_iter().filter_map(read).unzip())
}
