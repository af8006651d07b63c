//! A page's blocks in the order of the page, with what the markup says of each.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::page::Mark;
use super::tables::Tables;
use super::visibility::{is_hidden_by_style, is_skipped};

/// One block of a page.
#[derive(Debug)]
pub(super) struct Found {
    /// Its text: runs of white space are one space, `br` is a line end.
    pub(super) text: String,
    pub(super) mark: Mark,
    /// It stands in the page's own `article` or `main` element.
    pub(super) within: bool,
    /// It is a `p`, `li`, heading or quotation, and not loose text.
    pub(super) paragraph: bool,
    /// The innermost element whose class or id alone makes it boilerplate.
    pub(super) named: Option<NodeId>,
    /// It stands in a picture's caption.
    pub(super) caption: bool,
    link_bytes: usize,
}

impl Found {
    /// Whether it is a link and nothing else: related stories, tags.
    pub(super) fn is_link(&self) -> bool {
        !matches!(self.mark, Mark::Title | Mark::Cell) && self.link_bytes * 10 >= self.text.len() * 8
    }
}

const PARAGRAPHS: [&str; 12] = ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "pre", "q"];
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "main",
    "menu",
    "nav",
    "ol",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
const BOILERPLATE: [&str; 13] = [
    "nav",
    "aside",
    "footer",
    "figure",
    "figcaption",
    "button",
    "form",
    "address",
    "caption",
    "menu",
    "legend",
    "label",
    "option",
];
/// Elements that are the text's own, whatever their class.
const OWN: [&str; 4] = ["html", "body", "main", "article"];
const BOILERPLATE_ROLES: [&str; 7] = ["navigation", "complementary", "banner", "contentinfo", "search", "toolbar", "menu"];

/// Words in `class` and `id` of what stands around a text. Whole words only (`social-share`, `shareBar`).
const BOILERPLATE_WORDS: &str = " share sharing social caption captions credit credits byline breadcrumb breadcrumbs related recommended tag tags \
    newsletter promo ad ads advert advertisement cookie cookies consent comment comments pagination pager toolbar download downloads \
    player duration dateline timestamp subscribe copyright sidebar factbox menu skip hidden ";
const SUMMARY_WORDS: &str = " lead lede standfirst summary dek intro deck chapo ";
/// Share of the page's text that an element may hold and still be boilerplate by its class name.
const MAX_BOILERPLATE_SHARE: f64 = 0.3;
/// Bytes of a summary, at most: an element of that class name with more text is the article.
const MAX_SUMMARY_BYTES: usize = 3000;

/// The blocks of `document`. Iterative, since pages can nest as deep as they like.
pub(super) fn blocks(document: &Document) -> Vec<Found> {
    let sizes = text_sizes(document);
    let mut walk = Walk {
        tables: Some(Tables::of(document)),
        own: own_element(document, &sizes),
        total: sizes.get(&document.root().id).copied().unwrap_or(0),
        sizes,
        ..Walk::default()
    };
    let mut todo = vec![Step::Enter(document.root())];
    while let Some(step) = todo.pop() {
        match step {
            Step::Enter(node) if node.is_text() => walk.text(&node.text()),
            Step::Enter(node) => {
                if walk.enter(&node) {
                    todo.push(Step::Leave(node));
                    todo.extend(node.children_it(true).map(Step::Enter));
                }
            }
            Step::Leave(_) => walk.leave(),
        }
    }
    walk.flush();
    walk.found
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>),
}

/// Bytes of text below each element.
fn text_sizes(document: &Document) -> HashMap<NodeId, usize> {
    let mut sizes: HashMap<NodeId, usize> = HashMap::new();
    let mut todo = vec![Step::Enter(document.root())];
    while let Some(step) = todo.pop() {
        match step {
            Step::Enter(node) if node.is_text() => {
                sizes.insert(node.id, node.text().trim().len());
            }
            Step::Enter(node) => {
                todo.push(Step::Leave(node));
                if !is_skipped(&node) {
                    todo.extend(node.children_it(true).map(Step::Enter));
                }
            }
            Step::Leave(node) => {
                let size = node.children_it(false).filter_map(|child| sizes.get(&child.id)).sum();
                sizes.insert(node.id, size);
            }
        }
    }
    sizes
}

/// The element that the page itself marks as its article: the largest of its kind.
fn own_element(document: &Document, sizes: &HashMap<NodeId, usize>) -> Option<NodeId> {
    ["article", "[itemprop~=articleBody]", "main", "[role=main]"].iter().find_map(|selector| {
        let found = document.select(selector);
        let largest = found.nodes().iter().max_by_key(|node| sizes.get(&node.id).copied().unwrap_or(0))?;
        (sizes.get(&largest.id).copied().unwrap_or(0) >= 200).then_some(largest.id)
    })
}

/// What the open element and those around it say.
#[derive(Debug, Clone, Copy)]
struct State {
    mark: Mark,
    named: Option<NodeId>,
    within: bool,
    paragraph: bool,
    link: bool,
    /// Within a picture's caption.
    caption: bool,
    /// Within a table of data, and within one of its cells.
    table: bool,
    cell: bool,
    /// What it is within a line; `None` when it ends a block where it ends.
    inline: Option<Inline>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            mark: Mark::None,
            named: None,
            within: false,
            paragraph: false,
            link: false,
            caption: false,
            table: false,
            cell: false,
            inline: None,
        }
    }
}

#[derive(Default)]
struct Walk {
    found: Vec<Found>,
    stack: Vec<State>,
    line: String,
    link_bytes: usize,
    /// What stands where the line ends: the end of one element within it, or that and the start of the next.
    seam: Seam,
    own: Option<NodeId>,
    tables: Option<Tables>,
    sizes: HashMap<NodeId, usize>,
    total: usize,
}

/// A place behind an element of a line with nothing in it, as far as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Seam {
    #[default]
    None,
    /// An element ended.
    Closed(Inline),
    /// Another one began there.
    Between(Inline, Inline),
}

/// What an element within a line is, as to whether its text can be a part of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inline {
    /// Bold, raised and the like: of letters as of words.
    Style,
    Link,
    /// A label, a date, a place: a `span`, mostly.
    Label,
}

impl Inline {
    fn of(name: &str) -> Self {
        match name {
            "a" => Self::Link,
            "span" | "time" | "label" | "strong" | "cite" => Self::Label,
            _ => Self::Style,
        }
    }
}

/// Whether two words meet at a seam where a page shows a distance that its text does not have. Word processors break a word
/// into several elements too, but not between a small letter and a capital one that a small one follows.
fn is_two_words(line: &str, seam: Seam, text: &str) -> bool {
    let (left, right) = match seam {
        Seam::None => return false,
        Seam::Closed(left) => (left, Inline::Label),
        Seam::Between(left, right) => (left, right),
    };
    let (Some(before), mut after) = (line.chars().next_back(), text.chars()) else { return false };
    let (first, second) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
    let last_word = line.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if left == Inline::Style || right == Inline::Style || !before.is_alphanumeric() || !first.is_alphanumeric() {
        return false;
    }
    let are_links = left == Inline::Link && right == Inline::Link;
    let begins = first.is_uppercase() && !second.is_uppercase() && last_word.chars().count() > 2;
    // Without capitals a label is known by standing first in its line.
    let has_no_case = !before.is_lowercase() && !before.is_uppercase() && before.is_alphabetic() && first.is_alphabetic();
    let is_label = has_no_case && line.len() <= LONGEST_LABEL && last_word.chars().count() > 2;
    are_links || begins || is_label
}

/// Bytes of a place, a date or a name in front of a text.
const LONGEST_LABEL: usize = 60;

impl Walk {
    fn state(&self) -> State {
        self.stack.last().copied().unwrap_or_default()
    }

    /// Opens an element; `false` when its inside is not read.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if is_skipped(node) {
            return false;
        }
        let name = node.node_name().map(|n| n.to_ascii_lowercase()).unwrap_or_default();
        if name == "br" {
            self.line_end();
            return false;
        }
        let outer = self.state();
        let paragraph = PARAGRAPHS.contains(&&*name);
        let own_mark = self.mark(node, &name, outer.paragraph);
        let by_name = own_mark.is_none() && self.is_named_boilerplate(node, outer.paragraph);
        let named = match own_mark {
            Some(Mark::Boilerplate) => None,
            _ if by_name => Some(node.id),
            _ => outer.named,
        };
        let own_mark = own_mark.or(by_name.then_some(Mark::Boilerplate));
        let block = paragraph || BLOCKS.contains(&&*name) || own_mark == Some(Mark::Boilerplate);
        if block {
            self.flush();
        }
        let inline = (!block).then(|| Inline::of(&name));
        self.seam = match (self.seam, inline) {
            (Seam::Closed(left), Some(right)) => Seam::Between(left, right),
            _ => Seam::None,
        };
        let mark = match (outer.mark, own_mark) {
            (Mark::Boilerplate, _) | (_, None) => outer.mark,
            (_, Some(own)) => own,
        };
        let is_data = self.tables.as_ref().is_some_and(|tables| tables.is_data(node));
        self.stack.push(State {
            mark,
            named,
            within: outer.within || self.own == Some(node.id),
            paragraph: outer.paragraph || paragraph,
            // Without an address an anchor only names a place, and some are never closed.
            link: outer.link || (name == "a" && node.has_attr("href")),
            caption: outer.caption || name == "figcaption",
            table: if name == "table" { is_data } else { outer.table },
            cell: outer.cell || (outer.table && matches!(&*name, "td" | "th")),
            inline,
        });
        true
    }

    fn leave(&mut self) {
        match self.state().inline {
            None => self.flush(),
            Some(inline) => self.seam = Seam::Closed(inline),
        }
        self.stack.pop();
    }

    fn text(&mut self, text: &str) {
        let link = self.state().link;
        if is_two_words(&self.line, std::mem::take(&mut self.seam), text) {
            self.line.push(' ');
        }
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !space {
                self.line.push(c);
                self.link_bytes += if link { c.len_utf8() } else { 0 };
            } else if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                self.line.push(' ');
            }
        }
    }

    /// One `br` is a line end within the block, two are the end of the block.
    fn line_end(&mut self) {
        if self.line.trim_end_matches(' ').ends_with('\n') {
            self.flush();
        } else if !self.line.is_empty() {
            self.line.truncate(self.line.trim_end_matches(' ').len());
            self.line.push('\n');
        }
    }

    fn flush(&mut self) {
        let text = self.line.trim();
        if !text.is_empty() {
            let State { mark, named, within, paragraph, caption, cell, .. } = self.state();
            let mark = if cell && mark == Mark::None { Mark::Cell } else { mark };
            let (text, link_bytes) = (text.to_owned(), self.link_bytes);
            self.found.push(Found { text, mark, named, within, paragraph, caption, link_bytes });
        }
        self.line.clear();
        self.link_bytes = 0;
    }

    /// What the element itself says, if anything.
    fn mark(&self, node: &NodeRef<'_>, name: &str, in_paragraph: bool) -> Option<Mark> {
        match name {
            "h1" => return Some(Mark::Title),
            "h2" | "h3" | "h4" | "h5" | "h6" => return Some(Mark::Heading),
            "blockquote" => return Some(Mark::Quote),
            _ if OWN.contains(&name) => return None,
            "time" if !in_paragraph => return Some(Mark::Boilerplate),
            // Some pages are one form from top to bottom, and a figure may show a table.
            "form" if self.holds_much(node) => return None,
            "figure" if self.tables.as_ref().is_some_and(|tables| tables.is_in_figure(node)) => return None,
            _ if BOILERPLATE.contains(&name) && !(in_paragraph && name != "button") => return Some(Mark::Boilerplate),
            _ => {}
        }
        if node.attr("role").is_some_and(|role| BOILERPLATE_ROLES.contains(&&*role)) {
            return Some(Mark::Boilerplate);
        }
        let size = self.size(node);
        let summary = size > 0 && !in_paragraph && size <= MAX_SUMMARY_BYTES && size * 2 < self.total;
        (summary && !is_named(node, BOILERPLATE_WORDS) && is_named(node, SUMMARY_WORDS)).then_some(Mark::Summary)
    }

    /// Whether the element's class or id names what stands around a text, and it holds little enough of the page's text.
    fn is_named_boilerplate(&self, node: &NodeRef<'_>, in_paragraph: bool) -> bool {
        let name = node.node_name().map(|n| n.to_ascii_lowercase()).unwrap_or_default();
        let size = self.size(node);
        // What is read although it is hidden is a later page of the text, whatever it is called.
        let may_be = size > 0 && !in_paragraph && !OWN.contains(&&*name) && !is_hidden_by_style(node);
        may_be && !self.holds_much(node) && is_named(node, BOILERPLATE_WORDS)
    }

    /// Whether it holds too much of the page's text to be what stands around it.
    fn holds_much(&self, node: &NodeRef<'_>) -> bool {
        self.size(node) as f64 >= MAX_BOILERPLATE_SHARE * self.total as f64
    }

    fn size(&self, node: &NodeRef<'_>) -> usize {
        self.sizes.get(&node.id).copied().unwrap_or(0)
    }
}

/// Whether a word of the element's class or id stands in `table`.
fn is_named(node: &NodeRef<'_>, table: &str) -> bool {
    let named = format!("{} {}", node.attr("class").unwrap_or_default(), node.id_attr().unwrap_or_default());
    names(&named).iter().any(|word| table.contains(&format!(" {word} ")))
}

/// The words of class names, lower case: `articleShare-bar` is article, share, bar.
fn names(classes: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in classes.chars().take(500) {
        let starts = c.is_ascii_uppercase() && lower;
        lower = c.is_ascii_lowercase();
        if !c.is_ascii_alphanumeric() || starts {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A text without its white space, by which copies of a block are known.
pub(super) fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
