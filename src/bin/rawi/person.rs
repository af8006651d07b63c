//! Who does what is done.

use clap::Args;

/// The name of the person at work.
#[derive(Debug, Clone, Args)]
pub(crate) struct Person {
    /// Who does it [default: RAWI_AUTHOR, or else the name of the user at this computer]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Person {
    pub(crate) fn name(&self) -> Option<String> {
        let told = |name: String| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        let variable = |name: &str| std::env::var(name).ok().and_then(told);
        let given = self.by.clone().and_then(told);
        given.or_else(|| ["RAWI_AUTHOR", "USER", "USERNAME"].into_iter().find_map(variable))
    }
}
