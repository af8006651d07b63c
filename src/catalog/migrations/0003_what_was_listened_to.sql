-- Listening to a recording takes as long as decoding it: what was found is kept, so that it is done once and not at each resume.
-- `listening` is everything that the outcome depends on: track and channel, the detector and how it is set, the decoder's version.
-- `speech` is a list of [start_ms, end_ms]; `steps` is what the detector measured, two bytes for each step.
CREATE TABLE voice_activity (
    recording_id    INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    listening       TEXT    NOT NULL,
    length_ms       INTEGER NOT NULL,
    speech          TEXT    NOT NULL CHECK (json_valid(speech)),
    steps           BLOB    NOT NULL,
    damaged_packets INTEGER NOT NULL,
    silenced_frames INTEGER NOT NULL,
    first_damage_ms INTEGER,
    cut_short       INTEGER NOT NULL CHECK (cut_short IN (0, 1)),
    found_unix_s    INTEGER NOT NULL,
    PRIMARY KEY (recording_id, listening)
) STRICT, WITHOUT ROWID;

-- Windows of the second pass were numbered behind those of the first, whose number changes with how the recording is cut. Each pass
-- counts its own from 0. Windows kept before are taken for the first pass's: those behind its last are never asked for, and the
-- second pass of a run that was stopped in it begins anew.
CREATE TABLE windows_of_passes (
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    recipe       TEXT    NOT NULL,
    pass         INTEGER NOT NULL CHECK (pass >= 1),
    number       INTEGER NOT NULL,
    start_ms     INTEGER NOT NULL,
    end_ms       INTEGER NOT NULL,
    result       TEXT    NOT NULL CHECK (json_valid(result)),
    saved_unix_s INTEGER NOT NULL,
    PRIMARY KEY (recording_id, recipe, pass, number)
) STRICT, WITHOUT ROWID;
INSERT INTO windows_of_passes
SELECT recording_id, recipe, 1, number, start_ms, end_ms, result, saved_unix_s FROM transcription_windows;
DROP TABLE transcription_windows;
ALTER TABLE windows_of_passes RENAME TO transcription_windows;
