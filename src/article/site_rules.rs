//! Where the parts of an article stand on the pages of a site, as a person writes it down.

use serde::Deserialize;

use super::site_pick::{Pick, Selector};

/// Rules that come with rawi, by the name of their file.
const BUILT_IN: &[&str] = &[include_str!("sites/news.un.org.toml")];

/// Where the parts of an article stand on the pages of a site: TOML with CSS selectors.
///
/// `hosts` names the site's servers, whose subdomains count too. Each `[[layout]]` is one look of its pages: the first whose `when` is found on a
/// page counts, one that ended before the page's day (`until`) after all others. Its `pick` says for `title`, `lead`, `body`, `byline`, `date`,
/// `language` and `audio` what is looked for, in the order in which it is tried: a selector; a selector and an attribute (`time@datetime`); a member of the
/// page's JSON-LD (`json-ld:datePublished`); a `meta` element (`meta:og:title`). `remove` names elements that are none of the article, `remove_text` whole
/// paragraphs, `title_cut` what is cut off the end of a title. `[[test]]` names a saved page and what is expected of it.
///
/// ```
/// let rules = rawi::article::SiteRules::from_toml("
///     hosts = ['example.org']
///     [[layout]]
///     name = 'of today'
///     pick = { title = ['h1'], body = ['.story p'], date = ['time@datetime'] }
/// ")?;
/// assert!(rules.is_for("news.example.org") && !rules.is_for("notexample.org"));
/// # Ok::<(), rawi::article::SiteRulesError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SiteRules {
    hosts: Vec<String>,
    layouts: Vec<Layout>,
    tests: Vec<SiteTest>,
}

/// Why a text holds no rules for a site.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteRulesError {
    /// It is no TOML, lacks something or has a name that is none of these.
    #[error("{0}")]
    Toml(Box<toml::de::Error>),
    /// It names no server, no layout, or a layout that says nothing of the body.
    #[error("it has no {what}")]
    Lacking {
        /// What.
        what: &'static str,
    },
    /// A selector that is none.
    #[error("`{selector}`, of `{of}`, is no selector")]
    Selector {
        /// The name that it stands under.
        of: &'static str,
        /// It.
        selector: String,
    },
}

/// A saved page, and what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteTest {
    /// The page's file, beside that of the rules.
    pub page: String,
    /// What is expected.
    pub expect: SiteExpectation,
}

/// What is expected of a page; what is not said may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct SiteExpectation {
    /// The layout that fits; `"none"` when none does and the text is found without rules.
    pub layout: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The standfirst.
    pub lead: Option<String>,
    /// The day of publication.
    pub date: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where its recording lies.
    pub audio: Option<String>,
    /// The fewest and the most words of the body.
    pub body_words: Option<(usize, usize)>,
    /// What stands in its text.
    pub contains: Vec<String>,
    /// What does not.
    pub lacks: Vec<String>,
}

/// One look of a site's pages.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) until: Option<String>,
    pub(super) when: Option<Selector>,
    pub(super) picks: Vec<(Part, Vec<Pick>)>,
    pub(super) remove: Vec<Selector>,
    pub(super) remove_text: Vec<String>,
    pub(super) title_cut: Option<String>,
}

/// What is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Lead,
    Body,
    Byline,
    Date,
    Language,
    Audio,
}

impl Part {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Byline => "byline",
            Self::Date => "date",
            Self::Language => "language",
            Self::Audio => "audio",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    hosts: Vec<String>,
    layout: Vec<WrittenLayout>,
    #[serde(default)]
    test: Vec<SiteTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLayout {
    name: String,
    until: Option<toml::value::Datetime>,
    when: Option<String>,
    pick: WrittenPicks,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    remove_text: Vec<String>,
    title_cut: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenPicks {
    title: Vec<String>,
    lead: Vec<String>,
    body: Vec<String>,
    byline: Vec<String>,
    date: Vec<String>,
    language: Vec<String>,
    audio: Vec<String>,
}

impl SiteRules {
    /// Reads rules.
    ///
    /// # Errors
    /// [`SiteRulesError`]; a name that is not known is an error, lest a slip go unnoticed.
    pub fn from_toml(text: &str) -> Result<Self, SiteRulesError> {
        let written: Written = toml::from_str(text).map_err(|error| SiteRulesError::Toml(Box::new(error)))?;
        let hosts: Vec<String> = written.hosts.iter().map(|host| host.trim().to_ascii_lowercase()).collect();
        if hosts.is_empty() || hosts.iter().any(String::is_empty) {
            return Err(SiteRulesError::Lacking { what: "server in `hosts`" });
        }
        if written.layout.is_empty() {
            return Err(SiteRulesError::Lacking { what: "`[[layout]]`" });
        }
        let layouts = written.layout.into_iter().map(layout).collect::<Result<_, _>>()?;
        Ok(Self { hosts, layouts, tests: written.test })
    }

    /// The rules that come with rawi.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        // That each can be read is tested.
        BUILT_IN.iter().filter_map(|text| Self::from_toml(text).ok()).collect()
    }

    /// Whether they are for the pages of this server.
    #[must_use]
    pub fn is_for(&self, host: &str) -> bool {
        let name = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
        self.hosts.iter().any(|known| {
            *known == name || *known == host || name.strip_suffix(known.as_str()).is_some_and(|sub| sub.ends_with('.'))
        })
    }

    /// The servers that they are for.
    #[must_use]
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// What they are tested by.
    #[must_use]
    pub fn tests(&self) -> &[SiteTest] {
        &self.tests
    }

    pub(super) fn layouts(&self) -> &[Layout] {
        &self.layouts
    }
}

fn layout(written: WrittenLayout) -> Result<Layout, SiteRulesError> {
    let WrittenPicks { title, lead, body, byline, date, language, audio } = written.pick;
    if body.is_empty() {
        return Err(SiteRulesError::Lacking { what: "`body` in a `pick`" });
    }
    let all = [
        (Part::Title, title),
        (Part::Lead, lead),
        (Part::Body, body),
        (Part::Byline, byline),
        (Part::Date, date),
        (Part::Language, language),
        (Part::Audio, audio),
    ];
    let pick = |of: Part, text: &String| {
        Pick::parse(text).ok_or_else(|| SiteRulesError::Selector { of: of.name(), selector: text.clone() })
    };
    let picks =
        all.into_iter().map(|(of, list)| Ok((of, list.iter().map(|text| pick(of, text)).collect::<Result<_, _>>()?)));
    let selector = |of: &'static str, text: &String| {
        Selector::parse(text).ok_or_else(|| SiteRulesError::Selector { of, selector: text.clone() })
    };
    Ok(Layout {
        name: written.name,
        until: written.until.and_then(|until| until.date).map(|date| date.to_string()),
        when: written.when.as_ref().map(|text| selector("when", text)).transpose()?,
        picks: picks.collect::<Result<_, _>>()?,
        remove: written.remove.iter().map(|text| selector("remove", text)).collect::<Result<_, _>>()?,
        remove_text: written.remove_text,
        title_cut: written.title_cut,
    })
}
