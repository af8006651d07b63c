//! Forced decoding: how likely the sound makes a given text, word by word.
//!
//! The text of the window is fed as it was heard, once; each doubt then goes back to where the texts part and feeds the published
//! words and what follows. Doubts are asked from the last to the first, so that what lies before the next is still in the decoder.
//! As in decoding each segment stands between two times; they are those that the decoder finds likeliest there, and cost nothing.

use std::ops::Range;

use whisper_rs::{WhisperContext, WhisperError, WhisperState};

use super::error::Error;
use super::in_place::spellings;
use super::inquiry::{Doubt, Inquiry};
use super::recognizer::Cancelled;
use super::vocabulary::Vocabulary;
use crate::time::Span;

/// So many words behind a doubt are weighed too: they show which of two texts goes on as the sound does. Further ones change the
/// margin by less than a tenth of its spread and cost as much each as those of the doubt itself.
const WORDS_BEHIND: usize = 4;
/// So many tokens of the decoder's context are left free for what is put in.
const SPARE_TOKENS: usize = 48;

/// Why weighing ended early.
#[derive(Debug)]
pub(super) enum Stop {
    Cancelled,
    Whisper(WhisperError),
}

impl Stop {
    pub(super) fn error(self, span: Span) -> Error {
        match self {
            Self::Cancelled => Error::Cancelled,
            Self::Whisper(reason) => Error::Recognizer { span, reason: reason.to_string() },
        }
    }
}

impl From<WhisperError> for Stop {
    fn from(error: WhisperError) -> Self {
        Self::Whisper(error)
    }
}

/// The decoder over a window that the encoder has heard, and the tokens that it was fed.
pub(super) struct Scorer<'a> {
    state: &'a mut WhisperState,
    threads: usize,
    end: usize,
    first_time: usize,
    most_tokens: usize,
    fed: usize,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(state: &'a mut WhisperState, threads: usize, context: &WhisperContext) -> Self {
        let number = |n: i32| usize::try_from(n).unwrap_or(0);
        let (end, first_time) = (number(context.token_eot()), number(context.token_beg()));
        let most_tokens = number(context.n_text_ctx()).saturating_sub(SPARE_TOKENS);
        Self { state, threads, end, first_time, most_tokens, fed: 0 }
    }

    /// Feeds `tokens` behind the first `past` ones, in one go; what stood there before is forgotten. The row of what comes next
    /// is only right behind a single token.
    fn feed(&mut self, past: usize, tokens: &[i32]) -> Result<(), Stop> {
        if let Some((last, before)) = tokens.split_last() {
            if !before.is_empty() {
                self.state.decode(before, past, self.threads)?;
            }
            self.state.decode(&[*last], past + before.len(), self.threads)?;
        }
        self.fed = past + tokens.len();
        Ok(())
    }

    /// The logarithm of the probability that `token` comes next.
    fn chance(&self, token: i32) -> Result<f64, Stop> {
        let row = self.state.get_logits()?;
        let logit = usize::try_from(token).ok().and_then(|at| row.get(at)).copied().unwrap_or(f32::NEG_INFINITY);
        Ok(f64::from(logit) - log_sum(row))
    }

    /// The logarithm of the probability that the segment ends here.
    fn end_chance(&self) -> Result<f64, Stop> {
        let row = self.state.get_logits()?;
        let times = row.get(self.first_time..).unwrap_or_default();
        let end = row.get(self.end).copied().map_or(f64::NEG_INFINITY, f64::from);
        let (high, low) = {
            let t = log_sum(times);
            if t > end { (t, end) } else { (end, t) }
        };
        Ok(high + (low - high).exp().ln_1p() - log_sum(row))
    }

    /// The likeliest time that is no earlier than `least`.
    fn time(&self, least: i32) -> Result<i32, Stop> {
        let row = self.state.get_logits()?;
        let from = usize::try_from(least).unwrap_or(0).max(self.first_time);
        let times = row.get(from..).unwrap_or_default().iter().enumerate();
        let best = times.max_by(|a, b| a.1.total_cmp(b.1)).map_or(from, |(at, _)| from + at);
        Ok(i32::try_from(best).unwrap_or(least))
    }

    /// Feeds `tokens` behind the first `past` ones, one by one; gives the sum of their logarithms. The one before them must have been
    /// fed singly and last.
    fn score(&mut self, past: usize, tokens: &[i32]) -> Result<f64, Stop> {
        let mut sum = 0.0;
        for (n, token) in tokens.iter().enumerate() {
            sum += self.chance(*token)?;
            self.state.decode(&[*token], past + n, self.threads)?;
        }
        self.fed = past + tokens.len();
        Ok(sum)
    }
}

/// ln Σ exp of a row of logits.
fn log_sum(row: &[f32]) -> f64 {
    let high = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if high == f32::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    let sum: f64 = row.iter().map(|x| f64::from((x - high).exp())).sum();
    f64::from(high) + sum.ln()
}

/// A word of the window as it was heard.
struct HeardWord {
    tokens: Vec<i32>,
    /// How many tokens stand before it.
    past: usize,
    /// The token that stands before it.
    before: i32,
    /// The logarithm of its probability; zero where it is not needed.
    chance: f64,
}

/// The window's text, fed to the decoder.
struct HeardText {
    words: Vec<HeardWord>,
    /// The segments' words, and the logarithm of the probability that each ends where it does.
    segments: Vec<(Range<usize>, f64)>,
}

/// The margins of the doubts of `inquiry` over the window that the encoder heard last. `task` begins the text.
pub(super) fn weigh(
    scorer: &mut Scorer<'_>,
    vocabulary: &Vocabulary,
    task: &[i32],
    inquiry: &Inquiry,
    cancelled: &Cancelled,
) -> Result<Vec<Option<f32>>, Stop> {
    let mut margins = vec![None; inquiry.doubts.len()];
    let Some(text) = heard(scorer, vocabulary, task, inquiry)? else { return Ok(margins) };
    let mut order: Vec<usize> = (0..inquiry.doubts.len()).collect();
    order.sort_by_key(|n| std::cmp::Reverse(inquiry.doubts[*n].words.start));
    for number in order {
        if cancelled() {
            return Err(Stop::Cancelled);
        }
        margins[number] = margin(scorer, vocabulary, &text, inquiry, &inquiry.doubts[number])?.map(|m| m as f32);
    }
    Ok(margins)
}

/// Feeds the text as it was heard. `None` when the model cannot spell it or its context is too short for it.
fn heard(
    scorer: &mut Scorer<'_>,
    vocabulary: &Vocabulary,
    task: &[i32],
    inquiry: &Inquiry,
) -> Result<Option<HeardText>, Stop> {
    let mut text = HeardText { words: Vec::new(), segments: Vec::new() };
    let asked_from = inquiry.doubts.iter().map(|d| d.words.start.saturating_sub(inquiry.first_word)).min().unwrap_or(0);
    scorer.feed(0, task)?;
    let mut least = 0;
    for segment in &inquiry.segments {
        let first = text.words.len();
        least = scorer.time(least)?;
        let mut before = least;
        let mut waiting = vec![least];
        for word in segment {
            let Some(tokens) = vocabulary.word(word) else { return Ok(None) };
            let past = scorer.fed + waiting.len();
            if past + tokens.len() > scorer.most_tokens {
                return Ok(None);
            }
            let last = tokens.last().copied().unwrap_or(before);
            let mut chance = 0.0;
            if text.words.len() >= asked_from {
                scorer.feed(scorer.fed, &std::mem::take(&mut waiting))?;
                chance = scorer.score(scorer.fed, &tokens)?;
            } else {
                waiting.extend(&tokens);
            }
            text.words.push(HeardWord { tokens, past, before, chance });
            before = last;
        }
        scorer.feed(scorer.fed, &waiting)?;
        text.segments.push((first..text.words.len(), scorer.end_chance()?));
        least = scorer.time(least)?;
        scorer.feed(scorer.fed, &[least])?;
    }
    Ok(Some(text))
}

fn margin(
    scorer: &mut Scorer<'_>,
    vocabulary: &Vocabulary,
    text: &HeardText,
    inquiry: &Inquiry,
    doubt: &Doubt,
) -> Result<Option<f64>, Stop> {
    let Some(place) = doubt.words.start.checked_sub(inquiry.first_word) else { return Ok(None) };
    let end = place + doubt.words.len();
    let fits = |(words, _): &&(Range<usize>, f64)| words.contains(&place) && end <= words.end;
    let Some((segment, closing)) = text.segments.iter().find(fits) else { return Ok(None) };
    let until = (end + WORDS_BEHIND).min(segment.end);
    let closing = (until == segment.end).then_some(*closing);
    let (replaced, behind) = (&text.words[place..end], &text.words[end..until]);
    let heard = replaced.iter().chain(behind).map(|w| w.chance).sum::<f64>() + closing.unwrap_or(0.0);
    let texts: Vec<String> = inquiry.segments.iter().flatten().skip(place).take(end - place).cloned().collect();
    let mut best: Option<f64> = None;
    for spelling in spellings(&doubt.published, &texts) {
        let Some(tokens) = spelling.iter().map(|w| vocabulary.word(w)).collect::<Option<Vec<_>>>() else { continue };
        let tokens: Vec<i32> = tokens.into_iter().chain(behind.iter().map(|w| w.tokens.clone())).flatten().collect();
        let start = &text.words[place];
        if start.past + tokens.len() >= scorer.most_tokens + SPARE_TOKENS {
            continue;
        }
        scorer.feed(start.past - 1, &[start.before])?;
        let mut published = scorer.score(start.past, &tokens)?;
        if closing.is_some() {
            published += scorer.end_chance()?;
        }
        best = Some(best.map_or(published, |best| best.max(published)));
    }
    Ok(best.map(|published| heard - published))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_logits_is_summed_without_overflow() {
        assert!((log_sum(&[1_000.0, 1_000.0]) - (1_000.0 + std::f64::consts::LN_2)).abs() < 1e-6);
        assert_eq!(log_sum(&[]), f64::NEG_INFINITY);
    }
}
