-- Why: people cut segments of a transcript and join them, and name a speaker in many segments at once. A cut or a join is a change of one
-- segment like any other; `other` is the number of the segment that comes off or is taken in, and `heard_words` how many of the words that
-- were heard stay in the first one. What is done at once has one `step`, and is taken back at once.
CREATE TABLE review_operations_anew (
    id            INTEGER PRIMARY KEY,
    operation_key TEXT    NOT NULL UNIQUE,
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    segment       INTEGER NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('text', 'speaker', 'split', 'join')),
    revision      INTEGER NOT NULL,
    before        TEXT    NOT NULL,
    after         TEXT    NOT NULL,
    undoes_id     INTEGER REFERENCES review_operations_anew (id) ON DELETE CASCADE,
    author        TEXT    NOT NULL,
    done_unix_s   INTEGER NOT NULL,
    other         INTEGER,
    heard_words   INTEGER,
    step          TEXT,
    UNIQUE (transcript_id, segment, revision),
    CHECK ((kind IN ('split', 'join')) = (other IS NOT NULL) AND (other IS NULL) = (heard_words IS NULL))
) STRICT;
INSERT INTO review_operations_anew (id, operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author, done_unix_s)
SELECT id, operation_key, transcript_id, segment, kind, revision, before, after, undoes_id, author, done_unix_s
FROM review_operations ORDER BY id;
DROP TABLE review_operations;
ALTER TABLE review_operations_anew RENAME TO review_operations;
CREATE INDEX review_operations_by_step ON review_operations (step) WHERE step IS NOT NULL;
