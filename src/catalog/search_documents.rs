//! Search documents: each article sentence and transcript segment, as written and as the aligner compares it.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::sql::{first, put, rows};
use super::{ArticleId, DbResult, TranscriptId};
use crate::text::{Token, tokens};

/// What a search document belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    Article(ArticleId),
    Transcript(TranscriptId),
}

/// Makes one sentence or segment searchable.
pub(super) fn add(t: &Connection, owner: Owner, number: usize, text: &str) -> DbResult<()> {
    let (article, transcript) = match owner {
        Owner::Article(id) => (Some(id), None),
        Owner::Transcript(id) => (None, Some(id)),
    };
    let sql =
        "INSERT INTO search_documents (article_id, transcript_id, number, text, normalised) VALUES (?1, ?2, ?3, ?4, ?5)";
    put(t, sql, params![article, transcript, number as i64, text, normalised(text)])?;
    Ok(())
}

/// The words of `text` as they are compared, one space between them.
pub(super) fn normalised(text: &str) -> String {
    terms(&tokens(text)).join(" ")
}

/// Words as the index holds them: by their stems, so that «مجلس» finds «والمجلس» too. A number's key may hold
/// signs; white space alone would split it, and a quotation mark is the one sign that the index does not take for a part of a
/// word.
pub(super) fn terms(tokens: &[Token]) -> Vec<String> {
    let splits = |c: char| c.is_ascii_whitespace() || c.is_ascii_control() || c == '"';
    tokens.iter().map(|token| token.normalised.stem().replace(splits, "_")).collect()
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
        let all = rows(&transaction, "SELECT id, text, normalised FROM search_documents ORDER BY id", [], |row| {
            let (id, new): (i64, _) = (row.get(0)?, normalised(&row.get::<_, String>(1)?));
            Ok((new != row.get::<_, String>(2)?).then_some((id, new)))
        })?;
        for (id, new) in all.into_iter().flatten() {
            put(&transaction, "UPDATE search_documents SET normalised = ?2 WHERE id = ?1", params![id, new])?;
        }
        let sql = "INSERT INTO catalog_facts (name, value) VALUES ('normalisation', ?1)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        put(&transaction, sql, [&mark])?;
    }
    transaction.commit()?;
    Ok(())
}

/// A text that names the rules of normalisation: two builds that give the same one normalise alike. The version of rawi is in it because no probe meets every rule; the probe,
/// because a build between two versions may differ.
fn rules() -> String {
    const PROBE: &str = "الأمن الامن إلى آن ٱلله مؤسسة مسئول شئون مسؤول مدرسة على علي يی کك ﻻ مُـدَرِّس و قال وبالقلم ٢٣٧٠ ۲۳ 2,370 \
        ألفان وثلاثمئة وسبعون twenty-three Don't colour color Café ﬁ UNRWA 5% 1.5 ڤيينا پاريس غوتيريش Dr. Aug.";
    format!("{} {}", env!("CARGO_PKG_VERSION"), normalised(PROBE))
}
