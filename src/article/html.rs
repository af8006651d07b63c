use super::{Facts, Mark, Page};
pub(super) fn page(html: &str) -> Page {
    let mut page = Page::new(Facts::default());
    let document = dom_query::Document::from(html);
    for line in document.formatted_text().lines().map(str::trim).filter(|l| !l.is_empty()) {
        page.push(line, Mark::None);
    }
    page
}
