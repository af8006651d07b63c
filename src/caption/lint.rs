//! The rule check: every cue against a preset's limits, and against the recording when that is known.

use super::cue_in_file::{Around, CueInFile};
use super::drift::Drift;
use super::slack::Slack;
use super::{
    Breach, CaptionFile, CueKind, CueLimits, CueRules, Format, RawCue, ReadingSpeed, Rule, Unreadable, bidi, measure,
    punctuation,
};
use crate::align::word_times;
use crate::text::Language;
use crate::time::{ClockStyle, Span, Timestamp};
use crate::transcript::Transcript;

/// Excuse of a cue that shows too short a time and can show no longer.
const FAST_SPEECH: &str = "the speech is faster than the limit, and all free time around the cue is used";
/// Excuse of a line that no break can shorten.
const LONG_WORD: &str = "a single word is longer than a line";
/// Excuse of two lines of unequal length that break nowhere better.
const NO_BETTER_BREAK: &str = "no break between two of its words keeps the share";
/// Excuse of a cue whose first word was not heard.
const FIRST_TIMED_WORD: &str = "the cue begins with the first of its words that has a time";
/// How far, in characters a second or words a minute, a cue may run above the limit: below what anybody can tell, and above
/// what rounding to whole milliseconds can cost.
const SPEED_TOLERANCE: f32 = 0.1;

/// Examines `file` (or a [`super::CueTrack`], converted) against `rules`. With the `transcript` of its recording, also
/// whether the cues begin when their words were heard.
///
/// ```
/// use rawi::caption::{self, Preset};
/// let file = caption::read(b"1\n00:00:00,000 --> 00:00:01,000\none\n\n2\n00:00:00,900 --> 00:00:02,000\ntwo\n", None, None).unwrap();
/// let breaches = caption::lint(&file, &Preset::PodcastSrt.rules(), None);
/// assert_eq!(breaches[0].rule.id(), "overlap");
/// assert_eq!(breaches[0].message, "begins 0.100 s before cue 1 has ended");
/// ```
#[must_use]
pub fn lint(file: &CaptionFile, rules: &CueRules, transcript: Option<&Transcript>) -> Vec<Breach> {
    Examination::new(rules, file.language_or_guess(), file.format, transcript).of(file, Around::default())
}

/// The examination of a file, stretch by stretch.
pub(super) struct Examination<'a> {
    check: Check<'a>,
    drift: Option<Drift<'a>>,
}

impl<'a> Examination<'a> {
    pub(super) fn new(
        rules: &'a CueRules,
        language: Language,
        format: Option<Format>,
        transcript: Option<&Transcript>,
    ) -> Self {
        let drift = transcript.map(|transcript| Drift::new(rules, transcript));
        Self { check: Check::new(rules, language, format, transcript), drift }
    }

    /// What is wrong with the cues of `stretch`, in their order.
    pub(super) fn of(&mut self, stretch: &CaptionFile, around: Around<'_>) -> Vec<Breach> {
        let mut found = Vec::new();
        for place in CueInFile::all(&stretch.cues, around) {
            found.extend(self.check.of(place));
            found.extend(self.drift.as_ref().and_then(|drift| drift.of(place)));
        }
        for Unreadable { after, what } in &stretch.unreadable {
            let last = after.checked_sub(1).map_or(around.before, |last| stretch.cues.get(last));
            let at = last.map_or(Timestamp::ZERO, |last| last.start);
            found.push(Breach::new(around.first + after + 1, at, Rule::Unreadable, what.to_string()));
        }
        if let Some(first) = stretch.cues.first().filter(|_| stretch.repeats > 0) {
            let message =
                format!("{} cues show again what the cue before shows; each text is counted once", stretch.repeats);
            found.push(Breach::new(1, first.start, Rule::Repeats, message));
        }
        found.sort_by_key(|breach| (breach.cue, breach.rule));
        found
    }
}

/// The rule check of single cues between their neighbours.
pub(super) struct Check<'a> {
    rules: &'a CueRules,
    language: Language,
    format: Option<Format>,
    /// Where the recording ends, in milliseconds.
    end_ms: Option<u32>,
    /// When the words of the recording were heard, in order of time.
    heard: Vec<Span>,
    found: Vec<Breach>,
}

impl<'a> Check<'a> {
    pub(super) fn new(
        rules: &'a CueRules,
        language: Language,
        format: Option<Format>,
        transcript: Option<&Transcript>,
    ) -> Self {
        let end_ms = transcript.and_then(Transcript::duration).map(|d| d.as_millis());
        let times = transcript.map_or_else(Vec::new, word_times);
        let mut heard: Vec<Span> = times.iter().filter_map(|time| time.span()).collect();
        heard.sort_by_key(|span| span.start());
        Self { rules, language, format, end_ms, heard, found: Vec::new() }
    }

    /// What one cue breaks.
    pub(super) fn of(&mut self, place: CueInFile<'_>) -> Vec<Breach> {
        let shown = place.cue.shown();
        self.text(place, &shown);
        self.order(place);
        self.reading(place, &shown);
        self.unheard(place);
        std::mem::take(&mut self.found)
    }

    /// What it breaks by its text alone.
    pub(super) fn of_text(&mut self, cue: &RawCue) -> Vec<Breach> {
        self.text(CueInFile { index: 0, before: None, cue, next: None }, &cue.shown());
        std::mem::take(&mut self.found)
    }

    pub(super) fn rules(&self) -> &CueRules {
        self.rules
    }

    /// Where the recording ends, in milliseconds.
    pub(super) fn end_ms(&self) -> Option<u32> {
        self.end_ms
    }

    pub(super) fn language(&self) -> &Language {
        &self.language
    }

    fn text(&mut self, place: CueInFile<'_>, shown: &[String]) {
        let limits = self.rules.limits();
        let lines: Vec<&str> = shown.iter().map(String::as_str).filter(|line| !measure::is_blank(line)).collect();
        if lines.is_empty() {
            self.found.push(place.breach(Rule::Blank, "has no visible text"));
            return;
        }
        if lines.len() < shown.len() {
            self.found.push(place.breach(Rule::BlankLine, "has a blank line inside"));
        }
        if self.format.is_some_and(|format| !format.has_lines()) {
            return;
        }
        if lines.len() > limits.max_lines {
            let message = format!("has {} lines, at most {} may show", lines.len(), limits.max_lines);
            self.found.push(counted(place.breach(Rule::Lines, message), lines.len(), limits.max_lines));
        }
        for line in &lines {
            self.line(place, line);
        }
        let total: usize = lines.iter().map(|line| measure::chars(line) + 1).sum::<usize>().saturating_sub(1);
        if let Some(limit) = limits.max_cue_chars.filter(|limit| total > *limit) {
            let message = format!("has {total} characters, at most {limit} may show");
            self.found.push(counted(place.breach(Rule::CueLength, message), total, limit));
        }
        self.share(place, &lines);
    }

    fn line(&mut self, place: CueInFile<'_>, line: &str) {
        let limit = self.rules.limits().max_line_chars;
        let length = measure::chars(line.trim());
        if length > limit {
            let alone = line.split_whitespace().count() == 1;
            let message = format!("has a line of {length} characters, at most {limit} may show");
            let breach = counted(place.breach(Rule::LineLength, message), length, limit);
            self.found.push(breach.excused(alone.then_some(LONG_WORD)));
        }
        if self.language.is_right_to_left() {
            self.direction(place, line);
        }
    }

    fn direction(&mut self, place: CueInFile<'_>, line: &str) {
        let text = bidi::strip(line);
        if punctuation::reversed_mark(&text).is_some() {
            let message = format!("has its closing punctuation at the start of the line: `{}`", text.trim());
            self.found.push(place.breach(Rule::ReversedPunctuation, message));
        }
        if let Some(how) = shows_wrong(self.format, line) {
            let message = format!("has a line that shows in the wrong order in {how}");
            self.found.push(place.breach(Rule::Direction, message));
        }
    }

    fn share(&mut self, place: CueInFile<'_>, lines: &[&str]) {
        let (Some(share), [top, bottom]) = (self.rules.limits().min_line_share, lines) else { return };
        let share = share as usize;
        let (a, b) = (measure::chars(top), measure::chars(bottom));
        let measured = 100 * a.min(b) / a.max(b).max(1);
        // Lines that begin a turn are not broken for shape.
        if measured < share && place.cue.turns.len() < 2 {
            let message = format!("has a line of {measured} % of the other, at least {share} % is wanted");
            let reason = (!can_share(top, bottom, self.rules.limits(), share)).then_some(NO_BETTER_BREAK);
            self.found.push(counted(place.breach(Rule::LineShare, message), measured, share).excused(reason));
        }
    }

    fn order(&mut self, place: CueInFile<'_>) {
        let CueInFile { index, cue, .. } = place;
        if cue.end <= cue.start {
            let message = format!("ends at {}, not after it begins", cue.end);
            self.found.push(place.breach(Rule::Reversed, message));
        }
        let Some(before) = place.before else { return };
        if cue.start < before.start {
            let message = format!("begins before cue {index}, at {}", ClockStyle::Short.print(cue.start));
            self.found.push(place.breach(Rule::Order, message));
        } else if cue.start < before.end {
            let by = before.end - cue.start;
            let message = format!("begins {:.3} s before cue {index} has ended", by.as_seconds());
            self.found.push(place.breach(Rule::Overlap, message));
        } else {
            self.gap(place, before);
        }
    }

    fn gap(&mut self, place: CueInFile<'_>, before: &RawCue) {
        if self.format.is_some_and(|format| !format.has_ends()) {
            return;
        }
        let gap = (place.cue.start - before.end).as_millis();
        let (least, open) = (self.rules.limits().min_gap_ms, self.rules.limits().open_gap_ms);
        if gap < least || gap > least && gap < open {
            let message = format!("follows a gap of {gap} ms, which is to be {least} ms, or {open} ms and more");
            let too_close = (place.cue.start - before.start).as_millis() <= least;
            let breach = place.breach(Rule::Gap, message).measured(gap as f32, least as f32);
            self.found.push(breach.excused(too_close.then_some(FAST_SPEECH)));
        }
    }

    fn reading(&mut self, place: CueInFile<'_>, shown: &[String]) {
        let cue = place.cue;
        let lasts = (cue.end - cue.start).as_millis();
        let is_blank = shown.iter().all(|line| measure::is_blank(line));
        if self.format.is_some_and(|format| !format.has_ends()) || lasts == 0 || is_blank {
            return;
        }
        let limits = self.rules.limits();
        let slack = Slack::around(place, &self.spoken(cue), limits, self.end_ms);
        let shortest = limits.min_duration_ms;
        if lasts < shortest {
            let message = format!("shows for {lasts} ms, at least {shortest} ms are wanted");
            let breach = place.breach(Rule::MinDuration, message).measured(lasts as f32, shortest as f32);
            self.found.push(hurried(breach, cue, &slack));
        }
        let longest = limits.max_duration_ms;
        if lasts > longest {
            let message = format!("shows for {lasts} ms, at most {longest} ms are allowed");
            let breach = place.breach(Rule::MaxDuration, message).measured(lasts as f32, longest as f32);
            self.found.push(breach);
        }
        self.speed(place, shown, lasts, &slack);
    }

    /// When the words of `cue` are said: as it tells itself, else as they were heard in the recording.
    fn spoken(&self, cue: &RawCue) -> Vec<Span> {
        if !cue.words.is_empty() {
            return cue.words.iter().filter_map(|word| word.span()).collect();
        }
        let from = self.heard.partition_point(|span| span.start() < cue.start);
        let rest = self.heard.get(from..).unwrap_or(&[]);
        rest.iter().take_while(|span| span.start() < cue.end).copied().collect()
    }

    fn speed(&mut self, place: CueInFile<'_>, lines: &[String], lasts: u32, slack: &Slack) {
        let chars = lines.iter().map(|line| measure::chars(line.trim()) + 1).sum::<usize>().saturating_sub(1);
        let words: usize = lines.iter().map(|line| measure::words(line)).sum();
        let (speed, limit, unit) = match self.rules.reading_speed(&self.language) {
            Some(ReadingSpeed::CharsPerSecond(limit)) => {
                (chars as f32 * 1000.0 / lasts as f32, limit, "characters a second")
            }
            Some(ReadingSpeed::WordsPerMinute(limit)) => (words as f32 * 60_000.0 / lasts as f32, limit, "words a minute"),
            None => return,
        };
        if speed > limit + SPEED_TOLERANCE {
            let message = format!("runs at {speed:.1} {unit}, at most {limit:.0} can be read");
            let breach = place.breach(Rule::Speed, message).measured(speed, limit);
            self.found.push(hurried(breach, place.cue, slack));
        }
    }

    fn unheard(&mut self, place: CueInFile<'_>) {
        let texts = place.cue.turns.iter().flat_map(|t| &t.lines).flat_map(|l| l.split_whitespace());
        let first = texts.zip(&place.cue.words).find(|(text, _)| text.chars().any(char::is_alphanumeric));
        if let Some((text, word)) = first.filter(|(_, word)| !word.is_heard()) {
            let how = if word.is_inferred() { "has an inferred time" } else { "was not heard" };
            let breach = place.breach(Rule::Unheard, format!("begins with `{text}`, which {how}"));
            self.found.push(breach.excused(Some(FIRST_TIMED_WORD)));
        }
    }
}

/// In which players a line that runs from right to left shows in the wrong order.
pub(super) fn shows_wrong(format: Option<Format>, line: &str) -> Option<&'static str> {
    let right = || bidi::visual(&bidi::strip(line), Some(true));
    match format? {
        Format::Srt => (bidi::visual(line, Some(false)) != right()).then_some("players that force left-to-right"),
        Format::Vtt => (bidi::visual(line, None) != right()).then_some("players that go by the first letter"),
        _ => None,
    }
}

/// A breach of a limit that counts something.
fn counted(breach: Breach, measured: usize, limit: usize) -> Breach {
    breach.measured(measured as f32, limit as f32)
}

/// A breach by too short a time on the screen: repaired while there is free time around the cue, and excused when there is none
/// and it is known when its words are said.
fn hurried(breach: Breach, cue: &RawCue, slack: &Slack) -> Breach {
    let known = slack.speech_known || cue.kind == CueKind::Sound;
    let excused = known && slack.is_used_up();
    breach.excused(excused.then_some(FAST_SPEECH))
}

/// Whether some break of the words of these two lines keeps the line length and the share.
fn can_share(top: &str, bottom: &str, limits: &CueLimits, share: usize) -> bool {
    let words: Vec<usize> = top.split_whitespace().chain(bottom.split_whitespace()).map(measure::chars).collect();
    let width = |words: &[usize]| words.iter().sum::<usize>() + words.len().saturating_sub(1);
    (1..words.len()).any(|at| {
        let (a, b) = (width(&words[..at]), width(&words[at..]));
        a.max(b) <= limits.max_line_chars && 100 * a.min(b) >= share * a.max(b)
    })
}
