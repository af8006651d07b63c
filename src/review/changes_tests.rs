use proptest::prelude::*;

use super::arranged::{arranged, text_of};
use super::changes::{Asked, Outcome, Which, Wish, keep, take_back};
use super::corrections::settle;
use super::history::Direction;
use crate::catalog::{Catalog, RecordingFacts, RecordingId, ReportFacts, ReportId, TranscriptId};
use crate::text::Sha256;
use crate::time::Span;
use crate::transcript;

const HEARD: &str = r#"{"segments": [
    {"start": 1.0, "end": 3.0, "speaker": "A", "words": [{"word": "the", "start": 1.0, "end": 1.4},
        {"word": "hat", "start": 1.5, "end": 2.0}, {"word": "sat", "start": 2.1, "end": 2.9}]},
    {"start": 3.0, "end": 5.0, "speaker": "B", "words": [{"word": "on", "start": 3.0, "end": 3.4},
        {"word": "the", "start": 3.5, "end": 4.0}, {"word": "map", "start": 4.1, "end": 4.9}]},
    {"start": 5.0, "end": 6.0, "speaker": "A", "words": [{"word": "today", "start": 5.0, "end": 5.9}]}]}"#;

struct Desk {
    dir: tempfile::TempDir,
    catalog: Catalog,
    recording: RecordingId,
    report: ReportId,
    base: TranscriptId,
    keys: std::cell::Cell<u32>,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let catalog = Catalog::open(&dir.path().join("c.db")).unwrap();
        let facts = RecordingFacts::new(Sha256::of(b"x"), "/x.wav", "pcm", 16_000, 1).unwrap();
        let recording = catalog.add_recording(&facts, 0).unwrap();
        let report = catalog.add_report(&ReportFacts::new("X").with_recording(recording), 0).unwrap();
        let heard = transcript::read(HEARD.as_bytes(), None).unwrap();
        let base = catalog.save_transcript(recording, &heard, 0).unwrap();
        Self { dir, catalog, recording, report, base, keys: std::cell::Cell::new(0) }
    }

    fn key(&self) -> String {
        self.keys.set(self.keys.get() + 1);
        format!("{}-{}", self.dir.path().display(), self.keys.get()).chars().rev().take(60).collect()
    }

    fn does(&self, author: &str, segment: u32, base_revision: u32, wish: Wish) -> Outcome {
        let asked = Asked { key: self.key(), base: self.base, segment, base_revision, wish, author: author.to_owned() };
        keep(&self.catalog, self.report, asked, 1).unwrap()
    }

    fn back(&self, author: &str, which: &Which) -> Outcome {
        take_back(&self.catalog, self.report, (self.key(), self.base), which, author, 2).unwrap()
    }

    /// Each segment with its number, revision, speaker and text.
    fn now(&self) -> Vec<String> {
        let base = self.catalog.transcript(self.base).unwrap();
        let all = arranged(&base, &self.catalog.operations(self.base).unwrap());
        let line = |s: &super::arranged::Arranged| {
            format!("{}.{} {}: {}", s.id, s.revision, s.speaker.as_deref().unwrap_or("?"), s.text)
        };
        all.iter().map(line).collect()
    }

    fn shown(&self) -> transcript::Transcript {
        self.catalog.transcript(settle(&self.catalog, self.recording, 9).unwrap().unwrap()).unwrap()
    }
}

fn text(text: &str) -> Wish {
    Wish::Text(text.to_owned())
}

const UNDO: Which = Which::Last(Direction::Undo);
const REDO: Which = Which::Last(Direction::Redo);

#[test]
fn a_segment_is_cut_where_the_words_are_and_joined_again_and_keeps_its_times() {
    let desk = Desk::new();
    desk.does("Amal", 0, 0, text("the black cat sat"));
    let Outcome::Kept { text: parts, .. } = desk.does("Amal", 0, 1, Wish::Split { at: 3 }) else { panic!() };
    assert_eq!(parts, "the black cat\nsat");
    assert_eq!(desk.now()[..2], ["0.2 A: the black cat", "3.0 A: sat"]);
    let shown = desk.shown();
    let spans: Vec<Span> = shown.segments().iter().map(|segment| segment.span).collect();
    assert_eq!(spans[..2], [Span::from_millis(1000, 2100), Span::from_millis(2100, 3000)]);
    assert_eq!(shown.words()[3].span, Some(Span::from_millis(2100, 2900)), "the time of what was heard");
    // The new part is a segment like any other.
    desk.does("Amal", 3, 0, text("sits"));
    assert_eq!(desk.shown().words()[3].span, Some(Span::from_millis(2100, 2900)));
    desk.does("Amal", 3, 1, Wish::Join);
    assert_eq!(desk.now(), ["0.2 A: the black cat", "3.2 A: sits on the map", "2.0 A: today"]);
    assert_eq!(desk.shown().words()[4].span, Some(Span::from_millis(3000, 3400)));
    // One step back each, to the beginning; and forth again.
    let there = desk.now();
    for _ in 0..4 {
        assert!(matches!(desk.back("Amal", &UNDO), Outcome::Kept { .. }));
    }
    let texts = |lines: Vec<String>| lines.iter().map(|l| l.split(": ").nth(1).unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(desk.now()), ["the hat sat", "on the map", "today"]);
    assert!(matches!(desk.back("Amal", &UNDO), Outcome::Nothing));
    for _ in 0..4 {
        assert!(matches!(desk.back("Amal", &REDO), Outcome::Kept { .. }));
    }
    assert_eq!(texts(desk.now()), texts(there));
    assert_eq!(text_of(desk.shown().words()), "the black cat sits on the map today");
    assert!(matches!(desk.does("Amal", 2, 0, Wish::Join), Outcome::Nothing), "nothing comes after the last");
    assert!(matches!(desk.does("Amal", 2, 0, Wish::Split { at: 1 }), Outcome::Nothing), "nothing would come off");
}

#[test]
fn what_was_cut_and_joined_outlives_an_export_and_what_was_cut_elsewhere_gets_a_number_of_its_own() {
    let desk = Desk::new();
    desk.does("Amal", 0, 0, Wish::Split { at: 1 });
    desk.does("Amal", 3, 0, text("cat sat"));
    desk.does("Amal", 3, 1, Wish::Speaker { name: "Jo".into(), everywhere: false });
    let lines = |catalog: &Catalog| {
        let mut lines = Vec::new();
        catalog.export_json_lines(None, &mut lines).unwrap();
        lines
    };
    let saved = lines(&desk.catalog);
    let other = Catalog::open(&desk.dir.path().join("other.db")).unwrap();
    other.import_json_lines(saved.as_slice()).unwrap();
    assert_eq!(String::from_utf8(lines(&other)), String::from_utf8(saved.clone()));
    // Somebody cut another segment of the same transcript here, which has the same number.
    let mine = Desk::new();
    mine.does("Mai", 1, 0, Wish::Split { at: 2 });
    mine.catalog.import_json_lines(saved.as_slice()).unwrap();
    assert_eq!(mine.now(), ["0.1 A: the", "4.2 Jo: cat sat", "1.1 B: on the", "3.0 B: map", "2.0 A: today"]);
}

#[test]
fn of_two_people_who_change_different_words_both_are_kept_and_one_undo_takes_one_back() {
    // Scene 10.
    let desk = Desk::new();
    desk.does("Amal", 0, 0, text("the cat sat"));
    let Outcome::Kept { text: both, merged_with, revision, .. } = desk.does("Jo", 0, 0, text("the hat sat down")) else {
        panic!()
    };
    assert_eq!((both.as_str(), merged_with.as_deref(), revision), ("the cat sat down", Some("Amal"), 2));
    let Outcome::Kept { text: left, .. } = desk.back("Jo", &UNDO) else { panic!() };
    assert_eq!(left, "the cat sat");
    // The same words: asked, nothing changed. Scene 9.
    let Outcome::Stale { theirs, text: said, .. } = desk.does("Jo", 0, 0, text("the bat sat")) else { panic!() };
    assert_eq!((theirs.unwrap().author.as_str(), said.as_str()), ("Jo", "the cat sat"));
    // Who speaks is no matter of words.
    assert!(matches!(
        desk.does("Mai", 0, 1, Wish::Speaker { name: "Mona".into(), everywhere: false }),
        Outcome::Kept { .. }
    ));
    assert!(matches!(desk.does("Jo", 0, 3, text("the cat sat still")), Outcome::Kept { .. }));
    assert_eq!(desk.now()[0], "0.5 Mona: the cat sat still");
}

#[test]
fn a_cut_or_a_join_against_another_change_is_always_asked() {
    let desk = Desk::new();
    desk.does("Amal", 0, 0, Wish::Split { at: 1 });
    assert!(matches!(desk.does("Jo", 0, 0, text("the hat sat down")), Outcome::Stale { .. }), "a text against a cut");
    assert!(matches!(desk.does("Jo", 0, 0, Wish::Join), Outcome::Stale { .. }), "a join against a cut");
    desk.does("Amal", 0, 1, Wish::Join);
    let Outcome::Stale { theirs, text: said, .. } = desk.does("Jo", 3, 0, text("cat sat")) else { panic!() };
    assert_eq!((theirs.unwrap().segment, said.as_str()), (0, "the hat sat"), "a text of what is a part of another");
    // Cut, changed by another, and not taken back over that.
    desk.does("Amal", 1, 0, Wish::Split { at: 1 });
    desk.does("Jo", 4, 0, text("the mat"));
    assert!(matches!(desk.back("Amal", &UNDO), Outcome::Stale { .. }));
    assert_eq!(desk.now()[1..3], ["1.1 B: on", "4.1 B: the mat"]);
}

#[test]
fn a_speaker_is_named_everywhere_at_once_and_taken_back_at_once() {
    let desk = Desk::new();
    let Outcome::Kept { others, .. } =
        desk.does("Amal", 2, 0, Wish::Speaker { name: " Mona  Said".into(), everywhere: true })
    else {
        panic!()
    };
    assert_eq!(others.len(), 1);
    assert_eq!(
        desk.shown().segments().iter().map(|s| s.speaker.clone().unwrap()).collect::<Vec<_>>(),
        ["Mona Said", "B", "Mona Said"]
    );
    let Outcome::Kept { others, .. } = desk.back("Amal", &UNDO) else { panic!() };
    assert_eq!(others.len(), 1);
    assert_eq!(desk.now(), ["0.2 A: the hat sat", "1.0 B: on the map", "2.2 A: today"]);
    desk.back("Amal", &REDO);
    assert_eq!(desk.now()[2], "2.3 Mona Said: today");
    // Named otherwise since in one place: all or nothing.
    desk.does("Jo", 0, 3, Wish::Speaker { name: "Sara".into(), everywhere: false });
    assert!(matches!(desk.back("Amal", &UNDO), Outcome::Stale { .. }));
}

#[test]
fn an_older_change_is_taken_back_and_what_came_after_stays() {
    let desk = Desk::new();
    let Outcome::Kept { operation: first, .. } = desk.does("Amal", 0, 0, text("the cat sat")) else { panic!() };
    desk.does("Jo", 0, 1, text("the cat sat down"));
    let Outcome::Kept { text: left, .. } = desk.back("Mai", &Which::This(first.unwrap())) else { panic!() };
    assert_eq!(left, "the hat sat down");
    assert!(matches!(desk.back("Mai", &Which::This(99)), Outcome::Nothing));
    // The word itself was changed since: asked.
    let Outcome::Kept { operation: second, .. } = desk.does("Amal", 1, 0, text("on the mat")) else { panic!() };
    desk.does("Jo", 1, 1, text("on the mate"));
    assert!(matches!(desk.back("Amal", &Which::This(second.unwrap())), Outcome::Stale { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn however_it_is_cut_joined_and_worded_all_that_was_heard_is_there_once_and_in_order(
        steps in prop::collection::vec((0_u8..6, 0_usize..6, 0_usize..5, "[a-d]{1,3}( [a-d]{1,3}){0,3}"), 1..14)
    ) {
        let desk = Desk::new();
        let base = desk.catalog.transcript(desk.base).unwrap();
        for (kind, place, at, said) in steps {
            let all = arranged(&base, &desk.catalog.operations(desk.base).unwrap());
            let segment = &all[place % all.len()];
            let wish = match kind {
                0 => text(&said),
                1 => Wish::Speaker { name: said, everywhere: at > 2 },
                2 | 3 => Wish::Split { at },
                4 => Wish::Join,
                _ => { desk.back("Amal", if at > 2 { &REDO } else { &UNDO }); continue }
            };
            desk.does("Amal", segment.id, segment.revision, wish);
        }
        let all = arranged(&base, &desk.catalog.operations(desk.base).unwrap());
        let mut next = 0;
        for segment in &all {
            prop_assert_eq!(segment.heard.start, next);
            next = segment.heard.end;
        }
        prop_assert_eq!(next, base.words().len());
        prop_assert!(all.iter().map(|segment| segment.span).is_sorted_by_key(|span| (span.start(), span.end())));
        let shown = desk.shown();
        let texts: Vec<&str> = all.iter().map(|segment| segment.text.as_str()).filter(|text| !text.is_empty()).collect();
        prop_assert_eq!(text_of(shown.words()), texts.join(" "));
        prop_assert!(shown.words().iter().filter_map(|word| word.span).is_sorted_by_key(|span| span.start()));
        // Everything can be taken back.
        loop {
            let back = desk.back("Amal", &UNDO);
            prop_assert!(!matches!(back, Outcome::Stale { .. }), "{back:?}");
            if matches!(back, Outcome::Nothing) { break }
        }
        prop_assert_eq!(text_of(desk.shown().words()), text_of(base.words()));
        prop_assert_eq!(desk.shown().segments().len(), base.segments().len());
    }
}
