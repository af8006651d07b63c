//! Every recording of the shared data against ffmpeg: start and length to a millisecond, sound to the last audible bit.
//! Skipped, with a line, where there is no data or no ffmpeg.

use std::path::{Path, PathBuf};

use super::ffmpeg::{Table, all, compared, ffmpeg, has_ffmpeg, refused_by_name};
use crate::audio::{Options, decode, probe};

/// The folder of shared recordings, when this machine has it.
fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("RAWI_SHARED").map_or_else(beside, PathBuf::from).join("data");
    root.is_dir().then_some(root)
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

/// `cargo test --lib audio::tests::shared -- --nocapture` prints the README's table.
#[test]
fn every_shared_recording_starts_and_ends_where_ffmpeg_says() {
    let Some(root) = shared().filter(|_| has_ffmpeg()) else {
        println!("skipped: no shared recordings, or no ffmpeg");
        return;
    };
    let (mut paths, mut table, mut wrong) = (Vec::new(), Table::default(), Vec::new());
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
                match compared(&path, &ours, &theirs, &decoder) {
                    _ if theirs.is_empty() => {}
                    Ok(line) => table.add(label, &line),
                    Err(why) => wrong.push(format!("{name} ({label}): {why}")),
                }
            }
        }
    }
    table.print();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(table.len() >= 12, "only {} codecs met", table.len());
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
        ("l3-he_mode", "symphonia cannot follow changes of channel mode inside a conformance vector"),
        ("l3-si_block", "symphonia fails on a conformance vector of block switching; its blasts are told as damage"),
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
