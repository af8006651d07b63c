//! Wars of the world, which are counted before and behind: World War II, the Second World War, WWII.

use super::grammar::{Reading, read_at};
use super::item::Item;
use super::mention::Number;
use crate::text::numeral::{Form, Unit, Value};
use crate::text::token::Token;

/// The wars that are named among the tokens, with and without the article before them.
pub(super) fn world_wars(tokens: &[Token], items: &[Item]) -> Vec<Number> {
    let key = |at: usize| tokens.get(at).map_or("", |token| token.normalised.key());
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let war = match (key(at), key(at + 1)) {
            ("world", "war") => counted(items, at + 2, key(at + 2)).map(|(value, end)| (value, at, end)),
            ("ww", _) => counted(items, at + 1, key(at + 1)).map(|(value, end)| (value, at, end)),
            ("wwi", _) => Some((1, at, at + 1)),
            ("wwii", _) => Some((2, at, at + 1)),
            ("first" | "second" | "third", "world") if key(at + 2) == "war" => {
                counted(items, at, "").map(|(value, _)| (value, at, at + 3))
            }
            _ => None,
        };
        let Some((value, start, end)) = war else { continue };
        let (value, form) = (Value::whole(value), Form::Ordinal);
        let reading = Reading { start, end, value, form, unit: Unit::WorldWar, digits: false };
        found.push(Number::of(&reading, end, Unit::WorldWar));
        if start > 0 && key(start - 1) == "the" {
            found.push(Number::of(&Reading { start: start - 1, ..reading }, end, Unit::WorldWar));
        }
    }
    found
}

/// The number of a war at `at`, and where it ends.
fn counted(items: &[Item], at: usize, key: &str) -> Option<(u64, usize)> {
    if key == "i" {
        return Some((1, at + 1));
    }
    let found = read_at(items, at).into_iter().last()?;
    found.value.as_whole().filter(|n| (1..=3).contains(n)).map(|n| (n, found.end))
}
