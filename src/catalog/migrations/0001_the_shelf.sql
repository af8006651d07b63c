-- Why: the shelf itself: what a person or an engine made, each with its origin, and views that a person can read.
-- Only syntax that SQLite 3.37 knows, so that the shell of an older system opens the file too.

CREATE TABLE catalog_facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE recordings (
    id           INTEGER PRIMARY KEY,
    sha256       TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
    path         TEXT    NOT NULL,
    bytes        INTEGER NOT NULL,
    duration_ms  INTEGER NOT NULL,
    container    TEXT,
    codec        TEXT    NOT NULL,
    rate_hz      INTEGER NOT NULL,
    channels     INTEGER NOT NULL,
    tags         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(tags)),
    added_unix_s INTEGER NOT NULL
) STRICT;
CREATE INDEX recordings_by_path ON recordings (path);

CREATE TABLE reports (
    id             INTEGER PRIMARY KEY,
    slug           TEXT    NOT NULL UNIQUE,
    title          TEXT    NOT NULL,
    url            TEXT,
    date           TEXT,
    language       TEXT,
    notes          TEXT,
    recording_id   INTEGER REFERENCES recordings (id),
    added_unix_s   INTEGER NOT NULL,
    changed_unix_s INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_by_recording ON reports (recording_id);

CREATE TABLE articles (
    id            INTEGER PRIMARY KEY,
    report_id     INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    version       INTEGER NOT NULL,
    language      TEXT    NOT NULL,
    text          TEXT    NOT NULL,
    text_sha256   TEXT    NOT NULL,
    facts         TEXT    NOT NULL CHECK (json_valid(facts)),
    source        TEXT,
    source_sha256 TEXT,
    added_unix_s  INTEGER NOT NULL,
    UNIQUE (report_id, version)
) STRICT;

CREATE TABLE article_parts (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE transcripts (
    id             INTEGER PRIMARY KEY,
    recording_id   INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    version        INTEGER NOT NULL,
    origin         TEXT    NOT NULL CHECK (origin IN ('machine', 'person')),
    corrects_id    INTEGER REFERENCES transcripts (id) ON DELETE CASCADE,
    author         TEXT,
    note           TEXT,
    engine         TEXT    NOT NULL,
    model          TEXT,
    model_sha256   TEXT,
    options        TEXT    NOT NULL CHECK (json_valid(options)),
    language       TEXT    NOT NULL,
    duration_ms    INTEGER,
    speech         TEXT    CHECK (speech IS NULL OR json_valid(speech)),
    created_unix_s INTEGER NOT NULL,
    UNIQUE (recording_id, version),
    CHECK ((origin = 'person') = (corrects_id IS NOT NULL))
) STRICT;
CREATE INDEX transcripts_by_corrected ON transcripts (corrects_id);

CREATE TABLE words (
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    text          TEXT    NOT NULL,
    start_ms      INTEGER,
    end_ms        INTEGER,
    confidence    REAL,
    second_pass   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (transcript_id, number),
    CHECK ((start_ms IS NULL) = (end_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE segments (
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    first_word    INTEGER NOT NULL,
    end_word      INTEGER NOT NULL,
    start_ms      INTEGER NOT NULL,
    end_ms        INTEGER NOT NULL,
    speaker       TEXT,
    PRIMARY KEY (transcript_id, number)
) STRICT, WITHOUT ROWID;

-- Finished windows of a transcription that is not finished yet.
CREATE TABLE transcription_windows (
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    recipe       TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    start_ms     INTEGER NOT NULL,
    end_ms       INTEGER NOT NULL,
    result       TEXT    NOT NULL CHECK (json_valid(result)),
    saved_unix_s INTEGER NOT NULL,
    PRIMARY KEY (recording_id, recipe, number)
) STRICT, WITHOUT ROWID;

-- `document` is the alignment document without the article's text, which the article row holds; the rows below repeat it for SQL.
CREATE TABLE alignments (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    article_id     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    transcript_id  INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    pair_verdict   TEXT    NOT NULL,
    pair_score     REAL    NOT NULL,
    pair_reason    TEXT,
    document       TEXT    NOT NULL CHECK (json_valid(document)),
    created_unix_s INTEGER NOT NULL
) STRICT;
CREATE INDEX alignments_by_report ON alignments (report_id);
CREATE INDEX alignments_by_article ON alignments (article_id);
CREATE INDEX alignments_by_transcript ON alignments (transcript_id);

CREATE TABLE alignment_sentences (
    alignment_id INTEGER NOT NULL REFERENCES alignments (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    start_byte   INTEGER NOT NULL,
    end_byte     INTEGER NOT NULL,
    part         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    timing       TEXT    NOT NULL,
    start_ms     INTEGER,
    end_ms       INTEGER,
    first_heard  INTEGER,
    end_heard    INTEGER,
    confidence   REAL    NOT NULL,
    moved        INTEGER NOT NULL,
    ambiguous    INTEGER NOT NULL,
    duplicate_of INTEGER,
    PRIMARY KEY (alignment_id, number),
    CHECK ((timing = 'absent') = (start_ms IS NULL)),
    CHECK ((start_ms IS NULL) = (end_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE alignment_words (
    alignment_id INTEGER NOT NULL REFERENCES alignments (id) ON DELETE CASCADE,
    sentence     INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    start_byte   INTEGER NOT NULL,
    end_byte     INTEGER NOT NULL,
    link         TEXT    NOT NULL,
    timing       TEXT    NOT NULL,
    start_ms     INTEGER,
    end_ms       INTEGER,
    first_heard  INTEGER,
    end_heard    INTEGER,
    confidence   REAL    NOT NULL,
    PRIMARY KEY (alignment_id, sentence, number),
    CHECK ((timing = 'absent') = (start_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE alignment_audio (
    alignment_id INTEGER NOT NULL REFERENCES alignments (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    start_ms     INTEGER NOT NULL,
    end_ms       INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    first_heard  INTEGER NOT NULL,
    end_heard    INTEGER NOT NULL,
    reason       TEXT,
    PRIMARY KEY (alignment_id, number)
) STRICT, WITHOUT ROWID;

-- What was last written to each path, so that only what changed is written again.
CREATE TABLE exports (
    id             INTEGER PRIMARY KEY,
    report_id      INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    alignment_id   INTEGER REFERENCES alignments (id) ON DELETE SET NULL,
    path           TEXT    NOT NULL,
    format         TEXT    NOT NULL,
    preset         TEXT    NOT NULL,
    options        TEXT    NOT NULL,
    content_sha256 TEXT    NOT NULL,
    written_unix_s INTEGER NOT NULL,
    UNIQUE (report_id, path)
) STRICT;
CREATE INDEX exports_by_alignment ON exports (alignment_id);

-- What can be searched: each article sentence and each transcript segment, as written and as compared.
CREATE TABLE passages (
    id            INTEGER PRIMARY KEY,
    article_id    INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    transcript_id INTEGER REFERENCES transcripts (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    text          TEXT    NOT NULL,
    folded        TEXT    NOT NULL,
    CHECK ((article_id IS NULL) <> (transcript_id IS NULL))
) STRICT;
CREATE INDEX passages_by_article ON passages (article_id, number);
CREATE INDEX passages_by_transcript ON passages (transcript_id, number);

-- rawi folds and splits the words itself; the tokenizer only has to keep them whole, whatever signs they hold.
CREATE VIRTUAL TABLE passage_index USING fts5 (
    folded,
    content = 'passages',
    content_rowid = 'id',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{|}~'"
);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
    INSERT INTO passage_index (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN
    INSERT INTO passage_index (passage_index, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER passages_folded_anew AFTER UPDATE OF folded ON passages BEGIN
    INSERT INTO passage_index (passage_index, rowid, folded) VALUES ('delete', old.id, old.folded);
    INSERT INTO passage_index (rowid, folded) VALUES (new.id, new.folded);
END;

-- The transcript that is shown for each recording: the newest correction, else the newest of the machine's.
CREATE VIEW shown_transcripts AS
SELECT t.* FROM transcripts t
WHERE t.id = (SELECT s.id FROM transcripts s WHERE s.recording_id = t.recording_id
              ORDER BY s.origin = 'person' DESC, s.version DESC LIMIT 1);

CREATE VIEW newest_articles AS
SELECT a.* FROM articles a
WHERE a.version = (SELECT max(b.version) FROM articles b WHERE b.report_id = a.report_id);

CREATE VIEW newest_alignments AS
SELECT a.* FROM alignments a
WHERE a.id = (SELECT max(b.id) FROM alignments b WHERE b.report_id = a.report_id);

-- Every sentence of each report's article: its verdict, when it was said, what was heard.
CREATE VIEW sentences_heard AS
SELECT r.id AS report, r.slug, ar.version AS article_version, s.number AS sentence, s.part, s.status AS verdict, s.timing,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         WHEN s.start_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS said_from,
    CASE WHEN s.end_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.end_ms / 3600000, s.end_ms / 60000 % 60, s.end_ms / 1000 % 60, s.end_ms % 1000)
         WHEN s.end_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.end_ms / 60000, s.end_ms / 1000 % 60, s.end_ms % 1000)
    END AS said_until,
    CAST(substr(CAST(ar.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT) AS published,
    (SELECT group_concat(h.text, ' ') FROM (SELECT w.text FROM words w WHERE w.transcript_id = al.transcript_id
        AND w.number >= s.first_heard AND w.number < s.end_heard ORDER BY w.number) h) AS heard,
    round(s.confidence, 2) AS confidence, s.moved, s.ambiguous, s.duplicate_of, s.start_ms, s.end_ms
FROM newest_alignments al
JOIN reports r ON r.id = al.report_id
JOIN articles ar ON ar.id = al.article_id
JOIN alignment_sentences s ON s.alignment_id = al.id
ORDER BY r.id, s.number;

-- Every stretch of each recording that its article does not have, silence and music included.
CREATE VIEW speech_not_in_article AS
SELECT r.id AS report, r.slug, s.status AS verdict,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         ELSE printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS said_from,
    CASE WHEN s.end_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.end_ms / 3600000, s.end_ms / 60000 % 60, s.end_ms / 1000 % 60, s.end_ms % 1000)
         ELSE printf('%d:%02d.%03d', s.end_ms / 60000, s.end_ms / 1000 % 60, s.end_ms % 1000)
    END AS said_until,
    (SELECT group_concat(h.text, ' ') FROM (SELECT w.text FROM words w WHERE w.transcript_id = al.transcript_id
        AND w.number >= s.first_heard AND w.number < s.end_heard ORDER BY w.number) h) AS heard,
    s.reason, s.start_ms, s.end_ms
FROM newest_alignments al
JOIN reports r ON r.id = al.report_id
JOIN alignment_audio s ON s.alignment_id = al.id
WHERE s.status NOT IN ('in_article', 'non_speech')
ORDER BY r.id, s.number;

-- One line for each report.
CREATE VIEW report_overview AS
SELECT r.id AS report, r.slug, r.title, r.date, r.language, c.path AS recording,
    CASE WHEN c.duration_ms >= 3600000
         THEN printf('%d:%02d:%02d', c.duration_ms / 3600000, c.duration_ms / 60000 % 60, c.duration_ms / 1000 % 60)
         WHEN c.duration_ms IS NOT NULL THEN printf('%d:%02d', c.duration_ms / 60000, c.duration_ms / 1000 % 60)
    END AS length,
    (SELECT count(*) FROM articles a WHERE a.report_id = r.id) AS article_versions,
    (SELECT count(*) FROM transcripts t WHERE t.recording_id = r.recording_id AND t.origin = 'machine') AS machine_transcripts,
    (SELECT count(*) FROM transcripts t WHERE t.recording_id = r.recording_id AND t.origin = 'person') AS corrections,
    al.pair_verdict AS pair,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part <> 'furniture') AS sentences,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.status = 'spoken') AS spoken,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.status = 'partly') AS partly,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.status = 'not_spoken') AS not_spoken
FROM reports r
LEFT JOIN recordings c ON c.id = r.recording_id
LEFT JOIN newest_alignments al ON al.report_id = r.id
ORDER BY r.id;

-- Every transcript of each report with its origin: the history of its corrections.
CREATE VIEW transcript_history AS
SELECT r.id AS report, r.slug, t.id AS transcript, t.version, t.origin, p.version AS corrects_version, t.author, t.note,
    t.engine, t.model, t.language, (SELECT count(*) FROM words w WHERE w.transcript_id = t.id) AS words,
    datetime(t.created_unix_s, 'unixepoch') AS created_utc
FROM reports r
JOIN transcripts t ON t.recording_id = r.recording_id
LEFT JOIN transcripts p ON p.id = t.corrects_id
ORDER BY r.id, t.version;

-- What is shown as said in each report, a line for each segment.
CREATE VIEW shown_transcript_lines AS
SELECT r.id AS report, r.slug, t.version, s.number AS line,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         ELSE printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS said_from,
    s.speaker, p.text
FROM reports r
JOIN shown_transcripts t ON t.recording_id = r.recording_id
JOIN segments s ON s.transcript_id = t.id
LEFT JOIN passages p ON p.transcript_id = t.id AND p.number = s.number
ORDER BY r.id, s.number;
