-- Why: a newsroom follows feeds. What a feed said last and what of its items came in is kept, so that nothing is asked for or fetched twice.
-- `etag`, `last_modified` and `body_sha256` are those of the last answer that was read, `reader` the rules that it was read by.
CREATE TABLE feeds (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL UNIQUE,
    address        TEXT    NOT NULL UNIQUE,
    settings       TEXT    NOT NULL CHECK (json_valid(settings)),
    title          TEXT,
    etag           TEXT,
    last_modified  TEXT,
    body_sha256    TEXT,
    reader         INTEGER NOT NULL DEFAULT 0,
    failure        TEXT,
    added_unix_s   INTEGER NOT NULL,
    checked_unix_s INTEGER
) STRICT;

-- `key` is the feed's own identity of the item, or one that rawi derived. `state` is what became of its recording; `file` is where that was
-- to lie when its download began.
CREATE TABLE feed_items (
    id                INTEGER PRIMARY KEY,
    feed_id           INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key               TEXT    NOT NULL,
    facts             TEXT    NOT NULL CHECK (json_valid(facts)),
    enclosure_bare    TEXT,
    state             TEXT    NOT NULL CHECK (state IN ('new', 'partly', 'kept', 'failed', 'no_media')),
    report_id         INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    failure           TEXT,
    attempts          INTEGER NOT NULL DEFAULT 0,
    file              TEXT,
    position          INTEGER NOT NULL,
    first_seen_unix_s INTEGER NOT NULL,
    UNIQUE (feed_id, key)
) STRICT;
CREATE INDEX feed_items_by_report ON feed_items (report_id);

-- The addresses that an item's recording had, one after the other.
CREATE TABLE feed_enclosures (
    item_id     INTEGER NOT NULL REFERENCES feed_items (id) ON DELETE CASCADE,
    address     TEXT    NOT NULL,
    seen_unix_s INTEGER NOT NULL,
    PRIMARY KEY (item_id, address)
) STRICT, WITHOUT ROWID;

-- The contents that an item's recording had: the same episode, uploaded anew. Each is a recording and a report of its own.
CREATE TABLE feed_editions (
    item_id         INTEGER NOT NULL REFERENCES feed_items (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL,
    report_id       INTEGER REFERENCES reports (id) ON DELETE SET NULL,
    content_sha256  TEXT    NOT NULL,
    fetched_unix_s  INTEGER NOT NULL,
    PRIMARY KEY (item_id, number),
    UNIQUE (item_id, content_sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_editions_by_report ON feed_editions (report_id);

-- Servers that asked to be left alone for a while.
CREATE TABLE host_waits (
    host         TEXT PRIMARY KEY,
    until_unix_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The page of a report as it came, deflated: what is the article can be told again by later rules.
CREATE TABLE pages (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    address        TEXT    NOT NULL,
    content_sha256 TEXT    NOT NULL,
    content        BLOB    NOT NULL,
    fetched_unix_s INTEGER NOT NULL,
    UNIQUE (report_id, content_sha256)
) STRICT;

-- A transcript that is published with a report, as it came, deflated. It is compared with what was heard and never shown instead of it.
CREATE TABLE offered_transcripts (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    address        TEXT    NOT NULL,
    media_type     TEXT    NOT NULL,
    language       TEXT,
    is_captions    INTEGER NOT NULL CHECK (is_captions IN (0, 1)),
    content_sha256 TEXT    NOT NULL,
    content        BLOB    NOT NULL,
    fetched_unix_s INTEGER NOT NULL,
    UNIQUE (report_id, content_sha256)
) STRICT;
