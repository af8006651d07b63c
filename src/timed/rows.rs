//! Segments and words as lists without names, as programs dump what they keep in tuples: `[0.0, 4.2, "text"]`, `["word", 0.1, 0.4]`,
//! the segments of faster-whisper. They are given the names under which every other list has them.

use super::json::{Data, Value};

/// Which column holds what.
#[derive(Clone, Copy, PartialEq)]
struct Columns {
    text: usize,
    speaker: Option<usize>,
    start: usize,
}

/// The values of a file, with names where rows stand: as the file itself, one a line, or in its `segments` or `words`.
pub(super) fn named(values: Vec<Value>) -> Vec<Value> {
    if let [file] = &values[..]
        && matches!(file.data, Data::Map(_))
    {
        return values.into_iter().map(named_members).collect();
    }
    if let [_] = &values[..] {
        return values.into_iter().map(named_list).collect();
    }
    // One row a line.
    let Some(columns) = columns(&values) else { return values };
    let place = values.first().zip(values.last()).map_or(0..0, |(a, b)| a.place.start..b.place.end);
    let rows = values.into_iter().map(|row| columns.name(row)).collect();
    vec![Value { data: Data::List(rows), place }]
}

fn named_members(file: Value) -> Value {
    let Value { data: Data::Map(members), place } = file else { return file };
    let is_listed = |name: &[u8]| matches!(name, b"segments" | b"words");
    let members = members.into_iter().map(|(name, value)| {
        let value = if is_listed(&name) { named_list(value) } else { value };
        (name, value)
    });
    Value { data: Data::Map(members.collect()), place }
}

fn named_list(list: Value) -> Value {
    let Value { data: Data::List(rows), place } = list else { return list };
    let data = match columns(&rows) {
        Some(columns) => Data::List(rows.into_iter().map(|row| columns.name(row)).collect()),
        None => Data::List(rows),
    };
    Value { data, place }
}

/// The columns of a list of rows; `None` where it is none. The two times stand in front of the first text, or behind it where
/// that comes first; of two texts the longer one is what is said, and the other says who.
fn columns(rows: &[Value]) -> Option<Columns> {
    let first = rows.first()?.list();
    let texts: Vec<usize> = (0..first.len()).filter(|at| first[*at].bytes().is_some()).take(2).collect();
    let is_text = |at: usize| rows.iter().all(|row| row.list().get(at).is_some_and(|value| value.bytes().is_some()));
    let is_time = |at: usize| {
        rows.iter().all(|row| row.list().get(at).is_some_and(|v| matches!(v.data, Data::Number(_) | Data::Null)))
    };
    let length = |at: usize| rows.iter().filter_map(|row| row.list().get(at)?.bytes()).map(<[u8]>::len).sum::<usize>();
    let column = *texts.first()?;
    let text = *texts.iter().filter(|at| is_text(**at)).max_by_key(|at| (length(**at), std::cmp::Reverse(**at)))?;
    let start = if column == 0 { 1 } else { column.checked_sub(2)? };
    let speaker = texts.into_iter().find(|at| *at != text);
    (is_time(start) && is_time(start + 1)).then_some(Columns { text, speaker, start })
}

impl Columns {
    /// A row with names. What stands behind its times or its text may say how sure the recogniser was; a list of rows in it is
    /// that of its words.
    fn name(self, row: Value) -> Value {
        let Value { data: Data::List(cells), place } = row else { return row };
        let after = self.text.max(self.start + 1) + 1;
        let mut members = Vec::new();
        for (at, cell) in cells.into_iter().enumerate() {
            let name = match at {
                at if at == self.text => "text",
                at if at == self.start => "start",
                at if at == self.start + 1 => "end",
                at if Some(at) == self.speaker => "speaker",
                at if at == after && matches!(cell.data, Data::Number(_)) => "confidence",
                _ if columns(cell.list()).is_some() => "words",
                _ => continue,
            };
            members.push((name.as_bytes().to_vec(), if name == "words" { named_list(cell) } else { cell }));
        }
        Value { data: Data::Map(members), place }
    }
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn lists_without_names_are_told_by_what_stands_where() {
        let segments = [
            r#"[[1.0, 3.5, " It is a good day"], [3.5, 5.0, " for all of you"]]"#,
            "[1.0, 3.5, \"It is a good day\"]\n[3.5, 5.0, \"for all of you\"]\n",
            r#"{"segments": [[1.0, 3.5, "A", "It is a good day"], [3.5, 5.0, "A", "for all of you"]]}"#,
            r#"[["A", 1.0, 3.5, "It is a good day"], ["A", 3.5, 5.0, "for all of you"]]"#,
            r#"[[1, 0, 1.0, 3.5, " It is a good day", [50364, 12], 0.0, -0.2, 1.4, 0.01, null], [2, 0, 3.5, 5.0, " for all of you", [1], 0.0, -0.2, 1.4, 0.01, null]]"#,
        ];
        for text in segments {
            let file = read(text.as_bytes(), None, None).unwrap_or_else(|error| panic!("{error}: {text}"));
            let told: Vec<_> =
                file.cues.iter().map(|c| (c.span().unwrap().to_string(), c.lines().collect::<String>())).collect();
            let expected = [("0:01.000–0:03.500", "It is a good day"), ("0:03.500–0:05.000", "for all of you")];
            assert_eq!(told, expected.map(|(span, text)| (span.to_owned(), text.to_owned())), "{text}");
            assert_eq!(file.cues[0].turns[0].speaker.as_deref(), text.contains("\"A\"").then_some("A"), "{text}");
        }
    }

    #[test]
    fn words_without_names_keep_their_confidences() {
        let words = r#"[["Good", 1.0, 1.2, 0.8], ["day", 1.5, 1.9, 0.9]]"#;
        let inside = r#"[[1, 0, 1.0, 1.9, " Good day", [5], 0.0, -0.2, 1.4, 0.01, [[1.0, 1.2, " Good", 0.8], [1.5, 1.9, " day", 0.9]]]]"#;
        for (text, form) in [(words, Form::WordList), (inside, Form::SegmentList)] {
            let file = read(text.as_bytes(), None, None).unwrap();
            assert_eq!(file.form, form);
            let told: Vec<_> = file.cues[0].words.iter().map(|w| (w.text.as_str(), w.span().unwrap().to_string())).collect();
            let expected = [("Good", "0:01.000–0:01.200"), ("day", "0:01.500–0:01.900")];
            assert_eq!(told, expected.map(|(word, span)| (word, span.to_owned())));
            assert_eq!(file.cues[0].words[1].confidence, Some(0.9));
        }
    }

    #[test]
    fn other_lists_of_lists_are_none() {
        for text in [r#"[[1, 2, 3], [4, 5, 6]]"#, r#"[["a", "b"], ["c", "d"]]"#, "[[]]", "[[1.0, \"x\"]]"] {
            assert!(read(text.as_bytes(), None, None).is_err(), "{text}");
        }
    }
}
