//! A repaired caption file on the disk: elsewhere, or in place of the one that it was, which stays beside it until what was
//! written has been read again.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rawi::caption::{CaptionSource, Format, Repair, RepairError};

use super::args::Args;
use crate::args::Global;
use crate::error::Failure;
use crate::files;
use crate::input::is_standard;
use crate::output::{self, Outputs};
use crate::store::Store;
use crate::ui::Ui;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes what `repair` made of the file `was`, where it is wanted; says first what goes.
pub(super) fn write(repair: &Repair, was: &CaptionSource, (args, global): (&Args, &Global), ui: &Ui) -> Result<(), Failure> {
    let path = args.file.as_path();
    for cue in repair.removed() {
        ui.say(format!("cue {cue} has times and nothing else, and is taken out"));
    }
    let mut bytes = repair.bytes();
    if args.bom && has_place_for_mark(&bytes) {
        bytes = Cow::Owned([MARK, &bytes].concat());
    }
    if bytes.is_empty() {
        return Err(Failure::new(format!("nothing would be left of `{}`, which stays as it is", path.display())));
    }
    match &args.output {
        Some(output) => elsewhere(output, &bytes, was.format(), (args, global))?,
        // What came through standard input goes on to standard output.
        None if is_standard(path) => files::write(path, &bytes)?,
        None if bytes == was.bytes() => return Ok(()),
        None => in_place(path, was, &bytes, repair, args)?,
    }
    let shown = args.output.as_deref().unwrap_or(path).display();
    ui.say(format!("edited {} places; all else in `{shown}` is as it was", repair.edits()));
    Ok(())
}

fn has_place_for_mark(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok_and(|text| !text.starts_with('\u{feff}')) || bytes.is_ascii()
}

/// Refuses a name that says of what is written that it is something else: a repair makes of SubRip no WebVTT.
fn check_ending(output: &Path, args: &Args, format: Option<Format>) -> Result<(), Failure> {
    let Some(format) = format else { return Ok(()) };
    let own = args.file.extension().and_then(OsStr::to_str).filter(|own| !own.eq_ignore_ascii_case(format.extension()));
    let also: &[&str] = match format {
        Format::EbuTtD | Format::Imsc => &["xml", "ttml", "dfxp"],
        _ => &[],
    };
    let known: Vec<&str> = [format.extension()].into_iter().chain(also.iter().copied()).chain(own).collect();
    output::check_ending(output, &format!("repaired {}", format.name()), &known)
}

/// Writes to another file, unless that is somebody's: a person's own, or what this run reads.
fn elsewhere(output: &Path, bytes: &[u8], format: Option<Format>, (args, global): (&Args, &Global)) -> Result<(), Failure> {
    // Whose file it is, a catalog knows; no catalog is needed to repair captions, and one that cannot be read is no obstacle.
    let store = Store::open_if_any(global).ok().flatten();
    let outputs = Outputs::known_to(store.as_ref(), args.overwrite);
    let outputs = outputs.sparing(Some(&args.file)).sparing(args.limits.file());
    let target = outputs.target(output)?;
    check_ending(output, args, format)?;
    target.write(None, bytes).map(drop)
}

fn in_place(path: &Path, was: &CaptionSource, bytes: &[u8], repair: &Repair, args: &Args) -> Result<(), Failure> {
    let backup = free_name(path);
    files::write(&backup, &was.bytes())?;
    files::write(path, bytes)?;
    if reads_as_meant(path, repair, args) {
        return fs::remove_file(&backup)
            .map_err(|error| Failure::from(error).about(format!("cannot remove `{}`", backup.display())));
    }
    fs::rename(&backup, path).map_err(|error| {
        Failure::from(error).about(format!("`{}` is as it was in `{}`", path.display(), backup.display()))
    })?;
    Err(Failure::new(format!("`{}` did not read as meant after the repair, and is as it was", path.display())))
}

/// Whether the file on the disk has the cues and the words that the repair has.
fn reads_as_meant(path: &Path, repair: &Repair, args: &Args) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    CaptionSource::from_bytes(bytes, repair.source().format(), args.encoding.as_deref())
        .is_ok_and(|again| again.is_same_text(repair.source()))
}

/// A name beside `path` that no file has.
fn free_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let numbered = (1..).map(|n| if n == 1 { ".before-fix".to_owned() } else { format!(".before-fix-{n}") });
    let beside = numbered.map(|ending| {
        let mut name = name.to_owned();
        name.push(ending);
        path.with_file_name(name)
    });
    beside.into_iter().find(|path| !path.exists()).unwrap_or_else(|| path.with_extension("before-fix"))
}

/// Why a file is left as it is, and what to do.
pub(super) fn refusal(error: &RepairError, path: &Path) -> Failure {
    let failure = Failure::new(format!("`{}` is left as it is: {error}", path.display()));
    match error {
        RepairError::Unread { .. } => failure.hint("mend these lines by hand; `rawi lint` without `--fix` lists them"),
        RepairError::Encoding { .. } | RepairError::ReadOtherwise { .. } => {
            failure.hint("name the encoding with `--encoding`, or convert the file to UTF-8")
        }
        _ => failure.hint("`rawi lint` without `--fix` lists what is to be mended"),
    }
}
