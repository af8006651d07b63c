//! A recording, from its bytes to speech for the recogniser: blocks follow each other, every sample is a number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::audio::{Options, decode, probe, to_speech};

/// Frames at 16 kHz after which a recording has been heard enough: a minute.
const ENOUGH: usize = 60 * 16_000;

// A panic of a demultiplexer or codec is fenced and becomes an error: only one that leaves the library is a finding, and that
// one ends the process where libFuzzer catches it.
fuzz_target!(init: std::panic::set_hook(Box::new(told)), |bytes: &[u8]| {
    let path = rawi_fuzz::file("recording", bytes);
    let facts = probe(&path);
    let Ok(decoder) = decode(&path, &Options::default()) else { return };
    assert!(facts.is_ok(), "decoded, and its head could not be read: {facts:?}");
    let mut frames = 0;
    for block in to_speech(decoder).map_while(Result::ok) {
        assert!(block.samples().iter().all(|sample| sample.is_finite()));
        frames += block.samples().len();
        if frames > ENOUGH {
            break;
        }
    }
});

fn told(panic: &std::panic::PanicHookInfo<'_>) {
    let fenced = panic.location().is_some_and(|place| place.file().contains("symphonia"));
    if !fenced {
        eprintln!("{panic}");
    }
}
