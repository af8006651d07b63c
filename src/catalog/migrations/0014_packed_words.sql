-- Why: a row for each word of each transcript and alignment made a catalog of years four times as large and ten times as slow to fill.
-- The words of a transcript are one list of their texts and one packed value with all else; those of an alignment one packed value, and
-- its document is deflated. Texts that a row can be read from are not kept twice: a search document says where its text stands, and the
-- index of words holds nothing but words. What the list of reports counts is counted once. The values themselves are filled by
-- `earlier_layout.rs`, between this file and the next.
DROP VIEW report_overview;
DROP VIEW differences_heard;
DROP VIEW sentences_heard;
DROP VIEW speech_not_in_article;
DROP VIEW transcript_history;
DROP VIEW shown_transcript_lines;
DROP VIEW report_status;
DROP VIEW shown_transcripts;
DROP VIEW newest_alignments;

-- `word_texts` is a list in JSON; `words` holds spans, confidences and marks of the same words, packed as `packed/mod.rs` tells.
ALTER TABLE transcripts ADD COLUMN word_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transcripts ADD COLUMN word_texts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(word_texts));
ALTER TABLE transcripts ADD COLUMN packed_words BLOB NOT NULL DEFAULT x'';

ALTER TABLE alignments ADD COLUMN packed_words BLOB NOT NULL DEFAULT x'';
ALTER TABLE alignments ADD COLUMN packed_document BLOB NOT NULL DEFAULT x'';
ALTER TABLE alignments ADD COLUMN judgement INTEGER NOT NULL DEFAULT 0;
-- Of the sentences of lead, body and quotes: how many there are, were spoken, in part, not at all; and their differences.
ALTER TABLE alignments ADD COLUMN sentences INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN spoken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN partly INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN not_spoken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN meaning_changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN wording_changes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alignments ADD COLUMN misheard INTEGER NOT NULL DEFAULT 0;
UPDATE alignments SET
    judgement = coalesce(json_extract(document, '$.judgement'), 0),
    sentences = (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote')),
    spoken = (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'spoken'),
    partly = (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'partly'),
    not_spoken = (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'not_spoken'),
    meaning_changes = (SELECT count(*) FROM alignment_differences d JOIN alignment_sentences s ON s.alignment_id = d.alignment_id AND s.number = d.sentence
        WHERE d.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND d.weight = 'meaning'),
    wording_changes = (SELECT count(*) FROM alignment_differences d JOIN alignment_sentences s ON s.alignment_id = d.alignment_id AND s.number = d.sentence
        WHERE d.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND d.weight = 'wording'),
    misheard = (SELECT count(*) FROM alignment_differences d JOIN alignment_sentences s ON s.alignment_id = d.alignment_id AND s.number = d.sentence
        WHERE d.alignment_id = alignments.id AND s.part IN ('lead', 'body', 'quote') AND d.weight = 'hearing');

-- A sentence of an article stands between two bytes of its text, a segment of a transcript is told by its number.
DROP TRIGGER search_documents_added;
DROP TRIGGER search_documents_removed;
DROP TRIGGER search_documents_normalised_anew;
DROP TABLE search_index;
DROP INDEX search_documents_by_article;
DROP INDEX search_documents_by_transcript;
ALTER TABLE search_documents RENAME TO earlier_search_documents;
CREATE TABLE search_documents (
    id            INTEGER PRIMARY KEY,
    article_id    INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    transcript_id INTEGER REFERENCES transcripts (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    start_byte    INTEGER,
    end_byte      INTEGER,
    CHECK ((article_id IS NULL) <> (transcript_id IS NULL)),
    CHECK ((article_id IS NULL) = (start_byte IS NULL) AND (article_id IS NULL) = (end_byte IS NULL))
) STRICT;
CREATE INDEX search_documents_by_article ON search_documents (article_id, number) WHERE article_id IS NOT NULL;
CREATE INDEX search_documents_by_transcript ON search_documents (transcript_id, number) WHERE transcript_id IS NOT NULL;

-- rawi normalises and splits the words itself; the tokenizer only has to keep them whole, whatever signs they hold.
CREATE VIRTUAL TABLE search_index USING fts5 (
    normalised,
    content = '',
    contentless_delete = 1,
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{|}~'"
);
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
    DELETE FROM search_index WHERE rowid = old.id;
END;
