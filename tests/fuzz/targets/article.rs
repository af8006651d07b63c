//! An article, as a text file, as Markdown and as a page: its sentences stand in its text, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi::article::{ReadOptions, read};

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.txt", "a.md", "a.html"] {
        let Ok(article) = read(bytes, &ReadOptions::named(name)) else { continue };
        let text = article.text();
        let mut at = 0;
        for sentence in article.sentences() {
            let (start, end) = (sentence.range.start(), sentence.range.end());
            assert!(start >= at && end >= start, "sentences of {name} stand in each other's way");
            assert!(text.get(start..end).is_some(), "a sentence of {name} cuts a letter");
            at = end;
        }
    }
});
