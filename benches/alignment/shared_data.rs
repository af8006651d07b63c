//! The recordings and texts of the shared data, where it lies beside the checkout, read by the project's own readers, as a
//! person's files would be.

use std::path::PathBuf;

use rawi::article::{self, Article, Part, PartKind, ReadOptions};
use rawi::text::{Language, TextRange};
use rawi::time::Timestamp;
use rawi::transcript::{self, Transcript};

pub fn shared(file: &str) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    std::env::var_os("RAWI_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from).join("data").join(file)
}

pub fn text(file: &str) -> Option<String> {
    std::fs::read_to_string(shared(file)).ok()
}

/// English blocks of text as an article.
pub fn article(blocks: &[String]) -> Option<Article> {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for block in blocks {
        let start = text.len();
        text.push_str(block);
        parts.push(Part { kind: PartKind::Body, range: TextRange::new(start, text.len())? });
        text.push_str("\n\n");
    }
    Some(Article::from_parts(text, Language::english(), parts))
}

/// A text as somebody would hand it over.
pub fn printed(text: &str) -> Option<Article> {
    article::read(text.as_bytes(), &ReadOptions::named("article.txt")).ok()
}

/// A transcript as somebody would hand it over.
pub fn heard(file: &str) -> Option<Transcript> {
    transcript::read(&std::fs::read(shared(file)).ok()?, None).ok()
}

/// The pieces of chapter 1 of *Moby Dick* and when each begins, in milliseconds.
pub fn moby_dick_pieces() -> Option<Vec<(String, u32)>> {
    let read = |name: &str| text(&format!("en-mobydick-ch1-kaldi/{name}"));
    let (page, overlay) = (read("chapter_001.xhtml")?, read("chapter_001_overlay.smil")?);
    let mut pieces: Vec<(String, u32)> = Vec::new();
    for (text, start) in overlay.split("<par").skip(1).filter_map(|par| piece(&page, par)) {
        // The first sentence is timed word by word.
        match pieces.last_mut() {
            Some((last, _)) if !text.contains(' ') && !last.ends_with('.') => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => pieces.push((text, start)),
        }
    }
    Some(pieces)
}

/// A piece of the page by its id, and when it begins, from one `<par>` of the overlay.
fn piece(page: &str, par: &str) -> Option<(String, u32)> {
    let between = |text: &str, a: &str, b: &str| Some(text.split_once(a)?.1.split_once(b)?.0.to_owned());
    let id = between(par, ".xhtml#", "\"")?;
    let begin: Timestamp = between(par, "clipBegin=\"", "\"")?.parse().ok()?;
    let inside = page.split_once(&format!("id=\"{id}\""))?.1.split_once('>')?.1;
    let name = page.split_once(&format!("id=\"{id}\""))?.0.rsplit_once('<')?.1.split_whitespace().next()?.to_owned();
    let inside = inside.split_once(&format!("</{name}>"))?.0;
    let text: String = inside.split('<').map(|p| p.split_once('>').map_or(p, |t| t.1)).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some((text, begin.as_millis()))
}
