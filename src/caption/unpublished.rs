//! Where a cue says something else than the article: for whoever edits it, never for whoever reads it as a caption.

use std::ops::Range;

use serde_json::{Value, json};

use super::cue::{Cue, Unpublished};

/// What `cue` says otherwise than the article, as a line for whoever edits: `said, not published: on this story.`
pub(super) fn note(cue: &Cue, place: &Unpublished) -> String {
    let said = said(cue, place);
    match &place.published {
        None => format!("said, not published: {said}"),
        Some(published) if place.words.is_empty() => format!("published, not said: {published}"),
        Some(published) => format!("said: {said}; published: {published}"),
    }
}

/// All notes of a cue.
pub(super) fn notes(cue: &Cue) -> impl Iterator<Item = String> {
    cue.unpublished().iter().map(move |place| note(cue, place))
}

/// The same for programs; `None` where the cue says nothing otherwise.
pub(super) fn as_json(cue: &Cue) -> Option<Value> {
    let place = |place: &Unpublished| {
        let said = Some(said(cue, place)).filter(|said| !said.is_empty());
        json!({ "said": said, "published": place.published })
    };
    let places: Vec<Value> = cue.unpublished().iter().map(place).collect();
    (!places.is_empty()).then(|| places.into())
}

/// The words of `cue` with braces around what the article does not have so: `John Carter has more {on this story.}`
pub(super) fn in_braces(cue: &Cue) -> Vec<String> {
    let mut words: Vec<String> = cue.lines().flat_map(str::split_whitespace).map(str::to_owned).collect();
    for place in cue.unpublished().iter().rev() {
        let published = place.published.as_ref().map_or(String::new(), |published| format!("published: {published}"));
        match words.get_mut(place.words.clone()) {
            Some([]) => words.insert(place.words.start, format!("{{{published}}}")),
            Some(inside) => {
                let published = if published.is_empty() { published } else { format!("; {published}") };
                inside[0].insert(0, '{');
                let last = inside.len() - 1;
                inside[last].push_str(&format!("{published}}}"));
            }
            None => {}
        }
    }
    words
}

fn said(cue: &Cue, place: &Unpublished) -> String {
    let Range { start, end } = place.words;
    cue.lines().flat_map(str::split_whitespace).take(end).skip(start).collect::<Vec<_>>().join(" ")
}
