//! The bytes of a model's text tokens, in the order of their numbers, out of whichever file tells them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::error::Error;
use super::super::structure;
use crate::text::from_base64;

/// Where a folder may tell its tokens; the first that is there counts.
const FILES: [&str; 6] =
    ["tokenizer.json", "vocab.json", "vocabulary.json", "vocabulary.txt", "multilingual.tiktoken", "gpt2.tiktoken"];
/// The token behind the last that is text.
const END_OF_TEXT: &str = "<|endoftext|>";
/// Its number in a model of many languages.
const MULTILINGUAL_END: u32 = 50_257;

/// The tokens that the folder or file at `place` tells.
pub(super) fn vocabulary(place: &Path) -> Result<Vec<Vec<u8>>, Error> {
    let path = if place.is_dir() { file_in(place)? } else { place.to_owned() };
    let content = || fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source });
    let wrong = |what: String| Error::Unclear { path: path.clone(), what };
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match extension {
        "bin" => structure::tokens(&path),
        "tiktoken" => ranked(&String::from_utf8_lossy(&content()?)).map_err(wrong),
        "txt" => {
            let text = content()?;
            let text = String::from_utf8_lossy(&text);
            in_order(text.lines().zip(0..).map(|(token, id)| (token.to_owned(), id))).map_err(wrong)
        }
        _ => in_order(numbered(&content()?).map_err(|e| wrong(e.to_string()))?).map_err(wrong),
    }
}

fn file_in(folder: &Path) -> Result<PathBuf, Error> {
    let found = FILES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| Error::Incomplete { path: folder.to_owned(), missing: format!("one of {}", FILES.join(", ")) })
}

/// The tokens of a JSON file with their numbers: a list, a table, or a tokenizer that has the table inside.
fn numbered(text: &[u8]) -> serde_json::Result<Vec<(String, u32)>> {
    #[derive(Deserialize)]
    struct Tokenizer {
        model: Inner,
    }
    #[derive(Deserialize)]
    struct Inner {
        vocab: HashMap<String, u32>,
    }
    if let Ok(list) = serde_json::from_slice::<Vec<String>>(text) {
        return Ok(list.into_iter().zip(0..).collect());
    }
    let table = match serde_json::from_slice::<Tokenizer>(text) {
        Ok(tokenizer) => tokenizer.model.vocab,
        Err(_) => serde_json::from_slice(text)?,
    };
    Ok(table.into_iter().collect())
}

/// The bytes of the tokens below the end of text, which must be numbered without a gap.
fn in_order(tokens: impl IntoIterator<Item = (String, u32)>) -> Result<Vec<Vec<u8>>, String> {
    let mut tokens: Vec<(String, u32)> = tokens.into_iter().collect();
    let end = tokens.iter().find(|(text, _)| text == END_OF_TEXT).map_or(MULTILINGUAL_END, |(_, id)| *id);
    tokens.retain(|(_, id)| *id < end);
    tokens.sort_unstable_by_key(|(_, id)| *id);
    if let Some((_, (text, id))) = (0..).zip(&tokens).find(|(expected, (_, id))| expected != id) {
        return Err(format!("its tokens are not numbered one by one: `{text}` has {id}"));
    }
    let bytes = bytes_of_letters();
    let spelt = |text: &str| text.chars().map(|letter| bytes.get(&letter).copied()).collect::<Option<Vec<u8>>>();
    tokens.iter().map(|(text, _)| spelt(text).ok_or_else(|| format!("the token `{text}` stands for no bytes"))).collect()
}

/// In a vocabulary each byte is written as a letter that can be seen: itself where it can, and else the next one from 256 on.
fn bytes_of_letters() -> HashMap<char, u8> {
    let seen = |byte: &u8| matches!(byte, 33..=126 | 161..=172 | 174..=255);
    let hidden = (0..=u8::MAX).filter(|byte| !seen(byte)).zip(256u32..);
    let shown = (0..=u8::MAX).filter(seen).map(|byte| (char::from(byte), byte));
    shown.chain(hidden.filter_map(|(byte, letter)| Some((char::from_u32(letter)?, byte)))).collect()
}

/// Lines of a token in base 64 and its rank.
fn ranked(text: &str) -> Result<Vec<Vec<u8>>, String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().filter(|line| !line.is_empty()).enumerate() {
        let parts = line.split_once(' ').and_then(|(token, rank)| Some((from_base64(token)?, rank.parse::<usize>().ok()?)));
        match parts {
            Some((token, rank)) if rank == number => found.push(token),
            _ => return Err(format!("line {} is no token and its rank", number + 1)),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, content: &str) -> Result<Vec<Vec<u8>>, String> {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), content).unwrap();
        vocabulary(dir.path()).map_err(|e| e.to_string().rsplit(name).next().unwrap_or_default().to_owned())
    }

    #[test]
    fn all_forms_tell_the_same_tokens() {
        let expected = [b"a".to_vec(), b" b".to_vec(), vec![0xd8]];
        let table = r#"{"Ġb": 1, "a": 0, "<|endoftext|>": 3, "Ø": 2, "<|fr|>": 4}"#;
        assert_eq!(read("vocab.json", table).unwrap(), expected);
        assert_eq!(
            read("tokenizer.json", &format!(r#"{{"version": "1.0", "model": {{"vocab": {table}}}}}"#)).unwrap(),
            expected
        );
        assert_eq!(read("vocabulary.json", r#"["a", "Ġb", "Ø", "<|endoftext|>", "<|fr|>"]"#).unwrap(), expected);
        assert_eq!(read("vocabulary.txt", "a\nĠb\nØ\n<|endoftext|>\n<|fr|>\n").unwrap(), expected);
        assert_eq!(read("gpt2.tiktoken", "YQ== 0\nIGI= 1\n2A== 2\n").unwrap(), expected);
    }

    #[test]
    fn what_is_no_vocabulary_is_told() {
        assert!(read("vocab.json", r#"{"a": 0, "b": 2}"#).unwrap_err().ends_with("`b` has 2"));
        assert!(read("vocab.json", r#"{"a": 0, "→": 1}"#).unwrap_err().ends_with("the token `→` stands for no bytes"));
        assert!(read("gpt2.tiktoken", "YQ== 0\nIGI= 7\n").unwrap_err().ends_with("line 2 is no token and its rank"));
        assert!(read("other.json", "{}").unwrap_err().contains("vocabulary.txt, multilingual.tiktoken"));
    }

    #[test]
    fn every_byte_has_a_letter() {
        let mut bytes: Vec<u8> = bytes_of_letters().into_values().collect();
        bytes.sort_unstable();
        assert_eq!(bytes, (0..=u8::MAX).collect::<Vec<_>>());
    }
}
