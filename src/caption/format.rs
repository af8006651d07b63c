//! The caption formats: their names, endings, and what each has a place for.

use super::UnknownName;

/// A caption format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// WebVTT.
    Vtt,
    /// SubRip.
    Srt,
    /// EBU-TT-D, for broadcasters.
    EbuTtD,
    /// IMSC 1.1 Text (TTML).
    Imsc,
    /// The JSON transcript of Podcasting 2.0.
    PodcastJson,
    /// The HTML transcript of Podcasting 2.0.
    PodcastHtml,
    /// Plain text without times; cannot be read back.
    Text,
    /// LRC lyrics, in hundredths of a second.
    Lrc,
    /// Praat TextGrid.
    TextGrid,
    /// ELAN.
    Eaf,
    /// JSON as openai-whisper and whisperX write it; whisper.cpp's is read too.
    WhisperJson,
    /// A page of W3C Web Annotations.
    WebAnnotation,
    /// A IIIF Presentation 3 manifest with the captions as annotations.
    Iiif,
    /// OHMS 6 XML.
    Ohms,
    /// Audacity labels.
    Audacity,
    /// Advanced SubStation Alpha, in hundredths of a second.
    Ass,
    /// SBV, YouTube's SubViewer.
    Sbv,
    /// DFXP, the first TTML.
    Dfxp,
    /// A table with columns for start, end, speaker and text.
    Csv,
    /// Regions for Reaper; not read back.
    Reaper,
    /// Markers for Audition; not read back.
    Audition,
    /// A CMX 3600 edit decision list with a locator for each cue; not read back.
    Edl,
    /// Markers as Pro Tools writes them into a session's text; not read back.
    ProTools,
    /// Markers for Final Cut Pro; not read back.
    Fcpxml,
    /// A Word document: a transcript by speakers, with remarks; not read back.
    Docx,
    /// An OpenDocument text: a transcript by speakers, with remarks; not read back.
    Odt,
    /// The chapters of Podcasting 2.0, a title for each cue; not read back.
    Chapters,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 27] = [
        Self::Vtt,
        Self::Srt,
        Self::EbuTtD,
        Self::Imsc,
        Self::PodcastJson,
        Self::PodcastHtml,
        Self::Text,
        Self::Lrc,
        Self::TextGrid,
        Self::Eaf,
        Self::WhisperJson,
        Self::WebAnnotation,
        Self::Iiif,
        Self::Ohms,
        Self::Audacity,
        Self::Ass,
        Self::Sbv,
        Self::Dfxp,
        Self::Csv,
        Self::Reaper,
        Self::Audition,
        Self::Edl,
        Self::ProTools,
        Self::Fcpxml,
        Self::Docx,
        Self::Odt,
        Self::Chapters,
    ];

    /// Whether captions of it can be read.
    pub const fn is_read(self) -> bool {
        !matches!(
            self,
            Self::Text
                | Self::Reaper
                | Self::Audition
                | Self::Edl
                | Self::ProTools
                | Self::Fcpxml
                | Self::Docx
                | Self::Odt
                | Self::Chapters
        )
    }

    /// Whether it is an archive and no text.
    pub const fn is_archive(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }

    /// Whether it has a place of its own for the names of speakers, so that they need not stand in the text.
    pub const fn has_voices(self) -> bool {
        !matches!(
            self,
            Self::Srt
                | Self::EbuTtD
                | Self::Imsc
                | Self::Dfxp
                | Self::Text
                | Self::Lrc
                | Self::Audacity
                | Self::Sbv
                | Self::Chapters
        )
    }

    /// Whether it keeps the lines of a cue apart; where it does not, nothing can be said of their lengths.
    pub(super) const fn has_lines(self) -> bool {
        !matches!(self, Self::Eaf | Self::TextGrid | Self::Lrc | Self::Audacity)
    }

    /// Whether it says, to the millisecond, when a cue ends; where it does not, nothing can be said of how long it shows.
    pub(super) const fn has_ends(self) -> bool {
        !matches!(self, Self::PodcastHtml | Self::Lrc)
    }

    /// Its name, as [`str::parse`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vtt => "vtt",
            Self::Srt => "srt",
            Self::EbuTtD => "ebu-tt-d",
            Self::Imsc => "imsc",
            Self::PodcastJson => "podcast-json",
            Self::PodcastHtml => "podcast-html",
            Self::Text => "text",
            Self::Lrc => "lrc",
            Self::TextGrid => "textgrid",
            Self::Eaf => "eaf",
            Self::WhisperJson => "whisper-json",
            Self::WebAnnotation => "web-annotation",
            Self::Iiif => "iiif",
            Self::Ohms => "ohms",
            Self::Audacity => "audacity",
            Self::Ass => "ass",
            Self::Sbv => "sbv",
            Self::Dfxp => "dfxp",
            Self::Csv => "csv",
            Self::Reaper => "reaper",
            Self::Audition => "audition",
            Self::Edl => "edl",
            Self::ProTools => "pro-tools",
            Self::Fcpxml => "fcpxml",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Chapters => "chapters",
        }
    }

    /// The usual ending of a file of it, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Vtt => "vtt",
            Self::Srt => "srt",
            Self::EbuTtD => "xml",
            Self::Imsc => "ttml",
            Self::PodcastJson => "json",
            Self::PodcastHtml => "html",
            Self::Text => "txt",
            Self::Lrc => "lrc",
            Self::TextGrid => "TextGrid",
            Self::Eaf => "eaf",
            Self::WhisperJson => "json",
            Self::WebAnnotation => "jsonld",
            Self::Iiif => "json",
            Self::Ohms => "xml",
            Self::Audacity => "txt",
            Self::Ass => "ass",
            Self::Sbv => "sbv",
            Self::Dfxp => "dfxp",
            Self::Csv => "csv",
            Self::Reaper => "reaper.csv",
            Self::Audition => "audition.csv",
            Self::Edl => "edl",
            Self::ProTools => "protools.txt",
            Self::Fcpxml => "fcpxml",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Chapters => "chapters.json",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownName::new("caption format", name, &Self::ALL.map(Self::name)))
    }
}
