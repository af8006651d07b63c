/// The lowest rate that is read; recordings have 8000 and more.
pub(super) const MIN_RATE_HZ: u32 = 100;
/// The highest rate that is read; recordings have up to 192 000.
pub(super) const MAX_RATE_HZ: u32 = 768_000;
