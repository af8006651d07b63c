use std::path::Path;
use std::time::Instant;

use super::aligned::Aligned;
use super::claim::{LEASE_S, claim_stands, claimant, worker};
use super::keeper::{Keeper, KeeperError, Pass, Worker};
use super::same_content::{KnownContent, check_content};
use crate::audio::{Damage, VoiceActivity};
use crate::catalog::{
    AlignmentId, ArticleId, Catalog, Claimant, Error, RecordingId, ReportId, StoredVoiceActivity, TranscriptId, WindowRun,
};
use crate::recognize::{Answers, RecognizedWindow};
use crate::text::Sha256;
use crate::time::{Frames, Millis};
use crate::transcript::{Engine, Transcript};

/// Keeps what was done of a recording in the catalog.
#[derive(Debug, Clone)]
pub struct CatalogKeeper<'a> {
    catalog: &'a Catalog,
    recording: RecordingId,
    now: i64,
    since: Instant,
    claimant: Claimant,
    file: Option<(&'a Path, Sha256)>,
}

/// Another process took a recording over from this run, which had not renewed its claim for long.
#[derive(Debug, thiserror::Error)]
#[error("{0} works on this recording now")]
struct TakenOver(Worker);

impl<'a> CatalogKeeper<'a> {
    /// Keeps it with the recording `recording`, which the catalog must have; `now` is the time of what is kept, in seconds since
    /// 1970.
    pub fn new(catalog: &'a Catalog, recording: RecordingId, now: i64) -> Self {
        Self { catalog, recording, now, since: Instant::now(), claimant: claimant(), file: None }
    }

    /// Nothing is kept of a run that lost its claim: another one keeps its own. Nor of a file that is another one now.
    fn renew(&mut self) -> Result<(), KeeperError> {
        self.check()?;
        self.claim()?.map_or(Ok(()), |worker| Err(TakenOver(worker).into()))
    }

    /// Checks each time before something is kept that the file at `path` still has the content `sha256`: what was heard in another
    /// that took its place in the middle of the work is not kept, and windows that may be of it go.
    pub fn of_file(self, path: &'a Path, sha256: Sha256) -> Self {
        Self { file: Some((path, sha256)), ..self }
    }

    fn check(&self) -> Result<(), KeeperError> {
        let Some((path, sha256)) = self.file else { return Ok(()) };
        let checked = check_content(self.catalog, KnownContent { recording: self.recording, sha256 }, path);
        if checked.is_err() {
            self.catalog.discard_windows(self.recording)?;
        }
        Ok(checked?)
    }

    fn run<'b>(&self, engine: &'b Engine, pass: Pass) -> WindowRun<'b> {
        let pass = match pass {
            Pass::First => 1,
            Pass::Second => 2,
        };
        WindowRun { recording: self.recording, engine, pass }
    }

    /// Answers are kept as the windows of a third pass.
    fn asked<'b>(&self, engine: &'b Engine) -> WindowRun<'b> {
        WindowRun { recording: self.recording, engine, pass: 3 }
    }
}

impl Keeper for CatalogKeeper<'_> {
    fn claim(&mut self) -> Result<Option<Worker>, KeeperError> {
        let now = self.now.saturating_add_unsigned(self.since.elapsed().as_secs());
        let (lease, claimant) = ((now, now.saturating_add(LEASE_S)), &self.claimant);
        let other = self.catalog.claim(self.recording, claimant, lease, |claim| claim_stands(claim, now))?;
        Ok(other.map(worker))
    }

    fn release(&mut self) -> Result<(), KeeperError> {
        Ok(self.catalog.release(self.recording, &self.claimant)?)
    }

    fn transcript(&mut self, engine: &Engine) -> Result<Option<Transcript>, KeeperError> {
        let id = self.catalog.transcript_by(self.recording, engine)?;
        Ok(id.map(|id| self.catalog.transcript(id)).transpose()?)
    }

    fn save_transcript(&mut self, transcript: &Transcript) -> Result<(), KeeperError> {
        self.renew()?;
        self.catalog.save_transcript(self.recording, transcript, self.now)?;
        Ok(())
    }

    fn windows(&mut self, engine: &Engine, pass: Pass) -> Result<Vec<RecognizedWindow>, KeeperError> {
        let stored = self.catalog.windows(&self.run(engine, pass))?;
        Ok(stored.into_iter().map(|window| window.heard).collect())
    }

    fn save_window(
        &mut self,
        engine: &Engine,
        pass: Pass,
        number: usize,
        window: &RecognizedWindow,
    ) -> Result<(), KeeperError> {
        self.renew()?;
        Ok(self.catalog.save_window(&self.run(engine, pass), number, window.span, window, self.now)?)
    }

    fn answers(&mut self, engine: &Engine) -> Result<Vec<Answers>, KeeperError> {
        let stored = self.catalog.windows(&self.asked(engine))?;
        Ok(stored.into_iter().map(|window| window.heard).collect())
    }

    fn save_answers(&mut self, engine: &Engine, number: usize, answers: &Answers) -> Result<(), KeeperError> {
        self.check()?;
        Ok(self.catalog.save_window(&self.asked(engine), number, answers.span, answers, self.now)?)
    }

    fn discard_windows(&mut self) -> Result<(), KeeperError> {
        Ok(self.catalog.discard_windows(self.recording)?)
    }

    fn voice_activity(&mut self, listening: &str) -> Result<Option<VoiceActivity>, KeeperError> {
        Ok(self.catalog.voice_activity(self.recording, listening)?.and_then(restored))
    }

    fn save_voice_activity(&mut self, listening: &str, found: &VoiceActivity) -> Result<(), KeeperError> {
        self.renew()?;
        self.catalog.save_voice_activity(self.recording, listening, &stored(found), self.now)?;
        Ok(self.catalog.set_counted_length(self.recording, found.length())?)
    }
}

fn stored(found: &VoiceActivity) -> StoredVoiceActivity {
    let damage = found.damage();
    StoredVoiceActivity {
        length: found.length(),
        speech: found.spans().to_vec(),
        steps: found.step_bytes().to_vec(),
        damaged_packets: damage.packets,
        silenced_frames: damage.silenced.0,
        first_damage: damage.first,
        cut_short: damage.cut_short,
    }
}

/// `None` when what was kept does not fit together: then it is found anew.
fn restored(stored: StoredVoiceActivity) -> Option<VoiceActivity> {
    let damage = Damage {
        packets: stored.damaged_packets,
        silenced: Frames(stored.silenced_frames),
        first: stored.first_damage,
        cut_short: stored.cut_short,
        // Told when it was listened to; not kept.
        cancelling: Millis::ZERO,
    };
    VoiceActivity::restored(stored.length, stored.speech, &stored.steps, damage)
}

/// An alignment that the catalog has.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredAligned {
    /// Its row.
    pub id: AlignmentId,
    /// The pair and its alignment.
    pub aligned: Aligned,
    /// Whether it was aligned now; else the catalog had it.
    pub new: bool,
}

/// Aligns an article of the catalog with a transcript of it for `report`, unless that was done before. `now` is in seconds since
/// 1970.
///
/// # Errors
/// Those of reading the two and of every change.
pub fn align_stored(
    catalog: &Catalog,
    report: ReportId,
    article: ArticleId,
    transcript: TranscriptId,
    now: i64,
) -> Result<StoredAligned, Error> {
    let (page, heard) = (catalog.article(article)?, catalog.transcript(transcript)?);
    if let Some(id) = catalog.alignment_of(article, transcript)? {
        let alignment = catalog.alignment(id)?.alignment;
        return Ok(StoredAligned { id, aligned: Aligned::kept(heard, page, alignment), new: false });
    }
    let aligned = Aligned::new(heard, page);
    let id = catalog.save_alignment(report, article, transcript, aligned.alignment(), now)?;
    Ok(StoredAligned { id, aligned, new: true })
}
