//! What the captioner's view reads and changes: each request is one step of the catalog's journal.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::Error;
use super::api::{Answer, Failed, json};
use super::api_changes::{body, name, short};
use super::captions::{Captions, captions};
use super::cue_overrides::setting;
use super::cues_data::{CueData, CuesData, SettingData, data};
use super::history::{self, Direction};
use super::shared::Shared;
use crate::caption::{CueEdge, OverrideChange, Preset, UnchangeableCue, Wording};
use crate::catalog::{Catalog, CueChange, CueEdit, CueEdited, ReportId, StoredCueEdit, StoredCueSetting};
use crate::time::Timestamp;

/// The limits of this name.
fn preset(name: &str) -> Result<Preset, Failed> {
    let unknown = |error: crate::caption::UnknownName| Failed(StatusCode::UNPROCESSABLE_ENTITY, error.to_string());
    name.parse().map_err(unknown)
}

/// The captions, or why there are none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Read {
    Cues(Box<CuesData>),
    None { refused: String },
}

pub(super) async fn cues(State(shared): State<Shared>, Path((id, within)): Path<(i64, String)>) -> Answer {
    let (preset, now) = (preset(&within)?, (shared.options.now)());
    let work = move |catalog: &Catalog| -> Result<Read, Error> {
        Ok(match captions(catalog, ReportId::new(id), preset, now)? {
            Ok(captions) => Read::Cues(Box::new(data(&captions))),
            Err(refused) => Read::None { refused },
        })
    };
    json(&shared.aligning.ask(work).await??)
}

/// What somebody does to captions.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    key: String,
    by: String,
    preset: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
enum What {
    /// Shows this text in a cue.
    Rewrite { cue: String, text: String, wording: String },
    /// Splits a cue in front of one of its words, counted from 0.
    Split { cue: String, word: usize },
    /// Joins a cue with the next one.
    Join { cue: String, with: String },
    /// Moves an edge; without a moment, to where it would be by itself.
    Move { cue: String, edge: Edge, to_ms: Option<u32> },
    /// Takes away all that was set on a cue.
    Reset { cue: String },
    /// Takes away one setting.
    Drop { slot: String, revision: u32 },
    /// Takes back one's last step.
    Undo,
    /// Does it again.
    Redo,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Edge {
    Start,
    End,
}

/// What became of it.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Outcome {
    /// In the captions of the state `before`, `gone` cues from `from` on are these now.
    Kept {
        edit: i64,
        before: String,
        state: String,
        from: usize,
        gone: usize,
        cues: Vec<CueData>,
        settings: Vec<SettingData>,
    },
    /// There is nothing to do or to take back.
    Nothing,
    /// The cue is another by now: nothing was changed. Who did something last.
    Stale { by: Option<String> },
}

pub(super) async fn act(State(shared): State<Shared>, Path(id): Path<i64>, headers: HeaderMap, bytes: Bytes) -> Answer {
    let mut act: Act = body(&headers, &bytes)?;
    act.by = name(&act.by)?;
    if let What::Rewrite { text, .. } = &act.what {
        short(text)?;
    }
    let (preset, now) = (preset(&act.preset)?, (shared.options.now)());
    let work = move |catalog: &Catalog| -> Result<Result<Outcome, Failed>, Error> {
        keep(catalog, ReportId::new(id), preset, &act, now)
    };
    let outcome = shared.aligning.ask(work).await???;
    let mut response = json(&outcome)?;
    match outcome {
        Outcome::Kept { .. } => shared.hub.nudge.notify_one(),
        Outcome::Stale { .. } => *response.status_mut() = StatusCode::CONFLICT,
        Outcome::Nothing => {}
    }
    Ok(response)
}

fn keep(catalog: &Catalog, report: ReportId, preset: Preset, act: &Act, now: i64) -> Result<Result<Outcome, Failed>, Error> {
    let before = match captions(catalog, report, preset, now)? {
        Ok(captions) => captions,
        Err(why) => return Ok(Err(Failed(StatusCode::UNPROCESSABLE_ENTITY, why))),
    };
    if let Some(kept) = catalog.cue_edit_by_key(&act.key)? {
        // Its answer was lost on the way.
        return Ok(Ok(told(&before, &before, kept.id)));
    }
    let wanted = match wanted(catalog, report, act, &before)? {
        Ok(wanted) => wanted,
        Err(refused) => return Ok(refused),
    };
    if wanted.changes.is_empty() {
        return Ok(Ok(Outcome::Nothing));
    }
    let edit = CueEdit { key: act.key.clone(), report, author: act.by.clone(), ..wanted };
    Ok(match catalog.edit_cues(&edit, now)? {
        CueEdited::Kept(kept) => match captions(catalog, report, preset, now)? {
            Ok(after) => Ok(told(&before, &after, kept.id)),
            Err(why) => Err(Failed(StatusCode::UNPROCESSABLE_ENTITY, why)),
        },
        CueEdited::Stale(theirs) => Ok(Outcome::Stale { by: Some(theirs.author) }),
    })
}

/// What changed from some captions to others.
fn told(before: &Captions, after: &Captions, edit: i64) -> Outcome {
    let (old, new) = (data(before).cues, data(after));
    let from = old.iter().zip(&new.cues).take_while(|(a, b)| a == b).count();
    let (rest, coming) = (&old[from..], &new.cues[from..]);
    let same = rest.iter().rev().zip(coming.iter().rev()).take_while(|(a, b)| a == b).count();
    Outcome::Kept {
        edit,
        before: before.state.clone(),
        state: new.state,
        from,
        gone: rest.len() - same,
        cues: coming[..coming.len() - same].to_vec(),
        settings: new.settings,
    }
}

/// The step that is wanted, without its name and author; or the answer that there is none.
type Wanted = Result<CueEdit, Result<Outcome, Failed>>;

fn wanted(catalog: &Catalog, report: ReportId, act: &Act, captions: &Captions) -> Result<Wanted, Error> {
    let edit = |changes| CueEdit { key: String::new(), report, undoes: None, author: String::new(), changes };
    let direction = match &act.what {
        What::Undo => Direction::Undo,
        What::Redo => Direction::Redo,
        What::Drop { slot, revision } => {
            let change = CueChange { slot: slot.clone(), base_revision: *revision, setting: None };
            let is_there = captions.settings.iter().any(|stored| stored.slot == *slot);
            return Ok(if is_there { Ok(edit(vec![change])) } else { Err(Ok(Outcome::Stale { by: None })) });
        }
        _ => {
            let Some(changes) = changes(&act.what, captions) else {
                let by = catalog.cue_edits(report)?.pop().map(|edit| edit.author);
                return Ok(Err(Ok(Outcome::Stale { by })));
            };
            return Ok(match changes {
                Ok(changes) => Ok(edit(kept_changes(changes, &act.key, &captions.settings))),
                Err(error) => Err(Err(Failed(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))),
            });
        }
    };
    let edits = catalog.cue_edits(report)?;
    let steps: Vec<history::Step<'_>> = edits.iter().map(history::Step::from).collect();
    let Some(last) = history::next(&steps, &act.by, direction) else { return Ok(Err(Ok(Outcome::Nothing))) };
    let Some(last) = edits.iter().find(|edit| edit.id == last) else { return Ok(Err(Ok(Outcome::Nothing))) };
    Ok(Ok(CueEdit { undoes: Some(last.id), ..edit(inverse(catalog, last)?) }))
}

/// What makes of every setting of a step what it was before.
fn inverse(catalog: &Catalog, edit: &StoredCueEdit) -> Result<Vec<CueChange>, Error> {
    let mut changes = Vec::with_capacity(edit.changes.len());
    for done in &edit.changes {
        let before = catalog.cue_setting_at(&done.slot, done.revision.saturating_sub(1))?;
        let setting = before.and_then(|before| before.setting);
        changes.push(CueChange { slot: done.slot.clone(), base_revision: done.revision, setting });
    }
    Ok(changes)
}

/// What is to be changed; `None` when the cue is another by now.
fn changes(what: &What, captions: &Captions) -> Option<Result<Vec<OverrideChange>, UnchangeableCue>> {
    let cues = &captions.cues;
    Some(match what {
        What::Rewrite { cue, text, wording } => {
            cues.rewrite(captions.find(cue)?, text, wording.parse().unwrap_or(Wording::Hand))
        }
        What::Split { cue, word } => cues.split(captions.find(cue)?, *word),
        What::Join { cue, with } => {
            let at = captions.find(cue)?;
            let next = captions.find(with)?;
            if next == at + 1 { cues.join(at) } else { Err(UnchangeableCue::NothingToJoin) }
        }
        What::Move { cue, edge, to_ms } => {
            let edge = match edge {
                Edge::Start => CueEdge::Start,
                Edge::End => CueEdge::End,
            };
            cues.move_edge(captions.find(cue)?, edge, to_ms.map(Timestamp::from_millis))
        }
        What::Reset { cue } => Ok(cues.reset(captions.find(cue)?)),
        What::Drop { .. } | What::Undo | What::Redo => Ok(Vec::new()),
    })
}

/// Changes of overrides as the catalog keeps them: new ones are named after the step.
fn kept_changes(changes: Vec<OverrideChange>, key: &str, settings: &[StoredCueSetting]) -> Vec<CueChange> {
    let change = |(number, OverrideChange { of, to }): (usize, OverrideChange)| {
        let stored = of.and_then(|of| settings.get(of));
        CueChange {
            slot: stored.map_or_else(|| format!("{key}.{number}"), |stored| stored.slot.clone()),
            base_revision: stored.map_or(0, |stored| stored.revision),
            setting: to.map(setting),
        }
    };
    changes.into_iter().enumerate().map(change).collect()
}
