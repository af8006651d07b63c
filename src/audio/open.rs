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
use super::mpeg_frames::FrameKind;
use super::rewrapped::Rewrapped;
use super::{Error, mp4, mpeg_frames, part, rewrap, sniff};

/// So many bytes of a file's head are looked at to name it.
const HEAD_BYTES: u64 = 16 * 1024;
/// So many bytes of a file without a container are searched for frames of MPEG audio or ADTS.
const SEARCHED_BYTES: u64 = 1 << 20;
/// At most so many tags may stand before the sound, one behind the other.
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
    if file.metadata().map_err(refused)?.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    let start = Start::read(path, &mut file)?;
    let mp4 = start.checked(path, &mut file)?;
    let rewrapped = match start.promised {
        None => Some(frames(path, &mut file, &start)?),
        Some(_) => rewrap::rewrap(&mut file).map_err(refused)?,
    };
    let frames = rewrapped.as_ref().and_then(|r| r.frames);
    if start.promised == Some(Container::Wav) && frames.is_none() && codec::is_mpeg_in_wave(&start.head) {
        let reason = "it says that it holds MPEG audio, and no frames of it follow each other".to_owned();
        return Err(Error::Damaged { path: path.to_owned(), container: Container::Wav.named(), reason });
    }
    if frames == Some(FrameKind::ForbiddenLayerTwo) {
        let codec = "MPEG Layer II at a bit rate that its standard forbids for so many channels".to_owned();
        return Err(Error::UnsupportedCodec { path: path.to_owned(), codec });
    }
    let cut_short = rewrapped.as_ref().is_some_and(|r| r.missing > 0);
    let source: Box<dyn MediaSource> = match rewrapped {
        Some(rewrapped) => Box::new(rewrapped),
        None => Box::new(File::open(path).map_err(refused)?),
    };
    let reader = fenced(|| find_reader(source)).map_err(|fault| not_opened(path, &start, fault))?;
    let expected = frames.map(container_of).or(start.promised);
    let container = Container::of(reader.as_ref())
        .filter(|found| expected == Some(*found))
        .ok_or_else(|| not_as_promised(path, start.promised))?;
    Ok(Opened { reader, container, head: start.head, mp4, cut_short })
}

/// What the first bytes of a file say.
struct Start {
    /// The first bytes behind the tags.
    head: Vec<u8>,
    /// How many bytes of tags stand before them.
    tags: u64,
    looks_like: &'static str,
    promised: Option<Container>,
}

impl Start {
    fn read(path: &Path, file: &mut File) -> Result<Self, Error> {
        let refused = |source| open_error(path, source);
        let mut head = part::part(file, 0, HEAD_BYTES).map_err(refused)?;
        if head.is_empty() {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let tags = behind_tags(file, &head).map_err(refused)?;
        if tags > 0 {
            let tagged = part::part(file, tags, HEAD_BYTES).map_err(refused)?;
            head = if tagged.is_empty() { head } else { tagged };
        }
        let (looks_like, promised) = (sniff::looks_like(&head), Container::promised_by(&head));
        Ok(Self { head, tags, looks_like, promised })
    }

    /// Refuses what can be refused by the first bytes alone; of an MP4 file gives what it says of its tracks.
    fn checked(&self, path: &Path, file: &mut File) -> Result<Option<mp4::Movie>, Error> {
        let path = path.to_owned();
        if self.promised.is_none() && sniff::is_certainly_not_audio(&self.head) {
            return Err(Error::NotAudio { path, looks_like: self.looks_like });
        }
        if self.promised == Some(Container::Wav) {
            if let Some(reason) = impossible_wave(&self.head) {
                return Err(Error::Damaged { path, container: Container::Wav.named(), reason });
            }
            if let Some(codec) = wave_format(&self.head) {
                return Err(Error::UnsupportedCodec { path, codec });
            }
        }
        if self.promised != Some(Container::Mp4) {
            return Ok(None);
        }
        let movie = mp4::read(file).map_err(|source| open_error(&path, source))?;
        match movie.as_ref().and_then(mp4::Movie::protection) {
            Some(scheme) => Err(Error::Protected { path, scheme }),
            None => Ok(movie),
        }
    }
}

/// The length of the ID3v2 tags at the start, in bytes: what the file really is stands behind them.
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
fn frames(path: &Path, file: &mut File, start: &Start) -> Result<Rewrapped, Error> {
    let refused = |source| open_error(path, source);
    let searched = part::part(file, start.tags, SEARCHED_BYTES).map_err(refused)?;
    let stream = mpeg_frames::find(&searched, (searched.len() as u64) < SEARCHED_BYTES);
    let stream = stream.ok_or_else(|| Error::NotAudio { path: path.to_owned(), looks_like: start.looks_like })?;
    let begins_with_frame = matches!(searched[..], [0xff, 0xe0..=0xff, ..]);
    let from = if stream.from == 0 || start.tags > 0 || begins_with_frame { 0 } else { stream.from as u64 };
    Rewrapped::bare_frames(file, from, None, stream.kind).map_err(refused)
}

fn container_of(kind: FrameKind) -> Container {
    match kind {
        FrameKind::Mpeg | FrameKind::ForbiddenLayerTwo => Container::Mpeg,
        FrameKind::Adts => Container::Adts,
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

fn not_opened(path: &Path, start: &Start, fault: Fault) -> Error {
    let path = path.to_owned();
    let Some(container) = start.promised else {
        return match fault {
            Fault::IoError(source) if source.kind() != io::ErrorKind::UnexpectedEof => Error::Read { path, source },
            _ => Error::NotAudio { path, looks_like: start.looks_like },
        };
    };
    if let Some(codec) = foreign_codec(container, &start.head, None) {
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
