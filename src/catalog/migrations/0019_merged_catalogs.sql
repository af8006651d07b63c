-- Why: two newsrooms' catalogs become one. Where they do not agree, both sides are kept where both can stand; where not, what is here
-- stays, and what the other one had is kept as a conflict, until a person settles it.
CREATE TABLE merge_conflicts (
    id             INTEGER PRIMARY KEY,
    conflict_key   TEXT    NOT NULL UNIQUE CHECK (length(conflict_key) = 64),
    report_id      INTEGER REFERENCES reports (id) ON DELETE CASCADE,
    subject        TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    what           TEXT    NOT NULL,
    ours           TEXT,
    theirs         TEXT,
    author         TEXT,
    source         TEXT    NOT NULL,
    found_unix_s   INTEGER NOT NULL,
    settled_by     TEXT,
    settled_unix_s INTEGER
) STRICT;
CREATE INDEX merge_conflicts_by_report ON merge_conflicts (report_id);

-- A report that was removed is not brought back by a catalog that still has it, unless somebody worked on it there since.
CREATE TABLE removed_reports (
    id               INTEGER PRIMARY KEY,
    slug             TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    recording_sha256 TEXT,
    added_unix_s     INTEGER NOT NULL,
    removed_unix_s   INTEGER NOT NULL
) STRICT;
CREATE INDEX removed_reports_by_recording ON removed_reports (recording_sha256, added_unix_s);

CREATE INDEX reports_by_url ON reports (url);
