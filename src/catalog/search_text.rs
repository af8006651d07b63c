//! The texts of search documents, and when their words were said.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use rusqlite::{Connection, params};

use super::sql::first;
use super::{ArticleId, Catalog, DbResult, Error, SearchDocument, TranscriptId, alignments, words};
use crate::transcript::Word;

/// Where the text of a search document stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Between two bytes of an article; with its newest alignment.
    Sentence { article: ArticleId, bytes: Range<usize>, alignment: Option<i64>, sentence: usize },
    /// Some words of a transcript.
    Segment { transcript: TranscriptId, words: Range<usize> },
}

/// Texts that are read for one search.
pub(super) struct Texts<'a> {
    t: &'a Connection,
    transcripts: BTreeMap<TranscriptId, Vec<Word>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(t: &'a Connection) -> Self {
        Self { t, transcripts: BTreeMap::new() }
    }

    /// The text at a place.
    pub(super) fn of(&mut self, place: &Place) -> DbResult<String> {
        match place {
            Place::Sentence { article, bytes, .. } => sentence(self.t, *article, bytes.clone()),
            Place::Segment { transcript, words } => {
                let texts: Vec<&str> =
                    self.words(*transcript, words.clone())?.iter().map(|word| word.text.as_str()).collect();
                Ok(texts.join(" "))
            }
        }
    }

    /// When the word at byte `from` of the text at a place was said, in milliseconds; `None` when that word has no time.
    pub(super) fn said_at(&mut self, place: &Place, from: usize) -> DbResult<Option<u32>> {
        match place {
            Place::Sentence { alignment: None, .. } => Ok(None),
            Place::Sentence { alignment: Some(id), sentence, bytes, .. } => {
                alignments::word_time(self.t, *id, *sentence, bytes.start + from)
            }
            Place::Segment { transcript, words } => {
                // Words were joined by one space each, and hold none but what stands within them.
                let mut end = 0;
                let word = self.words(*transcript, words.clone())?.iter().find(|word| {
                    end += word.text.len() + 1;
                    end > from
                });
                Ok(word.and_then(|word| word.span).map(|span| span.start().as_millis()))
            }
        }
    }

    fn words(&mut self, id: TranscriptId, range: Range<usize>) -> DbResult<&[Word]> {
        let all = match self.transcripts.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(words::load(self.t, id)?),
        };
        Ok(all.get(range).unwrap_or_default())
    }
}

fn sentence(t: &Connection, article: ArticleId, bytes: Range<usize>) -> DbResult<String> {
    let sql = "SELECT CAST(substr(CAST(text AS BLOB), ?2 + 1, ?3 - ?2) AS TEXT) FROM articles WHERE id = ?1";
    Ok(first(t, sql, params![article, bytes.start as i64, bytes.end as i64], |row| row.get(0))?.unwrap_or_default())
}

impl Catalog {
    /// The texts of the sentences or segments around a search document, at most `most` on each side: those before it, then those
    /// behind it, each in their order.
    ///
    /// # Errors
    /// Those of reading.
    pub fn around(&self, document: SearchDocument, most: usize) -> Result<(Vec<String>, Vec<String>), Error> {
        self.view(|t| {
            let number = match document {
                SearchDocument::Sentence { sentence, .. } => sentence,
                SearchDocument::Segment { segment, .. } => segment,
            };
            let mut texts = Texts::new(t);
            let mut of = |numbers: Range<usize>| {
                let mut found = Vec::new();
                for number in numbers {
                    let Some(place) = place_of(t, document, number)? else { break };
                    found.push(texts.of(&place)?);
                }
                DbResult::Ok(found)
            };
            let before = of(number.saturating_sub(most)..number)?;
            Ok((before, of(number + 1..number.saturating_add(most).saturating_add(1))?))
        })
    }
}

/// Where the sentence or segment `number` of the text that a document is of stands.
fn place_of(t: &Connection, document: SearchDocument, number: usize) -> DbResult<Option<Place>> {
    let bounds = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize));
    match document {
        SearchDocument::Sentence { article, .. } => {
            let sql = "SELECT start_byte, end_byte FROM search_documents WHERE article_id = ?1 AND number = ?2";
            let found = first(t, sql, params![article, number as i64], bounds)?;
            Ok(found.map(|(start, end)| Place::Sentence { article, bytes: start..end, alignment: None, sentence: number }))
        }
        SearchDocument::Segment { transcript, .. } => {
            let sql = "SELECT first_word, end_word FROM segments WHERE transcript_id = ?1 AND number = ?2";
            let found = first(t, sql, params![transcript, number as i64], bounds)?;
            Ok(found.map(|(first, end)| Place::Segment { transcript, words: first..end }))
        }
    }
}
