//! The import table is law: a new arrow between rooms fails here and is then discussed, not slipped in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may import.
const ALLOWED: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("text", &[]),
    ("article", &["text"]),
    ("audio", &["time"]),
    ("transcript", &["time", "text"]),
    ("models", &["text"]),
    ("recognize", &["time", "text", "audio", "transcript"]),
    ("align", &["time", "text", "article", "transcript"]),
    ("caption", &["time", "text", "article", "transcript", "align"]),
    ("catalog", &["time", "text", "article", "transcript", "align"]),
    ("report", &["time", "text", "article", "audio", "transcript", "models", "recognize", "align", "caption", "catalog"]),
];

/// Which room owns an engine: nobody else may name it.
const OWNERS: &[(&str, &str)] = &[
    ("symphonia", "audio"),
    ("rubato", "audio"),
    ("hound", "audio"),
    ("earshot", "audio"),
    ("whisper_rs", "recognize"),
    ("rusqlite", "catalog"),
    ("dom_smoothie", "article"),
    ("dom_query", "article"),
    ("quick_xml", "caption"),
    ("askama", "report"),
    ("ureq", "models"),
    ("ruzstd", "models"),
];

/// Rooms that touch nothing outside: no file, clock, environment, thread.
const PURE: &[&str] = &["time", "text", "article", "transcript", "align", "caption", "report"];
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
];

fn source(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Each room's files, code only: comments and what stands under `#[cfg(test)]` at the end of a file are left out.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    for (room, _) in ALLOWED {
        let mut files = Vec::new();
        source(&root.join(room), &mut files);
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            (path, code)
        };
        let is_test = |path: &PathBuf| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            stem.starts_with("tests")
                || stem.ends_with("_tests")
                || stem == "cases"
                || path.to_string_lossy().contains("/tests/")
        };
        found.insert((*room).to_owned(), files.into_iter().filter(|p| !is_test(p)).map(read).collect());
    }
    found
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let rooms = rooms();
    for (room, allowed) in ALLOWED {
        assert!(!rooms[*room].is_empty(), "room {room} has no file");
        for (path, code) in &rooms[*room] {
            for (other, _) in ALLOWED {
                let named = code.contains(&format!("crate::{other}::"))
                    || code.contains(&format!("crate::{other};"))
                    || code.lines().any(|l| l.starts_with("use crate::{") && l.contains(other));
                assert!(
                    !named || other == room || allowed.contains(other),
                    "{} imports `{other}`, which `{room}` may not",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn an_engine_lives_in_one_room() {
    for (room, files) in rooms() {
        for (path, code) in files {
            for (engine, owner) in OWNERS {
                let named = code.contains(&format!("{engine}::"));
                assert!(!named || room == *owner, "{} names `{engine}`, which belongs to `{owner}`", path.display());
            }
        }
    }
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let rooms = rooms();
    for room in PURE {
        for (path, code) in &rooms[*room] {
            for thing in WORLD {
                assert!(!code.contains(thing), "{} uses `{thing}`: the room `{room}` is pure", path.display());
            }
        }
    }
}
