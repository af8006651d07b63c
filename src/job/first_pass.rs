//! The whole recording is heard once, in windows that are cut in its pauses.

use super::error::Error;
use super::keeper::Pass;
use super::observer::{Note, Progress, Stage};
use super::run::Run;
use crate::audio::{self, Onset, VoiceActivity, VoiceActivityDetector, VoiceActivityOptions};
use crate::recognize::{self, WindowOptions};
use crate::time::{Millis, Timestamp};
use crate::transcript::Transcript;

pub(super) fn first_pass(run: &mut Run<'_>) -> Result<Transcript, Error> {
    let activity = voice_activity(run)?;
    let length = activity.length();
    if activity.spans().is_empty() {
        run.observer.note(Note::NoSpeech);
    }
    let windows = audio::windows(&activity, run.recognizer.longest_window());
    let speech = activity.speech();
    let options = WindowOptions { speech: Some(speech.clone()), ..run.window_options() };
    let heard = run.recognize(Pass::First, &windows, options, length)?;
    let speech = recognize::speech_with_words(&speech, activity.spans(), &heard);
    let onsets = if run.recognizer.begins_at_onsets() { activity.onsets() } else { Vec::new() };
    let transcript = recognize::transcript(run.engine.clone(), &heard, length, speech, &onsets);
    run.observer.note(Note::Heard {
        words: transcript.words().len(),
        length,
        language: transcript.language().clone(),
        language_was_told: run.options.language.is_none(),
    });
    Ok(transcript)
}

/// Where a voice sets in, for a recogniser whose words are to begin there, as far as it is known of a first pass that may be an earlier
/// run's.
pub(super) fn kept_onsets(run: &mut Run<'_>) -> Result<Vec<Onset>, Error> {
    if !run.recognizer.begins_at_onsets() {
        return Ok(Vec::new());
    }
    let known = run.keeper.voice_activity(&listening(run)).map_err(Error::Keeper)?;
    Ok(known.map(|activity| activity.onsets()).unwrap_or_default())
}

/// What [`voice_activity`] depends on.
fn listening(run: &Run<'_>) -> String {
    audio::listening_identity(&run.options.audio, &VoiceActivityOptions::default())
}

/// Where the recording holds speech, as it was kept, or found by listening once from start to end, which also gives the true length.
fn voice_activity(run: &mut Run<'_>) -> Result<VoiceActivity, Error> {
    let listening = listening(run);
    let known = run.keeper.voice_activity(&listening).map_err(Error::Keeper)?;
    let is_new = known.is_none();
    let found = match known {
        Some(known) => known,
        None => listen(run)?,
    };
    if found.damage().is_any() {
        run.observer.note(Note::Damaged(found.damage()));
    }
    if is_new {
        run.keeper.save_voice_activity(&listening, &found).map_err(Error::Keeper)?;
    }
    Ok(found)
}

fn listen(run: &mut Run<'_>) -> Result<VoiceActivity, Error> {
    let expected = audio::probe(run.recording)?.duration().unwrap_or(Millis::ZERO);
    let mut detector = VoiceActivityDetector::new(VoiceActivityOptions::default());
    let mut speech = audio::to_speech(audio::decode(run.recording, &run.options.audio)?);
    for block in speech.by_ref() {
        let block = block?;
        let done = block.span().end() - Timestamp::ZERO;
        run.observer.progress(Progress { stage: Stage::Listening, done, all: expected.max(done) });
        detector.push(&block);
        if (run.cancelled)() {
            return Err(recognize::Error::Cancelled.into());
        }
    }
    let found = detector.finish().with_damage(speech.damage());
    let length = found.length();
    run.observer.progress(Progress { stage: Stage::Listening, done: length, all: length });
    Ok(found)
}
