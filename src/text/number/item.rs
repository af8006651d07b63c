//! The tokens of a text as the grammar of numbers sees them.

use crate::text::numeral::{Form, Sense, arabic, english, figure};
use crate::text::token::Token;

/// A token as the grammar sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) sense: Sense,
    /// و stands before it.
    pub(super) joined: bool,
    pub(super) form: Form,
    pub(super) arabic: bool,
    /// Bytes between it and the token before; 0 for the first, or where the ranges are not of one text.
    pub(super) gap: usize,
}

pub(super) fn items(tokens: &[Token]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(tokens.len());
    let mut before: Option<usize> = None;
    for token in tokens {
        let gap = before.and_then(|end| token.range.start().checked_sub(end)).unwrap_or(0);
        before = Some(token.range.end());
        let key = token.normalised.key();
        let plain = Item { sense: Sense::Other, joined: false, form: Form::Cardinal, arabic: false, gap };
        let item = if key.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            match figure::read(key) {
                Some(n) => Item { sense: Sense::Numeral(n.value, n.unit), form: n.form, ..plain },
                None => plain,
            }
        } else if key.is_ascii() {
            english::word(key).map_or(plain, |(sense, form)| Item { sense, form, ..plain })
        } else {
            arabic::word(key).map_or(plain, |w| Item { sense: w.0, form: w.1, joined: w.2, arabic: true, ..plain })
        };
        items.push(item);
    }
    // وأحد عشر: normalised, the joined أحد is a واحد.
    for at in 1..items.len() {
        let normalised_one = tokens.get(at - 1).is_some_and(|token| token.normalised.key() == "واحد");
        if normalised_one && items[at].sense == Sense::Ten && !items[at].joined {
            items[at - 1] = Item { sense: Sense::TeenUnit(1), joined: true, ..items[at - 1] };
        }
    }
    items
}
