//! Documents of word processors: .docx and .odt, by their paragraphs. What was deleted, comments, notes and headers are left out.

use super::archive;
use super::facts::Facts;
use super::office_xml::{Piece, attribute, pieces, resolved};
use super::page::{Mark, Page};
use super::sniff::Form;

/// The page that a document holds, and its form; `None` when the bytes are no document.
pub(super) fn page(bytes: &[u8]) -> Option<(Page, Form)> {
    if !archive::is_such(bytes) {
        return None;
    }
    let text = |name| archive::file(bytes, name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if let Some(document) = text("word/document.xml") {
        return Some((read(&document, &DOCX), Form::Docx));
    }
    Some((read(&text("content.xml")?, &ODT), Form::Odt))
}

/// The names by which a form has what.
struct Names {
    paragraphs: &'static [&'static str],
    /// Elements whose text is that of the document; empty where all text is.
    runs: &'static [&'static str],
    /// Elements that are no text of the document, with all that is in them.
    left_out: &'static [&'static str],
    /// White space: the element, and what it stands for.
    spaces: &'static [(&'static str, &'static str)],
}

const DOCX: Names = Names {
    paragraphs: &["w:p"],
    runs: &["w:t"],
    left_out: &["w:del", "w:delText", "w:instrText", "w:moveFrom", "mc:Fallback", "w:footnote", "w:endnote"],
    spaces: &[("w:tab", " "), ("w:br", "\n"), ("w:cr", "\n"), ("w:noBreakHyphen", "-")],
};

const ODT: Names = Names {
    paragraphs: &["text:p", "text:h"],
    runs: &[],
    left_out: &[
        "office:annotation",
        "text:tracked-changes",
        "text:note",
        "office:automatic-styles",
        "office:font-face-decls",
    ],
    spaces: &[("text:s", " "), ("text:tab", " "), ("text:line-break", "\n")],
};

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    mark: Option<Mark>,
}

fn read(document: &str, names: &Names) -> Page {
    let mut page = Page::new(Facts::default());
    // One within another is that of a text box.
    let mut open: Vec<Paragraph> = Vec::new();
    let (mut left_out, mut runs) = (0_usize, 0_usize);
    for piece in pieces(document) {
        match piece {
            Piece::Begin { name, is_empty, .. } if names.left_out.contains(&name) => left_out += usize::from(!is_empty),
            Piece::End(name) if names.left_out.contains(&name) => left_out = left_out.saturating_sub(1),
            _ if left_out > 0 => {}
            Piece::Begin { name, attributes, is_empty } if names.paragraphs.contains(&name) => {
                if !is_empty && open.len() < MOST_OPEN {
                    open.push(Paragraph { mark: mark(name, attributes), ..Paragraph::default() });
                }
            }
            Piece::End(name) if names.paragraphs.contains(&name) => {
                if let Some(done) = open.pop() {
                    add(&mut page, &done);
                }
            }
            Piece::Begin { name, attributes, is_empty } => {
                runs += usize::from(!is_empty && names.runs.contains(&name));
                let Some(paragraph) = open.last_mut() else { continue };
                if let Some((_, space)) = names.spaces.iter().find(|(known, _)| *known == name) {
                    paragraph.text.push_str(space);
                }
                paragraph.mark = paragraph.mark.or_else(|| mark(name, attributes));
            }
            Piece::End(name) => runs = runs.saturating_sub(usize::from(names.runs.contains(&name))),
            Piece::Text(text) => {
                if let Some(paragraph) = open.last_mut().filter(|_| runs > 0 || names.runs.is_empty()) {
                    paragraph.text.push_str(&resolved(text));
                }
            }
        }
    }
    page
}

/// Deeper nesting of paragraphs than a document has.
const MOST_OPEN: usize = 64;

fn add(page: &mut Page, paragraph: &Paragraph) {
    let text = paragraph.text.trim();
    if !text.is_empty() {
        page.push(text, paragraph.mark.unwrap_or(Mark::None));
    }
}

/// What an element says of its paragraph: by a style's name, or by a level in the outline.
fn mark(name: &str, attributes: &str) -> Option<Mark> {
    let style = match name {
        "w:pStyle" => attribute(attributes, "w:val")?,
        "w:outlineLvl" => return Some(Mark::Heading),
        "text:h" if attribute(attributes, "text:outline-level") == Some("1") => return Some(Mark::Title),
        "text:h" => return Some(Mark::Heading),
        "text:p" => attribute(attributes, "text:style-name")?,
        _ => return None,
    };
    let style = style.to_ascii_lowercase();
    Some(match style.as_str() {
        "title" | "heading1" => Mark::Title,
        "subtitle" => Mark::Summary,
        style if style.starts_with("heading") => Mark::Heading,
        style if style.contains("quot") => Mark::Quote,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of one file, stored or packed.
    fn archive(name: &str, content: &[u8], is_packed: bool) -> Vec<u8> {
        let packed = if is_packed { miniz_oxide::deflate::compress_to_vec(content, 6) } else { content.to_vec() };
        let method: u16 = if is_packed { 8 } else { 0 };
        let sizes = [packed.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let length = (name.len() as u16).to_le_bytes();
        let mut out = [b"PK\x03\x04\x14\0\0\0", &method.to_le_bytes()[..], &[0; 8], &sizes, &length, &[0; 2]].concat();
        out.extend([name.as_bytes(), &packed].concat());
        let list = out.len() as u32;
        out.extend([b"PK\x01\x02\x14\0\x14\0\0\0", &method.to_le_bytes()[..], &[0; 8], &sizes, &length, &[0; 16]].concat());
        out.extend(name.as_bytes());
        let bytes = (out.len() as u32 - list).to_le_bytes();
        out.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &bytes[..], &list.to_le_bytes(), &[0; 2]].concat());
        out
    }

    fn told(page: &Page) -> Vec<(&str, Mark)> {
        page.blocks.iter().map(|block| (block.range.of(&page.text), block.mark)).collect()
    }

    #[test]
    fn a_word_document_is_its_paragraphs_without_what_was_deleted() {
        let document = "<?xml version=\"1.0\"?><w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Bridge &amp; river</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">The bridge </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>is</w:t></w:r></w:ins><w:r><w:tab/><w:t>open.</w:t></w:r></w:p><w:p/><w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>";
        for is_packed in [false, true] {
            let bytes = archive("word/document.xml", document.as_bytes(), is_packed);
            let (page, form) = page(&bytes).unwrap();
            assert_eq!(form, Form::Docx);
            assert_eq!(told(&page), [("Bridge & river", Mark::Title), ("The bridge is open.", Mark::None)]);
            assert!((0..bytes.len() - 8).all(|end| super::page(&bytes[..end]).is_none()), "cut short it is none");
        }
    }

    #[test]
    fn an_open_document_is_its_paragraphs_without_notes_and_comments() {
        let document = "<office:document-content><office:body><office:text><text:h text:outline-level=\"1\">الجسر</text:h><text:p text:style-name=\"Subtitle\">It<text:s/>is<text:line-break/>open<office:annotation><text:p>Really?</text:p></office:annotation></text:p></office:text></office:body></office:document-content>";
        let (page, form) = page(&archive("content.xml", document.as_bytes(), true)).unwrap();
        assert_eq!(form, Form::Odt);
        assert_eq!(told(&page), [("الجسر", Mark::Title), ("It is\nopen", Mark::Summary)]);
        assert!(super::page(&archive("other.xml", b"x", false)).is_none());
    }
}
