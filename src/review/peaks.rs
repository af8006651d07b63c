//! The picture of the sound: the lowest and the highest sample of every 10 ms, in the layout of bbc/audiowaveform's `.dat` files,
//! version 2 (`doc/DataFormat.md` there; the data begins at byte 24).

/// Frames of one pair at 16 kHz: exactly 10 ms.
pub(super) const FRAMES: usize = 160;
const RATE: i32 = 16_000;

/// Peaks in the making.
#[derive(Debug, Default)]
pub(super) struct Peaks {
    pairs: Vec<u8>,
    current: Option<(f32, f32)>,
    frames: usize,
}

impl Peaks {
    /// Takes the next samples, nominally within ±1.
    pub(super) fn push(&mut self, samples: &[f32]) {
        for &sample in samples {
            let (low, high) = self.current.unwrap_or((sample, sample));
            self.current = Some((low.min(sample), high.max(sample)));
            self.frames += 1;
            if self.frames == FRAMES {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let eight_bits = |sample: f32| (sample * 128.0).round().clamp(-128.0, 127.0) as i8;
        if let Some((low, high)) = self.current.take() {
            self.pairs.extend([low, high].map(|sample| eight_bits(sample).cast_unsigned()));
        }
        self.frames = 0;
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.close();
        let pairs = u32::try_from(self.pairs.len() / 2).unwrap_or(u32::MAX);
        let mut file = Vec::with_capacity(24 + self.pairs.len());
        file.extend(2_i32.to_le_bytes());
        // Bit 0: 8 bits.
        file.extend(1_u32.to_le_bytes());
        file.extend(RATE.to_le_bytes());
        file.extend((FRAMES as i32).to_le_bytes());
        file.extend(pairs.to_le_bytes());
        file.extend(1_i32.to_le_bytes());
        file.extend(self.pairs);
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_holds_the_extremes_of_ten_milliseconds() {
        let mut peaks = Peaks::default();
        let mut samples = vec![0.0; 2 * FRAMES + 1];
        (samples[3], samples[FRAMES - 1], samples[FRAMES], samples[2 * FRAMES]) = (-0.5, 0.25, 2.0, -1.0);
        // However the sound is cut.
        samples.chunks(7).for_each(|chunk| peaks.push(chunk));
        let file = peaks.finish();
        assert_eq!(file[..8], [2, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(file[16..24], [3, 0, 0, 0, 1, 0, 0, 0]);
        assert_eq!(file[24..].iter().map(|b| b.cast_signed()).collect::<Vec<_>>(), [-64, 32, 0, 127, -128, -128]);
    }
}
