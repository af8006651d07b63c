use std::ops::Range;

/// What a recogniser answered when it was asked for two texts of the same sound: the one that it wrote, and the same with published
/// words in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// The place: the words as heard, as indices into [`Transcript::words`](super::Transcript::words). Empty where published words were put between two heard
    /// ones, before the word of that number.
    pub words: Range<usize>,
    /// The published words that were put there, as the article prints them. Empty when the heard words were left out.
    pub published: String,
    /// How much likelier the text as heard is than the one as published, to the model: ln P(heard) − ln P(published), in nats.
    /// Above zero it holds to what it wrote. Always finite.
    pub margin: f32,
    /// The model that was asked, as in [`Engine::model`](super::Engine::model).
    pub model: Option<String>,
}
