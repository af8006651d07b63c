//! From what a person types to a report.

use rusqlite::Connection;

use super::sql::{first, rows};
use super::{Catalog, DbResult, Error, ReportId, Slug};
use crate::text::{Sha256, edits, normalise};

/// How many slugs are suggested when nothing was found.
const SUGGESTIONS: usize = 3;

struct Known {
    id: ReportId,
    slug: Slug,
    path: Option<String>,
    sha256: Option<Sha256>,
}

impl Catalog {
    /// The report that `wish` names: its id, its slug or a start of it that no other slug has (compared as the aligner compares
    /// words), its title, its recording's path or file name, or at least eight digits of the start of its content's hash.
    ///
    /// # Errors
    /// [`Error::NoReport`] with the slugs that look most like it, [`Error::Ambiguous`] with the reports that it can be, and
    /// those of reading.
    pub fn find_report(&self, wish: &str) -> Result<ReportId, Error> {
        let wish = wish.trim();
        // What is named exactly needs no comparison with all that there is.
        if let Some(id) = self.view(|t| named(t, wish))? {
            return Ok(id);
        }
        let known = self.view(|t| {
            let sql = "SELECT r.id, r.slug, c.path, c.sha256 FROM reports r LEFT JOIN recordings c ON c.id = r.recording_id
                ORDER BY r.id";
            rows(t, sql, [], |row| {
                let id: ReportId = row.get(0)?;
                Ok(Known { id, slug: row.get(1)?, path: row.get(2)?, sha256: row.get(3)? })
            })
        })?;
        choose(wish, &known).map_err(|fault| fault.describe(&self.path))
    }
}

/// The report with this id, else this slug, else whose recording alone has this path.
fn named(t: &Connection, wish: &str) -> DbResult<Option<ReportId>> {
    let number = wish.parse::<i64>().ok();
    let by_id = number.map(|id| first(t, "SELECT id FROM reports WHERE id = ?1", [id], |row| row.get(0))).transpose()?;
    if let Some(id) = by_id.flatten() {
        return Ok(Some(id));
    }
    if let Some(id) = first(t, "SELECT id FROM reports WHERE slug = ?1", [wish], |row| row.get(0))? {
        return Ok(Some(id));
    }
    let sql = "SELECT r.id FROM recordings c JOIN reports r ON r.recording_id = c.id WHERE c.path = ?1 LIMIT 2";
    let of_path = rows(t, sql, [wish], |row| Ok(row.get(0)?))?;
    Ok(if of_path.len() == 1 { of_path.first().copied() } else { None })
}

fn choose(wish: &str, known: &[Known]) -> DbResult<ReportId> {
    if let Some(report) = wish.parse::<i64>().ok().and_then(|id| known.iter().find(|k| k.id.number() == id)) {
        return Ok(report.id);
    }
    let wished = compared(&Slug::of_title(wish));
    let named = !wish.is_empty() && wish.chars().any(char::is_alphanumeric);
    let hash = wish.len() >= 8 && wish.bytes().all(|b| b.is_ascii_hexdigit());
    let lower = wish.to_ascii_lowercase();
    // From the surest to the vaguest: the first rule that any report meets decides.
    let rules: [&dyn Fn(&Known) -> bool; 5] = [
        &|k| k.slug.as_str() == wish,
        &|k| k.path.as_deref() == Some(wish),
        &|k| named && compared(&k.slug) == wished,
        &|k| named && compared(&k.slug).starts_with(&wished),
        &|k| {
            k.path.as_deref().is_some_and(|p| p.rsplit(['/', '\\']).next() == Some(wish))
                || hash && k.sha256.is_some_and(|h| h.to_string().starts_with(&lower))
        },
    ];
    for rule in rules {
        let met: Vec<&Known> = known.iter().filter(|k| rule(k)).collect();
        match met.as_slice() {
            [] => {}
            [one] => return Ok(one.id),
            several => {
                let candidates = several.iter().map(|k| (k.id, k.slug.clone())).collect();
                return Err(Error::Ambiguous { wish: wish.to_owned(), candidates }.into());
            }
        }
    }
    Err(Error::NoReport { wish: wish.to_owned(), nearest: nearest(&wished, known) }.into())
}

/// A slug as it is compared: each of its words normalised.
fn compared(slug: &Slug) -> String {
    slug.as_str().split('-').map(|word| normalise(word).key().to_owned()).collect::<Vec<_>>().join("-")
}

/// The slugs whose start is nearest to what was asked for, when at most half of its letters differ.
fn nearest(wished: &str, known: &[Known]) -> Vec<Slug> {
    let letters: Vec<char> = wished.chars().collect();
    let distance = |k: &Known| {
        let slug: Vec<char> = compared(&k.slug).chars().take(letters.len()).collect();
        edits(&letters, &slug)
    };
    let mut near: Vec<_> = known.iter().map(|k| (distance(k), k)).filter(|(d, _)| d * 2 <= letters.len()).collect();
    near.sort_by_key(|(distance, k)| (*distance, k.id));
    near.into_iter().take(SUGGESTIONS).map(|(_, k)| k.slug.clone()).collect()
}
