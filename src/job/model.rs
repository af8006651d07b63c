use crate::recognize::{Error, Recognizer};
use crate::transcript::Engine;

type Load<'a> = Box<dyn FnOnce() -> Result<Box<dyn Recognizer + 'a>, Error> + 'a>;

/// A recogniser, known by its identity at once and loaded only when there is something to recognise.
pub struct Model<'a> {
    engine: Engine,
    load: Load<'a>,
}

impl<'a> Model<'a> {
    /// A recogniser whose identity is known before it is loaded, as that of
    /// [`WhisperOptions::engine`](crate::recognize::WhisperOptions::engine).
    pub fn lazy<R: Recognizer + 'a>(engine: Engine, load: impl FnOnce() -> Result<R, Error> + 'a) -> Self {
        Self { engine, load: Box::new(|| load().map(|r| Box::new(r) as Box<dyn Recognizer + 'a>)) }
    }

    /// A recogniser that is there already.
    pub fn loaded(recognizer: impl Recognizer + 'a) -> Self {
        Self::lazy(recognizer.engine(), || Ok(recognizer))
    }

    /// Which engine and model this is and how it is set.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(super) fn load(self) -> Result<Box<dyn Recognizer + 'a>, Error> {
        (self.load)()
    }
}

impl std::fmt::Debug for Model<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("engine", &self.engine).finish_non_exhaustive()
    }
}
