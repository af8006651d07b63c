//! A transcription that was stopped after any window and goes on in a new process gives, to the bit, what it would have given
//! without the stop.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rawi::audio::{self, VoiceActivityOptions};
use rawi::models;
use rawi::recognize::{RecognizedWindow, Session, Whisper, WhisperOptions, WindowOptions};
use rawi::text::Sha256;
use rawi::time::{Millis, Span};

use crate::env::{cache, root};
use crate::required::skip;

/// A model as each new process would load it.
struct Loaded {
    path: PathBuf,
    sha256: Sha256,
    options: WhisperOptions,
}

impl Loaded {
    /// What a process hears that finds the windows `done` by an earlier one.
    fn go_on(&self, beam: usize, threads: usize, windows: &[Span], done: &[RecognizedWindow]) -> Vec<RecognizedWindow> {
        let mut options = self.options.clone();
        (options.beam, options.threads) = (beam, threads);
        let mut session = Session {
            recognizer: &mut Whisper::load(&self.path, "model", self.sha256, options).unwrap(),
            options: WindowOptions::default(),
            cancelled: Arc::new(|| false),
            progress: &mut |_| (),
            keep: &mut |_, _| Ok(()),
        };
        session.run(speech(), windows, done.to_vec()).unwrap()
    }

    fn assert_same_after_any_stop(&self, windows: &[Span]) {
        for beam in [1, 5] {
            let whole = self.go_on(beam, 1, windows, &[]);
            assert!(whole.iter().any(|window| !window.segments.is_empty()), "something is heard with beam {beam}");
            for (kept, threads) in (0..windows.len()).zip([2, 1].into_iter().cycle()) {
                let resumed = self.go_on(beam, threads, windows, &whole[..kept]);
                assert_eq!(
                    resumed,
                    whole,
                    "beam {beam}, stopped after {kept} of {} windows, {threads} threads",
                    windows.len()
                );
            }
        }
    }
}

fn recording() -> PathBuf {
    root().join("samples/en-council.mp3")
}

fn speech() -> audio::SpeechStream {
    audio::to_speech(audio::decode(&recording(), &audio::Options::default()).unwrap())
}

/// The first `count` windows of the recording, of at most `longest`.
fn windows(longest: Millis, count: usize) -> Vec<Span> {
    let activity = audio::voice_activity(speech(), VoiceActivityOptions::default()).unwrap();
    let mut windows = audio::windows(&activity, longest);
    windows.truncate(count);
    assert!(windows.len() > 1, "one window alone cannot be resumed");
    windows
}

#[test]
fn a_run_of_the_demonstration_model_that_was_stopped_after_any_window_ends_as_one_that_was_not() {
    let Ok(demo) = models::demonstration(&cache().join("rawi/models")) else {
        skip("no demonstration model in this build");
        return;
    };
    let mut options = WhisperOptions::default();
    options.longest_window = Millis::new(demo.facts.decode.best_window_seconds * 1000);
    options.fit_context = demo.facts.decode.fit_audio_context;
    let windows = windows(options.longest_window, 3);
    Loaded { path: demo.path, sha256: demo.facts.sha256, options }.assert_same_after_any_stop(&windows);
}

#[test]
#[ignore = "needs a published model: RAWI_TEST_MODEL=ggml-tiny.en.bin cargo test --test it resumed -- --ignored"]
fn a_run_of_a_published_model_that_was_stopped_after_any_window_ends_as_one_that_was_not() {
    let path = std::env::var_os("RAWI_TEST_MODEL").expect("RAWI_TEST_MODEL names a published model");
    let sha256 = audio::content_sha256(Path::new(&path)).unwrap();
    // Short windows, since a published model computes 30 s for each of them.
    let windows = windows(Millis::new(6_000), 3);
    Loaded { path: path.into(), sha256, options: WhisperOptions::default() }.assert_same_after_any_stop(&windows);
}
