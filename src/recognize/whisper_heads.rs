//! Which heads of a model's decoder follow the sound, for word times by attention.

use std::io::Read;
use std::path::Path;

use whisper_rs::{DtwAhead, DtwMode, DtwModelPreset};

use crate::time::Delta;

/// By how much a word begins later (or earlier) than the heads of `mode` say, where that was measured: median over words of people; see
/// [`WordTimes`](super::whisper_options::WordTimes).
pub(super) fn later(mode: &DtwMode<'_>) -> Option<Delta> {
    match mode {
        DtwMode::ModelPreset { model_preset: DtwModelPreset::Base } => Some(Delta::from_millis(20)),
        DtwMode::ModelPreset { model_preset: DtwModelPreset::TinyEn } => Some(Delta::from_millis(-80)),
        _ => None,
    }
}

/// What a model file says of its decoder in its first bytes. The heads that time words must be named before whisper.cpp loads the
/// file; to load it twice, the first time only to ask, would take seconds with a large model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    layers: u32,
    heads: u32,
    width: u32,
    mel_bands: u32,
    multilingual: bool,
}

impl Shape {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let mut head = [0; 48];
        std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).map_err(|e| e.to_string())?;
        // A magic number, then as 32-bit integers: vocabulary; of the encoder context, width, heads, layers; the same of the
        // decoder; mel bands; kind of weights.
        let number = |at: usize| u32::from_le_bytes(head[4 * at..4 * at + 4].try_into().unwrap_or_default());
        let [layers, heads, width, mel_bands] = [9, 8, 7, 10].map(number);
        Ok(Self { layers, heads, width, mel_bands, multilingual: number(1) >= 51_865 })
    }

    /// How many bytes a state of whisper.cpp takes while it computes with five hypotheses, rather more than less: keys and values in
    /// 16 bits of seven texts and one sound, the encoder's attention twice in 32, and the rest. Base weights: 527 MB, of which 418 were
    /// seen in use on a graphics card and 231 of the processor's memory.
    pub(super) fn state_bytes(&self) -> usize {
        let [layers, heads, width] = [self.layers, self.heads, self.width].map(|number| number as usize);
        (4 * layers * width).saturating_mul(7 * 512 + 1_536).saturating_add(heads.saturating_mul(8 * 1_500 * 1_500))
            + 320_000_000
    }

    /// `heads` (layer, head) as whisper.cpp wants them, each checked to exist in the model: whisper.cpp would read beyond its tensors.
    pub(super) fn checked(&self, heads: &[(u32, u32)]) -> Result<Vec<DtwAhead>, String> {
        let there = |&(layer, head): &(u32, u32)| {
            let (n_text_layer, n_head) = (i32::try_from(layer), i32::try_from(head));
            match (n_text_layer, n_head) {
                (Ok(n_text_layer), Ok(n_head)) if layer < self.layers && head < self.heads => {
                    Ok(DtwAhead { n_text_layer, n_head })
                }
                _ => Err(format!(
                    "it has {} layers of {} heads, and head {head} of layer {layer} was named for word times",
                    self.layers, self.heads
                )),
            }
        };
        heads.iter().map(there).collect()
    }

    /// The decoder heads that follow the sound. They are known for the published models, which are recognised by their sizes; for any
    /// other model the upper half of the decoder is a fair choice.
    pub(super) fn known_heads(&self) -> DtwMode<'static> {
        let preset = match (self.layers, self.width, self.multilingual) {
            (4, 384, true) => DtwModelPreset::Tiny,
            (4, 384, false) => DtwModelPreset::TinyEn,
            (6, 512, true) => DtwModelPreset::Base,
            (6, 512, false) => DtwModelPreset::BaseEn,
            (12, 768, true) => DtwModelPreset::Small,
            (12, 768, false) => DtwModelPreset::SmallEn,
            (24, 1024, true) => DtwModelPreset::Medium,
            (24, 1024, false) => DtwModelPreset::MediumEn,
            (32, 1280, _) if self.mel_bands == 128 => DtwModelPreset::LargeV3,
            (32, 1280, _) => DtwModelPreset::LargeV2,
            (4, 1280, _) => DtwModelPreset::LargeV3Turbo,
            (layers, _, _) => return DtwMode::TopMost { n_top: i32::try_from(layers / 2).unwrap_or(1).max(1) },
        };
        DtwMode::ModelPreset { model_preset: preset }
    }
}
