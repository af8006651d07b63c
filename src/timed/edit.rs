//! Edits of a file: the bytes of a time or of a text are replaced, and everything else stays to the byte, in the encoding and
//! with the mark that the file has.

use std::ops::Range;

use super::{FileEncoding, TimedText};
use crate::text::encode;

/// What stands at `range` of [`TimedText::source`] is replaced by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which bytes; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// Why a file cannot be edited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// Two edits meet, or one lies outside the file or inside a letter.
    #[error("two edits want the same bytes")]
    Overlap,
    /// The file's encoding has no place for a character of the edit.
    #[error("{encoding}, the encoding of the file, lacks a character that is to be written")]
    Encoding {
        /// Its WHATWG name.
        encoding: &'static str,
    },
}

impl TimedText {
    /// The bytes of the file with `edits` made, in any order.
    ///
    /// # Errors
    /// See [`EditError`].
    ///
    /// ```
    /// use rawi::timed::{self, Edit};
    /// let file = timed::read(b"1\r\n00:00:01,000 --> 00:00:02,500\r\nBye\r\n", None, None)?;
    /// let range = file.cues[0].place.end.clone().unwrap();
    /// let edited = file.edited(vec![Edit { range, text: "00:00:03,000".to_owned() }]).unwrap();
    /// assert_eq!(edited, b"1\r\n00:00:01,000 --> 00:00:03,000\r\nBye\r\n");
    /// # Ok::<(), timed::Error>(())
    /// ```
    pub fn edited(&self, edits: Vec<Edit>) -> Result<Vec<u8>, EditError> {
        self.encoding.encoded(self.edited_source(edits)?)
    }

    /// [`TimedText::source`] with `edits` made, in any order.
    ///
    /// # Errors
    /// [`EditError::Overlap`].
    pub(crate) fn edited_source(&self, mut edits: Vec<Edit>) -> Result<Vec<u8>, EditError> {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut out = Vec::with_capacity(self.source.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
        let mut at = 0;
        for Edit { range, text } in &edits {
            out.extend_from_slice(self.source.get(at..range.start).ok_or(EditError::Overlap)?);
            out.extend_from_slice(text.as_bytes());
            at = range.end.max(range.start);
        }
        out.extend_from_slice(self.source.get(at..).ok_or(EditError::Overlap)?);
        Ok(out)
    }

    /// Whether the encoding of the file has every character of `text`.
    #[must_use]
    pub fn can_hold(&self, text: &str) -> bool {
        encode(text, self.encoding.name, false).is_some()
    }
}

impl FileEncoding {
    /// Text in UTF-8 as the file is encoded. JSON is UTF-8, or not even that, and stays as it is.
    pub(crate) fn encoded(self, source: Vec<u8>) -> Result<Vec<u8>, EditError> {
        let encoding = self.name;
        if encoding != "UTF-8" {
            let text = std::str::from_utf8(&source).map_err(|_| EditError::Overlap)?;
            return encode(text, encoding, self.has_mark).ok_or(EditError::Encoding { encoding });
        }
        Ok(if self.has_mark { [b"\xef\xbb\xbf".as_slice(), &source].concat() } else { source })
    }

    /// Whether text as it is encoded is the same bytes: UTF-8 without a mark.
    pub(crate) fn is_plain(self) -> bool {
        self.name == "UTF-8" && !self.has_mark
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Edit, EditError, read};

    const TEXT: &str = "1\r\n00:00:01,000 --> 00:00:02,500\r\nنعم هنا\r\n";

    #[test]
    fn an_edit_keeps_encoding_mark_and_line_ends() {
        let wide = |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let old = |text: &str| encoding_rs::WINDOWS_1256.encode(text).0.into_owned();
        let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
        for write in [&wide as &dyn Fn(&str) -> Vec<u8>, &old, &marked] {
            let file = read(&write(TEXT), None, Some("windows-1256")).unwrap();
            let edit = Edit { range: file.cues[0].place.end.clone().unwrap(), text: "00:00:09,000".to_owned() };
            assert_eq!(file.edited(vec![edit]).unwrap(), write(&TEXT.replace("02,500", "09,000")));
            assert_eq!(file.edited(Vec::new()).unwrap(), write(TEXT));
        }
        let file = read(&old(TEXT), None, Some("windows-1256")).unwrap();
        let edit = Edit { range: file.cues[0].place.text.start..file.cues[0].place.text.start, text: "\u{202b}".to_owned() };
        assert_eq!(file.edited(vec![edit]), Err(EditError::Encoding { encoding: "windows-1256" }));
    }

    #[test]
    fn edits_that_meet_are_refused() {
        let file = read(TEXT.as_bytes(), None, None).unwrap();
        let edit = |range| Edit { range, text: String::new() };
        assert_eq!(file.edited(vec![edit(0..5), edit(4..6)]), Err(EditError::Overlap));
        assert_eq!(file.edited(vec![edit(900..901)]), Err(EditError::Overlap));
    }
}
