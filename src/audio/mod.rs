//! Recording → `Pcm` blocks → `Speech` (mono, 16 kHz); WAV writing.
