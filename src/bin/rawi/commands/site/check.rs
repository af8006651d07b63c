use std::io::Write;
use std::path::PathBuf;

use rawi::article::{self, ReadOptions};
use rawi::download::host;

use crate::addresses;
use crate::error::{Exit, Failure, Hint};
use crate::fetched;
use crate::input::{self, What};
use crate::sites;
use crate::ui::{Ui, counted};

/// Show what each rule of a site catches on a page
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi site check https://example.org/news/bridge\n  rawi site check saved-page.html --rules sites/example.org.toml"
)]
pub(super) struct Args {
    /// The page, saved or by its address
    #[arg(value_name = "FILE|URL")]
    page: PathBuf,
    /// The rules [default: those of the page's site]
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
}

/// Letters of a text that are shown.
const SHOWN: usize = 60;

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let address = addresses::address(&args.page);
    let bytes = match address {
        Some(address) => fetched::bytes(address, What::Article)?,
        None => input::read(&args.page, What::Article)?,
    };
    let options = ReadOptions::named(args.page.to_string_lossy());
    let plain = article::read(&bytes, &options)
        .map_err(|error| Failure::from(error).about(format!("cannot read `{}`", args.page.display())))
        .hint("a saved web page, or its address, is needed")?;
    let rules = match &args.rules {
        Some(path) => sites::read(path)?,
        None => {
            let host = address.or(plain.facts().url.as_deref()).and_then(host);
            let host = host.ok_or_else(|| {
                Failure::new("the page does not say of which site it is").hint("`--rules FILE` names the rules")
            })?;
            sites::rules_for(&host)?.ok_or_else(|| {
                Failure::new(format!("there are no rules for {host}"))
                    .hint("a file of rules belongs into the folder `sites` beside a rawi.toml: `rawi site --help`")
            })?
        }
    };
    let (article, picked) = article::read_by(&bytes, &options, &rules)?;
    let mut out = ui.out();
    for caught in &picked.caught {
        let text = caught.text.as_deref().map_or_else(|| "-".to_owned(), short);
        writeln!(out, "{:<9} {:<48} {text}", caught.part, caught.rule)?;
    }
    let words: usize = article.sentences().iter().map(|sentence| sentence.tokens.len()).sum();
    match &picked.layout {
        Some(layout) => {
            ui.say(format!(
                "layout `{layout}`: {} in {}",
                counted(words, "word"),
                counted(article.parts().len(), "paragraph")
            ));
            Ok(Exit::Done)
        }
        None => {
            ui.warn(format!("no rule finds the text of the page; without rules it has {}", counted(words, "word")));
            Ok(Exit::Findings)
        }
    }
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text.split_whitespace().count();
    let start: String = line.chars().take(SHOWN).collect();
    if start.len() < line.len() { format!("{start}… ({words} words)") } else { line }
}
