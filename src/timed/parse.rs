//! From the bytes of a file, in whatever encoding and form, to what it says.

use super::fields::fields;
use super::sniff::{begins_like_json, of_json, word_list};
use super::{
    Error, FileEncoding, Form, TimedText, Unread, aligner_tiers, annotations, ass, console, ctm, documents, eaf, gentle,
    html, hyperaudio, json, labels, lines, lrc, ohms, otranscribe, rolling, rows, sbv, segments, services, shapes, sniff,
    speaker_lines, speaker_text, srt, table, textgrid, ttml, vtt, whisper_cpp, word_lists, youtube,
};
use crate::text;

/// Reads a file that is in UTF-8 by now.
pub(super) fn parsed(source: Source, form: Option<Form>) -> Result<TimedText, Error> {
    let Source { bytes: source, encoding, is_damaged } = source;
    let is_json = form.map_or_else(|| begins_like_json(&source), Form::is_json);
    let (mut file, source) = if is_json {
        (from_json(&source)?, source)
    } else {
        let text = String::from_utf8(source).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let mut file = from_text(&text, form)?;
        if matches!(file.form, Form::Vtt | Form::Srt | Form::EbuTtD | Form::Ttml | Form::Ass | Form::Sbv) {
            rolling::undo(&mut file);
        }
        if is_damaged {
            file.unread.extend(damaged_lines(&text));
        }
        (file, text.into_bytes())
    };
    file.unread.sort_by_key(|unread| unread.range.start);
    (file.source, file.encoding) = (source, encoding);
    Ok(file)
}

/// The lines with bytes that are of no letter in the encoding of the file.
fn damaged_lines(text: &str) -> Vec<Unread> {
    let lines = lines::Lines::of(text);
    let is_damaged = |at: &usize| lines.get(*at).contains(char::REPLACEMENT_CHARACTER);
    (0..lines.len()).filter(is_damaged).map(|at| lines.unread(at, "text in the encoding of the file")).collect()
}

/// A file in UTF-8, without its mark.
pub(super) struct Source {
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: FileEncoding,
    pub(super) is_damaged: bool,
}

impl Source {
    /// The file with these bytes, which may not be empty.
    pub(super) fn of(mut bytes: Vec<u8>, encoding: Option<&str>) -> Result<Self, Error> {
        // JSON is UTF-8 by its standard, and stays bytes: whisper.cpp cuts letters in two at the ends of tokens.
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let plain = bytes.get(mark..).unwrap_or(&[]);
        let source = if begins_like_json(plain) && !plain.iter().take(4).any(|b| *b == 0) {
            bytes.drain(..mark);
            let encoding = FileEncoding { has_mark: mark > 0, ..FileEncoding::default() };
            Self { bytes, encoding, is_damaged: false }
        } else {
            let read = text::decode_owned(bytes, encoding)?;
            let encoding = FileEncoding { name: read.encoding, has_mark: read.has_mark };
            Self { bytes: read.text.into_bytes(), encoding, is_damaged: read.is_damaged }
        };
        if source.bytes.iter().all(u8::is_ascii_whitespace) { Err(Error::Empty) } else { Ok(source) }
    }
}

fn from_text(text: &str, form: Option<Form>) -> Result<TimedText, Error> {
    let unrecognised = || Error::Unrecognised { begins: text.trim().chars().take(40).collect() };
    match form.or_else(|| sniff(text)).ok_or_else(unrecognised)? {
        Form::Vtt => Ok(vtt::read(text)),
        Form::Srt => Ok(srt::read(text)),
        form @ (Form::EbuTtD | Form::Ttml) => ttml::read(text, form),
        Form::Lrc => Ok(lrc::read(text)),
        Form::Audacity => Ok(labels::read(text)),
        Form::TextGrid => textgrid::read(text),
        Form::Eaf => eaf::read(text),
        Form::Ohms => ohms::read(text),
        Form::PodcastHtml => html::read(text),
        Form::SpeakerLines => Ok(speaker_lines::read(text)),
        Form::ConsoleLines => Ok(console::read(text)),
        Form::SpeakerText => Ok(speaker_text::read(text)),
        Form::Hyperaudio => hyperaudio::read(text),
        Form::YouTube => youtube::read_xml(text),
        Form::Table => Ok(table::read(text)),
        Form::Ctm => Ok(ctm::read(text)),
        Form::Ass => Ok(ass::read(text)),
        Form::Sbv => Ok(sbv::read(text)),
        _ => Err(unrecognised()),
    }
}

fn from_json(source: &[u8]) -> Result<TimedText, Error> {
    let values = json::parse(source).map_err(|broken| Error::Json { line: broken.line, expected: broken.expected })?;
    let values = rows::named(documents::joined(values));
    let unknown = || Error::UnknownFields { fields: fields(&values) };
    let (Some(form), Some(first)) = (of_json(&values), values.first()) else { return Err(unknown()) };
    let list = || word_list(&values).map(|(_, list)| list).unwrap_or_default();
    let mut file = match form {
        Form::WhisperCpp => whisper_cpp::read(first),
        Form::Iiif | Form::WebAnnotation => annotations::read(first, form),
        Form::PodcastJson | Form::Whisper | Form::WhisperX => segments::read(first, form),
        Form::Amazon
        | Form::AssemblyAi
        | Form::Deepgram
        | Form::Google
        | Form::Rev
        | Form::Speechmatics
        | Form::ElevenLabs
        | Form::Watson
        | Form::Trint
        | Form::SpeechmaticsV1
        | Form::PaperEdit
        | Form::AutoEdit => services::read(first, form),
        Form::Azure | Form::VideoIndexer | Form::Gladia | Form::HuggingFace | Form::Nemo => {
            shapes::read(&values).ok_or_else(unknown)?
        }
        Form::Gentle => gentle::read(first),
        Form::AlignerTiers => aligner_tiers::read(first),
        Form::OTranscribe => otranscribe::read(first)?,
        Form::YouTube => youtube::read_json(first),
        Form::PocketSphinx => word_lists::pocketsphinx(&values),
        Form::Aeneas => word_lists::aeneas(first.items("fragments")),
        Form::SegmentList => segments::read_list(list())?,
        _ => word_lists::read(list(), Some(first), form)?,
    };
    let text = String::from_utf8_lossy(source);
    // Line numbers are those of the bytes also where letters are cut in two: line ends are ASCII.
    if let std::borrow::Cow::Borrowed(text) = text {
        number(&mut file, text);
    }
    Ok(file)
}

/// Gives cues their line numbers, and tells which of them have times that cannot be read.
fn number(file: &mut TimedText, text: &str) {
    let lines = lines::Lines::of(text);
    lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    for cue in &file.cues {
        let ends = [(cue.start, &cue.place.start), (cue.end, &cue.place.end)];
        for place in ends.into_iter().filter(|(time, _)| time.is_none()).filter_map(|(_, place)| place.clone()) {
            let found = text.get(place.clone()).unwrap_or("");
            file.unread.push(lines::unread(found, lines.number(place.start), place, "time"));
        }
    }
}
