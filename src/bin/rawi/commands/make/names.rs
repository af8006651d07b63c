//! What the files of a report are called.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rawi::caption::Format;
use rawi::catalog::StoredReport;

use crate::error::Failure;
use crate::formats;
use crate::output::Outputs;

/// The ending of a check report.
pub(super) const CHECK: &str = "check.html";

/// The names of the files of a report.
pub(super) struct Names {
    folder: PathBuf,
    stem: OsString,
}

impl Names {
    /// After the recording.
    pub(super) fn after(folder: &Path, stem: OsString) -> Self {
        Self { folder: folder.to_owned(), stem }
    }

    /// The same, unless another report's files have that name in the folder; then after the report's slug.
    pub(super) fn apart(self, outputs: &Outputs<'_>, report: &StoredReport, all: &[Format]) -> Result<Self, Failure> {
        let mut names = self;
        let mut endings: Vec<String> = all.iter().map(|format| formats::ending(*format, all)).collect();
        endings.extend(["txt", "vtt", "srt", CHECK].map(str::to_owned));
        for next in [report.slug.to_string(), format!("{}-{}", report.slug, report.id)] {
            let mut taken = false;
            for ending in &endings {
                taken |= outputs.is_anothers(&names.path(ending), report.id)?;
            }
            if !taken {
                break;
            }
            names.stem = next.into();
        }
        Ok(names)
    }

    pub(super) fn path(&self, ending: &str) -> PathBuf {
        let mut name = self.stem.clone();
        name.push(".");
        name.push(ending);
        self.folder.join(name)
    }
}
