//! From words to sentences: was it said, when, and how sure.

use std::collections::HashSet;
use std::ops::Range;

use super::article_times;
use super::confidence::{Features, round};
use super::document::{AlignedSentence, AlignedWord, Link, SentenceStatus};
use super::verdict_inputs::VerdictInputs;
use super::word_match::Match;
use super::word_range::WordRange;
use crate::article::{PartKind, Sentence};
use crate::text::TextRange;
use crate::time::{Span, Timed};

/// A sentence is spoken when at least this share of its words is matched, and no run of unmatched words is longer than
/// [`LONGEST_UNMATCHED_RUN`] of it.
const SPOKEN: f32 = 0.7;
const LONGEST_UNMATCHED_RUN: f32 = 0.3;
/// It is spoken too, with errors of the recogniser or of the speaker, from this share on when at least [`MATCHED_DESPITE_ERRORS`] of
/// its words are matched and no run of unmatched words is longer than [`LONGEST_ERROR`] words.
const SPOKEN_WITH_ERRORS: f32 = 0.55;
const MATCHED_DESPITE_ERRORS: usize = 2;
const LONGEST_ERROR: usize = 2;
/// With a smaller share than this it is not spoken; from it on it is spoken partly.
const PARTLY: f32 = 0.2;

/// The confidence of "not spoken" for a sentence without a matched word: set by hand.
const NOTHING_MATCHED: f32 = 0.99;
/// The confidence of a verdict whose evidence lies exactly between two verdicts is one less this; it nears 1 by [`STEEPNESS`] for each
/// share that the evidence lies away from there, times the square root of the number of words.
const DOUBT_AT_BORDER: f32 = 0.4;
const STEEPNESS: f32 = 4.0;
/// The most that the confidence of a verdict can be when it could not be told which of several equal sentences was said.
const MOST_WHEN_AMBIGUOUS: f32 = 0.5;
/// The confidence that an unmatched word was not said: the first when all others of its sentence are matched, more by the second when
/// none is.
const UNMATCHED_AMONG_MATCHED: f32 = 0.5;
const UNMATCHED_AMONG_UNMATCHED: f32 = 0.48;

/// A verdict for each sentence.
pub(super) fn sentences(inputs: &VerdictInputs) -> Vec<AlignedSentence> {
    let ranges = inputs.ranges;
    let mut article_words = ArticleWords::of(inputs, inputs.matches);
    for duplicate in inputs.duplicates {
        article_words.replace(&ArticleWords::of(inputs, &duplicate.matches), &ranges[duplicate.sentence]);
    }
    let moved = moved(inputs.matches, ranges);
    let all = inputs.article.sentences().iter().zip(ranges).enumerate();
    all.map(|(id, (sentence, range))| {
        let duplicate_of = inputs.duplicates.iter().find(|d| d.sentence == id).map(|d| d.of);
        let ambiguous = inputs.ambiguous.contains(&id);
        let words = article_words.of_sentence(inputs, sentence, range);
        let coverage = Coverage::of(&words);
        let status = coverage.status(sentence.part);
        let said = matches!(status, SentenceStatus::Spoken | SentenceStatus::Partly);
        AlignedSentence {
            id,
            range: sentence.range,
            part: sentence.part,
            status,
            time: if said { time_of(&words) } else { Timed::Absent },
            confidence: coverage.confidence(ambiguous),
            moved: said && moved.contains(&id) && duplicate_of.is_none(),
            ambiguous,
            duplicate_of,
            words,
            differences: Vec::new(),
            translation: None,
        }
    })
    .collect()
}

/// What is known of each article word: its match with the confidence in it, and its time.
struct ArticleWords<'a> {
    matches: Vec<Option<(&'a Match, f32)>>,
    times: Vec<Timed>,
}

impl<'a> ArticleWords<'a> {
    /// By `matches`, which are sorted by article word.
    fn of(inputs: &VerdictInputs<'a>, matches: &'a [Match]) -> Self {
        let mut of_word = vec![None; inputs.texts.article.len()];
        for (m, features) in matches.iter().zip(Features::all(inputs.texts, matches)) {
            of_word[m.article.clone()].fill(Some((m, features.confidence())));
        }
        Self { matches: of_word, times: article_times::of_article(inputs.texts, matches, inputs.heard_times) }
    }

    /// Takes over what `other` knows of these words.
    fn replace(&mut self, other: &Self, words: &Range<usize>) {
        self.matches[words.clone()].copy_from_slice(&other.matches[words.clone()]);
        self.times[words.clone()].copy_from_slice(&other.times[words.clone()]);
    }

    fn of_sentence(&self, inputs: &VerdictInputs, sentence: &Sentence, words: &Range<usize>) -> Vec<AlignedWord> {
        let matched = self.matches[words.clone()].iter().flatten().count() as f32 / words.len().max(1) as f32;
        let unmatched = round(UNMATCHED_AMONG_MATCHED + UNMATCHED_AMONG_UNMATCHED * (1.0 - matched));
        let word = |i: usize, range: TextRange| {
            let time = self.times[i];
            let Some((m, confidence)) = self.matches[i] else {
                return AlignedWord { range, link: Link::None, time, heard: None, confidence: unmatched, same: None };
            };
            let heard = inputs.texts.origin_of(&m.heard);
            let link = if has_same_letters(inputs, range, heard, m) { Link::Exact } else { m.link };
            AlignedWord { range, link, time, heard: Some(heard), confidence, same: None }
        };
        words.clone().zip(&sentence.tokens).map(|(i, token)| word(i, token.range)).collect()
    }
}

/// Whether a match of equal words is one of equal letters as printed, punctuation aside.
fn has_same_letters(inputs: &VerdictInputs, printed: TextRange, heard: WordRange, m: &Match) -> bool {
    if m.link != Link::Variant || heard.len() != 1 {
        return false;
    }
    let Some(word) = inputs.transcript.words().get(heard.start()) else { return false };
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    bare(printed.of(inputs.article.text())) == bare(&word.text)
}

/// How much of a sentence is matched.
#[derive(Debug, Clone, Copy)]
struct Coverage {
    words: usize,
    matched: usize,
    /// Of `words`, 0 to 1.
    share: f32,
    /// Words of the longest run in which none is matched.
    longest_unmatched_run: usize,
}

impl Coverage {
    fn of(words: &[AlignedWord]) -> Self {
        let is_matched = |word: &AlignedWord| word.link != Link::None;
        let matched = words.iter().filter(|word| is_matched(word)).count();
        let runs = words.chunk_by(|a, b| is_matched(a) == is_matched(b));
        let unmatched_runs = runs.filter(|run| !run.iter().any(is_matched));
        Self {
            words: words.len(),
            matched,
            share: matched as f32 / words.len().max(1) as f32,
            longest_unmatched_run: unmatched_runs.map(<[_]>::len).max().unwrap_or(0),
        }
    }

    fn is_spoken(self) -> bool {
        let run = self.longest_unmatched_run;
        let with_errors = self.share >= SPOKEN_WITH_ERRORS && run <= LONGEST_ERROR && self.matched >= MATCHED_DESPITE_ERRORS;
        with_errors || (self.share >= SPOKEN && run as f32 <= LONGEST_UNMATCHED_RUN * self.words as f32)
    }

    fn status(self, part: PartKind) -> SentenceStatus {
        match part {
            _ if self.is_spoken() => SentenceStatus::Spoken,
            _ if self.share >= PARTLY && self.matched > 0 => SentenceStatus::Partly,
            PartKind::Boilerplate => SentenceStatus::Boilerplate,
            _ => SentenceStatus::NotSpoken,
        }
    }

    /// The chance that the verdict is right: least where the share, or the longest run, lies at the border of two verdicts.
    fn confidence(self, ambiguous: bool) -> f32 {
        let run = self.longest_unmatched_run as f32 / self.words.max(1) as f32;
        let distances = [(self.share - SPOKEN).abs(), (self.share - PARTLY).abs(), (run - LONGEST_UNMATCHED_RUN).abs()];
        let from_border = distances.into_iter().fold(1.0, f32::min) * (self.words as f32).sqrt();
        let chance =
            if self.share == 0.0 { NOTHING_MATCHED } else { 1.0 - DOUBT_AT_BORDER * (-STEEPNESS * from_border).exp() };
        round(if ambiguous { chance.min(MOST_WHEN_AMBIGUOUS) } else { chance })
    }
}

/// From the first word that has a time to the last; inferred when either is.
fn time_of(words: &[AlignedWord]) -> Timed {
    let timed = || words.iter().filter_map(|word| Some((word.time, word.time.span()?)));
    let Some(span) = timed().map(|(_, span)| span).reduce(Span::hull) else { return Timed::Absent };
    let first = timed().min_by_key(|(_, span)| span.start());
    let last = timed().max_by_key(|(_, span)| span.end());
    let both_heard = [first, last].into_iter().flatten().all(|(time, _)| time.is_heard());
    if both_heard { Timed::Heard(span) } else { Timed::Inferred(span) }
}

/// Where a sentence was said.
#[derive(Debug, Clone, Copy)]
struct SaidAt {
    sentence: usize,
    /// The heard word of its middle match.
    middle: usize,
    /// How many matches it has.
    weight: usize,
}

/// Sentences said at another place than they are printed: those outside the heaviest chain that goes forward in both texts.
fn moved(matches: &[Match], ranges: &[Range<usize>]) -> HashSet<usize> {
    let said = said_at(matches, ranges);
    // For each sentence, the weight of the heaviest chain that ends with it, and the one before it in that chain.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(said.len());
    for (k, one) in said.iter().enumerate() {
        let before = (0..k).filter(|p| said[*p].middle < one.middle).max_by_key(|p| best[*p].0);
        best.push((one.weight + before.map_or(0, |p| best[p].0), before));
    }
    let last = (0..said.len()).max_by_key(|k| best[*k].0);
    let chain: HashSet<usize> = std::iter::successors(last, |k| best[*k].1).map(|k| said[k].sentence).collect();
    said.iter().map(|one| one.sentence).filter(|sentence| !chain.contains(sentence)).collect()
}

/// The sentences that have a match, in the article's order.
fn said_at(matches: &[Match], ranges: &[Range<usize>]) -> Vec<SaidAt> {
    let mut said = Vec::new();
    let mut next = 0;
    for (sentence, range) in ranges.iter().enumerate() {
        let from = next;
        while matches.get(next).is_some_and(|m| m.article.start < range.end) {
            next += 1;
        }
        let own = &matches[from..next];
        if let Some(middle) = own.get(own.len() / 2) {
            said.push(SaidAt { sentence, middle: middle.heard.start, weight: own.len() });
        }
    }
    said
}
