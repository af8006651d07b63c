-- Why: whoever comes back to a long report goes on where they left it, whatever browser they use. It is no part of what is exported.
CREATE TABLE positions (
    report_id   INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    author      TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL,
    left_unix_s INTEGER NOT NULL,
    PRIMARY KEY (report_id, author)
) STRICT, WITHOUT ROWID;
