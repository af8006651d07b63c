//! One side, the sentence or what was heard, as words with what the lexicon finds in them. A word is read among its neighbours:
//! "only" behind it makes "not" no negation.

use std::collections::HashSet;
use std::ops::Range;

use super::sign::Sign;
use crate::text::lexicon::{
    DateMention, NameMention, Negation, dates, introduced_names, is_function_word, is_title, leads_to_name, names,
    names_of_bodies, names_of_places, negations, sayers,
};
use crate::text::{Number, TextRange, Token, normalise, numbers, tokens};
use crate::transcript::Transcript;

/// Words in running order and what is found in them. Every range of it is one of token indices.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    /// Whether each token stands capitalised where no sentence begins: in English, a name or a part of one.
    pub(super) capitalised: Vec<bool>,
    /// Whether each token has two letters or more, all of them capitals: US, EU.
    pub(super) initials: Vec<bool>,
    /// Whether nothing but a dash stands between each token and the next: 9am-5pm.
    pub(super) dashed: Vec<bool>,
    /// The sign that stands before each token: #3, -5.
    pub(super) signs: Vec<Option<Sign>>,
    /// Whether an Arabic title, occupation or kind of place stands before each token.
    pub(super) introduced: Vec<bool>,
    /// Whether each token belongs to a number, a date or a listed name.
    listed: Vec<bool>,
    pub(super) negations: Vec<Negation>,
    pub(super) names: Vec<NameMention>,
    /// Names of places of several words that a kind of place introduces.
    pub(super) places: Vec<Range<usize>>,
    pub(super) dates: Vec<DateMention>,
    pub(super) numbers: Vec<Number>,
}

impl Reading {
    /// The words of `text` at `ranges`.
    pub(super) fn of_text(text: &str, ranges: impl Iterator<Item = TextRange>) -> Self {
        let token = |range: TextRange| Token { range, normalised: normalise(range.of(text)) };
        let all: Vec<Token> = ranges.map(token).collect();
        let capitalised = (0..all.len()).map(|at| is_named(text, &all, at)).collect();
        let initials = all.iter().map(|token| are_initials(token.range.of(text))).collect();
        let between = |pair: &[Token]| {
            let [first, second] = pair else { return false };
            let gap = text.get(first.range.end()..second.range.start()).unwrap_or("").trim();
            matches!(gap, "-" | "–" | "—" | "‑" | "−")
        };
        let dashed = all.windows(2).map(between).chain([false]).collect();
        let signs = all.iter().map(|token| Sign::before(text, token.range.start())).collect();
        Self { initials, dashed, signs, ..Self::of(all, capitalised) }
    }

    fn of(tokens: Vec<Token>, capitalised: Vec<bool>) -> Self {
        let (names, dates, numbers) = (names(&tokens), dates(&tokens), numbers(&tokens));
        let mut listed = vec![false; tokens.len()];
        let mentions = names.iter().map(|n| &n.words).chain(dates.iter().map(|d| &d.words));
        for words in mentions.chain(numbers.iter().map(|n| &n.tokens)) {
            listed.get_mut(words.clone()).unwrap_or_default().fill(true);
        }
        Self {
            introduced: introduced_names(&tokens, &names),
            negations: negations(&tokens),
            places: names_of_places(&tokens),
            listed,
            names,
            dates,
            numbers,
            tokens,
            capitalised,
            ..Self::default()
        }
    }

    /// Whether a word of a number, a date or a listed name stands among these tokens.
    pub(super) fn is_listed(&self, tokens: &Range<usize>) -> bool {
        self.listed.get(tokens.clone()).is_some_and(|all| all.contains(&true))
    }

    /// Whether one of these tokens stands capitalised where no sentence begins.
    pub(super) fn is_capitalised(&self, tokens: &Range<usize>) -> bool {
        self.capitalised.get(tokens.clone()).is_some_and(|all| all.contains(&true))
    }

    /// The stems of its words that a title or the like introduces.
    fn introduced_stems(&self) -> impl Iterator<Item = &str> {
        let all = self.tokens.iter().zip(&self.introduced);
        all.filter(|(_, introduced)| **introduced).map(|(token, _)| token.normalised.stem())
    }

    /// Takes every word that another reading introduces as a name for one here too.
    fn introduce(&mut self, names: &HashSet<String>) {
        for (token, introduced) in self.tokens.iter().zip(&mut self.introduced) {
            *introduced |= names.contains(token.normalised.stem());
        }
    }

    /// Takes the words of a body's name for a name.
    fn introduce_bodies(&mut self) {
        let of_bodies = names_of_bodies(&self.tokens);
        self.introduced.iter_mut().zip(of_bodies).for_each(|(introduced, of_body)| *introduced |= of_body);
    }

    /// Whether an Arabic title or the like introduces one of these tokens, or a list names it.
    pub(super) fn is_named(&self, tokens: &Range<usize>) -> bool {
        let touches = |words: &Range<usize>| words.start < tokens.end && tokens.start < words.end;
        self.introduced.get(tokens.clone()).is_some_and(|all| all.contains(&true))
            || self.names.iter().any(|name| name.certain && touches(&name.words))
    }

    /// Whether a noun follows the token `at`, as far as can be told, so that a name there is its adjective; "and" and another such name
    /// may stand between: the US and British envoys.
    pub(super) fn is_before_noun(&self, at: usize) -> bool {
        let joined = self.tokens.get(at + 1).is_some_and(|token| matches!(token.normalised.key(), "and" | "or"));
        let another = || self.names.iter().any(|name| name.words == (at + 2..at + 3));
        self.stands_before_noun(if joined && another() { at + 2 } else { at })
    }

    fn stands_before_noun(&self, at: usize) -> bool {
        #[rustfmt::skip]
        const VERBS: &[&str] = &[
            "said", "says", "told", "tells", "wants", "hopes", "warns", "plans", "became", "began", "went", "goes", "made", "makes", "took", "takes", "gave", "gives",
            "sent", "sends", "won", "lost", "left", "came", "saw", "sees", "calls", "needs", "seeks", "fears", "denies", "not", "never",
        ];
        let [Some(word), Some(next)] = [at, at + 1].map(|at| self.tokens.get(at)) else { return false };
        let key = next.normalised.key();
        let beside = next.range.start() == word.range.end() + 1 || next.range.start() == word.range.end() + 2;
        let verb = VERBS.contains(&key) || key.ends_with("ed") || key.ends_with("ly");
        beside && key.is_ascii() && !verb && !is_function_word(&next.normalised) && next.normalised.number().is_none()
    }

    pub(super) fn is_filler(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(is_filler)
    }
}

/// Whether a capital of the word at `at` makes it a name: one within a sentence, behind a title ("Mr. Colin"), at the beginning of a
/// sentence before another ("Owen Pritchard"), or two and nothing else (US).
fn is_named(text: &str, all: &[Token], at: usize) -> bool {
    let Some(token) = all.get(at).filter(|t| t.range.of(text).starts_with(char::is_uppercase)) else { return false };
    if is_function_word(&token.normalised) || is_title(&token.normalised) {
        return false;
    }
    // US at the beginning of a sentence too, but not a text in capitals.
    let initials = |at: usize| all.get(at).is_some_and(|token| are_initials(token.range.of(text)));
    if initials(at) && !initials(at + 1) && !at.checked_sub(1).is_some_and(initials) {
        return true;
    }
    let titled = at.checked_sub(1).and_then(|before| all.get(before)).is_some_and(|before| is_title(&before.normalised));
    let goes_on = || all.get(at + 1).is_some_and(|next| is_capitalised(text, next.range));
    at > 0 && is_capitalised(text, token.range) || titled || goes_on()
}

fn are_initials(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether a word begins with a capital and no sentence ends before it.
fn is_capitalised(text: &str, range: TextRange) -> bool {
    let before = text.get(..range.start()).unwrap_or("").trim_end().chars().next_back();
    let opens = before.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | '"' | '“' | ':' | '\n' | '—'));
    !opens && range.of(text).chars().next().is_some_and(char::is_uppercase)
}

/// What speakers say between words to gain time. It is in no article, and no editor wants to be told of it.
const FILLERS: &[&str] =
    &["um", "uhm", "umm", "uh", "uhh", "er", "erm", "ehm", "hmm", "hm", "mm", "اه", "ااه", "امم", "اممم"];

/// Whether letters are left out of a word in an old way: mak'st, deserv'd, e'en; and not as in isn't, they're, Brendan's.
pub(super) fn is_elided(word: &str) -> bool {
    const USUAL: &[&str] = &["s", "t", "re", "ve", "ll", "m", "d"];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let Some((before, behind)) = word.split_once(['\'', '’']) else { return false };
    let usual = USUAL.contains(&behind) && (behind != "d" || is_function_word(&normalise(before)));
    let negated = behind != "t" || before.ends_with('n');
    before.chars().count() > 1 && !(usual && negated)
}

fn is_filler(token: &Token) -> bool {
    FILLERS.contains(&token.normalised.key())
}

/// Tells each of the readings of one text, and that of what was heard, which words the others introduce as names: an article gives a
/// title once.
pub(super) fn share_names(readings: &mut [Reading], heard: &mut Heard) {
    let names: HashSet<String> = readings.iter().flat_map(Reading::introduced_stems).map(str::to_owned).collect();
    heard.reading.introduce(&names);
    heard.reading.introduce_bodies();
    for reading in readings {
        reading.introduce(&names);
        reading.introduce_bodies();
        // Who says something may be named by his office: its words are no names elsewhere.
        let sayers = sayers(&reading.tokens);
        let said_by = sayers.into_iter().zip(&reading.tokens).map(|(sayer, token)| sayer && !leads_to_name(token));
        reading.introduced.iter_mut().zip(said_by).for_each(|(introduced, sayer)| *introduced |= sayer);
    }
}

/// What was heard, as a [`Reading`] of the whole transcript.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) reading: Reading,
    /// For each word of the transcript, and behind the last, its first token.
    first_token: Vec<usize>,
}

impl Heard {
    /// What notes a sound has no token, nor has what a speaker says to gain time, unless it is linked to the same in the article:
    /// `linked` tells of each word whether it is.
    pub(super) fn of(transcript: &Transcript, linked: &[bool]) -> Self {
        let sounds = transcript.sounds();
        let (mut text, mut ranges, mut first_token) = (String::new(), Vec::new(), Vec::new());
        for (at, word) in transcript.words().iter().enumerate() {
            first_token.push(ranges.len());
            let mut pieces = tokens(&word.text);
            let filler = pieces.iter().all(is_filler) && linked.get(at) != Some(&true);
            if filler || sounds.iter().any(|sound| sound.words.contains(&at)) {
                pieces.clear();
            }
            ranges.extend(pieces.iter().map(|t| TextRange::at(text.len() + t.range.start(), text.len() + t.range.end())));
            text.push_str(&word.text);
            text.push(' ');
        }
        first_token.push(ranges.len());
        Self { reading: Reading::of_text(&text, ranges.into_iter()), first_token }
    }

    /// The tokens of some words of the transcript.
    pub(super) fn tokens_of(&self, words: &Range<usize>) -> Range<usize> {
        let at = |word: usize| self.first_token.get(word).or(self.first_token.last()).copied().unwrap_or(0);
        at(words.start)..at(words.end).max(at(words.start))
    }

    /// The words of the transcript of which these are all tokens.
    pub(super) fn words_of(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        // Several words have one first token where those before it have none: the last of them has it.
        let start = self.first_token.partition_point(|first| *first <= tokens.start).checked_sub(1)?;
        let end = self.first_token.partition_point(|first| *first < tokens.end);
        (start < end && self.tokens_of(&(start..end)) == *tokens).then_some(start..end)
    }
}
