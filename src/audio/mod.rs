//! A recording on disk becomes blocks of samples, and those become speech for the recogniser.
//!
//! ```text
//! path ─probe→ Recording (facts only)
//! path ─decode→ Decoder: Pcm, Pcm, …  (own rate and channels, encoder delay and padding already removed)
//!      ─to_speech→ SpeechStream: Speech, Speech, …  (mono, 16 kHz, band limited)
//!      ─VoiceActivityDetector→ VoiceActivity: where it holds speech ─windows→ stretches of at most 30 s, cut at pauses
//! ```
//!
//! Nothing here ever holds a whole file: three hours pass through in a few megabytes.
//!
//! # Where a recording begins and ends
//!
//! Frame zero is the first frame that a player presents. What an encoder put before it (MP3 and AAC priming, Opus
//! pre-skip) or after it (padding of the last packet) is cut away when the file says how much that is: LAME and Xing
//! headers, edit lists and `iTunSMPB` in MP4, granule positions in Ogg, codec delay and discard padding in Matroska,
//! packet tables in CAF. A bare ADTS stream or an MP3 without a LAME tag says nothing, so nothing is cut. The table
//! is in `trim.rs`; starts agree with ffmpeg's to a millisecond on every file of the tests, and so do lengths, but for MP4:
//! there ffmpeg gives the padding of the last packet too, while the edit list is kept here to the frame.
//!
//! # Damage
//!
//! A packet that cannot be decoded becomes silence of its length when more sound follows, so that later times stay true,
//! and is counted in [`Damage`]. Only a file without a single decodable packet is an error.

mod clip;
mod codec;
mod codec_calls;
mod container;
mod damage;
mod decode;
mod decoder_params;
mod error;
mod hash;
mod he_aac;
mod header_packets;
mod mixdown;
mod mkv;
mod mp4;
mod mpeg_frames;
mod music;
mod onsets;
mod open;
mod options;
mod packet_decoder;
mod part;
mod pcm;
mod presented;
mod rate_change;
mod rate_limits;
mod recording;
mod resample;
mod rewrap;
mod rewrap_aiff;
mod rewrap_flac;
mod rewrap_mp4;
mod rewrap_wav;
mod rewrapped;
mod sniff;
mod sound_kinds;
mod speech;
mod trim;
mod voice_activity;
mod voice_activity_detector;
mod weak_speech;
mod windows;

pub use clip::{Clip, write_wav};
pub use damage::Damage;
pub use decode::{Decoder, decode};
pub use error::Error;
pub use hash::content_sha256;
pub use onsets::Onset;
pub use options::Options;
pub use pcm::{Channel, ChannelError, Pcm};
pub use recording::{Recording, Tags, TrackFacts, probe};
pub use sound_kinds::SoundKind;
pub use speech::{Speech, SpeechStream, to_speech};
pub use voice_activity::VoiceActivity;
pub use voice_activity_detector::{VoiceActivityDetector, VoiceActivityOptions, listening_identity, voice_activity};
pub use windows::windows;

#[cfg(test)]
mod tests;
