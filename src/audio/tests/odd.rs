//! Files that bend the rules of their containers and that players play: headers twice, lengths too long, empty chunks, blocks of odd
//! lengths.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use super::ffmpeg::{all, has_ffmpeg};
use super::made::{file, wav};
use super::unusual::tone;
use crate::audio::{Damage, Options, decode, probe, write_wav};
use crate::required::skip;
use crate::time::Span;

/// Length in frames, and the damage that was told.
fn heard(path: &Path) -> (usize, Damage) {
    let mut decoder = decode(path, &Options::default()).unwrap();
    let samples = all(&mut decoder).unwrap().len() / usize::from(decoder.channels());
    (samples, decoder.damage())
}

/// The pages of an Ogg file.
fn pages(ogg: &[u8]) -> Vec<Vec<u8>> {
    let (mut pages, mut at) = (Vec::new(), 0);
    while at < ogg.len() {
        let segments = usize::from(ogg[at + 26]);
        let body: usize = ogg[at + 27..at + 27 + segments].iter().map(|n| usize::from(*n)).sum();
        let end = at + 27 + segments + body;
        pages.push(ogg[at..end].to_vec());
        at = end;
    }
    pages
}

/// An Ogg file of these pages, numbered and with their checksums.
fn ogg(pages: &[Vec<u8>]) -> Vec<u8> {
    let numbered = pages.iter().enumerate().map(|(number, page)| {
        let mut page = page.clone();
        page[18..22].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
        page[22..26].fill(0);
        let sum = page.iter().fold(0u32, |sum, byte| {
            (0..8)
                .fold(sum ^ u32::from(*byte) << 24, |sum, _| if sum >> 31 == 1 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 })
        });
        page[22..26].copy_from_slice(&sum.to_le_bytes());
        page
    });
    numbered.collect::<Vec<_>>().concat()
}

#[test]
fn headers_of_opus_and_vorbis_that_stand_there_twice_are_no_sound() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, how, headers) in [("a.opus", "-c:a libopus -b:a 32k", 2), ("a.ogg", "-c:a libvorbis", 1)] {
        let path = tone(dir.path(), name, 48_000, how);
        let once = heard(&path);
        let own = pages(&fs::read(&path).unwrap());
        let mut again: Vec<Vec<u8>> = own[..headers].to_vec();
        again.iter_mut().for_each(|page| page[5] = 0);
        let tagged = own.get(1..headers).unwrap_or(&[]).to_vec();
        for repeated in [again, tagged] {
            let pages = [&own[..headers], &repeated, &own[headers..]].concat();
            fs::write(&path, ogg(&pages)).unwrap();
            assert_eq!(heard(&path), once, "{name} with {} pages more", repeated.len());
        }
    }
}

/// Makes the box `mdat` of an MP4 longer by `more` bytes than it is.
fn with_longer_sound(mp4: &[u8], more: u32) -> Vec<u8> {
    let mut longer = mp4.to_vec();
    let mut at = 0;
    loop {
        let size = u32::from_be_bytes(mp4[at..at + 4].try_into().unwrap());
        if &mp4[at + 4..at + 8] == b"mdat" {
            longer[at..at + 4].copy_from_slice(&(size + more).to_be_bytes());
            return longer;
        }
        at += size as usize;
    }
}

#[test]
fn sound_of_an_mp4_that_is_said_to_be_longer_than_the_file_is_heard() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let path = tone(dir.path(), "a.m4a", 44_100, "-c:a aac -movflags +faststart");
    let (whole, bytes) = (heard(&path), fs::read(&path).unwrap());
    for more in [1, 1000, 1 << 30] {
        fs::write(&path, with_longer_sound(&bytes, more)).unwrap();
        assert_eq!(heard(&path), whole, "{more} bytes too long");
    }
    // A download that broke off: the half that is there is heard, and it is told that the rest is missing.
    fs::write(&path, &bytes[..bytes.len() * 3 / 4]).unwrap();
    let (frames, damage) = heard(&path);
    assert!(frames > whole.0 / 2 && frames < whole.0 && damage.cut_short, "{frames} frames, {damage:?}");
}

#[test]
fn an_audio_book_with_chapters_is_heard_whole() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let chapters = dir.path().join("chapters.txt");
    let chapter = |from: u32| format!("[CHAPTER]\nTIMEBASE=1/1000\nSTART={from}\nEND={}\ntitle=Part {from}\n", from + 1000);
    fs::write(&chapters, format!(";FFMETADATA1\ntitle=Book\n{}{}", chapter(0), chapter(1000))).unwrap();
    let how = format!("-i {} -map 0:a -map_metadata 1 -map_chapters 1 -c:a aac -f ipod", chapters.display());
    let path = tone(dir.path(), "a.m4b", 44_100, &how);
    assert_eq!(heard(&path), (88_200, Damage::default()));
    let facts = probe(&path).unwrap();
    assert_eq!((facts.tracks.len(), facts.tags.title.as_deref()), (1, Some("Book")));
}

/// An AIFF or AIFC file of these chunks.
fn aiff(kind: &[u8; 4], chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let chunk = |(name, body): &(&[u8; 4], Vec<u8>)| {
        let padding = vec![0; body.len() % 2];
        [&name[..], &u32::try_from(body.len()).unwrap().to_be_bytes(), body, &padding].concat()
    };
    let body = [kind.to_vec(), chunks.iter().flat_map(chunk).collect()].concat();
    [b"FORM", &u32::try_from(body.len()).unwrap().to_be_bytes()[..], &body].concat()
}

/// What describes mono sound at 8 kHz, whose rate is a number of 80 bits.
fn common(frames: u32, bits: u16, compression: &[u8]) -> Vec<u8> {
    let rate = [0x40, 0x0b, 0xfa, 0, 0, 0, 0, 0, 0, 0];
    [&1u16.to_be_bytes()[..], &frames.to_be_bytes(), &bits.to_be_bytes(), &rate, compression].concat()
}

#[test]
fn chunks_of_an_aiff_that_are_empty_or_broken_cost_no_sound() {
    let samples: Vec<i16> = (0..8000).map(|n| (n % 100) * 300).collect();
    let sound: Vec<u8> = [vec![0; 8], samples.iter().flat_map(|s| s.to_be_bytes()).collect()].concat();
    let format = || (b"COMM", common(8000, 16, &[]));
    let plain = || (b"SSND", sound.clone());
    let title = || (b"NAME", b"Report".to_vec());
    for odd in
        [(b"ID3 ", Vec::new()), (b"ID3 ", b"ID3\x03\0\0\0\0\0\0".to_vec()), (b"ID3 ", b"junk".to_vec()), (b"MARK", vec![9])]
    {
        for chunks in [
            vec![odd.clone(), format(), title(), plain()],
            vec![format(), plain(), title(), odd.clone()],
            vec![plain(), odd.clone(), title(), format()],
        ] {
            let (_dir, path) = file(&aiff(b"AIFF", &chunks));
            let ours = all(&mut decode(&path, &Options::default()).unwrap()).unwrap();
            assert_eq!(ours.len(), 8000, "{odd:?}");
            assert!(ours.iter().zip(&samples).all(|(a, b)| (a * 32_768.0 - f32::from(*b)).abs() < 0.5));
            assert_eq!(probe(&path).unwrap().tags.title.as_deref(), Some("Report"));
        }
    }
    // A recorder that was cut off: no length, or one that the file does not have.
    let whole = aiff(b"AIFF", &[format(), plain()]);
    let length = whole.len() - sound.len() - 4;
    for (stated, cut_short) in [(0u32, false), (u32::MAX, false), (40_000, true)] {
        let mut bytes = whole.clone();
        bytes[length..length + 4].copy_from_slice(&stated.to_be_bytes());
        let (_dir, path) = file(&bytes);
        assert_eq!(heard(&path), (8000, Damage { cut_short, ..Damage::default() }), "{stated}");
    }
}

#[test]
fn the_logarithmic_samples_of_an_aifc_are_read_however_their_law_is_spelt() {
    let sound: Vec<u8> = [vec![0; 8], (0..=255).cycle().take(8000).collect()].concat();
    for (law, bits, codec) in [(b"ulaw", 8, "µ-law"), (b"ULAW", 16, "µ-law"), (b"alaw", 8, "A-law"), (b"ALAW", 16, "A-law")]
    {
        let format = common(8000, bits, &[&law[..], b"\0\0"].concat());
        let version = (b"FVER", vec![0xa2, 0x80, 0x51, 0x40]);
        let (_dir, path) = file(&aiff(b"AIFC", &[version, (b"COMM", format), (b"SSND", sound.clone())]));
        assert_eq!(heard(&path), (8000, Damage::default()));
        assert_eq!(probe(&path).unwrap().tracks[0].codec, codec);
    }
}

/// A checksum as FLAC has it, of `bits` bits with this polynomial.
fn checksum(bytes: &[u8], bits: u32, polynomial: u32) -> u32 {
    let (top, mask) = (1 << (bits - 1), (1u64 << bits) as u32 - 1);
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << (bits - 8), |sum, _| {
            (if sum & top != 0 { sum << 1 ^ polynomial } else { sum << 1 }) & mask
        })
    })
}

/// A FLAC file of blocks of these lengths, their samples as they are; `least` and `most` is what it says of the lengths.
fn flac(blocks: &[u16], least: u16, most: u16) -> Vec<u8> {
    let total: u64 = blocks.iter().map(|n| u64::from(*n)).sum();
    let stream = 8000u64 << 44 | 15 << 36 | total;
    let mut out = b"fLaC\x80\0\0\x22".to_vec();
    out.extend([least.to_be_bytes(), most.to_be_bytes()].concat());
    out.extend([0; 6]);
    out.extend(stream.to_be_bytes());
    out.extend([0; 16]);
    let mut at = 0u32;
    for block in blocks {
        let number = char::from_u32(at).filter(|c| *c as u32 == at).map(|c| c.to_string().into_bytes());
        let mut frame = [&[0xff, 0xf9, 0x70, 0][..], &number.unwrap(), &(block - 1).to_be_bytes()].concat();
        frame.push(checksum(&frame, 8, 7) as u8);
        frame.push(2);
        frame.extend((0..u32::from(*block)).flat_map(|n| (((at + n) % 100) as i16 * 300).to_be_bytes()));
        frame.extend((checksum(&frame, 16, 0x8005) as u16).to_be_bytes());
        out.extend(frame);
        at += u32::from(*block);
    }
    out
}

#[test]
fn flac_blocks_of_any_length_are_decoded() {
    let odd: Vec<u16> = [1, 16, 4001, 7, 15, 2, 300, 17, 1000].repeat(3);
    let total: usize = odd.iter().map(|n| usize::from(*n)).sum();
    for (least, most) in [(1, 4001), (16, 4001), (0, 0), (4001, 4001)] {
        let (_dir, path) = file(&flac(&odd, least, most));
        let ours = all(&mut decode(&path, &Options::default()).unwrap()).unwrap();
        assert_eq!(ours.len(), total, "blocks of {least} to {most} frames, it says");
        assert!(ours.iter().enumerate().all(|(n, s)| (s * 32_768.0 - (n % 100) as f32 * 300.0).abs() < 0.5));
    }
}

#[test]
fn float_samples_beyond_all_measure_are_damage_and_no_speech() {
    let mut bytes = wav(8000, 1, &vec![0; 8000]);
    (bytes[20], bytes[34]) = (3, 32);
    bytes[28..34].copy_from_slice(&[0, 0x7d, 0, 0, 4, 0]);
    bytes[44..].chunks_exact_mut(4).for_each(|sample| sample.copy_from_slice(&0.25f32.to_le_bytes()));
    bytes[4044..4048].copy_from_slice(&3e38f32.to_le_bytes());
    let (_dir, path) = file(&bytes);
    let decoder = decode(&path, &Options::default()).unwrap();
    let mut speech = crate::audio::to_speech(decoder);
    let samples: Vec<f32> = speech.by_ref().flat_map(|block| block.unwrap().samples().to_vec()).collect();
    assert!(samples.iter().all(|sample| sample.abs() < 1.0), "a packet beyond all measure is silence");
    assert_eq!((samples.len(), speech.damage().packets), (8000, 1));
}

#[test]
fn a_clip_tells_of_damage_as_recognition_does() {
    let mut bytes = wav(8000, 1, &[1000; 24_000]);
    bytes.truncate(20_044);
    let (_dir, path) = file(&bytes);
    let recording = decode(&path, &Options::default()).unwrap();
    let clip = write_wav(recording, Span::from_millis(500, 5000), Cursor::new(Vec::new())).unwrap();
    assert_eq!(clip.length.as_millis(), 750);
    assert!(clip.damage.cut_short);
}
