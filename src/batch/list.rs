//! Lists of recordings: tables with a row for each.

use std::path::{Path, PathBuf};

use super::Task;

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// There is no column that names recordings or transcripts.
    #[error("the list has no column `recording` or `transcript`; its columns are: {}", columns.join(", "))]
    NoColumn {
        /// Those that it has.
        columns: Vec<String>,
    },
    /// A row names neither a recording nor a transcript.
    #[error("line {line} of the list names no recording")]
    NoRecording {
        /// Its number, from 1.
        line: u64,
    },
    /// A row cannot be read.
    #[error("line {line} of the list cannot be read: {reason}")]
    Row {
        /// Its number, from 1.
        line: u64,
        /// Why.
        reason: String,
    },
    /// There is no row below the heading.
    #[error("the list has no row below its heading")]
    Empty,
}

const RECORDING: &[&str] = &["recording", "audio", "file", "media"];
const ARTICLE: &[&str] = &["article", "page", "text"];

/// Reads a table: its first line names the columns `recording` (or `audio`, `file`, `media`), `article` (or `page`, `text`), `transcript`,
/// `title`, `url`, `date` and `language` in any order and case; others are left alone. Commas, semicolons or tabs part the columns.
/// Paths count from `folder`; addresses stay as they are. Empty rows are passed over.
///
/// # Errors
/// [`ListError`], with the line.
///
/// ```
/// use std::path::Path;
/// let tasks = rawi::batch::read_list(b"Recording;Article\nmonday.mp3;https://example.org/monday\n", Path::new("shows"))?;
/// assert_eq!(tasks[0].recording.as_deref(), Some(Path::new("shows/monday.mp3")));
/// assert_eq!(tasks[0].article.as_deref(), Some(Path::new("https://example.org/monday")));
/// # Ok::<(), rawi::batch::ListError>(())
/// ```
pub fn read_list(bytes: &[u8], folder: &Path) -> Result<Vec<Task>, ListError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| heading.iter().filter(|byte| **byte == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| count(*mark)).filter(|mark| count(*mark) > 0);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let unreadable = |error: csv::Error| ListError::Row {
        line: error.position().map_or(1, csv::Position::line),
        reason: error.to_string(),
    };
    let columns: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(str::to_lowercase).collect();
    let column = |names: &[&str]| names.iter().find_map(|name| columns.iter().position(|column| column == name));
    let (recording, transcript) = (column(RECORDING), column(&["transcript"]));
    if recording.is_none() && transcript.is_none() {
        return Err(ListError::NoColumn { columns });
    }
    let mut tasks = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = record.position().map_or(1, csv::Position::line);
        let value = |column: Option<usize>| column.and_then(|at| record.get(at)).filter(|value| !value.is_empty());
        if record.iter().all(str::is_empty) {
            continue;
        }
        let text = |names: &[&str]| value(column(names)).map(str::to_owned);
        let path = |column: Option<usize>| value(column).map(|value| placed(value, folder));
        let task = Task {
            recording: path(recording),
            article: path(column(ARTICLE)),
            transcript: path(transcript),
            title: text(&["title"]),
            url: text(&["url"]),
            date: text(&["date"]),
            language: text(&["language"]),
        };
        if task.recording.is_none() && task.transcript.is_none() {
            return Err(ListError::NoRecording { line });
        }
        tasks.push(task);
    }
    if tasks.is_empty() { Err(ListError::Empty) } else { Ok(tasks) }
}

fn placed(value: &str, folder: &Path) -> PathBuf {
    let is_address = value.split_once("://").is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_address { PathBuf::from(value) } else { folder.join(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Task>, String> {
        read_list(text.as_bytes(), Path::new("shows")).map_err(|error| error.to_string())
    }

    #[test]
    fn columns_are_known_by_their_names_in_any_order_with_any_mark_between() {
        let tasks =
            read("\u{feff}Title,AUDIO,date,\"Page\",x\n\"Aid, at last\", a.mp3 ,2017-08-02,,9\n,,,,\n,/b.mp3,,b.html,\n")
                .unwrap();
        assert_eq!(tasks.len(), 2);
        assert_eq!((tasks[0].title.as_deref(), tasks[0].date.as_deref()), (Some("Aid, at last"), Some("2017-08-02")));
        assert_eq!((tasks[0].name(), &tasks[0].article), ("shows/a.mp3".to_owned(), &None));
        assert_eq!((tasks[1].name(), tasks[1].article.clone()), ("/b.mp3".to_owned(), Some("shows/b.html".into())));
        assert_eq!(read("transcript\tlanguage\na.json\tar\n").unwrap()[0].language.as_deref(), Some("ar"));
    }

    #[test]
    fn what_is_missing_is_told_by_its_line() {
        assert_eq!(
            read("a,b\n1,2\n").unwrap_err(),
            "the list has no column `recording` or `transcript`; its columns are: a, b"
        );
        assert_eq!(read("recording,article\nx.mp3,\n,y.html\n").unwrap_err(), "line 3 of the list names no recording");
        assert_eq!(read("recording\n").unwrap_err(), "the list has no row below its heading");
        let told = read_list(b"recording\n\xff\xfe.mp3\n", Path::new("")).unwrap_err().to_string();
        assert!(told.starts_with("line 2 of the list cannot be read: "), "{told}");
    }
}
