//! Recordings that were joined, cut or wired wrongly, as archives have them, and files that only look like recordings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ffmpeg::{all, has_ffmpeg};
use super::made::wav;
use crate::audio::{Decoder, Error, Options, decode, to_speech};
use crate::required::skip;

fn opened(path: &Path) -> Decoder {
    decode(path, &Options::default()).unwrap()
}

/// Length in seconds, and the damage that was told.
fn heard(path: &Path) -> (f64, crate::audio::Damage) {
    let mut decoder = opened(path);
    let samples = all(&mut decoder).unwrap().len() / usize::from(decoder.channels());
    (samples as f64 / f64::from(decoder.rate().as_hz()), decoder.damage())
}

/// Two seconds of a tone at `rate`, made by ffmpeg with the arguments of `how`.
pub(super) fn tone(dir: &Path, name: &str, rate: u32, how: &str) -> PathBuf {
    let path = dir.join(name);
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i"])
        .arg(format!("sine=frequency=440:sample_rate={rate}:duration=2"))
        .args(how.split_ascii_whitespace())
        .arg(&path)
        .status();
    assert!(made.unwrap().success(), "ffmpeg makes {name}");
    path
}

fn joined(dir: &Path, name: &str, parts: &[&Path]) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, parts.iter().flat_map(|part| fs::read(part).unwrap()).collect::<Vec<u8>>()).unwrap();
    path
}

/// The small inputs that failed once, where this machine has them.
fn case(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("RAWI_SHARED").map_or_else(beside, PathBuf::from);
    Some(root.join("cases").join(name)).filter(|path| path.is_file())
}

#[test]
fn joined_mp3s_are_heard_to_the_end_though_the_first_header_speaks_of_its_own_half() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let tag = "-c:a libmp3lame -b:a 64k";
    let [first, second] = ["a.mp3", "b.mp3"].map(|name| tone(dir.path(), name, 44_100, tag));
    let (seconds, damage) = heard(&joined(dir.path(), "both.mp3", &[&first, &second]));
    // At the joint the padding of the first, the information frame and the priming of the second stay as silence.
    assert!((4.0..4.2).contains(&seconds), "{seconds} s");
    assert_eq!(damage.packets, 0);
    let (alone, _) = heard(&first);
    assert!((alone - 2.0).abs() < 0.001, "one alone still ends where it says: {alone} s");
    if let Some(path) = case("joined.mp3") {
        assert!((heard(&path).0 - 40.0).abs() < 0.3);
    }
}

#[test]
fn a_change_of_rate_or_channels_on_the_way_is_decoded_on() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let mp3 = |name, rate, how: &str| tone(dir.path(), name, rate, &format!("-c:a libmp3lame -b:a 64k {how}"));
    let parts =
        [mp3("a.mp3", 44_100, ""), mp3("b.mp3", 22_050, ""), mp3("c.mp3", 48_000, "-ac 2"), mp3("d.mp3", 44_100, "")];
    let path = joined(dir.path(), "all.mp3", &parts.each_ref().map(PathBuf::as_path));
    let mut decoder = opened(&path);
    let samples = all(&mut decoder).unwrap();
    let seconds = samples.len() as f64 / f64::from(decoder.rate().as_hz());
    assert!((8.0..8.6).contains(&seconds), "{seconds} s of 8, damage {:?}", decoder.damage());
    // The tone is 440 Hz in every stretch: counted by its crossings of zero.
    for middle in [1.0, 3.1, 5.2, 7.3] {
        let from = (middle * 44_100.0) as usize;
        let crossings = samples[from..from + 22_050].windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
        assert!((218..=222).contains(&crossings), "{crossings} periods in half a second at {middle} s");
    }
    if let Some(path) = case("rate-changes.mp3") {
        assert!((heard(&path).0 - 40.0).abs() < 0.3, "{:?}", heard(&path));
    }
    if let Some(path) = case("chained.ogg") {
        assert!((heard(&path).0 - 20.0).abs() < 0.3, "{:?}", heard(&path));
    }
}

#[test]
fn a_chain_of_ogg_streams_with_other_rates_is_decoded_on() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let ogg = |name, rate, how: &str| tone(dir.path(), name, rate, how);
    let parts = [
        ogg("a.ogg", 44_100, "-c:a libvorbis"),
        ogg("b.ogg", 22_050, "-c:a libvorbis -ac 2"),
        ogg("c.ogg", 44_100, "-c:a libvorbis"),
    ];
    let (seconds, damage) = heard(&joined(dir.path(), "all.ogg", &parts.each_ref().map(PathBuf::as_path)));
    assert!((seconds - 6.0).abs() < 0.1, "{seconds} s of 6, {damage:?}");
}

#[test]
fn mpeg_audio_inside_wav_is_decoded() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    for (name, how) in [("three.wav", "-c:a libmp3lame -b:a 64k"), ("two.wav", "-c:a mp2 -b:a 128k")] {
        let (seconds, damage) = heard(&tone(dir.path(), name, 48_000, how));
        assert!((seconds - 2.0).abs() < 0.1, "{name}: {seconds} s");
        assert!(!damage.is_any(), "{name}: {damage:?}");
    }
    // What ffmpeg writes for one channel, unless told otherwise, is told as what it is, and no silence.
    for name in ["one.wav", "one.mp2"] {
        let refused = crate::audio::probe(&tone(dir.path(), name, 44_100, "-c:a mp2 -ac 1 -b:a 384k")).unwrap_err();
        assert!(refused.to_string().contains("MPEG Layer II at a bit rate that its standard forbids"), "{refused}");
    }
}

#[test]
fn sound_behind_the_length_that_a_wav_header_states_is_heard_and_other_chunks_are_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    let mut bytes = wav(8000, 1, &vec![1000; 80_000]);
    bytes[40..44].copy_from_slice(&32_000u32.to_le_bytes());
    fs::write(&path, &bytes).unwrap();
    assert_eq!(heard(&path).0, 10.0);
    let mut tagged = wav(8000, 1, &vec![1000; 16_000]);
    tagged.extend_from_slice(b"LIST\x20\x4e\0\0");
    tagged.extend_from_slice(&vec![b'x'; 20_000]);
    fs::write(&path, &tagged).unwrap();
    assert_eq!(heard(&path).0, 2.0);
}

#[test]
fn channels_that_cancel_in_the_mix_are_heard_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    let frames = (0..32_000).flat_map(|n| [(n % 100) * 200 - 10_000, 10_000 - (n % 100) * 200]);
    fs::write(&path, wav(16_000, 2, &frames.map(|s| s as i16).collect::<Vec<_>>())).unwrap();
    let mut speech = to_speech(opened(&path));
    let power: f32 =
        speech.by_ref().map(|b| b.unwrap().samples().iter().map(|s| s * s).sum::<f32>()).sum::<f32>() / 32_000.0;
    assert!(power > 0.01, "{power}");
    assert_eq!(speech.damage().cancelling.as_millis(), 2000);
    assert_eq!(speech.damage().packets, 0);
    if let Some(path) = case("inverted-channels.flac") {
        let mut speech = to_speech(opened(&path));
        let loudest = speech.by_ref().flat_map(|b| b.unwrap().samples().to_vec()).fold(0.0f32, |a, s| a.max(s.abs()));
        assert!(loudest > 0.05 && speech.damage().cancelling.as_millis() > 1000, "{loudest}, {:?}", speech.damage());
    }
}

/// Programs and libraries hold every pattern of bits somewhere.
#[test]
fn no_program_is_taken_for_a_recording() {
    let mut programs: Vec<PathBuf> =
        ["/bin/bash", "/bin/sh"].map(PathBuf::from).into_iter().filter(|p| p.is_file()).collect();
    for folder in ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib"] {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut here: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        here.sort();
        programs.extend(here.into_iter().take(300));
    }
    let taken: Vec<PathBuf> = programs.into_iter().filter(|path| decode(path, &Options::default()).is_ok()).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn a_container_in_the_midst_of_other_bytes_is_no_recording() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.bin");
    let sound = wav(8000, 1, &vec![1000; 16_000]);
    fs::write(&path, [&[0x13, 0x37][..], &[9; 1000], &sound].concat()).unwrap();
    assert!(matches!(decode(&path, &Options::default()), Err(Error::NotAudio { .. })));
    for (magic, name) in [(&b"tBaK"[..], "TAK"), (b"\x0b\x77", "AC-3"), (b"\x7fELF", "a program"), (b"wvpk", "WavPack")] {
        fs::write(&path, [magic, &[9; 1000], &sound].concat()).unwrap();
        let told = decode(&path, &Options::default()).unwrap_err().to_string();
        assert!(told.contains(name), "{told}");
    }
}

#[test]
fn frames_behind_other_bytes_are_found_where_they_begin() {
    if !has_ffmpeg() {
        return skip("ffmpeg");
    }
    let dir = tempfile::tempdir().unwrap();
    let bare = tone(dir.path(), "a.mp3", 44_100, "-c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 0");
    let path = dir.path().join("b.mp3");
    fs::write(&path, [vec![7; 3000], fs::read(&bare).unwrap()].concat()).unwrap();
    assert!((heard(&path).0 - heard(&bare).0).abs() < 0.03);
}
