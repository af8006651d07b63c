//! One file out of a ZIP archive, as office programs make it.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The end of the list lies this near the end of the archive: its own 22 bytes and the longest remark.
const LONGEST_END: usize = 22 + 65_535;
/// More files than a document has.
const MOST_FILES: u16 = 10_000;
/// The most that a file may unpack to.
const MOST_BYTES: usize = 64 << 20;

/// Whether bytes begin as an archive does.
pub(super) fn is_such(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The content of the file `name`; `None` when there is none, it is damaged, packed in another way than office programs do, or
/// larger than is read.
pub(super) fn file(archive: &[u8], name: &str) -> Option<Vec<u8>> {
    let tail = archive.len().saturating_sub(LONGEST_END);
    let end = tail + archive.get(tail..)?.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = number(archive, end + 16, 4)?;
    for _ in 0..MOST_FILES {
        if archive.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let [name_length, extra, remark] = [28, 30, 32].map(|field| number(archive, at + field, 2));
        let (name_length, extra, remark) = (name_length?, extra?, remark?);
        if archive.get(at + 46..at + 46 + name_length)? == name.as_bytes() {
            let (method, packed) = (number(archive, at + 10, 2)?, number(archive, at + 20, 4)?);
            return content(archive, number(archive, at + 42, 4)?, packed, method);
        }
        at = at + 46 + name_length + extra + remark;
    }
    None
}

/// The content behind the header at `at`, whose own copies of name and extras may be shorter than those of the list.
fn content(archive: &[u8], at: usize, packed: usize, method: usize) -> Option<Vec<u8>> {
    let begins = at + 30 + number(archive, at + 26, 2)? + number(archive, at + 28, 2)?;
    let packed = archive.get(begins..begins.checked_add(packed)?)?;
    match method {
        0 => (packed.len() <= MOST_BYTES).then(|| packed.to_vec()),
        8 => decompress_to_vec_with_limit(packed, MOST_BYTES).ok(),
        _ => None,
    }
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}
