//! Confidences, to the bit. Those of this crate's aligner are whole thousandths and take two bytes; those of recognisers take four.

use super::super::fault::DbResult;
use super::columns::{Reader, Writer};

const THOUSANDTHS: u8 = 0;
const BITS: u8 = 1;

fn thousandths(confidence: f32) -> Option<u64> {
    let whole = (confidence * 1000.0).round();
    let fits = (0.0..=65_535.0).contains(&whole) && (whole as u64 as f32 / 1000.0).to_bits() == confidence.to_bits();
    fits.then_some(whole as u64)
}

pub(super) fn write(all: &[f32], out: &mut Writer) {
    if let Some(whole) = all.iter().map(|c| thousandths(*c)).collect::<Option<Vec<_>>>() {
        out.byte(THOUSANDTHS);
        whole.into_iter().for_each(|number| out.number(number));
        return;
    }
    out.byte(BITS);
    // Byte by byte over all: the first bytes of most are alike, and DEFLATE sees it.
    for place in 0..4 {
        all.iter().for_each(|confidence| out.byte(confidence.to_bits().to_be_bytes()[place]));
    }
}

pub(super) fn read(count: usize, from: &mut Reader<'_>) -> DbResult<Vec<f32>> {
    match from.byte()? {
        THOUSANDTHS => (0..count).map(|_| Ok(from.number()? as f32 / 1000.0)).collect(),
        BITS => {
            let mut bits = vec![0_u32; count];
            for _ in 0..4 {
                for one in &mut bits {
                    *one = *one << 8 | u32::from(from.byte()?);
                }
            }
            Ok(bits.into_iter().map(f32::from_bits).collect())
        }
        _ => Err(from.wrong("its confidences have an unknown form")),
    }
}
