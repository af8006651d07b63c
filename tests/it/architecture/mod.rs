//! The import table is law: a new arrow between rooms, an engine outside its room, a circle of files fails here and is then
//! discussed, not slipped in. The crate's docs (`src/lib.rs`) draw the same table.

mod code;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use code::{By, Named};
use tree::{Source, Tree};

/// Every room, and which rooms it may import: only ones further up in this list. Those that wait for their first file stand
/// here too.
const ROOMS: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("text", &[]),
    ("timed", &["time", "text"]),
    ("download", &["text"]),
    ("draft", &[]),
    ("article", &["text"]),
    ("audio", &["time", "text"]),
    ("transcript", &["time", "text", "timed"]),
    ("models", &["text", "download", "draft"]),
    ("recognize", &["time", "text", "audio", "transcript"]),
    ("align", &["time", "text", "article", "transcript"]),
    ("caption", &["time", "text", "article", "transcript", "timed", "align"]),
    ("catalog", &["time", "text", "article", "transcript", "align"]),
    ("report", &["time", "text", "article", "transcript", "align", "caption"]),
    ("job", &["time", "text", "article", "audio", "transcript", "models", "recognize", "align", "catalog"]),
    (
        "batch",
        &["time", "text", "draft", "download", "article", "audio", "transcript", "recognize", "align", "catalog", "job"],
    ),
    ("feed", &["time", "text", "timed", "download", "catalog"]),
    ("review", &["time", "text", "draft", "article", "audio", "transcript", "align", "caption", "catalog", "report", "job"]),
];

/// Rooms that import all that they may: their line is no longer than it must be.
const USES_ALL: &[&str] = &["report"];

/// Which rooms own an engine: nobody else may name it, nor the crates that belong to it (`symphonia_core` to `symphonia`).
const OWNERS: &[(&str, &[&str])] = &[
    ("symphonia", &["audio"]),
    ("rubato", &["audio"]),
    ("hound", &["audio"]),
    ("earshot", &["audio"]),
    ("whisper_rs", &["recognize"]),
    ("rayon", &["recognize"]),
    ("rten_gemm", &["recognize"]),
    ("rten_simd", &["recognize"]),
    ("rten_tensor", &["recognize"]),
    ("rten_vecmath", &["recognize"]),
    ("rusqlite", &["catalog"]),
    ("dom_smoothie", &["article"]),
    ("dom_query", &["article"]),
    ("miniz_oxide", &["article", "batch", "caption", "catalog", "recognize"]),
    ("encoding_rs", &["text"]),
    ("chardetng", &["text"]),
    ("quick_xml", &["timed", "feed"]),
    ("icu_segmenter", &["caption"]),
    ("unicode_bidi", &["caption"]),
    ("askama", &["report"]),
    ("ureq", &["batch", "download"]),
    ("ruzstd", &["models"]),
    ("tempfile", &["draft"]),
    ("axum", &["review"]),
    ("tokio", &["batch", "review"]),
    ("object_store", &["batch"]),
    ("fs4", &["download"]),
    ("csv", &["batch"]),
    ("glob", &[]),
    ("clap", &[]),
    ("indicatif", &[]),
];

/// Rooms that touch nothing outside: no file, clock, environment, thread.
const PURE: &[&str] = &["time", "text", "timed", "article", "transcript", "align", "caption", "report"];
const WORLD: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env"],
    &["std", "net"],
    &["std", "process"],
    &["std", "thread"],
    &["SystemTime"],
    &["Instant", "now"],
    &["println!"],
    &["eprintln!"],
    &["print!"],
    &["eprint!"],
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn library() -> Tree {
    Tree::read(&root().join("src"), "lib", &["bin"])
}

/// The library's files by room.
fn rooms(library: &Tree) -> BTreeMap<&str, Vec<&Source>> {
    let mut rooms: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for file in &library.files {
        if let Some(room) = file.module.first() {
            rooms.entry(room).or_default().push(file);
        }
    }
    rooms
}

/// Which other rooms a file imports.
fn imports(library: &Tree, file: &Source) -> BTreeSet<String> {
    let whole = |named: &Named| library.whole(&file.module, &named.path)?.first().cloned();
    let known = |room: &String| ROOMS.iter().any(|(name, _)| name == room) && file.module.first() != Some(room);
    file.code.named.iter().filter_map(whole).filter(known).collect()
}

/// Whether a path leads through `parts`, wherever it begins: `Instant::now` and `std::time::Instant::now` alike.
fn names(named: &Named, parts: &[&str]) -> bool {
    let aliased = matches!(&named.by, By::Use(name) | By::Reexport(name) if *name == parts[0] && parts.len() == 1);
    aliased || named.path.windows(parts.len()).any(|window| window == parts)
}

#[test]
fn every_folder_is_a_room_of_the_table_and_every_room_a_module() {
    let known: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let library = library();
    let found: BTreeSet<&str> = rooms(&library).into_keys().collect();
    let strangers: Vec<&&str> = found.difference(&known).collect();
    assert!(strangers.is_empty(), "no room of the table: {strangers:?}");
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, found, "the modules of lib.rs are not the folders of src");
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir() || path.ends_with("lib.rs"), "{} stands in no room", path.display());
    }
}

#[test]
fn arrows_of_the_table_lead_one_way() {
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        for other in *allowed {
            assert!(ROOMS[..at].iter().any(|(name, _)| name == other), "`{room}` imports `{other}`, which stands above it");
        }
    }
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let library = library();
    for file in &library.files {
        let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| file.module.first().is_some_and(|m| m == room)) else {
            continue;
        };
        let more: Vec<String> = imports(&library, file).into_iter().filter(|r| !allowed.contains(&r.as_str())).collect();
        assert!(more.is_empty(), "{} imports {more:?}, which `{room}` may not", file.path.display());
    }
}

#[test]
fn a_short_line_of_the_table_is_no_longer_than_it_must_be() {
    let library = library();
    let rooms = rooms(&library);
    for (room, allowed) in ROOMS.iter().filter(|(room, _)| USES_ALL.contains(room)) {
        let used: BTreeSet<String> = rooms[room].iter().flat_map(|file| imports(&library, file)).collect();
        let allowed: BTreeSet<String> = allowed.iter().map(|&room| room.to_owned()).collect();
        assert_eq!(used, allowed, "what `{room}` imports, and what it may");
    }
}

#[test]
fn an_engine_lives_in_its_room() {
    for file in &library().files {
        let room = file.module.first().map_or("", String::as_str);
        for (engine, owners) in OWNERS.iter().filter(|(_, owners)| !owners.contains(&room)) {
            let its = |name: &str| name.strip_prefix(engine).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
            let named = file.code.named.iter().any(|named| its(&named.path[0]));
            assert!(!named, "{} names `{engine}`, which belongs to {owners:?}", file.path.display());
        }
    }
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let library = library();
    let rooms = rooms(&library);
    for file in PURE.iter().filter_map(|room| rooms.get(room)).flatten() {
        for thing in WORLD {
            let touched = file.code.named.iter().any(|named| names(named, thing));
            assert!(!touched, "{} uses `{}` in a pure room", file.path.display(), thing.join("::"));
        }
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let door = Tree::read(&root().join("src/bin/rawi"), "main", &[]);
    let benches = ["benches/alignment", "benches/differences"].map(|bench| Tree::read(&root().join(bench), "main", &[]));
    let mut found = library().circles();
    found.extend(door.circles().into_iter().map(|(_, circle)| ("door".to_owned(), circle)));
    found.extend(benches.iter().flat_map(Tree::circles).map(|(_, circle)| ("bench".to_owned(), circle)));
    assert!(found.is_empty(), "{found:#?}");
}
