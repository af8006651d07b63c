//! Captions that repeat themselves: rolling ones show each line once more above the next, highlighted ones show the same text
//! again for every word. Both are undone, so that each text stands once, with the times of its words.

use super::marks::is_blank;
use super::{FileCue, FileTurn, FileWord, TimedText};
use crate::time::{Millis, Timestamp};

/// Of a hundred cues of a file that rolls, so many at least show lines of the cue before.
const SHARE: usize = 30;
/// Only cues that touch, or leave no longer a gap than this, repeat each other: a refrain behind a pause is sung again.
const TOUCH: Millis = Millis::new(50);

/// A line that shows, with the times of its words where the file has them.
#[derive(Clone, PartialEq)]
struct Line {
    text: String,
    speaker: Option<String>,
    words: Vec<FileWord>,
}

/// Takes out of `file` what its cues repeat, when it is such a file; [`TimedText::repeats`] counts what was taken.
pub(super) fn undo(file: &mut TimedText) {
    let shown: Vec<Vec<Line>> = file.cues.iter().map(lines).collect();
    let repeated: Vec<usize> = (0..shown.len()).map(|at| repeated(&file.cues, &shown, at)).collect();
    let repeats = repeated.iter().filter(|lines| **lines > 0).count();
    if repeats * 100 < shown.len() * SHARE || repeats < 2 {
        return;
    }
    file.repeats = repeats;
    let cues = std::mem::take(&mut file.cues);
    for (cue, (shown, repeated)) in cues.into_iter().zip(shown.into_iter().zip(repeated)) {
        let new = shown.get(repeated..).unwrap_or(&[]);
        if new.is_empty() && repeated > 0 {
            if let Some(last) = file.cues.last_mut() {
                hold(last, &cue);
            }
        } else {
            file.cues.push(with_lines(cue, new));
        }
    }
}

/// How many lines the cue at `at` shows that the cue before shows too. Behind a pause they are such only above a line whose words
/// have times: that is how lines roll.
fn repeated(cues: &[FileCue], shown: &[Vec<Line>], at: usize) -> usize {
    let Some(before) = at.checked_sub(1) else { return 0 };
    let same = shared_lines(&shown[before], &shown[at], |a, b| a.text == b.text);
    let rolls = shown[at].get(same).is_some_and(|new| !new.words.is_empty());
    if rolls || touch(&cues[before], &cues[at]) { same } else { 0 }
}

/// The lines of a cue that show anything.
fn lines(cue: &FileCue) -> Vec<Line> {
    let mut at = 0;
    let mut found = Vec::new();
    for turn in &cue.turns {
        for line in &turn.lines {
            let count = line.split_whitespace().count();
            let words = cue.words.get(at..at + count).map_or(Vec::new(), <[_]>::to_vec);
            at += count;
            if !is_blank(line) {
                let words = if words.iter().any(|word| word.start.is_some()) { words } else { Vec::new() };
                found.push(Line { text: line.trim().to_owned(), speaker: turn.speaker.clone(), words });
            }
        }
    }
    found
}

fn touch(before: &FileCue, cue: &FileCue) -> bool {
    before.end.zip(cue.start).is_some_and(|(end, start)| follows_at_once(end, start))
}

/// Whether a cue that begins at `start` follows one that ends at `end` so closely that it can show it once more.
pub(crate) fn follows_at_once(end: Timestamp, start: Timestamp) -> bool {
    start <= end + TOUCH
}

/// How many of the first lines of `new` are the last of `old`.
pub(crate) fn shared_lines<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> usize {
    let same = |count: &usize| old.iter().skip(old.len() - count).zip(new).all(|(a, b)| is_same(a, b));
    (1..=old.len().min(new.len())).rev().find(same).unwrap_or(0)
}

/// A cue that shows nothing new: what it shows stays on the screen, and one of its words may be marked for having been said.
fn hold(last: &mut FileCue, cue: &FileCue) {
    last.end = last.end.max(cue.end);
    last.place.whole.end = last.place.whole.end.max(cue.place.whole.end);
    for (word, heard) in last.words.iter_mut().zip(&cue.words) {
        if word.start.is_none() && heard.start.is_some() {
            *word = heard.clone();
        }
    }
}

fn with_lines(cue: FileCue, lines: &[Line]) -> FileCue {
    let turns = lines.iter().map(|line| FileTurn::of(line.speaker.as_deref(), vec![line.text.clone()]));
    let mut joined: Vec<FileTurn> = Vec::new();
    for turn in turns {
        match joined.last_mut().filter(|last| last.speaker == turn.speaker) {
            Some(last) => last.lines.extend(turn.lines),
            None => joined.push(turn),
        }
    }
    let words = if lines.iter().any(|line| !line.words.is_empty()) { words(lines, cue.start) } else { Vec::new() };
    FileCue { turns: joined, words, ..cue }
}

/// A word for each token; what was said before any time in its line begins with the cue.
fn words(lines: &[Line], start: Option<Timestamp>) -> Vec<FileWord> {
    let mut words: Vec<FileWord> = Vec::new();
    for line in lines {
        if line.words.is_empty() {
            words.extend(line.text.split_whitespace().map(FileWord::untimed));
        } else {
            words.extend(line.words.iter().cloned());
        }
    }
    if let Some(first) = words.first_mut().filter(|word| word.start.is_none() && word.end.is_some()) {
        first.start = start;
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, TimedText, read};
    use std::fmt::Write;

    fn file(text: &str) -> TimedText {
        read(text.as_bytes(), Some(Form::Vtt), None).unwrap()
    }

    fn told(file: &TimedText) -> Vec<(u32, u32, String)> {
        let ms = |time: Option<crate::time::Timestamp>| time.map_or(0, |time| time.as_millis());
        file.cues.iter().map(|c| (ms(c.start), ms(c.end), c.lines().collect::<Vec<_>>().join("|"))).collect()
    }

    #[test]
    fn rolling_lines_stand_once_with_the_times_of_their_words() {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n \nOne<00:01.500><c> two</c>\n\n00:02.000 --> 00:02.010\nOne two\n \n\n00:02.010 --> 00:04.000\nOne two\nthree<00:03.000><c> four</c>\n\n00:04.000 --> 00:04.010\nthree four\n \n\n00:09.000 --> 00:10.000\nthree four\n";
        let file = file(text);
        assert_eq!(file.repeats, 3);
        let expected = [(1000, 2010, "One two"), (2010, 4010, "three four"), (9000, 10_000, "three four")];
        assert_eq!(told(&file), expected.map(|(start, end, text)| (start, end, text.to_owned())));
        let starts: Vec<_> = file.cues.iter().flat_map(|c| &c.words).map(|w| w.start.unwrap().as_millis()).collect();
        assert_eq!(starts, [1000, 1500, 2010, 3000]);
    }

    #[test]
    fn a_refrain_is_sung_again() {
        let mut text = "WEBVTT\n".to_owned();
        for at in 0..9 {
            write!(text, "\n00:0{at}.000 --> 00:0{at}.900\n{}\n", if at % 4 == 1 { "la la" } else { "Verse" }).unwrap();
        }
        let file = file(&text);
        assert_eq!((file.cues.len(), file.repeats), (9, 0));
    }
}
