//! One test binary for the whole program: whisper links slowly.

mod architecture;
mod captions;
