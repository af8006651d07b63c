//! Tables with a header: Whisper's TSV and CSV, those of aligners, and those that editors export. A column for starts and one for
//! texts are needed.

use std::ops::Range;

use super::lines::{Lines, unread};
use super::phrases::{self, Placed};
use super::times::segment_unit;
use super::{FileCue, FileTurn, FileWord, Form, Place, TimedText, clock};
use crate::time::Timestamp;

/// More columns than any has.
const MOST_COLUMNS: usize = 64;

/// Which column holds what.
#[derive(Default)]
struct Columns {
    separator: char,
    start: usize,
    end: Option<usize>,
    text: usize,
    speaker: Option<usize>,
    /// The tier of an aligner's row: only its words are read.
    tier: Option<usize>,
}

impl Columns {
    /// The columns that a header names; `None` when it is none.
    fn of(header: &str) -> Option<Self> {
        let separator = ['\t', ',', ';'].into_iter().find(|separator| header.contains(*separator))?;
        let names: Vec<String> =
            header.split(separator).take(MOST_COLUMNS).map(|name| name.trim().trim_matches('"').to_lowercase()).collect();
        let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        Some(Self {
            separator,
            start: column(&["start", "begin", "start time", "start_time", "starttime", "from", "in"])?,
            end: column(&["end", "end time", "end_time", "endtime", "to", "out"]),
            text: column(&["text", "label", "transcript", "caption", "word", "content"])?,
            speaker: column(&["speaker", "speaker name", "speaker_name", "speaker id"]),
            tier: column(&["type"]),
        })
    }
}

/// Whether a text begins with such a header and a row that has a time.
pub(super) fn is_such(lines: &Lines<'_>) -> bool {
    let Some(columns) = Columns::of(lines.get(0)) else { return false };
    let first = fields(lines.get(1), columns.separator);
    first.get(columns.start).is_some_and(|field| number(&field.text).is_some() || time(&field.text, 1.0).is_some())
}

pub(super) fn read(text: &str) -> TimedText {
    let lines = Lines::of(text);
    let mut file = TimedText::new(Form::Table);
    let Some(columns) = Columns::of(lines.get(0)) else { return file };
    let rows = rows(text, lines.range(0).end, columns.separator);
    let get = |row: &Row, at: usize| row.fields.get(at).map_or("", |field| field.text.trim()).to_owned();
    let timed = |row: &Row| {
        let end = columns.end.and_then(|end| number(&get(row, end)))?;
        Some((number(&get(row, columns.start))?, end, get(row, columns.text).chars().count()))
    };
    let times: Vec<(f64, f64, usize)> = rows.iter().filter_map(timed).collect();
    let are_whole = !times.is_empty() && times.iter().all(|(start, end, _)| start.fract() == 0.0 && end.fract() == 0.0);
    // Whisper counts whole milliseconds.
    let unit = segment_unit(&times).unwrap_or(if are_whole { 1000.0 } else { 1.0 });
    for row in rows {
        let at = |column: usize| time(&get(&row, column), unit);
        let said = get(&row, columns.text);
        let is_word = columns.tier.is_none_or(|tier| get(&row, tier).eq_ignore_ascii_case("words"));
        let Some(start) = at(columns.start) else {
            let found = text.get(row.range.clone()).unwrap_or_default();
            file.unread.push(unread(found, lines.number(row.range.start), row.range, "row with a time"));
            continue;
        };
        if said.is_empty() || !is_word {
            continue;
        }
        let place_of = |column: usize| row.fields.get(column).map(|field| field.range.clone());
        let whole = row.range.clone();
        let place = Place {
            start: place_of(columns.start),
            end: columns.end.and_then(place_of),
            text: place_of(columns.text).unwrap_or(whole.end..whole.end),
            line: lines.number(whole.start),
            whole,
        };
        let speaker = columns.speaker.map(|speaker| get(&row, speaker));
        let turns = vec![FileTurn::of(speaker.as_deref(), said.split('\n').map(|line| line.trim().to_owned()).collect())];
        file.cues.push(FileCue { place, start: Some(start), end: columns.end.and_then(at), turns, ..FileCue::default() });
    }
    // Rows of a word each are words.
    if file.cues.len() > 1 && file.cues.iter().filter(|cue| cue.tokens().count() > 1).count() * 2 < file.cues.len() {
        file.cues = phrases::cues(std::mem::take(&mut file.cues).iter().flat_map(words).collect());
        lines.place(file.cues.iter_mut().map(|cue| &mut cue.place));
    }
    file
}

fn words(cue: &FileCue) -> Vec<Placed> {
    let speaker = cue.turns.first().and_then(|turn| turn.speaker.clone());
    let is_one = cue.tokens().count() == 1;
    let word = |token: &str| FileWord {
        text: token.to_owned(),
        start: cue.start.filter(|_| is_one),
        end: cue.end.filter(|_| is_one),
        ..FileWord::default()
    };
    let placed = |token| Placed { word: word(token), place: cue.place.whole.clone(), speaker: speaker.clone() };
    cue.tokens().map(placed).collect()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn time(text: &str, unit: f64) -> Option<Timestamp> {
    match number(text) {
        Some(number) => Timestamp::from_seconds(number / unit),
        None => clock::clock(text.trim()).filter(|_| text.contains(':')),
    }
}

struct Row {
    fields: Vec<Field>,
    range: Range<usize>,
}

struct Field {
    text: String,
    range: Range<usize>,
}

/// The rows behind byte `from`; a field between quotation marks may hold separators and line ends.
fn rows(text: &str, from: usize, separator: char) -> Vec<Row> {
    let (mut rows, mut start, mut is_quoted) = (Vec::new(), from, false);
    let mut push = |range: Range<usize>| {
        let row = text.get(range.clone()).unwrap_or_default();
        if !row.trim().is_empty() {
            let shifted =
                |field: Field| Field { range: field.range.start + range.start..field.range.end + range.start, ..field };
            rows.push(Row { fields: fields(row, separator).into_iter().map(shifted).collect(), range });
        }
    };
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < from) {
        match c {
            // Within a table that knows no quotes they are signs like others.
            '"' if separator != '\t' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => {
                push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(start..text.len());
    rows
}

fn fields(row: &str, separator: char) -> Vec<Field> {
    let (mut found, mut start, mut is_quoted) = (Vec::new(), 0, false);
    let mut push = |range: Range<usize>| {
        let text = row.get(range.clone()).unwrap_or_default();
        let inner = text.trim().strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        let inner = inner.filter(|_| separator != '\t').map(|inner| inner.replace("\"\"", "\""));
        found.push(Field { text: inner.unwrap_or_else(|| text.to_owned()), range });
    };
    for (at, c) in row.char_indices() {
        if c == '"' && separator != '\t' {
            is_quoted = !is_quoted;
        } else if c == separator && !is_quoted {
            push(start..at);
            start = at + c.len_utf8();
        }
    }
    push(start..row.len());
    found
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    /// Start, end, text and speaker.
    type Told = (Option<u32>, Option<u32>, String, Option<String>);

    fn told(text: &str) -> Vec<Told> {
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::Table);
        let ms = |time: Option<crate::time::Timestamp>| time.map(|time| time.as_millis());
        file.cues
            .iter()
            .map(|c| (ms(c.start), ms(c.end), c.lines().collect::<Vec<_>>().join("|"), c.turns[0].speaker.clone()))
            .collect()
    }

    #[test]
    fn milliseconds_seconds_and_clock_times_are_told_apart() {
        let said = |speaker: Option<&str>| {
            let speaker = speaker.map(str::to_owned);
            vec![
                (Some(1000), Some(2500), "Good day, \"all\" of you".to_owned(), speaker.clone()),
                (Some(2500), Some(4000), "It is late today".to_owned(), speaker),
            ]
        };
        assert_eq!(
            told("start\tend\ttext\n1000\t2500\tGood day, \"all\" of you\n2500\t4000\tIt is late today\n"),
            said(None)
        );
        assert_eq!(
            told("start,end,speaker,text\n1000,2500,0,\"Good day, \"\"all\"\" of you\"\n2500,4000,0,\"It is late today\"\n"),
            said(Some("0"))
        );
        assert_eq!(
            told(
                "Speaker Name,Start Time,End Time,Text\nA,0:00:01.0,0:00:02.5,\"Good day, \"\"all\"\" of you\"\nA,0:00:02.5,0:00:04,It is late today\n"
            ),
            said(Some("A"))
        );
        let words = "Begin,End,Label,Type,Speaker\n1.0,1.2,good,words,A\n1.0,1.1,G,phones,A\n1.5,1.9,day,words,A\n";
        assert_eq!(told(words), [(Some(1000), Some(1900), "good day".to_owned(), Some("A".to_owned()))]);
    }

    #[test]
    fn a_row_without_a_time_is_told_and_other_tables_are_none() {
        let file = read(b"start,end,text\n1.0,2.0,Good day to all\nsoon,2.0,x\n", None, None).unwrap();
        assert_eq!(file.unread[0].to_string(), "line 3: `soon,2.0,x` is no row with a time");
        assert!(read(b"start,place\n1.0,Cairo\n", None, None).is_err());
        assert!(read(b"start,end,text\nnever,ever,x\n", None, None).is_err());
    }
}
