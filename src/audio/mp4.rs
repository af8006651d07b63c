//! What an MP4 (M4A, MOV, 3GP) says about its tracks and symphonia does not pass on: edit lists, gapless notes, codecs by
//! their own names, protection. Box layouts: ISO/IEC 14496-12 and -14; `iTunSMPB` as written by iTunes and read by players.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::part::{fill, part};

/// No box of interest is larger; sample tables may be, and are skipped unread.
const MAX_BOX_BYTES: u64 = 1 << 20;
/// More tracks than any recording has.
const MAX_TRACKS: usize = 64;

/// The tracks of a file, in its order.
#[derive(Debug, Default)]
pub(super) struct Movie {
    timescale: u32,
    tracks: Vec<MovieTrack>,
    gapless: Option<Gapless>,
    fragmented: bool,
}

/// One track's facts.
#[derive(Debug, Default, Clone)]
pub(super) struct MovieTrack {
    pub(super) id: u32,
    handler: [u8; 4],
    /// The sample entry's four-character code, as `mp4a`.
    pub(super) entry: [u8; 4],
    timescale: u32,
    edits: Vec<Edit>,
    /// MPEG-4 audio object type, of the `esds` box.
    pub(super) object_type: Option<u8>,
    scheme: Option<[u8; 4]>,
}

#[derive(Debug, Clone, Copy)]
struct Edit {
    /// In the movie's timescale.
    length: u64,
    /// In the track's timescale; negative for a pause before the sound.
    media_time: i64,
}

/// The `iTunSMPB` note: priming and remainder to cut, in frames at the output rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gapless {
    priming: u64,
    valid: u64,
}

/// What is presented of a track, in frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Presented {
    pub(super) skip: u64,
    pub(super) keep: Option<u64>,
}

impl Movie {
    fn track(&self, id: u32) -> Option<&MovieTrack> {
        self.tracks.iter().find(|t| t.id == id)
    }

    /// Whether the track's handler says sound.
    pub(super) fn is_sound(&self, id: u32) -> bool {
        self.track(id).is_some_and(|t| &t.handler == b"soun")
    }

    /// How many tracks are video.
    pub(super) fn video_tracks(&self) -> usize {
        self.tracks.iter().filter(|t| &t.handler == b"vide").count()
    }

    /// The name of the scheme when the first sound track is locked.
    pub(super) fn protection(&self) -> Option<String> {
        let track = self.tracks.iter().find(|t| &t.handler == b"soun")?;
        match (&track.entry, track.scheme) {
            (b"drms", _) | (_, Some([b'i', b't', b'u', b'n'])) => Some("FairPlay".to_owned()),
            (b"enca", Some(scheme)) => Some(printable(&scheme)),
            (b"enca", None) => Some("unknown scheme".to_owned()),
            _ => None,
        }
    }

    /// The codec by the name that people know.
    pub(super) fn codec_name(&self, id: u32) -> Option<String> {
        let track = self.track(id)?;
        let name = match (&track.entry, track.object_type) {
            (b"mp4a", Some(5)) => "HE-AAC",
            (b"mp4a", Some(29)) => "HE-AAC v2",
            (b"mp4a", Some(1)) => "AAC Main",
            (b"mp4a", Some(3)) => "AAC SSR",
            (b"mp4a", Some(4)) => "AAC LTP",
            (b"mp4a", Some(23)) => "AAC-LD",
            (b"mp4a", Some(36)) => "MPEG-4 ALS",
            (b"mp4a", Some(39)) => "AAC-ELD",
            (b"mp4a", Some(42)) => "xHE-AAC (USAC)",
            (b"mp4a", _) => "AAC",
            (b"ac-3", _) => "AC-3 (Dolby Digital)",
            (b"ec-3", _) => "E-AC-3 (Dolby Digital Plus)",
            (b"ac-4", _) => "AC-4",
            (b"samr" | b"sawb", _) => "AMR",
            (b"QDM2" | b"QDMC", _) => "QDesign Music",
            (b"agsm", _) => "GSM",
            (entry, _) => return Some(format!("MP4 sound of type `{}`", printable(entry))),
        };
        Some(name.to_owned())
    }

    /// The name of an MPEG-4 codec that is not plain AAC-LC.
    pub(super) fn other_mpeg4(&self, id: u32) -> Option<String> {
        let object_type = self.track(id)?.object_type?;
        if object_type == 2 { None } else { self.codec_name(id) }
    }

    /// What is presented of a track that is decoded at `rate`. An edit list rules; without one the iTunes note does.
    ///
    /// Only a list of one edit of sound, with perhaps a pause before it, is honoured: that is what encoders write. The pause
    /// is not presented, as ffmpeg does it. In a fragmented file the list's length is that of its first part only, and cuts
    /// nothing off.
    pub(super) fn presented(&self, id: u32, rate: u32) -> Presented {
        let Some(track) = self.track(id) else { return Presented::default() };
        let mut sound = track.edits.iter().filter(|e| e.media_time >= 0);
        let (edit, more) = (sound.next(), sound.next());
        match (edit, self.gapless) {
            (Some(edit), _) if more.is_none() => Presented {
                skip: scaled(edit.media_time.unsigned_abs(), rate, track.timescale),
                keep: Some(scaled(edit.length, rate, self.timescale)).filter(|&n| n > 0 && !self.fragmented),
            },
            (None, Some(note)) => Presented { skip: note.priming, keep: Some(note.valid).filter(|&n| n > 0) },
            _ => Presented::default(),
        }
    }
}

fn scaled(value: u64, to: u32, from: u32) -> u64 {
    let from = u128::from(from.max(1));
    u64::try_from((u128::from(value) * u128::from(to) + from / 2) / from).unwrap_or(u64::MAX)
}

fn printable(code: &[u8; 4]) -> String {
    code.iter().map(|&b| if b.is_ascii_graphic() { char::from(b) } else { '?' }).collect()
}

/// Reads the `moov` box; `None` when there is none. Damaged boxes are left out, never trusted.
pub(super) fn read(file: &mut File) -> io::Result<Option<Movie>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut at = 0;
    // A file of a million empty boxes is hostile: no real one has more than some dozens at its top.
    for _ in 0..4096 {
        let Some((kind, body, end)) = header(file, at, length)? else { break };
        if &kind == b"moov" {
            let mut movie = Movie::default();
            children(file, body, end, &mut |file, kind, body, end| movie.take(file, kind, body, end))?;
            return Ok(Some(movie));
        }
        at = end;
    }
    Ok(None)
}

type Visit<'v> = &'v mut dyn FnMut(&mut File, [u8; 4], u64, u64) -> io::Result<()>;

/// A box's type, where its body begins and where it ends.
fn header(file: &mut File, at: u64, limit: u64) -> io::Result<Option<([u8; 4], u64, u64)>> {
    if at.saturating_add(8) > limit {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(at))?;
    let mut head = [0; 16];
    let got = fill(file, &mut head)?;
    let (Some(size), Some(kind)) = (be_u32(&head[..got], 0), head.get(4..8)) else { return Ok(None) };
    let (header_bytes, size) = match size {
        0 => (8, limit - at),
        1 => (16, be_u64(&head[..got], 8).unwrap_or(0)),
        n => (8, u64::from(n)),
    };
    let Some(end) = at.checked_add(size) else { return Ok(None) };
    if size < header_bytes || end > limit {
        return Ok(None);
    }
    Ok(Some(([kind[0], kind[1], kind[2], kind[3]], at + header_bytes, end)))
}

fn children(file: &mut File, mut at: u64, end: u64, visit: Visit<'_>) -> io::Result<()> {
    for _ in 0..1024 {
        let Some((kind, body, next)) = header(file, at, end)? else { break };
        visit(file, kind, body, next)?;
        at = next;
    }
    Ok(())
}

fn bytes(file: &mut File, body: u64, end: u64) -> io::Result<Vec<u8>> {
    part(file, body, (end - body).min(MAX_BOX_BYTES))
}

impl Movie {
    fn take(&mut self, file: &mut File, kind: [u8; 4], body: u64, end: u64) -> io::Result<()> {
        match &kind {
            b"mvhd" => {
                let b = bytes(file, body, end)?;
                let at = if b.first() == Some(&1) { 20 } else { 12 };
                self.timescale = be_u32(&b, at).unwrap_or(0);
            }
            b"trak" if self.tracks.len() < MAX_TRACKS => {
                let mut track = MovieTrack::default();
                children(file, body, end, &mut |f, k, b, e| track.take(f, k, b, e))?;
                self.tracks.push(track);
            }
            b"mvex" => self.fragmented = true,
            b"udta" => children(file, body, end, &mut |f, k, b, e| self.take(f, k, b, e))?,
            // A full box: four bytes of version and flags come first.
            b"meta" => children(file, body + 4, end, &mut |f, k, b, e| self.take(f, k, b, e))?,
            b"ilst" => children(file, body, end, &mut |f, k, b, e| {
                if &k == b"----" && self.gapless.is_none() {
                    self.gapless = gapless_note(&bytes(f, b, e)?);
                }
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    }
}

impl MovieTrack {
    fn take(&mut self, file: &mut File, kind: [u8; 4], body: u64, end: u64) -> io::Result<()> {
        match &kind {
            b"mdia" | b"minf" | b"stbl" | b"edts" => {
                children(file, body, end, &mut |f, k, b, e| self.take(f, k, b, e))?;
            }
            b"tkhd" | b"mdhd" => {
                let b = bytes(file, body, end)?;
                let at = if b.first() == Some(&1) { 20 } else { 12 };
                let value = be_u32(&b, at).unwrap_or(0);
                *(if &kind == b"tkhd" { &mut self.id } else { &mut self.timescale }) = value;
            }
            b"hdlr" => {
                if let Some(code) = four(&bytes(file, body, end)?, 8) {
                    self.handler = code;
                }
            }
            b"elst" => self.edits = edit_list(&bytes(file, body, end)?),
            b"stsd" => self.take_entry(&bytes(file, body, end)?),
            _ => {}
        }
        Ok(())
    }

    /// The first sample entry: its code, and what lies within.
    fn take_entry(&mut self, stsd: &[u8]) {
        let Some(entry) = four(stsd, 12) else { return };
        self.entry = entry;
        if let Some(at) = find(stsd, b"schm") {
            self.scheme = four(stsd, at + 8);
        }
        self.object_type = find(stsd, b"esds").and_then(|at| object_type(&stsd[at + 4..]));
    }
}

/// `elst`: version 0 has 32-bit fields, version 1 has 64-bit ones.
fn edit_list(b: &[u8]) -> Vec<Edit> {
    let wide = b.first() == Some(&1);
    let step = if wide { 20 } else { 12 };
    let count = be_u32(b, 4).unwrap_or(0) as usize;
    let rows = b.get(8..).unwrap_or_default().chunks_exact(step).take(count.min(1024));
    rows.filter_map(|row| {
        Some(if wide {
            Edit { length: be_u64(row, 0)?, media_time: be_u64(row, 8)? as i64 }
        } else {
            Edit { length: u64::from(be_u32(row, 0)?), media_time: i64::from(be_u32(row, 4)? as i32) }
        })
    })
    .collect()
}

/// The audio object type in the AudioSpecificConfig, found as the DecoderSpecificInfo (tag 5) of an `esds` body.
fn object_type(esds: &[u8]) -> Option<u8> {
    let at = (4..esds.len().min(64)).find(|&i| {
        // Tag 4 comes before tag 5, thirteen bytes of it between; both have lengths of one to four bytes.
        esds[i] == 5 && i >= 13 && esds[..i].contains(&4)
    })?;
    let mut body = at + 1;
    while esds.get(body)? & 0x80 != 0 && body < at + 4 {
        body += 1;
    }
    let (first, second) = (*esds.get(body + 1)?, *esds.get(body + 2)?);
    Some(match first >> 3 {
        31 => 32 + ((first & 7) << 3 | second >> 5),
        plain => plain,
    })
}

/// An iTunes free-form note named `iTunSMPB`: hexadecimal words, the second the priming, the third the remainder, the
/// fourth the number of valid frames.
fn gapless_note(note: &[u8]) -> Option<Gapless> {
    find(note, b"iTunSMPB")?;
    let data = note.get(find(note, b"data")? + 12..)?;
    let text = std::str::from_utf8(data.get(..data.len().min(256))?).ok()?;
    let mut words = text.split_ascii_whitespace().skip(1).map(|word| u64::from_str_radix(word, 16));
    let (priming, _remainder, valid) = (words.next()?.ok()?, words.next()?.ok()?, words.next()?.ok()?);
    Some(Gapless { priming, valid })
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

fn four(b: &[u8], at: usize) -> Option<[u8; 4]> {
    b.get(at..at + 4)?.try_into().ok()
}

fn be_u32(b: &[u8], at: usize) -> Option<u32> {
    four(b, at).map(u32::from_be_bytes)
}

fn be_u64(b: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(be_u32(b, at)?) << 32 | u64::from(be_u32(b, at + 4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_list_of_one_edit_cuts_priming_and_padding() {
        let movie = Movie {
            timescale: 1000,
            tracks: vec![MovieTrack {
                id: 1,
                timescale: 44_100,
                edits: vec![Edit { length: 500, media_time: -1 }, Edit { length: 2000, media_time: 1024 }],
                ..MovieTrack::default()
            }],
            gapless: Some(Gapless { priming: 9, valid: 9 }),
            fragmented: false,
        };
        assert_eq!(movie.presented(1, 44_100), Presented { skip: 1024, keep: Some(88_200) });
        assert_eq!(movie.presented(2, 44_100), Presented::default());
    }

    #[test]
    fn the_itunes_note_is_read() {
        let note = b"\0\0\0\x1cmean\0\0\0\0com.apple.iTunes\0\0\0\x14name\0\0\0\0iTunSMPB\0\0\0\x84data\0\0\0\x01\0\0\0\0 00000000 00000840 000001CA 00000000003F31F6 00000000";
        assert_eq!(gapless_note(note), Some(Gapless { priming: 0x840, valid: 0x003F_31F6 }));
        assert_eq!(gapless_note(b"iTunSMPB data"), None);
    }
}
