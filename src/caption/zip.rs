//! ZIP archives, writing: what a word processor's document is packed in. The same content gives the same bytes.

use miniz_oxide::deflate::compress_to_vec;

/// 1 January 1980, the first day that the format knows.
const FIRST_DAY: u16 = 0x0021;
/// Whether names are UTF-8.
const UTF8: u16 = 1 << 11;
/// How hard it is tried, of 10.
const LEVEL: u8 = 6;

/// A file of an archive.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) content: String,
    /// Left as it is: what must be found at the start of the archive.
    pub(super) plain: bool,
}

/// The entries as an archive, in their order. An entry has less than 4 GB.
pub(super) fn archive(entries: &[Entry<'_>]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for entry in entries {
        let content = entry.content.as_bytes();
        let packed = if entry.plain { content.to_vec() } else { compress_to_vec(content, LEVEL) };
        let at = out.len() as u32;
        let head = head(entry, &packed);
        out.extend([0x50, 0x4b, 3, 4]);
        out.extend(&head);
        out.extend(entry.name.as_bytes());
        out.extend(&packed);
        list.extend([0x50, 0x4b, 1, 2, 20, 0]);
        list.extend(&head);
        // No remark, the first disk, a text, no rights.
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(entry.name.as_bytes());
    }
    let (count, at, length) = (entries.len() as u16, out.len() as u32, list.len() as u32);
    out.extend(list);
    out.extend([0x50, 0x4b, 5, 6, 0, 0, 0, 0]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What stands in front of an entry, and once more in the list: version, flags, method, time, day, checksum, lengths.
fn head(entry: &Entry<'_>, packed: &[u8]) -> Vec<u8> {
    let method: u16 = if entry.plain { 0 } else { 8 };
    let mut head = Vec::with_capacity(26);
    for number in [20, UTF8, method, 0, FIRST_DAY] {
        head.extend(number.to_le_bytes());
    }
    for number in [checksum(entry.content.as_bytes()), packed.len() as u32, entry.content.len() as u32] {
        head.extend(number.to_le_bytes());
    }
    head.extend((entry.name.len() as u16).to_le_bytes());
    head.extend([0, 0]);
    head
}

/// CRC-32 as ZIP has it: polynomial 0x04C11DB7, reflected.
fn checksum(bytes: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|byte| {
        (0..8).fold(byte as u32, |rest, _| if rest & 1 == 1 { 0xedb8_8320 ^ (rest >> 1) } else { rest >> 1 })
    });
    !bytes.iter().fold(!0, |rest, byte| table[((rest ^ u32::from(*byte)) & 0xff) as usize] ^ (rest >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_that_is_published() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_same_content_gives_the_same_bytes_with_the_plain_entry_in_front() {
        let make = || {
            let entry = |name, content: &str, plain| Entry { name, content: content.to_owned(), plain };
            archive(&[entry("mimetype", "a/b", true), entry("content.xml", &"<a/>".repeat(99), false)])
        };
        assert_eq!(make(), make());
        assert_eq!(&make()[30..41], b"mimetypea/b");
        assert!(make().len() < 300);
    }
}
