//! A tensor where it lies: numbers in a row in some file, read piece by piece.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

use super::super::error::Error;
use super::half::{from_brain, from_half};

/// Values that are read at once: whole blocks of every quantisation.
const PIECE: u64 = 16 * 1024;

/// How a number is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    F64,
    F32,
    F16,
    /// The upper half of an `F32`.
    Bf16,
    /// Multiples of one over a scale.
    I8,
    I16,
    I32,
}

impl Element {
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::F64 => 8,
            Self::F32 | Self::I32 => 4,
            Self::F16 | Self::Bf16 | Self::I16 => 2,
            Self::I8 => 1,
        }
    }

    fn value(self, bytes: &[u8]) -> f32 {
        let short = || u16::from_le_bytes([bytes[0], bytes[1]]);
        match self {
            Self::F64 => f64::from_le_bytes(std::array::from_fn(|at| bytes[at])) as f32,
            Self::F32 => f32::from_le_bytes(std::array::from_fn(|at| bytes[at])),
            Self::I32 => i32::from_le_bytes(std::array::from_fn(|at| bytes[at])) as f32,
            Self::F16 => from_half(short()),
            Self::Bf16 => from_brain(short()),
            Self::I16 => f32::from(short() as i16),
            Self::I8 => f32::from(bytes[0] as i8),
        }
    }
}

/// A tensor of a checkpoint, its numbers in the order of its last dimension first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredTensor {
    /// The file that it lies in.
    pub(super) path: PathBuf,
    /// Its first byte there.
    pub(super) offset: u64,
    /// The sizes of its dimensions, the outermost first.
    pub(super) shape: Vec<u64>,
    pub(super) element: Element,
    /// What whole numbers were multiplied with, for all rows or for each.
    pub(super) scale: Vec<f32>,
}

impl StoredTensor {
    /// How many numbers it has; `None` when no file could hold them.
    pub(super) fn values(&self) -> Option<u64> {
        self.shape.iter().try_fold(1u64, |product, size| product.checked_mul(*size))
    }

    /// How many bytes it takes; `None` when no file could.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.values()?.checked_mul(self.element.bytes())
    }

    /// Gives the values of `rows` of the first dimension to `put`, some thousands at a time.
    pub(super) fn each_piece(
        &self,
        rows: &Range<u64>,
        put: &mut dyn FnMut(&[f32]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let refused = |source| Error::Read { path: self.path.clone(), source };
        let row: u64 = self.shape.iter().skip(1).product();
        let mut file = File::open(&self.path).map_err(refused)?;
        let mut at = rows.start * row;
        file.seek(SeekFrom::Start(self.offset + at * self.element.bytes())).map_err(refused)?;
        let (end, mut values) = (rows.end * row, Vec::new());
        while at < end {
            let count = PIECE.min(end - at);
            self.read(&mut file, at..at + count, row, &mut values).map_err(refused)?;
            put(&values)?;
            at += count;
        }
        Ok(())
    }

    fn read(&self, file: &mut File, numbers: Range<u64>, row: u64, values: &mut Vec<f32>) -> io::Result<()> {
        let width = self.element.bytes() as usize;
        // At most `PIECE` numbers.
        let mut bytes = vec![0; (numbers.end - numbers.start) as usize * width];
        file.read_exact(&mut bytes)?;
        values.clear();
        values.extend(bytes.chunks_exact(width).map(|number| self.element.value(number)));
        if !self.scale.is_empty() {
            for (at, value) in numbers.zip(values.iter_mut()) {
                let scale = self.scale.get((at / row.max(1)) as usize).or(self.scale.first());
                *value /= scale.copied().unwrap_or(1.0);
            }
        }
        Ok(())
    }

    /// All its values, where there are at most `most`.
    pub(super) fn all(&self, most: u64) -> Result<Vec<f32>, Error> {
        let mut all = Vec::new();
        if self.values().is_some_and(|values| values <= most) {
            let rows = self.shape.first().copied().unwrap_or(1);
            self.each_piece(&(0..rows), &mut |values| {
                all.extend_from_slice(values);
                Ok(())
            })?;
        }
        Ok(all)
    }
}

/// A shape as a person reads it: `51865 × 512`.
pub(super) fn shown(shape: &[u64]) -> String {
    if shape.is_empty() {
        return "a single number".to_owned();
    }
    shape.iter().map(u64::to_string).collect::<Vec<_>>().join(" × ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_whatever_they_are_stored_in() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("numbers");
        let read = |bytes: &[u8], element, scale: &[f32]| {
            std::fs::write(&path, [&[9; 3], bytes].concat()).unwrap();
            let tensor = StoredTensor { path: path.clone(), offset: 3, shape: vec![2, 2], element, scale: scale.to_vec() };
            let mut found = Vec::new();
            let outcome = tensor.each_piece(&(1..2), &mut |values| {
                found.extend_from_slice(values);
                Ok(())
            });
            outcome.map(|()| found)
        };
        let single: Vec<u8> = [1f32, 2.0, -3.5, 4.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        assert_eq!(read(&single, Element::F32, &[]).unwrap(), [-3.5, 4.0]);
        let double: Vec<u8> = [1f64, 2.0, -3.5, 4.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        assert_eq!(read(&double, Element::F64, &[]).unwrap(), [-3.5, 4.0]);
        assert_eq!(read(&[0, 0, 0, 0, 0x00, 0x3c, 0x00, 0xc0], Element::F16, &[]).unwrap(), [1.0, -2.0]);
        assert_eq!(read(&[0, 0, 0, 0, 0x80, 0x3f, 0x00, 0xc0], Element::Bf16, &[]).unwrap(), [1.0, -2.0]);
        assert_eq!(read(&[1, 2, 3, 0xff], Element::I8, &[1.0, 2.0]).unwrap(), [1.5, -0.5]);
        assert_eq!(read(&[0, 0, 0, 0, 5, 0, 0xff, 0xff], Element::I16, &[10.0]).unwrap(), [0.5, -0.1]);
        assert!(matches!(read(&single[..12], Element::F32, &[]), Err(Error::Read { .. })), "it ends early");
    }
}
