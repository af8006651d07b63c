//! Decoded sound on its way out: less what the container says is not presented, with silence in place of damaged packets.

use std::collections::VecDeque;

use super::container::Container;
use super::pcm::Pcm;
use super::trim::Trim;
use crate::time::{Frames, SampleRate};

/// More frames than this behind the stated end of an MP3 are no padding: its field has twelve bits, and an encoder may add a frame.
const MOST_MPEG_PADDING: u64 = 4095 + 2 * 1152;
/// Silence is made in blocks of at most so many frames.
const SILENCE_FRAMES: u64 = 65_536;

/// A queue of blocks. What comes in are frames as the decoder gives them, what goes out are frames as they are presented.
pub(super) struct Presented {
    trim: Trim,
    /// The factor for every sample.
    gain: f32,
    container: Container,
    channels: u16,
    /// Frames that the decoder gave or should have given, before any trimming.
    coded: u64,
    /// Frames that went out.
    emitted: u64,
    /// Frames of damaged packets that become silence once more sound comes.
    owed: u64,
    held: VecDeque<Vec<f32>>,
    /// What lies behind the end that an MP3's header states, until it is known whether that is padding or more sound.
    beyond: Vec<f32>,
}

impl Presented {
    /// An empty queue. [`set_channels`](Self::set_channels) comes before any sound.
    pub(super) fn new(trim: Trim, gain: f32, container: Container) -> Self {
        Self { trim, gain, container, channels: 0, coded: 0, emitted: 0, owed: 0, held: VecDeque::new(), beyond: Vec::new() }
    }

    /// Channels of every block; 0 before the first sound.
    pub(super) fn channels(&self) -> u16 {
        self.channels
    }

    pub(super) fn set_channels(&mut self, channels: u16) {
        self.channels = channels;
    }

    /// Frames that went out so far.
    pub(super) fn emitted(&self) -> Frames {
        Frames(self.emitted)
    }

    /// Frames that the decoder gave or should have given so far.
    pub(super) fn coded(&self) -> u64 {
        self.coded
    }

    /// Where in the presented sound the decoder stands.
    pub(super) fn place(&self) -> Frames {
        Frames(self.coded.saturating_sub(self.trim.skip))
    }

    /// Whether no block is held.
    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.held.clear();
    }

    /// Whether the first packet may tell how many frames to skip.
    pub(super) fn depends_on_first_packet(&self) -> bool {
        self.trim.from_first_packet
    }

    /// Skips so many frames at the start, unless the container named a number.
    pub(super) fn skip_at_start(&mut self, frames: u64) {
        if self.trim.skip == 0 {
            self.trim.skip = frames;
        }
    }

    /// Notes that so many frames could not be decoded.
    pub(super) fn owe(&mut self, frames: u64) {
        self.owed = self.owed.saturating_add(frames);
    }

    /// Holds silence for the frames that could not be decoded, now that more sound follows; how many those were.
    pub(super) fn hold_owed_silence(&mut self) -> u64 {
        let owed = std::mem::take(&mut self.owed);
        let mut left = owed;
        while left > 0 {
            let frames = left.min(SILENCE_FRAMES);
            left -= frames;
            self.hold(vec![0.0; (frames * u64::from(self.channels)) as usize], 0, 0);
        }
        owed
    }

    /// Holds interleaved samples without their first `lead` and last `tail` frames.
    pub(super) fn hold(&mut self, mut samples: Vec<f32>, lead: u64, tail: u64) {
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

    /// Drops the padding at the end of what is held: no more sound comes.
    pub(super) fn drop_padding(&mut self) {
        let mut drop = self.padding_samples();
        while drop > 0 {
            let Some(last) = self.held.back_mut() else { break };
            let cut = drop.min(last.len());
            last.truncate(last.len() - cut);
            drop -= cut;
            if last.is_empty() {
                self.held.pop_back();
            }
        }
    }

    /// The oldest block, when enough is held behind it that it cannot be padding, or when no more sound comes.
    pub(super) fn next(&mut self, rate: SampleRate, is_done: bool) -> Option<Pcm> {
        loop {
            let behind: usize = self.held.iter().skip(1).map(Vec::len).sum();
            if !is_done && behind < self.padding_samples() {
                return None;
            }
            let samples = self.held.pop_front()?;
            let samples = self.up_to_end(samples);
            let pcm = Pcm::new(rate, self.channels, Frames(self.emitted), samples);
            self.emitted += pcm.frames().0;
            if pcm.frames().0 > 0 {
                return Some(pcm);
            }
        }
    }

    fn padding_samples(&self) -> usize {
        self.trim.drop_last as usize * usize::from(self.channels)
    }

    /// The samples before the end of the presented sound, where the container states it.
    fn up_to_end(&mut self, mut samples: Vec<f32>) -> Vec<f32> {
        let channels = u64::from(self.channels.max(1));
        let Some(keep) = self.trim.keep else { return samples };
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
        samples
    }
}
