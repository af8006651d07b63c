//! What is done of a recording so far, kept in the store: a task that was stopped, or died, goes on from there.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::key::BundleKey;
use super::store::{BundleStore, StoreError};
use crate::audio::VoiceActivity;
use crate::job::{Keeper, KeeperError, Pass};
use crate::recognize::{Answers, RecognizedWindow};
use crate::transcript::{Engine, Transcript};

/// Windows are put into the store so often: what is lost when a machine dies.
const EVERY: Duration = Duration::from_secs(20);
/// After so many attempts that died without a finished window there is no other.
pub(super) const MOST_ATTEMPTS: u32 = 3;
const MOST_BYTES: u64 = 512 << 20;

/// What a store keeps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Checkpoint {
    /// How many attempts began since the last one that got on.
    attempts: u32,
    first: Vec<RecognizedWindow>,
    second: Vec<RecognizedWindow>,
    answers: Vec<Answers>,
}

/// Keeps the windows of one recording in a store. There is one run to a bundle's name, so the engine needs no look.
pub(super) struct CheckpointKeeper<'a> {
    store: &'a dyn BundleStore,
    name: String,
    state: Checkpoint,
    saved: Instant,
}

impl<'a> CheckpointKeeper<'a> {
    /// Takes up what there is of the bundle `key`. What cannot be read is begun anew.
    pub(super) fn open(store: &'a dyn BundleStore, key: BundleKey) -> Result<Self, StoreError> {
        let name = key.checkpoint_name();
        let kept = store.read(&name, MOST_BYTES)?;
        let state = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Ok(Self { store, name, state, saved: Instant::now() })
    }

    /// Whether earlier attempts died over it too often.
    pub(super) fn is_given_up(&self) -> bool {
        self.state.attempts >= MOST_ATTEMPTS
    }

    /// Notes that an attempt begins.
    pub(super) fn begin(&mut self) -> Result<(), StoreError> {
        self.state.attempts += 1;
        self.save()
    }

    /// Puts all into the store, since the run is asked to stop: that is nobody's fault.
    pub(super) fn stop(&mut self) -> Result<(), StoreError> {
        self.state.attempts = 0;
        self.save()
    }

    /// Puts all into the store.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        self.saved = Instant::now();
        let bytes = serde_json::to_vec(&self.state).map_err(|error| StoreError::new("write", self.name.clone(), error))?;
        self.store.replace(&self.name, &bytes)
    }

    /// It is done, or given up: nothing of it is needed any more.
    pub(super) fn remove(store: &dyn BundleStore, key: BundleKey) -> Result<(), StoreError> {
        store.remove(&key.checkpoint_name())
    }

    fn got_on(&mut self) -> Result<(), KeeperError> {
        self.state.attempts = 1;
        if self.saved.elapsed() >= EVERY {
            self.save()?;
        }
        Ok(())
    }
}

impl Keeper for CheckpointKeeper<'_> {
    fn transcript(&mut self, _: &Engine) -> Result<Option<Transcript>, KeeperError> {
        // A whole one is a bundle.
        Ok(None)
    }

    fn save_transcript(&mut self, _: &Transcript) -> Result<(), KeeperError> {
        Ok(())
    }

    fn windows(&mut self, _: &Engine, pass: Pass) -> Result<Vec<RecognizedWindow>, KeeperError> {
        Ok(match pass {
            Pass::First => self.state.first.clone(),
            Pass::Second => self.state.second.clone(),
        })
    }

    fn save_window(&mut self, _: &Engine, pass: Pass, number: usize, window: &RecognizedWindow) -> Result<(), KeeperError> {
        let kept = match pass {
            Pass::First => &mut self.state.first,
            Pass::Second => &mut self.state.second,
        };
        put(kept, number, window);
        self.got_on()
    }

    fn answers(&mut self, _: &Engine) -> Result<Vec<Answers>, KeeperError> {
        Ok(self.state.answers.clone())
    }

    fn save_answers(&mut self, _: &Engine, number: usize, answers: &Answers) -> Result<(), KeeperError> {
        put(&mut self.state.answers, number, answers);
        self.got_on()
    }

    fn discard_windows(&mut self) -> Result<(), KeeperError> {
        self.state = Checkpoint { attempts: self.state.attempts, ..Checkpoint::default() };
        Ok(())
    }

    fn voice_activity(&mut self, _: &str) -> Result<Option<VoiceActivity>, KeeperError> {
        // To listen again takes less than the file would.
        Ok(None)
    }

    fn save_voice_activity(&mut self, _: &str, _: &VoiceActivity) -> Result<(), KeeperError> {
        Ok(())
    }
}

/// Behind a gap it could not be given back, and what stood behind one that is replaced is of an older run.
fn put<T: Clone>(kept: &mut Vec<T>, number: usize, new: &T) {
    if number <= kept.len() {
        kept.truncate(number);
        kept.push(new.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::super::store::FolderStore;
    use super::*;
    use crate::text::{Language, Sha256};
    use crate::time::Span;

    fn window(number: u32) -> RecognizedWindow {
        RecognizedWindow {
            span: Span::from_millis(number * 10, number * 10 + 9),
            language: Language::english(),
            segments: vec![],
        }
    }

    #[test]
    fn a_stopped_run_is_taken_up_and_one_that_dies_over_and_over_is_given_up() {
        let dir = tempfile::tempdir().unwrap();
        let store = FolderStore::new(dir.path().to_owned());
        let key: BundleKey = Sha256::of(b"x").to_string().parse().unwrap();
        let engine = Engine::default();
        let mut run = CheckpointKeeper::open(&store, key).unwrap();
        run.begin().unwrap();
        run.save_window(&engine, Pass::First, 0, &window(0)).unwrap();
        run.save_window(&engine, Pass::First, 1, &window(1)).unwrap();
        run.save_window(&engine, Pass::First, 5, &window(5)).unwrap();
        run.save_window(&engine, Pass::First, 1, &window(2)).unwrap();
        run.stop().unwrap();
        for attempt in 0..MOST_ATTEMPTS {
            let mut run = CheckpointKeeper::open(&store, key).unwrap();
            assert_eq!(run.windows(&engine, Pass::First).unwrap(), [window(0), window(2)]);
            assert!(!run.is_given_up(), "{attempt}");
            run.begin().unwrap();
        }
        let mut run = CheckpointKeeper::open(&store, key).unwrap();
        assert!(run.is_given_up());
        run.save_window(&engine, Pass::Second, 0, &window(7)).unwrap();
        assert!(!run.is_given_up(), "it got on");
        CheckpointKeeper::remove(&store, key).unwrap();
        store.replace(&key.checkpoint_name(), b"{ spoilt").unwrap();
        assert_eq!(CheckpointKeeper::open(&store, key).unwrap().state, Checkpoint::default());
    }
}
