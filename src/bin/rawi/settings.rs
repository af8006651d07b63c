//! What a person always asks for alike, from `rawi.toml` files: the user's and the project's. It stands in for options that are not
//! given: the command line wins over the environment, that over the project's file, that over the user's.

use std::path::{Path, PathBuf};

use clap::Command;
use rawi::caption::{Format, Preset};
use serde::Deserialize;

use crate::args;
use crate::error::{Failure, Hint};

/// The name of such a file.
pub(crate) const NAME: &str = "rawi.toml";

/// What a file holds. A name that is none of these is refused, lest a slip go unnoticed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    model: Option<String>,
    language: Option<String>,
    out: Option<PathBuf>,
    formats: Option<Vec<String>>,
    preset: Option<String>,
    narrator: Option<String>,
    catalog: Option<PathBuf>,
}

/// A setting: its name in the file, that of the option it stands for, the commands that have it, and the variable that wins over it.
pub(crate) struct Known {
    pub(crate) name: &'static str,
    option: &'static str,
    commands: &'static [&'static str],
    pub(crate) variable: Option<&'static str>,
    /// What is taken where nobody says anything.
    pub(crate) usual: &'static str,
}

/// All settings.
pub(crate) const ALL: [Known; 7] = [
    Known {
        name: "model",
        option: "model",
        commands: &["make", "transcribe", "batch plan"],
        variable: Some("RAWI_MODEL"),
        usual: "the demonstration model",
    },
    Known {
        name: "language",
        option: "language",
        commands: &["make", "add", "transcribe", "batch plan"],
        variable: None,
        usual: "auto",
    },
    Known { name: "out", option: "out", commands: &["make"], variable: None, usual: "." },
    Known { name: "formats", option: "format", commands: &["make"], variable: None, usual: "vtt,srt" },
    Known {
        name: "preset",
        option: "preset",
        commands: &["make", "caption", "lint"],
        variable: None,
        usual: "the format's podcast limits",
    },
    Known { name: "narrator", option: "narrator", commands: &["make", "caption"], variable: None, usual: "nobody" },
    Known {
        name: "catalog",
        option: "catalog",
        commands: &[],
        variable: Some("RAWI_CATALOG"),
        usual: "rawi/catalog.db in the user's data directory",
    },
];

/// A setting that a file has.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) file: PathBuf,
}

/// What the files say, the project's first.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) found: Vec<Setting>,
}

impl Settings {
    /// Reads the files that are there.
    pub(crate) fn load() -> Result<Self, Failure> {
        let mut found = Vec::new();
        for file in [of_project(), of_user()].into_iter().flatten().filter(|file| file.is_file()) {
            found.extend(read(&file)?);
        }
        Ok(Self { found })
    }

    /// The setting of this name that counts.
    pub(crate) fn get(&self, name: &str) -> Option<&Setting> {
        self.found.iter().find(|setting| setting.name == name)
    }

    /// The command line with these values where an option is not given.
    pub(crate) fn stand_in(&self, mut rawi: Command) -> Command {
        for known in &ALL {
            let Some(setting) = self.get(known.name) else { continue };
            let value = setting.value.clone();
            if known.commands.is_empty() {
                // That variable is looked at elsewhere, and wins.
                let is_set = known.variable.and_then(std::env::var_os).is_some_and(|value| !value.is_empty());
                if !is_set {
                    rawi = rawi.mut_arg(known.option, |arg| arg.default_value(value.clone()).hide_default_value(true));
                }
            }
            for command in known.commands {
                let names: Vec<&str> = command.split(' ').collect();
                rawi = with_default(rawi, &names, known.option, &value);
            }
        }
        rawi
    }
}

/// The command with `value` as the default of an option of the subcommand that `names` lead to.
fn with_default(command: Command, names: &[&str], option: &'static str, value: &str) -> Command {
    match names.split_first() {
        Some((name, rest)) => command.mut_subcommand(name, |inner| with_default(inner, rest, option, value)),
        None => command.mut_arg(option, |arg| arg.default_value(value.to_owned()).hide_default_value(false)),
    }
}

/// The user's file, there or not.
pub(crate) fn of_user() -> Option<PathBuf> {
    Some(directories::ProjectDirs::from("", "", "rawi")?.config_dir().join(NAME))
}

/// The project's file: in the current directory or the nearest one above it.
pub(crate) fn of_project() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let found = here.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file());
    found.filter(|file| of_user().as_ref() != Some(file))
}

fn read(file: &Path) -> Result<Vec<Setting>, Failure> {
    let refused = |failure: Failure| failure.about(format!("cannot use the settings in `{}`", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.into()))?;
    let known = ALL.map(|known| known.name).join(", ");
    let written: Written = toml::from_str(&text)
        .map_err(|error| refused(Failure::new(error.to_string().trim_end().to_owned())))
        .hint(format!("it may hold {known}; `rawi config --help` shows an example"))?;
    let values = checked(written, file.parent().unwrap_or(Path::new("."))).map_err(refused)?;
    let setting =
        |(name, value): (&'static str, Option<String>)| Some(Setting { name, value: value?, file: file.to_owned() });
    Ok(values.into_iter().filter_map(setting).collect())
}

/// The values by their names, each as the command line would take it. Paths are relative to the folder of the file.
fn checked(written: Written, folder: &Path) -> Result<Vec<(&'static str, Option<String>)>, Failure> {
    let text = |path: PathBuf| folder.join(path).display().to_string();
    // What may be a name or a path is a path where a file lies there.
    let name_or_path = |value: String| if folder.join(&value).is_file() { text(PathBuf::from(value)) } else { value };
    let formats = written.formats.map(|names| {
        names.iter().try_for_each(|name| name.parse::<Format>().map(drop))?;
        Ok::<_, rawi::caption::UnknownName>(names.join(","))
    });
    if let Some(tag) = &written.language {
        args::language(tag).map_err(Failure::new)?;
    }
    let preset = written.preset.map(name_or_path);
    if let Some(name) = preset.as_ref().filter(|name| !Path::new(name).is_file()) {
        name.parse::<Preset>()?;
    }
    Ok(vec![
        ("model", written.model.map(name_or_path)),
        ("language", written.language),
        ("out", written.out.map(text)),
        ("formats", formats.transpose()?.filter(|names| !names.is_empty())),
        ("preset", preset),
        ("narrator", written.narrator),
        ("catalog", written.catalog.map(text)),
    ])
}
