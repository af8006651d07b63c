/// The largest file that is read: 256 MiB, more than a day of speech in the most wordy form.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;
