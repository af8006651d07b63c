//! What is handed on: the files of the packaged crate, the notices of others' licences, the top of the repository.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::env::root;
use crate::required::skip;

#[test]
fn the_package_holds_the_program_and_its_model_but_neither_tests_nor_samples() {
    let run = Command::new(env!("CARGO"))
        .args(["package", "--list", "--locked", "--offline", "--allow-dirty"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let listed = String::from_utf8(run.stdout).unwrap();
    let files: BTreeSet<&str> = listed.lines().collect();
    for needed in [
        ".cargo/config.toml",
        "Cargo.lock",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "THIRD-PARTY.md",
        "build.rs",
        "models/rawi-demo.bin.zst",
        "models/rawi-demo.toml",
        "src/bin/rawi/main.rs",
        "src/lib.rs",
        "templates/report.html",
    ] {
        assert!(files.contains(needed), "the package has no {needed}: {files:?}");
    }
    for foreign in ["samples/", "scripts/", "tests/", "benches/"] {
        assert!(!files.iter().any(|file| file.starts_with(foreign)), "the package has {foreign}");
    }
}

#[test]
fn third_party_notices_are_current() {
    match Command::new("python3").arg("scripts/notices").arg("--check").current_dir(root()).output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => skip("no python3 to compare THIRD-PARTY.md with what cargo says"),
    }
}

/// A file at the top of the repository is one that a tool looks for there.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY.md",
    "benches",
    "build.rs",
    "clippy.toml",
    "deny.toml",
    "examples",
    "models",
    "proptest-regressions",
    "rustfmt.toml",
    "samples",
    "scripts",
    "src",
    "templates",
    "tests",
];

#[test]
fn nothing_stands_at_the_top_that_has_a_place_elsewhere() {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap();
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            TOP.contains(&name.as_str()) || ignored.contains(&name.as_str()),
            "{name} stands at the top of the repository"
        );
    }
}
