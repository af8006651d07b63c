//! JSON as recognisers really write it. Beyond the standard it bears `NaN`, `Infinity`, raw control characters and bytes that
//! are not UTF-8 within strings, a byte order mark, trailing commas, and several values in one file (JSON lines). Strings stay
//! **bytes**, since a token can end inside a letter and only joined tokens are text.

use std::ops::Range;

/// A value, and where it stands in the file: a text without its quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub(super) data: Data,
    pub(super) place: Range<usize>,
}

/// What a value is; members keep their order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Data {
    Null,
    Flag(bool),
    /// May be NaN or infinite.
    Number(f64),
    Text(Vec<u8>),
    List(Vec<Value>),
    Map(Vec<(Vec<u8>, Value)>),
}

/// Where and why the file is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) line: usize,
    pub(super) expected: &'static str,
}

/// Deeper nesting than any transcript has is refused, so that a file of brackets cannot exhaust the stack.
const DEEPEST: usize = 64;

impl Value {
    /// The member `key` of a map; `None` when it is absent or null.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        let Data::Map(members) = &self.data else { return None };
        members.iter().find(|(k, _)| k == key.as_bytes()).map(|(_, v)| v).filter(|v| v.data != Data::Null)
    }

    /// The first of `keys` that is present.
    pub(super) fn any(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// Its values; none when it is no list.
    pub(super) fn list(&self) -> &[Value] {
        if let Data::List(values) = &self.data { values } else { &[] }
    }

    /// The values of the list `key`; none when there is no such list.
    pub(super) fn items(&self, key: &str) -> &[Value] {
        self.get(key).map(Value::list).unwrap_or_default()
    }

    /// The members of a map, each with its name.
    pub(super) fn members(&self) -> impl Iterator<Item = (String, &Value)> {
        let members: &[(Vec<u8>, Value)] = if let Data::Map(members) = &self.data { members } else { &[] };
        members.iter().map(|(name, value)| (String::from_utf8_lossy(name).into_owned(), value))
    }

    /// The bytes of a text: one can end inside a letter.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        if let Data::Text(bytes) = &self.data { Some(bytes) } else { None }
    }

    /// The text, with U+FFFD for what is not UTF-8.
    pub(super) fn text(&self) -> Option<String> {
        self.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The text as it can be shown: whisper.cpp leaves control characters as they are.
    pub(super) fn printed(&self) -> Option<String> {
        Some(self.text()?.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'), " "))
    }

    /// A finite number, also one that is written as a string.
    pub(super) fn number(&self) -> Option<f64> {
        let number = match &self.data {
            Data::Number(number) => *number,
            Data::Text(bytes) => std::str::from_utf8(bytes).ok()?.trim().parse().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }
}

/// The values of a file, one after another.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Value>, Broken> {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut parser = Parser { bytes, at: mark };
    let mut values = Vec::new();
    loop {
        parser.skip_space();
        if parser.at >= parser.bytes.len() {
            return Ok(values);
        }
        values.push(parser.value(0)?);
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|b| b <= b' ') {
            self.at += 1;
        }
    }

    fn broken<T>(&self, expected: &'static str) -> Result<T, Broken> {
        let line = 1 + self.bytes.iter().take(self.at).filter(|b| **b == b'\n').count();
        Err(Broken { line, expected })
    }

    fn value(&mut self, depth: usize) -> Result<Value, Broken> {
        self.skip_space();
        if depth > DEEPEST {
            return self.broken("less deeply nested values");
        }
        let from = self.at;
        let data = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Data::Text(self.string()?),
            Some(_) => self.word()?,
            None => return self.broken("a value before the end of the file"),
        };
        let quote = usize::from(matches!(data, Data::Text(_)));
        Ok(Value { data, place: from + quote..self.at - quote })
    }

    fn map(&mut self, depth: usize) -> Result<Data, Broken> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Data::Map(members));
                }
                Some(b',') => self.at += 1,
                Some(b'"') => {
                    let key = self.string()?;
                    self.skip_space();
                    if self.peek() != Some(b':') {
                        return self.broken("a colon");
                    }
                    self.at += 1;
                    members.push((key, self.value(depth + 1)?));
                }
                _ => return self.broken("a key or a closing brace"),
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Data, Broken> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(Data::List(values));
                }
                Some(b',') => self.at += 1,
                Some(_) => values.push(self.value(depth + 1)?),
                None => return self.broken("a closing bracket"),
            }
        }
    }

    /// `true`, `null`, `NaN`, `-1.5e3`: a run of letters, digits and signs.
    fn word(&mut self) -> Result<Data, Broken> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')).count();
        let word = rest.get(..length).and_then(|w| std::str::from_utf8(w).ok()).unwrap_or("");
        let value = match word {
            "null" | "None" => Data::Null,
            "true" => Data::Flag(true),
            "false" => Data::Flag(false),
            // Takes `NaN`, `nan`, `inf`, `-Infinity` too.
            number => match number.parse() {
                Ok(number) => Data::Number(number),
                Err(_) => return self.broken("a value"),
            },
        };
        self.at += length;
        Ok(value)
    }

    fn string(&mut self) -> Result<Vec<u8>, Broken> {
        self.at += 1;
        let mut text = Vec::new();
        loop {
            match self.peek() {
                None => return self.broken("a closing quotation mark"),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => self.escape(&mut text),
                Some(byte) => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    /// An escape that is none stays as it stands.
    fn escape(&mut self, text: &mut Vec<u8>) {
        let plain = match self.bytes.get(self.at + 1) {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'u') => return self.unicode(text),
            Some(byte @ (b'"' | b'\\' | b'/')) => *byte,
            _ => {
                text.push(b'\\');
                self.at += 1;
                return;
            }
        };
        text.push(plain);
        self.at += 2;
    }

    fn unicode(&mut self, text: &mut Vec<u8>) {
        let unit = |at: usize| {
            let escape = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
            u16::from_str_radix(std::str::from_utf8(escape).ok()?, 16).ok()
        };
        let Some(first) = unit(self.at) else {
            text.extend_from_slice(b"\\u");
            self.at += 2;
            return;
        };
        let pair = unit(self.at + 6)
            .and_then(|second| char::decode_utf16([first, second]).next()?.ok().filter(|c| *c > '\u{ffff}'));
        let (letter, length) = match pair {
            Some(letter) => (letter, 12),
            None => (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
        };
        text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        self.at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_standard_forbids_and_recognisers_write_is_read() {
        let file = b"\xef\xbb\xbf{\"a\": NaN, \"b\": \"\xd9 \n\x01\", \"c\": [1, -Infinity,],\"d\":\"\\u0627\\ud83d\\ude00\\ud83d\\q\",}\n{\"e\":\"2.5\"}";
        let values = parse(file).unwrap();
        assert_eq!(values.len(), 2);
        let first = &values[0];
        assert_eq!(first.get("a").unwrap().number(), None);
        assert_eq!(first.get("b").unwrap().bytes(), Some(b"\xd9 \n\x01".as_slice()));
        assert_eq!(file.get(first.get("b").unwrap().place.clone()), Some(b"\xd9 \n\x01".as_slice()));
        assert_eq!(first.get("c").unwrap().list()[0].number(), Some(1.0));
        assert_eq!(first.get("d").unwrap().text().unwrap(), "ا😀\u{fffd}\\q");
        assert_eq!(values[1].get("e").unwrap().number(), Some(2.5));
    }

    #[test]
    fn what_is_cut_short_or_endless_is_refused_by_line() {
        assert_eq!(parse(b"{\n\"a\": [1,\n 2"), Err(Broken { line: 3, expected: "a closing bracket" }));
        assert_eq!(parse(b"{\"a\""), Err(Broken { line: 1, expected: "a colon" }));
        assert!(parse(&b"[".repeat(1_000_000)).is_err());
        assert!(parse(b"\"\\u12").is_err());
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn no_bytes_make_it_panic_or_hang(bytes in proptest::collection::vec(proptest::sample::select(b"{}[]\",:\\u0123nNaltrue-. \xd9\x00".to_vec()), 0..200)) {
            let _ = parse(&bytes);
        }
    }
}
