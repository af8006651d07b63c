//! What the recordings of feeds are called.

use std::path::{Path, PathBuf};

use rawi::catalog::{FeedItem, Slug};
use rawi::download::without_query;

/// The path in `folder` that nothing has yet: the day and the title of the item, with a number where that is taken.
pub(super) fn free(folder: &Path, item: &FeedItem, address: &str) -> PathBuf {
    let title = Slug::of_title(item.title.as_deref().unwrap_or("recording"));
    let stem = match &item.date {
        Some(date) => format!("{date}-{title}"),
        None => title.to_string(),
    };
    let ending = ending(address, item.media_type.as_deref());
    let mut path = folder.join(format!("{stem}.{ending}"));
    for number in 2_u32.. {
        if std::fs::symlink_metadata(&path).is_err() {
            break;
        }
        path = folder.join(format!("{stem}-{number}.{ending}"));
    }
    path
}

const ENDINGS: &[&str] =
    &["mp3", "m4a", "m4b", "mp4", "ogg", "oga", "opus", "wav", "flac", "aac", "webm", "mka", "mkv", "aiff", "caf"];

/// The ending of a file: that of its address, else by the type that the feed names. What is in it is seen when it is opened.
fn ending(address: &str, media_type: Option<&str>) -> &'static str {
    let written = without_query(address).rsplit(['/', '.']).next().unwrap_or_default().to_ascii_lowercase();
    let by_address = ENDINGS.iter().find(|ending| **ending == written);
    by_address.copied().unwrap_or_else(|| match media_type.unwrap_or_default() {
        "audio/mp4" | "audio/x-m4a" | "audio/m4a" => "m4a",
        "audio/ogg" | "application/ogg" => "ogg",
        "audio/opus" => "opus",
        "audio/wav" | "audio/x-wav" | "audio/wave" => "wav",
        "audio/flac" | "audio/x-flac" => "flac",
        "audio/aac" => "aac",
        "video/mp4" => "mp4",
        _ => "mp3",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_named_after_its_day_and_title_and_never_over_another() {
        let dir = tempfile::tempdir().unwrap();
        let (title, date) = (Some("../Aid: at last!".into()), Some("2017-08-02".into()));
        let mut item = FeedItem { title, date, ..FeedItem::default() };
        let name = |item: &FeedItem, address: &str| {
            let path = free(dir.path(), item, address);
            assert_eq!(path.parent(), Some(dir.path()));
            path.file_name().unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(name(&item, "https://x.org/media.MP3?x=.exe"), "2017-08-02-aid-at-last.mp3");
        std::fs::write(dir.path().join("2017-08-02-aid-at-last.mp3"), "mine").unwrap();
        assert_eq!(name(&item, "https://x.org/media.mp3"), "2017-08-02-aid-at-last-2.mp3");
        item.media_type = Some("audio/ogg".into());
        assert_eq!(name(&item, "https://x.org/play.exe"), "2017-08-02-aid-at-last.ogg");
        assert_eq!(name(&FeedItem::default(), "https://x.org/a/b.flac"), "recording.flac");
    }
}
