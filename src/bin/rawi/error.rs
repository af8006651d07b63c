//! What went wrong, told to a person: what failed, because of what, and the next command to try.

use std::error::Error;
use std::process::ExitCode;

use rawi::align::Refusal;
use rawi::{audio, catalog, job, recognize};

use crate::ui::Ui;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// Done, and there is something to look at.
    Findings = 1,
    /// Could not.
    CouldNot = 2,
    /// The recording and the article do not belong together.
    Refused = 3,
    /// To a scheduler, in the words of `sysexits.h`: it was asked for something that cannot be. Trying again is of no use.
    Usage = 64,
    /// To a scheduler: done, but for inputs that are bad and will be bad the next time.
    BadInput = 65,
    /// To a scheduler: not done, and to be tried again.
    TryAgain = 75,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A command that did not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    /// Messages between the first and the cause.
    details: Vec<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
    exit: Exit,
    /// The reader of our output went away: not worth a word.
    silent: bool,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, details: Vec::new(), cause: None, exit: Exit::CouldNot, silent: false }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What failed.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The same with another exit code.
    pub(crate) fn exiting(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// The last of its causes that has words of its own.
    pub(crate) fn last(&self) -> &str {
        self.details.last().unwrap_or(&self.message)
    }

    /// Adds a hint where there is none.
    pub(crate) fn or_hint(mut self, hint: &str) -> Self {
        self.hint.get_or_insert_with(|| hint.to_owned());
        self
    }

    /// Speaks of something by another name.
    pub(crate) fn naming(mut self, from: &str, to: &str) -> Self {
        self.message = self.message.replace(from, to);
        self.details.iter_mut().for_each(|detail| *detail = detail.replace(from, to));
        self
    }

    /// Puts what was being done in front; the message so far becomes its cause.
    pub(crate) fn about(mut self, doing: impl Into<String>) -> Self {
        self.details.insert(0, std::mem::replace(&mut self.message, doing.into()));
        self
    }

    /// It and what is behind it, in a line.
    pub(crate) fn told(&self) -> String {
        let mut told = self.message.clone();
        for detail in &self.details {
            told.push_str(": ");
            told.push_str(detail);
        }
        told
    }

    /// Prints itself; a broken pipe is a quiet success.
    pub(crate) fn tell(&self, ui: &Ui) -> ExitCode {
        if self.silent {
            return Exit::Done.into();
        }
        ui.error(&self.message);
        for detail in &self.details {
            ui.caused_by(detail);
        }
        let mut last = self.details.last().unwrap_or(&self.message).clone();
        let mut cause = self.cause.as_deref().and_then(|c| c.source());
        while let Some(error) = cause {
            let text = error.to_string();
            // Some errors repeat their cause in their own words.
            if !last.ends_with(&text) {
                ui.caused_by(&text);
            }
            last = text;
            cause = error.source();
        }
        if let Some(hint) = &self.hint {
            ui.hint(hint);
        }
        self.exit.into()
    }
}

/// Any room's error becomes a failure whose message is the error's own; the chain below it is told as causes.
impl<E: Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let silent = is_broken_pipe(&error);
        let hint = usual_hint(&error).map(str::to_owned);
        let refused = (&error as &dyn Error).is::<Refusal>();
        let exit = if refused { Exit::Refused } else { Exit::CouldNot };
        Self { message: error.to_string(), silent, hint, cause: Some(Box::new(error)), exit, ..Self::new("") }
    }
}

/// The next command after an error of a model file.
pub(crate) const MODEL_FILE: &str = "`rawi models verify` examines a model file; `rawi models pull NAME` gets it anew";

/// The next command after an error of the catalog, of a recording or of recognition, wherever it came up.
fn usual_hint(error: &(dyn Error + 'static)) -> Option<&'static str> {
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        let other = "give the article that was published with this recording: `rawi add RECORDING --article FILE`";
        let nothing = "listen to it; another model or `--language` may hear more: `rawi transcribe --help`";
        return Some(if refusal.is_nothing_heard() { nothing } else { other });
    }
    if let Some(error) = error.downcast_ref() {
        return match error {
            job::Error::Audio(error) => usual_hint(error),
            job::Error::Recognize(error) => usual_hint(error),
            job::Error::Keeper(error) => usual_hint(&**error),
            job::Error::Changed { .. } => {
                Some("`rawi add` takes it as a new recording; nothing of it was kept for the old one")
            }
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref() {
        return hint_of_recording(error);
    }
    match error.downcast_ref() {
        Some(error) => hint_of_recognition(error),
        None => hint_of_catalog(error.downcast_ref()?),
    }
}

fn hint_of_recording(error: &audio::Error) -> Option<&'static str> {
    Some(match error {
        audio::Error::Missing { .. } => "check the path; `ls` shows what is there",
        audio::Error::Directory { .. } => "name one recording in it",
        audio::Error::Empty { .. } | audio::Error::Damaged { .. } | audio::Error::NothingUsable { .. } => {
            "download or copy it again"
        }
        audio::Error::Protected { .. } => "ask for a copy without protection",
        audio::Error::NotAudio { .. } | audio::Error::UnsupportedCodec { .. } | audio::Error::NoAudioTrack { .. } => {
            "rawi reads WAV, AIFF, CAF, FLAC, ALAC, MP3, AAC, Vorbis and Opus; what else holds sound becomes one of them with \
             `ffmpeg -i FILE -c:a flac NEW.flac`"
        }
        _ => return None,
    })
}

fn hint_of_recognition(error: &recognize::Error) -> Option<&'static str> {
    Some(match error {
        recognize::Error::Language { .. } => {
            "`--language auto` lets the model tell; `rawi models list` shows which languages each model knows"
        }
        recognize::Error::Model { .. } => MODEL_FILE,
        recognize::Error::Save(error) => return usual_hint(&**error),
        recognize::Error::Prompt => "give the prompt as plain text",
        _ => return None,
    })
}

fn hint_of_catalog(error: &catalog::Error) -> Option<&'static str> {
    Some(match error {
        catalog::Error::Locked { .. } => "close the other program, or wait until it is done, then run this again",
        catalog::Error::Newer { .. } => "use the rawi that wrote it, or a newer one; nothing in it was changed",
        catalog::Error::NotACatalog { .. } => "nothing in it was changed; `--catalog FILE` or RAWI_CATALOG names another",
        catalog::Error::ReadOnly { .. } | catalog::Error::Full { .. } => {
            "make room or give the right to write, then run this again"
        }
        catalog::Error::Damaged { .. } | catalog::Error::Database { .. } | catalog::Error::Unreadable { .. } => {
            "`rawi doctor` says what is damaged and what can be saved; `rawi export -o saved.jsonl` saves it"
        }
        catalog::Error::Open { .. } => "`--catalog FILE` or RAWI_CATALOG names another catalog",
        catalog::Error::NoReport { .. } | catalog::Error::Ambiguous { .. } => {
            "`rawi list` shows the reports; `rawi add` puts a recording in"
        }
        catalog::Error::Query { .. } => {
            "words, \"a phrase\", begin*, -excluded, AND, OR, NOT, (…), NEAR(two words, 5): `rawi search --help`"
        }
        catalog::Error::NoSuch { .. } => "`rawi list --json` has the programmes, `rawi show REPORT` the speakers",
        _ => return None,
    })
}

/// Whether a broken pipe is at the bottom of it.
fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let here = error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe);
    here || error.source().is_some_and(is_broken_pipe)
}

/// Adds the next command to try to whatever failed.
pub(crate) trait Hint<T> {
    fn hint(self, hint: impl Into<String>) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> Hint<T> for Result<T, E> {
    fn hint(self, hint: impl Into<String>) -> Result<T, Failure> {
        self.map_err(|error| error.into().hint(hint))
    }
}
