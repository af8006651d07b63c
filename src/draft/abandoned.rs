use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::write::{CHANCE, PREFIX, SUFFIX};

/// The drafts in `folder` whose process is gone. Drafts of other people, which this process may not open, are not among them.
#[must_use]
pub fn abandoned(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_draft)).map(|entry| entry.path());
    named.filter(|path| is_abandoned(path)).collect()
}

/// Removes the drafts in `folder` whose process is gone; how many those were.
pub fn clear_abandoned(folder: &Path) -> usize {
    abandoned(folder).iter().filter(|path| fs::remove_file(path).is_ok()).count()
}

/// Whether rawi makes such names, and nobody else.
fn is_draft(name: &str) -> bool {
    let chance = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    chance.is_some_and(|chance| chance.len() == CHANCE && chance.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether no process holds it: a lock ends with its process.
fn is_abandoned(path: &Path) -> bool {
    // A link or a pipe of that name is not rawi's, and to open it could take for ever.
    fs::symlink_metadata(path).is_ok_and(|facts| facts.is_file())
        && File::options().write(true).open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::Draft;
    use super::*;

    #[test]
    fn only_drafts_that_nobody_holds_are_abandoned() {
        let dir = tempfile::tempdir().unwrap();
        for name in [".rawi-a1B2c3D4.part", ".rawi-config", ".rawi-a1B2c3D4", ".rawi-a1B2-3D4.part", "rawi-a1B2c3D4.part"] {
            fs::write(dir.path().join(name), "left").unwrap();
        }
        let mut held = Draft::in_folder(dir.path()).unwrap();
        held.write_all(b"half").unwrap();
        assert_eq!(abandoned(dir.path()), [dir.path().join(".rawi-a1B2c3D4.part")]);
        assert_eq!(clear_abandoned(dir.path()), 1);
        assert_eq!(clear_abandoned(dir.path()), 0);
        assert!(held.path().exists());
        drop(held);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 4, "what rawi did not make stays, a dropped draft does not");
        assert_eq!(clear_abandoned(&dir.path().join("nowhere")), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_mode_of_the_umask_and_a_replaced_one_keeps_its_own() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let place = dir.path().join("a");
        Draft::beside(&place).unwrap().take_place(&place).unwrap();
        fs::write(dir.path().join("plain"), "").unwrap();
        assert_eq!(mode(&place), mode(&dir.path().join("plain")));
        fs::set_permissions(&place, fs::Permissions::from_mode(0o604)).unwrap();
        let mut draft = Draft::beside(&place).unwrap();
        draft.write_all(b"new").unwrap();
        draft.take_place(&place).unwrap();
        assert_eq!((mode(&place), fs::read(&place).unwrap()), (0o604, b"new".to_vec()));
    }
}
