//! A tensor of a ggml file: what it will be, and where its numbers come from.

use std::ops::Range;

use super::super::error::Error;
use super::half::to_half;
use super::quantize::{BLOCK, Quantization};
use super::tensor::StoredTensor;

/// How a tensor's numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Single,
    Half,
    Blocks(Quantization),
}

impl Form {
    fn number(self) -> u32 {
        match self {
            Self::Single => 0,
            Self::Half => 1,
            Self::Blocks(quantization) => quantization.tensor_type(),
        }
    }

    fn bytes(self, values: u64) -> u64 {
        match self {
            Self::Single => values * 4,
            Self::Half => values * 2,
            Self::Blocks(Quantization::Q8_0) => values / BLOCK as u64 * 34,
            Self::Blocks(Quantization::Q5_1) => values / BLOCK as u64 * 24,
        }
    }

    fn put(self, values: &[f32], out: &mut Vec<u8>) {
        match self {
            Self::Single => out.extend(values.iter().flat_map(|value| value.to_le_bytes())),
            Self::Half => out.extend(values.iter().flat_map(|value| to_half(*value).to_le_bytes())),
            Self::Blocks(quantization) => quantization.put(values, out),
        }
    }
}

/// A tensor to be written.
pub(super) struct Planned {
    pub(super) name: String,
    /// The sizes of its dimensions, the outermost first.
    pub(super) shape: Vec<u64>,
    pub(super) form: Form,
    pub(super) from: StoredTensor,
    /// Rows of what it comes from.
    pub(super) rows: Range<u64>,
}

impl Planned {
    /// In fewer bits, where ggml's own tools take fewer for such a tensor: matrices whose rows are whole blocks, but for the
    /// tables of positions, which are added and not multiplied with.
    pub(super) fn quantized(self, quantization: Quantization) -> Self {
        let wide = matches!(*self.shape, [rows, columns] if rows > 1 && columns > 1 && columns % BLOCK as u64 == 0);
        let form = match self.form {
            Form::Half if wide => Form::Blocks(quantization),
            form => form,
        };
        Self { form, ..self }
    }

    /// How many bytes it takes in the file.
    pub(super) fn bytes(&self) -> u64 {
        let head = 12 + 4 * self.shape.len() as u64 + self.name.len() as u64;
        head + self.form.bytes(self.shape.iter().product())
    }

    /// Gives its bytes to `put`, piece by piece.
    pub(super) fn each_piece(&self, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
        // A name has a few dozen bytes, a tensor four dimensions at most.
        let mut piece = [self.shape.len() as u32, self.name.len() as u32, self.form.number()].map(u32::to_le_bytes).concat();
        piece.extend(self.shape.iter().rev().flat_map(|size| (*size as u32).to_le_bytes()));
        piece.extend(self.name.as_bytes());
        put(&piece)?;
        self.from.each_piece(&self.rows, &mut |values| {
            piece.clear();
            self.form.put(values, &mut piece);
            put(&piece)
        })
    }
}
