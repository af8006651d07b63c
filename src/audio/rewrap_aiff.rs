//! An AIFF file in its plainest form: what describes the sound, texts, then the sound. Other chunks may be empty, cut off or of any
//! kind, and symphonia gives up on some of them.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::part::{fill, part};
use super::rewrapped::Rewrapped;

/// Chunks of text worth keeping are smaller.
const MAX_KEPT_BYTES: u64 = 256 * 1024;
const MAX_CHUNKS: usize = 4096;
/// What stands in front of the samples in their chunk: an offset and the size of a block.
const BEFORE_SAMPLES: u64 = 8;

/// The file retold; `None` when it lacks what describes the sound, or the sound.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut head = b"FORM\0\0\0\0".to_vec();
    head.extend_from_slice(&part(file, 8, 4)?);
    let (mut at, mut has_format, mut sound) = (12, false, None);
    for _ in 0..MAX_CHUNKS {
        let mut header = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        if fill(file, &mut header)? < header.len() {
            break;
        }
        let size = u64::from(u32::from_be_bytes([header[4], header[5], header[6], header[7]]));
        let body = at + 8;
        match &header[..4] {
            b"SSND" if sound.is_none() => sound = Some((body, size)),
            b"COMM" if !has_format && size <= MAX_KEPT_BYTES => {
                has_format = true;
                put_chunk(&mut head, &header, &part(file, body, size)?);
            }
            name @ (b"NAME" | b"AUTH" | b"(c) " | b"ANNO" | b"ID3 ") if size <= MAX_KEPT_BYTES => {
                let text = part(file, body, size)?;
                if name != b"ID3 " || text.starts_with(b"ID3") && text.len() > 10 {
                    put_chunk(&mut head, &header, &text);
                }
            }
            _ => {}
        }
        // Chunks begin on even bytes. A recorder that was cut off never wrote the length of the sound.
        let size = if header.starts_with(b"SSND") { sound_bytes(size, body, length).0 } else { size };
        at = body.saturating_add(size).saturating_add(size & 1);
    }
    let Some((body, stated)) = sound.filter(|_| has_format) else { return Ok(None) };
    let (available, missing) = sound_bytes(stated, body, length);
    if available < BEFORE_SAMPLES {
        return Ok(None);
    }
    head.extend_from_slice(b"SSND");
    head.extend_from_slice(&u32::try_from(available).unwrap_or(u32::MAX).to_be_bytes());
    head.extend_from_slice(&part(file, body, BEFORE_SAMPLES)?);
    let samples = available - BEFORE_SAMPLES;
    let form = u32::try_from(head.len() as u64 - 8 + samples).unwrap_or(u32::MAX);
    head[4..8].copy_from_slice(&form.to_be_bytes());
    let source = Rewrapped::new(head, file, body + BEFORE_SAMPLES, samples)?;
    Ok(Some(source.with_missing(missing)))
}

/// How many bytes the chunk of the sound has, and how many of them are missing. A length of zero or of all ones means "to the end".
fn sound_bytes(stated: u64, body: u64, length: u64) -> (u64, u64) {
    let rest = length.saturating_sub(body);
    let stated = if matches!(stated, 0 | 0xffff_ffff) { rest } else { stated };
    (stated.min(rest), stated.saturating_sub(rest))
}

/// A chunk with the name and the length in `header`, as far as the file has it.
fn put_chunk(out: &mut Vec<u8>, header: &[u8; 8], body: &[u8]) {
    out.extend_from_slice(&header[..4]);
    out.extend_from_slice(&u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}
