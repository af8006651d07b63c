use std::io;
use std::path::{Path, PathBuf};

use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_OPUS};
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::packet::Packet;
use symphonia::core::units::Duration;

use super::codec_calls::{self, DecodedPacket};
use super::container::Container;
use super::damage::Damage;
use super::open::{self, Opened};
use super::options::Options;
use super::packet_decoder::PacketDecoder;
use super::pcm::{Channel, Pcm};
use super::presented::Presented;
use super::rate_change::RateChange;
use super::rate_limits::{MAX_RATE_HZ, MIN_RATE_HZ};
use super::{Error, he_aac, recording, trim};
use crate::time::{Frames, SampleRate};

/// A packet of more frames than this has a wrong duration (Opus has at most 5760, FLAC 65535).
const MOST_PACKET_FRAMES: u64 = 65_536;
/// After so many faults of the reader itself the rest of the file is lost.
const MOST_BAD_READS: u64 = 1000;
/// A stated length may count padding or whole packets: so many frames less are not a missing end.
const END_TOLERANCE_FRAMES: u64 = 4800;
/// What libfaac puts before the sound, in frames: it signs its first packet, always primes with one and writes no edit list; ffmpeg
/// knows it by the same signature.
const LIBFAAC_PRIMING: u64 = 1024;

/// Decodes the recording at `path`, block by block.
///
/// Memory does not grow with the recording. The first block is decoded at once, so that rate and channels are known.
///
/// # Errors
/// Everything that [`probe`](super::probe) refuses; [`Error::NoSuchTrack`], [`Error::NoSuchChannel`], [`Error::UnsupportedCodec`],
/// [`Error::Rate`]; [`Error::NothingUsable`] or [`Error::Damaged`] when there is not one good packet.
pub fn decode(path: &Path, options: &Options) -> Result<Decoder, Error> {
    let opened = open::open(path)?;
    let tracks = open::audio_tracks(&opened);
    if tracks.is_empty() {
        return Err(recording::no_track(path, &opened));
    }
    let available = u32::try_from(tracks.len()).unwrap_or(u32::MAX);
    let wanted = options.track.unwrap_or_else(|| recording::default_number(&tracks));
    let track = wanted.checked_sub(1).and_then(|i| tracks.get(i as usize)).ok_or_else(|| Error::NoSuchTrack {
        path: path.to_owned(),
        wanted,
        available,
    })?;
    Decoder::new(path, opened, track, options.channel)
}

/// A recording being decoded: an iterator of [`Pcm`] blocks in order of time, without gaps.
///
/// After an error, and after the last block, it gives nothing more.
pub struct Decoder {
    path: PathBuf,
    reader: Box<dyn FormatReader>,
    decoder: PacketDecoder,
    container: Container,
    track_id: u32,
    channel: Channel,
    codec: String,
    caveat: Option<String>,
    rate: SampleRate,
    is_aac: bool,
    /// The coded length in frames, where headers state it exactly.
    stated: Option<u64>,
    cut_short: bool,
    presented: Presented,
    /// The stretch that is being decoded, where its rate is not the recording's.
    other_rate: Option<RateChange>,
    damage: Damage,
    packets: u64,
    done: bool,
}

impl Decoder {
    fn new(path: &Path, opened: Opened, track: &Track, channel: Channel) -> Result<Self, Error> {
        let codec = recording::codec_of(&opened, track);
        let unsupported = |codec: &str| Error::UnsupportedCodec { path: path.to_owned(), codec: codec.to_owned() };
        let params = recording::params(track).ok_or_else(|| unsupported(&codec))?;
        let decoder = PacketDecoder::new(params, opened.container).map_err(|fault| match fault {
            Fault::Unsupported(_) => unsupported(&codec),
            fault => {
                let reason = codec_calls::reason(&fault);
                Error::Damaged { path: path.to_owned(), container: opened.container.named(), reason }
            }
        })?;
        let rate_hz = decoder.stated_rate_hz().or(params.sample_rate).unwrap_or(0);
        let trim = trim::of(&opened, path, track, params, rate_hz);
        let gain = if params.codec == CODEC_ID_OPUS { trim::opus_gain(params) } else { 1.0 };
        let is_aac = params.codec == CODEC_ID_AAC;
        let mut it = Self {
            path: path.to_owned(),
            track_id: track.id,
            channel,
            codec,
            caveat: is_aac.then(|| he_aac::caveat(&opened, track.id, rate_hz)).flatten(),
            cut_short: opened.cut_short,
            rate: usable_rate(path, if rate_hz == 0 { MIN_RATE_HZ } else { rate_hz })?,
            is_aac,
            stated: stated_exactly(opened.container, track),
            presented: Presented::new(trim, gain, opened.container),
            container: opened.container,
            reader: opened.reader,
            decoder,
            other_rate: None,
            damage: Damage::default(),
            packets: 0,
            done: false,
        };
        it.prime()?;
        Ok(it)
    }

    /// Frames per second of every block.
    pub fn rate(&self) -> SampleRate {
        self.rate
    }

    /// Channels of every block.
    pub fn channels(&self) -> u16 {
        self.presented.channels()
    }

    /// The channel that was asked for.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// The codec by the name that people know.
    pub fn codec(&self) -> &str {
        &self.codec
    }

    /// What is left out though it decodes, in a sentence for a person, as HE-AAC's upper band.
    pub fn caveat(&self) -> Option<&str> {
        self.caveat.as_deref()
    }

    /// What was wrong so far; complete once the last block was given.
    pub fn damage(&self) -> Damage {
        self.damage
    }

    /// The place right after the last block given: after the last block, the length of the recording.
    pub fn position(&self) -> Frames {
        self.presented.emitted()
    }

    /// The recording.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Decodes until there is a block, which the first `next` gives.
    fn prime(&mut self) -> Result<(), Error> {
        while self.presented.is_empty() && !self.done {
            self.step()?;
        }
        if self.channels() == 0 {
            return Err(self.nothing());
        }
        if let Some(index) = self.channel.index().filter(|&i| i >= usize::from(self.channels())) {
            debug_assert!(index > 0, "every track has a first channel");
            let (path, wanted, available) = (self.path.clone(), self.channel, self.channels());
            return Err(Error::NoSuchChannel { path, wanted, available });
        }
        Ok(())
    }

    fn nothing(&self) -> Error {
        let path = self.path.clone();
        if self.damage.packets > 0 {
            return Error::NothingUsable { path, packets: self.damage.packets };
        }
        let reason = "it holds a header but no sound".to_owned();
        Error::Damaged { path, container: self.container.named(), reason }
    }

    /// Reads one packet, and holds its sound.
    fn step(&mut self) -> Result<(), Error> {
        let packet = match codec_calls::next_packet(self.reader.as_mut()) {
            Ok(Some(packet)) if packet.track_id == self.track_id => packet,
            Ok(Some(_)) => return Ok(()),
            Ok(None) => return self.finish(false),
            Err(Fault::ResetRequired) => return self.next_chain(),
            Err(Fault::IoError(e)) if e.kind() == io::ErrorKind::UnexpectedEof => return self.finish(true),
            Err(Fault::IoError(source)) => {
                self.done = true;
                return Err(Error::Read { path: self.path.clone(), source });
            }
            // A reader that cannot find the next packet says so again and again: one try more, then it is the end.
            Err(_) => {
                self.note_damage();
                return if self.damage.packets > MOST_BAD_READS { self.finish(true) } else { Ok(()) };
            }
        };
        if self.decoder.is_header(&packet) {
            return Ok(());
        }
        if self.packets == 0 {
            self.look_at_first(&packet);
        }
        self.packets += 1;
        self.take(packet)
    }

    /// Decodes a packet and holds its sound, less what the container says is not presented.
    fn take(&mut self, mut packet: Packet) -> Result<(), Error> {
        // Only Ogg's trims are the file's own; those of an MP3 without a LAME tag come from an estimate of its length.
        let is_trimmed = self.container == Container::Ogg;
        let (lead, tail) = if is_trimmed { (packet.trim_start.get(), packet.trim_end.get()) } else { (0, 0) };
        let frames = packet.block_dur().get().min(MOST_PACKET_FRAMES);
        (packet.trim_start, packet.trim_end) = (Duration::ZERO, Duration::ZERO);
        let Some(decoded) = self.decoder.decode(&packet) else {
            self.note_damage();
            self.presented.owe(frames);
            return Ok(());
        };
        if decoded.samples.is_empty() || decoded.channels == 0 {
            return Ok(());
        }
        let rate_hz = decoded.rate_hz;
        let samples = self.in_channels(decoded)?;
        self.damage.silenced.0 += self.presented.hold_owed_silence();
        if rate_hz == self.rate.as_hz() {
            self.end_other_rate();
            self.presented.hold(samples, lead, tail);
        } else if let Ok(rate) = usable_rate(&self.path, rate_hz) {
            self.hold_at_other_rate(&samples, rate);
        } else {
            self.note_damage();
        }
        Ok(())
    }

    /// The samples in the channels of the recording, which the first packet decides together with the rate.
    fn in_channels(&mut self, decoded: DecodedPacket) -> Result<Vec<f32>, Error> {
        let channels = usize::from(self.channels());
        if channels == 0 {
            self.rate = usable_rate(&self.path, decoded.rate_hz)?;
            self.presented.set_channels(u16::try_from(decoded.channels).unwrap_or(u16::MAX));
        } else if decoded.channels != channels {
            return Ok(reshaped(&decoded.samples, decoded.channels, channels));
        }
        Ok(decoded.samples)
    }

    fn hold_at_other_rate(&mut self, samples: &[f32], rate: SampleRate) {
        if self.other_rate.as_ref().is_none_or(|other| other.rate() != rate) {
            self.end_other_rate();
        }
        let (to, channels) = (self.rate, self.channels());
        let ready = self.other_rate.get_or_insert_with(|| RateChange::new(rate, to, channels)).push(samples);
        self.presented.hold(ready, 0, 0);
    }

    /// A stretch of another rate is over: what is still under way in its resampler belongs to it.
    fn end_other_rate(&mut self) {
        if let Some(other) = self.other_rate.take() {
            self.presented.hold(other.end(), 0, 0);
        }
    }

    /// Reads from the first packet what only it tells about the start.
    fn look_at_first(&mut self, packet: &Packet) {
        if self.presented.depends_on_first_packet() {
            self.skip_before_zero(packet);
        }
        let head = &packet.data[..packet.data.len().min(64)];
        if self.is_aac && head.windows(8).any(|w| w == b"libfaac ") {
            self.presented.skip_at_start(LIBFAAC_PRIMING);
        }
    }

    /// Matroska puts the codec's delay before time zero.
    fn skip_before_zero(&mut self, packet: &Packet) {
        let before = packet.pts.get().min(0).unsigned_abs();
        let base = self.reader.tracks().iter().find(|t| t.id == self.track_id).and_then(|t| t.time_base);
        let Some(base) = base else { return };
        let frames = u128::from(before) * u128::from(base.numer.get()) * u128::from(self.rate.as_hz());
        let frames = u64::try_from(frames / u128::from(base.denom.get())).unwrap_or(0);
        // Millisecond ticks are coarse; an OpusHead's own count is exact and goes first.
        if frames < u64::from(self.rate.as_hz()) {
            self.presented.skip_at_start(frames);
        }
    }

    /// The next stream of a chained Ogg file, as internet radio writes it: decoded on when it has the same shape.
    fn next_chain(&mut self) -> Result<(), Error> {
        let next = self.reader.tracks().iter().find_map(|t| recording::params(t).map(|p| (t.id, p.clone())));
        let Some((id, params)) = next else { return self.finish(false) };
        match PacketDecoder::new(&params, self.container) {
            Ok(decoder) => {
                self.track_id = id;
                self.decoder = decoder;
                Ok(())
            }
            Err(_) => self.finish(true),
        }
    }

    fn note_damage(&mut self) {
        self.damage.packets += 1;
        let place = self.presented.place().at(self.rate);
        self.damage.first.get_or_insert(place);
    }

    /// Ends the decoding: no more packet comes, and the end of the last one may be padding.
    fn finish(&mut self, ended_early: bool) -> Result<(), Error> {
        self.done = true;
        self.end_other_rate();
        let coded = self.presented.coded().saturating_add(END_TOLERANCE_FRAMES);
        self.damage.cut_short = ended_early || self.cut_short || self.stated.is_some_and(|stated| stated > coded);
        self.presented.drop_padding();
        Ok(())
    }
}

impl Iterator for Decoder {
    type Item = Result<Pcm, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(pcm) = self.presented.next(self.rate, self.done) {
                return Some(Ok(pcm));
            }
            if self.done {
                return None;
            }
            if let Err(e) = self.step() {
                self.done = true;
                self.presented.clear();
                return Some(Err(e));
            }
        }
    }
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoder").field("path", &self.path).field("codec", &self.codec).finish_non_exhaustive()
    }
}

/// Frames of another number of channels: the mean of all in each.
fn reshaped(samples: &[f32], from: usize, to: usize) -> Vec<f32> {
    let frames = samples.chunks_exact(from.max(1));
    frames.flat_map(|f| std::iter::repeat_n(f.iter().sum::<f32>() / f.len() as f32, to)).collect()
}

fn usable_rate(path: &Path, rate_hz: u32) -> Result<SampleRate, Error> {
    let within = (MIN_RATE_HZ..=MAX_RATE_HZ).contains(&rate_hz);
    SampleRate::new(rate_hz).filter(|_| within).ok_or_else(|| Error::Rate { path: path.to_owned(), rate_hz })
}

/// The coded length, where headers state it exactly. A length of all ones is how streamed WAV says "unknown".
fn stated_exactly(container: Container, track: &Track) -> Option<u64> {
    let exact = match container {
        Container::Mpeg => track.delay.is_some(),
        Container::Adts | Container::Matroska => false,
        _ => true,
    };
    track.num_frames.filter(|&n| exact && n < 1 << 29)
}
