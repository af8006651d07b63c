//! Lists of phrases, compared after normalisation, so that one spelling of each stands for all («استمع», «إستمع»).

use std::collections::HashSet;

use crate::text::tokens;

/// The phrases of a table that parts them by `|`, each normalised.
pub(super) fn list(table: &str) -> Vec<String> {
    table.split('|').map(|phrase| normalised(phrase.trim())).filter(|key| !key.is_empty()).collect()
}

/// [`list`] for looking up.
pub(super) fn set(table: &str) -> HashSet<String> {
    list(table).into_iter().collect()
}

/// The normalised words of `line`, a space between each.
pub(super) fn normalised(line: &str) -> String {
    let keys: Vec<String> = tokens(line).into_iter().map(|t| t.normalised.key().to_owned()).collect();
    keys.join(" ")
}
