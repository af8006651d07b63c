//! The files of one crate as modules: which file a path leads to, and where files lead back to themselves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use super::code::{By, Code, Named};

/// One file.
pub(super) struct Source {
    pub path: PathBuf,
    /// `["align", "gap"]`; empty for the crate's root.
    pub module: Vec<String>,
    pub code: Code,
}

/// One crate's files, without those that are compiled for tests only.
pub(super) struct Tree {
    pub files: Vec<Source>,
    at: BTreeMap<Vec<String>, usize>,
    /// Modules of the root whose files lie in another folder (`#[path]`): paths into them lead out of the crate.
    elsewhere: BTreeSet<String>,
}

impl Tree {
    /// All files below `dir` but those in the folders `without`; `root` is the crate's first file.
    pub(super) fn read(dir: &Path, root: &str, without: &[&str]) -> Self {
        let mut paths = Vec::new();
        walk(dir, &mut paths);
        let files = paths.into_iter().filter_map(|path| {
            let inner = path.strip_prefix(dir).ok()?.with_extension("");
            let mut module: Vec<String> = inner.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            if without.contains(&module[0].as_str()) {
                return None;
            }
            if module.last().is_some_and(|last| last == "mod") || module == [root] {
                module.pop();
            }
            let text = fs::read_to_string(&path).unwrap();
            Some((path, module, text))
        });
        Self::of(files.collect())
    }

    /// `(path, module, text)` of each file.
    fn of(files: Vec<(PathBuf, Vec<String>, String)>) -> Self {
        let root = files.iter().find(|(_, module, _)| module.is_empty()).map_or("", |(_, _, text)| text.as_str());
        let elsewhere = modules_elsewhere(root);
        let read = |(path, module, text): (PathBuf, Vec<String>, String)| Source { path, module, code: Code::read(&text) };
        let mut files: Vec<Source> = files.into_iter().map(read).collect();
        let child = |file: &Source, name: &String| [file.module.as_slice(), std::slice::from_ref(name)].concat();
        let tests: Vec<Vec<String>> =
            files.iter().flat_map(|file| file.code.test_modules.iter().map(|name| child(file, name))).collect();
        files.retain(|file| !tests.iter().any(|test| file.module.starts_with(test)));
        let at = files.iter().enumerate().map(|(i, file)| (file.module.clone(), i)).collect();
        Self { files, at, elsewhere }
    }

    /// The path counted from the crate's root; `None` where it leads out of the crate.
    pub(super) fn whole(&self, from: &[String], path: &[String]) -> Option<Vec<String>> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        match path.first()?.as_str() {
            "crate" if path.get(1).is_some_and(|module| self.elsewhere.contains(module)) => None,
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([from, &path[1..]].concat()),
            "super" => Some([&from[..from.len().checked_sub(supers)?], &path[supers..]].concat()),
            first => {
                let child = [from, &[first.to_owned()]].concat();
                self.at.contains_key(&child).then(|| [from, path].concat())
            }
        }
    }

    /// The file in which the thing at the end of a whole path stands, through what other files pass on.
    fn home(&self, whole: &[String], hops: usize) -> Option<usize> {
        let length = (0..=whole.len()).rev().find(|&n| self.at.contains_key(&whole[..n]))?;
        let file = self.at[&whole[..length]];
        let (module, rest) = whole.split_at(length);
        let passed_on = |named: &&Named| match &named.by {
            By::Use(name) | By::Reexport(name) => rest.first() == Some(name),
            By::Code => false,
        };
        let named = &self.files[file].code.named;
        if let Some(further) = named.iter().find(passed_on).and_then(|named| self.whole(module, &named.path))
            && hops > 0
        {
            return self.home(&[further.as_slice(), &rest[1..]].concat(), hops - 1);
        }
        let all_of = |named: &Named| {
            let (last, path) = named.path.split_last()?;
            let file = *self.at.get(&self.whole(module, path).filter(|_| last == "*")?)?;
            self.files[file].code.defined.contains(rest.first()?).then_some(file)
        };
        Some(named.iter().find_map(all_of).unwrap_or(file))
    }

    /// The files that a file needs. What it merely passes on it does not need.
    fn needs(&self, file: usize) -> BTreeSet<usize> {
        let source = &self.files[file];
        let needed = |named: &&Named| !matches!(&named.by, By::Reexport(name) if !source.code.words.contains(name));
        let homes = source.code.named.iter().filter(needed).filter_map(|named| {
            let whole = self.whole(&source.module, &named.path)?;
            self.home(&whole, 9)
        });
        homes.filter(|home| *home != file).collect()
    }

    /// For each file that stands on a circle with others of its room the shortest one, each set of files once; by room,
    /// which is the first name in the module.
    pub(super) fn circles(&self) -> Vec<(String, String)> {
        let room = |file: usize| self.files[file].module.first().cloned().unwrap_or_default();
        let whole_crate: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|file| self.needs(file)).collect();
        let mut found: BTreeMap<BTreeSet<usize>, (String, String)> = BTreeMap::new();
        for file in 0..self.files.len() {
            if let Some(circle) = way_back(&whole_crate, file) {
                let name = |file: &usize| {
                    Some(self.files[*file].module.join("::")).filter(|n| !n.is_empty()).unwrap_or("main".into())
                };
                let names: Vec<String> = circle.iter().chain([&file]).map(name).collect();
                found.entry(circle.into_iter().collect()).or_insert((room(file), names.join(" → ")));
            }
        }
        found.into_values().collect()
    }
}

/// The modules that a file declares with `#[path]`.
fn modules_elsewhere(text: &str) -> BTreeSet<String> {
    let behind_path = text.split("#[path").skip(1).filter_map(|rest| rest.split_once("mod ")?.1.split_once(';'));
    behind_path.map(|(name, _)| name.trim().to_owned()).collect()
}

/// The shortest way from a file back to itself, beginning with it.
fn way_back(needs: &[BTreeSet<usize>], start: usize) -> Option<Vec<usize>> {
    let mut came_from = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(file) = open.pop_front() {
        for &next in &needs[file] {
            if next == start {
                let mut way = vec![file];
                while let Some(&before) = way.last().and_then(|last| came_from.get(last)) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if next != start && !came_from.contains_key(&next) {
                came_from.insert(next, file);
                open.push_back(next);
            }
        }
    }
    None
}

fn walk(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

fn sample(files: &[(&str, &str)]) -> Tree {
    let module = |name: &str| name.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Tree::of(files.iter().map(|(name, text)| (PathBuf::from(name), module(name), (*text).to_owned())).collect())
}

#[test]
fn a_circle_is_found_through_names_that_a_room_passes_on() {
    let open = sample(&[
        ("room", "mod a;\nmod b;\npub use b::B;\npub use a::A;"),
        ("room::a", "use super::{\n    B,\n};\npub struct A(B);"),
        ("room::b", "pub struct B;"),
    ]);
    assert!(open.circles().is_empty(), "{:?}", open.circles());
    let closed = sample(&[
        ("room", "mod a;\nmod b;\npub use b::B;\npub use a::A;"),
        ("room::a", "use super::B;\npub struct A(B);"),
        ("room::b", "pub struct B;\nimpl B { fn f(self) -> crate::room::A { crate::room::A(self) } }"),
    ]);
    assert_eq!(closed.circles(), [("room".to_owned(), "room::a → room::b → room::a".to_owned())]);
}

#[test]
fn what_a_room_passes_on_with_a_star_stands_where_it_is_defined() {
    let tree = sample(&[
        ("room", "mod a;\nmod b;\npub use a::*;\npub use b::b;"),
        ("room::a", "pub struct A;"),
        ("room::b", "pub fn b(_: super::A) {}"),
    ]);
    assert!(tree.circles().is_empty(), "{:?}", tree.circles());
}

#[test]
fn a_room_that_uses_a_file_which_uses_the_room_is_a_circle() {
    let tree = sample(&[
        ("room", "mod a;\nuse a::f;\npub struct R;\npub fn g() { f(R) }"),
        ("room::a", "use super::R;\npub fn f(_: R) {}\n#[cfg(test)]\nmod tests;"),
        ("room::a::tests", "use super::*;\nuse super::super::g;"),
    ]);
    assert_eq!(tree.circles(), [("room".to_owned(), "room → room::a → room".to_owned())]);
}
