//! Reading JSON Lines into the catalog.

use std::io::{BufRead, Read};

use rusqlite::Connection;

use super::json_lines::{Head, JSON_LINES_FORMAT, JSON_LINES_VERSION};
use super::json_lines_large::{Large, large_line};
use super::json_lines_places::{Imported, Places};
use super::{Catalog, DbResult, Error, Fault};

/// The longest first line.
const LONGEST_HEAD_BYTES: u64 = 4096;
/// The longest other line: a transcript of days.
const LONGEST_LINE_BYTES: u64 = 512 << 20;

impl Catalog {
    /// Adds what [`Catalog::export_json_lines`] wrote. Recordings are known by their content; a report by its recording and the second
    /// in which it was added, so that lines brought twice are kept once.
    ///
    /// Lines of 16 MB are one change: a smaller import is kept as a whole or not at all. Of a larger one that fails, or whose process dies,
    /// what was kept before stays; brought again, it ends as one that was not disturbed.
    ///
    /// # Errors
    /// [`Error::Import`] with the line that is wrong, [`Error::Io`] when `lines` fails, and those of every change.
    pub fn import_json_lines(&self, lines: impl BufRead) -> Result<Imported, Error> {
        let mut import = Import { lines, number: 0, places: Places::default() };
        while self.change(|t| import.change(t))? {}
        match import.number {
            0 => Err(Error::Import { line: 1, reason: "it is empty".into() }),
            _ => Ok(import.places.added),
        }
    }
}

/// So many bytes of lines are one change: others can write in between, and the journal stays small.
const CHANGE_BYTES: usize = 16 << 20;

/// An import at work.
struct Import<L> {
    lines: L,
    /// That of the last line that was read, from 1.
    number: usize,
    places: Places,
}

impl<L: BufRead> Import<L> {
    /// Takes the lines of one change; whether there may be more.
    fn change(&mut self, t: &Connection) -> DbResult<bool> {
        let mut taken = 0;
        while taken < CHANGE_BYTES {
            let most = if self.number == 0 { LONGEST_HEAD_BYTES } else { LONGEST_LINE_BYTES };
            let Some(text) = next_line(&mut self.lines, most, self.number + 1)? else { return Ok(false) };
            self.number += 1;
            taken += text.len();
            self.take(t, &text)?;
        }
        Ok(true)
    }

    fn take(&mut self, t: &Connection, text: &str) -> DbResult<()> {
        let number = self.number;
        if number == 1 {
            return head(text).map_err(|reason| Fault::Catalog(Error::Import { line: number, reason }));
        }
        take_line(&mut self.places, t, (number, text))
    }
}

/// Takes one line after the first; `number` is what it is called when it is wrong.
pub(super) fn take_line(places: &mut Places, t: &Connection, (number, text): (usize, &str)) -> DbResult<()> {
    let wrong = |reason: String| Fault::Catalog(Error::Import { line: number, reason });
    if text.trim().is_empty() {
        return Ok(());
    }
    let taken = match large_line(text).map_err(|e| wrong(unplaced(&e)))? {
        Some(Large::Transcript(line)) => places.take_transcript_line(t, line),
        Some(Large::Alignment(line)) => places.take_alignment_line(t, line),
        None => serde_json::from_str(text).map_err(|e| wrong(unplaced(&e))).and_then(|line| places.take(t, line)),
    };
    taken.map_err(|fault| match fault {
        Fault::Catalog(Error::Import { reason, .. }) => wrong(reason),
        Fault::Catalog(error) => wrong(error.to_string()),
        engine => engine,
    })
}

/// The next line, of `most` bytes at most: what has no end is not taken into memory.
fn next_line(lines: &mut impl BufRead, most: u64, number: usize) -> DbResult<Option<String>> {
    let failed = |source| Fault::Catalog(Error::Io { doing: "read", source });
    let wrong = |reason: String| Fault::Catalog(Error::Import { line: number, reason });
    let mut bytes = Vec::new();
    if lines.take(most + 1).read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 > most {
        return Err(wrong(format!("it is longer than {most} bytes")));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| wrong("it is not UTF-8 text".to_owned()))
}

/// What serde_json says, without its own "line 1": the import's line is named beside it.
fn unplaced(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match said.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => said,
    }
}

fn head(text: &str) -> Result<(), String> {
    match serde_json::from_str::<Head>(text) {
        Ok(head) if head.format != JSON_LINES_FORMAT => {
            Err(format!("its format is `{}`, not `{JSON_LINES_FORMAT}`", head.format))
        }
        Ok(head) if head.version > JSON_LINES_VERSION => {
            Err(format!("it has version {}, and this rawi reads up to {JSON_LINES_VERSION}", head.version))
        }
        Ok(_) => Ok(()),
        Err(_) => Err(format!("it is not the first line of a catalog's export (`\"format\":\"{JSON_LINES_FORMAT}\"`)")),
    }
}
