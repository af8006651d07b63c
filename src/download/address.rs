//! Addresses of the web, as far as they must be understood to follow one.

/// An address without its query and its fragment: what names the content, and none of the keys that were given for one day.
///
/// ```
/// use rawi::download::without_query;
/// assert_eq!(without_query("https://example.org/a.mp3?token=1#t"), "https://example.org/a.mp3");
/// ```
#[must_use]
pub fn without_query(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

/// The server of an address, in lower case, with its port where one is named: `example.org:8080`. `None` for what is no address of the
/// web.
///
/// ```
/// assert_eq!(rawi::download::host("https://me:secret@Example.org/a").as_deref(), Some("example.org"));
/// ```
#[must_use]
pub fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let named = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && !named.is_empty()).then(|| named.to_ascii_lowercase())
}

/// The address that `written` is in a document at the address `base`. `None` for what leads nowhere on the web: another scheme, a place in
/// the same document, nothing.
///
/// ```
/// use rawi::download::resolved;
/// let base = "https://example.org/shows/feed.xml?page=2";
/// assert_eq!(resolved(base, "a.mp3").as_deref(), Some("https://example.org/shows/a.mp3"));
/// assert_eq!(resolved(base, "../b.mp3").as_deref(), Some("https://example.org/b.mp3"));
/// assert_eq!(resolved(base, "//cdn.org/b").as_deref(), Some("https://cdn.org/b"));
/// assert_eq!(resolved(base, "file:///etc/passwd"), None);
/// ```
#[must_use]
pub fn resolved(base: &str, written: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.starts_with('#') || written.contains(char::is_control) {
        return None;
    }
    if let Some(scheme) = scheme(written) {
        return (matches!(scheme.as_str(), "http" | "https") && host(written).is_some()).then(|| encoded(written));
    }
    let (scheme, rest) = base.split_once("://")?;
    if let Some(rest) = written.strip_prefix("//") {
        return (!rest.is_empty()).then(|| encoded(&format!("{scheme}://{rest}")));
    }
    let rest = without_query(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let whole = match written.chars().next()? {
        '/' => written.to_owned(),
        '?' => format!("/{path}{written}"),
        _ => format!("/{}/{written}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    Some(encoded(&format!("{scheme}://{host}{}", without_dots(&whole))))
}

/// `%20` as the blank that it stands for, and so all escapes of a part of an address; what is no text then stays as it is.
///
/// ```
/// use rawi::download::unescaped;
/// assert_eq!(unescaped("one%20two.mp3"), "one two.mp3");
/// assert_eq!(unescaped("50%.mp3"), "50%.mp3");
/// ```
#[must_use]
pub fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The scheme that stands before an address: letters, figures and `+-.` up to a colon.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits)).then(|| scheme.to_ascii_lowercase())
}

/// A path whose `.`, `..` and empty beginnings are gone; what is behind it stays.
fn without_dots(whole: &str) -> String {
    let end = whole.find(['?', '#']).unwrap_or(whole.len());
    let (path, behind) = whole.split_at(end);
    let mut kept: Vec<&str> = Vec::new();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    for (at, part) in parts.iter().enumerate() {
        match *part {
            "." | ".." => {
                if *part == ".." {
                    kept.pop();
                }
                // A folder's own name ends with its stroke.
                if at + 1 == parts.len() {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("/{}{behind}", kept.join("/"))
}

/// An address whose blanks and letters beyond ASCII are written as a request can carry them.
fn encoded(address: &str) -> String {
    let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
    let byte = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    address.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_resolved_as_the_standard_does_it() {
        // RFC 3986, section 5.4.
        let base = "http://a/b/c/d;p?q";
        for (written, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g;x", "http://a/b/c/g;x"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("a:8080/x", "http://a/b/c/a:8080/x"),
        ] {
            // The last one has a scheme by the letter of the standard, and leads nowhere.
            let expected = (written != "a:8080/x").then(|| expected.to_owned());
            assert_eq!(resolved(base, written), expected, "{written}");
        }
        assert_eq!(
            resolved("https://x.org", "a b/تقرير.mp3").as_deref(),
            Some("https://x.org/a%20b/%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.mp3")
        );
        for nowhere in ["", " ", "#t", "javascript:alert(1)", "mailto:me@x.org", "file:///etc/passwd", "https://", "a\nb"] {
            assert_eq!(resolved(base, nowhere), None, "{nowhere}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_resolves_to_an_address_of_the_web_or_to_none(base in "\\PC{0,40}", written in "\\PC{0,60}") {
            for base in [base.as_str(), "https://example.org/a/b"] {
                if let Some(found) = resolved(base, &written) {
                    prop_assert!(found.is_ascii() && found.contains("://"), "{}", found);
                    prop_assert_eq!(resolved(&found, &found).unwrap_or_else(|| found.clone()), found);
                }
            }
        }
    }
}
