//! Headers of a stream that stand in it once more: writers repeat them, and they hold no sound.

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_OPUS, CODEC_ID_VORBIS};

/// Whether a packet is a header of the codec (RFC 7845, 5; Vorbis I, 4.2.1).
pub(super) fn is_header(codec: AudioCodecId, packet: &[u8]) -> bool {
    match codec {
        CODEC_ID_OPUS => packet.starts_with(b"OpusHead") || packet.starts_with(b"OpusTags"),
        CODEC_ID_VORBIS => packet.first().is_some_and(|kind| kind & 1 == 1) && packet.get(1..7) == Some(b"vorbis"),
        _ => false,
    }
}
