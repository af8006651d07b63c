mod add;

use std::io::Write;
use std::path::{Path, PathBuf};

use rawi::models::{self, PullSource};

use crate::args::Global;
use crate::complete;
use crate::error::{Exit, Failure, Hint};
use crate::model;
use crate::progress::Bytes;
use crate::signals::cancelled;
use crate::store::print_json;
use crate::ui::Ui;

/// The models that recognise speech: list, pull, add, verify, path, remove
///
/// rawi ships with a demonstration model. Published Whisper models are downloaded only when asked for, checked against their
/// SHA-256, and used in place when whisper.cpp has them already (`--model PATH`, RAWI_MODELS).
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi models list\n  rawi models pull small\n  rawi models pull large-v3-turbo-q5_0 --from /media/stick\n  rawi models add whisper-small-arabic/\n  RAWI_MODELS=~/whisper.cpp/models rawi models list"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the published models and those that are here
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Download a published model; a broken download goes on where it was
    Pull {
        /// Its name
        #[arg(add = complete::published_models())]
        name: String,
        /// A mirror's address, or a directory such as a stick
        #[arg(long, value_name = "URL|DIR")]
        from: Option<String>,
    },
    Add(add::Args),
    /// Check a model file against its published SHA-256
    Verify {
        /// A name, a file, or an address in a store
        #[arg(add = complete::models())]
        model: PathBuf,
    },
    /// Print where a model lies
    Path {
        /// A name, a file, or an address in a store, from which it is fetched; the demonstration model when none is given
        model: Option<PathBuf>,
    },
    /// Delete a model that was downloaded or added
    Remove {
        /// Its name or file
        #[arg(add = complete::models())]
        model: PathBuf,
        /// Delete a model that rawi did not put there
        #[arg(long)]
        force: bool,
    },
}

pub(crate) fn run(args: &Args, _: &Global, ui: &Ui) -> Result<Exit, Failure> {
    match &args.action {
        Action::List { json } => list(*json, ui),
        Action::Pull { name, from } => pull(name, from.as_deref(), ui),
        Action::Add(args) => add::run(args, ui),
        Action::Verify { model } => {
            let path = model::located(model, ui, &cancelled())?;
            let published = models::verify(&path).hint("`rawi models pull NAME` gets it anew")?;
            ui.say(match published {
                Some(known) => format!("{} is `{}`, whole and right", path.display(), known.name),
                None => format!("{} is a sound Whisper model, but none that rawi knows", path.display()),
            });
            Ok(Exit::Done)
        }
        Action::Path { model } => {
            let path = match model {
                Some(model) => model::located(model, ui, &cancelled())?,
                None => model::demonstration()?.path,
            };
            let mut out = ui.data();
            out.write_all(path.as_os_str().as_encoded_bytes())?;
            out.write_all(b"\n")?;
            Ok(Exit::Done)
        }
        Action::Remove { model, force } => {
            let path = model::find(model)?;
            if !force && !is_own(&path)? {
                let told = format!("`{}` is not a model that rawi put there, and is left as it is", path.display());
                return Err(Failure::new(told).hint(format!("rawi models remove --force '{}'", path.display())));
            }
            models::remove(&path)?;
            ui.say(format!("{} removed", path.display()));
            Ok(Exit::Done)
        }
    }
}

/// Whether `models pull` or `models add` puts such a file there.
fn is_own(path: &Path) -> Result<bool, Failure> {
    let own = model::folders()?.pop();
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let here = path.parent().and_then(whole).is_some_and(|folder| own.as_deref().and_then(whole) == Some(folder));
    let name = path.file_name().unwrap_or_default();
    // A link there leads to what somebody else put elsewhere.
    let plain = std::fs::symlink_metadata(path).is_ok_and(|facts| facts.is_file());
    let published = || models::manifest().iter().any(|published| name == published.file.as_str());
    Ok(here && plain && (models::is_added(path) || published()))
}

fn list(json: bool, ui: &Ui) -> Result<Exit, Failure> {
    let here = models::installed(&model::folders()?);
    let advice = models::pick(None, model::free_memory_mb(), &here);
    if json {
        let rows: Vec<_> = models::manifest()
            .iter()
            .map(|m| {
                let path = here.iter().find(|i| i.published == Some(m)).map(|i| i.path.display().to_string());
                serde_json::json!({ "model": m, "path": path })
            })
            .collect();
        print_json(&rows, ui)?;
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    writeln!(out, "{:<24} {:>8} {:>10}  {:<9} here", "name", "size", "memory", "languages")?;
    let demo = models::demonstration_facts();
    if let Some(facts) = &demo {
        let there = "built in: the demonstration model";
        writeln!(out, "{:<24} {:>5} MB {:>10}  {:<9} {there}", "rawi-demo", facts.bytes / 1_000_000, "", "ar, en")?;
    }
    for m in models::manifest() {
        let there = here.iter().find(|i| i.published == Some(m)).map_or(String::new(), |i| i.path.display().to_string());
        let languages = if m.languages == models::ModelLanguages::English { "en" } else { "many" };
        writeln!(out, "{:<24} {:>5} MB {:>7} MB  {languages:<9} {there}", m.name, m.bytes / 1_000_000, m.memory_mb)?;
    }
    for other in here.iter().filter(|i| i.published.is_none()) {
        let name = model::name_of(&other.path).unwrap_or("(not published)");
        let languages = if other.file.multilingual { "many" } else { "en" };
        let (size, path) = (other.file.bytes / 1_000_000, other.path.display());
        writeln!(out, "{name:<24} {size:>5} MB {:>10}  {languages:<9} {path}", "")?;
    }
    if let Some(advice) = advice {
        ui.say(format!("advice: {}; `rawi models pull {}`", advice.reason, advice.best.name));
    }
    Ok(Exit::Done)
}

fn pull(name: &str, from: Option<&str>, ui: &Ui) -> Result<Exit, Failure> {
    let published = models::find(name).hint("rawi models list")?;
    let source = match from {
        None => PullSource::Published,
        Some(place) if place.contains("://") => PullSource::Mirror(place.to_owned()),
        Some(place) => PullSource::Folder(PathBuf::from(place)),
    };
    let folder = model::folders()?.pop().ok_or_else(|| Failure::new("there is no place for models"))?;
    ui.say(format!("{}: {} MB into {}", published.file, published.bytes / 1_000_000, folder.display()));
    let mut stage = ui.stage("downloading", Bytes(published.bytes));
    let stopped = cancelled();
    let path = models::pull(published, &folder, &source, &mut |progress| {
        stage.at(Bytes(progress.done));
        !stopped()
    })
    .hint(format!("`rawi models pull {name}` goes on where it stopped"));
    stage.finish();
    ui.say(format!("{} is here and right", path?.display()));
    Ok(Exit::Done)
}
