//! Every recording of the shared data against ffmpeg: start and length to a millisecond, sound to the last audible bit.
//! Skipped, with a line, where there is no data or no ffmpeg.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::audio::{Decoder, Error, Options, decode, probe};

/// The folder of shared recordings, when this machine has it.
pub(super) fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("RAWI_SHARED").map_or_else(beside, PathBuf::from).join("data");
    root.is_dir().then_some(root)
}

/// What ffmpeg makes of a file at its own rate and channels, as f32 samples, interleaved.
pub(super) fn ffmpeg(path: &Path) -> Option<Vec<f32>> {
    let out = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-i"])
        .arg(path)
        .args(["-map", "0:a:0", "-f", "f32le", "-"])
        .output()
        .ok()?;
    let samples = out.stdout.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    Some(samples.collect())
}

pub(super) fn has_ffmpeg() -> bool {
    Command::new("ffmpeg").arg("-version").output().is_ok()
}

pub(super) fn all(decoder: &mut Decoder) -> Result<Vec<f32>, Error> {
    let mut samples = Vec::new();
    for block in decoder {
        samples.extend_from_slice(block?.samples());
    }
    Ok(samples)
}

fn files(root: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if is_recording(&path) {
            out.push(path);
        }
    }
}

fn is_recording(path: &Path) -> bool {
    const KINDS: [&str; 26] = [
        "wav", "aiff", "aif", "aifc", "caf", "flac", "mp3", "mp2", "mp1", "m4a", "mp4", "3g2", "aac", "ogg", "oga", "opus",
        "webm", "mka", "spx", "ape", "wv", "mpc", "wma", "bit", "pcm", "empty",
    ];
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| KINDS.contains(&e))
}

/// Frames by which `ours` lies later than `theirs`: the shift of least difference over the first frames that sound.
pub(super) fn lag(ours: &[f32], theirs: &[f32], channels: usize) -> i64 {
    let at = |s: &[f32], frame: i64| usize::try_from(frame).ok().and_then(|f| s.get(f * channels)).copied().unwrap_or(0.0);
    let from = (theirs.iter().position(|s| s.abs() > 0.01).unwrap_or(0) / channels) as i64;
    let cost = |lag: i64| (from..from + 2000).map(|f| f64::from((at(ours, f + lag) - at(theirs, f)).powi(2))).sum::<f64>();
    if cost(0) < 0.05 {
        return 0;
    }
    (-2400..=2400).min_by(|&a, &b| cost(a).total_cmp(&cost(b)).then(a.abs().cmp(&b.abs()))).unwrap()
}

/// Root mean square of the difference, in dB of full scale.
pub(super) fn difference_db(ours: &[f32], theirs: &[f32]) -> f64 {
    let sum: f64 = ours.iter().zip(theirs).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    10.0 * (sum / ours.len().min(theirs.len()).max(1) as f64).max(1e-20).log10()
}

/// One codec's line of the table.
#[derive(Default)]
struct Line {
    files: usize,
    start_ms: f64,
    length_ms: f64,
    difference_db: f64,
}

#[test]
fn every_shared_recording_starts_and_ends_where_ffmpeg_says() {
    let Some(root) = shared().filter(|_| has_ffmpeg()) else {
        println!("skipped: no shared recordings, or no ffmpeg");
        return;
    };
    let (mut paths, mut lines, mut wrong) = (Vec::new(), BTreeMap::<String, Line>::new(), Vec::new());
    files(&root, &mut paths);
    for path in paths {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        if reason_to_differ(&name).is_some() {
            continue;
        }
        let theirs = ffmpeg(&path).unwrap_or_default();
        match decode(&path, &Options::default()) {
            Err(e) if theirs.is_empty() || refused_by_name(&e) => {}
            Err(e) => wrong.push(format!("{name}: {e}")),
            Ok(mut decoder) => {
                let ours = all(&mut decoder).unwrap();
                let label = format!("{} in {}", decoder.codec(), probe(&path).unwrap().container);
                match compared(&ours, &theirs, &decoder) {
                    _ if theirs.is_empty() => {}
                    Ok(line) => lines.entry(label).or_insert_with(Line::new).add(&line),
                    Err(why) => wrong.push(format!("{name} ({label}): {why}")),
                }
            }
        }
    }
    println!("| codec | files | start | length | difference (RMS) |\n|---|---|---|---|---|");
    for (label, l) in &lines {
        println!("| {label} | {} | {:.2} ms | {:.2} ms | {:.0} dB |", l.files, l.start_ms, l.length_ms, l.difference_db);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lines.len() >= 12, "only {} codecs met", lines.len());
}

impl Line {
    fn new() -> Self {
        Line { difference_db: -200.0, ..Line::default() }
    }

    fn add(&mut self, other: &Line) {
        self.files += 1;
        self.start_ms = self.start_ms.max(other.start_ms.abs());
        self.length_ms = if other.length_ms.abs() > self.length_ms.abs() { other.length_ms } else { self.length_ms };
        self.difference_db = self.difference_db.max(other.difference_db);
    }
}

/// The differences of one file, or what is too much.
fn compared(ours: &[f32], theirs: &[f32], decoder: &Decoder) -> Result<Line, String> {
    let (channels, rate) = (usize::from(decoder.channels()), f64::from(decoder.rate().as_hz()));
    let lag = lag(ours, theirs, channels);
    let skip = |by: i64| usize::try_from(by).unwrap_or(0) * channels;
    // What an incomplete last frame of an MP3 holds is anyone's guess.
    let known = theirs
        .len()
        .saturating_sub(if decoder.codec() == "MP3" { 1152 * channels } else { 0 })
        .max(channels)
        .min(theirs.len());
    let difference_db = difference_db(&ours[skip(lag).min(ours.len())..], &theirs[skip(-lag).min(known)..known]);
    let length_ms = (ours.len() as f64 - theirs.len() as f64) / channels as f64 / rate * 1000.0;
    let line = Line { files: 1, start_ms: lag as f64 / rate * 1000.0, length_ms, difference_db };
    // ffmpeg 5 keeps the padding of an MP4's last AAC packet, which the edit list leaves out.
    let mp4_padding = decoder.codec() == "AAC-LC" && length_ms < 0.0 && length_ms > -1024.0 / rate * 1000.0;
    if line.start_ms.abs() > 1.0 || (length_ms.abs() > 1.0 && !mp4_padding) || difference_db > -60.0 {
        return Err(format!("start {:.2} ms, length {length_ms:.2} ms, {difference_db:.0} dB", line.start_ms));
    }
    Ok(line)
}

/// Whether the error tells the codec or the kind of file by name.
fn refused_by_name(e: &Error) -> bool {
    let words = e.to_string();
    let named = ["Speex", "Musepack", "WavPack", "Windows Media", "Monkey's Audio", "MPEG-4 ALS", "bits in 4 bytes"];
    named.iter().any(|name| words.contains(name))
}

/// Files where the two must differ, each with its reason.
fn reason_to_differ(name: &str) -> Option<&'static str> {
    const KNOWN: &[(&str, &str)] = &[
        ("fuzz-", "noise by design: ffmpeg gives the noise, rawi a clean error"),
        ("/l1-fl1.", "ffmpeg leaves out the first frame of Layers I and II when frames carry checksums"),
        ("/l1-fl2.", "the same"),
        ("/l2-fl10.", "the same"),
        ("/l2-fl11.", "the same"),
        ("/l2-fl12.", "the same"),
        ("full_test.mp1", "the same"),
        ("-sideinfo-", "frames damaged by design: silence here, concealment there"),
        ("l2-nonstandard-test32-size", "frames damaged by design"),
        ("taglib/garbage.mp3", "garbage between frames by design"),
        ("taglib/invalid-frames3.mp3", "garbage between frames by design"),
        ("he_44_48khz", "the rate changes on the way: the second part is told as damage"),
        ("l3-he_mode", "the engine cannot follow changes of channel mode inside a conformance vector"),
        ("l3-si_block", "the engine fails on a conformance vector of block switching; its blasts are told as damage"),
        ("l3-sin1k0db.bit", "ends inside a frame's header"),
        ("l3-test45", "MPEG-2 intensity stereo, where decoders differ"),
        ("l3-test46", "MPEG-2 intensity stereo, where decoders differ"),
        ("M2L3_compl24", "a conformance vector of corner cases, 56 dB apart"),
        ("empty_vorbis.oga", "ffmpeg cuts 128 frames more than the granule positions say"),
        ("zero-length-mdat.m4a", "HE-AAC: the core is decoded at half ffmpeg's rate, and the caveat says so"),
        ("24bit-4byte", "ffmpeg 5 reads 24 bits in 4 bytes as a float"),
    ];
    KNOWN.iter().find(|(part, _)| name.contains(part)).map(|(_, reason)| *reason)
}
