//! What people set about captions: as the catalog keeps it, and as captions take it.

use crate::caption::{Anchor, CueOverride, Instruction, Wording};
use crate::catalog::{self, Catalog, CueSetting, CueSettingKind, ReportId, StoredCueSetting};

/// What people set by hand about the captions of a report, in the order in which they did: for [`crate::caption::edited_cues`].
///
/// # Errors
/// Those of reading.
pub fn cue_overrides(catalog: &Catalog, report: ReportId) -> Result<Vec<CueOverride>, catalog::Error> {
    Ok(catalog.cue_settings(report)?.iter().filter_map(of_setting).collect())
}

/// A setting as captions take it; `None` of one that another program wrote and that says nothing.
pub(super) fn of_setting(stored: &StoredCueSetting) -> Option<CueOverride> {
    let set = stored.setting.as_ref()?;
    let words = set.words.split_whitespace().map(str::to_owned).collect();
    let anchor = Anchor::new(words, set.before.clone(), set.after.clone(), set.span)?;
    let instruction = match set.kind {
        CueSettingKind::Text => {
            let wording = set.wording.as_deref().and_then(|name| name.parse().ok()).unwrap_or(Wording::Hand);
            Instruction::Text { text: set.text.clone()?, wording }
        }
        CueSettingKind::Break => Instruction::Break,
        CueSettingKind::Join => Instruction::Join,
        CueSettingKind::Start => Instruction::Start { shift_ms: set.shift_ms? },
        CueSettingKind::End => Instruction::End { shift_ms: set.shift_ms? },
    };
    Some(CueOverride { anchor, instruction, limits: set.limits.clone() })
}

/// An override as the catalog keeps it.
pub(super) fn setting(set: CueOverride) -> CueSetting {
    let CueOverride { anchor, instruction, limits } = set;
    let (mut text, mut wording, mut shift_ms) = (None, None, None);
    let kind = match instruction {
        Instruction::Text { text: shown, wording: whose } => {
            (text, wording) = (Some(shown), Some(whose.name().to_owned()));
            CueSettingKind::Text
        }
        Instruction::Break => CueSettingKind::Break,
        Instruction::Join => CueSettingKind::Join,
        Instruction::Start { shift_ms: shift } => {
            shift_ms = Some(shift);
            CueSettingKind::Start
        }
        Instruction::End { shift_ms: shift } => {
            shift_ms = Some(shift);
            CueSettingKind::End
        }
    };
    let Anchor { words, before, after, span, .. } = anchor;
    CueSetting { kind, words: words.join(" "), before, after, span, text, wording, shift_ms, limits }
}
