use super::sniff::{begins_like_json, of_json, word_list};
use super::{
    Error, FileEncoding, Form, TimedText, Unread, annotations, eaf, html, json, labels, lines, lrc, ohms, rolling, segments,
    services, sniff, speaker_lines, srt, textgrid, ttml, vtt, whisper_cpp, word_lists,
};
use crate::text;

/// The largest file that is read: 256 MiB, more than a day of speech in the most wordy form.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Reads a file of timed text. `form` `None`: told from the content; a form of JSON is told apart from others of JSON in any
/// case. `encoding` names that of a file which is neither UTF-8 nor UTF-16, where it is not found out.
///
/// Readers bear what is found in the wild: any line ends, digits of other scripts, blocks that are no cues, tags, character
/// references, letters that are cut in two. See [`TimedText::unread`] for what they cannot read.
///
/// # Errors
/// [`Error::Empty`] and [`Error::TooLarge`]; [`Error::Encoding`] for what is no text; [`Error::Unrecognised`] for text of no
/// form that is known; [`Error::Json`] and [`Error::Malformed`] for JSON and XML that cannot be parsed.
pub fn read(bytes: &[u8], form: Option<Form>, encoding: Option<&str>) -> Result<TimedText, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let Source { bytes: source, encoding, is_damaged } = source(bytes, encoding)?;
    if source.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    let is_json = form.map_or_else(|| begins_like_json(&source), Form::is_json);
    let (mut file, source) = if is_json {
        (from_json(&source)?, source)
    } else {
        let text = String::from_utf8(source).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let mut file = from_text(&text, form)?;
        if matches!(file.form, Form::Vtt | Form::Srt | Form::EbuTtD | Form::Ttml) {
            rolling::undo(&mut file);
        }
        if is_damaged {
            file.unread.extend(damaged_lines(&text));
        }
        (file, text.into_bytes())
    };
    file.unread.sort_by_key(|unread| unread.range.start);
    (file.source, file.encoding) = (source, encoding);
    Ok(file)
}

/// The lines with bytes that are of no letter in the encoding of the file.
fn damaged_lines(text: &str) -> Vec<Unread> {
    let lines = lines::Lines::of(text);
    let is_damaged = |at: &usize| lines.get(*at).contains(char::REPLACEMENT_CHARACTER);
    (0..lines.len()).filter(is_damaged).map(|at| lines.unread(at, "text in the encoding of the file")).collect()
}

/// A file in UTF-8.
struct Source {
    bytes: Vec<u8>,
    encoding: FileEncoding,
    is_damaged: bool,
}

/// The file in UTF-8, without its mark.
fn source(bytes: &[u8], encoding: Option<&str>) -> Result<Source, Error> {
    // JSON is UTF-8 by its standard, and stays bytes: whisper.cpp cuts letters in two at the ends of tokens.
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if begins_like_json(plain) && !plain.iter().take(4).any(|b| *b == 0) {
        let encoding = FileEncoding { has_mark: plain.len() < bytes.len(), ..FileEncoding::default() };
        return Ok(Source { bytes: plain.to_vec(), encoding, is_damaged: false });
    }
    let read = text::decode(bytes, encoding)?;
    let encoding = FileEncoding { name: read.encoding, has_mark: read.has_mark };
    Ok(Source { bytes: read.text.into_bytes(), encoding, is_damaged: read.is_damaged })
}

fn from_text(text: &str, form: Option<Form>) -> Result<TimedText, Error> {
    let unrecognised = || Error::Unrecognised { begins: text.trim().chars().take(40).collect() };
    match form.or_else(|| sniff(text)).ok_or_else(unrecognised)? {
        Form::Vtt => Ok(vtt::read(text)),
        Form::Srt => Ok(srt::read(text)),
        form @ (Form::EbuTtD | Form::Ttml) => ttml::read(text, form),
        Form::Lrc => Ok(lrc::read(text)),
        Form::Audacity => Ok(labels::read(text)),
        Form::TextGrid => textgrid::read(text),
        Form::Eaf => eaf::read(text),
        Form::Ohms => ohms::read(text),
        Form::PodcastHtml => html::read(text),
        Form::SpeakerLines => Ok(speaker_lines::read(text)),
        _ => Err(unrecognised()),
    }
}

fn from_json(source: &[u8]) -> Result<TimedText, Error> {
    let values = json::parse(source).map_err(|broken| Error::Json { line: broken.line, expected: broken.expected })?;
    let unrecognised = || {
        let begins: Vec<u8> = source.iter().copied().take(120).collect();
        Error::Unrecognised { begins: String::from_utf8_lossy(&begins).trim().chars().take(40).collect() }
    };
    let (Some(form), Some(first)) = (of_json(&values), values.first()) else { return Err(unrecognised()) };
    let list = || word_list(&values).map(|(_, list)| list).unwrap_or_default();
    let mut file = match form {
        Form::WhisperCpp => whisper_cpp::read(first),
        Form::Iiif | Form::WebAnnotation => annotations::read(first, form),
        Form::PodcastJson | Form::Whisper | Form::WhisperX => segments::read(first, form),
        Form::Amazon
        | Form::AssemblyAi
        | Form::Deepgram
        | Form::Google
        | Form::Rev
        | Form::Speechmatics
        | Form::ElevenLabs
        | Form::Watson
        | Form::Trint
        | Form::AutoEdit => services::read(first, form),
        Form::PocketSphinx => word_lists::pocketsphinx(&values),
        Form::Aeneas => word_lists::aeneas(first.items("fragments")),
        Form::SegmentList => segments::read_list(list()),
        _ => word_lists::read(list(), Some(first), form),
    };
    let text = String::from_utf8_lossy(source);
    // Line numbers are those of the bytes also where letters are cut in two: line ends are ASCII.
    if let std::borrow::Cow::Borrowed(text) = text {
        number(&mut file, text);
    }
    Ok(file)
}

/// Gives cues their line numbers, and tells which of them have times that cannot be read.
fn number(file: &mut TimedText, text: &str) {
    let lines = lines::Lines::of(text);
    lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    for cue in &file.cues {
        let ends = [(cue.start, &cue.place.start), (cue.end, &cue.place.end)];
        for place in ends.into_iter().filter(|(time, _)| time.is_none()).filter_map(|(_, place)| place.clone()) {
            let found = text.get(place.clone()).unwrap_or("");
            file.unread.push(lines::unread(found, lines.number(place.start), place, "time"));
        }
    }
}
