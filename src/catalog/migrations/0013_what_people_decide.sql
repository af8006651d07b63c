-- Why: people correct the transcript and decide on findings in a page. Each step is a row, so that nobody's work is overwritten,
-- everything can be taken back, and a step that was sent twice is one.

-- A change of a segment of the transcript `transcript_id`, which itself never changes. `revision` counts those of the segment from 1:
-- of two people who start from the same one, the second is told.
CREATE TABLE review_operations (
    id            INTEGER PRIMARY KEY,
    operation_key TEXT    NOT NULL UNIQUE,
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    segment       INTEGER NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('text', 'speaker')),
    revision      INTEGER NOT NULL,
    before        TEXT    NOT NULL,
    after         TEXT    NOT NULL,
    undoes_id     INTEGER REFERENCES review_operations (id) ON DELETE CASCADE,
    author        TEXT    NOT NULL,
    done_unix_s   INTEGER NOT NULL,
    UNIQUE (transcript_id, segment, revision)
) STRICT;

-- The version of a transcript that holds the changes of `base_id` up to `last_operation_id`: made of them, and made anew when there
-- are more.
CREATE TABLE review_settlements (
    transcript_id     INTEGER PRIMARY KEY REFERENCES transcripts (id) ON DELETE CASCADE,
    base_id           INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    last_operation_id INTEGER NOT NULL
) STRICT;
CREATE INDEX review_settlements_by_base ON review_settlements (base_id);

-- What a person decided on a finding. `finding_key` is a hash of what the finding says, so that the decision is found again after the
-- report was aligned anew; the newest row of a key counts.
CREATE TABLE finding_decisions (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    finding_key    TEXT    NOT NULL CHECK (length(finding_key) = 64),
    finding_kind   TEXT    NOT NULL,
    verdict        TEXT    NOT NULL CHECK (verdict IN ('article', 'speech', 'note', 'open')),
    note           TEXT,
    published      TEXT,
    heard          TEXT,
    start_ms       INTEGER,
    end_ms         INTEGER,
    author         TEXT    NOT NULL,
    decided_unix_s INTEGER NOT NULL,
    CHECK ((start_ms IS NULL) = (end_ms IS NULL))
) STRICT;
CREATE INDEX finding_decisions_by_report ON finding_decisions (report_id);

CREATE VIEW decisions_made AS
SELECT r.id AS report, r.slug, d.finding_kind AS kind, d.verdict, d.note, d.published, d.heard, d.author,
       datetime(d.decided_unix_s, 'unixepoch') AS decided_utc
FROM finding_decisions d JOIN reports r ON r.id = d.report_id
WHERE d.id IN (SELECT max(id) FROM finding_decisions GROUP BY report_id, finding_key) AND d.verdict <> 'open';
