//! The room on recordings made on the spot: plain WAV without any tool, every other format by ffmpeg where there is one.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;

use super::shared::{all, has_ffmpeg};
use crate::audio::{Channel, Error, Options, decode, probe, to_speech, write_wav};
use crate::time::{Frames, Span};

/// A WAV of 16 bits with these samples.
fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let spec = hound::WavSpec { channels, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::new(&mut out, spec).unwrap();
    samples.iter().for_each(|s| writer.write_sample(*s).unwrap());
    writer.finalize().unwrap();
    out.into_inner()
}

/// Writes `bytes` to a file that lives as long as the folder.
fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("recording");
    std::fs::write(&path, bytes).unwrap();
    (dir, path)
}

fn decoded(path: &Path) -> Result<Vec<f32>, Error> {
    all(&mut decode(path, &Options::default())?)
}

/// Silence with one loud frame in the middle of the second second.
fn click(rate: u32) -> Vec<i16> {
    let mut samples = vec![0; rate as usize * 3];
    samples[rate as usize * 3 / 2] = 30_000;
    samples
}

#[test]
fn channels_are_chosen_and_missing_ones_refused() {
    let (_dir, path) = file(&wav(16_000, 2, &[16_384, -8192].repeat(1600)));
    let heard = |channel| {
        let speech = to_speech(decode(&path, &Options { track: None, channel }).unwrap());
        speech.map(|block| block.unwrap().samples()[0]).next().unwrap()
    };
    assert_eq!((heard(Channel::Left), heard(Channel::Right), heard(Channel::Mix)), (0.5, -0.25, 0.125));
    let third = decode(&path, &Options { track: None, channel: Channel::Nth(3) }).unwrap_err();
    assert!(third.to_string().ends_with("has no channel 3; the track has 2"));
    let track = decode(&path, &Options { track: Some(2), channel: Channel::Mix }).unwrap_err();
    assert!(track.to_string().ends_with("has no audio track 2; it has 1"));
}

#[test]
fn a_recording_that_was_cut_off_gives_what_is_there_and_says_so() {
    let mut bytes = wav(8000, 1, &click(8000));
    bytes.truncate(20_044);
    let (_dir, path) = file(&bytes);
    let mut decoder = decode(&path, &Options::default()).unwrap();
    assert_eq!(all(&mut decoder).unwrap().len(), 10_000);
    assert!(decoder.damage().cut_short);
}

#[test]
fn a_recorder_that_never_wrote_the_length_is_understood() {
    for length in [0, u32::MAX] {
        let mut bytes = wav(8000, 1, &click(8000));
        bytes[40..44].copy_from_slice(&length.to_le_bytes());
        let (_dir, path) = file(&bytes);
        let mut decoder = decode(&path, &Options::default()).unwrap();
        assert_eq!(all(&mut decoder).unwrap().len(), 24_000);
        assert!(!decoder.damage().is_any());
    }
}

#[test]
fn long_broadcast_waves_are_read() {
    let plain = wav(8000, 1, &click(8000));
    let mut bytes = b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0".to_vec();
    bytes.extend_from_slice(&[0; 8]);
    bytes.extend_from_slice(&48_000u64.to_le_bytes());
    bytes.extend_from_slice(&[0; 12]);
    bytes.extend_from_slice(&plain[12..40]);
    bytes.extend_from_slice(&[0xff; 4]);
    bytes.extend_from_slice(&plain[44..]);
    bytes.extend_from_slice(b"junk behind the sound");
    let (_dir, path) = file(&bytes);
    assert_eq!(decoded(&path).unwrap().len(), 24_000);
}

#[test]
fn what_is_no_recording_is_told_by_what_it_looks_like() {
    let words = |bytes: &[u8]| {
        let (_dir, path) = file(bytes);
        let told = decode(&path, &Options::default()).unwrap_err().to_string();
        told.replace(&path.display().to_string(), "FILE")
    };
    assert_eq!(words(b""), "FILE is empty (zero bytes)");
    assert!(words(b"<html><body>Log in</body></html>").contains("it looks like an HTML page"));
    assert!(words(b"%PDF-1.4\n%\xe2\xe3").ends_with("it looks like a PDF document"));
    assert!(words("تقرير اليوم".as_bytes()).ends_with("it looks like a text file"));
    assert_eq!(words(&wav(8000, 1, &[])), "FILE is a WAV file but damaged beyond use: it holds a header but no sound");
    let mut mp3_in_wav = wav(8000, 1, &[0; 100]);
    mp3_in_wav[20] = 0x55;
    assert_eq!(words(&mp3_in_wav), "FILE is MP3 in WAV, which rawi cannot decode");
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(decode(dir.path(), &Options::default()), Err(Error::Directory { .. })));
    assert!(matches!(probe(&dir.path().join("none")), Err(Error::Missing { .. })));
}

#[test]
fn a_clip_holds_exactly_the_wanted_stretch() {
    let samples: Vec<i16> = (0..32_000).map(|n| (n % 3000) as i16).collect();
    let (_dir, path) = file(&wav(8000, 2, &samples));
    let mut out = Cursor::new(Vec::new());
    let open = || decode(&path, &Options::default()).unwrap();
    let length = write_wav(open(), Span::from_millis(500, 750), &mut out).unwrap();
    assert_eq!(length.as_millis(), 250);
    let clip: Vec<i16> =
        hound::WavReader::new(Cursor::new(out.into_inner())).unwrap().samples().map(Result::unwrap).collect();
    assert_eq!(clip, samples[8000..12_000]);
    let beyond = write_wav(open(), Span::from_millis(9000, 9500), Cursor::new(Vec::new())).unwrap_err();
    assert!(beyond.to_string().ends_with("which lasts 0:02.000"), "{beyond}");
}

/// Container, codec arguments for ffmpeg and rates that the codec takes.
const FORMATS: &[(&str, &str, u32)] = &[
    ("u8.wav", "-c:a pcm_u8", 44_100),
    ("s24.wav", "-c:a pcm_s24le", 48_000),
    ("s32.wav", "-c:a pcm_s32le", 96_000),
    ("f32.wav", "-c:a pcm_f32le", 44_100),
    ("f64.wav", "-c:a pcm_f64le", 44_100),
    ("alaw.wav", "-c:a pcm_alaw", 8000),
    ("mulaw.wav", "-c:a pcm_mulaw", 8000),
    ("ms.wav", "-c:a adpcm_ms", 22_050),
    ("ima.wav", "-c:a adpcm_ima_wav", 22_050),
    ("be.aiff", "-c:a pcm_s16be", 44_100),
    ("le.caf", "-c:a pcm_s16le", 44_100),
    ("alac.caf", "-c:a alac", 44_100),
    ("a.flac", "-c:a flac", 44_100),
    ("alac.m4a", "-c:a alac", 44_100),
    ("cbr.mp3", "-c:a libmp3lame -b:a 64k", 44_100),
    ("vbr.mp3", "-c:a libmp3lame -q:a 4", 48_000),
    ("low.mp3", "-c:a libmp3lame -b:a 32k", 22_050),
    ("aac.m4a", "-c:a aac -b:a 96k", 44_100),
    ("frag.mp4", "-c:a aac -b:a 96k -movflags frag_keyframe+empty_moov", 48_000),
    ("aac.mkv", "-c:a aac -b:a 96k", 44_100),
    ("a.aac", "-c:a aac -b:a 96k", 44_100),
    ("vorbis.ogg", "-c:a libvorbis -q:a 4", 44_100),
    ("vorbis.webm", "-c:a libvorbis -q:a 4", 44_100),
    ("opus.ogg", "-c:a libopus -b:a 48k", 48_000),
    ("opus.webm", "-c:a libopus -b:a 48k", 48_000),
    ("opus.mka", "-c:a libopus -b:a 48k -frame_duration 60", 48_000),
];

#[test]
fn a_click_stays_in_its_place_in_every_format() {
    if !has_ffmpeg() {
        println!("skipped: no ffmpeg");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for (name, codec, rate) in FORMATS {
        let (from, to) = (dir.path().join("click.wav"), dir.path().join(name));
        std::fs::write(&from, wav(*rate, 1, &click(*rate))).unwrap();
        let made = Command::new("ffmpeg")
            .args(["-v", "error", "-nostdin", "-y", "-i"])
            .arg(&from)
            .args(codec.split(' '))
            .args(["-metadata", "title=Bulletin"])
            .arg(&to)
            .output()
            .unwrap();
        if !made.status.success() {
            println!("skipped: this ffmpeg cannot make {name}");
            continue;
        }
        let ours = decoded(&to).unwrap_or_else(|e| panic!("{name}: {e}"));
        let peak = (0..ours.len()).max_by(|&a, &b| ours[a].abs().total_cmp(&ours[b].abs())).unwrap();
        // These say nothing of their priming: one packet of it stays, as ffmpeg's own reading has it.
        let priming = if ["a.aac", "frag.mp4", "aac.mkv"].contains(name) { 1024 } else { 0 };
        let ms = |frames: usize| frames as f64 * 1000.0 / f64::from(*rate);
        let (off, length) = (ms(peak) - ms(priming) - 1500.0, ms(ours.len()));
        let padded = ["a.aac", "aac.mkv", "frag.mp4", "vorbis.webm", "ms.wav", "ima.wav"].contains(name);
        println!("{name}: click off by {off:.2} ms, length {length:.2} ms");
        if off.abs() > 1.0 || ((length - 3000.0).abs() > 1.0 && !padded) {
            wrong.push(format!("{name}: click off by {off:.2} ms, length {length:.2} ms"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every hostile sample ends in an error or in some sound, and so does every cut and flip of a sound file.
#[test]
fn hostile_samples_do_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let mut met = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if let Ok(mut decoder) = decode(&path, &Options::default()) {
            let frames: u64 = decoder.by_ref().map_while(Result::ok).map(|b| b.frames().0).sum();
            assert!(frames < 10_000_000, "{}", path.display());
        }
        met += 1;
    }
    println!("{met} hostile samples met");
}

fn stress(bytes: &[u8]) {
    let (_dir, path) = file(bytes);
    if let Ok(decoder) = decode(&path, &Options::default()) {
        let mut place = Frames(0);
        for block in decoder.map_while(Result::ok) {
            assert_eq!(block.start(), place, "blocks follow each other");
            assert!(block.samples().iter().all(|s| s.is_finite()));
            place = block.end();
        }
        assert!(place.0 < 50_000_000, "a small file cannot hold {} frames", place.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_behind_any_signature_do_no_harm(
        magic in prop::sample::select(vec![
            &b"RIFF\x24\0\0\0WAVEfmt "[..], b"RF64\xff\xff\xff\xffWAVE", b"FORM\0\0\x10\0AIFFCOMM", b"caff\0\x01\0\0desc", b"fLaC\0\0\0\x22",
            b"OggS\0\x02", b"\0\0\0\x18ftypM4A ", b"\x1a\x45\xdf\xa3", b"ID3\x04\0\0\0\0\x10\0", b"\xff\xfb\x90\x00", b"\xff\xf1\x50\x80", b"",
        ]),
        tail in prop::collection::vec(any::<u8>(), 0..3000),
    ) {
        stress(&[magic, &tail].concat());
    }

    #[test]
    fn any_flips_in_a_header_do_no_harm(flips in prop::collection::vec((0usize..80, any::<u8>()), 1..6), cut in 0usize..2000) {
        let mut bytes = wav(16_000, 2, &[100, -100].repeat(400));
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        bytes.truncate(cut.max(12));
        stress(&bytes);
    }
}

/// `cargo test --release -- --ignored three_hours` with ffmpeg: peak memory of decoding and resampling three hours of stereo MP3.
#[test]
#[ignore = "makes and decodes three hours of MP3: a minute, and 87 MB of disk"]
fn three_hours_pass_through_less_than_a_hundred_megabytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.mp3");
    let noise = "sine=frequency=440:duration=10800:sample_rate=44100";
    let args = ["-v", "error", "-nostdin", "-f", "lavfi", "-i", noise, "-ac", "2", "-c:a", "libmp3lame", "-b:a", "64k"];
    assert!(Command::new("ffmpeg").args(args).arg(&path).status().unwrap().success());
    let before = std::time::Instant::now();
    let speech = to_speech(decode(&path, &Options::default()).unwrap());
    let frames: usize = speech.map(|block| block.unwrap().samples().len()).sum();
    assert_eq!(frames, 10_800 * 16_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    let peak_mb = peak.parse::<u64>().unwrap() / 1024;
    println!("three hours in {:.1} s, peak memory {peak_mb} MB", before.elapsed().as_secs_f64());
    assert!(peak_mb < 100);
}
