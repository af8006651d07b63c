//! The element by which a podcast feed points to a transcript.

use super::{Format, xml};
use crate::text::Language;

/// The line of a feed that points to a transcript: `url` is where it lies, the kind is that of `format`.
///
/// ```
/// use rawi::caption::{Format, transcript_tag};
/// use rawi::text::Language;
/// let tag = transcript_tag("https://example.org/a.vtt", Format::Vtt, &Language::arabic()).unwrap();
/// assert_eq!(tag, r#"<podcast:transcript url="https://example.org/a.vtt" type="text/vtt" language="ar" rel="captions"/>"#);
/// ```
///
/// `None` for a format that feeds do not know.
pub fn transcript_tag(url: &str, format: Format, language: &Language) -> Option<String> {
    let (kind, timed) = match format {
        Format::Vtt => ("text/vtt", true),
        Format::Srt => ("application/x-subrip", true),
        Format::PodcastJson => ("application/json", true),
        Format::PodcastHtml => ("text/html", false),
        Format::Text => ("text/plain", false),
        _ => return None,
    };
    let rel = if timed { " rel=\"captions\"" } else { "" };
    Some(format!("<podcast:transcript url=\"{}\" type=\"{kind}\" language=\"{language}\"{rel}/>", xml::escape(url)))
}
