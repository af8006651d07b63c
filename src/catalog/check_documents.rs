//! Whether the documents are those that were kept.

use rusqlite::Connection;

use super::packed::inflated;
use super::sql::{first, rows};
use super::{
    AlignmentId, ArticleId, Catalog, CatalogFinding, DbResult, Error, TranscriptId, alignments, articles, transcripts, words,
};
use crate::text::Sha256;

/// A kind of document: its name, the query for ids and hashes, and how the hash is made of what is read. An alignment has no hash; that it
/// can be read tells that its columns agree.
type Kind = (&'static str, &'static str, fn(&Connection, i64) -> DbResult<Option<Sha256>>);

const KINDS: [Kind; 5] = [
    ("article", "SELECT id, text_sha256 FROM articles ORDER BY id", |t, id| {
        let article = articles::load(t, ArticleId::new(id))?;
        Ok(Some(Sha256::of(article.text().as_bytes())))
    }),
    ("transcript", "SELECT id, content_sha256 FROM transcripts ORDER BY id", |t, id| {
        let transcript = transcripts::load(t, TranscriptId::new(id))?;
        Ok(Some(words::content_sha256(transcript.words(), transcript.segments())))
    }),
    ("alignment", "SELECT id, NULL FROM alignments ORDER BY id", |t, id| {
        alignments::load(t, AlignmentId::new(id)).map(|_| None)
    }),
    ("page", "SELECT id, content_sha256 FROM pages ORDER BY id", |t, id| {
        unpacked(t, "SELECT content FROM pages WHERE id = ?1", id)
    }),
    ("offered_transcript", "SELECT id, content_sha256 FROM offered_transcripts ORDER BY id", |t, id| {
        unpacked(t, "SELECT content FROM offered_transcripts WHERE id = ?1", id)
    }),
];

impl Catalog {
    /// Reads every article, transcript, alignment, page and transcript that is offered, and compares it with the hash that was kept with
    /// it; and looks for sentences and segments that the index of words does not hold, or holds without them. It takes as long as an
    /// export, and holds one document at a time. `at` is told how many documents are read, of how many.
    ///
    /// # Errors
    /// Those of reading; what cannot be read is a finding.
    pub fn check_documents(&self, mut at: impl FnMut(u64, u64)) -> Result<Vec<CatalogFinding>, Error> {
        self.view(|t| {
            let kept = KINDS.iter().map(|(document, sql, read)| Ok((*document, *read, hashes(t, sql)?)));
            let kept = kept.collect::<DbResult<Vec<_>>>()?;
            let all = kept.iter().map(|(_, _, hashes)| hashes.len() as u64).sum();
            let (mut found, mut done) = (Vec::new(), 0);
            for (document, read, hashes) in kept {
                for (id, kept) in hashes {
                    let is_as_kept = match read(t, id) {
                        Ok(hash) => kept.is_none() || hash.map(|hash| hash.to_string()) == kept,
                        Err(_) => false,
                    };
                    found.extend((!is_as_kept).then_some(CatalogFinding::ChangedDocument { document, id }));
                    done += 1;
                    at(done, all);
                }
            }
            found.extend(index_lacks_documents(t)?.then_some(CatalogFinding::SearchIndex));
            Ok(found)
        })
    }
}

fn hashes(t: &Connection, sql: &str) -> DbResult<Vec<(i64, Option<String>)>> {
    rows(t, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The hash of a document that was kept as it came, deflated.
fn unpacked(t: &Connection, sql: &str, id: i64) -> DbResult<Option<Sha256>> {
    let packed = first(t, sql, [id], |row| row.get::<_, Vec<u8>>(0))?.unwrap_or_default();
    Ok(Some(Sha256::of(&inflated("a document", &packed)?)))
}

fn index_lacks_documents(t: &Connection) -> DbResult<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM search_documents WHERE id NOT IN (SELECT id FROM search_index_docsize))
        OR EXISTS (SELECT 1 FROM search_index_docsize WHERE id NOT IN (SELECT id FROM search_documents))";
    Ok(first(t, sql, [], |row| row.get(0))?.unwrap_or(false))
}
