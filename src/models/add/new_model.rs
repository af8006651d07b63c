//! From a checkpoint to a ggml file.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::super::error::Error;
use super::super::inspect::inspect;
use super::super::structure::{self, GgmlTensor};
use super::checkpoint::Checkpoint;
use super::dimensions::Dimensions;
use super::mel_filters::{BINS, mel_filters};
use super::naming::openai;
use super::planned::{Form, Planned};
use super::quantize::Quantization;
use super::role::{Kind, Part, roles};
use super::tensor::{Element, StoredTensor};
use super::vocabulary::vocabulary;
use crate::draft::Draft;
use crate::text::{Sha256, Sha256Hasher};

/// Where the header says how the weights are stored.
const FILE_TYPE_AT: usize = 44;
/// What a ggml file and a ZIP archive begin with.
const GGML: [u8; 4] = *b"lmgg";
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// A model that was understood and is to become a ggml file.
///
/// Nothing but names and places is held: weights go from file to file some thousands at a time.
pub struct NewModel {
    /// Header, filters and tokens.
    head: Vec<u8>,
    content: Content,
    heads: Vec<(u32, u32)>,
}

enum Content {
    Tensors(Vec<Planned>),
    /// The whole of a file that is as it should be.
    Copy(PathBuf, u64),
}

/// How a model is to be added.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct AddOptions<'a> {
    /// Where its vocabulary is told, when not in its folder: a folder, a `tokenizer.json`, a `vocab.json`, a `.tiktoken` file or
    /// another ggml model.
    pub vocabulary: Option<&'a Path>,
    /// In how few bits its matrices are to be kept. Default: sixteen.
    pub quantization: Option<Quantization>,
}

impl NewModel {
    /// Understands the model at `from`: the folder of a Hugging Face or a CTranslate2 model, a PyTorch checkpoint, or a ggml file.
    /// Everything that could be wrong with it is found here, before a byte is written.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::OtherKind`], [`Error::Incomplete`], [`Error::Shape`], [`Error::Unclear`], [`Error::Read`]; and
    /// [`Error::Quantized`] for a ggml file whose weights have few bits already.
    pub fn open(from: &Path, options: &AddOptions<'_>) -> Result<Self, Error> {
        if !from.exists() {
            return Err(Error::Missing { path: from.to_owned() });
        }
        if from.is_file() {
            match beginning(from)? {
                GGML => return Self::of_ggml(from, options),
                ZIP => {}
                _ if from.extension().is_some_and(|e| e == "bin" || e == "safetensors") => {}
                // Told as any file that is no model.
                _ => return inspect(from).and_then(|_| Self::of_ggml(from, options)),
            }
        }
        Self::of_checkpoint(&Checkpoint::open(from)?, options)
    }

    fn of_checkpoint(checkpoint: &Checkpoint, options: &AddOptions<'_>) -> Result<Self, Error> {
        let dimensions = Dimensions::of(checkpoint)?;
        let place = options.vocabulary.unwrap_or(&checkpoint.folder);
        let tokens = vocabulary(place)?;
        let expected = if dimensions.is_multilingual() { 50_257..=50_257 } else { 50_256..=50_257 };
        if !expected.contains(&tokens.len()) {
            let what = format!("{} text tokens, expected {} for this model", tokens.len(), expected.end());
            return Err(Error::Unclear { path: place.to_owned(), what });
        }
        let mut planned = Vec::new();
        for role in roles(dimensions.audio_layers, dimensions.text_layers) {
            let weight = dimensions.weight(checkpoint, role)?;
            let mut shape = weight.shape;
            if let (Part::Convolution(_), Kind::Bias) = (role.part, role.kind) {
                // Added to columns of frames.
                shape.push(1);
            }
            let single = role.kind == Kind::Bias || shape.len() < 2 || matches!(role.part, Part::Positions(_));
            let form = if single { Form::Single } else { Form::Half };
            planned.push(Planned { name: openai(role), shape, form, from: weight.tensor.clone(), rows: weight.rows });
        }
        let head = head(&dimensions, &tokens, options.quantization);
        Ok(Self {
            head,
            content: Content::Tensors(quantized(planned, options.quantization)),
            heads: checkpoint.alignment_heads.clone(),
        })
    }

    fn of_ggml(from: &Path, options: &AddOptions<'_>) -> Result<Self, Error> {
        let facts = inspect(from)?;
        let (tensors_at, tensors) = structure::tensors(from)?;
        let Some(quantization) = options.quantization else {
            return Ok(Self { head: Vec::new(), content: Content::Copy(from.to_owned(), facts.bytes), heads: Vec::new() });
        };
        let planned = tensors.into_iter().map(|tensor| taken_over(from, tensor)).collect::<Result<Vec<_>, _>>()?;
        let mut head = Vec::new();
        let read = File::open(from).and_then(|file| file.take(tensors_at).read_to_end(&mut head));
        read.map_err(|source| Error::Read { path: from.to_owned(), source })?;
        head[FILE_TYPE_AT..FILE_TYPE_AT + 4].copy_from_slice(&quantization.file_type().to_le_bytes());
        Ok(Self { head, content: Content::Tensors(quantized(planned, Some(quantization))), heads: Vec::new() })
    }

    /// How many bytes the file will have.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match &self.content {
            Content::Tensors(tensors) => self.head.len() as u64 + tensors.iter().map(Planned::bytes).sum::<u64>(),
            Content::Copy(_, bytes) => *bytes,
        }
    }

    /// The decoder's heads that follow the sound, as (layer, head), where the model tells them.
    #[must_use]
    pub fn alignment_heads(&self) -> &[(u32, u32)] {
        &self.heads
    }

    /// Writes it to `place`, whose folder must exist: a whole file or none. `progress` is told how many bytes are written, and
    /// says whether to go on. Gives the file's SHA-256.
    ///
    /// # Errors
    /// [`Error::Read`], [`Error::Write`], [`Error::Stopped`].
    pub fn write(&self, place: &Path, progress: &mut dyn FnMut(u64) -> bool) -> Result<Sha256, Error> {
        let failed = |source| Error::Write { path: place.to_owned(), source };
        let mut draft = std::io::BufWriter::new(Draft::beside(place).map_err(failed)?);
        let (mut hash, mut done) = (Sha256Hasher::default(), 0);
        let mut put = |piece: &[u8]| {
            hash.update(piece);
            draft.write_all(piece).map_err(failed)?;
            done += piece.len() as u64;
            if progress(done) { Ok(()) } else { Err(Error::Stopped) }
        };
        put(&self.head)?;
        match &self.content {
            Content::Tensors(tensors) => tensors.iter().try_for_each(|tensor| tensor.each_piece(&mut put))?,
            Content::Copy(from, _) => copied(from, &mut put)?,
        }
        let draft = draft.into_inner().map_err(|e| failed(e.into_error()))?;
        draft.take_place(place).map_err(failed)?;
        Ok(hash.finish())
    }
}

fn quantized(planned: Vec<Planned>, quantization: Option<Quantization>) -> Vec<Planned> {
    match quantization {
        Some(quantization) => planned.into_iter().map(|tensor| tensor.quantized(quantization)).collect(),
        None => planned,
    }
}

fn beginning(path: &Path) -> Result<[u8; 4], Error> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut head));
    read.map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok(head.try_into().unwrap_or_default())
}

fn copied(from: &Path, put: &mut dyn FnMut(&[u8]) -> Result<(), Error>) -> Result<(), Error> {
    let refused = |source| Error::Read { path: from.to_owned(), source };
    let mut file = File::open(from).map_err(refused)?;
    let mut block = vec![0; 256 * 1024];
    loop {
        match file.read(&mut block).map_err(refused)? {
            0 => return Ok(()),
            read => put(&block[..read])?,
        }
    }
}

/// A tensor of a ggml file as it is.
fn taken_over(path: &Path, tensor: GgmlTensor) -> Result<Planned, Error> {
    let (element, form) = match tensor.kind {
        0 => (Element::F32, Form::Single),
        1 => (Element::F16, Form::Half),
        _ => return Err(Error::Quantized { path: path.to_owned() }),
    };
    let shape: Vec<u64> = tensor.sizes.iter().rev().copied().collect();
    let rows = 0..shape.first().copied().unwrap_or(1);
    let from = StoredTensor { path: path.to_owned(), offset: tensor.at, shape: shape.clone(), element, scale: Vec::new() };
    Ok(Planned { name: tensor.name, shape, form, from, rows })
}

/// Magic, sizes, filters, tokens.
fn head(sizes: &Dimensions, tokens: &[Vec<u8>], quantization: Option<Quantization>) -> Vec<u8> {
    let mut out = GGML.to_vec();
    let mut put = |number: u64| out.extend((number as u32).to_le_bytes());
    let (audio, text) = (u64::from(sizes.audio_layers), u64::from(sizes.text_layers));
    [sizes.tokens, sizes.audio_positions, sizes.width, sizes.audio_heads, audio].into_iter().for_each(&mut put);
    [sizes.text_positions, sizes.width, sizes.text_heads, text, sizes.mel_bands].into_iter().for_each(&mut put);
    put(quantization.map_or(1, |quantization| quantization.file_type().into()));
    [sizes.mel_bands, BINS as u64].into_iter().for_each(&mut put);
    out.extend(mel_filters(sizes.mel_bands as usize).iter().flat_map(|weight| weight.to_le_bytes()));
    out.extend((tokens.len() as u32).to_le_bytes());
    for token in tokens {
        out.extend((token.len() as u32).to_le_bytes());
        out.extend(token);
    }
    out
}
