//! What is heard: the recording itself where browsers seek in it exactly, else a WAV file made of it once; its peaks, and what it
//! sounds like from moment to moment.

use std::fs;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::peaks::Peaks;
use crate::audio::{self, SoundKind, Speech, VoiceActivityDetector, VoiceActivityOptions};
use crate::catalog::RecordingFacts;
use crate::draft::Draft;
use crate::time::Span;

/// Raised when the same recording gives other samples than before.
const MADE_BY: u32 = 1;

/// Where the files made of a recording lie.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) peaks: PathBuf,
    pub(super) wav: PathBuf,
    kinds: PathBuf,
}

impl Kept {
    /// In the folder `folder`, by the recording's content.
    pub(super) fn of(folder: &Path, facts: &RecordingFacts) -> Self {
        let name = |ending: &str| folder.join(format!("{}.{MADE_BY}.{ending}", facts.sha256));
        Self { peaks: name("dat"), wav: name("wav"), kinds: name("json") }
    }

    /// Whether all that the page needs is there.
    pub(super) fn is_ready(&self, facts: &RecordingFacts) -> bool {
        self.peaks.is_file() && self.kinds.is_file() && (seeks_exactly(facts) || self.wav.is_file())
    }

    /// The recording in stretches by what they sound like.
    pub(super) fn kinds(&self) -> io::Result<Vec<(Span, SoundKind)>> {
        serde_json::from_slice(&fs::read(&self.kinds)?).map_err(io::Error::other)
    }

    /// Decodes the recording at `path` once and keeps what is made of it.
    pub(super) fn make(&self, facts: &RecordingFacts, path: &Path) -> io::Result<()> {
        if let Some(folder) = self.peaks.parent() {
            fs::create_dir_all(folder)?;
            crate::draft::clear_abandoned(folder);
        }
        let decoder = audio::decode(path, &audio::Options::default()).map_err(io::Error::other)?;
        let mut peaks = Peaks::default();
        let mut listening = VoiceActivityDetector::new(VoiceActivityOptions::default());
        let mut wav = if seeks_exactly(facts) { None } else { Some(Wav::begin(&self.wav)?) };
        for block in audio::to_speech(decoder) {
            let block = block.map_err(io::Error::other)?;
            peaks.push(block.samples());
            listening.push(&block);
            if let Some(wav) = &mut wav {
                wav.push(&block)?;
            }
        }
        if let Some(wav) = wav {
            wav.finish(&self.wav)?;
        }
        let kinds = serde_json::to_vec(&listening.finish().sound_kinds()).map_err(io::Error::other)?;
        for (place, content) in [(&self.kinds, kinds), (&self.peaks, peaks.finish())] {
            let mut draft = Draft::beside(place)?;
            draft.write_all(&content)?;
            draft.take_place(place)?;
        }
        Ok(())
    }
}

/// Whether Chromium, Firefox and Safari all play this and land where they are sent. MP3 is left out even where its rate is constant: the
/// header that says so is not always true.
pub(super) fn seeks_exactly(facts: &RecordingFacts) -> bool {
    let container = facts.container.as_deref().unwrap_or_default().to_ascii_lowercase();
    let codec = facts.codec.to_ascii_lowercase();
    match container.as_str() {
        // Browsers do not play ADPCM.
        "wav" | "wave" => {
            !codec.contains("adpcm")
                && ["pcm", "a-law", "alaw", "mu-law", "mulaw", "µ-law"].iter().any(|name| codec.contains(name))
        }
        "flac" => true,
        "mp4" | "m4a" => codec.contains("aac") && !codec.contains("he-"),
        _ => false,
    }
}

/// What a browser is told that a file is.
pub(super) fn media_type(facts: &RecordingFacts) -> &'static str {
    match facts.container.as_deref().unwrap_or_default().to_ascii_lowercase().as_str() {
        "flac" => "audio/flac",
        "mp4" | "m4a" => "audio/mp4",
        _ => "audio/wav",
    }
}

/// A WAV file in the making: 16 bits, mono, 16 kHz.
struct Wav {
    draft: io::BufWriter<Draft>,
    bytes: u32,
}

impl Wav {
    fn begin(place: &Path) -> io::Result<Self> {
        let mut draft = io::BufWriter::new(Draft::beside(place)?);
        draft.write_all(&header(0))?;
        Ok(Self { draft, bytes: 0 })
    }

    fn push(&mut self, block: &Speech) -> io::Result<()> {
        let long = || io::Error::other("the recording is longer than a WAV file can be");
        let bytes = u32::try_from(block.samples().len() * 2).map_err(|_| long())?;
        self.bytes = self.bytes.checked_add(bytes).filter(|all| *all < u32::MAX - 44).ok_or_else(long)?;
        for sample in block.samples() {
            let sample = (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16;
            self.draft.write_all(&sample.to_le_bytes())?;
        }
        Ok(())
    }

    fn finish(self, place: &Path) -> io::Result<()> {
        let mut draft = self.draft.into_inner().map_err(io::IntoInnerError::into_error)?;
        draft.seek(SeekFrom::Start(0))?;
        draft.write_all(&header(self.bytes))?;
        draft.take_place(place)
    }
}

fn header(bytes: u32) -> Vec<u8> {
    let mut head = Vec::with_capacity(44);
    head.extend(b"RIFF");
    head.extend((bytes + 36).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    head.extend([1, 0, 1, 0]);
    head.extend(16_000_u32.to_le_bytes());
    head.extend(32_000_u32.to_le_bytes());
    // Two bytes a frame, sixteen bits a sample.
    head.extend([2, 0, 16, 0]);
    head.extend(b"data");
    head.extend(bytes.to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sha256;

    /// Scene 19, as far as no browser is asked.
    #[test]
    fn what_browsers_do_not_play_or_seek_in_by_guess_is_heard_as_wav() {
        let seeks = |container: &str, codec: &str| {
            let mut facts = RecordingFacts::new(Sha256::of(b"x"), "/x", codec, 44_100, 2).unwrap();
            facts.container = Some(container.to_owned());
            seeks_exactly(&facts)
        };
        for (container, codec) in [("wav", "pcm_s16le"), ("WAV", "pcm-mulaw"), ("flac", "flac"), ("mp4", "aac")] {
            assert!(seeks(container, codec), "{container} {codec}");
        }
        for (container, codec) in
            [("mp4", "alac"), ("aiff", "pcm_s16be"), ("asf", "wma"), ("mp3", "mp3"), ("wav", "adpcm_ima"), ("mp4", "he-aac")]
        {
            assert!(!seeks(container, codec), "{container} {codec}");
        }
    }
}
