//! The text of a cue as it is written, cut into words, the white space between them, and markup.

use std::ops::Range;

use super::markup::{Tags, tag_length};
use super::{Form, Place, TimedText};

/// What a piece of a cue's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Letters that show, or a character reference.
    Letters,
    /// White space in which so many lines end.
    Space {
        /// How many.
        line_ends: usize,
    },
    /// A tag.
    Tag,
}

/// A piece of the text of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// How a form writes the text of a cue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Tags(Tags),
    /// WebVTT within XML: its tags have their angle brackets escaped.
    Escaped,
    /// Lines end at `<br/>`, and nowhere else.
    Elements,
    /// Lines end at `\n`, an escape.
    Json,
}

impl Form {
    /// The text of a cue, as a file of this form writes it, in pieces that tile it; `None` where the lines of the form's cues
    /// cannot be told apart in the file, and for text that is not understood.
    #[must_use]
    pub fn pieces(self, text: &str) -> Option<Vec<Piece>> {
        let syntax = syntax(self)?;
        let mut found: Vec<Piece> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let (length, kind) = first(text.get(at..)?, syntax)?;
            let range = at..at + length;
            at += length;
            match (found.last_mut(), kind) {
                (Some(Piece { range: last, kind: PieceKind::Letters }), PieceKind::Letters) => last.end = range.end,
                (
                    Some(Piece { range: last, kind: PieceKind::Space { line_ends } }),
                    PieceKind::Space { line_ends: more },
                ) => {
                    last.end = range.end;
                    *line_ends += more;
                }
                _ => found.push(Piece { range, kind }),
            }
        }
        Some(found)
    }
}

impl TimedText {
    /// What ends a line of a cue's text at `place`.
    #[must_use]
    pub fn line_break(&self, place: &Place) -> &'static str {
        match syntax(self.form) {
            Some(Syntax::Json) => "\\n",
            Some(Syntax::Elements) if self.form == Form::PodcastHtml => "<br>",
            Some(Syntax::Elements) => "<br/>",
            _ => self.line_end(place),
        }
    }

    /// How the line of a cue's times ends: LF, CR LF or CR.
    #[must_use]
    pub fn line_end(&self, place: &Place) -> &'static str {
        let from = place.end.as_ref().or(place.start.as_ref()).map_or(place.whole.start, |range| range.end);
        let rest = self.source.get(from..).unwrap_or(&[]);
        match rest.iter().position(|b| matches!(b, b'\r' | b'\n')).and_then(|at| rest.get(at..)) {
            Some([b'\r', b'\n', ..]) => "\r\n",
            Some([b'\r', ..]) => "\r",
            _ => "\n",
        }
    }
}

const fn syntax(form: Form) -> Option<Syntax> {
    match form {
        Form::Srt => Some(Syntax::Tags(Tags::Players)),
        Form::Vtt => Some(Syntax::Tags(Tags::All)),
        Form::Ohms => Some(Syntax::Escaped),
        Form::EbuTtD | Form::Ttml | Form::PodcastHtml => Some(Syntax::Elements),
        Form::PodcastJson | Form::Whisper | Form::WhisperX | Form::SegmentList | Form::WebAnnotation | Form::Iiif => {
            Some(Syntax::Json)
        }
        _ => None,
    }
}

/// The length and the kind of what `text`, not empty, begins with; `None` for what is not understood.
fn first(text: &str, syntax: Syntax) -> Option<(usize, PieceKind)> {
    let c = text.chars().next()?;
    if let Some(found) = markup(text, syntax) {
        return found;
    }
    if c.is_whitespace() {
        let is_crlf = text.starts_with("\r\n");
        let ends = matches!(syntax, Syntax::Tags(_) | Syntax::Escaped) && matches!(c, '\n' | '\r');
        return Some((if is_crlf { 2 } else { c.len_utf8() }, PieceKind::Space { line_ends: usize::from(ends) }));
    }
    Some((c.len_utf8(), PieceKind::Letters))
}

/// A tag or an escape at the start of `text`: `None` when there is neither, `Some(None)` when it is not understood.
fn markup(text: &str, syntax: Syntax) -> Option<Option<(usize, PieceKind)>> {
    let tag = |length: usize, name: &str| {
        let is_break = matches!(name.trim_end_matches('/').trim().rsplit(':').next(), Some("br"));
        Some(Some((length, if is_break { PieceKind::Space { line_ends: 1 } } else { PieceKind::Tag })))
    };
    match syntax {
        Syntax::Tags(tags) => {
            let length = tag_length(tags, text)?;
            tag(length, text.get(1..length - 1).unwrap_or(""))
        }
        Syntax::Escaped if text.starts_with("&lt;") => {
            let end = text.find("&gt;").filter(|end| text.get(..*end).is_some_and(|inside| !inside.contains('\n')))?;
            tag(end + 4, text.get(4..end).unwrap_or(""))
        }
        Syntax::Escaped if text.starts_with("<![CDATA[") || text.starts_with("]]>") => Some(None),
        Syntax::Escaped => {
            let length = tag_length(Tags::All, text)?;
            tag(length, text.get(1..length - 1).unwrap_or(""))
        }
        Syntax::Elements if text.starts_with("<!") => Some(None),
        Syntax::Elements if text.starts_with('<') => {
            let Some(end) = text.find('>') else { return Some(None) };
            tag(end + 1, text.get(1..end).unwrap_or(""))
        }
        Syntax::Json if text.starts_with('\\') => {
            let space = |line_ends| Some(Some((2, PieceKind::Space { line_ends })));
            match text.as_bytes().get(1) {
                Some(b'n') => space(1),
                Some(b'r' | b't') => space(0),
                Some(b'u') if text.get(2..6).is_some() => Some(Some((6, PieceKind::Letters))),
                Some(b'"' | b'\\' | b'/') => Some(Some((2, PieceKind::Letters))),
                _ => Some(None),
            }
        }
        Syntax::Elements | Syntax::Json => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timed::read;

    fn told(source: &str) -> Vec<(String, PieceKind)> {
        let file = read(source.as_bytes(), None, None).unwrap();
        let text = &source[file.cues[0].place.text.clone()];
        let pieces = file.form.pieces(text).unwrap();
        pieces.into_iter().map(|piece| (text[piece.range].to_owned(), piece.kind)).collect()
    }

    #[test]
    fn words_white_space_and_tags_are_told_apart_in_every_syntax() {
        use PieceKind::{Letters, Space, Tag};
        let expected = |pieces: &[(&str, PieceKind)]| pieces.iter().map(|(t, k)| ((*t).to_owned(), *k)).collect::<Vec<_>>();
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>One &amp; <c>two</c>\r\nthree\n";
        let pieces = [
            ("<v A>", Tag),
            ("One", Letters),
            (" ", Space { line_ends: 0 }),
            ("&amp;", Letters),
            (" ", Space { line_ends: 0 }),
            ("<c>", Tag),
            ("two", Letters),
            ("</c>", Tag),
            ("\r\n", Space { line_ends: 1 }),
            ("three", Letters),
        ];
        assert_eq!(told(vtt), expected(&pieces));
        let json = r#"{"segments":[{"startTime":1,"endTime":2,"body":"a \"b\"\n c"}]}"#;
        let pieces = [
            ("a", Letters),
            (" ", Space { line_ends: 0 }),
            ("\\\"b\\\"", Letters),
            ("\\n ", Space { line_ends: 1 }),
            ("c", Letters),
        ];
        assert_eq!(told(json), expected(&pieces));
        let ttml = "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s' end='2s'>a<br/>\n<span>b</span></p></div></body></tt>";
        let pieces =
            [("a", Letters), ("<br/>\n", Space { line_ends: 1 }), ("<span>", Tag), ("b", Letters), ("</span>", Tag)];
        assert_eq!(told(ttml), expected(&pieces));
    }
}
