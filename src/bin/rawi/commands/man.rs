use std::io::Write;
use std::path::PathBuf;

use clap::Command;

use crate::error::{Exit, Failure};
use crate::files;
use crate::output::make_folder;
use crate::ui::Ui;

/// Print the manual page of rawi or of a command
///
/// It is in the form that `man` reads: `rawi man make | man -l -` shows it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi man | man -l -\n  rawi man transcript import | man -l -\n  rawi man --out ~/.local/share/man/man1"
)]
pub(crate) struct Args {
    /// The command [default: rawi itself]
    #[arg(conflicts_with = "out")]
    command: Vec<String>,
    /// Write the pages of all commands into this directory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, mut rawi: Command, ui: &Ui) -> Result<Exit, Failure> {
    rawi = rawi.disable_help_subcommand(true);
    rawi.build();
    if let Some(folder) = &args.out {
        make_folder(folder)?;
        let mut pages = Vec::new();
        gather(&rawi, "rawi", &mut pages);
        for (name, page) in &pages {
            files::write(&folder.join(format!("{name}.1")), page)?;
        }
        ui.say(format!("{} pages in {}", pages.len(), folder.display()));
        return Ok(Exit::Done);
    }
    let (mut found, mut name) = (&rawi, "rawi".to_owned());
    for part in &args.command {
        let Some(next) = found.find_subcommand(part) else {
            let known = found.get_subcommands().map(Command::get_name).collect::<Vec<_>>();
            let near = rawi::text::nearest(part, known.iter().copied());
            return Err(Failure::new(format!("there is no command `{name} {part}`", name = name.replace('-', " ")))
                .hint(near.map_or_else(|| "rawi --help".to_owned(), |near| format!("did you mean `{near}`?"))));
        };
        name = format!("{name}-{}", next.get_name());
        found = next;
    }
    ui.data().write_all(&page(found, &name))?;
    Ok(Exit::Done)
}

/// The pages of a command and of all below it.
fn gather(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) {
    pages.push((name.to_owned(), page(command, name)));
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        gather(inner, &format!("{name}-{}", inner.get_name()), pages);
    }
}

fn page(command: &Command, name: &str) -> Vec<u8> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone().name(name.to_owned())).title(name.to_uppercase()).manual("rawi");
    // Nothing fails that is written to memory.
    let _ = man.render(&mut page);
    page
}
