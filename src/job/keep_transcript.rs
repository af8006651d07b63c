use crate::catalog::{Catalog, Error, Origin, RecordingId, TranscriptId};
use crate::text::Language;
use crate::time::Millis;
use crate::transcript::Transcript;

/// Keeps a transcript that was made elsewhere as a new version of what was heard in `recording`, unless it is the newest one of an
/// engine there already. What it does not say of itself, it has from the recording: the length, and `language`. Gives its row, and
/// whether it is new. `now` is in seconds since 1970.
///
/// A person's correction of an older version stays what is shown.
///
/// # Errors
/// [`Error::NoRow`] when there is no such recording, and those of every change.
pub fn keep_transcript(
    catalog: &Catalog,
    recording: RecordingId,
    made: &Transcript,
    language: Option<&Language>,
    now: i64,
) -> Result<(TranscriptId, bool), Error> {
    let lasts = Some(catalog.recording(recording)?.duration()).filter(|length| *length > Millis::ZERO);
    let made = made.clone().or_known(language, lasts);
    let versions = catalog.transcript_versions(recording)?;
    if let Some(newest) = versions.iter().rev().find(|version| version.origin == Origin::Machine) {
        // Comparing words costs less than keeping them twice.
        if newest.engine == *made.engine() && catalog.transcript(newest.id)? == made {
            return Ok((newest.id, false));
        }
    }
    Ok((catalog.save_transcript(recording, &made, now)?, true))
}
