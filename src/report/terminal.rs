use std::io::{self, Write};

use crate::align::{Difference, DifferenceKind, PairVerdict};
use crate::time::{ClockStyle, Millis, Timestamp};

use super::labels::{ENGLISH, Labels};
use super::{Finding, FindingKind, Report};

/// How the report is printed in a terminal.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct TextOptions<'a> {
    /// Whether to use colours (ANSI escapes). Default: no.
    pub colour: bool,
    /// What `rawi` knows the report by, for the commands that are named behind findings. Default: none are named.
    pub report: Option<&'a str>,
}

impl<'a> TextOptions<'a> {
    /// The same with or without colours.
    #[must_use]
    pub fn with_colour(self, colour: bool) -> Self {
        Self { colour, ..self }
    }

    /// The same with commands for the report that `rawi` knows as `report` behind its findings.
    #[must_use]
    pub fn with_report(self, report: &'a str) -> Self {
        Self { report: Some(report), ..self }
    }
}

/// Texts are cut after this many characters.
const LONGEST: usize = 240;

/// Writes the report as plain text: title, coverage, then each finding. Published and heard words come last in their line, so
/// that right-to-left text cannot disturb what stands before it; control characters in them are taken out. Sentences are numbered
/// from 1.
///
/// # Errors
/// Those of `out`.
pub fn write_text(report: &Report, options: &TextOptions<'_>, out: &mut impl Write) -> io::Result<()> {
    let page = Page { labels: &ENGLISH, options };
    if let Some(title) = &report.article.title {
        writeln!(out, "{}", page.paint("1", &shown(title)))?;
    }
    page.coverage(report, out)?;
    let of = |wanted: fn(FindingKind) -> bool| report.findings.iter().filter(move |f| wanted(f.kind)).collect::<Vec<_>>();
    page.list("findings", "33", &of(|kind| !kind.is_note()), out)?;
    page.list("listen here: misheard, or said otherwise", "36", &of(|kind| kind == FindingKind::Listen), out)?;
    page.list("notes", "2", &of(|kind| matches!(kind, FindingKind::Moved | FindingKind::Duplicate)), out)?;
    let misheard = report.differences.hearing - report.differences.listen.min(report.differences.hearing);
    if misheard > 0 {
        writeln!(out, "\nprobably misheard ({misheard}): the HTML page and the JSON tell them")?;
    }
    page.list("decided", "2", &report.decided.iter().collect::<Vec<_>>(), out)?;
    page.orphaned(report, out)?;
    if report.findings.is_empty() {
        writeln!(out, "\nno findings")?;
    }
    page.next(report, out)
}

struct Page<'a> {
    labels: &'static Labels,
    options: &'a TextOptions<'a>,
}

impl Page<'_> {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.options.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn coverage(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let cover = &report.coverage;
        if report.findings.iter().any(|finding| finding.kind == FindingKind::NothingHeard) {
            writeln!(
                out,
                "{}",
                self.paint("31", "no words were heard in this recording, so that there is nothing to compare")
            )?;
        } else if report.pair.verdict == PairVerdict::Refused {
            writeln!(out, "{}", self.paint("31", "refused: this recording and this article do not belong together"))?;
        } else {
            writeln!(
                out,
                "sentences  {} of {} said ({} %), {} of them in part",
                cover.sentences_spoken + cover.sentences_partly,
                cover.sentences,
                cover.sentence_percent(),
                cover.sentences_partly
            )?;
            let percent = cover.word_percent();
            writeln!(out, "words      {} of {} said as printed ({percent} %)", cover.words_spoken, cover.words)?;
        }
        writeln!(
            out,
            "speech     {} of {} in the article ({} %), {} not, {} without words, {} doubtful",
            clock(cover.in_article_ms),
            clock(cover.speech_ms),
            cover.speech_percent(),
            clock(cover.not_in_article_ms),
            clock(cover.missing_ms),
            clock(cover.suspected_ms)
        )
    }

    fn list(&self, name: &str, colour: &str, list: &[&Finding], out: &mut impl Write) -> io::Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{name} ({})", list.len())?;
        list.iter().try_for_each(|finding| self.finding(finding, colour, out))
    }

    fn orphaned(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        if !report.orphaned_decisions.is_empty() {
            writeln!(out, "\ndecisions on what is not there any more ({})", report.orphaned_decisions.len())?;
        }
        for decision in &report.orphaned_decisions {
            writeln!(out, "  {:>8}  {}", "-", shown(&self.labels.decision(decision)))?;
            for (name, text) in [("published", &decision.published), ("heard", &decision.heard)] {
                if let Some(text) = text {
                    writeln!(out, "            {name:<9}  {}", shown(text))?;
                }
            }
        }
        Ok(())
    }

    fn finding(&self, finding: &Finding, colour: &str, out: &mut impl Write) -> io::Result<()> {
        let time = finding.span.map_or_else(|| "-".to_owned(), |s| ClockStyle::Seconds.print(s.start()));
        let place = finding.sentence.map(|id| format!(", sentence {}", id + 1)).unwrap_or_default();
        writeln!(out, "  {time:>8}  {}{place}", self.paint(colour, self.labels.finding(finding.kind)))?;
        // Of the same in several places, once is enough.
        let told = if finding.places.is_empty() { finding.differences.len() } else { 1 };
        for (difference, change) in finding.differences.iter().zip(&finding.changes).take(told) {
            self.difference(difference, out)?;
            if let Some(captioned) = &change.captioned {
                writeln!(out, "            {:<9}  {}", "", self.labels.captioned(captioned))?;
            }
        }
        let reason = finding.reason.as_ref().map(ToString::to_string);
        let wording = [("published", &finding.published), ("heard", &finding.heard), ("because", &reason)];
        for (name, text) in wording {
            if let Some(text) = text {
                writeln!(out, "            {name:<9}  {}", shown(text))?;
            }
        }
        if let Some(decision) = &finding.decision {
            writeln!(out, "            {:<9}  {}", "decision", shown(&self.labels.decision(decision)))?;
        }
        let quiet = finding.kind.is_quiet() || finding.decision.is_some();
        if let (Some(report), Some(span), false) = (self.options.report, finding.span, quiet) {
            writeln!(
                out,
                "            listen     rawi clip {report} --from {} --to {} -o clip.wav",
                span.start(),
                span.end()
            )?;
        }
        Ok(())
    }

    /// Each side has a line of its own, so that no line mixes two directions.
    fn difference(&self, difference: &Difference, out: &mut impl Write) -> io::Result<()> {
        let kind = match difference.kind {
            // What was done says it, in the next column.
            DifferenceKind::Added | DifferenceKind::Omitted => "",
            kind => self.labels.difference(kind),
        };
        match (&difference.published, &difference.said) {
            (Some(published), Some(said)) => {
                writeln!(out, "            {kind:<9}  printed    {}", shown(&published.text))?;
                writeln!(out, "            {:<9}  said       {}", "", shown(&said.text))
            }
            (Some(published), None) => writeln!(out, "            {kind:<9}  left out   {}", shown(&published.text)),
            (None, Some(said)) => writeln!(out, "            {kind:<9}  added      {}", shown(&said.text)),
            (None, None) => Ok(()),
        }
    }

    /// What a person may do about it.
    fn next(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let Some(name) = self.options.report else { return Ok(()) };
        if report.findings.iter().all(|finding| finding.kind.is_quiet()) || report.pair.verdict == PairVerdict::Refused {
            return Ok(());
        }
        writeln!(
            out,
            "\ncorrect what was misheard   rawi transcript export {name} -o words.txt, then rawi transcript import"
        )?;
        writeln!(out, "caption what was said        rawi caption {name} --format vtt")
    }
}

fn clock(ms: u64) -> String {
    ClockStyle::Seconds.print(Timestamp::ZERO + Millis::new(u32::try_from(ms).unwrap_or(u32::MAX)))
}

/// One line without control characters, cut to a length that can be read.
fn shown(text: &str) -> String {
    let control = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = text.chars().map(|c| if control(c) { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}
