use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::part::{fill, part};
use super::rewrapped::Rewrapped;

/// Comments of more bytes than this are left out.
const MAX_COMMENT_BYTES: u64 = 256 * 1024;
/// More metadata blocks than any file has.
const MAX_BLOCKS: usize = 4096;
/// The length of a `STREAMINFO` block, in bytes.
const STREAMINFO_BYTES: usize = 34;
/// Types of metadata blocks, and the flag of the last one.
const STREAMINFO: u8 = 0;
const VORBIS_COMMENT: u8 = 4;
const LAST: u8 = 0x80;
/// The shortest block but the last, in frames (RFC 9639, 8.2).
const SHORTEST_BLOCK_FRAMES: u16 = 16;
/// How a frame of a stream begins whose blocks are of several lengths (RFC 9639, 9.1).
const VARIABLE: [u8; 2] = [0xff, 0xf9];

/// The metadata that is passed on.
#[derive(Default)]
struct Metadata {
    info: Vec<u8>,
    comment: Vec<u8>,
    /// Where the frames begin.
    end: u64,
}

/// A FLAC file with its stream information and its comment alone before its frames; `None` when its metadata is damaged.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let Some(found) = metadata(file)? else { return Ok(None) };
    if found.end > length || found.info.len() != STREAMINFO_BYTES {
        return Ok(None);
    }
    let mut info = found.info;
    plain_lengths(&mut info, part(file, found.end, 2)? == VARIABLE);
    let mut head = b"fLaC".to_vec();
    let mut put = |kind: u8, body: &[u8]| {
        head.push(kind);
        head.extend_from_slice(&(body.len() as u32).to_be_bytes()[1..]);
        head.extend_from_slice(body);
    };
    if found.comment.is_empty() {
        put(STREAMINFO | LAST, &info);
    } else {
        put(STREAMINFO, &info);
        put(VORBIS_COMMENT | LAST, &found.comment);
    }
    Rewrapped::new(head, file, found.end, length - found.end).map(Some)
}

/// `None` when the file ends before the last block.
fn metadata(file: &mut File) -> io::Result<Option<Metadata>> {
    let mut found = Metadata { end: 4, ..Metadata::default() };
    for _ in 0..MAX_BLOCKS {
        let mut header = [0; 4];
        file.seek(SeekFrom::Start(found.end))?;
        if fill(file, &mut header)? < header.len() {
            return Ok(None);
        }
        let (body, size) = (found.end + 4, u64::from(u32::from_be_bytes([0, header[1], header[2], header[3]])));
        match header[0] & !LAST {
            STREAMINFO if found.info.is_empty() => found.info = part(file, body, size.min(STREAMINFO_BYTES as u64 + 1))?,
            VORBIS_COMMENT if found.comment.is_empty() && size <= MAX_COMMENT_BYTES => {
                found.comment = part(file, body, size)?;
            }
            _ => {}
        }
        found.end = body + size;
        if header[0] & LAST != 0 {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Lengths of blocks in a `STREAMINFO` that symphonia takes: it refuses shorter ones than the format allows, those that were never
/// filled in, and one for all where the frames say that it varies, though every block tells its own length.
fn plain_lengths(info: &mut [u8], is_variable: bool) {
    if let [a, b, c, d, ..] = info {
        let (least, most) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
        let is_contradicted = least == most && is_variable;
        let least = if is_contradicted { SHORTEST_BLOCK_FRAMES } else { least.max(SHORTEST_BLOCK_FRAMES) };
        [*a, *b] = least.to_be_bytes();
        [*c, *d] = if most < least { u16::MAX } else { most }.to_be_bytes();
    }
}
