//! `rawi --version`, and with `-v` what it is built of.

use std::ffi::OsString;
use std::io::Write;

use crate::model;
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
    writeln!(out, "GPU       {}", graphics_card(&engine.accelerators, &engine.cards, model::gpu_wished()))?;
    writeln!(out, "processor {}", engine.processor.join(" "))?;
    let products = if rawi::recognize::int8_possible() { "in eight bits (AVX-512 VNNI)" } else { "as the engine has them" };
    writeln!(out, "products  {products}")?;
    writeln!(out, "SQLite    {}", rawi::catalog::sqlite_version())?;
    writeln!(out, "features  {}", features().join(" "))?;
    writeln!(out, "system    {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// Which graphics card recognition computes on, of the `cards` of the `kinds` that it was built for.
pub(crate) fn graphics_card(kinds: &[String], cards: &[String], wished: bool) -> String {
    let (kinds, processor) = (kinds.join(" "), "it computes on the processor");
    match cards {
        _ if kinds.is_empty() => format!("none; {processor}"),
        [] => format!("{kinds}, and no card with a driver is here; {processor}"),
        [first, ..] if !wished => format!("{first} ({kinds}), switched off by RAWI_GPU; {processor}"),
        [only] => format!("{only} ({kinds})"),
        [first, ..] => format!("{first} ({kinds}), the first of {} cards", cards.len()),
    }
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
    fn the_card_that_computes_is_told_and_why_none_does() {
        let told = |kinds: &[&str], cards: &[&str], wished| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            graphics_card(&owned(kinds), &owned(cards), wished)
        };
        assert_eq!(told(&[], &[], true), "none; it computes on the processor");
        assert_eq!(told(&["CUDA"], &[], true), "CUDA, and no card with a driver is here; it computes on the processor");
        assert_eq!(told(&["CUDA"], &["A 1"], true), "A 1 (CUDA)");
        assert_eq!(told(&["CUDA"], &["A 1", "B 2"], true), "A 1 (CUDA), the first of 2 cards");
        assert_eq!(told(&["CUDA"], &["A 1"], false), "A 1 (CUDA), switched off by RAWI_GPU; it computes on the processor");
    }

    #[test]
    fn both_flags_are_asked_for_in_any_order_before_a_command() {
        let asked = |line: &str| is_asked_for(line.split(' ').map(OsString::from));
        assert!(asked("rawi --version -v") && asked("rawi -v --version") && asked("rawi -vV") && asked("rawi -V --verbose"));
        assert!(!asked("rawi --version") && !asked("rawi list -v --version") && !asked("rawi -v list"));
    }
}
