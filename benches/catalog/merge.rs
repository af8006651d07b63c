//! Two catalogs become one.

use std::path::Path;
use std::time::Instant;

use rawi::catalog::{Catalog, Correction, ReportFilter};

use crate::{keep, peak_memory, processor_s};

/// Makes two catalogs of `count` reports, a tenth of them the same, of which each side corrected one in ten; and merges them twice.
pub(crate) fn measure(count: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (made(&folder.path().join("a.db"), 0..count, "Mai"), {
        let first = count - count / 10;
        made(&folder.path().join("b.db"), first..first + count, "Omar")
    });
    for round in ["merge", "merge again"] {
        let (begun, before) = (Instant::now(), processor_s());
        let merged = ours.merge(&theirs, false, 1_900_000_000, |_, _| {}).unwrap();
        println!(
            "{round}: {:.1} s, {:.1} s of a processor; {} reports added, {} in both, {} conflicts, memory at most {}",
            begun.elapsed().as_secs_f64(),
            processor_s() - before,
            merged.added.reports,
            merged.in_both,
            merged.conflicts.len(),
            peak_memory(),
        );
    }
    println!("{} reports, {:?}", ours.count(&ReportFilter::default()).unwrap(), ours.check().unwrap());
}

/// A catalog of these reports. One in ten of those that both catalogs have is corrected.
fn made(path: &Path, numbers: std::ops::Range<u64>, author: &str) -> Catalog {
    let catalog = Catalog::open(path).unwrap();
    let (first, until) = (numbers.start, numbers.end);
    for number in numbers {
        keep(&catalog, number, number % 250);
        let is_common = if first == 0 { number >= until - until / 10 } else { number < first + (until - first) / 10 };
        if is_common && number % 10 == 0 {
            let recording = catalog.reports().unwrap().last().and_then(|summary| summary.report.facts.recording).unwrap();
            let shown = catalog.shown_transcript(recording).unwrap().unwrap();
            let heard = catalog.transcript(shown).unwrap();
            let correction = Correction::new(shown, Some(author.to_owned()), None);
            catalog.save_correction(&heard, &correction, 1_800_000_000).unwrap();
        }
    }
    catalog
}
