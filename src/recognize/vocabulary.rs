//! Text → the tokens in which a model writes it.
//!
//! whisper.cpp tokenises by the longest match within pieces that it cuts by ASCII letters. Published models were trained on another
//! rule, byte pair encoding over Unicode letters, and find any other spelling of a word unlikely, most of all in Arabic. Their
//! vocabulary holds the rule: a token's number is the rank of its merge. A vocabulary that is no table of merges, as that of the
//! demonstration model, is matched longest first, which is what it was made for.

use std::collections::HashMap;

/// The text tokens of a model.
#[derive(Debug)]
pub(super) struct Vocabulary {
    ids: HashMap<Vec<u8>, i32>,
    longest: usize,
    is_merges: bool,
}

impl Vocabulary {
    /// `tokens` are the bytes of the text tokens in the order of their numbers.
    pub(super) fn new(tokens: impl Iterator<Item = Vec<u8>>) -> Self {
        let mut ids = HashMap::new();
        for (id, bytes) in (0..).zip(tokens) {
            if !bytes.is_empty() {
                ids.entry(bytes).or_insert(id);
            }
        }
        let longest = ids.keys().map(Vec::len).max().unwrap_or(0);
        let longer = ids.iter().filter(|(bytes, _)| bytes.len() > 1);
        let merges = longer.clone().filter(|(bytes, id)| is_merge(bytes, **id, &ids)).count();
        // Some published files hold a handful of tokens beside the table.
        let is_merges = merges * 100 >= longer.count() * 99;
        Self { ids, longest, is_merges }
    }

    /// The tokens of a word with a space before it. `None` when the model cannot spell it.
    pub(super) fn word(&self, word: &str) -> Option<Vec<i32>> {
        let mut tokens = Vec::new();
        for piece in pieces(&format!(" {word}")) {
            match self.ids.get(piece.as_bytes()) {
                Some(id) => tokens.push(*id),
                None if self.is_merges => tokens.extend(self.merged(piece.as_bytes())?),
                None => tokens.extend(self.longest_first(piece.as_bytes())?),
            }
        }
        Some(tokens)
    }

    /// Byte pair encoding: the pair of the lowest rank is merged, until no pair is a token.
    fn merged(&self, piece: &[u8]) -> Option<Vec<i32>> {
        let mut ends: Vec<usize> = (1..=piece.len()).collect();
        let start = |ends: &[usize], n: usize| if n == 0 { 0 } else { ends[n - 1] };
        loop {
            let rank = |n: usize| self.ids.get(&piece[start(&ends, n)..ends[n + 1]]).map(|rank| (*rank, n));
            let Some((_, first)) = (0..ends.len().saturating_sub(1)).filter_map(rank).min() else { break };
            ends.remove(first);
        }
        (0..ends.len()).map(|n| self.ids.get(&piece[start(&ends, n)..ends[n]]).copied()).collect()
    }

    fn longest_first(&self, piece: &[u8]) -> Option<Vec<i32>> {
        let (mut tokens, mut at) = (Vec::new(), 0);
        while at < piece.len() {
            let reach = self.longest.min(piece.len() - at);
            let (length, id) = (1..=reach).rev().find_map(|n| Some((n, *self.ids.get(&piece[at..at + n])?)))?;
            tokens.push(id);
            at += length;
        }
        Some(tokens)
    }
}

/// Whether a token is two older ones joined.
fn is_merge(bytes: &[u8], id: i32, ids: &HashMap<Vec<u8>, i32>) -> bool {
    let older = |part: &[u8]| ids.get(part).is_some_and(|part| *part < id);
    (1..bytes.len()).any(|cut| older(&bytes[..cut]) && older(&bytes[cut..]))
}

/// Cuts as GPT-2's tokeniser does: contractions, runs of letters, of digits, of other signs, each with a space before it.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = contraction(rest).unwrap_or_else(|| run(rest));
        let (piece, behind) = rest.split_at(length);
        found.push(piece);
        rest = behind;
    }
    found
}

fn contraction(text: &str) -> Option<usize> {
    ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].iter().find(|ending| text.starts_with(**ending)).map(|e| e.len())
}

#[derive(PartialEq)]
enum Class {
    Letter,
    Digit,
    Space,
    Other,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_alphabetic() => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}

/// How many bytes the run at the start of `text` has, which is not empty.
fn run(text: &str) -> usize {
    let skipped = usize::from(text.starts_with(' ') && text.chars().nth(1).is_some_and(|c| class(c) != Class::Space));
    let Some(kind) = text[skipped..].chars().next().map(class) else { return text.len() };
    text[skipped..].find(|c| class(c) != kind).map_or(text.len(), |at| skipped + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_published_models_were_taught() {
        assert_eq!(pieces(" don't"), [" don", "'t"]);
        assert_eq!(pieces(" 1,500-strong."), [" 1", ",", "500", "-", "strong", "."]);
        assert_eq!(pieces(" “مجلس"), [" “", "مجلس"]);
    }

    fn spelt(tokens: &[&str]) -> Vocabulary {
        let bytes = (0..=255).map(|byte| vec![byte]);
        Vocabulary::new(bytes.chain(tokens.iter().map(|t| t.as_bytes().to_vec())))
    }

    #[test]
    fn a_table_of_merges_is_merged_by_rank_and_any_other_list_by_the_longest_match() {
        let merges = spelt(&["in", " t", "th", " th", " thin", "hin"]);
        assert!(merges.is_merges);
        // The longest match would be " thin" and "g"; both agree. Of "thing" the first merge is "in".
        assert_eq!(merges.word("thing"), Some(vec![256 + 4, i32::from(b'g')]));
        assert_eq!(merges.word("hint"), Some(vec![i32::from(b' '), 256 + 5, i32::from(b't')]));
        let list = spelt(&[" council", "يروت"]);
        assert!(!list.is_merges);
        assert_eq!(list.word("council"), Some(vec![256]));
        assert_eq!(list.word("بيروت").map(|t| (t.len(), t[3])), Some((4, 257)));
    }

    #[test]
    fn what_a_model_cannot_spell_has_no_tokens() {
        let few = Vocabulary::new([b" a".to_vec(), b"b".to_vec()].into_iter());
        assert_eq!((few.word("a"), few.word("ab"), few.word("ac")), (Some(vec![0]), Some(vec![0, 1]), None));
    }
}
