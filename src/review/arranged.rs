//! The segments of a transcript as people have changed them: cut and joined, worded, named; and which of the heard words each holds.

use std::collections::HashMap;
use std::ops::Range;

use crate::catalog::{OperationKind, StoredOperation};
use crate::text::Language;
use crate::time::{Span, Timestamp};
use crate::transcript::{Transcript, Word, reworded};

/// A segment as it is now.
#[derive(Debug, Clone)]
pub(super) struct Arranged {
    /// Its number: that of the transcript's segment, and a new one for what was cut off.
    pub(super) id: u32,
    /// Which words of the transcript it holds.
    pub(super) heard: Range<usize>,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) speaker: Option<String>,
    pub(super) language: Option<Language>,
    /// How often it was changed.
    pub(super) revision: u32,
    /// Who changed it last, and when.
    pub(super) changed: Option<(String, i64)>,
}

impl Arranged {
    /// The words that were heard in it.
    pub(super) fn heard<'a>(&self, base: &'a Transcript) -> &'a [Word] {
        base.words().get(self.heard.clone()).unwrap_or_default()
    }

    /// Its words as they are now, with the times of those that were heard.
    pub(super) fn words(&self, base: &Transcript) -> Vec<Word> {
        let heard = self.heard(base);
        if text_of(heard) == self.text { heard.to_vec() } else { reworded(heard, &self.text) }
    }
}

/// The words of a segment as one text.
pub(super) fn text_of(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The segments of `base` with its changes, which are in the order in which they were made.
pub(super) fn arranged(base: &Transcript, operations: &[StoredOperation]) -> Vec<Arranged> {
    let heard = |(id, segment): (usize, &crate::transcript::Segment)| Arranged {
        id: u32::try_from(id).unwrap_or(u32::MAX),
        heard: segment.words.clone(),
        span: segment.span,
        text: text_of(base.words().get(segment.words.clone()).unwrap_or_default()),
        speaker: segment.speaker.clone(),
        language: segment.language.clone(),
        revision: 0,
        changed: None,
    };
    let mut all: Vec<Arranged> = base.segments().iter().enumerate().map(heard).collect();
    // Those that were joined to others, which come back when that is undone.
    let mut joined = HashMap::new();
    operations.iter().for_each(|operation| apply(base, &mut all, &mut joined, operation));
    all
}

fn apply(base: &Transcript, all: &mut Vec<Arranged>, joined: &mut HashMap<u32, Arranged>, operation: &StoredOperation) {
    let Some(at) = all.iter().position(|segment| segment.id == operation.segment) else { return };
    let segment = &mut all[at];
    segment.revision = operation.revision;
    segment.changed = Some((operation.author.clone(), operation.done_unix_s));
    match operation.kind {
        OperationKind::Text => segment.text.clone_from(&operation.after),
        OperationKind::Speaker => segment.speaker = Some(operation.after.clone()).filter(|name| !name.is_empty()),
        OperationKind::Split => {
            let second = split(base, segment, joined, operation);
            all.splice(at + 1..at + 1, second);
        }
        OperationKind::Join => {
            let next = all.get(at + 1).map(|next| next.id);
            if next.is_some() && next == operation.other {
                let second = all.remove(at + 1);
                let first = &mut all[at];
                first.heard.end = second.heard.end;
                first.span = first.span.hull(second.span);
                first.text.clone_from(&operation.after);
                joined.insert(second.id, second);
            }
        }
    }
}

/// Cuts a segment; the part that comes off.
fn split(
    base: &Transcript,
    segment: &mut Arranged,
    joined: &mut HashMap<u32, Arranged>,
    operation: &StoredOperation,
) -> Option<Arranged> {
    let id = operation.other?;
    let (left, right) = operation.after.split_once('\n')?;
    let cut = segment.heard.start.saturating_add(operation.heard_words? as usize).min(segment.heard.end);
    let edge = edge(base, &segment.heard, cut).clamp(segment.span.start(), segment.span.end());
    let whole = Arranged { id, revision: 0, ..segment.clone() };
    let mut second = joined.remove(&id).unwrap_or(whole);
    second.heard = cut..segment.heard.end;
    second.span = Span::between(edge, segment.span.end());
    right.clone_into(&mut second.text);
    second.changed.clone_from(&segment.changed);
    segment.heard.end = cut;
    segment.span = Span::between(segment.span.start(), edge);
    left.clone_into(&mut segment.text);
    Some(second)
}

/// Where the part begins that the heard word `cut` opens; where the one before it ends, when none has a time from there on.
fn edge(base: &Transcript, heard: &Range<usize>, cut: usize) -> Timestamp {
    let spans = |range: Range<usize>| base.words().get(range).unwrap_or_default().iter().filter_map(|word| word.span);
    let begins = spans(cut..heard.end).next().map(Span::start);
    begins.or_else(|| spans(heard.start..cut).next_back().map(Span::end)).unwrap_or(Timestamp::ZERO)
}

/// How many of a segment's heard words belong to the first `count` words of its text: those that were said before the others begin.
pub(super) fn heard_before(base: &Transcript, segment: &Arranged, count: usize) -> u32 {
    let (heard, words) = (segment.heard(base), segment.words(base));
    let (left, right) = words.split_at(count.min(words.len()));
    let begins = right.iter().find_map(|word| word.span).map(Span::start);
    let edge = begins.or_else(|| left.iter().rev().find_map(|word| word.span).map(Span::end));
    let place = match edge {
        Some(edge) => heard.iter().position(|word| word.span.is_some_and(|span| span.start() >= edge)),
        // Without any time the words are shared out by their number.
        None => (heard.len() * left.len()).checked_div(words.len()),
    };
    u32::try_from(place.unwrap_or(heard.len())).unwrap_or(u32::MAX)
}
