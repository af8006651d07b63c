//! Recordings and articles that have one name.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Task;

/// Endings of files that hold sound; what is in them is seen when they are opened.
const RECORDINGS: &[&str] = &[
    "aac", "aif", "aifc", "aiff", "ape", "caf", "flac", "m4a", "m4b", "m4v", "mka", "mkv", "mov", "mp1", "mp2", "mp3",
    "mp4", "oga", "ogg", "opus", "wav", "wave", "webm",
];
/// Endings of files that hold articles, the likeliest first: of two of one name the first is taken.
const ARTICLES: &[&str] = &["html", "htm", "xhtml", "md", "txt", "docx", "odt", "rtf"];

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a file is a recording by its name. What rawi itself cuts from one (`NAME.clip.wav`) is none.
#[must_use]
pub fn is_recording(path: &Path) -> bool {
    RECORDINGS.contains(&ending(path).as_str())
}

/// Whether a file is an article by its name: check reports and transcripts that rawi wrote (`NAME.check.html`, `NAME.edit.txt`) are none.
#[must_use]
pub fn is_article(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let ours = stem.ends_with(".check") || stem.ends_with(".edit");
    ARTICLES.contains(&ending(path).as_str()) && !ours
}

/// What two files have in common that belong together: directory and name, without the endings and `.article`.
fn key(path: &Path) -> (Option<PathBuf>, OsString) {
    let mut stem = path.file_stem().unwrap_or_default().to_owned();
    if let Some(bare) = stem.to_str().and_then(|text| text.strip_suffix(".article")) {
        stem = OsString::from(bare);
    }
    (path.parent().map(Path::to_owned), stem)
}

/// The recordings among `files`, by name, each with the article of its name. An article of the name of several recordings (`a.mp3`,
/// `a.wav`) belongs to each of them. What rawi wrote of a recording beside it, `NAME.txt` next to `NAME.vtt`, is no article.
#[must_use]
pub fn pair_by_name(files: &[PathBuf]) -> Vec<Task> {
    let written: Vec<_> = files.iter().filter(|file| ending(file) == "vtt").map(|file| key(file)).collect();
    let mut articles: BTreeMap<_, &PathBuf> = BTreeMap::new();
    for article in files.iter().filter(|file| is_article(file)) {
        let key = key(article);
        // The transcript of a recording without an article has its name.
        let named = article.file_stem().is_some_and(|stem| stem == key.1.as_os_str());
        if ending(article) == "txt" && named && written.contains(&key) {
            continue;
        }
        let rank = |file: &Path| ARTICLES.iter().position(|known| *known == ending(file));
        let better = articles.get(&key).is_none_or(|known| rank(article) < rank(known));
        if better {
            articles.insert(key, article);
        }
    }
    let mut tasks: Vec<Task> = Vec::new();
    for recording in files.iter().filter(|file| is_recording(file)) {
        let article = articles.get(&key(recording)).map(|article| (*article).clone());
        tasks.push(Task { article, ..Task::of(recording.clone()) });
    }
    tasks.sort_by(|a, b| a.recording.cmp(&b.recording));
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_meet_the_articles_of_their_names_and_not_what_rawi_wrote() {
        let files = [
            "a/one.mp3",
            "a/one.txt",
            "a/one.html",
            "b/one.wav",
            "a/two.MP3",
            "a/two.article.txt",
            "a/three.ogg",
            "a/three.check.html",
            "a/four.flac",
            "a/four.txt",
            "a/four.vtt",
            "a/five.mp3",
            "a/five.article.md",
            "a/five.txt",
            "a/five.vtt",
            "notes.txt",
        ];
        let tasks = pair_by_name(&files.map(PathBuf::from));
        let told: Vec<_> =
            tasks.iter().map(|task| (task.name(), task.article.as_ref().map(|a| a.display().to_string()))).collect();
        let pair = |recording: &str, article: Option<&str>| (recording.to_owned(), article.map(str::to_owned));
        assert_eq!(
            told,
            [
                pair("a/five.mp3", Some("a/five.article.md")),
                pair("a/four.flac", None),
                pair("a/one.mp3", Some("a/one.html")),
                pair("a/three.ogg", None),
                pair("a/two.MP3", Some("a/two.article.txt")),
                pair("b/one.wav", None),
            ]
        );
    }
}
