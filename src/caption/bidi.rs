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
