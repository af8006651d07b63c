//! OHMS XML: the record of an interview, with its captions as WebVTT inside.

use std::ops::Range;

use super::lines::Lines;
use super::xml::{self, Child, Dialect, Node};
use super::{Error, Form, TimedText, vtt};

pub(super) fn read(text: &str) -> Result<TimedText, Error> {
    let root = xml::parse(text, "OHMS", Dialect::Xml)?;
    let node = root.all("vtt_transcript").into_iter().find(|node| !node.text().trim().is_empty());
    let node = node.ok_or_else(|| Error::Malformed { form: "OHMS", problem: "it has no `vtt_transcript`".to_owned() })?;
    let inner = Inner::of(node);
    let mut file = TimedText { form: Form::Ohms, ..vtt::read(&inner.text) };
    let language = root.all("language").first().and_then(|node| node.text().trim().parse().ok());
    file.language = language.or(file.language);
    let lines = Lines::of(text);
    for cue in &mut file.cues {
        let place = &mut cue.place;
        let ends = [place.start.as_mut(), place.end.as_mut()].into_iter().flatten();
        for range in ends.chain([&mut place.whole, &mut place.text]) {
            *range = inner.outside(range);
        }
        place.line = lines.number(place.start.as_ref().unwrap_or(&place.whole).start);
    }
    for unread in &mut file.unread {
        unread.range = inner.outside(&unread.range);
        unread.line = lines.number(unread.range.start);
    }
    Ok(file)
}

/// The text of an element, and where each piece of it stands in the file.
struct Inner {
    text: String,
    /// From which byte of the text, and where in the file.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Inner {
    fn of(node: &Node) -> Self {
        let mut inner = Self { text: String::new(), pieces: Vec::new() };
        for child in &node.children {
            if let Child::Text(text, range) = child {
                inner.pieces.push((inner.text.len(), range.clone()));
                inner.text.push_str(text);
            }
        }
        inner
    }

    /// Where a range of the text stands in the file.
    fn outside(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start, false);
        start..self.place(range.end, range.end > range.start).max(start)
    }

    /// Where a byte stands; `is_end`: behind the piece before it, not at the start of the next.
    fn place(&self, at: usize, is_end: bool) -> usize {
        let next = self.pieces.partition_point(|(from, _)| if is_end { *from < at } else { *from <= at });
        let Some((from, range)) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0 };
        let length = self.pieces.get(next).map_or(self.text.len(), |(from, _)| *from) - from;
        // A character reference is one letter for several.
        if at - from >= length { range.end } else { range.start + (at - from).min(range.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oddities_of_ohms_are_borne() {
        let text = "<?xml version=\"1.0\"?><ROOT xmlns=\"https://www.weareavp.com/nunncenter/ohms\"><record><language>en</language><vtt_transcript><![CDATA[WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v A B>One<br>two ]]]]><![CDATA[> x\n\n00:00:05.000 --> 00:00:00.000\nEnd\n]]></vtt_transcript></record></ROOT>";
        let file = read(text).unwrap();
        assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["One", "two ]]> x"]);
        assert_eq!(&text[file.cues[0].place.text.clone()], "<v A B>One<br>two ]]]]><![CDATA[> x");
        assert_eq!(&text[file.cues[1].place.start.clone().unwrap()], "00:00:05.000");
        let escaped = "<ROOT><vtt_transcript>WEBVTT\n\n00:01.000 --&gt; 00:02.000\n&lt;v A&gt;Yes &amp;amp; no\n</vtt_transcript></ROOT>";
        let file = read(escaped).unwrap();
        assert_eq!(file.cues[0].lines().collect::<Vec<_>>(), ["Yes & no"]);
        assert_eq!(&escaped[file.cues[0].place.text.clone()], "&lt;v A&gt;Yes &amp;amp; no");
        assert_eq!((&escaped[file.cues[0].place.end.clone().unwrap()], file.cues[0].place.line), ("00:02.000", 3));
    }
}
