//! A recording of which only a transcript was in the catalog, and which comes itself now; and the other way round.

use crate::article::Article;
use crate::catalog::{Catalog, Error, Origin, RecordingFacts, RecordingId, StoredRecording};
use crate::time::Millis;
use crate::transcript::Transcript;

/// How much longer than its recording a transcript may be: a second, and one part in fifty for what services count otherwise.
const SLACK: Millis = Millis::new(1_000);

/// The recording without a sound that is meant by one with `facts`: the only one that has this transcript, or of whose report this is
/// the article, and whose transcript is not longer than the sound.
pub(super) fn without_sound(
    catalog: &Catalog,
    facts: &RecordingFacts,
    transcript: Option<&Transcript>,
    article: Option<&Article>,
) -> Result<Option<RecordingId>, Error> {
    if catalog.recording_by_sha256(facts.sha256)?.is_some() || transcript.is_none() && article.is_none() {
        return Ok(None);
    }
    let silent: Vec<StoredRecording> =
        catalog.recordings()?.into_iter().filter(|known| known.facts.is_transcript_only()).collect();
    if let Some(transcript) = transcript {
        return only(silent.iter().map(|known| Ok((known.id, has_transcript(catalog, known.id, transcript)?))));
    }
    let Some(article) = article else { return Ok(None) };
    let fits = |known: &StoredRecording| {
        let lasts = Millis::new(facts.duration_ms);
        known.duration() <= lasts + Millis::new(lasts.as_millis() / 50) + SLACK
    };
    only(silent.iter().map(|known| Ok((known.id, fits(known) && has_article(catalog, known.id, article)?))))
}

/// The recording with a sound that has this transcript already, when there is but one.
pub(super) fn with_sound(catalog: &Catalog, transcript: &Transcript) -> Result<Option<RecordingId>, Error> {
    let known = catalog.recordings()?;
    let heard = known.iter().filter(|known| !known.facts.is_transcript_only());
    only(heard.map(|known| Ok((known.id, has_transcript(catalog, known.id, transcript)?))))
}

/// The one that is meant; none when several could be.
fn only(known: impl Iterator<Item = Result<(RecordingId, bool), Error>>) -> Result<Option<RecordingId>, Error> {
    let mut found = None;
    for next in known {
        let (id, is_meant) = next?;
        if is_meant && found.replace(id).is_some() {
            return Ok(None);
        }
    }
    Ok(found)
}

/// Whether this is the newest transcript of an engine there, but for what it has from its recording.
fn has_transcript(catalog: &Catalog, recording: RecordingId, wanted: &Transcript) -> Result<bool, Error> {
    let versions = catalog.transcript_versions(recording)?;
    let Some(newest) = versions.iter().rev().find(|version| version.origin == Origin::Machine) else { return Ok(false) };
    if newest.engine != *wanted.engine() {
        return Ok(false);
    }
    let kept = catalog.transcript(newest.id)?;
    Ok(kept.words() == wanted.words() && kept.segments() == wanted.segments())
}

fn has_article(catalog: &Catalog, recording: RecordingId, wanted: &Article) -> Result<bool, Error> {
    for report in catalog.reports_of(recording)? {
        if let Some(newest) = catalog.newest_article(report.id)?
            && catalog.article(newest)?.text() == wanted.text()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
