use super::parse::{Source, parsed};
use super::stretches::{STRETCH_BYTES, Stretches};
use super::{Error, Form, MAX_BYTES, TimedText};

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
    // What is refused is not copied first.
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    if bytes.len() > STRETCH_BYTES {
        return Stretches::of(bytes.to_vec(), form, encoding)?.whole();
    }
    parsed(Source::of(bytes.to_vec(), encoding)?, form)
}
