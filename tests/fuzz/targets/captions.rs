//! A caption file, read, examined and repaired: no word of it is missing from what is written, what stands outside its cues stays
//! to the byte, and a second repair finds nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::caption::{Bidi, CaptionSource, Format, Preset, WriteOptions, lint, print};
use rawi::timed;

#[path = "../../../src/caption/repair/kept.rs"]
mod kept;
use kept::{holds, outside, words};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = CaptionSource::read(bytes, None, None) else { return };
    // Files are seeds as they are: what they are repaired by is told from their length.
    let rules = Preset::ALL[bytes.len() % Preset::ALL.len()].rules();
    let captions = source.captions();
    for format in Format::ALL {
        let _ = print(&captions.track(), format, &WriteOptions::default());
    }
    let mut findings = lint(&captions, &rules, None);
    let Ok(repair) = source.repair(&rules, Bidi::Embed, None) else { return };
    let remaining = repair.remaining(&rules, None);
    findings.iter_mut().for_each(|finding| remaining.mark(finding));
    let repaired = repair.bytes();
    assert!(holds(&words(&repaired), &words(bytes)), "a word is missing");
    assert_eq!(outside(&repaired), outside(bytes));
    assert!(repair.edits() > 0 || &*repaired == bytes);
    let again = CaptionSource::read(&repaired, None, None).expect("what was repaired is read");
    let second = again.repair(&rules, Bidi::Embed, None).expect("what was repaired can be repaired");
    assert_eq!(String::from_utf8_lossy(&second.bytes()), String::from_utf8_lossy(&repaired));
});
