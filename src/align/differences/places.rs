//! Where each heard word stands: with the article words that it is linked to, or, when it is linked to none and its stretch is in the
//! article, between words of a sentence. No heard word stands in two places.

use std::ops::Range;

use super::super::document::{AlignedWord, Alignment, AudioStatus, Link};
use super::super::word_range::WordRange;

/// A piece of a sentence with what was heard for it, in the sentence's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// An article word for which nothing was heard.
    Unheard(usize),
    /// Article words, and the transcript's words that they are linked to.
    Linked(Range<usize>, Range<usize>),
    /// Words of the transcript that are linked to nothing.
    Loose(Range<usize>),
}

impl Piece {
    /// What was heard for it.
    pub(super) fn heard(&self) -> Option<&Range<usize>> {
        match self {
            Self::Unheard(_) => None,
            Self::Linked(_, heard) | Self::Loose(heard) => Some(heard),
        }
    }
}

/// A word of the article: its sentence, and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    sentence: usize,
    word: usize,
}

/// The pieces of every sentence.
pub(super) fn pieces(alignment: &Alignment) -> Vec<Vec<Piece>> {
    let loose = loose(alignment);
    let sentences = alignment.sentences.iter().enumerate();
    sentences.map(|(s, _)| of_sentence(alignment, s, &loose)).collect()
}

/// Of each heard word whether an article word is linked to it.
pub(super) fn linked(alignment: &Alignment) -> Vec<bool> {
    owners(alignment).iter().map(Option::is_some).collect()
}

/// Puts one link in the place of all pieces of these words, unless one of them reaches beyond.
pub(super) fn replace(pieces: &mut Vec<Piece>, words: &Range<usize>, heard: Range<usize>) {
    let within = |part: &Range<usize>, whole: &Range<usize>| part.start >= whole.start && part.end <= whole.end;
    let apart = |part: &Range<usize>, whole: &Range<usize>| part.end <= whole.start || part.start >= whole.end;
    let is_part = |piece: &Piece| match piece {
        Piece::Unheard(word) => words.contains(word),
        Piece::Linked(of, said) => within(of, words) && within(said, &heard),
        Piece::Loose(said) => within(said, &heard),
    };
    let beyond = |piece: &Piece| match piece {
        Piece::Unheard(_) => false,
        Piece::Linked(of, said) => !(is_part(piece) || apart(of, words) && apart(said, &heard)),
        Piece::Loose(said) => !(is_part(piece) || apart(said, &heard)),
    };
    let Some(first) = pieces.iter().position(is_part).filter(|_| !pieces.iter().any(beyond)) else { return };
    let whole = pieces.iter().filter_map(|piece| match piece {
        Piece::Unheard(_) => None,
        Piece::Linked(_, said) | Piece::Loose(said) => Some(said),
    });
    let covered: usize = whole.filter(|said| within(said, &heard)).map(Range::len).sum();
    if covered == heard.len() {
        pieces.retain(|piece| !is_part(piece));
        pieces.insert(first, Piece::Linked(words.clone(), heard));
    }
}

fn of_sentence(alignment: &Alignment, number: usize, loose: &[(Place, Range<usize>)]) -> Vec<Piece> {
    let words = alignment.sentences.get(number).map_or(&[][..], |sentence| &sentence.words);
    let mut pieces = Vec::new();
    let mut word = 0;
    loop {
        let here = Place { sentence: number, word };
        pieces.extend(loose.iter().filter(|(place, _)| *place == here).map(|(_, heard)| Piece::Loose(heard.clone())));
        let Some(first) = words.get(word) else { return pieces };
        let Some(mut heard) = first.heard else {
            pieces.push(Piece::Unheard(word));
            word += 1;
            continue;
        };
        let mut end = word + 1;
        // Several words to one, and one to several: they share what was heard.
        while let Some(shared) = words.get(end).and_then(|w| w.heard).filter(|other| other.overlaps(heard)) {
            heard = heard.hull(shared);
            end += 1;
        }
        pieces.push(Piece::Linked(word..end, heard.indices()));
        word = end;
    }
}

/// The runs of heard words that are linked to nothing and lie in stretches that are in the article, each with the article word before
/// which it stands; one past a sentence's last word stands behind it.
fn loose(alignment: &Alignment) -> Vec<(Place, Range<usize>)> {
    let owners = owners(alignment);
    let mut in_article = vec![false; owners.len()];
    for stretch in alignment.audio.iter().filter(|s| s.status == AudioStatus::InArticle) {
        let heard = stretch.heard;
        if let Some(words) = in_article.get_mut(heard.start()..heard.end().min(owners.len())) {
            words.fill(true);
        }
    }
    let is_loose = |word: usize| owners[word].is_none() && in_article[word];
    let mut found = Vec::new();
    let mut at = 0;
    while at < owners.len() {
        let end = (at..owners.len()).find(|w| is_loose(*w) != is_loose(at)).unwrap_or(owners.len());
        if is_loose(at) {
            let before = owners[..at].iter().rev().flatten().next().copied();
            let after = owners[end..].iter().flatten().next().copied();
            place(alignment, before, after, at..end, &mut found);
        }
        at = end;
    }
    found
}

/// The article word that each heard word is linked to. Sentences that only share what was said for another own nothing.
fn owners(alignment: &Alignment) -> Vec<Option<Place>> {
    let mut owners = vec![None; alignment.transcript.words];
    for (sentence, of) in alignment.sentences.iter().enumerate().filter(|(_, s)| s.duplicate_of.is_none()) {
        for (word, linked) in of.words.iter().enumerate() {
            let heard = linked.heard.map_or(0..0, WordRange::indices);
            for owner in owners.get_mut(heard).unwrap_or_default() {
                owner.get_or_insert(Place { sentence, word });
            }
        }
    }
    owners
}

/// Puts a run between two linked words into the sentence of one of them; of a run at the border of two sentences each gets as much
/// as it has words there for which nothing was heard.
fn place(
    alignment: &Alignment,
    before: Option<Place>,
    after: Option<Place>,
    run: Range<usize>,
    found: &mut Vec<(Place, Range<usize>)>,
) {
    let behind = |place: Place| Place { word: end_of_link(alignment, place), ..place };
    let (Some(before), Some(after)) = (before, after) else {
        let at = before.map(behind).or(after.map(|place| Place { word: start_of_link(alignment, place), ..place }));
        found.extend(at.map(|at| (at, run)));
        return;
    };
    let (from, to) = (behind(before), Place { word: start_of_link(alignment, after), ..after });
    if from.sentence == to.sentence && from.word <= to.word {
        found.push((from, run));
        return;
    }
    let unheard = |place: Place, backwards: bool| {
        let words = &alignment.sentences[place.sentence].words;
        let (head, tail) = words.split_at(place.word.min(words.len()));
        let is_unheard = |w: &&AlignedWord| w.heard.is_none();
        if backwards { head.iter().rev().take_while(is_unheard).count() } else { tail.iter().take_while(is_unheard).count() }
    };
    let (tail, head) = (unheard(from, false), unheard(to, true));
    // With nothing missing on either side, they belong to the word that was heard as another.
    let doubtful = |place: Place| {
        let link = alignment.sentences[place.sentence].words[place.word].link;
        !matches!(link, Link::Exact | Link::Variant | Link::Number)
    };
    if tail + head == 0 && doubtful(after) && !doubtful(before) {
        found.push((to, run));
        return;
    }
    let first = (run.len() * tail + (tail + head) / 2).checked_div(tail + head).unwrap_or(run.len());
    let middle = run.start + first;
    found.extend([(from, run.start..middle), (to, middle..run.end)].into_iter().filter(|(_, part)| !part.is_empty()));
}

/// The word behind those that share the link of this one.
fn end_of_link(alignment: &Alignment, place: Place) -> usize {
    let words = &alignment.sentences[place.sentence].words;
    let heard = words[place.word].heard;
    (place.word + 1..words.len()).find(|w| !overlap(words[*w].heard, heard)).unwrap_or(words.len())
}

/// The first of the words that share the link of this one.
fn start_of_link(alignment: &Alignment, place: Place) -> usize {
    let words = &alignment.sentences[place.sentence].words;
    let heard = words[place.word].heard;
    (0..place.word).rev().take_while(|w| overlap(words[*w].heard, heard)).last().unwrap_or(place.word)
}

fn overlap(a: Option<WordRange>, b: Option<WordRange>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.overlaps(b))
}
