//! Small XML documents as trees, by local names; and text made safe for XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Error, vtt_read};

/// Deeper nesting than any caption file has is refused.
const MAX_DEPTH: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without the prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    /// An attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly inside.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// All elements of this name inside, at any depth, in order.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        let mut stack: Vec<&Node> = vec![self];
        while let Some(node) = stack.pop() {
            if node.name == name {
                found.push(node);
            }
            let inside: Vec<&Node> = node.nodes().collect();
            stack.extend(inside.into_iter().rev());
        }
        found
    }

    /// All text inside.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => out.push_str(&node.text()),
            }
        }
        out
    }
}

/// The root element of `text`.
pub(super) fn parse(text: &str, format: &'static str) -> Result<Node, Error> {
    let broken = |problem: String| Error::Malformed { format, problem };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|error| broken(format!("{error} at byte {}", reader.error_position())))? {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(broken(format!("elements nest deeper than {MAX_DEPTH}")));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => add(&mut open, Child::Node(element(&start))),
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    add(&mut open, Child::Node(node));
                }
            }
            Event::Text(text) => add(&mut open, Child::Text(text.xml10_content().into_owned())),
            Event::CData(text) => add(&mut open, Child::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let c = vtt_read::reference(&name.xml10_content());
                add(&mut open, Child::Text(c.map_or_else(|| format!("&{};", name.xml10_content()), String::from)));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.into_iter().next().unwrap_or_default();
    let first = root.children.into_iter().find_map(|child| if let Child::Node(node) = child { Some(node) } else { None });
    first.ok_or_else(|| broken("it has no element".to_owned()))
}

fn add(open: &mut [Node], child: Child) {
    if let Some(last) = open.last_mut() {
        last.children.push(child);
    }
}

fn element(start: &BytesStart<'_>) -> Node {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let name = local(start.name().as_ref());
    let mut found = start.attributes();
    let attributes = found.with_checks(false).flatten().map(|attribute| {
        let key = local(attribute.key.as_ref());
        (key, vtt_read::unescape(attribute.value.as_ref()))
    });
    Node { name, attributes: attributes.collect(), children: Vec::new() }
}

/// `text` as XML text or attribute value, without the characters that XML has no place for.
pub(super) fn escape(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || *c == '\n').collect();
    quick_xml::escape::escape(kept.as_str()).into_owned()
}
