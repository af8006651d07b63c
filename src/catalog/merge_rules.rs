//! What stands where two catalogs that are merged do not agree: both where both can stand, else what is here, and the other side is kept as
//! a conflict.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::contested::Contested;
use super::made::Made;
use super::sql::{first, json, name, put, rows};
use super::{
    ArticleId, CueChange, DbResult, FindingDecision, MergeConflict, MergeConflictKind, Operation, Origin, RecordingFacts,
    RecordingId, ReportFacts, ReportId, StoredDecision, StoredFindingDecision, StoredOperation, TranscriptId, articles,
    cue_edits, cue_settings, finding_decisions, merge_conflicts, recordings, reports, review_operations, status,
    transcripts,
};
use crate::article::Article;
use crate::text::Sha256;
use crate::transcript::Transcript;

/// A merge at work: what was here of that which lines are about, and what of it the other catalog knows.
pub(super) struct Merging {
    /// The file of the other catalog.
    source: String,
    now: i64,
    /// The other catalog has no second report of the recording.
    pub(super) is_only_report: bool,
    /// Of the lines at hand, the numbers of transcripts that were made of changes on the review page.
    pub(super) settled: BTreeSet<i64>,
    recording: Option<OwnRecording>,
    report: Option<OwnReport>,
    /// Changes here that the other catalog has, too.
    known_changes: BTreeSet<i64>,
    /// Conflicts that are new.
    pub(super) found: Vec<MergeConflict>,
    /// Conflicts that were found by an earlier merge.
    pub(super) found_before: usize,
}

/// A recording as it was here.
struct OwnRecording {
    id: RecordingId,
    sha256: Sha256,
    shown: Option<TranscriptId>,
    is_persons: bool,
    /// The other catalog has what is shown here, too: what follows there is newer.
    is_known_there: bool,
}

/// A report as it was here.
struct OwnReport {
    id: ReportId,
    subject: String,
    article: Option<ArticleId>,
    is_article_known_there: bool,
    decision: Option<StoredDecision>,
    is_decision_known_there: bool,
    findings: BTreeMap<Sha256, StoredFindingDecision>,
}

impl Merging {
    pub(super) fn new(source: String, now: i64) -> Self {
        Self {
            source,
            now,
            is_only_report: false,
            settled: BTreeSet::new(),
            recording: None,
            report: None,
            known_changes: BTreeSet::new(),
            found: Vec::new(),
            found_before: 0,
        }
    }

    /// Keeps what is not agreed on; the other side of it, and whose that is.
    pub(super) fn tell(
        &mut self,
        t: &Connection,
        (report, subject): (Option<ReportId>, &str),
        (kind, what): (MergeConflictKind, &str),
        (ours, theirs, author): (Option<String>, Option<String>, Option<&str>),
    ) -> DbResult<()> {
        let conflict = MergeConflict {
            kind,
            subject: subject.to_owned(),
            what: what.to_owned(),
            ours,
            theirs,
            author: author.map(str::to_owned),
            source: self.source.clone(),
        };
        if merge_conflicts::add(t, (report, conflict.key()?), &conflict, (self.now, None))? {
            self.found.push(conflict);
        } else {
            self.found_before += 1;
        }
        Ok(())
    }

    /// Looks at a recording before its lines; at its facts, where it was here before.
    pub(super) fn begin_recording(
        &mut self,
        t: &Connection,
        known: Option<RecordingId>,
        theirs: &RecordingFacts,
    ) -> DbResult<()> {
        self.recording = None;
        let Some(id) = known else { return Ok(()) };
        let own = recordings::load(t, id)?.facts;
        let sql = "SELECT id, origin = 'person' FROM shown_transcripts WHERE recording_id = ?1";
        let shown: Option<(TranscriptId, bool)> = first(t, sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sha256 = own.sha256;
        let (is_persons, shown) = (shown.is_some_and(|(_, persons)| persons), shown.map(|(id, _)| id));
        self.recording = Some(OwnRecording { id, sha256, shown, is_persons, is_known_there: false });
        // Where it lies differs from computer to computer.
        let theirs = RecordingFacts { path: own.path.clone(), ..theirs.clone() };
        if own != theirs {
            let report = report_of_recording(t, id)?;
            let sides = (Some(json(&own)?), Some(json(&theirs)?), None);
            self.tell(t, (report, &sha256.to_string()), (MergeConflictKind::OtherFacts, "recording"), sides)?;
        }
        Ok(())
    }

    /// The transcript that is the same: the same words by the same engine and, of a correction, the same person.
    pub(super) fn same_transcript(
        &mut self,
        t: &Connection,
        recording: RecordingId,
        (read, origin): (&Transcript, &Origin),
    ) -> DbResult<Option<TranscriptId>> {
        let author = |origin: &Origin| match origin {
            Origin::Machine => None,
            Origin::Person(correction) => Some(correction.author.clone()),
        };
        for there in transcripts::with_content_of(t, recording, read)? {
            if author(&there.origin) == author(origin) && transcripts::load(t, there.id)? == *read {
                if let Some(own) = self.recording.as_mut().filter(|own| own.shown == Some(there.id)) {
                    own.is_known_there = true;
                }
                return Ok(Some(there.id));
            }
        }
        Ok(None)
    }

    /// What a transcript was made of by changes on the review page, where people changed that here, too. Then it is not taken: the next
    /// version is made of everybody's changes.
    pub(super) fn base_with_own_changes(
        &self,
        t: &Connection,
        number: i64,
        origin: &Origin,
    ) -> DbResult<Option<TranscriptId>> {
        let Origin::Person(correction) = origin else { return Ok(None) };
        if !self.settled.contains(&number) {
            return Ok(None);
        }
        let sql = "SELECT 1 FROM review_operations WHERE transcript_id = ?1 LIMIT 1";
        let has_changes = first(t, sql, [correction.corrects], |_| Ok(()))?.is_some();
        Ok(has_changes.then_some(correction.corrects))
    }

    /// A transcript was added to a recording that was here. What was shown is shown on, unless the other catalog went on from it.
    pub(super) fn added_transcript(&mut self, t: &Connection, version: u32, origin: &Origin) -> DbResult<()> {
        let Some(own) = self.recording.as_ref().filter(|own| !own.is_known_there) else { return Ok(()) };
        let Some(shown) = own.shown else { return Ok(()) };
        let author = match origin {
            Origin::Machine if own.is_persons => return Ok(()),
            Origin::Machine => None,
            // A correction counts before what only a machine heard.
            Origin::Person(_) if !own.is_persons => return Ok(()),
            Origin::Person(correction) => Some(correction.author.clone()),
        };
        let sql = "UPDATE transcripts SET version = ?2 WHERE id = ?1";
        put(t, sql, params![shown, version.saturating_add(1)])?;
        let Some(author) = author else { return Ok(()) };
        let (report, subject) = (report_of_recording(t, own.id)?, own.sha256.to_string());
        let version_of = |version: u32| Some(format!("version {version}"));
        let sides = (version_of(version.saturating_add(1)), version_of(version), author.as_deref());
        self.tell(t, (report, &subject), (MergeConflictKind::TwoCorrections, "correction"), sides)
    }

    /// A change here is in the other catalog, too.
    pub(super) fn meet_change(&mut self, id: i64) {
        self.known_changes.insert(id);
    }

    /// Takes a change of a segment that was changed here, too: after what is here, when it is of another kind; else what is here stays.
    /// The number of the change that stands for it.
    pub(super) fn change(
        &mut self,
        t: &Connection,
        (new, made): (&Operation, Made<'_>),
        contested: &mut Contested,
    ) -> DbResult<i64> {
        let changes = review_operations::of_transcript(t, new.transcript)?;
        let of_segment: Vec<_> = changes.into_iter().filter(|kept| kept.segment == new.segment).collect();
        let is_own = |id: i64| !self.known_changes.contains(&id);
        let since = of_segment.iter().filter(|kept| kept.revision > new.base_revision && is_own(kept.id));
        let newest = of_segment.iter().max_by_key(|kept| kept.revision);
        // A cut or a join stands against every other change.
        let meets = |kept: &&StoredOperation| kept.kind == new.kind || kept.other.is_some() || new.parts.is_some();
        let rival = since.filter(meets).max_by_key(|kept| kept.revision);
        let before = contested.of(new);
        let rival = rival.or(newest.filter(|_| before.is_some())).map(|kept| (kept.id, Some(kept.after.clone())));
        // Of a segment that was cut off there by what is not taken, there is nothing here.
        let Some((id, ours)) = rival.or(before.map(|id| (id, None))) else {
            let revision = newest.map_or(0, |kept| kept.revision);
            let id = review_operations::add(t, new, revision.saturating_add(1), made)?;
            self.meet_change(id);
            return Ok(id);
        };
        contested.add(new, id);
        let own = self.recording.as_ref().map(|own| (own.id, own.sha256.to_string()));
        let (recording, subject) = own.map_or((None, String::new()), |(id, sha256)| (Some(id), sha256));
        let report = recording.map(|id| report_of_recording(t, id)).transpose()?.flatten();
        let what = format!("{} of segment {}, change {}", name(&new.kind)?, new.segment + 1, new.key);
        let sides = (ours, Some(new.after.clone()), Some(new.author.as_str()));
        self.tell(t, (report, &subject), (MergeConflictKind::TwoCorrections, &what), sides)?;
        Ok(id)
    }

    /// The report that is one of another catalog, though both added it by themselves: of the same recording, of which neither has a second
    /// report, in the same language and from the same address as far as these are known.
    pub(super) fn report_of(&self, t: &Connection, new: &ReportFacts) -> DbResult<Option<ReportId>> {
        let Some(recording) = new.recording.filter(|_| self.is_only_report) else { return Ok(None) };
        let own = rows(t, "SELECT id FROM reports WHERE recording_id = ?1", [recording], |row| Ok(row.get(0)?))?;
        let &[id] = own.as_slice() else { return Ok(None) };
        let facts = reports::load(t, id)?.facts;
        let agree = |a: Option<&str>, b: Option<&str>| a.is_none() || b.is_none() || a == b;
        let language = |facts: &ReportFacts| facts.language.as_ref().map(|l| l.as_str().to_owned());
        let is_same =
            agree(facts.url.as_deref(), new.url.as_deref()) && agree(language(&facts).as_deref(), language(new).as_deref());
        Ok(is_same.then_some(id))
    }

    /// Looks at a report before its lines; at its facts, where it was here before.
    pub(super) fn begin_report(
        &mut self,
        t: &Connection,
        (id, was_here): (ReportId, bool),
        (theirs, changed): (&ReportFacts, i64),
    ) -> DbResult<()> {
        self.finish_report(t)?;
        if !was_here {
            return self.same_address(t, id, theirs);
        }
        let own = reports::load(t, id)?;
        let subject = own.slug.to_string();
        let mut findings = BTreeMap::new();
        for made in finding_decisions::of_report(t, id)? {
            findings.insert(made.decision.finding, made);
        }
        self.report = Some(OwnReport {
            id,
            subject: subject.clone(),
            article: articles::newest(t, id)?,
            is_article_known_there: false,
            decision: status::decisions(t, id)?.pop(),
            is_decision_known_there: false,
            findings,
        });
        let text = |language: &Option<crate::text::Language>| language.as_ref().map(|l| l.as_str().to_owned());
        let facts = own.facts;
        let told = [
            ("title", Some(facts.title), Some(theirs.title.clone())),
            ("url", facts.url, theirs.url.clone()),
            ("date", facts.date, theirs.date.clone()),
            ("language", text(&facts.language), text(&theirs.language)),
            ("notes", facts.notes, theirs.notes.clone()),
            ("programme", facts.programme, theirs.programme.clone()),
            ("reporter", facts.reporter, theirs.reporter.clone()),
            ("place", facts.place, theirs.place.clone()),
        ];
        for (what, ours, theirs) in told {
            match (&ours, &theirs) {
                (_, None) => {}
                (None, Some(value)) => {
                    let sql =
                        format!("UPDATE reports SET {what} = ?2, changed_unix_s = max(changed_unix_s, ?3) WHERE id = ?1");
                    put(t, &sql, params![id, value, changed])?;
                }
                (Some(a), Some(b)) if a == b => {}
                _ => self.tell(t, (Some(id), &subject), (MergeConflictKind::OtherFacts, what), (ours, theirs, None))?,
            }
        }
        Ok(())
    }

    /// Tells when the address of a report that was added is another recording's here.
    fn same_address(&mut self, t: &Connection, id: ReportId, theirs: &ReportFacts) -> DbResult<()> {
        let (Some(url), Some(recording)) = (&theirs.url, theirs.recording) else { return Ok(()) };
        let sql = "SELECT slug FROM reports WHERE url = ?1 AND id <> ?2 AND recording_id IS NOT NULL AND recording_id <> ?3
            ORDER BY id LIMIT 1";
        let Some(ours) = first(t, sql, params![url, id, recording], |row| row.get::<_, String>(0))? else { return Ok(()) };
        let theirs = reports::load(t, id)?.slug.to_string();
        let sides = (Some(ours), Some(theirs), None);
        self.tell(t, (Some(id), url), (MergeConflictKind::SameIdOtherBytes, "address"), sides)
    }

    /// The version of the article that has the same text.
    pub(super) fn same_article(
        &mut self,
        t: &Connection,
        report: ReportId,
        article: &Article,
    ) -> DbResult<Option<ArticleId>> {
        let text = Sha256::of(article.text().as_bytes());
        for there in articles::versions(t, report)?.into_iter().rev().filter(|there| there.text_sha256 == text) {
            let kept = articles::load(t, there.id)?;
            if (kept.parts(), kept.language()) == (article.parts(), article.language()) {
                if let Some(own) = self.report.as_mut().filter(|own| own.article == Some(there.id)) {
                    own.is_article_known_there = true;
                }
                return Ok(Some(there.id));
            }
        }
        Ok(None)
    }

    /// A version of an article was added. The newest one stays the newest, unless the other catalog went on from it.
    pub(super) fn added_article(&mut self, t: &Connection, report: ReportId, version: u32) -> DbResult<()> {
        let Some(own) = self.report.as_ref().filter(|own| !own.is_article_known_there) else { return Ok(()) };
        let Some(newest) = own.article else { return Ok(()) };
        let subject = own.subject.clone();
        put(t, "UPDATE articles SET version = ?2 WHERE id = ?1", params![newest, version.saturating_add(1)])?;
        let sides = (Some(format!("version {}", version.saturating_add(1))), Some(format!("version {version}")), None);
        self.tell(t, (Some(report), &subject), (MergeConflictKind::TwoArticles, "article"), sides)
    }

    /// A decision about the report is in the other catalog.
    pub(super) fn meet_decision(&mut self, theirs: &StoredDecision) {
        if let Some(own) = self.report.as_mut().filter(|own| own.decision.as_ref().is_some_and(|own| own.is_same(theirs))) {
            own.is_decision_known_there = true;
        }
    }

    /// A decision on a finding is in the other catalog: what follows there is newer.
    pub(super) fn meet_finding(&mut self, theirs: &FindingDecision, decided: i64) {
        if let Some(own) = &mut self.report
            && own.findings.get(&theirs.finding).is_some_and(|o| (&o.decision, o.decided_unix_s) == (theirs, decided))
        {
            own.findings.remove(&theirs.finding);
        }
    }

    /// After the lines of a report: what counted here counts on, where the other catalog did not know of it.
    pub(super) fn finish_report(&mut self, t: &Connection) -> DbResult<()> {
        let Some(own) = self.report.take() else { return Ok(()) };
        let subject = (Some(own.id), own.subject.as_str());
        if let Some(ours) = own.decision.filter(|_| !own.is_decision_known_there)
            && let Some(theirs) = status::decisions(t, own.id)?.pop().filter(|newest| !newest.is_same(&ours))
        {
            // The last row counts. Numbers of decisions stand in the notes of written files, so that no row may change its place.
            status::add(t, own.id, &ours)?;
            // By which rawi it was kept is no part of what they do not agree on.
            let told = |made: &StoredDecision| json(&StoredDecision { rawi_version: None, ..made.clone() }).map(Some);
            let sides = (told(&ours)?, told(&theirs)?, theirs.author.as_deref());
            self.tell(t, subject, (MergeConflictKind::ReviewStates, "review"), sides)?;
        }
        let newest: BTreeMap<_, _> =
            finding_decisions::of_report(t, own.id)?.into_iter().map(|made| (made.decision.finding, made)).collect();
        for (finding, ours) in own.findings {
            let Some(theirs) = newest.get(&finding).filter(|newest| newest.id != ours.id) else { continue };
            finding_decisions::add(t, own.id, &ours.decision, Made::told(ours.decided_unix_s, &ours.rawi_version))?;
            if theirs.decision.verdict == ours.decision.verdict {
                continue;
            }
            let (author, what) = (theirs.decision.author.as_str(), format!("finding {finding}"));
            let sides = (Some(json(&ours.decision)?), Some(json(&theirs.decision)?), Some(author));
            self.tell(t, subject, (MergeConflictKind::FindingDecisions, &what), sides)?;
        }
        Ok(())
    }

    /// A step about captions of the other catalog: what it set otherwise than was set here is told, since it is left out.
    pub(super) fn cue_edit(
        &mut self,
        t: &Connection,
        (report, key, author): (ReportId, &str, &str),
        changes: &[CueChange],
    ) -> DbResult<()> {
        if cue_edits::by_key(t, key)?.is_some() {
            return Ok(());
        }
        let subject = reports::load(t, report)?.slug.to_string();
        for change in changes {
            let Some(newest) = cue_settings::newest(t, &change.slot)? else { continue };
            if newest.revision != change.base_revision {
                let sides = (Some(json(&newest.setting)?), Some(json(&change.setting)?), Some(author));
                self.tell(t, (Some(report), &subject), (MergeConflictKind::Captions, &change.slot), sides)?;
            }
        }
        Ok(())
    }
}

fn report_of_recording(t: &Connection, recording: RecordingId) -> DbResult<Option<ReportId>> {
    first(t, "SELECT id FROM reports WHERE recording_id = ?1 ORDER BY id LIMIT 1", [recording], |row| row.get(0))
}
