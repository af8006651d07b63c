//! Rules for the pages of sites: a person's own, in the folder `sites` beside a rawi.toml, before those that come with rawi.

use std::fs;
use std::path::{Path, PathBuf};

use rawi::article::{self, Article, Form, ReadOptions, SiteRules};
use rawi::download::host;
use rawi::text::Language;

use crate::error::{Failure, Hint};
use crate::files;
use crate::input::{self, What};
use crate::settings;
use crate::ui::Ui;

/// The name of the folder.
const FOLDER: &str = "sites";

/// Folders that may hold rules: the project's, the user's.
fn folders() -> Vec<PathBuf> {
    let beside = |file: PathBuf| file.parent().map(|folder| folder.join(FOLDER));
    [settings::of_project(), settings::of_user()]
        .into_iter()
        .flatten()
        .filter_map(beside)
        .filter(|folder| folder.is_dir())
        .collect()
}

/// The files of a person's own rules.
pub(crate) fn own_files() -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for folder in folders() {
        files.extend(files_in(&folder)?);
    }
    Ok(files)
}

/// The rules in a folder, in the order of their names.
pub(crate) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Failure::from(error).about(format!("cannot read the directory `{}`", folder.display())))?;
    let is_rules = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_rules).collect();
    files.sort();
    Ok(files)
}

/// The rules in a file.
pub(crate) fn read(path: &Path) -> Result<SiteRules, Failure> {
    let bytes = input::read(path, What::Rules)?;
    let refused = |failure: Failure| failure.about(format!("cannot use the rules in `{}`", path.display()));
    let text = String::from_utf8(bytes).map_err(|_| refused(Failure::new("they are no UTF-8 text")))?;
    SiteRules::from_toml(&text)
        .map_err(|error| refused(Failure::new(error.to_string().trim_end().to_owned())))
        .hint("`rawi site --help` shows an example")
}

/// The rules for a server: a person's own, else those that come with rawi.
pub(crate) fn rules_for(host: &str) -> Result<Option<SiteRules>, Failure> {
    for file in own_files()? {
        let rules = read(&file)?;
        if rules.is_for(host) {
            return Ok(Some(rules));
        }
    }
    Ok(SiteRules::built_in().into_iter().find(|rules| rules.is_for(host)))
}

/// A page that was read, and what the rules of its site found besides the article.
pub(crate) struct SitePage {
    pub(crate) article: Article,
    pub(crate) audio: Option<String>,
}

/// The article on the page that lay at `from`, an address or a path, by the rules of its site where there are any: those of the address, or of the
/// one that a saved page names as its own.
pub(crate) fn article_of(
    bytes: &[u8],
    from: &Path,
    language: Option<Language>,
    encoding: Option<String>,
    ui: &Ui,
) -> Result<SitePage, Failure> {
    let own = from.to_str().and_then(host);
    let plain = || files::article_of(bytes, from, language.clone(), encoding.clone());
    let (host, found) = match own {
        Some(host) => (Some(host), None),
        None => {
            let article = plain()?;
            let of_page = article.facts().url.as_deref().and_then(host).filter(|_| article.facts().form == Form::Html);
            (of_page, Some(article))
        }
    };
    let rules = host.as_deref().map(rules_for).transpose()?.flatten();
    let Some(rules) = rules else {
        let article = found.map_or_else(plain, Ok)?;
        return Ok(SitePage { article, audio: None });
    };
    let options = ReadOptions::named(from.to_string_lossy()).with_language(language).with_encoding(encoding);
    let (article, picked) = article::read_by(bytes, &options, &rules)
        .map_err(|error| Failure::from(error).about(format!("cannot use `{}` as the article", from.display())))
        .hint("save the page's text to a file, and name that")?;
    match &picked.layout {
        Some(layout) => ui.detail(format!("the article by the rules for {}, layout `{layout}`", host.unwrap_or_default())),
        None if article.facts().form == Form::Html => ui.warn(format!(
            "the rules for {} find no article on `{}`; its text was found without them",
            host.unwrap_or_default(),
            from.display()
        )),
        None => {}
    }
    Ok(SitePage { article, audio: picked.audio })
}
