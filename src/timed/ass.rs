//! SubStation Alpha and its successor ASS: `Dialogue:` lines, whose fields a `Format:` line names.

use std::ops::Range;

use super::lines::Lines;
use super::{FileCue, FileTurn, FileWord, Form, Place, TimedText, clock, markup, word_times};
use crate::time::Timestamp;

/// The fields of a line, where no `Format:` line names them; the last holds commas.
const FIELDS: [&str; 10] = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"];
/// More fields than any version has.
const MOST_FIELDS: usize = 40;

/// Whether a text is of this form, by what stands at its head.
pub(super) fn is_such(head: &str) -> bool {
    head.contains("[Script Info]") || head.contains("[V4 Styles]") || head.contains("[V4+ Styles]")
}

/// Which of three lines begins a cue whatever stands before.
pub(super) fn begins_cue(lines: [&str; 3]) -> Option<usize> {
    lines[0].starts_with("Dialogue:").then_some(0)
}

/// Whether a line behind the first cue begins a section, or names the fields of the lines below it.
pub(super) fn begins_part(line: &str, is_head: bool) -> bool {
    !is_head && (line.trim_start().starts_with('[') || line.starts_with("Format:"))
}

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Ass);
    let mut fields: Vec<String> = FIELDS.map(str::to_owned).to_vec();
    let mut is_events = false;
    for at in 0..lines.len() {
        let line = lines.get(at);
        if line.trim_start().starts_with('[') {
            is_events = line.trim().eq_ignore_ascii_case("[events]");
        } else if let Some(names) = line.strip_prefix("Format:").filter(|_| is_events) {
            fields = names.split(',').map(|name| name.trim().to_lowercase()).take(MOST_FIELDS).collect();
        } else if let Some(rest) = line.strip_prefix("Dialogue:") {
            let from = lines.range(at).start + line.len() - rest.len();
            match dialogue(rest, from, &fields) {
                Some(mut cue) => {
                    cue.place.whole.start = lines.range(at).start;
                    cue.place.line = at + 1;
                    file.cues.push(cue);
                }
                None => file.unread.push(lines.unread(at, "line of dialogue with two times")),
            }
        }
    }
    file
}

/// The fields of a line that begins at byte `from` of the file, as a cue.
fn dialogue(line: &str, from: usize, fields: &[String]) -> Option<FileCue> {
    let field = |name: &str| -> Option<(&str, Range<usize>)> {
        let nth = fields.iter().position(|field| field == name)?;
        let value = line.splitn(fields.len(), ',').nth(nth)?;
        let at = from + (value.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
        Some((value, at..at + value.len()))
    };
    let (start, end, text) = (field("start")?, field("end")?, field("text")?);
    let (begins, ends) = (clock::clock(start.0.trim())?, clock::clock(end.0.trim())?);
    let speaker = field("name").or_else(|| field("actor")).map(|(name, _)| name.trim());
    let Shown { text: shown, styled, sung } = shown(text.0);
    let marked = markup::marked(&shown, &styled);
    let words = sung_words(&shown, &sung, begins, ends);
    let lines = shown.split('\n').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let place = Place { whole: from..from + line.len(), start: Some(start.1), end: Some(end.1), text: text.1, line: 0 };
    let turns = vec![FileTurn::of(speaker, lines)];
    Some(FileCue { place, start: Some(begins), end: Some(ends), turns, words, marked, ..FileCue::default() })
}

/// The text of a line of dialogue, and what the overrides in it say.
struct Shown {
    text: String,
    /// From one override to the next: what it changes.
    styled: Vec<Range<usize>>,
    /// Where a syllable begins and how long it is sung, in centiseconds.
    sung: Vec<(usize, u32)>,
}

/// The text without what stands between braces; `\N` is the end of a line, `\h` a blank.
fn shown(text: &str) -> Shown {
    let (mut out, mut rest) = (String::new(), text);
    let (mut overrides, mut sung) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find(['{', '\\']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let (replaced, length) = match (tail.get(..2), tail.find('}')) {
            (Some("\\N" | "\\n"), _) => ("\n", 2),
            (Some("\\h"), _) => (" ", 2),
            (Some("\\{"), _) => ("{", 2),
            (_, Some(close)) if tail.starts_with('{') => {
                overrides.push(out.len());
                sung.extend(tail.get(1..close).and_then(syllable).map(|length| (out.len(), length)));
                ("", close + 1)
            }
            _ => (tail.get(..1).unwrap_or_default(), 1),
        };
        out.push_str(replaced);
        rest = tail.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    overrides.push(out.len());
    let pairs = overrides.iter().zip(overrides.iter().skip(1));
    let styled = pairs.map(|(from, to)| *from..*to).step_by(2).filter(|range| !range.is_empty()).collect();
    Shown { text: out, styled, sung }
}

/// The length of a syllable in centiseconds: `\k`, `\K`, `\kf`, `\ko` and a number.
fn syllable(tags: &str) -> Option<u32> {
    let tag = tags.split('\\').find_map(|tag| tag.strip_prefix(['k', 'K']))?;
    tag.trim_start_matches(['f', 'o']).trim().parse().ok()
}

/// The words of a line in which syllables have lengths: a word begins with the syllable that begins it.
fn sung_words(text: &str, sung: &[(usize, u32)], begins: Timestamp, ends: Timestamp) -> Vec<FileWord> {
    let mut at = u64::from(begins.as_millis());
    let mut times = Vec::new();
    for (from, length) in sung {
        let time = u32::try_from(at).map_or(ends, Timestamp::from_millis);
        times.push((*from, time.min(ends)));
        at = at.saturating_add(u64::from(*length) * 10);
    }
    if times.is_empty() {
        return Vec::new();
    }
    let mut words = word_times::starts(text, &times);
    word_times::ends(&mut words, Some(ends));
    words
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn dialogue_is_read_by_the_names_of_its_fields_and_without_its_styles() {
        let text = "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nComment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown\nDialogue: 0,0:00:01.00,0:00:02.50,Default,Amal,0,0,0,,{\\i1}Good, day{\\i0}\\Nto\\hyou\nDialogue: 0,soon,0:00:09.00,Default,,0,0,0,,x\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!((file.form, file.cues.len(), file.unread[0].line), (Form::Ass, 1, 11));
        let cue = &file.cues[0];
        assert_eq!(cue.span().unwrap().to_string(), "0:01.000–0:02.500");
        assert_eq!(
            (cue.lines().collect::<Vec<_>>(), cue.turns[0].speaker.as_deref()),
            (vec!["Good, day", "to you"], Some("Amal"))
        );
        let place = &cue.place;
        assert_eq!((&text[place.start.clone().unwrap()], &text[place.whole.clone()][..9]), ("0:00:01.00", "Dialogue:"));
        assert!(text[place.text.clone()].starts_with("{\\i1}Good"));
    }

    #[test]
    fn syllables_that_are_sung_give_words_their_times() {
        let text = "[Script Info]\n\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:03.00,{\\k20}The {\\kf30}coun{\\k10}cil {\\K40}met\nDialogue: 0:00:03.00,0:00:04.00,The {\\c&HFF&}council{\\r} met\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        let words: Vec<_> = file.cues[0].words.iter().map(|w| (w.text.as_str(), w.start.unwrap().as_millis())).collect();
        assert_eq!(words, [("The", 1000), ("council", 1200), ("met", 1600)]);
        assert_eq!((file.cues[0].words[2].end, file.cues[1].marked.clone()), (file.cues[0].end, Some(1..2)));
    }
}
