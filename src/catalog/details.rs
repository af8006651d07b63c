//! A report with all that the catalog has of it.

use serde::Serialize;

use super::{
    AlignmentId, ArticleVersion, Catalog, Error, OfferedTranscript, ReportId, ReportSummary, StatusDetails, StoredExport,
    StoredFeedItem, StoredNote, StoredRecording, TranscriptVersion, alignments, articles, exports, history, list, pages,
    recordings, reports, status,
};

/// Everything that the catalog has of one report, without the long texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReportDetails {
    /// The report.
    pub summary: ReportSummary,
    /// How it came to its status.
    pub status: StatusDetails,
    /// What people noted on it, oldest first.
    pub notes: Vec<StoredNote>,
    /// Its recording.
    pub recording: Option<StoredRecording>,
    /// The versions of its article, oldest first.
    pub articles: Vec<ArticleVersion>,
    /// The transcripts of its recording, oldest first: the history of its corrections.
    pub transcripts: Vec<TranscriptVersion>,
    /// Its alignments, oldest first.
    pub alignments: Vec<AlignmentId>,
    /// The files that were last written of it, by path.
    pub exports: Vec<StoredExport>,
    /// The item of a feed that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<StoredFeedItem>,
    /// Transcripts that are published with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<OfferedTranscript>,
}

impl Catalog {
    /// Everything that the catalog has of one report.
    ///
    /// # Errors
    /// [`Error::NoRow`], and those of reading.
    pub fn details(&self, id: ReportId) -> Result<ReportDetails, Error> {
        let notes = self.notes(id)?;
        let item = self.item_of_report(id)?.map(|(_, item)| item);
        self.view(|t| {
            let report = reports::load(t, id)?;
            let recording = report.facts.recording;
            Ok(ReportDetails {
                status: status::load(t, id)?,
                notes,
                recording: recording.map(|r| recordings::load(t, r)).transpose()?,
                articles: articles::versions(t, id)?,
                transcripts: recording.map(|r| history::versions(t, r)).transpose()?.unwrap_or_default(),
                alignments: alignments::of_report(t, id)?,
                exports: exports::of_report(t, id)?,
                item,
                offered: pages::offered(t, id)?,
                summary: list::summary(t, id)?,
            })
        })
    }
}
