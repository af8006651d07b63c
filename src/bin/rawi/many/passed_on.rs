//! The options of a run of many that hold for each of its recordings.

use std::ffi::OsString;

/// The options of a command line as they were written, without its words (the command, the recordings) and without `only_here`.
pub(crate) fn passed_on(
    words: impl Iterator<Item = OsString>,
    command: &clap::Command,
    only_here: &[&str],
) -> Vec<OsString> {
    let mut kept = Vec::new();
    let mut words = words;
    while let Some(word) = words.next() {
        if word == "--" {
            break;
        }
        let text = word.to_string_lossy().into_owned();
        let Some((option, is_complete)) = option(&text, command) else { continue };
        let value = if is_complete { None } else { words.next() };
        if !only_here.contains(&option.as_str()) {
            kept.push(word);
            kept.extend(value);
        }
    }
    kept
}

/// The option that a word is, by its long name, and whether its value, if it takes one, stands in the same word.
fn option(word: &str, command: &clap::Command) -> Option<(String, bool)> {
    let named = |found: &clap::Arg| found.get_long().map_or_else(|| found.get_id().to_string(), str::to_owned);
    if let Some(long) = word.strip_prefix("--") {
        let (name, inside) = long.split_once('=').map_or((long, false), |(name, _)| (name, true));
        let found = command.get_arguments().find(|argument| argument.get_long() == Some(name));
        let takes = found.is_some_and(|argument| argument.get_action().takes_values());
        return Some((found.map_or_else(|| name.to_owned(), named), inside || !takes));
    }
    let mut letters = word.strip_prefix('-')?.chars();
    let first = letters.next()?;
    let found = command.get_arguments().find(|argument| argument.get_short() == Some(first));
    let takes = found.is_some_and(|argument| argument.get_action().takes_values());
    let inside = !letters.as_str().is_empty();
    Some((found.map_or_else(|| first.to_string(), named), inside || !takes))
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, Command};

    use super::*;

    #[test]
    fn options_stay_with_their_values_and_words_go() {
        let command = Command::new("make")
            .arg(Arg::new("out").long("out").short('o'))
            .arg(Arg::new("jobs").long("jobs").short('j'))
            .arg(Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue));
        let kept = |line: &str| {
            let words = line.split(' ').map(OsString::from);
            let kept = passed_on(words, &command, &["jobs"]);
            kept.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(kept("make --out shows shows --jobs 3 -q"), "--out shows -q");
        assert_eq!(kept("-q make a.mp3 -j3 -o x b.mp3 --jobs=2 --out=y"), "-q -o x --out=y");
        assert_eq!(kept("make -j 2 a.mp3 -- --out"), "");
    }
}
