use super::{Transcript, read_text};

/// Stub.
pub fn corrected(heard: &Transcript, new_text: &str) -> Transcript {
    let _ = heard;
    read_text(new_text)
}
