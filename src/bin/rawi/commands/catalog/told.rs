//! What a check of the catalog and a merge found, in words.

use std::io::{self, Write};

use rawi::catalog::{CatalogFinding, MergeConflict};

use crate::commands::doctor::describe;
use crate::terminal::shown;

/// What was found, and how much was looked at.
#[derive(serde::Serialize)]
pub(super) struct Checked {
    pub(super) findings: Vec<CatalogFinding>,
    /// Recordings that are not where they were.
    pub(super) missing_recordings: Vec<String>,
    /// Recordings where another file lies now.
    pub(super) changed_recordings: Vec<String>,
    /// Recordings whose file has the same length and a later time of change; only looked for without reading them.
    pub(super) touched_recordings: Vec<String>,
    /// Recordings that cannot be read.
    pub(super) unreadable_recordings: Vec<String>,
    /// All recordings of the catalog.
    pub(super) recordings: usize,
    pub(super) quick: bool,
}

impl Checked {
    pub(super) fn is_whole(&self) -> bool {
        let lists =
            [&self.missing_recordings, &self.changed_recordings, &self.touched_recordings, &self.unreadable_recordings];
        self.findings.is_empty() && lists.iter().all(|list| list.is_empty())
    }
}

pub(super) fn tell(checked: &Checked, out: &mut impl Write) -> io::Result<()> {
    for finding in &checked.findings {
        writeln!(out, "- {}{}", shown(&describe(finding)), next(finding))?;
    }
    let lists = [
        (&checked.missing_recordings, "is not there", "`rawi add` with its new path finds it again"),
        (
            &checked.changed_recordings,
            "is another recording than the one that was added",
            "bring the old file back, or `rawi add` takes it as a new one",
        ),
        (&checked.touched_recordings, "was changed since it was last read", "`rawi catalog check` reads it"),
        (&checked.unreadable_recordings, "cannot be read", "give the right to read it, or bring it back from a copy"),
    ];
    for (paths, what, next) in lists {
        for path in paths {
            writeln!(out, "- the recording {} {what}; {next}", shown(path))?;
        }
    }
    Ok(())
}

/// What to do about a finding whose description does not say so.
fn next(finding: &CatalogFinding) -> &'static str {
    match finding {
        CatalogFinding::Damaged { .. } | CatalogFinding::MissingTable { .. } | CatalogFinding::Dangling { .. } => {
            "; `rawi doctor` says what can be saved, `rawi export -o saved.jsonl` saves it"
        }
        CatalogFinding::SearchIndex => {
            "; `rawi export -o all.jsonl` and `rawi --catalog new.db import all.jsonl` make it anew"
        }
        CatalogFinding::UnusedRecording { .. } => "; `rawi add` with its path makes a report of it",
        _ => "",
    }
}

/// A side of a conflict is shown no longer.
const MOST_SHOWN: usize = 120;

/// One conflict: in what, about what, and both sides.
pub(super) fn tell_conflict(conflict: &MergeConflict, mark: &str, out: &mut impl Write) -> io::Result<()> {
    let MergeConflict { kind, subject, what, ours, theirs, author, .. } = conflict;
    let by = author.as_ref().map_or_else(String::new, |author| format!(" (by {author})"));
    writeln!(out, "{mark}{}: {} of {}", kind.words(), shown(what), shown(subject))?;
    writeln!(out, "     here: {}", side(ours.as_deref()))?;
    writeln!(out, "     there: {}{}", side(theirs.as_deref()), shown(&by))
}

/// A side in words: of facts those that are known and no hash.
fn side(text: Option<&str>) -> String {
    let text = text.unwrap_or("-");
    let told = match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(facts)) => {
            let known = facts.iter().filter(|(name, value)| !value.is_null() && !name.ends_with("sha256"));
            let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            known.map(|(name, value)| format!("{name} {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        _ => text.to_owned(),
    };
    let cut: String = told.chars().take(MOST_SHOWN).collect();
    let rest = if cut.len() < told.len() { " …" } else { "" };
    format!("{}{rest}", shown(&cut))
}
