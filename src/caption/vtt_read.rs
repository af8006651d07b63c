//! WebVTT, reading: as a browser does, and the habits of others borne (header lines, `<br>`, commas in times).

use super::{CaptionFile, CueKind, Format, RawCue, Source, Speaker, Turn, srt_read};
use crate::text::Language;
use crate::time::{Span, Timed, Timestamp};

pub(super) fn read(text: &str) -> CaptionFile {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split('\n').collect();
    let mut cues = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((start, end)) = srt_read::times(lines[at]) else {
            at += 1;
            continue;
        };
        let id = at.checked_sub(1).map_or("", |before| lines[before]);
        let from = at + 1;
        let stop = (from..lines.len())
            .find(|i| lines[*i].is_empty() || srt_read::times(lines[*i]).is_some())
            .unwrap_or(lines.len());
        let payload = lines[from..stop].join("\n");
        cues.push(cue(start, end, id, &payload));
        at = stop;
    }
    CaptionFile::new(Format::Vtt, language(&lines), cues)
}

/// The language of a `Language:` header line, which is no part of WebVTT and common.
fn language(lines: &[&str]) -> Option<Language> {
    let header = lines.iter().take_while(|line| !line.is_empty());
    header.filter_map(|line| line.strip_prefix("Language:")).find_map(|tag| tag.parse().ok())
}

fn cue(start: Timestamp, end: Timestamp, id: &str, payload: &str) -> RawCue {
    let mut body = Payload::default();
    body.read(payload);
    let words = body.words(start, end);
    let mut cue = RawCue { start, end, turns: body.turns, words, ..RawCue::default() };
    identified(&mut cue, id);
    cue
}

/// What an identifier of rawi's own says of the cue; anyone else's is left alone.
pub(super) fn identified(cue: &mut RawCue, id: &str) {
    let mut tokens = id.split_whitespace();
    if !tokens.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())) {
        return;
    }
    for token in tokens {
        match token {
            "published" => cue.source = Source::Published,
            "spoken" => cue.source = Source::Spoken,
            "mixed" => cue.source = Source::Mixed,
            "sound" => cue.kind = CueKind::Sound,
            "speaker-inferred" => {
                for turn in &mut cue.turns {
                    turn.speaker = turn.speaker.as_ref().and_then(|s| Speaker::inferred(s.name()));
                }
            }
            other => cue.sentences.extend(other.strip_prefix('s').and_then(|n| n.parse::<usize>().ok())),
        }
    }
}

/// The text of a cue while it is read.
#[derive(Default)]
struct Payload {
    turns: Vec<Turn>,
    /// Where word times stand: how many words of the cue come before, and the time.
    times: Vec<(usize, Timestamp)>,
}

impl Payload {
    fn read(&mut self, payload: &str) {
        self.turns.push(Turn::of(vec![String::new()]));
        let mut rest = payload;
        while let Some(at) = rest.find(['<', '\n']) {
            self.push(&rest[..at]);
            rest = &rest[at..];
            if let Some(tail) = rest.strip_prefix('\n') {
                self.line();
                rest = tail;
                continue;
            }
            // A tag that never ends reaches to the end of the text.
            let end = rest.find('>').unwrap_or(rest.len());
            self.tag(rest.get(1..end).unwrap_or(""));
            rest = rest.get(end + 1..).unwrap_or("");
        }
        self.push(rest);
        self.turns.retain(|turn| turn.lines.iter().any(|line| !line.is_empty()));
    }

    fn push(&mut self, text: &str) {
        if let Some(line) = self.turns.last_mut().and_then(|turn| turn.lines.last_mut()) {
            line.push_str(&unescape(text));
        }
    }

    fn line(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            turn.lines.push(String::new());
        }
    }

    fn tag(&mut self, tag: &str) {
        let name_end = tag.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(tag.len());
        match &tag[..name_end] {
            "v" => {
                let name = tag.split_once(char::is_whitespace).map_or("", |(_, name)| name);
                self.turn(Speaker::new(&unescape(name)));
            }
            "/v" => self.turn(None),
            "br" | "br/" => self.line(),
            time if time.starts_with(|c: char| c.is_ascii_digit()) => {
                let before = self.turns.iter().flat_map(|t| &t.lines).flat_map(|l| l.split_whitespace()).count();
                self.times.extend(time.parse().ok().map(|at| (before, at)));
            }
            _ => {}
        }
    }

    fn turn(&mut self, speaker: Option<Speaker>) {
        if let Some(turn) = self.turns.last_mut() {
            while turn.lines.last().is_some_and(String::is_empty) {
                turn.lines.pop();
            }
        }
        self.turns.push(Turn { speaker, label: None, lines: vec![String::new()] });
    }

    /// A time for each word: the one in front of it; the cue's own for the first word.
    fn words(&self, start: Timestamp, end: Timestamp) -> Vec<Timed> {
        if self.times.is_empty() {
            return Vec::new();
        }
        let count = self.turns.iter().flat_map(|t| &t.lines).flat_map(|l| l.split_whitespace()).count();
        let mut starts: Vec<Option<Timestamp>> = vec![None; count];
        if let Some(first) = starts.first_mut() {
            *first = Some(start);
        }
        for (index, at) in &self.times {
            if let Some(place) = starts.get_mut(*index) {
                *place = Some(*at);
            }
        }
        let mut next = end;
        let mut words: Vec<Timed> = Vec::with_capacity(count);
        for at in starts.into_iter().rev() {
            words.push(at.map_or(Timed::Absent, |at| Timed::Heard(Span::between(at, next.max(at)))));
            next = at.unwrap_or(next);
        }
        words.reverse();
        words
    }
}

/// Character references undone: the named ones that WebVTT has, and numbers.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| Some((end, reference(rest.get(1..end)?)?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

pub(super) fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(value)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_are_no_cues_are_passed_over() {
        let text = "\u{feff}WEBVTT - x\r\nKind: captions\r\nLanguage: ar\r\n\r\nNOTE a\r\nb\r\n\r\nSTYLE\r\n::cue { }\r\n\r\nREGION\r\nid:r\r\n\r\n7\r\n00:01.000 --> 100:00:02.000 align:start\r\n<v.loud مي &amp; يعقوب>نعم &lt;b&gt; <i>هنا</i>\r\n<v ب>لا</v>\r\n";
        let file = read(text);
        assert_eq!(file.language, Some(Language::arabic()));
        assert_eq!(file.cues.len(), 1);
        let turns = &file.cues[0].turns;
        assert_eq!(turns[0].speaker.as_ref().unwrap().name(), "مي & يعقوب");
        assert_eq!(
            (turns[0].lines.as_slice(), turns[1].lines.as_slice()),
            (&["نعم <b> هنا".to_owned()][..], &["لا".to_owned()][..])
        );
        assert_eq!(file.cues[0].end.as_millis(), 360_002_000);
    }

    #[test]
    fn word_times_come_back_to_their_words() {
        let file = read("WEBVTT\n\n00:00.000 --> 00:03.000\none <00:01.000>two <c>three</c>\n<00:00:02.000>four\n");
        let starts: Vec<_> = file.cues[0].words.iter().map(|w| w.span().map(|s| s.start().as_millis())).collect();
        assert_eq!(starts, [Some(0), Some(1000), None, Some(2000)]);
    }
}
