use clap::Command;

use crate::error::{Exit, Failure};
use crate::ui::Ui;

/// Print completions for a shell
///
/// The script goes to standard output; where to put it depends on the shell.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi completions bash > ~/.local/share/bash-completion/completions/rawi\n  rawi completions fish > ~/.config/fish/completions/rawi.fish"
)]
pub(crate) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(crate) fn run(args: &Args, mut rawi: Command, ui: &Ui) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut rawi, "rawi", &mut script);
    std::io::Write::write_all(&mut ui.data(), &script)?;
    Ok(Exit::Done)
}
