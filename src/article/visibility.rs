//! What a page does not show, and the hidden pages of a text that is leafed through in its place.

use dom_query::NodeRef;

/// Elements that hold no readable text.
const SKIPPED: [&str; 19] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "select", "textarea",
    "input", "head", "audio", "video", "datalist", "map", "dialog",
];
/// Pages of one text, at most, and bytes of its first, at least.
const MAX_PAGES: usize = 200;
const MIN_PAGE_BYTES: usize = 200;

/// Whether nothing within the element is read.
pub(super) fn is_skipped(node: &NodeRef<'_>) -> bool {
    let named = node.node_name().is_some_and(|name| SKIPPED.contains(&&*name.to_ascii_lowercase()));
    let hidden = node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|v| &*v == "true");
    let unshown = is_hidden_by_style(node) && !is_later_page(node);
    named || hidden || unshown || node.is_comment()
}

/// Whether the element's own style hides it.
pub(super) fn is_hidden_by_style(node: &NodeRef<'_>) -> bool {
    display(node) == Display::None
}

/// What the element's own style says of whether it is shown.
#[derive(PartialEq, Eq)]
enum Display {
    Unsaid,
    Shown,
    None,
}

fn display(node: &NodeRef<'_>) -> Display {
    let style = node.attr("style").map(|s| s.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
    if style.contains("display:none") || style.contains("visibility:hidden") {
        Display::None
    } else if style.contains("display:") {
        Display::Shown
    } else {
        Display::Unsaid
    }
}

/// Whether a hidden element is a later page of a text that is leafed through in its place: one like it, and right before all of
/// them, is shown by its own style.
fn is_later_page(node: &NodeRef<'_>) -> bool {
    let kind = |node: &NodeRef<'_>| {
        let class = node.class().unwrap_or_default();
        (node.node_name(), class.split_whitespace().next().map(str::to_owned))
    };
    let own = kind(node);
    let mut before = node.prev_element_sibling();
    for _ in 0..MAX_PAGES {
        let Some(sibling) = before.filter(|sibling| own.1.is_some() && kind(sibling) == own) else { return false };
        if display(&sibling) == Display::Shown {
            return sibling.text().trim().len() >= MIN_PAGE_BYTES;
        }
        before = sibling.prev_element_sibling();
    }
    false
}
