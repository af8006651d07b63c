//! Looks every moment for what was changed, by this server's pages or by anybody else: tells every page, and has reports aligned anew
//! once people pause.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use super::corrections::settle;
use super::events::{Event, Hub};
use super::report_words::aligned;
use super::shared::Shared;
use crate::catalog::{Catalog, ReportId, StoredOperation, TranscriptId};

/// How often changes by others are looked for.
const LOOKING: Duration = Duration::from_millis(500);
/// For how long nobody must have changed a transcript before it is aligned anew.
const PAUSE: Duration = Duration::from_millis(700);
/// So often pages are told that the server is there.
const ALIVE: Duration = Duration::from_secs(15);

/// What happened since it was looked last.
struct News {
    operations: Vec<StoredOperation>,
    decided: Vec<ReportId>,
    captioned: Vec<ReportId>,
    here: Here,
    seen: (i64, i64, i64),
}

/// Whose caret stands in which segment, and until when that is believed, by report and name.
type Here = BTreeMap<(ReportId, String), (u32, i64)>;

fn news(catalog: &Catalog, seen: (i64, i64, i64), now: i64) -> Result<News, crate::catalog::Error> {
    let newest = catalog.newest_review()?;
    let operations = if newest.0 > seen.0 { catalog.operations_after(seen.0)? } else { Vec::new() };
    let decided = if newest.1 > seen.1 { catalog.reports_decided_after(seen.1)? } else { Vec::new() };
    let captioned = if newest.2 > seen.2 { catalog.reports_with_cues_edited_after(seen.2)? } else { Vec::new() };
    let last = operations.last().map_or(seen.0, |operation| operation.id);
    let here = catalog.presences(now)?.into_iter().map(|one| ((one.report, one.author), (one.segment, one.until_unix_s)));
    Ok(News { operations, decided, captioned, here: here.collect(), seen: (last, newest.1, newest.2) })
}

/// Tells who came, went on, or went: renewed is a lease, too, that pages are to know of.
fn tell_here(before: &Here, now: &Here, hub: &Hub) {
    for ((report, by), (segment, _)) in now.iter().filter(|(who, at)| before.get(who) != Some(at)) {
        hub.tell(&Event::Here { report: *report, by: by.clone(), segment: Some(*segment) });
    }
    for (report, by) in before.keys().filter(|who| !now.contains_key(who)) {
        hub.tell(&Event::Here { report: *report, by: by.clone(), segment: None });
    }
}

pub(super) async fn watch(shared: Shared) {
    let Ok(Ok(mut seen)) = shared.changes.ask(Catalog::newest_review).await else { return };
    let mut touched: HashMap<TranscriptId, Instant> = HashMap::new();
    let mut here = Here::new();
    let mut told = Instant::now();
    loop {
        let _ = tokio::time::timeout(LOOKING, shared.hub.nudge.notified()).await;
        let now = (shared.options.now)();
        match shared.changes.ask(move |catalog| news(catalog, seen, now)).await {
            Ok(Ok(news)) => {
                seen = news.seen;
                for operation in news.operations {
                    touched.insert(operation.transcript, Instant::now());
                    shared.hub.tell(&Event::Operation { operation });
                }
                tell_here(&here, &news.here, &shared.hub);
                here = news.here;
                news.captioned.into_iter().for_each(|report| shared.hub.tell(&Event::Cues { report }));
                news.decided.into_iter().for_each(|report| shared.hub.tell(&Event::Decision { report }));
            }
            // Another one writes for long; the next look sees it all.
            Ok(Err(_)) => {}
            Err(_) => return,
        }
        let ready: Vec<TranscriptId> = touched.iter().filter(|(_, at)| at.elapsed() >= PAUSE).map(|(id, _)| *id).collect();
        for transcript in ready {
            touched.remove(&transcript);
            let (shared, hub) = (shared.clone(), shared.hub.clone());
            tokio::spawn(async move {
                for report in align_anew(&shared, transcript).await {
                    hub.tell(&Event::Aligned { report });
                }
            });
        }
        if told.elapsed() >= ALIVE {
            told = Instant::now();
            shared.hub.tell(&Event::Alive);
        }
    }
}

/// Makes the corrected version of a transcript and aligns its reports with it; which were.
async fn align_anew(shared: &Shared, transcript: TranscriptId) -> Vec<ReportId> {
    let now = (shared.options.now)();
    let work = move |catalog: &Catalog| -> Result<Vec<ReportId>, super::Error> {
        let recording = catalog.recording_of(transcript)?;
        let reports = catalog.reports_of(recording)?;
        for report in &reports {
            aligned(catalog, report, now)?;
        }
        Ok(reports.into_iter().map(|report| report.id).collect())
    };
    // What cannot be aligned now is when the report is looked at, and then says why.
    shared.aligning.ask(work).await.ok().and_then(Result::ok).unwrap_or_default()
}

/// Makes the corrected versions that are still to be made.
pub(super) async fn settle_all(shared: &Shared) {
    let now = (shared.options.now)();
    let work = move |catalog: &Catalog| -> Result<(), crate::catalog::Error> {
        for summary in catalog.reports()? {
            if let Some(recording) = summary.report.facts.recording {
                settle(catalog, recording, now)?;
            }
        }
        Ok(())
    };
    // Whoever shows the report next makes what could not be made here.
    let _ = shared.aligning.ask(work).await;
}
