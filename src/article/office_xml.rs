//! The XML of office programs, piece by piece: they write it without declarations of their own.

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The beginning of an element; `is_empty` when it is its end too.
    Begin {
        name: &'a str,
        attributes: &'a str,
        is_empty: bool,
    },
    End(&'a str),
    /// Text as it is written, with its references.
    Text(&'a str),
}

/// The pieces of `text`; what is cut off at the end is left out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let Some(inside) = rest.strip_prefix('<') else {
                let until = rest.find('<').unwrap_or(rest.len());
                let (piece, tail) = rest.split_at(until);
                rest = tail;
                return Some(Piece::Text(piece));
            };
            let ends = if inside.starts_with("!--") { "-->" } else { ">" };
            let until = inside.find(ends)?;
            let tag = &inside[..until];
            rest = &inside[until + ends.len()..];
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Piece::End(name.trim()));
            }
            if tag.starts_with(['!', '?']) {
                continue;
            }
            let is_empty = tag.ends_with('/');
            let tag = tag.trim_end_matches('/');
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            return Some(Piece::Begin { name, attributes, is_empty });
        }
    })
}

/// The value of an attribute, by its whole name.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((found, tail)) = rest.split_once('=') {
        let tail = tail.trim_start();
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = tail.get(1..)?.split_once(quote)?;
        if found.trim() == name {
            return Some(value);
        }
        rest = tail;
    }
    None
}

/// Text with its references resolved.
pub(super) fn resolved(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, tail)) = rest.split_once('&') {
        out.push_str(before);
        let (c, behind) = tail.split_once(';').and_then(|(name, tail)| Some((named(name)?, tail))).unwrap_or(('&', tail));
        out.push(c);
        rest = behind;
    }
    out + rest
}

fn named(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')?.strip_prefix('x') {
            Some(digits) => number(digits, 16),
            None => number(&name[1..], 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_references_are_told_apart() {
        let text = "<?xml version='1.0'?><!-- a > b --><w:p w:x=\"1\" y='a b'>A &amp; &#1606;&#x62c;&no;<w:br/></w:p><cut";
        let found: Vec<_> = pieces(text).collect();
        assert_eq!(found[0], Piece::Begin { name: "w:p", attributes: "w:x=\"1\" y='a b'", is_empty: false });
        assert_eq!(found[1], Piece::Text("A &amp; &#1606;&#x62c;&no;"));
        assert_eq!(found[2..], [Piece::Begin { name: "w:br", attributes: "", is_empty: true }, Piece::End("w:p")]);
        assert_eq!(attribute("w:x=\"1\" y='a b'", "y"), Some("a b"));
        assert_eq!(resolved("A &amp; &#1606;&#x62c;&no; &"), "A & نج&no; &");
    }
}
