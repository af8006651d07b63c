//! A transcript as an OpenDocument text: a paragraph for each voice, with its time; what differs from what was published as
//! annotations.

use std::fmt::Write;

use super::document::{Paragraph, paragraphs, spaced};
use super::zip::{Entry, archive};
use super::{CueTrack, WriteOptions, xml};
use crate::time::ClockStyle;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const KIND: &str = "application/vnd.oasis.opendocument.text";
const OASIS: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// The whole document.
pub(super) fn archived(track: &CueTrack, options: &WriteOptions) -> Vec<u8> {
    let entry = |name, content, plain| Entry { name, content, plain };
    archive(&[
        entry("mimetype", KIND.to_owned(), true),
        entry("content.xml", print(track, options), false),
        entry("styles.xml", styles(track.language().is_right_to_left()), false),
        entry("meta.xml", meta(track, options), false),
        entry("META-INF/manifest.xml", manifest(), false),
    ])
}

/// Its main part.
pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = format!("{HEAD}<office:document-content {} office:version=\"1.2\">", spaces());
    out.push_str("<office:body><office:text>");
    if let Some(title) = &options.title {
        let _ = write!(out, "<text:h text:style-name=\"Title\" text:outline-level=\"1\">{}</text:h>", xml::escape(title));
    }
    let mut remarks = 0;
    for paragraph in paragraphs(track) {
        print_paragraph(&paragraph, &mut remarks, options, &mut out);
    }
    out.push_str("</office:text></office:body></office:document-content>");
    out
}

fn print_paragraph(paragraph: &Paragraph, remarks: &mut usize, options: &WriteOptions, out: &mut String) {
    let at = ClockStyle::Seconds.print(paragraph.at);
    let _ = write!(out, "<text:p text:style-name=\"Transcript\"><text:span text:style-name=\"Time\">[{at}]</text:span> ");
    if let Some(name) = &paragraph.speaker {
        let _ = write!(out, "<text:span text:style-name=\"Speaker\">{}:</text:span> ", xml::escape(name));
    }
    for (index, piece) in paragraph.pieces.iter().enumerate() {
        let said = xml::escape(&spaced(index, &piece.text));
        let Some(remark) = &piece.remark else {
            out.push_str(&said);
            continue;
        };
        let _ = write!(out, "<office:annotation office:name=\"remark{remarks}\"><dc:creator>rawi</dc:creator>");
        let _ = write!(out, "{}<text:p>{}</text:p></office:annotation>", date(options), xml::escape(remark));
        let _ = write!(out, "{said}<office:annotation-end office:name=\"remark{remarks}\"/>");
        *remarks += 1;
    }
    out.push_str("</text:p>");
}

/// The date, where there is one. Dates have no zone there.
fn date(options: &WriteOptions) -> String {
    let date = options.date.as_deref().map(|date| xml::escape(date.trim_end_matches('Z')));
    date.map_or_else(String::new, |date| format!("<dc:date>{date}</dc:date>"))
}

fn spaces() -> String {
    let mut out = String::new();
    for (prefix, name) in [("office", "office"), ("text", "text"), ("style", "style"), ("meta", "meta")] {
        let _ = write!(out, "xmlns:{prefix}=\"{OASIS}:{name}:1.0\" ");
    }
    let _ = write!(out, "xmlns:fo=\"{OASIS}:xsl-fo-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
    out
}

fn styles(right_to_left: bool) -> String {
    let direction =
        if right_to_left { "style:writing-mode=\"rl-tb\" fo:text-align=\"start\"" } else { "style:writing-mode=\"lr-tb\"" };
    let mut out = format!("{HEAD}<office:document-styles {} office:version=\"1.2\"><office:styles>", spaces());
    for (name, letters) in [
        (
            "Title",
            " fo:font-size=\"18pt\" style:font-size-complex=\"18pt\" fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"",
        ),
        ("Transcript", ""),
    ] {
        let _ = write!(out, "<style:style style:name=\"{name}\" style:family=\"paragraph\">");
        let _ = write!(out, "<style:paragraph-properties fo:margin-bottom=\"0.28cm\" {direction}/>");
        let _ = write!(out, "<style:text-properties{letters}/></style:style>");
    }
    for (name, letters) in
        [("Time", "fo:color=\"#767676\""), ("Speaker", "fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"")]
    {
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {letters}/></style:style>"
        );
    }
    out.push_str("</office:styles></office:document-styles>");
    out
}

fn meta(track: &CueTrack, options: &WriteOptions) -> String {
    let mut out = format!("{HEAD}<office:document-meta {} office:version=\"1.2\"><office:meta>", spaces());
    out.push_str("<meta:generator>rawi</meta:generator>");
    let title = xml::escape(options.title.as_deref().unwrap_or("Transcript"));
    let _ = write!(out, "<dc:title>{title}</dc:title><dc:language>{}</dc:language>", track.language());
    if let Some(made) = &options.provenance {
        let _ = write!(out, "<dc:description>{}</dc:description>", xml::escape(made));
    }
    let _ = write!(out, "{}</office:meta></office:document-meta>", date(options));
    out
}

fn manifest() -> String {
    let mut out = format!("{HEAD}<manifest:manifest xmlns:manifest=\"{OASIS}:manifest:1.0\" manifest:version=\"1.2\">");
    let _ = write!(
        out,
        "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{KIND}\"/>"
    );
    for part in ["content.xml", "styles.xml", "meta.xml"] {
        let _ = write!(out, "<manifest:file-entry manifest:full-path=\"{part}\" manifest:media-type=\"text/xml\"/>");
    }
    out.push_str("</manifest:manifest>");
    out
}
