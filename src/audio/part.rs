//! Parts of a file: as many bytes as there are, never more than was asked for.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Fills `out` from where the file stands; fewer bytes only at its end.
pub(super) fn fill(file: &mut File, out: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while got < out.len() {
        match file.read(&mut out[got..])? {
            0 => break,
            n => got += n,
        }
    }
    Ok(got)
}

/// Up to `size` bytes from `at` on.
pub(super) fn part(file: &mut File, at: u64, size: u64) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(size).read_to_end(&mut out)?;
    Ok(out)
}
