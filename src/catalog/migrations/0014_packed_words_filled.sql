-- The second half of 0014: what was packed goes, and the views read what took its place.
DROP TABLE words;
DROP TABLE alignment_words;
DROP TABLE earlier_search_documents;
ALTER TABLE alignments DROP COLUMN document;
ALTER TABLE alignments RENAME COLUMN packed_document TO document;

-- The transcript that is shown for each recording: the newest correction, else the newest of the machine's.
CREATE VIEW shown_transcripts AS
SELECT t.* FROM transcripts t
WHERE t.id = (SELECT s.id FROM transcripts s WHERE s.recording_id = t.recording_id
              ORDER BY s.origin = 'person' DESC, s.version DESC LIMIT 1);

CREATE VIEW newest_alignments AS
SELECT a.* FROM alignments a
WHERE a.id = (SELECT max(b.id) FROM alignments b WHERE b.report_id = a.report_id);

-- The words of each transcript, to count and to read; their times are packed.
CREATE VIEW words AS
SELECT t.id AS transcript_id, w.key AS number, w.value AS text FROM transcripts t, json_each(t.word_texts) w;

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
    (SELECT group_concat(h.value, ' ') FROM (SELECT w.value FROM json_each(t.word_texts) w
        WHERE w.key >= s.first_heard AND w.key < s.end_heard ORDER BY w.key) h) AS heard,
    round(s.confidence, 2) AS confidence, s.moved, s.ambiguous, s.duplicate_of, s.start_ms, s.end_ms
FROM newest_alignments al
JOIN reports r ON r.id = al.report_id
JOIN articles ar ON ar.id = al.article_id
JOIN transcripts t ON t.id = al.transcript_id
JOIN alignment_sentences s ON s.alignment_id = al.id
ORDER BY r.id, s.number;

-- Every stretch of each recording that its article does not have, silence and music included.
CREATE VIEW speech_not_in_article AS
SELECT r.id AS report, r.slug, s.status AS verdict,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         WHEN s.start_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS said_from,
    CASE WHEN s.end_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.end_ms / 3600000, s.end_ms / 60000 % 60, s.end_ms / 1000 % 60, s.end_ms % 1000)
         WHEN s.end_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.end_ms / 60000, s.end_ms / 1000 % 60, s.end_ms % 1000)
    END AS said_until,
    (SELECT group_concat(h.value, ' ') FROM (SELECT w.value FROM json_each(t.word_texts) w
        WHERE w.key >= s.first_heard AND w.key < s.end_heard ORDER BY w.key) h) AS heard,
    s.reason, s.start_ms, s.end_ms
FROM newest_alignments al
JOIN reports r ON r.id = al.report_id
JOIN transcripts t ON t.id = al.transcript_id
JOIN alignment_audio s ON s.alignment_id = al.id
WHERE s.status NOT IN ('in_article', 'non_speech')
ORDER BY r.id, s.number;

CREATE VIEW differences_heard AS
SELECT r.id AS report, r.slug, d.sentence, d.weight, d.kind, d.published, d.said, d.confidence,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         WHEN s.start_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS sentence_from, s.part
FROM newest_alignments al
JOIN reports r ON r.id = al.report_id
JOIN alignment_differences d ON d.alignment_id = al.id
JOIN alignment_sentences s ON s.alignment_id = al.id AND s.number = d.sentence
ORDER BY r.id, d.weight = 'hearing', d.weight = 'wording', d.sentence, d.number;

-- One line for each report. Counted are the sentences that the check report counts; the counts of differences are NULL for alignments
-- made before these were judged.
CREATE VIEW report_overview AS
SELECT r.id AS report, r.slug, r.title, r.date, r.language, r.programme, r.reporter, r.place, c.path AS recording,
    CASE WHEN c.duration_ms >= 3600000
         THEN printf('%d:%02d:%02d', c.duration_ms / 3600000, c.duration_ms / 60000 % 60, c.duration_ms / 1000 % 60)
         WHEN c.duration_ms IS NOT NULL THEN printf('%d:%02d', c.duration_ms / 60000, c.duration_ms / 1000 % 60)
    END AS length,
    (SELECT count(*) FROM articles a WHERE a.report_id = r.id) AS article_versions,
    (SELECT count(*) FROM transcripts t WHERE t.recording_id = r.recording_id AND t.origin = 'machine') AS machine_transcripts,
    (SELECT count(*) FROM transcripts t WHERE t.recording_id = r.recording_id AND t.origin = 'person') AS corrections,
    al.pair_verdict AS pair,
    coalesce(al.sentences, 0) AS sentences, coalesce(al.spoken, 0) AS spoken, coalesce(al.partly, 0) AS partly,
    coalesce(al.not_spoken, 0) AS not_spoken,
    CASE WHEN al.judgement > 0 THEN al.meaning_changes END AS meaning_changes,
    CASE WHEN al.judgement > 0 THEN al.wording_changes END AS wording_changes,
    CASE WHEN al.judgement > 0 THEN al.misheard END AS misheard,
    al.pair_reason AS pair_reason
FROM reports r
LEFT JOIN recordings c ON c.id = r.recording_id
LEFT JOIN alignments al ON al.id = (SELECT max(b.id) FROM alignments b WHERE b.report_id = r.id);

-- How far each report has come. `decision` is the last of people's; it holds while neither text changed since.
CREATE VIEW report_status AS
SELECT r.id AS report, r.slug,
    CASE WHEN d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS a.text_sha256
              AND d.transcript_sha256 IS t.content_sha256 THEN d.decision
         WHEN al.article_id = a.id AND al.transcript_id = t.id THEN 'aligned'
         WHEN t.id IS NOT NULL THEN 'transcribed'
         ELSE 'new'
    END AS status,
    d.decision, d.author, d.note, datetime(d.decided_unix_s, 'unixepoch') AS decided_utc,
    d.decision IN ('reviewed', 'approved') AND d.article_sha256 IS NOT a.text_sha256 AS article_changed,
    d.decision IN ('reviewed', 'approved') AND d.transcript_sha256 IS NOT t.content_sha256 AS transcript_changed,
    (SELECT count(*) FROM notes n WHERE n.report_id = r.id AND n.done_unix_s IS NULL) AS open_notes
FROM reports r
LEFT JOIN articles a ON a.id = (SELECT b.id FROM articles b WHERE b.report_id = r.id ORDER BY b.version DESC LIMIT 1)
LEFT JOIN transcripts t ON t.id = (SELECT s.id FROM transcripts s WHERE s.recording_id = r.recording_id
                                   ORDER BY s.origin = 'person' DESC, s.version DESC LIMIT 1)
LEFT JOIN alignments al ON al.id = (SELECT max(b.id) FROM alignments b WHERE b.report_id = r.id)
LEFT JOIN report_decisions d ON d.id = (SELECT max(e.id) FROM report_decisions e WHERE e.report_id = r.id);

-- Every transcript of each report with its origin: the history of its corrections.
CREATE VIEW transcript_history AS
SELECT r.id AS report, r.slug, t.id AS transcript, t.version, t.origin, p.version AS corrects_version, t.author, t.note,
    t.engine, t.model, t.language, t.word_count AS words, datetime(t.created_unix_s, 'unixepoch') AS created_utc
FROM reports r
JOIN transcripts t ON t.recording_id = r.recording_id
LEFT JOIN transcripts p ON p.id = t.corrects_id
ORDER BY r.id, t.version;

-- What is shown as said in each report, a line for each segment.
CREATE VIEW shown_transcript_lines AS
SELECT r.id AS report, r.slug, t.version, s.number AS line,
    CASE WHEN s.start_ms >= 3600000
         THEN printf('%d:%02d:%02d.%03d', s.start_ms / 3600000, s.start_ms / 60000 % 60, s.start_ms / 1000 % 60, s.start_ms % 1000)
         WHEN s.start_ms IS NOT NULL THEN printf('%d:%02d.%03d', s.start_ms / 60000, s.start_ms / 1000 % 60, s.start_ms % 1000)
    END AS said_from,
    s.speaker,
    (SELECT group_concat(h.value, ' ') FROM (SELECT w.value FROM json_each(t.word_texts) w
        WHERE w.key >= s.first_word AND w.key < s.end_word ORDER BY w.key) h) AS text
FROM reports r
JOIN shown_transcripts t ON t.recording_id = r.recording_id
JOIN segments s ON s.transcript_id = t.id
ORDER BY r.id, s.number;
