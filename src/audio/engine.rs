//! The one door to symphonia: opening a file, naming what is in it, and reading packets so that no input can do more harm
//! than an error.

use std::any::Any;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;

use symphonia::core::codecs::audio::well_known as id;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::common::Limit;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::well_known as form;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use super::{Error, mp4, part, recast, sniff};

/// How much of a file's head is looked at to name it.
const HEAD_BYTES: u64 = 16 * 1024;

/// The container kinds that differ in where sound begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Wav,
    Aiff,
    Caf,
    Flac,
    Mpeg,
    Adts,
    Mp4,
    Ogg,
    Matroska,
}

impl Container {
    /// Its name with an article, for a sentence.
    pub(super) fn named(self) -> &'static str {
        match self {
            Container::Wav => "a WAV file",
            Container::Aiff => "an AIFF file",
            Container::Caf => "a CAF file",
            Container::Flac => "a FLAC file",
            Container::Mpeg => "an MP3 file",
            Container::Adts => "an AAC (ADTS) file",
            Container::Mp4 => "an MP4 file",
            Container::Ogg => "an Ogg file",
            Container::Matroska => "a Matroska or WebM file",
        }
    }

    /// Its short name, for a table.
    pub(super) fn label(self) -> &'static str {
        match self {
            Container::Wav => "WAV",
            Container::Aiff => "AIFF",
            Container::Caf => "CAF",
            Container::Flac => "FLAC",
            Container::Mpeg => "MPEG audio",
            Container::Adts => "ADTS",
            Container::Mp4 => "MP4",
            Container::Ogg => "Ogg",
            Container::Matroska => "Matroska",
        }
    }

    fn of(reader: &dyn FormatReader) -> Option<Self> {
        Some(match reader.format_info().format {
            form::FORMAT_ID_WAVE => Container::Wav,
            form::FORMAT_ID_AIFF => Container::Aiff,
            form::FORMAT_ID_CAF => Container::Caf,
            form::FORMAT_ID_FLAC => Container::Flac,
            form::FORMAT_ID_MP1 | form::FORMAT_ID_MP2 | form::FORMAT_ID_MP3 => Container::Mpeg,
            form::FORMAT_ID_ADTS => Container::Adts,
            form::FORMAT_ID_ISOMP4 => Container::Mp4,
            form::FORMAT_ID_OGG => Container::Ogg,
            form::FORMAT_ID_MKV => Container::Matroska,
            _ => return None,
        })
    }

    /// What the first bytes promise, for words about a file whose reading failed.
    fn promised_by(head: &[u8]) -> Option<Self> {
        let starts = |at: usize, magic: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(magic));
        Some(match () {
            () if starts(8, b"WAVE") && [&b"RIFF"[..], b"RF64", b"BW64"].iter().any(|m| starts(0, m)) => Container::Wav,
            () if starts(0, b"FORM") && starts(8, b"AIF") => Container::Aiff,
            () if starts(0, b"caff") => Container::Caf,
            () if starts(0, b"fLaC") => Container::Flac,
            () if starts(4, b"ftyp") => Container::Mp4,
            () if starts(0, b"OggS") => Container::Ogg,
            () if starts(0, b"\x1a\x45\xdf\xa3") => Container::Matroska,
            () => return None,
        })
    }
}

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
    let head = after_tag(&mut file, head).map_err(refused)?;
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
    let recast = recast::recast(&mut file).map_err(refused)?;
    let cut_short = recast.as_ref().is_some_and(|r| r.missing > 0);
    let source: Box<dyn MediaSource> = match recast {
        Some(recast) => Box::new(recast),
        None => Box::new(File::open(path).map_err(refused)?),
    };
    let reader = fenced(|| find_reader(source)).map_err(|fault| not_opened(path, &head, promised, looks_like, fault))?;
    let container = Container::of(reader.as_ref())
        .ok_or_else(|| Error::NotAudio { path: path.to_owned(), looks_like: "binary data of an unknown kind" })?;
    Ok(Opened { reader, container, head, mp4, cut_short })
}

/// The bytes after an ID3v2 tag, when there is one: what the file really is stands behind it.
fn after_tag(file: &mut File, head: Vec<u8>) -> io::Result<Vec<u8>> {
    let [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] = head[..] else { return Ok(head) };
    let size = [a, b, c, d].iter().fold(0u64, |n, &byte| n << 7 | u64::from(byte & 0x7f));
    let footer = if flags & 0x10 != 0 { 10 } else { 0 };
    let behind = part::part(file, 10 + size + footer, HEAD_BYTES)?;
    Ok(if behind.is_empty() { head } else { behind })
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
    Error::Damaged { path, container: container.named(), reason: words(&fault) }
}

/// What went wrong, without the engine's prefixes.
pub(super) fn words(fault: &Fault) -> String {
    match fault {
        Fault::IoError(e) if e.kind() == io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        Fault::IoError(e) => e.to_string(),
        Fault::DecodeError(what) | Fault::Unsupported(what) | Fault::LimitError(what) => (*what).to_owned(),
        other => other.to_string(),
    }
}

/// Runs engine code; a panic in it (an assertion of the engine that some damaged file breaks) becomes an error.
pub(super) fn fenced<T>(run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        drop::<Box<dyn Any + Send>>(panic);
        Err(Fault::DecodeError("the decoder gave up on damaged data"))
    })
}

/// The next packet of any track, with panics fenced.
pub(super) fn next_packet(reader: &mut dyn FormatReader) -> Result<Option<Packet>, Fault> {
    fenced(|| reader.next_packet())
}

/// A decoder for `params`. Packets come to it with their trims taken off; its own gapless mode stays on only because the
/// Vorbis decoder then keeps the half window before the first sound to itself.
pub(super) fn decoder_for(params: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>, Fault> {
    static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
        let mut codecs = CodecRegistry::new();
        symphonia::default::register_enabled_codecs(&mut codecs);
        codecs.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
        codecs
    });
    fenced(|| CODECS.make_audio_decoder(params, &AudioDecoderOptions::default()))
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

/// The codec's name for a person.
pub(super) fn codec_name(codec: AudioCodecId) -> String {
    let name = match codec {
        id::CODEC_ID_MP1 => "MPEG Layer I",
        id::CODEC_ID_MP2 => "MPEG Layer II",
        id::CODEC_ID_MP3 => "MP3",
        id::CODEC_ID_AAC => "AAC-LC",
        id::CODEC_ID_VORBIS => "Vorbis",
        id::CODEC_ID_OPUS => "Opus",
        id::CODEC_ID_FLAC => "FLAC",
        id::CODEC_ID_ALAC => "ALAC",
        id::CODEC_ID_PCM_ALAW => "A-law",
        id::CODEC_ID_PCM_MULAW => "µ-law",
        id::CODEC_ID_ADPCM_MS => "MS ADPCM",
        id::CODEC_ID_ADPCM_IMA_WAV | id::CODEC_ID_ADPCM_IMA_QT => "IMA ADPCM",
        id::CODEC_ID_PCM_F32LE | id::CODEC_ID_PCM_F32BE => "PCM float 32",
        id::CODEC_ID_PCM_F64LE | id::CODEC_ID_PCM_F64BE => "PCM float 64",
        id::CODEC_ID_PCM_U8 | id::CODEC_ID_PCM_S8 => "PCM 8 bit",
        id::CODEC_ID_PCM_S16LE | id::CODEC_ID_PCM_S16BE => "PCM 16 bit",
        id::CODEC_ID_PCM_S24LE | id::CODEC_ID_PCM_S24BE => "PCM 24 bit",
        id::CODEC_ID_PCM_S32LE | id::CODEC_ID_PCM_S32BE => "PCM 32 bit",
        id::CODEC_ID_SPEEX => "Speex",
        id::CODEC_ID_MUSEPACK => "Musepack",
        id::CODEC_ID_AC3 => "AC-3 (Dolby Digital)",
        id::CODEC_ID_EAC3 => "E-AC-3 (Dolby Digital Plus)",
        id::CODEC_ID_AC4 => "AC-4",
        id::CODEC_ID_DCA => "DTS",
        id::CODEC_ID_WMA => "Windows Media Audio",
        id::CODEC_ID_WAVPACK => "WavPack",
        id::CODEC_ID_MONKEYS_AUDIO => "Monkey's Audio",
        id::CODEC_ID_TTA => "True Audio",
        id::CODEC_ID_TRUEHD => "TrueHD",
        id::CODEC_ID_ATRAC3 | id::CODEC_ID_ATRAC3PLUS => "ATRAC3",
        _ => return "an unknown codec".to_owned(),
    };
    name.to_owned()
}

/// Names a codec that the engine does not know at all, out of the container's own words.
pub(super) fn foreign_codec(container: Container, head: &[u8], movie: Option<(&mp4::Movie, u32)>) -> Option<String> {
    let has = |needle: &[u8]| head.windows(needle.len()).any(|w| w == needle);
    match container {
        Container::Mp4 => movie.and_then(|(movie, track)| movie.codec_name(track)),
        Container::Ogg if has(b"Speex   ") => Some("Speex".to_owned()),
        Container::Matroska => {
            let at = head.windows(2).position(|w| w == b"A_")?;
            let name: String =
                head[at + 2..].iter().take(24).take_while(|b| b.is_ascii_graphic()).map(|&b| char::from(b)).collect();
            (name.len() > 2).then_some(name)
        }
        Container::Wav => wave_format(head),
        _ => None,
    }
}

/// Names of `wFormatTag` values (RFC 2361) that newsrooms' archives may hold and the engine does not read.
fn wave_format(head: &[u8]) -> Option<String> {
    let fmt = head.windows(4).position(|w| w == b"fmt ")? + 8;
    let tag = u16::from_le_bytes([*head.get(fmt)?, *head.get(fmt + 1)?]);
    if tag == 1 {
        return padded_pcm(head, fmt);
    }
    let name = match tag {
        0x0002 | 0x0003 | 0x0006 | 0x0007 | 0x0011 | 0xfffe => return None,
        0x0031 => "GSM 6.10 in WAV",
        0x0045 => "G.726 in WAV",
        0x0050 => "MPEG Layer II in WAV",
        0x0055 => "MP3 in WAV",
        0x0065 | 0x028f => "G.722 in WAV",
        0x00ff => "AAC in WAV",
        0x0160..=0x0163 => "Windows Media Audio in WAV",
        0x2000 => "AC-3 in WAV",
        _ => return Some(format!("WAV of format {tag:#06x}")),
    };
    Some(name.to_owned())
}

/// Plain PCM whose samples are narrower than their containers: which end is padding is nowhere said, so nothing is guessed.
fn padded_pcm(head: &[u8], fmt: usize) -> Option<String> {
    let word = |at: usize| Some(u16::from_le_bytes([*head.get(fmt + at)?, *head.get(fmt + at + 1)?]));
    let (channels, block, bits) = (word(2)?, word(12)?, word(14)?);
    let bytes = block.checked_div(channels)?;
    (bits.div_ceil(8) < bytes).then(|| format!("PCM of {bits} bits in {bytes} bytes"))
}

/// More channels than a frame's size of 16 bits can hold, which the engine multiplies unchecked.
fn impossible_wave(head: &[u8]) -> Option<String> {
    let fmt = head.windows(4).position(|w| w == b"fmt ")? + 8;
    let word = |at: usize| Some(u16::from_le_bytes([*head.get(fmt + at)?, *head.get(fmt + at + 1)?]));
    let (channels, bits) = (u32::from(word(2)?), u32::from(word(14)?));
    (channels > 256 || channels * bits.div_ceil(8).max(1) > u32::from(u16::MAX))
        .then(|| format!("it says {channels} channels of {bits} bits"))
}
