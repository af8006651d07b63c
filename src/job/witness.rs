//! Where what was heard differs from what was published, the recogniser is asked which of the two texts the sound holds. Its answers
//! stay with the transcript: by them the alignment distinguishes a real difference from a mishearing.
//!
//! No word of the transcript changes by the answers.

use super::error::Error;
use super::observer::{Note, Progress, Stage};
use super::run::Run;
use crate::align::{DifferenceKind, Question, align, questions};
use crate::article::Article;
use crate::audio;
use crate::recognize::{self, Doubt, Inquiry, InquirySession, WindowOptions};
use crate::time::{Millis, Timestamp};
use crate::transcript::{Transcript, Witness};

/// So many places are asked about in each minute of a recording, and twice as many in the first: negations, numbers, dates, names and
/// opposites first. On recordings in which many places differ, asking was measured to add 19 to 32 % to the time of
/// recognition.
const PLACES_PER_MINUTE: usize = 6;
/// The longest window: a longer one serves more places at once and costs each more of the decoder.
const LONGEST_WINDOW: Millis = Millis::new(12_000);

/// The transcript with what its recogniser answers about the differences from `article`.
pub(super) fn with_witnesses(run: &mut Run<'_>, transcript: Transcript, article: &Article) -> Result<Transcript, Error> {
    if run.options.translate {
        return Ok(transcript);
    }
    let asked = chosen(questions(&align(&transcript, article)), transcript.duration().unwrap_or_default());
    let doubts: Vec<Doubt> = asked.into_iter().map(|q| Doubt { words: q.words, published: q.published }).collect();
    let longest = run.recognizer.longest_window().min(LONGEST_WINDOW);
    let inquiries = recognize::inquiries(&transcript, &doubts, longest);
    if inquiries.is_empty() {
        return Ok(transcript);
    }
    let witnesses = ask(run, &transcript, &inquiries)?;
    let places = inquiries.iter().map(|i| i.doubts.len()).sum();
    run.observer.note(Note::Asked { places, answered: witnesses.len() });
    Ok(transcript.with_witnesses(witnesses))
}

/// The questions that weigh most, in their order.
fn chosen(mut all: Vec<Question>, length: Millis) -> Vec<Question> {
    let minutes = usize::try_from(length.as_millis() / 60_000).unwrap_or(0);
    let most = PLACES_PER_MINUTE * (minutes + 2);
    all.sort_by_key(|q| !listed(q.kind));
    all.truncate(most);
    all.sort_by_key(|q| (q.words.start, q.words.end));
    all
}

/// Kinds that change what is claimed.
fn listed(kind: DifferenceKind) -> bool {
    use DifferenceKind::{Date, Name, Negation, Number, Opposite};
    matches!(kind, Negation | Number | Date | Name | Opposite)
}

fn ask(run: &mut Run<'_>, transcript: &Transcript, inquiries: &[Inquiry]) -> Result<Vec<Witness>, Error> {
    let done = run.keeper.answers(run.engine).map_err(Error::Keeper)?;
    let options = WindowOptions { language: transcript.language().known(), ..run.window_options() };
    let speech = audio::to_speech(audio::decode(run.recording, &run.options.audio)?);
    let all = transcript.duration().unwrap_or_default();
    let (observer, keeper, engine) = (&mut *run.observer, &mut *run.keeper, run.engine);
    let mut session = InquirySession {
        recognizer: &mut *run.recognizer,
        options,
        cancelled: run.cancelled.clone(),
        keep: &mut |number, answers| {
            let done = (answers.span.end() - Timestamp::ZERO).min(all);
            observer.progress(Progress { stage: Stage::SecondPass, done, all });
            keeper.save_answers(engine, number, answers)
        },
    };
    let answers = session.run(speech, inquiries, done)?;
    let model = run.engine.model.as_ref();
    let pairs = answers.into_iter().flat_map(|a| a.doubts.into_iter().zip(a.margins));
    let witness = |(doubt, margin): (Doubt, Option<f32>)| {
        Some(Witness { words: doubt.words, published: doubt.published, margin: margin?, model: model.cloned() })
    };
    Ok(pairs.filter_map(witness).collect())
}
