//! A recording, its article and a transcript made elsewhere, as files of a person's, come into the catalog.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use rawi::article::Article;
use rawi::batch::Task;
use rawi::catalog::{ArticleSource, ReportId, Slug, StoredRecording};
use rawi::job::{AddedAs, Addition, GivenFacts};
use rawi::text::Sha256;
use rawi::time::{Millis, Timestamp};
use rawi::transcript::Transcript;

use crate::addresses;
use crate::args::{self, Facts, Spoken};
use crate::error::Failure;
use crate::fetched;
use crate::files;
use crate::input::{self, What, is_standard};
use crate::sidecars::Sidecars;
use crate::sites;
use crate::spool::{Recording, lossy};
use crate::store::{Store, kept_path};
use crate::ui::Ui;

/// What `add` did.
pub(crate) struct Added {
    pub(crate) report: ReportId,
    slug: Slug,
    added: AddedAs,
}

impl Added {
    pub(crate) fn describe(&self) -> String {
        let what = match self.added {
            AddedAs::New => "added",
            AddedAs::NewRecording => "known already; its recording is here now",
            AddedAs::NewArticle => "known already; the article is new",
            AddedAs::NewTranscript => "known already; the transcript is new",
            AddedAs::Changed => "brought up to date",
            AddedAs::Known => "known already",
        };
        format!("report {} ({}): {what}", self.report, self.slug)
    }
}

/// What a person gives to be added.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Given {
    /// The recording, or its address; `-` reads standard input
    #[arg(required_unless_present = "transcript", value_name = "RECORDING|URL")]
    pub(crate) recording: Option<PathBuf>,
    /// The published article: text, Markdown, HTML, .docx, .odt, .rtf or .pdf, or its address
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) article: Option<PathBuf>,
    /// A transcript that was made elsewhere: nothing is recognised, and a recording is not needed
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) transcript: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) facts: Facts,
}

impl Given {
    /// The same for one of several recordings: what is told of it by itself counts before what is told of all.
    pub(crate) fn of_task(&self, task: &Task) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::new(format!("{}: {what}", task.name()));
        let mut facts = self.facts.clone();
        facts.title = task.title.clone().or(facts.title);
        facts.url = task.url.clone().or(facts.url);
        facts.date = task.date.as_deref().map(args::date).transpose().map_err(wrong)?.or(facts.date);
        facts.language = task.language.as_deref().map(args::language).transpose().map_err(wrong)?.or(facts.language);
        let (recording, article, transcript) = (task.recording.clone(), task.article.clone(), task.transcript.clone());
        Ok(Self { recording, article, transcript, facts })
    }

    /// Where the recording lies.
    pub(crate) fn recording_path(&self) -> Option<&Path> {
        self.recording.as_deref()
    }

    /// Reads the article and the transcript, to tell what is wrong with them; an address is not fetched.
    pub(crate) fn examine(&self) -> Result<(), Failure> {
        if let Some(path) = self.article.as_deref().filter(|path| addresses::address(path).is_none()) {
            let language = self.facts.language.as_ref().and_then(Spoken::given);
            files::article_of(&input::read(path, What::Article)?, path, language, self.facts.encoding.clone())?;
        }
        if let Some(path) = self.transcript.as_deref().filter(|path| addresses::address(path).is_none()) {
            files::read_transcript(path, self.facts.encoding.as_deref())?;
        }
        Ok(())
    }

    /// The recording, opened; one that is named by its address is fetched into `folder`, and stays there.
    pub(crate) fn recording(&self, folder: &Path, ui: &Ui) -> Result<Option<Recording>, Failure> {
        let Some(given) = self.recording.as_deref() else { return Ok(None) };
        match addresses::address(given) {
            Some(address) => Recording::open(&fetched::recording(address, folder, ui)?).map(Some),
            None => Recording::open(given).map(Some),
        }
    }

    /// What files that are made of it are called, without an ending.
    pub(crate) fn stem(&self, recording: Option<&Recording>) -> OsString {
        let transcript = self.transcript.as_deref().filter(|path| !is_standard(path)).and_then(Path::file_stem);
        let of_transcript = || transcript.map_or_else(|| OsString::from("transcript"), OsStr::to_owned);
        recording.map_or_else(of_transcript, Recording::stem)
    }

    /// Puts it into the catalog, or brings it up to date there.
    pub(crate) fn add(&self, store: &Store, recording: Option<&Recording>, ui: &Ui) -> Result<Added, Failure> {
        let given = given(&self.facts);
        let page = self.article.as_deref().map(|path| page(path, &self.facts, ui)).transpose()?;
        let heard = match &self.transcript {
            Some(path) => {
                let bytes = match addresses::address(path) {
                    Some(address) => fetched::bytes(address, What::Transcript)?,
                    None => input::read(path, What::Transcript)?,
                };
                Some((files::transcript_of(&bytes, path, self.facts.encoding.as_deref())?, Sha256::of(&bytes)))
            }
            None => None,
        };
        let mut addition = match (recording, &heard) {
            (Some(recording), _) => Addition::new(recording.path()),
            (None, Some((heard, sha256))) => Addition::of_transcript(heard, *sha256, lossy(&self.stem(None))),
            (None, None) => return Err(Failure::new("nothing to add").hint("rawi add --help")),
        };
        let sidecars = match recording.filter(|recording| !recording.is_spooled()) {
            Some(recording) => Sidecars::beside(recording.path(), ui),
            None => Sidecars::default(),
        };
        addition = addition.given(given).told(sidecars.told.clone());
        if let Some(recording) = recording.filter(|recording| recording.is_spooled()) {
            addition = addition.passing(lossy(&recording.stem()));
        }
        if let Some((page, source)) = &page {
            addition = addition.article(page, source);
        }
        if let Some((heard, _)) = &heard {
            addition = addition.transcript(heard);
        }
        let named = |failure: Failure| match recording {
            Some(recording) => recording.named(failure),
            None => failure,
        };
        let (report, added) = addition.add(&store.catalog, store.now).map_err(|error| named(error.into()))?;
        let stored = store.catalog.report(report)?;
        if let Some((heard, _)) = &heard {
            tell_of(heard, &store.recording(&stored)?, ui);
        }
        sidecars.keep(&store.catalog, report, store.now, ui)?;
        Ok(Added { report, slug: stored.slug, added })
    }
}

/// How much longer than its recording a transcript may be: what a service counts otherwise.
const SLACK: Millis = Millis::new(1_000);

/// What a person should know of a transcript that was made elsewhere.
pub(crate) fn tell_of(heard: &Transcript, recording: &StoredRecording, ui: &Ui) {
    let timed = heard.words().iter().filter(|word| word.span.is_some()).count();
    let (words, form) = (heard.words().len(), &heard.engine().name);
    ui.say(format!("transcript ({form}): {words} words, {timed} with a time of their own"));
    let (lasts, end) = (recording.duration(), heard.end().unwrap_or(Timestamp::ZERO));
    let most = Timestamp::ZERO + lasts + Millis::new(lasts.as_millis() / 50) + SLACK;
    if !recording.facts.is_transcript_only() && lasts > Millis::ZERO && end > most {
        ui.say(format!(
            "the transcript goes on until {end}, and the recording ends at {}: is it of another one, or at another speed?",
            Timestamp::ZERO + lasts
        ));
    }
}

/// An article, and where it comes from.
fn page(path: &Path, facts: &Facts, ui: &Ui) -> Result<(Article, ArticleSource), Failure> {
    let address = addresses::address(path);
    let bytes = match address {
        Some(address) => fetched::bytes(address, What::Article)?,
        None => input::read(path, What::Article)?,
    };
    let language = facts.language.as_ref().and_then(Spoken::given);
    let mut page = sites::article_of(&bytes, path, language, facts.encoding.clone(), ui)?.article;
    if let Some(address) = address.filter(|_| page.facts().url.is_none()) {
        let mut known = page.facts().clone();
        known.url = Some(address.to_owned());
        page = page.with_facts(known);
    }
    let from = address.map_or_else(|| kept_path(path), str::to_owned);
    Ok((page, ArticleSource::new(from, Sha256::of(&bytes))?))
}

fn given(facts: &Facts) -> GivenFacts {
    let mut given = GivenFacts::default();
    given.title = facts.title.clone();
    given.url = facts.url.clone();
    given.date = facts.date.clone();
    given.language = facts.language.as_ref().and_then(|spoken| spoken.given());
    given.programme = facts.programme.clone();
    given.reporter = facts.reporter.clone();
    given.place = facts.place.clone();
    given
}
