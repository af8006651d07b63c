use super::{Facts, Mark, Page};
pub(super) fn page(text: &str) -> Page {
    let mut page = Page::new(Facts::default());
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        page.push(line, Mark::None);
    }
    page
}
