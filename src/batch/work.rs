//! One recording of a plan: from its files to its bundle.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::bundle::{Bundle, BundleRun};
use super::checkpoint::CheckpointKeeper;
use super::failure::{FailureClass, Trouble, of_article, of_job, of_recording};
use super::inputs::{Input, InputError, Inputs};
use super::plan::{Plan, PlannedRecording};
use super::store::{BundleStore, StoreError};
use crate::article::{self, Article, ReadOptions};
use crate::audio;
use crate::catalog::{ArticleSource, RecordingFacts};
use crate::job::{self, Aligned, GivenFacts, Job, Model, Observer};
use crate::recognize::{self, Cancelled, Recognizer};
use crate::text::Sha256;
use crate::transcript::Transcript;

/// Loads the model of a plan.
pub type LoadModel<'a> = Box<dyn FnMut() -> Result<Box<dyn Recognizer>, recognize::Error> + 'a>;

/// Why there is no bundle of a recording.
pub(super) enum Halt {
    /// That is the recording's matter.
    Trouble(Trouble),
    /// No recording can be done any more.
    Store(StoreError),
    /// Nor can any without the model.
    Model(recognize::Error),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<InputError> for Halt {
    fn from(error: InputError) -> Self {
        let told = error.to_string();
        Self::Trouble(match error {
            InputError::Missing(_) => Trouble::Lasting(FailureClass::Missing, told),
            InputError::Unreachable(_) => Trouble::Passing(told),
            InputError::Stopped => Trouble::Stopped,
        })
    }
}

/// What all recordings of a task share.
pub(super) struct Bench<'a> {
    pub(super) plan: &'a Plan,
    pub(super) store: &'a dyn BundleStore,
    pub(super) load: LoadModel<'a>,
    /// Loaded once, when the first recording needs it.
    pub(super) recognizer: Option<Box<dyn Recognizer>>,
    pub(super) cancelled: Cancelled,
    pub(super) host: Option<String>,
}

/// A recording and its article, opened and found to be the planned ones.
pub(super) struct Opened {
    pub(super) input: Input,
    facts: RecordingFacts,
    article: Option<(Article, ArticleSource)>,
}

/// Opens what a line of the plan names.
pub(super) fn open(line: &PlannedRecording, inputs: &mut dyn Inputs) -> Result<Opened, Halt> {
    let input = inputs.recording(&line.entry.recording)?;
    let named = |trouble: Trouble| as_named(trouble, &input, &line.entry.recording);
    let content = audio::content_sha256(input.path()).map_err(|error| named(of_recording(&error)))?;
    if content != line.entry.sha256 {
        let told = format!("`{}` is not the recording that was planned: its content is another", line.entry.recording);
        return Err(Trouble::Lasting(FailureClass::Changed, told).into());
    }
    let mut facts = job::recording_facts(input.path()).map_err(|error| named(of_recording(&error)))?;
    // The outcome is the same wherever the recording lies.
    "-".clone_into(&mut facts.path);
    let article = line.entry.article.as_deref().map(|from| page(from, line, inputs)).transpose()?;
    Ok(Opened { input, facts, article })
}

fn page(from: &str, line: &PlannedRecording, inputs: &mut dyn Inputs) -> Result<(Article, ArticleSource), Halt> {
    let bytes = inputs.article(from)?;
    let sha256 = Sha256::of(&bytes);
    if line.entry.article_sha256 != Some(sha256) {
        let told = format!("`{from}` is not the article that was planned: its content is another");
        return Err(Trouble::Lasting(FailureClass::Changed, told).into());
    }
    let options = ReadOptions::named(from).with_language(line.entry.language.clone());
    let article = article::read(&bytes, &options).map_err(|error| as_of(of_article(&error), from))?;
    let source =
        ArticleSource::new(from, sha256).map_err(|error| Trouble::Lasting(FailureClass::Article, error.to_string()))?;
    Ok((article, source))
}

/// A trouble that speaks of the article by its name.
fn as_of(trouble: Trouble, name: &str) -> Trouble {
    match trouble {
        Trouble::Lasting(class, told) => Trouble::Lasting(class, format!("`{name}`: {told}")),
        other => other,
    }
}

/// A trouble that speaks of the recording by the name that it has in the plan.
fn as_named(trouble: Trouble, input: &Input, name: &str) -> Trouble {
    let renamed = |told: String| told.replace(&input.path().display().to_string(), name);
    match trouble {
        Trouble::Lasting(class, told) => Trouble::Lasting(class, renamed(told)),
        Trouble::Passing(told) => Trouble::Passing(renamed(told)),
        Trouble::Stopped => Trouble::Stopped,
    }
}

impl Bench<'_> {
    /// What is heard in an opened recording, as a bundle made at `now`.
    pub(super) fn make(
        &mut self,
        line: &PlannedRecording,
        opened: Opened,
        observer: &mut dyn Observer,
        now: &dyn Fn() -> i64,
    ) -> Result<Bundle, Halt> {
        let begun = Instant::now();
        let transcript = self.hear(line, &opened, observer)?;
        let Opened { input, mut facts, article } = opened;
        facts.duration_ms = transcript.duration().map_or(facts.duration_ms, |length| length.as_millis());
        let report = report_facts(line, &facts, article.as_ref().map(|(article, _)| article), &transcript);
        let mut run = BundleRun::new(line.task, self.host.clone(), input.origin());
        let alignment = article.as_ref().map(|(page, _)| Aligned::new(transcript.clone(), page.clone()).alignment().clone());
        run.made_unix_s = now();
        run.took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(Bundle { key: line.key, run, recording: facts, report, article, transcript, alignment })
    }

    fn hear(&mut self, line: &PlannedRecording, opened: &Opened, observer: &mut dyn Observer) -> Result<Transcript, Halt> {
        let mut keeper = CheckpointKeeper::open(self.store, line.key)?;
        if keeper.is_given_up() {
            let told = "the program died over it again and again, and was given no other try".to_owned();
            return Err(Trouble::Lasting(FailureClass::Crashed, told).into());
        }
        keeper.begin()?;
        let (options, _) = line.entry.run(self.plan.settings(), self.plan.engine());
        let (slot, load) = (&mut self.recognizer, &mut self.load);
        let model = Model::lazy(self.plan.engine().clone(), || loaded(slot, load));
        let page = opened.article.as_ref().map(|(article, _)| article);
        let mut job = Job::new(opened.input.path(), &mut keeper).options(options).observer(observer);
        job = job.cancelled(self.cancelled.clone());
        // A bug in the reading of one file must not end the others.
        let heard = catch_unwind(AssertUnwindSafe(move || job.transcribe(page, model)));
        match heard {
            Ok(Ok(heard)) => Ok(heard.transcript),
            Ok(Err(job::Error::Recognize(error @ recognize::Error::Model { .. }))) => {
                keeper.stop()?;
                Err(Halt::Model(error))
            }
            Ok(Err(error)) => {
                let trouble = as_named(of_job(&error), &opened.input, &line.entry.recording);
                if trouble == Trouble::Stopped {
                    keeper.stop()?
                } else {
                    keeper.save()?
                }
                Err(trouble.into())
            }
            Err(_) => {
                // What it was at is unknown.
                self.recognizer = None;
                keeper.save()?;
                let told = format!("the program failed over `{}`; it is tried again", line.entry.recording);
                Err(Trouble::Passing(told).into())
            }
        }
    }
}

/// The model, loaded now if it was not yet.
fn loaded<'b>(
    slot: &'b mut Option<Box<dyn Recognizer>>,
    load: &mut LoadModel<'_>,
) -> Result<&'b mut (dyn Recognizer + 'static), recognize::Error> {
    let recognizer = match slot.take() {
        Some(recognizer) => recognizer,
        None => load()?,
    };
    Ok(&mut **slot.insert(recognizer))
}

fn report_facts(
    line: &PlannedRecording,
    facts: &RecordingFacts,
    article: Option<&Article>,
    transcript: &Transcript,
) -> crate::catalog::ReportFacts {
    let entry = &line.entry;
    let mut given = GivenFacts::default();
    (given.title, given.url, given.date) = (entry.title.clone(), entry.url.clone(), entry.date.clone());
    given.language.clone_from(&entry.language);
    let file = entry.recording.rsplit('/').next().unwrap_or(&entry.recording);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    job::first_facts(&given, facts, article, Some(transcript), stem)
}
