//! How a negation was gained or lost: a particle alone, one word for another, a word and its contraction.

use super::kind::Side;
use crate::text::Token;
use crate::text::lexicon::NegationKind;

/// What is known of the negations on both sides of a difference.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Denial {
    /// Every one is a word that denies and has no other sense.
    pub(super) certain: bool,
    /// What was heard for words that negate nothing begins or ends with one of the little ones that recognisers of Arabic make of broken
    /// words: ما, لا, غير.
    pub(super) bare: bool,
    /// One side is the other with n't: is and isn't, will and won't.
    pub(super) contracted: bool,
}

impl Denial {
    pub(super) fn of(published: &Side, said: &Side) -> Self {
        let all = || published.negating().chain(said.negating());
        let contracted = match (published.words(), said.words()) {
            ([a], [b]) => is_contracted(a, b) || is_contracted(b, a),
            _ => false,
        };
        let bare =
            matches!(said.words(), [.., last] if is_bare(last)) || matches!(said.words(), [first, ..] if is_bare(first));
        Self {
            certain: all().all(|n| n.certain && matches!(n.kind, NegationKind::Full | NegationKind::Restriction)),
            bare: bare && published.negating().next().is_none(),
            contracted,
        }
    }
}

fn is_bare(token: &Token) -> bool {
    matches!(token.normalised.key(), "ما" | "لا" | "غير")
}

fn is_contracted(whole: &Token, negated: &Token) -> bool {
    const IRREGULAR: &[(&str, &str)] = &[("can", "cant"), ("can", "cannot"), ("will", "wont"), ("shall", "shant")];
    let (whole, negated) = (whole.normalised.key(), negated.normalised.key());
    negated.strip_suffix("nt") == Some(whole) || IRREGULAR.contains(&(whole, negated))
}
