use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Serialize;

use super::Error;

/// `ggml` as whisper.cpp writes it: the letters of a 32-bit number, little end first.
const MAGIC: [u8; 4] = *b"lmgg";
/// Magic, eleven numbers, and the two sizes of the filter bank.
const HEADER_BYTES: usize = 4 + 11 * 4 + 2 * 4;
/// Published models with more tokens than this are multilingual (whisper.cpp's own rule).
const ENGLISH_VOCABULARY: u32 = 51_864;
/// Models with fewer tokens than this have a vocabulary of their own, which no rule calls English.
const PUBLISHED_VOCABULARY: u32 = 50_000;

/// What the header of a Whisper model in ggml format says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ModelFile {
    /// Length of the file.
    pub bytes: u64,
    /// The sizes of the model.
    pub hyperparameters: Hyperparameters,
    /// The type in which the weights are stored.
    pub weights: Weights,
    /// Whether it knows languages other than English.
    pub multilingual: bool,
}

/// The sizes of a model, in whisper.cpp's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names are whisper.cpp's, and are the whole meaning")]
#[non_exhaustive]
pub struct Hyperparameters {
    pub n_vocab: u32,
    pub n_audio_ctx: u32,
    pub n_audio_state: u32,
    pub n_audio_head: u32,
    pub n_audio_layer: u32,
    pub n_text_ctx: u32,
    pub n_text_state: u32,
    pub n_text_head: u32,
    pub n_text_layer: u32,
    pub n_mels: u32,
    pub ftype: u32,
}

/// The type in which a model's weights are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the names are ggml's, and are the whole meaning")]
#[non_exhaustive]
pub enum Weights {
    F32,
    F16,
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    /// Another of ggml's types, by its number.
    Other(u32),
}

impl Weights {
    /// By `ftype`, whose thousands are the version of the quantisation.
    fn of(ftype: u32) -> Self {
        match ftype % 1000 {
            0 => Weights::F32,
            1 => Weights::F16,
            2 => Weights::Q4_0,
            3 => Weights::Q4_1,
            7 => Weights::Q8_0,
            8 => Weights::Q5_0,
            9 => Weights::Q5_1,
            other => Weights::Other(other),
        }
    }

    /// The fewest bits of one weight: for a lower bound of the file's length.
    fn bits(self) -> u64 {
        match self {
            Weights::F32 | Weights::F16 => 16,
            Weights::Q8_0 => 8,
            Weights::Q5_0 | Weights::Q5_1 => 5,
            Weights::Q4_0 | Weights::Q4_1 => 4,
            Weights::Other(_) => 2,
        }
    }
}

/// Reads a model file's header, and checks that the file is long enough for the weights that it announces.
///
/// Only the header is read; whether every weight is right, only the hash shows ([`verify`](super::verify)).
///
/// # Errors
/// [`Error::Missing`], [`Error::OtherKind`] with what the file looks like, [`Error::CutShort`], [`Error::Damaged`].
pub fn inspect(path: &Path) -> Result<ModelFile, Error> {
    let (head, bytes) = read_head(path)?;
    if !head.starts_with(&MAGIC) {
        return Err(Error::OtherKind { path: path.to_owned(), looks_like: looks_like(&head) });
    }
    let cut_short = |expected: u64| Error::CutShort { path: path.to_owned(), bytes, expected };
    if head.len() < HEADER_BYTES {
        return Err(cut_short(HEADER_BYTES as u64));
    }
    let hyperparameters = read_numbers(&head);
    if let Some(what) = impossible(&hyperparameters) {
        return Err(Error::Damaged { path: path.to_owned(), what });
    }
    let weights = Weights::of(hyperparameters.ftype);
    let least = least_bytes(&hyperparameters, weights);
    if bytes < least {
        return Err(cut_short(least));
    }
    let multilingual = !(PUBLISHED_VOCABULARY..=ENGLISH_VOCABULARY).contains(&hyperparameters.n_vocab);
    Ok(ModelFile { bytes, hyperparameters, weights, multilingual })
}

/// The first [`HEADER_BYTES`] of a file, or all that it has, and its length.
fn read_head(path: &Path) -> Result<(Vec<u8>, u64), Error> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Read { path: path.to_owned(), source },
    };
    let file = File::open(path).map_err(refused)?;
    let facts = file.metadata().map_err(refused)?;
    if facts.is_dir() {
        return Err(Error::OtherKind { path: path.to_owned(), looks_like: "a directory" });
    }
    let mut head = Vec::new();
    file.take(HEADER_BYTES as u64).read_to_end(&mut head).map_err(refused)?;
    Ok((head, facts.len()))
}

/// The sizes in a whole header, behind its magic number.
fn read_numbers(head: &[u8]) -> Hyperparameters {
    let mut numbers = head[4..].chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let mut next = || numbers.next().unwrap_or(0);
    Hyperparameters {
        n_vocab: next(),
        n_audio_ctx: next(),
        n_audio_state: next(),
        n_audio_head: next(),
        n_audio_layer: next(),
        n_text_ctx: next(),
        n_text_state: next(),
        n_text_head: next(),
        n_text_layer: next(),
        n_mels: next(),
        ftype: next(),
    }
}

/// The first size that no Whisper model has, in words: zero, or so large that the engine would ask for memory without end.
fn impossible(h: &Hyperparameters) -> Option<String> {
    let bounds = [
        (h.n_vocab, 1_000_000, "tokens"),
        (h.n_audio_ctx, 100_000, "audio positions"),
        (h.n_audio_state, 16_384, "audio states"),
        (h.n_audio_head, 1024, "audio heads"),
        (h.n_audio_layer, 256, "audio layers"),
        (h.n_text_ctx, 100_000, "text positions"),
        (h.n_text_state, 16_384, "text states"),
        (h.n_text_head, 1024, "text heads"),
        (h.n_text_layer, 256, "text layers"),
        (h.n_mels, 1024, "mel bands"),
    ];
    bounds.iter().find(|(n, most, _)| *n == 0 || n > most).map(|(n, _, what)| format!("{n} {what}"))
}

/// A lower bound of the file's length: the matrices of the layers (twelve squares of the state in each of the encoder, sixteen in each
/// of the decoder) and the embedding of the tokens.
fn least_bytes(h: &Hyperparameters, weights: Weights) -> u64 {
    let square = |n: u32| u64::from(n) * u64::from(n);
    let audio = 12 * square(h.n_audio_state) * u64::from(h.n_audio_layer);
    let text = 16 * square(h.n_text_state) * u64::from(h.n_text_layer);
    let tokens = u64::from(h.n_vocab) * u64::from(h.n_text_state);
    (audio + text + tokens) / 8 * weights.bits()
}

/// What a file that is no model may be, by its first bytes.
fn looks_like(head: &[u8]) -> &'static str {
    match head {
        [] => "an empty file",
        [b'G', b'G', b'U', b'F', ..] => "a GGUF model, as llama.cpp uses",
        [b'f', b'm', b'g', b'g', ..] | [b't', b'j', b'g', b'g', ..] => "a ggml model of another programme",
        [b'P', b'K', 3, 4, ..] => "a PyTorch checkpoint or a ZIP archive",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "a zstd archive",
        [0x1f, 0x8b, ..] => "a gzip archive",
        [b'<', ..] => "a web page (perhaps a download that asked for a login)",
        head if head.starts_with(b"version https://git-lfs") => "a Git LFS pointer instead of the file itself",
        head if head.iter().all(|b| b.is_ascii_graphic() || b.is_ascii_whitespace()) => "a text file",
        head if head.len() > 8 && head[8] == b'{' => "a safetensors file",
        _ => "binary data of an unknown kind",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header with whisper tiny's numbers.
    fn tiny() -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for n in [51_865u32, 1500, 384, 6, 4, 448, 384, 6, 4, 80, 1, 80, 201] {
            out.extend_from_slice(&n.to_le_bytes());
        }
        out
    }

    /// A file that begins with `content` and is `bytes` long; what follows the content uses no space on the disk.
    fn inspected(content: &[u8], bytes: u64) -> Result<ModelFile, Error> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("m.bin");
        std::fs::write(&path, content).unwrap();
        File::options().write(true).open(&path).unwrap().set_len(bytes).unwrap();
        inspect(&path)
    }

    #[test]
    fn a_header_is_read() {
        let model = inspected(&tiny(), 77_691_713).unwrap();
        assert_eq!((model.weights, model.multilingual), (Weights::F16, true));
        assert_eq!(model.hyperparameters.n_audio_layer, 4);
    }

    #[test]
    fn cut_and_foreign_files_are_distinguished() {
        let words = |content: &[u8]| inspected(content, content.len() as u64).unwrap_err().to_string();
        assert!(words(&tiny()).ends_with("is cut short: 56 bytes, expected 72862464"), "{}", words(&tiny()));
        assert!(words(b"lmgg\x01").contains("is cut short: 5 bytes, expected 56"));
        assert!(words(b"GGUF\x03\0\0\0").ends_with("it looks like a GGUF model, as llama.cpp uses"));
        assert!(words(b"<!doctype html>").contains("it looks like a web page"));
        assert!(words(b"").ends_with("it looks like an empty file"));
        let mut broken = tiny();
        broken[40..44].copy_from_slice(&0u32.to_le_bytes());
        assert!(words(&broken).ends_with("is damaged: its header says 0 mel bands"));
    }
}
