//! What a rule of a site looks for on a page.

use std::collections::HashSet;

use dom_query::{Document, Matcher, NodeId, NodeRef};
use serde_json::Value;

use super::metadata;

/// A CSS selector.
#[derive(Debug, Clone)]
pub(super) struct Selector {
    written: String,
    matcher: Matcher,
}

impl Selector {
    /// `None` for what is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let matcher = Matcher::new(text.trim()).ok()?;
        Some(Self { written: text.trim().to_owned(), matcher })
    }

    pub(super) fn is_on(&self, document: &Document) -> bool {
        document.select_single_matcher(&self.matcher).exists()
    }

    /// Takes what it meets out of the page.
    pub(super) fn remove(&self, document: &Document) {
        document.select_matcher(&self.matcher).remove();
    }

    /// The elements that it meets, without those within others of them.
    fn outermost<'a>(&self, document: &'a Document) -> Vec<NodeRef<'a>> {
        let found = document.select_matcher(&self.matcher);
        let ids: HashSet<NodeId> = found.nodes().iter().map(|node| node.id).collect();
        let is_outermost = |node: &&NodeRef<'a>| {
            let mut above = node.parent();
            while let Some(parent) = above {
                if ids.contains(&parent.id) {
                    return false;
                }
                above = parent.parent();
            }
            true
        };
        found.nodes().iter().filter(is_outermost).copied().collect()
    }
}

/// One thing to look for.
#[derive(Debug, Clone)]
pub(super) enum Pick {
    /// The text of elements.
    Text(Selector),
    /// An attribute of the first element that has it.
    Attribute(Selector, String),
    /// A member of the page's JSON-LD.
    LinkedData(Vec<String>),
    /// A `meta` element.
    Meta(String),
}

impl Pick {
    /// `None` for what is no selector.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("json-ld:") {
            let path: Vec<String> = path.split('.').map(|part| part.trim().to_owned()).collect();
            return path.iter().all(|part| !part.is_empty()).then_some(Self::LinkedData(path));
        }
        if let Some(name) = text.strip_prefix("meta:") {
            return (!name.trim().is_empty()).then(|| Self::Meta(name.trim().to_owned()));
        }
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'));
        match text.rsplit_once('@').filter(|(_, name)| is_name(name)) {
            Some((selector, name)) => Some(Self::Attribute(Selector::parse(selector)?, name.to_owned())),
            None => Some(Self::Text(Selector::parse(text)?)),
        }
    }

    /// As it was written.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Text(selector) => selector.written.clone(),
            Self::Attribute(selector, name) => format!("{}@{name}", selector.written),
            Self::LinkedData(path) => format!("json-ld:{}", path.join(".")),
            Self::Meta(name) => format!("meta:{name}"),
        }
    }

    /// What it meets, on one line; `None` where that is nothing.
    pub(super) fn text(&self, document: &Document, linked: Option<&Value>) -> Option<String> {
        match self {
            Self::Text(selector) => selector.outermost(document).iter().find_map(|node| line(&node.text())),
            Self::Attribute(selector, name) => {
                let found = document.select_matcher(&selector.matcher);
                found.nodes().iter().find_map(|node| line(&node.attr(name)?))
            }
            Self::LinkedData(path) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                metadata::text_at(linked?, &path)
            }
            Self::Meta(name) => metadata::meta(document, name),
        }
    }

    /// The markup of all that it meets, in the order of the page; `None` where that holds no text.
    pub(super) fn markup(&self, document: &Document) -> Option<String> {
        let Self::Text(selector) = self else { return None };
        let found = selector.outermost(document);
        let has_text = found.iter().any(|node| line(&node.text()).is_some());
        has_text.then(|| found.iter().map(|node| node.html().to_string()).collect())
    }
}

fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
