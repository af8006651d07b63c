//! Chapters in the tag of an MP3: CHAP and CTOC frames of the ID3v2 chapter addendum. What else the tag holds, and the sound, stay to
//! the byte.

use super::CueTrack;

/// The most chapters: a table of contents counts them in one byte.
const MOST: usize = 255;
/// Bytes of the head of a tag, and of that of a frame.
const HEAD: usize = 10;

/// Why chapters could not be put into a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Id3Error {
    /// Another kind of file.
    #[error("it is no MP3: it begins neither with an ID3v2 tag nor with a frame of sound")]
    NotMp3,
    /// A tag of a version that has no chapters.
    #[error("its tag has the version ID3v2.{version}; chapters can stand in ID3v2.3 and ID3v2.4")]
    Version {
        /// The version, as in `ID3v2.2`.
        version: u8,
    },
    /// A tag that is cut off or says what cannot be.
    #[error("its ID3v2 tag is damaged")]
    Damaged,
    /// More chapters than a table of contents can list.
    #[error("there are {count} chapters, and an ID3 table of contents lists {MOST} at most")]
    TooMany {
        /// How many.
        count: usize,
    },
}

/// A tag, ID3v2.4, with the cues of `track` as chapters and nothing else: to be put in front of an MP3 that has none.
///
/// # Errors
/// [`Id3Error::TooMany`].
pub fn id3_chapters(track: &CueTrack) -> Result<Vec<u8>, Id3Error> {
    Ok(tag(4, &frames(track, 4)?))
}

/// A copy of `mp3` with the cues of `track` as chapters. Chapters that it had are replaced; all other frames of its tag, and
/// every byte behind the tag, stay as they are.
///
/// # Errors
/// [`Id3Error`].
pub fn with_id3_chapters(mp3: &[u8], track: &CueTrack) -> Result<Vec<u8>, Id3Error> {
    if !mp3.starts_with(b"ID3") {
        let is_sound = matches!(mp3, [0xff, second, ..] if second & 0xe0 == 0xe0);
        let tag = id3_chapters(track)?;
        return if is_sound { Ok([&tag, mp3].concat()) } else { Err(Id3Error::NotMp3) };
    }
    let head = mp3.get(..HEAD).ok_or(Id3Error::Damaged)?;
    let (version, flags) = (head[3], head[5]);
    if !matches!(version, 3 | 4) {
        return Err(Id3Error::Version { version });
    }
    let end = HEAD + synchsafe(&head[6..]).ok_or(Id3Error::Damaged)?;
    let body = mp3.get(HEAD..end).ok_or(Id3Error::Damaged)?;
    let footer = if version == 4 && flags & 0x10 != 0 { HEAD } else { 0 };
    let sound = mp3.get(end + footer..).ok_or(Id3Error::Damaged)?;
    // In the older version the whole tag is spelt so that no byte of it looks like the start of sound.
    let body = if version == 3 && flags & 0x80 != 0 { resynchronised(body) } else { body.to_vec() };
    let mut kept = kept(&body, version, flags & 0x40 != 0)?;
    kept.extend(frames(track, version)?);
    Ok([&tag(version, &kept), sound].concat())
}

/// All frames but those of chapters.
fn kept(body: &[u8], version: u8, is_extended: bool) -> Result<Vec<u8>, Id3Error> {
    let mut at = 0;
    if is_extended {
        let size = body.get(..4).ok_or(Id3Error::Damaged)?;
        // The newer version counts the four bytes of the size itself.
        at = if version == 4 { synchsafe(size) } else { plain(size).map(|size| size + 4) }.ok_or(Id3Error::Damaged)?;
    }
    let mut kept = Vec::new();
    while let Some(head) = body.get(at..at + HEAD).filter(|head| head[0] != 0) {
        if !head[..4].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
            return Err(Id3Error::Damaged);
        }
        let size = if version == 4 { synchsafe(&head[4..8]) } else { plain(&head[4..8]) };
        let end = size.and_then(|size| (at + HEAD).checked_add(size)).ok_or(Id3Error::Damaged)?;
        let frame = body.get(at..end).ok_or(Id3Error::Damaged)?;
        if !frame.starts_with(b"CHAP") && !frame.starts_with(b"CTOC") {
            kept.extend_from_slice(frame);
        }
        at = end;
    }
    Ok(kept)
}

/// The table of contents and the chapters.
fn frames(track: &CueTrack, version: u8) -> Result<Vec<u8>, Id3Error> {
    let count = track.cues().len();
    let entries = u8::try_from(count).map_err(|_| Id3Error::TooMany { count })?;
    let id = |index: usize| format!("chp{index}\0");
    // The top of all tables, and in order.
    let mut contents = [&b"toc\0"[..], &[3, entries]].concat();
    (0..count).for_each(|index| contents.extend(id(index).as_bytes()));
    let mut out = frame(b"CTOC", version, &contents);
    for (index, cue) in track.cues().iter().enumerate() {
        let mut body = id(index).into_bytes();
        for time in [cue.span().start(), cue.span().end()] {
            body.extend(time.as_millis().to_be_bytes());
        }
        // No offsets in bytes: the times count.
        body.extend([0xff; 8]);
        body.extend(frame(b"TIT2", version, &text(&cue.text(), version)));
        out.extend(frame(b"CHAP", version, &body));
    }
    Ok(out)
}

/// A text with the sign of its encoding in front: UTF-16 in the older version, which knows no UTF-8.
fn text(text: &str, version: u8) -> Vec<u8> {
    if version == 4 {
        return [&[3], text.as_bytes()].concat();
    }
    let mut out = vec![1, 0xff, 0xfe];
    text.encode_utf16().for_each(|unit| out.extend(unit.to_le_bytes()));
    out
}

fn frame(name: &[u8; 4], version: u8, body: &[u8]) -> Vec<u8> {
    let size = if version == 4 { spelt_synchsafe(body.len()) } else { (body.len() as u32).to_be_bytes() };
    [&name[..], &size, &[0, 0], body].concat()
}

fn tag(version: u8, frames: &[u8]) -> Vec<u8> {
    [&b"ID3"[..], &[version, 0, 0], &spelt_synchsafe(frames.len()), frames].concat()
}

/// Four bytes of seven bits each.
fn synchsafe(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.get(..4)?;
    bytes.iter().all(|b| *b < 0x80).then(|| bytes.iter().fold(0, |all, b| all << 7 | usize::from(*b)))
}

fn spelt_synchsafe(number: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (number >> shift & 0x7f) as u8)
}

fn plain(bytes: &[u8]) -> Option<usize> {
    Some(bytes.get(..4)?.iter().fold(0, |all, b| all << 8 | usize::from(*b)))
}

/// Bytes without the zeros that were put behind each 0xFF.
fn resynchronised(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut last = 0;
    for byte in bytes {
        if !(last == 0xff && *byte == 0) {
            out.push(*byte);
        }
        last = *byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Cue, Turn};
    use crate::text::Language;
    use crate::time::Span;

    fn track(titles: &[&str]) -> CueTrack {
        let cue = |(n, title): (usize, &&str)| {
            let start = n as u32 * 10_000;
            Cue::new(Span::from_millis(start, start + 10_000), vec![Turn::of(vec![(*title).to_owned()])]).unwrap()
        };
        CueTrack::new(Language::english(), titles.iter().enumerate().map(cue).collect()).unwrap()
    }

    const SOUND: &[u8] = &[0xff, 0xfb, 0x90, 0x44, 1, 2, 3];

    #[test]
    fn the_sound_and_the_other_frames_stay_to_the_byte() {
        for version in [3, 4] {
            let title = frame(b"TIT2", version, &text("A report", version));
            let old = [tag(version, &[title.clone(), frame(b"CHAP", version, b"old"), vec![0; 9]].concat()), SOUND.to_vec()]
                .concat();
            let new = with_id3_chapters(&old, &track(&["One", "مجلس"])).unwrap();
            assert!(new.ends_with(SOUND));
            let body = &new[HEAD..new.len() - SOUND.len()];
            assert!(body.starts_with(&title) && !body.windows(3).any(|three| three == b"old"));
            assert_eq!(synchsafe(&new[6..10]), Some(body.len()));
            assert_eq!(with_id3_chapters(&new, &track(&["One", "مجلس"])).unwrap(), new, "again the same");
        }
        assert!(with_id3_chapters(SOUND, &track(&["One"])).unwrap().ends_with(SOUND));
    }

    #[test]
    fn what_cannot_be_done_is_told() {
        let refused = |bytes: &[u8]| with_id3_chapters(bytes, &track(&["One"])).unwrap_err();
        assert_eq!(refused(b"RIFF"), Id3Error::NotMp3);
        assert_eq!(refused(b""), Id3Error::NotMp3);
        assert_eq!(refused(b"ID3\x02\0\0\0\0\0\0"), Id3Error::Version { version: 2 });
        assert_eq!(refused(b"ID3\x04\0\0\0\0\x7f\x7f"), Id3Error::Damaged);
        assert_eq!(refused(b"ID3"), Id3Error::Damaged);
        assert_eq!(id3_chapters(&track(&["x"; 256])).unwrap_err(), Id3Error::TooMany { count: 256 });
    }
}
