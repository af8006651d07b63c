//! From inquiries to answers: in order, resumable after each window.

use super::error::Error;
use super::inquiry::{Answers, Inquiry};
use super::recognizer::{Cancelled, Recognizer, Window, WindowOptions};
use super::side_by_side::each_piece;
use super::window_reader::WindowReader;
use crate::audio::Speech;

/// A function that keeps the answers of a window, given its number.
pub type KeepAnswers<'a> = dyn FnMut(usize, &Answers) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + 'a;

/// One run of questions to a recogniser about a recording that it has heard.
pub struct InquirySession<'a> {
    /// What is asked.
    pub recognizer: &'a mut dyn Recognizer,
    /// How the recording was recognised.
    pub options: WindowOptions,
    /// Whether to stop.
    pub cancelled: Cancelled,
    /// Called with the answers of each window, to keep them.
    pub keep: &'a mut KeepAnswers<'a>,
}

impl InquirySession<'_> {
    /// Asks `inquiries`, whose windows never step back, about the recording that `speech` plays from its start. `done` is what an
    /// earlier run was answered: as far as it was asked the same it is not asked again.
    ///
    /// # Errors
    /// [`Error::Audio`] when the recording cannot be read, [`Error::Save`] when answers could not be kept, and those of
    /// [`Recognizer::weigh`]. Answers that were kept before stay kept.
    pub fn run(
        &mut self,
        speech: impl Iterator<Item = Result<Speech, crate::audio::Error>>,
        inquiries: &[Inquiry],
        mut done: Vec<Answers>,
    ) -> Result<Vec<Answers>, Error> {
        let fitting = inquiries.iter().zip(&done).take_while(|(inquiry, answers)| inquiry.answered_by(answers)).count();
        done.truncate(fitting);
        let mut reader = WindowReader::new(speech);
        let mut unasked = inquiries.iter().skip(fitting);
        let mut next = || unasked.next().map(|inquiry| Ok((inquiry, reader.samples_of(inquiry.span)?))).transpose();
        let options = &self.options;
        let work = |recognizer: &mut dyn Recognizer, (inquiry, samples): (&Inquiry, Vec<f32>), cancelled: &Cancelled| {
            if cancelled() {
                return Err(Error::Cancelled);
            }
            let window = Window { span: inquiry.span, samples: &samples };
            let margins = recognizer.weigh(window, inquiry, options, cancelled)?;
            Ok(Answers { span: inquiry.span, doubts: inquiry.doubts.clone(), margins })
        };
        let mut take = |answers: Answers| {
            (self.keep)(done.len(), &answers).map_err(Error::Save)?;
            done.push(answers);
            Ok(())
        };
        let left = inquiries.len() - fitting;
        each_piece(&mut *self.recognizer, left, &self.cancelled, &mut next, work, &mut take)?;
        Ok(done)
    }
}
