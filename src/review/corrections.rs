//! A transcript with the changes that people made of its segments.

use super::arranged::{Arranged, arranged, text_of};
use crate::catalog::{self, Catalog, RecordingId, StoredOperation, TranscriptId};
use crate::transcript::{Transcript, Word, with_segments};

/// A segment as it is now, with its words.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) now: Arranged,
    pub(super) words: Vec<Word>,
    /// Whether its words are others than were heard.
    pub(super) is_edited: bool,
}

/// A text as it is kept: one line, single spaces.
pub(super) fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The segments of `base` with its changes, which are in the order in which they were made.
pub(super) fn segments(base: &Transcript, operations: &[StoredOperation]) -> Vec<Segment> {
    let segment = |now: Arranged| {
        let words = now.words(base);
        Segment { is_edited: text_of(now.heard(base)) != now.text, words, now }
    };
    arranged(base, operations).into_iter().map(segment).collect()
}

/// The transcript of these segments.
pub(super) fn transcript(base: &Transcript, segments: Vec<Segment>) -> Transcript {
    let tile = |Segment { now: Arranged { span, speaker, language, .. }, words, .. }: Segment| {
        (crate::transcript::Segment { span, words: 0..0, speaker, language }, words)
    };
    with_segments(base, segments.into_iter().map(tile).collect())
}

/// Makes the corrected version of a recording's transcript, where people changed segments of it since one was made: what every command
/// shows from then on. Gives the transcript that is shown; `None` when there is none. `now` is in seconds since 1970.
///
/// # Errors
/// Those of reading and of every change.
pub fn settle(catalog: &Catalog, recording: RecordingId, now: i64) -> Result<Option<TranscriptId>, catalog::Error> {
    let Some(shown) = catalog.shown_transcript(recording)? else { return Ok(None) };
    let base = catalog.base_of(shown)?;
    let operations = catalog.operations(base)?;
    let Some(last) = operations.last() else { return Ok(Some(shown)) };
    if catalog.settled_up_to(base)? >= last.id {
        return Ok(Some(shown));
    }
    let heard = catalog.transcript(base)?;
    let corrected = transcript(&heard, segments(&heard, &operations));
    catalog.settle(base, &corrected, (last.id, &last.author), now).map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::{Operated, Operation, OperationKind, RecordingFacts};
    use crate::text::Sha256;
    use crate::time::Span;
    use crate::transcript::{self, reworded};

    const HEARD: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nthe hat sat\n\n00:03.000 --> 00:05.000\non the mat\n";

    fn shelf() -> (tempfile::TempDir, Catalog, RecordingId, TranscriptId) {
        let dir = tempfile::tempdir().unwrap();
        let catalog = Catalog::open(&dir.path().join("c.db")).unwrap();
        let facts = RecordingFacts::new(Sha256::of(b"x"), "/x.wav", "pcm", 16_000, 1).unwrap();
        let recording = catalog.add_recording(&facts, 0).unwrap();
        let heard = transcript::read(HEARD.as_bytes(), None).unwrap();
        let base = catalog.save_transcript(recording, &heard, 0).unwrap();
        (dir, catalog, recording, base)
    }

    fn change(transcript: TranscriptId, segment: u32, base_revision: u32, after: &str) -> Operation {
        Operation {
            key: format!("{segment}-{base_revision}-{after}").chars().take(60).collect(),
            transcript,
            segment,
            kind: OperationKind::Text,
            base_revision,
            before: String::new(),
            after: after.to_owned(),
            undoes: None,
            author: "Amal".to_owned(),
            parts: None,
            step: None,
        }
    }

    #[test]
    fn changes_become_one_corrected_version_and_what_was_heard_stays() {
        let (_dir, catalog, recording, base) = shelf();
        assert_eq!(settle(&catalog, recording, 1).unwrap(), Some(base), "nothing was changed");
        for (revision, text) in ["the cat", "the cat sat"].into_iter().enumerate() {
            let kept = catalog.operate(&[change(base, 0, revision as u32, text)], 2).unwrap();
            assert!(matches!(kept, Operated::Kept(_)), "{kept:?}");
            settle(&catalog, recording, 3).unwrap();
        }
        let shown = settle(&catalog, recording, 3).unwrap().unwrap();
        let corrected = catalog.transcript(shown).unwrap();
        assert_eq!(text_of(corrected.words()), "the cat sat on the mat");
        assert_eq!(text_of(catalog.transcript(base).unwrap().words()), "the hat sat on the mat");
        assert_eq!(catalog.transcript_versions(recording).unwrap().len(), 2, "versions between are not kept");
        assert_eq!(catalog.base_of(shown).unwrap(), base);
    }

    #[test]
    fn changes_survive_an_export_and_an_import_and_go_on_from_there() {
        let (dir, catalog, recording, base) = shelf();
        let Operated::Kept(first) = catalog.operate(&[change(base, 0, 0, "the cat")], 1).unwrap() else { panic!() };
        settle(&catalog, recording, 2).unwrap();
        let undoing = Operation { undoes: Some(first[0].id), ..change(base, 0, 1, "the hat sat") };
        catalog.operate(&[undoing], 3).unwrap();
        let lines = |catalog: &Catalog| {
            let mut lines = Vec::new();
            catalog.export_json_lines(None, &mut lines).unwrap();
            lines
        };
        let saved = lines(&catalog);
        let other = Catalog::open(&dir.path().join("other.db")).unwrap();
        other.import_json_lines(saved.as_slice()).unwrap();
        assert_eq!(String::from_utf8(lines(&other)), String::from_utf8(saved.clone()));
        other.import_json_lines(saved.as_slice()).unwrap();
        assert_eq!(lines(&other), saved, "what is brought twice is kept once");
        let settled = settle(&other, recording, 4).unwrap().unwrap();
        assert_eq!(text_of(other.transcript(settled).unwrap().words()), "the hat sat on the mat");
    }

    #[test]
    fn a_second_person_who_starts_from_the_same_is_told_and_a_change_sent_twice_is_one() {
        let (_dir, catalog, _, base) = shelf();
        let mine = change(base, 1, 0, "on a mat");
        let Operated::Kept(first) = catalog.operate(std::slice::from_ref(&mine), 1).unwrap() else { panic!() };
        assert_eq!(catalog.operate(&[mine], 2).unwrap(), Operated::Kept(first.clone()));
        assert_eq!(
            catalog.operate(&[change(base, 1, 0, "upon the mat")], 3).unwrap(),
            Operated::Stale(first.into_iter().next())
        );
        assert!(catalog.operate(&[change(base, 7, 0, "x")], 3).is_err());
        assert_eq!(catalog.operations(base).unwrap().len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Scene 4.
        #[test]
        fn whatever_is_written_the_words_are_those_and_no_time_is_made_up(text in "[a-c<>\\[\\]:0-9 \n\u{85}]{0,40}") {
            let heard = transcript::read(HEARD.as_bytes(), None).unwrap();
            let text = tidied(&text);
            let times: Vec<_> = heard.words().iter().map(|word| word.span).collect();
            let mut all = segments(&heard, &[]);
            all[0].words = reworded(&all[0].words, &text);
            prop_assert_eq!(text_of(&all[0].words), text);
            let made = super::transcript(&heard, all);
            let ends = |span: &Span| times.iter().flatten().any(|t| t.start() == span.start())
                && times.iter().flatten().any(|t| t.end() == span.end());
            prop_assert!(made.words().iter().filter_map(|w| w.span).all(|span| ends(&span)));
            prop_assert!(made.words().iter().filter_map(|w| w.span).is_sorted_by_key(|span| span.start()));
        }
    }
}
