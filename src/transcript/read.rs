//! Which form a transcript is in, and its reader.

use crate::text;
use crate::timed::{self, Form};

use super::{Transcript, edit, from_timed, own};

pub use crate::timed::MAX_BYTES;

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
    /// The bytes are no text.
    #[error("the transcript cannot be read as text: {0}")]
    Encoding(text::EncodingError),
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
    /// XML or a TextGrid that is cut short or broken.
    #[error("the transcript is no {form} file: {problem}")]
    Malformed {
        /// The form.
        form: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// JSON in which no transcript was found.
    #[error("the transcript is JSON of no form that is known; it has {fields}")]
    UnknownFields {
        /// The members that were seen, each in backticks; those of lists behind `[]`.
        fields: String,
    },
    /// None of the forms that are known.
    #[error(
        "the transcript is in no form that is known: rawi, whisper.cpp, openai-whisper or whisperX JSON, a recognition service's JSON, a JSON list of words or segments with times, a table with columns for start, end and text, text by speakers, what a recogniser prints, WebVTT, SRT, SBV, ASS, TTML, LRC, TextGrid, EAF, CTM, Audacity labels, OHMS, YouTube captions, Hyperaudio, oTranscribe, Podcasting 2.0"
    )]
    UnknownForm,
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
    read_encoded(bytes, name, None)
}

/// The same, of a file in `encoding`, such as `windows-1256`, where it is neither JSON nor UTF-8 nor UTF-16 and is not found out.
///
/// # Errors
/// Those of [`read`], and [`Error::Encoding`] for an encoding that is none.
///
/// ```
/// use rawi::{text, transcript};
/// let srt = text::encode("1\n00:00:01,000 --> 00:00:02,500\nСъвет\n", "windows-1251", false).ok_or("no such letters")?;
/// let heard = transcript::read_encoded(&srt, None, Some("windows-1251"))?;
/// assert_eq!(heard.words()[0].text, "Съвет");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_encoded(bytes: &[u8], name: Option<&str>, encoding: Option<&str>) -> Result<Transcript, Error> {
    if bytes.len() <= MAX_BYTES && own::claims(bytes) {
        return own::read(bytes).map_err(|message| Error::Own { form: own::FORMAT, message });
    }
    let is_named = |ending: &str| name.is_some_and(|n| n.rsplit('.').next().is_some_and(|e| e.eq_ignore_ascii_case(ending)));
    match timed::read(bytes, None, encoding) {
        // `[0:01.500] words` on each line: an edited text looks like lyrics.
        Ok(file) if file.form == Form::Lrc && !is_named("lrc") && edit::begins_with_time(file.source.trim_ascii_start()) => {
            Ok(edit::read_text(&String::from_utf8_lossy(&file.source)))
        }
        Ok(file) => Ok(from_timed::transcript(&file)),
        Err(timed::Error::Unrecognised { .. }) if is_named("txt") => {
            Ok(edit::read_text(&text::decode(bytes, encoding).map_err(Error::Encoding)?.text))
        }
        Err(error) => Err(error.into()),
    }
}

impl From<timed::Error> for Error {
    fn from(error: timed::Error) -> Self {
        match error {
            timed::Error::Empty => Self::Empty,
            timed::Error::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            timed::Error::Encoding(error) => Self::Encoding(error),
            timed::Error::Json { line, expected } => Self::Json { line, expected },
            timed::Error::Malformed { form, problem } => Self::Malformed { form, problem },
            timed::Error::UnknownFields { fields } => Self::UnknownFields { fields },
            timed::Error::Unrecognised { .. } => Self::UnknownForm,
        }
    }
}
