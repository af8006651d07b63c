//! Whole tasks, on a sample that is played as a recogniser would hear it, so that no model is needed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::audio;
use crate::job::Observer;
use crate::recognize::{self, Cancelled, RecognizedSegment, Recognizer, Replay, Window, WindowOptions};
use crate::text::{Language, Sha256};
use crate::time::{Millis, Span};
use crate::transcript::{self, Engine, Transcript};

fn said() -> Transcript {
    let lines: String = (0..9).map(|n| format!("00:0{n}.000 --> 00:0{n}.900\nconvoy number {n} crossed\n\n")).collect();
    transcript::read(format!("WEBVTT\n\n{lines}").as_bytes(), None).unwrap()
}

/// Plays it in short windows and counts them; a bug shows in the window of the number `panics_at`.
#[derive(Clone)]
struct Played {
    calls: Arc<AtomicUsize>,
    loads: Arc<AtomicUsize>,
    panics_at: Option<usize>,
}

impl Recognizer for Played {
    fn engine(&self) -> Engine {
        said().engine().clone()
    }

    fn longest_window(&self) -> Millis {
        Millis::new(3_000)
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, recognize::Error> {
        Replay::new(said()).detect(window)
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, recognize::Error> {
        if cancelled() {
            return Err(recognize::Error::Cancelled);
        }
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        assert!(self.panics_at != Some(call), "a bug in the recogniser");
        Replay::new(said()).recognize(window, options, cancelled)
    }
}

struct Files;

impl Inputs for Files {
    fn recording(&mut self, reference: &str) -> Result<Input, InputError> {
        let path = PathBuf::from(reference);
        if path.exists() {
            Ok(Input::file(path, reference.to_owned()))
        } else {
            Err(InputError::Missing(reference.to_owned()))
        }
    }

    fn article(&mut self, reference: &str) -> Result<Vec<u8>, InputError> {
        std::fs::read(reference).map_err(|error| InputError::Unreachable(error.to_string()))
    }
}

#[derive(Default)]
struct Seen(BTreeMap<usize, Ended>);

impl TaskObserver for Seen {
    fn begins<'b>(&'b mut self, _: usize, _: &PlannedRecording, _: &'b Path) -> Box<dyn Observer + 'b> {
        Box::new(())
    }

    fn ended(&mut self, number: usize, _: &PlannedRecording, ended: &Ended, _: Duration) {
        self.0.insert(number, ended.clone());
    }
}

/// A stretch of the sample, whatever its name says.
fn cut(to: &Path, span: Span) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/en-council.mp3");
    let recording = audio::decode(&sample, &audio::Options::default()).unwrap();
    audio::write_wav(recording, span, std::fs::File::create(to).unwrap()).unwrap();
}

/// A directory with recordings, a plan for them, and a store.
struct Scene {
    dir: tempfile::TempDir,
    played: Played,
    plan: Plan,
}

impl Scene {
    /// Two stretches of the sample, an empty file and a page in place of a recording.
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, from) in [("a.mp3", 8_000), ("b.mp3", 16_000)] {
            cut(&dir.path().join(name), Span::from_millis(from, from + 12_000));
        }
        std::fs::write(dir.path().join("empty.mp3"), "").unwrap();
        std::fs::write(dir.path().join("page.mp3"), "<html>404</html>").unwrap();
        std::fs::write(dir.path().join("a.txt"), "Convoy number 0 crossed. Convoy number 1 crossed. Nobody was hurt.")
            .unwrap();
        let played = Played { calls: Arc::default(), loads: Arc::default(), panics_at: None };
        let entries = ["a.mp3", "b.mp3", "empty.mp3", "page.mp3"].map(|name| {
            let path = dir.path().join(name);
            let bytes = std::fs::metadata(&path).unwrap().len();
            let entry = PlanEntry::new(path.to_str().unwrap(), audio::content_sha256(&path).unwrap(), bytes);
            let article = dir.path().join("a.txt");
            let hash = Sha256::of(&std::fs::read(&article).unwrap());
            if name == "a.mp3" { entry.article(article.to_str().unwrap(), hash) } else { entry }
        });
        let plan = Plan::new(PlanSettings::default(), played.engine(), entries.to_vec(), TaskSize::Count(1));
        Self { dir, played, plan }
    }

    fn store(&self) -> FolderStore {
        FolderStore::new(self.dir.path().join("bundles"))
    }

    fn run(&self, again: bool, cancelled: Cancelled) -> (TaskSummary, Vec<Ended>) {
        let (store, mut seen) = (self.store(), Seen::default());
        let load = || {
            self.played.loads.fetch_add(1, Ordering::SeqCst);
            Ok(Box::new(self.played.clone()) as Box<dyn Recognizer>)
        };
        let mut files = Files;
        let task = TaskRun::new(&self.plan, &store, &mut files, Box::new(load), cancelled, &|| 77);
        let summary = task.again(again).run(&mut seen).unwrap();
        (summary, seen.0.into_values().collect())
    }

    fn calls(&self) -> usize {
        self.played.calls.load(Ordering::SeqCst)
    }
}

fn never() -> Cancelled {
    Arc::new(|| false)
}

fn failed(ended: &Ended) -> Option<(FailureClass, bool)> {
    match ended {
        Ended::Failed { class, before, .. } => Some((*class, *before)),
        _ => None,
    }
}

#[test]
fn what_is_broken_is_told_once_and_stops_nothing_and_a_second_run_does_nothing() {
    let scene = Scene::new();
    let (summary, ended) = scene.run(false, never());
    assert_eq!(summary, TaskSummary { made: 2, failed: 2, ..TaskSummary::default() }, "{ended:?}");
    let classes: Vec<_> = ended.iter().filter_map(failed).collect();
    assert_eq!(classes, [(FailureClass::Unsupported, false), (FailureClass::Damaged, false)]);
    let (calls, loads) = (scene.calls(), scene.played.loads.load(Ordering::SeqCst));
    assert!(calls > 2 && loads == 1, "the model is loaded once: {loads}");
    let listing = Listing::of(&scene.store()).unwrap();
    assert_eq!((listing.bundles.len(), listing.failures.len(), listing.begun.len()), (2, 2, 0));
    let status = task_status(&scene.plan, &listing)[&0];
    assert!(status.is_over() && (status.done, status.failed) == (2, 2));
    let (summary, ended) = scene.run(false, never());
    assert_eq!(summary, TaskSummary { found: 2, failed: 2, ..TaskSummary::default() });
    assert!(ended.iter().filter_map(failed).all(|(_, before)| before));
    assert_eq!(scene.calls(), calls, "nothing is heard again");
    // Once more what failed, on request.
    let (summary, ended) = scene.run(true, never());
    assert_eq!((summary.found, summary.failed), (2, 2));
    assert!(ended.iter().filter_map(failed).all(|(_, before)| !before));
}

#[test]
fn a_bundle_holds_the_recording_the_article_and_where_they_come_from() {
    let scene = Scene::new();
    scene.run(false, never());
    let line = scene.plan.recordings().iter().find(|line| line.entry.article.is_some()).unwrap();
    let bytes = scene.store().read(&line.key.bundle_name(), u64::MAX - 1).unwrap().unwrap();
    let bundle = Bundle::read(&bytes, line.key).unwrap();
    assert_eq!((bundle.run.made_unix_s, bundle.run.recording.as_str()), (77, line.entry.recording.as_str()));
    assert_eq!((bundle.recording.sha256, bundle.recording.path.as_str()), (line.entry.sha256, "-"));
    assert!(bundle.recording.duration_ms == 12_000, "the decoder's count");
    assert_eq!(bundle.article.unwrap().1.from, *line.entry.article.as_ref().unwrap());
    assert!(bundle.alignment.is_some() && !bundle.transcript.words().is_empty());
}

#[test]
fn stopped_in_a_recording_it_goes_on_behind_the_last_window() {
    let (scene, whole) = (Scene::new(), Scene::new());
    whole.run(false, never());
    let calls = scene.played.calls.clone();
    let (summary, ended) = scene.run(false, Arc::new(move || calls.load(Ordering::SeqCst) >= 2));
    assert_eq!((summary.made, summary.left), (0, 4), "{ended:?}");
    assert_eq!(ended, [Ended::Stopped]);
    assert_eq!(Listing::of(&scene.store()).unwrap().begun.len(), 1);
    // Asked to stop before it begins it harms nothing.
    assert_eq!(scene.run(false, Arc::new(|| true)).0.left, 4);
    assert_eq!(scene.run(false, never()).0.made, 2);
    assert!(scene.calls() <= whole.calls() + 1, "only the window that it was stopped in is heard again");
    let outcome = |scene: &Scene| {
        let all = scene.plan.recordings().iter().filter_map(|line| {
            let bytes = scene.store().read(&line.key.bundle_name(), u64::MAX - 1).unwrap()?;
            Some(Bundle::read(&bytes, line.key).unwrap().transcript)
        });
        all.collect::<Vec<_>>()
    };
    assert_eq!(outcome(&scene), outcome(&whole));
}

#[test]
fn a_bug_over_one_recording_postpones_that_one_and_after_three_it_is_given_up() {
    let mut scene = Scene::new();
    scene.played.panics_at = Some(0);
    let (summary, ended) = scene.run(false, never());
    assert_eq!((summary.made, summary.postponed), (1, 1), "{ended:?}");
    assert!(scene.played.loads.load(Ordering::SeqCst) == 2, "the model is loaded anew behind it");
    for attempt in 1..4 {
        scene.played.panics_at = Some(scene.calls());
        let (summary, ended) = scene.run(false, never());
        let given_up = ended.iter().filter_map(failed).any(|(class, _)| class == FailureClass::Crashed);
        assert_eq!((summary.postponed, given_up), if attempt < 3 { (1, false) } else { (0, true) }, "{attempt}");
    }
    scene.played.panics_at = None;
    assert_eq!(scene.run(true, never()).0.made, 1, "on request it is tried again");
}

#[test]
fn what_changed_since_it_was_planned_is_not_heard() {
    let scene = Scene::new();
    std::fs::write(scene.dir.path().join("a.txt"), "Another page.").unwrap();
    std::fs::write(scene.dir.path().join("b.mp3"), "another recording").unwrap();
    std::fs::remove_file(scene.dir.path().join("page.mp3")).unwrap();
    let (_, ended) = scene.run(false, never());
    let mut classes: Vec<_> = ended.iter().filter_map(failed).map(|(class, _)| class.name()).collect();
    classes.sort_unstable();
    assert_eq!(classes, ["changed", "changed", "damaged", "missing"]);
    assert_eq!(scene.calls(), 0);
}

#[test]
fn two_that_do_the_same_at_once_make_one_bundle_of_each() {
    let scene = Scene::new();
    let summaries: Vec<TaskSummary> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| scene.run(false, never()))).collect();
        runs.into_iter()
            .map(|run| {
                let (summary, ended) = run.join().unwrap();
                assert!(!ended.contains(&Ended::MadeTwice { equal: false }), "{ended:?}");
                summary
            })
            .collect()
    });
    assert_eq!(summaries.iter().map(|s| s.made).sum::<usize>(), 2, "{summaries:?}");
    assert!(summaries.iter().all(|s| s.made + s.found == 2 && s.failed == 2), "{summaries:?}");
    let listing = Listing::of(&scene.store()).unwrap();
    assert_eq!((listing.bundles.len(), listing.begun.len()), (2, 0));
}
