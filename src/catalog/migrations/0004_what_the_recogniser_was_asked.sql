-- Where a word as heard and the word as published are both possible, the recogniser is asked which of the two texts the sound holds.
-- Its answers belong to what was heard: the alignment weighs differences by them, also when it is made anew without sound or model.
-- `margin_nats` is ln P(heard) - ln P(published); `first_word` equals `end_word` where published words were put between two words.
CREATE TABLE witnesses (
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    first_word    INTEGER NOT NULL,
    end_word      INTEGER NOT NULL CHECK (end_word >= first_word),
    published     TEXT    NOT NULL,
    margin_nats   REAL    NOT NULL,
    model         TEXT,
    PRIMARY KEY (transcript_id, number)
) STRICT, WITHOUT ROWID;
