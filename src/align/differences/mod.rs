//! Where what was said differs from what was published, and what that weighs.
//!
//! Links only place words: `legal` is linked to `illegal`. Here each place is judged: the words are equal (then nothing is told), or
//! they differ in a kind, and the difference changes what is claimed, is another wording, or is more likely a mishearing. Every heard
//! word that belongs to the article stands in a link that is equal or in one difference, and never in two.
//!
//! ```text
//! strays      words that were linked to a sentence beside theirs
//! places      which heard words stand where in a sentence
//! shared      a heard word of several parts that was linked to two places
//! borders     which sentence a word at the border of two belongs to
//! reading     both sides as words, with what the lexicon finds in them
//! refine      equal words within a run that changed
//! pairs       which of its other words stand for which
//! repeats     words that the speaker said again
//! calendar    days of a month as a whole, in any order
//! asked       questions with "not" behind the one who is asked about
//! equality    whether words are the same, said or written in another way
//! figure      whether figures are what was said for them
//! clock       whether both are one time of the day
//! temperature whether both are one temperature
//! sign        a sign before a word
//! signs       a word that was said for a sign
//! amount      whether both are one amount of something
//! thousands   whether both sides count one of a scale, or two
//! kind        in what they differ
//! evidence    what speaks for the difference and against it
//! judge       what a place is judged by
//! hearing     how a place was heard: confidence, time, neighbours
//! resemblance how alike both sides are
//! denial      how a negation was gained or lost
//! pace        whether there was time for what was not heard
//! odds        what the evidence adds up to
//! misheard    one hearing for a sentence that was misheard as a whole
//! moved       what was said at another place of the sentence
//! weight      what that weighs
//! whole       numbers, dates and names of which a word was added or left out
//! witnesses   what the recogniser answered when it was asked for both texts
//! ```

mod amount;
mod asked;
mod borders;
mod calendar;
mod changed;
mod clock;
mod denial;
mod equality;
mod evidence;
mod figure;
mod hearing;
mod judge;
mod kind;
mod misheard;
mod moved;
mod odds;
mod pace;
mod pairs;
mod places;
mod reading;
mod refine;
mod repeats;
mod resemblance;
mod shared;
mod sign;
mod signs;
mod strays;
mod temperature;
mod thousands;
mod weight;
mod whole;
mod witnesses;

#[cfg(test)]
mod changes;
#[cfg(test)]
mod editor;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::confidence::round;
use super::document::{
    AlignedSentence, Alignment, Difference, DifferenceKind, JUDGEMENT, PairVerdict, PublishedWords, SaidWords,
    SentenceStatus, Weight,
};
use crate::text::{TextRange, Token};
use crate::transcript::Transcript;
use changed::Changed;
use denial::Denial;
use equality::Sides;
use evidence::Evidence;
use hearing::is_lost;
use judge::Judge;
use kind::Side;
use pace::Pace;
use places::Piece;
use reading::{Heard, Reading};
use refine::Equal;

impl Alignment {
    /// Fills [`super::AlignedWord::same`] and [`AlignedSentence::differences`] of every sentence anew, as [`super::align`] does.
    /// `transcript` is the one that was aligned.
    pub fn judge(&mut self, transcript: &Transcript) {
        self.judgement = JUDGEMENT;
        let matched = self.pair.verdict == PairVerdict::Matched;
        strays::release(self);
        let mut pieces = if matched { places::pieces(self) } else { vec![Vec::new(); self.sentences.len()] };
        let mut heard = Heard::of(transcript, &places::linked(self));
        let pace = Pace::of(transcript);
        let mut published: Vec<Reading> =
            self.sentences.iter().map(|s| Reading::of_text(&self.article.text, s.words.iter().map(|w| w.range))).collect();
        reading::share_names(&mut published, &mut heard);
        let judge = Judge { transcript, text: &self.article.text, heard: &heard, times: &self.word_times, pace };
        let equal = |sentence: usize, words: &Range<usize>, heard: &Range<usize>| {
            published.get(sentence).is_some_and(|published| judge.equal(published, words, heard))
        };
        shared::part(&mut self.sentences, &mut pieces, transcript.words().len(), equal);
        for (pieces, published) in pieces.iter_mut().zip(&published) {
            calendar::join(pieces, published, &heard);
            asked::join(pieces, published, &heard);
            temperature::join(pieces, published, &heard);
        }
        borders::settle(&mut pieces, equal, |first, second| repeats::is_again(&heard, first, second));
        for ((sentence, pieces), published) in self.sentences.iter_mut().zip(&pieces).zip(&published) {
            judge.sentence(sentence, published, pieces);
        }
    }
}

impl Judge<'_> {
    fn sentence(&self, sentence: &mut AlignedSentence, published: &Reading, pieces: &[Piece]) {
        for word in &mut sentence.words {
            word.same = word.heard.map(|_| false);
        }
        let changed = self.changed(sentence, published, pieces);
        let changed = self.without_equal(sentence, published, changed);
        let said = matches!(sentence.status, SentenceStatus::Spoken | SentenceStatus::Partly);
        let told = |c: &&Changed| said || !c.heard.is_empty();
        sentence.differences = if sentence.duplicate_of.is_some() {
            Vec::new()
        } else {
            let moved = moved::within(&changed, published, self.heard);
            let places = changed.iter().zip(moved).filter(|(place, _)| told(place));
            let all = places.filter_map(|(place, moved)| self.difference(sentence, published, place, moved)).collect();
            let same = sentence.words.iter().filter(|word| word.same == Some(true)).count();
            let misheard = !self.corrected() && is_lost(same, sentence.words.len());
            if misheard { misheard::fold(sentence, self.text, all, |heard| self.said(heard)) } else { all }
        };
    }

    /// The runs of words that changed, one after the other; words that are equal are marked so.
    fn changed(&self, sentence: &mut AlignedSentence, published: &Reading, pieces: &[Piece]) -> Vec<Changed> {
        let mut changed: Vec<Changed> = Vec::new();
        // Whether the last piece changed too, so that the next one goes on with it.
        let mut open = false;
        let (mut next, mut last_heard) = (0, pieces.iter().find_map(Piece::heard).map_or(0, |heard| heard.start));
        for piece in pieces {
            let (words, heard) = match piece {
                Piece::Unheard(word) => (*word..word + 1, None),
                Piece::Linked(words, heard) => (words.clone(), Some(heard.clone())),
                Piece::Loose(heard) => (next..next, Some(heard.clone())),
            };
            next = words.end;
            last_heard = heard.as_ref().map_or(last_heard, |heard| heard.end);
            let linked = matches!(piece, Piece::Linked(..));
            if linked && self.equal(published, &words, heard.as_ref().unwrap_or(&(0..0))) {
                refine::keep(sentence, Equal { words, heard: heard.unwrap_or(0..0) }, self.times);
                open = false;
                continue;
            }
            // A pause that is printed and was not said is nothing to tell.
            if heard.is_none() && published.is_filler(words.start) {
                continue;
            }
            match changed.last_mut().filter(|last| open && last.touches(heard.as_ref())) {
                Some(last) => last.extend(words, heard),
                None => changed.push(Changed { words, heard: heard.unwrap_or(last_heard..last_heard) }),
            }
            open = true;
        }
        changed
    }

    /// The places that are left of the runs that changed when equal words within them are linked, and words that were said again.
    fn without_equal(&self, sentence: &mut AlignedSentence, published: &Reading, changed: Vec<Changed>) -> Vec<Changed> {
        let mut left = Vec::new();
        for run in changed {
            let parts = refine::equal_parts(&run, |words, heard| self.equal(published, words, heard));
            parts.iter().for_each(|part| refine::link(sentence, part, self.times));
            for rest in refine::rest(&run, &parts) {
                refine::unlink(sentence, &rest);
                let whole = refine::with_neighbour(sentence, &rest, |words, heard| self.equal(published, words, heard));
                match whole.or_else(|| repeats::of_neighbour(sentence, &rest, self.heard)) {
                    Some(whole) => refine::link(sentence, &whole, self.times),
                    None => {
                        let whole = self.is_of_speaker(sentence, &rest);
                        match whole::with_its_rest(sentence, published, self.heard, &rest).filter(|_| whole) {
                            Some(whole) => {
                                refine::part(sentence, &whole);
                                left.push(whole);
                            }
                            None => {
                                let places = pairs::places(sentence, published, self.heard, rest);
                                left.extend(places.into_iter().flat_map(|place| self.apart(sentence, published, place)));
                            }
                        }
                    }
                }
            }
        }
        for place in &left {
            refine::unlink(sentence, place);
        }
        left
    }

    /// A negation that was said beside words for which there was time behind it or before it: these were said and not heard, and it was
    /// not heard in their place.
    fn apart(&self, sentence: &AlignedSentence, published: &Reading, place: Changed) -> Vec<Changed> {
        let said = Side { reading: &self.heard.reading, tokens: self.heard.tokens_of(&place.heard) };
        let printed = Side { reading: published, tokens: place.words.clone() };
        let alone = said.tokens.len() == 1 && said.negating().next().is_some() && printed.negating().next().is_none();
        let between = [place.heard.start, place.heard.end];
        let text = self.published_range(sentence, &place.words).filter(|_| alone).map(|range| range.of(self.text));
        let least = if Denial::of(&printed, &said).bare { weight::BARE_NEGATION } else { weight::CERTAIN_NEGATION };
        let text = text.filter(|_| self.confidence(&place.heard) >= least);
        let Some(gap) = text.and_then(|text| between.into_iter().find(|at| self.pace.has_gap(self.transcript, *at, text)))
        else {
            return vec![place];
        };
        let added = |word: usize| Changed { words: word..word, heard: place.heard.clone() };
        let omitted = Changed { words: place.words.clone(), heard: gap..gap };
        if gap == place.heard.start {
            vec![omitted, added(place.words.end)]
        } else {
            vec![added(place.words.start), omitted]
        }
    }

    fn equal(&self, published: &Reading, words: &Range<usize>, heard: &Range<usize>) -> bool {
        let tokens = self.heard.tokens_of(heard);
        let said = self.heard.reading.tokens.get(tokens.clone()).unwrap_or(&[]);
        let listed = published.is_listed(words) && self.heard.reading.is_listed(&tokens);
        let heard = &self.heard.reading;
        let alone = |reading: &Reading, at: &Range<usize>| at.len() == 1 && reading.is_before_noun(at.start);
        let initials = |reading: &Reading, at: &Range<usize>| reading.initials.get(at.start) == Some(&true);
        let sides = Sides {
            named: published.is_capitalised(words) || published.is_named(words) || heard.is_capitalised(&tokens),
            listed,
            timed: listed
                && (clock::is_part_of_day(behind(published, words.end)) || clock::is_part_of_day(behind(heard, tokens.end))),
            scaled: temperature::is_scale(behind(published, words.end)) != temperature::is_scale(behind(heard, tokens.end)),
            adjective: (initials(published, words) || initials(heard, &tokens))
                && alone(published, words)
                && alone(heard, &tokens),
        };
        let printed = published.tokens.get(words.clone()).unwrap_or(&[]);
        let (both, places) = ([published, heard], [words, &tokens]);
        (equality::equal(printed, said, sides) || signs::is_said(both, places, sides)) && !thousands::are_other(both, places)
    }

    fn difference(
        &self,
        sentence: &AlignedSentence,
        published: &Reading,
        changed: &Changed,
        moved: bool,
    ) -> Option<Difference> {
        let tokens = self.heard.tokens_of(&changed.heard);
        if changed.words.is_empty() && tokens.is_empty() {
            return None;
        }
        let left = Side { reading: published, tokens: changed.words.clone() };
        let right = Side { reading: &self.heard.reading, tokens: tokens.clone() };
        let kind = self.kind(sentence, changed, [&left, &right], moved);
        let unwritable = self.is_unwritable(sentence, published, &changed.words);
        let evidence =
            Evidence { unwritable, ..Evidence::of(&left, &right, self.hearing(sentence, published, changed, &right)) };
        let (weight, confidence) = self.witnessed(kind, &evidence, changed, weight::weigh(kind, &evidence));
        let range = self.published_range(sentence, &changed.words);
        let at = range.map_or_else(|| place(sentence, changed.words.start), TextRange::start);
        Some(Difference {
            published: range.map(|range| PublishedWords { range, text: range.of(self.text).to_owned() }),
            said: (!tokens.is_empty()).then(|| self.said(&changed.heard)),
            at,
            kind,
            weight,
            confidence: round(confidence),
        })
    }

    /// The kind, when what was said at another place of the sentence, and the owner's form of a name, are no other date and name.
    fn kind(&self, sentence: &AlignedSentence, changed: &Changed, sides: [&Side; 2], moved: bool) -> DifferenceKind {
        use DifferenceKind::{Added, Date, Name, Number, Omitted, Wording};
        let printed = self.published_range(sentence, &changed.words).map_or("", |range| range.of(self.text));
        match kind::kind(sides[0], sides[1]) {
            Date | Number if moved && changed.words.is_empty() => Added,
            Date | Number if moved => Omitted,
            Name if is_of_one_owner(printed, &self.said(&changed.heard).text) => Wording,
            kind => kind,
        }
    }

    /// Whether one of the words is none that a recogniser writes, so that its answer says nothing: a pause to gain time, an old form
    /// with letters left out (mak'st).
    fn is_unwritable(&self, sentence: &AlignedSentence, published: &Reading, words: &Range<usize>) -> bool {
        words.clone().any(|at| {
            let elided = sentence.words.get(at).is_some_and(|word| reading::is_elided(word.range.of(self.text)));
            elided || published.is_filler(at)
        })
    }

    /// The weight when what the recogniser answered for this place is heard too.
    fn witnessed(
        &self,
        kind: DifferenceKind,
        evidence: &Evidence,
        changed: &Changed,
        (weight, chance): (Weight, f32),
    ) -> (Weight, f32) {
        let of_wording = matches!(kind, DifferenceKind::Wording | DifferenceKind::Added | DifferenceKind::Omitted);
        let not_understood = of_wording && !evidence.hearing.understood;
        let untold = evidence.is_garbled() || evidence.is_without_little_words() || not_understood;
        let unasked = evidence.hearing.corrected || evidence.hearing.lost || evidence.unwritable || untold;
        match witnesses::answer(self.transcript, &changed.heard).filter(|_| !unasked) {
            Some(answer) => answer.weigh(kind, evidence.is_hard_to_tell(), (weight, chance)),
            None => (weight, chance),
        }
    }

    fn corrected(&self) -> bool {
        self.transcript.engine().options.iter().any(|option| option == "corrected")
    }

    fn published_range(&self, sentence: &AlignedSentence, words: &Range<usize>) -> Option<TextRange> {
        let run = sentence.words.get(words.clone())?;
        Some(TextRange::at(run.first()?.range.start(), run.last()?.range.end()))
    }

    fn said(&self, heard: &Range<usize>) -> SaidWords {
        let words = self.transcript.words().get(heard.clone()).unwrap_or(&[]);
        let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let text = text.trim_matches(is_punctuation).to_owned();
        SaidWords { words: heard.clone().into(), text }
    }
}

/// The words from `at` on.
fn behind(reading: &Reading, at: usize) -> &[Token] {
    reading.tokens.get(at..).unwrap_or(&[])
}

/// Whether the names are one with an English possessive and without: "Hassan's", "Hassan".
fn is_of_one_owner(printed: &str, said: &str) -> bool {
    let owner = |name: &str| {
        let name = name.trim_matches(is_punctuation).to_lowercase();
        name.strip_suffix("'s").or(name.strip_suffix("’s")).map_or(name.clone(), str::to_owned)
    };
    owner(printed) == owner(said)
}

/// What stands around a word and is no part of it.
fn is_punctuation(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟' | '"' | '“' | '”' | '«' | '»' | '(' | ')')
}

/// The byte at which words that stand before the sentence's word `word` were added.
fn place(sentence: &AlignedSentence, word: usize) -> usize {
    let behind = || sentence.words.last().map_or(sentence.range.start(), |w| w.range.end());
    sentence.words.get(word).map_or_else(behind, |w| w.range.start())
}
