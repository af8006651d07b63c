//! What a file that cannot be read as audio looks like, in words for a person.

/// Signatures of files: where they stand, their bytes, and what such a file is.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"\x89PNG", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (8, b"AVI ", "an AVI video, which rawi does not read"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media (WMA or ASF), which rawi does not read"),
    (0, b".RMF", "RealMedia, which rawi does not read"),
    (0, b".ra\xfd", "RealAudio, which rawi does not read"),
    (0, b"MPCK", "Musepack, which rawi does not read"),
    (0, b"MP+", "Musepack, which rawi does not read"),
    (0, b"wvpk", "WavPack, which rawi does not read"),
    (0, b"MAC ", "Monkey's Audio (APE), which rawi does not read"),
    (0, b"TTA1", "True Audio (TTA), which rawi does not read"),
    (0, b"#!AMR", "AMR telephone audio, which rawi does not read"),
    (0, b"tBaK", "TAK audio, which rawi does not read"),
    (0, b"OFR ", "OptimFROG audio, which rawi does not read"),
    (0, b"\x0b\x77", "AC-3 or E-AC-3 (Dolby Digital), which rawi does not read"),
    (0, b"\x77\x0b", "AC-3 (Dolby Digital), which rawi does not read"),
    (0, b"\x7f\xfe\x80\x01", "DTS audio, which rawi does not read"),
    (0, b"\xfe\x7f\x01\x80", "DTS audio, which rawi does not read"),
    (4, b"\xf8\x72\x6f\xba", "TrueHD audio, which rawi does not read"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ", "a Windows program or library"),
    (0, b"DSD ", "DSD audio, which rawi does not read"),
    (0, b"FRM8", "DSD audio, which rawi does not read"),
    (0, b"FLV\x01", "a Flash video, which rawi does not read"),
    (0, b"MThd", "a MIDI score, which holds no sound"),
    (0, b".snd", "Sun/NeXT audio (AU), which rawi does not read"),
    (0, b"\x00\x00\x01\xba", "an MPEG programme stream, which rawi does not read"),
    (0, b"SQLite format 3", "a SQLite database"),
    (0, b"lmgg", "a model file of whisper.cpp"),
    (0, b"RIFF", "a damaged WAV (RIFF) file"),
    (0, b"RF64", "a damaged RF64 file"),
    (0, b"BW64", "a damaged BW64 file"),
    (0, b"FORM", "a damaged AIFF file"),
    (0, b"fLaC", "a damaged FLAC file"),
    (0, b"OggS", "a damaged Ogg file"),
    (0, b"caff", "a damaged CAF file"),
    (4, b"ftyp", "a damaged MP4 file"),
    (0, b"\x1a\x45\xdf\xa3", "a damaged Matroska or WebM file"),
    (0, b"ID3", "an ID3 tag without a recording after it"),
    (0, b"TAG", "an ID3 tag without a recording"),
    (0, b"APETAGEX", "an APE tag without a recording"),
];

/// Names what the first bytes look like.
pub(super) fn looks_like(head: &[u8]) -> &'static str {
    let named = MAGIC.iter().find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    match named {
        Some((_, _, name)) => name,
        None if head.iter().all(|&b| b == 0) => "nothing but zero bytes",
        None if is_transport_stream(head) => "an MPEG transport stream, which rawi does not read",
        None => text_kind(head).unwrap_or("binary data of an unknown kind"),
    }
}

/// Whether no amount of searching could find sound in it: text, or the signature of something else. A stream of MPEG frames
/// may begin with anything, so all other bytes are worth a search.
pub(super) fn is_certainly_not_audio(head: &[u8]) -> bool {
    let name = looks_like(head);
    let searchable = ["binary data", "an ID3 tag", "an APE tag", "a damaged"];
    !searchable.iter().any(|kind| name.starts_with(kind))
}

fn is_transport_stream(head: &[u8]) -> bool {
    head.len() > 376 && [0, 188, 376].iter().all(|&at| head.get(at) == Some(&0x47))
}

/// After a UTF-16 mark: whether the high bytes are those of letters. MPEG Layer I frames begin with the same two bytes.
fn utf16(body: &[u8]) -> Option<bool> {
    let (high, rest) = match body {
        [0xff, 0xfe, rest @ ..] => (1, rest),
        [0xfe, 0xff, rest @ ..] => (0, rest),
        _ => return None,
    };
    let pairs = rest.len().min(128) / 2;
    let letters = rest.chunks_exact(2).take(pairs).filter(|p| matches!(p[high], 0x00..=0x07 | 0x20 | 0xfb..=0xfe)).count();
    Some(letters * 10 > pairs * 9)
}

/// Text of some sort, when every byte could be.
fn text_kind(head: &[u8]) -> Option<&'static str> {
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if let Some(wide) = utf16(body) {
        return wide.then_some("a text file");
    }
    if body.iter().any(|&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)) {
        return None;
    }
    let start: Vec<u8> = body.trim_ascii_start().iter().take(64).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") || start.starts_with(b"<head") {
        return Some("an HTML page (perhaps a download that asked for a login)");
    }
    if start.starts_with(b"<?xml") || start.starts_with(b"<rss") {
        return Some("an XML file (perhaps the podcast's feed instead of its sound)");
    }
    if start.starts_with(b"#extm3u") {
        return Some("an M3U playlist, which names recordings but holds none");
    }
    if start.starts_with(b"webvtt") {
        return Some("a caption file (WebVTT)");
    }
    if start.starts_with(b"{") || start.starts_with(b"[") {
        return Some("a JSON file");
    }
    Some("a text file")
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn common_mistakes_are_told_by_name() {
        assert_eq!(looks_like(b"%PDF-1.7 ..."), "a PDF document");
        assert!(looks_like(b"\n  <!DOCTYPE html><html>").starts_with("an HTML page"));
        assert_eq!(looks_like("خبر اليوم\n".as_bytes()), "a text file");
        assert_eq!(looks_like(&[0; 40]), "nothing but zero bytes");
        assert_eq!(looks_like(&[7, 1, 200, 3]), "binary data of an unknown kind");
        assert!(looks_like(b"wvpk\x10\0").starts_with("WavPack"));
    }
}
