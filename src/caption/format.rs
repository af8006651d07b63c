use std::io;

use super::{Bidi, CueTrack, Error, Preset, srt, vtt};

/// A caption format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// WebVTT, `.vtt`.
    Vtt,
    /// SubRip, `.srt`.
    Srt,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Self::Vtt, Self::Srt];

    /// Its name, as [`str::parse`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vtt => "vtt",
            Self::Srt => "srt",
        }
    }

    /// The usual ending of a file of it, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Vtt => "vtt",
            Self::Srt => "srt",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| Error::UnknownFormat {
            found: name.chars().take(40).collect(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

impl Preset {
    /// The preset for captions of radio and podcasts in `format` when none is named.
    pub fn default_for(format: Format) -> Self {
        if format == Format::Vtt { Self::PodcastVtt } else { Self::PodcastSrt }
    }
}

/// What a file gets beside the cues. The default asks for nothing special.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
    /// The length of the recording, in milliseconds.
    pub duration_ms: Option<u32>,
    /// When the file is made, as `2026-11-24T00:00:00Z`; formats that demand a date get 1970-01-01 without it.
    pub date: Option<String>,
    /// What the file was made from, for people: engine, model, article. One paragraph.
    pub provenance: Option<String>,
}

/// Writes `track` in `format`.
///
/// # Errors
/// Only what `out` returns.
pub fn write(track: &CueTrack, format: Format, options: &WriteOptions, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all(print(track, format, options).as_bytes())
}

/// `track` in `format`, as text.
pub fn print(track: &CueTrack, format: Format, options: &WriteOptions) -> String {
    match format {
        Format::Vtt => vtt::print(track, options),
        Format::Srt => srt::print(track, options),
    }
}
