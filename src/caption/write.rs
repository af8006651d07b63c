//! From a track to a file of any format.

use std::io;

use super::{
    CueTrack, Format, WriteOptions, ass, audacity, docx, eaf, edl, fcpxml, json, lrc, markers, odt, ohms, plain_text,
    podcast_chapters, podcast_html, sbv, srt, table, textgrid, ttml, vtt,
};

/// Writes `track` in `format`.
///
/// # Errors
/// Only what `out` returns.
pub fn write(track: &CueTrack, format: Format, options: &WriteOptions, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all(&bytes(track, format, options))
}

/// `track` as a file in `format`.
#[must_use]
pub fn bytes(track: &CueTrack, format: Format, options: &WriteOptions) -> Vec<u8> {
    match format {
        Format::Docx => docx::archived(track, options),
        Format::Odt => odt::archived(track, options),
        _ => print(track, format, options).into_bytes(),
    }
}

/// `track` in `format`, as text; of an archive ([`Format::is_archive`]) the text of its main part.
#[must_use]
pub fn print(track: &CueTrack, format: Format, options: &WriteOptions) -> String {
    match format {
        Format::Vtt => vtt::print(track, options),
        Format::Srt => srt::print(track, options),
        Format::EbuTtD | Format::Imsc | Format::Dfxp => ttml::print(track, format, options),
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
        Format::Ass => ass::print(track, options),
        Format::Sbv => sbv::print(track),
        Format::Csv => table::print(track, options),
        Format::Reaper => markers::reaper(track),
        Format::Audition => markers::audition(track),
        Format::Edl => edl::print(track, options),
        Format::ProTools => markers::pro_tools(track, options),
        Format::Fcpxml => fcpxml::print(track, options),
        Format::Docx => docx::print(track, options),
        Format::Odt => odt::print(track, options),
        Format::Chapters => podcast_chapters::print(track, options),
    }
}
