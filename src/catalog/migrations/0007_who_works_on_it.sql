-- Two processes that transcribe one recording at once would hear it twice and keep two transcripts of it. So the one at work puts
-- its claim here, and the others wait for it. A claim ends with the work, with the process, or at `until_unix_s`, whichever is
-- first; `process` is what the system tells about the process, so that a later one of the same `pid` is not taken for it.
CREATE TABLE claims (
    recording_id  INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE,
    holder        TEXT    NOT NULL,
    pid           INTEGER NOT NULL,
    host          TEXT,
    process       TEXT    NOT NULL,
    taken_unix_s  INTEGER NOT NULL,
    until_unix_s  INTEGER NOT NULL
) STRICT;
