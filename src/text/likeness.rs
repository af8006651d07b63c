use super::Token;

/// In what way two words are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LikenessKind {
    /// The same letters.
    Exact,
    /// The same after folding.
    Variant,
    /// The same number.
    Number,
    /// The same sound: a name in two spellings or two scripts.
    Sound,
    /// Close in spelling.
    Fuzzy,
    /// Not alike.
    Different,
}

/// How alike two words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// In what way.
    pub kind: LikenessKind,
    /// From 0 (nothing in common) to 1 (the same word).
    pub score: f32,
}

/// Compares two words.
pub fn likeness(a: &Token, b: &Token) -> Likeness {
    if a.folded == b.folded {
        return Likeness { kind: LikenessKind::Variant, score: 1.0 };
    }
    Likeness { kind: LikenessKind::Different, score: 0.0 }
}
