//! How captions are to look, as a person asks for it: arguments that `caption` and `lint` share.

use std::path::Path;

use rawi::caption::{Bidi, CueRules, Format, Preset, TextSource};
use rawi::time::FrameRate;

use crate::complete;
use crate::error::Failure;
use crate::input::{self, What};

/// The limits that captions keep.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Limits {
    /// The limits, in the style of a published guide, or a TOML file of your own [default: the format's podcast limits]
    #[arg(long, value_name = "NAME|FILE", add = complete::presets())]
    preset: Option<String>,
}

impl Limits {
    /// Whether limits were named.
    pub(crate) fn is_named(&self) -> bool {
        self.preset.is_some()
    }

    /// The file of one's own limits, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.preset.as_deref().map(Path::new).filter(|path| path.is_file())
    }

    /// The limits and what they are called.
    pub(crate) fn rules(&self, format: Format) -> Result<(String, CueRules), Failure> {
        let Some(wish) = &self.preset else {
            let preset = Preset::default_for(format);
            return Ok((preset.name().to_owned(), preset.rules()));
        };
        if Path::new(wish).is_file() {
            let text = String::from_utf8_lossy(&input::read(Path::new(wish), What::Preset)?).into_owned();
            return Ok((wish.clone(), CueRules::from_toml(&text)?));
        }
        let preset: Preset = wish.parse()?;
        Ok((preset.name().to_owned(), preset.rules()))
    }
}

/// How captions look.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Style {
    /// Whose wording: published, spoken, or mixed (published where it was said, spoken where it was not or where print claims
    /// something else)
    #[arg(long, default_value = "mixed", add = complete::texts())]
    pub(crate) text: TextSource,
    #[command(flatten)]
    pub(crate) limits: Limits,
    /// How right-to-left lines of SubRip are marked: embed, mark or none
    #[arg(long, default_value = "embed", add = complete::bidi())]
    pub(crate) bidi: Bidi,
    /// Write the time of each word, where the format has a place for it
    #[arg(long)]
    pub(crate) words: bool,
    /// Begin the file with a byte-order mark, for old televisions
    #[arg(long)]
    pub(crate) bom: bool,
    /// The frames of a second that edit decision lists, FCPXML and Pro Tools count [default: 25]
    #[arg(long, value_name = "RATE", default_value = "25", hide_default_value = true, add = complete::frame_rates())]
    pub(crate) frame_rate: FrameRate,
    /// Leave out what people set by hand on the review page
    #[arg(long)]
    pub(crate) no_overrides: bool,
    /// Who speaks where nobody is named: gives the reporter a label too
    #[arg(long, value_name = "NAME")]
    pub(crate) narrator: Option<String>,
    /// Where the recording lies, for the formats that name it; IIIF wants its address [default: its file name]
    #[arg(long, value_name = "URL|FILE")]
    pub(crate) media: Option<String>,
    /// Where the same captions lie as WebVTT, for a IIIF manifest to point at
    #[arg(long, value_name = "URL")]
    pub(crate) vtt: Option<String>,
}

impl Style {
    /// What is wrong with the limits is told before long work begins.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.limits.rules(Format::Vtt).map(drop)
    }
}
