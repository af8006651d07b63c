//! ffmpeg as the referee: what it makes of a recording, what it says of its length, and how far ours is from either.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::audio::{Decoder, Error};

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

/// The length that ffmpeg reads in a file's own words, in milliseconds, where the file has an edit list or an iTunes note
/// (ffmpeg tells by skipping samples of the first packet); `None` elsewhere.
///
/// It is `ffprobe`'s duration of the stream, which is the edit list's and the packet times', or the fourth word of `iTunSMPB`.
/// When ffmpeg 5 decodes such a file it gives more: it leaves out whole packets only, so that the padding which fills up the
/// last one stays (up to 1024 frames, 23 ms). rawi ends where the file says that the sound ends.
fn stated_ms(path: &Path, rate: f64) -> Option<f64> {
    let entries = "stream=duration_ts,time_base:packet_side_data:format_tags=iTunSMPB";
    let out = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "a:0", "-read_intervals", "%+#1", "-show_packets", "-of", "default=nw=1"])
        .args(["-show_entries", entries])
        .arg(path)
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    value("skip_samples")?;
    if let Some(note) = value("TAG:iTunSMPB") {
        let frames = u64::from_str_radix(note.split_ascii_whitespace().nth(3)?, 16).ok()?;
        return Some(frames as f64 / rate * 1000.0);
    }
    let (over, under) = value("time_base")?.split_once('/')?;
    Some(value("duration_ts")?.parse::<f64>().ok()? * over.parse::<f64>().ok()? / under.parse::<f64>().ok()? * 1000.0)
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

/// One codec's line of the table: how many recordings, and the worst of each difference.
#[derive(Default)]
pub(super) struct Line {
    files: usize,
    start_ms: f64,
    length_ms: f64,
    difference_db: f64,
    /// What ffmpeg's decoder gives beyond the length that it states; padding.
    padding_ms: f64,
}

/// Lines by codec and container.
#[derive(Default)]
pub(super) struct Table(BTreeMap<String, Line>);

impl Table {
    pub(super) fn add(&mut self, label: String, one: &Line) {
        let worst = |a: f64, b: f64| if b.abs() > a.abs() { b } else { a };
        let line = self.0.entry(label).or_insert_with(|| Line { difference_db: -200.0, ..Line::default() });
        line.files += 1;
        line.start_ms = worst(line.start_ms, one.start_ms);
        line.length_ms = worst(line.length_ms, one.length_ms);
        line.padding_ms = worst(line.padding_ms, one.padding_ms);
        line.difference_db = line.difference_db.max(one.difference_db);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// As it stands in the README.
    pub(super) fn print(&self) {
        println!("| codec | files | worst start | worst length | sound differs by (RMS) |\n|---|---|---|---|---|");
        for (label, l) in &self.0 {
            let padding = if l.padding_ms == 0.0 { String::new() } else { format!(" ({:.2} ms of padding)", l.padding_ms) };
            println!(
                "| {label} | {} | {:.2} ms | {:.2} ms{padding} | {:.0} dB |",
                l.files, l.start_ms, l.length_ms, l.difference_db
            );
        }
    }
}

/// A thousandth of full scale. Narrow-band Opus comes out of a resampler that is each decoder's own.
fn loudest_difference_db(codec: &str) -> f64 {
    if codec == "Opus" { -50.0 } else { -60.0 }
}

/// The differences of one file, or what is too much: a millisecond at either end, a thousandth in the sound.
pub(super) fn compared(path: &Path, ours: &[f32], theirs: &[f32], decoder: &Decoder) -> Result<Line, String> {
    let (channels, rate) = (usize::from(decoder.channels()), f64::from(decoder.rate().as_hz()));
    let ms = |samples: usize| samples as f64 / channels as f64 / rate * 1000.0;
    let lag = lag(ours, theirs, channels);
    let skip = |by: i64| usize::try_from(by).unwrap_or(0) * channels;
    // What an incomplete last frame of an MP3 holds is anyone's guess.
    let known = theirs
        .len()
        .saturating_sub(if decoder.codec() == "MP3" { 1152 * channels } else { 0 })
        .max(channels)
        .min(theirs.len());
    let difference_db = difference_db(&ours[skip(lag).min(ours.len())..], &theirs[skip(-lag).min(known)..known]);
    let stated = Some(()).filter(|()| decoder.codec() == "AAC-LC").and_then(|()| stated_ms(path, rate));
    let stated = stated.unwrap_or(ms(theirs.len()));
    let (length_ms, padding_ms) = (ms(ours.len()) - stated, ms(theirs.len()) - stated);
    let line = Line { files: 1, start_ms: lag as f64 / rate * 1000.0, length_ms, difference_db, padding_ms };
    let packet_ms = 1024.0 / rate * 1000.0;
    if line.start_ms.abs() > 1.0
        || length_ms.abs() > 1.0
        || difference_db > loudest_difference_db(decoder.codec())
        || !(-1.0..packet_ms).contains(&padding_ms)
    {
        let start = line.start_ms;
        return Err(format!(
            "start {start:.2} ms, length {length_ms:.2} ms, padding {padding_ms:.2} ms, {difference_db:.0} dB"
        ));
    }
    Ok(line)
}

/// Whether the error tells the codec or the kind of file by name.
pub(super) fn refused_by_name(e: &Error) -> bool {
    let words = e.to_string();
    let named = ["Speex", "Musepack", "WavPack", "Windows Media", "Monkey's Audio", "MPEG-4 ALS", "bits in 4 bytes"];
    named.iter().any(|name| words.contains(name))
}
