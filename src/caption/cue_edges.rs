//! When cues begin and end where a person said so.

use super::cue_times::Plan;
use crate::time::{Millis, Span};

/// An edge of a cue that a person set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The word that the cue begins or ends with.
    pub(super) word: usize,
    /// Whether the beginning is meant.
    pub(super) is_start: bool,
    /// Where it is to be, in milliseconds.
    pub(super) at_ms: u32,
}

/// Sets edges of `plans`, which are in order and have their times. With a beginning goes the end of a cue before it that is in its way or
/// touched it: it stays `gap_ms` before it where there is room; an end goes no further than where the next cue begins. A cue always lasts a
/// millisecond. Which of the edges are those of a cue is told, in their order.
pub(super) fn set_edges(plans: &mut [Plan], edges: &[Edge], gap_ms: u32, length: Option<Millis>) -> Vec<bool> {
    let place = |plans: &[Plan], edge: &Edge| {
        let is_it = |plan: &Plan| {
            plan.sound.is_none()
                && if edge.is_start { plan.words.start == edge.word } else { plan.words.end == edge.word + 1 }
        };
        plans.iter().position(is_it)
    };
    let places: Vec<Option<usize>> = edges.iter().map(|edge| place(plans, edge)).collect();
    for is_start in [true, false] {
        for (edge, place) in edges.iter().zip(&places).filter(|(edge, _)| edge.is_start == is_start) {
            let Some(place) = *place else { continue };
            if is_start { begin(plans, place, edge.at_ms, gap_ms) } else { end(plans, place, edge.at_ms, length) }
        }
    }
    places.iter().map(Option::is_some).collect()
}

fn begin(plans: &mut [Plan], place: usize, at: u32, gap_ms: u32) {
    let (start, end) = ends(&plans[place]);
    let before = place.checked_sub(1);
    let least = before.map_or(0, |before| ends(&plans[before]).0.saturating_add(1));
    let most = end.saturating_sub(1).max(start);
    if least > most {
        return;
    }
    let at = at.clamp(least, most);
    plans[place].shown = Span::from_millis(at, end);
    if let Some(before) = before {
        let (other, other_end) = ends(&plans[before]);
        // What touched it goes with it.
        if other_end > at || other_end.saturating_add(gap_ms) >= start {
            plans[before].shown = Span::from_millis(other, at.saturating_sub(gap_ms).max(other + 1).min(at));
        }
    }
}

fn end(plans: &mut [Plan], place: usize, at: u32, length: Option<Millis>) {
    let (start, _) = ends(&plans[place]);
    let next = plans.get(place + 1).map(|next| ends(next).0);
    let most = next.unwrap_or_else(|| length.map_or(u32::MAX, Millis::as_millis)).max(start.saturating_add(1));
    plans[place].shown = Span::from_millis(start, at.clamp(start.saturating_add(1), most));
}

fn ends(plan: &Plan) -> (u32, u32) {
    (plan.shown.start().as_millis(), plan.shown.end().as_millis())
}
