//! What a downloader of videos wrote beside a recording: `NAME.info.json`.

use serde_json::Value;

use super::add::GivenFacts;

/// Why it cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InfoJsonError {
    /// It is no JSON.
    #[error("it is no JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of something else.
    #[error("it does not say of which address its recording is, and so was not written by a downloader")]
    Other,
}

/// What the `info.json` of yt-dlp and its like says of the recording beside it.
///
/// # Errors
/// [`InfoJsonError`].
///
/// ```
/// let facts = rawi::job::info_json(br#"{"title": "Aid", "webpage_url": "https://example.org/v/1", "upload_date": "20170802", "series": "World"}"#)?;
/// assert_eq!((facts.title.as_deref(), facts.date.as_deref()), (Some("Aid"), Some("2017-08-02")));
/// assert_eq!(facts.programme.as_deref(), Some("World"));
/// # Ok::<(), rawi::job::InfoJsonError>(())
/// ```
pub fn info_json(bytes: &[u8]) -> Result<GivenFacts, InfoJsonError> {
    let root: Value = serde_json::from_slice(bytes)?;
    let text = |names: &[&str]| {
        let one = |name: &&str| root.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        names.iter().find_map(one)
    };
    let url = text(&["webpage_url", "original_url"]).filter(|url| url.starts_with("http"));
    let Some(url) = url else { return Err(InfoJsonError::Other) };
    Ok(GivenFacts {
        title: text(&["fulltitle", "title"]),
        url: Some(url),
        date: text(&["release_date", "upload_date"]).as_deref().and_then(day),
        language: text(&["language"]).and_then(|tag| tag.parse().ok()),
        programme: text(&["series", "album", "playlist_title", "channel"]),
        reporter: text(&["creator", "artist", "uploader"]),
        place: text(&["location"]),
    })
}

/// `20170802` as `2017-08-02`.
fn day(figures: &str) -> Option<String> {
    let is_day = figures.len() == 8 && figures.bytes().all(|b| b.is_ascii_digit());
    let (year, month, day) = (figures.get(..4)?, figures.get(4..6)?, figures.get(6..)?);
    let fits = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    (is_day && fits(month, 12) && fits(day, 31)).then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_info_json_is_refused_and_odd_members_are_passed_over() {
        let facts = info_json(br#"{"title": 7, "fulltitle": " ", "webpage_url": "https://x.org/1", "upload_date": "20171302", "language": "not a tag!", "uploader": "Mai"}"#).unwrap();
        let expected =
            GivenFacts { url: Some("https://x.org/1".into()), reporter: Some("Mai".into()), ..GivenFacts::default() };
        assert_eq!(facts, expected);
        for (bytes, told) in [
            (b"{".as_slice(), "it is no JSON: "),
            (b"[1]", "it does not say of which address"),
            (br#"{"webpage_url": "file:///etc/passwd"}"#, "it does not say"),
        ] {
            assert!(info_json(bytes).unwrap_err().to_string().starts_with(told));
        }
    }
}
