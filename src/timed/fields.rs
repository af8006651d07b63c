//! What a JSON file of no known form has, for a person to see what it is.

use super::json::Value;

/// So many members of a file are told,
const MOST_FIELDS: usize = 12;
/// so much of the name of each.
const FIELD_SHOWN: usize = 30;

/// The members of a file in which nothing was found, for a person to see what it is: those of lists behind `[]`.
pub(super) fn fields(values: &[Value]) -> String {
    let mut found = Vec::new();
    let file = values.first().filter(|_| values.len() == 1);
    let list = file.map_or(values, |file| file.list());
    match file.filter(|file| file.list().is_empty()) {
        Some(file) => {
            for (name, value) in file.members() {
                let inner: Vec<_> = value.list().first().unwrap_or(value).members().collect();
                let sign = if value.list().is_empty() { "." } else { "[]." };
                if inner.is_empty() {
                    found.push(name);
                } else {
                    found.extend(inner.into_iter().map(|(inner, _)| format!("{name}{sign}{inner}")));
                }
            }
        }
        None => found.extend(list.iter().take(1).flat_map(Value::members).map(|(name, _)| format!("[].{name}"))),
    }
    let shown = |name: &String| format!("`{}`", name.chars().take(FIELD_SHOWN).collect::<String>());
    let told: Vec<String> = found.iter().take(MOST_FIELDS).map(shown).collect();
    match found.len() {
        0 => "no fields".to_owned(),
        count if count > MOST_FIELDS => format!("{} and {} more", told.join(", "), count - MOST_FIELDS),
        _ => told.join(", "),
    }
}
