//! Which form a transcript is in, and its reader.

use crate::text::Language;

use super::json::{self, Value};
use super::{Transcript, cues, edit, own, whisper, wordlist};

/// The largest transcript that is read: 256 MiB, more than a day of speech in the most wordy form.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Why a file is no transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing in it, or only white space.
    #[error("the transcript is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("the transcript has {bytes} bytes, and more than {limit} are not read")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// [`MAX_BYTES`].
        limit: usize,
    },
    /// JSON that is cut short or broken.
    #[error("line {line} of the transcript is not JSON: found none of {expected}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// What should have stood there.
        expected: &'static str,
    },
    /// rawi's own form, with something wrong in it.
    #[error("the transcript says that it is {form}, but it does not read as that: {message}")]
    Own {
        /// [`FORMAT`](super::FORMAT).
        form: &'static str,
        /// What is wrong.
        message: String,
    },
    /// None of the forms that are known.
    #[error(
        "the transcript is in no form that is known: rawi, whisper.cpp, openai-whisper or whisperX JSON, a JSON list of words with times, WebVTT or SRT"
    )]
    UnknownForm,
    /// A known form without a single word.
    #[error("the transcript ({form}) holds no words")]
    NoWords {
        /// The form.
        form: &'static str,
    },
}

/// Reads a transcript from the bytes of a file. The form is found out from the content; `name` (a file's name, path or
/// extension) decides only for text without any time: called `.txt`, it is read as [`read_text`](super::read_text) does.
///
/// WebVTT, SRT and segment-only JSON time captions and not words: their words have no span, unless the file gives times within
/// the caption; the segments keep theirs.
///
/// # Errors
/// [`Error::UnknownForm`] and its siblings; a broken word or time is no error, it only loses its time.
///
/// ```
/// use rawi::transcript::{self, read};
/// let srt = "1\n00:00:01,000 --> 00:00:02,500\nGood morning.\n";
/// let heard = read(srt.as_bytes(), None)?;
/// assert_eq!(heard.words().len(), 2);
/// assert_eq!(heard.segments()[0].span.to_string(), "0:01.000–0:02.500");
/// assert_eq!(heard.words()[0].span, None, "a caption's time is not its words' time");
/// # Ok::<(), transcript::Error>(())
/// ```
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Transcript, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let utf8 = from_utf16(bytes);
    let bytes = utf8.as_deref().unwrap_or(bytes);
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match start.first() {
        None => Err(Error::Empty),
        // `[0:01.500] words`: an edited text, and no list.
        Some(b'[') if edit::begins_with_time(start) => from_text(start, Some("txt")),
        Some(b'{' | b'[') => from_json(bytes),
        Some(_) => from_text(start, name),
    }
}

fn from_json(bytes: &[u8]) -> Result<Transcript, Error> {
    let values = json::parse(bytes).map_err(|broken| Error::Json { line: broken.line, expected: broken.expected })?;
    let first = values.first().unwrap_or(&Value::Null);
    if first.get("format").and_then(Value::bytes) == Some(own::FORMAT.as_bytes()) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        return own::read(bytes).map_err(|message| Error::Own { form: own::FORMAT, message });
    }
    let (form, found) = if first.get("transcription").is_some() {
        ("whisper.cpp JSON", whisper::cpp(first))
    } else if first
        .get("segments")
        .is_some_and(|s| s.list().iter().all(|s| s.get("text").is_some() || s.get("words").is_some()))
    {
        ("Whisper JSON", whisper::python(first))
    } else if let Some(found) = wordlist::read(&values) {
        ("word list", found)
    } else {
        return Err(Error::UnknownForm);
    };
    if found.words().is_empty() && !found.segments().is_empty() { Err(Error::NoWords { form }) } else { Ok(found) }
}

fn from_text(bytes: &[u8], name: Option<&str>) -> Result<Transcript, Error> {
    let text = String::from_utf8_lossy(bytes);
    if let Some(found) = cues::read(&text) {
        return Ok(found);
    }
    let plain = name.is_some_and(|name| name.to_ascii_lowercase().rsplit('.').next() == Some("txt"));
    if !plain || text.contains('\0') {
        return Err(Error::UnknownForm);
    }
    Ok(edit::read_text(&text))
}

/// UTF-16 by its mark, as Windows editors save SRT.
fn from_utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let order = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes.get(2..)?.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes())
}

/// The language that a transcript names: a tag, or its English name as Whisper prints it.
pub(super) fn language(named: Option<String>) -> Language {
    let named = named.unwrap_or_default().to_lowercase();
    let tag = match named.as_str() {
        "arabic" => "ar",
        "english" => "en",
        "french" => "fr",
        "spanish" => "es",
        "german" => "de",
        "russian" => "ru",
        "chinese" => "zh",
        "persian" => "fa",
        "urdu" => "ur",
        "turkish" => "tr",
        "portuguese" => "pt",
        "swahili" => "sw",
        "auto" => "",
        tag => tag,
    };
    tag.parse().unwrap_or_else(|_| Language::unknown())
}
