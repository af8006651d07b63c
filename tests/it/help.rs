//! The help of every command, as it was read and found good: a snapshot each. `INSTA_UPDATE=always cargo test --test it help`
//! takes new ones, to be read before they are committed.

use std::fs;
use std::process::{Command, Stdio};

use crate::env::{Place, root};
use crate::required::skip;

const COMMANDS: &[&str] = &[
    "make",
    "watch",
    "feed",
    "batch",
    "add",
    "transcribe",
    "align",
    "caption",
    "chapters",
    "convert",
    "lint",
    "check",
    "review",
    "list",
    "show",
    "status",
    "note",
    "search",
    "clip",
    "transcript",
    "models",
    "site",
    "remove",
    "export",
    "import",
    "doctor",
    "catalog",
    "config",
    "completions",
    "man",
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

/// What a shell offers behind `line`, with rawi on its path. The script that it runs prints one offer a line.
fn offered(place: &Place, shell: &str, line: &str) -> Option<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let (last, before) = (words.len() - 1, words[..words.len() - 1].join(" "));
    let script = match shell {
        "bash" => format!(
            "source rawi.bash; COMP_WORDS=({before} '{}'); COMP_CWORD={last}; COMP_LINE='{line}'; COMP_TYPE=9; \
             f=$(complete -p rawi | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f rawi '{}' '{}'; printf '%s\n' \"${{COMPREPLY[@]}}\"",
            words[last],
            words[last],
            words[last - 1]
        ),
        // Its completion runs on a terminal only; what it would be given is what rawi says to it.
        "zsh" => format!(
            "autoload -U compinit && compinit -u -D; source rawi.zsh; (( $+_comps[rawi] )) || exit 9; \
             _CLAP_COMPLETE_INDEX={last} _CLAP_IFS=$'\\n' RAWI_COMPLETE=zsh rawi -- {before} '{}'",
            words[last]
        ),
        _ => format!("source rawi.fish; complete -C '{line}'"),
    };
    let plain: &[&str] = match shell {
        "bash" => &["--norc"],
        "zsh" => &["-f"],
        _ => &["--no-config"],
    };
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_rawi")).parent().unwrap();
    let mut run = Command::new(shell);
    run.args(plain).arg("-c").arg(script).current_dir(place.path("")).stdin(Stdio::null());
    run.env("HOME", place.path("")).env("RAWI_CATALOG", place.path("catalog.db"));
    run.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display()));
    let out = run.output().ok()?;
    assert!(out.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Each shell reads its own completions without a word of complaint; they offer commands, and the values of options and reports.
#[test]
fn completions_offer_commands_values_and_reports_in_each_shell() {
    let place = Place::new();
    place.write("said.json", r#"{"segments": [{"start": 0.5, "end": 2, "text": "It is open."}]}"#);
    place.rawi(&["add", "--transcript", "said.json", "--title", "The bridge is open"]).done();
    for shell in ["bash", "zsh", "fish"] {
        place.write(&format!("rawi.{shell}"), place.rawi(&["completions", shell]).done());
        for (line, wanted) in [
            ("rawi tra", "transcribe"),
            ("rawi caption 1 --format eb", "ebu-tt-d"),
            ("rawi make x.wav --format vtt,doc", "vtt,docx"),
            ("rawi caption 1 --preset netflix-ar-", "netflix-ar-sdh"),
            ("rawi caption 1 --bidi em", "embed"),
            ("rawi models pull large-v3-turbo-q", "large-v3-turbo-q5_0"),
            ("rawi show the-br", "the-bridge-is-open"),
        ] {
            let Some(offers) = offered(&place, shell, line) else {
                skip(&format!("no {shell} on this machine"));
                break;
            };
            let first = |offer: &str| offer.split(['\t', ':']).next().unwrap_or_default().to_owned();
            assert!(offers.lines().any(|offer| first(offer) == wanted), "{shell}, `{line}`: {offers:?}");
        }
    }
    let unknown = place.rawi(&["completions", "tcsh"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    assert!(unknown.stderr.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", unknown.stderr);
}

/// Every command has a manual page that `man` reads without a complaint.
#[test]
fn manual_pages_are_read_by_man() {
    let place = Place::new();
    place.rawi(&["man", "--out", "man1"]).done();
    let pages: Vec<_> = fs::read_dir(place.path("man1")).unwrap().map(|page| page.unwrap().path()).collect();
    let is_there = |name: &str| pages.iter().any(|page| page.file_name().unwrap() == name);
    assert!(COMMANDS.iter().all(|command| is_there(&format!("rawi-{command}.1"))) && is_there("rawi-transcript-import.1"));
    let page = place.rawi(&["man", "transcript", "import"]).done();
    assert!(page.contains(".TH RAWI-TRANSCRIPT-IMPORT 1"), "{page}");
    for page in pages {
        let Ok(out) = Command::new("man").args(["--warnings", "-l"]).arg(&page).env("MANPAGER", "cat").output() else {
            return skip("no man on this machine");
        };
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.success() && said.is_empty(), "{}: {said}", page.display());
        assert!(String::from_utf8_lossy(&out.stdout).contains("SYNOPSIS"), "{}", page.display());
    }
}
