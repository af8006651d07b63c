use serde::{Deserialize, Serialize};

/// In which form an article was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Text without markup.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// A web page, HTML or XHTML.
    Html,
    /// A document of Word or its like, .docx.
    Docx,
    /// An open document, .odt.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// A document as it is printed, .pdf.
    Pdf,
}

/// HTML by content, whatever the file is called; else Markdown by name, or by a front matter; else plain text. A plain text
/// that begins with `# ` is not taken for Markdown: titles of that form are rarer than hash signs in texts.
pub(super) fn form(text: &str, name: Option<&str>) -> Form {
    let extension = name.map(extension).unwrap_or_default();
    if looks_like_html(text) {
        return Form::Html;
    }
    match extension.as_str() {
        "md" | "markdown" | "mkd" | "mdown" => Form::Markdown,
        "htm" | "html" | "xhtml" | "shtml" if has_tags(text) => Form::Html,
        _ => Form::Plain,
    }
}

fn extension(name: &str) -> String {
    let name = name.split(['?', '#']).next().unwrap_or("");
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    last.rsplit('.').next().unwrap_or("").to_ascii_lowercase()
}

/// Elements that only a page has, near its start.
const PAGE_TAGS: [&str; 9] = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<article", "<main", "<?xml"];

fn looks_like_html(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("").to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !head.starts_with('<') {
        return false;
    }
    let page = PAGE_TAGS.iter().any(|tag| head.contains(tag)) && !head.starts_with("<?xml") || head.contains("<html");
    page || has_tags(text)
}

/// Whether the text is a fragment of HTML: two closed paragraphs or divisions and more.
fn has_tags(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["</p>", "</div>", "</h1>", "</h2>", "</blockquote>", "</li>", "<br>", "<br/>", "<br />"]
        .iter()
        .map(|tag| lower.matches(tag).count())
        .sum::<usize>()
        > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_known_by_its_content_and_markdown_by_its_name() {
        assert_eq!(form("<!DOCTYPE html><html><body><p>x</p>", Some("a.txt")), Form::Html);
        assert_eq!(form("\u{feff}  <?xml version=\"1.0\"?>\n<html><body/></html>", None), Form::Html);
        assert_eq!(form("<p>one</p><p>two</p>", None), Form::Html);
        assert_eq!(form("# Title\n\ntext", Some("notes/a.MD")), Form::Markdown);
        assert_eq!(form("# Title\n\ntext", Some("a.txt")), Form::Plain);
        assert_eq!(form("text with <b>", Some("https://example.org/a.html?x=1.md")), Form::Plain);
        assert_eq!(form("one<br>two", Some("page.html")), Form::Html);
        assert_eq!(form("<laughs> said the host", None), Form::Plain);
    }
}
