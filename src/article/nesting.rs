//! Elements within elements within elements: a page of a hundred thousand of them is no page, and costs time and stack.

use std::borrow::Cow;

/// Depth of nested elements that are parsed, at most (pages of articles stay under 50, browsers stop at 512).
const MAX_DEPTH: usize = 150;
/// Bytes of a tag that is taken out for its depth, at most; longer ones are left where they are.
const MAX_TAG_BYTES: usize = 2000;
/// Elements that hold no others, or that need no end and so say nothing of the depth.
const SHALLOW: [&str; 24] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "br", "hr", "img", "input", "meta",
    "link", "source", "col", "wbr", "area", "base", "track", "embed",
];

/// A page, or a part of one, with no element deeper than [`MAX_DEPTH`]: parsing and scoring take time in the square of the depth and more.
pub(super) fn flatten(html: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at + 1..).unwrap_or("");
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = name
            .get(..name.len().min(12).min(name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())))
            .unwrap_or("");
        if name.is_empty() || SHALLOW.iter().any(|s| name.eq_ignore_ascii_case(s)) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if depth < MAX_DEPTH {
            depth += 1;
        } else if let Some(length) = rest.bytes().take(MAX_TAG_BYTES).position(|b| b == b'>') {
            out.push_str(html.get(copied.min(at)..at).unwrap_or(""));
            copied = at + 1 + length + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_deeper_than_any_page_is_lifted() {
        let page = |depth: usize| format!("{}<p>One</p>{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(flatten(&page(MAX_DEPTH)), page(MAX_DEPTH));
        let flat = flatten(&page(100_000)).into_owned();
        assert_eq!(flat.matches("<div>").count(), MAX_DEPTH);
        assert!(flat.contains("<p>One</p>"));
    }
}
