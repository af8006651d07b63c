//! The graphics cards that whisper.cpp finds, of which it takes the first.
#![allow(unsafe_code, reason = "this is ggml's interface, which is of C")]

use std::ffi::CStr;

use whisper_rs::whisper_rs_sys as sys;

/// No card refuses a piece of this size for its size alone.
const PIECE: usize = 256 << 20;

/// What the graphics cards here are called that this build can compute on; recognition takes the first. None where it was built for
/// none (the features `cuda`, `vulkan`, `metal` and `hipblas`) or none has a driver that it can use.
#[must_use]
pub fn graphics_cards() -> Vec<String> {
    let name = |card| unsafe { CStr::from_ptr(sys::ggml_backend_dev_description(card)) }.to_string_lossy().into_owned();
    devices().map(name).collect()
}

/// How many bytes of the first card's memory are free, once something was loaded to it; `None` where there is no card.
pub(super) fn free_memory() -> Option<usize> {
    let (card, mut free, mut total) = (devices().next()?, 0, 0);
    unsafe { sys::ggml_backend_dev_memory(card, &raw mut free, &raw mut total) };
    Some(free)
}

/// Whether there is a card with room for so many `bytes`. They are taken to see, and given back: whisper.cpp ends the process where
/// there is no room for weights, and so does ggml where it is asked what a full card has free.
pub(super) fn has_room(bytes: usize) -> bool {
    let Some(card) = devices().next() else { return false };
    let memory = unsafe { sys::ggml_backend_dev_buffer_type(card) };
    let (mut taken, mut left) = (Vec::new(), bytes);
    while left > 0 {
        let piece = left.min(PIECE);
        let buffer = unsafe { sys::ggml_backend_buft_alloc_buffer(memory, piece) };
        if buffer.is_null() {
            break;
        }
        taken.push(buffer);
        left -= piece;
    }
    for buffer in taken {
        unsafe { sys::ggml_backend_buffer_free(buffer) };
    }
    left == 0
}

fn devices() -> impl Iterator<Item = sys::ggml_backend_dev_t> {
    let cards =
        [sys::ggml_backend_dev_type_GGML_BACKEND_DEVICE_TYPE_GPU, sys::ggml_backend_dev_type_GGML_BACKEND_DEVICE_TYPE_IGPU];
    let all = (0..unsafe { sys::ggml_backend_dev_count() }).map(|number| unsafe { sys::ggml_backend_dev_get(number) });
    all.filter(move |device| cards.contains(&unsafe { sys::ggml_backend_dev_type(*device) }))
}
