use super::resample::Resampler;
use crate::time::SampleRate;

/// A stretch of a recording at another rate than the recording began with, brought to that rate: joined MP3s and chained Ogg
/// streams change it on the way.
pub(super) struct RateChange {
    rate: SampleRate,
    channels: Vec<Resampler>,
}

impl RateChange {
    pub(super) fn new(from: SampleRate, to: SampleRate, channels: u16) -> Self {
        Self { rate: from, channels: (0..channels.max(1)).map(|_| Resampler::between(from, to)).collect() }
    }

    /// The rate of what is pushed.
    pub(super) fn rate(&self) -> SampleRate {
        self.rate
    }

    /// Adds interleaved samples, and gives those at the recording's rate that are ready.
    pub(super) fn push(&mut self, samples: &[f32]) -> Vec<f32> {
        let count = self.channels.len();
        for (place, channel) in self.channels.iter_mut().enumerate() {
            let own: Vec<f32> = samples.iter().skip(place).step_by(count).copied().collect();
            channel.push(&own);
        }
        self.ready()
    }

    /// The rest, when the stretch is over: its length is that of the stretch.
    pub(super) fn end(mut self) -> Vec<f32> {
        self.channels.iter_mut().for_each(Resampler::end);
        self.ready()
    }

    fn ready(&mut self) -> Vec<f32> {
        let own: Vec<Vec<f32>> = self.channels.iter_mut().map(|channel| channel.take(usize::MAX)).collect();
        let frames = own.iter().map(Vec::len).min().unwrap_or(0);
        (0..frames).flat_map(|frame| own.iter().map(move |channel| channel[frame])).collect()
    }
}
