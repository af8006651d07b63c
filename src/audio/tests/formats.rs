//! Every format that the README names, made on the spot by ffmpeg: a click keeps its place, and what is decoded starts, ends and
//! sounds as ffmpeg's own reading of the same file. Skipped, with a line, where there is no ffmpeg.

use std::path::Path;
use std::process::Command;

use super::ffmpeg::{Table, all, compared, ffmpeg, has_ffmpeg};
use super::made::{click, wav};
use crate::audio::{Error, Options, decode, probe};
use crate::required::skip;

/// What a format's file says of the padding that its codec needs.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// Both ends: the recording comes back as long as it was.
    All,
    /// Nothing of the end: the last packet is filled up.
    NoEnd,
    /// Nothing at all: a packet of priming stays, as in ffmpeg's own reading.
    Nothing,
}
use Says::{All, NoEnd, Nothing};

/// File name, arguments for ffmpeg, rate of the recording, and what the file says of its padding.
const FORMATS: &[(&str, &str, u32, Says)] = &[
    ("u8.wav", "-c:a pcm_u8", 44_100, All),
    ("s16.wav", "-c:a pcm_s16le", 11_025, All),
    ("s24.wav", "-c:a pcm_s24le", 48_000, All),
    ("s32.wav", "-c:a pcm_s32le", 96_000, All),
    ("s64.wav", "-c:a pcm_s64le", 44_100, All),
    ("f32.wav", "-c:a pcm_f32le", 44_100, All),
    ("f64.wav", "-c:a pcm_f64le", 192_000, All),
    ("extensible.wav", "-c:a pcm_s24le -ac 6", 48_000, All),
    ("extensible-float.wav", "-c:a pcm_f32le -ac 4", 48_000, All),
    ("alaw.wav", "-c:a pcm_alaw", 8000, All),
    ("mulaw.wav", "-c:a pcm_mulaw", 8000, All),
    ("ms.wav", "-c:a adpcm_ms", 22_050, NoEnd),
    ("ima.wav", "-c:a adpcm_ima_wav", 22_050, NoEnd),
    ("rf64.wav", "-c:a pcm_s16le -rf64 always", 44_100, All),
    ("s8.aiff", "-c:a pcm_s8", 44_100, All),
    ("be.aiff", "-c:a pcm_s16be", 44_100, All),
    ("s24.aiff", "-c:a pcm_s24be", 48_000, All),
    ("float.aiff", "-c:a pcm_f32be", 48_000, All),
    ("le.caf", "-c:a pcm_s16le", 44_100, All),
    ("be.caf", "-c:a pcm_s24be", 48_000, All),
    ("alac.caf", "-c:a alac", 44_100, All),
    ("a.flac", "-c:a flac", 44_100, All),
    ("s24.flac", "-c:a flac -sample_fmt s32 -ac 2", 96_000, All),
    ("flac.ogg", "-c:a flac", 44_100, All),
    ("alac.m4a", "-c:a alac", 44_100, All),
    ("flac.mka", "-c:a flac", 48_000, All),
    ("cbr.mp3", "-c:a libmp3lame -b:a 64k", 44_100, All),
    ("stereo.mp3", "-c:a libmp3lame -b:a 128k -ac 2 -joint_stereo 1", 44_100, All),
    ("vbr.mp3", "-c:a libmp3lame -q:a 4", 48_000, All),
    ("abr.mp3", "-c:a libmp3lame -abr 1 -b:a 56k", 32_000, All),
    ("low.mp3", "-c:a libmp3lame -b:a 32k", 22_050, All),
    ("lowest.mp3", "-c:a libmp3lame -b:a 16k", 8000, All),
    ("id3v1.mp3", "-c:a libmp3lame -b:a 64k -write_id3v1 1 -id3v2_version 3", 44_100, All),
    ("bare.mp3", "-c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 0", 44_100, Nothing),
    ("aac.m4a", "-c:a aac -b:a 96k", 44_100, All),
    ("stereo.m4a", "-c:a aac -b:a 96k -ac 2", 48_000, All),
    ("aac.mov", "-c:a aac -b:a 64k", 32_000, All),
    ("frag.mp4", "-c:a aac -b:a 96k -movflags frag_keyframe+empty_moov", 48_000, Nothing),
    ("aac.mkv", "-c:a aac -b:a 96k", 44_100, Nothing),
    ("a.aac", "-c:a aac -b:a 96k", 44_100, Nothing),
    ("vorbis.ogg", "-c:a libvorbis -q:a 4", 44_100, All),
    ("vorbis.webm", "-c:a libvorbis -q:a 4", 44_100, NoEnd),
    ("opus.ogg", "-c:a libopus -b:a 48k", 48_000, All),
    ("stereo.opus", "-c:a libopus -b:a 64k -ac 2", 48_000, All),
    ("voice.opus", "-c:a libopus -b:a 16k -application voip -frame_duration 40", 16_000, All),
    ("opus.webm", "-c:a libopus -b:a 48k", 48_000, All),
    ("opus.mka", "-c:a libopus -b:a 48k -frame_duration 60", 48_000, All),
];

/// `cargo test --lib audio::tests::formats -- --nocapture` prints the README's table.
#[test]
fn every_format_that_ffmpeg_makes_is_read_as_ffmpeg_reads_it() {
    if !has_ffmpeg() {
        skip("no ffmpeg");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (mut table, mut wrong) = (Table::default(), Vec::new());
    for (name, codec, rate, says) in FORMATS {
        let from = dir.path().join("click.wav");
        std::fs::write(&from, wav(*rate, 1, &click(*rate))).unwrap();
        let to = dir.path().join(name);
        if !make(&from, codec, &to) {
            skip(&format!("no {name} from this ffmpeg"));
            continue;
        }
        let mut decoder = decode(&to, &Options::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let ours = all(&mut decoder).unwrap();
        let label = format!("{} in {}", decoder.codec(), probe(&to).unwrap().container);
        match compared(&to, &ours, &ffmpeg(&to).unwrap(), &decoder) {
            Ok(line) => table.add(label, &line),
            Err(why) => wrong.push(format!("{name} ({label}): {why}")),
        }
        let (off, length) = place(&ours, decoder.channels(), decoder.rate().as_hz());
        if (off.abs() > 1.0 && *says != Nothing) || ((length - 3000.0).abs() > 1.0 && *says == All) {
            wrong.push(format!("{name}: click off by {off:.2} ms, length {length:.2} ms"));
        }
    }
    table.print();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn make(from: &Path, codec: &str, to: &Path) -> bool {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-nostdin", "-y", "-i"]).arg(from).args(codec.split(' '));
    ffmpeg.args(["-metadata", "title=Bulletin"]).arg(to).output().unwrap().status.success()
}

/// How far the click lies from the middle of three seconds, and how long all of it is, in milliseconds.
fn place(samples: &[f32], channels: u16, rate: u32) -> (f64, f64) {
    let channels = usize::from(channels);
    let loud = |frame: &[f32]| frame.iter().fold(0.0f32, |most, s| most.max(s.abs()));
    let peak = samples.chunks_exact(channels).map(loud).enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0;
    let ms = |frames: usize| frames as f64 * 1000.0 / f64::from(rate);
    (ms(peak) - 1500.0, ms(samples.len() / channels))
}

/// Sound that rawi cannot decode rightly, or that is not there, is told by its name.
#[test]
fn what_cannot_be_decoded_is_refused_by_name() {
    if !has_ffmpeg() {
        skip("no ffmpeg");
        return;
    }
    const CASES: &[(&str, &str, &str)] = &[
        ("picture.mp4", "-f lavfi -i color=size=16x16:duration=1 -c:v mpeg4", "no audio track"),
        ("picture.webm", "-f lavfi -i color=size=16x16:duration=1 -c:v libvpx", "no audio track"),
        ("dolby.mp4", "-f lavfi -i sine=duration=1 -c:a ac3", "AC-3 (Dolby Digital)"),
        ("dolby.mka", "-f lavfi -i sine=duration=1 -c:a ac3", "AC-3"),
        ("windows.wma", "-f lavfi -i sine=duration=1 -c:a wmav2", "Windows Media"),
        ("wavpack.wv", "-f lavfi -i sine=duration=1 -c:a wavpack", "WavPack"),
        ("speex.ogg", "-f lavfi -i sine=duration=1 -ar 16000 -c:a libspeex", "Speex"),
        ("gsm.wav", "-f lavfi -i sine=duration=1 -ar 8000 -c:a libgsm_ms", "GSM"),
        ("g726.wav", "-f lavfi -i sine=duration=1 -ar 8000 -c:a g726", "G.726"),
    ];
    let dir = tempfile::tempdir().unwrap();
    for (name, args, words) in CASES {
        let path = dir.path().join(name);
        let made = Command::new("ffmpeg").args(["-v", "error", "-nostdin", "-y"]).args(args.split(' ')).arg(&path).output();
        if !made.unwrap().status.success() {
            skip(&format!("no {name} from this ffmpeg"));
            continue;
        }
        let told = decode(&path, &Options::default()).map(|_| ()).unwrap_err().to_string();
        assert!(told.contains(words), "{name} should say `{words}`: {told}");
    }
}

/// One of several tracks is chosen by its number, and what is told of it is its own.
#[test]
fn a_track_is_chosen_by_its_number() {
    if !has_ffmpeg() {
        skip("no ffmpeg");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for name in ["two.mka", "two.mp4"] {
        let path = dir.path().join(name);
        let tones =
            ["-f", "lavfi", "-i", "sine=frequency=300:duration=1", "-f", "lavfi", "-i", "sine=frequency=1200:duration=2"];
        let both = ["-map", "0", "-map", "1", "-c:a", "alac"];
        let made = Command::new("ffmpeg").args(["-v", "error", "-nostdin", "-y"]).args(tones).args(both).arg(&path).output();
        assert!(made.unwrap().status.success());
        let crossings = |track| -> Result<usize, Error> {
            let samples = all(&mut decode(&path, &Options { track: Some(track), ..Options::default() })?)?;
            Ok(samples.windows(2).filter(|pair| (pair[0] < 0.0) != (pair[1] < 0.0)).count())
        };
        let (first, second) = (crossings(1).unwrap(), crossings(2).unwrap());
        assert!(first.abs_diff(600) < 4 && second.abs_diff(4800) < 4, "{name}: {first} and {second} crossings of zero");
        assert!(crossings(3).unwrap_err().to_string().ends_with("has no audio track 3; it has 2"), "{name}");
    }
}
