//! What whisper.cpp is asked of a window that it has encoded: its language, and which of two texts was said.

use std::sync::Arc;

use super::error::Error;
use super::inquiry::Inquiry;
use super::recognizer::{Cancelled, Window, WindowOptions};
use super::vocabulary::Vocabulary;
use super::whisper::{Decoding, Whisper, filled, without_state};
use super::whisper_languages::{chances, likeliest};
use super::whisper_witness::{Scorer, weigh};
use crate::text::Language;

impl Whisper {
    /// Encodes a window; the state can then be asked about it.
    fn encode(&mut self, window: Window<'_>, options: &WindowOptions, cancelled: &Cancelled) -> Result<(), Error> {
        let mut params = self.params(window, options, Decoding::Greedy)?;
        params.set_audio_ctx(self.fitted_context(window, 0));
        // `WhisperState::encode` cannot be told the length of the context. whisper.cpp asks whether to go on after the encoder is
        // done, so that stopping it there leaves what is wanted.
        let stop: Box<dyn FnMut() -> bool> = Box::new(|| true);
        params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(stop);
        let _ = self.state(window.span)?.full(params, &filled(window.samples));
        self.looked = true;
        if cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    pub(super) fn detected(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        // A model for English only hears nothing else.
        if !self.model.context.is_multilingual() {
            return Ok(Some((Language::english(), 1.0)));
        }
        let failed = |reason: whisper_rs::WhisperError| Error::Recognizer { span: window.span, reason: reason.to_string() };
        self.encode(window, &WindowOptions { language: Some(Language::english()), ..WindowOptions::default() }, &nobody())?;
        let (model, threads) = (self.model.clone(), self.engine_threads());
        likeliest(self.state(window.span)?, &model.context, threads).map_err(failed)
    }

    pub(super) fn likelihoods(&mut self, window: Window<'_>, among: &[Language]) -> Result<Vec<f32>, Error> {
        let known = |language: &Language| -> Result<i32, Error> {
            let code = self.language_code(Some(language))?;
            whisper_rs::get_lang_id(code)
                .ok_or_else(|| Error::Language { model: self.model.name.clone(), language: language.clone() })
        };
        let ids = among.iter().map(known).collect::<Result<Vec<i32>, Error>>()?;
        if !self.model.context.is_multilingual() {
            return Ok(vec![1.0 / among.len().max(1) as f32; among.len()]);
        }
        let failed = |reason: whisper_rs::WhisperError| Error::Recognizer { span: window.span, reason: reason.to_string() };
        let options = WindowOptions { language: among.first().cloned(), ..WindowOptions::default() };
        self.encode(window, &options, &nobody())?;
        let (model, threads) = (self.model.clone(), self.engine_threads());
        chances(self.state(window.span)?, &model.context, threads, &ids).map_err(failed)
    }

    pub(super) fn weighed(
        &mut self,
        window: Window<'_>,
        inquiry: &Inquiry,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<Option<f32>>, Error> {
        let language = match &options.language {
            Some(language) => Some(language.clone()),
            None => self.detected(window)?.map(|(language, _)| language),
        };
        let options = WindowOptions { language, prompt: None, ..options.clone() };
        let code = self.language_code(options.language.as_ref())?;
        self.encode(window, &options, cancelled)?;
        let context = &self.model.context;
        let bytes = |id| context.token_to_bytes(id).map(<[u8]>::to_vec).unwrap_or_default();
        let vocabulary = self.model.vocabulary.get_or_init(|| Vocabulary::new((0..context.token_eot()).map(bytes)));
        let mut task = vec![context.token_sot()];
        if context.is_multilingual() {
            task.extend(whisper_rs::get_lang_id(code).map(|id| context.token_lang(id)));
            task.push(if options.translate { context.token_translate() } else { context.token_transcribe() });
        }
        let threads = self.engine_threads();
        let state = self.state.as_mut().ok_or_else(|| without_state(window.span))?;
        let mut scorer = Scorer::new(state, threads, context);
        weigh(&mut scorer, vocabulary, &task, inquiry, cancelled).map_err(|stop| stop.error(window.span))
    }
}

/// Asks nobody whether to stop: what it is given to takes a fraction of a second.
fn nobody() -> Cancelled {
    Arc::new(|| false)
}
