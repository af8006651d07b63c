//! Arabic proclitics before a listed word. Unlike [`stem`](crate::text::Normalised::stem), which keeps words apart that only begin
//! like a clitic, this gives every way of parting a word: it serves to look up closed lists.

/// The key, and the key without و or ف, without ب ل or ك behind it, and with لل written out as ل and ال.
pub(super) fn without_clitics(key: &str) -> Vec<String> {
    let mut found = vec![key.to_owned()];
    found.extend(key.strip_prefix(['و', 'ف']).map(str::to_owned));
    for base in found.clone() {
        found.extend(base.strip_prefix(['ب', 'ل', 'ك']).map(str::to_owned));
        found.extend(base.strip_prefix("لل").map(|rest| format!("ال{rest}")));
    }
    // What is left of a word by parting it is a word of two letters or more.
    found.retain(|form| form == key || form.chars().count() > 1);
    found
}

/// The key and the key without و or ف.
pub(super) fn without_conjunction(key: &str) -> impl Iterator<Item = &str> {
    std::iter::once(key).chain(key.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 1))
}
