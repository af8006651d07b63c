use super::{CaptionFile, CueKind, Error, Format, RawCue, Source, Speaker, Turn, Unreadable};
use crate::time::{Span, Timed, Timestamp};
use crate::timed::{self, FileCue, FileTurn, Form, Place, TimedText};

/// Reads a caption file of any format. `format` `None`: told from the text. `encoding` names the encoding of a file that is
/// neither UTF-8 nor UTF-16, such as `windows-1256`, where it is not found out.
///
/// The cues are returned as they stand, however broken; [`CaptionFile::track`] makes a legal track of them, [`super::lint`] says
/// what is wrong. What cannot be read is in [`CaptionFile::unreadable`].
///
/// # Errors
/// [`Error::Encoding`], [`Error::TooLarge`], [`Error::Unrecognised`], or [`Error::Malformed`] for XML or JSON that cannot be
/// parsed.
pub fn read(bytes: &[u8], format: Option<Format>, encoding: Option<&str>) -> Result<CaptionFile, Error> {
    let form = format.map(form_of).transpose()?;
    match timed::read(bytes, form, encoding) {
        Ok(file) if !file.form.has_times() => Err(timeless(&file)),
        Ok(file) => Ok(captions(file, format).0),
        // A track without a cue is nothing at all in some formats.
        Err(timed::Error::Empty) if format.is_some() => Ok(CaptionFile { format, ..CaptionFile::default() }),
        Err(error) => Err(error.into()),
    }
}

/// The format of `text`; `None` when it is of none that has times.
pub fn sniff(text: &str) -> Option<Format> {
    timed::sniff(text).filter(|form| form.has_times()).map(format_of)
}

/// Why a text that says who speaks, and never when, is no captions.
fn timeless(file: &TimedText) -> Error {
    Error::Unrecognised { begins: String::from_utf8_lossy(&file.source).trim().chars().take(40).collect() }
}

pub(super) fn form_of(format: Format) -> Result<Form, Error> {
    Ok(match format {
        Format::Vtt => Form::Vtt,
        Format::Srt => Form::Srt,
        Format::EbuTtD => Form::EbuTtD,
        Format::Imsc => Form::Ttml,
        Format::PodcastJson => Form::PodcastJson,
        Format::PodcastHtml => Form::PodcastHtml,
        Format::Text => return Err(Error::Malformed { format: "caption", problem: "plain text has no times".to_owned() }),
        Format::Lrc => Form::Lrc,
        Format::TextGrid => Form::TextGrid,
        Format::Eaf => Form::Eaf,
        Format::WhisperJson => Form::Whisper,
        Format::WebAnnotation => Form::WebAnnotation,
        Format::Iiif => Form::Iiif,
        Format::Ohms => Form::Ohms,
        Format::Audacity => Form::Audacity,
        Format::Ass => Form::Ass,
        Format::Sbv => Form::Sbv,
        Format::Dfxp => Form::Ttml,
        Format::Csv => Form::Table,
        Format::Reaper
        | Format::Audition
        | Format::Edl
        | Format::ProTools
        | Format::Fcpxml
        | Format::Docx
        | Format::Odt
        | Format::Chapters => {
            let problem = format!("{} is written and not read", format.name());
            return Err(Error::Malformed { format: "caption", problem });
        }
    })
}

/// The format in which captions of a form are written.
fn format_of(form: Form) -> Format {
    match form {
        Form::Vtt => Format::Vtt,
        Form::Srt => Format::Srt,
        Form::EbuTtD => Format::EbuTtD,
        Form::Ttml => Format::Imsc,
        Form::PodcastJson => Format::PodcastJson,
        Form::PodcastHtml => Format::PodcastHtml,
        Form::Lrc => Format::Lrc,
        Form::TextGrid => Format::TextGrid,
        Form::Eaf => Format::Eaf,
        Form::WebAnnotation => Format::WebAnnotation,
        Form::Iiif => Format::Iiif,
        Form::Ohms => Format::Ohms,
        Form::Audacity => Format::Audacity,
        Form::Ass => Format::Ass,
        Form::Sbv => Format::Sbv,
        Form::Table => Format::Csv,
        // What recognisers write.
        _ => Format::WhisperJson,
    }
}

/// The captions of a file, where each of them stands, and the file without them.
pub(super) fn captions(mut file: TimedText, format: Option<Format>) -> (CaptionFile, Vec<Place>, TimedText) {
    let mut found: Vec<FileCue> = std::mem::take(&mut file.cues);
    found.retain(|cue| cue.start.is_some());
    let after = |at: usize| found.partition_point(|cue| cue.place.whole.start < at);
    let unreadable =
        file.unread.iter().map(|what| Unreadable { after: after(what.range.start), what: what.clone() }).collect();
    // Tiers stand one behind the other in a file.
    if file.form.may_step_back() {
        found.sort_by_key(|cue| cue.start);
    }
    let format = Some(format.unwrap_or_else(|| format_of(file.form)));
    let (mut cues, mut places) = (Vec::with_capacity(found.len()), Vec::with_capacity(found.len()));
    for cue in found {
        cues.push(raw(&cue, file.form));
        places.push(cue.place);
    }
    let repeats = file.repeats;
    (CaptionFile { format, language: file.language.clone(), cues, unreadable, repeats }, places, file)
}

fn raw(cue: &FileCue, form: Form) -> RawCue {
    let start = cue.start.unwrap_or(Timestamp::ZERO);
    let end = cue.end.unwrap_or(start);
    let turn = |turn: &FileTurn| Turn {
        speaker: turn.speaker.as_deref().and_then(Speaker::new),
        label: turn.label.clone(),
        lines: turn.lines.clone(),
    };
    let mut raw = RawCue { start, end, turns: cue.turns.iter().map(turn).collect(), words: words(cue), ..RawCue::default() };
    if cue.is_sound {
        raw.kind = CueKind::Sound;
    }
    let id = cue.id.as_deref().unwrap_or("");
    match form {
        Form::Vtt | Form::Ohms => identified(&mut raw, id),
        // Identifiers of XML hold no blanks and begin with a letter.
        Form::Ttml | Form::EbuTtD => identified(&mut raw, &id.trim_start_matches('c').replace('.', " ")),
        _ => {}
    }
    raw
}

/// A time for each word. One that is given for several words lasts until the next.
fn words(cue: &FileCue) -> Vec<Timed> {
    let mut next = cue.end;
    let mut times: Vec<Timed> = Vec::with_capacity(cue.words.len());
    for word in cue.words.iter().rev() {
        let span = word.start.and_then(|start| Some(Span::between(start, word.end.or(next)?.max(start))));
        times.push(match span {
            Some(span) if word.is_inferred => Timed::Inferred(span),
            Some(span) => Timed::Heard(span),
            None => Timed::Absent,
        });
        next = word.start.or(next);
    }
    times.reverse();
    times
}

/// What an identifier of rawi's own says of the cue; anyone else's is left alone.
fn identified(cue: &mut RawCue, id: &str) {
    let mut tokens = id.split_whitespace();
    if !tokens.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())) {
        return;
    }
    for token in tokens {
        match token {
            "published" => cue.source = Source::Published,
            "spoken" => cue.source = Source::Spoken,
            "mixed" => cue.source = Source::Mixed,
            "edited" => cue.source = Source::Edited,
            "sound" => cue.kind = CueKind::Sound,
            "speaker-inferred" => {
                for turn in &mut cue.turns {
                    turn.speaker = turn.speaker.as_ref().and_then(|s| Speaker::inferred(s.name()));
                }
            }
            other => cue.sentences.extend(other.strip_prefix('s').and_then(|n| n.parse::<usize>().ok())),
        }
    }
}

impl From<timed::Error> for Error {
    fn from(error: timed::Error) -> Self {
        match error {
            timed::Error::Empty => Self::Unrecognised { begins: String::new() },
            timed::Error::TooLarge { bytes, limit } => Self::TooLarge { bytes, limit },
            timed::Error::Encoding(error) => Self::Encoding(error),
            timed::Error::Unrecognised { begins } => Self::Unrecognised { begins },
            timed::Error::UnknownFields { fields } => Self::Malformed {
                format: "caption",
                problem: format!("it is JSON of no form that is known; it has {fields}"),
            },
            timed::Error::Malformed { form, problem } => Self::Malformed { format: form, problem },
            timed::Error::Json { line, expected } => {
                Self::Malformed { format: "JSON", problem: format!("line {line} has none of {expected}") }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_times_last_until_the_next() {
        let file =
            read(b"WEBVTT\n\n00:00.000 --> 00:03.000\none <00:01.000>two <c>three</c>\n<00:00:02.000>four\n", None, None);
        let words = file.unwrap().cues.remove(0).words;
        let spans: Vec<_> = words.iter().map(|w| w.span().map(|s| (s.start().as_millis(), s.end().as_millis()))).collect();
        assert_eq!(spans, [Some((0, 1000)), Some((1000, 2000)), None, Some((2000, 3000))]);
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_place_among_the_cues() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:-03,000 --> 00:00:04,000\nb\n";
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!((file.cues.len(), file.unreadable.len()), (1, 1));
        assert_eq!((file.unreadable[0].after, file.unreadable[0].what.line), (1, 6));
    }

    #[test]
    fn old_arabic_encodings_are_read_named_or_not() {
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode("1\n00:00:01,000 --> 00:00:02,000\nقال الوزير إن الجسر مفتوح\n");
        for named in [None, Some("windows-1256")] {
            assert_eq!(read(&bytes, None, named).unwrap().cues[0].shown(), ["قال الوزير إن الجسر مفتوح"]);
        }
        assert!(matches!(read(&bytes, None, Some("klingon")), Err(Error::Encoding(_))));
    }
}
