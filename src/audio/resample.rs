use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _, WindowFunction};

use crate::time::SampleRate;

/// At least so many frames of the recording go through the transform at once. More makes the band's edge steeper: here the
/// passband reaches 7.6 kHz and everything from 8.4 kHz on is 80 dB down, at any rate up to 192 kHz.
const TRANSFORM_FRAMES: usize = 4096;

/// Mono at one rate in, mono at another out.
pub(super) struct Resampler {
    from_hz: u64,
    to_hz: u64,
    fft: Option<Fft<f32>>,
    pending: Vec<f32>,
    block: Vec<f32>,
    out: Vec<f32>,
    /// Frames of the transform's delay still to throw away.
    delay: usize,
    taken_in: u64,
    given: u64,
    ended: bool,
}

impl Resampler {
    /// To the rate at which speech is recognised.
    pub(super) fn to_speech(rate: SampleRate) -> Self {
        Self::between(rate, SampleRate::SPEECH)
    }

    pub(super) fn between(from: SampleRate, to: SampleRate) -> Self {
        let fft = (from != to).then(|| transform_for(from, to)).flatten();
        let delay = fft.as_ref().map_or(0, Fft::output_delay);
        let block = vec![0.0; fft.as_ref().map_or(0, Fft::output_frames_max)];
        let (from_hz, to_hz) = (u64::from(from.as_hz()), u64::from(to.as_hz()));
        Self { from_hz, to_hz, fft, pending: Vec::new(), block, out: Vec::new(), delay, taken_in: 0, given: 0, ended: false }
    }

    pub(super) fn push(&mut self, mono: &[f32]) {
        self.taken_in += mono.len() as u64;
        self.pending.extend_from_slice(mono);
        self.run();
    }

    /// No more comes: the rest that is still under way in the transform is pushed out with silence, to the exact length.
    pub(super) fn end(&mut self) {
        self.ended = true;
        let wanted = rounded_length(self.taken_in, self.from_hz, self.to_hz);
        while self.given < wanted {
            let Some(fft) = &self.fft else { break };
            self.pending.resize(fft.input_frames_next(), 0.0);
            self.run();
        }
        let excess = usize::try_from(self.given - wanted).unwrap_or(usize::MAX);
        self.out.truncate(self.out.len().saturating_sub(excess));
        self.given = wanted;
    }

    /// Whether a block of `frames` needs more input first; never after the end.
    pub(super) fn wants_more_for(&self, frames: usize) -> bool {
        !self.ended && self.out.len() < frames
    }

    pub(super) fn take(&mut self, at_most: usize) -> Vec<f32> {
        let count = at_most.min(self.out.len());
        self.out.drain(..count).collect()
    }

    /// Passes every whole block through the transform.
    fn run(&mut self) {
        let Some(fft) = &mut self.fft else {
            self.given += self.pending.len() as u64;
            self.out.append(&mut self.pending);
            return;
        };
        let mut used = 0;
        while self.pending.len() - used >= fft.input_frames_next() {
            let wanted = fft.input_frames_next();
            let made = run_block(fft, &self.pending[used..used + wanted], &mut self.block);
            used += wanted;
            let late = self.delay.min(made);
            self.delay -= late;
            self.out.extend_from_slice(&self.block[late..made]);
            self.given += (made - late) as u64;
        }
        self.pending.drain(..used);
    }
}

/// One block through `fft`. Sizes always fit, since they are its own; were they not, the block would be silence
/// of its right length, so that later times stay true.
fn run_block(fft: &mut Fft<f32>, input: &[f32], block: &mut Vec<f32>) -> usize {
    let expected = fft.output_frames_next();
    block.resize(expected.max(block.len()), 0.0);
    let capacity = block.len();
    let made = {
        let from = SequentialSlice::new(input, 1, input.len());
        let to = SequentialSlice::new_mut(block, 1, capacity);
        match (from, to) {
            (Ok(from), Ok(mut to)) => fft.process_into_buffer(&from, &mut to, None).map(|(_, made)| made).ok(),
            _ => None,
        }
    };
    made.unwrap_or_else(|| {
        block[..expected].fill(0.0);
        expected
    })
}

/// A transform of an even number of frames on both sides, so that its delay of half a transform is a whole number of frames.
fn transform_for(from: SampleRate, to: SampleRate) -> Option<Fft<f32>> {
    let (from, to) = (from.as_hz() as usize, to.as_hz() as usize);
    let unit = from / gcd(from, to);
    let units = TRANSFORM_FRAMES.max(from / 8).div_ceil(unit).next_multiple_of(2);
    Fft::new_custom(from, to, units * unit, 1, 1, WindowFunction::BlackmanHarris2, FixedSync::Both).ok()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn rounded_length(frames: u64, from_hz: u64, to_hz: u64) -> u64 {
    let (from, to) = (u128::from(from_hz), u128::from(to_hz));
    u64::try_from((u128::from(frames) * to + from / 2) / from).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    fn sine(rate: u32, hz: f64, frames: usize) -> Vec<f32> {
        (0..frames).map(|n| (0.5 * (TAU * hz * n as f64 / f64::from(rate)).sin()) as f32).collect()
    }

    fn resampled(rate: u32, input: &[f32], chunk: usize) -> Vec<f32> {
        let mut resampler = Resampler::to_speech(SampleRate::new(rate).unwrap());
        input.chunks(chunk).for_each(|c| resampler.push(c));
        resampler.end();
        resampler.take(usize::MAX)
    }

    /// The usual ones, and some that share no factor with 16 kHz.
    const RATES: [u32; 17] = [
        8000, 8001, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 37_337, 39_000, 44_100, 44_101, 48_000, 88_200, 96_000,
        191_999, 192_000,
    ];

    #[test]
    fn a_sine_keeps_its_place_and_its_size_at_every_rate() {
        for rate in RATES {
            let frames = rate as usize * 2 + 77;
            let out = resampled(rate, &sine(rate, 1000.0, frames), 1152);
            assert_eq!(out.len(), (frames * 16_000 + rate as usize / 2) / rate as usize, "length at {rate} Hz");
            let ideal = sine(16_000, 1000.0, out.len());
            // The edges, where the sine begins and ends at once, ring.
            let worst = (1600..out.len() - 1600).map(|n| (out[n] - ideal[n]).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-4, "{worst} off at {rate} Hz");
        }
    }

    #[test]
    fn what_lies_above_the_band_is_eighty_decibels_down() {
        for rate in [22_050, 32_000, 44_100, 48_000, 96_000, 192_000] {
            for hz in [8400.0, 9000.0, 10_500.0] {
                let out = resampled(rate, &sine(rate, hz, rate as usize), 4096);
                let middle = &out[2000..out.len() - 2000];
                let worst = middle.iter().fold(0.0f32, |m, s| m.max(s.abs()));
                assert!(worst < 0.5e-4, "{hz} Hz at {rate} Hz leaks {} dB", 20.0 * (worst / 0.5).log10());
            }
        }
    }

    /// A slower rate's own mirror images, which begin at half that rate, are as far down.
    #[test]
    fn what_a_slow_rate_mirrors_is_eighty_decibels_down() {
        for rate in [8000, 8001, 11_025, 12_000] {
            let hz = f64::from(rate) * 0.43;
            let out = resampled(rate, &sine(rate, hz, rate as usize), 4096);
            let mirror = f64::from(rate) - hz;
            // One bin of a Fourier transform over whole periods, under a Hann window.
            let bin = |at: f64| {
                let part = |f: fn(f64) -> f64| {
                    let weight = |n: usize| 0.5 - 0.5 * (TAU * n as f64 / 12_000.0).cos();
                    let phase = |n: usize| f(TAU * at * n as f64 / 16_000.0);
                    (0..12_000).map(|n| f64::from(out[2000 + n]) * weight(n) * phase(n)).sum::<f64>()
                };
                part(f64::sin).hypot(part(f64::cos))
            };
            let down = 20.0 * (bin(mirror) / bin(hz)).log10();
            assert!(down < -80.0, "the mirror image of {hz} Hz at {rate} Hz is only {down:.0} dB down");
        }
    }

    #[test]
    fn the_band_is_flat_to_its_edge() {
        for rate in [44_100, 48_000, 192_000] {
            let out = resampled(rate, &sine(rate, 7500.0, rate as usize), 4096);
            let power: f32 = out[2000..14_000].iter().map(|s| s * s).sum::<f32>() / 12_000.0;
            assert!((power.sqrt() / (0.5 / 2f32.sqrt()) - 1.0).abs() < 0.01, "rms {} at {rate} Hz", power.sqrt());
        }
    }

    #[test]
    fn the_size_of_blocks_changes_nothing() {
        let input = sine(44_100, 440.0, 60_000);
        let whole = resampled(44_100, &input, 60_000);
        for chunk in [1, 441, 1152, 5000] {
            assert_eq!(resampled(44_100, &input, chunk), whole);
        }
    }

    #[test]
    fn a_click_keeps_its_place() {
        for rate in RATES {
            let mut input = vec![0.0; rate as usize];
            input[rate as usize / 2] = 1.0;
            let out = resampled(rate, &input, 1000);
            let peak = (0..out.len()).max_by(|&a, &b| out[a].abs().total_cmp(&out[b].abs())).unwrap();
            let place = (rate / 2) as f64 * 16_000.0 / f64::from(rate);
            assert_eq!(peak, place.round() as usize, "at {rate} Hz");
        }
    }

    #[test]
    fn tiny_and_odd_inputs_have_their_exact_length() {
        assert!(resampled(44_100, &[], 1).is_empty());
        assert_eq!(resampled(44_100, &[0.1; 2], 1).len(), 1);
        assert_eq!(resampled(8000, &[0.1; 3], 1).len(), 6);
        assert_eq!(resampled(44_101, &[0.1; 44_101], 999).len(), 16_000);
        assert_eq!(resampled(221, &[0.1; 221], 10).len(), 16_000);
    }
}
