//! `.safetensors`: the length of a table, the table in JSON, and behind it the numbers.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;

use super::super::error::Error;
use super::tensor::{Element, StoredTensor};

/// The longest table: what the format itself allows.
const LONGEST_TABLE: u64 = 100_000_000;

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<u64>,
    data_offsets: [u64; 2],
}

/// The tensors of the file at `path`, by their names.
pub(super) fn tensors(path: &Path) -> Result<HashMap<String, StoredTensor>, Error> {
    let refused = |source| Error::Read { path: path.to_owned(), source };
    let wrong = |what: String| Error::Unclear { path: path.to_owned(), what };
    let mut file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    let mut head = [0; 8];
    file.read_exact(&mut head).map_err(|_| wrong("it ends before its table".to_owned()))?;
    let table = u64::from_le_bytes(head);
    if table > LONGEST_TABLE || table > length.saturating_sub(8) {
        return Err(wrong(format!(
            "its table is said to be {table} bytes long, and {} are there",
            length.saturating_sub(8)
        )));
    }
    let mut text = Vec::new();
    file.take(table).read_to_end(&mut text).map_err(refused)?;
    let entries: HashMap<String, serde_json::Value> =
        serde_json::from_slice(&text).map_err(|e| wrong(format!("its table is no JSON: {e}")))?;
    let mut found = HashMap::new();
    for (name, entry) in entries.into_iter().filter(|(name, _)| name != "__metadata__") {
        let entry: Entry = serde_json::from_value(entry).map_err(|e| wrong(format!("the entry of `{name}`: {e}")))?;
        // Kinds that Whisper never has are no fault of the tensors that it does.
        let Some(element) = element(&entry.dtype) else { continue };
        let [start, end] = entry.data_offsets;
        let tensor = StoredTensor {
            path: path.to_owned(),
            offset: 8 + table + start,
            shape: entry.shape,
            element,
            scale: Vec::new(),
        };
        let lies_there = end <= length - 8 - table && start <= end && tensor.bytes() == Some(end - start);
        if !lies_there {
            return Err(wrong(format!("`{name}` should lie at {start} to {end} of {} bytes", length - 8 - table)));
        }
        found.insert(name, tensor);
    }
    Ok(found)
}

fn element(name: &str) -> Option<Element> {
    Some(match name {
        "F64" => Element::F64,
        "F32" => Element::F32,
        "F16" => Element::F16,
        "BF16" => Element::Bf16,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str, data: &[u8]) -> Result<HashMap<String, StoredTensor>, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.safetensors");
        let length = (table.len() as u64).to_le_bytes();
        std::fs::write(&path, [&length, table.as_bytes(), data].concat()).unwrap();
        tensors(&path).map_err(|e| e.to_string().rsplit("model.safetensors").next().unwrap_or_default().to_owned())
    }

    #[test]
    fn the_table_tells_where_tensors_lie() {
        let table = r#"{"__metadata__":{"format":"pt"},"a":{"dtype":"F16","shape":[2,3],"data_offsets":[4,16]},"ids":{"dtype":"I64","shape":[],"data_offsets":[0,0]}}"#;
        let found = read(table, &[0; 16]).unwrap();
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!((found["a"].offset, found["a"].shape.clone()), (8 + table.len() as u64 + 4, vec![2, 3]));
    }

    #[test]
    fn what_does_not_lie_in_the_file_is_told() {
        let beyond = r#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#;
        assert!(read(beyond, &[0; 15]).unwrap_err().ends_with("`a` should lie at 0 to 16 of 15 bytes"));
        let other = r#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#;
        assert!(read(other, &[0; 16]).is_err());
        assert!(read("[", &[]).unwrap_err().contains("its table is no JSON"));
    }
}
