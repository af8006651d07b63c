use super::*;
use crate::time::Timestamp;

fn found() -> StoredVoiceActivity {
    StoredVoiceActivity {
        length: Millis::new(20_013),
        speech: vec![Span::from_millis(300, 9_000), Span::from_millis(9_800, 20_000)],
        steps: vec![0, 255, 7, 1],
        damaged_packets: 3,
        silenced_frames: 3_456,
        first_damage: Some(Timestamp::from_millis(4_000)),
        cut_short: true,
        cancelling: Millis::new(1_500),
    }
}

#[test]
fn what_listening_found_comes_back_under_its_own_line_only_and_goes_with_the_recording() {
    let (dir, catalog) = shelf();
    let id = catalog.add_recording(&recording("/air/a.mp3", 'a'), 0).unwrap();
    catalog.save_voice_activity(id, "mix", &found(), 1).unwrap();
    drop(catalog);
    let catalog = Catalog::open(&dir.path().join("rawi.db")).unwrap();
    assert_eq!(catalog.voice_activity(id, "mix").unwrap(), Some(found()));
    assert_eq!(catalog.voice_activity(id, "left").unwrap(), None);
    let whole = StoredVoiceActivity { damaged_packets: 0, first_damage: None, cut_short: false, ..found() };
    catalog.save_voice_activity(id, "mix", &whole, 2).unwrap();
    assert_eq!(catalog.voice_activity(id, "mix").unwrap(), Some(whole), "replaced");
    assert!(matches!(catalog.save_voice_activity(RecordingId::new(99), "mix", &found(), 1), Err(Error::NoRow { .. })));
    catalog.database.execute("DELETE FROM recordings", []).unwrap();
    assert_eq!(catalog.voice_activity(id, "mix").unwrap(), None);
}

#[test]
fn the_counted_length_replaces_the_headers_guess_and_stays_when_the_recording_is_added_again() {
    let (_dir, catalog) = shelf();
    let header = RecordingFacts { duration_ms: 10_000, ..recording("/air/chained.ogg", 'c') };
    let id = catalog.add_recording(&header, 0).unwrap();
    catalog.set_counted_length(id, Millis::new(20_013)).unwrap();
    assert_eq!(catalog.add_recording(&header, 5).unwrap(), id);
    assert_eq!(catalog.recording(id).unwrap().duration(), Millis::new(20_013));
    assert!(matches!(catalog.set_counted_length(RecordingId::new(99), Millis::ZERO), Err(Error::NoRow { .. })));
}

#[test]
fn each_pass_counts_its_own_windows() {
    let (_dir, catalog) = shelf();
    let id = catalog.add_recording(&recording("/air/a.mp3", 'a'), 0).unwrap();
    let engine = engine();
    let run = |pass| WindowRun { recording: id, engine: &engine, pass };
    for (pass, number, heard) in [(1, 0, "first"), (2, 0, "again"), (2, 1, "and again"), (1, 1, "second")] {
        catalog.save_window(&run(pass), number, Span::from_millis(0, 9), &heard, 0).unwrap();
    }
    let heard = |pass| -> Vec<String> { catalog.windows(&run(pass)).unwrap().into_iter().map(|w| w.heard).collect() };
    assert_eq!((heard(1), heard(2)), (vec!["first".into(), "second".into()], vec!["again".into(), "and again".into()]));
    catalog.save_transcript(id, &transcript(&HEARD), 6).unwrap();
    assert_eq!((heard(1).len(), heard(2).len()), (0, 0), "a transcription that is done needs none");
}
