//! Streams without a container: MPEG audio and ADTS frames, believed only when several follow each other.
//!
//! Eleven set bits are all that begins a frame, and any program or picture holds them somewhere. What distinguishes a stream
//! from chance is that the next frame stands where this one's header says it ends, with the same version, layer and rate (ISO/IEC
//! 11172-3, 2.4.2.3 and 13818-3 for MPEG audio, 14496-3, 1.A.2 for ADTS).

/// Frames that must follow each other where a file, or what stands behind its tags, begins with one.
const FRAMES_AT_START: usize = 3;
/// The same where something else comes first: chance has a million places to try.
const FRAMES_BEHIND_OTHER_BYTES: usize = 8;
/// No frame is longer, in bytes (MPEG-2.5 Layer II at 160 kbit/s and 8 kHz has 2,881; an ADTS frame's field has 13 bits).
const LONGEST_FRAME: usize = 8192;

/// Which kind of frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// MPEG-1, -2 or -2.5, Layers I to III.
    Mpeg,
    /// MPEG-1 Layer II at a bit rate that the standard forbids for the number of its channels, and the decoder refuses
    /// (ISO/IEC 11172-3, 2.4.2.3). Some programs write it: ffmpeg, unless told otherwise, at 384 kbit/s for one channel.
    ForbiddenLayerTwo,
    /// AAC with ADTS headers.
    Adts,
}

/// Where a stream of frames begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameStream {
    pub(super) kind: FrameKind,
    /// Bytes in front of its first frame.
    pub(super) from: usize,
}

/// What a header says: what stays the same from frame to frame, and the frame's length in bytes; `None` as length in a stream
/// of free bit rate, where only the next header shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    kind: FrameKind,
    /// Version, layer and rate, for MPEG; profile, rate and version for ADTS.
    same: u32,
    length: Option<usize>,
}

/// The first stream of coherent frames in `bytes`. `whole` says that the file ends where `bytes` do: then a stream that
/// reaches the end may be shorter.
pub(super) fn find(bytes: &[u8], whole: bool) -> Option<FrameStream> {
    let found = |from: usize, wanted: usize| {
        let header = header(bytes.get(from..)?)?;
        follows(bytes, from, header, wanted, whole).then_some(FrameStream { kind: header.kind, from })
    };
    found(0, FRAMES_AT_START).or_else(|| {
        let mut sync = bytes.iter().enumerate().skip(1).filter(|(_, byte)| **byte == 0xff);
        sync.find_map(|(from, _)| found(from, FRAMES_BEHIND_OTHER_BYTES))
    })
}

/// Whether `wanted` frames stand one behind the other from `from` on, or all that a whole file has, at least one of them whole.
fn follows(bytes: &[u8], from: usize, first: Header, wanted: usize, whole: bool) -> bool {
    let mut at = from;
    let mut free_length = None;
    for frames in 0..wanted {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let ends_here = rest.is_empty() || tag_at_end(rest);
        let Some(header) = header(rest).filter(|h| (h.kind, h.same) == (first.kind, first.same)) else {
            return frames > 0 && whole && ends_here && from == 0;
        };
        let length = header.length.or(free_length).or_else(|| {
            free_length = next_like(rest, first);
            free_length
        });
        let Some(length) = length else { return false };
        if rest.len() < length {
            // Cut off inside a frame: what went before must be enough.
            return frames > 0 && whole && from == 0;
        }
        // Frames of free bit rate differ by their padding, which is the header's bit.
        at += length + usize::from(header.length.is_none() && padded(rest));
    }
    true
}

/// Tags that stand behind the last frame.
fn tag_at_end(rest: &[u8]) -> bool {
    [&b"TAG"[..], b"APETAGEX", b"ID3", b"LYRICSBEGIN", b"3DI"].iter().any(|tag| rest.starts_with(tag))
}

fn padded(header: &[u8]) -> bool {
    header.get(2).is_some_and(|byte| byte & 2 != 0)
}

/// The length of a frame of free bit rate, without its padding: the distance to the next header like `first`.
fn next_like(rest: &[u8], first: Header) -> Option<usize> {
    let within = 24..rest.len().min(LONGEST_FRAME);
    let next =
        within.into_iter().find(|at| header(&rest[*at..]).is_some_and(|h| (h.same, h.length) == (first.same, None)))?;
    Some(next - usize::from(padded(rest)))
}

fn header(bytes: &[u8]) -> Option<Header> {
    let head: [u8; 6] = bytes.get(..6)?.try_into().ok()?;
    if head[0] != 0xff || head[1] & 0xe0 != 0xe0 {
        return None;
    }
    if head[1] & 0xf6 == 0xf0 { adts(head) } else { mpeg(head) }
}

fn adts([_, second, third, fourth, fifth, sixth]: [u8; 6]) -> Option<Header> {
    let rate = third >> 2 & 0x0f;
    let length = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    let same = u32::from(second) << 8 | u32::from(third & 0xfc);
    (rate < 13 && length > 7).then_some(Header { kind: FrameKind::Adts, same, length: Some(length) })
}

fn mpeg([_, second, third, fourth, ..]: [u8; 6]) -> Option<Header> {
    /// Kilobits a second by row (version and layer) and index, index 0 being the free bit rate.
    const KBITS: [[usize; 15]; 5] = [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    let rate_index = third >> 2 & 3;
    if version == 1 || layer == 0 || rate_index == 3 || fourth & 3 == 2 {
        return None;
    }
    let first_version = version == 3;
    let slower = match version {
        3 => 1,
        2 => 2,
        _ => 4,
    };
    let hertz = [44_100, 48_000, 32_000][usize::from(rate_index)] / slower;
    let row = match (first_version, layer) {
        (true, 3) => 0,
        (true, 2) => 1,
        (true, _) => 2,
        (false, 3) => 3,
        (false, _) => 4,
    };
    let kbits = *KBITS[row].get(usize::from(third >> 4))?;
    let padding = usize::from(third & 2 != 0);
    let length = match layer {
        3 => (12_000 * kbits / hertz + padding) * 4,
        1 if !first_version => 72_000 * kbits / hertz + padding,
        _ => 144_000 * kbits / hertz + padding,
    };
    let same = u32::from(second & 0xfe) << 8 | u32::from(third & 0x0c);
    let forbidden: &[usize] = if fourth >> 6 == 3 { &[224, 256, 320, 384] } else { &[32, 48, 56, 80] };
    let is_forbidden = row == 1 && forbidden.contains(&kbits);
    let kind = if is_forbidden { FrameKind::ForbiddenLayerTwo } else { FrameKind::Mpeg };
    Some(Header { kind, same, length: (kbits > 0).then_some(length) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// MPEG-1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes.
    fn frames(n: usize) -> Vec<u8> {
        let frame = |_| [&[0xff, 0xfb, 0x90, 0x00][..], &[0x55; 413]].concat();
        (0..n).flat_map(frame).collect()
    }

    #[test]
    fn the_length_of_a_frame_is_what_the_standards_say() {
        let length = |head: [u8; 4]| header(&[&head[..], &[0x20, 0x20]].concat()).and_then(|h| h.length);
        assert_eq!(length([0xff, 0xfb, 0x90, 0x00]), Some(417), "MPEG-1 Layer III, 128 kbit/s at 44.1 kHz");
        assert_eq!(length([0xff, 0xfb, 0x92, 0x00]), Some(418), "padded");
        assert_eq!(length([0xff, 0xf3, 0x80, 0x00]), Some(208), "MPEG-2 Layer III, 64 kbit/s at 22.05 kHz");
        assert_eq!(length([0xff, 0xe3, 0x18, 0x00]), Some(72), "MPEG-2.5 Layer III, 8 kbit/s at 8 kHz");
        assert_eq!(length([0xff, 0xfd, 0xa4, 0x00]), Some(576), "MPEG-1 Layer II, 192 kbit/s at 48 kHz");
        assert_eq!(length([0xff, 0xff, 0x54, 0x00]), Some(160), "MPEG-1 Layer I, 160 kbit/s at 48 kHz");
        assert_eq!(length([0xff, 0xf1, 0x50, 0x80]), Some(0x104 - 3), "ADTS");
        assert_eq!(length([0xff, 0xfb, 0xf0, 0x00]), None, "an index that is none");
    }

    #[test]
    fn bit_rates_that_layer_two_does_not_have_for_its_channels_are_known() {
        let kind = |head: [u8; 4]| header(&[&head[..], &[0x20, 0x20]].concat()).map(|h| h.kind);
        assert_eq!(kind([0xff, 0xfd, 0xe4, 0xc4]), Some(FrameKind::ForbiddenLayerTwo), "384 kbit/s, one channel");
        assert_eq!(kind([0xff, 0xfd, 0xa4, 0xc0]), Some(FrameKind::Mpeg), "192 kbit/s, one channel");
        assert_eq!(kind([0xff, 0xfd, 0x14, 0x00]), Some(FrameKind::ForbiddenLayerTwo), "32 kbit/s, two channels");
        assert_eq!(kind([0xff, 0xfd, 0xe4, 0x00]), Some(FrameKind::Mpeg), "384 kbit/s, two channels");
    }

    #[test]
    fn one_header_is_no_stream_and_three_frames_are() {
        let found = |bytes: &[u8], whole| find(bytes, whole).map(|s| s.from);
        assert_eq!(found(&frames(3), false), Some(0));
        assert_eq!(found(&[frames(1), vec![7; 4000]].concat(), true), None);
        assert_eq!(found(&frames(2), true), Some(0), "the file ends there");
        assert_eq!(found(&frames(2)[..600], true), Some(0), "it was cut off inside the second");
        assert_eq!(found(&frames(1)[..300], true), None, "not one whole frame");
        assert_eq!(found(&[vec![1; 500], frames(3), vec![7; 4000]].concat(), true), None, "too few behind other bytes");
        assert_eq!(found(&[vec![1; 500], frames(9)].concat(), false), Some(500));
        assert_eq!(found(&[frames(2), b"TAG".to_vec(), vec![0; 125]].concat(), true), Some(0));
    }
}
