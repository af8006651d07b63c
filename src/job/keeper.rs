use crate::audio::VoiceActivity;
use crate::recognize::{Answers, RecognizedWindow};
use crate::transcript::{Engine, Transcript};

/// A keeper's own error.
pub type KeeperError = Box<dyn std::error::Error + Send + Sync>;

/// Which of the two passes a window belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pass {
    /// The whole recording.
    First,
    /// Doubtful stretches, each recognised again on its own.
    Second,
}

/// A process that works on a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Its number.
    pub pid: u32,
    /// The computer that it runs on, where that has a name.
    pub host: Option<String>,
}

impl std::fmt::Display for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {}", self.pid)?;
        self.host.iter().try_for_each(|host| write!(f, " on {host}"))
    }
}

/// Keeps what was done of one recording, so that nothing is done twice.
///
/// `engine` is always the identity of the run, see [`Options::engine`](super::Options::engine): windows of different runs must not
/// be joined.
pub trait Keeper {
    /// Claims the recording for this run, or renews its claim, so that no two hear it at once. Gives who is at work on it instead,
    /// if somebody is. By default nobody else can be.
    ///
    /// # Errors
    /// The keeper's own.
    fn claim(&mut self) -> Result<Option<Worker>, KeeperError> {
        Ok(None)
    }

    /// Ends this run's claim.
    ///
    /// # Errors
    /// The keeper's own.
    fn release(&mut self) -> Result<(), KeeperError> {
        Ok(())
    }

    /// The newest transcript of exactly this run.
    ///
    /// # Errors
    /// The keeper's own.
    fn transcript(&mut self, engine: &Engine) -> Result<Option<Transcript>, KeeperError>;

    /// Keeps the transcript of a run that is done; the run's windows and answers are needed no more.
    ///
    /// # Errors
    /// The keeper's own.
    fn save_transcript(&mut self, transcript: &Transcript) -> Result<(), KeeperError>;

    /// The finished windows of a pass of this run, from the first without a gap.
    ///
    /// # Errors
    /// The keeper's own.
    fn windows(&mut self, engine: &Engine, pass: Pass) -> Result<Vec<RecognizedWindow>, KeeperError>;

    /// Keeps a finished window; `number` counts those of its pass from 0. One that was kept before is replaced.
    ///
    /// # Errors
    /// The keeper's own.
    fn save_window(
        &mut self,
        engine: &Engine,
        pass: Pass,
        number: usize,
        window: &RecognizedWindow,
    ) -> Result<(), KeeperError>;

    /// What the recogniser of this run was asked about its own words and answered, window by window from the first without a gap.
    ///
    /// # Errors
    /// The keeper's own.
    fn answers(&mut self, engine: &Engine) -> Result<Vec<Answers>, KeeperError>;

    /// Keeps the answers of a window; `number` counts the windows that are asked about from 0. Those that were kept before are
    /// replaced.
    ///
    /// # Errors
    /// The keeper's own.
    fn save_answers(&mut self, engine: &Engine, number: usize, answers: &Answers) -> Result<(), KeeperError>;

    /// Drops the windows and the answers of all runs that are not done.
    ///
    /// # Errors
    /// The keeper's own.
    fn discard_windows(&mut self) -> Result<(), KeeperError>;

    /// Where the recording holds speech, when it was listened to before. `listening` is everything that the outcome depends on, see
    /// [`listening_identity`](crate::audio::listening_identity).
    ///
    /// # Errors
    /// The keeper's own.
    fn voice_activity(&mut self, listening: &str) -> Result<Option<VoiceActivity>, KeeperError>;

    /// Keeps where the recording holds speech, and its counted length.
    ///
    /// # Errors
    /// The keeper's own.
    fn save_voice_activity(&mut self, listening: &str, found: &VoiceActivity) -> Result<(), KeeperError>;
}
