//! The long part: from a recording to its transcript, with progress, and window by window so that a stop loses little.

use std::path::Path;

use rawi::audio::{self, VoiceActivity, VoiceActivityDetector, VoiceActivityOptions};
use rawi::recognize::{self, Keep, Progress, RecognizedWindow, Recognizer, Session, WindowOptions};
use rawi::time::{Millis, Span, Timestamp};

use crate::error::Failure;
use crate::ui::{Ui, cancelled};

/// Where the recording holds speech. Decodes it once from start to end, which also tells its true length.
pub(crate) fn listen(path: &Path, options: &audio::Options, ui: &Ui) -> Result<VoiceActivity, Failure> {
    let expected = audio::probe(path)?.duration().unwrap_or(Millis::ZERO);
    let mut stage = ui.stage("listening", expected);
    let stopped = cancelled();
    let mut activity = VoiceActivityDetector::new(VoiceActivityOptions::default());
    let mut speech = audio::to_speech(audio::decode(path, options)?);
    for block in speech.by_ref() {
        let block = block?;
        stage.at(block.span().end() - Timestamp::ZERO);
        activity.push(&block);
        if stopped() {
            return Err(recognize::Error::Cancelled.into());
        }
    }
    let damage = speech.damage();
    stage.finish();
    if damage.is_any() {
        let first = damage.first.map_or_else(String::new, |at| format!(", the first at {at}"));
        let end = if damage.cut_short { "; the file ends before its header says it should" } else { "" };
        ui.warn(format!("`{}` is damaged: {} packets could not be decoded{first}{end}", path.display(), damage.packets));
    }
    Ok(activity.finish())
}

/// What a recognition needs besides the recogniser.
pub(crate) struct Job<'a> {
    /// What is being done, for the progress line.
    pub(crate) stage: &'static str,
    pub(crate) path: &'a Path,
    pub(crate) audio: audio::Options,
    /// Length of the recording.
    pub(crate) length: Millis,
    pub(crate) window: WindowOptions,
    /// Windows that an earlier run finished.
    pub(crate) done: Vec<RecognizedWindow>,
    /// Keeps a finished window.
    pub(crate) keep: &'a mut Keep<'a>,
}

/// Recognises `windows` of the recording. They are cut the same way each time, so those of an earlier run fit.
pub(crate) fn recognise(
    job: Job<'_>,
    windows: &[Span],
    recognizer: &mut dyn Recognizer,
    ui: &Ui,
) -> Result<Vec<RecognizedWindow>, Failure> {
    let usable = job.done.iter().zip(windows).take_while(|(heard, window)| heard.span == **window).count();
    let mut done = job.done;
    done.truncate(usable);
    if usable > 0 {
        ui.say(format!("going on after {usable} of {} windows that an earlier run recognised", windows.len()));
    }
    let mut stage = ui.stage(job.stage, job.length);
    let speech = audio::to_speech(audio::decode(job.path, &job.audio)?);
    let mut tell = |progress: Progress| stage.at(progress.at - Timestamp::ZERO);
    let mut session =
        Session { recognizer, options: job.window, cancelled: cancelled(), progress: &mut tell, keep: job.keep };
    let heard = session.run(speech, windows, done);
    stage.finish();
    Ok(heard?)
}
