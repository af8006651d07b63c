//! What is to go wrong in a case.

/// What is to go wrong.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub errors: f64,
    pub unspoken: f64,
    pub extra: f64,
    pub moved: bool,
    pub repeated: bool,
    pub headline_copy: bool,
    pub loops: bool,
    pub skipped: bool,
    /// Music between the sentences, up to three times, for 8 to 20 s.
    pub music: bool,
    /// Whether it is known where there is speech.
    pub speech: bool,
}

/// The recipe that others vary.
pub const PLAIN: Recipe = Recipe {
    errors: 0.15,
    unspoken: 0.3,
    extra: 0.2,
    moved: false,
    repeated: false,
    headline_copy: false,
    loops: false,
    skipped: false,
    music: false,
    speech: true,
};
