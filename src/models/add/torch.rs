//! A PyTorch checkpoint: a pickle that describes the tensors, and their numbers in files beside it, all in one archive. OpenAI's
//! `.pt` files hold the model's sizes too; Hugging Face's `pytorch_model.bin` only the tensors.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use super::super::error::Error;
use super::byte_reader::ByteReader;
use super::pickle::{Pickle, Value};
use super::tensor::{Element, StoredTensor};
use super::zip;

/// The longest pickle of a checkpoint that holds nothing but a model.
const LONGEST_PICKLE: u64 = 64 << 20;
/// Calls that only wrap a tensor, one in the other, in a well-made checkpoint.
const DEEPEST_WRAP: usize = 4;

/// What a checkpoint holds.
pub(super) struct Checkpoint {
    pub(super) tensors: HashMap<String, StoredTensor>,
    /// Heads of the encoder and the decoder, where it tells.
    pub(super) heads: Option<(u64, u64)>,
}

/// The checkpoint at `path`.
pub(super) fn checkpoint(path: &Path) -> Result<Checkpoint, Error> {
    let wrong = |what: String| Error::Unclear { path: path.to_owned(), what };
    let files = zip::entries(path)?;
    let table = files.iter().find(|(name, _)| name.ends_with("/data.pkl") || *name == "data.pkl");
    let (name, place) = table.ok_or_else(|| wrong("a ZIP archive without PyTorch's `data.pkl`".to_owned()))?;
    if place.end - place.start > LONGEST_PICKLE {
        return Err(wrong(format!("a pickle of {} bytes", place.end - place.start)));
    }
    let mut file = ByteReader::open(path)?;
    file.go_to(place.start)?;
    let pickle = Pickle::read(&file.bytes(place.end - place.start)?).map_err(|fault| wrong(fault.to_string()))?;
    let storages = Storages { path, folder: name.trim_end_matches("data.pkl"), files: &files, pickle: &pickle };
    let root = pickle.root();
    let model = ["model_state_dict", "state_dict", "model"].into_iter().find_map(|key| pickle.of(root, key)).unwrap_or(root);
    let mut tensors = HashMap::new();
    for (name, value) in pickle.pairs(model).unwrap_or_default() {
        if let Some(name) = pickle.text(*name)
            && let Some(tensor) = storages.tensor(name, *value)?
        {
            tensors.insert(name.to_owned(), tensor);
        }
    }
    let size = |key| pickle.of(root, "dims").and_then(|sizes| pickle.of(sizes, key)).and_then(|at| pickle.number(at));
    Ok(Checkpoint { tensors, heads: size("n_audio_head").zip(size("n_text_head")) })
}

struct Storages<'a> {
    path: &'a Path,
    folder: &'a str,
    files: &'a HashMap<String, Range<u64>>,
    pickle: &'a Pickle,
}

impl Storages<'_> {
    fn wrong(&self, what: String) -> Error {
        Error::Unclear { path: self.path.to_owned(), what }
    }

    /// The tensor that `value` describes; `None` for anything else.
    fn tensor(&self, name: &str, mut value: usize) -> Result<Option<StoredTensor>, Error> {
        for _ in 0..DEEPEST_WRAP {
            match self.pickle.call(value) {
                Some(("torch._utils _rebuild_tensor_v2", with)) => return self.described(name, with),
                Some(("torch._utils _rebuild_parameter", [inner, ..])) => value = *inner,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Of a storage, from which number on, in which shape, by which steps.
    fn described(&self, name: &str, with: &[usize]) -> Result<Option<StoredTensor>, Error> {
        let damaged = || self.wrong(format!("the description of `{name}` is damaged"));
        let [storage, from, shape, steps, ..] = with else { return Err(damaged()) };
        let numbers = |at: usize| -> Option<Vec<u64>> {
            self.pickle.items(at)?.iter().map(|item| self.pickle.number(*item)).collect()
        };
        let (from, shape) = self.pickle.number(*from).zip(numbers(*shape)).ok_or_else(damaged)?;
        let steps = numbers(*steps).ok_or_else(damaged)?;
        if !in_rows(&shape, &steps) {
            return Err(self.wrong(format!("`{name}` does not lie row by row")));
        }
        let Value::Outside(storage) = self.pickle.value(*storage) else { return Err(damaged()) };
        let storage = self.pickle.items(*storage).ok_or_else(damaged)?;
        let [_, kind, key, ..] = storage else { return Err(damaged()) };
        let (kind, key) = self.pickle.text(*kind).zip(self.pickle.text(*key)).ok_or_else(damaged)?;
        let Some(element) = element(kind) else { return Ok(None) };
        let place = self
            .files
            .get(&format!("{}data/{key}", self.folder))
            .ok_or_else(|| self.wrong(format!("the numbers of `{name}` are not in the archive")))?;
        let offset = from.checked_mul(element.bytes()).and_then(|skipped| place.start.checked_add(skipped));
        let tensor = StoredTensor {
            path: self.path.to_owned(),
            offset: offset.unwrap_or(u64::MAX),
            shape,
            element,
            scale: Vec::new(),
        };
        let end = tensor.bytes().and_then(|bytes| tensor.offset.checked_add(bytes));
        match end {
            Some(end) if end <= place.end => Ok(Some(tensor)),
            _ => Err(self.wrong(format!("`{name}` does not lie in its storage"))),
        }
    }
}

/// Whether numbers lie as the shape says, the last dimension first. A dimension of one can have any step.
fn in_rows(shape: &[u64], steps: &[u64]) -> bool {
    let mut expected = 1u64;
    shape.len() == steps.len()
        && shape.iter().zip(steps).rev().all(|(size, step)| {
            let right = *size == 1 || *step == expected;
            expected = expected.saturating_mul(*size);
            right
        })
}

fn element(storage: &str) -> Option<Element> {
    Some(match storage.rsplit(' ').next()? {
        "DoubleStorage" => Element::F64,
        "FloatStorage" => Element::F32,
        "HalfStorage" => Element::F16,
        "BFloat16Storage" => Element::Bf16,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_row_by_row_is_taken() {
        assert!(in_rows(&[4, 3], &[3, 1]) && in_rows(&[4, 1, 3], &[3, 99, 1]) && in_rows(&[], &[]));
        assert!(!in_rows(&[4, 3], &[1, 4]) && !in_rows(&[4, 3], &[3]));
    }
}
