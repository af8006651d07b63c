//! The one thing that Matroska says about the end of its sound and symphonia does not pass on: `DiscardPadding`, how much of
//! the last packet is padding (RFC 9559, 5.1.3.5.7).

use std::fs::File;
use std::io;
use std::path::Path;

use super::part::part;

/// Only the last block group can carry padding to cut, and it lies in the last cluster, before cues and tags.
const TAIL_BYTES: u64 = 512 * 1024;

const BLOCK_GROUP: u8 = 0xa0;
const DISCARD_PADDING: u64 = 0x75a2;
/// Everything that may lie in a block group: block, additions, duration, reference priority and block, discard padding.
const IN_GROUP: [u64; 7] = [0xa1, 0x75a1, 0x9b, 0xfa, 0xfb, DISCARD_PADDING, 0xa4];

/// Nanoseconds to cut from the end of the last packet; zero when the file says nothing.
pub(super) fn end_padding_ns(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let tail = part(&mut file, length.saturating_sub(TAIL_BYTES), TAIL_BYTES)?;
    // From the back: the first whole group met is the last one. Coded sound that happens to look like a group would need
    // every child's size to add up.
    let starts = tail.iter().enumerate().rev().filter(|(_, b)| **b == BLOCK_GROUP).map(|(i, _)| i);
    Ok(starts.filter_map(|at| group_padding(&tail[at + 1..])).next().unwrap_or(0))
}

/// The padding in a block group whose body starts after its size; `None` when this is no block group with padding.
fn group_padding(bytes: &[u8]) -> Option<u64> {
    let (size, used) = number(bytes, true)?;
    let mut body = bytes.get(used..used + usize::try_from(size).ok()?)?;
    let (mut padding, mut has_block) = (None, false);
    while !body.is_empty() {
        let (kind, used) = number(body, false)?;
        let (size, more) = number(body.get(used..)?, true)?;
        if !IN_GROUP.contains(&kind) {
            return None;
        }
        let data = body.get(used + more..)?.get(..usize::try_from(size).ok()?)?;
        has_block |= kind == 0xa1;
        if kind == DISCARD_PADDING {
            padding = Some(data.iter().take(8).fold(0, |n, &b| n << 8 | u64::from(b)));
            // Negative padding would be silence to add, which no encoder writes.
            if data.first().is_some_and(|b| b & 0x80 != 0) {
                return None;
            }
        }
        body = &body[used + more + data.len()..];
    }
    padding.filter(|_| has_block)
}

/// An EBML variable-length number and its size; `value` strips the length marker, as sizes want and ids do not.
fn number(bytes: &[u8], value: bool) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    if length > 8 {
        return None;
    }
    let raw = bytes.get(..length)?.iter().fold(0, |n, &b| n << 8 | u64::from(b));
    Some((if value { raw & !(1 << (7 * length)) } else { raw }, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_found_only_in_a_whole_block_group() {
        let group = [0x8d, 0xa1, 0x84, 0x81, 0, 0, 0, 0x75, 0xa2, 0x83, 0xca, 0x65, 0x10, 0xff];
        // Positive padding of 0x0a6510 ns would read 0x0a; 0xca is negative.
        assert_eq!(group_padding(&group), None);
        let mut positive = group;
        positive[0] = 0x8c;
        positive[10] = 0x0a;
        assert_eq!(group_padding(&positive), Some(0x0a_6510));
        assert_eq!(group_padding(&positive[..8]), None);
    }
}
