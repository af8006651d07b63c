use std::ops::Range;

use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Transcript, Word};

/// A stretch that is to be recognised again, in one window.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecondPassWindow {
    /// The stretch whose words are in doubt.
    pub stretch: Span,
    /// The words of the first pass that it holds, as indices into its transcript; empty where there were none.
    pub words: Range<usize>,
    /// What is given to the recogniser: the stretch, or the stretch with some sound around it.
    pub window: Span,
}

/// A wider window reaches this far beyond its stretch on either side, as far as the longest window allows, so that a word which the
/// stretch cuts in two is whole in it.
const MARGIN: Millis = Millis::new(2_000);
/// A wider window that is longer than its stretch by less than this is left out: nothing else would be heard in it.
const LEAST_GAIN: Millis = Millis::new(500);
/// Pieces of a stretch that are shorter than this hold no word.
const SHORTEST_PIECE: Millis = Millis::new(300);

/// The windows in which `spans` of the transcript are recognised again, none longer than `longest`. Their starts never step back, as
/// [`Session::run`](super::Session::run) requires.
pub fn second_pass_windows(first: &Transcript, spans: &[Span], longest: Millis) -> Vec<SecondPassWindow> {
    let mut windows = Vec::new();
    let mut from = Timestamp::ZERO;
    let end = first.duration().map(|d| Timestamp::ZERO + d);
    for piece in spans.iter().flat_map(|span| pieces(*span, first.speech().unwrap_or(&[]), longest)) {
        let words = words_in(first.words(), piece);
        let widened_by = |want: Millis| want.min(Millis::new((longest - piece.duration()).as_millis() / 2));
        let after = piece.end() + widened_by(MARGIN);
        let wide = Span::between(
            piece.start().saturating_sub(widened_by(MARGIN)).max(from),
            end.map_or(after, |end| after.min(end)),
        );
        if wide.duration() >= piece.duration() + LEAST_GAIN {
            windows.push(SecondPassWindow { stretch: piece, words: words.clone(), window: wide });
        }
        windows.push(SecondPassWindow { stretch: piece, words, window: piece });
        from = piece.start();
    }
    windows
}

/// A stretch in pieces of at most `longest`, cut in its longest pauses where it has any.
fn pieces(span: Span, speech: &[Span], longest: Millis) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = span;
    while rest.duration() > longest {
        let latest = rest.start() + longest;
        let half = rest.start() + Millis::new(longest.as_millis() / 2);
        let pauses = speech.windows(2).map(|pair| Span::between(pair[0].end(), pair[1].start()));
        let fitting = pauses.filter(|p| p.start() >= half && p.end() <= latest);
        let cut =
            fitting.max_by_key(|p| p.duration()).map_or(latest, |p| p.start() + Millis::new(p.duration().as_millis() / 2));
        out.push(Span::between(rest.start(), cut));
        rest = Span::between(cut, rest.end());
    }
    out.push(rest);
    out.retain(|piece| piece.duration() >= SHORTEST_PIECE);
    out
}

/// The words of which the middle lies in `piece`; those without a time belong to the word before them.
fn words_in(words: &[Word], piece: Span) -> Range<usize> {
    let inside = |w: &Word| w.span.is_some_and(|s| piece.contains(s.middle()));
    let Some(start) = words.iter().position(inside) else {
        let after = words.iter().position(|w| w.span.is_some_and(|s| s.middle() >= piece.end())).unwrap_or(words.len());
        return after..after;
    };
    let last = words.iter().rposition(inside).unwrap_or(start);
    let end = words[last + 1..].iter().position(|w| w.span.is_some()).map_or(words.len(), |k| last + 1 + k);
    start..end
}
