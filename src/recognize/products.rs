//! Products of matrices in whole numbers of eight bits: most of what recognition computes.
//!
//! Each row of a model's matrix and each row of what it is applied to gets a scale of its own, so that its largest number becomes 127;
//! the products are then summed exactly, in 32 bits. Where few rows come at a time, as in the decoder, what is left of an input behind
//! its bytes is put into second bytes, of a 254th of the step, and multiplied too: without these the least change of the sound turned one
//! word in fifty into one that sounds alike, with them one in a thousand; the same in the encoder changes nothing.
//!
//! Processors with instructions for this (VNNI) do five to ten times as many products in a second as of any numbers that whisper.cpp
//! computes with; `benches/speed` has the measures.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;
use rten_vecmath::MinMax;

/// Rows that are multiplied together, so that what comes of them is still in the processor's cache when it is scaled. Fixed: no number
/// depends on how many threads share the work.
const ROWS: usize = 96;
/// Fewer rows than this are multiplied in fifteen bits: those of the decoder, one for each hypothesis.
const FINE_BELOW: usize = 32;
/// What stands for zero among the unsigned bytes of an input.
const ZERO: u8 = 128;

/// The matrices of a model as they are needed, each laid out when it is used first.
#[derive(Default)]
pub(super) struct Matrices {
    known: Mutex<HashMap<usize, Arc<OnceLock<Matrix>>>>,
}

impl Matrices {
    /// The matrix that has its numbers at `place`; `make` gives them.
    pub(super) fn at(&self, place: usize, make: impl FnOnce() -> Matrix) -> Arc<OnceLock<Matrix>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let matrix = known.entry(place).or_default().clone();
        drop(known);
        matrix.get_or_init(make);
        matrix
    }
}

/// A matrix of a model, laid out for the processor.
pub(super) struct Matrix {
    packed: PackedBMatrix<i8>,
    /// What one stands for, in each row.
    scales: Vec<f32>,
}

impl Matrix {
    /// Of `rows` of `width` numbers each, which `row` puts into the place that it is given.
    #[allow(clippy::expect_used, reason = "the sizes of what is multiplied were computed from each other")]
    pub(super) fn new(rows: usize, width: usize, mut row: impl FnMut(usize, &mut [f32])) -> Self {
        let (mut bytes, mut scales) = (Vec::with_capacity(rows * width), Vec::with_capacity(rows));
        let mut values = vec![0.0; width];
        for number in 0..rows {
            row(number, &mut values);
            let most = values.iter().fold(0f32, |most, value| most.max(value.abs()));
            let scale = most.max(f32::MIN_POSITIVE) / 127.0;
            // Not `round`, which is a call for every number on the least processors of an architecture.
            bytes.extend(values.iter().map(|value| (value / scale + 0.5f32.copysign(*value)) as i8));
            scales.push(scale);
        }
        let view = NdTensorView::from_data_with_strides([width, rows], &bytes[..], [1, width]);
        let view = view.expect("all rows are there");
        Self { packed: WHOLE.with(|multiply| multiply.prepack_b(view)), scales }
    }

    /// Its product with each of the rows of `input`: as many numbers as it has rows, for each.
    #[allow(clippy::expect_used, reason = "the sizes of what is multiplied were computed from each other")]
    pub(super) fn times(&self, input: &[f32], out: &mut [f32]) {
        let (width, outputs) = (self.packed.rows(), self.scales.len());
        let fine = input.len() / width < FINE_BELOW;
        input.par_chunks(ROWS * width).zip(out.par_chunks_mut(ROWS * outputs)).for_each(|(input, out)| {
            let (bytes, of_rows) = in_bytes(input, width, fine);
            let times = if fine { 2 } else { 1 };
            let rows = times * of_rows.len();
            let (zeros, mut sums) = (vec![ZERO; rows], vec![0i32; times * out.len()]);
            let a = NdTensorView::from_data([rows, width], &bytes[..]);
            let options = GemmOptions { a_quant: Some(QuantParams { zero_point: &zeros }), ..GemmOptions::default() };
            let (a, b) = (GemmInputA::Unpacked(a), GemmInputB::Packed(&self.packed));
            WHOLE
                .with(|multiply| multiply.gemm(&mut sums, a, b, options))
                .expect("input and output have as many numbers as the matrix takes and gives");
            for ((out, sums), scale) in out.chunks_exact_mut(outputs).zip(sums.chunks_exact(times * outputs)).zip(of_rows) {
                let (sums, finer) = sums.split_at(outputs);
                Scaled { sums, finer: fine.then_some(finer), scale, scales: &self.scales, out }.dispatch();
            }
        });
    }
}

/// Rows of `width` numbers in bytes, each followed by a row of what is left of them where they are to be `fine`, and what one stands for
/// in each.
fn in_bytes(input: &[f32], width: usize, fine: bool) -> (Vec<u8>, Vec<f32>) {
    let times = if fine { 2 } else { 1 };
    let (mut bytes, mut scales) = (vec![0; times * input.len()], Vec::with_capacity(input.len() / width));
    for (row, bytes) in input.chunks_exact(width).zip(bytes.chunks_exact_mut(times * width)) {
        let (least, most) = MinMax::new(row).dispatch();
        let scale = most.max(-least).max(f32::MIN_POSITIVE) / 127.0;
        let (out, finer) = bytes.split_at_mut(width);
        let steps = 1.0 / scale;
        Bytes { row, steps, out }.dispatch();
        if fine {
            let left = |(value, byte): (&f32, &u8)| value * steps - (f32::from(*byte) - f32::from(ZERO));
            let row: Vec<f32> = row.iter().zip(&*out).map(left).collect();
            Bytes { row: &row, steps: FINER, out: finer }.dispatch();
        }
        scales.push(scale);
    }
    (bytes, scales)
}

/// Numbers as bytes: so many steps each, and [`ZERO`] more. (`rten_vecmath::Quantize` is not inlined.)
struct Bytes<'a> {
    row: &'a [f32],
    steps: f32,
    out: &'a mut [u8],
}

impl SimdOp for Bytes<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (single, whole, short, bytes) = (isa.f32(), isa.i32(), isa.i16(), isa.u8());
        let (steps, zero, lanes) = (single.splat(self.steps), whole.splat(i32::from(ZERO)), single.len());
        let (mut from, mut to) = (self.row.chunks_exact(4 * lanes), self.out.chunks_exact_mut(4 * lanes));
        for (row, out) in from.by_ref().zip(to.by_ref()) {
            let a = whole.add(single.to_int_round(single.mul(single.load(row), steps)), zero);
            let b = whole.add(single.to_int_round(single.mul(single.load(&row[lanes..]), steps)), zero);
            let c = whole.add(single.to_int_round(single.mul(single.load(&row[2 * lanes..]), steps)), zero);
            let d = whole.add(single.to_int_round(single.mul(single.load(&row[3 * lanes..]), steps)), zero);
            bytes.store(short.narrow_saturate(whole.narrow_saturate(a, b), whole.narrow_saturate(c, d)), out);
        }
        for (value, out) in from.remainder().iter().zip(to.into_remainder()) {
            *out = ((value * self.steps).round_ties_even() as i32 + i32::from(ZERO)).clamp(0, 255) as u8;
        }
    }
}

/// Sums of a row, and those of what was left of it, in what they stand for.
struct Scaled<'a> {
    sums: &'a [i32],
    finer: Option<&'a [i32]>,
    scale: f32,
    scales: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Scaled<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (single, whole) = (isa.f32(), isa.i32());
        let (scale, step, lanes) = (single.splat(self.scale), single.splat(1.0 / FINER), single.len());
        let rest = self.out.len() - self.out.len() % lanes;
        for at in (0..rest).step_by(lanes) {
            let mut sums = whole.to_float(whole.load(&self.sums[at..]));
            if let Some(finer) = self.finer {
                sums = single.mul_add(whole.to_float(whole.load(&finer[at..])), step, sums);
            }
            let scales = single.mul(single.load(&self.scales[at..]), scale);
            single.store(single.mul(sums, scales), &mut self.out[at..]);
        }
        for at in rest..self.out.len() {
            let sum = self.sums[at] as f32 + self.finer.map_or(0.0, |finer| finer[at] as f32 / FINER);
            self.out[at] = sum * (self.scales[at] * self.scale);
        }
    }
}

/// So many steps of a scale are one of what is left behind it: half a step is 127.
const FINER: f32 = 254.0;

/// The product of `left`, rows of `width` numbers, with each row of `right`, as many wide; in single precision.
#[allow(clippy::expect_used, reason = "the sizes of what is multiplied were computed from each other")]
pub(super) fn product(left: &[f32], right: &[f32], width: usize, out: &mut [f32]) {
    let outputs = right.len() / width;
    let b = NdTensorView::from_data_with_strides([width, outputs], right, [1, width]).expect("all rows are there");
    let packed = SINGLE.with(|multiply| multiply.prepack_b(b));
    left.par_chunks(ROWS * width).zip(out.par_chunks_mut(ROWS * outputs)).for_each(|(left, out)| {
        let a = NdTensorView::from_data([left.len() / width, width], left);
        let (a, b) = (GemmInputA::Unpacked(a), GemmInputB::Packed(&packed));
        SINGLE
            .with(|multiply| multiply.gemm(out, a, b, GemmOptions::default()))
            .expect("the output has a number for every pair of rows");
    });
}

thread_local! {
    /// What multiplies matrices on this processor: no two threads can share it.
    static WHOLE: GemmExecutor<u8, i8, i32> = GemmExecutor::default();
    static SINGLE: GemmExecutor<f32> = GemmExecutor::default();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look random and are the same every time.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    /// Each of `left`'s rows with each of `right`'s, number by number.
    fn plain(left: &[f32], right: &[f32], width: usize) -> Vec<f32> {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>() as f32;
        left.chunks_exact(width).flat_map(|a| right.chunks_exact(width).map(move |b| dot(a, b))).collect()
    }

    fn matrix(values: &[f32], width: usize) -> Matrix {
        Matrix::new(values.len() / width, width, |row, out| out.copy_from_slice(&values[row * width..(row + 1) * width]))
    }

    fn most_apart(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
    }

    #[test]
    fn products_of_eight_bits_are_as_near_as_their_steps() {
        for (rows, outputs, width) in [(1, 33, 64), (5, 7, 48), (97, 130, 192), (200, 17, 31)] {
            let (input, weights) = (numbers(rows * width, 1), numbers(outputs * width, 2));
            let mut out = vec![f32::NAN; rows * outputs];
            matrix(&weights, width).times(&input, &mut out);
            // Both are off by half a step, a 254th, at most, in either direction: what is left grows with the root of the width.
            let bound = 4.0 * (width as f32).sqrt() / 254.0;
            assert!(most_apart(&out, &plain(&input, &weights, width)) < bound, "{rows} {outputs} {width}");
        }
    }

    #[test]
    fn whole_numbers_within_the_steps_come_out_exactly_and_rows_of_nothing_too() {
        // The largest of each row is 127, so that the steps are ones.
        let input = [127.0, -3.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, -127.0, 1.0, 1.0, 1.0];
        let weights = [127.0, 2.0, -7.0, 1.0, -127.0, 0.0, 0.0, 3.0];
        let mut out = [f32::NAN; 6];
        matrix(&weights, 4).times(&input, &mut out);
        assert_eq!(out, [16_128.0, -16_114.0, 0.0, 0.0, -16_133.0, 16_132.0]);
        let mut none = [f32::NAN; 2];
        matrix(&[0.0; 8], 4).times(&[1.0; 4], &mut none);
        assert_eq!(none, [0.0; 2]);
    }

    #[test]
    fn the_inputs_of_the_decoder_keep_fifteen_bits() {
        // Weights that are whole steps: what is lost is the input's alone.
        let (width, mut weights) = (128, vec![0.0; 128]);
        (weights[3], weights[77]) = (127.0, -127.0);
        let input = numbers(5 * width, 8);
        let mut out = vec![0.0; 5];
        matrix(&weights, width).times(&input, &mut out);
        assert!(most_apart(&out, &plain(&input, &weights, width)) < 127.0 / 30_000.0);
    }

    #[test]
    fn a_large_number_costs_only_its_own_row_precision() {
        let (width, mut input) = (64, numbers(3 * 64, 3));
        let weights = numbers(8 * width, 4);
        let mut out = [vec![0.0; 24], vec![0.0; 24]];
        matrix(&weights, width).times(&input, &mut out[0]);
        input[width] = 1e6;
        matrix(&weights, width).times(&input, &mut out[1]);
        assert_eq!((&out[0][..8], &out[0][16..]), (&out[1][..8], &out[1][16..]));
    }

    #[test]
    fn nothing_depends_on_the_number_of_threads() {
        let width = 96;
        let (input, weights) = (numbers(333 * width, 5), numbers(70 * width, 6));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let (mut eight, mut single) = (vec![0.0; 333 * 70], vec![0.0; 333 * 70]);
                matrix(&weights, width).times(&input, &mut eight);
                product(&input, &weights, width, &mut single);
                (eight, single)
            })
        };
        assert!(with(1) == with(2) && with(1) == with(5));
        assert!(most_apart(&with(1).1, &plain(&input, &weights, width)) < 1e-4);
    }

    #[test]
    fn a_matrix_is_laid_out_once() {
        let (known, mut made) = (Matrices::default(), 0);
        for place in [7, 9, 7] {
            let found = known.at(place, || {
                made += 1;
                matrix(&[1.0; 4], 2)
            });
            assert!(found.get().is_some());
        }
        assert_eq!(made, 2);
    }
}
