-- Why: what a row holds depends on the rawi that made it: its rules for articles, its aligner, its captions. Each thing that is made notes
-- that version, so that whoever looks at a row of years ago can tell. Of rows of earlier layouts it is not known.
ALTER TABLE recordings ADD COLUMN rawi_version TEXT;
ALTER TABLE reports ADD COLUMN rawi_version TEXT;
ALTER TABLE articles ADD COLUMN rawi_version TEXT;
ALTER TABLE transcripts ADD COLUMN rawi_version TEXT;
ALTER TABLE transcription_windows ADD COLUMN rawi_version TEXT;
ALTER TABLE voice_activity ADD COLUMN rawi_version TEXT;
ALTER TABLE alignments ADD COLUMN rawi_version TEXT;
ALTER TABLE exports ADD COLUMN rawi_version TEXT;
ALTER TABLE written_files ADD COLUMN rawi_version TEXT;
ALTER TABLE pages ADD COLUMN rawi_version TEXT;
ALTER TABLE offered_transcripts ADD COLUMN rawi_version TEXT;
ALTER TABLE report_decisions ADD COLUMN rawi_version TEXT;
ALTER TABLE notes ADD COLUMN rawi_version TEXT;
ALTER TABLE review_operations ADD COLUMN rawi_version TEXT;
ALTER TABLE finding_decisions ADD COLUMN rawi_version TEXT;
ALTER TABLE cue_edits ADD COLUMN rawi_version TEXT;
-- What made each row of a report, of which bytes, by which rawi and when.
CREATE VIEW provenance AS
SELECT r.id AS report, r.slug, 'recording' AS what, c.path AS name, NULL AS made_by, c.sha256, NULL AS made_from, c.rawi_version,
    c.added_unix_s AS made_unix_s
FROM reports r JOIN recordings c ON c.id = r.recording_id
UNION ALL SELECT r.id, r.slug, 'voice_activity', v.listening, NULL, NULL, 'recording ' || c.sha256, v.rawi_version, v.found_unix_s
FROM reports r JOIN recordings c ON c.id = r.recording_id JOIN voice_activity v ON v.recording_id = c.id
UNION ALL SELECT r.id, r.slug, 'page', p.address, NULL, p.content_sha256, p.address, p.rawi_version, p.fetched_unix_s
FROM reports r JOIN pages p ON p.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'offered_transcript', o.address, NULL, o.content_sha256, o.address, o.rawi_version, o.fetched_unix_s
FROM reports r JOIN offered_transcripts o ON o.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'article', 'version ' || a.version, NULL, a.text_sha256, a.source || ' ' || a.source_sha256, a.rawi_version,
    a.added_unix_s
FROM reports r JOIN articles a ON a.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'transcript', 'version ' || t.version,
    CASE t.origin WHEN 'machine' THEN t.engine || coalesce(', model ' || t.model, '') ELSE t.author END, t.content_sha256,
    CASE t.origin WHEN 'machine' THEN 'recording ' || c.sha256 || coalesce(', model ' || t.model_sha256, '')
         ELSE 'transcript version ' || b.version || ' ' || b.content_sha256 END,
    t.rawi_version, t.created_unix_s
FROM reports r JOIN recordings c ON c.id = r.recording_id JOIN transcripts t ON t.recording_id = c.id
LEFT JOIN transcripts b ON b.id = t.corrects_id
UNION ALL SELECT r.id, r.slug, 'bundle', b.bundle_key, b.program || coalesce(' on ' || b.host, ''), b.bundle_key,
    'recording ' || c.sha256, CASE WHEN b.program LIKE 'rawi %' THEN substr(b.program, 6) END, b.made_unix_s
FROM reports r JOIN recordings c ON c.id = r.recording_id JOIN bundles b ON b.recording_id = c.id
UNION ALL SELECT r.id, r.slug, 'alignment', 'number ' || l.id, NULL, NULL,
    'article version ' || a.version || ' ' || a.text_sha256 || ', transcript version ' || t.version || ' ' || t.content_sha256,
    l.rawi_version, l.created_unix_s
FROM reports r JOIN alignments l ON l.report_id = r.id JOIN articles a ON a.id = l.article_id JOIN transcripts t ON t.id = l.transcript_id
UNION ALL SELECT r.id, r.slug, 'file', e.path, NULL, e.content_sha256, 'alignment number ' || e.alignment_id, e.rawi_version,
    e.written_unix_s
FROM reports r JOIN exports e ON e.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'change', o.kind || ' of segment ' || (o.segment + 1), o.author, NULL,
    'transcript version ' || t.version || ' ' || t.content_sha256, o.rawi_version, o.done_unix_s
FROM reports r JOIN transcripts t ON t.recording_id = r.recording_id JOIN review_operations o ON o.transcript_id = t.id
UNION ALL SELECT r.id, r.slug, 'captions_set', e.edit_key, e.author, NULL, NULL, e.rawi_version, e.done_unix_s
FROM reports r JOIN cue_edits e ON e.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'finding_decision', f.finding_kind || ': ' || f.verdict, f.author, NULL, 'finding ' || f.finding_key,
    f.rawi_version, f.decided_unix_s
FROM reports r JOIN finding_decisions f ON f.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'decision', d.decision, d.author, NULL,
    nullif(ltrim(coalesce('article ' || d.article_sha256, '') || coalesce(', transcript ' || d.transcript_sha256, '')
        || coalesce(', captions ' || d.captions_sha256, ''), ', '), ''),
    d.rawi_version, d.decided_unix_s
FROM reports r JOIN report_decisions d ON d.report_id = r.id
UNION ALL SELECT r.id, r.slug, 'note', n.text, n.author, NULL, NULL, n.rawi_version, n.created_unix_s
FROM reports r JOIN notes n ON n.report_id = r.id;
