use crate::time::{ClockStyle, Millis, Span, Timestamp};

/// Where in the recording something stands: seconds for the player, clock times for people.
pub(super) struct Time {
    pub(super) start: String,
    pub(super) end: String,
    pub(super) clock: String,
    pub(super) until: String,
}

pub(super) fn time(span: Span) -> Time {
    let seconds = |at: Timestamp| format!("{}.{:03}", at.as_millis() / 1000, at.as_millis() % 1000);
    Time {
        start: seconds(span.start()),
        end: seconds(span.end()),
        clock: ClockStyle::Seconds.print(span.start()),
        until: ClockStyle::Seconds.print(span.end()),
    }
}

pub(super) fn clock(ms: u64) -> String {
    ClockStyle::Seconds.print(Timestamp::ZERO + Millis::new(u32::try_from(ms).unwrap_or(u32::MAX)))
}
