//! Bundles that the tasks of a plan made come into the catalog.

use std::path::Path;

use rawi::batch::{BUNDLE_FORMAT, Bundle, BundleKey, BundleStore, Listing};
use rawi::catalog::{BundleTaken, MadeBy, NewBundle, RecordingFacts};

use crate::commands::batch::opened_store;
use crate::error::{Exit, Failure};
use crate::progress::{Items, Stage};
use crate::signals::cancelled;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// So many bytes of bundles, or so many bundles, are one change: others can write in between, and the journal stays small.
const CHANGE_BYTES: usize = 4 << 20;
const CHANGE_BUNDLES: usize = 200;

#[derive(Debug, Default, serde::Serialize)]
struct Counts {
    taken: usize,
    known: usize,
    refused: usize,
    /// Recordings of which there is no bundle, since they are bad.
    failed: usize,
}

/// Takes all bundles of a directory, in the order of their names, so that a run that was killed and came again ends as one that was not.
pub(super) fn run(place: &Path, store: &Store, json: bool, ui: &Ui) -> Result<Exit, Failure> {
    let bundles = opened_store(place)?;
    let listing = Listing::of(&*bundles)?;
    if listing.bundles.is_empty() && listing.failures.is_empty() {
        return Err(Failure::new(format!("there is no bundle in `{}`", place.display()))
            .hint("`rawi batch run --out DIR` writes them there; an export is imported by its file's name"));
    }
    let known = store.catalog.bundle_keys()?;
    let new: Vec<BundleKey> = listing.bundles.iter().copied().filter(|key| !known.contains(&key.sha256())).collect();
    let mut import = Import { bundles: &*bundles, store, ui, counts: Counts::default() };
    import.counts.known = listing.bundles.len() - new.len();
    import.counts.failed = listing.failures.len();
    import.all(&new)?;
    let Counts { taken, known, refused, failed } = &import.counts;
    if json {
        print_json(&import.counts, ui)?;
    } else {
        ui.say(format!("{} taken, {known} there already", counted(*taken, "bundle")));
        if *failed > 0 {
            ui.say(format!("{} bad: `rawi batch status` tells why", counted(*failed, "recording")));
        }
    }
    Ok(if *refused > 0 { Exit::CouldNot } else { Exit::Done })
}

struct Import<'a> {
    bundles: &'a dyn BundleStore,
    store: &'a Store,
    ui: &'a Ui,
    counts: Counts,
}

impl Import<'_> {
    fn all(&mut self, keys: &[BundleKey]) -> Result<(), Failure> {
        let mut stage: Stage<Items> = self.ui.stage("importing", Items(keys.len() as u64));
        let stopped = cancelled();
        let mut portion: Vec<Bundle> = Vec::new();
        let mut bytes = 0;
        for (number, key) in (0..).zip(keys) {
            if stopped() {
                self.take(&portion)?;
                return Err(Failure::new("stopped on request").hint("what was taken stays; the same command goes on"));
            }
            stage.at(Items(number));
            match Bundle::load(self.bundles, *key)? {
                Ok((bundle, size)) => {
                    portion.push(bundle);
                    bytes += size;
                }
                Err(why) => self.refuse(*key, &why.to_string()),
            }
            if bytes >= CHANGE_BYTES || portion.len() >= CHANGE_BUNDLES {
                self.take(&portion)?;
                (portion, bytes) = (Vec::new(), 0);
            }
        }
        self.take(&portion)?;
        stage.finish();
        Ok(())
    }

    /// One change.
    fn take(&mut self, portion: &[Bundle]) -> Result<(), Failure> {
        if portion.is_empty() {
            return Ok(());
        }
        let made: Vec<_> = portion.iter().map(|bundle| (placed(bundle), made_by(bundle))).collect();
        let new: Vec<NewBundle<'_>> = portion
            .iter()
            .zip(&made)
            .map(|(bundle, (recording, made))| {
                let article = bundle.article.as_ref().zip(bundle.alignment.as_ref());
                let article = article.map(|((page, from), aligned)| (page, from, aligned));
                let (key, report, transcript) = (bundle.key.sha256(), &bundle.report, &bundle.transcript);
                NewBundle { key, recording, report, article, transcript, made }
            })
            .collect();
        for (bundle, taken) in portion.iter().zip(self.store.catalog.take_bundles(&new, self.store.now)?) {
            match taken {
                BundleTaken::New(report) => {
                    self.ui.detail(format!("report {report}: {}", bundle.run.recording));
                    self.counts.taken += 1;
                }
                BundleTaken::Known => self.counts.known += 1,
                BundleTaken::Refused(error) => self.refuse(bundle.key, &error.to_string()),
                _ => {}
            }
        }
        Ok(())
    }

    fn refuse(&mut self, key: BundleKey, why: &str) {
        self.counts.refused += 1;
        let place = self.bundles.name();
        self.ui.warn(format!("the {BUNDLE_FORMAT} {key} in `{place}` is left out: {why}"));
    }
}

/// The recording with the place where the task read it.
fn placed(bundle: &Bundle) -> RecordingFacts {
    let mut facts = bundle.recording.clone();
    facts.path.clone_from(&bundle.run.recording);
    facts
}

fn made_by(bundle: &Bundle) -> MadeBy {
    let run = &bundle.run;
    MadeBy { program: run.program.clone(), host: run.host.clone(), made_unix_s: run.made_unix_s, took_ms: run.took_ms }
}
