use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::Error;
use super::hash::sha256_of;
use crate::draft::{self, Draft};
use crate::text::{Sha256, Sha256Hasher};

/// The model that rawi ships with, unpacked and ready.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Demonstration {
    /// The unpacked file.
    pub path: PathBuf,
    /// What it is and can do.
    pub facts: DemonstrationFacts,
}

/// How old a file of an earlier version must be before nobody can be writing it.
const EARLIER_DRAFT_AGE: Duration = Duration::from_secs(60 * 60);

/// What `models/rawi-demo.toml` says of the demonstration model.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DemonstrationFacts {
    /// Length of the unpacked model, in bytes.
    pub bytes: u64,
    /// The model's SHA-256.
    pub sha256: Sha256,
    /// How it should be run.
    pub decode: DecodeSettings,
}

/// How the demonstration model should be run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct DecodeSettings {
    /// The window, in seconds, in which it is most accurate.
    pub best_window_seconds: u32,
    /// Whether the audio context is to be as long as the window.
    pub fit_audio_context: bool,
    /// The shortest audio context that it is cut to, in positions of 20 ms.
    #[serde(default)]
    pub least_audio_context: u16,
    /// Hypotheses kept while decoding.
    pub beam_size: u8,
    /// A window whose text has at least this mean probability when it is decoded greedily is not decoded with all hypotheses; 0
    /// decodes each with all.
    #[serde(default)]
    pub beam_below_probability: f32,
    /// By how much the temperature rises for a window that decodes badly; 0 decodes each once. Whisper's own is 0.2.
    #[serde(default)]
    pub temperature_increment: f32,
    /// A window whose text has a lower mean probability holds no speech.
    pub least_mean_probability: f32,
    /// Cross-attention heads of the decoder that follow the sound, `[layer, head]`, for word times.
    #[serde(default)]
    pub alignment_heads: Vec<(u32, u32)>,
    /// Whether word times come from attention: of those heads, or where none is named of the upper half of the decoder; else they
    /// come from the timestamp tokens.
    #[serde(default)]
    pub attention_times: bool,
}

/// How the model at `path` should be run, when a file of the same name that ends in `.toml` lies beside it and says so in a
/// `[decode]` table, as `rawi-demo.toml` does. `None` for a model without one: published models need none.
///
/// # Errors
/// [`Error::Read`] when the file cannot be read, [`Error::Decode`] when its table says something else.
pub fn decode_beside(path: &Path) -> Result<Option<DecodeSettings>, Error> {
    #[derive(Deserialize)]
    struct Beside {
        decode: Option<DecodeSettings>,
    }
    let facts = path.with_extension("toml");
    if !facts.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&facts).map_err(|source| Error::Read { path: facts.clone(), source })?;
    let beside: Beside = toml::from_str(&text).map_err(|e| Error::Decode { path: facts, reason: e.message().to_owned() })?;
    Ok(beside.decode)
}

/// The facts and the packed bytes, when this build holds them (`build.rs` looks for the files).
#[cfg(rawi_demo)]
const SHIPPED: Option<(&str, &[u8])> = Some((
    include_str!("../../models/rawi-demo.toml"),
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/", env!("RAWI_DEMO_PACKED"))),
));
#[cfg(not(rawi_demo))]
const SHIPPED: Option<(&str, &[u8])> = None;

/// What is known of the demonstration model that this build holds, without unpacking it; `None` in a build without one.
#[must_use]
pub fn demonstration_facts() -> Option<DemonstrationFacts> {
    toml::from_str(SHIPPED?.0).ok()
}

/// The demonstration model, unpacked into `cache` if it is not there yet.
///
/// What lies there is checked against its SHA-256 each time, and unpacked again when it is not right. Unpacking goes to a
/// temporary file beside it that is renamed when whole, so that two at once do no harm.
///
/// # Errors
/// [`Error::NoDemonstration`] in a build without it, [`Error::Write`], [`Error::DamagedPack`] or [`Error::WrongHash`] when the packed bytes are damaged.
pub fn demonstration(cache: &Path) -> Result<Demonstration, Error> {
    let (facts, packed) = SHIPPED.ok_or(Error::NoDemonstration)?;
    let facts: DemonstrationFacts = toml::from_str(facts).map_err(|_| Error::NoDemonstration)?;
    clear_left_over(cache);
    unpacked(facts, packed, cache)
}

fn unpacked(facts: DemonstrationFacts, packed: &[u8], cache: &Path) -> Result<Demonstration, Error> {
    let name = format!("rawi-demo-{}.bin", facts.sha256.short(12));
    let path = cache.join(name);
    let there = fs::metadata(&path).is_ok_and(|f| f.len() == facts.bytes);
    if !(there && sha256_of(&path)? == facts.sha256) {
        unpack(&facts, packed, cache, &path)?;
    }
    Ok(Demonstration { path, facts })
}

fn unpack(facts: &DemonstrationFacts, packed: &[u8], cache: &Path, path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    fs::create_dir_all(cache).map_err(failed)?;
    let mut draft = Draft::beside(path).map_err(failed)?;
    let damaged = |what: String| Error::DamagedPack { what };
    let mut decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|e| damaged(e.to_string()))?;
    let (mut hash, mut left) = (Sha256Hasher::default(), facts.bytes);
    let mut block = vec![0; 256 * 1024];
    loop {
        let got = decoder.read(&mut block).map_err(|e| damaged(e.to_string()))?;
        if got == 0 {
            break;
        }
        left = left.checked_sub(got as u64).ok_or_else(|| damaged(format!("it holds more than {} bytes", facts.bytes)))?;
        hash.update(&block[..got]);
        draft.write_all(&block[..got]).map_err(failed)?;
    }
    if left > 0 {
        return Err(damaged(format!("it ends {left} bytes early")));
    }
    let found = hash.finish();
    if found != facts.sha256 {
        return Err(Error::WrongHash { path: path.to_owned(), found, expected: facts.sha256 });
    }
    draft.take_place(path).map_err(failed)
}

/// Removes what runs that were stopped while they unpacked left in `cache`, which is rawi's own.
fn clear_left_over(cache: &Path) {
    draft::clear_abandoned(cache);
    // Earlier versions named what they unpacked to otherwise, and held no lock.
    let old = |path: &Path| {
        let age =
            fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).and_then(|f| f.modified().ok()?.elapsed().ok());
        age.is_some_and(|age| age > EARLIER_DRAFT_AGE)
    };
    for entry in fs::read_dir(cache).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let earlier = name.to_str().and_then(|name| name.strip_prefix(".tmp")).is_some_and(|rest| rest.len() == 6);
        if earlier && old(&entry.path()) {
            // One that cannot be removed only wastes space.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(content: &[u8]) -> (DemonstrationFacts, Vec<u8>) {
        let packed = ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest);
        let facts = DemonstrationFacts {
            bytes: content.len() as u64,
            sha256: Sha256::of(content),
            decode: DecodeSettings {
                best_window_seconds: 9,
                fit_audio_context: true,
                least_audio_context: 0,
                beam_size: 5,
                beam_below_probability: 0.0,
                temperature_increment: 0.0,
                least_mean_probability: 0.2,
                alignment_heads: Vec::new(),
                attention_times: false,
            },
        };
        (facts, packed)
    }

    #[test]
    fn it_is_unpacked_once_and_again_when_spoilt() {
        let dir = tempfile::tempdir().unwrap();
        let content: Vec<u8> = (0..600_000u32).map(|n| (n / 1000) as u8).collect();
        let (facts, packed) = packed(&content);
        let made = unpacked(facts.clone(), &packed, dir.path()).unwrap();
        assert_eq!(fs::read(&made.path).unwrap(), content);
        fs::write(&made.path, vec![0; content.len()]).unwrap();
        let again = unpacked(facts, &packed, dir.path()).unwrap();
        assert_eq!(fs::read(again.path).unwrap(), content);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn what_stopped_runs_left_is_gone_after_the_next_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let (facts, packed) = packed(&[7; 5000]);
        for name in [".rawi-a1B2c3D4.part", ".tmpA1b2C3", ".tmpD4e5F6", "kept.bin"] {
            fs::write(dir.path().join(name), "left").unwrap();
        }
        let long_ago = std::time::SystemTime::now() - EARLIER_DRAFT_AGE * 2;
        fs::File::options().write(true).open(dir.path().join(".tmpA1b2C3")).unwrap().set_modified(long_ago).unwrap();
        clear_left_over(dir.path());
        let made = unpacked(facts, &packed, dir.path()).unwrap();
        let mut left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().path()).collect();
        left.sort();
        let mut expected = vec![dir.path().join(".tmpD4e5F6"), dir.path().join("kept.bin"), made.path];
        expected.sort();
        assert_eq!(left, expected);
    }

    #[test]
    fn a_damaged_archive_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let (facts, mut packed) = packed(&[7; 5000]);
        let middle = packed.len() / 2;
        packed.truncate(middle);
        assert!(matches!(unpacked(facts, &packed, dir.path()), Err(Error::DamagedPack { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_shipped_model_unpacks_where_there_is_one() {
        let dir = tempfile::tempdir().unwrap();
        match demonstration(dir.path()) {
            Ok(demo) => assert!(super::super::inspect(&demo.path).is_ok()),
            Err(e) => assert!(matches!(e, Error::NoDemonstration), "{e}"),
        }
    }
}
