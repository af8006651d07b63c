//! Numbers one after the other.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::super::fault::{DbResult, unreadable};

/// The number of the form that this code writes.
const FORM: u8 = 1;
/// How hard DEFLATE tries, of 10: more gives a hundredth less.
const EFFORT: u8 = 5;
/// What a value may hold when it is unpacked: the words of a recording of days.
const MOST_BYTES: usize = 512 << 20;

/// `bytes` as a value of a row.
pub(in super::super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut value = vec![FORM];
    value.extend(compress_to_vec(bytes, EFFORT));
    value
}

/// What [`deflated`] made a value of; `what` names it in the error.
pub(in super::super) fn inflated(what: &str, value: &[u8]) -> DbResult<Vec<u8>> {
    match value.split_first() {
        Some((&FORM, stream)) => {
            decompress_to_vec_with_limit(stream, MOST_BYTES).map_err(|e| unreadable(what, e.to_string()))
        }
        Some((form, _)) => Err(unreadable(what, format!("it is packed in form {form}, and this rawi knows form {FORM}"))),
        None => Err(unreadable(what, "it is empty")),
    }
}

/// Numbers to be written.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// `to` by its distance from `from`.
    pub(super) fn step(&mut self, from: u64, to: u64) {
        let gap = to.wrapping_sub(from) as i64;
        self.number(((gap << 1) ^ (gap >> 63)) as u64);
    }
}

/// Numbers to be read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    what: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// `what` names it in errors.
    pub(super) fn new(what: &'a str, bytes: &'a [u8]) -> Self {
        Self { what, bytes, at: 0 }
    }

    pub(super) fn byte(&mut self) -> DbResult<u8> {
        let byte = self.bytes.get(self.at).copied().ok_or_else(|| unreadable(self.what, "it ends too early"))?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> DbResult<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.wrong("a number has no end"))
    }

    /// A number of things that each take at least one byte: none is believed that cannot be there.
    pub(super) fn count(&mut self) -> DbResult<usize> {
        let count = self.number()?;
        match usize::try_from(count) {
            Ok(count) if count <= self.bytes.len() => Ok(count),
            _ => Err(self.wrong("it holds less than it says")),
        }
    }

    pub(super) fn index(&mut self) -> DbResult<usize> {
        let number = self.number()?;
        usize::try_from(number).map_err(|_| self.wrong("a number is too large"))
    }

    pub(super) fn small(&mut self) -> DbResult<u32> {
        let number = self.number()?;
        u32::try_from(number).map_err(|_| self.wrong("a number is too large"))
    }

    /// What [`Writer::step`] wrote.
    pub(super) fn step(&mut self, from: u64) -> DbResult<u64> {
        let coded = self.number()?;
        let gap = (coded >> 1) as i64 ^ -((coded & 1) as i64);
        Ok(from.wrapping_add(gap as u64))
    }

    pub(super) fn wrong(&self, why: &'static str) -> super::super::Fault {
        unreadable(self.what, why)
    }
}
