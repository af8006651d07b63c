-- Why: two people who serve the review page of one catalog, each from a program of their own, are to see where the other's caret is. A
-- row lasts as long as its lease, and is no part of what is exported.
CREATE TABLE presences (
    report_id    INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    author       TEXT    NOT NULL,
    segment      INTEGER NOT NULL,
    until_unix_s INTEGER NOT NULL,
    PRIMARY KEY (report_id, author)
) STRICT, WITHOUT ROWID;
