//! Rich Text Format: its paragraphs, in whatever code page and font they are written.

use std::collections::HashMap;

use super::facts::Facts;
use super::page::{Mark, Page};
use crate::text;

/// Groups that hold no text of the document.
const LEFT_OUT: [&str; 22] = [
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "object",
    "themedata",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "fldinst",
];
/// Deeper groups than a document has are no further ones.
const MOST_GROUPS: usize = 256;

/// Whether bytes begin as such a document does.
pub(super) fn is_such(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// The page of a document.
pub(super) fn page(bytes: &[u8]) -> Page {
    let mut reader = Reader::of(bytes);
    while reader.at < bytes.len() {
        reader.next();
    }
    reader.flush();
    let mut page = Page::new(Facts::default());
    for paragraph in reader.text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        page.push(paragraph, Mark::None);
    }
    page
}

/// What holds within a pair of braces.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    is_left_out: bool,
    is_fonts: bool,
    font: i32,
    /// How many characters stand for one of Unicode where that is not known; `None` is one.
    fallback: Option<u32>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    /// Groups beyond those that are kept.
    deeper: usize,
    /// The code page of each font.
    fonts: HashMap<i32, u32>,
    code_page: u32,
    text: String,
    /// Bytes of a code page that are no text yet.
    pending: Vec<u8>,
    units: Vec<u16>,
    /// Characters to be passed over, which stand for one that was read.
    skip: u32,
}

impl<'a> Reader<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            groups: vec![Group::default()],
            deeper: 0,
            fonts: HashMap::new(),
            code_page: 1252,
            text: String::new(),
            pending: Vec::new(),
            units: Vec::new(),
            skip: 0,
        }
    }

    fn group(&mut self) -> Group {
        self.groups.last().copied().unwrap_or_default()
    }

    fn set(&mut self, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    fn next(&mut self) {
        let byte = self.bytes[self.at];
        self.at += 1;
        match byte {
            b'{' if self.groups.len() < MOST_GROUPS => {
                let group = self.group();
                self.groups.push(group);
            }
            b'{' => self.deeper += 1,
            b'}' if self.deeper > 0 => self.deeper -= 1,
            b'}' => {
                self.flush();
                if self.groups.len() > 1 {
                    self.groups.pop();
                }
            }
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            byte => self.byte(byte),
        }
    }

    /// A byte of text in the code page that holds here.
    fn byte(&mut self, byte: u8) {
        let group = self.group();
        if group.is_left_out || group.is_fonts {
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush_units();
        self.pending.push(byte);
    }

    fn push(&mut self, text: &str) {
        let group = self.group();
        if !group.is_left_out && !group.is_fonts {
            self.flush();
            self.text.push_str(text);
        }
    }

    fn flush_units(&mut self) {
        let units = std::mem::take(&mut self.units);
        self.text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }

    /// What was collected becomes text.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let group = self.group();
            let code_page = self.fonts.get(&group.font).copied().unwrap_or(self.code_page);
            let label = if code_page == 65_001 { "utf-8".to_owned() } else { format!("windows-{code_page}") };
            let bytes = std::mem::take(&mut self.pending);
            let is_plain = bytes.is_ascii();
            let read = if is_plain { None } else { text::decode(&bytes, Some(&label)).ok() };
            self.text.push_str(&read.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |read| read.text));
        }
        self.flush_units();
    }

    /// What stands behind a backslash: a sign, a byte in figures, or a word with its number.
    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let digits = self.bytes.get(self.at..self.at + 2).and_then(|two| std::str::from_utf8(two).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                b'*' => self.set(|group| group.is_left_out = true),
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("-"),
                b'\r' | b'\n' => self.push("\n"),
                b'\\' | b'{' | b'}' => self.byte(first),
                _ => {}
            }
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let word_length = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count().min(40);
        let (word, tail) = rest.split_at(word_length);
        let sign = usize::from(tail.first() == Some(&b'-'));
        let digits = sign + tail.iter().skip(sign).take_while(|b| b.is_ascii_digit()).count().min(10);
        let has_number = digits > sign;
        let number = std::str::from_utf8(tail.get(..digits).unwrap_or_default()).ok().and_then(|digits| digits.parse().ok());
        self.at += word_length + if has_number { digits } else { 0 };
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let word = String::from_utf8_lossy(word).into_owned();
        self.word(&word, number);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.push("\n"),
            "tab" | "cell" | "emspace" | "enspace" => self.push(" "),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.set(|group| group.fallback = number.and_then(|number| u32::try_from(number).ok())),
            "ansicpg" => self.code_page = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(1252),
            "fonttbl" => self.set(|group| group.is_fonts = true),
            "f" => {
                self.flush();
                self.set(|group| group.font = number.unwrap_or(0));
            }
            "fcharset" if self.group().is_fonts => {
                let font = self.group().font;
                if let Some(code_page) = number.and_then(code_page_of_charset) {
                    self.fonts.insert(font, code_page);
                }
            }
            "v" => self.set(|group| group.is_left_out = number != Some(0)),
            "bin" => {
                let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
                self.at = self.at.saturating_add(length).min(self.bytes.len());
            }
            _ if LEFT_OUT.contains(&word) => self.set(|group| group.is_left_out = true),
            _ => {}
        }
    }

    /// A unit of UTF-16, written with a sign; characters for readers that know none follow it.
    fn unicode(&mut self, number: i32) {
        let group = self.group();
        if group.is_left_out || group.is_fonts {
            return;
        }
        if !self.pending.is_empty() {
            self.flush();
        }
        self.units.push((number & 0xffff) as u16);
        self.skip = group.fallback.unwrap_or(1);
    }
}

/// The code page of the letters of a font, where its table says which they are.
fn code_page_of_charset(charset: i32) -> Option<u32> {
    Some(match charset {
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(bytes: &[u8]) -> Vec<String> {
        assert!(is_such(bytes));
        let page = page(bytes);
        page.blocks.iter().map(|block| block.range.of(&page.text).to_owned()).collect()
    }

    #[test]
    fn letters_of_every_spelling_are_read_and_styles_are_not() {
        let text = b"{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fnil Times;}{\\f1\\fnil\\fcharset178 Arial;}}{\\colortbl;\\red0;}{\\*\\generator x;}{\\info{\\title T}}\\pard\\f0 Caf\\'e9 \\ldblquote open\\rdblquote\\par\r\n\\u1606?\\u1593?\\u1605? \\{x\\}\\par {\\f1 \\'e4\\'da\\'e3}\\f0 .\\par\\u-10179?\\u-8704? {\\v hidden}end}";
        assert_eq!(paragraphs(text), ["Café “open”", "نعم {x}", "نعم.", "\u{1f600} end"]);
    }

    #[test]
    fn no_bytes_behind_the_mark_make_it_fail() {
        for text in ["{\\rtf1 }}}} a", "{\\rtf1\\", "{\\rtf1\\'", "{\\rtf1\\bin99999999999 x", "{\\rtf1\\u99999999999999 x"]
        {
            page(text.as_bytes());
        }
        let deep = format!("{{\\rtf1 {}a{}b", "{".repeat(100_000), "}".repeat(100_000));
        assert_eq!(paragraphs(deep.as_bytes()), ["ab"]);
    }
}
