//! Calls into the demultiplexers and codecs with their panics caught: no input can do more harm than an error.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;

/// What went wrong, without the library's prefixes.
pub(super) fn reason(fault: &Fault) -> String {
    match fault {
        Fault::IoError(e) if e.kind() == io::ErrorKind::UnexpectedEof => "it ends too early".to_owned(),
        Fault::IoError(e) => e.to_string(),
        Fault::DecodeError(what) | Fault::Unsupported(what) | Fault::LimitError(what) => (*what).to_owned(),
        other => other.to_string(),
    }
}

/// Runs code of the demultiplexers and codecs; a panic in it (an assertion that some damaged file breaks) becomes an error.
pub(super) fn fenced<T>(run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        drop::<Box<dyn Any + Send>>(panic);
        Err(Fault::DecodeError("the decoder gave up on damaged data"))
    })
}

/// The next packet of any track, with panics caught.
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

/// The sound of one packet.
pub(super) struct DecodedPacket {
    pub(super) rate_hz: u32,
    pub(super) channels: usize,
    /// Interleaved.
    pub(super) samples: Vec<f32>,
}

/// The sound of a packet; `None` when it cannot be decoded.
pub(super) fn decode_packet(decoder: &mut dyn AudioDecoder, packet: &Packet) -> Option<DecodedPacket> {
    let mut samples = Vec::new();
    let shape = fenced(|| {
        let block = decoder.decode(packet)?;
        block.copy_to_vec_interleaved(&mut samples);
        Ok((block.spec().rate(), block.spec().channels().count()))
    });
    shape.ok().map(|(rate_hz, channels)| DecodedPacket { rate_hz, channels, samples })
}
