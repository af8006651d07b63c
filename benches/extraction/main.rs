//! What of a web page is read as its article, judged by snippets that people chose: `cargo bench --bench extraction -- FOLDER`.
//!
//! FOLDER holds an `evaldata.json` (page address → `file`, `with`: snippets that belong to the article, `without`: snippets
//! that don't) and the pages, in `eval/` or `cache/` below it: the form of trafilatura's public evaluation set. Pages in
//! Arabic and English are taken. A snippet counts as found where it stands in the article's text, white space aside; text that
//! rawi keeps as boilerplate counts as left out. `-- FOLDER --show` prints each snippet that is lost or wrongly kept,
//! `-- FOLDER --page=FILE` judges one page and prints its parts.

// A benchmark prints.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rawi::article::{self, Article, PartKind, ReadOptions};

type Failure = Box<dyn std::error::Error>;

#[derive(serde::Deserialize)]
struct Annotation {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
}

/// Counts of snippets.
#[derive(Default)]
struct Score {
    pages: usize,
    unread: usize,
    wanted: usize,
    found: usize,
    unwanted: usize,
    kept: usize,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(folder) = arguments.iter().find(|a| !a.starts_with("--")).map(PathBuf::from) else {
        println!("skipped: name the folder of the annotated pages");
        return Ok(());
    };
    let only = arguments.iter().find_map(|a| a.strip_prefix("--page="));
    let show = arguments.iter().any(|a| a == "--show");
    let annotations: BTreeMap<String, Annotation> = serde_json::from_slice(&std::fs::read(folder.join("evaldata.json"))?)?;
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for annotation in annotations.values() {
        if only.is_some_and(|name| name != annotation.file) {
            continue;
        }
        let Some(page) = page(&folder, &annotation.file) else { continue };
        if only.is_some() {
            print_parts(&page)?;
        }
        let Some(language) = language(&page) else { continue };
        for name in [language, "all"] {
            judge(&page, annotation, scores.entry(name).or_default(), show && name == "all");
        }
    }
    println!("| pages | read | wanted snippets in the article | unwanted snippets in the article |\n|---|---|---|---|");
    for (name, score) in &scores {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!(
            "| {name}: {} | {} | {:.1} % ({} of {}) | {:.1} % ({} of {}) |",
            score.pages,
            score.pages - score.unread,
            share(score.found, score.wanted),
            score.found,
            score.wanted,
            share(score.kept, score.unwanted),
            score.kept,
            score.unwanted
        );
    }
    Ok(())
}

fn print_parts(page: &[u8]) -> Result<(), Failure> {
    let article = article::read(page, &ReadOptions::named("page.html"))?;
    for part in article.parts() {
        println!("{:?}\t{}", part.kind, part.range.of(article.text()));
    }
    Ok(())
}

fn page(folder: &Path, file: &str) -> Option<Vec<u8>> {
    ["cache", "eval"].iter().find_map(|place| std::fs::read(folder.join(place).join(file)).ok())
}

/// `ar` or `en`, by its text and not by the page's own word, which may be wrong; other languages are not judged.
fn language(page: &[u8]) -> Option<&'static str> {
    let article = article::read(page, &ReadOptions::named("page.html")).ok()?;
    let text = article::read(article.text().as_bytes(), &ReadOptions::named("page.txt")).ok()?;
    let shown = if text.language().as_str() == "und" { article.language() } else { text.language() };
    ["ar", "en"].into_iter().find(|code| shown.as_str() == *code)
}

fn judge(page: &[u8], annotation: &Annotation, score: &mut Score, show: bool) {
    score.pages += 1;
    let text = match article::read(page, &ReadOptions::named("page.html")) {
        Ok(article) => solid(&published(&article)),
        Err(error) => {
            score.unread += 1;
            if show {
                println!("{}: {error}", annotation.file);
            }
            String::new()
        }
    };
    for (wanted, snippets) in [(true, &annotation.with), (false, &annotation.without)] {
        for snippet in snippets {
            let is_in = text.contains(&solid(snippet));
            let (count, hits) =
                if wanted { (&mut score.wanted, &mut score.found) } else { (&mut score.unwanted, &mut score.kept) };
            *count += 1;
            *hits += usize::from(is_in);
            if show && is_in != wanted {
                println!("{}: {}: {snippet}", annotation.file, if wanted { "lost" } else { "kept" });
            }
        }
    }
}

/// The article without what is printed around it.
fn published(article: &Article) -> String {
    let parts = article.parts().iter().filter(|part| part.kind != PartKind::Boilerplate);
    parts.map(|part| part.range.of(article.text())).collect::<Vec<_>>().join("\n")
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
