//! Bytes to text: a byte-order mark decides, then UTF-8, then the encoding that was named.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Error;

/// `bytes` as text. JSON is decoded leniently: whisper.cpp cuts letters in two at token ends.
pub(super) fn decode(bytes: &[u8], encoding: Option<&str>) -> Result<String, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[])).0.into_owned());
    }
    if let Some(wide) = wide(bytes) {
        return Ok(wide.decode_without_bom_handling(bytes).0.into_owned());
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    if let Some(label) = encoding {
        let unknown = || Error::UnknownEncoding { found: label.chars().take(40).collect() };
        let encoding = Encoding::for_label(label.trim().as_bytes()).filter(|e| *e != UTF_8).ok_or_else(unknown)?;
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if matches!(bytes.iter().find(|b| !b.is_ascii_whitespace()), Some(b'{' | b'[')) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    Err(Error::NotText { encoding: "UTF-8", offset: error.valid_up_to() })
}

/// UTF-16 without a mark, told by the zero bytes of the ASCII letters that every caption format begins with.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [a, 0, b, 0] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_arabic_encodings_are_read_when_named_and_told_when_not() {
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode("نعم، هنا");
        assert_eq!(decode(&bytes, Some("windows-1256")).unwrap(), "نعم، هنا");
        let message = decode(&bytes, None).unwrap_err().to_string();
        assert!(message.starts_with("byte 0 is not UTF-8 text; name the encoding"), "{message}");
        assert!(matches!(decode(&bytes, Some("klingon")), Err(Error::UnknownEncoding { .. })));
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        let bytes: Vec<u8> = "\u{feff}1\r\nنعم".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None).unwrap(), "1\r\nنعم");
        assert_eq!(decode(&bytes[2..], None).unwrap(), "1\r\nنعم");
    }
}
