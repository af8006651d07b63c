//! Small XML documents as trees, by local names, each piece with its place in the text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Error;
use super::references::{named, resolve_references};

/// Deeper nesting than any caption file has is refused.
const MAX_DEPTH: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without the prefix.
    pub(super) name: String,
    attributes: Vec<Attribute>,
    pub(super) children: Vec<Child>,
    /// All of it, with its tags.
    pub(super) range: Range<usize>,
}

#[derive(Debug)]
struct Attribute {
    name: String,
    value: String,
    /// The value as written, without its quotes.
    range: Range<usize>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    /// Text, and where it stands: as many bytes of the file, or a character reference.
    Text(String, Range<usize>),
}

/// What is borne beyond XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Xml,
    /// Elements without an end, such as `<br>`, and ends of what was never begun.
    Html,
}

impl Node {
    /// An attribute by its local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_str())
    }

    /// Where the value of an attribute stands.
    pub(super) fn attribute_place(&self, name: &str) -> Option<Range<usize>> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.range.clone())
    }

    /// The elements directly inside.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(..) => None,
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
                Child::Text(text, _) => out.push_str(text),
                Child::Node(node) => out.push_str(&node.text()),
            }
        }
        out
    }

    /// From its first child to its last; an empty range where it ends, when it has none.
    pub(super) fn inside(&self) -> Range<usize> {
        let range = |child: &Child| match child {
            Child::Node(node) => node.range.clone(),
            Child::Text(_, range) => range.clone(),
        };
        match (self.children.first().map(range), self.children.last().map(range)) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => self.range.end..self.range.end,
        }
    }
}

/// The root element of `text`.
pub(super) fn parse(text: &str, form: &'static str, dialect: Dialect) -> Result<Node, Error> {
    let mut reader = Reader::from_str(text);
    if dialect == Dialect::Html {
        let config = reader.config_mut();
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    }
    let mut tree = Tree { text, form, dialect, open: vec![Node::default()] };
    loop {
        let from = reader.buffer_position() as usize;
        let event =
            reader.read_event().map_err(|error| tree.broken(format!("{error} at byte {}", reader.error_position())))?;
        let range = from..reader.buffer_position() as usize;
        if matches!(event, Event::Eof) {
            return tree.finish();
        }
        tree.add(&event, range)?;
    }
}

/// A document while it is read.
struct Tree<'a> {
    text: &'a str,
    form: &'static str,
    dialect: Dialect,
    /// The elements that are open, the outermost first, behind one that holds the root.
    open: Vec<Node>,
}

impl Tree<'_> {
    fn broken(&self, problem: String) -> Error {
        Error::Malformed { form: self.form, problem }
    }

    fn add(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), Error> {
        match event {
            Event::Start(start) => {
                let node = self.element(start, range);
                let is_void = matches!(node.name.as_str(), "br" | "hr" | "img" | "meta" | "link" | "input" | "wbr");
                if self.dialect == Dialect::Html && is_void {
                    self.child(Child::Node(node));
                } else if self.open.len() > MAX_DEPTH {
                    return Err(self.broken(format!("elements nest deeper than {MAX_DEPTH}")));
                } else {
                    self.open.push(node);
                }
            }
            Event::Empty(start) => {
                let node = self.element(start, range);
                self.child(Child::Node(node));
            }
            Event::End(end) => self.close(local(end.name().as_ref()), range.end),
            // As it stands in the file, line ends and all, so that places are those of the file.
            Event::Text(_) => self.child(Child::Text(self.text.get(range.clone()).unwrap_or("").to_owned(), range)),
            Event::CData(text) => {
                let from = range.start + "<![CDATA[".len();
                let inner = from..from + text.len();
                self.child(Child::Text(self.text.get(inner.clone()).unwrap_or("").to_owned(), inner));
            }
            Event::GeneralRef(name) => {
                let written = self.text.get(range.clone()).unwrap_or("");
                self.child(Child::Text(named(name).map_or_else(|| written.to_owned(), String::from), range));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn child(&mut self, child: Child) {
        if let Some(last) = self.open.last_mut() {
            last.children.push(child);
        }
    }

    /// Closes the innermost open element called `name`, and with it what was left open inside.
    fn close(&mut self, name: &str, at: usize) {
        let Some(depth) = self.open.iter().rposition(|node| node.name == name).filter(|depth| *depth > 0) else { return };
        while self.open.len() > depth {
            self.close_last(at);
        }
    }

    fn close_last(&mut self, at: usize) {
        if let Some(mut node) = self.open.pop() {
            node.range.end = at;
            self.child(Child::Node(node));
        }
    }

    fn element(&self, start: &BytesStart<'_>, range: Range<usize>) -> Node {
        let mut found = start.attributes();
        let attributes = found.with_checks(false).flatten().map(|attribute| Attribute {
            name: local(attribute.key.as_ref()).to_owned(),
            value: resolve_references(attribute.value.as_ref()),
            range: self.place_of(attribute.value.as_ref()),
        });
        let name = local(start.name().as_ref()).to_owned();
        Node { name, attributes: attributes.collect(), children: Vec::new(), range }
    }

    /// Where a part of the text stands in it.
    fn place_of(&self, part: &str) -> Range<usize> {
        let from = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let range = from..from.saturating_add(part.len());
        if self.text.get(range.clone()).is_some() { range } else { 0..0 }
    }

    fn finish(mut self) -> Result<Node, Error> {
        while self.open.len() > 1 {
            if self.dialect == Dialect::Xml {
                return Err(self.broken("an element is not closed".to_owned()));
            }
            self.close_last(self.text.len());
        }
        let root = self.open.pop().unwrap_or_default();
        let first =
            root.children.into_iter().find_map(|child| if let Child::Node(node) = child { Some(node) } else { None });
        first.ok_or_else(|| Error::Malformed { form: self.form, problem: "it has no element".to_owned() })
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
