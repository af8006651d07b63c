use std::time::Instant;

use super::*;

/// A recording of `lines` segments of ten words, as a lively three hours give; words repeat as those of a language do.
fn long(lines: usize) -> Transcript {
    let word = |n: usize| format!("كلمة{}", (n * n + 7 * n) % 4_999);
    let lines: Vec<String> = (0..lines).map(|l| (1..10).map(|w| format!(" {}", word(l * 10 + w))).collect()).collect();
    let lines: Vec<String> = lines.into_iter().map(|line: String| format!("في{line}")).collect();
    transcript(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The limits hold on two busy cores and without the library's own optimisation, so that a missing index shows and a slow
/// moment does not.
#[test]
fn three_hours_are_kept_and_ten_thousand_segments_searched_without_a_wait() {
    let (_dir, catalog) = shelf();
    let kept = shelve(&catalog, "Long", 'a');
    let hours = long(2_500);
    let begun = Instant::now();
    catalog.save_transcript(kept.recording, &hours, 0).unwrap();
    let saved = begun.elapsed();
    for n in 1..4 {
        let other = shelve(&catalog, "More", char::from(b'a' + n));
        catalog.save_transcript(other.recording, &hours, 0).unwrap();
    }
    let begun = Instant::now();
    let hits = catalog.search("كلمة8", 20).unwrap();
    let rare = begun.elapsed();
    let begun = Instant::now();
    catalog.search("في OR كلمة81*", 20).unwrap();
    let common = begun.elapsed();
    println!(
        "25,000 words kept in {saved:?}; a word in 10,000 segments found in {rare:?}, one in all of them in {common:?}"
    );
    assert!(!hits.is_empty());
    assert!(saved.as_secs() < 20, "{saved:?}");
    assert!(rare.as_millis() < 2_000 && common.as_millis() < 5_000, "{rare:?} {common:?}");
}
