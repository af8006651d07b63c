//! Character references, as WebVTT, XML and HTML have them: `&amp;`, `&#1605;`, `&#x645;`.

/// The longest reference that is looked for, in bytes behind the `&`.
const LONGEST: usize = 12;

/// The names that captions use, of the two thousand that HTML has.
const NAMES: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
    ("shy", '\u{ad}'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("middot", '·'),
    ("deg", '°'),
    ("pound", '£'),
    ("euro", '€'),
];

/// `text` with its character references resolved; what is none stays as it stands.
///
/// ```
/// use rawi::timed::resolve_references;
/// assert_eq!(resolve_references("Tom &amp; Jerry don&#39;t & won't &x;"), "Tom & Jerry don't & won't &x;");
/// ```
pub fn resolve_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = at_ampersand(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Whether `text` begins with a character reference.
pub fn begins_with_reference(text: &str) -> bool {
    at_ampersand(text).is_some()
}

/// The reference at the start of `text`, and its length in bytes.
fn at_ampersand(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|b| b == b';')?;
    Some((named(inner.get(..end)?)?, end + 2))
}

/// The character that the reference `name` (without `&` and `;`) stands for.
pub(super) fn named(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    };
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // HTML has no NUL.
    char::from_u32(value).map(|c| if c == '\0' { char::REPLACEMENT_CHARACTER } else { c })
}
