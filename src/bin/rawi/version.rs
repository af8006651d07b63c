//! `rawi --version`, and with `-v` what it is built of.

use std::ffi::OsString;
use std::io::Write;

use crate::ui::Ui;

/// Whether a person asks for the version and for more: both flags stand in front of any command.
pub(crate) fn is_asked_for(args: impl IntoIterator<Item = OsString>) -> bool {
    let flags: Vec<String> = args
        .into_iter()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned())
        .take_while(|arg| arg.starts_with('-') && arg != "-" && arg != "--")
        .collect();
    let has =
        |long: &str, short: char| flags.iter().any(|flag| flag == long || !flag.starts_with("--") && flag.contains(short));
    has("--version", 'V') && has("--verbose", 'v')
}

/// The version, the engines, what they compute with, and the features.
pub(crate) fn tell(ui: &Ui) -> std::io::Result<()> {
    let mut out = ui.out();
    writeln!(out, "rawi {}", env!("CARGO_PKG_VERSION"))?;
    let engine = rawi::recognize::engine_facts();
    writeln!(out, "engine    {}", engine.name)?;
    let none = || "none; it computes on the processor".to_owned();
    let gpu = if engine.accelerators.is_empty() { none() } else { engine.accelerators.join(" ") };
    writeln!(out, "GPU       {gpu}")?;
    writeln!(out, "processor {}", engine.processor.join(" "))?;
    let products = if rawi::recognize::int8_possible() { "in eight bits (AVX-512 VNNI)" } else { "as the engine has them" };
    writeln!(out, "products  {products}")?;
    writeln!(out, "SQLite    {}", rawi::catalog::sqlite_version())?;
    writeln!(out, "features  {}", features().join(" "))?;
    writeln!(out, "system    {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

fn features() -> Vec<&'static str> {
    let all = [
        ("audio", cfg!(feature = "audio")),
        ("catalog", cfg!(feature = "catalog")),
        ("cli", cfg!(feature = "cli")),
        ("download", cfg!(feature = "download")),
        ("models", cfg!(feature = "models")),
        ("recognize", cfg!(feature = "recognize")),
        ("report", cfg!(feature = "report")),
    ];
    all.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_flags_are_asked_for_in_any_order_before_a_command() {
        let asked = |line: &str| is_asked_for(line.split(' ').map(OsString::from));
        assert!(asked("rawi --version -v") && asked("rawi -v --version") && asked("rawi -vV") && asked("rawi -V --verbose"));
        assert!(!asked("rawi --version") && !asked("rawi list -v --version") && !asked("rawi -v list"));
    }
}
