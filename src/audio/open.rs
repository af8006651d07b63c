//! Opening a file and finding its container and its tracks.

use std::fs::File;
use std::io;
use std::path::Path;

use symphonia::core::common::Limit;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use super::codec::{self, foreign_codec, impossible_wave, wave_format};
use super::codec_calls::{fenced, reason};
use super::container::Container;
use super::{Error, mp4, mpeg_frames, part, rewrap, sniff};

/// How much of a file's head is looked at to name it.
const HEAD_BYTES: u64 = 16 * 1024;
/// How much of a file without a container is searched for frames of MPEG audio or ADTS.
const SEARCHED_BYTES: u64 = 1 << 20;
/// Tags that stand in front of the sound, one behind the other.
const MOST_TAGS: usize = 8;

/// An open file with what its containers say.
pub(super) struct Opened {
    pub(super) reader: Box<dyn FormatReader>,
    pub(super) container: Container,
    pub(super) head: Vec<u8>,
    pub(super) mp4: Option<mp4::Movie>,
    /// Whether bytes that the container promises are not in the file.
    pub(super) cut_short: bool,
}

/// Words for a refusal by the operating system.
pub(super) fn open_error(path: &Path, source: io::Error) -> Error {
    let path = path.to_owned();
    match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path },
        io::ErrorKind::IsADirectory => Error::Directory { path },
        _ => Error::Read { path, source },
    }
}

/// Opens a file and finds its container.
pub(super) fn open(path: &Path) -> Result<Opened, Error> {
    let refused = |source| open_error(path, source);
    let mut file = File::open(path).map_err(refused)?;
    let facts = file.metadata().map_err(refused)?;
    if facts.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    let head = part::part(&mut file, 0, HEAD_BYTES).map_err(refused)?;
    if head.is_empty() {
        return Err(Error::Empty { path: path.to_owned() });
    }
    let behind_tags = behind_tags(&mut file, &head).map_err(refused)?;
    let tagged = if behind_tags > 0 { part::part(&mut file, behind_tags, HEAD_BYTES).map_err(refused)? } else { Vec::new() };
    let head = if tagged.is_empty() { head } else { tagged };
    let looks_like = sniff::looks_like(&head);
    let promised = Container::promised_by(&head);
    if promised.is_none() && sniff::is_certainly_not_audio(&head) {
        return Err(Error::NotAudio { path: path.to_owned(), looks_like });
    }
    let mp4 = if promised == Some(Container::Mp4) { mp4::read(&mut file).map_err(refused)? } else { None };
    if let Some(scheme) = mp4.as_ref().and_then(mp4::Movie::protection) {
        return Err(Error::Protected { path: path.to_owned(), scheme });
    }
    if promised == Some(Container::Wav) {
        if let Some(reason) = impossible_wave(&head) {
            return Err(Error::Damaged { path: path.to_owned(), container: Container::Wav.named(), reason });
        }
        if let Some(codec) = wave_format(&head) {
            return Err(Error::UnsupportedCodec { path: path.to_owned(), codec });
        }
    }
    let rewrap = match promised {
        None => Some(frames(path, &mut file, behind_tags, looks_like)?),
        Some(_) => rewrap::rewrap(&mut file).map_err(refused)?,
    };
    let framed = rewrap.as_ref().and_then(|r| r.frames);
    if promised == Some(Container::Wav) && framed.is_none() && codec::is_mpeg_in_wave(&head) {
        let reason = "it says that it holds MPEG audio, and no frames of it follow each other".to_owned();
        return Err(Error::Damaged { path: path.to_owned(), container: Container::Wav.named(), reason });
    }
    let cut_short = rewrap.as_ref().is_some_and(|r| r.missing > 0);
    let source: Box<dyn MediaSource> = match rewrap {
        Some(rewrap) => Box::new(rewrap),
        None => Box::new(File::open(path).map_err(refused)?),
    };
    let reader = fenced(|| find_reader(source)).map_err(|fault| not_opened(path, &head, promised, looks_like, fault))?;
    let container = Container::of(reader.as_ref())
        .filter(|found| framed.map_or_else(|| promised == Some(*found), |kind| container_of(kind) == *found))
        .ok_or_else(|| not_as_promised(path, promised))?;
    Ok(Opened { reader, container, head, mp4, cut_short })
}

/// How many bytes ID3v2 tags take at the start: what the file really is stands behind them.
fn behind_tags(file: &mut File, head: &[u8]) -> io::Result<u64> {
    let mut start = head.get(..10).unwrap_or(head).to_vec();
    let mut at = 0;
    for _ in 0..MOST_TAGS {
        let [b'I', b'D', b'3', _, _, flags, a, b, c, d] = start[..] else { break };
        let size = [a, b, c, d].iter().fold(0u64, |n, &byte| n << 7 | u64::from(byte & 0x7f));
        let footer = if flags & 0x10 != 0 { 10 } else { 0 };
        at += 10 + size + footer;
        start = part::part(file, at, 10)?;
    }
    Ok(at)
}

/// The stream of frames in a file that begins like no container, from its first coherent frame on. A file that begins with a
/// tag or with a frame is read from its start: the tag is of use, and a damaged frame counts as damage.
fn frames(path: &Path, file: &mut File, behind_tags: u64, looks_like: &'static str) -> Result<rewrap::Rewrapped, Error> {
    let refused = |source| open_error(path, source);
    let searched = part::part(file, behind_tags, SEARCHED_BYTES).map_err(refused)?;
    let stream = mpeg_frames::find(&searched, (searched.len() as u64) < SEARCHED_BYTES);
    let stream = stream.ok_or_else(|| Error::NotAudio { path: path.to_owned(), looks_like })?;
    let begins_with_frame = matches!(searched[..], [0xff, 0xe0..=0xff, ..]);
    let from = if stream.from == 0 || behind_tags > 0 || begins_with_frame { 0 } else { stream.from as u64 };
    rewrap::bare_frames(file, from, None, stream.kind).map_err(refused)
}

fn container_of(kind: mpeg_frames::FrameKind) -> Container {
    match kind {
        mpeg_frames::FrameKind::Mpeg => Container::Mpeg,
        mpeg_frames::FrameKind::Adts => Container::Adts,
    }
}

/// The reader found something else than what the file's first bytes say.
fn not_as_promised(path: &Path, promised: Option<Container>) -> Error {
    let path = path.to_owned();
    match promised {
        Some(container) => {
            Error::Damaged { path, container: container.named(), reason: "no sound was found in it".to_owned() }
        }
        None => Error::NotAudio { path, looks_like: "binary data of an unknown kind" },
    }
}

fn find_reader(source: Box<dyn MediaSource>) -> Result<Box<dyn FormatReader>, Fault> {
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    // Pictures are of no use here, and a tag of more than a megabyte is no tag.
    let meta = MetadataOptions::default().limit_tag_bytes(Limit::Maximum(1 << 20)).limit_visual_bytes(Limit::Maximum(0));
    symphonia::default::get_probe().probe(&Hint::new(), stream, FormatOptions::default(), meta)
}

fn not_opened(path: &Path, head: &[u8], promised: Option<Container>, looks_like: &'static str, fault: Fault) -> Error {
    let path = path.to_owned();
    let Some(container) = promised else {
        return match fault {
            Fault::IoError(source) if source.kind() != io::ErrorKind::UnexpectedEof => Error::Read { path, source },
            _ => Error::NotAudio { path, looks_like },
        };
    };
    if let Some(codec) = foreign_codec(container, head, None) {
        return Error::UnsupportedCodec { path, codec };
    }
    Error::Damaged { path, container: container.named(), reason: reason(&fault) }
}

/// The audio tracks, in the file's order: those whose parameters say so, and those of unknown codec in a file that has no
/// video either.
pub(super) fn audio_tracks(opened: &Opened) -> Vec<Track> {
    let by_handler = |track: &Track| opened.mp4.as_ref().is_some_and(|movie| movie.is_sound(track.id));
    opened
        .reader
        .tracks()
        .iter()
        .filter(|track| track.track_type() == Some(TrackType::Audio) || by_handler(track))
        .cloned()
        .collect()
}

/// What a file without sound holds, as "1 video track".
pub(super) fn holds(opened: &Opened) -> String {
    let tracks = opened.reader.tracks();
    let video = tracks.iter().filter(|t| t.track_type() == Some(TrackType::Video)).count();
    let video = video.max(opened.mp4.as_ref().map_or(0, mp4::Movie::video_tracks));
    match (tracks.len(), video) {
        (0, 0) => "no track at all".to_owned(),
        (_, 1) => "1 video track".to_owned(),
        (_, n) if n > 1 => format!("{n} video tracks"),
        (n, _) => format!("{n} other track{}", if n == 1 { "" } else { "s" }),
    }
}
