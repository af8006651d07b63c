//! The words of an alignment: those of each sentence of the article, and when each word of the transcript was said.

use super::super::fault::DbResult;
use super::columns::{Reader, Writer, deflated, inflated};
use super::confidences;
use crate::align::{AlignedWord, Alignment, Link, WordRange};
use crate::text::TextRange;
use crate::time::{Span, Timed, Timestamp};

/// The words of each sentence, and the time of each word of the transcript.
#[derive(Debug, Default, PartialEq)]
pub(in super::super) struct AlignedWords {
    pub(in super::super) sentences: Vec<Vec<AlignedWord>>,
    pub(in super::super) times: Vec<Timed>,
}

impl AlignedWords {
    /// Takes out of an alignment what [`pack_alignment`] keeps of it.
    pub(in super::super) fn take_from(alignment: &mut Alignment) -> Self {
        let words = |sentence: &mut crate::align::AlignedSentence| std::mem::take(&mut sentence.words);
        let times = std::mem::take(&mut alignment.word_times);
        Self { sentences: alignment.sentences.iter_mut().map(words).collect(), times }
    }

    /// Puts it back.
    pub(in super::super) fn put_into(self, alignment: &mut Alignment) {
        alignment.word_times = self.times;
        for (sentence, words) in alignment.sentences.iter_mut().zip(self.sentences) {
            sentence.words = words;
        }
    }
}

/// Only ever appended to: a word's row holds the place in this list.
const LINKS: [Link; 8] =
    [Link::None, Link::Exact, Link::Variant, Link::Number, Link::Sound, Link::Fuzzy, Link::Joined, Link::Substituted];

/// The words of an alignment that is to be kept.
pub(in super::super) fn pack_alignment(alignment: &Alignment) -> Vec<u8> {
    let sentences: Vec<&[AlignedWord]> = alignment.sentences.iter().map(|sentence| sentence.words.as_slice()).collect();
    pack(&sentences, &alignment.word_times)
}

#[cfg(test)]
pub(super) fn pack_aligned(words: &AlignedWords) -> Vec<u8> {
    pack(&words.sentences.iter().map(Vec::as_slice).collect::<Vec<_>>(), &words.times)
}

fn pack(sentences: &[&[AlignedWord]], all_times: &[Timed]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(all_times.len());
    times(all_times, &mut out);
    out.count(sentences.len());
    sentences.iter().for_each(|words| out.count(words.len()));
    let words: Vec<&AlignedWord> = sentences.iter().copied().flatten().collect();
    ranges(&words, &mut out);
    words.iter().for_each(|word| out.byte(marks(word)));
    heard(&words, &mut out);
    spans(&words, all_times, &mut out);
    confidences::write(&words.iter().map(|word| word.confidence).collect::<Vec<_>>(), &mut out);
    deflated(&out.0)
}

/// What [`pack_alignment`] made a value of.
pub(in super::super) fn unpack_alignment(what: &str, value: &[u8]) -> DbResult<AlignedWords> {
    let bytes = inflated(what, value)?;
    let mut from = Reader::new(what, &bytes);
    let count = from.count()?;
    let times = read_times(count, &mut from)?;
    let counts: Vec<usize> = (0..from.count()?).map(|_| from.count()).collect::<DbResult<_>>()?;
    let count = counts.iter().try_fold(0_usize, |sum, n| sum.checked_add(*n)).filter(|sum| *sum <= bytes.len());
    let count = count.ok_or_else(|| from.wrong("it holds less than it says"))?;
    let ranges = read_ranges(count, &mut from)?;
    let marks: Vec<u8> = (0..count).map(|_| from.byte()).collect::<DbResult<_>>()?;
    let heard = read_heard(count, &mut from)?;
    let spans = read_spans(&marks, &heard, &times, &mut from)?;
    let confidences = confidences::read(count, &mut from)?;
    let mut words = Vec::with_capacity(count);
    for n in 0..count {
        let (link, timed, same) = unmarked(marks[n], spans[n]).ok_or_else(|| from.wrong("a word has an unknown mark"))?;
        let (range, heard, confidence) = (ranges[n], heard[n], confidences[n]);
        words.push(AlignedWord { range, link, time: timed, heard, confidence, same });
    }
    let mut words = words.into_iter();
    let sentences = counts.into_iter().map(|n| words.by_ref().take(n).collect()).collect();
    Ok(AlignedWords { sentences, times })
}

/// Link, kind of time and judgement in one byte.
fn marks(word: &AlignedWord) -> u8 {
    let link = LINKS.iter().position(|link| *link == word.link).unwrap_or(0) as u8;
    let same = match word.same {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    link | kind(word.time) << 4 | same << 6
}

fn unmarked(marks: u8, span: Option<Span>) -> Option<(Link, Timed, Option<bool>)> {
    let same = match marks >> 6 {
        0 => None,
        1 => Some(false),
        2 => Some(true),
        _ => return None,
    };
    Some((*LINKS.get(usize::from(marks & 15))?, timed(marks >> 4 & 3, span)?, same))
}

fn kind(time: Timed) -> u8 {
    match time {
        Timed::Absent => 0,
        Timed::Heard(_) => 1,
        Timed::Inferred(_) => 2,
    }
}

fn timed(kind: u8, span: Option<Span>) -> Option<Timed> {
    match (kind, span) {
        (0, _) => Some(Timed::Absent),
        (1, Some(span)) => Some(Timed::Heard(span)),
        (2, Some(span)) => Some(Timed::Inferred(span)),
        _ => None,
    }
}

fn step_span(before: &mut u64, span: Span, out: &mut Writer) {
    out.step(*before, u64::from(span.start().as_millis()));
    out.number(u64::from(span.duration().as_millis()));
    *before = u64::from(span.end().as_millis());
}

fn read_span(before: &mut u64, from: &mut Reader<'_>) -> DbResult<Span> {
    let start = u32::try_from(from.step(*before)?).map_err(|_| from.wrong("a word begins too late"))?;
    let end = start.checked_add(from.small()?).ok_or_else(|| from.wrong("a word ends too late"))?;
    *before = u64::from(end);
    Ok(Span::between(Timestamp::from_millis(start), Timestamp::from_millis(end)))
}

fn times(all: &[Timed], out: &mut Writer) {
    all.iter().for_each(|time| out.byte(kind(*time)));
    let mut before = 0;
    all.iter().filter_map(|time| time.span()).for_each(|span| step_span(&mut before, span, out));
}

fn read_times(count: usize, from: &mut Reader<'_>) -> DbResult<Vec<Timed>> {
    let kinds: Vec<u8> = (0..count).map(|_| from.byte()).collect::<DbResult<_>>()?;
    let mut before = 0;
    let one = |kind: u8, from: &mut Reader<'_>, before: &mut u64| {
        let span = if kind == 0 { None } else { Some(read_span(before, from)?) };
        timed(kind, span).ok_or_else(|| from.wrong("a time is of an unknown kind"))
    };
    kinds.into_iter().map(|kind| one(kind, from, &mut before)).collect()
}

fn ranges(words: &[&AlignedWord], out: &mut Writer) {
    let mut before = 0;
    for word in words {
        out.step(before, word.range.start() as u64);
        out.count(word.range.end() - word.range.start());
        before = word.range.end() as u64;
    }
}

fn read_ranges(count: usize, from: &mut Reader<'_>) -> DbResult<Vec<TextRange>> {
    let mut before = 0;
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let start = usize::try_from(from.step(before)?).map_err(|_| from.wrong("a word stands too far"))?;
        let range = start.checked_add(from.index()?).and_then(|end| TextRange::new(start, end));
        let range = range.ok_or_else(|| from.wrong("a word stands too far"))?;
        before = range.end() as u64;
        all.push(range);
    }
    Ok(all)
}

/// 0 for no word, 1 for the word behind the last one, else 2 and the range.
fn heard(words: &[&AlignedWord], out: &mut Writer) {
    let mut next = 0;
    for word in words {
        let Some(range) = word.heard else {
            out.byte(0);
            continue;
        };
        if (range.start(), range.end()) == (next, next + 1) {
            out.byte(1);
        } else {
            out.byte(2);
            out.step(next as u64, range.start() as u64);
            out.step(range.start() as u64, range.end() as u64);
        }
        next = range.end();
    }
}

fn read_heard(count: usize, from: &mut Reader<'_>) -> DbResult<Vec<Option<WordRange>>> {
    let mut next = 0_usize;
    let mut all = Vec::with_capacity(count);
    for _ in 0..count {
        let range = match from.byte()? {
            0 => None,
            1 => Some((next, next.checked_add(1).ok_or_else(|| from.wrong("a word stands too far"))?)),
            _ => {
                let start = from.step(next as u64)?;
                let (start, end) = (usize::try_from(start), usize::try_from(from.step(start)?));
                Some((
                    start.map_err(|_| from.wrong("a word stands too far"))?,
                    end.map_err(|_| from.wrong("a word stands too far"))?,
                ))
            }
        };
        next = range.map_or(next, |(_, end)| end);
        all.push(range.map(|(start, end)| WordRange::new(start, end)));
    }
    Ok(all)
}

/// From the first to the last time of what was heard.
fn of_heard(heard: Option<WordRange>, times: &[Timed]) -> Option<Span> {
    let heard = heard?;
    let mut spans = times.get(heard.start()..heard.end())?.iter().filter_map(|time| time.span());
    let first = spans.next()?;
    Some(spans.fold(first, |all, span| Span::between(all.start().min(span.start()), all.end().max(span.end()))))
}

/// 0 for the time of what was heard, else 1 and the time.
fn spans(words: &[&AlignedWord], times: &[Timed], out: &mut Writer) {
    let mut before = 0;
    for word in words {
        let Some(span) = word.time.span() else { continue };
        if of_heard(word.heard, times) == Some(span) {
            out.byte(0);
            before = u64::from(span.end().as_millis());
        } else {
            out.byte(1);
            step_span(&mut before, span, out);
        }
    }
}

fn read_spans(
    marks: &[u8],
    heard: &[Option<WordRange>],
    times: &[Timed],
    from: &mut Reader<'_>,
) -> DbResult<Vec<Option<Span>>> {
    let mut before = 0;
    let mut all = Vec::with_capacity(marks.len());
    for (marks, heard) in marks.iter().zip(heard) {
        if marks >> 4 & 3 == 0 {
            all.push(None);
            continue;
        }
        let span = match from.byte()? {
            0 => of_heard(*heard, times).ok_or_else(|| from.wrong("a word has the time of none"))?,
            _ => read_span(&mut before, from)?,
        };
        before = u64::from(span.end().as_millis());
        all.push(Some(span));
    }
    Ok(all)
}
