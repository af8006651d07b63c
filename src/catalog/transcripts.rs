use rusqlite::{Connection, Row, params};

use super::made::Made;
use super::packed::pack_words;
use super::sql::{count, first, from_json, insert, json, put, rows, span};
use super::{
    Catalog, Correction, DbResult, Error, Origin, RecordingId, TranscriptId, TranscriptVersion, history, recordings,
    search_documents, witnesses, words,
};
use crate::text::{Language, Token};
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Segment, Transcript};

impl Catalog {
    /// Keeps what an engine heard as a new version, and drops the windows that were kept while it was being made: those of the
    /// same recording and the same engine, see [`Catalog::save_window`].
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such recording, and those of every change.
    pub fn save_transcript(&self, recording: RecordingId, transcript: &Transcript, now: i64) -> Result<TranscriptId, Error> {
        self.change(|t| {
            recordings::load(t, recording)?;
            let sql = "DELETE FROM transcription_windows WHERE recording_id = ?1 AND recipe = ?2";
            put(t, sql, params![recording, json(transcript.engine())?])?;
            let version = history::next_version(t, recording)?;
            add(t, recording, &NewTranscript { version, transcript, origin: &Origin::Machine, made: Made::here(now) })
        })
    }

    /// Keeps a person's correction of a transcript as a new version beside it; nothing of the older one changes.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is no such transcript, and those of every change.
    pub fn save_correction(&self, corrected: &Transcript, correction: &Correction, now: i64) -> Result<TranscriptId, Error> {
        self.change(|t| {
            let recording = history::load(t, correction.corrects)?.recording;
            let version = history::next_version(t, recording)?;
            let origin = Origin::Person(correction.clone());
            add(t, recording, &NewTranscript { version, transcript: corrected, origin: &origin, made: Made::here(now) })
        })
    }

    /// A transcript, equal to the one that was kept.
    ///
    /// # Errors
    /// [`Error::NoRow`], [`Error::Unreadable`], and those of reading.
    pub fn transcript(&self, id: TranscriptId) -> Result<Transcript, Error> {
        self.view(|t| load(t, id))
    }

    /// The transcript that is shown for a recording: the newest correction, else the newest of the machine's.
    ///
    /// # Errors
    /// Those of reading.
    pub fn shown_transcript(&self, recording: RecordingId) -> Result<Option<TranscriptId>, Error> {
        let sql = "SELECT id FROM shown_transcripts WHERE recording_id = ?1";
        self.view(|t| first(t, sql, [recording], |row| row.get(0)))
    }

    /// The newest transcript of a recording by exactly this engine, model and options: there is no need to recognise again.
    ///
    /// # Errors
    /// Those of reading.
    pub fn transcript_by(&self, recording: RecordingId, engine: &Engine) -> Result<Option<TranscriptId>, Error> {
        let sql = "SELECT id FROM transcripts WHERE recording_id = ?1 AND origin = 'machine' AND engine = ?2 AND model IS ?3
            AND model_sha256 IS ?4 AND options = ?5 ORDER BY version DESC LIMIT 1";
        self.view(|t| {
            let values = params![recording, engine.name, engine.model, engine.model_sha256, json(&engine.options)?];
            first(t, sql, values, |row| row.get(0))
        })
    }

    /// The transcripts of a recording, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn transcript_versions(&self, recording: RecordingId) -> Result<Vec<TranscriptVersion>, Error> {
        self.view(|t| history::versions(t, recording))
    }
}

/// One version of a transcript, to be added.
pub(super) struct NewTranscript<'a> {
    pub(super) version: u32,
    pub(super) transcript: &'a Transcript,
    pub(super) origin: &'a Origin,
    pub(super) made: Made<'a>,
}

pub(super) fn add(t: &Connection, recording: RecordingId, new: &NewTranscript<'_>) -> DbResult<TranscriptId> {
    add_with_words(t, recording, new, &search_documents::words_of_segments(new.transcript))
}

/// The same with the words of its segments, as they are searched.
pub(super) fn add_with_words(
    t: &Connection,
    recording: RecordingId,
    new: &NewTranscript<'_>,
    words_of_segments: &[Vec<Token>],
) -> DbResult<TranscriptId> {
    let NewTranscript { version, transcript, origin, made } = *new;
    let sql =
        "INSERT INTO transcripts (recording_id, version, origin, corrects_id, author, note, engine, model, model_sha256,
        options, language, duration_ms, speech, created_unix_s, content_sha256, word_count, word_texts,
        packed_words, rawi_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
    let (kind, person) = match origin {
        Origin::Machine => ("machine", None),
        Origin::Person(correction) => ("person", Some(correction)),
    };
    let engine = transcript.engine();
    let texts: Vec<&str> = transcript.words().iter().map(|word| word.text.as_str()).collect();
    let id = insert(
        t,
        sql,
        params![
            recording,
            version,
            kind,
            person.map(|p| p.corrects),
            person.and_then(|p| p.author.as_ref()),
            person.and_then(|p| p.note.as_ref()),
            engine.name,
            engine.model,
            engine.model_sha256,
            json(&engine.options)?,
            transcript.language(),
            transcript.duration().map(Millis::as_millis),
            transcript.speech().map(|speech| json(&speech)).transpose()?,
            made.unix_s,
            words::content_sha256(transcript.words(), transcript.segments()),
            transcript.words().len() as i64,
            json(&texts)?,
            pack_words(transcript.words()),
            made.rawi
        ],
    )?;
    add_segments(t, TranscriptId::new(id), transcript)?;
    search_documents::add_transcript(t, TranscriptId::new(id), words_of_segments)?;
    witnesses::add(t, TranscriptId::new(id), transcript.witnesses())?;
    Ok(TranscriptId::new(id))
}

fn add_segments(t: &Connection, id: TranscriptId, transcript: &Transcript) -> DbResult<()> {
    let sql = "INSERT INTO segments (transcript_id, number, first_word, end_word, start_ms, end_ms, speaker, language)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (number, segment) in transcript.segments().iter().enumerate() {
        let (first, end) = (segment.words.start as i64, segment.words.end as i64);
        let (from, until) = (segment.span.start().as_millis(), segment.span.end().as_millis());
        put(
            t,
            sql,
            params![
                id,
                number as i64,
                first,
                end,
                from,
                until,
                segment.speaker,
                segment.language.as_ref().map(Language::as_str)
            ],
        )?;
    }
    Ok(())
}

pub(super) fn load(t: &Connection, id: TranscriptId) -> DbResult<Transcript> {
    Ok(load_bare(t, id)?.with_witnesses(witnesses::load(t, id)?))
}

/// The transcripts of a recording with the same words, times and segments by the same engine.
pub(super) fn with_content_of(
    t: &Connection,
    recording: RecordingId,
    transcript: &Transcript,
) -> DbResult<Vec<TranscriptVersion>> {
    let sql = "SELECT id FROM transcripts WHERE recording_id = ?1 AND content_sha256 = ?2 ORDER BY version";
    let content = words::content_sha256(transcript.words(), transcript.segments());
    let ids: Vec<TranscriptId> = rows(t, sql, params![recording, content], |row| Ok(row.get(0)?))?;
    let versions = ids.into_iter().map(|id| history::load(t, id)).collect::<DbResult<Vec<_>>>()?;
    Ok(versions.into_iter().filter(|version| version.engine == *transcript.engine()).collect())
}

/// Without what the recogniser was asked about it.
pub(super) fn load_bare(t: &Connection, id: TranscriptId) -> DbResult<Transcript> {
    let what = format!("transcript {id}");
    let version = history::load(t, id)?;
    let sql = "SELECT duration_ms, speech FROM transcripts WHERE id = ?1";
    let rest = first(t, sql, [id], |row| Ok((row.get::<_, Option<u32>>(0)?, row.get::<_, Option<String>>(1)?)))?;
    let (duration_ms, speech) = rest.unwrap_or_default();
    let speech: Option<Vec<Span>> = speech.map(|speech| from_json(&what, &speech)).transpose()?;
    let (words, segments) = (words::load(t, id)?, segments(t, id)?);
    Ok(Transcript::new(version.engine, version.language, duration_ms.map(Millis::new), words, segments, speech))
}

const SEGMENTS: &str = "SELECT first_word, end_word, start_ms, end_ms, speaker, language FROM segments";

fn segments(t: &Connection, id: TranscriptId) -> DbResult<Vec<Segment>> {
    rows(t, &format!("{SEGMENTS} WHERE transcript_id = ?1 ORDER BY number"), [id], read)
}

fn read(row: &Row<'_>) -> DbResult<Segment> {
    let words = count(row, 0)?..count(row, 1)?;
    let span = span(row.get(2)?, row.get(3)?).unwrap_or(Span::from_millis(0, 0));
    let language = row.get::<_, Option<String>>(5)?.and_then(|tag| tag.parse().ok());
    Ok(Segment { span, words, speaker: row.get(4)?, language })
}
