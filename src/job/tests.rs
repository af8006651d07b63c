//! A sample is played to the job as a recogniser would hear it, so that no model is needed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::article::{self, Article, ReadOptions};
use crate::recognize::{self, Cancelled, Inquiry, RecognizedSegment, Recognizer, Replay, Window, WindowOptions};
use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Transcript, Word};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn page(name: &str) -> Article {
    article::read(&std::fs::read(sample(name)).unwrap(), &ReadOptions::default()).unwrap()
}

/// The page of `en-council.mp3` as an editor might change it: the voice says Wednesday, and that the threat is not over.
fn edited() -> Article {
    let text = std::fs::read_to_string(sample("en-council.article.txt")).unwrap();
    let text = text.replace("on Wednesday", "on Thursday").replace("is not over", "is over");
    article::read(text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// What is said in `en-council.mp3`, word by word.
fn said() -> Transcript {
    let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(sample("en-council.truth.json")).unwrap()).unwrap();
    let ms = |value: &serde_json::Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let sentences = truth["sentences"].as_array().unwrap();
    let words = sentences.iter().flat_map(|sentence| {
        let words = sentence["words"].as_array().unwrap();
        words.iter().enumerate().map(move |(i, word)| {
            let end = words.get(i + 1).map_or(ms(&sentence["end_ms"]), |next| ms(&next["start_ms"]));
            let span = Some(Span::from_millis(ms(&word["start_ms"]), end));
            Word { text: word["word"].as_str().unwrap().to_owned(), span, confidence: Some(0.9), second_pass: false }
        })
    });
    Transcript::new(Engine::default(), Language::english(), None, words.collect(), Vec::new(), None)
}

/// Plays what is said, in short windows, and counts them; the window of number `deaf` gives nothing.
#[derive(Clone)]
struct Played {
    replay: Replay,
    calls: Arc<AtomicUsize>,
    deaf: Option<usize>,
}

impl Played {
    fn new(deaf: Option<usize>) -> Self {
        Self { replay: Replay::new(said()), calls: Arc::default(), deaf }
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Says to stop once so many windows were heard.
    fn stopped_after(&self, windows: usize) -> Cancelled {
        let calls = self.calls.clone();
        Arc::new(move || calls.load(Ordering::Relaxed) >= windows)
    }
}

impl Recognizer for Played {
    fn engine(&self) -> Engine {
        self.replay.engine()
    }

    fn longest_window(&self) -> Millis {
        Millis::new(9_000)
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, recognize::Error> {
        self.replay.detect(window)
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, recognize::Error> {
        let heard = self.replay.recognize(window, options, cancelled)?;
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        Ok(if self.deaf == Some(number) { Vec::new() } else { heard })
    }

    /// The more letters were published the surer it is of its own.
    fn weigh(
        &mut self,
        _: Window<'_>,
        inquiry: &Inquiry,
        _: &WindowOptions,
        _: &Cancelled,
    ) -> Result<Vec<Option<f32>>, recognize::Error> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        Ok(inquiry.doubts.iter().map(|doubt| Some(doubt.published.len() as f32)).collect())
    }
}

#[derive(Default)]
struct Watched {
    stages: Vec<Stage>,
    notes: Vec<Note>,
}

impl Observer for Watched {
    fn progress(&mut self, progress: Progress) {
        if self.stages.last() != Some(&progress.stage) {
            self.stages.push(progress.stage);
        }
        assert!(progress.done <= progress.all, "{progress:?}");
    }

    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }
}

fn never() -> Model<'static> {
    Model::lazy(Played::new(None).engine(), || -> Result<Played, _> { panic!("the model is not needed") })
}

#[test]
fn a_job_is_done_once_and_then_known_without_the_model() {
    let (recording, page) = (sample("en-council.mp3"), page("en-council.article.txt"));
    let (mut keeper, mut watched) = (MemoryKeeper::default(), Watched::default());
    let played = Played::new(None);
    let aligned =
        Job::new(&recording, &mut keeper).observer(&mut watched).align(&page, Model::loaded(played.clone())).unwrap();
    let matched = aligned.matched().unwrap();
    assert_eq!(matched.transcript().words().len(), said().words().len());
    assert!(matched.alignment().sentences.iter().any(|s| s.moved || s.words.len() > 3));
    assert_eq!(watched.stages[..2], [Stage::Listening, Stage::Recognising]);
    assert!(matches!(&watched.notes[0], Note::Heard { language, language_was_told: true, .. } if language.as_str() == "en"));
    let again = Job::new(&recording, &mut keeper).align(&page, never()).unwrap();
    assert_eq!(again, aligned);
    // Another article is aligned with what was heard; nothing is heard again.
    let other = self::page("en-drought.article.txt");
    assert!(Job::new(&recording, &mut keeper).align(&other, never()).unwrap().matched().is_err());
    let calls = played.calls();
    Job::new(&recording, &mut keeper).redo(true).transcribe(Some(&page), Model::loaded(played.clone())).unwrap();
    assert!(played.calls() >= 2 * calls - 1, "{} after {calls}", played.calls());
}

#[test]
fn a_stretch_that_came_out_empty_is_heard_a_second_time_when_there_is_an_article() {
    let (recording, page) = (sample("en-council.mp3"), page("en-council.article.txt"));
    let (mut keeper, mut watched) = (MemoryKeeper::default(), Watched::default());
    let deaf = Played::new(Some(1));
    let once = Job::new(&recording, &mut keeper).transcribe(None, Model::loaded(deaf.clone())).unwrap();
    assert!(once.new && once.transcript.words().len() < said().words().len());
    let off = Options { second_pass: SecondPass::Off, ..Options::default() };
    let same = Job::new(&recording, &mut keeper).options(off).transcribe(Some(&page), never()).unwrap();
    assert_eq!(same, Transcribed { new: false, ..once.clone() });
    // The first pass is known; only the doubtful stretch is heard.
    let again = Played::new(None);
    let mut job = Job::new(&recording, &mut keeper).observer(&mut watched);
    let twice = job.transcribe(Some(&page), Model::loaded(again.clone())).unwrap();
    assert!(twice.new && twice.transcript.words().len() > once.transcript.words().len());
    assert!(twice.transcript.words().iter().any(|word| word.second_pass));
    assert_eq!(watched.stages, [Stage::SecondPass]);
    assert!(
        matches!(watched.notes[..], [Note::HeardAgain { stretches: 1.., words: 1.. }, Note::Asked { .. }]),
        "{:?}",
        watched.notes
    );
    assert!(again.calls() < deaf.calls(), "{} windows for some stretches of {}", again.calls(), deaf.calls());
}

/// Runs the job, stopped again and again; each run goes on where the one before was stopped. How many windows were heard in all,
/// and how often it was stopped.
fn stopped_and_gone_on(keeper: &mut dyn Keeper, windows: usize) -> (Transcript, usize, usize) {
    let (recording, page) = (sample("en-council.mp3"), edited());
    let (mut calls, mut stops) = (0, 0);
    loop {
        // Only the first run is deaf to a window, as chance would have it.
        let played = Played::new((stops == 0).then_some(1));
        let mut watched = Watched::default();
        let mut job = Job::new(&recording, keeper).observer(&mut watched).cancelled(played.stopped_after(windows));
        let done = job.transcribe(Some(&page), Model::loaded(played.clone()));
        calls += played.calls();
        let gone_on = watched.notes.iter().any(|note| matches!(note, Note::GoingOn { done: 1.., .. }));
        assert_eq!(gone_on, stops > 0, "{:?}", watched.notes);
        match done {
            Ok(done) => return (done.transcript, calls, stops),
            Err(Error::Recognize(recognize::Error::Cancelled)) => stops += 1,
            Err(error) => panic!("{error}"),
        }
        assert!(stops < 20 && played.calls() == windows, "it does not get on");
    }
}

#[test]
fn where_words_differ_both_are_held_against_the_sound_and_no_word_changes() {
    let recording = sample("en-council.mp3");
    let (mut keeper, mut watched) = (MemoryKeeper::default(), Watched::default());
    let mut job = Job::new(&recording, &mut keeper).observer(&mut watched);
    let asked = job.transcribe(Some(&edited()), Model::loaded(Played::new(None))).unwrap().transcript;
    let as_heard = |words: &std::ops::Range<usize>| {
        asked.words()[words.clone()].iter().map(|w| w.text.trim_matches('.')).collect::<Vec<_>>().join(" ")
    };
    let told: Vec<_> = asked.witnesses().iter().map(|w| (as_heard(&w.words), w.published.as_str(), w.margin)).collect();
    for expected in [("Wednesday".to_owned(), "Thursday", 8.0), ("not".to_owned(), "", 0.0)] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    let answered = told.len();
    assert!(watched.notes.contains(&Note::Asked { places: answered, answered }), "{:?}", watched.notes);
    let off = Options { second_pass: SecondPass::Off, ..Options::default() };
    let unasked =
        Job::new(&recording, &mut keeper).options(off).transcribe(Some(&edited()), Model::loaded(Played::new(None)));
    let unasked = unasked.unwrap().transcript;
    assert_eq!((unasked.words(), unasked.witnesses()), (asked.words(), &[][..]));
}

#[test]
fn a_job_that_is_stopped_goes_on_where_it_was_in_both_passes() {
    let at_once = stopped_and_gone_on(&mut MemoryKeeper::default(), usize::MAX);
    assert_eq!(at_once.2, 0);
    assert!(at_once.0.words().iter().any(|word| word.second_pass));
    assert!(!at_once.0.witnesses().is_empty());
    let stopped = stopped_and_gone_on(&mut MemoryKeeper::default(), 2);
    assert!(stopped.2 >= 4, "stopped {} times", stopped.2);
    assert_eq!((&stopped.0, stopped.1), (&at_once.0, at_once.1), "no window is heard twice");
}

#[cfg(feature = "catalog")]
#[test]
fn the_catalog_keeps_what_was_done_and_aligns_it_once() {
    use crate::catalog::{Catalog, ReportFacts};
    let dir = tempfile::tempdir().unwrap();
    let catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
    let recording = catalog.add_recording(&recording_facts(&sample("en-council.mp3")).unwrap(), 0).unwrap();
    let mut keeper = CatalogKeeper::new(&catalog, recording, 7);
    let at_once = stopped_and_gone_on(&mut MemoryKeeper::default(), usize::MAX);
    let (transcript, calls, stops) = stopped_and_gone_on(&mut keeper, 5);
    assert!(stops >= 2, "stopped {stops} times");
    assert_eq!((&transcript, calls), (&at_once.0, at_once.1), "no window is heard twice");
    assert_eq!(keeper.transcript(transcript.engine()).unwrap(), Some(transcript.clone()));
    assert!(keeper.windows(transcript.engine(), Pass::First).unwrap().is_empty(), "they are needed no more");

    let facts = ReportFacts { title: "Weapons".to_owned(), recording: Some(recording), ..ReportFacts::default() };
    let report = catalog.add_report(&facts, 0).unwrap();
    catalog.attach_article(report, &page("en-council.article.txt"), None, 0).unwrap();
    let article = catalog.newest_article(report).unwrap().unwrap();
    let transcript = catalog.shown_transcript(recording).unwrap().unwrap();
    let align = || align_stored(&catalog, report, article, transcript, 8).unwrap();
    let (first, again) = (align(), align());
    assert_eq!((first.new, again.new), (true, false));
    assert_eq!((first.id, &first.aligned), (again.id, &again.aligned));
    assert!(again.aligned.matched().is_ok());
}

#[cfg(feature = "catalog")]
#[test]
fn several_at_work_on_one_recording_hear_it_once_and_keep_one_transcript() {
    use crate::catalog::Catalog;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("catalog.db");
    let catalog = Catalog::open(&path).unwrap();
    let recording = catalog.add_recording(&recording_facts(&sample("en-council.mp3")).unwrap(), 0).unwrap();
    let (played, waited) = (Played::new(None), AtomicUsize::new(0));
    let done: Vec<Transcribed> = std::thread::scope(|scope| {
        let job = || {
            let catalog = Catalog::open(&path).unwrap();
            let (mut keeper, mut watched) = (CatalogKeeper::new(&catalog, recording, 7), Watched::default());
            let played = played.clone();
            let sample = sample("en-council.mp3");
            let mut job = Job::new(&sample, &mut keeper).observer(&mut watched);
            let done = job.transcribe(None, Model::loaded(played)).unwrap();
            let myself = std::process::id();
            let waits = watched.notes.iter().filter(|n| matches!(n, Note::Waiting(worker) if worker.pid == myself)).count();
            waited.fetch_add(waits, Ordering::Relaxed);
            done
        };
        let jobs: Vec<_> = (0..4).map(|_| scope.spawn(job)).collect();
        jobs.into_iter().map(|job| job.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|done| done.new).count(), 1);
    assert!(done.iter().all(|d| d.transcript == done[0].transcript));
    assert!(waited.load(Ordering::Relaxed) >= 1, "the others were told who works");
    let alone = Played::new(None);
    Job::new(&sample("en-council.mp3"), &mut MemoryKeeper::default())
        .transcribe(None, Model::loaded(alone.clone()))
        .unwrap();
    assert_eq!(played.calls(), alone.calls(), "each window is heard once");
    assert_eq!(catalog.transcript_versions(recording).unwrap().len(), 1);
    assert_eq!(catalog.claims().unwrap(), []);
}

#[cfg(all(feature = "catalog", target_os = "linux"))]
#[test]
fn the_claim_of_a_process_that_is_gone_stops_nobody_and_one_that_was_lost_is_noticed() {
    use crate::catalog::{Catalog, Claimant};
    let dir = tempfile::tempdir().unwrap();
    let catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
    let recording = catalog.add_recording(&recording_facts(&sample("en-council.mp3")).unwrap(), 0).unwrap();
    let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let pid = child.id();
    let gone = Claimant { holder: "it".into(), pid, host: None, process: process::identity(pid).unwrap() };
    catalog.claim(recording, &gone, (7, 700), |_| true).unwrap();
    let mut keeper = CatalogKeeper::new(&catalog, recording, 1_000);
    assert_eq!(keeper.claim().unwrap().map(|w| w.to_string()), Some(format!("process {pid}")), "whatever the time");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(keeper.claim().unwrap(), None);
    // Of another computer nothing is known but the time.
    let far = Claimant { holder: "far".into(), host: Some("far".into()), process: "boot pid:[1] 1".into(), ..gone };
    catalog.claim(recording, &far, (1_000, 1_600), |_| false).unwrap();
    let kept = keeper.discard_windows().and_then(|()| keeper.save_transcript(&said()));
    assert_eq!(kept.unwrap_err().to_string(), format!("process {pid} on far works on this recording now"));
    assert_eq!(catalog.transcript_versions(recording).unwrap(), []);
    assert_eq!(CatalogKeeper::new(&catalog, recording, 1_599).claim().unwrap().unwrap().pid, pid);
    assert_eq!(CatalogKeeper::new(&catalog, recording, 1_600).claim().unwrap(), None);
}

#[test]
fn identities_tell_all_that_changes_the_outcome_and_nothing_else() {
    let engine = Engine { options: vec!["beam=5".to_owned()], ..Engine::default() };
    let plain = Options::default();
    assert_eq!(plain.engine(&engine, false).options, ["beam=5", "language=auto"]);
    assert_eq!(plain.engine(&engine, true).options, ["beam=5", "language=auto", "second_pass=true"]);
    let mut all = Options { language: Some(Language::arabic()), prompt: Some("Mai".to_owned()), ..plain };
    (all.translate, all.second_pass) = (true, SecondPass::WithNames);
    (all.audio.channel, all.audio.track) = (crate::audio::Channel::Left, Some(2));
    let expected =
        ["beam=5", "channel=left", "language=ar", "prompt=Mai", "second_pass=with_names", "track=2", "translate=true"];
    assert_eq!(all.engine(&engine, true).options, expected);
    all.second_pass = SecondPass::Off;
    assert_eq!(all.engine(&engine, true), all.engine(&engine, false));
}
