//! Recording → `Pcm` blocks → `Speech` (mono, 16 kHz); WAV writing.
/// stub
pub struct Speech(Vec<f32>);
impl Speech {
    /// stub
    pub fn samples(&self) -> &[f32] {
        &self.0
    }
    /// stub
    pub fn stub(v: Vec<f32>) -> Self {
        Self(v)
    }
}
/// stub
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub struct Error;
