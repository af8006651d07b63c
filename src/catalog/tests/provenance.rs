use super::json_lines::{everything, exported};
use super::*;

/// Tables that hold nothing that is made by itself, and why.
const WITHOUT: [(&str, &str); 26] = [
    ("catalog_facts", "facts of the file"),
    ("article_parts", "rows of articles"),
    ("segments", "rows of transcripts"),
    ("witnesses", "rows of transcripts"),
    ("alignment_sentences", "rows of alignments"),
    ("alignment_audio", "rows of alignments"),
    ("alignment_differences", "rows of alignments"),
    ("cue_settings", "rows of cue_edits"),
    ("review_settlements", "which transcript holds which changes: the transcript tells"),
    ("bundles", "`program` tells"),
    ("feeds", "what a person wants, and what a server said last: `reader` tells"),
    ("feed_items", "as the feed said it last: `feeds.reader` tells"),
    ("feed_enclosures", "rows of feed_items"),
    ("feed_editions", "rows of feed_items, each a recording"),
    ("host_waits", "passes"),
    ("claims", "passes"),
    ("positions", "passes"),
    ("presences", "passes"),
    ("recording_files", "size and time of a file, read anew when they changed"),
    ("merge_conflicts", "what two catalogs said, word for word"),
    ("removed_reports", "that something is not there"),
    ("search_documents", "made anew by the rules in catalog_facts"),
    ("search_terms", "made anew by the rules in catalog_facts"),
    ("search_index", "made anew by the rules in catalog_facts"),
    ("search_index_data", "of search_index"),
    ("search_index_idx", "of search_index"),
];

fn tables(catalog: &Catalog) -> Vec<(String, bool)> {
    let sql = "SELECT m.name, EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'rawi_version')
        FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
        AND m.name NOT IN ('search_index_docsize', 'search_index_config', 'search_index_content') ORDER BY m.name";
    catalog.view(|t| super::super::sql::rows(t, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).unwrap()
}

#[test]
fn every_table_that_holds_what_is_made_tells_by_which_rawi() {
    let (_dir, catalog) = shelf();
    let tables = tables(&catalog);
    let told: Vec<&str> = tables.iter().filter(|(_, tells)| !tells).map(|(name, _)| name.as_str()).collect();
    let mut known: Vec<&str> = WITHOUT.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(told, known);
}

#[test]
fn every_row_that_is_made_notes_this_rawi() {
    let (_dir, catalog) = shelf();
    everything(&catalog);
    let kept = shelve(&catalog, "Rain", 'f');
    let heard = StoredVoiceActivity {
        length: Millis::new(1),
        speech: Vec::new(),
        steps: Vec::new(),
        damaged_packets: 0,
        silenced_frames: 0,
        first_damage: None,
        cut_short: false,
        cancelling: Millis::new(0),
    };
    catalog.save_voice_activity(kept.recording, "detector", &heard, 70).unwrap();
    let run = WindowRun { recording: kept.recording, engine: &engine(), pass: 1 };
    catalog.save_window(&run, 0, Span::from_millis(0, 1), &"heard", 71).unwrap();
    let content_sha256 = Sha256::of(b"");
    let file = WrittenFile { path: "a.vtt".into(), report: None, content_sha256, earlier_sha256: None, written_unix_s: 72 };
    catalog.record_written_file(&file).unwrap();
    for (table, _) in tables(&catalog).iter().filter(|(_, tells)| *tells) {
        let sql = format!("SELECT count(*), count(*) FILTER (WHERE rawi_version IS ?1) FROM {table}");
        let counted = catalog.view(|t| {
            super::super::sql::rows(t, &sql, [env!("CARGO_PKG_VERSION")], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
        });
        let (all, by_this) = counted.unwrap()[0];
        assert!(all > 0, "the test makes no row of {table}");
        assert_eq!(by_this, all, "{table}");
    }
    let told = catalog.provenance(ReportId::new(1)).unwrap();
    let mut kinds: Vec<&str> = told.iter().map(|made| made.what.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let all = "alignment article captions_set change decision file finding_decision note offered_transcript page recording \
        transcript";
    assert_eq!(kinds.join(" "), all);
    let machine = told.iter().find(|made| made.what == "transcript").unwrap();
    assert_eq!(machine.made_by.as_deref(), Some("whisper.cpp 1.8.3, model demo"));
    let from = format!("recording {}, model {}", "a".repeat(64), "ab".repeat(32));
    assert_eq!(machine.made_from, Some(from));
    assert_eq!(machine.rawi_version.as_deref(), Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_rawi_of_another_catalog_is_carried_and_one_that_was_not_recorded_stays_unknown() {
    let ((_a, from), (_b, to), (_c, merged), (_d, earlier)) = (shelf(), shelf(), shelf(), shelf());
    everything(&from);
    let own = format!(",\"rawi_version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let lines = exported(&from, None);
    let newer = lines.replace(&own, ",\"rawi_version\":\"9.8.7\"");
    assert_ne!(newer, lines);
    to.import_json_lines(newer.as_bytes()).unwrap();
    assert_eq!(exported(&to, None), newer);
    merged.merge(&to, false, 70, |_, _| {}).unwrap();
    let first = ReportId::new(1);
    assert_eq!(exported(&merged, Some(first)), exported(&to, Some(first)));
    // Lines of a rawi that did not tell.
    let older = lines.replace(&own, "");
    earlier.import_json_lines(older.as_bytes()).unwrap();
    assert_eq!(exported(&earlier, None), older);
    // They are the same rows: nothing is kept twice, and no merge finds another decision.
    let before = exported(&from, None);
    assert_eq!(from.import_json_lines(older.as_bytes()).unwrap(), Imported::default());
    assert_eq!(exported(&from, None), before);
    assert_eq!(from.merge(&earlier, false, 71, |_, _| {}).unwrap().conflicts, []);
}
