//! Many recordings at once: which files are recordings, and which article was published with which.
//!
//! Three ways lead from a recording to its article, the surest first:
//!
//! * a list says so ([`read_list`]): a table with a column for recordings and one for articles;
//! * the names say so ([`pair_by_name`]): `monday.mp3` and `monday.html`, or `monday.article.txt`;
//! * the words say so ([`Articles::of`]): of all articles the one whose rare words were heard and which the aligner does not refuse. None
//!   is taken when none fits, or when two fit alike.
//!
//! More machines than one share a batch by a [`Plan`]: an immutable file in which each task finds its recordings, and the name of the
//! [`Bundle`] that it makes of each. A [`TaskRun`] needs the plan and a [`BundleStore`], and nothing else: no catalog, no other task. What is there
//! already is passed over, so that a task may be run twice, killed and run again, and two may do the same at once.
//!
//! ```
//! use rawi::batch::Articles;
//! use rawi::{article, transcript};
//!
//! let page = |text: &str| article::read(text.as_bytes(), &Default::default());
//! let articles = Articles::new(vec![
//!     page("The ferry to the northern islands sails again on Thursday, its captain said in Stromness.")?,
//!     page("Two thousand sheep were counted in the valley after the flood, farmers told the council.")?,
//! ]);
//! let said = |text: &str| transcript::read(format!("WEBVTT\n\n00:01.000 --> 00:09.000\n{text}\n").as_bytes(), None);
//! let heard = said("two thousand sheep were counted in the valley after the flood farmers told the council")?;
//! assert_eq!(articles.of(&heard).index(), Some(1));
//! let other = said("good evening and welcome to the concert from the town hall tonight we hear a quartet")?;
//! assert_eq!(articles.of(&other).index(), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bundle;
mod by_content;
mod by_name;
mod checkpoint;
mod failure;
mod gzip;
mod inputs;
mod key;
mod list;
#[cfg(feature = "stores")]
mod objects;
mod plan;
mod settings;
mod sharing;
mod status;
mod store;
mod task;
#[cfg(feature = "stores")]
mod transport;
mod work;

#[cfg(test)]
mod tests;

pub use bundle::{BUNDLE_FORMAT, BUNDLE_VERSION, Bundle, BundleError, BundleRun};
pub use by_content::{Articles, Fit};
pub use by_name::{is_article, is_recording, pair_by_name};
pub use failure::{Failure, FailureClass};
pub use inputs::{Input, InputError, Inputs};
pub use key::BundleKey;
pub use list::{ListError, read_list};
#[cfg(feature = "stores")]
pub use objects::{ObjectBundles, StoredObject};
pub use plan::{PLAN_FORMAT, PLAN_VERSION, Plan, PlanEntry, PlanError, PlannedRecording, TaskSize};
pub use settings::{PlanSettings, PlannedSecondPass};
pub use status::{Listing, TaskStatus, task_status};
pub use store::{BundleStore, FolderStore, StoreError};
pub use task::{Ended, TaskError, TaskObserver, TaskRun, TaskSummary};
pub use work::LoadModel;

use std::path::PathBuf;

/// One recording of many, with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Task {
    /// The recording's file or address; `None` where there is only a transcript.
    pub recording: Option<PathBuf>,
    /// The article's file or address.
    pub article: Option<PathBuf>,
    /// The file of a transcript that was made elsewhere.
    pub transcript: Option<PathBuf>,
    /// The title.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, as it is written in the list.
    pub date: Option<String>,
    /// The language that is spoken, by its tag.
    pub language: Option<String>,
}

impl Task {
    /// A recording of which nothing else is known.
    #[must_use]
    pub fn of(recording: PathBuf) -> Self {
        Self { recording: Some(recording), ..Self::default() }
    }

    /// What it is called: its recording, else its transcript.
    #[must_use]
    pub fn name(&self) -> String {
        let path = self.recording.as_ref().or(self.transcript.as_ref());
        path.map(|path| path.display().to_string()).unwrap_or_default()
    }
}
