//! An item becomes a report.

use std::path::{Path, PathBuf};

use rawi::audio;
use rawi::catalog::{FeedItemOutcome, FeedItemState, FeedSettings, ReportId, StoredFeedItem};
use rawi::feed::file_of;
use rawi::job::{Addition, GivenFacts};

use super::page::Page;
use super::session::{Following, Lacks, Trouble};
use super::{media, offered, page};
use crate::args;

/// What became of an item.
pub(crate) struct Became {
    pub(crate) report: ReportId,
    /// In a line for people.
    pub(crate) told: String,
    /// What of it could not be had.
    pub(crate) lacks: Option<String>,
    /// A server asks to be left alone that has a part of it.
    waits: bool,
}

/// In vain so often, an item is only tried again when a person says so.
pub(crate) const MOST_ATTEMPTS: u32 = 3;

/// Whether an item of a feed with these settings is to be tried.
pub(crate) fn is_due(item: &StoredFeedItem, settings: &FeedSettings, retry: bool) -> bool {
    match item.state {
        FeedItemState::New => true,
        FeedItemState::Partly | FeedItemState::Failed => retry || item.attempts < MOST_ATTEMPTS,
        // A page is looked at once.
        FeedItemState::NoMedia => settings.audio_from_pages && item.item.link.is_some() && (retry || item.attempts == 0),
        FeedItemState::Kept => false,
    }
}

impl Following<'_> {
    /// Takes an item into the catalog, and notes there what became of it.
    pub(crate) fn take(&mut self, item: &StoredFeedItem) -> Result<Became, Trouble> {
        let taken = self.attempt(item);
        let catalog = &self.store.catalog;
        match &taken {
            Ok(Became { report, lacks: Some(why), waits: true, .. }) => {
                catalog.item_done(item.id, FeedItemOutcome::Waiting(*report, why))?;
            }
            Ok(Became { report, lacks: Some(why), .. }) if item.attempts + 1 < MOST_ATTEMPTS => {
                catalog.item_done(item.id, FeedItemOutcome::Partly(*report, why))?;
            }
            Ok(Became { report, lacks, .. }) => {
                catalog.item_done(item.id, FeedItemOutcome::Kept(*report, lacks.as_deref()))?;
            }
            Err(Trouble::Nothing(why)) => catalog.item_done(item.id, FeedItemOutcome::NoMedia(why))?,
            // What is here already stays what it is.
            Err(Trouble::Later(why) | Trouble::Never(why)) if item.report.is_none() => {
                catalog.item_done(item.id, FeedItemOutcome::Failed(why))?;
            }
            Err(_) => {}
        }
        taken
    }

    fn attempt(&mut self, item: &StoredFeedItem) -> Result<Became, Trouble> {
        let known = item.report.filter(|_| !self.refetch);
        let mut lacks = Lacks::default();
        let (path, page) = match (known, item.item.enclosure.clone()) {
            (Some(report), _) => (self.recording_of(report)?, lacks.or_none(page::fetch(self, item))?.flatten()),
            (None, Some(address)) => {
                let path = media::path(self, item, &address)?;
                (Some(path), lacks.or_none(page::fetch(self, item))?.flatten())
            }
            // What the feed does not say, the page may.
            (None, None) => {
                let page = page::fetch(self, item)?;
                let address = page.as_ref().and_then(Page::recording);
                let address = address.ok_or_else(|| Trouble::Nothing("its page names no recording".to_owned()))?;
                (Some(media::path(self, item, &address)?), page)
            }
        };
        let report = self.add(item, path.as_deref(), page.as_ref())?;
        let mut parts = vec![];
        if let Some(page) = &page {
            self.store.catalog.keep_page(report, page.address(), &page.bytes, self.store.now)?;
            parts.push(page.told());
        }
        parts.extend(offered::fetch(self, item, report, &mut lacks)?);
        let slug = self.store.catalog.report(report)?.slug;
        let parts = if parts.is_empty() { "no article".to_owned() } else { parts.join("; ") };
        let Lacks { told: lacks, waits } = lacks;
        let lacks = (!lacks.is_empty()).then(|| lacks.join("; "));
        Ok(Became { report, told: format!("report {report} ({slug}): {parts}"), lacks, waits })
    }

    /// Where the recording of a report lies that is here already; `None` where a person took it away.
    fn recording_of(&self, report: ReportId) -> Result<Option<PathBuf>, Trouble> {
        let stored = self.store.catalog.report(report)?;
        Ok(self.store.recording_file(&stored).ok().map(|(_, path)| path))
    }

    fn add(&self, item: &StoredFeedItem, path: Option<&Path>, page: Option<&Page>) -> Result<ReportId, Trouble> {
        let (catalog, now) = (&self.store.catalog, self.store.now);
        let path = match (path, item.report) {
            (Some(path), _) => path,
            (None, Some(report)) => {
                if let Some(page) = page {
                    catalog.attach_article(report, &page.article, Some(&page.source), now)?;
                }
                return Ok(report);
            }
            (None, None) => return Err(Trouble::Never("there is no recording".to_owned())),
        };
        let unheard = |error: audio::Error| Trouble::Never(error.to_string());
        let tags = audio::probe(path).map_err(unheard)?.tags;
        let mut addition = Addition::new(path).told(self.told(item, &tags));
        if let Some(page) = page {
            addition = addition.article(&page.article, &page.source);
        }
        let content = audio::content_sha256(path).map_err(unheard)?;
        let (report, _) = match addition.add(catalog, now) {
            Err(rawi::job::Error::Audio(error)) => return Err(unheard(error)),
            added => added?,
        };
        catalog.item_edition(item.id, content, report, now)?;
        Ok(report)
    }

    /// What is known of an item: by a person's settings, by the feed, by the tags of its file.
    fn told(&self, item: &StoredFeedItem, tags: &audio::Tags) -> GivenFacts {
        let (settings, item) = (&self.feed.settings, &item.item);
        let mut told = GivenFacts::default();
        told.title = item.title.clone().or_else(|| tags.title.clone());
        told.url = item.link.clone().filter(|link| file_of(link).is_none());
        told.date = item.date.clone().or_else(|| tags.date.clone().filter(|date| args::date(date).is_ok()));
        told.language = settings.language.clone();
        let programme = settings.programme.clone().or_else(|| tags.album.clone());
        told.programme = programme.or_else(|| self.feed.title.clone());
        told.reporter = settings.reporter.clone().or_else(|| item.reporter.clone()).or_else(|| tags.artist.clone());
        told.place = settings.place.clone().or_else(|| item.place.clone());
        told
    }
}
