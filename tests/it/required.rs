//! What a test does on a machine that lacks what it needs.

/// Says that a test, or a part of it, is skipped. Where `RAWI_REQUIRE` is 1, as in continuous integration, the machine has what
/// `scripts/tools` installs and the repository what is built into it, so lacking either is a failure.
pub(crate) fn skip(lacking: &str) {
    assert!(std::env::var_os("RAWI_REQUIRE").is_none_or(|set| set != "1"), "RAWI_REQUIRE is 1, and there is {lacking}");
    println!("skipped: {lacking}");
}
