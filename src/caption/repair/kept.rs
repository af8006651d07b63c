//! What a repair must leave in a file: for the tests here and for the fuzzer, which reads this file as its own.

use crate::timed;

/// The runs of letters of a file, sorted; a character reference is the letter that it stands for, and controls of direction, which
/// are set anew where a line would show in the wrong order, are none.
pub(super) fn words(bytes: &[u8]) -> Vec<String> {
    let is_control =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = timed::resolve_references(&text(bytes)).replace("\\n", " ").replace("\\r", " ").replace("\\t", " ");
    let text = text.replace(is_control, "");
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.retain(|word| word != "br");
    words.sort();
    words
}

/// What stands outside the cues, without white space. A number alone in its line is left out of SubRip: where the empty cue below it
/// is taken out, it is that of the next.
pub(super) fn outside(bytes: &[u8]) -> Option<String> {
    let file = timed::read(bytes, None, None).ok()?;
    let mut out = Vec::new();
    let mut at = 0;
    for cue in &file.cues {
        out.extend_from_slice(file.source.get(at..cue.place.whole.start)?);
        at = cue.place.whole.end;
    }
    out.extend_from_slice(file.source.get(at..)?);
    let is_number = |line: &&str| file.form == timed::Form::Srt && line.trim().chars().all(char::is_numeric);
    Some(String::from_utf8_lossy(&out).lines().filter(|line| !is_number(line)).flat_map(str::split_whitespace).collect())
}

/// Whether every one of sorted `some` is in sorted `all`, as often.
pub(super) fn holds(all: &[String], some: &[String]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|word| rest.by_ref().any(|other| other == word))
}

/// The file as text, in whatever encoding it is.
fn text(bytes: &[u8]) -> String {
    timed::read(bytes, None, None).map_or_else(|_| String::new(), |file| String::from_utf8_lossy(&file.source).into_owned())
}
