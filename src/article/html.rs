//! Web pages. Readability (`dom_smoothie`) says which blocks are the article; the page itself is walked to get them, so that
//! what Readability throws away by design (headline, hand-over line, captions, credits) is still there in its place and can be
//! told apart. Where Readability finds little or nothing, the page's own `article` or `main` element counts.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};

use super::metadata::{self, Metadata};
use super::page::{Mark, Page};
use super::walk::{self, Found, solid};
use super::{handover, nesting, parts, phrases, promotion, quotations, unshown};

/// Bytes of a page that Readability scores, at most. Larger pages are read by their own elements alone: scoring is slow on them,
/// and no article is that large.
const MAX_SCORED_BYTES: usize = 4 * 1024 * 1024;
/// Elements of a page that Readability scores, at most.
const MAX_SCORED_ELEMENTS: usize = 40_000;
/// Share of the text in the page's own `article` that Readability must keep to be believed.
const MIN_KEPT_SHARE: f64 = 0.35;
/// Share of the whole page's text that counts as the article's own where the page has no `article` element.
const OWN_SHARE: f64 = 0.3;
/// Share of Readability's text that the page's own `article` must hold to count: one that holds less is a card.
const MIN_OWN_SHARE: f64 = 0.5;

/// Paragraphs that end as sentences, and their bytes together, from which on an element is no boilerplate by its class name alone.
const MIN_NAMED_PARAGRAPHS: usize = 3;
const MIN_NAMED_BYTES: usize = 400;
/// Paragraphs in captions from which on they can be the text.
const MIN_CAPTIONS: usize = 8;
/// Words of a sentence between title and text, at least, that is taken for the standfirst.
const MIN_STANDFIRST_WORDS: usize = 7;
/// The same for a line without a full stop, which may also be a byline or a label.
const MIN_OPEN_STANDFIRST_WORDS: usize = 12;
/// Headings behind which nothing of the article follows.
const ENDINGS: [&str; 7] =
    ["comments", "leave a reply", "leave a comment", "post a comment", "التعليقات", "تعليقات القراء", "اترك تعليقا"];

pub(super) fn page(html: &str) -> Page {
    let html = &*nesting::flatten(html);
    let document = Document::from(html);
    let Metadata { facts, article_body } = metadata::read(&document);
    let mut page = Page::new(facts);
    let mut blocks = walk::blocks(&document);
    let unshown = unshown::article(&document, article_body, &blocks, page.facts.title.as_deref());
    let picked = match unshown {
        Some(unshown) => {
            blocks = walk::blocks(&unshown);
            None
        }
        // Scoring is the dearest step, and says nothing of a text that the page does not show.
        None => readable_text(html),
    };
    spare_named(&mut blocks, picked.as_ref());
    spare_captions(&mut blocks);
    let wanted = wanted(&blocks, picked.as_ref());
    for (block, mark) in blocks.iter().zip(wanted) {
        if let Some(mark) = mark {
            page.push(&block.text, mark);
        }
    }
    page
}

/// The blocks that Readability keeps, each without its white space.
fn readable_text(html: &str) -> Option<HashSet<String>> {
    if html.len() > MAX_SCORED_BYTES {
        return None;
    }
    // A page can be hostile, and a fault in the scoring must not cost more than the scoring.
    std::panic::catch_unwind(|| {
        let config = Config { max_elements_to_parse: MAX_SCORED_ELEMENTS, disable_json_ld: true, ..Config::default() };
        let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
        let content = Document::from(article.content);
        Some(walk::blocks(&content).into_iter().map(|block| solid(&block.text)).collect())
    })
    .ok()
    .flatten()
}

/// Takes back what a class name alone made boilerplate, where Readability finds running text in it: `sticky-sidebar-parent` and
/// `print-share-ready` state where something else goes or what the page can do, and not what the element holds.
fn spare_named(blocks: &mut [Found], picked: Option<&HashSet<String>>) {
    let Some(picked) = picked else { return };
    let mut prose: HashMap<NodeId, (usize, usize)> = HashMap::new();
    for block in blocks.iter().filter(|b| b.paragraph && parts::ends_as_sentence(&b.text)) {
        if let Some(named) = block.named
            && picked.contains(&solid(&block.text))
        {
            let (count, bytes) = prose.entry(named).or_default();
            *count += 1;
            *bytes += block.text.len();
        }
    }
    for block in blocks.iter_mut().filter(|b| b.mark == Mark::Boilerplate) {
        let spared = block.named.and_then(|named| prose.get(&named));
        if spared.is_some_and(|(count, bytes)| *count >= MIN_NAMED_PARAGRAPHS && *bytes >= MIN_NAMED_BYTES) {
            block.mark = Mark::None;
        }
    }
}

/// Takes captions for text where they are: in a row of pictures that the reader goes through, each with its paragraphs.
fn spare_captions(blocks: &mut [Found]) {
    let is_prose = |b: &&Found| b.paragraph && parts::ends_as_sentence(&b.text);
    let captions: Vec<usize> = blocks.iter().filter(|b| b.caption).filter(is_prose).map(|b| b.text.len()).collect();
    let rest: usize =
        blocks.iter().filter(|b| !b.caption && b.mark != Mark::Boilerplate).filter(is_prose).map(|b| b.text.len()).sum();
    if captions.len() >= MIN_CAPTIONS && captions.iter().sum::<usize>() > rest {
        let spared = |b: &&mut Found| b.caption && b.paragraph && b.mark == Mark::Boilerplate;
        blocks.iter_mut().filter(spared).for_each(|block| block.mark = Mark::None);
    }
}

/// For each block of the page how it goes into the article, or `None`.
fn wanted(blocks: &[Found], picked: Option<&HashSet<String>>) -> Vec<Option<Mark>> {
    let text = |b: &&Found| b.mark != Mark::Boilerplate && !b.is_link();
    let size = |keep: &dyn Fn(&Found) -> bool| {
        blocks.iter().filter(text).filter(|b| keep(b)).map(|b| b.text.len()).sum::<usize>() as f64
    };
    let is_picked = |b: &Found| picked.is_some_and(|set| set.contains(&solid(&b.text)));
    let (own, scored) = (size(&|b| b.within), size(&is_picked));
    // An `article` element that holds little of what Readability found is a card, and no article.
    let own_counts = own > 0.0 && size(&|b| b.within && is_picked(b)) >= scored * MIN_OWN_SHARE;
    let believed = scored > 0.0 && scored >= MIN_KEPT_SHARE * if own_counts { own } else { size(&|_| true) * OWN_SHARE };
    let inside: Vec<bool> = blocks
        .iter()
        .map(|b| match (believed, own_counts) {
            (true, _) => is_picked(b),
            (false, true) => b.within,
            (false, false) => true,
        })
        .collect();
    let first = (0..blocks.len()).find(|i| inside[*i] && text(&&blocks[*i])).unwrap_or(0);
    let last = (0..blocks.len()).rev().find(|i| inside[*i] && text(&&blocks[*i])).unwrap_or(0);
    let end = ending(blocks, &inside);
    let top = (0..=first.min(blocks.len().saturating_sub(1)))
        .rev()
        .find(|i| blocks.get(*i).is_some_and(|b| b.mark == Mark::Title))
        .unwrap_or(first);
    (0..blocks.len())
        .map(|index| {
            let block = &blocks[index];
            let near = (top..=last).contains(&index) || (own_counts && block.within);
            if !near || index >= end {
                return None;
            }
            let own_mark = inside[index]
                || (own_counts && block.within && is_prose(block))
                || ((top..first).contains(&index) && is_standfirst(block))
                || is_sure(block);
            Some(if own_mark && !block.is_link() { block.mark } else { Mark::Boilerplate })
        })
        .collect()
}

/// Where the readers' comments begin, or the number of blocks. The line above a text may count its comments too, so the
/// heading is looked for behind half of what is inside.
fn ending(blocks: &[Found], inside: &[bool]) -> usize {
    let within: Vec<usize> = (0..blocks.len()).filter(|i| inside[*i]).collect();
    let behind = within.get(within.len() / 2).copied().unwrap_or(blocks.len());
    (behind..blocks.len()).find(|i| is_ending(&blocks[*i])).unwrap_or(blocks.len())
}

/// Text that stands in the article's own element and reads as text, though Readability left it out.
fn is_prose(block: &Found) -> bool {
    block.paragraph
        && ((parts::ends_as_sentence(&block.text) && !(block.mark == Mark::Heading && block.text.ends_with(':')))
            || block.mark == Mark::Quote
            || quotations::is_quote(&block.text))
}

/// A sentence between the title and the text: newsrooms print the standfirst there, and Readability leaves it out.
fn is_standfirst(block: &Found) -> bool {
    let words = block.text.split_whitespace().count();
    let least = if parts::ends_as_sentence(&block.text) { MIN_STANDFIRST_WORDS } else { MIN_OPEN_STANDFIRST_WORDS };
    matches!(block.mark, Mark::None | Mark::Heading | Mark::Summary)
        && words >= least
        && !block.text.ends_with(':')
        && !block.text.contains('\n')
        && !promotion::is_promotion(&block.text)
}

/// Whether the readers' comments begin with this block: `Comments`, `22 Comments`, «التعليقات».
fn is_ending(block: &Found) -> bool {
    let line = block.text.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace());
    line.len() <= 40 && ENDINGS.contains(&phrases::normalised(line).as_str())
}

fn is_sure(block: &Found) -> bool {
    matches!(block.mark, Mark::Title | Mark::Summary) || handover::is_handover(&block.text)
}
