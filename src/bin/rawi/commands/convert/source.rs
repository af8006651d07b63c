//! What is converted: captions as they stand in a file, or a transcript that a recogniser wrote.

use std::path::Path;

use rawi::caption::{self, CaptionFile, Format};
use rawi::time::Timestamp;
use rawi::transcript::{self, Segment, Transcript};

use super::args::Args;
use crate::error::{Failure, Hint};
use crate::input::is_standard;
use crate::ui::Ui;

pub(super) enum Source {
    Captions {
        file: CaptionFile,
        /// In how many cues text has a style or a place.
        styled: usize,
    },
    Heard(Transcript),
}

impl Source {
    /// The content says which format it is; the name only where the content does not.
    pub(super) fn read(bytes: Vec<u8>, args: &Args) -> Result<Self, Failure> {
        let name = args.input.to_str().filter(|_| !is_standard(&args.input));
        let read = match caption::read(&bytes, args.from, args.encoding.as_deref()) {
            Err(caption::Error::Unrecognised { .. } | caption::Error::Malformed { .. }) if args.from.is_none() => None,
            read => Some(read),
        };
        let is_heard = |file: &CaptionFile| file.format == Some(Format::WhisperJson) && args.from.is_none();
        match read {
            Some(Ok(file)) if !is_heard(&file) => Ok(Self::Captions { styled: styled(&bytes, &file), file }),
            Some(Err(error)) => {
                Err(Failure::from(error).about(format!("cannot read the captions `{}`", args.input.display())))
                    .hint("`--from` names the format, `--encoding` an unusual encoding")
            }
            _ => transcript::read(&bytes, name)
                .map(Self::Heard)
                .map_err(|error| Failure::from(error).about(format!("cannot convert `{}`", args.input.display())))
                .hint("rawi reads captions, annotation tiers, the JSON of recognisers and services, and text by speakers with times"),
        }
    }

    /// A text without any time gets those of the words that were heard; where nobody heard it, none is made up.
    pub(super) fn with_times(self, heard: Option<&Transcript>, path: &Path) -> Result<Self, Failure> {
        let Self::Heard(text) = &self else { return Ok(self) };
        if text.end().is_some_and(|end| end > Timestamp::ZERO) {
            return Ok(self);
        }
        let Some(heard) = heard else {
            return Err(Failure::new(format!("cannot convert `{}`: it has no times", path.display()))
                .hint("`--resync REPORT` takes them from the heard words of a report"));
        };
        let words = text.words();
        let line = |segment: &Segment| {
            let words = words.get(segment.words.clone()).unwrap_or(&[]);
            words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = text.segments().iter().map(line).collect();
        Ok(Self::Heard(transcript::corrected(heard, &lines.join("\n"))))
    }

    /// Says what of the source itself no cue has a place for.
    pub(super) fn tell_losses(&self, format: Format, ui: &Ui) {
        match self {
            Self::Captions { styled: 0, .. } => {}
            Self::Captions { styled, .. } => ui.say(format!("lost: styles and places on the screen, in cues: {styled}")),
            Self::Heard(heard) => {
                let sure = heard.words().iter().filter(|word| word.confidence.is_some()).count();
                if sure > 0 {
                    ui.say(format!("lost: confidences of words: {sure} (`--format rawi-json` keeps them)"));
                }
                let voices = heard.segments().iter().filter(|segment| segment.speaker.is_some()).count();
                if voices > 0 && format == Format::Text {
                    ui.say(format!("names of speakers stand in front of paragraphs: {voices} segments"));
                }
            }
        }
    }
}

/// Whether a format is for the screen, where text is cut to be read.
pub(super) fn is_shown(format: Format) -> bool {
    matches!(
        format,
        Format::Vtt | Format::Srt | Format::EbuTtD | Format::Imsc | Format::Dfxp | Format::Ass | Format::Sbv | Format::Lrc
    )
}

/// Tags that say how text looks or where it stands.
const STYLES: [&str; 9] = ["<i>", "<b>", "<u>", "<font", "<c.", "<ruby", "{\\", " line:", " position:"];

/// In how many places of a file of captions text has a style or a place.
fn styled(bytes: &[u8], file: &CaptionFile) -> usize {
    if !matches!(file.format, Some(Format::Vtt | Format::Srt | Format::Ass)) {
        return 0;
    }
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let is_styled = |line: &&str| STYLES.iter().any(|style| line.contains(style)) || line.contains(" align:");
    text.lines().filter(is_styled).count()
}
