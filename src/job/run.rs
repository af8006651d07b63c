//! One run over a recording: what both passes need.

use std::path::Path;

use super::error::Error;
use super::keeper::{Keeper, Pass};
use super::observer::{Note, Observer, Progress, Stage};
use super::options::Options;
use crate::audio;
use crate::recognize::{self, Cancelled, RecognizedWindow, Recognizer, Session, WindowOptions};
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::Engine;

/// A run at work.
pub(super) struct Run<'a> {
    pub(super) recording: &'a Path,
    pub(super) options: &'a Options,
    /// The identity of the run.
    pub(super) engine: &'a Engine,
    pub(super) recognizer: Box<dyn Recognizer + 'a>,
    pub(super) keeper: &'a mut dyn Keeper,
    pub(super) observer: &'a mut dyn Observer,
    pub(super) cancelled: Cancelled,
}

impl Run<'_> {
    pub(super) fn window_options(&self) -> WindowOptions {
        let Options { language, also, prompt, translate, .. } = self.options.clone();
        WindowOptions { language, also, prompt, translate, ..WindowOptions::default() }
    }

    /// Recognises the windows of a pass in a recording of `length`. They are cut the same way each time, so those that an earlier run
    /// finished fit, and the first that does not fit ends them.
    pub(super) fn recognize(
        &mut self,
        pass: Pass,
        windows: &[Span],
        options: WindowOptions,
        length: Millis,
    ) -> Result<Vec<RecognizedWindow>, Error> {
        let done = self.keeper.windows(self.engine, pass).map_err(Error::Keeper)?;
        let fitting = recognize::fitting(&done, windows);
        if fitting > 0 {
            self.observer.note(Note::GoingOn { done: fitting, windows: windows.len() });
        }
        let stage = if pass == Pass::First { Stage::Recognising } else { Stage::SecondPass };
        let speech = audio::to_speech(audio::decode(self.recording, &self.options.audio)?);
        let (observer, keeper, engine) = (&mut *self.observer, &mut *self.keeper, self.engine);
        let mut session = Session {
            recognizer: &mut *self.recognizer,
            options,
            cancelled: self.cancelled.clone(),
            progress: &mut |progress: recognize::Progress| {
                observer.progress(Progress { stage, done: progress.at - Timestamp::ZERO, all: length });
            },
            keep: &mut |number, window| keeper.save_window(engine, pass, number, window),
        };
        Ok(session.run(speech, windows, done)?)
    }
}
