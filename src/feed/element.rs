//! XML as a tree of elements with their vocabularies, as far as it can be read.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::namespace::{Space, of_address, of_prefix};
use crate::timed::resolve_references;

/// Deeper nesting than any feed has: what is deeper is passed over.
const MAX_DEPTH: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) space: Space,
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Child {
    pub(super) fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

impl Element {
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Child::element)
    }

    pub(super) fn all<'a>(&'a self, space: Space, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.space == space && element.name == name)
    }

    /// The text of the first element of this name that has any.
    pub(super) fn text_of(&self, space: Space, name: &str) -> Option<String> {
        self.all(space, name).find_map(Element::own_text)
    }

    /// An attribute by its name without the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known.rsplit(':').next() == Some(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Its text without white space around; `None` when there is none.
    pub(super) fn own_text(&self) -> Option<String> {
        let mut text = String::new();
        self.gather(&mut text);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn gather(&self, into: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => into.push_str(text),
                Child::Element(element) => element.gather(into),
            }
        }
    }
}

/// What can be read of `text`, below an element without a name, and why no more.
pub(super) fn parse(text: &str) -> (Element, Option<String>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut tree = Tree { open: vec![Element::default()], spaces: Vec::new(), too_deep: 0 };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => {
                let broken = (tree.open.len() > 2).then(|| "it ends within an item".to_owned());
                return (tree.finish(), broken);
            }
            Ok(event) => tree.add(&event),
            Err(error) => {
                let reason = format!("{error} at byte {}", reader.error_position());
                return (tree.finish(), Some(reason));
            }
        }
    }
}

struct Tree {
    /// The elements that are open, behind one that holds the root.
    open: Vec<Element>,
    /// Declared prefixes, with the depth at which they were.
    spaces: Vec<(usize, String, Space)>,
    /// Open elements that are passed over.
    too_deep: usize,
}

impl Tree {
    fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(_) if self.too_deep > 0 || self.open.len() > MAX_DEPTH => self.too_deep += 1,
            Event::Start(start) => {
                let element = self.element(start);
                self.open.push(element);
            }
            Event::Empty(_) if self.too_deep > 0 => {}
            Event::Empty(start) => {
                let element = self.element(start);
                self.spaces.retain(|(depth, ..)| *depth < self.open.len());
                self.child(Child::Element(element));
            }
            Event::End(_) if self.too_deep > 0 => self.too_deep -= 1,
            Event::End(end) => self.close(end.name().as_ref().rsplit(':').next().unwrap_or_default()),
            Event::Text(text) => self.text(resolve_references(text.as_ref())),
            Event::CData(text) => self.text(text.as_ref().to_owned()),
            Event::GeneralRef(name) => self.text(resolve_references(&format!("&{};", &**name))),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }

    fn text(&mut self, text: String) {
        if self.too_deep == 0 {
            self.child(Child::Text(text));
        }
    }

    fn child(&mut self, child: Child) {
        if let Some(last) = self.open.last_mut() {
            last.children.push(child);
        }
    }

    /// Closes the innermost open element of this name, and with it what was left open inside.
    fn close(&mut self, name: &str) {
        let Some(depth) = self.open.iter().rposition(|element| element.name == name).filter(|depth| *depth > 0) else {
            return;
        };
        while self.open.len() > depth {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        if let Some(element) = self.open.pop() {
            self.spaces.retain(|(depth, ..)| *depth < self.open.len());
            self.child(Child::Element(element));
        }
    }

    fn element(&mut self, start: &BytesStart<'_>) -> Element {
        let mut found = start.attributes();
        let attributes: Vec<(String, String)> = found
            .with_checks(false)
            .flatten()
            .map(|attribute| (attribute.key.as_ref().to_owned(), resolve_references(attribute.value.as_ref())))
            .collect();
        for (name, value) in &attributes {
            let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                self.spaces.push((self.open.len(), prefix.to_owned(), of_address(value)));
            }
        }
        let whole = start.name();
        let (prefix, name) = whole.as_ref().split_once(':').unwrap_or(("", whole.as_ref()));
        let declared = self.spaces.iter().rev().find(|(_, known, _)| known == prefix).map(|(.., space)| *space);
        let space = declared.unwrap_or_else(|| of_prefix(prefix));
        Element { space, name: name.to_owned(), attributes, children: Vec::new() }
    }

    fn finish(mut self) -> Element {
        while self.open.len() > 1 {
            self.close_last();
        }
        self.open.pop().unwrap_or_default()
    }
}
