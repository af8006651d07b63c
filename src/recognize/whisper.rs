//! whisper.cpp through whisper-rs: published models and the one that ships with rawi.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use whisper_rs::{DtwAhead, DtwMode, FullParams, SamplingStrategy, WhisperContext, WhisperState};

use super::SAMPLES_PER_MS;
use super::error::Error;
use super::inquiry::Inquiry;
use super::products::Matrices;
use super::products_backend;
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use super::vocabulary::Vocabulary;
use super::whisper_heads::{Shape, later};
use super::whisper_opened::Opened;
use super::whisper_options::{WhisperOptions, WordTimes};
use super::whisper_segments::Written;

use crate::text::{Language, Sha256};
use crate::time::{Delta, Millis, Span, Timestamp};
use crate::transcript::Engine;

/// A loaded model, and what it computes in.
pub struct Whisper {
    pub(super) model: Arc<Loaded>,
    /// What whisper.cpp computes in; see [`Whisper::begin_anew`].
    pub(super) state: Option<WhisperState>,
    /// Whether that has looked at a window, and whether it drew random numbers then.
    pub(super) looked: bool,
    drew: bool,
    options: WhisperOptions,
    /// The threads that share products of eight bits.
    pool: Option<Arc<rayon::ThreadPool>>,
}

/// How a window is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decoding {
    /// One hypothesis, once: no random number is drawn.
    Greedy,
    /// As the options ask for.
    Whole,
}

/// The weights and what belongs to them: several states compute with them at once.
pub(super) struct Loaded {
    pub(super) context: WhisperContext,
    /// The heads that were named for word times. whisper.cpp reads their list whenever it makes a state.
    _heads: Vec<DtwAhead>,
    /// By how much words begin later than the heads say, where that is known.
    later: Option<Delta>,
    pub(super) name: String,
    sha256: Sha256,
    /// Read when it is needed first.
    pub(super) vocabulary: OnceLock<Vocabulary>,
    /// Its matrices for products of eight bits, where this processor has instructions for them.
    matrices: Option<Arc<Matrices>>,
    /// The graphics card that computes.
    card: Option<String>,
    /// So many states there is room for.
    states: usize,
}

/// The threads that share products of eight bits.
fn pool(model: &Loaded, threads: usize) -> Option<Arc<rayon::ThreadPool>> {
    model.matrices.as_ref()?;
    rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build().ok().map(Arc::new)
}

/// Shorter windows are padded with silence to this length: whisper.cpp gives nothing below one second.
const SHORTEST_SAMPLES: usize = 1_100 * SAMPLES_PER_MS;
/// Encoder positions come in multiples of this, and so many more than a window has are computed.
const POSITIONS_STEP: usize = 16;
const SPARE_POSITIONS: usize = 16;
/// What is left of a window behind its last segment is recognised by itself when it lasts at least this long.
const LEAST_REST: Millis = Millis::new(1_000);

impl Whisper {
    /// Loads the ggml model at `path`. `name` and `sha256` go into the transcript's provenance.
    ///
    /// # Errors
    /// [`Error::Model`] when whisper.cpp cannot load it.
    pub fn load(path: &Path, name: &str, sha256: Sha256, options: WhisperOptions) -> Result<Self, Error> {
        whisper_rs::install_logging_hooks();
        let failed = |reason: String| Error::Model { path: path.display().to_string(), reason };
        let shown = path.to_str().ok_or_else(|| failed("its path is not UTF-8, which whisper.cpp needs".into()))?;
        let shape = Shape::read(path).map_err(&failed)?;
        let mut heads = Vec::new();
        let mode = match options.word_times {
            WordTimes::Tokens => DtwMode::None,
            WordTimes::Attention => {
                heads = shape.checked(&options.heads).map_err(&failed)?;
                if heads.is_empty() { shape.known_heads() } else { DtwMode::Custom { aheads: &heads } }
            }
        };
        let later = later(&mode);
        let loaded = Opened::anywhere(path, shown, &mode, shape, &options);
        let Opened { context, state, matrices, card, states } = loaded.map_err(&failed)?;
        let (name, vocabulary) = (name.to_owned(), OnceLock::new());
        let model = Arc::new(Loaded { context, _heads: heads, later, name, sha256, vocabulary, matrices, card, states });
        let pool = pool(&model, options.threads);
        Ok(Self { model, state: Some(state), looked: false, drew: false, options, pool })
    }

    /// What the graphics card is called that computes; `None` where the processor does.
    #[must_use]
    pub fn graphics_card(&self) -> Option<&str> {
        self.model.card.as_deref()
    }

    /// Makes whisper.cpp forget what it heard before. Its state holds random numbers that decoding with several hypotheses draws
    /// from, seeded once: with the state of the window before, what is heard would depend on where a run began.
    fn begin_anew(&mut self, window: Span) -> Result<(), Error> {
        // The old one is freed first, since there may not be memory for two.
        self.state = None;
        let state = products_backend::given(self.model.matrices.as_ref(), || self.model.context.create_state());
        self.state = Some(state.map_err(|e| Error::Recognizer { span: window, reason: e.to_string() })?);
        (self.looked, self.drew) = (false, false);
        Ok(())
    }

    pub(super) fn state(&mut self, window: Span) -> Result<&mut WhisperState, Error> {
        if self.state.is_none() {
            self.begin_anew(window)?;
        }
        self.state.as_mut().ok_or_else(|| without_state(window))
    }

    /// Runs `work` among the threads that share products of eight bits.
    pub(super) fn computing<T: Send>(&mut self, work: impl FnOnce(&mut Self) -> T + Send) -> T {
        match self.pool.clone() {
            Some(pool) => pool.install(|| work(self)),
            None => work(self),
        }
    }

    /// How many threads whisper.cpp itself computes with: what is left to it where products are computed here is not worth a second.
    pub(super) fn engine_threads(&self) -> usize {
        if self.pool.is_some() { 1 } else { self.options.threads.max(1) }
    }

    pub(super) fn params(
        &self,
        window: Window<'_>,
        options: &WindowOptions,
        decoding: Decoding,
    ) -> Result<FullParams<'static, 'static>, Error> {
        let strategy = match (decoding, self.options.beam) {
            (Decoding::Greedy, _) => SamplingStrategy::Greedy { best_of: 1 },
            (_, 0 | 1) => SamplingStrategy::Greedy { best_of: 5 },
            (_, beam) => SamplingStrategy::BeamSearch { beam_size: count(beam), patience: -1.0 },
        };
        let mut params = FullParams::new(strategy);
        params.set_n_threads(count(self.engine_threads()));
        params.set_translate(options.translate);
        params.set_language(Some(self.language_code(options.language.as_ref())?));
        // Each window stands alone: a mistake must not be handed on as context.
        params.set_no_context(true);
        params.set_n_max_text_ctx(if options.prompt.is_some() { 224 } else { 0 });
        if let Some(prompt) = &options.prompt {
            if prompt.contains('\0') {
                return Err(Error::Prompt);
            }
            params.set_initial_prompt(prompt);
        }
        if decoding == Decoding::Greedy || !self.options.fallback {
            params.set_temperature_inc(0.0);
        }
        params.set_token_timestamps(true);
        if self.options.word_times == WordTimes::Attention {
            // Left to itself whisper.cpp goes on behind the last segment, and where the attention of less than 160 ms is to be
            // smoothed, as it comes about behind or in a very short segment, it aborts the whole process. So it looks once, at
            // all of a window, and `recognize` goes on with the rest; the limit keeps a text without end from being cut at a time.
            params.set_single_segment(true);
            params.set_max_tokens(self.model.context.n_text_ctx() / 2 - 6);
        }
        params.set_print_special(false);
        params.set_print_progress(false);
        params.set_print_realtime(false);
        params.set_print_timestamps(false);
        // A window begins with some silence; whisper.cpp allows one second before the first word unless told otherwise.
        params.set_max_initial_ts(window.span.duration().as_seconds() as f32);
        if self.options.fit_context && !options.whole_context {
            params.set_audio_ctx(self.fitted_context(window, self.options.least_context));
        }
        Ok(params)
    }

    /// whisper.cpp's static name of a language; `auto` where none is given. A model for English only accepts nothing else.
    pub(super) fn language_code(&self, language: Option<&Language>) -> Result<&'static str, Error> {
        let Some(language) = language else { return Ok(if self.model.context.is_multilingual() { "auto" } else { "en" }) };
        let known = whisper_rs::get_lang_id(language.as_str()).and_then(whisper_rs::get_lang_str);
        match known {
            Some(code) if self.model.context.is_multilingual() || code == "en" => Ok(code),
            _ => Err(Error::Language { model: self.model.name.clone(), language: language.clone() }),
        }
    }

    pub(super) fn fitted_context(&self, window: Window<'_>, least: usize) -> i32 {
        let whole = usize::try_from(self.model.context.n_audio_ctx()).unwrap_or(0);
        count(fitted_context(window.samples.len().max(SHORTEST_SAMPLES), least, whole))
    }

    /// Recognises a window as far as whisper.cpp comes in one call: greedily, and where that is unsure again with all hypotheses.
    fn hear(&mut self, window: Window<'_>, options: &WindowOptions, cancelled: &Cancelled) -> Result<Look, Error> {
        if self.options.beam > 1
            && self.options.beam_below > 0.0
            && let Some(sure) = self.look(window, options, Decoding::Greedy, cancelled)?
        {
            return Ok(sure);
        }
        let look = self.look(window, options, Decoding::Whole, cancelled)?;
        Ok(look.unwrap_or_default())
    }

    /// One look; `None` where a greedy one is not to be believed.
    fn look(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        decoding: Decoding,
        cancelled: &Cancelled,
    ) -> Result<Option<Look>, Error> {
        let mut params = self.params(window, options, decoding)?;
        let asked = cancelled.clone();
        // whisper-rs 0.16 keeps the closure behind a boxed trait object but calls it back as the type that it was given: only
        // when that type is the boxed trait object itself are the two the same. Any other closure type is a crash.
        let asked: Box<dyn FnMut() -> bool> = Box::new(move || asked());
        params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(asked);
        let outcome = self.state(window.span)?.full(params, &filled(window.samples));
        self.looked = true;
        self.drew |= decoding == Decoding::Whole;
        if cancelled() {
            return Err(Error::Cancelled);
        }
        outcome.map_err(|e| Error::Recognizer { span: window.span, reason: e.to_string() })?;
        let state = self.state.as_ref().ok_or_else(|| without_state(window.span))?;
        let written = Written {
            context: &self.model.context,
            state,
            window: window.span,
            later: self.model.later.unwrap_or_default(),
        };
        let probability = written.mean_probability();
        let sure = || probability.is_some_and(|p| p >= self.options.beam_below) && !written.loops();
        if decoding == Decoding::Greedy && !sure() {
            return Ok(None);
        }
        if probability.is_some_and(|probability| probability < self.options.least_probability) {
            return Ok(Some(Look::default()));
        }
        Ok(Some(written.segments(self.options.word_times)))
    }

    fn recognized(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        // What tells the language would look at as much context as the window before had.
        if self.drew || self.looked && options.language.is_none() {
            self.begin_anew(window.span)?;
        }
        let (mut found, mut from) = (Vec::new(), window.span.start());
        loop {
            let skipped = (from - window.span.start()).as_millis() as usize * SAMPLES_PER_MS;
            let samples = window.samples.get(skipped..).unwrap_or_default();
            let part = Window { span: Span::between(from, window.span.end()), samples };
            let (segments, rest) = self.hear(part, options, cancelled)?;
            found.extend(segments);
            match rest {
                Some(rest) if rest > from && window.span.end() - rest >= LEAST_REST => from = rest,
                _ => return Ok(found),
            }
        }
    }
}

/// What was heard in one look, and where the rest of the window begins, if there is one.
type Look = (Vec<RecognizedSegment>, Option<Timestamp>);

impl Recognizer for Whisper {
    fn engine(&self) -> Engine {
        self.options.engine(&self.model.name, self.model.sha256)
    }

    fn longest_window(&self) -> Millis {
        self.options.longest_window
    }

    fn begins_at_onsets(&self) -> bool {
        self.model.later.is_some()
    }

    fn side_by_side(&mut self, pieces: usize) -> Vec<Box<dyn Recognizer + Send>> {
        let all = self.options.threads.max(1);
        let count = all.min(pieces).min(self.model.states);
        if count < 2 {
            return Vec::new();
        }
        // The others have states of their own, and room may be short.
        self.state = None;
        let one = |number: usize| -> Box<dyn Recognizer + Send> {
            let threads = all / count + usize::from(number < all % count);
            let options = WhisperOptions { threads, ..self.options.clone() };
            let pool = pool(&self.model, threads);
            Box::new(Self { model: self.model.clone(), state: None, looked: false, drew: false, options, pool })
        };
        (0..count).map(one).collect()
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        self.computing(|own| own.detected(window))
    }

    fn chances(&mut self, window: Window<'_>, among: &[Language]) -> Result<Vec<f32>, Error> {
        self.computing(|own| own.likelihoods(window, among))
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        self.computing(|own| own.recognized(window, options, cancelled))
    }

    fn weigh(
        &mut self,
        window: Window<'_>,
        inquiry: &Inquiry,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<Option<f32>>, Error> {
        self.computing(|own| own.weighed(window, inquiry, options, cancelled))
    }
}

pub(super) fn without_state(span: Span) -> Error {
    Error::Recognizer { span, reason: "it has no state to compute in".to_owned() }
}

/// What recognition computes with in this build: graphics cards, and the instructions of this processor, in whisper.cpp's words.
pub fn computes_with() -> &'static str {
    whisper_rs::install_logging_hooks();
    whisper_rs::print_system_info()
}

/// Encoder positions (20 ms each) for `samples` and a little more, at least `least` and at most `whole`, in the multiples that
/// whisper.cpp computes well: with 1,500, which is none, it takes the encoder's attention number by number.
fn fitted_context(samples: usize, least: usize, whole: usize) -> usize {
    let needed = samples.div_ceil(20 * SAMPLES_PER_MS);
    let wished = (needed + SPARE_POSITIONS).max(least).next_multiple_of(POSITIONS_STEP);
    let most = whole - whole % POSITIONS_STEP;
    if needed > most { whole } else { wished.min(most) }
}

pub(super) fn filled(samples: &[f32]) -> std::borrow::Cow<'_, [f32]> {
    if samples.len() >= SHORTEST_SAMPLES {
        return samples.into();
    }
    let mut longer = samples.to_vec();
    longer.resize(SHORTEST_SAMPLES, 0.0);
    longer.into()
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_holds_the_window_in_steps_of_sixteen_or_is_whole() {
        let seconds = |tenths: usize| fitted_context(tenths * 1_600, 512, 1_500);
        assert_eq!([10, 90, 150, 297, 298, 300].map(seconds), [512, 512, 768, 1_488, 1_500, 1_500]);
        assert_eq!(fitted_context(16_000, 0, 1_500), 80);
        assert_eq!(fitted_context(30 * 16_000, 512, 750), 750);
    }
}
