use crate::align::{Alignment, Matched, Refusal, align};
use crate::article::Article;
use crate::transcript::Transcript;

/// A transcript, an article and the alignment of the two: what captions and reports are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    transcript: Transcript,
    article: Article,
    alignment: Alignment,
}

impl Aligned {
    /// Aligns them.
    pub fn new(transcript: Transcript, article: Article) -> Self {
        let alignment = align(&transcript, &article);
        Self { transcript, article, alignment }
    }

    /// The same, with an alignment of exactly these two that was kept.
    #[cfg(feature = "catalog")]
    pub(super) fn kept(transcript: Transcript, article: Article, alignment: Alignment) -> Self {
        Self { transcript, article, alignment }
    }

    /// What was said.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// What was published.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The alignment, a refused one too: it says why.
    pub fn alignment(&self) -> &Alignment {
        &self.alignment
    }

    /// The pair, when it belongs together.
    ///
    /// # Errors
    /// [`Refusal`] when it does not.
    pub fn matched(&self) -> Result<Matched<'_>, Refusal> {
        self.alignment.matched(&self.transcript, &self.article)
    }
}
