//! A caption file, read, examined and repaired: no word of it is missing from what is written, what stands outside its cues stays
//! to the byte, and a second repair finds nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::caption::{Bidi, CaptionSource, Format, Preset, WriteOptions, lint, print};
use rawi::timed;

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

/// The runs of letters of a file, sorted.
fn words(bytes: &[u8]) -> Vec<String> {
    let text = text(bytes).replace("\\n", " ").replace("\\r", " ").replace("\\t", " ");
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.retain(|word| word != "br");
    words.sort();
    words
}

/// What stands outside the cues, without white space.
fn outside(bytes: &[u8]) -> Option<String> {
    let file = timed::read(bytes, None, None).ok()?;
    let mut out = Vec::new();
    let mut at = 0;
    for cue in &file.cues {
        out.extend_from_slice(file.source.get(at..cue.place.whole.start)?);
        at = cue.place.whole.end;
    }
    out.extend_from_slice(file.source.get(at..)?);
    Some(String::from_utf8_lossy(&out).split_whitespace().collect())
}

/// The file as text, in whatever encoding it is.
fn text(bytes: &[u8]) -> String {
    timed::read(bytes, None, None).map_or_else(|_| String::new(), |file| String::from_utf8_lossy(&file.source).into_owned())
}

/// Whether every one of sorted `some` is in sorted `all`, as often.
fn holds(all: &[String], some: &[String]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|word| rest.by_ref().any(|other| other == word))
}
