use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::mpeg_frames::{self, FrameKind};
use super::part::{fill, part};
use super::rewrapped::Rewrapped;

/// Chunks of more bytes than this are no text worth keeping, and of a format only so many bytes are read.
const MAX_KEPT_BYTES: u64 = 256 * 1024;
/// More chunks than any file has.
const MAX_CHUNKS: usize = 4096;
/// Fewer bytes behind the stated sound are padding or a remainder, not sound that the header forgot: a tenth of a second at
/// 44.1 kHz in 16 bits.
const UNSTATED_SOUND_BYTES: u64 = 8_820;

/// What a WAV file's chunks say.
#[derive(Default)]
struct Chunks {
    format: Vec<u8>,
    /// Chunks of text, whole, one behind the other.
    kept: Vec<u8>,
    /// The length of the sound in a file that is too long for the field of its chunk.
    long_data: Option<u64>,
    /// Where the sound begins, and the length that its chunk states.
    data: Option<(u64, u64)>,
}

/// The stretch of a file that holds its sound.
struct Sound {
    from: u64,
    length: u64,
    /// Bytes that the file promises and does not have.
    missing: u64,
}

/// A WAV file with its format, its text and its sound alone; `None` when it has no format or no sound.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut chunks = Chunks::read(file, length)?;
    let Some(sound) = chunks.sound(file, length)? else { return Ok(None) };
    if let Some(kind) = frames_inside(file, &chunks.format, sound.from)? {
        let frames = Rewrapped::bare_frames(file, sound.from, Some(sound.length), kind)?;
        return Ok(Some(frames.with_missing(sound.missing)));
    }
    let is_halved = halve(&mut chunks.format);
    let length = if is_halved { sound.length / 8 * 4 } else { sound.length };
    let source = Rewrapped::new(chunks.head(length), file, sound.from, length)?.with_missing(sound.missing);
    Ok(Some(if is_halved { source.with_upper_halves() } else { source }))
}

impl Chunks {
    fn read(file: &mut File, file_length: u64) -> io::Result<Self> {
        let (mut at, mut found) = (12, Self::default());
        for _ in 0..MAX_CHUNKS {
            let mut header = [0; 8];
            file.seek(SeekFrom::Start(at))?;
            if fill(file, &mut header)? < header.len() {
                break;
            }
            let size = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
            let body = at + 8;
            found.add(file, &header[..4], body, size)?;
            let size = if header.starts_with(b"data") { found.available(size, body, file_length).0 } else { size };
            // Chunks begin on even bytes.
            at = body.saturating_add(size).saturating_add(size & 1);
        }
        Ok(found)
    }

    fn add(&mut self, file: &mut File, name: &[u8], body: u64, size: u64) -> io::Result<()> {
        match name {
            b"data" if self.data.is_none() => self.data = Some((body, size)),
            b"ds64" => self.long_data = le_u64(&part(file, body, size.min(MAX_KEPT_BYTES))?, 8),
            b"fmt " if self.format.is_empty() => self.format = part(file, body, size.min(MAX_KEPT_BYTES))?,
            b"fact" | b"LIST" | b"id3 " | b"ID3 " if size <= MAX_KEPT_BYTES => {
                put_chunk(&mut self.kept, name, &part(file, body, size)?);
            }
            _ => {}
        }
        Ok(())
    }

    /// How many of the stated bytes of sound there are, and how many are missing. A stated length of zero or of all ones means "to the
    /// end".
    fn available(&self, stated: u64, from: u64, file_length: u64) -> (u64, u64) {
        let rest = file_length.saturating_sub(from);
        let stated = match (stated, self.long_data) {
            (0xffff_ffff, Some(long)) if long > 0 => long,
            (0 | 0xffff_ffff, _) => rest,
            (stated, _) => stated,
        };
        (stated.min(rest), stated.saturating_sub(rest))
    }

    /// `None` without a format or without sound.
    fn sound(&self, file: &mut File, file_length: u64) -> io::Result<Option<Sound>> {
        let Some((from, stated)) = self.data.filter(|_| !self.format.is_empty()) else { return Ok(None) };
        let (length, missing) = self.available(stated, from, file_length);
        // Somebody cut, joined or appended without changing the header: what follows the stated sound is sound too.
        let is_longer = missing == 0 && !chunk_follows(file, from + length, file_length)?;
        let length = if is_longer { file_length - from } else { length };
        Ok(Some(Sound { from, length, missing }))
    }

    /// All that stands before `length` bytes of sound.
    fn head(&self, length: u64) -> Vec<u8> {
        let mut head = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
        put_chunk(&mut head, b"fmt ", &self.format);
        head.extend_from_slice(&self.kept);
        head.extend_from_slice(b"data");
        head.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
        let riff = u32::try_from(head.len() as u64 - 8 + length).unwrap_or(u32::MAX);
        head[4..8].copy_from_slice(&riff.to_le_bytes());
        head
    }
}

/// Whether what stands at `at` can be a chunk, or is nothing worth hearing.
fn chunk_follows(file: &mut File, at: u64, file_length: u64) -> io::Result<bool> {
    let at = at + (at & 1);
    let rest = file_length.saturating_sub(at);
    if rest < UNSTATED_SOUND_BYTES {
        return Ok(true);
    }
    let header = part(file, at, 8)?;
    let [a, b, c, d, size @ ..] = &header[..] else { return Ok(true) };
    let name = [a, b, c, d].iter().all(|byte| matches!(**byte, b' '..=b'~'));
    let size = size.iter().rev().fold(0u64, |n, byte| n << 8 | u64::from(*byte));
    Ok(name && size <= rest)
}

/// The kind of frames in a WAV file whose format is MPEG audio, as broadcasters' archives have it (BWF with Layer II or III).
fn frames_inside(file: &mut File, format: &[u8], from: u64) -> io::Result<Option<FrameKind>> {
    let [0x50 | 0x55, 0, ..] = format else { return Ok(None) };
    let start = part(file, from, MAX_KEPT_BYTES)?;
    let whole = (start.len() as u64) < MAX_KEPT_BYTES;
    Ok(mpeg_frames::find(&start, whole).map(|stream| stream.kind))
}

/// Changes a format of whole numbers of 64 bits to one of 32 bits; false when it is another.
fn halve(format: &mut [u8]) -> bool {
    let whole = match format {
        [1, 0, ..] => true,
        [0xfe, 0xff, ..] => format.get(24..26) == Some(&[1, 0]),
        _ => false,
    };
    if !whole || format.get(14..16) != Some(&[64, 0]) {
        return false;
    }
    // Bytes a second, bytes a frame, bits a sample, and in the long form the valid ones among them.
    let word = |at: usize| u32::from_le_bytes([format[at], format[at + 1], format[at + 2], format[at + 3]]);
    let (a_second, a_frame) = (word(8) / 2, (word(12) as u16) / 2);
    format[8..12].copy_from_slice(&a_second.to_le_bytes());
    format[12..14].copy_from_slice(&a_frame.to_le_bytes());
    format[14..16].copy_from_slice(&[32, 0]);
    if let Some(valid) = format.get_mut(18..20).filter(|v| **v == [64, 0]) {
        valid.copy_from_slice(&[32, 0]);
    }
    true
}

fn put_chunk(out: &mut Vec<u8>, name: &[u8], body: &[u8]) {
    out.extend_from_slice(name);
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(0).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}

fn le_u64(b: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(b.get(at..at + 8)?.try_into().ok()?))
}
