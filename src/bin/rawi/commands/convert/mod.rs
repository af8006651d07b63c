use rawi::caption::{self, CaptionFile, CueOptions, Format, Retiming, WriteOptions};
use rawi::text::Language;
use rawi::transcript::{self, Transcript};

use crate::args::Global;
use crate::error::{Exit, Failure, Hint};
use crate::formats;
use crate::input::{self, What, is_standard};
use crate::output::{Outputs, check_ending};
use crate::store::Store;
use crate::ui::Ui;

mod args;
mod source;

pub(crate) use args::Args;
use args::Target;
use source::Source;

/// Of fewer words, in percent, nothing can be said: then the captions are of another recording.
const FEWEST_HEARD: usize = 30;

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let target = match args.format {
        Some(target) => target,
        None if is_standard(&args.output) => Target::Captions(Format::Vtt),
        None => Target::Captions(formats::of_name(&args.output)?),
    };
    if target == Target::Transcript && !is_standard(&args.output) {
        check_ending(&args.output, "a transcript in JSON", &["json"])?;
    }
    // Whose file it is, a catalog knows; none is needed, and one that cannot be read is no obstacle.
    let store = match &args.resync {
        Some(_) => Some(Store::open_existing(global)?),
        None => Store::open_if_any(global).ok().flatten(),
    };
    let outputs = Outputs::known_to(store.as_ref(), args.overwrite);
    let outputs = outputs.sparing(Some(&args.input)).sparing(args.limits.file());
    let place = outputs.target(&args.output)?;
    let heard = match (&args.resync, &store) {
        (Some(wish), Some(store)) => Some(store.catalog.transcript(store.transcript_id(&store.find(wish)?)?)?),
        _ => None,
    };
    let source = Source::read(input::read(&args.input, What::Captions)?, args)?;
    let source = source.with_times(heard.as_ref(), &args.input)?;
    let (bytes, cues) = match target {
        Target::Transcript => own(&source, args, heard.as_ref(), ui)?,
        Target::Captions(format) => captions(&source, format, args, heard.as_ref(), ui)?,
    };
    let outcome = place.write(None, &bytes)?;
    if !is_standard(&args.output) {
        ui.say(format!("{} {}: {cues}", args.output.display(), outcome.word()));
    }
    Ok(Exit::Done)
}

/// Captions, or markers, and how many there are.
fn captions(
    source: &Source,
    format: Format,
    args: &Args,
    heard: Option<&Transcript>,
    ui: &Ui,
) -> Result<(Vec<u8>, String), Failure> {
    let file = retimed(as_cues(source, format, args)?, args, heard, ui)?;
    let mut options = WriteOptions::default();
    (options.bidi, options.bom, options.frame_rate) = (args.bidi, args.bom, args.frame_rate);
    // Captions keep the times of words that they have; of a transcript's they are wanted rarely.
    let is_captions = matches!(source, Source::Captions { .. }) && format != Format::PodcastJson;
    options.words = args.words || is_captions;
    options.title = args.input.file_stem().filter(|_| !is_standard(&args.input)).map(|s| s.to_string_lossy().into_owned());
    let converted = caption::convert(&file, format, &options);
    if converted.cues == 0 {
        return Err(Failure::new(format!("`{}` holds no cue that can be shown", args.input.display()))
            .hint("`rawi lint` says what is wrong with it"));
    }
    source.tell_losses(format, ui);
    for loss in &converted.lost {
        ui.say(format!("lost: {loss}"));
    }
    Ok((converted.bytes, format!("{} cues", converted.cues)))
}

/// The cues: those of the file as they are, or, of a recogniser's transcript, what captions are made of it.
fn as_cues(source: &Source, format: Format, args: &Args) -> Result<CaptionFile, Failure> {
    match source {
        Source::Captions { file, .. } if args.limits.is_named() => {
            let (_, rules) = args.limits.rules(format)?;
            Ok(CaptionFile::from(&caption::fit(file, &rules)))
        }
        Source::Captions { file, .. } => Ok(file.clone()),
        Source::Heard(transcript) if source::is_shown(format) || args.limits.is_named() => {
            let (_, rules) = args.limits.rules(format)?;
            let mut options = CueOptions::new(rules);
            options.label_speakers = !format.has_voices();
            Ok(CaptionFile::from(&caption::cues_without_article(transcript, &options)))
        }
        Source::Heard(transcript) => Ok(CaptionFile::from(transcript)),
    }
}

/// The cues at their new times.
fn retimed(file: CaptionFile, args: &Args, heard: Option<&Transcript>, ui: &Ui) -> Result<CaptionFile, Failure> {
    let mut retiming = Retiming::default();
    if let Some(offset) = &args.offset {
        retiming.offset = args.frame_rate.instant(offset).hint("`--frame-rate` names the frames of a second")?;
    }
    (retiming.rate, retiming.shift) = (args.rate, args.shift.unwrap_or_default());
    let (mut file, gone) = file.retimed(&retiming);
    if gone > 0 {
        ui.say(format!("lost: cues that would end before the recording begins: {gone}"));
    }
    if let Some(heard) = heard {
        let made = caption::resync(&file, heard);
        if made.heard_percent < FEWEST_HEARD {
            return Err(Failure::new(format!(
                "of the words of `{}` only {} % were heard in the report: they are of another recording",
                args.input.display(),
                made.heard_percent
            ))
            .hint("`rawi list` shows the reports"));
        }
        ui.say(format!("{} % of the words were heard; cues of which no word was: {}", made.heard_percent, made.unheard));
        file = made.file;
    }
    Ok(file)
}

/// A transcript in rawi's own form, and how many words it has.
fn own(source: &Source, args: &Args, heard: Option<&Transcript>, ui: &Ui) -> Result<(Vec<u8>, String), Failure> {
    let is_retimed = args.shift.is_some() || args.rate.is_some() || args.offset.is_some() || heard.is_some();
    let transcript = match source {
        Source::Heard(transcript) if !is_retimed => transcript.clone(),
        _ => {
            let file = retimed(as_cues(source, Format::WhisperJson, args)?, args, heard, ui)?;
            let language = file.language_or_guess();
            let written = caption::convert(&file, Format::WhisperJson, &WriteOptions::default());
            let read = transcript::read(&written.bytes, None)?;
            read.or_known(Some(&language).filter(|language| **language != Language::unknown()), None)
        }
    };
    let mut bytes = Vec::new();
    transcript::write_json(&transcript, &mut bytes)?;
    Ok((bytes, format!("{} words", transcript.words().len())))
}
