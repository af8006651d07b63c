-- Why: a search for one form of a word finds the others, and words in quotation marks find themselves alone. So the index holds words as
-- they are compared, with what Arabic puts in front of them, and a list of all words tells which have one stem. The first two letters of
-- words are indexed too: without that, to look for a short beginning took as long as reading a tenth of the index. The index is filled
-- when the catalog is opened.
DROP TRIGGER search_documents_removed;
DROP TABLE search_index;
-- rawi normalises and splits the words itself; the tokenizer only has to keep them whole, whatever signs they hold.
CREATE VIRTUAL TABLE search_index USING fts5 (
    normalised,
    content = '',
    contentless_delete = 1,
    prefix = '2',
    tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{|}~'"
);
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
    DELETE FROM search_index WHERE rowid = old.id;
END;

-- Every word that the index ever held: without the conjunctions, prepositions and the article that Arabic joins to it (`bare`), and the
-- stem that it shares with its other forms.
CREATE TABLE search_terms (
    term TEXT PRIMARY KEY,
    bare TEXT NOT NULL,
    stem TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX search_terms_by_bare ON search_terms (bare);
CREATE INDEX search_terms_by_stem ON search_terms (stem);

CREATE INDEX segments_by_speaker ON segments (speaker) WHERE speaker IS NOT NULL;
DELETE FROM catalog_facts WHERE name = 'normalisation';
