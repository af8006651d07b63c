//! From words to sentences: was it said, when, and how sure.

use std::collections::HashSet;
use std::ops::Range;

use super::confidence::{Features, round};
use super::document::{AlignedSentence, AlignedWord, Link, SentenceStatus};
use super::hallucination::Suspicion;
use super::repeats::{Duplicate, sentence_ranges};
use super::tokenised_pair::TokenisedPair;
use super::word_match::Match;
use super::word_range::WordRange;
use crate::article::{Article, PartKind, Sentence};
use crate::text::TextRange;
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

/// A sentence is spoken from this share of its words on, with no longer run of words missing than [`LONGEST_LACK`] of it
/// (and never for two words or fewer).
const SPOKEN: f32 = 0.7;
const LONGEST_LACK: f32 = 0.3;
/// A sentence in which at most two words in a row are missing was said with slips, from this share on.
const SLIPS: f32 = 0.55;
/// Below this share it is not spoken.
const PARTLY: f32 = 0.2;

/// How sure "not spoken" is when not one word was met: set by hand.
const NOTHING_MET: f32 = 0.99;

/// Everything known about the words of one alignment.
pub(super) struct Known<'a> {
    pub(super) transcript: &'a Transcript,
    pub(super) article: &'a Article,
    pub(super) texts: &'a TokenisedPair,
    /// Sorted by article word.
    pub(super) matches: &'a [Match],
    pub(super) duplicates: &'a [Duplicate],
    pub(super) ambiguous: &'a HashSet<usize>,
    /// Which transcript words the recogniser most likely made up, and why.
    pub(super) made_up: &'a [Option<Suspicion>],
    /// Which transcript words note a sound and were not said.
    pub(super) sounds: &'a [bool],
    /// Which transcript words have a time that cannot be true.
    pub(super) refused_times: &'a [bool],
    /// The time of each transcript word that is close enough for a printed word.
    pub(super) heard_times: &'a [Timed],
}

/// A verdict for each sentence.
pub(super) fn sentences(known: &Known) -> Vec<AlignedSentence> {
    let times = super::article_times::of_article(known.texts, known.matches, known.heard_times);
    let features = Features::all(known.texts, known.matches);
    let ranges = sentence_ranges(known.article);
    let mut of_word: Vec<Option<(&Match, f32)>> = vec![None; known.texts.article.len()];
    for (p, f) in known.matches.iter().zip(&features) {
        of_word[p.article.clone()].fill(Some((p, f.confidence())));
    }
    let mut times = times;
    for duplicate in known.duplicates {
        place_duplicate(known, duplicate, &ranges[duplicate.sentence], &mut of_word, &mut times);
    }
    let moved = moved(known.matches, &ranges);
    let all = known.article.sentences().iter().zip(&ranges).enumerate();
    all.map(|(id, (sentence, range))| {
        let words = words(known, sentence, range, &of_word, &times);
        let duplicate_of = known.duplicates.iter().find(|d| d.sentence == id).map(|d| d.of);
        let ambiguous = known.ambiguous.contains(&id);
        judge(id, sentence, words, moved.contains(&id) && duplicate_of.is_none(), ambiguous, duplicate_of)
    })
    .collect()
}

/// A duplicate takes links and heard times from the words that were said for the other sentence.
fn place_duplicate<'a>(
    known: &Known<'a>,
    duplicate: &'a Duplicate,
    range: &Range<usize>,
    of_word: &mut [Option<(&'a Match, f32)>],
    times: &mut [Timed],
) {
    of_word[range.clone()].fill(None);
    times[range.clone()].fill(Timed::Absent);
    let features = Features::all(known.texts, &duplicate.matches);
    let own = super::article_times::of_article(known.texts, &duplicate.matches, known.heard_times);
    for (p, f) in duplicate.matches.iter().zip(&features) {
        of_word[p.article.clone()].fill(Some((p, f.confidence())));
    }
    times[range.clone()].copy_from_slice(&own[range.clone()]);
}

fn words(
    known: &Known,
    sentence: &Sentence,
    range: &Range<usize>,
    of_word: &[Option<(&Match, f32)>],
    times: &[Timed],
) -> Vec<AlignedWord> {
    let said = of_word[range.clone()].iter().flatten().count() as f32 / range.len().max(1) as f32;
    let word = |i: usize, place: TextRange| {
        let time = times[i];
        match of_word[i] {
            None => {
                let confidence = round(0.5 + 0.48 * (1.0 - said));
                AlignedWord { range: place, link: Link::None, time, heard: None, confidence, same: None }
            }
            Some((p, confidence)) => {
                let heard = origin(known.texts, &p.heard);
                let link = if same_letters(known, place, heard, p) { Link::Exact } else { p.link };
                AlignedWord { range: place, link, time, heard: Some(heard), confidence, same: None }
            }
        }
    };
    range.clone().zip(&sentence.tokens).map(|(i, token)| word(i, token.range)).collect()
}

/// The transcript's words behind a range of heard ones.
pub(super) fn origin(texts: &TokenisedPair, heard: &Range<usize>) -> WordRange {
    let word = |j: usize| texts.origin.get(j).map_or(0, |w| *w as usize);
    WordRange::new(word(heard.start), word(heard.end.saturating_sub(1)) + 1)
}

fn same_letters(known: &Known, place: TextRange, heard: WordRange, p: &Match) -> bool {
    if p.link != Link::Variant || heard.len() != 1 {
        return false;
    }
    let Some(word) = known.transcript.words().get(heard.start()) else { return false };
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    bare(place.of(known.article.text())) == bare(&word.text)
}

fn judge(
    id: usize,
    sentence: &Sentence,
    words: Vec<AlignedWord>,
    moved: bool,
    ambiguous: bool,
    duplicate_of: Option<usize>,
) -> AlignedSentence {
    let linked = words.iter().filter(|w| w.link != Link::None).count();
    let share = linked as f32 / words.len().max(1) as f32;
    let lack = words.chunk_by(|a, b| (a.link == Link::None) == (b.link == Link::None));
    let lack = lack.filter(|run| run.iter().all(|w| w.link == Link::None)).map(<[_]>::len).max().unwrap_or(0);
    let slips = share >= SLIPS && lack <= 2 && linked >= 2;
    let whole = slips || (share >= SPOKEN && lack as f32 <= LONGEST_LACK * words.len() as f32);
    let status = match sentence.part {
        _ if whole => SentenceStatus::Spoken,
        _ if share >= PARTLY && linked > 0 => SentenceStatus::Partly,
        PartKind::Boilerplate => SentenceStatus::Boilerplate,
        _ => SentenceStatus::NotSpoken,
    };
    let said = matches!(status, SentenceStatus::Spoken | SentenceStatus::Partly);
    let time = if said { sentence_time(&words) } else { Timed::Absent };
    AlignedSentence {
        id,
        range: sentence.range,
        part: sentence.part,
        status,
        time,
        confidence: certainty(share, lack, words.len(), ambiguous),
        moved: moved && said,
        ambiguous,
        duplicate_of,
        words,
        differences: Vec::new(),
    }
}

/// From the first word that has a time to the last; inferred when either is.
fn sentence_time(words: &[AlignedWord]) -> Timed {
    let timed = || words.iter().filter_map(|word| Some((word.time, word.time.span()?)));
    let Some(span) = timed().map(|(_, span)| span).reduce(Span::hull) else { return Timed::Absent };
    let first = timed().min_by_key(|(_, span)| span.start());
    let last = timed().max_by_key(|(_, span)| span.end());
    let both_heard = [first, last].into_iter().flatten().all(|(time, _)| time.is_heard());
    if both_heard { Timed::Heard(span) } else { Timed::Inferred(span) }
}

/// The chance that a sentence's verdict is right: least where the share lies at the border of two verdicts.
fn certainty(share: f32, lack: usize, words: usize, ambiguous: bool) -> f32 {
    let border = [(share - SPOKEN).abs(), (share - PARTLY).abs(), (lack as f32 / words.max(1) as f32 - LONGEST_LACK).abs()];
    let far = border.into_iter().fold(1.0, f32::min) * (words as f32).sqrt();
    let chance = if share == 0.0 { NOTHING_MET } else { 1.0 - 0.4 * (-4.0 * far).exp() };
    round(if ambiguous { chance.min(0.5) } else { chance })
}

/// Sentences said at another place than they are printed: those outside the heaviest chain that runs forward on both texts.
fn moved(matches: &[Match], ranges: &[Range<usize>]) -> HashSet<usize> {
    let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
    let mut next = 0;
    for (s, range) in ranges.iter().enumerate() {
        let from = next;
        while matches.get(next).is_some_and(|p| p.article.start < range.end) {
            next += 1;
        }
        let heard: Vec<usize> = matches[from..next].iter().map(|p| p.heard.start).collect();
        if let Some(middle) = heard.get(heard.len() / 2) {
            blocks.push((s, *middle, heard.len()));
        }
    }
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(blocks.len());
    for k in 0..blocks.len() {
        let before = (0..k).filter(|p| blocks[*p].1 < blocks[k].1).max_by_key(|p| best[*p].0);
        best.push((blocks[k].2 + before.map_or(0, |p| best[p].0), before));
    }
    let last = (0..blocks.len()).max_by_key(|k| best[*k].0);
    let chain: HashSet<usize> = std::iter::successors(last, |k| best[*k].1).map(|k| blocks[k].0).collect();
    blocks.iter().map(|(s, _, _)| *s).filter(|s| !chain.contains(s)).collect()
}
