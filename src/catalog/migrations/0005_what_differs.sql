-- Where what was said differs from what was published was worked out anew by each reader of an alignment, each in its own way. It is
-- judged once, with the alignment. Of alignments made before there are no rows here; they are judged when they are read.
-- `same`: 1 when that very word was said, 0 when another was, NULL when nothing was said for it, or in alignments made before.
ALTER TABLE alignment_words ADD COLUMN same INTEGER CHECK (same IN (0, 1));

-- A row is one place of a sentence at which the two differ, numbered in the article's order. `published_…` is NULL when words were
-- added, `said…` when words were left out; `at_byte` is the place in either case.
CREATE TABLE alignment_differences (
    alignment_id    INTEGER NOT NULL REFERENCES alignments (id) ON DELETE CASCADE,
    sentence        INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    published_start INTEGER,
    published_end   INTEGER,
    published       TEXT,
    first_said      INTEGER,
    end_said        INTEGER,
    said            TEXT,
    at_byte         INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    weight          TEXT    NOT NULL,
    confidence      REAL    NOT NULL,
    PRIMARY KEY (alignment_id, sentence, number),
    CHECK (published IS NOT NULL OR said IS NOT NULL),
    CHECK ((published IS NULL) = (published_start IS NULL) AND (published IS NULL) = (published_end IS NULL)),
    CHECK ((said IS NULL) = (first_said IS NULL) AND (said IS NULL) = (end_said IS NULL))
) STRICT, WITHOUT ROWID;
