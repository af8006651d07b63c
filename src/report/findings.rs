use std::fmt;

use serde::Serialize;

use crate::align::{AudioStatus, Difference, Pair, PairVerdict, RefusalReason, SentenceStatus, StretchReason, Weight};
use crate::text::{Language, Sha256};
use crate::time::Span;

use super::changes::is_to_be_heard;
use super::coverage::counts;
use super::{Change, Decision, Extra, Line};

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Recording and article do not belong together; nothing was aligned.
    RefusedPair,
    /// No words were heard in the recording, so that there is nothing to compare.
    NothingHeard,
    /// A sentence was said with other words that change what is claimed: a negation, a number, a name.
    ChangedMeaning,
    /// A sentence of the article that was not said.
    PublishedNotSaid,
    /// A sentence that was said in other words or in part.
    Reworded,
    /// Which of several equal sentences was said could not be told.
    Ambiguous,
    /// Said in another language; sentences of the article, which were not said, most likely give the translation. What the two say
    /// nobody compared.
    Translated,
    /// Speech that the article does not have.
    SaidNotPublished,
    /// Words that the recogniser most likely made up.
    SuspectedHallucination,
    /// Speech for which there are no words.
    MissingTranscript,
    /// A note: said at another place than it is printed.
    Moved,
    /// A note: it repeats another sentence and was said once.
    Duplicate,
    /// A note: most likely misheard, and worth listening to, since it would change what is claimed.
    Listen,
    /// A note: most likely misheard.
    Misheard,
}

impl FindingKind {
    /// Whether it only explains, and asks for nothing.
    pub fn is_note(self) -> bool {
        matches!(self, Self::Moved | Self::Duplicate | Self::Listen | Self::Misheard)
    }

    /// Its name in JSON.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether nobody need listen or correct anything for it.
    pub(super) fn is_quiet(self) -> bool {
        matches!(self, Self::Moved | Self::Duplicate | Self::Misheard | Self::RefusedPair | Self::NothingHeard)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Which sentence, when it is about one; the first where it is about several.
    pub sentence: Option<usize>,
    /// When, in milliseconds.
    pub span: Option<Span>,
    /// Where the same was said for the same in several places: each of them, in the order of `differences`. Else empty.
    pub places: Vec<FindingPlace>,
    /// The published words.
    pub published: Option<String>,
    /// The heard words.
    pub heard: Option<String>,
    /// Where the two differ, as far as the finding is about that.
    pub differences: Vec<Difference>,
    /// The same as text.
    pub changes: Vec<Change>,
    /// Why, where there is more to say than the kind does.
    pub reason: Option<FindingReason>,
    /// A hash of what it says: the same when the report is aligned anew and still says it.
    pub key: Sha256,
    /// What a person said of it, where [`Report::with_decisions`](super::Report::with_decisions) was told.
    pub decision: Option<Decision>,
}

/// One of the places of a finding that is about several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FindingPlace {
    /// Which sentence.
    pub sentence: usize,
    /// When it was said, in milliseconds.
    pub span: Option<Span>,
}

/// Why a finding is one. Its `Display` is the English, which is also its JSON; it numbers sentences from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum FindingReason {
    /// The pair was refused for this.
    Refusal(RefusalReason),
    /// The stretch of the recording got its verdict for this.
    Stretch(StretchReason),
    /// The sentence is another one once more.
    Repeats {
        /// The other sentence's id.
        sentence: usize,
    },
    /// The same words were said for the same published ones throughout.
    EachTime {
        /// In how many places.
        places: usize,
        /// The ids of their sentences, in order.
        sentences: Vec<usize>,
    },
}

impl fmt::Display for FindingReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(reason) => reason.fmt(f),
            Self::Stretch(reason) => reason.fmt(f),
            Self::Repeats { sentence } => write!(f, "it repeats sentence {}", sentence + 1),
            Self::EachTime { places, sentences } => {
                let numbers: Vec<String> = sentences.iter().map(|id| (id + 1).to_string()).collect();
                write!(f, "each time: {places} places, in sentences {}", numbers.join(", "))
            }
        }
    }
}

impl From<FindingReason> for String {
    fn from(reason: FindingReason) -> Self {
        reason.to_string()
    }
}

pub(super) fn of(pair: &Pair, article: &Language, sentences: &[Line], extras: &[Extra]) -> Vec<Finding> {
    if pair.verdict == PairVerdict::Refused {
        let kind = match pair.reason {
            Some(RefusalReason::TranscriptWithoutWords) => FindingKind::NothingHeard,
            _ => FindingKind::RefusedPair,
        };
        return vec![Finding { reason: pair.reason.clone().map(FindingReason::Refusal), ..Finding::of(kind) }];
    }
    let of_sentences = sentences.iter().flat_map(|line| kinds(line).into_iter().map(|kind| of_line(kind, line)));
    let mut found: Vec<Finding> = of_sentences.chain(extras.iter().filter_map(of_extra)).collect();
    found
        .iter_mut()
        .filter(|finding| finding.kind == FindingKind::Translated)
        .for_each(|f| tell_translation(f, sentences, article));
    // Stable: within these three, the order of the article and then of the recording stays.
    found.sort_by_key(|finding| match finding.kind {
        FindingKind::ChangedMeaning => 0,
        FindingKind::Misheard => 2,
        _ => 1,
    });
    found
}

impl Finding {
    /// The language in which it was said, where that is another than the article's.
    pub(crate) fn spoken_language(&self) -> Option<&Language> {
        match &self.reason {
            Some(FindingReason::Stretch(reason)) => reason.spoken_language(),
            _ => None,
        }
    }

    fn of(kind: FindingKind) -> Self {
        Self {
            kind,
            sentence: None,
            span: None,
            places: Vec::new(),
            published: None,
            heard: None,
            differences: Vec::new(),
            changes: Vec::new(),
            reason: None,
            // Until all are known: equal ones are told apart by their number.
            key: Sha256::of(&[]),
            decision: None,
        }
    }
}

fn kinds(line: &Line) -> Vec<FindingKind> {
    let mut found = Vec::new();
    let said = matches!(line.status, SentenceStatus::Spoken | SentenceStatus::Partly);
    if line.translation.is_some() {
        // Of several sentences that translate together, the first has the words.
        found.extend(line.heard.is_some().then_some(FindingKind::Translated));
    } else if line.status == SentenceStatus::NotSpoken && counts(line.part) {
        found.push(FindingKind::PublishedNotSaid);
    }
    if line.duplicate_of.is_some() {
        found.push(FindingKind::Duplicate);
    } else if counts(line.part) {
        use FindingKind::{ChangedMeaning, Listen, Misheard, Reworded};
        let has = |kind: &FindingKind| line.differences.iter().any(|difference| belongs(difference, *kind));
        found.extend([ChangedMeaning, Reworded, Listen, Misheard].into_iter().filter(has));
    }
    if said && line.moved && line.duplicate_of.is_none() {
        found.push(FindingKind::Moved);
    }
    if line.ambiguous {
        found.push(FindingKind::Ambiguous);
    }
    found
}

/// Whether a difference is told by findings of this kind. Each is told by one kind.
fn belongs(difference: &Difference, kind: FindingKind) -> bool {
    kind == match difference.weight {
        Weight::Meaning => FindingKind::ChangedMeaning,
        Weight::Wording => FindingKind::Reworded,
        Weight::Hearing if is_to_be_heard(difference) => FindingKind::Listen,
        Weight::Hearing => FindingKind::Misheard,
    }
}

fn of_line(kind: FindingKind, line: &Line) -> Finding {
    let differences: Vec<Difference> = line.differences.iter().filter(|d| belongs(d, kind)).cloned().collect();
    let original = line.duplicate_of.filter(|_| kind == FindingKind::Duplicate);
    Finding {
        sentence: Some(line.id),
        span: line.time.span(),
        published: Some(line.published.clone()),
        heard: line.heard.clone(),
        changes: differences.iter().map(Change::from).collect(),
        differences,
        reason: original.map(|sentence| FindingReason::Repeats { sentence }),
        ..Finding::of(kind)
    }
}

/// Completes the finding of a translation: all its sentences, when what they translate was said, and in which languages.
fn tell_translation(finding: &mut Finding, sentences: &[Line], article: &Language) {
    let Some(first) = finding.sentence.and_then(|id| sentences.get(id)) else { return };
    let Some(translation) = &first.translation else { return };
    let together = sentences.iter().skip(first.id).take_while(|line| line.translation.as_ref() == Some(translation));
    finding.published = Some(together.map(|line| line.published.as_str()).collect::<Vec<_>>().join(" "));
    finding.span = Some(translation.span);
    finding.reason = Some(FindingReason::Stretch(translation.reason(article)));
}

fn of_extra(extra: &Extra) -> Option<Finding> {
    let kind = match extra.status {
        AudioStatus::NotInArticle => FindingKind::SaidNotPublished,
        AudioStatus::SuspectedHallucination => FindingKind::SuspectedHallucination,
        AudioStatus::MissingTranscript => FindingKind::MissingTranscript,
        AudioStatus::InArticle | AudioStatus::NonSpeech => return None,
    };
    let heard = Some(extra.heard.clone()).filter(|words| !words.is_empty());
    let reason = extra.reason.clone().map(FindingReason::Stretch);
    Some(Finding { span: Some(extra.span), heard, reason, ..Finding::of(kind) })
}
