use super::keeper::Worker;
use crate::audio::Damage;
use crate::text::Language;
use crate::time::Millis;

/// What a job is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Finding where somebody speaks.
    Listening,
    /// The first pass.
    Recognising,
    /// Doubtful stretches are recognised again.
    SecondPass,
}

impl Stage {
    /// In a word or two: `listening`, `recognising`, `second pass`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Recognising => "recognising",
            Self::SecondPass => "second pass",
        }
    }
}

/// How far a stage has come, in time of the recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The stage.
    pub stage: Stage,
    /// How much of the recording is done.
    pub done: Millis,
    /// How long the recording is; while listening what its header says, zero when it says nothing.
    pub all: Millis,
}

/// Something that a person may want to know.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// Another process is at work on this recording; the job waits for it.
    Waiting(Worker),
    /// Some of the recording could not be decoded.
    Damaged(Damage),
    /// Nobody speaks.
    NoSpeech,
    /// An earlier run did some of the windows of a pass.
    GoingOn {
        /// How many.
        done: usize,
        /// Of how many.
        windows: usize,
    },
    /// The first pass is done.
    Heard {
        /// How many words.
        words: usize,
        /// How long the recording is.
        length: Millis,
        /// In which language.
        language: Language,
        /// Whether the recogniser detected the language, since none was given.
        language_was_told: bool,
    },
    /// The second pass is done.
    HeardAgain {
        /// How many doubtful stretches.
        stretches: usize,
        /// How many words are from there.
        words: usize,
    },
    /// The recogniser was asked, where its words differ from the published ones, which of the two the sound holds.
    Asked {
        /// How many places it was asked about.
        places: usize,
        /// For how many it had an answer.
        answered: usize,
    },
}

/// Watches a job. `()` watches nothing.
pub trait Observer {
    /// A stage has come so far: called at its begin and at its end, and some times a second in between.
    fn progress(&mut self, progress: Progress);

    /// Something came up.
    fn note(&mut self, note: Note);
}

impl Observer for () {
    fn progress(&mut self, _: Progress) {}

    fn note(&mut self, _: Note) {}
}
