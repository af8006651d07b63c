-- One line for each report. Headlines and hand-overs are not the reporter's to read: a verdict on them is no share of what was said,
-- as in the check report.
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
    (SELECT count(*) FROM alignment_sentences s WHERE s.alignment_id = al.id AND s.part IN ('lead', 'body', 'quote') AND s.status = 'not_spoken') AS not_spoken
FROM reports r
LEFT JOIN recordings c ON c.id = r.recording_id
LEFT JOIN newest_alignments al ON al.report_id = r.id
ORDER BY r.id;
