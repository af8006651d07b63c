//! The README is run: each `console` block in order, in one place, and what it shows must be what is printed.
//!
//! A line `…` stands for any number of lines; `…` within a line for any run of characters.

use std::fs;
use std::process::Command;

use crate::env::{Place, root};

struct Step {
    command: String,
    expected: Vec<String>,
}

fn steps(readme: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match line.strip_prefix("$ ") {
                Some(command) => steps.push(Step { command: command.to_owned(), expected: Vec::new() }),
                None => steps.last_mut().unwrap().expected.push(line.to_owned()),
            },
        }
    }
    steps
}

fn line_fits(pattern: &str, line: &str) -> bool {
    let mut rest = line;
    let mut parts = pattern.split('…');
    let first = parts.next().unwrap();
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let mut open = false;
    for part in parts {
        open = true;
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || (open && pattern.ends_with('…'))
}

fn fits(patterns: &[String], lines: &[&str]) -> bool {
    match patterns.split_first() {
        None => lines.is_empty(),
        Some((any, rest)) if any == "…" => (0..=lines.len()).any(|skip| fits(rest, &lines[skip..])),
        Some((first, rest)) => lines.first().is_some_and(|l| line_fits(first, l)) && fits(rest, &lines[1..]),
    }
}

#[test]
fn what_the_readme_shows_is_what_happens() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let steps = steps(&readme);
    assert!(steps.len() >= 5, "the README shows {} commands", steps.len());
    let place = Place::new();
    std::os::unix::fs::symlink(root().join("samples"), place.path("samples")).unwrap();
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_rawi")).parent().unwrap().to_owned();
    for step in steps {
        if step.command.starts_with("scripts/") || step.command.starts_with("cargo ") {
            continue;
        }
        let like = place.command(&[]);
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("{} 2>&1", step.command)]).current_dir(place.path("")).env_clear();
        shell.envs(like.get_envs().filter_map(|(k, v)| Some((k, v?))));
        shell.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
        let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert!(
            fits(&step.expected, &lines),
            "$ {}\n--- the README shows\n{}\n--- printed\n{printed}",
            step.command,
            step.expected.join("\n")
        );
    }
}
