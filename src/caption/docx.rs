//! A transcript as a Word document: a paragraph for each voice, with its time; what differs from what was published as comments.

use std::fmt::Write;

use super::document::{Paragraph, paragraphs, spaced};
use super::zip::{Entry, archive};
use super::{CueTrack, WriteOptions, xml};
use crate::time::ClockStyle;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Who remarks.
const AUTHOR: &str = "rawi";

/// The whole document.
pub(super) fn archived(track: &CueTrack, options: &WriteOptions) -> Vec<u8> {
    let paragraphs = paragraphs(track);
    let right_to_left = track.language().is_right_to_left();
    let entry = |name, content| Entry { name, content, plain: false };
    archive(&[
        entry("[Content_Types].xml", types()),
        entry(
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")], &[("metadata/core-properties", "docProps/core.xml")]),
        ),
        entry("docProps/core.xml", core(options)),
        entry("word/document.xml", document(&paragraphs, track, options)),
        entry("word/_rels/document.xml.rels", relations(&[("styles", "styles.xml"), ("comments", "comments.xml")], &[])),
        entry("word/styles.xml", styles(right_to_left)),
        entry("word/comments.xml", comments(&paragraphs, right_to_left, options)),
    ])
}

/// Its main part.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    document(&paragraphs(track), track, options)
}

fn document(paragraphs: &[Paragraph], track: &CueTrack, options: &WriteOptions) -> String {
    let right_to_left = track.language().is_right_to_left();
    let mut out = format!("{HEAD}<w:document xmlns:w=\"{WORDS}\"><w:body>");
    if let Some(title) = &options.title {
        let _ = write!(out, "<w:p>{}{}</w:p>", properties("Title", right_to_left), run(title, right_to_left, ""));
    }
    let mut remarks = 0;
    for paragraph in paragraphs {
        out.push_str("<w:p>");
        out.push_str(&properties("Transcript", right_to_left));
        let at = ClockStyle::Seconds.print(paragraph.at);
        out.push_str(&run(&format!("[{at}] "), false, "Time"));
        if let Some(name) = &paragraph.speaker {
            out.push_str(&run(&format!("{name}: "), right_to_left, "Speaker"));
        }
        for (index, piece) in paragraph.pieces.iter().enumerate() {
            let said = run(&spaced(index, &piece.text), right_to_left, "");
            if piece.remark.is_none() {
                out.push_str(&said);
                continue;
            }
            let _ = write!(out, "<w:commentRangeStart w:id=\"{remarks}\"/>{said}<w:commentRangeEnd w:id=\"{remarks}\"/>");
            let _ = write!(out, "<w:r><w:commentReference w:id=\"{remarks}\"/></w:r>");
            remarks += 1;
        }
        out.push_str("</w:p>");
    }
    let direction = if right_to_left { "<w:bidi/>" } else { "" };
    let _ = write!(
        out,
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" "
    );
    let _ = write!(
        out,
        "w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>{direction}</w:sectPr></w:body></w:document>"
    );
    out
}

fn properties(style: &str, right_to_left: bool) -> String {
    let direction = if right_to_left { "<w:bidi/>" } else { "" };
    format!("<w:pPr><w:pStyle w:val=\"{style}\"/>{direction}</w:pPr>")
}

fn run(text: &str, right_to_left: bool, style: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:rStyle w:val=\"{style}\"/>") };
    let direction = if right_to_left { "<w:rtl/>" } else { "" };
    let properties = format!("{style}{direction}");
    let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml::escape(text))
}

fn comments(paragraphs: &[Paragraph], right_to_left: bool, options: &WriteOptions) -> String {
    let date = options.date.as_deref().map_or_else(String::new, |date| format!(" w:date=\"{}\"", xml::escape(date)));
    let mut out = format!("{HEAD}<w:comments xmlns:w=\"{WORDS}\">");
    let remarks = paragraphs.iter().flat_map(|paragraph| &paragraph.pieces).filter_map(|piece| piece.remark.as_ref());
    for (index, remark) in remarks.enumerate() {
        let _ = write!(out, "<w:comment w:id=\"{index}\" w:author=\"{AUTHOR}\" w:initials=\"r\"{date}><w:p>");
        let _ = write!(out, "{}</w:p></w:comment>", run(remark, right_to_left, ""));
    }
    out.push_str("</w:comments>");
    out
}

fn styles(right_to_left: bool) -> String {
    let direction = if right_to_left { "<w:pPr><w:bidi/></w:pPr>" } else { "" };
    let style = |kind: &str, id: &str, name: &str, inside: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{inside}</w:style>")
    };
    let mut out = format!("{HEAD}<w:styles xmlns:w=\"{WORDS}\">");
    out.push_str(&style(
        "paragraph",
        "Title",
        "Title",
        &format!("{direction}<w:rPr><w:b/><w:bCs/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/></w:rPr>"),
    ));
    let spacing = if right_to_left {
        "<w:pPr><w:bidi/><w:spacing w:after=\"160\"/></w:pPr>"
    } else {
        "<w:pPr><w:spacing w:after=\"160\"/></w:pPr>"
    };
    out.push_str(&style("paragraph", "Transcript", "Transcript", spacing));
    out.push_str(&style("character", "Time", "Time", "<w:rPr><w:color w:val=\"767676\"/></w:rPr>"));
    out.push_str(&style("character", "Speaker", "Speaker", "<w:rPr><w:b/><w:bCs/></w:rPr>"));
    out.push_str("</w:styles>");
    out
}

fn types() -> String {
    let mut out = format!("{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">");
    out.push_str("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
    out.push_str("<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    for (part, kind) in [("document", "document.main"), ("styles", "styles"), ("comments", "comments")] {
        let _ = write!(out, "<Override PartName=\"/word/{part}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>");
    }
    out.push_str("<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
    out.push_str("</Types>");
    out
}

/// Relations to parts, by the office's own kinds and by those of the package.
fn relations(office: &[(&str, &str)], package: &[(&str, &str)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let office = office.iter().map(|(kind, target)| (format!("{OFFICE}/{kind}"), target));
    let package = package.iter().map(|(kind, target)| (format!("{PACKAGE}/relationships/{kind}"), target));
    for (index, (kind, target)) in office.chain(package).enumerate() {
        let _ = write!(out, "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", index + 1);
    }
    out.push_str("</Relationships>");
    out
}

fn core(options: &WriteOptions) -> String {
    let mut out = format!("{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" ");
    out.push_str("xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" ");
    out.push_str("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    let title = xml::escape(options.title.as_deref().unwrap_or("Transcript"));
    let _ = write!(out, "<dc:title>{title}</dc:title><dc:creator>{AUTHOR}</dc:creator>");
    if let Some(made) = &options.provenance {
        let _ = write!(out, "<dc:description>{}</dc:description>", xml::escape(made));
    }
    if let Some(date) = &options.date {
        let date = xml::escape(date);
        let _ = write!(out, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>");
    }
    out.push_str("</cp:coreProperties>");
    out
}
