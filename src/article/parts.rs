//! The classification of a page's blocks. The rules, in the order in which they count, and where they come from:
//!
//! 1. What the markup says (`figcaption`, `nav`, `blockquote`, `h1`), and lines that are boilerplate by their words.
//! 2. **Headline**: the page's title, each time that it is printed. On the radio pages of UN News a plain-text copy begins
//!    with the section line, and the headline twice (breadcrumb and title); so a line that is repeated near the top is the
//!    headline, and short lines before it are boilerplate. Without a repeat it is a first line that does not end as a sentence
//!    does and is followed by one that does.
//! 3. **Hand-over**: a line that announces the report, by its words.
//! 4. **Lead**: the body before the hand-over when it is the smaller part of the text (the presenter's link; it is printed
//!    first and broadcast by somebody else), otherwise the first paragraph.
//! 5. **Quote**: a paragraph that opens with a quotation mark and is quotation for the most part.
//! 6. What is left is body.

use std::collections::HashMap;

use super::page::{Mark, Page};
use super::part::{Part, PartKind};
use super::quotations::is_quote;
use super::{agency, boilerplate, dates, handover, phrases, promotion};

/// Blocks at the top of a page among which its headline and a repeat of it are looked for.
const TOP_BLOCKS: usize = 10;
/// Characters of a headline, at most.
const MAX_HEADLINE_CHARS: usize = 250;

/// Classifies the blocks of `page`, and takes its title from its headline when its metadata has none.
pub(super) fn classify(page: &mut Page) -> Vec<Part> {
    let lines: Vec<&str> = page.blocks.iter().map(|b| b.range.of(&page.text)).collect();
    let marks: Vec<Mark> = page.blocks.iter().map(|b| b.mark).collect();
    let mut kinds: Vec<PartKind> = lines.iter().zip(&marks).map(|(line, mark)| by_itself(line, *mark)).collect();
    let title = mark_headlines(&lines, &marks, page.facts.title.as_deref(), &mut kinds);
    if kinds.iter().all(|k| matches!(k, PartKind::Boilerplate | PartKind::Headline)) {
        spare_something(&lines, &mut kinds);
    }
    mark_lead(&lines, &marks, &mut kinds);
    let parts = page.blocks.iter().zip(&kinds).map(|(block, kind)| Part { kind: *kind, range: block.range }).collect();
    if page.facts.title.is_none() {
        page.facts.title = title.and_then(|index| lines.get(index)).map(|line| (*line).to_owned());
    }
    if page.facts.date.is_none() {
        page.facts.date = printed_date(&lines, &kinds);
    }
    parts
}

fn by_itself(line: &str, mark: Mark) -> PartKind {
    match mark {
        Mark::Boilerplate => PartKind::Boilerplate,
        // Figures in a table are what it says; in a line of their own they are a length or a size.
        Mark::Cell => PartKind::Body,
        _ if boilerplate::is_boilerplate(line) || promotion::is_promotion(line) || agency::is_such(line) => {
            PartKind::Boilerplate
        }
        Mark::Title => PartKind::Headline,
        _ if handover::is_handover(line) => PartKind::Handover,
        Mark::Quote => PartKind::Quote,
        _ if is_quote(line) => PartKind::Quote,
        _ => PartKind::Body,
    }
}

/// Marks every copy of the headline, and the short lines before the first as boilerplate. Gives the index of one copy.
fn mark_headlines(lines: &[&str], marks: &[Mark], title: Option<&str>, kinds: &mut [PartKind]) -> Option<usize> {
    let keys: Vec<String> = lines.iter().take(TOP_BLOCKS).map(|line| short_key(line)).collect();
    let found =
        by_title(&keys, marks, title).or_else(|| by_repeat(&keys, kinds)).or_else(|| by_shape(lines, marks, kinds))?;
    let key = keys.get(found)?.clone();
    let first = keys.iter().position(|k| *k == key).unwrap_or(found);
    for (index, line) in lines.iter().enumerate() {
        if kinds[index] != PartKind::Boilerplate && line.chars().count() <= MAX_HEADLINE_CHARS && short_key(line) == key {
            kinds[index] = PartKind::Headline;
        } else if index < first && kinds[index] == PartKind::Body && !ends_as_sentence(line) {
            kinds[index] = PartKind::Boilerplate;
        }
    }
    for (index, kind) in kinds.iter_mut().enumerate().skip(first + 1) {
        // A second first-rank heading that says something else is a heading within the text.
        let other = index != found && keys.get(index).is_some_and(|other| *other != key);
        if *kind == PartKind::Headline && other {
            *kind = PartKind::Body;
        }
    }
    Some(found)
}

/// The normalised words of a line that is short enough to be a headline; empty otherwise.
fn short_key(line: &str) -> String {
    if line.len() > MAX_HEADLINE_CHARS * 4 { String::new() } else { phrases::normalised(line) }
}

/// The title that the metadata gives, with or without the site's name behind it; or the first-rank heading.
fn by_title(keys: &[String], marks: &[Mark], title: Option<&str>) -> Option<usize> {
    let title = title.map(phrases::normalised).unwrap_or_default();
    let same = |key: &String| {
        let begins =
            key.split(' ').count() >= 3 && title.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(' '));
        !key.is_empty() && (*key == title || begins)
    };
    keys.iter().position(same).or_else(|| marks.iter().take(keys.len()).position(|m| *m == Mark::Title))
}

fn by_repeat(keys: &[String], kinds: &[PartKind]) -> Option<usize> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (index, key) in keys.iter().enumerate() {
        let may_be = kinds.get(index) == Some(&PartKind::Body) && key.contains(' ');
        if may_be && let Some(first) = seen.insert(key, index) {
            return Some(first);
        }
    }
    None
}

/// The longest of the unpunctuated lines before the first sentence.
fn by_shape(lines: &[&str], marks: &[Mark], kinds: &[PartKind]) -> Option<usize> {
    let body = |i: &usize| kinds[*i] == PartKind::Body;
    let first_sentence =
        (0..lines.len().min(TOP_BLOCKS)).find(|i| kinds[*i] == PartKind::Quote || body(i) && ends_as_sentence(lines[*i]));
    // A text of bare lines (a poem, a list) has no headline that its shape could tell.
    let last = first_sentence.or_else(|| (0..lines.len().min(TOP_BLOCKS)).find(|i| kinds[*i] == PartKind::Handover))?;
    (0..last)
        .filter(body)
        .filter(|i| marks[*i] != Mark::Summary && lines[*i].chars().count() <= MAX_HEADLINE_CHARS)
        .take(3)
        .max_by_key(|i| (lines[*i].chars().count(), usize::MAX - i))
}

/// Whether a line ends as sentences do, within any quotation marks and brackets.
pub(super) fn ends_as_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', '\'', '’', ')', ']', ' ', '\u{200f}', '\u{200e}'])
        .ends_with(['.', '!', '?', '؟', '…', '۔', ':', '،', ';', '؛'])
}

/// The day in a line in front of the text that is a date and nothing else.
fn printed_date(lines: &[&str], kinds: &[PartKind]) -> Option<String> {
    let text = |kind: &PartKind| !matches!(kind, PartKind::Boilerplate | PartKind::Headline);
    // Some print it below the first paragraph.
    let until = kinds.iter().enumerate().filter(|(_, kind)| text(kind)).nth(1).map_or(kinds.len(), |(at, _)| at);
    let dated = lines.iter().zip(kinds).take(until).filter(|(_, kind)| **kind == PartKind::Boilerplate);
    dated.filter_map(|(line, _)| dates::date_line(line)).next()
}

/// Marks the lead among the body blocks.
fn mark_lead(lines: &[&str], marks: &[Mark], kinds: &mut [PartKind]) {
    let text = |k: PartKind| matches!(k, PartKind::Body | PartKind::Quote);
    let size = |from: usize, to: usize, kinds: &[PartKind]| -> usize {
        (from..to).filter(|i| text(kinds[*i])).map(|i| lines[i].len()).sum()
    };
    let handover = kinds.iter().position(|k| *k == PartKind::Handover);
    let summary = handover.filter(|at| {
        let (before, after) = (size(0, *at, kinds), size(*at, kinds.len(), kinds));
        before > 0 && before <= after
    });
    if let Some(end) = summary {
        kinds.iter_mut().take(end).filter(|k| **k == PartKind::Body).for_each(|k| *k = PartKind::Lead);
        return;
    }
    let marked = (0..kinds.len()).find(|i| marks[*i] == Mark::Summary && kinds[*i] == PartKind::Body);
    let is_body = |i: &usize| kinds[*i] == PartKind::Body && !matches!(marks[*i], Mark::Heading | Mark::Cell);
    // A lead is a sentence: a name or a place in a line of its own is none, where one follows.
    let sentence = (0..kinds.len()).find(|i| is_body(i) && ends_as_sentence(lines[*i]));
    let first = (0..kinds.len()).find(is_body);
    if let Some(index) = marked.or(sentence).or(first) {
        kinds[index] = PartKind::Lead;
    }
}

/// A page of nothing but boilerplate and headlines still has its text: the longest boilerplate that the markup did not mark.
fn spare_something(lines: &[&str], kinds: &mut [PartKind]) {
    if kinds.contains(&PartKind::Headline) {
        return;
    }
    if let Some(index) = (0..lines.len()).max_by_key(|i| lines[*i].len()) {
        kinds[index] = PartKind::Body;
    }
}
