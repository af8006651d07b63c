-- Why: the tables of the search had names of rawi's own. They have those of the field: what is searched is a search document, and its
-- words are normalised. FTS5 cannot rename a column or the table that it reads, so the index is made anew of the words that the
-- search documents hold already.
DROP TRIGGER passages_added;
DROP TRIGGER passages_removed;
DROP TRIGGER passages_folded_anew;
DROP TABLE passage_index;
ALTER TABLE passages RENAME TO search_documents;
ALTER TABLE search_documents RENAME COLUMN folded TO normalised;
DROP INDEX passages_by_article;
DROP INDEX passages_by_transcript;
CREATE INDEX search_documents_by_article ON search_documents (article_id, number);
CREATE INDEX search_documents_by_transcript ON search_documents (transcript_id, number);

-- rawi normalises and splits the words itself; the tokenizer only has to keep them whole, whatever signs they hold.
CREATE VIRTUAL TABLE search_index USING fts5 (
    normalised,
    content = 'search_documents',
    content_rowid = 'id',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{|}~'"
);
INSERT INTO search_index (search_index) VALUES ('rebuild');
CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, normalised) VALUES (new.id, new.normalised);
END;
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, normalised) VALUES ('delete', old.id, old.normalised);
END;
CREATE TRIGGER search_documents_normalised_anew AFTER UPDATE OF normalised ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, normalised) VALUES ('delete', old.id, old.normalised);
    INSERT INTO search_index (rowid, normalised) VALUES (new.id, new.normalised);
END;

UPDATE catalog_facts SET name = 'normalisation' WHERE name = 'folding';
