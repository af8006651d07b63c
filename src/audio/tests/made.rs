//! The room on recordings made on the spot: plain WAV without any tool, every other format by ffmpeg where there is one.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;

use super::ffmpeg::all;
use crate::audio::{Channel, Error, Options, SoundKind, decode, probe, to_speech, write_wav};
use crate::time::{Frames, Span};

/// A WAV of 16 bits with these samples.
pub(super) fn wav(rate: u32, channels: u16, samples: &[i16]) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let spec = hound::WavSpec { channels, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::new(&mut out, spec).unwrap();
    samples.iter().for_each(|s| writer.write_sample(*s).unwrap());
    writer.finalize().unwrap();
    out.into_inner()
}

/// Writes `bytes` to a file that lives as long as the folder.
pub(super) fn file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("recording");
    std::fs::write(&path, bytes).unwrap();
    (dir, path)
}

fn decoded(path: &Path) -> Result<Vec<f32>, Error> {
    all(&mut decode(path, &Options::default())?)
}

/// Silence with one loud frame in the middle of the second second.
pub(super) fn click(rate: u32) -> Vec<i16> {
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
    assert_eq!(words(b""), "`FILE` is empty (zero bytes)");
    assert!(words(b"<html><body>Log in</body></html>").contains("it looks like an HTML page"));
    assert!(words(b"%PDF-1.4\n%\xe2\xe3").ends_with("it looks like a PDF document"));
    assert!(words("تقرير اليوم".as_bytes()).ends_with("it looks like a text file"));
    assert_eq!(words(&wav(8000, 1, &[])), "`FILE` is a WAV file but damaged beyond use: it holds a header but no sound");
    let mut mp3_in_wav = wav(8000, 1, &[0; 100]);
    mp3_in_wav[20] = 0x55;
    let no_frames = "it says that it holds MPEG audio, and no frames of it follow each other";
    assert_eq!(words(&mp3_in_wav), format!("`FILE` is a WAV file but damaged beyond use: {no_frames}"));
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
    let cut = write_wav(open(), Span::from_millis(500, 750), &mut out).unwrap();
    assert_eq!((cut.length.as_millis(), cut.damage.is_any()), (250, false));
    let clip: Vec<i16> =
        hound::WavReader::new(Cursor::new(out.into_inner())).unwrap().samples().map(Result::unwrap).collect();
    assert_eq!(clip, samples[8000..12_000]);
    let beyond = write_wav(open(), Span::from_millis(9000, 9500), Cursor::new(Vec::new())).unwrap_err();
    assert!(beyond.to_string().ends_with("which lasts 0:02.000"), "{beyond}");
}

/// Every hostile sample ends in an error or in some sound, and so does every cut and flip of a sound file.
#[test]
fn hostile_samples_do_no_harm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/hostile");
    let mut met = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if let Ok(decoder) = decode(&path, &Options::default()) {
            let blocks = to_speech(decoder).map_while(Result::ok);
            let frames: usize = blocks
                .inspect(|block| assert!(block.samples().iter().all(|s| s.is_finite()), "{}", path.display()))
                .map(|block| block.samples().len())
                .sum();
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

/// `cargo test --lib -- --ignored three_hours` with ffmpeg: peak memory of decoding and resampling three hours of stereo MP3.
#[test]
#[ignore = "decodes three hours of MP3: a minute, and 87 MB of disk"]
fn three_hours_pass_through_less_than_a_hundred_megabytes() {
    let dir = tempfile::tempdir().unwrap();
    let (ten_minutes, path) = (dir.path().join("short.mp3"), dir.path().join("long.mp3"));
    let tone = "sine=frequency=440:duration=600:sample_rate=44100";
    let args = ["-v", "error", "-nostdin", "-f", "lavfi", "-i", tone, "-ac", "2", "-b:a", "64k", "-write_xing", "0"];
    assert!(Command::new("ffmpeg").args(args).arg(&ten_minutes).status().unwrap().success());
    let piece = std::fs::read(&ten_minutes).unwrap();
    let mut long = std::fs::File::create(&path).unwrap();
    (0..18).for_each(|_| std::io::Write::write_all(&mut long, &piece).unwrap());
    drop(piece);
    let before = std::time::Instant::now();
    let speech = to_speech(decode(&path, &Options::default()).unwrap());
    let frames: usize = speech.map(|block| block.unwrap().samples().len()).sum();
    assert!(frames >= 10_800 * 16_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB");
    let peak_mb = peak.parse::<u64>().unwrap() / 1024;
    println!("three hours in {:.1} s, peak memory {peak_mb} MB", before.elapsed().as_secs_f64());
    assert!(peak_mb < 100);
}

/// Chords with a beat, as jingles have: eight seconds of decaying sawtooths at 16 kHz.
fn music() -> Vec<i16> {
    const CHORDS: [[f64; 3]; 4] =
        [[220.0, 277.2, 329.6], [196.0, 246.9, 293.7], [174.6, 220.0, 261.6], [164.8, 207.7, 246.9]];
    let tone = |hz: f64, t: f64| (t * hz).fract() * 2.0 - 1.0;
    (0..16_000 * 8)
        .map(|n| {
            let t = f64::from(n) / 16_000.0;
            let decay = (-(t % 0.5) * 3.0).exp();
            let chord = CHORDS[(t as usize / 2) % 4];
            (chord.iter().map(|hz| tone(*hz, t)).sum::<f64>() * 2500.0 * decay) as i16
        })
        .collect()
}

#[test]
fn speech_is_found_in_a_report_and_hardly_in_music() {
    let share = |path: &Path| {
        let speech = to_speech(decode(path, &Options::default()).unwrap());
        let map = crate::audio::voice_activity(speech, crate::audio::VoiceActivityOptions::default()).unwrap();
        map.spans().iter().map(|span| span.duration().as_seconds()).sum::<f64>() / map.length().as_seconds()
    };
    let (_dir, path) = file(&wav(16_000, 1, &music()));
    let music = share(&path);
    let report = share(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/en-council.mp3"));
    println!("speech found: {:.0} % of a report, {:.0} % of music", report * 100.0, music * 100.0);
    assert!(report > 0.6 && music < 0.15);
}

#[test]
fn a_jingle_is_no_speech_and_what_was_said_behind_it_is() {
    for name in ["en-council", "ar-election"] {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let sound = to_speech(decode(&samples.join(name).with_extension("mp3"), &Options::default()).unwrap());
        let activity = crate::audio::voice_activity(sound, crate::audio::VoiceActivityOptions::default()).unwrap();
        let speech = activity.speech();
        let truth = std::fs::read(samples.join(format!("{name}.truth.json"))).unwrap();
        let truth: serde_json::Value = serde_json::from_slice(&truth).unwrap();
        let ms = |of: &serde_json::Value, which: &str| of[which].as_u64().unwrap() as u32;
        let said = truth["sentences"].as_array().unwrap();
        let jingle = Span::from_millis(0, ms(&said[0], "start_ms"));
        let in_jingle = jingle.covered_by(&speech).as_millis();
        assert!(in_jingle < 2_000, "{name}: {in_jingle} ms of the jingle are called speech, enough to be missed");
        let music = activity.sound_kinds().into_iter().filter(|(_, kind)| *kind == SoundKind::Music).map(|(span, _)| span);
        let music = jingle.covered_by(&music.collect::<Vec<_>>()).as_millis();
        assert!(music * 10 >= jingle.duration().as_millis() * 5, "{name}: {music} ms of {jingle} are called music");
        for sentence in said {
            let span = Span::from_millis(ms(sentence, "start_ms"), ms(sentence, "end_ms"));
            let found = span.covered_by(&speech).as_millis();
            assert!(found * 10 >= span.duration().as_millis() * 8, "{name}: {found} ms of {span}");
        }
    }
}
