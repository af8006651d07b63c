//! Moments, lengths, spans and rates. Points and lengths are different types, so that a place in a recording can never be
//! taken for how long something lasts.
//!
//! All times are whole milliseconds on one timeline: the recording's own, from its first presented frame (encoder delay and
//! edit lists already removed). `u32` milliseconds reach 49 days, more than any recording.

mod clock;
mod frame_rate;
mod moment;
mod rate;
mod share;
mod span;
mod timed;

pub use clock::{ClockError, ClockStyle};
pub use frame_rate::{FrameRate, FrameRateError, TimecodeError};
pub use moment::{Delta, Millis, Timestamp};
pub use rate::{Frames, SampleRate};
pub use span::Span;
pub(crate) use timed::TimeSource;
pub use timed::Timed;
