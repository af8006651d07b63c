use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use symphonia::core::audio::layouts;
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_AAC, CODEC_ID_OPUS};
use symphonia::core::errors::Error as Fault;
use symphonia::core::formats::{FormatReader, Track};
use symphonia::core::packet::Packet;

use super::codec_calls::{self, decode_packet, decoder_for};
use super::container::Container;
use super::damage::Damage;
use super::decoder_params::untrimmed;
use super::open::{self, Opened};
use super::options::Options;
use super::pcm::{Channel, Pcm};
use super::rate_change::RateChange;
use super::rate_limits::{MAX_RATE_HZ, MIN_RATE_HZ};
use super::trim::{self, Trim};
use super::{Error, he_aac, recording};
use crate::time::{Frames, SampleRate};

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
    decoder: Box<dyn AudioDecoder>,
    container: Container,
    track_id: u32,
    channel: Channel,
    codec: String,
    caveat: Option<String>,
    rate: SampleRate,
    channels: u16,
    gain: f32,
    aac: bool,
    trim: Trim,
    stated: Option<u64>,
    cut_short: bool,
    /// Frames that the decoder gave or should have given, before any trimming.
    coded: u64,
    emitted: u64,
    /// Frames of damaged packets that become silence once more sound comes.
    owed: u64,
    held: VecDeque<Vec<f32>>,
    /// What lies behind the end that an MP3's header states, until it is known whether that is padding or more sound.
    beyond: Vec<f32>,
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
        let decoder = match decoder_for(&untrimmed(params)) {
            Ok(decoder) => decoder,
            Err(Fault::Unsupported(_)) => return Err(unsupported(&codec)),
            Err(fault) => {
                let reason = codec_calls::reason(&fault);
                return Err(Error::Damaged { path: path.to_owned(), container: opened.container.named(), reason });
            }
        };
        let rate_hz = decoder.codec_params().sample_rate.or(params.sample_rate).unwrap_or(0);
        let mut it = Self {
            path: path.to_owned(),
            track_id: track.id,
            channel,
            codec,
            caveat: (params.codec == CODEC_ID_AAC).then(|| he_aac::caveat(&opened, track.id, rate_hz)).flatten(),
            cut_short: opened.cut_short,
            rate: usable_rate(path, if rate_hz == 0 { MIN_RATE_HZ } else { rate_hz })?,
            channels: 0,
            gain: if params.codec == CODEC_ID_OPUS { trim::opus_gain(params) } else { 1.0 },
            aac: params.codec == CODEC_ID_AAC,
            trim: trim::of(&opened, path, track, params, rate_hz),
            stated: stated_exactly(opened.container, track),
            container: opened.container,
            reader: opened.reader,
            decoder,
            coded: 0,
            emitted: 0,
            owed: 0,
            held: VecDeque::new(),
            beyond: Vec::new(),
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
        self.channels
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
        Frames(self.emitted)
    }

    /// The recording.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Decodes until there is a block, which the first `next` gives.
    fn prime(&mut self) -> Result<(), Error> {
        while self.held.is_empty() && !self.done {
            self.step()?;
        }
        if self.channels == 0 {
            return Err(self.nothing());
        }
        if let Some(index) = self.channel.index().filter(|&i| i >= usize::from(self.channels)) {
            debug_assert!(index > 0, "every track has a first channel");
            let (path, wanted, available) = (self.path.clone(), self.channel, self.channels);
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

    /// Takes one packet, and holds what it gives.
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
        if self.packets == 0 {
            self.look_at_first(&packet);
        }
        self.packets += 1;
        self.take(packet)
    }

    /// Decodes a packet and holds its sound, less what the container says is not presented.
    fn take(&mut self, mut packet: Packet) -> Result<(), Error> {
        // Only Ogg's trims are the file's own; those of an MP3 without a LAME tag come from an estimate of its length.
        let ogg = self.container == Container::Ogg;
        let (lead, tail) = if ogg { (packet.trim_start.get(), packet.trim_end.get()) } else { (0, 0) };
        let frames = packet.block_dur().get().min(MOST_PACKET_FRAMES);
        packet.trim_start = symphonia::core::units::Duration::ZERO;
        packet.trim_end = symphonia::core::units::Duration::ZERO;
        let loud = self.container == Container::Wav || self.container == Container::Aiff;
        let sane = |s: &f32| s.is_finite() && (loud || s.abs() < LOUDEST);
        let decoded = self.decoded(&packet).filter(|(_, _, samples)| samples.iter().all(sane));
        let Some((rate_hz, channels, mut samples)) = decoded else {
            self.note_damage();
            self.owed = self.owed.saturating_add(frames);
            return Ok(());
        };
        if samples.is_empty() || channels == 0 {
            return Ok(());
        }
        if self.channels == 0 {
            self.rate = usable_rate(&self.path, rate_hz)?;
            self.channels = u16::try_from(channels).unwrap_or(u16::MAX);
        } else if channels != usize::from(self.channels) {
            samples = reshaped(&samples, channels, usize::from(self.channels));
        }
        self.hold_silence();
        if rate_hz == self.rate.as_hz() {
            self.end_other_rate();
            self.hold(samples, lead, tail);
            return Ok(());
        }
        let Ok(rate) = usable_rate(&self.path, rate_hz) else {
            self.note_damage();
            return Ok(());
        };
        if self.other_rate.as_ref().is_none_or(|other| other.rate() != rate) {
            self.end_other_rate();
        }
        let (to, channels) = (self.rate, self.channels);
        let ready = self.other_rate.get_or_insert_with(|| RateChange::new(rate, to, channels)).push(&samples);
        self.hold(ready, 0, 0);
        Ok(())
    }

    /// Rate, channels and samples of a packet; `None` when it cannot be decoded.
    fn decoded(&mut self, packet: &Packet) -> Option<(u32, usize, Vec<f32>)> {
        let first = decode_packet(self.decoder.as_mut(), packet);
        if first.is_some() || self.container != Container::Mpeg {
            return first;
        }
        // MP3s spliced from a mono and a stereo one: the decoder wants to begin anew.
        let mut params = self.decoder.codec_params().clone();
        let mono = packet.data.get(3).is_some_and(|b| b >> 6 == 3);
        let layout = if mono { layouts::CHANNEL_LAYOUT_MONO } else { layouts::CHANNEL_LAYOUT_STEREO };
        if params.channels.as_ref() == Some(&layout) {
            return None;
        }
        params.channels = Some(layout);
        let mut decoder = decoder_for(&params).ok()?;
        let second = decode_packet(decoder.as_mut(), packet)?;
        self.decoder = decoder;
        Some(second)
    }

    /// A stretch of another rate is over: what is still under way in its resampler belongs to it.
    fn end_other_rate(&mut self) {
        if let Some(other) = self.other_rate.take() {
            self.hold(other.end(), 0, 0);
        }
    }

    /// Owed silence, now that more sound follows.
    fn hold_silence(&mut self) {
        let channels = u64::from(self.channels);
        while self.owed > 0 {
            let frames = self.owed.min(MOST_PACKET_FRAMES);
            self.owed -= frames;
            self.damage.silenced.0 += frames;
            self.hold(vec![0.0; (frames * channels) as usize], 0, 0);
        }
    }

    fn hold(&mut self, mut samples: Vec<f32>, lead: u64, tail: u64) {
        let channels = usize::from(self.channels.max(1));
        let frames = (samples.len() / channels) as u64;
        let from = (lead + self.trim.skip.saturating_sub(self.coded)).min(frames);
        self.coded += frames;
        let to = frames.saturating_sub(tail).max(from);
        samples.truncate(to as usize * channels);
        samples.drain(..from as usize * channels);
        if self.gain != 1.0 {
            samples.iter_mut().for_each(|s| *s *= self.gain);
        }
        if !samples.is_empty() {
            self.held.push_back(samples);
        }
    }

    /// What only the first packet tells about the start.
    fn look_at_first(&mut self, packet: &Packet) {
        if self.trim.from_first_packet {
            self.skip_before_zero(packet);
        }
        // This encoder signs its first packet, always primes with one and writes no edit list; ffmpeg knows it by the same.
        let head = &packet.data[..packet.data.len().min(64)];
        if self.trim.skip == 0 && self.aac && head.windows(8).any(|w| w == b"libfaac ") {
            self.trim.skip = 1024;
        }
    }

    /// Matroska puts the codec's delay before time zero.
    fn skip_before_zero(&mut self, packet: &Packet) {
        let before = packet.pts.get().min(0).unsigned_abs();
        let base = self.reader.tracks().iter().find(|t| t.id == self.track_id).and_then(|t| t.time_base);
        let Some(base) = base else { return };
        let frames = u128::from(before) * u128::from(base.numer.get()) * u128::from(self.rate.as_hz());
        let frames = u64::try_from(frames / u128::from(base.denom.get())).unwrap_or(0);
        // Millisecond ticks are coarse; an OpusHead's own count is exact.
        if self.trim.skip == 0 && frames < u64::from(self.rate.as_hz()) {
            self.trim.skip = frames;
        }
    }

    /// The next stream of a chained Ogg file, as internet radio writes it: decoded on when it has the same shape.
    fn next_chain(&mut self) -> Result<(), Error> {
        let next = self.reader.tracks().iter().find_map(|t| recording::params(t).map(|p| (t.id, p.clone())));
        let Some((id, params)) = next else { return self.finish(false) };
        match decoder_for(&untrimmed(&params)) {
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
        let place = Frames(self.coded.saturating_sub(self.trim.skip)).at(self.rate);
        self.damage.first.get_or_insert(place);
    }

    /// No packet will come any more: the end of the last one may be padding.
    fn finish(&mut self, ended_early: bool) -> Result<(), Error> {
        self.done = true;
        self.end_other_rate();
        let missing = self.stated.is_some_and(|stated| stated > self.coded.saturating_add(SLACK_FRAMES));
        self.damage.cut_short = ended_early || missing || self.cut_short;
        let mut drop = self.trim.drop_last as usize * usize::from(self.channels);
        while drop > 0 {
            let Some(last) = self.held.back_mut() else { break };
            let cut = drop.min(last.len());
            last.truncate(last.len() - cut);
            drop -= cut;
            if last.is_empty() {
                self.held.pop_back();
            }
        }
        Ok(())
    }

    /// The oldest held block, when enough is held that it cannot be padding.
    fn ready(&mut self) -> Option<Vec<f32>> {
        let wait = self.trim.drop_last as usize * usize::from(self.channels);
        let behind: usize = self.held.iter().skip(1).map(Vec::len).sum();
        if self.done || behind >= wait { self.held.pop_front() } else { None }
    }

    fn present(&mut self, mut samples: Vec<f32>) -> Pcm {
        let channels = u64::from(self.channels.max(1));
        if let Some(keep) = self.trim.keep {
            let left = keep.saturating_sub(self.emitted);
            let left = usize::try_from(left.saturating_mul(channels)).unwrap_or(usize::MAX).min(samples.len());
            let behind = samples.split_off(left);
            // Of two MP3s that were joined, the first one's header speaks of its own half.
            if self.container == Container::Mpeg {
                self.beyond.extend(behind);
                if self.beyond.len() as u64 > MOST_MPEG_PADDING * channels {
                    self.trim.keep = None;
                    self.held.push_front(std::mem::take(&mut self.beyond));
                }
            }
        }
        let pcm = Pcm::new(self.rate, self.channels, Frames(self.emitted), samples);
        self.emitted += pcm.frames().0;
        pcm
    }
}

impl Iterator for Decoder {
    type Item = Result<Pcm, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(samples) = self.ready() {
                let pcm = self.present(samples);
                if pcm.frames().0 > 0 {
                    return Some(Ok(pcm));
                }
                continue;
            }
            if self.done {
                return None;
            }
            if let Err(e) = self.step() {
                self.done = true;
                self.held.clear();
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

/// A packet of more frames than this has a wrong duration (Opus has at most 5760, FLAC 65535).
const MOST_PACKET_FRAMES: u64 = 65_536;
/// Nothing coded is so far above full scale (24 dB): such a packet is damaged, or the codec fails on it. Plain float samples may
/// be anything finite.
const LOUDEST: f32 = 16.0;
/// More frames than this behind the stated end of an MP3 are no padding: its field has twelve bits, and an encoder may add a frame.
const MOST_MPEG_PADDING: u64 = 4095 + 2 * 1152;
/// After so many faults of the reader itself the rest of the file is lost.
const MOST_BAD_READS: u64 = 1000;
/// A stated length may count padding or whole packets: less than this is not a missing end.
const SLACK_FRAMES: u64 = 4800;

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
