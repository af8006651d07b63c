use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rawi::catalog::{self, Catalog, Merged, NotMerged};

use super::told::tell_conflict;
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::progress::Items;
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// Join another catalog to this one, and tell where they do not agree
///
/// What the other one has and this one has not comes in; the other one is only read. Recordings, articles and transcripts are known by
/// their content, and what people corrected, decided and noted in both is kept of both. Where only one side can stand, what is here stays,
/// and the other side is kept as a conflict: see `rawi catalog conflicts`. Merging twice is merging once; a merge that was stopped is
/// completed by the next.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi catalog merge bureau.db --dry-run\n  rawi catalog merge bureau.db\n\nExit code 1 when there are conflicts that were not told before."
)]
pub(crate) struct Args {
    /// The other catalog
    other: PathBuf,
    /// Tell what would be done, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Print what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_existing(global)?;
    let other = open_other(&args.other, &store)?;
    let mut stage = None;
    let merged = store.catalog.merge(&other, args.dry_run, store.now, |done, all| {
        stage.get_or_insert_with(|| ui.stage("merging", Items(all))).at(Items(done));
    });
    if let Some(stage) = stage {
        stage.finish();
    }
    let merged = merged.map_err(|error| match error {
        NotMerged::Here(error) => Failure::from(error).hint("what was taken stays; the same command again goes on"),
        NotMerged::There(error) => Failure::from(error)
            .about(format!("cannot read `{}`", args.other.display()))
            .hint(format!("rawi --catalog '{}' doctor", args.other.display())),
        error => Failure::new(error.to_string()),
    })?;
    if args.json {
        print_json(&merged, ui)?;
    } else {
        tell(&merged, args.dry_run, ui)?;
    }
    Ok(if merged.conflicts.is_empty() { Exit::Done } else { Exit::Findings })
}

/// The other catalog, to be read; one of an older layout by a copy that is brought up to date.
fn open_other(path: &Path, store: &Store) -> Result<Catalog, Failure> {
    let is_itself = || Some(path.canonicalize().ok()? == store.catalog.path().canonicalize().ok()?);
    if is_itself() == Some(true) {
        return Err(Failure::new(format!("`{}` is this catalog itself", path.display()))
            .hint("name another one; `--catalog` says into which it is merged"));
    }
    let opened = match Catalog::open_read_only(path) {
        Err(catalog::Error::ReadOnly { .. }) => Catalog::open_to_salvage(path),
        opened => opened,
    };
    opened.map_err(|error| Failure::from(error).or_hint("`rawi list` with `--catalog` shows what a catalog holds"))
}

fn tell(merged: &Merged, is_dry: bool, ui: &Ui) -> io::Result<()> {
    let added = &merged.added;
    let would = if is_dry { "would add" } else { "added" };
    let mut out = ui.out();
    writeln!(
        out,
        "{would} {}, {}, {}, {}, {}; {} in both",
        counted(added.reports, "report"),
        counted(added.recordings, "recording"),
        counted(added.articles, "article"),
        counted(added.transcripts, "transcript"),
        counted(added.alignments, "alignment"),
        counted(merged.in_both, "report"),
    )?;
    if merged.stayed_removed > 0 {
        writeln!(out, "{} that was removed here did not come back", counted(merged.stayed_removed, "report"))?;
    }
    if merged.told_before > 0 {
        writeln!(out, "{} told before: `rawi catalog conflicts`", counted(merged.told_before, "conflict"))?;
    }
    for conflict in &merged.conflicts {
        tell_conflict(conflict, "- ", &mut out)?;
    }
    if !merged.conflicts.is_empty() && !is_dry {
        ui.hint("what was here stands; `rawi catalog conflicts` shows these again, `--settle NUMBER` when one is seen to");
    }
    Ok(())
}
