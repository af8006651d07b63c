//! A recording and its article as files of a person's come into the catalog.

use std::path::Path;

use rawi::catalog::{ArticleSource, ReportId, Slug};
use rawi::job::{AddedAs, Addition, GivenFacts};
use rawi::text::Sha256;

use crate::args::Facts;
use crate::error::Failure;
use crate::files;
use crate::input::{self, What};
use crate::spool::{Recording, lossy};
use crate::store::{Store, kept_path};

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
            AddedAs::NewArticle => "known already; the article is new",
            AddedAs::Changed => "brought up to date",
            AddedAs::Known => "known already",
        };
        format!("report {} ({}): {what}", self.report, self.slug)
    }
}

/// Puts a recording and its article into the catalog, or brings them up to date.
pub(crate) fn add(store: &Store, recording: &Recording, article: Option<&Path>, facts: &Facts) -> Result<Added, Failure> {
    let given = given(facts);
    let page = match article {
        Some(path) => {
            let bytes = input::read(path, What::Article)?;
            let page = files::article_of(&bytes, path, given.language.clone(), facts.encoding.clone())?;
            Some((page, ArticleSource::new(kept_path(path), Sha256::of(&bytes))?))
        }
        None => None,
    };
    let mut addition = Addition::new(recording.path()).given(given);
    if recording.is_spooled() {
        addition = addition.passing(lossy(&recording.stem()));
    }
    if let Some((page, source)) = &page {
        addition = addition.article(page, source);
    }
    let (report, added) = addition.add(&store.catalog, store.now).map_err(|e| recording.named(e.into()))?;
    Ok(Added { report, slug: store.catalog.report(report)?.slug, added })
}

fn given(facts: &Facts) -> GivenFacts {
    let mut given = GivenFacts::default();
    given.title = facts.title.clone();
    given.url = facts.url.clone();
    given.date = facts.date.clone();
    given.language = facts.language.as_ref().and_then(|spoken| spoken.given());
    given
}
