//! Captions that repeat themselves: rolling ones show each line once more above the next, highlighted ones show the same text
//! again for every word, growing ones all that was said in a line with every new word. All are undone, so that each text stands once, with the times of its words.

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

/// What a cue shows that the cue before shows too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    /// So many lines, its first ones.
    Lines(usize),
    /// All of it, but for words behind so many words: it is written while it is said.
    Grown(usize),
}

/// Takes out of `file` what its cues repeat, when it is such a file; [`TimedText::repeats`] counts what was taken.
pub(super) fn undo(file: &mut TimedText) {
    let shown: Vec<Vec<Line>> = file.cues.iter().map(lines).collect();
    let repeated: Vec<Repeat> = (0..shown.len()).map(|at| repeat(&file.cues, &shown, at)).collect();
    let repeats = repeated.iter().filter(|repeat| **repeat != Repeat::Lines(0)).count();
    if repeats * 100 < shown.len() * SHARE || repeats < 2 {
        return;
    }
    file.repeats = repeats;
    let cues = std::mem::take(&mut file.cues);
    // Lines that the last cue does not show any more, of those that its own cue showed.
    let mut cut = 0;
    for (cue, (shown, repeat)) in cues.into_iter().zip(shown.into_iter().zip(repeated)) {
        match (repeat, file.cues.last_mut()) {
            (Repeat::Grown(before), Some(last)) => grow(last, &cue, shown.get(cut..).unwrap_or_default(), before),
            (Repeat::Lines(lines), Some(last)) if lines > 0 && lines >= shown.len() => {
                cut = cut.min(shown.len());
                hold(last, &cue);
                mark(last, &cue, shown.get(..cut).unwrap_or_default());
            }
            (Repeat::Lines(lines), _) => {
                let (old, new) = shown.split_at_checked(lines).unwrap_or((&[], &shown));
                let mut kept = with_lines(cue.clone(), new);
                mark(&mut kept, &cue, old);
                file.cues.push(kept);
                cut = lines;
            }
            (Repeat::Grown(_), None) => file.cues.push(cue),
        }
    }
}

/// What the cue at `at` shows again.
fn repeat(cues: &[FileCue], shown: &[Vec<Line>], at: usize) -> Repeat {
    let same = repeated(cues, shown, at);
    let grown = at.checked_sub(1).filter(|before| same == 0 && touch(&cues[*before], &cues[at]));
    match grown.and_then(|before| grown_behind(&shown[before], &shown[at])) {
        Some(words) => Repeat::Grown(words),
        None => Repeat::Lines(same),
    }
}

/// The words of the last line of `old`, when `new` has the same lines but for more words behind that one.
fn grown_behind(old: &[Line], new: &[Line]) -> Option<usize> {
    let ((last, old), (longer, new)) = (old.split_last()?, new.split_last()?);
    let is_bare = last.words.is_empty() && longer.words.is_empty() && last.speaker == longer.speaker;
    let more = longer.text.strip_prefix(last.text.as_str())?;
    let same = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.text == b.text);
    (is_bare && same && more.starts_with(char::is_whitespace)).then(|| last.text.split_whitespace().count())
}

/// Takes up the words that a cue has more than the one before: they are said from its start on.
fn grow(last: &mut FileCue, cue: &FileCue, lines: &[Line], before: usize) {
    let mut words = std::mem::take(&mut last.words);
    let first = last.start;
    last.turns = with_lines(FileCue::default(), lines).turns;
    let texts: Vec<&str> = lines.iter().flat_map(|line| line.text.split_whitespace()).collect();
    let above = texts.len() - lines.last().map_or(0, |line| line.text.split_whitespace().count());
    let known = (above + before).min(texts.len());
    if words.len() != known {
        words = texts.iter().take(known).copied().map(FileWord::untimed).collect();
        if let Some(word) = words.first_mut() {
            word.start = first;
        }
    }
    if let Some(word) = words.last_mut().filter(|word| word.start.is_some()) {
        word.end = cue.start;
    }
    words.extend(texts.iter().skip(known).copied().map(FileWord::untimed));
    let is_one = words.len() == known + 1;
    if let Some(word) = words.get_mut(known) {
        (word.start, word.end) = (cue.start, cue.end.filter(|_| is_one));
    }
    last.words = words;
    last.end = last.end.max(cue.end);
    last.place.whole.end = last.place.whole.end.max(cue.place.whole.end);
}

/// Gives the word that `shown` marks the times at which it is shown; `above` are its lines that `kept` has no more.
fn mark(kept: &mut FileCue, shown: &FileCue, above: &[Line]) {
    let Some(marked) = &shown.marked else { return };
    let above: usize = above.iter().map(|line| line.text.split_whitespace().count()).sum();
    let Some(at) = marked.start.checked_sub(above) else { return };
    if kept.words.is_empty() {
        kept.words = kept.lines().flat_map(str::split_whitespace).map(FileWord::untimed).collect();
    }
    if let Some(word) = kept.words.get_mut(at).filter(|word| word.start.is_none()) {
        (word.start, word.end) = (shown.start, shown.end.filter(|_| marked.len() == 1));
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

    type Words = Vec<(String, Option<u32>, Option<u32>)>;

    fn timed(file: &TimedText) -> Words {
        let ms = |time: Option<crate::time::Timestamp>| time.map(crate::time::Timestamp::as_millis);
        file.cues.iter().flat_map(|c| &c.words).map(|w| (w.text.clone(), ms(w.start), ms(w.end))).collect()
    }

    #[test]
    fn a_line_that_grows_stands_once_with_the_times_of_its_words() {
        let text = "WEBVTT\n\n00:00.000 --> 00:00.500\nThe\n\n00:00.500 --> 00:00.900\nThe council\n\n00:00.900 --> 00:02.000\nThe council met today\n\n00:02.000 --> 00:02.500\nand\n\n00:02.500 --> 00:03.000\nand agreed\n\n00:05.000 --> 00:06.000\nand agreed nothing\n";
        let file = file(text);
        assert_eq!(file.repeats, 3);
        let expected = [(0, 2000, "The council met today"), (2000, 3000, "and agreed"), (5000, 6000, "and agreed nothing")];
        assert_eq!(told(&file), expected.map(|(start, end, text)| (start, end, text.to_owned())));
        let expected = [
            ("The", Some(0), Some(500)),
            ("council", Some(500), Some(900)),
            ("met", Some(900), None),
            ("today", None, None),
            ("and", Some(2000), Some(2500)),
            ("agreed", Some(2500), Some(3000)),
        ];
        assert_eq!(timed(&file), expected.map(|(word, start, end)| (word.to_owned(), start, end)));
    }

    #[test]
    fn lines_that_roll_and_grow_stand_once() {
        let text = "WEBVTT\n\n00:00.000 --> 00:01.000\nabove all\nthe\n\n00:01.000 --> 00:02.000\nabove all\nthe second\n\n00:02.000 --> 00:03.000\nthe second\nthird\n\n00:03.000 --> 00:04.000\nthe second\nthird grows\n";
        let expected = [(0, 2000, "above all|the second"), (2000, 4000, "third grows")];
        assert_eq!(told(&file(text)), expected.map(|(start, end, text)| (start, end, text.to_owned())));
    }

    #[test]
    fn words_that_are_marked_one_after_the_other_have_the_times_of_their_cues() {
        let text = "WEBVTT\n\n00:00.000 --> 00:00.400\n<u>The</u> council met\n\n00:00.400 --> 00:00.800\nThe <u>council</u> met\n\n00:00.800 --> 00:01.600\nThe council <u>met</u>\n\n00:03.000 --> 00:04.000\nand more\n";
        let file = file(text);
        assert_eq!((file.repeats, file.cues.len()), (2, 2));
        let expected = [("The", 0, 400), ("council", 400, 800), ("met", 800, 1600)];
        assert_eq!(timed(&file), expected.map(|(word, start, end)| (word.to_owned(), Some(start), Some(end))));
    }
}
