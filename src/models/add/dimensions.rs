//! The sizes of a model, as its tensors have them.

use super::super::error::Error;
use super::checkpoint::{Checkpoint, Weight};
use super::role::{Attention, Kind, Part, Projection, Role, Side};
use super::tensor::shown;

/// More layers than any model has.
const MOST_LAYERS: u32 = 256;
/// The width of a head in every published model, for a model that does not tell how many it has.
const HEAD_WIDTH: u64 = 64;

/// The sizes of a Whisper model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dimensions {
    pub(super) tokens: u64,
    pub(super) audio_positions: u64,
    pub(super) width: u64,
    pub(super) audio_heads: u64,
    pub(super) audio_layers: u32,
    pub(super) text_positions: u64,
    pub(super) text_heads: u64,
    pub(super) text_layers: u32,
    pub(super) mel_bands: u64,
}

impl Dimensions {
    /// Those of `checkpoint`, by the shapes of its outer tensors.
    ///
    /// # Errors
    /// [`Error::Incomplete`] when one is not there, [`Error::Shape`] when one has another number of dimensions, [`Error::Unclear`]
    /// for sizes that the engine does not know.
    pub(super) fn of(checkpoint: &Checkpoint) -> Result<Self, Error> {
        let plane = |part| {
            let weight = checkpoint.weight(Role { part, kind: Kind::Weight })?;
            match *weight.shape {
                [rows, columns] => Ok((rows, columns)),
                _ => Err(mismatch(checkpoint, &weight, "two dimensions")),
            }
        };
        let (audio_positions, width) = plane(Part::Positions(Side::Encoder))?;
        let (text_positions, _) = plane(Part::Positions(Side::Decoder))?;
        let (tokens, _) = plane(Part::Tokens)?;
        let first = checkpoint.weight(Role { part: Part::Convolution(1), kind: Kind::Weight })?;
        let [_, mel_bands, _] = *first.shape else { return Err(mismatch(checkpoint, &first, "three dimensions")) };
        let (audio_heads, text_heads) = checkpoint.heads.unwrap_or((width / HEAD_WIDTH, width / HEAD_WIDTH));
        let [audio_layers, text_layers] = [Side::Encoder, Side::Decoder].map(|side| layers(checkpoint, side));
        let found = Self {
            tokens,
            audio_positions,
            width,
            audio_heads,
            audio_layers,
            text_positions,
            text_heads,
            text_layers,
            mel_bands,
        };
        match found.unknown() {
            Some(what) => Err(Error::Unclear { path: checkpoint.path().to_owned(), what }),
            None => Ok(found),
        }
    }

    /// What the engine could not run, in words.
    fn unknown(&self) -> Option<String> {
        let Self { tokens, width, audio_heads, text_heads, mel_bands, audio_layers, text_layers, .. } = *self;
        if !(51_864..=51_866).contains(&tokens) {
            return Some(format!("a vocabulary of {tokens} tokens, expected 51864 (English), 51865 or 51866"));
        }
        if ![80, 128].contains(&mel_bands) {
            return Some(format!("{mel_bands} mel bands, expected 80 or 128"));
        }
        if audio_layers == 0 || text_layers == 0 {
            return Some(format!("{audio_layers} layers that hear and {text_layers} that write"));
        }
        let divided = [audio_heads, text_heads].iter().all(|heads| *heads > 0 && width % heads == 0);
        (!divided).then(|| format!("{audio_heads} and {text_heads} heads for a width of {width}"))
    }

    /// Whether it knows more than English.
    pub(super) fn is_multilingual(&self) -> bool {
        self.tokens > 51_864
    }

    /// The shape that a weight must have.
    pub(super) fn shape(&self, role: Role) -> Vec<u64> {
        let width = self.width;
        match (role.part, role.kind) {
            (Part::Positions(Side::Encoder), _) => vec![self.audio_positions, width],
            (Part::Positions(Side::Decoder), _) => vec![self.text_positions, width],
            (Part::Tokens, _) => vec![self.tokens, width],
            (Part::Convolution(1), Kind::Weight) => vec![width, self.mel_bands, 3],
            (Part::Convolution(_), Kind::Weight) => vec![width, width, 3],
            (Part::Attention(..), Kind::Weight) => vec![width, width],
            (Part::Widen(..), Kind::Weight) => vec![4 * width, width],
            (Part::Narrow(..), Kind::Weight) => vec![width, 4 * width],
            (Part::Widen(..), Kind::Bias) => vec![4 * width],
            _ => vec![width],
        }
    }

    /// The weight of `checkpoint`, in the shape that it must have.
    ///
    /// # Errors
    /// [`Error::Incomplete`], and [`Error::Shape`].
    pub(super) fn weight<'a>(&self, checkpoint: &'a Checkpoint, role: Role) -> Result<Weight<'a>, Error> {
        let (weight, expected) = (checkpoint.weight(role)?, self.shape(role));
        if weight.shape == expected { Ok(weight) } else { Err(mismatch(checkpoint, &weight, &shown(&expected))) }
    }
}

fn mismatch(checkpoint: &Checkpoint, weight: &Weight<'_>, expected: &str) -> Error {
    Error::Shape {
        path: checkpoint.path().to_owned(),
        tensor: weight.name.clone(),
        found: shown(&weight.shape),
        expected: expected.to_owned(),
    }
}

/// One more than the last layer of which anything is there: what is missing in between is told later.
fn layers(checkpoint: &Checkpoint, side: Side) -> u32 {
    let parts = |layer| {
        [
            Part::Attention(side, layer, Attention::Own, Projection::Query),
            Part::Narrow(side, layer),
            Part::LastNormOfBlock(side, layer),
        ]
    };
    let there = |layer: &u32| parts(*layer).into_iter().any(|part| checkpoint.has(Role { part, kind: Kind::Weight }));
    (0..MOST_LAYERS).rev().find(there).map_or(0, |last| last + 1)
}
