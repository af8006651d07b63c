//! The rule check: every cue against a preset's limits, and against the recording when that is known.

use super::slack::Slack;
use super::{
    CaptionFile, CueKind, CueRules, Finding, Format, RawCue, ReadingSpeed, Rule, bidi, drift, heard, measure, punctuation,
};
use crate::text::Language;
use crate::time::{ClockStyle, Span, Timed, Timestamp};
use crate::transcript::Transcript;

/// Verbatim captions of fast speech are fast.
const FAST: &str = "the speech is faster than the limit, and all free time around the cue is used";
/// A word that is longer than the line.
const LONG_WORD: &str = "a single word is longer than a line";
/// The cue begins with the first of its words that has a time.
const NAMED: &str = "the cue begins with the first of its words that has a time";

/// Examines `file` (or a [`super::CueTrack`], converted) against `rules`. With the `transcript` of its recording, also
/// whether the cues begin when their words were heard.
///
/// ```
/// use rawi::caption::{self, Preset};
/// let file = caption::read(b"1\n00:00:00,000 --> 00:00:01,000\none\n\n2\n00:00:00,900 --> 00:00:02,000\ntwo\n", None, None).unwrap();
/// let findings = caption::lint(&file, &Preset::PodcastSrt.rules(), None);
/// assert_eq!(findings[0].rule.id(), "overlap");
/// assert_eq!(findings[0].message, "begins 0.100 s before cue 1 has ended");
/// ```
pub fn lint(file: &CaptionFile, rules: &CueRules, transcript: Option<&Transcript>) -> Vec<Finding> {
    let language = file.language_or_guess();
    let end_ms = transcript.and_then(Transcript::duration).map(|d| d.as_millis());
    let heard = transcript.map_or_else(Vec::new, heard::times);
    let mut check = Check { rules, language: &language, format: file.format, end_ms, heard, found: Vec::new() };
    for (index, cue) in file.cues.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| file.cues.get(i));
        check.text(index, cue);
        check.order(index, before, cue);
        check.reading(index, before, cue, file.cues.get(index + 1));
        check.unheard(index, cue);
    }
    if let Some(transcript) = transcript {
        check.found.extend(drift::find(file, rules, transcript));
    }
    check.found.sort_by_key(|finding| (finding.cue, finding.rule));
    check.found
}

struct Check<'a> {
    rules: &'a CueRules,
    language: &'a Language,
    format: Option<Format>,
    end_ms: Option<u32>,
    /// When each word of the recording was heard, in order.
    heard: Vec<Timed>,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn add(&mut self, index: usize, at: Timestamp, rule: Rule, message: String, fixable: bool) -> Option<&mut Finding> {
        self.found.push(Finding { cue: index + 1, at, rule, message, measured: None, limit: None, fixable, reason: None });
        self.found.last_mut()
    }

    fn over(
        &mut self,
        index: usize,
        cue: &RawCue,
        rule: Rule,
        message: String,
        measured: usize,
        limit: usize,
    ) -> Option<&mut Finding> {
        let finding = self.add(index, cue.start, rule, message, true)?;
        (finding.measured, finding.limit) = (Some(measured as f32), Some(limit as f32));
        Some(finding)
    }

    fn text(&mut self, index: usize, cue: &RawCue) {
        let lines = cue.shown();
        if lines.iter().all(|line| measure::is_blank(line)) {
            self.add(index, cue.start, Rule::Blank, "has no visible text".to_owned(), true);
            return;
        }
        if lines.iter().any(|line| measure::is_blank(line)) {
            self.add(index, cue.start, Rule::BlankLine, "has a blank line inside".to_owned(), true);
        }
        let lines: Vec<&String> = lines.iter().filter(|line| !measure::is_blank(line)).collect();
        if self.format.is_some_and(|format| !format.has_lines()) {
            return;
        }
        let (most, limit) = (self.rules.limits().max_lines, self.rules.limits().max_line_chars);
        if lines.len() > most {
            self.over(
                index,
                cue,
                Rule::Lines,
                format!("has {} lines, at most {most} may show", lines.len()),
                lines.len(),
                most,
            );
        }
        for line in &lines {
            self.line(index, cue, line, limit);
        }
        let total: usize = lines.iter().map(|line| measure::chars(line) + 1).sum::<usize>().saturating_sub(1);
        if let Some(limit) = self.rules.limits().max_cue_chars.filter(|limit| total > *limit) {
            self.over(
                index,
                cue,
                Rule::CueLength,
                format!("has {total} characters, at most {limit} may show"),
                total,
                limit,
            );
        }
        self.share(index, cue, &lines);
    }

    fn line(&mut self, index: usize, cue: &RawCue, line: &str, limit: usize) {
        let length = measure::chars(line.trim());
        if length > limit {
            let alone = line.split_whitespace().count() == 1;
            let message = format!("has a line of {length} characters, at most {limit} may show");
            if let Some(finding) = self.over(index, cue, Rule::LineLength, message, length, limit) {
                finding.reason = alone.then_some(LONG_WORD);
                finding.fixable = !alone;
            }
        }
        if self.language.is_right_to_left() {
            self.direction(index, cue, line);
        }
    }

    fn direction(&mut self, index: usize, cue: &RawCue, line: &str) {
        let text = bidi::strip(line);
        if punctuation::reversed_mark(&text).is_some() {
            let message = format!("has its closing punctuation at the start of the line: `{}`", text.trim());
            self.add(index, cue.start, Rule::ReversedPunctuation, message, true);
        }
        let right = bidi::visual(&text, Some(true));
        let (wrong, how) = match self.format {
            Some(Format::Srt) => (bidi::visual(line, Some(false)) != right, "players that force left-to-right"),
            Some(Format::Vtt) => (bidi::visual(line, None) != right, "players that go by the first letter"),
            _ => (false, ""),
        };
        if wrong {
            self.add(index, cue.start, Rule::Direction, format!("has a line that shows in the wrong order in {how}"), true);
        }
    }

    fn share(&mut self, index: usize, cue: &RawCue, lines: &[&String]) {
        let (Some(share), [top, bottom]) = (self.rules.limits().min_line_share, lines) else { return };
        let (a, b) = (measure::chars(top), measure::chars(bottom));
        let measured = 100 * a.min(b) / a.max(b).max(1);
        // Lines that begin a turn are not broken for shape.
        if measured < share as usize && cue.turns.len() < 2 {
            let message = format!("has a line of {measured} % of the other, at least {share} % is wanted");
            let reason = unbreakable(top, bottom, self.rules, share as usize);
            if let Some(finding) = self.over(index, cue, Rule::LineShare, message, measured, share as usize) {
                finding.reason = reason;
            }
        }
    }

    fn order(&mut self, index: usize, before: Option<&RawCue>, cue: &RawCue) {
        if cue.end <= cue.start {
            self.add(index, cue.start, Rule::Reversed, format!("ends at {}, not after it begins", cue.end), true);
        }
        let Some(before) = before else { return };
        if cue.start < before.start {
            let message = format!("begins before cue {index}, at {}", ClockStyle::Short.print(cue.start));
            self.add(index, cue.start, Rule::Order, message, true);
        } else if cue.start < before.end {
            let by = before.end - cue.start;
            let message = format!("begins {:.3} s before cue {index} has ended", by.as_seconds());
            self.add(index, cue.start, Rule::Overlap, message, true);
        } else {
            self.gap(index, before, cue);
        }
    }

    fn gap(&mut self, index: usize, before: &RawCue, cue: &RawCue) {
        if self.format.is_some_and(|format| !format.has_ends()) {
            return;
        }
        let gap = (cue.start - before.end).as_millis();
        let (least, open) = (self.rules.limits().min_gap_ms, self.rules.limits().open_gap_ms);
        if gap < least || gap > least && gap < open {
            let message = format!("follows a gap of {gap} ms, which is to be {least} ms, or {open} ms and more");
            let short = (cue.start - before.start).as_millis() <= least;
            if let Some(finding) = self.add(index, cue.start, Rule::Gap, message, !short) {
                (finding.measured, finding.limit) = (Some(gap as f32), Some(least as f32));
                finding.reason = short.then_some(FAST);
            }
        }
    }

    fn reading(&mut self, index: usize, before: Option<&RawCue>, cue: &RawCue, next: Option<&RawCue>) {
        let lasts = (cue.end - cue.start).as_millis();
        let lines = cue.shown();
        if self.format.is_some_and(|format| !format.has_ends())
            || lasts == 0
            || lines.iter().all(|line| measure::is_blank(line))
        {
            return;
        }
        let spoken = self.spoken(cue);
        let room = Slack::around(before, cue, next, &spoken, self.rules.limits(), self.end_ms);
        let shortest = self.rules.limits().min_duration_ms;
        if lasts < shortest {
            let message = format!("shows for {lasts} ms, at least {shortest} ms are wanted");
            self.timed(index, cue, Rule::MinDuration, message, lasts as f32, shortest as f32, &room);
        }
        let longest = self.rules.limits().max_duration_ms;
        if lasts > longest {
            let message = format!("shows for {lasts} ms, at most {longest} ms are allowed");
            if let Some(f) = self.add(index, cue.start, Rule::MaxDuration, message, true) {
                (f.measured, f.limit) = (Some(lasts as f32), Some(longest as f32));
            }
        }
        self.speed(index, cue, &lines, lasts, &room);
    }

    /// When the words of `cue` are said: as it tells itself, else as they were heard in the recording.
    fn spoken(&self, cue: &RawCue) -> Vec<Span> {
        if !cue.words.is_empty() {
            return cue.words.iter().filter_map(|word| word.span()).collect();
        }
        let inside = |span: &Span| span.start() >= cue.start && span.start() < cue.end;
        self.heard.iter().filter_map(|time| time.span()).filter(inside).collect()
    }

    fn speed(&mut self, index: usize, cue: &RawCue, lines: &[String], lasts: u32, room: &Slack) {
        let chars = lines.iter().map(|line| measure::chars(line.trim()) + 1).sum::<usize>().saturating_sub(1);
        let words: usize = lines.iter().map(|line| measure::words(line)).sum();
        let (speed, limit, unit) = match self.rules.reading_speed(self.language) {
            Some(ReadingSpeed::CharsPerSecond(limit)) => {
                (chars as f32 * 1000.0 / lasts as f32, limit, "characters a second")
            }
            Some(ReadingSpeed::WordsPerMinute(limit)) => (words as f32 * 60_000.0 / lasts as f32, limit, "words a minute"),
            None => return,
        };
        // A tenth is below what anybody can tell, and above what whole milliseconds can cost.
        if speed > limit + 0.1 {
            let message = format!("runs at {speed:.1} {unit}, at most {limit:.0} can be read");
            self.timed(index, cue, Rule::Speed, message, speed, limit, room);
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn timed(&mut self, index: usize, cue: &RawCue, rule: Rule, message: String, measured: f32, limit: f32, room: &Slack) {
        let known = room.speech || cue.kind == CueKind::Sound;
        let reason = (known && room.is_used_up()).then_some(FAST);
        if let Some(finding) = self.add(index, cue.start, rule, message, !room.is_used_up()) {
            (finding.measured, finding.limit) = (Some(measured), Some(limit));
            finding.reason = reason;
        }
    }

    fn unheard(&mut self, index: usize, cue: &RawCue) {
        let texts = cue.turns.iter().flat_map(|t| &t.lines).flat_map(|l| l.split_whitespace());
        let first = texts.zip(&cue.words).find(|(text, _)| text.chars().any(char::is_alphanumeric));
        if let Some((text, word)) = first.filter(|(_, word)| !word.is_heard()) {
            let how = if word.is_inferred() { "has an inferred time" } else { "was not heard" };
            let message = format!("begins with `{text}`, which {how}");
            if let Some(finding) = self.add(index, cue.start, Rule::Unheard, message, false) {
                finding.reason = Some(NAMED);
            }
        }
    }
}

/// No other break of these two lines keeps the share.
fn unbreakable(top: &str, bottom: &str, rules: &CueRules, share: usize) -> Option<&'static str> {
    let words: Vec<usize> = top.split_whitespace().chain(bottom.split_whitespace()).map(measure::chars).collect();
    let width = |range: &[usize]| range.iter().sum::<usize>() + range.len().saturating_sub(1);
    let fits = |at: usize| {
        let (a, b) = (width(&words[..at]), width(&words[at..]));
        a.max(b) <= rules.limits().max_line_chars && 100 * a.min(b) >= share * a.max(b)
    };
    (!(1..words.len()).any(fits)).then_some("no break between two of its words keeps the share")
}
