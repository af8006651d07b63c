//! A model file: its header, and whether it holds together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::models;
use rawi::text::Sha256;

fuzz_target!(|bytes: &[u8]| {
    let path = rawi_fuzz::file("model.bin", bytes);
    if let Ok(file) = models::inspect(&path) {
        assert_eq!(file.bytes, bytes.len() as u64);
    }
    // Whether it is whole is the second door before the engine; it must not panic or take memory either.
    let _ = models::check(&path, Sha256::of(bytes));
});
