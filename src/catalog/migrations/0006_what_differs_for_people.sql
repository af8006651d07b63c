-- Where what was said and what was published differ, for people: a view of each place, and the counts of each report. Counted are the
-- sentences that the check report counts. The counts are NULL for alignments made before differences were judged.
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

DROP VIEW report_overview;
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
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part IN ('lead', 'body', 'quote')) AS sentences,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'spoken') AS spoken,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'partly') AS partly,
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'not_spoken') AS not_spoken,
    CASE WHEN json_extract(al.document, '$.judgement') > 0 THEN
        (SELECT count(*) FROM differences_heard d WHERE d.report = r.id AND d.part IN ('lead', 'body', 'quote') AND d.weight = 'meaning')
    END AS meaning_changes,
    CASE WHEN json_extract(al.document, '$.judgement') > 0 THEN
        (SELECT count(*) FROM differences_heard d WHERE d.report = r.id AND d.part IN ('lead', 'body', 'quote') AND d.weight = 'wording')
    END AS wording_changes,
    CASE WHEN json_extract(al.document, '$.judgement') > 0 THEN
        (SELECT count(*) FROM differences_heard d WHERE d.report = r.id AND d.part IN ('lead', 'body', 'quote') AND d.weight = 'hearing')
    END AS misheard,
    al.pair_reason AS pair_reason
FROM reports r
LEFT JOIN recordings c ON c.id = r.recording_id
LEFT JOIN newest_alignments al ON al.report_id = r.id
ORDER BY r.id;
