//! From bytes to text, for articles, captions and transcripts alike.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes as text, and how they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark. Bytes that the encoding does not have are U+FFFD in it.
    pub text: String,
    /// The encoding, by its WHATWG name: `UTF-8`, `UTF-16LE`, `windows-1256`.
    pub encoding: &'static str,
    /// Whether a byte order mark stood in front.
    pub has_mark: bool,
    /// Whether some bytes are none of that encoding: each of them is U+FFFD in the text.
    pub is_damaged: bool,
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodingError {
    /// The name that was given is not that of an encoding.
    #[error("`{label}` is not the name of an encoding, such as utf-8, utf-16le or windows-1256")]
    Unknown {
        /// The name.
        label: String,
    },
    /// It is not text in any encoding.
    #[error("it looks like {looks_like}")]
    Binary {
        /// What it is taken for, with its article: `a PDF document`.
        looks_like: &'static str,
    },
}

/// The text in `bytes`. What decides, in this order:
///
/// 1. a byte order mark;
/// 2. letters beyond ASCII that are valid UTF-8, whatever was named or declared: bytes of another encoding are that by accident
///    in no text of more than a few letters;
/// 3. the encoding `named` by the caller, with any label of the WHATWG Encoding Standard;
/// 4. UTF-16 without a mark, by its zero and Arabic high bytes;
/// 5. the charset that a page or an XML file declares;
/// 6. a detector by the frequency of pairs of letters.
///
/// # Errors
/// [`EncodingError::Unknown`] for a name that is none; [`EncodingError::Binary`] for a recording, an archive, a picture.
///
/// ```
/// use rawi::text::decode;
/// let old = b"\xe4\xda\xe3\xa1 \xe5\xe4\xc7";
/// assert_eq!(decode(old, Some("windows-1256"))?.text, "نعم، هنا");
/// assert_eq!(decode("نعم".as_bytes(), Some("windows-1256"))?.encoding, "UTF-8");
/// assert_eq!(decode(b"%PDF-1.7", None).unwrap_err().to_string(), "it looks like a PDF document");
/// # Ok::<(), rawi::text::EncodingError>(())
/// ```
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, EncodingError> {
    Ok(with(encoding_of(bytes, named)?, bytes))
}

/// As [`decode`], of bytes that are of no other use: what is UTF-8 already is not copied.
pub(crate) fn decode_owned(bytes: Vec<u8>, named: Option<&str>) -> Result<Decoded, EncodingError> {
    let encoding = encoding_of(&bytes, named)?;
    if encoding != UTF_8 || Encoding::for_bom(&bytes).is_some() {
        return Ok(with(encoding, &bytes));
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: UTF_8.name(), has_mark: false, is_damaged: false },
        Err(damaged) => with(encoding, damaged.as_bytes()),
    })
}

/// Whether `bytes` are taken for UTF-8 without a byte order mark, and so for the text that they are.
pub(crate) fn is_read_as_utf8(bytes: &[u8], named: Option<&str>) -> bool {
    encoding_of(bytes, named).is_ok_and(|encoding| encoding == UTF_8) && Encoding::for_bom(bytes).is_none()
}

fn encoding_of(bytes: &[u8], named: Option<&str>) -> Result<&'static Encoding, EncodingError> {
    let named = named.map(by_label).transpose()?;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some(encoding) = named {
        let utf8 = encoding.is_ascii_compatible() && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
        return Ok(if utf8 { UTF_8 } else { encoding });
    }
    if let Some(looks_like) = known_binary(bytes) {
        return Err(EncodingError::Binary { looks_like });
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return Ok(encoding);
    }
    if has_control_bytes(bytes) {
        return Err(EncodingError::Binary { looks_like: "binary data" });
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let detected = detect(bytes);
    Ok(match declared(bytes) {
        // Servers and templates declare Latin-1 by habit, over texts in any encoding; and UTF-8 was tried above.
        Some(label) if label == WINDOWS_1252 || label == UTF_8 => detected,
        Some(encoding) => encoding,
        None => detected,
    })
}

fn by_label(label: &str) -> Result<&'static Encoding, EncodingError> {
    let unknown = || EncodingError::Unknown { label: label.chars().take(40).collect() };
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(unknown)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    // Removes the mark of this encoding, and never changes the encoding for another's mark.
    let (text, is_damaged) = encoding.decode_with_bom_removal(bytes);
    let has_mark = Encoding::for_bom(bytes).is_some_and(|(marked, _)| marked == encoding);
    Decoded { text: text.into_owned(), encoding: encoding.name(), has_mark, is_damaged }
}

/// The bytes of `text` in the encoding of that WHATWG name, behind a byte order mark where one is wanted and the encoding has
/// one. `None` when the encoding is unknown or lacks a character of the text.
///
/// ```
/// use rawi::text::{decode, encode};
/// let old = b"\xe4\xda\xe3\xa1 \xe5\xe4\xc7";
/// let read = decode(old, Some("windows-1256"))?;
/// assert_eq!(encode(&read.text, read.encoding, read.has_mark).as_deref(), Some(&old[..]));
/// assert_eq!(encode("\u{202b}نعم", "windows-1256", false), None);
/// # Ok::<(), rawi::text::EncodingError>(())
/// ```
#[must_use]
pub fn encode(text: &str, encoding: &str, has_mark: bool) -> Option<Vec<u8>> {
    let encoding = Encoding::for_label(encoding.as_bytes())?;
    let mark = if has_mark { "\u{feff}" } else { "" };
    let units = || mark.encode_utf16().chain(text.encode_utf16());
    if encoding == UTF_16LE {
        return Some(units().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(units().flat_map(u16::to_be_bytes).collect());
    }
    if encoding == UTF_8 {
        return Some([mark.as_bytes(), text.as_bytes()].concat());
    }
    let (bytes, written_in, is_lossy) = encoding.encode(text);
    (!is_lossy && written_in == encoding).then(|| bytes.into_owned())
}

/// The detector of Firefox, by the frequency of letter pairs. It is asked only about bytes that are not UTF-8. A few broken
/// bytes in a long UTF-8 text (a file cut in the middle of a letter) are no other encoding.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let broken = String::from_utf8_lossy(bytes);
    let lost = broken.chars().filter(|c| *c == '\u{fffd}').count();
    let kept = broken.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if kept > lost * 20 {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// The charset in a `meta` element or an XML declaration, in the first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|b| char::from(b.to_ascii_lowercase())).collect();
    if !head.contains('<') {
        return None;
    }
    ["charset", "encoding"].iter().find_map(|key| {
        head.match_indices(key).find_map(|(at, _)| {
            let value = head.get(at + key.len()..)?.trim_start().strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?;
            Encoding::for_label(label.as_bytes())
        })
    })
}

/// UTF-16 without a mark: at least seven units in ten have a high byte of zero (Latin), 6 (Arabic) or 0x20 (punctuation), on
/// one side of each pair only, and nothing is undefined when it is decoded.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) / 2 * 2)?;
    if sample.len() < 8 {
        return None;
    }
    let zeros = sample.iter().filter(|b| **b == 0).count();
    let high = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| matches!(**b, 0 | 6 | 0x20)).count();
    let enough = |count: usize| count * 20 >= sample.len() * 7;
    let encoding = match (enough(high(0)), enough(high(1))) {
        (true, false) => UTF_16BE,
        (false, true) => UTF_16LE,
        _ => return None,
    };
    // Arabic letters in one byte can look alike, but plain text has no zero bytes.
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    let strange = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (zeros > 0 && !broken && strange == 0).then_some(encoding)
}

/// Zero bytes, or more than one control character in a hundred bytes: no text in any encoding that is left.
fn has_control_bytes(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(65_536)).unwrap_or(bytes);
    let control = sample.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    sample.contains(&0) || control * 100 > sample.len()
}

/// Kinds of file that people take for an article or a transcript, by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 16] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document (save it as text or HTML)"),
        (b"\xd0\xcf\x11\xe0", "an old Word document (save it as text or HTML)"),
        (b"{\\rtf", "a rich text document (save it as text or HTML)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"ID3", "an MP3 recording"),
        (b"\xff\xfb", "an MP3 recording"),
        (b"\xff\xf3", "an MP3 recording"),
        (b"RIFF", "a WAV recording"),
        (b"fLaC", "a FLAC recording"),
        (b"OggS", "an Ogg recording"),
        (b"\x1a\x45\xdf\xa3", "a Matroska or WebM recording"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    let named = KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name);
    let mp4 = bytes.get(4..8) == Some(b"ftyp".as_slice());
    named.or(mp4.then_some("an MP4 or M4A recording"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "قال المتحدث إن القافلة وصلت إلى الوادي صباح اليوم، وإن الأهالي كانوا في انتظارها منذ أيام.";

    fn encoded(encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(ARABIC).0.into_owned()
    }

    #[test]
    fn arabic_in_windows_1256_is_found_out() {
        let bytes = encoded(encoding_rs::WINDOWS_1256);
        let found = decode(&bytes, None).unwrap();
        assert_eq!((found.text.as_str(), found.encoding), (ARABIC, "windows-1256"));
        let page = [b"<html><meta charset=iso-8859-1><p>".as_slice(), &bytes, b"</p>"].concat();
        assert_eq!(decode(&page, None).unwrap().encoding, "windows-1256");
        let page = [b"<html><meta charset='iso-8859-6'><p>".as_slice(), &encoded(encoding_rs::ISO_8859_6)].concat();
        assert!(decode(&page, None).unwrap().text.contains(ARABIC));
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        for (mark, order) in
            [(true, u16::to_le_bytes as fn(u16) -> [u8; 2]), (false, u16::to_le_bytes), (false, u16::to_be_bytes)]
        {
            let text = format!("{}{ARABIC}\r\n\r\nEnglish, too.", if mark { "\u{feff}" } else { "" });
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(decode(&bytes, None).unwrap().text, text.trim_start_matches('\u{feff}'));
        }
    }

    #[test]
    fn a_utf_8_file_that_was_cut_inside_a_letter_stays_utf_8() {
        let bytes = ARABIC.as_bytes().get(1..ARABIC.len() - 2).unwrap();
        let found = decode(bytes, None).unwrap();
        assert_eq!(found.encoding, "UTF-8");
        assert!(found.text.contains("المتحدث إن القافلة"));
    }

    #[test]
    fn a_name_decides_only_where_the_bytes_leave_a_choice() {
        let old = encoded(encoding_rs::WINDOWS_1256);
        assert_eq!(decode(&old, Some("windows-1252")).unwrap().encoding, "windows-1252");
        assert_eq!(decode(ARABIC.as_bytes(), Some("windows-1256")).unwrap().text, ARABIC);
        let wide: Vec<u8> = "\u{feff}نعم".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, Some("windows-1256")).unwrap().text, "نعم");
        assert_eq!(decode(&wide[2..], Some("utf-16le")).unwrap().text, "نعم");
        let short: Vec<u8> = "1\r\nنعم".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&short, None).unwrap().text, "1\r\nنعم");
    }

    #[test]
    fn what_is_not_text_is_refused_by_name() {
        let kind = |bytes: &[u8]| decode(bytes, None).unwrap_err().to_string();
        assert_eq!(kind(b"%PDF-1.7 x"), "it looks like a PDF document");
        assert_eq!(kind(b"ID3\x04\0\0\0\0"), "it looks like an MP3 recording");
        assert_eq!(kind(b"abc\0\0\0def\x01"), "it looks like binary data");
        assert_eq!(
            decode(b"x", Some("arabisch")).unwrap_err().to_string(),
            "`arabisch` is not the name of an encoding, such as utf-8, utf-16le or windows-1256"
        );
    }
}
