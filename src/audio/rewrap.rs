//! Two containers are retold to symphonia in their plainest form, because it stumbles over parts that do not matter here:
//! a WAV file (RF64 and BW64 for long broadcasts, a length of zero or of all ones from a recorder that was cut off, chunks in any
//! order) and a FLAC file (cue sheets, pictures and paddings of any size). A stream of MPEG frames is given some zeros behind
//! its end: recordings that were cut off end inside a frame, whose first half still holds sound. Nothing is copied: a new head is put before the
//! sound, which stays where it is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

use super::mpeg_frames::{self, FrameKind};
use super::part::{fill, part};

/// A head of our own, then a stretch of the file.
pub(super) struct Rewrapped {
    head: Vec<u8>,
    file: File,
    from: u64,
    length: u64,
    at: u64,
    /// Zero bytes that follow what the file holds, not counted in its length.
    zeros: u64,
    /// Whole numbers of 64 bits, which symphonia does not know: only the upper half of each is passed on, as 32 bits.
    upper_halves: bool,
    /// Bytes of sound that the file promises and does not have.
    pub(super) missing: u64,
    /// What is passed on are bare frames of this kind, whatever the file begins with.
    pub(super) frames: Option<FrameKind>,
}

/// No frame of MPEG audio is longer.
const MAX_FRAME_BYTES: u64 = 4096;
/// Chunks of text worth keeping are smaller.
const MAX_KEPT_BYTES: u64 = 256 * 1024;
const MAX_CHUNKS: usize = 4096;
/// Fewer bytes behind the stated sound are padding or a remainder, not sound that the header forgot: a tenth of a second at
/// 44.1 kHz in 16 bits.
const UNTOLD_BYTES: u64 = 8_820;

/// The file retold, or `None` when it should be read as it is.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let mut magic = [0; 12];
    file.seek(SeekFrom::Start(0))?;
    let got = fill(file, &mut magic)?;
    match &magic[..got] {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E'] => wav(file),
        [b'R', b'F', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E'] => wav(file),
        [b'B', b'W', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E'] => wav(file),
        [b'f', b'L', b'a', b'C', ..] => flac(file),
        _ => Ok(None),
    }
}

/// Frames of MPEG audio or ADTS from byte `from` on, `length` bytes or to the file's end, and some zeros behind them.
pub(super) fn bare_frames(file: &mut File, from: u64, length: Option<u64>, kind: FrameKind) -> io::Result<Rewrapped> {
    let rest = file.seek(SeekFrom::End(0))?.saturating_sub(from);
    let length = length.unwrap_or(rest).min(rest);
    let frames = Some(kind);
    let file = file.try_clone()?;
    let zeros = MAX_FRAME_BYTES;
    Ok(Rewrapped { head: Vec::new(), file, from, length, at: 0, zeros, upper_halves: false, missing: 0, frames })
}

/// What a WAV file's chunks say.
#[derive(Default)]
struct Chunks {
    format: Vec<u8>,
    kept: Vec<u8>,
    long_data: Option<u64>,
    data: Option<(u64, u64)>,
}

fn wav(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let (mut at, mut found) = (12, Chunks::default());
    for _ in 0..MAX_CHUNKS {
        let mut header = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        if fill(file, &mut header)? < header.len() {
            break;
        }
        let size = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
        let body = at + 8;
        match &header[..4] {
            b"data" if found.data.is_none() => found.data = Some((body, size)),
            b"ds64" => found.long_data = le_u64(&part(file, body, size.min(MAX_KEPT_BYTES))?, 8),
            b"fmt " if found.format.is_empty() => found.format = part(file, body, size.min(MAX_KEPT_BYTES))?,
            b"fact" | b"LIST" | b"id3 " | b"ID3 " if size <= MAX_KEPT_BYTES => {
                put_chunk(&mut found.kept, &header[..4], &part(file, body, size.min(MAX_KEPT_BYTES))?);
            }
            _ => {}
        }
        let size = if header.starts_with(b"data") { data_bytes(size, &found, body, length).0 } else { size };
        // Chunks begin on even bytes.
        at = body.saturating_add(size).saturating_add(size & 1);
    }
    let Some((from, stated)) = found.data.filter(|_| !found.format.is_empty()) else { return Ok(None) };
    let (mut available, missing) = data_bytes(stated, &found, from, length);
    if missing == 0 && !chunk_follows(file, from + available, length)? {
        // Somebody cut, joined or appended without telling the header: what follows the stated sound is sound too.
        available = length - from;
    }
    if let Some(kind) = frames_inside(file, &found.format, from)? {
        return bare_frames(file, from, Some(available), kind).map(|it| Some(Rewrapped { missing, ..it }));
    }
    let upper_halves = halved(&mut found.format);
    let available = if upper_halves { available / 8 * 4 } else { available };
    let mut head = b"RIFF\xff\xff\xff\xffWAVE".to_vec();
    put_chunk(&mut head, b"fmt ", &found.format);
    head.append(&mut found.kept);
    let told = u32::try_from(available).unwrap_or(u32::MAX);
    head.extend_from_slice(b"data");
    head.extend_from_slice(&told.to_le_bytes());
    let riff = u32::try_from(head.len() as u64 - 8 + available).unwrap_or(u32::MAX);
    head[4..8].copy_from_slice(&riff.to_le_bytes());
    Ok(Some(Rewrapped {
        head,
        file: file.try_clone()?,
        from,
        length: available,
        at: 0,
        zeros: 0,
        upper_halves,
        missing,
        frames: None,
    }))
}

/// Whether what stands at `at` can be a chunk, or is nothing worth hearing.
fn chunk_follows(file: &mut File, at: u64, length: u64) -> io::Result<bool> {
    let at = at + (at & 1);
    let rest = length.saturating_sub(at);
    if rest < UNTOLD_BYTES {
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

/// Whether the samples are whole numbers of 64 bits; if so, `format` is made to tell of 32.
fn halved(format: &mut [u8]) -> bool {
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

/// How many bytes of sound there are, and how many are missing. A stated length of zero or of all ones means "to the end".
fn data_bytes(stated: u64, found: &Chunks, from: u64, file_length: u64) -> (u64, u64) {
    let rest = file_length.saturating_sub(from);
    let stated = match (stated, found.long_data) {
        (0xffff_ffff, Some(long)) if long > 0 => long,
        (0 | 0xffff_ffff, _) => rest,
        (stated, _) => stated,
    };
    (stated.min(rest), stated.saturating_sub(rest))
}

fn flac(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let (mut at, mut info, mut comment) = (4, Vec::new(), Vec::new());
    let mut last = false;
    for _ in 0..MAX_CHUNKS {
        let mut header = [0; 4];
        file.seek(SeekFrom::Start(at))?;
        if fill(file, &mut header)? < header.len() {
            return Ok(None);
        }
        let size = u64::from(u32::from_be_bytes([0, header[1], header[2], header[3]]));
        match header[0] & 0x7f {
            0 if info.is_empty() => info = part(file, at + 4, size.min(MAX_KEPT_BYTES))?,
            4 if comment.is_empty() && size <= MAX_KEPT_BYTES => comment = part(file, at + 4, size.min(MAX_KEPT_BYTES))?,
            _ => {}
        }
        at += 4 + size;
        last = header[0] & 0x80 != 0;
        if last {
            break;
        }
    }
    if !last || at > length || info.len() != 34 {
        return Ok(None);
    }
    let mut head = b"fLaC".to_vec();
    let mut put = |kind: u8, body: &[u8]| {
        head.push(kind);
        head.extend_from_slice(&(body.len() as u32).to_be_bytes()[1..]);
        head.extend_from_slice(body);
    };
    if comment.is_empty() {
        put(0x80, &info);
    } else {
        put(0, &info);
        put(0x84, &comment);
    }
    Ok(Some(Rewrapped {
        head,
        file: file.try_clone()?,
        from: at,
        length: length - at,
        at: 0,
        zeros: 0,
        upper_halves: false,
        missing: 0,
        frames: None,
    }))
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

impl Rewrapped {
    /// Sound from `at` on, counted in the bytes that are passed on.
    fn sound(&mut self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        if !self.upper_halves {
            self.file.seek(SeekFrom::Start(self.from + at))?;
            return self.file.read(out);
        }
        let (first, last) = (at / 4, (at + out.len() as u64).div_ceil(4));
        let raw = part(&mut self.file, self.from + first * 8, (last - first) * 8)?;
        let upper = raw.chunks_exact(8).flat_map(|sample| &sample[4..]).skip((at % 4) as usize);
        Ok(out.iter_mut().zip(upper).map(|(to, from)| *to = *from).count())
    }
}

impl Read for Rewrapped {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let head = self.head.len() as u64;
        let got = if self.at < head {
            let rest = &self.head[self.at as usize..];
            let n = rest.len().min(out.len());
            out[..n].copy_from_slice(&rest[..n]);
            n
        } else {
            let left = (head + self.length).saturating_sub(self.at);
            let n = usize::try_from(left).unwrap_or(usize::MAX).min(out.len());
            if n == 0 {
                let left = (head + self.length + self.zeros).saturating_sub(self.at);
                let n = usize::try_from(left).unwrap_or(usize::MAX).min(out.len());
                out[..n].fill(0);
                n
            } else {
                self.sound(self.at - head, &mut out[..n])?
            }
        };
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for Rewrapped {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let whole = self.head.len() as u64 + self.length;
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => whole.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

impl MediaSource for Rewrapped {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.head.len() as u64 + self.length)
    }
}
