use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Language;
use crate::time::{Millis, Span};

use super::{Engine, Segment, SoundEvent, Transcript, Witness, Word};

/// The value of `format` in rawi's own form.
pub const FORMAT: &str = "rawi.transcript";
/// The version that this code writes.
pub const VERSION: u32 = 1;

/// Writes `transcript` in rawi's own form, which [`read`](super::read) reads back to an equal one:
///
/// ```json
/// {
///   "format": "rawi.transcript", "version": 1,
///   "engine": { "name": "whisper.cpp 1.8.3", "model": "demo", "model_sha256": null, "options": ["beam=5"] },
///   "language": "ar", "duration_ms": 61200,
///   "words": [ { "text": "مرحبا", "span": [640, 1010], "confidence": 0.93, "second_pass": false } ],
///   "segments": [ { "span": [640, 4200], "words": [0, 1], "speaker": null } ],
///   "speech": [ [600, 4300] ],
///   "witnesses": [ { "words": [0, 1], "published": "أهلا", "margin": 6.2, "model": "demo" } ],
///   "sounds": [ { "words": [12, 13], "span": [5000, 7000], "text": "[Music]" } ]
/// }
/// ```
/// Times are whole milliseconds from the start of the recording, half-open; a word's `span` is null when it has no usable
/// time. `words` of a segment are a half-open range of indices. `duration_ms` and `speech` (where the signal holds speech,
/// whatever was recognised) are null when not known. A segment has `language` where it is another than the transcript's. `witnesses` is what the recogniser answered when it was asked for two texts of
/// a place, see [`Witness`]; `margin` is in nats. `sounds` names the words that note a sound and were not said; it follows from the words
/// and is not read back. Readers ignore members that they do not know.
///
/// # Errors
/// Those of `out`.
pub fn write_json(transcript: &Transcript, out: &mut impl Write) -> io::Result<()> {
    let segment = |s: &Segment| OwnSegment {
        span: s.span,
        words: s.words.clone().into(),
        speaker: s.speaker.clone(),
        language: s.language.clone(),
    };
    let document = Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        engine: transcript.engine().clone(),
        language: transcript.language().clone(),
        duration_ms: transcript.duration().map(Millis::as_millis),
        words: transcript.words().to_vec(),
        segments: transcript.segments().iter().map(segment).collect(),
        speech: transcript.speech().map(<[_]>::to_vec),
        witnesses: transcript.witnesses().iter().cloned().map(OwnWitness::from).collect(),
        sounds: transcript.sounds().into_iter().map(OwnSound::from).collect(),
    };
    serde_json::to_writer(&mut *out, &document).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Whether `bytes` are JSON that says to be in this form.
pub(super) fn claims(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    serde_json::from_slice::<Head>(unmarked(bytes)).is_ok_and(|head| head.format == FORMAT)
}

/// The file without its byte order mark.
fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Reads rawi's own form; the message of what is wrong with it otherwise.
pub(super) fn read(bytes: &[u8]) -> Result<Transcript, String> {
    let document: Document = serde_json::from_slice(unmarked(bytes)).map_err(|e| e.to_string())?;
    if document.version > VERSION {
        return Err(format!("it has version {}, and this rawi reads up to {VERSION}", document.version));
    }
    let segment = |s: OwnSegment| Segment { span: s.span, words: s.words.into(), speaker: s.speaker, language: s.language };
    Ok(Transcript::new(
        document.engine,
        document.language,
        document.duration_ms.map(Millis::new),
        document.words,
        document.segments.into_iter().map(segment).collect(),
        document.speech,
    )
    .with_witnesses(document.witnesses.into_iter().map(Witness::from).collect()))
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    #[serde(default)]
    engine: Engine,
    #[serde(default = "Language::unknown")]
    language: Language,
    #[serde(default)]
    duration_ms: Option<u32>,
    words: Vec<Word>,
    #[serde(default)]
    segments: Vec<OwnSegment>,
    #[serde(default)]
    speech: Option<Vec<Span>>,
    #[serde(default)]
    witnesses: Vec<OwnWitness>,
    #[serde(skip_deserializing)]
    sounds: Vec<OwnSound>,
}

/// A half-open range of word indices: `[start, end]`.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Indices(usize, usize);

impl From<Range<usize>> for Indices {
    fn from(range: Range<usize>) -> Self {
        Self(range.start, range.end)
    }
}

impl From<Indices> for Range<usize> {
    fn from(Indices(start, end): Indices) -> Self {
        start..end
    }
}

#[derive(Serialize, Deserialize)]
struct OwnSegment {
    span: Span,
    words: Indices,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Language>,
}

#[derive(Serialize, Deserialize)]
struct OwnWitness {
    words: Indices,
    published: String,
    margin: f32,
    #[serde(default)]
    model: Option<String>,
}

#[derive(Serialize)]
struct OwnSound {
    words: Indices,
    span: Option<Span>,
    text: String,
}

impl From<SoundEvent> for OwnSound {
    fn from(SoundEvent { words, span, text }: SoundEvent) -> Self {
        Self { words: words.into(), span, text }
    }
}

impl From<Witness> for OwnWitness {
    fn from(Witness { words, published, margin, model }: Witness) -> Self {
        Self { words: words.into(), published, margin, model }
    }
}

impl From<OwnWitness> for Witness {
    fn from(OwnWitness { words, published, margin, model }: OwnWitness) -> Self {
        Self { words: words.into(), published, margin, model }
    }
}
