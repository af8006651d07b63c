//! whisper.cpp through whisper-rs: published models and the one that ships with rawi.

use std::cell::OnceCell;
use std::path::Path;

use whisper_rs::{
    DtwAhead, DtwMode, DtwParameters, FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters,
    WhisperSegment, WhisperState, WhisperToken,
};

use super::SAMPLES_PER_MS;
use super::error::Error;
use super::inquiry::Inquiry;
use super::recognizer::{Cancelled, RecognizedSegment, Recognizer, Window, WindowOptions};
use super::vocabulary::Vocabulary;
use super::whisper_heads::Shape;
use super::whisper_options::{WhisperOptions, WordTimes};
use super::whisper_witness::{Scorer, weigh};
use super::words::{self, Piece};
use crate::text::{Language, Sha256};
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Engine, Word};

/// A loaded model.
pub struct Whisper {
    context: WhisperContext,
    /// What whisper.cpp computes in; see [`Whisper::begin_anew`].
    state: Option<WhisperState>,
    /// The heads that were named for word times. whisper.cpp reads their list whenever it makes a state.
    _heads: Vec<DtwAhead>,
    options: WhisperOptions,
    name: String,
    sha256: Sha256,
    /// Read when it is needed first.
    vocabulary: OnceCell<Vocabulary>,
}

/// Shorter windows are padded with silence to this length: whisper.cpp gives nothing below one second.
const SHORTEST_SAMPLES: usize = 1_100 * SAMPLES_PER_MS;
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
        let mut heads = Vec::new();
        let mode = match options.word_times {
            WordTimes::Tokens => DtwMode::None,
            WordTimes::Attention => {
                let shape = Shape::read(path).map_err(&failed)?;
                heads = shape.checked(&options.heads).map_err(&failed)?;
                if heads.is_empty() { shape.known_heads() } else { DtwMode::Custom { aheads: &heads } }
            }
        };
        let context = open(shown, mode).map_err(&failed)?;
        let state = context.create_state().map_err(|e| failed(e.to_string()))?;
        let (name, vocabulary) = (name.to_owned(), OnceCell::new());
        Ok(Self { context, state: Some(state), _heads: heads, options, name, sha256, vocabulary })
    }

    /// Makes whisper.cpp forget what it heard before. Its state holds random numbers that decoding with several hypotheses draws
    /// from, seeded once: with the state of the window before, what is heard would depend on where a run began.
    fn begin_anew(&mut self, window: Span) -> Result<(), Error> {
        // The old one is freed first, since there may not be memory for two.
        self.state = None;
        let state = self.context.create_state();
        self.state = Some(state.map_err(|e| Error::Recognizer { span: window, reason: e.to_string() })?);
        Ok(())
    }

    fn state(&mut self, window: Span) -> Result<&mut WhisperState, Error> {
        if self.state.is_none() {
            self.begin_anew(window)?;
        }
        self.state.as_mut().ok_or_else(|| without_state(window))
    }

    /// The segments of the last call.
    fn written(&self) -> impl Iterator<Item = WhisperSegment<'_>> {
        self.state.iter().flat_map(WhisperState::as_iter)
    }

    fn params(&self, window: Window<'_>, options: &WindowOptions) -> Result<FullParams<'static, 'static>, Error> {
        let strategy = match self.options.beam {
            0 | 1 => SamplingStrategy::Greedy { best_of: 5 },
            beam => SamplingStrategy::BeamSearch { beam_size: count(beam), patience: -1.0 },
        };
        let mut params = FullParams::new(strategy);
        params.set_n_threads(count(self.options.threads.max(1)));
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
        if !self.options.fallback {
            params.set_temperature_inc(0.0);
        }
        params.set_token_timestamps(true);
        if self.options.word_times == WordTimes::Attention {
            // Left to itself whisper.cpp goes on behind the last segment, and where the attention of less than 160 ms is to be
            // smoothed, as it comes about behind or in a very short segment, it aborts the whole process. So it looks once, at
            // all of a window, and `recognize` goes on with the rest; the limit keeps a text without end from being cut at a time.
            params.set_single_segment(true);
            params.set_max_tokens(self.context.n_text_ctx() / 2 - 6);
        }
        params.set_print_special(false);
        params.set_print_progress(false);
        params.set_print_realtime(false);
        params.set_print_timestamps(false);
        // A window begins with some silence; whisper.cpp allows one second before the first word unless told otherwise.
        params.set_max_initial_ts(window.span.duration().as_seconds() as f32);
        if self.options.fit_context {
            params.set_audio_ctx(fitted_context(window.samples.len().max(SHORTEST_SAMPLES)));
        }
        Ok(params)
    }

    /// whisper.cpp's static name of a language; `auto` where none is given. A model for English only accepts nothing else.
    fn language_code(&self, language: Option<&Language>) -> Result<&'static str, Error> {
        let Some(language) = language else { return Ok(if self.context.is_multilingual() { "auto" } else { "en" }) };
        let known = whisper_rs::get_lang_id(language.as_str()).and_then(whisper_rs::get_lang_str);
        match known {
            Some(code) if self.context.is_multilingual() || code == "en" => Ok(code),
            _ => Err(Error::Language { model: self.name.clone(), language: language.clone() }),
        }
    }

    /// The mean probability of the text tokens of the window that was recognised last; 1 when there are none.
    fn mean_probability(&self) -> f32 {
        let text = self.context.token_eot();
        let (mut sum, mut count) = (0.0, 0.0);
        for segment in self.written() {
            for token in tokens(&segment).filter(|t| t.token_id() < text) {
                sum += token.token_probability();
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 1.0 }
    }

    /// The segments that whisper.cpp gave of `window`; and, where it ended its last segment before the window's end, the instant from
    /// which on the rest is to be recognised.
    fn segments(&self, window: Window<'_>) -> (Vec<RecognizedSegment>, Option<Timestamp>) {
        match self.options.word_times {
            WordTimes::Tokens => (self.segments_by_tokens(window), None),
            WordTimes::Attention => self.segments_by_attention(window),
        }
    }

    fn segments_by_tokens(&self, window: Window<'_>) -> Vec<RecognizedSegment> {
        let beginning_of_specials = self.context.token_eot();
        let mut found = Vec::new();
        for segment in self.written() {
            let pieces: Vec<Piece> = tokens(&segment)
                .filter(|token| token.token_id() < beginning_of_specials)
                .map(|token| {
                    let data = token.token_data();
                    let span = Span::between(from_centis(data.t0, window.span), from_centis(data.t1, window.span));
                    piece(&token, span)
                })
                .collect();
            let start = from_centis(segment.start_timestamp(), window.span);
            let end = from_centis(segment.end_timestamp(), window.span);
            found.extend(heard_segment(words::words(&pieces), Some(Span::between(start, end))));
        }
        found
    }

    fn segments_by_attention(&self, window: Window<'_>) -> (Vec<RecognizedSegment>, Option<Timestamp>) {
        let (beginning_of_specials, beginning_of_times) = (self.context.token_eot(), self.context.token_beg());
        let mut found = Vec::new();
        // whisper.cpp's attention time of a token is the moment at which the next one begins (its loop over the path passes by the
        // first row). So a token begins where the one before it ended, and the first with the window, whatever the segment.
        let mut ended = window.span.start();
        let mut pieces: Vec<Piece> = Vec::new();
        // The time that opens a segment, and the last that closed one.
        let (mut opened, mut closed, mut rest): (_, Option<Timestamp>, _) = (None, None, None);
        for segment in self.written() {
            for token in tokens(&segment) {
                if token.token_id() < beginning_of_specials {
                    let span = Span::between(ended, from_centis(token.token_data().t_dtw, window.span).max(ended));
                    ended = span.end();
                    pieces.push(piece(&token, span));
                    rest = None;
                } else if token.token_id() >= beginning_of_times {
                    let at = from_centis(2 * i64::from(token.token_id() - beginning_of_times), window.span);
                    if pieces.is_empty() {
                        // Two times in a row close a segment and open the next.
                        (opened, rest) = (Some(at), closed.map(|_| at));
                    } else {
                        pin(&mut pieces, opened, Some(at));
                        found.extend(heard_segment(words::words(&pieces), None));
                        pieces.clear();
                        (opened, closed) = (None, Some(at));
                    }
                }
            }
        }
        pin(&mut pieces, opened, None);
        found.extend(heard_segment(words::words(&pieces), None));
        (found, rest)
    }

    /// Encodes a window; the state can then be asked about it.
    fn encode(&mut self, window: Window<'_>, options: &WindowOptions, cancelled: &Cancelled) -> Result<(), Error> {
        let mut params = self.params(window, options)?;
        params.set_audio_ctx(fitted_context(window.samples.len().max(SHORTEST_SAMPLES)));
        // `WhisperState::encode` cannot be told the length of the context. whisper.cpp asks whether to go on after the encoder is
        // done, so that stopping it there leaves what is wanted.
        let stop: Box<dyn FnMut() -> bool> = Box::new(|| true);
        params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(stop);
        let _ = self.state(window.span)?.full(params, &filled(window.samples));
        if cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Recognises a window as far as whisper.cpp comes in one call.
    fn look(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<(Vec<RecognizedSegment>, Option<Timestamp>), Error> {
        let mut params = self.params(window, options)?;
        let asked = cancelled.clone();
        // whisper-rs 0.16 keeps the closure behind a boxed trait object but calls it back as the type that it was given: only
        // when that type is the boxed trait object itself are the two the same. Any other closure type is a crash.
        let asked: Box<dyn FnMut() -> bool> = Box::new(move || asked());
        params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(asked);
        let outcome = self.state(window.span)?.full(params, &filled(window.samples));
        if cancelled() {
            return Err(Error::Cancelled);
        }
        outcome.map_err(|e| Error::Recognizer { span: window.span, reason: e.to_string() })?;
        if self.mean_probability() < self.options.least_probability {
            return Ok((Vec::new(), None));
        }
        Ok(self.segments(window))
    }
}

/// Bounds the first and the last word of a segment by whisper.cpp's times of the segment. By attention the first begins where the last
/// of the segment before ended, and the last ends where the next begins, so that pauses belong to words.
fn pin(pieces: &mut [Piece], opened: Option<Timestamp>, closed: Option<Timestamp>) {
    if let Some((first, at)) = pieces.first_mut().zip(opened) {
        first.span = first.span.map(|span| Span::between(at.clamp(span.start(), span.end()), span.end()));
    }
    if let Some((last, at)) = pieces.last_mut().zip(closed) {
        last.span = last.span.map(|span| Span::between(span.start(), at.clamp(span.start(), span.end())));
    }
}

fn tokens<'a>(segment: &'a WhisperSegment<'_>) -> impl Iterator<Item = WhisperToken<'a, 'a>> {
    (0..segment.n_tokens()).filter_map(|i| segment.get_token(i))
}

fn piece(token: &WhisperToken<'_, '_>, span: Span) -> Piece {
    let bytes = token.to_bytes().map(<[u8]>::to_vec).unwrap_or_default();
    Piece { bytes, probability: token.token_data().p, span: Some(span) }
}

fn heard_segment(words: Vec<words::SpokenWord>, spread_over: Option<Span>) -> Option<RecognizedSegment> {
    let span = words.iter().filter_map(|w| w.span).reduce(Span::hull)?;
    let spread_over = spread_over.map(|bounds| bounds.hull(span));
    let words = words
        .into_iter()
        .map(|w| Word { text: w.text, span: w.span, confidence: Some(w.probability.clamp(0.0, 1.0)), second_pass: false })
        .collect();
    Some(RecognizedSegment { span, spread_over, words })
}

impl Recognizer for Whisper {
    fn engine(&self) -> Engine {
        self.options.engine(&self.name, self.sha256)
    }

    fn longest_window(&self) -> Millis {
        self.options.longest_window
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        // A model for English only hears nothing else.
        if !self.context.is_multilingual() {
            return Ok(Some((Language::english(), 1.0)));
        }
        let failed = |reason: whisper_rs::WhisperError| Error::Recognizer { span: window.span, reason: reason.to_string() };
        let threads = self.options.threads.max(1);
        let state = self.state(window.span)?;
        state.pcm_to_mel(&filled(window.samples), threads).map_err(failed)?;
        let (id, chances) = state.lang_detect(0, threads).map_err(failed)?;
        let chance = usize::try_from(id).ok().and_then(|id| chances.get(id)).copied().unwrap_or(0.0);
        let language = whisper_rs::get_lang_str(id).and_then(|code| code.parse().ok());
        Ok(language.map(|language| (language, chance)))
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        self.begin_anew(window.span)?;
        let (mut found, mut from) = (Vec::new(), window.span.start());
        loop {
            let skipped = (from - window.span.start()).as_millis() as usize * SAMPLES_PER_MS;
            let samples = window.samples.get(skipped..).unwrap_or_default();
            let part = Window { span: Span::between(from, window.span.end()), samples };
            let (segments, rest) = self.look(part, options, cancelled)?;
            found.extend(segments);
            match rest {
                Some(rest) if rest > from && window.span.end() - rest >= LEAST_REST => from = rest,
                _ => return Ok(found),
            }
        }
    }

    fn weigh(
        &mut self,
        window: Window<'_>,
        inquiry: &Inquiry,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<Option<f32>>, Error> {
        let language = match &options.language {
            Some(language) => Some(language.clone()),
            None => self.detect(window)?.map(|(language, _)| language),
        };
        let options = WindowOptions { language, prompt: None, ..options.clone() };
        let code = self.language_code(options.language.as_ref())?;
        self.encode(window, &options, cancelled)?;
        let context = &self.context;
        let bytes = |id| context.token_to_bytes(id).map(<[u8]>::to_vec).unwrap_or_default();
        let vocabulary = self.vocabulary.get_or_init(|| Vocabulary::new((0..context.token_eot()).map(bytes)));
        let mut task = vec![context.token_sot()];
        if context.is_multilingual() {
            task.extend(whisper_rs::get_lang_id(code).map(|id| context.token_lang(id)));
            task.push(if options.translate { context.token_translate() } else { context.token_transcribe() });
        }
        let state = self.state.as_mut().ok_or_else(|| without_state(window.span))?;
        let mut scorer = Scorer::new(state, self.options.threads.max(1), context);
        weigh(&mut scorer, vocabulary, &task, inquiry, cancelled).map_err(|stop| stop.error(window.span))
    }
}

fn without_state(span: Span) -> Error {
    Error::Recognizer { span, reason: "it has no state to compute in".to_owned() }
}

fn open(path: &str, mode: DtwMode<'_>) -> Result<WhisperContext, String> {
    let mut params = WhisperContextParameters::default();
    // Attention is only there to be read without flash attention; whisper.cpp says so in a log line and goes on without times.
    params.flash_attn(false);
    // Memory for 448 tokens × 1500 frames × 23 heads with the copies that whisper.cpp makes; pages that are not used cost nothing.
    params.dtw_parameters(DtwParameters { mode, dtw_mem_size: 1 << 30 });
    WhisperContext::new_with_params(path, params).map_err(|e| e.to_string())
}

/// whisper.cpp's count of hundredths from the window's start, on the recording's timeline and within the window.
fn from_centis(centis: i64, window: Span) -> Timestamp {
    let ms = u32::try_from(centis.max(0).saturating_mul(10)).unwrap_or(u32::MAX);
    (window.start() + Millis::new(ms)).min(window.end())
}

/// Encoder positions (20 ms each) that hold `samples` and a little more, in the multiples that whisper.cpp computes well.
fn fitted_context(samples: usize) -> i32 {
    let positions = samples.div_ceil(20 * SAMPLES_PER_MS) + 16;
    count(positions.next_multiple_of(16).min(1500))
}

fn filled(samples: &[f32]) -> std::borrow::Cow<'_, [f32]> {
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
