use super::pcm::{Channel, Pcm};

/// Memory of the running mean squares, in seconds: a block of this length weighs as much as all before it.
const MEMORY_S: f32 = 0.5;
/// Below this power of the mix, as a share of the loudest channel's, the channels cancel each other. One channel of two alone
/// gives 0.25, two unlike ones 0.5; 0.05 are two alike in all but their sign (a correlation of -0.8).
const CANCELS: f32 = 0.05;
/// Above this share they no longer do; between the two nothing changes, so that the choice does not alternate.
const MIXES: f32 = 0.15;
/// Mean squares below this are silence (-80 dB of full scale).
const SILENCE: f32 = 1e-8;
/// A change of what is heard is spread over this time, in seconds, so that it does not click.
const FADE_S: f32 = 0.01;

/// One sample per frame out of all channels: their mean, or, where that would cancel them (a balanced line wired wrongly, a
/// mid-side recording), the loudest one.
#[derive(Debug, Default)]
pub(super) struct Mixdown {
    /// Mean squares of late: of the mix, and of each channel.
    mix: f32,
    channels: Vec<f32>,
    /// The channel that is heard instead of the mix.
    instead: Option<usize>,
    frames_instead: u64,
}

impl Mixdown {
    /// Frames so far for which one channel stood for all.
    pub(super) fn frames_instead(&self) -> u64 {
        self.frames_instead
    }

    /// Appends one sample for each frame of `pcm` to `out`. Only the mix can cancel: a channel that was asked for is given as it is.
    pub(super) fn push(&mut self, pcm: &Pcm, wanted: Channel, out: &mut Vec<f32>) {
        let count = usize::from(pcm.channels());
        if wanted != Channel::Mix || count < 2 {
            return pcm.mono_into(wanted, out);
        }
        let from = out.len();
        pcm.mono_into(wanted, out);
        self.measure(pcm, &out[from..]);
        let before = self.instead;
        self.instead = self.choice();
        if before.is_none() && self.instead.is_none() {
            return;
        }
        let rate = pcm.rate().as_hz() as f32;
        for (n, (frame, sample)) in pcm.samples().chunks_exact(count).zip(&mut out[from..]).enumerate() {
            let heard = |choice: Option<usize>| choice.and_then(|c| frame.get(c).copied()).unwrap_or(*sample);
            let fade = if before == self.instead { 1.0 } else { (n as f32 / (FADE_S * rate)).min(1.0) };
            *sample = heard(before) * (1.0 - fade) + heard(self.instead) * fade;
        }
        if self.instead.is_some() {
            self.frames_instead += pcm.frames().0;
        }
    }

    fn measure(&mut self, pcm: &Pcm, mix: &[f32]) {
        let count = usize::from(pcm.channels());
        self.channels.resize(count, 0.0);
        let seconds = mix.len() as f32 / pcm.rate().as_hz() as f32;
        let keep = MEMORY_S / (MEMORY_S + seconds);
        let frames = mix.len().max(1) as f32;
        let blend = |old: f32, sum: f32| old * keep + sum / frames * (1.0 - keep);
        self.mix = blend(self.mix, mix.iter().map(|s| s * s).sum());
        for (place, power) in self.channels.iter_mut().enumerate() {
            *power = blend(*power, squares(pcm.samples(), count, place));
        }
    }

    fn choice(&self) -> Option<usize> {
        let loudest = (0..self.channels.len()).reduce(|a, b| if self.channels[b] > self.channels[a] { b } else { a })?;
        let power = self.channels[loudest];
        let limit = if self.instead.is_some() { MIXES } else { CANCELS };
        if power < SILENCE {
            return self.instead;
        }
        // The channel once chosen stays while the mix cancels: both are alike then.
        (self.mix < limit * power).then(|| self.instead.unwrap_or(loudest))
    }
}

/// The sum of squares of one of `count` channels.
fn squares(samples: &[f32], count: usize, place: usize) -> f32 {
    samples.chunks_exact(count).filter_map(|frame| frame.get(place)).map(|s| s * s).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Frames, SampleRate};

    fn heard(frame: impl Fn(f32) -> [f32; 2]) -> (Vec<f32>, u64) {
        let (mut mixdown, mut out) = (Mixdown::default(), Vec::new());
        for block in 0..40u32 {
            let samples = (0..1000).flat_map(|n| frame((block * 1000 + n) as f32)).collect();
            let pcm = Pcm::new(SampleRate::new(16_000).unwrap(), 2, Frames(u64::from(block) * 1000), samples);
            mixdown.push(&pcm, Channel::Mix, &mut out);
        }
        (out, mixdown.frames_instead())
    }

    fn power(samples: &[f32]) -> f32 {
        samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32
    }

    #[test]
    fn channels_that_cancel_are_heard_by_one_of_them() {
        let (out, instead) = heard(|n| [0.5 * (n * 0.1).sin(), -0.5 * (n * 0.1).sin()]);
        assert!((power(&out) - 0.125).abs() < 0.01, "{}", power(&out));
        assert_eq!(instead, 40_000);
    }

    #[test]
    fn channels_that_do_not_cancel_are_mixed_as_ever() {
        let alike = heard(|n| [0.5 * (n * 0.1).sin(), 0.5 * (n * 0.1).sin()]);
        let one_alone = heard(|n| [0.5 * (n * 0.1).sin(), 0.0]);
        let unlike = heard(|n| [0.5 * (n * 0.1).sin(), 0.5 * (n * 0.37).sin()]);
        let shifted = heard(|n| [0.5 * (n * 0.1).sin(), 0.5 * (n * 0.1 + 2.0).sin()]);
        assert_eq!([alike.1, one_alone.1, unlike.1, shifted.1], [0; 4]);
        assert!((power(&one_alone.0) - 0.03125).abs() < 0.001);
    }
}
