//! An MP4 file whose sound is said to be longer than the file, as a download that broke off has it: symphonia then finds none of it.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::part::{fill, part};
use super::rewrapped::Rewrapped;

/// More boxes than any file has at its top.
const MAX_BOXES: usize = 4096;
/// What stands in front of the sound, tables of samples and pictures, is smaller.
const MAX_HEAD_BYTES: u64 = 64 << 20;

/// The file with the length of its last box set right; `None` when that is no sound, or is not too long.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut at = 0;
    for _ in 0..MAX_BOXES {
        let mut header = [0; 16];
        file.seek(SeekFrom::Start(at))?;
        if fill(file, &mut header)? < header.len() {
            break;
        }
        let [a, b, c, d, name @ ..] = header;
        let short = u64::from(u32::from_be_bytes([a, b, c, d]));
        let (header_bytes, size) = match short {
            0 => break,
            1 => (16, name[4..].iter().fold(0, |n, byte| n << 8 | u64::from(*byte))),
            short => (8, short),
        };
        let end = at.saturating_add(size.max(header_bytes));
        if end <= length {
            at = end;
            continue;
        }
        if !name.starts_with(b"mdat") || at > MAX_HEAD_BYTES {
            break;
        }
        let mut head = part(file, 0, at + header_bytes)?;
        // Zero says: to the end of the file.
        let size = if short == 1 { length - at } else { u32::try_from(length - at).unwrap_or(0).into() };
        let place = if short == 1 { at as usize + 8 } else { at as usize };
        let bytes = &size.to_be_bytes()[if short == 1 { 0 } else { 4 }..];
        head[place..place + bytes.len()].copy_from_slice(bytes);
        let body = at + header_bytes;
        return Rewrapped::new(head, file, body, length - body).map(Some);
    }
    Ok(None)
}
