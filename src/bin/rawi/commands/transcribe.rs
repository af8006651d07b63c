use rawi::catalog::{Report, TranscriptId};
use rawi::recognize::{Heard, Recognizer, WindowOptions};
use rawi::text::Language;
use rawi::transcript::{Engine, Transcript};

use crate::args::{Global, Spoken, language};
use crate::error::{Exit, Failure};
use crate::hear::{self, Job};
use crate::model::Recognition;
use crate::shelf::Shelf;
use crate::ui::Ui;

/// Recognise the speech of a report
///
/// Each finished window of the recording is kept at once: a run that was stopped goes on where it was. The same model with the
/// same options does not recognise again.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi transcribe 1\n  rawi transcribe weapons --model models/ggml-small.bin --language ar"
)]
pub(crate) struct Args {
    /// The report: its id, a start of its slug, or its recording
    report: String,
    /// The language that is spoken, or auto [default: the report's]
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Spoken>,
    /// Recognise again even though it was done
    #[arg(long)]
    redo: bool,
    #[command(flatten)]
    recognition: Recognition,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let shelf = Shelf::open(global)?;
    let report = shelf.find(&args.report)?;
    let (_, made) = transcribe(&shelf, &report, args.language.as_ref(), args.redo, &args.recognition, ui)?;
    if !made {
        ui.say(format!(
            "report {} is transcribed by this model already; nothing to do (`--redo` recognises again)",
            report.id
        ));
    }
    Ok(Exit::Done)
}

/// Transcribes a report unless that was done before; tells whether it was done now.
pub(crate) fn transcribe(
    shelf: &Shelf,
    report: &Report,
    spoken: Option<&Spoken>,
    redo: bool,
    recognition: &Recognition,
    ui: &Ui,
) -> Result<(TranscriptId, bool), Failure> {
    let (recording, path) = shelf.recording_file(report)?;
    let known = || report.facts.language.as_deref().and_then(|tag| tag.parse::<Language>().ok());
    let language = spoken.map_or_else(known, Spoken::given);
    let mut whisper = recognition.load(ui)?;
    let engine = whole_engine(whisper.engine(), language.as_ref(), recognition);
    if let Some(id) = shelf.catalog.transcript_by(recording.id, &engine)?.filter(|_| !redo) {
        return Ok((id, false));
    }
    if redo {
        shelf.catalog.discard_windows(recording.id)?;
    }
    let done: Vec<Heard> = shelf.catalog.windows::<Heard>(recording.id, &engine)?.into_iter().map(|w| w.heard).collect();
    let audio = recognition.audio();
    let map = hear::listen(&path, &audio, ui)?;
    if map.spans().is_empty() {
        ui.warn(format!("`{}` holds no speech: silence or music only", path.display()));
    }
    let window = WindowOptions { language, prompt: recognition.prompt.clone(), translate: recognition.translate };
    let mut keep = |number: usize, heard: &Heard| -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Ok(shelf.catalog.save_window(recording.id, &engine, number, heard.span, heard, shelf.now)?)
    };
    let job = Job { path: &path, audio, window, done, keep: &mut keep };
    let transcript = hear::recognise(job, &map, &mut whisper, ui).map_err(|failure| {
        failure.hint(format!("what was recognised is kept: `rawi transcribe {}` goes on from there", report.id))
    })?;
    let transcript = with_engine(&transcript, engine);
    ui.detail(format!(
        "{} words in {}, heard as {}",
        transcript.words().len(),
        map.length().as_seconds(),
        transcript.language()
    ));
    Ok((shelf.catalog.save_transcript(recording.id, &transcript, shelf.now)?, true))
}

/// Everything that changes the outcome belongs to the identity of a transcription.
fn whole_engine(mut engine: Engine, language: Option<&Language>, recognition: &Recognition) -> Engine {
    engine.options.push(format!("language={}", language.map_or("auto", Language::as_str)));
    if let Some(prompt) = &recognition.prompt {
        engine.options.push(format!("prompt={prompt}"));
    }
    if recognition.translate {
        engine.options.push("translate=true".to_owned());
    }
    if recognition.channel != rawi::audio::Channel::Mix {
        engine.options.push(format!("channel={:?}", recognition.channel).to_lowercase());
    }
    if let Some(track) = recognition.track {
        engine.options.push(format!("track={track}"));
    }
    engine.options.sort();
    engine
}

fn with_engine(transcript: &Transcript, engine: Engine) -> Transcript {
    Transcript::new(
        engine,
        transcript.language().clone(),
        transcript.duration(),
        transcript.words().to_vec(),
        transcript.segments().to_vec(),
        transcript.speech().map(<[_]>::to_vec),
    )
}
