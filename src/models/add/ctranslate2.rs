//! CTranslate2's `model.bin`: a name and a version, then each variable with its name, shape, kind and numbers.

use std::collections::HashMap;
use std::path::Path;

use super::super::error::Error;
use super::byte_reader::ByteReader;
use super::tensor::{Element, StoredTensor};

/// Earlier versions stored sizes another way.
const OLDEST: u32 = 4;
const NEWEST: u32 = 6;
/// More variables than the largest model has.
const MOST_VARIABLES: u32 = 100_000;
/// The most scales of a matrix: one for each token.
const MOST_SCALES: u64 = 1_000_000;

/// The variables of the file at `path`, by their names; those that are another by a second name too.
pub(super) fn tensors(path: &Path) -> Result<HashMap<String, StoredTensor>, Error> {
    let mut file = ByteReader::open(path)?;
    let version = file.u32()?;
    if !(OLDEST..=NEWEST).contains(&version) {
        return Err(file.wrong(format!("version {version} of CTranslate2's format, expected {OLDEST} to {NEWEST}")));
    }
    let kind = text(&mut file)?;
    if kind != "WhisperSpec" {
        return Err(file.wrong(format!("a model of the kind `{kind}`, expected `WhisperSpec`")));
    }
    file.u32()?;
    let mut found = HashMap::new();
    for _ in 0..counted(&mut file, "variables")? {
        let name = text(&mut file)?;
        let tensor = variable(path, &mut file, &name)?;
        found.insert(name, tensor);
    }
    if !file.is_at_end() {
        for _ in 0..counted(&mut file, "second names")? {
            let (second, first) = (text(&mut file)?, text(&mut file)?);
            if let Some(tensor) = found.get(&first).cloned() {
                found.insert(second, tensor);
            }
        }
    }
    with_scales(&mut found)?;
    Ok(found)
}

fn counted(file: &mut ByteReader, what: &str) -> Result<u32, Error> {
    match file.u32()? {
        count if count <= MOST_VARIABLES => Ok(count),
        count => Err(file.wrong(format!("{count} {what}"))),
    }
}

/// A text stands behind its length and before a zero.
fn text(file: &mut ByteReader) -> Result<String, Error> {
    let length = file.u16()?;
    let bytes = file.bytes(length.into())?;
    Ok(String::from_utf8_lossy(bytes.strip_suffix(&[0]).unwrap_or(&bytes)).into_owned())
}

fn variable(path: &Path, file: &mut ByteReader, name: &str) -> Result<StoredTensor, Error> {
    let dimensions = file.u8()?;
    let shape = (0..dimensions).map(|_| file.u32().map(u64::from)).collect::<Result<Vec<_>, _>>()?;
    let kind = file.u8()?;
    let element = match kind {
        0 => Element::F32,
        1 => Element::I8,
        2 => Element::I16,
        3 => Element::I32,
        4 => Element::F16,
        5 => Element::Bf16,
        kind => return Err(file.wrong(format!("`{name}` has numbers of the unknown kind {kind}"))),
    };
    let bytes = u64::from(file.u32()?);
    let tensor = StoredTensor { path: path.to_owned(), offset: file.at(), shape, element, scale: Vec::new() };
    // Four bits each, in a shape of other kinds, and whatever else: not these.
    if tensor.bytes() != Some(bytes) {
        return Err(file.wrong(format!("`{name}` has {bytes} bytes, expected {:?}", tensor.bytes().unwrap_or(u64::MAX))));
    }
    file.go_to(file.at() + bytes)?;
    Ok(tensor)
}

/// Weights in whole numbers have their scales in a variable beside them.
fn with_scales(found: &mut HashMap<String, StoredTensor>) -> Result<(), Error> {
    let whole = |tensor: &StoredTensor| matches!(tensor.element, Element::I8 | Element::I16);
    let names: Vec<String> = found.iter().filter(|(_, tensor)| whole(tensor)).map(|(name, _)| name.clone()).collect();
    for name in names {
        let Some(scale) = found.get(&format!("{name}_scale")).map(|scale| scale.all(MOST_SCALES)).transpose()? else {
            continue;
        };
        if let Some(tensor) = found.get_mut(&name) {
            tensor.scale = scale;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn put_text(out: &mut Vec<u8>, text: &str) {
        out.extend((text.len() as u16 + 1).to_le_bytes());
        out.extend(text.as_bytes());
        out.push(0);
    }

    /// A file of `variables` in single precision.
    pub(in super::super) fn written(variables: &[(String, Vec<u64>, Vec<f32>)]) -> Vec<u8> {
        let mut out = 6u32.to_le_bytes().to_vec();
        put_text(&mut out, "WhisperSpec");
        out.extend(3u32.to_le_bytes());
        out.extend((variables.len() as u32).to_le_bytes());
        for (name, shape, values) in variables {
            put_text(&mut out, name);
            out.push(shape.len() as u8);
            shape.iter().for_each(|size| out.extend((*size as u32).to_le_bytes()));
            out.push(0);
            out.extend((values.len() as u32 * 4).to_le_bytes());
            values.iter().for_each(|value| out.extend(value.to_le_bytes()));
        }
        out
    }

    fn read(bytes: &[u8]) -> Result<HashMap<String, StoredTensor>, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.bin");
        std::fs::write(&path, bytes).unwrap();
        tensors(&path).map_err(|e| e.to_string().rsplit("model.bin").next().unwrap_or_default().to_owned())
    }

    #[test]
    fn variables_and_their_second_names_are_found() {
        let mut bytes = written(&[("decoder/embeddings/weight".to_owned(), vec![2, 1], vec![1.0, 2.0])]);
        bytes.extend(1u32.to_le_bytes());
        put_text(&mut bytes, "decoder/projection/weight");
        put_text(&mut bytes, "decoder/embeddings/weight");
        let found = read(&bytes).unwrap();
        assert_eq!(found["decoder/projection/weight"], found["decoder/embeddings/weight"]);
        assert_eq!(found["decoder/embeddings/weight"].shape, [2, 1]);
    }

    #[test]
    fn whole_numbers_have_their_scales() {
        let mut bytes = written(&[("a/weight_scale".to_owned(), vec![2], vec![2.0, 4.0])]);
        let count = bytes.iter().rposition(|b| *b == b'W').unwrap() + 12 + 4;
        bytes[count..count + 4].copy_from_slice(&2u32.to_le_bytes());
        put_text(&mut bytes, "a/weight");
        bytes.extend([2, 2, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 6, 0xf8]);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.bin");
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(tensors(&path).unwrap()["a/weight"].all(9).unwrap(), [3.0, -2.0]);
    }

    #[test]
    fn what_it_is_not_is_told() {
        let whole = written(&[("a".to_owned(), vec![2], vec![1.0, 2.0])]);
        assert!(read(&whole[..whole.len() - 1]).unwrap_err().ends_with("it ends after 47 bytes"));
        let mut old = whole.clone();
        old[0] = 3;
        assert!(read(&old).unwrap_err().contains("version 3 of CTranslate2's format, expected 4 to 6"));
        let mut other = whole;
        other[6] = b'w';
        assert!(read(&other).unwrap_err().contains("a model of the kind `whisperSpec`"));
    }
}
