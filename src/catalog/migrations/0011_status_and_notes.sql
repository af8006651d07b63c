-- Why: a newsroom works on a report after the machine is done: somebody reviews it, somebody approves it, both leave notes. How far a
-- report has come by itself (new, transcribed, aligned) is told by what the catalog holds; what people decide is kept here, one row a
-- decision, never overwritten. A decision is about one text: the hashes say which, so that a report whose article or transcript changed
-- since is open again.
CREATE TABLE report_decisions (
    id                INTEGER PRIMARY KEY,
    report_id         INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    decision          TEXT    NOT NULL CHECK (decision IN ('open', 'reviewed', 'approved')),
    author            TEXT,
    note              TEXT,
    article_sha256    TEXT,
    transcript_sha256 TEXT,
    decided_unix_s    INTEGER NOT NULL
) STRICT;
CREATE INDEX report_decisions_by_report ON report_decisions (report_id, id);

-- A note is on a report, on a sentence of its article or on a moment of its recording. `quote` is the sentence as it was, by which it is
-- found again in a later version of the article.
CREATE TABLE notes (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    article_id     INTEGER REFERENCES articles (id) ON DELETE SET NULL,
    sentence       INTEGER,
    quote          TEXT,
    at_ms          INTEGER,
    text           TEXT    NOT NULL,
    author         TEXT,
    created_unix_s INTEGER NOT NULL,
    done_by        TEXT,
    done_unix_s    INTEGER,
    CHECK ((sentence IS NULL) = (quote IS NULL))
) STRICT;
CREATE INDEX notes_by_report ON notes (report_id, id);
CREATE INDEX notes_by_article ON notes (article_id);

-- SHA-256 of words, times and segments, whatever else is known of the transcript.
ALTER TABLE transcripts ADD COLUMN content_sha256 TEXT;

-- Whose programme it is, who reports, and from where.
ALTER TABLE reports ADD COLUMN programme TEXT;
ALTER TABLE reports ADD COLUMN reporter TEXT;
ALTER TABLE reports ADD COLUMN place TEXT;
CREATE INDEX reports_by_programme ON reports (programme, date);
CREATE INDEX reports_by_date ON reports (date);

-- How far each report has come. `decision` is the last of people's; it holds while neither text changed since.
CREATE VIEW report_status AS
SELECT r.id AS report, r.slug,
    CASE WHEN d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS a.text_sha256
              AND d.transcript_sha256 IS t.content_sha256 THEN d.decision
         WHEN al.article_id = a.id AND al.transcript_id = t.id THEN 'aligned'
         WHEN t.id IS NOT NULL THEN 'transcribed'
         ELSE 'new'
    END AS status,
    d.decision, d.author, d.note, datetime(d.decided_unix_s, 'unixepoch') AS decided_utc,
    d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS NOT a.text_sha256 AS article_changed,
    d.decision IN ('reviewed', 'approved') AND d.transcript_sha256 IS NOT t.content_sha256 AS transcript_changed,
    (SELECT count(*) FROM notes n WHERE n.report_id = r.id AND n.done_unix_s IS NULL) AS open_notes
FROM reports r
LEFT JOIN newest_articles a ON a.report_id = r.id
LEFT JOIN shown_transcripts t ON t.recording_id = r.recording_id
LEFT JOIN newest_alignments al ON al.report_id = r.id
LEFT JOIN report_decisions d ON d.id = (SELECT max(e.id) FROM report_decisions e WHERE e.report_id = r.id);
