//! Hyperaudio's interactive transcripts: HTML in which each word is an element with `data-m`, the millisecond of its start, and
//! mostly `data-d`, how many it lasts.

use super::lines::Lines;
use super::phrases::{self, Placed};
use super::tiers::are_words;
use super::xml::{self, Child, Dialect, Node};
use super::{Error, FileCue, FileTurn, FileWord, Form, Place, TimedText};
use crate::time::{Millis, Timestamp};

/// The attribute that such a page has.
const MARK: &str = "data-m=";
/// How long a word is at most of which only the start is told.
const LONGEST: Millis = Millis::new(1000);

/// Whether a page is of this form.
pub(super) fn is_such(text: &str) -> bool {
    text.contains(MARK)
}

pub(super) fn read(text: &str) -> Result<TimedText, Error> {
    // What stands around the paragraphs may be no XML; places are those of the whole file.
    let first = text.find(MARK).unwrap_or(0);
    let before = text.get(..first).unwrap_or("");
    let from = before.rfind("<p").or_else(|| before.rfind('<')).unwrap_or(0);
    let until = text.rfind("</p>").map(|at| at + 4).filter(|at| *at > first).unwrap_or(text.len());
    let wrapped = format!("<div>{}</div>", text.get(from..until).unwrap_or(""));
    let shift = from as isize - "<div>".len() as isize;
    let mut reader = Reader { shift, ..Reader::default() };
    reader.walk(&xml::parse(&wrapped, "transcript HTML", Dialect::Html)?);
    reader.close();
    let mut file = TimedText::new(Form::Hyperaudio);
    file.language = text.find("lang=\"").and_then(|at| text.get(at + 6..)?.split('"').next()?.parse().ok());
    // Where the elements hold sentences, their times are no word's.
    let holds_words = are_words(&reader.paragraphs.iter().flatten().cloned().collect::<Vec<_>>());
    for paragraph in reader.paragraphs {
        if holds_words {
            file.cues.extend(phrases::cues(words(&paragraph)));
        } else {
            file.cues.extend(paragraph);
        }
    }
    Lines::of(text).place(file.cues.iter_mut().map(|cue| &mut cue.place));
    Ok(file)
}

/// The elements with times, by paragraphs.
#[derive(Default)]
struct Reader {
    shift: isize,
    speaker: Option<String>,
    open: Vec<FileCue>,
    paragraphs: Vec<Vec<FileCue>>,
}

impl Reader {
    fn walk(&mut self, node: &Node) {
        match node.attribute("data-m").and_then(|m| m.trim().parse::<u32>().ok()) {
            Some(start) => self.timed(node, Timestamp::from_millis(start)),
            None => {
                for inner in node.children.iter().filter_map(|c| if let Child::Node(node) = c { Some(node) } else { None }) {
                    self.walk(inner);
                }
            }
        }
        if matches!(node.name.as_str(), "p" | "section") {
            self.close();
        }
    }

    fn timed(&mut self, node: &Node, start: Timestamp) {
        let said = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if node.attribute("class").is_some_and(|class| class.split_whitespace().any(|name| name == "speaker")) {
            self.speaker = Some(said.trim_matches(['[', ']', ':', ' ']).to_owned());
            return;
        }
        if said.is_empty() {
            return;
        }
        let lasts = node.attribute("data-d").and_then(|d| d.trim().parse::<u32>().ok()).filter(|lasts| *lasts > 0);
        let moved = |at: usize| at.saturating_add_signed(self.shift);
        let whole = moved(node.range.start)..moved(node.range.end);
        let text = moved(node.inside().start)..moved(node.inside().end);
        let turns = vec![FileTurn::of(self.speaker.as_deref(), vec![said])];
        let end = lasts.map(|lasts| start + Millis::new(lasts));
        // A word without a length ends where the next begins.
        if let Some(last) = self.open.last_mut().filter(|last| last.end.is_none()) {
            last.end = last.start.map(|begun| (begun + LONGEST).min(start).max(begun));
        }
        self.open.push(FileCue {
            place: Place { whole, text, ..Place::default() },
            start: Some(start),
            end,
            turns,
            ..FileCue::default()
        });
    }

    /// Ends a paragraph.
    fn close(&mut self) {
        if let Some(last) = self.open.last_mut().filter(|last| last.end.is_none()) {
            last.end = last.start.map(|begun| begun + LONGEST);
        }
        if !self.open.is_empty() {
            self.paragraphs.push(std::mem::take(&mut self.open));
        }
    }
}

fn words(paragraph: &[FileCue]) -> Vec<Placed> {
    let placed = |cue: &FileCue| {
        let is_one = cue.tokens().count() == 1;
        let word = |token: &str| FileWord {
            text: token.to_owned(),
            start: cue.start.filter(|_| is_one),
            end: cue.end.filter(|_| is_one),
            ..FileWord::default()
        };
        let speaker = cue.turns.first().and_then(|turn| turn.speaker.clone());
        let of = |token| Placed { word: word(token), place: cue.place.whole.clone(), speaker: speaker.clone() };
        cue.tokens().map(of).collect::<Vec<_>>()
    };
    paragraph.iter().flat_map(placed).collect()
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn words_begin_where_their_elements_say_and_names_are_none() {
        let page = "<!DOCTYPE html><html lang=\"en\"><head><script>if (1 < 2) go();</script></head><body><article><section>\n\
            <p><span class=\"speaker\" data-m=\"1000\" data-d=\"0\">[Amal]: </span><span data-m=\"1000\" data-d=\"200\">Good </span><span data-m=\"1500\" data-d=\"400\">day. </span></p>\n\
            <p><a data-m=\"5000\">Tom </a><a data-m=\"5400\">&amp; </a><a data-m=\"9000\">Ann </a></p></section></article></body></html>";
        let file = read(page.as_bytes(), None, None).unwrap();
        assert_eq!((file.form, file.cues.len()), (Form::Hyperaudio, 3), "a pause ends a phrase");
        let words: Vec<_> =
            file.cues.iter().flat_map(|c| &c.words).map(|w| format!("{} {}", w.text, w.span().unwrap())).collect();
        assert_eq!(
            words,
            [
                "Good 0:01.000–0:01.200",
                "day. 0:01.500–0:01.900",
                "Tom 0:05.000–0:05.400",
                "& 0:05.400–0:06.400",
                "Ann 0:09.000–0:10.000"
            ]
        );
        assert!(file.cues.iter().all(|cue| cue.turns[0].speaker.as_deref() == Some("Amal")));
        assert_eq!(&file.source[file.cues[0].place.whole.clone()][..5], b"<span");
    }

    #[test]
    fn elements_with_sentences_are_segments() {
        let page = "<p><span data-m=\"1000\" data-d=\"2000\">Good day to you.</span></p><p><span data-m=\"4000\" data-d=\"1000\">Not so.</span></p>";
        let file = read(page.as_bytes(), None, None).unwrap();
        assert_eq!(
            file.cues.iter().map(|cue| cue.span().unwrap().to_string()).collect::<Vec<_>>(),
            ["0:01.000–0:03.000", "0:04.000–0:05.000"]
        );
        assert!(file.cues.iter().all(|cue| cue.words.is_empty()));
    }
}
