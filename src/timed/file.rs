use std::fmt;
use std::ops::Range;

use super::Form;
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};

/// A file of timed text.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedText {
    /// Which form it is in.
    pub form: Form,
    /// The language that it names.
    pub language: Option<Language>,
    /// What made it, as far as it says: the model, the length of the recording.
    pub origin: Origin,
    /// The cues in the order of the file.
    pub cues: Vec<FileCue>,
    /// What claims to be a cue, or the time of one, and cannot be read, in the order of the file.
    pub unread: Vec<Unread>,
    /// How many of the file's cues showed once more what the cue before showed; that was taken out.
    pub repeats: usize,
    /// The file in UTF-8 and without its byte order mark: what every byte range here counts in.
    pub source: Vec<u8>,
    /// How the file itself is written.
    pub encoding: FileEncoding,
}

/// How the bytes of a file stand for its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEncoding {
    /// The encoding, by its WHATWG name.
    pub name: &'static str,
    /// Whether a byte order mark stands in front.
    pub has_mark: bool,
}

impl Default for FileEncoding {
    fn default() -> Self {
        Self { name: "UTF-8", has_mark: false }
    }
}

/// What a file says of its making.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The name or path of the recogniser's model.
    pub model: Option<String>,
    /// The length of the recording.
    pub duration: Option<Millis>,
}

/// A cue, a segment, an annotation: some text and when it is shown or said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileCue {
    /// Where it stands.
    pub place: Place,
    /// Its identifier, where the form has a place for one.
    pub id: Option<String>,
    /// When it begins; `None` when the file does not say, or says what cannot be read.
    pub start: Option<Timestamp>,
    /// When it ends; may lie before the start.
    pub end: Option<Timestamp>,
    /// Who says what, markup and character references undone.
    pub turns: Vec<FileTurn>,
    /// A time for every word, where the file has word times; empty otherwise.
    pub words: Vec<FileWord>,
    /// Which of its words the markup sets apart from the others, by their places: players of songs and of short videos mark the word
    /// that is said.
    pub marked: Option<Range<usize>>,
    /// Whether the file says that it is sound or music and no speech.
    pub is_sound: bool,
}

/// The lines that one speaker has in a cue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileTurn {
    /// Who speaks, when the file has a place of its own for that.
    pub speaker: Option<String>,
    /// The speaker's name as it stands in front of the first line, in a form that has a place of its own for it too.
    pub label: Option<String>,
    /// The lines, top to bottom.
    pub lines: Vec<String>,
}

/// A word with a time of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FileWord {
    /// The word, with its punctuation.
    pub text: String,
    /// When it begins.
    pub start: Option<Timestamp>,
    /// When it ends; `None` also where one time is given for several words.
    pub end: Option<Timestamp>,
    /// How sure the recogniser was, 0 to 1.
    pub confidence: Option<f32>,
    /// Whether the file says that nobody heard the word at that time: it was computed.
    pub is_inferred: bool,
}

/// Where a cue stands: ranges of bytes of [`TimedText::source`]. Cues are in the order of their [`Place::whole`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// All of it: number or identifier, times, text.
    pub whole: Range<usize>,
    /// Its start as it is written; `None` when that follows from something else.
    pub start: Option<Range<usize>>,
    /// Its end as it is written.
    pub end: Option<Range<usize>>,
    /// Its text as it is written, markup and all.
    pub text: Range<usize>,
    /// The line of its times, counted from 1; of its beginning, where times are no line.
    pub line: usize,
}

/// Something that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line on which it stands, counted from 1.
    pub line: usize,
    /// Where it stands, in bytes of [`TimedText::source`].
    pub range: Range<usize>,
    /// What stands there, shortened.
    pub found: String,
    /// What it should be: `a pair of times`.
    pub expected: &'static str,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: `{}` is no {}", self.line, self.found, self.expected)
    }
}

impl TimedText {
    /// A file of `form` in which there is nothing.
    #[must_use]
    pub fn empty(form: Form) -> Self {
        Self::new(form)
    }

    /// A file of `form` without a cue.
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            language: None,
            origin: Origin::default(),
            cues: Vec::new(),
            unread: Vec::new(),
            repeats: 0,
            source: Vec::new(),
            encoding: FileEncoding::default(),
        }
    }
}

impl FileCue {
    /// Its lines, without labels.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().flat_map(|turn| turn.lines.iter().map(String::as_str))
    }

    /// Its words as they are printed: the runs of letters between white space.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.lines().flat_map(str::split_whitespace)
    }

    /// When it is shown or said; `None` when one end is missing or they are in the wrong order.
    pub fn span(&self) -> Option<Span> {
        Span::new(self.start?, self.end?)
    }
}

impl FileTurn {
    /// Lines of `speaker`; a blank name is none.
    pub(super) fn of(speaker: Option<&str>, lines: Vec<String>) -> Self {
        let speaker = speaker.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        Self { speaker, label: None, lines }
    }
}

impl FileWord {
    /// When it is said; `None` when one end is missing or they are in the wrong order.
    pub fn span(&self) -> Option<Span> {
        Span::new(self.start?, self.end?)
    }

    /// A word without a time.
    pub(super) fn untimed(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}
