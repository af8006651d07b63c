//! A recording and its article come into the catalog.

use std::path::Path;

use rawi::article::Article;
use rawi::catalog::{ArticleSource, Attached, RecordingFacts, ReportFacts, ReportId, Slug};
use rawi::job;
use rawi::text::{Language, Sha256};

use crate::args::Facts;
use crate::error::Failure;
use crate::files;
use crate::input::{self, What};
use crate::spool::{Recording, lossy};
use crate::store::{Store, kept_path};

/// What `add` did.
pub(crate) struct Added {
    pub(crate) report: ReportId,
    known: bool,
    /// Known before, and a fact of it is another now.
    changed: bool,
    slug: Slug,
    article: Option<Attached>,
}

impl Added {
    pub(crate) fn describe(&self) -> String {
        let what = match (self.known, self.article) {
            (false, _) => "added",
            (true, Some(Attached::New(_))) => "known already; the article is new",
            (true, _) if self.changed => "brought up to date",
            (true, _) => "known already",
        };
        format!("report {} ({}): {what}", self.report, self.slug)
    }
}

/// Puts a recording and its article into the catalog, or brings them up to date.
pub(crate) fn add(
    store: &mut Store,
    recording: &Recording,
    article: Option<&Path>,
    facts: &Facts,
) -> Result<Added, Failure> {
    let language = facts.language.as_ref().and_then(|l| l.given());
    let source = article.map(|path| input::read(path, What::Article)).transpose()?;
    let page = match (article, &source) {
        (Some(path), Some(bytes)) => Some(files::article_of(bytes, path, language, facts.encoding.clone())?),
        _ => None,
    };
    // Seen before it is read: what changes from now on is noticed.
    let stamp = job::file_stamp(recording.path());
    let mut new = job::recording_facts(recording.path()).map_err(|e| recording.named(e.into()))?;
    new.path = recording.kept_path();
    let known = store.catalog.recording_by_sha256(new.sha256)?;
    if let Some(known) = known.filter(|known| recording.is_spooled() && known.file().is_file()) {
        // It lies somewhere, and this run only brought it once more.
        new.path = known.facts.path;
    }
    let id = store.catalog.add_recording(&new, store.now)?;
    if let Some(stamp) = stamp.filter(|_| !recording.is_spooled()) {
        store.catalog.set_file_stamp(id, stamp)?;
    }
    let before = store.catalog.reports_of(id)?.into_iter().next();
    let wanted = report_facts(&new, lossy(&recording.stem()), page.as_ref(), facts, before.as_ref().map(|r| &r.facts));
    let wanted = wanted.with_recording(id);
    let changed = before.as_ref().is_some_and(|report| report.facts != wanted);
    let (report, new_report) = match &before {
        Some(report) => {
            if changed {
                store.catalog.update_report(report.id, &wanted, store.now)?;
            }
            (report.id, false)
        }
        None => store.catalog.add_first_report(id, &wanted, store.now)?,
    };
    let article = match (&page, article, &source) {
        (Some(page), Some(path), Some(bytes)) => {
            let source = ArticleSource::new(kept_path(path), Sha256::of(bytes))?;
            Some(store.catalog.attach_article(report, page, Some(&source), store.now)?)
        }
        _ => None,
    };
    Ok(Added { report, known: !new_report, changed, slug: store.catalog.report(report)?.slug, article })
}

/// What is known of the report: a person's word first, then what was known, then the page's and the recording's own.
fn report_facts(
    new: &RecordingFacts,
    stem: String,
    page: Option<&Article>,
    given: &Facts,
    before: Option<&ReportFacts>,
) -> ReportFacts {
    let page_facts = page.map(Article::facts);
    let pick = |given: &Option<String>, before: Option<String>, page: Option<String>| given.clone().or(before).or(page);
    let title = pick(
        &given.title,
        before.map(|b| b.title.clone()),
        page_facts.and_then(|f| f.title.clone()).or_else(|| page.and_then(headline)),
    )
    .or_else(|| new.tags.get("title").cloned())
    .unwrap_or(stem);
    let mut known = ReportFacts::new(title);
    known.url = pick(&given.url, before.and_then(|b| b.url.clone()), page_facts.and_then(|f| f.url.clone()));
    known.date = pick(&given.date, before.and_then(|b| b.date.clone()), page_facts.and_then(|f| f.date.clone()));
    known.language = given
        .language
        .as_ref()
        .and_then(|l| l.given())
        .or_else(|| before.and_then(|b| b.language.clone()))
        .or_else(|| page.map(|p| p.language().clone()).filter(|l| *l != Language::unknown()));
    known.notes = before.and_then(|b| b.notes.clone());
    known
}

fn headline(article: &Article) -> Option<String> {
    let part = article.parts().iter().find(|p| p.kind == rawi::article::PartKind::Headline)?;
    Some(part.range.of(article.text()).trim().to_owned())
}
