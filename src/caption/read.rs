use super::{CaptionFile, Error, Format, audacity, eaf, json, lrc, ohms, podcast_html, srt_read, textgrid, ttml, vtt_read};

/// Reads a caption file of any format. `format` `None`: told from the text. `encoding` names the encoding of a file that is
/// neither UTF-8 nor UTF-16, such as `windows-1256`.
///
/// Readers bear what is found in the wild (byte-order marks, any line ends, commas or points, missing hours, blocks that are
/// no cues, tags, character references) and return the cues as they stand, however broken; [`CaptionFile::track`] makes a
/// legal track of them, [`super::lint`] says what is wrong.
///
/// # Errors
/// [`Error::Encoding`], [`Error::Unrecognised`], or [`Error::Malformed`] for XML or JSON that
/// cannot be parsed.
pub fn read(bytes: &[u8], format: Option<Format>, encoding: Option<&str>) -> Result<CaptionFile, Error> {
    let text = decode(bytes, encoding)?;
    let format = match format {
        Some(format) => format,
        None => sniff(&text).ok_or_else(|| Error::Unrecognised { begins: text.trim().chars().take(40).collect() })?,
    };
    read_as(&text, format)
}

fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<String, Error> {
    // JSON is UTF-8 by its standard; whisper.cpp cuts letters in two at the ends of tokens.
    if matches!(bytes.iter().find(|b| !b.is_ascii_whitespace()), Some(b'{' | b'[')) && bytes.get(1) != Some(&0) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    Ok(crate::text::decode(bytes, encoding)?.text)
}

fn read_as(text: &str, format: Format) -> Result<CaptionFile, Error> {
    Ok(match format {
        Format::Vtt => vtt_read::read(text),
        Format::Srt => srt_read::read(text),
        Format::EbuTtD | Format::Imsc => ttml::read(text, format)?,
        Format::PodcastJson | Format::WhisperJson | Format::WebAnnotation | Format::Iiif => json::read(text, format)?,
        Format::PodcastHtml => podcast_html::read(text)?,
        Format::Lrc => lrc::read(text),
        Format::TextGrid => textgrid::read(text)?,
        Format::Eaf => eaf::read(text)?,
        Format::Ohms => ohms::read(text)?,
        Format::Audacity => audacity::read(text),
        Format::Text => return Err(Error::Malformed { format: "caption", problem: "plain text has no times".to_owned() }),
    })
}

/// The format of `text`, by its first lines; `None` when it is of none that has times.
pub fn sniff(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = text.chars().take(4000).collect();
    if head.starts_with("WEBVTT") {
        return Some(Format::Vtt);
    }
    if head.starts_with('<') {
        return markup(&head);
    }
    if head.starts_with(['{', '[']) && !head.starts_with('[') | head.starts_with("[{") {
        return Some(notation(&head));
    }
    if head.contains("ooTextFile") && head.contains("TextGrid") {
        return Some(Format::TextGrid);
    }
    if head.lines().take(40).any(|line| srt_read::times(line).is_some()) {
        return Some(Format::Srt);
    }
    if head.starts_with('[') && !lrc::read(&head).cues.is_empty() {
        return Some(Format::Lrc);
    }
    (!audacity::read(head.lines().next()?).cues.is_empty()).then_some(Format::Audacity)
}

fn markup(head: &str) -> Option<Format> {
    let has = |mark: &str| head.contains(mark);
    if has("<ANNOTATION_DOCUMENT") {
        Some(Format::Eaf)
    } else if has("nunncenter/ohms") {
        Some(Format::Ohms)
    } else if has("http://www.w3.org/ns/ttml") {
        Some(if has("urn:ebu:tt:distribution") { Format::EbuTtD } else { Format::Imsc })
    } else {
        (has("<cite") || has("<time")).then_some(Format::PodcastHtml)
    }
}

fn notation(head: &str) -> Format {
    let has = |mark: &str| head.contains(mark);
    if has("\"startTime\"") {
        Format::PodcastJson
    } else if has("iiif.io/api/presentation") {
        Format::Iiif
    } else if has("ns/anno.jsonld") {
        Format::WebAnnotation
    } else {
        Format::WhisperJson
    }
}
