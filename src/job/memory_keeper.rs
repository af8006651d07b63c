use super::keeper::{Keeper, KeeperError, Pass};
use crate::audio::VoiceActivity;
use crate::recognize::{Answers, RecognizedWindow};
use crate::transcript::{Engine, Transcript};

/// Keeps what was done of one recording as long as it lives.
#[derive(Debug, Default)]
pub struct MemoryKeeper {
    transcripts: Vec<Transcript>,
    windows: Vec<(Engine, Pass, Vec<RecognizedWindow>)>,
    answers: Vec<(Engine, Vec<Answers>)>,
    activity: Vec<(String, VoiceActivity)>,
}

impl Keeper for MemoryKeeper {
    fn transcript(&mut self, engine: &Engine) -> Result<Option<Transcript>, KeeperError> {
        Ok(self.transcripts.iter().rfind(|t| t.engine() == engine).cloned())
    }

    fn save_transcript(&mut self, transcript: &Transcript) -> Result<(), KeeperError> {
        self.windows.retain(|(engine, ..)| engine != transcript.engine());
        self.answers.retain(|(engine, _)| engine != transcript.engine());
        self.transcripts.push(transcript.clone());
        Ok(())
    }

    fn windows(&mut self, engine: &Engine, pass: Pass) -> Result<Vec<RecognizedWindow>, KeeperError> {
        let kept = self.windows.iter().find(|(e, p, _)| e == engine && *p == pass);
        Ok(kept.map_or_else(Vec::new, |(.., windows)| windows.clone()))
    }

    fn save_window(
        &mut self,
        engine: &Engine,
        pass: Pass,
        number: usize,
        window: &RecognizedWindow,
    ) -> Result<(), KeeperError> {
        let run = match self.windows.iter().position(|(e, p, _)| e == engine && *p == pass) {
            Some(run) => run,
            None => {
                self.windows.push((engine.clone(), pass, Vec::new()));
                self.windows.len() - 1
            }
        };
        let windows = &mut self.windows[run].2;
        // Behind a gap it could not be given back, and what stood behind one that is replaced is of an older run.
        if number <= windows.len() {
            windows.truncate(number);
            windows.push(window.clone());
        }
        Ok(())
    }

    fn answers(&mut self, engine: &Engine) -> Result<Vec<Answers>, KeeperError> {
        Ok(self.answers.iter().find(|(e, _)| e == engine).map(|(_, answers)| answers.clone()).unwrap_or_default())
    }

    fn save_answers(&mut self, engine: &Engine, number: usize, answers: &Answers) -> Result<(), KeeperError> {
        let mut kept = self.answers(engine)?;
        if number <= kept.len() {
            kept.truncate(number);
            kept.push(answers.clone());
        }
        self.answers.retain(|(e, _)| e != engine);
        self.answers.push((engine.clone(), kept));
        Ok(())
    }

    fn discard_windows(&mut self) -> Result<(), KeeperError> {
        self.answers.clear();
        self.windows.clear();
        Ok(())
    }

    fn voice_activity(&mut self, listening: &str) -> Result<Option<VoiceActivity>, KeeperError> {
        Ok(self.activity.iter().find(|(line, _)| line == listening).map(|(_, found)| found.clone()))
    }

    fn save_voice_activity(&mut self, listening: &str, found: &VoiceActivity) -> Result<(), KeeperError> {
        self.activity.retain(|(line, _)| line != listening);
        self.activity.push((listening.to_owned(), found.clone()));
        Ok(())
    }
}
