//! What was said against what was published, for a person to check: coverage, findings, and every sentence with what was
//! heard beside it. [`build`] makes a [`Report`] of an alignment; [`write_text`], [`write_json`] and [`write_html`] print it.
//!
//! Where the two differ is told by the alignment's [differences](crate::align::Difference), and by nothing else: what changes the
//! meaning and what is worded otherwise are findings, what was more likely misheard are notes.
//!
//! A report says nothing that the alignment does not: it counts, picks and quotes.

mod captions;
mod changes;
mod consistent;
mod coverage;
#[cfg(test)]
mod decided_tests;
mod decision;
mod decisions;
mod findings;
mod html;
mod labels;
mod reasons;
mod rows;
mod terminal;

use std::io::{self, Write};

use serde::Serialize;

use crate::align::{Alignment, AudioStatus, AudioStretch, Pair, Refusal, StretchReason};
use crate::article::Facts;
use crate::caption::CueTrack;
use crate::text::{Language, Sha256};
use crate::time::Span;
use crate::transcript::Transcript;

pub use captions::{Captioned, Shown};
pub use changes::{Change, DifferenceCount};
pub use coverage::{Coverage, SentenceCount};
pub use decision::{Decision, Verdict};
pub use findings::{Finding, FindingKind, FindingPlace, FindingReason};
pub use html::{HtmlOptions, is_page, write_html};
pub use rows::{Extra, Line, Sound};
pub use terminal::{TextOptions, write_text};

/// The value of `format` in the JSON.
pub const FORMAT: &str = "rawi.report";
/// The version that this code writes.
pub const VERSION: u32 = 1;

/// A check report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// What the article says of itself.
    pub article: Facts,
    /// The article's language.
    pub language: Language,
    /// Whether recording and article belong together.
    pub pair: Pair,
    #[serde(skip)]
    refusal: Option<Refusal>,
    /// How much of one is in the other.
    pub coverage: Coverage,
    /// How many places of the sentences that are counted differ.
    pub differences: DifferenceCount,
    /// What a person should look at: what changes the meaning first, then in the order of the article and of the recording.
    pub findings: Vec<Finding>,
    /// What would be findings, had nobody decided on them; see [`Report::with_decisions`].
    pub decided: Vec<Finding>,
    /// Decisions on findings that are not there any more, oldest first.
    pub orphaned_decisions: Vec<Decision>,
    /// Every sentence of the article, in order.
    pub sentences: Vec<Line>,
    /// Every stretch of speech that is not in the article, is doubtful, or has no words; in time order.
    pub not_in_article: Vec<Extra>,
    /// The sounds that the recogniser noted, in time order.
    pub sounds: Vec<Sound>,
    /// What the report was made from.
    pub provenance: Provenance,
    /// Every stretch of the recording, for the page's timeline.
    #[serde(skip)]
    timeline: Vec<(Span, AudioStatus)>,
}

/// What the report was made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Provenance {
    /// What recognised the speech.
    pub engine: String,
    /// The model's name.
    pub model: Option<String>,
    /// SHA-256 of the model file.
    pub model_sha256: Option<Sha256>,
    /// How many words were heard.
    pub words: usize,
    /// How long the recording is, in milliseconds.
    pub duration_ms: u32,
    /// SHA-256 of the article's text.
    pub article_sha256: Sha256,
}

impl Report {
    /// The same, and each place where the two differ tells what the captions `track` show there. Places that they do not show at
    /// all tell nothing.
    #[must_use]
    pub fn with_captions(mut self, track: &CueTrack) -> Self {
        let cues = track.cues();
        for line in &mut self.sentences {
            for (difference, change) in line.differences.iter().zip(&mut line.changes) {
                change.captioned = captions::captioned(difference, line.id, cues);
            }
        }
        for finding in &mut self.findings {
            for (at, difference) in finding.differences.iter().enumerate() {
                let sentence = finding.places.get(at).map(|place| place.sentence).or(finding.sentence);
                if let (Some(change), Some(sentence)) = (finding.changes.get_mut(at), sentence) {
                    change.captioned = captions::captioned(difference, sentence, cues);
                }
            }
        }
        self
    }

    /// The same with what people decided: a finding on which the article or the speech was found right is one no more and stands in
    /// [`Report::decided`]. Of several decisions on one finding the last counts. A decision whose finding is not there any more goes
    /// to an undecided one of the same kind about the same sentence or the same time, to be confirmed, or else stands in
    /// [`Report::orphaned_decisions`].
    #[must_use]
    pub fn with_decisions(self, decisions: impl IntoIterator<Item = Decision>) -> Self {
        let decisions::Sorted { findings, decided, orphaned } = decisions::sorted(self.findings, decisions);
        Self { findings, decided, orphaned_decisions: orphaned, ..self }
    }

    /// What comes of it, a refusal included, so that nobody who asks can forget that there are three answers.
    pub fn outcome(&self) -> Outcome {
        match &self.refusal {
            Some(refusal) => Outcome::Refused(refusal.clone()),
            None if self.findings.iter().any(|f| !f.kind.is_note()) => Outcome::Differs,
            None => Outcome::Agrees,
        }
    }
}

/// What comes of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing that a person must look at; notes alone are nothing.
    Agrees,
    /// Something that a person must look at.
    Differs,
    /// The recording and the article do not belong together: the report says why, and nothing else.
    Refused(Refusal),
}

/// Makes the report of an alignment, of a refused one too. `transcript` is the one that was aligned (its words are quoted), `facts` are the
/// article's. Indices that do not fit the transcript quote nothing.
///
/// ```
/// use rawi::{align, article, report, transcript};
/// let page = article::read(b"The bridge is open. Nobody said this.", &article::ReadOptions::default())?;
/// let heard = br#"{"words": [{"word": "the", "start": 0.1, "end": 0.3}, {"word": "bridge", "start": 0.3, "end": 0.7},
///     {"word": "is", "start": 0.7, "end": 0.9}, {"word": "open", "start": 0.9, "end": 1.4}]}"#;
/// let heard = transcript::read(heard, None)?;
/// let made = report::build(&align::align(&heard, &page), &heard, page.facts());
/// assert_eq!(made.sentences.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn build(alignment: &Alignment, transcript: &Transcript, facts: &Facts) -> Report {
    let mut sentences: Vec<Line> = alignment.sentences.iter().map(|s| Line::of(s, alignment, transcript)).collect();
    let not_in_article: Vec<Extra> = alignment
        .audio
        .iter()
        .filter(|a| !matches!(a.status, AudioStatus::InArticle | AudioStatus::NonSpeech) && !is_translated(a))
        .map(|stretch| Extra::of(stretch, transcript))
        .collect();
    let sounds: Vec<Sound> = transcript.sounds().into_iter().map(Sound::from).collect();
    rows::place_translations(&mut sentences, transcript);
    rows::place_sounds(&mut sentences, &sounds, &alignment.article.text);
    let mut findings =
        consistent::gathered(findings::of(&alignment.pair, &alignment.article.language, &sentences, &not_in_article));
    decisions::name_findings(&mut findings, &sentences);
    let engine = transcript.engine();
    Report {
        format: FORMAT,
        version: VERSION,
        article: facts.clone(),
        language: alignment.article.language.clone(),
        pair: alignment.pair.clone(),
        refusal: alignment.refusal(),
        coverage: coverage::of(alignment),
        differences: DifferenceCount::of(
            sentences.iter().filter(|line| coverage::counts(line.part)).flat_map(|line| &line.differences),
        ),
        findings,
        decided: Vec::new(),
        orphaned_decisions: Vec::new(),
        sentences,
        not_in_article,
        sounds,
        provenance: Provenance {
            engine: alignment.transcript.engine.clone(),
            model: alignment.transcript.model.clone().or_else(|| engine.model.clone()),
            model_sha256: engine.model_sha256,
            words: alignment.transcript.words,
            duration_ms: alignment.transcript.duration_ms,
            article_sha256: alignment.article.sha256,
        },
        timeline: alignment.audio.iter().map(|stretch| (stretch.span, stretch.status)).collect(),
    }
}

/// What was said there stands with the sentences that translate it.
fn is_translated(stretch: &AudioStretch) -> bool {
    matches!(stretch.reason, Some(StretchReason::Translated { .. }))
}

/// Writes the report as JSON: the members are those of [`Report`], times in milliseconds, half-open; enums in snake case.
/// Readers ignore members that they do not know.
///
/// # Errors
/// Those of `out`.
pub fn write_json(report: &Report, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests;
