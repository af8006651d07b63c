-- Why: other computers make transcripts and alignments, and bring them as bundles. What came from where stays known, and a bundle that
-- is brought again is known by its name.
CREATE TABLE bundles (
    bundle_key      TEXT    PRIMARY KEY CHECK (length(bundle_key) = 64),
    recording_id    INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    transcript_id   INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    program         TEXT    NOT NULL,
    host            TEXT,
    made_unix_s     INTEGER NOT NULL,
    took_ms         INTEGER NOT NULL,
    imported_unix_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bundles_by_recording ON bundles (recording_id);
CREATE INDEX bundles_by_transcript ON bundles (transcript_id);
