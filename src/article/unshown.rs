//! Text that a page holds and shows only by script: the article in its JSON-LD, or in a template.

use dom_query::Document;

use super::page::Mark;
use super::walk::{self, Found};
use super::{nesting, parts};

/// Bytes of a text, at least, for which the page's own elements are left aside.
const MIN_BYTES: usize = 500;
/// Share of the JSON-LD's text that the page's elements show, from which on they are the article.
const SHOWN_SHARE: f64 = 0.5;
/// Elements that hold markup which only a script, or its absence, shows.
const TEMPLATES: &str =
    "script[type='text/template'], script[type='text/html'], script[type='text/x-template'], template, noscript";

/// The article as a page of its own, where the elements of `document` (its blocks are `shown`) do not show it. `linked_body` is
/// the text in its JSON-LD.
pub(super) fn article(
    document: &Document,
    linked_body: Option<String>,
    shown: &[Found],
    title: Option<&str>,
) -> Option<Document> {
    let markup = linked_body.and_then(|body| linked(body, shown)).or_else(|| template(document, shown))?;
    let title = title.map(escaped).unwrap_or_default();
    Some(Document::from(format!("<html><body><article><h1>{title}</h1>{markup}</article></body></html>")))
}

/// The text of the JSON-LD, when less than half of it stands in the page's elements.
fn linked(body: String, shown: &[Found]) -> Option<String> {
    let markup = if body.contains("<p") || body.contains("<br") {
        body
    } else if body.contains("&lt;p") {
        body.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    } else {
        body.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("<p>{}</p>", tagless(line))).collect()
    };
    // As text it was not looked at when the page's own elements were.
    let markup = nesting::flatten(&markup).into_owned();
    let paragraphs = walk::blocks(&Document::from(markup.as_str()));
    let page: String = shown.iter().map(|block| walk::solid(&block.text)).collect();
    let is_shown = |block: &&Found| {
        // A paragraph of the JSON-LD may be several of the page's, so its beginning decides.
        let start: String = walk::solid(&block.text).chars().take(60).collect();
        page.contains(&start)
    };
    let bytes = |blocks: &mut dyn Iterator<Item = &Found>| blocks.map(|block| block.text.len()).sum::<usize>();
    let all = bytes(&mut paragraphs.iter());
    let seen = bytes(&mut paragraphs.iter().filter(is_shown));
    (all >= MIN_BYTES && (seen as f64) < SHOWN_SHARE * all as f64).then_some(markup)
}

/// The largest template, when the page's elements hold next to no text.
fn template(document: &Document, shown: &[Found]) -> Option<String> {
    let is_text = |b: &&Found| b.mark != Mark::Boilerplate && !b.is_link() && parts::ends_as_sentence(&b.text);
    if shown.iter().filter(is_text).map(|b| b.text.len()).sum::<usize>() >= MIN_BYTES {
        return None;
    }
    let templates = document.select(TEMPLATES);
    let inner = |node: &dom_query::NodeRef<'_>| {
        let text = node.text().trim().to_owned();
        let markup = if text.contains('<') { text } else { node.inner_html().to_string() };
        nesting::flatten(&markup).into_owned()
    };
    let prose = |markup: &str| {
        let blocks = walk::blocks(&Document::from(markup));
        blocks.iter().filter(is_text).map(|b| b.text.len()).sum::<usize>()
    };
    let candidates = templates.nodes().iter().take(200).map(inner);
    let (bytes, markup) = candidates.map(|markup| (prose(&markup), markup)).max_by_key(|(bytes, _)| *bytes)?;
    (bytes >= MIN_BYTES).then_some(markup)
}

fn escaped(text: &str) -> String {
    tagless(&text.replace('&', "&amp;"))
}

/// Text whose character references still count: content systems write `&#039;` into JSON.
fn tagless(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::{PartKind, ReadOptions, read};

    const TEXT: &str = "The council met on Tuesday and spoke about the river for most of the day. ";

    fn body(page: &str) -> String {
        let article = read(page.as_bytes(), &ReadOptions::named("page.html")).unwrap();
        let kept = article.parts().iter().filter(|part| part.kind != PartKind::Boilerplate);
        kept.map(|part| part.range.of(article.text())).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn an_article_that_stands_in_the_linked_data_alone_is_read_there() {
        let body_text = format!("{}\\n\\nThe mayor answered.", TEXT.repeat(8));
        let page = format!(
            "<html><head><title>River</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\
             \"A river rises\",\"articleBody\":\"{body_text}\"}}</script></head><body><div id='root'>Loading</div></body></html>"
        );
        let read = body(&page);
        assert!(read.starts_with("A river rises|The council met") && read.ends_with("|The mayor answered."), "{read}");
    }

    #[test]
    fn linked_data_that_the_page_shows_adds_nothing() {
        let shown = format!("<p>It&#8217;s late. {0}</p><p>It&#8217;s early. {0}</p>", TEXT.repeat(4));
        let linked = format!("It&#8217;s late. {0}It&#8217;s early. {0}", TEXT.repeat(4));
        let page = format!(
            "<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{linked}\"}}</script></head>\
             <body><article><h1>A river rises</h1><p>What it means for the people who live beside the dam.</p>{shown}</article></body></html>"
        );
        let read = body(&page);
        assert!(read.contains("|What it means for the people") && read.contains("|It’s early. The council"), "{read}");
    }

    #[test]
    fn elements_without_end_inside_the_linked_data_cost_no_stack() {
        let deep = format!("{}<p>{}</p>", "<div>".repeat(10_000), TEXT.repeat(8));
        for markup in [deep.replace('<', "\\u003c"), deep.replace('<', "&lt;").replace('>', "&gt;")] {
            let page = format!(
                "<html><head><title>River</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\
                 \"{markup}\"}}</script></head><body><div id='root'>Loading</div></body></html>"
            );
            assert!(body(&page).contains("The council met"));
        }
        let page = format!("<html><body><h1>A river rises</h1><script type='text/template'>{deep}</script></body></html>");
        assert!(body(&page).contains("The council met"));
    }

    #[test]
    fn an_article_in_a_template_is_read_there_and_one_that_is_shown_is_not_read_twice() {
        let paragraphs = format!("<p>{}</p><p>The mayor answered.</p>", TEXT.repeat(8));
        let page =
            format!("<html><body><h1>A river rises</h1><script type='text/template'>{paragraphs}</script></body></html>");
        assert!(body(&page).contains("The council met"), "{}", body(&page));
        let page = format!("<html><body><h1>A river rises</h1>{paragraphs}<template>{paragraphs}</template></body></html>");
        assert_eq!(body(&page).matches("The mayor answered.").count(), 1);
    }
}
