//! A recording and its article come into the catalog, or are brought up to date there.

use std::path::Path;

use super::error::Error;
use super::join;
use super::keep_transcript::keep_transcript;
use super::recording_facts::recording_facts;
use super::same_content::file_stamp;
use crate::article::{Article, PartKind};
use crate::catalog::{ArticleSource, Attached, Catalog, RecordingFacts, RecordingId, ReportFacts, ReportId, StoredReport};
use crate::text::{Language, Sha256};
use crate::time::{Millis, Timestamp};
use crate::transcript::Transcript;

/// The path of a recording that lies nowhere after this run.
const NOWHERE: &str = "-";

/// What a person says of a report; it comes before what its page and its recording say of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct GivenFacts {
    /// The title.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The language that is spoken.
    pub language: Option<Language>,
    /// The programme or series that it belongs to.
    pub programme: Option<String>,
    /// Who reports.
    pub reporter: Option<String>,
    /// From where.
    pub place: Option<String>,
}

/// A recording, with the article that was published with it and a transcript that was made of it elsewhere, to be put into a
/// catalog.
#[derive(Debug, Clone)]
pub struct Addition<'a> {
    sound: Sound<'a>,
    stem: String,
    article: Option<(&'a Article, &'a ArticleSource)>,
    transcript: Option<&'a Transcript>,
    given: GivenFacts,
    told: GivenFacts,
}

/// What there is to hear.
#[derive(Debug, Clone, Copy)]
enum Sound<'a> {
    /// A file that stays where it is.
    File(&'a Path),
    /// A file that is there for this run only.
    Passing(&'a Path),
    /// Nothing: there is a transcript, in a file of this content.
    None(Sha256),
}

/// What became of an [`Addition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddedAs {
    /// A report that the catalog did not have.
    New,
    /// The catalog had a report of which there was only a transcript; its recording is here now.
    NewRecording,
    /// The catalog had the report; its article is a new version.
    NewArticle,
    /// The catalog had the report; the transcript that was made elsewhere is a new version.
    NewTranscript,
    /// The catalog had the report; a fact of it is another now.
    Changed,
    /// The catalog had it all.
    Known,
}

impl<'a> Addition<'a> {
    /// The recording at `path`, whose file's name is its title when nothing else says one.
    #[must_use]
    pub fn new(path: &'a Path) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let facts = GivenFacts::default;
        Self { sound: Sound::File(path), stem, article: None, transcript: None, given: facts(), told: facts() }
    }

    /// A recording that is not here: of it there is `transcript`, in a file with the content `sha256` that is called `stem`.
    #[must_use]
    pub fn of_transcript(transcript: &'a Transcript, sha256: Sha256, stem: String) -> Self {
        let (given, told) = (GivenFacts::default(), GivenFacts::default());
        Self { sound: Sound::None(sha256), stem, article: None, transcript: Some(transcript), given, told }
    }

    /// The same, of a recording that will not lie at its path after this run and is called `stem`.
    #[must_use]
    pub fn passing(self, stem: String) -> Self {
        let sound = match self.sound {
            Sound::File(path) => Sound::Passing(path),
            other => other,
        };
        Self { sound, stem, ..self }
    }

    /// The same with a transcript that was made of it elsewhere.
    #[must_use]
    pub fn transcript(self, transcript: &'a Transcript) -> Self {
        Self { transcript: Some(transcript), ..self }
    }

    /// The same with the article that was published with it, and where that came from.
    #[must_use]
    pub fn article(self, article: &'a Article, source: &'a ArticleSource) -> Self {
        Self { article: Some((article, source)), ..self }
    }

    /// The same with what a person says of it.
    #[must_use]
    pub fn given(self, given: GivenFacts) -> Self {
        Self { given, ..self }
    }

    /// The same with what others say of it, as a feed does: it counts where neither a person nor the catalog says anything, and before what
    /// the page and the recording say.
    #[must_use]
    pub fn told(self, told: GivenFacts) -> Self {
        Self { told, ..self }
    }

    /// Puts it into `catalog`. A recording that is known by its content is brought up to date: a changed article or transcript
    /// becomes the next version of it, its path the one where it lies now. One of which the catalog has only this transcript, or only
    /// a transcript with this article, is that report's. All of it is one change of the catalog. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// Those of [`recording_facts`], and the catalog's as [`Error::Keeper`].
    pub fn add(&self, catalog: &Catalog, now: i64) -> Result<(ReportId, AddedAs), Error> {
        // Seen before it is read: what changes from now on is noticed.
        let stamp = match self.sound {
            Sound::File(path) => file_stamp(path),
            Sound::Passing(_) | Sound::None(_) => None,
        };
        let mut facts = match self.sound {
            Sound::File(path) | Sound::Passing(path) => recording_facts(path)?,
            Sound::None(sha256) => RecordingFacts::transcript_only(sha256, self.transcript.map_or(Millis::ZERO, length)),
        };
        let kept = || -> Result<_, crate::catalog::Error> {
            if let Sound::Passing(_) = self.sound {
                // It may lie somewhere, and this run only brought it once more.
                let known = catalog.recording_by_sha256(facts.sha256)?.filter(|known| known.file().is_file());
                facts.path = known.map_or_else(|| NOWHERE.to_owned(), |known| known.facts.path);
            }
            let (transcript, article) = (self.transcript, self.article.map(|(article, _)| article));
            let (recording, is_joined) = match self.sound {
                Sound::None(sha256) if catalog.recording_by_sha256(sha256)?.is_none() => {
                    let known = transcript.map(|heard| join::with_sound(catalog, heard)).transpose()?.flatten();
                    (known, false)
                }
                Sound::None(_) => (None, false),
                Sound::File(_) | Sound::Passing(_) => {
                    let known = join::without_sound(catalog, &facts, transcript, article)?;
                    known.map(|id| catalog.give_sound(id, &facts)).transpose()?;
                    (known, known.is_some())
                }
            };
            let recording = recording.map_or_else(|| catalog.add_recording(&facts, now), Ok)?;
            if let Some(stamp) = stamp {
                catalog.set_file_stamp(recording, stamp)?;
            }
            let (report, added) = self.add_report(catalog, recording, &facts, now)?;
            Ok((report, if is_joined { AddedAs::NewRecording } else { added }))
        };
        catalog.together(kept).map_err(|error| Error::Keeper(error.into()))
    }

    fn add_report(
        &self,
        catalog: &Catalog,
        recording: RecordingId,
        facts: &RecordingFacts,
        now: i64,
    ) -> Result<(ReportId, AddedAs), crate::catalog::Error> {
        let before = catalog.reports_of(recording)?.into_iter().next();
        let wanted = self.report_facts(facts, before.as_ref()).with_recording(recording);
        let (report, mut added) = match &before {
            Some(report) if report.facts == wanted => (report.id, AddedAs::Known),
            Some(report) => {
                catalog.update_report(report.id, &wanted, now)?;
                (report.id, AddedAs::Changed)
            }
            None => match catalog.add_first_report(recording, &wanted, now)? {
                (report, true) => (report, AddedAs::New),
                (report, false) => (report, AddedAs::Known),
            },
        };
        if let Some((article, source)) = self.article {
            let attached = catalog.attach_article(report, article, Some(source), now)?;
            if added != AddedAs::New && matches!(attached, Attached::New(_)) {
                added = AddedAs::NewArticle;
            }
        }
        if let Some(transcript) = self.transcript {
            let (_, is_new) = keep_transcript(catalog, recording, transcript, wanted.language.as_ref(), now)?;
            if is_new && matches!(added, AddedAs::Known | AddedAs::Changed) {
                added = AddedAs::NewTranscript;
            }
        }
        Ok((report, added))
    }

    fn report_facts(&self, recording: &RecordingFacts, before: Option<&StoredReport>) -> ReportFacts {
        let (page, before) = (self.article.map(|(article, _)| article), before.map(|report| &report.facts));
        told_facts((&self.given, &self.told), before, (recording, &self.stem), page, self.transcript)
    }
}

/// What is known of a report that is new: a person's word first, then the page's and the recording's own. `stem` is its title when
/// nothing else says one.
#[must_use]
pub fn first_facts(
    given: &GivenFacts,
    recording: &RecordingFacts,
    article: Option<&Article>,
    transcript: Option<&Transcript>,
    stem: &str,
) -> ReportFacts {
    told_facts((given, &GivenFacts::default()), None, (recording, stem), article, transcript)
}

/// What is known of a report: a person's word first, then what was known, then what is told of it elsewhere, then the page's and the
/// recording's own.
fn told_facts(
    (given, told): (&GivenFacts, &GivenFacts),
    before: Option<&ReportFacts>,
    (recording, stem): (&RecordingFacts, &str),
    page: Option<&Article>,
    transcript: Option<&Transcript>,
) -> ReportFacts {
    let said = page.map(Article::facts);
    let title = given
        .title
        .clone()
        .or_else(|| before.map(|b| b.title.clone()))
        .or_else(|| told.title.clone())
        .or_else(|| said.and_then(|f| f.title.clone()))
        .or_else(|| page.and_then(headline))
        .or_else(|| recording.tags.get("title").cloned())
        .unwrap_or_else(|| stem.to_owned());
    let mut facts = ReportFacts::new(title);
    let pick = |of_given: fn(&GivenFacts) -> &Option<String>, of_report: fn(&ReportFacts) -> &Option<String>| {
        let known = || before.and_then(|b| of_report(b).clone());
        of_given(given).clone().or_else(known).or_else(|| of_given(told).clone())
    };
    facts.url = pick(|g| &g.url, |b| &b.url).or_else(|| said.and_then(|f| f.url.clone()));
    facts.date = pick(|g| &g.date, |b| &b.date).or_else(|| said.and_then(|f| f.date.clone()));
    let of_page = || page.and_then(|p| p.language().known());
    let of_transcript = || transcript.and_then(|heard| heard.language().known());
    let known = given.language.clone().or_else(|| before.and_then(|b| b.language.clone()));
    let known = known.or_else(|| told.language.clone());
    facts.language = known.or_else(of_page).or_else(of_transcript);
    facts.notes = before.and_then(|b| b.notes.clone());
    facts.programme = pick(|g| &g.programme, |b| &b.programme);
    facts.reporter = pick(|g| &g.reporter, |b| &b.reporter);
    facts.place = pick(|g| &g.place, |b| &b.place);
    facts
}

/// How long a recording is of which there is only a transcript.
fn length(transcript: &Transcript) -> Millis {
    let end = || transcript.end().map(|end| end - Timestamp::ZERO);
    transcript.duration().or_else(end).unwrap_or(Millis::ZERO)
}

fn headline(article: &Article) -> Option<String> {
    let part = article.parts().iter().find(|p| p.kind == PartKind::Headline)?;
    Some(part.range.of(article.text()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{self, ReadOptions};
    use crate::text::Sha256;

    #[test]
    fn a_persons_word_comes_before_the_page_and_what_was_known_before_the_page_of_today() {
        let dir = tempfile::tempdir().unwrap();
        let catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/en-council.mp3");
        let page = |text: &str| article::read(text.as_bytes(), &ReadOptions::named("a.md")).unwrap();
        let source = ArticleSource::new("a.md", Sha256::of(b"")).unwrap();
        let first = page(
            "---\ntitle: Of the page\nurl: https://example.org/a\ndate: 2017-08-02\nlang: en\n---\nThe bridge is open.",
        );
        let bare = Addition::new(&path);
        let (report, added) = bare.clone().article(&first, &source).add(&catalog, 1).unwrap();
        let facts = || catalog.report(report).unwrap().facts;
        assert_eq!((added, facts().title.as_str()), (AddedAs::New, "Of the page"));
        assert_eq!((facts().date.as_deref(), facts().language), (Some("2017-08-02"), Some(Language::english())));
        assert_eq!(bare.clone().article(&first, &source).add(&catalog, 2).unwrap(), (report, AddedAs::Known));
        let second = page("---\ntitle: Of the page of today\n---\nThe bridge is closed.");
        assert_eq!(bare.clone().article(&second, &source).add(&catalog, 3).unwrap(), (report, AddedAs::NewArticle));
        assert_eq!((facts().title.as_str(), facts().url.as_deref()), ("Of the page", Some("https://example.org/a")));
        let given = GivenFacts { title: Some("Mine".to_owned()), ..GivenFacts::default() };
        assert_eq!(bare.clone().given(given).add(&catalog, 4).unwrap(), (report, AddedAs::Changed));
        assert_eq!((facts().title.as_str(), facts().date.as_deref()), ("Mine", Some("2017-08-02")));
        // What a feed says fills what is open, and changes nothing that is known.
        let told = GivenFacts {
            title: Some("Of the feed".to_owned()),
            programme: Some("World".to_owned()),
            place: Some("Aleppo".to_owned()),
            ..GivenFacts::default()
        };
        let given = GivenFacts { place: Some("Homs".to_owned()), ..GivenFacts::default() };
        bare.clone().told(told.clone()).given(given).add(&catalog, 5).unwrap();
        bare.clone().told(told).add(&catalog, 5).unwrap();
        assert_eq!((facts().title.as_str(), facts().programme.as_deref()), ("Mine", Some("World")));
        assert_eq!(facts().place.as_deref(), Some("Homs"));
        // Through a pipe it comes from nowhere, and where it lies is known already.
        bare.passing("recording".to_owned()).add(&catalog, 5).unwrap();
        assert_eq!(catalog.recordings().unwrap()[0].file(), path);
    }
}
