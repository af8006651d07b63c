//! Models of one's own: trained, fine-tuned or published in another form, made into the ggml file that the engine reads.
//!
//! [`NewModel`] understands Hugging Face's folders, CTranslate2's, PyTorch checkpoints and ggml files; [`add`] puts one among the
//! models that rawi finds by name. Each form of a checkpoint only tells where a tensor's numbers lie; one plan ([`role`]) tells which
//! tensors there must be, in which order and shape. So a model gives the same file whichever form it comes in.

mod added;
mod byte_reader;
mod checkpoint;
mod ctranslate2;
mod dimensions;
mod half;
mod mel_filters;
mod naming;
mod new_model;
mod pickle;
mod planned;
mod quantize;
mod role;
mod safetensors;
mod tensor;
mod torch;
mod vocabulary;
mod zip;

#[cfg(test)]
mod tests;

pub(super) use added::remove_facts;
pub use added::{AddedModel, add, added_name, alignment_heads_beside, is_added};
pub use new_model::{AddOptions, NewModel};
pub use quantize::Quantization;
