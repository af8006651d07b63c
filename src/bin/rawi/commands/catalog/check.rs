use rawi::catalog::{self, CatalogFinding, FileStamp, StoredRecording};
use rawi::job::{Look, RecordingState, file_stamp, recording_state};

use super::told::{self, Checked};
use crate::args::Global;
use crate::error::{Exit, Failure};
use crate::progress::{Bytes, Items};
use crate::store::{Store, print_json};
use crate::ui::{Ui, counted};

/// Check that the catalog is whole and that its recordings are there and as they were
///
/// Every document and every recording is read and compared with the hash that was kept of it, which takes as long as reading them.
/// With `--quick` only the catalog's own structure and the size and time of recordings are looked at. What is found is told with the
/// command that mends it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  rawi catalog check\n  rawi catalog check --quick --json\n\nExit code 1 when something was found."
)]
pub(crate) struct Args {
    /// Look at the size and time of recordings, and read neither them nor the documents
    #[arg(long)]
    quick: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, global: &Global, ui: &Ui) -> Result<Exit, Failure> {
    let store = Store::open_to_salvage(global)?;
    let mut findings = store.catalog.check()?;
    if !args.quick {
        // The index of words is looked at in both ways.
        let new = documents(&store, ui)?.into_iter().filter(|finding| !findings.contains(finding));
        findings.extend(new.collect::<Vec<_>>());
    }
    let recordings = store.or_nothing(store.catalog.recordings())?;
    let mut checked = Checked {
        findings,
        missing_recordings: Vec::new(),
        changed_recordings: Vec::new(),
        touched_recordings: Vec::new(),
        unreadable_recordings: Vec::new(),
        recordings: recordings.len(),
        quick: args.quick,
    };
    look_at(&store, &recordings, &mut checked, ui)?;
    if args.json {
        print_json(&checked, ui)?;
    } else {
        told::tell(&checked, &mut ui.out())?;
    }
    if checked.is_whole() {
        let what = if args.quick { "of the size and time that they had" } else { "all read and as they were kept" };
        ui.say(format!("the catalog is whole; {}, {what}", counted(recordings.len() as u64, "recording")));
        return Ok(Exit::Done);
    }
    Ok(Exit::Findings)
}

/// Reads all documents. What a damaged catalog cannot give was found before.
fn documents(store: &Store, ui: &Ui) -> Result<Vec<CatalogFinding>, Failure> {
    let mut stage = None;
    let read = store.catalog.check_documents(|done, all| {
        stage.get_or_insert_with(|| ui.stage("documents", Items(all))).at(Items(done));
    });
    if let Some(stage) = stage {
        stage.finish();
    }
    store.or_nothing(read)
}

fn look_at(store: &Store, recordings: &[StoredRecording], checked: &mut Checked, ui: &Ui) -> Result<(), Failure> {
    let all = recordings.iter().map(|recording| recording.facts.bytes).sum();
    let mut stage = (!checked.quick).then(|| ui.stage("recordings", Bytes(all)));
    let mut done = 0;
    for recording in recordings {
        let stamp = store.or_nothing(store.catalog.file_stamp(recording.id))?;
        let look = if checked.quick { Look::Stamp(stamp) } else { Look::Content };
        let before = file_stamp(&recording.file());
        let path = recording.facts.path.clone();
        match recording_state(recording, look) {
            RecordingState::Missing => checked.missing_recordings.push(path),
            RecordingState::Changed => checked.changed_recordings.push(path),
            RecordingState::Touched => checked.touched_recordings.push(path),
            RecordingState::Unreadable => checked.unreadable_recordings.push(path),
            // The time that it has now belongs to the content that was read.
            RecordingState::There if !checked.quick && before != stamp => note_stamp(store, recording, before)?,
            _ => {}
        }
        done += recording.facts.bytes;
        if let Some(stage) = &mut stage {
            stage.at(Bytes(done));
        }
    }
    if let Some(stage) = stage {
        stage.finish();
    }
    Ok(())
}

/// Notes when a file was changed whose content was read and is the recording's. A catalog that cannot be written goes without.
fn note_stamp(store: &Store, recording: &StoredRecording, stamp: Option<FileStamp>) -> Result<(), Failure> {
    let Some(stamp) = stamp else { return Ok(()) };
    match store.catalog.set_file_stamp(recording.id, stamp) {
        Err(catalog::Error::ReadOnly { .. }) => Ok(()),
        noted => Ok(noted?),
    }
}
