use std::io::{self, Write};

use crate::align::PairVerdict;
use crate::time::{ClockStyle, Millis, Timestamp};

use super::labels::{ENGLISH, Labels};
use super::{Finding, Report};

/// How the report is printed in a terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextOptions {
    /// Whether to use colours (ANSI escapes). Default: no.
    pub colour: bool,
}

/// Texts are cut after this many characters.
const LONGEST: usize = 240;

/// Writes the report as plain text: title, coverage, then each finding. Published and heard words come last in their line, so
/// that right-to-left text cannot disturb what stands before it; control characters in them are taken out.
///
/// # Errors
/// Those of `out`.
pub fn write_text(report: &Report, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let paint =
        |code: &str, text: &str| if options.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
    if let Some(title) = &report.article.title {
        writeln!(out, "{}", paint("1", &shown(title)))?;
    }
    let cover = &report.coverage;
    if report.pair.verdict == PairVerdict::Refused {
        writeln!(out, "{}", paint("31", "refused: this recording and this article do not belong together"))?;
    } else {
        writeln!(
            out,
            "sentences  {} of {} said ({} %), {} of them in part",
            cover.sentences_spoken + cover.sentences_partly,
            cover.sentences,
            cover.sentence_percent(),
            cover.sentences_partly
        )?;
        writeln!(out, "words      {} of {} heard ({} %)", cover.words_spoken, cover.words, cover.word_percent())?;
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
    )?;
    let (notes, findings): (Vec<&Finding>, Vec<&Finding>) = report.findings.iter().partition(|f| f.kind.is_note());
    for (name, list, colour) in [("findings", findings, "33"), ("notes", notes, "2")] {
        if list.is_empty() {
            continue;
        }
        writeln!(out, "\n{name} ({})", list.len())?;
        for finding in list {
            one(finding, &ENGLISH, &|text| paint(colour, text), out)?;
        }
    }
    if report.findings.is_empty() {
        writeln!(out, "\nno findings")?;
    }
    Ok(())
}

fn one(finding: &Finding, labels: &Labels, paint: &dyn Fn(&str) -> String, out: &mut impl Write) -> io::Result<()> {
    let time = finding.span.map_or_else(|| "-".to_owned(), |s| ClockStyle::Seconds.print(s.start()));
    let place = finding.sentence.map(|id| format!(", sentence {id}")).unwrap_or_default();
    writeln!(out, "  {time:>8}  {}{place}", paint(labels.finding(finding.kind)))?;
    let reason = finding.reason.as_ref().map(ToString::to_string);
    let wording = [("published", &finding.published), ("heard", &finding.heard), ("because", &reason)];
    for (name, text) in wording {
        if let Some(text) = text {
            writeln!(out, "            {name:<9}  {}", shown(text))?;
        }
    }
    Ok(())
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
