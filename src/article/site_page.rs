//! A page read by the rules of its site.

use dom_query::Document;
use serde_json::Value;

use super::metadata::{self, Metadata};
use super::page::{Mark, Page};
use super::site_rules::{Layout, Part, SiteRules};
use super::{boilerplate, dates, language, nesting, walk};

/// What the rules of a site found on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SitePicked {
    /// The layout that fits, and whose rules found the body. `None`: the text was found without rules.
    pub layout: Option<String>,
    /// What each rule of the layout caught that was looked at: the part, the rule, and the text, or `None` where it caught nothing.
    pub caught: Vec<SiteCaught>,
    /// Where the page's recording lies.
    pub audio: Option<String>,
}

/// What one rule caught.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteCaught {
    /// `title`, `lead`, `body`, `byline`, `date`, `language` or `audio`.
    pub part: &'static str,
    /// The rule as it is written.
    pub rule: String,
    /// What it caught.
    pub text: Option<String>,
}

/// The page by the rules; `None` where no layout fits or none of its rules finds a body.
pub(super) fn page(html: &str, rules: &SiteRules) -> (Option<Page>, SitePicked) {
    let html = &*nesting::flatten(html);
    let document = Document::from(html);
    let Metadata { facts, .. } = metadata::read(&document);
    let mut picked = SitePicked::default();
    let Some(layout) = fitting(rules, &document, facts.date.as_deref()) else { return (None, picked) };
    let linked = metadata::linked_data(&document);
    let mut text = |part: Part| first(layout, part, &document, linked.as_ref(), &mut picked.caught);
    let (title, lead, byline) = (text(Part::Title), text(Part::Lead), text(Part::Byline));
    let (date, tongue, audio) = (text(Part::Date), text(Part::Language), text(Part::Audio));
    let title = title.map(|title| cut(&title, layout.title_cut.as_deref()));
    layout.remove.iter().for_each(|selector| selector.remove(&document));
    picked.audio = audio;
    let Some(blocks) = body(layout, &document, &mut picked.caught) else { return (None, picked) };
    let mut page = Page::new(facts);
    page.facts.title = title.clone().or(page.facts.title);
    page.facts.author =
        byline.map(|name| boilerplate::byline(&name).map_or(name.clone(), str::to_owned)).or(page.facts.author);
    let day = date.and_then(|date| dates::iso_day(&date).or_else(|| dates::date_line(&date)));
    page.facts.date = day.or(page.facts.date);
    let tongue = tongue.and_then(|tag| language::short(&tag).parse().ok());
    page.facts.language = tongue.or(page.facts.language);
    for (text, mark) in [(&title, Mark::Title), (&lead, Mark::Summary)] {
        text.iter().for_each(|text| page.push(text, mark));
    }
    let is_there = |text: &str| [&title, &lead].iter().any(|part| part.as_deref() == Some(text));
    for (text, mark) in blocks.iter().filter(|(text, _)| !is_there(text)) {
        page.push(text, *mark);
    }
    picked.layout = Some(layout.name.clone());
    (Some(page), picked)
}

/// The first layout that is met on the page; those that ended before its day come last.
fn fitting<'a>(rules: &'a SiteRules, document: &Document, day: Option<&str>) -> Option<&'a Layout> {
    let is_over = |layout: &Layout| layout.until.as_deref().zip(day).is_some_and(|(until, day)| until < day);
    let (past, now): (Vec<&Layout>, Vec<&Layout>) = rules.layouts().iter().partition(|layout| is_over(layout));
    now.into_iter().chain(past).find(|layout| layout.when.as_ref().is_none_or(|when| when.is_on(document)))
}

fn first(
    layout: &Layout,
    part: Part,
    document: &Document,
    linked: Option<&Value>,
    caught: &mut Vec<SiteCaught>,
) -> Option<String> {
    let picks = layout.picks.iter().find(|(known, _)| *known == part).map(|(_, picks)| picks.as_slice()).unwrap_or_default();
    for pick in picks {
        let text = pick.text(document, linked);
        caught.push(SiteCaught { part: part.name(), rule: pick.written(), text: text.clone() });
        if text.is_some() {
            return text;
        }
    }
    None
}

/// The blocks of the body, by the first rule that finds any.
fn body(layout: &Layout, document: &Document, caught: &mut Vec<SiteCaught>) -> Option<Vec<(String, Mark)>> {
    let picks =
        layout.picks.iter().find(|(known, _)| *known == Part::Body).map(|(_, picks)| picks.as_slice()).unwrap_or_default();
    for pick in picks {
        let markup = pick.markup(document).map(|markup| format!("<html><body><article>{markup}</article></body></html>"));
        let blocks: Vec<(String, Mark)> = markup
            .map(|markup| walk::blocks(&Document::from(markup.as_str())))
            .unwrap_or_default()
            .into_iter()
            // A heading in the body is none of the page.
            .map(|found| (found.text, if found.mark == Mark::Title { Mark::Heading } else { found.mark }))
            .filter(|(text, _)| !layout.remove_text.iter().any(|removed| removed.trim() == text.trim()))
            .collect();
        let text = blocks.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n");
        let text = (!text.is_empty()).then_some(text);
        caught.push(SiteCaught { part: Part::Body.name(), rule: pick.written(), text: text.clone() });
        if text.is_some() {
            return Some(blocks);
        }
    }
    None
}

fn cut(title: &str, ending: Option<&str>) -> String {
    let bare = ending.and_then(|ending| title.strip_suffix(ending)).map(str::trim_end);
    bare.filter(|bare| !bare.is_empty()).unwrap_or(title).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{PartKind, ReadOptions, SiteRulesError, read_by};
    use super::*;

    const RULES: &str = "hosts = ['x.org']
        [[layout]]
        name = 'old'
        until = 2019-12-31
        pick = { body = ['.old p'] }
        [[layout]]
        name = 'new'
        when = '.story'
        pick = { title = ['.none', 'h1'], lead = ['.lead'], body = ['.gone p', '.story :is(p, blockquote)'], byline = ['meta:author'], date = ['json-ld:datePublished', 'time@datetime'], audio = ['audio@src'] }
        remove = ['.widget']
        remove_text = ['Soundcloud']
        title_cut = ' | X'";

    const PAGE: &str = "<html lang=en><head><meta name=author content='By Sara Haddad'></head><body><nav>Menu of the site.</nav><h1>The bridge | X</h1>
        <div class=lead>It is open.</div><time datetime='2021-08-02T10:00'>x</time><audio src='/a.mp3'></audio><div class=story><p>Soundcloud</p>
        <p>It is open.</p><p>Farmers crossed it on Monday.</p><div class=widget><p>Buy now.</p></div><blockquote><p>We waited.</p></blockquote></div></body></html>";

    fn rules() -> SiteRules {
        SiteRules::from_toml(RULES).unwrap()
    }

    #[test]
    fn the_rules_of_a_site_say_what_is_the_article() {
        let (article, picked) = read_by(PAGE.as_bytes(), &ReadOptions::default(), &rules()).unwrap();
        assert_eq!(article.text(), "The bridge\n\nIt is open.\n\nFarmers crossed it on Monday.\n\nWe waited.");
        let kinds: Vec<PartKind> = article.parts().iter().map(|part| part.kind).collect();
        assert_eq!(kinds[..2], [PartKind::Headline, PartKind::Lead]);
        let facts = article.facts();
        assert_eq!(
            (facts.title.as_deref(), facts.date.as_deref(), facts.author.as_deref()),
            (Some("The bridge"), Some("2021-08-02"), Some("Sara Haddad"))
        );
        assert_eq!((picked.layout.as_deref(), picked.audio.as_deref()), (Some("new"), Some("/a.mp3")));
        let caught = |rule: &str| picked.caught.iter().find(|one| one.rule == rule).unwrap().text.clone();
        assert_eq!((caught(".none"), caught("h1")), (None, Some("The bridge | X".to_owned())));
        assert_eq!(caught(".gone p"), None);
    }

    #[test]
    fn where_no_rule_finds_a_body_the_text_is_found_without_rules_and_that_is_told() {
        let body = "<p>Farmers crossed the bridge on Monday, the mayor said.</p><p>It was closed for three years, and nobody knew why it was.</p>";
        for page in [
            PAGE.replace("class=story", "class=renamed"),
            format!("<html><body><article class=story><h1>T</h1>{body}</article></body></html>")
                .replace("<p>", "<div>")
                .replace("</p>", "</div>"),
        ] {
            let (article, picked) = read_by(page.as_bytes(), &ReadOptions::default(), &rules()).unwrap();
            assert!(article.text().contains("Farmers crossed"), "{}", article.text());
            assert_eq!(picked.layout, None, "{page}");
        }
        let (_, picked) = read_by(b"Plain text.", &ReadOptions::default(), &rules()).unwrap();
        assert_eq!(picked, SitePicked::default());
    }

    #[test]
    fn rules_that_cannot_be_meant_are_refused() {
        let layout = "[[layout]]\nname = 'a'\npick = { body = ['p'] }";
        for (text, told) in [
            (format!("hosts = []\n{layout}"), "it has no server in `hosts`"),
            ("hosts = ['x.org']\nlayout = []".to_owned(), "it has no `[[layout]]`"),
            (
                "hosts = ['x.org']\n[[layout]]\nname = 'a'\npick = { title = ['h1'] }".to_owned(),
                "it has no `body` in a `pick`",
            ),
            (format!("hosts = ['x.org']\n{layout}\nremove = ['p[']"), "`p[`, of `remove`, is no selector"),
            (
                "hosts = ['x.org']\n[[layout]]\nname = 'a'\npick = { body = ['@x'] }".to_owned(),
                "`@x`, of `body`, is no selector",
            ),
            (format!("hosts = ['x.org']\n{layout}\ncolour = 1"), "unknown field `colour`"),
            (
                format!("hosts = ['x.org']\n{layout}\n[[test]]\npage = 'a'\nexpect = {{ tittle = 'x' }}"),
                "unknown field `tittle`",
            ),
        ] {
            let refused = SiteRules::from_toml(&text).unwrap_err();
            assert!(refused.to_string().contains(told), "{refused}");
            assert_eq!(matches!(refused, SiteRulesError::Toml(_)), told.contains("unknown"));
        }
    }

    #[test]
    fn the_rules_that_come_with_rawi_can_be_read() {
        let all = SiteRules::built_in();
        assert!(all.iter().any(|rules| rules.is_for("news.un.org") && !rules.tests().is_empty()));
    }

    proptest! {
        #[test]
        fn no_page_and_no_rule_panics(page in "[<>a-z/=' p@.#]{0,80}", rule in "[a-z.#@:\\[\\]() ,>*]{0,20}") {
            let text = format!("hosts = ['x.org']\n[[layout]]\nname = 'a'\npick = {{ body = ['{rule}', 'p'], title = ['{rule}'] }}\nremove = ['b']");
            if let Ok(rules) = SiteRules::from_toml(&text) {
                let _ = read_by(format!("<html><body>{page}").as_bytes(), &ReadOptions::default(), &rules);
            }
        }
    }
}
