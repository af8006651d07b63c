//! Several processes with one catalog, and signals that end one.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use crate::env::{Place, has_demonstration_model};

fn spawn(place: &Place, args: &[&str], patience_s: &str) -> Child {
    let mut command = place.command(args);
    command.env("RAWI_PATIENCE", patience_s).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> (Option<i32>, String, String) {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A catalog with one recording, on which a process of another computer seems to be at work.
fn claimed_elsewhere() -> Place {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let claim = "INSERT INTO claims VALUES (1, 'other', 4242, 'studio', '', 1499999990, 1500000500);
        INSERT INTO transcription_windows (recording_id, recipe, pass, number, start_ms, end_ms, result, saved_unix_s)
        VALUES (1, '{}', 1, 0, 0, 9, '[]', 5)";
    Connection::open(place.path("catalog.db")).unwrap().execute_batch(claim).unwrap();
    place
}

#[test]
fn doctor_does_not_call_a_transcription_stopped_that_somebody_works_on() {
    let place = claimed_elsewhere();
    let told = place.rawi(&["doctor"]).done();
    assert!(told.contains("recording 1 is being transcribed by process 4242 on studio: 1 window so far"), "{told}");
    assert!(!told.contains("was stopped"), "{told}");
    let json = place.rawi(&["doctor", "--json"]).json();
    assert_eq!(json["findings"], serde_json::json!([]));
    assert_eq!(json["running"][0]["claimant"]["pid"], 4242);
    // Its time is over, and nothing was heard of it since.
    let database = Connection::open(place.path("catalog.db")).unwrap();
    database.execute_batch("UPDATE claims SET until_unix_s = 1500000000").unwrap();
    let outcome = place.rawi(&["doctor"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("the transcription of recording 1 was stopped after 1 window"), "{}", outcome.stdout);
}

#[cfg(unix)]
fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

/// Reads what a process says until a line has `words`.
#[cfg(unix)]
fn wait_for(child: &mut Child, words: &str) {
    use std::io::BufRead;
    let mut said = std::io::BufReader::with_capacity(1, child.stderr.as_mut().unwrap());
    let mut line = String::new();
    while !line.contains(words) {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended without `{words}`");
    }
}

#[cfg(unix)]
#[test]
fn each_signal_that_asks_to_end_is_told_with_how_to_go_on() {
    if !has_demonstration_model() {
        return;
    }
    for signal in ["-INT", "-TERM", "-HUP"] {
        let place = claimed_elsewhere();
        let mut child = spawn(&place, &["transcribe", "1"], "5");
        wait_for(&mut child, "process 4242 on studio works on");
        send(signal, &child);
        let (code, out, err) = ended(child);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{signal}: {err}");
        assert!(err.contains("error: stopped on request") && err.contains("hint: "), "{signal}: {err}");
        assert!(err.contains("`rawi transcribe 1`"), "{signal}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_at_once_with_the_code_that_shells_know() {
    if !has_demonstration_model() {
        return;
    }
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        // The first alone may have ended it already when the second comes.
        let at_once = (0..30).any(|_| {
            let place = claimed_elsewhere();
            let mut child = spawn(&place, &["transcribe", "1"], "5");
            wait_for(&mut child, "works on");
            send(signal, &child);
            std::thread::sleep(Duration::from_millis(10));
            send(signal, &child);
            let ended = ended(child);
            assert!(ended.0 == Some(code) || ended.0 == Some(2), "{signal}: {ended:?}");
            ended.0 == Some(code)
        });
        assert!(at_once, "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_goes_away_does_not_end_what_was_started_to_outlive_it() {
    if !has_demonstration_model() {
        return;
    }
    let place = claimed_elsewhere();
    let mut command = place.command(&[]);
    let program = command.get_program().to_owned();
    let mut nohup = Command::new("nohup");
    nohup.arg(program).args(["transcribe", "1"]).current_dir(command.get_current_dir().unwrap());
    for (name, value) in command.stdin(Stdio::null()).get_envs() {
        nohup.env(name, value.unwrap());
    }
    let mut child = nohup.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for(&mut child, "works on");
    send("-HUP", &child);
    std::thread::sleep(Duration::from_millis(600));
    assert!(child.try_wait().unwrap().is_none(), "it goes on");
    send("-TERM", &child);
    assert_eq!(ended(child).0, Some(2));
}

#[test]
fn several_that_add_one_recording_make_one_report_and_one_catalog() {
    let place = Place::new();
    place.sample("en-council.mp3");
    let all: Vec<Child> = (0..6).map(|_| spawn(&place, &["add", "en-council.mp3"], "60")).collect();
    let outcomes: Vec<_> = all.into_iter().map(ended).collect();
    assert!(outcomes.iter().all(|(code, ..)| *code == Some(0)), "{outcomes:?}");
    let reports = place.rawi(&["list", "--json"]).json();
    assert_eq!(reports.as_array().map_or(0, Vec::len), 1, "{reports}");
}

#[test]
fn a_long_change_of_one_throws_no_other_out_which_says_that_it_waits() {
    let place = Place::new();
    place.sample("en-council.mp3");
    place.rawi(&["add", "en-council.mp3"]).done();
    let other = Connection::open(place.path("catalog.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut child = spawn(&place, &["add", "en-council.mp3", "--title", "Other"], "60");
    let held = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(7));
        other.execute_batch("COMMIT").unwrap();
    });
    wait_for(&mut child, "another program is writing to the catalog; waiting until it is done");
    held.join().unwrap();
    let (code, _, err) = ended(child);
    assert_eq!(code, Some(0), "{err}");
    assert!(place.rawi(&["list"]).done().contains("Other"));
}
