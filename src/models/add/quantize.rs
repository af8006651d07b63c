//! Weights in fewer bits, as ggml lays them out: blocks of 32 values that share a scale.

use super::half::to_half;

/// Values of a block.
pub(super) const BLOCK: usize = 32;

/// In how few bits a model's matrices are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Quantization {
    /// Eight bits and a scale: half the file, and hardly another word.
    Q8_0,
    /// Five bits, a scale and a least value: a third of the file.
    Q5_1,
}

impl Quantization {
    /// Its name, as `q8_0`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Q8_0 => "q8_0",
            Self::Q5_1 => "q5_1",
        }
    }

    /// ggml's number for a tensor of such blocks.
    pub(super) fn tensor_type(self) -> u32 {
        match self {
            Self::Q8_0 => 8,
            Self::Q5_1 => 7,
        }
    }

    /// What the header of a model says whose matrices are such; the thousands are the version of the blocks.
    pub(super) fn file_type(self) -> u32 {
        match self {
            Self::Q8_0 => 2007,
            Self::Q5_1 => 2009,
        }
    }

    /// The bytes of `values`, whole blocks, behind `out`.
    pub(super) fn put(self, values: &[f32], out: &mut Vec<u8>) {
        for block in values.chunks_exact(BLOCK) {
            match self {
                Self::Q8_0 => put_eight_bits(block, out),
                Self::Q5_1 => put_five_bits(block, out),
            }
        }
    }
}

fn put_eight_bits(block: &[f32], out: &mut Vec<u8>) {
    let greatest = block.iter().fold(0f32, |most, value| most.max(value.abs()));
    let scale = greatest / 127.0;
    let inverse = inverse(scale);
    out.extend(to_half(scale).to_le_bytes());
    out.extend(block.iter().map(|value| (value * inverse).round() as i8 as u8));
}

fn put_five_bits(block: &[f32], out: &mut Vec<u8>) {
    let least = block.iter().copied().fold(f32::MAX, f32::min);
    let greatest = block.iter().copied().fold(-f32::MAX, f32::max);
    let scale = (greatest - least) / 31.0;
    let inverse = inverse(scale);
    let step = |value: f32| u32::from(((value - least) * inverse + 0.5) as u8);
    let (low, high) = block.split_at(BLOCK / 2);
    // The fifth bits stand together, those of the first half of the block first.
    let (mut fifth, mut nibbles) = (0u32, [0u8; BLOCK / 2]);
    for (at, (low, high)) in low.iter().zip(high).enumerate() {
        let (low, high) = (step(*low), step(*high));
        nibbles[at] = (low & 15 | (high & 15) << 4) as u8;
        fifth |= (low >> 4 & 1) << at | (high >> 4 & 1) << (at + BLOCK / 2);
    }
    out.extend(to_half(scale).to_le_bytes());
    out.extend(to_half(least).to_le_bytes());
    out.extend(fifth.to_le_bytes());
    out.extend(nibbles);
}

fn inverse(scale: f32) -> f32 {
    if scale == 0.0 { 0.0 } else { 1.0 / scale }
}

#[cfg(test)]
mod tests {
    use super::super::half::from_half;
    use super::*;

    fn values() -> Vec<f32> {
        (0..BLOCK).map(|n| (n as f32 * 0.77).sin() * 3.0).collect()
    }

    fn half_at(bytes: &[u8], at: usize) -> f32 {
        from_half(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
    }

    #[test]
    fn eight_bits_are_within_half_a_step() {
        let mut bytes = Vec::new();
        Quantization::Q8_0.put(&values(), &mut bytes);
        assert_eq!(bytes.len(), 34);
        let scale = half_at(&bytes, 0);
        for (value, byte) in values().iter().zip(&bytes[2..]) {
            assert!((value - f32::from(*byte as i8) * scale).abs() <= scale * 0.57, "{value}");
        }
        let mut nothing = Vec::new();
        Quantization::Q8_0.put(&[0.0; BLOCK], &mut nothing);
        assert_eq!(nothing, [0; 34]);
    }

    #[test]
    fn five_bits_are_within_half_a_step() {
        let mut bytes = Vec::new();
        Quantization::Q5_1.put(&values(), &mut bytes);
        assert_eq!(bytes.len(), 24);
        let (scale, least) = (half_at(&bytes, 0), half_at(&bytes, 2));
        let fifth = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
        for (at, value) in values().iter().enumerate() {
            let nibble = bytes[8 + at % 16] >> (at / 16 * 4) & 15;
            let step = u32::from(nibble) | (fifth >> at & 1) << 4;
            assert!((value - (step as f32 * scale + least)).abs() <= scale * 0.57, "{value}");
        }
    }
}
