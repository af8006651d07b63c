//! The help of every command, as it was read and found good: a snapshot each. `INSTA_UPDATE=always cargo test --test it help`
//! takes new ones, to be read before they are committed.

use std::fs;
use std::process::{Command, Stdio};

use crate::env::{Place, root};
use crate::required::skip;

const COMMANDS: &[&str] = &[
    "make",
    "add",
    "transcribe",
    "align",
    "caption",
    "lint",
    "check",
    "list",
    "show",
    "status",
    "note",
    "search",
    "clip",
    "transcript",
    "models",
    "remove",
    "export",
    "import",
    "doctor",
    "completions",
];

/// The commands that a help text lists, without `help`.
fn listed(help: &str) -> Vec<String> {
    let table = help.split_once("\nCommands:\n").map_or("", |(_, table)| table);
    let names = table.lines().take_while(|line| !line.trim().is_empty()).filter(|line| !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_helps_with_examples() {
    let place = Place::new();
    for command in COMMANDS {
        let help = place.rawi(&[command, "--help"]).done();
        assert!(help.contains("Usage: rawi"), "{command}: {help}");
        assert!(help.contains("Examples:"), "{command} shows no example: {help}");
        for inner in listed(&help) {
            let help = place.rawi(&[command, &inner, "--help"]).done();
            assert!(help.contains(&format!("Usage: rawi {command} {inner}")), "{command} {inner}: {help}");
        }
        insta::assert_snapshot!(format!("help-{command}"), help);
    }
}

/// The list above, what `rawi --help` shows and the snapshots are one list: a command that is new stands in all three.
#[test]
fn no_command_is_without_its_help_test() {
    let shown = listed(&Place::new().rawi(&["--help"]).done());
    assert_eq!(shown, COMMANDS, "what `rawi --help` lists, and what is tested here");
    let mut expected: Vec<String> = COMMANDS.iter().map(|command| format!("it__help__help-{command}.snap")).collect();
    let files =
        fs::read_dir(root().join("tests/it/snapshots")).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
    let mut kept: Vec<String> = files.filter(|file| file.starts_with("it__help__help-")).collect();
    expected.sort();
    kept.sort();
    assert_eq!(kept, expected);
}

#[test]
fn rawi_alone_shows_what_it_can_do() {
    let place = Place::new();
    insta::assert_snapshot!("help", place.rawi(&["--help"]).done());
    let alone = place.rawi(&[]);
    assert_eq!((alone.code, alone.stdout.as_str()), (Some(2), ""));
    assert!(
        alone.stderr.contains("Usage: rawi [OPTIONS] <COMMAND>") && alone.stderr.contains("  make "),
        "{}",
        alone.stderr
    );
    let listed = |command: &&str| alone.stderr.contains(&format!("\n  {command} "));
    assert!(COMMANDS.iter().all(listed), "a command is missing: {}", alone.stderr);
}

/// Each shell reads its own completions: without a word of complaint, and they offer the commands.
#[test]
fn completions_are_read_by_their_shells() {
    let place = Place::new();
    let shells: &[(&str, &[&str], &str)] = &[
        (
            "bash",
            &["--norc"],
            "source rawi.bash; COMP_WORDS=(rawi tr); COMP_CWORD=1; _rawi rawi tr rawi; echo ${COMPREPLY[@]}",
        ),
        (
            "zsh",
            &["-f"],
            "autoload -U compinit && compinit -u -D; source rawi.zsh; whence -w _rawi; echo $_comps[rawi] transcribe",
        ),
        ("fish", &["--no-config"], "source rawi.fish; complete -C 'rawi tr'"),
    ];
    for (shell, plain, script) in shells {
        place.write(&format!("rawi.{shell}"), place.rawi(&["completions", shell]).done());
        let mut run = Command::new(shell);
        run.args(*plain).arg("-c").arg(script).current_dir(place.path("")).stdin(Stdio::null());
        run.env("HOME", place.path(""));
        let Ok(out) = run.output() else {
            skip(&format!("no {shell} on this machine"));
            continue;
        };
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(said.contains("transcribe"), "{shell} offers {said:?}");
    }
    let unknown = place.rawi(&["completions", "tcsh"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    assert!(unknown.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", unknown.stderr);
}
