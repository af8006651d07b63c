use symphonia::core::audio::layouts;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder};
use symphonia::core::errors::Error as Fault;
use symphonia::core::packet::Packet;

use super::codec_calls::{DecodedPacket, decode_packet, decoder_for};
use super::container::Container;
use super::decoder_params::untrimmed;
use super::header_packets;

/// Nothing coded is so far above full scale (24 dB): such a packet is damaged, or the codec fails on it.
const LOUDEST: f32 = 16.0;
/// Plain float samples may be in any measure, but sums and squares of them must stay numbers.
const LOUDEST_PLAIN: f32 = 1e9;

/// Turns the packets of one track into sound. A packet that cannot be decoded spoils no other.
pub(super) struct PacketDecoder {
    decoder: Box<dyn AudioDecoder>,
    container: Container,
}

impl PacketDecoder {
    pub(super) fn new(params: &AudioCodecParameters, container: Container) -> Result<Self, Fault> {
        Ok(Self { decoder: decoder_for(&untrimmed(params))?, container })
    }

    /// The rate that the codec's parameters state, in hertz.
    pub(super) fn stated_rate_hz(&self) -> Option<u32> {
        self.decoder.codec_params().sample_rate
    }

    /// Whether the packet is a header that stands in the stream once more.
    pub(super) fn is_header(&self, packet: &Packet) -> bool {
        header_packets::is_header(self.decoder.codec_params().codec, &packet.data)
    }

    /// `None` when the packet cannot be decoded, or comes out as what no sound is.
    pub(super) fn decode(&mut self, packet: &Packet) -> Option<DecodedPacket> {
        let decoded = decode_packet(self.decoder.as_mut(), packet).or_else(|| self.decode_restarted(packet))?;
        let is_plain = matches!(self.container, Container::Wav | Container::Aiff);
        let loudest = if is_plain { LOUDEST_PLAIN } else { LOUDEST };
        let is_sound = |sample: &f32| sample.abs() < loudest;
        decoded.samples.iter().all(is_sound).then_some(decoded)
    }

    /// An MP3 spliced from a mono and a stereo one: where one ends, its decoder fails and one for the other goes on.
    fn decode_restarted(&mut self, packet: &Packet) -> Option<DecodedPacket> {
        if self.container != Container::Mpeg {
            return None;
        }
        let mut params = self.decoder.codec_params().clone();
        let is_mono = packet.data.get(3).is_some_and(|b| b >> 6 == 3);
        let layout = if is_mono { layouts::CHANNEL_LAYOUT_MONO } else { layouts::CHANNEL_LAYOUT_STEREO };
        if params.channels.as_ref() == Some(&layout) {
            return None;
        }
        params.channels = Some(layout);
        let mut decoder = decoder_for(&params).ok()?;
        let decoded = decode_packet(decoder.as_mut(), packet)?;
        self.decoder = decoder;
        Some(decoded)
    }
}
