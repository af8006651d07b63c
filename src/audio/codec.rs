//! Names of codecs, those that cannot be decoded included.

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::well_known as id;

use super::container::Container;
use super::mp4;

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

/// Names a codec that symphonia does not know at all, out of the container's own words.
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

/// Names of `wFormatTag` values (RFC 2361) that newsrooms' archives may hold and symphonia does not read.
pub(super) fn wave_format(head: &[u8]) -> Option<String> {
    let fmt = head.windows(4).position(|w| w == b"fmt ")? + 8;
    let tag = u16::from_le_bytes([*head.get(fmt)?, *head.get(fmt + 1)?]);
    if tag == 1 {
        return padded_pcm(head, fmt);
    }
    let name = match tag {
        // MPEG audio is decoded where its frames are coherent (`rewrap`).
        0x0002 | 0x0003 | 0x0006 | 0x0007 | 0x0011 | 0x0050 | 0x0055 | 0xfffe => return None,
        0x0031 => "GSM 6.10 in WAV",
        0x0045 => "G.726 in WAV",
        0x0065 | 0x028f => "G.722 in WAV",
        0x00ff => "AAC in WAV",
        0x0160..=0x0163 => "Windows Media Audio in WAV",
        0x2000 => "AC-3 in WAV",
        _ => return Some(format!("WAV of format {tag:#06x}")),
    };
    Some(name.to_owned())
}

/// Whether a WAV file says that it holds MPEG audio (Layers I and II, or III).
pub(super) fn is_mpeg_in_wave(head: &[u8]) -> bool {
    let at = head.windows(4).position(|w| w == b"fmt ");
    at.is_some_and(|at| matches!(head.get(at + 8..at + 10), Some([0x50 | 0x55, 0])))
}

/// Plain PCM whose samples are narrower than their containers: which end is padding is nowhere said, so nothing is guessed.
fn padded_pcm(head: &[u8], fmt: usize) -> Option<String> {
    let word = |at: usize| Some(u16::from_le_bytes([*head.get(fmt + at)?, *head.get(fmt + at + 1)?]));
    let (channels, block, bits) = (word(2)?, word(12)?, word(14)?);
    let bytes = block.checked_div(channels)?;
    (bits.div_ceil(8) < bytes).then(|| format!("PCM of {bits} bits in {bytes} bytes"))
}

/// More channels than a frame's size of 16 bits can hold, which symphonia multiplies unchecked.
pub(super) fn impossible_wave(head: &[u8]) -> Option<String> {
    let fmt = head.windows(4).position(|w| w == b"fmt ")? + 8;
    let word = |at: usize| Some(u16::from_le_bytes([*head.get(fmt + at)?, *head.get(fmt + at + 1)?]));
    let (channels, bits) = (u32::from(word(2)?), u32::from(word(14)?));
    (channels > 256 || channels * bits.div_ceil(8).max(1) > u32::from(u16::MAX))
        .then(|| format!("it says {channels} channels of {bits} bits"))
}
