//! A transcript of any recogniser: its segments tile its words, and written as rawi's own it is read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::transcript::{print_text, read, write_json};

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.json", "a.txt"] {
        let Ok(transcript) = read(bytes, Some(name)) else { continue };
        let mut at = 0;
        for segment in transcript.segments() {
            assert_eq!(segment.words.start, at, "segments tile the words");
            at = segment.words.end;
        }
        assert_eq!(at, transcript.words().len(), "segments tile the words");
        let mut json = Vec::new();
        write_json(&transcript, &mut json).expect("it is written to memory");
        assert_eq!(read(&json, None).as_ref(), Ok(&transcript));
        print_text(&transcript, &mut json).expect("it is written to memory");
    }
});
