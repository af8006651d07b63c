use std::path::Path;

use rawi::article::Article;
use rawi::catalog::{RecordingId, StoredReport, TranscriptId, WindowRun};
use rawi::recognize::{self, RecognizedWindow, Recognizer, Whisper, WindowOptions};
use rawi::text::Language;
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Transcript};

use crate::args::{Global, Spoken, language};
use crate::error::{Exit, Failure};
use crate::hear::{self, Job};
use crate::model::Recognition;
use crate::store::Store;
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
    let store = Store::open(global)?;
    let report = store.find(&args.report)?;
    let (_, made) = transcribe(&store, &report, args.language.as_ref(), args.redo, &args.recognition, ui)?;
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
    store: &Store,
    report: &StoredReport,
    spoken: Option<&Spoken>,
    redo: bool,
    recognition: &Recognition,
    ui: &Ui,
) -> Result<(TranscriptId, bool), Failure> {
    let (recording, path) = store.recording_file(report)?;
    let known = || report.facts.language.clone();
    let language = spoken.map_or_else(known, Spoken::given);
    let article = match store.catalog.newest_article(report.id)? {
        Some(id) if !recognition.no_second_pass => Some(store.catalog.article(id)?),
        _ => None,
    };
    let chosen = recognition.choose()?;
    let once = whole_engine(chosen.engine(), language.as_ref(), recognition);
    let engine = if article.is_some() { twice(&once, recognition) } else { once.clone() };
    if let Some(id) = store.catalog.transcript_by(recording.id, &engine)?.filter(|_| !redo) {
        return Ok((id, false));
    }
    if redo {
        store.catalog.discard_windows(recording.id)?;
    }
    // Heard once before, when there was no article to tell where to listen again.
    let before = store.catalog.transcript_by(recording.id, &once)?.filter(|_| !redo);
    let mut hearing = Hearing {
        store,
        recording: recording.id,
        path: &path,
        engine: &engine,
        audio: recognition.audio(),
        whisper: chosen.load(language.as_ref(), ui)?,
        window: WindowOptions { language, prompt: recognition.prompt.clone(), translate: recognition.translate },
        ui,
    };
    let kept = |failure: Failure| match store.catalog.windows::<RecognizedWindow>(&WindowRun {
        recording: recording.id,
        engine: &engine,
        pass: 1,
    }) {
        Ok(windows) if !windows.is_empty() => {
            failure.hint(format!("what was recognised is kept: `rawi transcribe {}` goes on from there", report.id))
        }
        _ => failure,
    };
    let first = match before {
        Some(id) => store.catalog.transcript(id)?,
        None => hearing.first_pass().map_err(kept)?,
    };
    let transcript = match &article {
        Some(article) => hearing.second_pass(&first, article, recognition).map_err(kept)?,
        None => first,
    };
    let transcript = with_engine(&transcript, engine.clone());
    Ok((store.catalog.save_transcript(recording.id, &transcript, store.now)?, true))
}

/// One transcription at work.
struct Hearing<'a> {
    store: &'a Store,
    recording: RecordingId,
    path: &'a Path,
    engine: &'a Engine,
    audio: rawi::audio::Options,
    window: WindowOptions,
    whisper: Whisper,
    ui: &'a Ui,
}

impl<'a> Hearing<'a> {
    fn first_pass(&mut self) -> Result<Transcript, Failure> {
        let done = self.done(1)?;
        let map = hear::listen(self.path, &self.audio, self.ui)?;
        if map.spans().is_empty() {
            self.ui.warn(format!("`{}` holds no speech: silence or music only", self.path.display()));
        }
        let windows = rawi::audio::windows(&map, self.whisper.longest_window());
        let window = self.window.clone();
        let heard = self.hear("recognising", map.length(), &windows, 1, done, window)?;
        let speech = map.spans().to_vec();
        let transcript = recognize::transcript(self.whisper.engine(), &heard, map.length(), speech);
        let (words, language) = (transcript.words().len(), transcript.language());
        self.ui.detail(format!("{words} words in {} s, heard as {language}", map.length().as_seconds()));
        if self.window.language.is_none() && words > 0 {
            self.ui.say(format!("language heard: {language}"));
        }
        Ok(transcript)
    }

    /// The same with doubtful stretches heard again. The article tells where to listen, never what to hear; of a pair that does
    /// not belong together it tells nothing.
    fn second_pass(
        &mut self,
        first: &Transcript,
        article: &Article,
        recognition: &Recognition,
    ) -> Result<Transcript, Failure> {
        let spans = rawi::align::doubtful(&rawi::align::align(first, article), first);
        let windows = recognize::second_pass_windows(first, &spans, self.whisper.longest_window());
        if windows.is_empty() {
            return Ok(first.clone());
        }
        let spans_heard: Vec<Span> = windows.iter().map(|window| window.window).collect();
        let mut window = WindowOptions { language: Some(first.language().clone()), ..self.window.clone() };
        if recognition.prompt_from_article {
            let mut names = article.names();
            names.splice(0..0, window.prompt.take());
            window.prompt = (!names.is_empty()).then(|| names.join(", "));
        }
        let done = self.done(2)?;
        let length = first.duration().unwrap_or_default();
        let heard = self.hear("second pass", length, &spans_heard, 2, done, window)?;
        let transcript = recognize::merge_second_pass(first, &windows, &heard);
        let new = transcript.words().iter().filter(|word| word.second_pass).count();
        self.ui.detail(format!("{} doubtful stretches heard again: {new} words are from there", spans.len()));
        Ok(transcript)
    }

    fn run(&self, pass: u32) -> WindowRun<'a> {
        WindowRun { recording: self.recording, engine: self.engine, pass }
    }

    fn done(&self, pass: u32) -> Result<Vec<RecognizedWindow>, Failure> {
        let stored = self.store.catalog.windows::<RecognizedWindow>(&self.run(pass))?;
        Ok(stored.into_iter().map(|w| w.heard).collect())
    }

    fn hear(
        &mut self,
        stage: &'static str,
        length: Millis,
        windows: &[Span],
        pass: u32,
        done: Vec<RecognizedWindow>,
        window: WindowOptions,
    ) -> Result<Vec<RecognizedWindow>, Failure> {
        let (store, run) = (self.store, self.run(pass));
        let mut keep =
            move |number: usize, heard: &RecognizedWindow| -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
                Ok(store.catalog.save_window(&run, number, heard.span, heard, store.now)?)
            };
        let job = Job { stage, path: self.path, audio: self.audio, length, window, done, keep: &mut keep };
        hear::recognise(job, windows, &mut self.whisper, self.ui)
    }
}

/// The identity of a transcription that listens to doubtful stretches twice. Not the article's: when that changes nothing is
/// recognised again.
fn twice(once: &Engine, recognition: &Recognition) -> Engine {
    let mut engine = once.clone();
    let how = if recognition.prompt_from_article { "second_pass=with_names" } else { "second_pass=true" };
    engine.options.push(how.to_owned());
    engine.options.sort();
    engine
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
