//! Addresses as they stand in feeds.

use crate::download::{resolved, unescaped, without_query};

/// What the address of a file on this computer begins with.
const FILE: &str = "file://";

/// Whether the file that an address names is one of sound, by its ending.
pub(super) fn names_sound(address: &str) -> bool {
    let path = without_query(address).to_ascii_lowercase();
    [".mp3", ".m4a", ".mp4", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac", ".m4b"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// The address that `written` is in a feed at `base`; `None` for what leads nowhere. A feed on the web leads to the web only. One that is a file
/// also leads to files in its own directory and below.
pub(super) fn at(base: &str, written: &str) -> Option<String> {
    let Some(path) = base.strip_prefix(FILE) else { return resolved(base, written) };
    let written = written.trim();
    if written.contains("://") {
        return resolved("", written);
    }
    let relative = unescaped(without_query(written));
    let leads_out =
        relative.starts_with(['/', '\\']) || relative.contains(':') || relative.split(['/', '\\']).any(|part| part == "..");
    if relative.is_empty() || leads_out || relative.contains(char::is_control) {
        return None;
    }
    let folder = path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    Some(format!("{FILE}{folder}/{}", relative.trim_start_matches("./")))
}

/// The file that an address names, when it names one on this computer.
///
/// ```
/// assert_eq!(rawi::feed::file_of("file:///shows/one two.mp3"), Some(std::path::Path::new("/shows/one two.mp3")));
/// assert_eq!(rawi::feed::file_of("https://example.org/a.mp3"), None);
/// ```
#[must_use]
pub fn file_of(address: &str) -> Option<&std::path::Path> {
    address.strip_prefix(FILE).map(std::path::Path::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_that_is_a_file_leads_to_files_beside_it_and_never_out_of_its_directory() {
        let base = "file:///shows/world/feed.xml";
        assert_eq!(at(base, "./one%20two.mp3").as_deref(), Some("file:///shows/world/one two.mp3"));
        assert_eq!(at(base, "a/b.mp3?x=1").as_deref(), Some("file:///shows/world/a/b.mp3"));
        assert_eq!(at(base, "https://x.org/a.mp3").as_deref(), Some("https://x.org/a.mp3"));
        for out in ["/etc/passwd", "../x", "a/../../x", "%2e%2e/x", "file:///etc/passwd", "C:\\x", "\\\\host\\x", "", "a\0b"]
        {
            assert_eq!(at(base, out), None, "{out}");
        }
        assert_eq!(at("https://x.org/feed", "file:///etc/passwd"), None);
    }
}
