//! A sentence of which most words were misheard: its mishearings are told as one, since none of them can be told from the others.

use std::ops::Range;

use super::super::document::{AlignedSentence, Difference, DifferenceKind, PublishedWords, SaidWords, Weight};
use crate::text::TextRange;

/// The differences with each run of mishearings as one; `words` gives the heard words of a range. The words between those, which were
/// heard as printed by chance or not, go with them.
pub(super) fn fold(
    sentence: &mut AlignedSentence,
    text: &str,
    all: Vec<Difference>,
    words: impl Fn(&Range<usize>) -> SaidWords,
) -> Vec<Difference> {
    let runs = all.chunk_by(|a, b| a.weight == Weight::Hearing && b.weight == Weight::Hearing);
    let folded = runs.flat_map(|run| match one(sentence, text, run, &words) {
        Some(whole) => vec![whole],
        None => run.to_vec(),
    });
    folded.collect()
}

/// A run of several mishearings as one; `None` where other words stand between them in either text.
fn one(
    sentence: &mut AlignedSentence,
    text: &str,
    run: &[Difference],
    words: impl Fn(&Range<usize>) -> SaidWords,
) -> Option<Difference> {
    let first = run.first().filter(|_| run.len() > 1)?;
    let range = hull(run.iter().filter_map(|d| d.published.as_ref()).map(|p| p.range.start()..p.range.end()))?;
    let said = hull(run.iter().filter_map(|d| d.said.as_ref()).map(|s| s.words.indices()))?;
    let inside = |at: TextRange| range.start <= at.start() && at.end() <= range.end;
    if !is_closed(sentence, run, &range, &said) {
        return None;
    }
    for word in sentence.words.iter_mut().filter(|word| inside(word.range)) {
        word.same = word.heard.map(|_| false);
    }
    let published = TextRange::at(range.start, range.end);
    Some(Difference {
        published: Some(PublishedWords { range: published, text: published.of(text).to_owned() }),
        said: Some(words(&said)),
        at: range.start,
        kind: DifferenceKind::Wording,
        weight: Weight::Hearing,
        confidence: run.iter().map(|d| d.confidence).fold(first.confidence, f32::max),
    })
}

fn hull(ranges: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

/// Whether all that was heard within `said` was heard for words of `range` or stands in the run, and nothing else was heard for those.
fn is_closed(sentence: &AlignedSentence, run: &[Difference], range: &Range<usize>, said: &Range<usize>) -> bool {
    let mut own = vec![false; said.len()];
    let mut mark = |heard: Range<usize>| {
        let within = said.start <= heard.start && heard.end <= said.end;
        heard.filter(|at| said.contains(at)).for_each(|at| own[at - said.start] = true);
        within
    };
    run.iter().filter_map(|d| d.said.as_ref()).for_each(|s| {
        mark(s.words.indices());
    });
    let linked = sentence.words.iter().filter_map(|word| Some((word.range, word.heard?.indices())));
    let closed = linked.into_iter().all(|(at, heard)| {
        let inside = range.start <= at.start() && at.end() <= range.end;
        if inside { mark(heard) } else { heard.end <= said.start || heard.start >= said.end }
    });
    closed && own.iter().all(|own| *own)
}
