//! Both texts as sequences of numbered words, so that the inner loops compare integers and never letters.

use std::collections::HashMap;
use std::ops::Range;

use super::word_range::WordRange;
use crate::article::{Article, PartKind};
use crate::text::{Number, Token, numbers, tokens};
use crate::time::{Span, Timed};
use crate::transcript::Transcript;

/// The vocabulary number that no word has: it stands for a joined form that occurs in neither text.
pub(super) const NO_WORD: u32 = u32::MAX;

/// Added to the number of words when a word's frequency is estimated, so that in a text of ten words not every word looks common:
/// the words of a short report.
const PRIOR_WORDS: f32 = 1000.0;
/// A match of one word scores at most this, in nats, however rare the word is: one coincidence must never outweigh a phrase.
const MOST_WORTH: f32 = 5.5;

/// A spoken or written number that covers `len` words from `start`.
#[derive(Debug, Clone)]
pub(super) struct NumberAt {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) number: Number,
}

impl NumberAt {
    /// The numbers among `tokens`, which stand at `offset` in their text.
    fn all(tokens: &[Token], offset: usize) -> impl Iterator<Item = Self> {
        numbers(tokens).into_iter().map(move |number| Self {
            start: offset + number.tokens.start,
            len: number.tokens.len(),
            number,
        })
    }
}

/// One of the two texts.
#[derive(Debug, Default)]
pub(super) struct TokenisedText {
    /// The vocabulary number of each word.
    pub(super) ids: Vec<u32>,
    /// The number of the word that this one and the next give when written together, if the vocabulary has it.
    pub(super) with_next: Vec<u32>,
    /// The same for this one and the next two.
    pub(super) with_next_two: Vec<u32>,
    /// Numbers, sorted by the index after their last word.
    pub(super) numbers: Vec<NumberAt>,
    /// For each word index `i`, where in `numbers` those begin that end before `i + 1`.
    numbers_from: Vec<u32>,
}

impl TokenisedText {
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers whose last word is `last`.
    pub(super) fn numbers_ending_with(&self, last: usize) -> &[NumberAt] {
        let at = |i: usize| self.numbers_from.get(i).map_or(self.numbers.len(), |n| *n as usize);
        self.numbers.get(at(last)..at(last + 1)).unwrap_or(&[])
    }

    /// Looks each word up written together with the one and the two behind it.
    fn join_words(&mut self, vocabulary: &Vocabulary) {
        let mut written = String::new();
        for (i, id) in self.ids.iter().enumerate() {
            written.clear();
            written.push_str(vocabulary.key(*id));
            let mut found = [NO_WORD; 2];
            for (slot, next) in found.iter_mut().zip(&self.ids[i + 1..]) {
                written.push_str(vocabulary.key(*next));
                *slot = vocabulary.find(&written);
            }
            self.with_next.push(found[0]);
            self.with_next_two.push(found[1]);
        }
    }

    fn index_numbers(&mut self) {
        self.numbers.sort_by_key(|n| (n.start + n.len, n.start));
        let mut next = 0;
        self.numbers_from = (0..=self.ids.len())
            .map(|last| {
                while self.numbers.get(next).is_some_and(|n| (n.start + n.len) <= last) {
                    next += 1;
                }
                next as u32
            })
            .collect();
    }
}

/// Every distinct normalised word of both texts, by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    index: HashMap<String, u32>,
    pub(super) tokens: Vec<Token>,
    worth: Vec<f32>,
}

impl Vocabulary {
    fn number(&mut self, token: &Token) -> u32 {
        if let Some(id) = self.index.get(token.normalised.key()) {
            return *id;
        }
        let id = self.tokens.len() as u32;
        self.index.insert(token.normalised.key().to_owned(), id);
        self.tokens.push(token.clone());
        id
    }

    fn find(&self, key: &str) -> u32 {
        self.index.get(key).copied().unwrap_or(NO_WORD)
    }

    pub(super) fn key(&self, id: u32) -> &str {
        self.tokens.get(id as usize).map_or("", |t| t.normalised.key())
    }

    /// What a match of a word with itself scores, in nats: much for a rare word, little for «في».
    pub(super) fn worth(&self, id: u32) -> f32 {
        self.worth.get(id as usize).copied().unwrap_or(0.0)
    }

    /// Estimates the scores from how often each word occurs in both texts.
    fn weigh(&mut self, texts: [&[u32]; 2]) {
        let mut count = vec![0_u32; self.tokens.len()];
        for id in texts.into_iter().flatten() {
            count[*id as usize] += 1;
        }
        let all = (texts[0].len() + texts[1].len()) as f32 + PRIOR_WORDS;
        self.worth = count.iter().map(|n| (0.6 * all / (*n as f32 + 0.5)).ln().clamp(0.5, MOST_WORTH)).collect();
    }
}

/// Where a word of the article stands.
#[derive(Debug, Clone, Copy)]
struct PlaceInArticle {
    sentence: u32,
    /// Its index in the sentence.
    word: u32,
}

/// The article and what was heard, ready to be compared.
#[derive(Debug, Default)]
pub(super) struct TokenisedPair {
    pub(super) vocabulary: Vocabulary,
    pub(super) article: TokenisedText,
    pub(super) heard: TokenisedText,
    /// For each article word: where it stands.
    places: Vec<PlaceInArticle>,
    /// For each heard word: the transcript's word that it is, or is a part of.
    pub(super) origin: Vec<u32>,
    /// For each heard word: when it was heard, if the recogniser gave a time that can be believed.
    pub(super) heard_at: Vec<Option<Span>>,
    /// For each article word: what a match of it scores less, in nats, for standing in a headline or in boilerplate. Where the same
    /// words also stand in running text, that is where they were read from.
    pub(super) handicap: Vec<f32>,
}

impl TokenisedPair {
    /// Both texts; the transcript's words of which `barred` is true are left out, since they may not anchor anything.
    /// `times` are those of the transcript's words.
    pub(super) fn new(transcript: &Transcript, article: &Article, barred: &[bool], times: &[Timed]) -> Self {
        let mut texts = Self::default();
        texts.add_article(article);
        texts.add_transcript(transcript, barred, times);
        texts.vocabulary.weigh([&texts.article.ids, &texts.heard.ids]);
        for text in [&mut texts.article, &mut texts.heard] {
            text.join_words(&texts.vocabulary);
            text.index_numbers();
        }
        texts
    }

    fn add_article(&mut self, article: &Article) {
        for (s, sentence) in article.sentences().iter().enumerate() {
            let offset = self.article.len();
            self.article.numbers.extend(NumberAt::all(&sentence.tokens, offset));
            for (t, token) in sentence.tokens.iter().enumerate() {
                self.article.ids.push(self.vocabulary.number(token));
                self.places.push(PlaceInArticle { sentence: s as u32, word: t as u32 });
                self.handicap.push(handicap(sentence.part));
            }
        }
    }

    fn add_transcript(&mut self, transcript: &Transcript, barred: &[bool], times: &[Timed]) {
        let mut said = Vec::new();
        for (w, word) in transcript.words().iter().enumerate() {
            if barred.get(w).copied().unwrap_or(false) {
                continue;
            }
            let pieces = tokens(&word.text);
            // Tokens of one word share its time equally.
            let shares = times.get(w).and_then(|time| time.heard()).map(|span| span.shared(pieces.iter().map(|_| 1)));
            for (k, token) in pieces.iter().enumerate() {
                self.heard.ids.push(self.vocabulary.number(token));
                self.origin.push(w as u32);
                self.heard_at.push(shares.as_ref().and_then(|shares| shares.get(k).copied()));
            }
            said.extend(pieces);
        }
        self.heard.numbers.extend(NumberAt::all(&said, 0));
    }

    /// How many words the sentences have that a range of article words touches; 0 for an empty range.
    pub(super) fn words_of_sentences(&self, article: &Range<usize>) -> usize {
        if article.is_empty() {
            return 0;
        }
        let (first, last) = (self.sentence_of(article.start), self.sentence_of(article.end - 1));
        let before = (0..article.start).rev().take_while(|word| self.sentence_of(*word) == first).count();
        let behind = (article.end..self.article.len()).take_while(|word| self.sentence_of(*word) == last).count();
        before + article.len() + behind
    }

    /// How much of the sentences that it touches a range of article words covers, 0 to 1.
    pub(super) fn share_of_sentences(&self, article: &Range<usize>) -> f32 {
        article.len() as f32 / self.words_of_sentences(article).max(1) as f32
    }

    /// The sentence of an article word.
    pub(super) fn sentence_of(&self, article: usize) -> usize {
        self.places.get(article).map_or(0, |place| place.sentence as usize)
    }

    /// The index at which the sentence of article word `at` begins; behind the last word of the article `at` itself.
    pub(super) fn start_of_sentence(&self, at: usize) -> usize {
        at - self.places.get(at).map_or(0, |place| place.word as usize)
    }

    /// How many words from article word `at` on belong to the sentence of the word before it.
    pub(super) fn rest_of_sentence(&self, at: usize) -> usize {
        let sentence = |i: usize| self.places.get(i).map(|place| place.sentence);
        let Some(own) = at.checked_sub(1).and_then(sentence) else { return 0 };
        (at..self.places.len()).take_while(|i| sentence(*i) == Some(own)).count()
    }

    /// The transcript's words behind a range of heard words.
    pub(super) fn origin_of(&self, heard: &Range<usize>) -> WordRange {
        let word = |j: usize| self.origin.get(j).map_or(0, |w| *w as usize);
        WordRange::new(word(heard.start), word(heard.end.saturating_sub(1)) + 1)
    }
}

/// Small against the score of any word, so that it only decides between equal ones.
fn handicap(part: PartKind) -> f32 {
    match part {
        PartKind::Boilerplate => 0.3,
        PartKind::Headline => 0.1,
        _ => 0.0,
    }
}
