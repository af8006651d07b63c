//! Taking back what one did, and doing it again: each is a change of its own.

use std::collections::HashSet;

use crate::catalog::{StoredCueEdit, StoredOperation};

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Undo,
    Redo,
}

/// A change, by what matters for taking it back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    id: i64,
    author: &'a str,
    undoes: Option<i64>,
}

impl<'a> From<&'a StoredOperation> for Step<'a> {
    fn from(operation: &'a StoredOperation) -> Self {
        Self { id: operation.id, author: &operation.author, undoes: operation.undoes }
    }
}

impl<'a> From<&'a StoredCueEdit> for Step<'a> {
    fn from(edit: &'a StoredCueEdit) -> Self {
        Self { id: edit.id, author: &edit.author, undoes: edit.undoes }
    }
}

/// The number of the change that the next step of `author` takes back: for [`Direction::Undo`] their last that still stands, for
/// [`Direction::Redo`] their last undoing, if they have done nothing since. `steps` are those about one transcript, or about the captions of
/// one report, oldest first.
pub(super) fn next(steps: &[Step<'_>], author: &str, direction: Direction) -> Option<i64> {
    let mut taken_back: HashSet<i64> = HashSet::new();
    let mut undoings: HashSet<i64> = HashSet::new();
    for operation in steps {
        // What takes an undoing back is a doing again.
        if operation.undoes.is_some_and(|undone| !undoings.contains(&undone)) {
            undoings.insert(operation.id);
        }
    }
    for operation in steps.iter().rev() {
        if let Some(undone) = operation.undoes.filter(|_| !taken_back.contains(&operation.id)) {
            taken_back.insert(undone);
        }
    }
    let mut standing = steps.iter().rev().filter(|o| o.author == author && !taken_back.contains(&o.id));
    let found = match direction {
        Direction::Undo => standing.find(|operation| !undoings.contains(&operation.id)),
        Direction::Redo => {
            // A change of one's own after the undoing ends what can be done again.
            let own = |o: &&Step<'_>| undoings.contains(&o.id) || o.undoes.is_none();
            standing.find(own).filter(|operation| undoings.contains(&operation.id))
        }
    };
    found.map(|step| step.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, Operated, Operation, OperationKind, RecordingFacts, TranscriptId};
    use crate::text::Sha256;

    fn does(catalog: &Catalog, transcript: TranscriptId, author: &str, undoes: Option<i64>) -> i64 {
        let before = catalog.operations(transcript).unwrap();
        let operation = Operation {
            key: before.len().to_string(),
            transcript,
            segment: 0,
            kind: OperationKind::Text,
            base_revision: before.last().map_or(0, |o| o.revision),
            before: String::new(),
            after: String::new(),
            undoes,
            author: author.to_owned(),
            parts: None,
            step: None,
        };
        let Operated::Kept(kept) = catalog.operate(&[operation], 0).unwrap() else { panic!() };
        kept[0].id
    }

    #[test]
    fn steps_go_back_and_forth_and_are_ones_own() {
        let dir = tempfile::tempdir().unwrap();
        let catalog = Catalog::open(&dir.path().join("c.db")).unwrap();
        let facts = RecordingFacts::new(Sha256::of(b"x"), "/x.wav", "pcm", 16_000, 1).unwrap();
        let recording = catalog.add_recording(&facts, 0).unwrap();
        let heard = crate::transcript::read(b"WEBVTT\n\n00:01.000 --> 00:03.000\nthe hat\n", None).unwrap();
        let t = catalog.save_transcript(recording, &heard, 0).unwrap();
        let would = |direction| {
            let all = catalog.operations(t).unwrap();
            next(&all.iter().map(Step::from).collect::<Vec<_>>(), "Amal", direction)
        };
        assert_eq!(would(Direction::Undo), None);
        let (first, second) = (does(&catalog, t, "Amal", None), does(&catalog, t, "Amal", None));
        does(&catalog, t, "Jo", None);
        assert_eq!((would(Direction::Undo), would(Direction::Redo)), (Some(second), None));
        let undone = does(&catalog, t, "Amal", Some(second));
        assert_eq!((would(Direction::Undo), would(Direction::Redo)), (Some(first), Some(undone)));
        let further = does(&catalog, t, "Amal", Some(first));
        assert_eq!((would(Direction::Undo), would(Direction::Redo)), (None, Some(further)));
        let again = does(&catalog, t, "Amal", Some(further));
        assert_eq!((would(Direction::Undo), would(Direction::Redo)), (Some(again), Some(undone)));
        let new = does(&catalog, t, "Amal", None);
        assert_eq!((would(Direction::Undo), would(Direction::Redo)), (Some(new), None));
    }
}
