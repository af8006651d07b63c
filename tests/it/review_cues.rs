//! The captioner's view as a page meets it, and what becomes of it in files.

use serde_json::{Value, json};

use crate::env::Place;
use crate::review::{HEARD, Reply, Served, change, report};

fn cues(served: &Served) -> Value {
    served.get("/api/reports/1/cues/podcast-vtt").json()
}

/// Does something to the cue of this number.
fn act(served: &Served, key: &str, cue: usize, what: Value) -> Reply {
    let all = cues(served);
    let mut body = json!({ "key": key, "by": "Jo", "preset": "podcast-vtt", "cue": all["cues"][cue]["id"] });
    for (name, value) in what.as_object().unwrap() {
        body[name] = value.clone();
    }
    served.post("/api/reports/1/cues", &body)
}

fn rewrite(text: &str) -> Value {
    json!({ "act": "rewrite", "text": text, "wording": "hand" })
}

fn texts(data: &Value) -> Vec<String> {
    data["cues"].as_array().unwrap().iter().map(|cue| cue["text"].as_str().unwrap().to_owned()).collect()
}

fn vtt(place: &Place, args: &[&str]) -> String {
    place.rawi(&[&["caption", "1"], args].concat()).done()
}

#[test]
fn what_is_set_by_hand_is_in_every_format_and_stays_when_the_report_is_aligned_anew() {
    let place = report();
    let before = vtt(&place, &[]);
    let served = Served::new(&place, &["1"]);
    let data = cues(&served);
    assert_eq!(texts(&data)[0], "The council approved the new bridge.");
    assert_eq!((&data["cues"][0]["source"], &data["limits"]["max_line_chars"]), (&json!("published"), &json!(65)));
    assert_eq!(data["cues"][0]["words"][1], json!([7, 1200, 1800]));
    let kept = act(&served, "a", 0, rewrite("The town council approved it."));
    assert_eq!(kept.status, 200, "{}", kept.json());
    let told = kept.json();
    assert_eq!(
        (&told["from"], &told["gone"], &told["cues"][0]["text"]),
        (&json!(0), &json!(1), &json!("The town council approved it."))
    );
    assert_eq!(told["settings"][0]["standing"], "applied");
    assert_eq!(told["cues"][0]["set"], json!(["a.0"]));
    assert_eq!(told["before"], data["state"]);
    assert_eq!(act(&served, "b", 0, json!({ "act": "split", "word": 3 })).status, 200);
    let moved = act(&served, "c", 1, json!({ "act": "move", "edge": "start", "to_ms": 2_050 }));
    assert_eq!(moved.json()["cues"][0]["span"], json!([1000, 2050]), "{:#}", moved.json());
    assert_eq!(texts(&cues(&served))[..2], ["The town council", "approved it."]);
    assert!(vtt(&place, &["--no-overrides"]) == before, "what is set can be left out");
    for format in ["vtt", "srt", "ebu-tt-d", "podcast-json", "text", "ass", "docx"] {
        let out = place.rawi(&["caption", "1", "--format", format, "-o", &format!("set.{format}")]);
        assert_eq!(out.code, Some(0), "{}", out.shown());
    }
    let srt = std::fs::read_to_string(place.path("set.srt")).unwrap().replace("\r\n", "\n");
    assert!(srt.contains("00:00:02,050 --> ") && srt.contains("\napproved it.\n"), "{srt}");
    assert!(std::fs::read_to_string(place.path("set.ebu-tt-d")).unwrap().contains("The town council"));
    // Corrected and aligned anew: the words that it hangs on are other ones in part.
    let report = served.report();
    assert_eq!(
        served.post("/api/reports/1/operations", &change(&report, "x", 0, 0, "The council approves the new bridge")).status,
        200
    );
    let again = cues(&served);
    assert_eq!(texts(&again)[..2], ["The town council", "approved it."]);
    assert!(again["settings"].as_array().unwrap().iter().all(|set| set["standing"] != "gone"), "{:#}", again["settings"]);
    assert_eq!(served.end(), Some(0));
    assert!(vtt(&place, &[]).contains("00:02.050 --> "), "a second command finds it");
}

#[test]
fn steps_are_taken_back_each_by_whoever_did_them() {
    let place = report();
    let served = Served::new(&place, &[]);
    let first = cues(&served);
    let step = |key: &str, what: &str, by: &str| {
        served.post("/api/reports/1/cues", &json!({ "key": key, "by": by, "preset": "podcast-vtt", "act": what }))
    };
    act(&served, "a", 0, json!({ "act": "join", "with": first["cues"][1]["id"] }));
    assert_eq!(texts(&cues(&served)).len(), texts(&first).len() - 1);
    act(&served, "b", 0, rewrite("All in one."));
    assert_eq!(step("u0", "undo", "Amal").json()["outcome"], "nothing");
    assert_eq!(step("u1", "undo", "Jo").status, 200);
    assert!(texts(&cues(&served))[0].starts_with("The council approved the new bridge. It"));
    assert_eq!(step("r1", "redo", "Jo").status, 200);
    assert_eq!(texts(&cues(&served))[0], "All in one.");
    step("u2", "undo", "Jo");
    step("u3", "undo", "Jo");
    assert_eq!(cues(&served)["cues"], first["cues"]);
    assert_eq!(step("u4", "undo", "Jo").json()["outcome"], "nothing");
    assert_eq!(step("u3", "undo", "Jo").json()["outcome"], "kept", "sent twice it is one step");
    // Back to what captions would be, in one step.
    act(&served, "c", 1, rewrite("Something else"));
    act(&served, "d", 1, json!({ "act": "move", "edge": "end", "to_ms": 6_000 }));
    assert_eq!(cues(&served)["cues"][1]["set"].as_array().unwrap().len(), 2);
    assert_eq!(act(&served, "e", 1, json!({ "act": "reset" })).status, 200);
    assert_eq!(cues(&served)["cues"], first["cues"]);
}

#[test]
fn whoever_comes_second_is_told_and_what_cannot_be_done_is_refused() {
    let place = report();
    let served = Served::new(&place, &[]);
    let first = cues(&served)["cues"][0]["id"].clone();
    let send = |key: &str, what: &Value| {
        let mut body = json!({ "key": key, "by": "Amal", "preset": "podcast-vtt", "cue": first });
        what.as_object().unwrap().iter().for_each(|(name, value)| body[name] = value.clone());
        served.post("/api/reports/1/cues", &body)
    };
    assert_eq!(act(&served, "a", 0, rewrite("Theirs")).status, 200);
    let stale = send("b", &rewrite("Mine"));
    assert_eq!((stale.status, &stale.json()["by"]), (409, &json!("Jo")));
    assert_eq!(texts(&cues(&served))[0], "Theirs");
    for (what, status) in [
        (json!({ "act": "split", "word": 0 }), 422),
        (json!({ "act": "split", "word": 99 }), 422),
        (json!({ "act": "split" }), 400),
        (json!({ "act": "fly" }), 400),
        (rewrite(&"x".repeat(70_000)), 422),
        (json!({ "act": "split", "word": 1, "preset": "cinema" }), 422),
        (json!({ "act": "reset", "by": "" }), 422),
    ] {
        assert_eq!(act(&served, "c", 0, what.clone()).status, status, "{what}");
    }
    assert_eq!(act(&served, &"k".repeat(70), 0, rewrite("x")).status, 422);
    assert_eq!(served.get("/api/reports/1/cues/cinema").status, 422);
    assert_eq!(served.get("/api/reports/99/cues/podcast-vtt").status, 404);
    let hostile = "<script>alert(1)</script> --> &amp; '); DROP TABLE cue_settings;-- \u{202e}x\u{0}";
    assert_eq!(act(&served, "h", 0, rewrite(hostile)).status, 200);
    let shown = texts(&cues(&served))[0].replace('\n', " ");
    assert_eq!(shown, "<script>alert(1)</script> --> &amp; '); DROP TABLE cue_settings;-- x");
    let file = vtt(&place, &[]);
    assert!(file.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !file.contains("<script>"), "{file}");
}

/// Scene 16.
#[test]
fn what_is_gone_is_told_by_the_page_and_by_caption() {
    let place = Place::new();
    place.write("words.json", HEARD);
    place.rawi(&["add", "--transcript", "words.json", "--title", "Bridge"]).done();
    let served = Served::new(&place, &[]);
    assert_eq!(texts(&cues(&served))[0], "The council approved the new bridge");
    assert_eq!(act(&served, "a", 0, rewrite("The town council approved it.")).status, 200);
    let report = served.report();
    served.post("/api/reports/1/operations", &change(&report, "x", 0, 0, "Quite other words were heard here today"));
    let data = cues(&served);
    assert_eq!(data["settings"][0]["standing"], "gone", "{data:#}");
    served.end();
    let told = place.rawi(&["caption", "1", "-o", "a.vtt"]);
    assert!(
        told.stderr.contains("the text `The town council approved it.` that was set by hand at 0:01.000 for")
            && told.stderr.contains("is left out: its words are not there any more"),
        "{}",
        told.stderr
    );
}

#[test]
fn no_step_that_was_confirmed_is_lost_when_the_server_is_killed() {
    let place = report();
    let mut served = Served::new(&place, &[]);
    for n in 0..5 {
        assert_eq!(act(&served, &format!("k{n}"), 0, rewrite(&format!("Attempt {n}"))).status, 200);
    }
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    assert!(vtt(&place, &[]).contains("Attempt 4"));
    let again = Served::new(&place, &[]);
    assert_eq!(texts(&cues(&again))[0], "Attempt 4");
}
