//! Containers are given to symphonia in their plainest form where it stumbles over parts that do not matter here: WAV (RF64 and BW64
//! for long broadcasts, a length of zero or of all ones from a recorder that was cut off, chunks in any order), AIFF (chunks that are
//! empty or broken), MP4 (sound that is said to be longer than the file) and FLAC (cue sheets, pictures and paddings of any size). A
//! new head is put before the sound, which stays where it is.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use super::part::fill;
use super::rewrapped::Rewrapped;
use super::{rewrap_aiff, rewrap_flac, rewrap_mp4, rewrap_wav};

/// The file in its plainest form, or `None` when it should be read as it is.
pub(super) fn rewrap(file: &mut File) -> io::Result<Option<Rewrapped>> {
    let mut magic = [0; 12];
    file.seek(SeekFrom::Start(0))?;
    let got = fill(file, &mut magic)?;
    match &magic[..got] {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E'] => rewrap_wav::rewrap(file),
        [b'R', b'F', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E'] => rewrap_wav::rewrap(file),
        [b'B', b'W', b'6', b'4', _, _, _, _, b'W', b'A', b'V', b'E'] => rewrap_wav::rewrap(file),
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C'] => rewrap_aiff::rewrap(file),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => rewrap_mp4::rewrap(file),
        [b'f', b'L', b'a', b'C', ..] => rewrap_flac::rewrap(file),
        _ => Ok(None),
    }
}
