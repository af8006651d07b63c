//! Direction. It comes from the language of the captions, never from the first letter; the text itself is stored in logical
//! order. The controls that a format needs are added line by line on the way out and taken off on the way in.
//!
//! Why `embed` for SubRip: the format has no paragraph direction and the common text renderers assume left-to-right, so that
//! a final stop jumps to the wrong side. Of the ways to mark a line only an embedding (U+202B … U+202C) or an isolate puts all
//! eleven measured lines right both in players that force left-to-right and in those that go by the first strong letter, and
//! old players do not know isolates.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use super::UnknownName;

/// How SubRip lines that run from right to left are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Bidi {
    /// U+202B in front of each line and U+202C behind it: right in every player that knows the algorithm; a few old
    /// television fonts draw the two as boxes. The default.
    #[default]
    Embed,
    /// U+200F in front of each line: right only in players that go by the first strong letter.
    Mark,
    /// Nothing, for services that forbid controls.
    None,
}

impl Bidi {
    /// The names that [`str::parse`] reads.
    pub const NAMES: [&'static str; 3] = ["embed", "mark", "none"];
}

impl std::str::FromStr for Bidi {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "embed" => Ok(Self::Embed),
            "mark" => Ok(Self::Mark),
            "none" => Ok(Self::None),
            other => Err(UnknownName::new("way to mark direction", other, &Self::NAMES)),
        }
    }
}

/// Right-to-left embedding.
const RLE: char = '\u{202b}';
/// Pop directional formatting.
const PDF: char = '\u{202c}';
/// Right-to-left mark.
const RLM: char = '\u{200f}';
/// Left-to-right mark.
const LRM: char = '\u{200e}';

/// Whether `c` is a directional control: invisible, and no part of the text.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` without directional controls.
pub(super) fn strip(text: &str) -> String {
    text.chars().filter(|c| !is_control(*c)).collect()
}

/// The direction of the first strong character, skipping isolates (UAX 9 rule P2): `Some(true)` for right-to-left.
pub(super) fn first_strong(line: &str) -> Option<bool> {
    let mut isolates = 0u32;
    for c in line.chars() {
        match bidi_class(c) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => isolates += 1,
            BidiClass::PDI => isolates = isolates.saturating_sub(1),
            BidiClass::L if isolates == 0 => return Some(false),
            BidiClass::R | BidiClass::AL if isolates == 0 => return Some(true),
            _ => {}
        }
    }
    None
}

/// A SubRip line, marked as `how` says when it runs from right to left.
pub(super) fn for_srt(line: &str, right_to_left: bool, how: Bidi) -> String {
    match how {
        Bidi::Embed if right_to_left => format!("{RLE}{line}{PDF}"),
        Bidi::Mark if right_to_left => format!("{RLM}{line}"),
        _ => line.to_owned(),
    }
}

/// A WebVTT line: players give each line the direction of its first strong letter, so a mark stands in front only where that
/// would be the wrong one. The mark is the character itself: several readers do not know `&rlm;`.
pub(super) fn for_vtt(line: &str, right_to_left: bool) -> String {
    match (right_to_left, first_strong(line)) {
        (true, Some(false) | None) => format!("{RLM}{line}"),
        (false, Some(true)) => format!("{LRM}{line}"),
        _ => line.to_owned(),
    }
}

/// `line` as it lies on the screen, left to right, in a paragraph of the direction given (`None`: of its first strong
/// character), without controls.
pub(super) fn visual(line: &str, right_to_left: Option<bool>) -> String {
    let level = right_to_left.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
    let info = BidiInfo::new(line, level);
    let shown: String = info.paragraphs.iter().map(|p| info.reorder_line(p, p.range.clone())).collect();
    strip(&shown)
}

/// The stretches of `line` that run against `right_to_left` and begin or end in a character without a direction of its own
/// (`C++`, `.NET`, `3.5%`): formats with markup give them a span of the other direction. Byte ranges, in order; the rest is
/// in between. The ranges tile the line; the flag says whether a stretch runs against it.
pub(super) fn runs(line: &str, right_to_left: bool) -> Vec<(std::ops::Range<usize>, bool)> {
    let mut found: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let start = at;
        at += word.len();
        let core = word.trim_end();
        if core.is_empty() || !opposes(core, right_to_left) {
            continue;
        }
        if plain_from < start {
            found.push((plain_from..start, false));
        }
        found.push((start..start + core.len(), true));
        plain_from = start + core.len();
    }
    if plain_from < line.len() {
        found.push((plain_from..line.len(), false));
    }
    found
}

/// A word of the other direction only, with a neutral at its edge that belongs to it rather than to the sentence.
fn opposes(word: &str, right_to_left: bool) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !is_sentence_mark(c));
    let against = |c: char| match bidi_class(c) {
        BidiClass::L => right_to_left,
        BidiClass::R | BidiClass::AL => !right_to_left,
        _ => false,
    };
    let with = |c: char| match bidi_class(c) {
        BidiClass::L => !right_to_left,
        BidiClass::R | BidiClass::AL => right_to_left,
        _ => false,
    };
    let number = right_to_left && word.chars().any(|c| c.is_ascii_digit());
    // A point in front of a letter is the word's own (`.NET`); any mark behind it is the sentence's.
    let own_point = word.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let bare = if own_point { &word[1..] } else { word };
    bare.trim_matches(is_sentence_mark).len() == bare.len()
        && (word.chars().any(against) || number)
        && !word.chars().any(with)
        && (own_point || edge(word.chars().next()) || edge(word.chars().next_back()))
}

fn is_sentence_mark(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '"'
            | '\''
            | '،'
            | '؛'
            | '؟'
            | '«'
            | '»'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '…'
            | '—'
            | '–'
    ) || matches!(c, '(' | ')' | '[' | ']')
}
