//! Marks in the lines of a cue: punctuation that stands at the wrong end, and the controls that right-to-left lines need.

use super::super::lint::shows_wrong;
use super::super::{Bidi, Format, RawCue, Turn, bidi, punctuation};
use super::item::{Ground, Item};

/// `item` with its punctuation behind its lines, and marked where a line would show in the wrong order.
pub(super) fn mended(item: &Item, ground: &Ground<'_>) -> Option<Item> {
    let [turn] = &item.cue.turns[..] else { return None };
    if !ground.editing.letters || !ground.right_to_left || turn.label.is_some() {
        return None;
    }
    let text = ground.text(item)?;
    let line_break = ground.line_break(item);
    let written: Vec<&str> = text.split(line_break).collect();
    if written.len() != turn.lines.len() {
        return None;
    }
    let pairs: Vec<(String, String)> =
        written.iter().zip(&turn.lines).map(|(written, line)| mended_line(written, line, ground)).collect();
    let (written, lines): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
    let tokens = |lines: &[String]| lines.iter().flat_map(|line| line.split_whitespace()).count();
    if !item.cue.words.is_empty() && tokens(&lines) != tokens(&turn.lines) {
        return None;
    }
    let cue = RawCue { turns: vec![Turn { lines, ..turn.clone() }], ..item.cue.clone() };
    Some(Item { cue, text: Some(written.join(line_break)), ..item.clone() })
}

/// A line as it is written and as it reads, both mended.
fn mended_line(written: &str, line: &str, ground: &Ground<'_>) -> (String, String) {
    let (mut written, mut line) = (written.to_owned(), line.to_owned());
    // With markup or character references among them, the letters as written are not those that are read.
    if !written.contains(['<', '{', '&'])
        && let Some(straight) = straightened(&written)
    {
        (written, line) = (straight.clone(), straight);
    }
    let is_wrong = shows_wrong(ground.format, &line).is_some();
    let has_references = written.contains('&') && line.contains(bidi::is_control);
    if is_wrong && !has_references {
        let (before, core, after) = without_tags(&written);
        let plain = bidi::strip(&line);
        let wrapped = marked(plain.trim(), ground);
        let (front, behind) = wrapped.split_once(plain.trim()).unwrap_or(("", ""));
        written = format!("{before}{front}{}{behind}{after}", bidi::strip(core).trim());
        line = wrapped;
    }
    (written, line)
}

/// A line with the punctuation that stands in front of it behind it; `None` when there is none.
fn straightened(line: &str) -> Option<String> {
    let plain = bidi::strip(line);
    let plain = plain.trim();
    let marks = punctuation::reversed_mark(plain)?;
    Some(format!("{}{}", plain.get(marks..)?.trim_start(), plain.get(..marks)?))
}

fn marked(line: &str, ground: &Ground<'_>) -> String {
    match ground.format {
        Some(Format::Srt) => bidi::for_srt(line, true, ground.bidi),
        Some(Format::Vtt) if ground.bidi != Bidi::None => bidi::for_vtt(line, true),
        _ => line.to_owned(),
    }
}

/// A line as written: the tags in front of its text, the text, the tags behind it.
fn without_tags(line: &str) -> (&str, &str, &str) {
    let mut from = 0;
    while line.get(from..).is_some_and(|rest| rest.starts_with(['<', '{'])) {
        let Some(length) = line.get(from..).and_then(|rest| rest.find(['>', '}'])) else { break };
        from += length + 1;
    }
    let rest = line.get(from..).unwrap_or("");
    let mut to = rest.len();
    while let Some(inside) = rest.get(..to).filter(|inside| inside.ends_with('>')) {
        let Some(at) = inside.rfind("</") else { break };
        to = at;
    }
    (line.get(..from).unwrap_or(""), rest.get(..to).unwrap_or(""), rest.get(to..).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_around_the_text_of_a_line() {
        assert_eq!(without_tags("{\\an8}<i>نعم <b>x</b> y</i>"), ("{\\an8}<i>", "نعم <b>x</b> y", "</i>"));
        assert_eq!(without_tags("نعم < 3"), ("", "نعم < 3", ""));
    }

    #[test]
    fn punctuation_goes_behind_its_line() {
        assert_eq!(straightened("\u{202b}.مرحبا بكم\u{202c}").as_deref(), Some("مرحبا بكم."));
        assert_eq!(straightened("مرحبا بكم."), None);
    }
}
