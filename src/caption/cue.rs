//! A caption, who has its lines and whose wording they are; and the track of all captions of one recording.

use std::ops::Range;

use super::{Error, bidi, measure};
use crate::text::Language;
use crate::time::{Span, Timed, Timestamp};

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Speaker {
    name: String,
    inferred: bool,
}

impl Speaker {
    /// A speaker called `name`, told by the recording (diarisation, the file). `None` when the name is blank.
    pub fn new(name: &str) -> Option<Self> {
        let name = measure::one_line(name);
        (!measure::is_blank(&name)).then_some(Self { name, inferred: false })
    }

    /// A speaker called `name` whom only the article tells: it quotes the sentence and names who said it. The voice that is
    /// heard may be another's, who reads the quote.
    pub fn inferred(name: &str) -> Option<Self> {
        Some(Self { inferred: true, ..Self::new(name)? })
    }

    /// The name, one line, never blank.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the name was concluded from the article instead of heard.
    pub fn is_inferred(&self) -> bool {
        self.inferred
    }
}

/// The lines that one speaker has in a cue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// Who speaks, when that is known. The reporter (`Reporter`, «التقرير») where somebody who is named spoke before and nobody says
    /// who goes on.
    pub speaker: Option<Speaker>,
    /// The name as it is shown in front of the first line by formats that have no place of their own for it (`Name:`,
    /// `[Name]`); `None` when the speaker is the one of the cue before.
    pub label: Option<String>,
    /// The lines, top to bottom, in logical order.
    pub lines: Vec<String>,
}

impl Turn {
    /// Lines of nobody in particular.
    pub fn of(lines: Vec<String>) -> Self {
        Self { lines, ..Self::default() }
    }

    /// The lines with the label in front of the first one.
    pub fn shown(&self) -> Vec<String> {
        let mut lines = self.lines.clone();
        if let (Some(label), Some(first)) = (&self.label, lines.first_mut()) {
            *first = format!("{label} {first}");
        }
        lines
    }
}

/// What a cue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CueKind {
    /// Words that are said.
    #[default]
    Speech,
    /// A label for sound, music or a long stretch without speech.
    Sound,
}

/// Whose wording a cue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Source {
    /// The article's.
    Published,
    /// The transcript's: it was said and is not in the article.
    Spoken,
    /// The article's and the transcript's in one sentence.
    Mixed,
    /// A person's, who set it by hand.
    Edited,
    /// Not known, as in a foreign file.
    #[default]
    Unknown,
}

impl Source {
    /// The word that stands for it in files: `published`, `spoken`, `mixed`, `edited`, or nothing.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Published => Some("published"),
            Self::Spoken => Some("spoken"),
            Self::Mixed => Some("mixed"),
            Self::Edited => Some("edited"),
            Self::Unknown => None,
        }
    }
}

/// Words of a cue that were said and stand not so in the article, or a place where the article has words that were not said.
///
/// Formats with a place for it carry it: WebVTT and OHMS as notes, TTML as metadata, JSON as members, HTML as titles, plain text
/// between braces. SubRip, LRC, Audacity, TextGrid and EAF have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpublished {
    /// Which of the cue's words, counted as [`Cue::words`] are; empty where the article has words that were not said.
    pub words: Range<usize>,
    /// What the article has in their place; `None` when it has nothing.
    pub published: Option<String>,
    /// Which of the transcript's words they are, by their places in [`Transcript::words`](crate::transcript::Transcript::words);
    /// empty where nothing was said.
    pub heard: Range<usize>,
}

/// One caption: some lines and when they show. Never without visible text, without a blank line, and it always lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    span: Span,
    turns: Vec<Turn>,
    kind: CueKind,
    source: Source,
    words: Vec<Timed>,
    sentences: Vec<usize>,
    unpublished: Vec<Unpublished>,
    language: Option<Language>,
}

impl Cue {
    /// A cue that shows `turns` during `span`. Lines are trimmed, control characters and directional controls taken out, line
    /// breaks within a line made spaces; blank lines and turns without lines are dropped.
    ///
    /// # Errors
    /// [`Error::NoTime`] for an empty span, [`Error::NoText`] when nothing visible is left.
    ///
    /// ```
    /// use rawi::caption::{Cue, Turn};
    /// use rawi::time::Span;
    /// let cue = Cue::new(Span::from_millis(0, 900), vec![Turn::of(vec!["نعم.".into(), " ".into()])]).unwrap();
    /// assert_eq!(cue.lines().collect::<Vec<_>>(), ["نعم."]);
    /// assert!(Cue::new(Span::from_millis(0, 900), vec![Turn::of(vec!["\u{200f}".into()])]).is_err());
    /// ```
    pub fn new(span: Span, turns: Vec<Turn>) -> Result<Self, Error> {
        if span.is_empty() {
            return Err(Error::NoTime { span });
        }
        let turns: Vec<Turn> = turns.into_iter().filter_map(clean_turn).collect();
        if turns.is_empty() {
            return Err(Error::NoText { at: span.start() });
        }
        Ok(Self {
            span,
            turns,
            kind: CueKind::Speech,
            source: Source::Unknown,
            words: Vec::new(),
            sentences: Vec::new(),
            unpublished: Vec::new(),
            language: None,
        })
    }

    /// The same cue as a label for sound or music.
    pub fn with_kind(self, kind: CueKind) -> Self {
        Self { kind, ..self }
    }

    /// The same cue with its wording's source, and the ids of the article's sentences that it shows.
    pub fn with_source(self, source: Source, sentences: Vec<usize>) -> Self {
        Self { source, sentences, ..self }
    }

    /// The same cue with a time for each of its words: one entry for every run of letters between white space, in reading
    /// order. Anything but exactly that many is left out, since times must never sit on the wrong word.
    pub fn with_words(self, words: Vec<Timed>) -> Self {
        let fitting = words.len() == self.lines().flat_map(str::split_whitespace).count();
        Self { words: if fitting { words } else { Vec::new() }, ..self }
    }

    /// The same cue with the places where it says something else than the article, in order. One that reaches past its last word
    /// is left out.
    pub fn with_unpublished(self, places: Vec<Unpublished>) -> Self {
        let words = self.lines().flat_map(str::split_whitespace).count();
        let inside = |place: &Unpublished| place.words.start <= place.words.end && place.words.end <= words;
        Self { unpublished: places.into_iter().filter(inside).collect(), ..self }
    }

    /// The same cue in a language of its own, which also gives its direction; `None` for that of its track.
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// The same cue with the same lines under other labels.
    pub(super) fn with_turns(self, turns: Vec<Turn>) -> Self {
        Self { turns, ..self }
    }

    /// The same cue at another time; unchanged when `span` is empty.
    pub(super) fn at(self, span: Span) -> Self {
        if span.is_empty() { self } else { Self { span, ..self } }
    }

    /// When it shows.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Who speaks and what, in order; nearly always one.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The lines of all turns, without labels.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().flat_map(|turn| turn.lines.iter().map(String::as_str))
    }

    /// The lines as formats without a place for names show them: labels in front.
    pub fn shown(&self) -> Vec<String> {
        self.turns.iter().flat_map(Turn::shown).collect()
    }

    /// The lines joined by spaces, without labels.
    pub fn text(&self) -> String {
        self.lines().collect::<Vec<_>>().join(" ")
    }

    /// Who speaks first in it.
    pub fn speaker(&self) -> Option<&Speaker> {
        self.turns.first().and_then(|turn| turn.speaker.as_ref())
    }

    /// What it shows.
    pub fn kind(&self) -> CueKind {
        self.kind
    }

    /// Whose wording it is.
    pub fn source(&self) -> Source {
        self.source
    }

    /// When each word is said: one entry for every run of letters between white space, or none at all.
    pub fn words(&self) -> &[Timed] {
        &self.words
    }

    /// Where it says something else than the article; empty where that is not known, as in a file that was read.
    pub fn unpublished(&self) -> &[Unpublished] {
        &self.unpublished
    }

    /// Its language, where that is another than its track's: a sound-bite that is shown as it was said.
    pub fn language(&self) -> Option<&Language> {
        self.language.as_ref()
    }

    /// The ids of the article's sentences that it shows.
    pub fn sentences(&self) -> &[usize] {
        &self.sentences
    }
}

fn clean_turn(turn: Turn) -> Option<Turn> {
    let tidy = |line: &String| measure::one_line(&bidi::strip(line));
    let lines: Vec<String> = turn.lines.iter().map(tidy).filter(|line| !measure::is_blank(line)).collect();
    if lines.is_empty() {
        return None;
    }
    let label = turn.label.as_ref().map(tidy).filter(|label| !measure::is_blank(label));
    Some(Turn { speaker: turn.speaker, label, lines })
}

/// The captions of one recording: in order, never two at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueTrack {
    language: Language,
    cues: Vec<Cue>,
}

impl CueTrack {
    /// A track of `cues`, which must be in order and must not overlap. Touching is fine.
    ///
    /// # Errors
    /// [`Error::Overlap`] names the first cue that begins before the one in front of it has ended.
    pub fn new(language: Language, cues: Vec<Cue>) -> Result<Self, Error> {
        let mut previous_end = Timestamp::ZERO;
        for (index, cue) in cues.iter().enumerate() {
            if cue.span.start() < previous_end {
                return Err(Error::Overlap { number: index + 1, start: cue.span.start(), previous_end });
            }
            previous_end = cue.span.end();
        }
        Ok(Self { language, cues })
    }

    /// A track of `cues` in any order: sorted by start, and where two would show at once the earlier one ends when the later
    /// begins; two that begin at the same instant become one with both their lines.
    pub fn settled(language: Language, mut cues: Vec<Cue>) -> Self {
        cues.sort_by_key(|cue| cue.span.start());
        let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
        for cue in cues {
            match kept.pop() {
                Some(last) if last.span.start() == cue.span.start() => kept.push(merged(last, cue)),
                Some(last) => {
                    let end = last.span.end().min(cue.span.start());
                    let span = Span::between(last.span.start(), end);
                    kept.push(last.at(span));
                    kept.push(cue);
                }
                None => kept.push(cue),
            }
        }
        Self { language, cues: kept }
    }

    /// Cues as a file has them, in its order, of which some may show at once: for [`super::convert`], which hands out no track.
    pub(super) fn in_file(language: Language, cues: Vec<Cue>) -> Self {
        Self { language, cues }
    }

    /// The language of the text, which also gives its direction.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Whether a cue of it runs from right to left.
    pub(super) fn is_right_to_left(&self, cue: &Cue) -> bool {
        cue.language().unwrap_or(&self.language).is_right_to_left()
    }

    /// The cues in order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }
}

/// Two cues that begin together as one: both voices, words kept only when both have them.
fn merged(first: Cue, second: Cue) -> Cue {
    let words = if first.words.is_empty() || second.words.is_empty() {
        Vec::new()
    } else {
        first.words.iter().chain(&second.words).copied().collect()
    };
    let before = first.lines().flat_map(str::split_whitespace).count();
    let moved = |place: Unpublished| Unpublished { words: place.words.start + before..place.words.end + before, ..place };
    let unpublished = first.unpublished.iter().cloned().chain(second.unpublished.iter().cloned().map(moved)).collect();
    let mut sentences = first.sentences;
    sentences.extend(second.sentences);
    let source = if first.source == second.source { first.source } else { Source::Unknown };
    let kind = if first.kind == second.kind { first.kind } else { CueKind::Speech };
    let language = first.language.filter(|language| Some(language) == second.language.as_ref());
    let turns = first.turns.into_iter().chain(second.turns).collect();
    Cue { span: first.span.hull(second.span), turns, kind, source, words, sentences, unpublished, language }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start: u32, end: u32, text: &str) -> Cue {
        Cue::new(Span::from_millis(start, end), vec![Turn::of(vec![text.to_owned()])]).unwrap()
    }

    #[test]
    fn a_cue_holds_no_blank_line_and_no_line_break() {
        let lines = vec!["a\n\nb".to_owned(), "\u{200b}".to_owned(), " c\0 ".to_owned()];
        let cue = Cue::new(Span::from_millis(0, 1), vec![Turn::of(lines)]).unwrap();
        assert_eq!(cue.lines().collect::<Vec<_>>(), ["a b", "c"]);
    }

    #[test]
    fn a_track_refuses_what_overlaps_and_settles_it_on_request() {
        let error = CueTrack::new(Language::english(), vec![cue(0, 900, "a"), cue(800, 900, "b")]).unwrap_err();
        assert_eq!(error.to_string(), "cue 2 begins at 0:00.800, before the one in front of it ends at 0:00.900");
        let track = CueTrack::settled(Language::english(), vec![cue(800, 900, "b"), cue(0, 900, "a"), cue(800, 950, "c")]);
        let spans: Vec<_> = track.cues().iter().map(Cue::span).collect();
        assert_eq!(spans, [Span::from_millis(0, 800), Span::from_millis(800, 950)]);
        assert_eq!(track.cues()[1].text(), "b c");
    }

    #[test]
    fn times_that_do_not_fit_the_words_are_left_out() {
        let word = Timed::Heard(Span::from_millis(0, 0));
        assert!(cue(0, 9, "two words").with_words(vec![word]).words().is_empty());
        assert_eq!(cue(0, 9, "two words").with_words(vec![word, word]).words().len(), 2);
    }
}
