use super::hit::{Hit, HitKind, SearchDocument};
use super::query::Query;
use super::search_rows::{Found, documents};
use super::{Catalog, Error, SearchFilter};
use crate::time::Span;

/// How many search documents are looked at for each hit that is wanted: a sentence is often found in the article, in the machine's
/// transcript and in its correction.
const DOCUMENTS_PER_HIT: usize = 4;

/// A hit as far as it was found, when it was said, and its words as they are compared.
struct Joined {
    hit: Hit,
    span: Option<Span>,
    normalised: String,
}

impl Catalog {
    /// Searches the newest version of every article and every transcript, machine's and corrected. All words must occur in one
    /// sentence. A word of more than four letters is met by those that begin with it; `"a phrase"` and `"a word"` in quotation
    /// marks are met as they stand; `begin*`, `-excluded` and `OR` are understood. Words are compared as the aligner compares
    /// them. The best come first, those that fit equally well in order of report and time; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Query`] when there is no word in the query or a quotation mark is open, and those of reading.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_within(query, &SearchFilter::default(), limit)
    }

    /// The same among what `filter` lets pass.
    ///
    /// # Errors
    /// Those of [`Catalog::search`].
    pub fn search_within(&self, query: &str, filter: &SearchFilter, limit: usize) -> Result<Vec<Hit>, Error> {
        self.view(|t| {
            let query = Query::read(query)?;
            let most = limit.saturating_mul(DOCUMENTS_PER_HIT).min(i32::MAX as usize);
            let mut hits = Vec::new();
            for one in documents(t, &query, filter, most)? {
                join(&mut hits, one);
            }
            let mut hits: Vec<Hit> = hits.into_iter().map(|joined| joined.hit).collect();
            let is_sentence = |document: &SearchDocument| matches!(document, SearchDocument::Sentence { .. });
            hits.retain(|hit| filter.takes(hit.documents.iter().any(is_sentence)));
            hits.truncate(limit);
            Ok(hits)
        })
    }
}

/// Adds a search document to the hit that it says again, or makes a hit of it. One sentence is said again by what was heard while it
/// was said, and printed again where its very words stand a second time.
fn join(hits: &mut Vec<Joined>, one: Found) {
    let published = matches!(one.document, SearchDocument::Sentence { .. });
    let again = hits.iter_mut().find(|known| {
        let sentence = matches!(known.hit.documents.first(), Some(SearchDocument::Sentence { .. }));
        known.hit.report == one.report
            && match (sentence && published, known.span.zip(one.span)) {
                (true, Some((a, b))) => a == b && known.normalised == one.normalised,
                (true, None) => known.normalised == one.normalised,
                (false, Some((a, b))) => a.intersection(b).is_some_and(|s| s.duration() >= half_of_shorter(a, b)),
                (false, None) => false,
            }
    });
    let Some(Joined { hit, span, .. }) = again else {
        let kind = if published { HitKind::Published } else { HitKind::Said };
        let Found { report, slug, title, document, span, at_ms, snippet, normalised } = one;
        let hit = Hit { report, slug, title, kind, at_ms, snippet, documents: vec![document] };
        hits.push(Joined { hit, span, normalised });
        return;
    };
    *span = span.or(one.span);
    let leads = hit.documents.first().is_some_and(|first| order(&one.document) < order(first));
    if leads {
        (hit.snippet, hit.at_ms, *span) = (one.snippet, one.at_ms.or(hit.at_ms), one.span);
    }
    hit.at_ms = hit.at_ms.or(one.at_ms);
    hit.documents.push(one.document);
    hit.documents.sort_by_key(order);
    let said = hit.documents.iter().any(|p| matches!(p, SearchDocument::Segment { .. }));
    let published = hit.documents.iter().any(|p| matches!(p, SearchDocument::Sentence { .. }));
    hit.kind = match (said, published) {
        (true, true) => HitKind::Both,
        (false, _) => HitKind::Published,
        (true, false) => HitKind::Said,
    };
}

fn half_of_shorter(a: Span, b: Span) -> crate::time::Millis {
    crate::time::Millis::new(a.duration().min(b.duration()).as_millis() / 2)
}

/// The article first, then the newest transcript.
fn order(document: &SearchDocument) -> (bool, i64, usize) {
    match document {
        SearchDocument::Sentence { article, sentence } => (false, -article.number(), *sentence),
        SearchDocument::Segment { transcript, segment } => (true, -transcript.number(), *segment),
    }
}
