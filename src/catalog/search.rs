use super::hit::{Hit, HitKind, SearchDocument, SearchText, Snippet};
use super::query::Query;
use super::search_rows::{Found, documents};
use super::search_terms::{remembered_tokens, term};
use super::search_text::Texts;
use super::{Catalog, DbResult, Error, SearchFilter};
use crate::text::TextRange;
use crate::time::Span;

/// How many search documents are looked at for each hit that is wanted: a sentence is often found in the article, in the machine's
/// transcript and in its correction.
const DOCUMENTS_PER_HIT: usize = 4;

/// The search documents of one hit.
struct Joined {
    /// The one that is shown.
    leader: Found,
    others: Vec<Found>,
    span: Option<Span>,
}

impl Joined {
    fn all(&self) -> impl Iterator<Item = &Found> {
        std::iter::once(&self.leader).chain(&self.others)
    }
}

impl Catalog {
    /// Searches the newest version of every article and every transcript, machine's and corrected. All words must occur in one
    /// sentence. A word is met by its other forms, of more than four letters also by words that begin with it; `"a phrase"` and
    /// `"a word"` in quotation marks are met as they stand; `begin*`, `-excluded`, `AND`, `OR`, `NOT`, parentheses and
    /// `NEAR(two words, 5)` are understood. Words are compared as the aligner compares them. The best come first, those that fit
    /// equally well in order of report and time, of very common words the newest; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Query`] when the query cannot be understood, and those of reading.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_within(query, &SearchFilter::default(), limit)
    }

    /// The same among what `filter` lets pass.
    ///
    /// # Errors
    /// Those of [`Catalog::search`]; [`Error::NoSuch`] when no report has the programme or the speaker of the filter.
    pub fn search_within(&self, query: &str, filter: &SearchFilter, limit: usize) -> Result<Vec<Hit>, Error> {
        self.view(|t| {
            let query = Query::read(query)?;
            let most = limit.saturating_mul(DOCUMENTS_PER_HIT).min(i32::MAX as usize);
            let (mut joined, mut texts) = (Vec::new(), Texts::new(t));
            for one in documents(t, &query.for_index(t)?, filter, most)? {
                join(&mut joined, one, &mut texts)?;
            }
            joined.retain(|hit| filter.takes(hit.all().any(Found::is_published)));
            joined.truncate(limit);
            joined.into_iter().map(|hit| shown(hit, &query, &mut texts)).collect()
        })
    }
}

impl Found {
    fn is_published(&self) -> bool {
        self.text == SearchText::Article
    }

    /// The article first, then the newest transcript.
    fn order(&self) -> (bool, i64, usize) {
        match &self.document {
            SearchDocument::Sentence { article, sentence } => (false, -article.number(), *sentence),
            SearchDocument::Segment { transcript, segment } => (true, -transcript.number(), *segment),
        }
    }
}

/// Adds a search document to the hit that it says again, or makes a hit of it. One sentence is said again by what was heard while it
/// was said, and printed again where its very words stand a second time.
fn join(hits: &mut Vec<Joined>, one: Found, texts: &mut Texts<'_>) -> DbResult<()> {
    for hit in hits.iter_mut() {
        if hit.leader.report != one.report || !is_again(hit.span, &hit.leader, &one, texts)? {
            continue;
        }
        if one.order() < hit.leader.order() {
            hit.span = one.span;
            hit.others.insert(0, std::mem::replace(&mut hit.leader, one));
        } else {
            // It may lend its time to a sentence that has none.
            hit.span = hit.span.or(one.span);
            hit.others.push(one);
        }
        return Ok(());
    }
    hits.push(Joined { span: one.span, leader: one, others: Vec::new() });
    Ok(())
}

fn is_again(span: Option<Span>, leader: &Found, one: &Found, texts: &mut Texts<'_>) -> DbResult<bool> {
    let spans = span.zip(one.span);
    if !(leader.is_published() && one.is_published()) {
        return Ok(spans.is_some_and(|(a, b)| a.intersection(b).is_some_and(|s| s.duration() >= half_of_shorter(a, b))));
    }
    if spans.is_some_and(|(a, b)| a != b) {
        return Ok(false);
    }
    let mut words = |found: &Found| -> DbResult<Vec<String>> {
        let text = texts.of(&found.place)?;
        Ok(remembered_tokens(&text).iter().map(|token| term(&token.normalised).into_owned()).collect())
    };
    Ok(words(leader)? == words(one)?)
}

fn half_of_shorter(a: Span, b: Span) -> crate::time::Millis {
    crate::time::Millis::new(a.duration().min(b.duration()).as_millis() / 2)
}

/// A hit with what is shown of it: the text of the document that leads, and when its first word that was found was said, or when
/// that of another was.
fn shown(joined: Joined, query: &Query, texts: &mut Texts<'_>) -> DbResult<Hit> {
    let text = texts.of(&joined.leader.place)?;
    let matches = matches(query, &text);
    let mut at_ms = said_at(&joined.leader, &matches, texts)?;
    for other in &joined.others {
        if at_ms.is_some() {
            break;
        }
        let met = self::matches(query, &texts.of(&other.place)?);
        at_ms = said_at(other, &met, texts)?;
    }
    let said = joined.all().any(|found| !found.is_published());
    let published = joined.all().any(Found::is_published);
    let speaker = joined.all().find_map(|found| found.speaker.clone());
    let mut found_in: Vec<SearchText> = joined.all().map(|found| found.text).collect();
    found_in.sort_unstable();
    found_in.dedup();
    let mut documents: Vec<&Found> = joined.all().collect();
    documents.sort_by_key(|found| found.order());
    let documents = documents.into_iter().map(|found| found.document).collect();
    let Found { report, slug, title, recording, .. } = joined.leader;
    Ok(Hit {
        report,
        slug,
        title,
        kind: match (said, published) {
            (true, true) => HitKind::Both,
            (false, _) => HitKind::Published,
            (true, false) => HitKind::Said,
        },
        at_ms,
        until_ms: joined.span.map(|span| span.end().as_millis()),
        recording,
        speaker,
        found_in,
        snippet: Snippet { text, matches },
        documents,
    })
}

/// When the first word that was found in a document was said; where its time is not known, when the document begins.
fn said_at(found: &Found, matches: &[TextRange], texts: &mut Texts<'_>) -> DbResult<Option<u32>> {
    let exact = texts.said_at(&found.place, matches.first().map_or(0, |m| m.start()))?;
    Ok(exact.or(found.span.map(|span| span.start().as_millis())))
}

/// What of a text the query meets.
fn matches(query: &Query, text: &str) -> Vec<TextRange> {
    let all = remembered_tokens(text);
    let range = |met: std::ops::Range<usize>| {
        Some(TextRange::at(all.get(met.start)?.range.start(), all.get(met.end.checked_sub(1)?)?.range.end()))
    };
    query.meets(&all).into_iter().filter_map(range).collect()
}
