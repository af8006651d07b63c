use super::json_lines::exported;
use super::*;

fn text(words: &str, shown: &str) -> CueSetting {
    CueSetting {
        kind: CueSettingKind::Text,
        words: words.to_owned(),
        before: None,
        after: Some("جلسه".to_owned()),
        span: Span::from_millis(500, 1400),
        text: Some(shown.to_owned()),
        wording: Some("hand".to_owned()),
        shift_ms: None,
        limits: "podcast-vtt".to_owned(),
    }
}

pub(super) fn edge(shift_ms: i32) -> CueSetting {
    CueSetting { kind: CueSettingKind::Start, text: None, wording: None, shift_ms: Some(shift_ms), ..text("عقد", "") }
}

fn edit(report: ReportId, key: &str, changes: &[(&str, u32, Option<CueSetting>)]) -> CueEdit {
    let change = |(slot, base_revision, setting): &(&str, u32, Option<CueSetting>)| CueChange {
        slot: (*slot).to_owned(),
        base_revision: *base_revision,
        setting: setting.clone(),
    };
    CueEdit {
        key: key.to_owned(),
        report,
        undoes: None,
        author: "Mai".to_owned(),
        changes: changes.iter().map(change).collect(),
    }
}

#[test]
fn a_step_is_kept_once_as_a_whole_and_only_on_what_it_was_made_from() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "All", 'a');
    let first = edit(kept.report, "a", &[("a.0", 0, Some(text("عقد مجلس", "اجتمع المجلس"))), ("a.1", 0, Some(edge(-200)))]);
    let CueEdited::Kept(done) = catalog.edit_cues(&first, 20).unwrap() else { panic!() };
    assert_eq!((done.changes.len(), done.changes[1].revision, done.done_unix_s), (2, 1, 20));
    assert_eq!(catalog.edit_cues(&first, 30).unwrap(), CueEdited::Kept(done.clone()), "sent twice it is one");
    // Of two who start from the same, the second is told, and nothing of its step is kept.
    let second = edit(kept.report, "b", &[("b.0", 0, Some(edge(1))), ("a.1", 0, Some(edge(99)))]);
    let CueEdited::Stale(theirs) = catalog.edit_cues(&second, 21).unwrap() else { panic!() };
    assert_eq!((theirs.slot.as_str(), theirs.author.as_str(), theirs.revision), ("a.1", "Mai", 1));
    assert_eq!(catalog.cue_settings(kept.report).unwrap().len(), 2);
    // Taken away it is set no more, and nothing is forgotten.
    catalog.edit_cues(&edit(kept.report, "c", &[("a.0", 1, None)]), 22).unwrap();
    let set = catalog.cue_settings(kept.report).unwrap();
    assert_eq!((set.len(), set[0].setting.as_ref()), (1, Some(&edge(-200))));
    assert_eq!(catalog.cue_setting_at("a.0", 1).unwrap().unwrap().setting, Some(text("عقد مجلس", "اجتمع المجلس")));
    assert_eq!(catalog.cue_edits(kept.report).unwrap().len(), 2);
    assert_eq!(catalog.reports_with_cues_edited_after(done.id).unwrap(), [kept.report]);
    catalog.remove_report(kept.report, 90).unwrap();
    assert_eq!(catalog.check().unwrap().iter().filter(|finding| finding.is_damage()).count(), 0);
}

#[test]
fn a_step_that_lacks_something_is_refused() {
    let (_dir, catalog) = shelf();
    let report = shelve(&catalog, "All", 'a').report;
    let refused = |edit: &CueEdit| catalog.edit_cues(edit, 1).unwrap_err().to_string();
    assert!(refused(&edit(report, "", &[("a", 0, None)])).contains("the name of a step"));
    assert!(refused(&edit(report, "a", &[])).contains("a step"));
    assert!(refused(&edit(report, "a", &[("", 0, None)])).contains("the name of a setting"));
    for wrong in [
        CueSetting { text: None, ..text("a", "b") },
        CueSetting { shift_ms: None, ..edge(1) },
        CueSetting { kind: CueSettingKind::Break, ..text("a", "b") },
        text("a", &"x".repeat(70_000)),
        text(" ", "x"),
    ] {
        assert!(refused(&edit(report, "a", &[("a", 0, Some(wrong))])).contains("a setting"));
    }
    assert!(refused(&edit(ReportId::new(99), "a", &[("a", 0, Some(edge(1)))])).contains("99"));
    assert!(catalog.cue_settings(report).unwrap().is_empty());
}

#[test]
fn an_approval_is_about_what_was_set_and_holds_again_when_that_is_as_it_was() {
    let (_dir, catalog) = shelf();
    let report = shelve(&catalog, "All", 'a').report;
    catalog.edit_cues(&edit(report, "a", &[("a.0", 0, Some(edge(-200)))]), 20).unwrap();
    catalog.decide(report, Decision::Approved, Some("Mai"), None, 21).unwrap();
    catalog.edit_cues(&edit(report, "b", &[("a.0", 1, Some(edge(-300)))]), 22).unwrap();
    let status = catalog.status(report).unwrap();
    assert_eq!((status.status, status.changed), (ReportStatus::Aligned, vec![ChangedText::Captions]));
    assert!(catalog.reports().unwrap()[0].reopened);
    catalog.edit_cues(&edit(report, "c", &[("a.0", 2, Some(edge(-200)))]), 23).unwrap();
    assert_eq!(catalog.status(report).unwrap().status, ReportStatus::Approved);
    // With nothing set it is another one, too.
    catalog.edit_cues(&edit(report, "d", &[("a.0", 3, None)]), 24).unwrap();
    assert_eq!(catalog.status(report).unwrap().changed, [ChangedText::Captions]);
}

#[test]
fn what_is_set_goes_with_an_export_and_is_kept_once() {
    let ((_a, from), (_b, to)) = (shelf(), shelf());
    let gone = shelve(&from, "Gone", 'e').report;
    from.edit_cues(&edit(gone, "z", &[("z.0", 0, Some(edge(5)))]), 19).unwrap();
    let report = shelve(&from, "All", 'a').report;
    from.edit_cues(&edit(report, "a", &[("a.0", 0, Some(text("عقد مجلس", "اجتمع\nالمجلس")))]), 20).unwrap();
    let undo = CueEdit { undoes: Some(2), ..edit(report, "b", &[("a.0", 1, None)]) };
    from.edit_cues(&undo, 21).unwrap();
    from.edit_cues(&edit(report, "c", &[("c.0", 0, Some(edge(-7)))]), 22).unwrap();
    from.decide(report, Decision::Approved, Some("Mai"), None, 23).unwrap();
    from.remove_report(gone, 90).unwrap();
    let lines = exported(&from, None);
    to.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(exported(&to, None), lines);
    to.import_json_lines(lines.as_bytes()).unwrap();
    assert_eq!(exported(&to, None), lines, "brought twice it is there once");
    let there = to.reports().unwrap()[0].report.id;
    assert_eq!(to.status(there).unwrap().status, ReportStatus::Approved);
    // What went on here counts.
    to.edit_cues(&edit(there, "d", &[("c.0", 1, Some(edge(9)))]), 30).unwrap();
    from.edit_cues(&edit(report, "e", &[("c.0", 1, Some(edge(8)))]), 31).unwrap();
    to.import_json_lines(exported(&from, None).as_bytes()).unwrap();
    assert_eq!(to.cue_settings(there).unwrap()[0].setting, Some(edge(9)));
}
