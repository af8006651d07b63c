//! Transcripts that come as lines.

use rusqlite::Connection;

use super::json_lines_places::{Places, place};
use super::json_lines_read::TranscriptLine;
use super::made::Made;
use super::transcripts::NewTranscript;
use super::{Correction, DbResult, Origin, RecordingId, TranscriptId, history, transcripts};
use crate::transcript::Transcript;

impl Places {
    pub(super) fn take_transcript_line(&mut self, t: &Connection, line: TranscriptLine) -> DbResult<()> {
        let TranscriptLine { recording, version, corrects, author, note, transcript: read, words_of_segments, .. } = line;
        let recording = place("recording", &self.recordings, recording)?;
        let correction = corrects.map(|n| place("transcript", &self.transcripts, n)).transpose()?;
        let origin = correction.map_or(Origin::Machine, |corrects| Origin::Person(Correction { corrects, author, note }));
        let made = Made::told(line.created_unix_s, &line.rawi_version);
        let known = self.known.contains(&recording);
        if known && let Some(id) = self.known_transcript(t, recording, (&read, &origin), made.unix_s)? {
            self.transcripts.push(id);
            return Ok(());
        }
        let version = if known { history::next_version(t, recording)? } else { version };
        let new = NewTranscript { version, transcript: &read, origin: &origin, made };
        let id = transcripts::add_with_words(t, recording, &new, &words_of_segments)?;
        if let Some(merging) = self.merging.as_mut().filter(|_| known) {
            merging.added_transcript(t, version, &origin)?;
        }
        self.transcripts.push(id);
        self.added.transcripts += 1;
        Ok(())
    }

    /// The transcript that stands for one of a recording that was here before: the same is not kept twice.
    fn known_transcript(
        &mut self,
        t: &Connection,
        recording: RecordingId,
        (read, origin): (&Transcript, &Origin),
        created: i64,
    ) -> DbResult<Option<TranscriptId>> {
        if let Some(merging) = &mut self.merging {
            let number = self.transcripts.len() as i64 + 1;
            if let Some(id) = merging.same_transcript(t, recording, (read, origin))? {
                return Ok(Some(id));
            }
            let base = merging.base_with_own_changes(t, number, origin)?;
            self.left_out.extend(base.map(|_| number));
            return Ok(base);
        }
        for there in history::versions(t, recording)? {
            let same = (there.created_unix_s, &there.engine) == (created, read.engine());
            if same && transcripts::load(t, there.id)? == *read {
                return Ok(Some(there.id));
            }
        }
        Ok(None)
    }
}
