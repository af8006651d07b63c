//! Where a page finds a file that lies beside it.

use std::path::{Path, PathBuf};

/// The most folders that a relative address climbs.
const MOST_FOLDERS_UP: usize = 3;

/// The file's address as seen from the page: relative where both lie under one folder, so that they can be moved together, else
/// whole. Both paths are absolute.
pub(super) fn from_page(file: &Path, page: &Path) -> String {
    let whole = || format!("file://{}", encoded(file));
    let Some(folder) = page.parent() else { return whole() };
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().count() - shared;
    let down: PathBuf = file.components().skip(shared).collect();
    if up > MOST_FOLDERS_UP { whole() } else { format!("./{}{}", "../".repeat(up), encoded(&down)) }
}

/// A path as it stands in an address: a name may hold `#`, `?`, `%` or a space.
fn encoded(path: &Path) -> String {
    let mut out = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_finds_the_recording_beside_it_whatever_its_name() {
        let from = |page: &str| from_page(Path::new("/archive/2017/a #1 50%.mp3"), Path::new(page));
        assert_eq!(from("/archive/2017/a.html"), "./a%20%231%2050%25.mp3");
        assert_eq!(from("/archive/checks/today/a.html"), "./../../2017/a%20%231%2050%25.mp3");
        assert_eq!(from("/home/a/b/c/d.html"), "file:///archive/2017/a%20%231%2050%25.mp3");
        assert_eq!(from_page(Path::new("/a/راوي.mp3"), Path::new("/a/b.html")), "./%D8%B1%D8%A7%D9%88%D9%8A.mp3");
    }
}
