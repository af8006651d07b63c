//! From what a person types to a report.

use super::sql::rows;
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
        let known = self.view(|t| {
            let sql = "SELECT r.id, r.slug, c.path, c.sha256 FROM reports r LEFT JOIN recordings c ON c.id = r.recording_id
                ORDER BY r.id";
            rows(t, sql, [], |row| {
                let id: ReportId = row.get(0)?;
                Ok(Known { id, slug: row.get(1)?, path: row.get(2)?, sha256: row.get(3)? })
            })
        })?;
        choose(wish.trim(), &known).map_err(|fault| fault.describe(&self.path))
    }
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
