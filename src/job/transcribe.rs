use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::aligned::Aligned;
use super::error::Error;
use super::first_pass::first_pass;
use super::keeper::Keeper;
use super::model::Model;
use super::observer::{Note, Observer};
use super::options::{Options, SecondPass};
use super::run::Run;
use super::second_pass::second_pass;
use super::witness::with_witnesses;
use crate::article::Article;
use crate::recognize::{self, Cancelled};
use crate::transcript::{Engine, Transcript};

/// How long a job that waits for another process sleeps before it looks again.
const PAUSE: Duration = Duration::from_millis(200);

/// A recording that is to be transcribed, or transcribed and aligned.
pub struct Job<'a> {
    recording: &'a Path,
    keeper: &'a mut dyn Keeper,
    options: Options,
    observer: Option<&'a mut dyn Observer>,
    cancelled: Cancelled,
    redo: bool,
}

/// The transcript of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcribed {
    /// What was said.
    pub transcript: Transcript,
    /// Whether it was heard now; else the keeper had it.
    pub new: bool,
}

impl<'a> Job<'a> {
    /// A job with the recording at `path`, of which `keeper` keeps what is done.
    pub fn new(path: &'a Path, keeper: &'a mut dyn Keeper) -> Self {
        Self {
            recording: path,
            keeper,
            options: Options::default(),
            observer: None,
            cancelled: Arc::new(|| false),
            redo: false,
        }
    }

    /// Sets how it is transcribed.
    pub fn options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Sets who watches.
    pub fn observer(self, observer: &'a mut dyn Observer) -> Self {
        Self { observer: Some(observer), ..self }
    }

    /// Sets what is asked, now and then, whether to stop. What is finished by then stays kept.
    pub fn cancelled(self, cancelled: Cancelled) -> Self {
        Self { cancelled, ..self }
    }

    /// Sets whether to recognise again what was recognised before.
    pub fn redo(self, redo: bool) -> Self {
        Self { redo, ..self }
    }

    /// The recording's transcript. Where the article makes some of it doubtful, that is heard a second time.
    ///
    /// # Errors
    /// [`Error`]; a run that was stopped or failed goes on from the last window that was kept.
    pub fn transcribe(&mut self, article: Option<&Article>, model: Model<'_>) -> Result<Transcribed, Error> {
        let article = article.filter(|_| self.options.second_pass != SecondPass::Off);
        let engine = self.options.engine(model.engine(), article.is_some());
        if let Some(transcript) = self.kept(&engine)? {
            return Ok(Transcribed { transcript, new: false });
        }
        self.claim()?;
        let transcribed = self.transcribe_claimed(article, &engine, model);
        let released = self.keeper.release().map_err(Error::Keeper);
        let transcribed = transcribed?;
        released?;
        Ok(transcribed)
    }

    /// Waits until no other process works on the recording.
    fn claim(&mut self) -> Result<(), Error> {
        let mut told = None;
        while let Some(worker) = self.keeper.claim().map_err(Error::Keeper)? {
            if told.as_ref() != Some(&worker) {
                if let Some(observer) = &mut self.observer {
                    observer.note(Note::Waiting(worker.clone()));
                }
                told = Some(worker);
            }
            if (self.cancelled)() {
                return Err(recognize::Error::Cancelled.into());
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn transcribe_claimed(
        &mut self,
        article: Option<&Article>,
        engine: &Engine,
        model: Model<'_>,
    ) -> Result<Transcribed, Error> {
        // The one that this run waited for may have made it.
        if let Some(transcript) = self.kept(engine)? {
            return Ok(Transcribed { transcript, new: false });
        }
        if self.redo {
            self.keeper.discard_windows().map_err(Error::Keeper)?;
        }
        // Heard once before, when there was no article to tell where to listen again.
        let once = self.options.engine(model.engine(), false);
        let first = self.kept(&once)?;
        let transcript = self.hear(first, article, engine, model)?;
        self.keeper.save_transcript(&transcript).map_err(Error::Keeper)?;
        Ok(Transcribed { transcript, new: true })
    }

    /// The transcript and its alignment with the article.
    ///
    /// # Errors
    /// Those of [`Job::transcribe`]. That the two do not belong together is no error here but the outcome: [`Aligned::matched`].
    pub fn align(&mut self, article: &Article, model: Model<'_>) -> Result<Aligned, Error> {
        let transcript = self.transcribe(Some(article), model)?.transcript;
        Ok(Aligned::new(transcript, article.clone()))
    }

    fn kept(&mut self, engine: &Engine) -> Result<Option<Transcript>, Error> {
        if self.redo { Ok(None) } else { self.keeper.transcript(engine).map_err(Error::Keeper) }
    }

    fn hear(
        &mut self,
        first: Option<Transcript>,
        article: Option<&Article>,
        engine: &Engine,
        model: Model<'_>,
    ) -> Result<Transcript, Error> {
        let mut nobody = ();
        let observer: &mut dyn Observer = match &mut self.observer {
            Some(observer) => &mut **observer,
            None => &mut nobody,
        };
        let mut run = Run {
            recording: self.recording,
            options: &self.options,
            engine,
            recognizer: model.load()?,
            keeper: &mut *self.keeper,
            observer,
            cancelled: self.cancelled.clone(),
        };
        let first = match first {
            Some(first) => first,
            None => first_pass(&mut run)?,
        };
        let transcript = match article {
            Some(article) => {
                let transcript = second_pass(&mut run, &first, article)?;
                with_witnesses(&mut run, transcript, article)?
            }
            None => first,
        };
        Ok(transcript.with_engine(engine.clone()))
    }
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { recording, options, redo, .. } = self;
        let mut shown = f.debug_struct("Job");
        shown.field("recording", recording).field("options", options).field("redo", redo).finish_non_exhaustive()
    }
}
