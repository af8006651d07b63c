//! One member of gzip (RFC 1952), so that `zcat` reads what lies in a bundle.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Magic number, deflate, no flags, no time, no extra flags, an unknown system: the same content gives the same bytes anywhere.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// CRC-32 and length, 4 bytes each.
const TAIL_BYTES: usize = 8;
/// Twice as fast as the smallest, for two per cent more.
const EFFORT: u8 = 6;

/// `content`, compressed.
pub(super) fn packed(content: &[u8]) -> Vec<u8> {
    let mut all = HEAD.to_vec();
    all.extend(compress_to_vec(content, EFFORT));
    all.extend(crc32(content).to_le_bytes());
    all.extend((content.len() as u32).to_le_bytes());
    all
}

/// What [`packed`] compressed, of `most` bytes at most; the reason, when it is no such thing.
pub(super) fn unpacked(bytes: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let rest = bytes.strip_prefix(&HEAD).ok_or("it does not begin as a bundle does")?;
    let stream = rest.len().checked_sub(TAIL_BYTES).ok_or("it ends too early")?;
    let (stream, tail) = rest.split_at(stream);
    let content = decompress_to_vec_with_limit(stream, most).map_err(|error| match error.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => format!("there is more in it than {most} bytes"),
        _ => "its compressed stream is damaged".to_owned(),
    })?;
    let (sum, length) = tail.split_at(TAIL_BYTES / 2);
    let whole = sum == crc32(&content).to_le_bytes() && length == (content.len() as u32).to_le_bytes();
    if whole { Ok(content) } else { Err("its checksum is that of something else".to_owned()) }
}

/// The CRC-32 of gzip and zip.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let mixed = sum ^ u32::from(*byte);
        (0..8).fold(mixed, |rest, _| (rest >> 1) ^ (0xedb8_8320 & (rest & 1).wrapping_neg()))
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_sum_is_the_published_one_and_the_gzip_program_reads_it() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let Ok(mut child) = Command::new("gzip").arg("-dc").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
            crate::required::skip("no gzip");
            return;
        };
        child.stdin.take().unwrap().write_all(&packed("راوي".repeat(99).as_bytes())).unwrap();
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success());
        assert_eq!(String::from_utf8(out.stdout).unwrap(), "راوي".repeat(99));
    }

    #[test]
    fn more_than_the_most_is_not_unpacked() {
        let zeros = packed(&[0; 100_000]);
        assert!(zeros.len() < 1_000);
        assert_eq!(unpacked(&zeros, 100_000).unwrap().len(), 100_000);
        assert_eq!(unpacked(&zeros, 99_999).unwrap_err(), "there is more in it than 99999 bytes");
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked_and_a_changed_byte_is_noticed(
            content in prop::collection::vec(any::<u8>(), 0..400), at in any::<prop::sample::Index>(), bit in 0..8_u8,
        ) {
            let whole = packed(&content);
            prop_assert_eq!(unpacked(&whole, 400).unwrap(), content.clone());
            let mut damaged = whole.clone();
            let place = at.index(whole.len());
            damaged[place] ^= 1 << bit;
            // A bit of padding at the end of the stream means nothing.
            if let Ok(read) = unpacked(&damaged, 400) { prop_assert_eq!(read, content) }
        }

        #[test]
        fn whatever_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpacked(&bytes, 1_000);
            let _ = unpacked(&[&HEAD[..], &bytes].concat(), 1_000);
        }
    }
}
