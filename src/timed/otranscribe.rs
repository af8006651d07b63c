//! oTranscribe's `.otr`: JSON around HTML that a person wrote, with a mark of the time wherever it pleased them.

use super::json::{Data, Value};
use super::speaker_text::label;
use super::xml::{self, Child, Dialect, Node};
use super::{Error, FileCue, FileTurn, Form, Place, TimedText, clock};
use crate::time::{Millis, Timestamp};

/// How long the last passage lasts, which nothing ends.
const LAST: Millis = Millis::new(4000);

/// Whether a file is of this form.
pub(super) fn is_such(file: &Value) -> bool {
    // The name of the recording is null where none was opened.
    let has = |key: &str| file.members().any(|(name, _)| name == key);
    file.get("text").and_then(Value::bytes).is_some()
        && (has("media") || has("media-time") || has("media-source"))
        && !file.get("text").is_some_and(|text| matches!(text.data, Data::List(_)))
}

/// The passages between the marks; one with a name in front, as `Amal: `, is that speaker's.
pub(super) fn read(file: &Value) -> Result<TimedText, Error> {
    let mut out = TimedText::new(Form::OTranscribe);
    let Some(value) = file.get("text") else { return Ok(out) };
    let html = format!("<div>{}</div>", value.text().unwrap_or_default());
    let mut passages = vec![Passage::default()];
    walk(&xml::parse(&html, "oTranscribe", Dialect::Html)?, &mut passages);
    let starts: Vec<Option<Timestamp>> = passages.iter().map(|passage| passage.start).collect();
    for (at, passage) in passages.iter().enumerate() {
        let lines: Vec<String> = passage.text.split('\n').map(squeezed).filter(|line| !line.is_empty()).collect();
        let Some((first, rest)) = lines.split_first() else { continue };
        let (speaker, said) = match label(first) {
            Some((name, said)) => (Some(name), said.to_owned()),
            None => (None, first.clone()),
        };
        let next = starts.get(at + 1..).unwrap_or(&[]).iter().flatten().find(|next| Some(**next) > passage.start);
        let end = passage.start.map(|start| next.copied().unwrap_or(start + LAST));
        let lines = std::iter::once(said).chain(rest.iter().cloned()).filter(|line| !line.is_empty()).collect();
        let place = Place { whole: value.place.clone(), text: value.place.clone(), ..Place::default() };
        let turns = vec![FileTurn::of(speaker, lines)];
        out.cues.push(FileCue { place, start: passage.start, end, turns, ..FileCue::default() });
    }
    out.cues.retain(|cue| cue.lines().next().is_some());
    Ok(out)
}

fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands behind a mark.
#[derive(Default)]
struct Passage {
    start: Option<Timestamp>,
    text: String,
}

fn walk(node: &Node, passages: &mut Vec<Passage>) {
    if node.attribute("class").is_some_and(|class| class.contains("timestamp")) {
        let seconds =
            node.attribute("data-timestamp").and_then(|at| at.trim().parse().ok()).and_then(Timestamp::from_seconds);
        let start = seconds.or_else(|| clock::clock(node.text().trim()));
        return passages.push(Passage { start, text: String::new() });
    }
    let is_line = matches!(node.name.as_str(), "p" | "div" | "br" | "li");
    let add = |text: &str, passages: &mut Vec<Passage>| passages.last_mut().into_iter().for_each(|p| p.text.push_str(text));
    if is_line {
        add("\n", passages);
    }
    for child in &node.children {
        match child {
            Child::Text(text, _) => add(&text.replace('\n', " "), passages),
            Child::Node(inner) => walk(inner, passages),
        }
    }
    if is_line {
        add("\n", passages);
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn passages_begin_at_their_marks_and_with_their_speakers() {
        let text = r#"{"text":"<p>Before</p><p><span class=\"timestamp\" contenteditable=\"false\" data-timestamp=\"1.5\">00:01</span>&nbsp;Amal: Good day.</p><p>And <b>more</b>.<br /></p><p><span class=\"timestamp\" data-timestamp=\"5\">00:05</span> At 10:30: rain.</p>","media":null,"media-time":12.3}"#;
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::OTranscribe);
        let told: Vec<_> = file
            .cues
            .iter()
            .map(|c| {
                (c.span().map(|s| s.to_string()), c.turns[0].speaker.as_deref(), c.lines().collect::<Vec<_>>().join("|"))
            })
            .collect();
        let span = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (None, None, "Before".to_owned()),
                (span("0:01.500–0:05.000"), Some("Amal"), "Good day.|And more.".to_owned()),
                (span("0:05.000–0:09.000"), None, "At 10:30: rain.".to_owned()),
            ]
        );
    }
}
