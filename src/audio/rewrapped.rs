use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

use super::mpeg_frames::FrameKind;
use super::part::part;

/// No frame of MPEG audio is longer, in bytes.
const MAX_FRAME_BYTES: u64 = 4096;

/// A head of our own, then a stretch of the file. Nothing is copied: the sound stays where it is.
pub(super) struct Rewrapped {
    head: Vec<u8>,
    file: File,
    from: u64,
    length: u64,
    at: u64,
    /// Zero bytes that follow what the file holds, not counted in its length.
    zeros: u64,
    /// Whole numbers of 64 bits, which symphonia does not know: only the upper half of each is passed on, as 32 bits.
    upper_halves: bool,
    /// Bytes of sound that the file promises and does not have.
    pub(super) missing: u64,
    /// What is passed on are bare frames of this kind, whatever the file begins with.
    pub(super) frames: Option<FrameKind>,
}

impl Rewrapped {
    /// `head`, then `length` bytes of the file from byte `from` on.
    pub(super) fn new(head: Vec<u8>, file: &File, from: u64, length: u64) -> io::Result<Self> {
        let file = file.try_clone()?;
        Ok(Self { head, file, from, length, at: 0, zeros: 0, upper_halves: false, missing: 0, frames: None })
    }

    /// Frames of MPEG audio or ADTS from byte `from` on, `length` bytes or to the file's end, and some zeros behind them: recordings
    /// that were cut off end inside a frame, whose first half still holds sound.
    pub(super) fn bare_frames(file: &mut File, from: u64, length: Option<u64>, kind: FrameKind) -> io::Result<Self> {
        let rest = file.seek(SeekFrom::End(0))?.saturating_sub(from);
        let source = Self::new(Vec::new(), file, from, length.unwrap_or(rest).min(rest))?;
        Ok(Self { zeros: MAX_FRAME_BYTES, frames: Some(kind), ..source })
    }

    /// The same, of which so many bytes are missing.
    pub(super) fn with_missing(self, missing: u64) -> Self {
        Self { missing, ..self }
    }

    /// The same, of whose samples of 64 bits only the upper halves are passed on.
    pub(super) fn with_upper_halves(self) -> Self {
        Self { upper_halves: true, ..self }
    }

    /// Sound from `at` on, counted in the bytes that are passed on.
    fn sound(&mut self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        if !self.upper_halves {
            self.file.seek(SeekFrom::Start(self.from + at))?;
            return self.file.read(out);
        }
        let (first, last) = (at / 4, (at + out.len() as u64).div_ceil(4));
        let raw = part(&mut self.file, self.from + first * 8, (last - first) * 8)?;
        let upper = raw.chunks_exact(8).flat_map(|sample| &sample[4..]).skip((at % 4) as usize);
        Ok(out.iter_mut().zip(upper).map(|(to, from)| *to = *from).count())
    }
}

impl Read for Rewrapped {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let head = self.head.len() as u64;
        let sound_end = head + self.length;
        let wanted = out.len();
        let up_to = |end: u64, at: u64| usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX).min(wanted);
        let got = if self.at < head {
            let rest = &self.head[self.at as usize..];
            let n = rest.len().min(out.len());
            out[..n].copy_from_slice(&rest[..n]);
            n
        } else if self.at < sound_end {
            let n = up_to(sound_end, self.at);
            self.sound(self.at - head, &mut out[..n])?
        } else {
            let n = up_to(sound_end + self.zeros, self.at);
            out[..n].fill(0);
            n
        };
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for Rewrapped {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let whole = self.head.len() as u64 + self.length;
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => whole.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

impl MediaSource for Rewrapped {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.head.len() as u64 + self.length)
    }
}
