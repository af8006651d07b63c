//! As much of Rust's grammar as it takes to see which paths a file names: comments, text and what stands under
//! `#[cfg(test)]` are left out, `use` trees are opened whatever their shape.

use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Mark(char),
    /// Text, a letter or a number: what is in it does not matter here.
    Literal,
}

use Token::{Colons, Literal, Mark, Word};

/// How a path came to be named.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum By {
    /// A `use` for this file alone, and the name that it has here.
    Use(String),
    /// A `pub use`, `pub(crate) use` and the like, and the name that it passes on.
    Reexport(String),
    /// The code itself.
    Code,
}

/// A path as it is written, segment by segment; `println!` is one of a single segment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub path: Vec<String>,
    pub by: By,
}

const DEFINES: &[&str] = &["struct", "enum", "trait", "type", "fn", "const", "static"];

/// What one file names.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub named: Vec<Named>,
    /// Every word outside `use` and `mod` declarations.
    pub words: BTreeSet<String>,
    /// What is defined here, by name.
    pub defined: BTreeSet<String>,
    /// Modules that are compiled for tests only: `#[cfg(test)] mod name;`.
    pub test_modules: Vec<String>,
}

impl Code {
    pub(super) fn read(text: &str) -> Self {
        let all = tokens(text);
        let mut code = Self::default();
        if attribute(&all, 0).is_some_and(|(end, test)| test && all.get(1) == Some(&Mark('!')) && end > 0) {
            return code;
        }
        let kept = without_tests(&all, &mut code.test_modules);
        code.collect(&kept);
        code
    }

    fn collect(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                Word(word) if word == "use" && tokens.get(at + 1) != Some(&Mark('<')) => {
                    let before = at.checked_sub(1).map(|before| &tokens[before]);
                    let shared = before.is_some_and(|t| *t == Mark(')') || matches!(t, Word(w) if w == "pub"));
                    at = self.tree(tokens, at + 1, &[], shared);
                }
                Word(word) if word == "mod" => at += 1,
                Word(word) => {
                    if let Some(Word(name)) = tokens.get(at + 1).filter(|_| DEFINES.contains(&word.as_str())) {
                        self.defined.insert(name.clone());
                    }
                    let mut path = vec![word.clone()];
                    while let (Some(Colons), Some(Word(next))) = (tokens.get(at + 1), tokens.get(at + 2)) {
                        path.push(next.clone());
                        at += 2;
                    }
                    let called = matches!(tokens.get(at + 2), Some(Mark('(' | '[' | '{')));
                    if path.len() == 1 && tokens.get(at + 1) == Some(&Mark('!')) && called {
                        self.named.push(Named { path: vec![format!("{word}!")], by: By::Code });
                    }
                    self.words.insert(path[0].clone());
                    if path.len() > 1 {
                        self.named.push(Named { path, by: By::Code });
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// One branch of a `use` tree, from `at` on; returns where it ended (on its `,`, `}` or `;`).
    fn tree(&mut self, tokens: &[Token], mut at: usize, stem: &[String], shared: bool) -> usize {
        let mut path = stem.to_vec();
        let mut alias = None;
        while at < tokens.len() {
            match &tokens[at] {
                Word(word) if word == "as" => {
                    if let Some(Word(name)) = tokens.get(at + 1) {
                        alias = Some(name.clone());
                    }
                    at += 1;
                }
                Word(word) => path.push(word.clone()),
                Mark('*') => path.push("*".to_owned()),
                Mark('{') => {
                    while tokens.get(at).is_some_and(|t| *t != Mark('}')) {
                        at = self.tree(tokens, at + 1, &path, shared);
                    }
                    return at + 1;
                }
                Mark(',' | '}' | ';') => break,
                _ => {}
            }
            at += 1;
        }
        if path.len() > stem.len() {
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
            self.named.push(Named { path, by: if shared { By::Reexport(name) } else { By::Use(name) } });
        }
        at
    }
}

/// Where the attribute that begins at `at` ends, and whether it says "in tests only".
fn attribute(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let open = match tokens.get(at..)? {
        [Mark('#'), Mark('['), ..] => at + 1,
        [Mark('#'), Mark('!'), Mark('['), ..] => at + 2,
        _ => return None,
    };
    let end = closing(tokens, open);
    let has = |name: &str| tokens[open..end].iter().any(|t| matches!(t, Word(w) if w == name));
    Some((end, has("cfg") && has("test") && !has("not")))
}

/// The place of the bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Mark('(' | '[' | '{') => depth += 1,
            Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len().saturating_sub(1)
}

fn without_tests(tokens: &[Token], modules: &mut Vec<String>) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match attribute(tokens, at) {
            Some((end, true)) => {
                let item = attributes_end(tokens, end + 1);
                at = item_end(tokens, item, modules) + 1;
            }
            Some((end, false)) => {
                kept.extend_from_slice(&tokens[at..=end]);
                at = end + 1;
            }
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    kept
}

fn attributes_end(tokens: &[Token], mut at: usize) -> usize {
    while let Some((end, _)) = attribute(tokens, at) {
        at = end + 1;
    }
    at
}

/// The last token of the item that begins at `start`.
fn item_end(tokens: &[Token], start: usize, modules: &mut Vec<String>) -> usize {
    let mut at = start;
    let public = matches!(tokens.get(start), Some(Word(w)) if w == "pub");
    let keyword = match tokens.get(start + 1) {
        Some(Mark('(')) if public => closing(tokens, start + 1) + 1,
        _ => start + usize::from(public),
    };
    let import = matches!(tokens.get(keyword), Some(Word(w)) if w == "use");
    if let Some([Word(module), Word(name), Mark(';'), ..]) = tokens.get(keyword..)
        && module == "mod"
    {
        modules.push(name.clone());
    }
    while at < tokens.len() {
        match &tokens[at] {
            Mark(';') => return at,
            Mark('{') if !import => return closing(tokens, at),
            Mark('(' | '[' | '{') => at = closing(tokens, at),
            _ => {}
        }
        at += 1;
    }
    tokens.len().saturating_sub(1)
}

fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or('\0');
        match letter {
            '/' if next == '/' => at = (at..letters.len()).find(|&i| letters[i] == '\n').unwrap_or(letters.len()),
            '/' if next == '*' => at = comment_end(&letters, at),
            '"' => {
                at = text_end(&letters, at + 1);
                out.push(Literal);
            }
            '\'' => {
                let (end, literal) = quote_end(&letters, at);
                at = end;
                if literal {
                    out.push(Literal);
                }
            }
            ':' if next == ':' => {
                at += 2;
                out.push(Colons);
            }
            _ if letter == '_' || letter.is_alphanumeric() => at = word(&letters, at, &mut out),
            _ => {
                if !letter.is_whitespace() {
                    out.push(Mark(letter));
                }
                at += 1;
            }
        }
    }
    out
}

/// A word, a number, or text with a prefix (`b"…"`, `r#"…"#`, `c"…"`); `r#type` is the word `type`.
fn word(letters: &[char], start: usize, out: &mut Vec<Token>) -> usize {
    let end = (start..letters.len()).find(|&i| letters[i] != '_' && !letters[i].is_alphanumeric()).unwrap_or(letters.len());
    let word: String = letters[start..end].iter().collect();
    let hashes = letters[end..].iter().take_while(|&&c| c == '#').count();
    match letters.get(end + hashes) {
        Some('"') if matches!(word.as_str(), "r" | "br" | "cr") => {
            out.push(Literal);
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let body = end + hashes + 1;
            return (body..letters.len())
                .find(|&i| letters[i..].starts_with(&close))
                .map_or(letters.len(), |i| i + close.len());
        }
        Some('"') if hashes == 0 && matches!(word.as_str(), "b" | "c") => {
            out.push(Literal);
            return text_end(letters, end + 1);
        }
        _ if word == "r" && hashes == 1 => return end + 1,
        _ => {}
    }
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    out.push(if number { Literal } else { Word(word) });
    end
}

fn comment_end(letters: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0usize, start);
    while at < letters.len() {
        match letters[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Behind the `"` that closes the text which begins at `at`.
fn text_end(letters: &[char], mut at: usize) -> usize {
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Behind a letter in quotes, or behind the quote of a lifetime; and which of the two it was.
fn quote_end(letters: &[char], at: usize) -> (usize, bool) {
    match letters[at + 1..] {
        ['\\', ..] => ((at + 3..letters.len()).find(|&i| letters[i] == '\'').map_or(letters.len(), |i| i + 1), true),
        [_, '\'', ..] => (at + 3, true),
        _ => (at + 1, false),
    }
}

#[test]
fn nested_and_many_lined_imports_are_read_whole() {
    let code = Code::read(
        "pub(crate) use super::{\n    a::{self, B as C},\n    d::*, // e::f\n};\nuse crate::x;\n\
         /* use no::way; /* nested */ */\nfn f<'a>(t: &'a str) -> q::R { let c = '\"'; println!(\"g::h\"); r#\"i::j\"# ; m::n::<K>() }",
    );
    let shown: Vec<String> = code.named.iter().map(|n| format!("{} {:?}", n.path.join("::"), n.by)).collect();
    let expected = [
        "super::a Reexport(\"a\")",
        "super::a::B Reexport(\"C\")",
        "super::d::* Reexport(\"*\")",
        "crate::x Use(\"x\")",
        "q::R Code",
        "println! Code",
        "m::n Code",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn what_is_for_tests_only_is_left_out() {
    let code = Code::read(
        "#[cfg(test)]\nuse a::{b, c};\n#[cfg(test)]\n#[rustfmt::skip]\nfn t() { d::e() }\n#[cfg(test)]\nmod tests;\n\
         #[cfg(not(test))]\nuse f::g;\n#[cfg(test)]\nmod more { use h::i; }\nfn k() { l::m() }",
    );
    let paths: Vec<String> = code.named.iter().map(|n| n.path.join("::")).collect();
    assert_eq!(paths, ["f::g", "l::m"]);
    assert_eq!(code.test_modules, ["tests"]);
    assert!(Code::read("#![cfg(test)]\nuse a::b;").named.is_empty());
}
