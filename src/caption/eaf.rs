//! ELAN's EAF: a tier for each speaker, and below it one for the words of that speaker, which lie within what it says.

use std::fmt::Write;

use super::textgrid::{speakers, tier_of};
use super::xml;
use super::{CueTrack, WriteOptions};
use crate::time::Span;
use crate::timed::{UNNAMED_TIER, WORD_TIER};

/// A tier as ELAN knows it.
struct Tier {
    name: String,
    participant: Option<String>,
    /// The tier whose annotations hold those of this one.
    parent: Option<String>,
    annotations: Vec<(Span, String)>,
}

pub(super) fn print(track: &CueTrack, options: &WriteOptions) -> String {
    let tiers = tiers(track);
    let mut out = head(options, tiers.iter().map(|tier| tier.annotations.len()).sum());
    let mut slot = 0;
    for (span, _) in tiers.iter().flat_map(|tier| &tier.annotations) {
        for at in [span.start(), span.end()] {
            slot += 1;
            let _ = writeln!(out, "<TIME_SLOT TIME_SLOT_ID=\"ts{slot}\" TIME_VALUE=\"{}\"/>", at.as_millis());
        }
    }
    out.push_str("</TIME_ORDER>\n");
    let mut id = 0;
    for tier in &tiers {
        print_tier(tier, &mut id, &mut out);
    }
    out.push_str(
        "<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"utterance\" TIME_ALIGNABLE=\"true\" GRAPHIC_REFERENCES=\"false\"/>\n",
    );
    out.push_str("<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"word\" TIME_ALIGNABLE=\"true\" GRAPHIC_REFERENCES=\"false\" ");
    out.push_str("CONSTRAINTS=\"Included_In\"/>\n");
    for (name, what) in CONSTRAINTS {
        let _ = writeln!(out, "<CONSTRAINT DESCRIPTION=\"{what}\" STEREOTYPE=\"{name}\"/>");
    }
    out.push_str("</ANNOTATION_DOCUMENT>\n");
    out
}

fn head(options: &WriteOptions, annotations: usize) -> String {
    let date = options.date_or_epoch();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ =
        write!(out, "<ANNOTATION_DOCUMENT AUTHOR=\"rawi\" DATE=\"{}\" FORMAT=\"3.0\" VERSION=\"3.0\" ", xml::escape(date));
    out.push_str("xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
    out.push_str("xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">\n");
    out.push_str("<HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n");
    if let Some(media) = &options.media {
        let (media, mime) = (xml::escape(media), mime(media));
        let _ =
            writeln!(out, "<MEDIA_DESCRIPTOR MEDIA_URL=\"{media}\" MIME_TYPE=\"{mime}\" RELATIVE_MEDIA_URL=\"{media}\"/>");
    }
    let _ = writeln!(out, "<PROPERTY NAME=\"lastUsedAnnotationId\">{annotations}</PROPERTY>\n</HEADER>\n<TIME_ORDER>");
    out
}

fn print_tier(tier: &Tier, id: &mut usize, out: &mut String) {
    let kind = if tier.parent.is_some() { "word" } else { "utterance" };
    let _ = write!(out, "<TIER TIER_ID=\"{}\" LINGUISTIC_TYPE_REF=\"{kind}\"", xml::escape(&tier.name));
    for (key, value) in [("PARTICIPANT", &tier.participant), ("PARENT_REF", &tier.parent)] {
        if let Some(value) = value {
            let _ = write!(out, " {key}=\"{}\"", xml::escape(value));
        }
    }
    out.push_str(">\n");
    for (_, text) in &tier.annotations {
        *id += 1;
        let (a, b) = (*id * 2 - 1, *id * 2);
        let _ = write!(
            out,
            "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a{id}\" TIME_SLOT_REF1=\"ts{a}\" TIME_SLOT_REF2=\"ts{b}\">"
        );
        let text = xml::escape(text);
        let _ = writeln!(out, "<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>");
    }
    out.push_str("</TIER>\n");
}

/// The tier of each speaker, each with that of the words behind it where any have times.
fn tiers(track: &CueTrack) -> Vec<Tier> {
    let speakers = speakers(track);
    let names: Vec<String> = speakers.iter().map(|(name, _)| name.clone()).collect();
    let mut tiers = Vec::new();
    for (name, annotations) in speakers {
        let participant = Some(name.clone()).filter(|name| name != UNNAMED_TIER);
        let words = words(track, &name);
        let mut child = if participant.is_some() { format!("{WORD_TIER}: {name}") } else { WORD_TIER.to_owned() };
        while names.contains(&child) {
            child.push('\'');
        }
        tiers.push(Tier { name: name.clone(), participant: participant.clone(), parent: None, annotations });
        if !words.is_empty() {
            tiers.push(Tier { name: child, participant, parent: Some(name), annotations: words });
        }
    }
    tiers
}

/// The words on the tier `name` that were heard for some time: none reaches into the next or out of its cue.
fn words(track: &CueTrack, name: &str) -> Vec<(Span, String)> {
    let mut words: Vec<(Span, String)> = Vec::new();
    for cue in track.cues() {
        let chunks = cue.turns().iter().flat_map(|turn| {
            turn.lines.iter().flat_map(move |line| line.split_whitespace().map(move |chunk| (turn, chunk)))
        });
        for ((_, chunk), word) in chunks.zip(cue.words()).filter(|((turn, _), _)| tier_of(turn) == name) {
            let Some(span) = word.span() else { continue };
            let free = words.last().map_or(cue.span().start(), |(last, _)| last.end().max(cue.span().start()));
            let (start, end) = (span.start().max(free), span.end().min(cue.span().end()));
            if let Some(span) = Span::new(start, end).filter(|s| !s.is_empty()) {
                words.push((span, chunk.to_owned()));
            }
        }
    }
    words
}

/// The four constraints that every such file declares.
const CONSTRAINTS: [(&str, &str); 4] = [
    ("Time_Subdivision", "Time subdivision of parent annotation's time interval, no time gaps allowed within this interval"),
    (
        "Symbolic_Subdivision",
        "Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered",
    ),
    ("Symbolic_Association", "1-1 association with a parent annotation"),
    ("Included_In", "Time alignable annotations within the parent annotation's time interval, gaps are allowed"),
];

fn mime(media: &str) -> &'static str {
    match media.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "wav" => "audio/x-wav",
        "mp3" => "audio/mpeg",
        "m4a" | "mp4" => "audio/mp4",
        "ogg" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        _ => "audio/*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caption::{Cue, Speaker, Turn};
    use crate::text::Language;
    use crate::time::Timed;

    #[test]
    fn words_are_a_tier_below_their_speaker_and_inside_what_it_says() {
        let turn = |name: &str, line: &str| Turn { speaker: Speaker::new(name), label: None, lines: vec![line.to_owned()] };
        let word = |start, end| Timed::Heard(Span::from_millis(start, end));
        let cue = Cue::new(Span::from_millis(100, 900), vec![turn("Amal", "Yes, it"), turn("", "No.")]).unwrap();
        let cue = cue.with_words(vec![word(50, 300), word(250, 400), word(500, 1200)]);
        let text = print(&CueTrack::new(Language::english(), vec![cue]).unwrap(), &WriteOptions::default());
        let value = |element: &'static str, name: &str| -> Vec<Option<String>> {
            let elements = text.split('<').filter(|e| e.starts_with(&format!("{element} ")));
            let name = format!(" {name}=\"");
            elements.map(|e| Some(e.split_once(&name)?.1.split('"').next()?.to_owned())).collect()
        };
        let some = |texts: &[&str]| texts.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
        assert_eq!(value("TIER", "TIER_ID"), some(&["Amal", "words: Amal", "speech", "words"]));
        assert_eq!(value("TIER", "PARENT_REF"), [None, Some("Amal".to_owned()), None, Some("speech".to_owned())]);
        let times = ["100", "900", "100", "300", "300", "400", "100", "900", "500", "900"];
        assert_eq!(value("TIME_SLOT", "TIME_VALUE"), some(&times));
        let cues = crate::caption::read(text.as_bytes(), None, None).unwrap().cues;
        assert_eq!(cues.len(), 2, "words are no cues of their own");
        assert!(cues[0].words.iter().all(|word| word.is_heard()), "{cues:?}");
    }
}
