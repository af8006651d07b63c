-- A file that rawi did not write, or that somebody changed since, must not be replaced: which bytes rawi wrote to each path, whatever
-- report they are of, also after that report is gone. A row is there before its file is, so that a stop between the two never makes
-- a stranger of rawi's own file; `earlier_sha256` is what stood there before.
CREATE TABLE written_files (
    path           TEXT    PRIMARY KEY,
    report_id      INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    content_sha256 TEXT    NOT NULL,
    earlier_sha256 TEXT,
    written_unix_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX written_files_by_report ON written_files (report_id);
INSERT OR REPLACE INTO written_files
SELECT path, report_id, content_sha256, NULL, written_unix_s FROM exports ORDER BY written_unix_s, id;

-- Whether a recording's file still holds what was heard: its size and time of change when its content was last hashed, so that it is
-- hashed again only when one of them is another.
CREATE TABLE recording_files (
    recording_id     INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE,
    bytes            INTEGER NOT NULL,
    modified_unix_ns INTEGER NOT NULL
) STRICT;
