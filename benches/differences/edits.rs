//! What may be planted in a text by hand: the lists in `edits-en.txt` and `edits-ar.txt`, written for these texts.

use crate::place::{Kind, Place};

const LISTS: [&str; 2] = [include_str!("edits-en.txt"), include_str!("edits-ar.txt")];

/// What the lists have for the text called `name`, placed in `block`.
pub fn places(name: &str, block: &str) -> Vec<Place> {
    let section = LISTS.iter().flat_map(|list| list.split("\n@ ")).find_map(|s| s.strip_prefix(name)?.strip_prefix('\n'));
    section.unwrap_or_default().lines().filter(|line| !line.is_empty()).filter_map(|line| place(line, block)).collect()
}

fn place(line: &str, block: &str) -> Option<Place> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [kind, original, ref said @ .., published] = fields[..] else { panic!("not an edit: {line}") };
    let kind = Kind::read(kind).unwrap_or_else(|| panic!("no kind: {line}"));
    let start = block.find(original)?;
    let said = said.first().copied().unwrap_or(original);
    Place::new(kind, start..start + original.len(), said, published)
}
