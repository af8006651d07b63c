//! What whisper.cpp wrote down about a window: tokens, as segments of timed words.

use std::collections::HashMap;

use whisper_rs::{WhisperContext, WhisperSegment, WhisperState, WhisperToken};

use super::recognizer::RecognizedSegment;
use super::whisper_options::WordTimes;
use super::words::{self, Piece};
use crate::time::{Delta, Millis, Span, Timestamp};
use crate::transcript::Word;

/// So many tokens at the end of a text are looked at for a loop, as whisper does.
const LOOP_TOKENS: usize = 32;
/// Tokens whose entropy is lower, in nats, loop.
const LEAST_ENTROPY: f32 = 2.4;

/// The outcome of the last look of a state.
pub(super) struct Written<'a> {
    pub(super) context: &'a WhisperContext,
    pub(super) state: &'a WhisperState,
    /// The window that was looked at.
    pub(super) window: Span,
    /// By how much a word begins later than attention says.
    pub(super) later: Delta,
}

impl Written<'_> {
    /// The text tokens.
    fn text(&self) -> Vec<(i32, f32)> {
        let end = self.context.token_eot();
        let segments = self.state.as_iter();
        let all = segments.flat_map(|segment| {
            let of_segment = |token: WhisperToken<'_, '_>| (token.token_id(), token.token_probability());
            tokens(&segment).map(of_segment).collect::<Vec<_>>()
        });
        all.filter(|(id, _)| *id < end).collect()
    }

    /// The mean probability of the text tokens; `None` when there are none.
    pub(super) fn mean_probability(&self) -> Option<f32> {
        let text = self.text();
        (!text.is_empty()).then(|| text.iter().map(|(_, probability)| probability).sum::<f32>() / text.len() as f32)
    }

    /// Whether the text ends in a loop.
    pub(super) fn loops(&self) -> bool {
        let text = self.text();
        let last = text.len().checked_sub(LOOP_TOKENS).and_then(|from| text.get(from..));
        last.is_some_and(|last| entropy(last.iter().map(|(id, _)| *id)) < LEAST_ENTROPY)
    }

    /// Its segments; and, where whisper.cpp ended the last one before the window's end, the instant from which on the rest is to be
    /// recognised.
    pub(super) fn segments(&self, word_times: WordTimes) -> (Vec<RecognizedSegment>, Option<Timestamp>) {
        match word_times {
            WordTimes::Tokens => (self.segments_by_tokens(), None),
            WordTimes::Attention => self.segments_by_attention(),
        }
    }

    fn segments_by_tokens(&self) -> Vec<RecognizedSegment> {
        let (window, beginning_of_specials) = (self.window, self.context.token_eot());
        let mut found = Vec::new();
        for segment in self.state.as_iter() {
            let pieces: Vec<Piece> = tokens(&segment)
                .filter(|token| token.token_id() < beginning_of_specials)
                .map(|token| {
                    let data = token.token_data();
                    let span = Span::between(from_centis(data.t0, window), from_centis(data.t1, window));
                    piece(&token, span)
                })
                .collect();
            let start = from_centis(segment.start_timestamp(), window);
            let end = from_centis(segment.end_timestamp(), window);
            found.extend(heard_segment(words::words(&pieces), Some(Span::between(start, end))));
        }
        found
    }

    fn segments_by_attention(&self) -> (Vec<RecognizedSegment>, Option<Timestamp>) {
        let window = self.window;
        let (beginning_of_specials, beginning_of_times) = (self.context.token_eot(), self.context.token_beg());
        let mut found = Vec::new();
        // whisper.cpp's attention time of a token is the moment at which the next one begins (its loop over the path passes by the
        // first row). So a token begins where the one before it ended, and the first with the window, whatever the segment.
        let mut ended = window.start();
        let mut pieces: Vec<Piece> = Vec::new();
        // The time that opens a segment, and the last that closed one.
        let (mut opened, mut closed, mut rest): (_, Option<Timestamp>, _) = (None, None, None);
        for segment in self.state.as_iter() {
            for token in tokens(&segment) {
                if token.token_id() < beginning_of_specials {
                    let next = from_centis(token.token_data().t_dtw, window).saturating_shift(self.later).min(window.end());
                    let span = Span::between(ended, next.max(ended));
                    ended = span.end();
                    pieces.push(piece(&token, span));
                    rest = None;
                } else if token.token_id() >= beginning_of_times {
                    let at = from_centis(2 * i64::from(token.token_id() - beginning_of_times), window);
                    if pieces.is_empty() {
                        // Two times in a row close a segment and open the next.
                        (opened, rest) = (Some(at), closed.map(|_| at));
                    } else {
                        pin(&mut pieces, opened, Some(at));
                        found.extend(heard_segment(words::words(&pieces), None));
                        pieces.clear();
                        (opened, closed) = (None, Some(at));
                    }
                }
            }
        }
        pin(&mut pieces, opened, None);
        found.extend(heard_segment(words::words(&pieces), None));
        (found, rest)
    }
}

/// Of how the tokens are shared out, in nats: low where few make up all.
fn entropy(tokens: impl Iterator<Item = i32>) -> f32 {
    let (mut counts, mut all) = (HashMap::new(), 0.0);
    for token in tokens {
        *counts.entry(token).or_insert(0.0) += 1.0;
        all += 1.0;
    }
    counts.values().map(|count: &f32| -(count / all) * (count / all).ln()).sum()
}

/// Bounds the first and the last word of a segment by whisper.cpp's times of the segment. By attention the first begins where the last
/// of the segment before ended, and the last ends where the next begins, so that pauses belong to words.
fn pin(pieces: &mut [Piece], opened: Option<Timestamp>, closed: Option<Timestamp>) {
    if let Some((first, at)) = pieces.first_mut().zip(opened) {
        first.span = first.span.map(|span| Span::between(at.clamp(span.start(), span.end()), span.end()));
    }
    if let Some((last, at)) = pieces.last_mut().zip(closed) {
        last.span = last.span.map(|span| Span::between(span.start(), at.clamp(span.start(), span.end())));
    }
}

fn tokens<'a>(segment: &'a WhisperSegment<'_>) -> impl Iterator<Item = WhisperToken<'a, 'a>> {
    (0..segment.n_tokens()).filter_map(|i| segment.get_token(i))
}

fn piece(token: &WhisperToken<'_, '_>, span: Span) -> Piece {
    let bytes = token.to_bytes().map(<[u8]>::to_vec).unwrap_or_default();
    Piece { bytes, probability: token.token_data().p, span: Some(span) }
}

fn heard_segment(words: Vec<words::SpokenWord>, spread_over: Option<Span>) -> Option<RecognizedSegment> {
    let span = words.iter().filter_map(|w| w.span).reduce(Span::hull)?;
    let spread_over = spread_over.map(|bounds| bounds.hull(span));
    let words = words
        .into_iter()
        .map(|w| Word { text: w.text, span: w.span, confidence: Some(w.probability.clamp(0.0, 1.0)), second_pass: false })
        .collect();
    Some(RecognizedSegment { span, spread_over, language: None, words })
}

/// whisper.cpp's count of hundredths from the window's start, on the recording's timeline and within the window.
fn from_centis(centis: i64, window: Span) -> Timestamp {
    let ms = u32::try_from(centis.max(0).saturating_mul(10)).unwrap_or(u32::MAX);
    (window.start() + Millis::new(ms)).min(window.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_tokens_again_and_again_have_a_low_entropy() {
        assert!(entropy((0..32).map(|n| n % 4)) < LEAST_ENTROPY);
        assert!(entropy((0..32).map(|n| n % 20)) > LEAST_ENTROPY);
        assert_eq!(entropy(std::iter::empty()), 0.0);
    }
}
