use std::path::Path;

use serde::Serialize;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioCodecParameters, CODEC_ID_NULL_AUDIO};
use symphonia::core::formats::Track;
use symphonia::core::meta::{MetadataRevision, StandardTag, Tag};

use super::codec::{codec_name, foreign_codec};
use super::open::{self, Opened};
use super::{Error, trim};
use crate::time::Millis;

/// What a recording says about itself, without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Recording {
    /// The container's short name, as "MP4".
    pub container: String,
    /// The audio tracks in the file's order, at least one.
    pub tracks: Vec<TrackFacts>,
    /// Which of them is decoded when nobody says, from 1.
    pub default_track: u32,
    /// What its tags say.
    pub tags: Tags,
}

/// One audio track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TrackFacts {
    /// Its number for `--track`, from 1.
    pub number: u32,
    /// The codec by the name that people know, as "AAC-LC".
    pub codec: String,
    /// Frames per second; `None` when only decoding tells.
    pub rate_hz: Option<u32>,
    /// Channels; `None` when only decoding tells.
    pub channels: Option<u16>,
    /// Length as the header states it, less encoder delay and padding. For an MP3 without a Xing, Info or VBRI header it is
    /// estimated from the bit rate; the decoder's count is the truth.
    pub duration_ms: Option<u32>,
    /// Language code as the file writes it, as "ara" or "en-GB".
    pub language: Option<String>,
}

/// Tags of the recording, each as the file writes it, trimmed; `None` for one that is missing or blank.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Tags {
    /// Title of the report.
    pub title: Option<String>,
    /// Reporter or programme.
    pub artist: Option<String>,
    /// Series.
    pub album: Option<String>,
    /// Date of recording or release, as written.
    pub date: Option<String>,
    /// Language as written.
    pub language: Option<String>,
    /// Free comment or description.
    pub comment: Option<String>,
    /// Web address.
    pub url: Option<String>,
}

impl Recording {
    /// The track that is decoded when nobody says.
    pub fn main_track(&self) -> Option<&TrackFacts> {
        self.tracks.iter().find(|t| t.number == self.default_track)
    }

    /// Length of the main track, when the header states it.
    pub fn duration(&self) -> Option<Millis> {
        self.main_track().and_then(|t| t.duration_ms).map(Millis::new)
    }
}

/// Reads what the recording at `path` says about itself. Fast: nothing is decoded, only headers are read.
///
/// # Errors
/// [`Error`] for a missing file, a directory, an empty file, something that is not audio, a file without an audio track or a
/// protected one. An unsupported codec is no error here: its name stands in [`TrackFacts::codec`].
///
/// ```
/// # use std::path::Path;
/// let missing = rawi::audio::probe(Path::new("no/such/report.mp3")).unwrap_err();
/// assert_eq!(missing.to_string(), "no recording at `no/such/report.mp3`");
/// ```
pub fn probe(path: &Path) -> Result<Recording, Error> {
    let mut opened = open::open(path)?;
    let tracks = open::audio_tracks(&opened);
    if tracks.is_empty() {
        return Err(no_track(path, &opened));
    }
    let default_track = default_number(&tracks);
    let facts = (1..).zip(&tracks).map(|(number, track)| track_facts(&opened, path, number, track)).collect();
    let tags = tags(&mut opened);
    Ok(Recording { container: opened.container.label().to_owned(), tracks: facts, default_track, tags })
}

pub(super) fn no_track(path: &Path, opened: &Opened) -> Error {
    match foreign_codec(opened.container, &opened.head, None) {
        Some(codec) => Error::UnsupportedCodec { path: path.to_owned(), codec },
        None => Error::NoAudioTrack { path: path.to_owned(), holds: open::holds(opened) },
    }
}

/// The first track marked as default, else the first whose codec is known, else the first; from 1.
pub(super) fn default_number(tracks: &[Track]) -> u32 {
    use symphonia::core::formats::TrackFlags;
    let known = |t: &Track| params(t).is_some_and(|p| p.codec != CODEC_ID_NULL_AUDIO);
    let marked = tracks.iter().position(|t| t.flags.contains(TrackFlags::DEFAULT) && known(t));
    let place = marked.or_else(|| tracks.iter().position(known)).unwrap_or(0);
    u32::try_from(place).unwrap_or(0) + 1
}

pub(super) fn params(track: &Track) -> Option<&AudioCodecParameters> {
    match &track.codec_params {
        Some(CodecParameters::Audio(params)) => Some(params),
        _ => None,
    }
}

/// The codec's name, from symphonia or from the container's own words.
pub(super) fn codec_of(opened: &Opened, track: &Track) -> String {
    let movie = opened.mp4.as_ref().map(|movie| (movie, track.id));
    match params(track) {
        Some(p) if p.codec != CODEC_ID_NULL_AUDIO => match movie.and_then(|(m, id)| m.other_mpeg4(id)) {
            Some(name) => name,
            None => codec_name(p.codec),
        },
        _ => foreign_codec(opened.container, &opened.head, movie).unwrap_or_else(|| "an unknown codec".to_owned()),
    }
}

fn track_facts(opened: &Opened, path: &Path, number: u32, track: &Track) -> TrackFacts {
    let p = params(track);
    let rate_hz = p.and_then(|p| p.sample_rate);
    TrackFacts {
        number,
        codec: codec_of(opened, track),
        rate_hz,
        channels: p.and_then(|p| p.channels.as_ref()).and_then(|c| u16::try_from(c.count()).ok()),
        duration_ms: stated_frames(opened, path, track)
            .zip(rate_hz)
            .and_then(|(frames, hz)| u32::try_from(u128::from(frames) * 1000 / u128::from(hz.max(1))).ok()),
        language: track.language.clone().filter(|l| !l.trim().is_empty() && l != "und"),
    }
}

/// The presented length in frames, as far as headers say it.
fn stated_frames(opened: &Opened, path: &Path, track: &Track) -> Option<u64> {
    let p = params(track)?;
    let rate = p.sample_rate?;
    let trim = trim::of(opened, path, track, p, rate);
    let coded = track.num_frames.or_else(|| {
        let seconds = track.time_base?.calc_duration(track.duration?)?.as_secs_f64();
        (seconds.is_finite() && seconds >= 0.0).then_some((seconds * f64::from(rate)) as u64)
    });
    match (trim.keep, coded) {
        (Some(keep), Some(coded)) if opened.mp4.is_some() => Some(keep.min(coded.saturating_sub(trim.skip))),
        (Some(keep), _) => Some(keep),
        (None, coded) => {
            let whole = coded.or_else(|| {
                let info = opened.reader.media_info();
                let seconds = info.time_base?.calc_duration(info.duration?)?.as_secs_f64();
                Some((seconds * f64::from(rate)) as u64)
            })?;
            let skip = if opened.mp4.is_some() { trim.skip } else { 0 };
            Some(whole.saturating_sub(skip))
        }
    }
}

fn tags(opened: &mut Opened) -> Tags {
    let mut tags = Tags::default();
    let mut log = opened.reader.metadata();
    // The newest revision rules; older ones fill the gaps.
    let mut revisions: Vec<MetadataRevision> = Vec::new();
    while let Some(revision) = log.pop() {
        revisions.push(revision);
    }
    let newest = log.current().cloned();
    for revision in newest.into_iter().chain(revisions.into_iter().rev()) {
        let per_track = revision.per_track.iter().flat_map(|t| t.metadata.tags.iter());
        for tag in revision.media.tags.iter().chain(per_track) {
            take_tag(&mut tags, tag);
        }
    }
    tags
}

fn take_tag(tags: &mut Tags, tag: &Tag) {
    use StandardTag as S;
    let Some(standard) = &tag.std else { return };
    let year;
    let (slot, text): (&mut Option<String>, &str) = match standard {
        S::TrackTitle(t) => (&mut tags.title, t),
        S::Artist(t) => (&mut tags.artist, t),
        S::Album(t) => (&mut tags.album, t),
        S::RecordingDate(t) | S::ReleaseDate(t) | S::OriginalReleaseDate(t) => (&mut tags.date, t),
        S::RecordingYear(y) | S::ReleaseYear(y) => {
            year = y.to_string();
            (&mut tags.date, &year)
        }
        S::Language(t) => (&mut tags.language, t),
        S::Comment(t) | S::Description(t) => (&mut tags.comment, t),
        S::Url(t) | S::UrlOfficial(t) | S::UrlPodcast(t) | S::UrlSource(t) => (&mut tags.url, t),
        _ => return,
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if slot.is_none() && !text.is_empty() {
        *slot = Some(text.to_owned());
    }
}
