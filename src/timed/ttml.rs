//! TTML: EBU-TT-D, IMSC, DFXP. Times add up from `body` through `div` and `p` to `span`, side by side or one after another.

use std::collections::HashMap;

use super::lines::{Lines, unread};
use super::marks::is_blank;
use super::ttml_time::{Clock, Interval};
use super::xml::{self, Child, Dialect, Node};
use super::{Error, FileCue, FileTurn, FileWord, Form, Place, TimedText};
use crate::time::Timestamp;

pub(super) fn read(text: &str, form: Form) -> Result<TimedText, Error> {
    let root = xml::parse(text, "TTML", Dialect::Xml)?;
    if root.name != "tt" {
        return Err(Error::Malformed { form: "TTML", problem: format!("its root is `{}`, expected `tt`", root.name) });
    }
    let named =
        |agent: &Node| Some((agent.attribute("id")?.to_owned(), agent.all("name").first()?.text().trim().to_owned()));
    let mut document = Document {
        text,
        clock: Clock::of(&root),
        agents: root.all("agent").into_iter().filter_map(named).collect(),
        lines: Lines::of(text),
        file: TimedText::new(form),
    };
    document.file.language = root.attribute("lang").and_then(|tag| tag.parse().ok());
    document.inside(&root, Some(Interval::ALL), false);
    Ok(document.file)
}

struct Document<'a> {
    text: &'a str,
    clock: Clock,
    /// Who speaks, by the identifiers of the document.
    agents: HashMap<String, String>,
    lines: Lines<'a>,
    file: TimedText,
}

impl Document<'_> {
    /// Reads what is inside `node`, which is active in `own`; `None` when nobody knows. In a sequence each child begins when
    /// the one before it ends. Returns when the last child ends.
    fn inside(&mut self, node: &Node, own: Option<Interval>, is_sequence: bool) -> Option<f64> {
        let mut last = None;
        let mut base = own.map(|own| own.begin);
        for child in node.nodes() {
            let ends = match child.name.as_str() {
                "metadata" | "head" => continue,
                "p" => self.paragraph(child, base, own),
                _ => {
                    let interval = self.interval(child, base, own);
                    let inner = self.inside(child, interval, child.attribute("timeContainer") == Some("seq"));
                    interval.and_then(|interval| interval.end).or(inner)
                }
            };
            last = match (last, ends) {
                (Some(last), Some(ends)) => Some(f64::max(last, ends)),
                (last, ends) => ends.or(last),
            };
            if is_sequence && matches!(child.name.as_str(), "div" | "p" | "span") {
                base = ends.or(base);
            }
        }
        last
    }

    /// When a child is active; tells what cannot be read.
    fn interval(&mut self, node: &Node, base: Option<f64>, around: Option<Interval>) -> Option<Interval> {
        let found = self.clock.interval(node, base.unwrap_or(0.0), around.unwrap_or(Interval::ALL));
        if found.is_none() {
            for name in ["begin", "end", "dur"] {
                let Some(place) = node.attribute_place(name) else { continue };
                let written = self.text.get(place.clone()).unwrap_or("");
                if self.clock.read(written).is_none() {
                    self.file.unread.push(unread(written, self.lines.number(place.start), place, "time of TTML"));
                }
            }
        }
        found.filter(|_| around.is_some())
    }

    /// Reads a paragraph, and returns when it ends.
    fn paragraph(&mut self, p: &Node, base: Option<f64>, around: Option<Interval>) -> Option<f64> {
        let interval = self.interval(p, base, around);
        let first = FileTurn::of(None, vec![String::new()]);
        let mut body =
            Body { clock: &self.clock, agents: &self.agents, turns: vec![first], flat: String::new(), marks: Vec::new() };
        body.read(p, None, interval.unwrap_or(Interval::ALL));
        body.turns.iter_mut().for_each(unlabel);
        let inner = |times: fn(f64, f64) -> f64, end: bool| {
            body.marks.iter().map(|m| if end { m.end } else { m.begin }).reduce(times)
        };
        let (words, spans) = (body.words(), (inner(f64::min, false), inner(f64::max, true)));
        let (begin, end) = match interval {
            Some(own) if own.is_stated => (Some(own.begin), own.end.or(spans.1)),
            // Only the spans have times.
            Some(_) => spans,
            None => (None, None),
        };
        if is_blank(&body.flat) && begin.is_none() {
            return end;
        }
        let place = Place {
            whole: p.range.clone(),
            start: p.attribute_place("begin"),
            end: p.attribute_place("end").or_else(|| p.attribute_place("dur")),
            text: p.inside(),
            line: self.lines.number(p.range.start),
        };
        if begin.is_none() && interval.is_some() {
            self.file.unread.push(unread(body.flat.trim(), place.line, p.range.clone(), "paragraph with a time"));
        }
        let is_sound =
            p.attribute("role").is_some_and(|role| role.split_whitespace().any(|r| matches!(r, "sound" | "music")));
        let turns = body.turns;
        let (start, ends) = (begin.and_then(instant), end.and_then(instant));
        let id = p.attribute("id").map(str::to_owned);
        self.file.cues.push(FileCue { place, id, start, end: ends, turns, words, marked: None, is_sound });
        end
    }
}

fn instant(ms: f64) -> Option<Timestamp> {
    Timestamp::from_seconds(ms / 1000.0)
}

/// When a span within a paragraph is active, and which bytes of the paragraph's text it has.
struct Mark {
    begin: f64,
    end: f64,
    range: std::ops::Range<usize>,
}

/// The text of a paragraph by turns and lines.
struct Body<'a> {
    clock: &'a Clock,
    agents: &'a HashMap<String, String>,
    turns: Vec<FileTurn>,
    flat: String,
    /// The inner ones stand before those around them.
    marks: Vec<Mark>,
}

impl Body<'_> {
    /// Reads an element; whoever has it has what is inside, unless that says otherwise. White space around line breaks in the
    /// file is none of the text's.
    fn read(&mut self, node: &Node, voice: Option<&str>, own: Interval) {
        let named = node.attribute("agent").and_then(|ids| self.agents.get(ids.split_whitespace().next()?));
        let voice = named.map(String::as_str).or(voice);
        let is_sequence = node.attribute("timeContainer") == Some("seq");
        let mut base = own.begin;
        for child in &node.children {
            match child {
                Child::Text(text, _) if text.contains(['\n', '\r']) && text.trim().is_empty() => self.flat.push(' '),
                Child::Text(text, _) => self.text(&text.replace("\r\n", " ").replace(['\n', '\r'], " "), voice),
                Child::Node(inner) if inner.name == "br" => {
                    self.turns.last_mut().into_iter().for_each(|turn| turn.lines.push(String::new()));
                    self.flat.push('\n');
                }
                Child::Node(inner) if inner.name == "metadata" => {}
                Child::Node(inner) => {
                    let from = self.flat.len();
                    let interval = self.clock.interval(inner, base, own).unwrap_or(own);
                    self.read(inner, voice, interval);
                    let has_times = ["begin", "end", "dur"].iter().any(|name| inner.attribute(name).is_some());
                    if let Some(end) = interval.end.filter(|_| has_times) {
                        self.marks.push(Mark { begin: interval.begin, end, range: from..self.flat.len() });
                        base = if is_sequence { end } else { base };
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str, voice: Option<&str>) {
        if !text.trim().is_empty() {
            self.heard_from(voice);
        }
        if let Some(line) = self.turns.last_mut().and_then(|turn| turn.lines.last_mut()) {
            line.push_str(text);
        }
        self.flat.push_str(text);
    }

    /// A new turn, where another speaks than before.
    fn heard_from(&mut self, voice: Option<&str>) {
        let Some(last) = self.turns.last_mut().filter(|last| last.speaker.as_deref() != voice) else { return };
        if last.lines.iter().all(|line| is_blank(line)) {
            last.speaker = voice.map(str::to_owned);
            return;
        }
        if last.lines.last().is_some_and(|line| is_blank(line)) {
            last.lines.pop();
        }
        self.turns.push(FileTurn::of(voice, vec![String::new()]));
        self.flat.push(' ');
    }

    /// A span of one word times that word; of a longer one only the start of the first is known.
    fn words(&self) -> Vec<FileWord> {
        if self.marks.is_empty() {
            return Vec::new();
        }
        let at = |token: &str| token.as_ptr() as usize - self.flat.as_ptr() as usize;
        let tokens: Vec<(usize, &str)> = self.flat.split_whitespace().map(|token| (at(token), token)).collect();
        let mut words: Vec<FileWord> = tokens.iter().map(|(_, token)| FileWord::untimed(token)).collect();
        for mark in self.marks.iter().rev() {
            let from = tokens.partition_point(|(at, _)| *at < mark.range.start);
            let to = tokens.partition_point(|(at, token)| at + token.len() <= mark.range.end);
            if let Some(word) = words.get_mut(from).filter(|_| from < to) {
                word.start = instant(mark.begin);
                word.end = instant(mark.end).filter(|_| to == from + 1);
            }
        }
        words
    }
}

/// Takes the name of the speaker, in any style of label, off the first line: it is shown there and no part of what was said.
fn unlabel(turn: &mut FileTurn) {
    let (Some(speaker), Some(first)) = (&turn.speaker, turn.lines.first()) else { return };
    let ends = |(at, _): &(usize, &str)| first.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
    let Some((at, _)) = first.match_indices([':', ']', ')']).find(ends) else { return };
    let (label, rest) = first.split_at(at + 1);
    let shown = label.trim_matches(['[', ']', '(', ')', ':']).to_lowercase();
    if !is_blank(&shown) && speaker.to_lowercase().contains(&shown) {
        let (label, rest) = (label.to_owned(), rest.trim_start().to_owned());
        turn.label = Some(label);
        turn.lines[0] = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn times(text: &str) -> Vec<(u32, u32)> {
        let ms = |time: Option<Timestamp>| time.map_or(u32::MAX, Timestamp::as_millis);
        read(text, Form::Ttml).unwrap().cues.iter().map(|c| (ms(c.start), ms(c.end))).collect()
    }

    #[test]
    fn times_of_other_writers_are_read() {
        let text = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttp='p' ttp:frameRate='25' ttp:tickRate='1000' xml:lang='ar-EG'><body><div>\n<p begin='1.5s' dur='50f'>نعم<br/>\n<span>و &amp; &#x644;ا</span></p><p begin='00:00:05:05' end='6000t'/></div></body></tt>";
        assert_eq!(times(text), [(1500, 3500), (5200, 6000)]);
        let file = read(text, Form::Ttml).unwrap();
        assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["نعم", "و & لا"]);
        assert_eq!(file.language, Some(Language::arabic()));
        assert_eq!(&text[file.cues[0].place.text.clone()], "نعم<br/>\n<span>و &amp; &#x644;ا</span>");
    }

    #[test]
    fn times_add_up_side_by_side_and_one_after_another() {
        let body = |inside: &str| format!("<tt xmlns='http://www.w3.org/ns/ttml'>{inside}</tt>");
        let nested = "<body begin='10s'><div begin='5s' end='8s'><p begin='1s' end='9s'>a</p><p>b</p></div></body>";
        assert_eq!(times(&body(nested)), [(16_000, 18_000), (15_000, 18_000)]);
        let one_by_one = "<body begin='1s' timeContainer='seq'><div dur='2s'><p>a</p></div><div timeContainer='seq'><p dur='1s'>b</p><p begin='1s' end='2s'>c</p></div><div><p end='1s'>d</p></div></body>";
        assert_eq!(times(&body(one_by_one)), [(1000, 3000), (3000, 4000), (5000, 6000), (6000, 7000)]);
        let spans =
            "<body><div><p><span begin='1s' end='2s'>one</span> <span begin='2s' end='4s'>two three</span></p></div></body>";
        assert_eq!(times(&body(spans)), [(1000, 4000)]);
    }

    #[test]
    fn a_time_that_cannot_be_read_is_told_and_leaves_none() {
        let text = "<tt xmlns='http://www.w3.org/ns/ttml'><body><div>\n<p begin='-1s' end='2s'>a</p>\n<p begin='2s' end='3s'>b</p></div></body></tt>";
        let file = read(text, Form::Ttml).unwrap();
        assert_eq!(file.unread.iter().map(ToString::to_string).collect::<Vec<_>>(), ["line 2: `-1s` is no time of TTML"]);
        assert_eq!((file.cues[0].start, file.cues[1].start.map(Timestamp::as_millis)), (None, Some(2000)));
    }
}
