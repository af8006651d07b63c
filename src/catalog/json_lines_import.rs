//! Reading JSON Lines into the catalog: lines are read on threads of their own while those before them are written.

use std::io::{BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Scope};

use rusqlite::Connection;

use super::json_lines::{Head, JSON_LINES_FORMAT, JSON_LINES_VERSION};
use super::json_lines_places::{Imported, Places};
use super::json_lines_read::{ReadLine, placed, read_line};
use super::{Catalog, DbResult, Error, Fault};

/// The longest first line.
const LONGEST_HEAD_BYTES: u64 = 4096;
/// The longest other line: a transcript of days.
const LONGEST_LINE_BYTES: u64 = 512 << 20;
/// So many bytes of lines are one change: others can write in between, and the journal stays small.
const CHANGE_BYTES: usize = 16 << 20;
/// So many bytes of lines are read at a time: a few reports.
const BATCH_BYTES: usize = 256 << 10;
/// More threads are not needed: one writes, and what it writes takes as long as two need to read.
const MOST_READERS: usize = 2;

impl Catalog {
    /// Adds what [`Catalog::export_json_lines`] wrote. Recordings are known by their content; a report by its recording and the second
    /// in which it was added, so that lines brought twice are kept once.
    ///
    /// Lines of 16 MB are one change: a smaller import is kept as a whole or not at all. Of a larger one that fails, or whose process dies,
    /// what was kept before stays; brought again, it ends as one that was not disturbed.
    ///
    /// # Errors
    /// [`Error::Import`] with the line that is wrong, [`Error::Io`] when `lines` fails, and those of every change.
    pub fn import_json_lines(&self, mut lines: impl BufRead) -> Result<Imported, Error> {
        let mut begin = || -> DbResult<()> {
            let first = next_line(&mut lines, LONGEST_HEAD_BYTES, 1)?;
            let wrong = |reason| Fault::Catalog(Error::Import { line: 1, reason });
            first.ok_or_else(|| wrong("it is empty".to_owned())).and_then(|text| head(&text).map_err(wrong))
        };
        begin().map_err(|fault| fault.describe(&self.path))?;
        thread::scope(|scope| {
            let mut places = Places::default();
            let mut ahead = Ahead::new(scope, Written { lines, number: 1 });
            while self.change(|t| change(&mut ahead, &mut places, t))? {}
            Ok(places.added)
        })
    }
}

/// Takes the lines of one change; whether there may be more.
fn change<L: BufRead>(ahead: &mut Ahead<L>, places: &mut Places, t: &Connection) -> DbResult<bool> {
    let mut taken = 0;
    while taken < CHANGE_BYTES {
        let Some(batch) = ahead.next() else { return Ok(false) };
        taken += batch.bytes;
        for (number, line) in batch.lines {
            take_read(places, t, (number, line?))?;
        }
        batch.end?;
    }
    Ok(true)
}

/// Takes one line after the first; `number` is what it is called when it is wrong.
pub(super) fn take_line(places: &mut Places, t: &Connection, (number, text): (usize, &str)) -> DbResult<()> {
    take_read(places, t, (number, read_line((number, text))?))
}

fn take_read(places: &mut Places, t: &Connection, (number, line): (usize, Option<ReadLine>)) -> DbResult<()> {
    line.map_or(Ok(()), |line| places.take(t, line)).map_err(|fault| placed(fault, number))
}

/// Lines as they are written.
struct Written<L> {
    lines: L,
    /// That of the last line that was seen, from 1.
    number: usize,
}

/// Some lines in a row, and whether those behind them can be had.
struct Batch<T> {
    lines: Vec<(usize, T)>,
    bytes: usize,
    end: DbResult<()>,
}

impl<L: BufRead> Written<L> {
    /// The next lines; `None` behind the last.
    fn batch(&mut self) -> Option<Batch<String>> {
        let mut batch = Batch { lines: Vec::new(), bytes: 0, end: Ok(()) };
        while batch.bytes < BATCH_BYTES && batch.end.is_ok() {
            match next_line(&mut self.lines, LONGEST_LINE_BYTES, self.number + 1) {
                Ok(Some(text)) => {
                    self.number += 1;
                    batch.bytes += text.len();
                    batch.lines.push((self.number, text));
                }
                Ok(None) => break,
                Err(fault) => batch.end = Err(fault),
            }
        }
        (!batch.lines.is_empty() || batch.end.is_err()).then_some(batch)
    }
}

/// What reading one line gave.
type Line = DbResult<Option<ReadLine>>;

/// One that reads lines on a thread of its own: it is given a batch, and gives it back.
struct Reader {
    given: SyncSender<Batch<String>>,
    read: Receiver<Batch<Line>>,
}

impl Reader {
    fn new<'scope>(scope: &'scope Scope<'scope, '_>) -> Self {
        let (given, to_read) = sync_channel::<Batch<String>>(1);
        let (done, read) = sync_channel(1);
        scope.spawn(move || {
            for Batch { lines, bytes, end } in to_read {
                let lines = lines.into_iter().map(|(number, text)| (number, read_line((number, &text)))).collect();
                if done.send(Batch { lines, bytes, end }).is_err() {
                    break;
                }
            }
        });
        Self { given, read }
    }
}

/// Lines that are read ahead of those that are written, in their order: readers take turns.
struct Ahead<L> {
    written: Written<L>,
    readers: Vec<Reader>,
    /// The turns of those that were given a batch and did not give it back.
    turns: std::collections::VecDeque<usize>,
}

impl<L: BufRead> Ahead<L> {
    fn new<'scope>(scope: &'scope Scope<'scope, '_>, written: Written<L>) -> Self {
        let count = thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
        let mut ahead = Self { written, readers: (0..count).map(|_| Reader::new(scope)).collect(), turns: [].into() };
        (0..count).for_each(|turn| ahead.give(turn));
        ahead
    }

    fn give(&mut self, turn: usize) {
        let Some(batch) = self.written.batch() else { return };
        if self.readers.get(turn).is_some_and(|reader| reader.given.send(batch).is_ok()) {
            self.turns.push_back(turn);
        }
    }

    fn next(&mut self) -> Option<Batch<Line>> {
        let turn = self.turns.pop_front()?;
        let batch = self.readers.get(turn)?.read.recv().ok();
        self.give(turn);
        batch
    }
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
