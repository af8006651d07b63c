//! The HTML transcript of Podcasting 2.0: name, time and text of each paragraph.

use super::lines::Lines;
use super::xml::{self, Child, Dialect, Node};
use super::{Error, FileCue, FileTurn, Form, Place, TimedText, clock};
use crate::time::{Millis, Timestamp};

/// How long the last paragraph shows, which nothing ends.
const LAST: Millis = Millis::new(4000);

pub(super) fn read(text: &str) -> Result<TimedText, Error> {
    // What stands in front may be no XML; places are those of the whole file.
    let body_at = text.find("<body").unwrap_or(0);
    let wrapped = format!("<div>{}", text.get(body_at..).unwrap_or(text));
    let shift = body_at as isize - "<div>".len() as isize;
    let root = xml::parse(&wrapped, "transcript HTML", Dialect::Html)?;
    let mut file = TimedText::new(Form::PodcastHtml);
    file.language = text.find("lang=\"").and_then(|at| text.get(at + 6..)?.split('"').next()?.parse().ok());
    let mut state = State::default();
    let inside = root.all("body").into_iter().next().unwrap_or(&root);
    for node in inside.nodes() {
        file.cues.extend(state.next(node));
    }
    let lines = Lines::of(text);
    for place in file.cues.iter_mut().map(|cue| &mut cue.place) {
        for range in [Some(&mut place.whole), place.start.as_mut(), Some(&mut place.text)].into_iter().flatten() {
            *range = range.start.saturating_add_signed(shift)..range.end.saturating_add_signed(shift).min(text.len());
        }
        place.line = lines.number(place.whole.start);
    }
    let starts: Vec<Option<Timestamp>> = file.cues.iter().map(|cue| cue.start).collect();
    for (index, cue) in file.cues.iter_mut().enumerate() {
        let Some(start) = cue.start else {
            let found = cue.lines().collect::<Vec<_>>().join(" ");
            file.unread.push(super::lines::unread(&found, cue.place.line, cue.place.whole.clone(), "paragraph with a time"));
            continue;
        };
        let later = starts.iter().skip(index + 1).flatten().find(|next| **next > start);
        cue.end = Some(later.copied().unwrap_or(start + LAST));
    }
    Ok(file)
}

/// What was told since the last paragraph.
#[derive(Default)]
struct State {
    speaker: Option<String>,
    at: Option<Timestamp>,
    place: Option<std::ops::Range<usize>>,
    from: Option<usize>,
}

impl State {
    fn next(&mut self, node: &Node) -> Option<FileCue> {
        match node.name.as_str() {
            "cite" => self.speaker = Some(node.text().trim().trim_end_matches(':').to_owned()),
            "time" => {
                self.at = node.attribute("datetime").and_then(clock::iso).or_else(|| clock::clock(&node.text()));
                self.place = Some(node.inside());
            }
            "p" => {
                let from = self.from.take().unwrap_or(node.range.start);
                let place =
                    Place { whole: from..node.range.end, start: self.place.take(), text: node.inside(), ..Place::default() };
                let turns = vec![FileTurn::of(self.speaker.take().as_deref(), lines(node))];
                return Some(FileCue { place, start: self.at, turns, ..FileCue::default() });
            }
            _ => return None,
        }
        self.from = self.from.or(Some(node.range.start));
        None
    }
}

fn lines(node: &Node) -> Vec<String> {
    let mut lines = vec![String::new()];
    for child in &node.children {
        match child {
            Child::Node(inner) if inner.name == "br" => lines.push(String::new()),
            Child::Node(inner) => lines.last_mut().into_iter().for_each(|line| line.push_str(&inner.text())),
            Child::Text(text, _) => lines.last_mut().into_iter().for_each(|line| line.push_str(text)),
        }
    }
    lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_no_xml_are_read() {
        let text = "<!DOCTYPE html><html lang=\"en\"><body>\n<cite>A & B:</cite><time>0:01</time><p>One<br>two</p></b>\n<time datetime=\"PT1M2.5S\"></time><p>&copy; three</p></html>";
        let file = read(text).unwrap();
        let told: Vec<_> = file.cues.iter().map(|c| (c.start.unwrap().as_millis(), c.end.unwrap().as_millis())).collect();
        assert_eq!(told.first(), Some(&(1000, 62_500)), "{:?}", file.cues);
        assert_eq!(file.cues[0].turns[0].speaker.as_deref(), Some("A & B"));
    }
}
