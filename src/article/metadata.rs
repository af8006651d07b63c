//! What a page says of itself: JSON-LD, `meta` elements, and what it prints.

use dom_query::{Document, NodeRef};
use serde_json::Value;

use crate::text::Language;

use super::facts::Facts;
use super::{boilerplate, dates, language};

/// Bytes of one JSON-LD script that is read, at most: a larger one is a site's data and not an article's.
const MAX_LD_BYTES: usize = 1024 * 1024;

/// What a page says of itself.
pub(super) struct Metadata {
    pub(super) facts: Facts,
    /// The text of the article that its JSON-LD holds (`articleBody`), as it stands there.
    pub(super) article_body: Option<String>,
}

/// Reads a page's metadata. JSON-LD is asked first (it is written by the content system), then `meta`, then the page itself.
pub(super) fn read(document: &Document) -> Metadata {
    let ld = linked_data(document);
    let article_body = ld.as_ref().and_then(|ld| ld.get("articleBody")).and_then(Value::as_str).map(str::to_owned);
    Metadata { facts: facts(document, ld.as_ref()), article_body }
}

fn facts(document: &Document, ld: Option<&Value>) -> Facts {
    let ld_text = |path: &[&str]| ld.and_then(|value| text_at(value, path));
    let first = |selectors: &[&str]| selectors.iter().find_map(|s| meta(document, s));
    let date = ld_text(&["datePublished"])
        .or_else(|| first(&["article:published_time", "datePublished", "date", "dc.date", "pubdate", "publish-date"]))
        .or_else(|| attribute(document, "time[datetime]", "datetime"));
    Facts {
        title: title(
            document,
            ld_text(&["headline"]).or_else(|| ld_text(&["name"])).or_else(|| first(&["og:title", "twitter:title"])),
        ),
        url: attribute(document, "link[rel=canonical]", "href").or_else(|| first(&["og:url"])).or_else(|| ld_text(&["url"])),
        date: date.and_then(|date| dates::iso_day(&date).or_else(|| dates::date_line(&date))),
        author: ld_text(&["author", "name"])
            .or_else(|| ld_text(&["author"]))
            .or_else(|| first(&["author", "article:author", "dc.creator", "byl"]))
            .filter(|name| !name.starts_with("http"))
            .map(|name| boilerplate::byline(&name).map_or(name.clone(), str::to_owned)),
        image: first(&["og:image", "twitter:image"]).or_else(|| ld_text(&["image", "url"])).or_else(|| ld_text(&["image"])),
        site: first(&["og:site_name", "application-name"]).or_else(|| ld_text(&["publisher", "name"])),
        language: declared_language(document, ld_text(&["inLanguage"])),
        ..Facts::default()
    }
}

/// The name of the page: what its metadata says, unless its only first-rank heading says more exactly what is printed.
fn title(document: &Document, named: Option<String>) -> Option<String> {
    let headings = document.select("h1");
    let heading = (headings.length() == 1).then(|| tidy(&headings.text())).flatten();
    let whole = || tidy(&document.select_single("head > title").text()).map(without_site);
    match (named, heading) {
        (Some(named), Some(heading)) if named.starts_with(&heading) => Some(heading),
        (named, heading) => named.or(heading).or_else(whole),
    }
}

/// `Title | Site`, `Title - Site`: the title alone, when it is the longer part.
fn without_site(whole: String) -> String {
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().find_map(|mark| whole.rsplit_once(mark));
    match cut {
        Some((title, site)) if title.len() > site.len() => title.trim().to_owned(),
        _ => whole,
    }
}

fn declared_language(document: &Document, linked: Option<String>) -> Option<Language> {
    let html = attribute(document, "html[lang]", "lang").or_else(|| attribute(document, "html", "xml:lang"));
    let tags = [html, linked, meta(document, "og:locale"), meta(document, "content-language")];
    tags.into_iter().flatten().find_map(|tag| {
        let found: Language = tag.parse().ok()?;
        language::short(found.as_str()).parse().ok()
    })
}

pub(super) fn meta(document: &Document, name: &str) -> Option<String> {
    let keys = ["property", "name", "itemprop", "http-equiv"];
    document.select("meta[content]").iter().find_map(|element| {
        let named = keys.iter().any(|key| element.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
        named.then(|| element.attr("content").and_then(|content| tidy(&content))).flatten()
    })
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    tidy(&document.select_single(selector).attr(name)?)
}

/// One line, without space around it; `None` when nothing is left or it is no fact but a text.
fn tidy(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= 2000).then_some(line)
}

/// The first article among the page's JSON-LD.
pub(super) fn linked_data(document: &Document) -> Option<Value> {
    let scripts = document.select("script[type='application/ld+json']");
    scripts.nodes().iter().take(20).find_map(|script: &NodeRef<'_>| {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        if text.len() > MAX_LD_BYTES {
            return None;
        }
        article_in(&serde_json::from_str(text).ok()?).cloned()
    })
}

fn article_in(value: &Value) -> Option<&Value> {
    let many = |values: &'_ Value| -> bool { values.as_array().is_some_and(|list| !list.is_empty()) };
    if many(value) {
        return value.as_array()?.iter().find_map(article_in);
    }
    let kind = value.get("@type");
    let named = |kind: &Value| {
        kind.as_str()
            .is_some_and(|k| k.ends_with("Article") || k.ends_with("BlogPosting") || k == "Report" || k == "RadioEpisode")
    };
    if kind.is_some_and(|k| named(k) || k.as_array().is_some_and(|list| list.iter().any(named))) {
        return Some(value);
    }
    value.get("@graph").and_then(article_in)
}

/// The text at a path of members; of a list its first entry counts.
pub(super) fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    let mut at = value;
    for key in path {
        at = at.get(0).unwrap_or(at).get(key)?;
    }
    tidy(at.get(0).unwrap_or(at).as_str()?)
}
