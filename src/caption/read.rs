use super::{CaptionFile, Error, Format, decode, srt_read, vtt_read};

/// Reads a caption file of any format. `format` `None`: told from the text. `encoding` names the encoding of a file that is
/// neither UTF-8 nor UTF-16, such as `windows-1256`.
///
/// Readers bear what is found in the wild (byte-order marks, any line ends, commas or points, missing hours, blocks that are
/// no cues, tags, character references) and return the cues as they stand, however broken; [`CaptionFile::track`] makes a
/// legal track of them, [`super::lint`] says what is wrong.
///
/// # Errors
/// [`Error::NotText`], [`Error::UnknownEncoding`], [`Error::Unrecognised`], or [`Error::Malformed`] for XML or JSON that
/// cannot be parsed.
pub fn read(bytes: &[u8], format: Option<Format>, encoding: Option<&str>) -> Result<CaptionFile, Error> {
    let text = decode::decode(bytes, encoding)?;
    let format = match format {
        Some(format) => format,
        None => sniff(&text).ok_or_else(|| Error::Unrecognised { begins: text.trim().chars().take(40).collect() })?,
    };
    read_as(&text, format)
}

fn read_as(text: &str, format: Format) -> Result<CaptionFile, Error> {
    Ok(match format {
        Format::Vtt => vtt_read::read(text),
        Format::Srt => srt_read::read(text),
    })
}

/// The format of `text`, by its first lines.
pub fn sniff(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("WEBVTT") {
        return Some(Format::Vtt);
    }
    text.lines().take(40).any(|line| srt_read::times(line).is_some()).then_some(Format::Srt)
}
