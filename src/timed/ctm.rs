//! NIST CTM, as Kaldi and its scoring tools write it: recording, channel, start, length, word and confidence, a word a line.

use super::lines::Lines;
use super::phrases::{self, Placed};
use super::{FileWord, Form, TimedText};
use crate::time::Timestamp;

/// So many lines make a text one of this form.
const LEAST: usize = 3;
/// So many lines tell.
const LOOKED_AT: usize = 100;

/// Whether the first lines of a text are of this form: all but a few.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let filled = lines.iter().filter(|line| !line.trim().is_empty() && !is_comment(line)).take(LOOKED_AT);
    let (words, all) = filled.fold((0, 0), |(words, all), line| (words + usize::from(word(line).is_some()), all + 1));
    words >= LEAST && words * 4 >= all * 3
}

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Ctm);
    let (mut words, mut channels): (Vec<Placed>, Vec<&str>) = (Vec::new(), Vec::new());
    for at in 0..lines.len() {
        let line = lines.get(at);
        match word(line) {
            Some((channel, word)) if !is_noise(&word.text) => {
                if !channels.contains(&channel) && channels.len() < MOST_CHANNELS {
                    channels.push(channel);
                }
                words.push(Placed { word, place: lines.range(at), speaker: Some(format!("Channel {channel}")) });
            }
            Some(_) => {}
            None if line.trim().is_empty() || is_comment(line) => {}
            None => file.unread.push(lines.unread(at, "word with its time")),
        }
    }
    if channels.len() < 2 {
        words.iter_mut().for_each(|placed| placed.speaker = None);
    }
    file.cues = phrases::cues(words);
    lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    file
}

/// More than these are not told apart.
const MOST_CHANNELS: usize = 16;

fn is_comment(line: &str) -> bool {
    line.starts_with(";;")
}

/// Silence and noise stand between signs.
fn is_noise(word: &str) -> bool {
    word.starts_with(['<', '[']) || word == "@" || word.eq_ignore_ascii_case("sil")
}

/// The channel and the word of a line.
fn word(line: &str) -> Option<(&str, FileWord)> {
    let mut fields = line.split_whitespace();
    let (_, channel, start, lasts, text) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let confidence: Option<f32> = fields.next().and_then(|field| field.parse().ok());
    if channel.chars().count() > 2 || fields.count() > 2 || !start.contains('.') && !lasts.contains('.') {
        return None;
    }
    let (start, lasts): (f64, f64) = (start.parse().ok()?, lasts.parse().ok()?);
    let (begins, ends) = (Timestamp::from_seconds(start)?, Timestamp::from_seconds(start + lasts)?);
    let confidence = confidence.filter(|c| (0.0..=1.0).contains(c));
    let word = FileWord { text: text.to_owned(), start: Some(begins), end: Some(ends), confidence, is_inferred: false };
    Some((channel, word))
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn a_word_a_line_with_channel_and_confidence() {
        let text =
            ";; made by hand\nnews 1 1.00 0.20 good 0.9\nnews 1 1.30 0.10 <eps>\nnews 1 1.50 0.40 day 0.8\nnews 1 x\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!((file.form, file.unread[0].line), (Form::Ctm, 5));
        let words: Vec<_> = file.cues[0].words.iter().map(|w| (w.text.as_str(), w.span().unwrap().to_string())).collect();
        assert_eq!(words, [("good", "0:01.000–0:01.200".to_owned()), ("day", "0:01.500–0:01.900".to_owned())]);
        assert_eq!((file.cues[0].words[1].confidence, file.cues[0].place.line), (Some(0.8), 2));
        let text = "a A 1.0 0.2 yes\na B 1.1 0.2 no\na A 1.5 0.2 well\n";
        let speakers: Vec<_> =
            read(text.as_bytes(), None, None).unwrap().cues.iter().map(|c| c.turns[0].speaker.clone().unwrap()).collect();
        assert_eq!(speakers, ["Channel A", "Channel B", "Channel A"]);
    }
}
