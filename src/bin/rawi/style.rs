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
    /// All of it but the limits, as the catalog keeps it beside a file that was written so; [`Style::of_kept`] reads it.
    pub(crate) fn kept(&self) -> String {
        let Self { text, bidi, words, bom, frame_rate, no_overrides, narrator, media, vtt, limits: _ } = self;
        let mut kept = format!("text={text:?} bidi={bidi:?} words={words} bom={bom}").to_lowercase();
        if *frame_rate != FrameRate::default() {
            kept += &format!(" frame-rate={frame_rate}");
        }
        if *no_overrides {
            kept += " no-overrides=true";
        }
        for (name, value) in [("narrator", narrator), ("media", media), ("vtt", vtt)] {
            // A space would end it.
            let spelt = value.as_ref().map(|value| serde_json::json!(value).to_string().replace(' ', "\\u0020"));
            kept += &spelt.map_or_else(String::new, |value| format!(" {name}={value}"));
        }
        kept
    }

    /// The style of which `kept` is kept, with the limits of this name or file. What a later version kept is passed over.
    pub(crate) fn of_kept(kept: &str, preset: &str) -> Result<Self, Failure> {
        let limits = Limits { preset: Some(preset.to_owned()).filter(|preset| !preset.is_empty()) };
        let mut style = Self { limits, ..Self::default() };
        for (name, value) in kept.split(' ').filter_map(|pair| pair.split_once('=')) {
            match name {
                "text" => style.text = value.parse()?,
                "bidi" => style.bidi = value.parse()?,
                "words" => style.words = value == "true",
                "bom" => style.bom = value == "true",
                "frame-rate" => style.frame_rate = value.parse()?,
                "no-overrides" => style.no_overrides = value == "true",
                "narrator" => style.narrator = serde_json::from_str(value)?,
                "media" => style.media = serde_json::from_str(value)?,
                "vtt" => style.vtt = serde_json::from_str(value)?,
                _ => {}
            }
        }
        Ok(style)
    }

    /// What is wrong with the limits is told before long work begins.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.limits.rules(Format::Vtt).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_kept_whole_and_those_of_earlier_versions_are_read() {
        let mut style =
            Style { words: true, no_overrides: true, narrator: Some("مي يعقوب \"May\"".into()), ..Style::default() };
        style.bidi = "mark".parse().unwrap();
        style.frame_rate = "29.97df".parse().unwrap();
        style.media = Some("https://example.org/a b=c.mp3".into());
        let read = Style::of_kept(&style.kept(), "netflix-ar").unwrap();
        assert_eq!(read.kept(), style.kept());
        assert_eq!((read.narrator, read.media), (style.narrator, style.media));
        assert_eq!(read.limits.preset.as_deref(), Some("netflix-ar"));
        let old = Style::of_kept("text=spoken bidi=none words=false bom=true", "").unwrap();
        assert_eq!((old.text, old.bidi, old.bom), (TextSource::Spoken, Bidi::None, true));
        assert!(!old.limits.is_named());
        assert!(Style::of_kept("text=sung", "").is_err());
    }
}
