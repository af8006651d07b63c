//! A text with differences planted: the article as it is published, the words as they are said, and where the two part.

use std::ops::Range;

use rawi::article::{Article, Part, PartKind};
use rawi::text::{Language, TextRange};

use crate::numbers::words;
use crate::place::{Kind, Place};
use crate::random::Random;
use crate::text::Text;
use crate::{edits, forms, numbers};

/// How many of each are planted to a thousand words.
#[derive(Debug, Clone, Copy)]
pub struct Density {
    pub changes: usize,
    pub same: usize,
    pub slips: usize,
}

pub const USUAL: Density = Density { changes: 12, same: 20, slips: 3 };

/// Changes stand so many words apart at least, and other places so many from anything.
const APART: usize = 8;
const APART_OTHERS: usize = 4;

/// A difference that was planted.
pub struct Planted {
    pub kind: Kind,
    pub near: bool,
    /// The bytes of the article that differ; empty where the words were only said.
    pub published: Range<usize>,
    /// The said words that differ; empty where the words were only published.
    pub said: Range<usize>,
}

/// An article and what is said.
pub struct Page {
    pub article: Article,
    /// The words that are said, each with the signs that stand at it.
    pub said: Vec<String>,
    pub planted: Vec<Planted>,
    pub arabic: bool,
}

/// Prints the text named `name`: the headline is not read, all else is.
pub fn page(name: &str, text: &Text, density: Density, random: &mut Random) -> Page {
    let (headline, blocks) = text.blocks.split_first().expect("a text has a headline");
    let arabic = text.is_arabic();
    let place = |block: &String, random: &mut Random| {
        let changes = edits::places(name, block).into_iter().chain(numbers::places(block, arabic, random));
        changes.chain(forms::places(block, arabic, random)).chain(forms::slips(block, arabic)).collect()
    };
    let all: Vec<Vec<Place>> = blocks.iter().map(|block| place(block, random)).collect();
    let chosen = choose(blocks, &all, density, random);
    print(Some(headline), blocks, &chosen, &text.language)
}

/// Prints `blocks` with the chosen places, which are in order, each with the number of its block.
pub fn print(headline: Option<&str>, blocks: &[String], chosen: &[(usize, Place)], language: &Language) -> Page {
    let mut made = Made { page: String::new(), said: Vec::new(), planted: Vec::new() };
    let whole = |start, end| TextRange::new(start, end).expect("a page is not that long");
    let mut parts = Vec::new();
    if let Some(headline) = headline {
        made.page.push_str(headline);
        made.page.push_str("\n\n");
        parts.push(Part { kind: PartKind::Headline, range: whole(0, headline.len()) });
    }
    for (number, block) in blocks.iter().enumerate() {
        let start = made.page.len();
        made.block(block, chosen.iter().filter(|(of, _)| *of == number).map(|(_, place)| place));
        let kind = if number == 0 && headline.is_some() { PartKind::Lead } else { PartKind::Body };
        parts.push(Part { kind, range: whole(start, made.page.len()) });
        made.page.push_str("\n\n");
    }
    let article = Article::from_parts(made.page, language.clone(), parts);
    Page { article, said: made.said, planted: made.planted, arabic: *language == Language::arabic() }
}

struct Made {
    page: String,
    said: Vec<String>,
    planted: Vec<Planted>,
}

impl Made {
    /// Adds a block with its places, which are in order.
    fn block<'a>(&mut self, block: &str, places: impl Iterator<Item = &'a Place>) {
        let (mut spoken, mut marks) = (String::new(), Vec::new());
        let mut from = 0;
        for place in places {
            let common = &block[from..place.range.start];
            spoken.push_str(common);
            self.page.push_str(common);
            let shifted = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
            marks.push((self.planted.len(), shifted(&place.said_differs, spoken.len())));
            let published = shifted(&place.published_differs, self.page.len());
            self.planted.push(Planted { kind: place.kind, near: place.is_near(), published, said: 0..0 });
            spoken.push_str(&place.said);
            self.page.push_str(&place.published);
            from = place.range.end;
        }
        spoken.push_str(&block[from..]);
        self.page.push_str(&block[from..]);
        for word in words(&spoken) {
            let mark = marks.iter().find(|(_, range)| range.start < word.end && word.start < range.end);
            if let Some(of) = mark.and_then(|(planted, _)| self.planted.get_mut(*planted)) {
                let first = if of.said.is_empty() { self.said.len() } else { of.said.start };
                of.said = first..self.said.len() + 1;
            }
            self.said.push(spoken[word].to_owned());
        }
    }
}

/// Of `all` places by block some, in order.
pub fn choose(blocks: &[String], all: &[Vec<Place>], density: Density, random: &mut Random) -> Vec<(usize, Place)> {
    let all: Vec<(usize, &Place)> =
        all.iter().enumerate().flat_map(|(n, of)| of.iter().map(move |place| (n, place))).collect();
    let total: usize = blocks.iter().map(|b| words(b).len()).sum();
    let mut chosen = Chosen { blocks, places: Vec::new() };
    let first = random.below(Kind::CHANGES.len());
    let kinds = (0..(density.changes * total).div_ceil(1000)).map(|n| Kind::CHANGES[(first + n) % Kind::CHANGES.len()]);
    let kinds = kinds.chain((0..density.same * total / 1000).map(|_| Kind::Same));
    for kind in kinds.chain((0..density.slips * total / 1000).map(|_| Kind::Slip)) {
        let of_kind: Vec<(usize, &Place)> = all.iter().copied().filter(|(_, place)| place.kind == kind).collect();
        let tries = (0..20).filter_map(|_| random.pick(&of_kind).copied()).collect::<Vec<_>>();
        if let Some((number, place)) = tries.into_iter().find(|(number, place)| chosen.has_room(*number, place)) {
            chosen.places.push((number, place.clone()));
        }
    }
    chosen.places.sort_by_key(|(number, place)| (*number, place.range.start));
    chosen.places
}

struct Chosen<'a> {
    blocks: &'a [String],
    places: Vec<(usize, Place)>,
}

impl Chosen<'_> {
    fn has_room(&self, number: usize, place: &Place) -> bool {
        let change = |kind: Kind| Kind::CHANGES.contains(&kind);
        self.places.iter().filter(|(other, _)| *other == number).all(|(_, other)| {
            let (first, second) = if other.range.start < place.range.start { (other, place) } else { (place, other) };
            let least = if change(first.kind) && change(second.kind) { APART } else { APART_OTHERS };
            let between = self.blocks[number].get(first.range.end..second.range.start);
            between.is_some_and(|text| text.split_whitespace().count() >= least)
        })
    }
}
