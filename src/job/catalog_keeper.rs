use std::path::Path;
use std::time::Instant;

use super::aligned::Aligned;
use super::claim::{LEASE_S, claim_stands, claimant, worker};
use super::keeper::{Keeper, KeeperError, Pass, Worker};
use super::same_content::{KnownContent, check_content};
use crate::audio::{self, Damage, VoiceActivity};
use crate::catalog::{
    AlignmentId, ArticleId, Catalog, Claimant, Error, RecordingId, ReportId, StoredVoiceActivity, TranscriptId, WindowRun,
};
use crate::recognize::{Answers, RecognizedWindow};
use crate::text::Sha256;
use crate::time::Frames;
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

    /// What was heard from start to end is kept only of a file that holds, to the byte, what the catalog knows: size and time may be
    /// the same after it was overwritten.
    fn check_whole(&self) -> Result<(), KeeperError> {
        let Some((path, sha256)) = self.file else { return Ok(()) };
        if audio::content_sha256(path)? == sha256 {
            return Ok(());
        }
        self.catalog.discard_windows(self.recording)?;
        Err(super::error::Error::Changed { path: path.to_owned() }.into())
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
        self.check_whole()?;
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
        cancelling: damage.cancelling,
    }
}

/// `None` when what was kept does not fit together: then it is found anew.
fn restored(stored: StoredVoiceActivity) -> Option<VoiceActivity> {
    let damage = Damage {
        packets: stored.damaged_packets,
        silenced: Frames(stored.silenced_frames),
        first: stored.first_damage,
        cut_short: stored.cut_short,
        cancelling: stored.cancelling,
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::super::{Error, Job, Model, recording_facts};
    use super::*;
    use crate::recognize::{self, Cancelled, RecognizedSegment, Recognizer, Replay, Window, WindowOptions};
    use crate::text::Language;
    use crate::time::{Millis, Span};

    /// Hears nothing, and while it hears somebody writes other sound over the file: as long as before, and with the same time.
    struct Overwritten(Replay, PathBuf);

    impl Recognizer for Overwritten {
        fn engine(&self) -> Engine {
            self.0.engine()
        }

        fn longest_window(&self) -> Millis {
            self.0.longest_window()
        }

        fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, recognize::Error> {
            self.0.detect(window)
        }

        fn recognize(
            &mut self,
            window: Window<'_>,
            options: &WindowOptions,
            cancelled: &Cancelled,
        ) -> Result<Vec<RecognizedSegment>, recognize::Error> {
            let before = fs::metadata(&self.1).unwrap();
            let mut bytes = fs::read(&self.1).unwrap();
            let end = bytes.len() - 1;
            bytes[end] = bytes[end].wrapping_add(1);
            fs::write(&self.1, bytes).unwrap();
            let file = fs::File::options().append(true).open(&self.1).unwrap();
            file.set_modified(before.modified().unwrap()).unwrap();
            self.0.recognize(window, options, cancelled)
        }
    }

    #[test]
    fn a_recording_that_was_overwritten_while_it_was_heard_is_noticed_at_the_end_whatever_its_size_and_time() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.mp3");
        fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/en-council.mp3"), &path).unwrap();
        let catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
        let facts = recording_facts(&path).unwrap();
        let recording = catalog.add_recording(&facts, 0).unwrap();
        catalog.set_file_stamp(recording, super::super::file_stamp(&path).unwrap()).unwrap();
        let silent = Transcript::new(Engine::default(), Language::english(), None, Vec::new(), Vec::new(), None);
        let mut keeper = CatalogKeeper::new(&catalog, recording, 0).of_file(&path, facts.sha256);
        let mut job = Job::new(&path, &mut keeper);
        let heard = job.transcribe(None, Model::loaded(Overwritten(Replay::new(silent), path.clone())));
        let error = heard.unwrap_err();
        let Error::Keeper(cause) = &error else { panic!("{error:?}") };
        assert!(matches!(cause.downcast_ref(), Some(Error::Changed { .. })), "{cause}");
        assert_eq!(catalog.transcript_versions(recording).unwrap(), []);
        assert!(keeper.windows(&Engine::default(), Pass::First).unwrap().is_empty());
        assert_eq!(catalog.claims().unwrap(), [], "nobody is at work");
    }

    #[test]
    fn what_listening_told_is_told_again_to_a_run_that_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let catalog = Catalog::open(&dir.path().join("catalog.db")).unwrap();
        let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/en-council.mp3");
        let recording = catalog.add_recording(&recording_facts(&sample).unwrap(), 0).unwrap();
        let mut keeper = CatalogKeeper::new(&catalog, recording, 0);
        let damage = Damage {
            packets: 3,
            silenced: crate::time::Frames(1_152),
            first: Some(crate::time::Timestamp::from_millis(700)),
            cut_short: true,
            cancelling: Millis::new(1_500),
        };
        let spans = vec![Span::from_millis(100, 900)];
        let found = VoiceActivity::restored(Millis::new(1_000), spans, &[0; 126], damage).unwrap();
        keeper.save_voice_activity("so", &found).unwrap();
        assert_eq!(keeper.voice_activity("so").unwrap().unwrap().damage(), damage);
    }
}
