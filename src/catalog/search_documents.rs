//! Search documents: each article sentence and transcript segment, by where its text stands, and the index of their words as the aligner
//! compares them.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::listed_words::of_this_change;
use super::search_terms::{Listed, remembered_tokens, term};
use super::sql::{first, insert, put, rows};
use super::{ArticleId, DbResult, TranscriptId, words};
use crate::article::Article;
use crate::text::{TextRange, Token, search_stem, stage_directions, tokens};
use crate::transcript::{Segment, Transcript};

/// Makes the sentences of an article searchable.
pub(super) fn add_article(t: &Connection, id: ArticleId, article: &Article) -> DbResult<()> {
    let sql = "INSERT INTO search_documents (article_id, number, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4)";
    let has_directions = article.parts().iter().any(|part| !stage_directions(part.range.of(article.text())).is_empty());
    of_this_change(|listed| {
        for (number, sentence) in article.sentences().iter().enumerate() {
            let (start, end) = (sentence.range.start() as i64, sentence.range.end() as i64);
            let document = insert(t, sql, params![id, number as i64, start, end])?;
            if has_directions {
                // What is heard in the room is no word of a sentence, and is searched.
                index(t, document, &remembered_tokens(sentence.range.of(article.text())), listed)?;
            } else {
                index(t, document, &sentence.tokens, listed)?;
            }
        }
        Ok(())
    })
}

/// The words of each segment of a transcript, as they are searched.
pub(super) fn words_of_segments(transcript: &Transcript) -> Vec<Vec<Token>> {
    let text = |segment: &Segment| {
        let heard = transcript.words().get(segment.words.clone()).unwrap_or_default();
        heard.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    transcript.segments().iter().map(|segment| remembered_tokens(&text(segment))).collect()
}

/// Makes the segments of a transcript searchable; see [`words_of_segments`].
pub(super) fn add_transcript(t: &Connection, id: TranscriptId, segments: &[Vec<Token>]) -> DbResult<()> {
    let sql = "INSERT INTO search_documents (transcript_id, number) VALUES (?1, ?2)";
    of_this_change(|listed| {
        for (number, words) in segments.iter().enumerate() {
            let document = insert(t, sql, params![id, number as i64])?;
            index(t, document, words, listed)?;
        }
        Ok(())
    })
}

/// Notes where the text of an article's sentence stands; its words are indexed elsewhere.
pub(super) fn place(t: &Connection, document: i64, (article, number): (i64, i64), range: TextRange) -> DbResult<()> {
    let sql = "INSERT INTO search_documents (id, article_id, number, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5)";
    put(t, sql, params![document, article, number, range.start() as i64, range.end() as i64]).map(drop)
}

fn index(t: &Connection, document: i64, words: &[Token], listed: &mut Listed) -> DbResult<()> {
    let mut terms = String::new();
    for token in words {
        if !terms.is_empty() {
            terms.push(' ');
        }
        terms.push_str(&listed.add(t, &token.normalised)?);
    }
    put(t, "INSERT INTO search_index (rowid, normalised) VALUES (?1, ?2)", params![document, terms]).map(drop)
}

/// Normalises every search document again when this build normalises differently from the one that filled the catalog.
pub(super) fn normalise_again_if_rules_changed(database: &Connection) -> DbResult<()> {
    let mark = rules();
    let kept = "SELECT value FROM catalog_facts WHERE name = 'normalisation'";
    let same = |database: &Connection| {
        DbResult::Ok(first(database, kept, [], |row| row.get::<_, String>(0))?.as_ref() == Some(&mark))
    };
    if same(database)? {
        return Ok(());
    }
    let transaction = Transaction::new_unchecked(database, TransactionBehavior::Immediate)?;
    if !same(&transaction)? {
        put(&transaction, "INSERT INTO search_index (search_index) VALUES ('delete-all')", [])?;
        put(&transaction, "DELETE FROM search_terms", [])?;
        let mut listed = Listed::default();
        index_articles(&transaction, &mut listed)?;
        index_transcripts(&transaction, &mut listed)?;
        let sql = "INSERT INTO catalog_facts (name, value) VALUES ('normalisation', ?1)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        put(&transaction, sql, [&mark])?;
    }
    transaction.commit()?;
    Ok(())
}

fn index_articles(t: &Connection, listed: &mut Listed) -> DbResult<()> {
    let sql = "SELECT p.id, CAST(substr(CAST(a.text AS BLOB), p.start_byte + 1, p.end_byte - p.start_byte) AS TEXT)
        FROM articles a JOIN search_documents p ON p.article_id = a.id WHERE a.id = ?1 ORDER BY p.id";
    for article in rows(t, "SELECT id FROM articles ORDER BY id", [], |row| Ok(row.get::<_, i64>(0)?))? {
        for (document, text) in rows(t, sql, [article], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))? {
            index(t, document, &remembered_tokens(&text), listed)?;
        }
    }
    Ok(())
}

fn index_transcripts(t: &Connection, listed: &mut Listed) -> DbResult<()> {
    let sql = "SELECT p.id, s.first_word, s.end_word FROM search_documents p
        JOIN segments s ON s.transcript_id = p.transcript_id AND s.number = p.number WHERE p.transcript_id = ?1 ORDER BY p.id";
    for id in rows(t, "SELECT id FROM transcripts ORDER BY id", [], |row| Ok(row.get(0)?))? {
        let texts = words::texts(t, id)?;
        let documents = rows(t, sql, [id], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)? as usize, row.get::<_, u32>(2)? as usize))
        })?;
        for (document, first, end) in documents {
            let text = texts.get(first..end).unwrap_or_default().join(" ");
            index(t, document, &remembered_tokens(&text), listed)?;
        }
    }
    Ok(())
}

/// A text that names the rules of normalisation: two builds that give the same one normalise alike. The version of rawi is in it because
/// no probe meets every rule; the probe, because a build between two versions may differ.
fn rules() -> String {
    const PROBE: &str = "الأمن الامن إلى آن ٱلله مؤسسة مسئول شئون مسؤول مدرسة على علي يی کك ﻻ مُـدَرِّس و قال وبالقلم ٢٣٧٠ ۲۳ 2,370 \
        ألفان وثلاثمئة وسبعون twenty-three Don't colour color Café ﬁ UNRWA 5% 1.5 ڤيينا پاريس غوتيريش Dr. Aug. ministries voted";
    let words =
        tokens(PROBE).into_iter().map(|token| format!("{}={}", term(&token.normalised), search_stem(&token.normalised)));
    format!("{} {}", env!("CARGO_PKG_VERSION"), words.collect::<Vec<_>>().join(" "))
}
