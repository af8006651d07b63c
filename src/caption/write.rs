//! From a track to a file of any format.

use std::io;

use super::{
    CueTrack, Format, WriteOptions, audacity, eaf, json, lrc, ohms, plain_text, podcast_html, srt, textgrid, ttml, vtt,
};

/// Writes `track` in `format`.
///
/// # Errors
/// Only what `out` returns.
pub fn write(track: &CueTrack, format: Format, options: &WriteOptions, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all(print(track, format, options).as_bytes())
}

/// `track` in `format`, as text.
#[must_use]
pub fn print(track: &CueTrack, format: Format, options: &WriteOptions) -> String {
    match format {
        Format::Vtt => vtt::print(track, options),
        Format::Srt => srt::print(track, options),
        Format::EbuTtD | Format::Imsc => ttml::print(track, format, options),
        Format::PodcastJson | Format::WhisperJson | Format::WebAnnotation | Format::Iiif => {
            json::print(track, format, options)
        }
        Format::PodcastHtml => podcast_html::print(track, options),
        Format::Text => plain_text::print(track),
        Format::Lrc => lrc::print(track, options),
        Format::TextGrid => textgrid::print(track, options),
        Format::Eaf => eaf::print(track, options),
        Format::Ohms => ohms::print(track, options),
        Format::Audacity => audacity::print(track),
    }
}
