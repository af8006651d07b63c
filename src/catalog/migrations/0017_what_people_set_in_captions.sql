-- Why: a captioner cuts, words and times captions by hand. That must outlive the captions, which are made anew each time: it is kept as
-- instructions about words, never as cues. Each step is a row, as with the changes of transcripts: nothing is overwritten, and
-- everything can be taken back.

-- A step. `settings_sha256` is a hash of all that is set after it, and nothing when nothing is: an approval is about that, too.
CREATE TABLE cue_edits (
    id              INTEGER PRIMARY KEY,
    edit_key        TEXT    NOT NULL UNIQUE,
    report_id       INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    undoes_id       INTEGER REFERENCES cue_edits (id) ON DELETE CASCADE,
    author          TEXT    NOT NULL,
    done_unix_s     INTEGER NOT NULL,
    settings_sha256 TEXT
) STRICT;
CREATE INDEX cue_edits_by_report ON cue_edits (report_id, id);

-- What a step set, or took away (no `kind`). `slot` names one setting through all its revisions. Its words are found again by
-- themselves, their neighbours and their time.
CREATE TABLE cue_settings (
    id          INTEGER PRIMARY KEY,
    edit_id     INTEGER NOT NULL REFERENCES cue_edits (id) ON DELETE CASCADE,
    slot        TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    kind        TEXT    CHECK (kind IN ('text', 'break', 'join', 'start', 'end')),
    words       TEXT,
    word_before TEXT,
    word_after  TEXT,
    start_ms    INTEGER,
    end_ms      INTEGER,
    text        TEXT,
    wording     TEXT    CHECK (wording IN ('article', 'speech', 'hand')),
    shift_ms    INTEGER,
    limits      TEXT,
    UNIQUE (slot, revision),
    CHECK ((kind IS NULL) = (words IS NULL) AND (kind IS NULL) = (start_ms IS NULL) AND (kind IS NULL) = (end_ms IS NULL)),
    CHECK ((kind IS 'text') = (text IS NOT NULL) AND (kind IS 'text') = (wording IS NOT NULL)),
    CHECK ((kind IS 'start' OR kind IS 'end') = (shift_ms IS NOT NULL))
) STRICT;
CREATE INDEX cue_settings_by_edit ON cue_settings (edit_id);

CREATE VIEW captions_set AS
SELECT r.id AS report, r.slug, s.kind, s.words, s.start_ms, s.text, s.wording, s.shift_ms, s.limits, e.author,
       datetime(e.done_unix_s, 'unixepoch') AS set_utc
FROM cue_settings s JOIN cue_edits e ON e.id = s.edit_id JOIN reports r ON r.id = e.report_id
WHERE s.kind IS NOT NULL AND s.revision = (SELECT max(n.revision) FROM cue_settings n WHERE n.slot = s.slot);

-- What was set in the captions that a decision is about.
ALTER TABLE report_decisions ADD COLUMN captions_sha256 TEXT;

-- The decision, counted from 1 within the report, at which a file was written.
ALTER TABLE exports ADD COLUMN approval INTEGER;

DROP VIEW report_status;
CREATE VIEW report_status AS
SELECT r.id AS report, r.slug,
    CASE WHEN d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS a.text_sha256
              AND d.transcript_sha256 IS t.content_sha256 AND d.captions_sha256 IS c.settings_sha256 THEN d.decision
         WHEN al.article_id = a.id AND al.transcript_id = t.id THEN 'aligned'
         WHEN t.id IS NOT NULL THEN 'transcribed'
         ELSE 'new'
    END AS status,
    d.decision, d.author, d.note, datetime(d.decided_unix_s, 'unixepoch') AS decided_utc,
    d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS NOT a.text_sha256 AS article_changed,
    d.decision IN ('reviewed', 'approved') AND d.transcript_sha256 IS NOT t.content_sha256 AS transcript_changed,
    d.decision IN ('reviewed', 'approved') AND d.captions_sha256 IS NOT c.settings_sha256 AS captions_changed,
    (SELECT count(*) FROM notes n WHERE n.report_id = r.id AND n.done_unix_s IS NULL) AS open_notes
FROM reports r
LEFT JOIN newest_articles a ON a.report_id = r.id
LEFT JOIN shown_transcripts t ON t.recording_id = r.recording_id
LEFT JOIN newest_alignments al ON al.report_id = r.id
LEFT JOIN report_decisions d ON d.id = (SELECT max(e.id) FROM report_decisions e WHERE e.report_id = r.id)
LEFT JOIN cue_edits c ON c.id = (SELECT max(e.id) FROM cue_edits e WHERE e.report_id = r.id);
