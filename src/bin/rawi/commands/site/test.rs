use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::article::{self, Article, PartKind, ReadOptions, SiteExpectation, SitePicked, SiteRules, SiteTest};

use crate::error::{Exit, Failure};
use crate::input::{self, What};
use crate::sites;
use crate::ui::{Ui, counted};

/// Run the tests that stand in files of rules
///
/// Each `[[test]]` names a saved page beside the file, and what is expected of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  rawi site test\n  rawi site test sites/example.org.toml")]
pub(super) struct Args {
    /// Files of rules, or folders of them [default: the folders `sites` beside the rawi.toml of the project and the user]
    #[arg(value_name = "FILE|DIR")]
    rules: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let mut files = Vec::new();
    for path in &args.rules {
        if path.is_dir() { files.extend(sites::files_in(path)?) } else { files.push(path.clone()) }
    }
    if args.rules.is_empty() {
        files = sites::own_files()?;
    }
    if files.is_empty() {
        return Err(Failure::new("there are no rules to test").hint("name a file of rules; `rawi site --help` shows one"));
    }
    let (mut tests, mut failed) = (0, 0);
    let mut out = ui.out();
    for file in &files {
        let rules = sites::read(file)?;
        for test in rules.tests() {
            tests += 1;
            let wrong = run_one(file, &rules, test)?;
            failed += usize::from(!wrong.is_empty());
            let verdict = if wrong.is_empty() { "ok" } else { "FAILED" };
            writeln!(out, "{verdict:<6} {}: {}", file.display(), test.page)?;
            for line in wrong {
                writeln!(out, "         {line}")?;
            }
        }
    }
    ui.say(format!("{}: {failed} failed", counted(tests, "test")));
    Ok(if failed > 0 { Exit::Findings } else { Exit::Done })
}

/// What is otherwise than expected.
fn run_one(file: &Path, rules: &SiteRules, test: &SiteTest) -> Result<Vec<String>, Failure> {
    let path = file.parent().unwrap_or(Path::new("")).join(&test.page);
    let bytes = input::read(&path, What::Article)?;
    let (article, picked) = article::read_by(&bytes, &ReadOptions::named(test.page.as_str()), rules)
        .map_err(|error| Failure::from(error).about(format!("cannot read `{}`", path.display())))?;
    Ok(compared(&test.expect, &article, &picked))
}

fn compared(expect: &SiteExpectation, article: &Article, picked: &SitePicked) -> Vec<String> {
    let facts = article.facts();
    let lead =
        article.parts().iter().find(|part| part.kind == PartKind::Lead).map(|part| part.range.of(article.text()).to_owned());
    let layout = Some(picked.layout.clone().unwrap_or_else(|| "none".to_owned()));
    let all = [
        ("layout", &expect.layout, &layout),
        ("title", &expect.title, &facts.title),
        ("lead", &expect.lead, &lead),
        ("date", &expect.date, &facts.date),
        ("byline", &expect.byline, &facts.author),
        ("audio", &expect.audio, &picked.audio),
    ];
    let shown = |text: &Option<String>| text.as_ref().map_or_else(|| "nothing".to_owned(), |text| format!("`{text}`"));
    let differs = all.iter().filter(|(_, expected, found)| expected.is_some() && expected != found);
    let mut wrong: Vec<String> = differs
        .map(|(name, expected, found)| format!("{name}: expected {}, found {}", shown(expected), shown(found)))
        .collect();
    let of_body = article.sentences().iter().filter(|s| matches!(s.part, PartKind::Body | PartKind::Quote));
    let words: usize = of_body.map(|sentence| sentence.tokens.len()).sum();
    if let Some((least, most)) = expect.body_words.filter(|(least, most)| !(least..=most).contains(&&words)) {
        wrong.push(format!("body_words: expected {least} to {most}, found {words}"));
    }
    let has = |text: &&String| article.text().contains(text.as_str());
    wrong.extend(expect.contains.iter().filter(|text| !has(text)).map(|text| format!("contains: there is no `{text}`")));
    wrong.extend(expect.lacks.iter().filter(has).map(|text| format!("lacks: there is `{text}`")));
    wrong
}
