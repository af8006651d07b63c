//! The README is run: each `console` block in order, in one place, and what it shows must be what is printed.
//!
//! A line `…` stands for any number of lines; `…` within a line for any run of characters. The commands run on a terminal of 80
//! columns where util-linux's `script` is here, as a person would see them: what was drawn over, as progress is, is not shown.

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

/// A command as it runs on a terminal of 80 columns; as it is where there is no `script`.
fn on_terminal(command: &str) -> String {
    let has_script =
        Command::new("script").arg("--version").output().is_ok_and(|out| out.stdout.starts_with(b"script from"));
    if !has_script {
        return format!("{command} 2>&1");
    }
    let inside = format!("stty cols 80 -echo; {command}").replace('\'', "'\\''");
    format!("TERM=xterm script --quiet --return --command '{inside}' /dev/null </dev/null")
}

/// What stays to be seen of what a terminal was sent.
fn seen(sent: &str) -> String {
    let mut shown = String::new();
    for line in sent.replace("\r\n", "\n").lines() {
        // What was drawn over, and cleared, is gone.
        let last = line.rsplit(['\r']).next().unwrap_or_default();
        let last = last.rsplit("\u{1b}[2K").next().unwrap_or_default();
        let last = without_styles(last);
        if !last.is_empty() || !line.contains(['\r', '\u{1b}']) {
            shown.push_str(&last);
            shown.push('\n');
        }
    }
    shown
}

/// Text without the sequences that colour it and move the cursor.
fn without_styles(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).map_or(sequence.len(), |at| at + 1);
        rest = &sequence[end..];
    }
    out + rest
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
        shell.args(["-c", &on_terminal(&step.command)]).current_dir(place.path("")).env_clear();
        shell.envs(like.get_envs().filter_map(|(k, v)| Some((k, v?))));
        shell.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
        let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
        let frames = printed.split(['\r', '\n']).filter(|frame| frame.contains('█') || frame.contains('░'));
        for frame in frames.map(without_styles) {
            assert!(frame.chars().count() <= 80, "progress is wider than the terminal: {frame:?}");
        }
        let printed = seen(&printed);
        let lines: Vec<&str> = printed.lines().collect();
        assert!(
            fits(&step.expected, &lines),
            "$ {}\n--- the README shows\n{}\n--- printed\n{printed}",
            step.command,
            step.expected.join("\n")
        );
    }
}
