use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgAction;
use rawi::caption::{Bidi, Format};
use rawi::time::{Delta, FrameRate, Timestamp};

use crate::complete;
use crate::output::Overwrite;
use crate::style::Limits;

/// Turn captions or a transcript into another format, and change their times
///
/// Times, lines, speakers and words stay as they are, as far as the other format has a place for them; what it has none for is
/// listed. A recogniser's transcript becomes captions within the limits of a preset; captions are fitted to limits only where
/// `--preset` names them. A file that rawi did not write is not replaced.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi convert captions.srt captions.vtt\n  rawi convert deepgram.json - --format srt --preset bbc\n  rawi convert tape.srt report.srt --offset 10:00:00:00 --shift -0.5\n  rawi convert film.srt film.vtt --rate 25:23.976\n  rawi convert old.srt new.srt --resync weapons\n  cat captions.vtt | rawi convert - - --format csv"
)]
pub(crate) struct Args {
    /// The file to read; `-` reads standard input
    pub(super) input: PathBuf,
    /// The file to write; `-` is standard output
    #[arg(default_value = "-", hide_default_value = true)]
    pub(super) output: PathBuf,
    /// The format to write, or rawi-json for a transcript with all that is known of it [default: by the name of the output, else vtt]
    #[arg(short, long, value_name = "FORMAT", add = complete::formats())]
    pub(super) format: Option<Target>,
    /// The format to read [default: by the file's content, else by its name]
    #[arg(long, value_name = "FORMAT", add = complete::formats())]
    pub(super) from: Option<Format>,
    #[command(flatten)]
    pub(super) limits: Limits,
    /// Move all times by seconds, milliseconds or a clock time: 1.5, -250ms, -0:02.5
    #[arg(long, value_name = "TIME", value_parser = shift, allow_hyphen_values = true)]
    pub(super) shift: Option<Delta>,
    /// The film had FROM frames a second and is shown with TO
    #[arg(long, value_name = "FROM:TO", value_parser = rates)]
    pub(super) rate: Option<(FrameRate, FrameRate)>,
    /// Where the recording begins on the clock of the input: that is taken off all times
    #[arg(long, value_name = "H:M:S:F")]
    pub(super) offset: Option<String>,
    /// The frames that time codes count, in `--offset` and in what is written [default: 25]
    #[arg(long, value_name = "RATE", default_value = "25", hide_default_value = true, add = complete::frame_rates())]
    pub(super) frame_rate: FrameRate,
    /// Take the times from the heard words of this report
    #[arg(long, value_name = "REPORT", add = complete::reports())]
    pub(super) resync: Option<OsString>,
    /// How right-to-left lines of SubRip and ASS are marked: embed, mark or none
    #[arg(long, default_value = "embed", add = complete::bidi())]
    pub(super) bidi: Bidi,
    /// Write the time of each word of a transcript, where the format has a place for it
    #[arg(long)]
    pub(super) words: bool,
    /// Begin the file with a byte-order mark, for old televisions and spreadsheets
    #[arg(long, action = ArgAction::SetTrue)]
    pub(super) bom: bool,
    /// The encoding of a file that is neither UTF-8 nor UTF-16, such as windows-1256
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    #[command(flatten)]
    pub(super) overwrite: Overwrite,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Captions(Format),
    /// A transcript in rawi's own JSON.
    Transcript,
}

/// The name of rawi's own JSON.
const OWN: &str = "rawi-json";

impl std::str::FromStr for Target {
    type Err = rawi::caption::UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name == OWN { Ok(Self::Transcript) } else { name.parse().map(Self::Captions) }
    }
}

/// How much later everything is.
fn shift(text: &str) -> Result<Delta, String> {
    let (is_earlier, length) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let bare = length.strip_suffix("ms").map(|ms| ms.trim().parse::<u32>().ok().map(Timestamp::from_millis));
    let at = bare.unwrap_or_else(|| length.strip_suffix('s').unwrap_or(length).parse().ok());
    let by = at.map(|at| at.since(Timestamp::ZERO));
    by.map(|by| if is_earlier { -by } else { by })
        .ok_or_else(|| format!("`{text}` is no length of time, which is written 1.5, -250ms or -0:02.5"))
}

fn rates(text: &str) -> Result<(FrameRate, FrameRate), String> {
    let (from, to) = text.split_once(':').ok_or_else(|| format!("`{text}` is no pair of frame rates such as 25:23.976"))?;
    let rate = |name: &str| name.parse::<FrameRate>().map_err(|error| error.to_string());
    Ok((rate(from)?, rate(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_in_seconds_milliseconds_and_by_the_clock() {
        let ms = |text: &str| shift(text).map(|delta| delta.as_millis());
        assert_eq!([ms("1.5"), ms("-250ms"), ms("-0:02.5"), ms("+3s")], [Ok(1500), Ok(-250), Ok(-2500), Ok(3000)]);
        assert!(ms("soon").is_err() && ms("1.5ms").is_err() && ms("").is_err());
        assert!(rates("25").is_err() && rates("25:26").is_err() && rates("25:23.976").is_ok());
    }
}
