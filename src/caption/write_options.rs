//! What the writers of formats are told beside the cues.

use super::Bidi;
use crate::time::{FrameRate, Millis};

/// The date of a file that was given none.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// What a file gets beside the cues. The default asks for nothing special.
///
/// ```
/// use rawi::caption::WriteOptions;
/// let mut options = WriteOptions::default();
/// options.words = true;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WriteOptions {
    /// How right-to-left lines of SubRip are marked. Default: embed.
    pub bidi: Bidi,
    /// Write the time of each word where the format has a place for it (WebVTT, LRC, Podcasting 2.0 JSON). Default: no.
    pub words: bool,
    /// Begin a SubRip or WebVTT file with a byte-order mark, for old televisions. Default: no.
    pub bom: bool,
    /// Write a STYLE block with colours for speakers into WebVTT. Default: no, since ffmpeg 5.1 then reads no cue at all.
    pub style: bool,
    /// The title of the report.
    pub title: Option<String>,
    /// Where the recording lies, as the reader of the file will find it.
    pub media: Option<String>,
    /// The length of the recording; formats that state one take the end of the last cue without it.
    pub duration: Option<Millis>,
    /// When the file is made, as `2026-11-24T00:00:00Z`; formats that demand a date get 1970-01-01 without it.
    pub date: Option<String>,
    /// What the file was made from, for people: engine, model, article. One paragraph.
    pub provenance: Option<String>,
    /// The frames that edit decision lists, FCPXML and Pro Tools count in. Default: 25 a second.
    pub frame_rate: FrameRate,
    /// Where the same captions lie as WebVTT, for a IIIF manifest to point at; nothing is said of them otherwise.
    pub vtt: Option<String>,
}

impl WriteOptions {
    /// The date for a format that demands one.
    pub(super) fn date_or_epoch(&self) -> &str {
        self.date.as_deref().unwrap_or(NO_DATE)
    }

    /// The day of that date, `2026-11-24`.
    pub(super) fn day(&self) -> &str {
        self.date_or_epoch().get(..10).unwrap_or("1970-01-01")
    }
}
