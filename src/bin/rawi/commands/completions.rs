use clap_complete::Shell;
use clap_complete::env::Shells;

use crate::error::{Exit, Failure};
use crate::ui::Ui;

/// Print completions for a shell
///
/// The script goes to standard output; where to put it depends on the shell. It asks rawi itself what can stand in a place, so
/// that reports, models, formats and presets are completed too: rawi must be found by its name.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi completions bash > ~/.local/share/bash-completion/completions/rawi\n  rawi completions zsh > ~/.zfunc/_rawi\n  rawi completions fish > ~/.config/fish/completions/rawi.fish"
)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

/// The variable by which a script says that it wants to know what can stand in a place, and in which shell.
pub(crate) const VARIABLE: &str = "RAWI_COMPLETE";

pub(crate) fn run(args: &Args, ui: &Ui) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let name = args.shell.to_string();
    let shell = shells.completer(&name).ok_or_else(|| Failure::new(format!("there are no completions for {name}")))?;
    shell.write_registration(VARIABLE, "rawi", "rawi", "rawi", &mut script)?;
    std::io::Write::write_all(&mut ui.data(), &script)?;
    Ok(Exit::Done)
}
