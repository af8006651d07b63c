use std::fmt;

use serde::Serialize;

use crate::align::{Alignment, AudioStatus, SentenceStatus};
use crate::article::PartKind;

/// How much of the article is in the recording, and of the recording in the article.
///
/// Counted of the article are lead, body and quotes: headlines, the hand-over and boilerplate are not meant to be read by the
/// reporter. Counted of the recording is speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// Sentences that are counted.
    pub sentences: usize,
    /// Of them, said as printed or nearly.
    pub sentences_spoken: usize,
    /// Of them, said in part or in other words.
    pub sentences_partly: usize,
    /// Words of these sentences.
    pub words: usize,
    /// Of them, said as printed, spelling aside.
    pub words_spoken: usize,
    /// Speech in the recording, in milliseconds: the sum of the four below.
    pub speech_ms: u64,
    /// Speech that is in the article.
    pub in_article_ms: u64,
    /// Speech that is not.
    pub not_in_article_ms: u64,
    /// Speech for which there are no words.
    pub missing_ms: u64,
    /// Time under words that the recogniser most likely made up.
    pub suspected_ms: u64,
    /// Silence and music.
    pub non_speech_ms: u64,
}

impl Coverage {
    /// Sentences said whole or in part, in whole percent, floored; 0 of none.
    pub fn sentence_percent(&self) -> usize {
        percent((self.sentences_spoken + self.sentences_partly) as u64, self.sentences as u64)
    }

    /// The sentences, by whether they were said.
    pub fn sentence_count(&self) -> SentenceCount {
        let (spoken, partly) = (self.sentences_spoken, self.sentences_partly);
        SentenceCount { sentences: self.sentences, spoken, partly }
    }

    /// Words heard, in whole percent, floored.
    pub fn word_percent(&self) -> usize {
        percent(self.words_spoken as u64, self.words as u64)
    }

    /// Speech that is in the article, in whole percent, floored.
    pub fn speech_percent(&self) -> usize {
        percent(self.in_article_ms, self.speech_ms)
    }
}

/// How many of the sentences that are meant to be read were said. Its `Display` is how every command tells it.
///
/// ```
/// let count = rawi::report::SentenceCount { sentences: 13, spoken: 10, partly: 1 };
/// assert_eq!(count.to_string(), "11 of 13 sentences said, 1 of them in part");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentenceCount {
    /// Sentences of lead, body and quotes.
    pub sentences: usize,
    /// Of them, said as printed or nearly.
    pub spoken: usize,
    /// Of them, said in part or in other words.
    pub partly: usize,
}

impl SentenceCount {
    /// The sentences of an alignment.
    pub fn of(alignment: &Alignment) -> Self {
        of(alignment).sentence_count()
    }
}

impl fmt::Display for SentenceCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} sentences said", self.spoken + self.partly, self.sentences)?;
        if self.partly > 0 { write!(f, ", {} of them in part", self.partly) } else { Ok(()) }
    }
}

/// Floored, so that 100 means all.
fn percent(part: u64, whole: u64) -> usize {
    usize::try_from((part * 100).checked_div(whole).unwrap_or(0)).unwrap_or(100)
}

/// Whether a part of the page is meant to be read aloud by the reporter. The catalog's `report_overview` counts the same parts.
pub(super) fn counts(part: PartKind) -> bool {
    part.is_read_aloud()
}

pub(super) fn of(alignment: &Alignment) -> Coverage {
    let mut sum = Coverage::default();
    for sentence in alignment.sentences.iter().filter(|s| counts(s.part)) {
        sum.sentences += 1;
        sum.sentences_spoken += usize::from(sentence.status == SentenceStatus::Spoken);
        sum.sentences_partly += usize::from(sentence.status == SentenceStatus::Partly);
        sum.words += sentence.words.len();
        sum.words_spoken += sentence.words.iter().filter(|w| w.same == Some(true)).count();
    }
    for stretch in &alignment.audio {
        let place = match stretch.status {
            AudioStatus::InArticle => &mut sum.in_article_ms,
            AudioStatus::NotInArticle => &mut sum.not_in_article_ms,
            AudioStatus::MissingTranscript => &mut sum.missing_ms,
            AudioStatus::SuspectedHallucination => &mut sum.suspected_ms,
            AudioStatus::NonSpeech => &mut sum.non_speech_ms,
        };
        *place += u64::from(stretch.span.duration().as_millis());
    }
    sum.speech_ms = sum.in_article_ms + sum.not_in_article_ms + sum.missing_ms + sum.suspected_ms;
    sum
}
