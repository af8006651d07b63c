//! What a PDF unpacks to, counted before it is unpacked: the parser trusts it.

use miniz_oxide::inflate::{DecompressError, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

use super::fault::PdfFault;

/// LZW packs 2,700 bytes into one, and nobody has written it for 25 years: files with it that are longer are not read.
const MOST_BYTES_WITH_LZW: usize = 128 << 10;

/// Refuses what is enciphered (its streams cannot be counted), what unpacks to too much, and what is packed twice.
pub(super) fn check(bytes: &[u8], most: usize) -> Result<(), PdfFault> {
    let mut names = Names { bytes, at: 0 };
    let mut packed = false;
    let mut after_filter = false;
    while let Some((name, end)) = names.next() {
        let next = bytes.get(end..).unwrap_or_default().trim_ascii_start();
        match name.as_slice() {
            b"Encrypt" => return Err(PdfFault::Encrypted),
            // The filter is told elsewhere: nobody does this, and it would hide what is meant.
            b"Filter" if next.first().is_some_and(u8::is_ascii_digit) => return Err(PdfFault::Damaged),
            b"Filter" => (after_filter, packed) = (true, false),
            b"LZWDecode" | b"LZW" if bytes.len() > MOST_BYTES_WITH_LZW => return Err(PdfFault::TooLarge),
            b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW" | b"RunLengthDecode" | b"RL" if after_filter => {
                if packed {
                    return Err(PdfFault::TooLarge);
                }
                packed = true;
            }
            _ => {}
        }
        if next.first() != Some(&b'/') && name != b"Filter" {
            after_filter = false;
        }
    }
    streams(bytes, most)
}

/// Unpacks every stream once, up to what is left of the bound.
fn streams(bytes: &[u8], most: usize) -> Result<(), PdfFault> {
    const BEGIN: &[u8] = b"stream";
    let mut left = most;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.windows(BEGIN.len()).position(|w| w == BEGIN)) {
        at += found + BEGIN.len();
        let rest = bytes.get(at..).unwrap_or_default();
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"));
        let Some(rest) = rest else { continue };
        left = left.saturating_sub(unpacked(rest, left));
        if left == 0 {
            return Err(PdfFault::TooLarge);
        }
    }
    Ok(())
}

/// To how many bytes a stream unpacks, with the header of zlib or without.
fn unpacked(stream: &[u8], most: usize) -> usize {
    let length = |unpacked: Result<Vec<u8>, DecompressError>| match unpacked {
        Ok(bytes) => bytes.len(),
        Err(fault) => fault.output.len(),
    };
    length(decompress_to_vec_zlib_with_limit(stream, most)).max(length(decompress_to_vec_with_limit(stream, most)))
}

/// The names of a PDF: `/Filter`, also written `/F#69lter`.
struct Names<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Longer ones are no name that is looked for.
const LONGEST_NAME: usize = 16;

impl Names<'_> {
    /// The next name and where it ends.
    fn next(&mut self) -> Option<(Vec<u8>, usize)> {
        self.at += self.bytes.get(self.at..)?.iter().position(|byte| *byte == b'/')? + 1;
        let mut name = Vec::new();
        let mut end = self.at;
        while let Some(&byte) = self.bytes.get(end).filter(|b| b.is_ascii_alphanumeric() || **b == b'#') {
            if name.len() > LONGEST_NAME {
                break;
            }
            let hex = |at| self.bytes.get(at).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
            match (byte, hex(end + 1), hex(end + 2)) {
                (b'#', Some(high), Some(low)) => {
                    name.push(high << 4 | low);
                    end += 3;
                }
                _ => {
                    name.push(byte);
                    end += 1;
                }
            }
        }
        Some((name, end))
    }
}
