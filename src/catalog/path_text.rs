//! Paths as the catalog keeps them: as text that anybody can read, and that leads back to the very same file.

use std::path::{Path, PathBuf};

/// How the text of a path begins that is no UTF-8. No absolute path does.
const ADDRESS: &str = "file://";

/// `path` as text: itself where it is UTF-8, else as an address whose bytes beyond ASCII are spelt `%FF`.
///
/// ```
/// use rawi::catalog::{path_of_text, path_text};
/// use std::path::Path;
/// assert_eq!(path_text(Path::new("/radio/تقرير 100%.mp3")), "/radio/تقرير 100%.mp3");
/// # #[cfg(unix)] {
/// use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
/// let old = Path::new(OsStr::from_bytes(b"/radio/caf\xe9 100%.mp3"));
/// assert_eq!(path_text(old), "file:///radio/caf%E9%20100%25.mp3");
/// assert_eq!(path_of_text(&path_text(old)), old);
/// # }
/// ```
#[must_use]
pub fn path_text(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => ADDRESS.chars().chain(path.as_os_str().as_encoded_bytes().iter().flat_map(|b| spelt(*b))).collect(),
    }
}

fn spelt(byte: u8) -> Vec<char> {
    if byte.is_ascii_graphic() && byte != b'%' {
        return vec![char::from(byte)];
    }
    format!("%{byte:02X}").chars().collect()
}

/// The path whose text this is.
#[must_use]
pub fn path_of_text(text: &str) -> PathBuf {
    let bytes = text.strip_prefix(ADDRESS).and_then(|address| bytes_of(address.as_bytes()));
    bytes.map_or_else(|| PathBuf::from(text), of_bytes)
}

/// The bytes of an address; `None` when a `%` is not followed by two hexadecimal digits.
fn bytes_of(mut address: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(address.len());
    while let Some((&first, rest)) = address.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            address = &rest[2..];
        } else {
            bytes.push(first);
            address = rest;
        }
    }
    Some(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn every_path_comes_back_to_the_byte() {
        for byte in 1..=255u8 {
            let path = of_bytes(vec![b'/', b'%', byte, 0xff, b'a', byte]);
            assert_eq!(path_of_text(&path_text(&path)), path);
            let plain = of_bytes(vec![b'/', b'%', b'F', byte]);
            assert_eq!(path_of_text(&path_text(&plain)), plain);
        }
        assert_eq!(path_of_text("file:///a%F"), PathBuf::from("file:///a%F"), "no address that rawi writes");
    }
}
