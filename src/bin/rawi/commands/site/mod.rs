use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::ui::Ui;

mod check;
mod test;

/// Rules for the pages of sites: where title, lead and text stand
///
/// Articles are found on any page; where a site's pages have what the finder takes for the text and is none, rules say exactly what is. They
/// are TOML files with CSS selectors in the folder `sites` beside a rawi.toml, of the project or the user, and come before those that rawi
/// brings. Where a page has changed and no rule finds its text, it is found without rules, and that is told.
///
/// A file of rules:
///
///     hosts = ["example.org"]
///     [[layout]]
///     name = "of today"
///     when = "main.story"
///     pick.title = ["h1"]
///     pick.lead = [".lead p", "meta:og:description"]
///     pick.body = [".story-text :is(p, h2, blockquote)"]
///     pick.date = ["json-ld:datePublished", "time@datetime"]
///     remove = [".share", "[class*=embed]"]
///     remove_text = ["Listen to the report"]
///     title_cut = " | Example"
///     [[test]]
///     page = "saved-page.html"
///     expect.title = "The bridge is open"
///     expect.body_words = [180, 260]
///     expect.lacks = ["Share this"]
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples:\n  rawi site check https://example.org/news/bridge\n  rawi site check saved-page.html --rules sites/example.org.toml\n  rawi site test\n  rawi site test sites/example.org.toml"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Check(check::Args),
    Test(test::Args),
}

pub(crate) fn run(args: &Args, _: &Global, ui: &Ui) -> Result<Exit, Failure> {
    match &args.action {
        Action::Check(args) => check::run(args, ui),
        Action::Test(args) => test::run(args, ui),
    }
}
