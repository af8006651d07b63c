//! The text of a WebVTT or SubRip cue: voices, word times, tags and character references.

use std::ops::Range;

use super::references::resolve_references;
use super::{FileTurn, FileWord, clock, word_times};
use crate::time::Timestamp;

/// Which tags a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tags {
    /// WebVTT: whatever stands between angle brackets.
    All,
    /// SubRip, which has none by any standard: those that players obey, and `{\…}` of SubStation Alpha.
    Players,
}

/// Longer tags are text.
const LONGEST_TAG: usize = 500;

/// The text of a cue while it is read.
struct Payload {
    tags: Tags,
    turns: Vec<FileTurn>,
    /// The text of all turns, their lines one below the other, as words are counted in it.
    flat: String,
    /// Times that stand in it, each before the byte of `flat` from which it counts.
    times: Vec<(usize, Timestamp)>,
    /// Bytes of `flat` that tags of style enclose, and where one begins that is not closed yet.
    styled: Vec<Range<usize>>,
    style_from: Option<usize>,
}

/// What the lines of a cue say.
pub(super) struct Said {
    pub(super) turns: Vec<FileTurn>,
    pub(super) words: Vec<FileWord>,
    pub(super) marked: Option<Range<usize>>,
}

/// What a cue's lines say: who says what, and a time for every word where any time stands among them. `shown`: when the cue is.
pub(super) fn read<'a>(
    lines: impl Iterator<Item = &'a str>,
    tags: Tags,
    shown: (Option<Timestamp>, Option<Timestamp>),
) -> Said {
    let first = FileTurn::of(None, vec![String::new()]);
    let mut payload =
        Payload { tags, turns: vec![first], flat: String::new(), times: Vec::new(), styled: Vec::new(), style_from: None };
    let mut rest = String::new();
    for (index, line) in lines.enumerate() {
        if index > 0 {
            rest.push('\n');
        }
        rest.push_str(line);
    }
    payload.all(&rest);
    let words = payload.words(shown);
    payload.turns.retain(|turn| turn.lines.iter().any(|line| !line.is_empty()));
    let marked = marked(&payload.flat, &payload.styled);
    Said { turns: payload.turns, words, marked }
}

/// The words in the one place that is styled, when it is some words of several.
pub(super) fn marked(text: &str, styled: &[Range<usize>]) -> Option<Range<usize>> {
    let [range] = styled else { return None };
    let (before, inside, after) = (text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?);
    let count = |text: &str| text.split_whitespace().count();
    let (first, words) = (count(before), count(inside));
    // A word that is styled in part would be counted twice.
    let is_whole = first + words + count(after) == count(text) && words > 0 && first + count(after) > 0;
    is_whole.then_some(first..first + words)
}

impl Payload {
    fn all(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '{', '\n']) {
            self.push(&rest[..at]);
            rest = &rest[at..];
            if let Some(tail) = rest.strip_prefix('\n') {
                self.line();
                rest = tail;
                continue;
            }
            match tag_length(self.tags, rest) {
                Some(length) => {
                    if rest.starts_with('<') {
                        self.tag(rest.get(1..length - 1).unwrap_or(""));
                    }
                    rest = &rest[length..];
                }
                None => {
                    self.push(&rest[..1]);
                    rest = &rest[1..];
                }
            }
        }
        self.push(rest);
    }

    fn push(&mut self, text: &str) {
        let Some(line) = self.turns.last_mut().and_then(|turn| turn.lines.last_mut()) else { return };
        let text = resolve_references(text).replace('\0', "\u{fffd}");
        line.push_str(&text);
        self.flat.push_str(&text);
    }

    fn line(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            turn.lines.push(String::new());
        }
        self.flat.push('\n');
    }

    fn tag(&mut self, tag: &str) {
        let name_end = tag.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(tag.len());
        match &tag[..name_end] {
            "v" => {
                let name = tag.split_once(char::is_whitespace).map_or("", |(_, name)| name);
                self.turn(Some(&resolve_references(name)));
            }
            "/v" => self.turn(None),
            "br" | "br/" => self.line(),
            "u" | "b" | "i" | "font" | "c" => self.style_from = self.style_from.or(Some(self.flat.len())),
            "/u" | "/b" | "/i" | "/font" | "/c" => {
                self.styled
                    .extend(self.style_from.take().map(|from| from..self.flat.len()).filter(|range| !range.is_empty()));
            }
            time if time.starts_with(|c: char| c.is_ascii_digit()) => {
                let at = self.flat.len();
                self.times.extend(clock::clock(tag).map(|time| (at, time)));
            }
            _ => {}
        }
    }

    /// Another speaks from here. A dash alone on the line before is the sign of the change and goes with the new voice.
    fn turn(&mut self, speaker: Option<&str>) {
        let mut dash = String::new();
        if let Some(turn) = self.turns.last_mut() {
            if let Some(line) = turn.lines.last_mut().filter(|line| speaker.is_some() && is_dash(line)) {
                dash = std::mem::take(line);
            }
            while turn.lines.last().is_some_and(String::is_empty) {
                turn.lines.pop();
            }
        }
        if !self.flat.is_empty() && !self.flat.ends_with('\n') && dash.is_empty() {
            self.flat.push('\n');
        }
        self.turns.push(FileTurn::of(speaker, vec![dash]));
    }

    /// A time for each word: what stands in front of it; the cue's own for the first word of the line with the first time.
    fn words(&self, (start, end): (Option<Timestamp>, Option<Timestamp>)) -> Vec<FileWord> {
        if self.times.is_empty() {
            return Vec::new();
        }
        let mut words = word_times::starts(&self.flat, &self.times);
        let first_time = self.times.first().map_or(0, |(at, _)| *at);
        let line = self.flat.get(..first_time).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let opening = self.flat.get(..line).map_or(0, |before| before.split_whitespace().count());
        if let Some(word) = words.get_mut(opening).filter(|word| word.start.is_none()) {
            word.start = start;
        }
        word_times::ends(&mut words, end);
        words
    }
}

/// The length of the tag at the start of `text`; `None` when a bracket is only a letter of the text there.
pub(super) fn tag_length(tags: Tags, text: &str) -> Option<usize> {
    if text.starts_with('{') {
        return text.starts_with("{\\").then(|| closing(text, b'}')).flatten().filter(|_| tags == Tags::Players);
    }
    if !text.starts_with('<') {
        return None;
    }
    let length = closing(text, b'>')?;
    let inner = text.get(1..length - 1)?;
    let is_time = inner.starts_with(|c: char| c.is_ascii_digit()) && clock::clock(inner).is_some();
    let is_tag = match tags {
        // `3 < 4 > 2` is no tag to anyone who wrote it.
        Tags::All => inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') || inner.is_empty(),
        Tags::Players => {
            let name = inner.trim_start_matches('/').split([' ', '.']).next().unwrap_or("").to_ascii_lowercase();
            matches!(name.as_str(), "i" | "b" | "u" | "s" | "font" | "v" | "c" | "lang" | "ruby" | "rt" | "br" | "br/")
        }
    };
    (is_time || is_tag).then_some(length)
}

/// Where the first `close` ends, among as many bytes as a tag can have.
fn closing(text: &str, close: u8) -> Option<usize> {
    text.bytes()
        .take(LONGEST_TAG)
        .position(|b| b == close || b == b'\n')
        .filter(|at| text.as_bytes()[*at] == close)
        .map(|at| at + 1)
}

fn is_dash(line: &str) -> bool {
    matches!(line.trim(), "-" | "–" | "—" | "‐" | "‑")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u32) -> Option<Timestamp> {
        Some(Timestamp::from_millis(ms))
    }

    fn all(text: &str) -> (Vec<FileTurn>, Vec<FileWord>) {
        let said = read(text.lines(), Tags::All, (at(0), at(9000)));
        (said.turns, said.words)
    }

    #[test]
    fn voices_classes_and_references_are_undone() {
        let (turns, words) = all("<v.loud مي &amp; يعقوب>نعم &lt;b&gt; <i>هنا</i> 3 < 4\n<v ب>لا</v> <x>ثم");
        let told: Vec<_> = turns.iter().map(|t| (t.speaker.as_deref(), t.lines.join("|"))).collect();
        let expected = [(Some("مي & يعقوب"), "نعم <b> هنا 3 < 4"), (Some("ب"), "لا"), (None, " ثم")];
        assert_eq!(told, expected.map(|(name, line)| (name, line.to_owned())));
        assert!(words.is_empty());
    }

    #[test]
    fn a_dash_belongs_to_the_voice_behind_it() {
        let (turns, _) = all("- <v Maria>One\n- <v John>Two");
        let told: Vec<_> = turns.iter().map(|t| (t.speaker.as_deref(), t.lines.join("|"))).collect();
        assert_eq!(told, [(Some("Maria"), "- One".to_owned()), (Some("John"), "- Two".to_owned())]);
    }

    #[test]
    fn word_times_come_to_their_words() {
        let spans = |text: &str| -> Vec<_> {
            let ms = |time: Option<Timestamp>| time.map(Timestamp::as_millis);
            all(text).1.iter().map(|w| (w.text.clone(), ms(w.start), ms(w.end))).collect::<Vec<_>>()
        };
        let told = spans("one <00:01.000>two <c>three</c>\n<00:00:02.000>four");
        let expected = [
            ("one", Some(0), Some(1000)),
            ("two", Some(1000), None),
            ("three", None, None),
            ("four", Some(2000), Some(9000)),
        ];
        assert_eq!(told, expected.map(|(word, start, end)| (word.to_owned(), start, end)));
        // As the rolling captions of a video site have it: the line above is said already.
        let told = spans("said before\nThe<00:00:01.290><c> old</c><00:00:01.580><c> brid<00:00:01.700>ge</c>");
        let expected = [
            ("said", None, None),
            ("before", None, None),
            ("The", Some(0), Some(1290)),
            ("old", Some(1290), Some(1580)),
            ("bridge", Some(1580), Some(9000)),
        ];
        assert_eq!(told, expected.map(|(word, start, end)| (word.to_owned(), start, end)));
    }

    #[test]
    fn the_words_that_are_marked_are_told() {
        let marked = |text: &str| read(text.lines(), Tags::Players, (None, None)).marked;
        assert_eq!(marked("The <u>council</u> met"), Some(1..2));
        assert_eq!(marked("<font color=\"#ff0000\">The council</font> met"), Some(0..2));
        for none in
            ["<i>All of it</i>", "The coun<b>cil</b> met", "<b>The</b> council <b>met</b>", "The council met", "<b></b>x y"]
        {
            assert_eq!(marked(none), None, "{none}");
        }
    }

    #[test]
    fn sub_rip_has_the_tags_of_players_only() {
        let Said { turns, .. } = read("<i>نعم</i> {\\an8}x < y & <q> {z}".lines(), Tags::Players, (None, None));
        assert_eq!(turns[0].lines, ["نعم x < y & <q> {z}"]);
    }
}
