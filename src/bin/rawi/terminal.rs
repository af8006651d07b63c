//! What data may do to a terminal: be read, and nothing else. Titles, tags, file names, articles and transcripts come from
//! anywhere; a control character in them could move the cursor, rewrite what stands above, set the clipboard.

use std::io::{self, Write};

/// Data as it may be shown: line feeds and tabs stay, every other control character (C0, DEL, C1) and every override of the
/// writing direction is spelt out, and a direction that was opened ends with its line at the latest.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    /// What closes the embeddings and isolates that are open in this line, the innermost last.
    open: Vec<char>,
    /// A carriage return that nothing follows yet: only one before a line feed is harmless.
    carriage: bool,
    /// Letters so far of what may become a sequence that sets a style; `None` where styles are spelt out too.
    style: Option<String>,
}

const POP_EMBEDDING: char = '\u{202c}';
const POP_ISOLATE: char = '\u{2069}';

impl Guard {
    /// One that lets styles pass, and no other sequence: for printers that spell out control characters themselves.
    fn with_styles() -> Self {
        Self { style: Some(String::new()), ..Self::default() }
    }

    /// `text` as it may be shown, appended to `out`.
    fn pass(&mut self, text: &str, out: &mut String) {
        for c in text.chars() {
            self.one(c, out);
        }
    }

    /// What was held back at the end of the data.
    fn finish(&mut self, out: &mut String) {
        self.give_up_style(out);
        self.give_up_carriage(out);
        self.close(out);
    }

    fn one(&mut self, c: char, out: &mut String) {
        if self.in_style(c, out) {
            return;
        }
        if c != '\n' {
            self.give_up_carriage(out);
        }
        match c {
            '\n' => {
                self.close(out);
                out.push_str(if std::mem::take(&mut self.carriage) { "\r\n" } else { "\n" });
            }
            '\r' => self.carriage = true,
            '\t' => out.push(c),
            '\u{202a}' | '\u{202b}' => self.begin(c, POP_EMBEDDING, out),
            '\u{2066}'..='\u{2068}' => self.begin(c, POP_ISOLATE, out),
            POP_EMBEDDING | POP_ISOLATE if self.open.last() == Some(&c) => {
                self.open.pop();
                out.push(c);
            }
            _ if c.is_control() || matches!(c, POP_EMBEDDING..='\u{202e}' | POP_ISOLATE) => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }

    fn begin(&mut self, c: char, end: char, out: &mut String) {
        // The standard of writing directions knows no deeper nesting than this.
        if self.open.len() < 125 {
            self.open.push(end);
            out.push(c);
        }
    }

    fn close(&mut self, out: &mut String) {
        out.extend(self.open.drain(..).rev());
    }

    fn give_up_carriage(&mut self, out: &mut String) {
        if std::mem::take(&mut self.carriage) {
            out.extend('\r'.escape_unicode());
        }
    }

    /// Whether `c` belongs to a sequence that sets a style: `ESC [ numbers m`.
    fn in_style(&mut self, c: char, out: &mut String) -> bool {
        let Some(held) = &mut self.style else { return false };
        let goes_on = match held.len() {
            0 => c == '\u{1b}',
            1 => c == '[',
            2..16 => c.is_ascii_digit() || matches!(c, ';' | 'm'),
            _ => false,
        };
        if !goes_on {
            self.give_up_style(out);
            return false;
        }
        held.push(c);
        if c == 'm' {
            out.push_str(held);
            held.clear();
        }
        true
    }

    fn give_up_style(&mut self, out: &mut String) {
        for c in self.style.as_mut().map(std::mem::take).unwrap_or_default().chars() {
            if c.is_control() { out.extend(c.escape_unicode()) } else { out.push(c) }
        }
    }
}

/// A text as it may be shown, whole.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut guard = Guard::default();
    guard.pass(text, &mut out);
    guard.finish(&mut out);
    out
}

/// A writer for people: what is written passes a [`Guard`]. Bytes that are no UTF-8 become U+FFFD.
pub(crate) struct Guarded<W: Write> {
    out: W,
    guard: Guard,
    /// The beginning of a character whose end was not written yet.
    rest: Vec<u8>,
}

impl<W: Write> Guarded<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, guard: Guard::default(), rest: Vec::new() }
    }

    pub(crate) fn with_styles(out: W) -> Self {
        Self { out, guard: Guard::with_styles(), rest: Vec::new() }
    }
}

impl<W: Write> Write for Guarded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let mut out = String::with_capacity(self.rest.len());
        let mut used = 0;
        for chunk in self.rest.utf8_chunks() {
            self.guard.pass(chunk.valid(), &mut out);
            used += chunk.valid().len();
            let invalid = chunk.invalid();
            let at_end = used + invalid.len() == self.rest.len();
            if at_end && invalid.len() < 4 && std::str::from_utf8(invalid).is_err_and(|e| e.error_len().is_none()) {
                break;
            }
            if !invalid.is_empty() {
                self.guard.pass("\u{fffd}", &mut out);
                used += invalid.len();
            }
        }
        self.rest.drain(..used);
        self.out.write_all(out.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Drop for Guarded<W> {
    /// Nobody can be told any more that the last letter could not be written.
    fn drop(&mut self) {
        let mut out = String::new();
        if !self.rest.is_empty() {
            out.push('\u{fffd}');
        }
        self.guard.finish(&mut out);
        if !out.is_empty() {
            let _ = self.out.write_all(out.as_bytes());
        }
    }
}

/// JSON whose strings hold no character that a terminal obeys: such a one is spelt `\u00XX`, which means the same.
pub(crate) fn harmless_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = matches!(c, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if steers { out.push_str(&format!("\\u{:04x}", u32::from(c))) } else { out.push(c) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_passes_but_line_feed_and_tab() {
        for c in (0..0x20u8).chain(0x7f..=0x9f).map(char::from).filter(|c| !matches!(c, '\n' | '\t')) {
            let seen = shown(&format!("a{c}b"));
            assert_eq!(seen, format!("a\\u{{{:x}}}b", u32::from(c)));
        }
        assert_eq!(shown("a\tb\r\nc\rd\n"), "a\tb\r\nc\\u{d}d\n");
        assert_eq!(shown("\u{1b}]0;evil\u{7}"), "\\u{1b}]0;evil\\u{7}");
    }

    #[test]
    fn a_writing_direction_ends_with_its_line_and_overrides_are_spelt_out() {
        assert_eq!(shown("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(shown("\u{202b}مرحبا\u{202c}\n"), "\u{202b}مرحبا\u{202c}\n");
        assert_eq!(shown("\u{2067}\u{202a}x\ny"), "\u{2067}\u{202a}x\u{202c}\u{2069}\ny");
        assert_eq!(shown("x\u{2069}\u{202c}"), "x\\u{2069}\\u{202c}");
    }

    #[test]
    fn styles_pass_only_where_they_may_whole_or_in_pieces() {
        let written = |pieces: &[&[u8]], styles: bool| {
            let mut out = Vec::new();
            let mut guarded = if styles { Guarded::with_styles(&mut out) } else { Guarded::new(&mut out) };
            pieces.iter().for_each(|piece| guarded.write_all(piece).unwrap());
            drop(guarded);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(&[b"\x1b", b"[1", b"mx\x1b[0m"], true), "\u{1b}[1mx\u{1b}[0m");
        assert_eq!(written(&[b"\x1b[2J\x1b"], true), "\\u{1b}[2J\\u{1b}");
        assert_eq!(written(&[b"\x1b[1mx"], false), "\\u{1b}[1mx");
        assert_eq!(
            written(&["م".as_bytes()[..1].as_ref(), "م".as_bytes()[1..].as_ref(), b"\xff!\xd9"], false),
            "م\u{fffd}!\u{fffd}"
        );
    }

    #[test]
    fn json_means_the_same_and_steers_nothing() {
        let value = serde_json::json!({ "title": "a\u{9b}b\u{202e}c\u{1b}d\u{7f}" });
        let text = harmless_json(&value.to_string());
        assert!(!text.chars().any(|c| c.is_control() || c == '\u{202e}'), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
