//! The benchmark of the catalog: reports of five minutes, 700 words each, half of them in Arabic.
//!
//! `cargo bench --bench catalog` makes a catalog of 10,000 and prints the table of `benches/README.md`; `-- --reports N` makes a smaller
//! one, `-- --keep DIR` leaves it there, `-- --search FILE`, `--list FILE`, `--add FILE` only search, list, add in one that was left, `-- --merge N`
//! joins two catalogs of N reports, a tenth of them the same. Each of 250 different reports is in it many times, under titles, days and hashes of their own.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod lines;
mod merge;
mod reports;

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rawi::catalog::{Catalog, Page, RecordingFacts, ReportFacts, ReportFilter, ReportStatus};
use rawi::text::Sha256;

/// How many of the reports are different ones.
const DIFFERENT: usize = 250;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1));
    if let Some(catalog) = after("--import") {
        return import(Path::new(catalog), Path::new(after("--lines").unwrap()));
    }
    for (name, measured) in [("--search", search as fn(&Catalog)), ("--list", list), ("--add", add)] {
        if let Some(catalog) = after(name) {
            return measured(&Catalog::open(Path::new(catalog)).unwrap());
        }
    }
    if let Some(count) = after("--merge") {
        return merge::measure(count.parse().unwrap());
    }
    let count: usize = after("--reports").map_or(10_000, |n| n.parse().unwrap());
    let own = std::env::temp_dir().join(format!("rawi-bench-{}", std::process::id()));
    let folder = after("--keep").map_or(own.clone(), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    measure(&folder, count);
    if folder == own {
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

fn measure(folder: &Path, count: usize) {
    let (lines, catalog) = (folder.join("lines.jsonl"), folder.join("catalog.db"));
    let templates = templates(&folder.join("templates.db"), DIFFERENT.min(count));
    let mut out = BufWriter::new(File::create(&lines).unwrap());
    lines::repeat(&templates, count.div_ceil(DIFFERENT.min(count)), &mut out);
    out.flush().unwrap();
    drop(out);
    let myself = std::env::current_exe().unwrap();
    let told = Command::new(myself).arg("--import").arg(&catalog).arg("--lines").arg(&lines).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    print!("{}", String::from_utf8_lossy(&told.stdout));
    let catalog = Catalog::open(&catalog).unwrap();
    let reports = catalog.count(&ReportFilter::default()).unwrap();
    let bytes: u64 = ["", "-wal"].iter().filter_map(|end| size(&format!("{}{end}", catalog.path().display()))).sum();
    println!("size: {:.1} MB, {:.1} kB a report", bytes as f64 / 1e6, bytes as f64 / reports as f64 / 1e3);
    list(&catalog);
    search(&catalog);
    add(&catalog);
    let begun = Instant::now();
    catalog.export_json_lines(None, &mut std::io::sink()).unwrap();
    println!("export: {:.0} reports a second", reports as f64 / begun.elapsed().as_secs_f64());
}

fn size(path: &str) -> Option<u64> {
    Some(std::fs::metadata(path).ok()?.len())
}

/// Imports in a process of its own, so that its memory is told by itself.
fn import(catalog: &Path, lines: &Path) {
    let begun = Instant::now();
    let catalog = Catalog::open(catalog).unwrap();
    let added = catalog.import_json_lines(BufReader::new(File::open(lines).unwrap())).unwrap();
    let (took, peak) = (begun.elapsed().as_secs_f64(), peak_memory());
    println!(
        "import: {:.1} s of a processor; {} reports in {took:.1} s, {:.0} a second, memory at most {peak}",
        processor_s(),
        added.reports,
        added.reports as f64 / took
    );
}

/// The most memory that this process had.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim).to_owned()
}

/// How long this process has had a processor, in seconds: on a busy computer this tells more than the clock.
fn processor_s() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = told.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    // The kernel counts hundredths.
    (ticks(11) + ticks(12)) / 100.0
}

/// The lines of a catalog of different reports.
fn templates(path: &Path, count: usize) -> Vec<String> {
    let catalog = Catalog::open(path).unwrap();
    for number in 0..count as u64 {
        keep(&catalog, number, number);
    }
    let mut out = Vec::new();
    catalog.export_json_lines(None, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

/// Keeps one report, as `rawi make` does.
fn keep(catalog: &Catalog, number: u64, content: u64) -> Duration {
    let made = reports::made(content);
    let now = 1_500_000_000 + number as i64;
    let begun = Instant::now();
    let hash = Sha256::of(format!("recording {number}").as_bytes());
    let mut recording = RecordingFacts::new(hash, format!("/radio/{number}.mp3"), "MP3", 44_100, 2).unwrap();
    recording.duration_ms = 300_000;
    let day = format!("{}-{:02}-{:02}", 2015 + number % 10, 1 + number % 12, 1 + number % 28);
    let mut facts = ReportFacts::new(format!("Report {number}")).with_date(&day).unwrap();
    facts.language = made.article.language().known();
    facts.programme = Some(format!("Programme {}", number % 7));
    let added = catalog.together(|| {
        let recording = catalog.add_recording(&recording, now)?;
        let report = catalog.add_report(&facts.clone().with_recording(recording), now)?;
        let article = catalog.attach_article(report, &made.article, None, now)?.id();
        Ok::<_, rawi::catalog::Error>((recording, report, article))
    });
    let (recording, report, article) = added.unwrap();
    let transcript = catalog.save_transcript(recording, &made.transcript, now).unwrap();
    catalog.save_alignment(report, article, transcript, &made.alignment, now).unwrap();
    begun.elapsed()
}

fn add(catalog: &Catalog) {
    let mut times: Vec<Duration> = (0..21).map(|n| keep(catalog, 1_000_000 + n, n)).collect();
    told("adding a report, all its parts", &mut times);
}

fn list(catalog: &Catalog) {
    let page = Page { limit: Some(100), skip: 0 };
    let timed = |filter: &ReportFilter, page| {
        let begun = Instant::now();
        catalog.list(filter, page).unwrap();
        begun.elapsed()
    };
    let all = ReportFilter::default();
    told("list, the first page", &mut (0..11).map(|_| timed(&all, page)).collect::<Vec<_>>());
    let mut aligned = ReportFilter::default();
    aligned.status = Some(ReportStatus::Approved);
    told("list, the approved (none)", &mut (0..3).map(|_| timed(&aligned, page)).collect::<Vec<_>>());
    told("list, all", &mut [timed(&all, Page::default())]);
    let find = |wish: &str| {
        let begun = Instant::now();
        catalog.find_report(wish).unwrap();
        begun.elapsed()
    };
    told("find, by id", &mut (0..11).map(|_| find("77")).collect::<Vec<_>>());
    told("find, by a start of the slug", &mut (0..3).map(|_| find("Report 99 0")).collect::<Vec<_>>());
}

fn search(catalog: &Catalog) {
    let kinds: [(&str, &[&str]); 5] = [
        ("common words", &["\"the\"", "of", "في", "\"من\"", "council", "على", "said", "and"]),
        ("two words", &["council people", "مجلس الأمم", "the council", "said nube", "قال في"]),
        ("phrases", &["\"of the\"", "\"في من\"", "\"the council\"", "\"said that people\""]),
        ("rare words", &["bafe", "kereba", "مونوبا", "livoke", "ساتابا", "nuraba"]),
        ("beginnings", &["ba*", "مو*", "counc", "livo*"]),
    ];
    let mut all = Vec::new();
    for (kind, queries) in kinds {
        let mut times = Vec::new();
        for query in queries.iter().cycle().take(queries.len() * 5) {
            let begun = Instant::now();
            catalog.search(query, 20).unwrap();
            times.push(begun.elapsed());
        }
        all.extend(times.iter().copied());
        told(&format!("search, {kind}"), &mut times);
    }
    told("search, all", &mut all);
}

fn told(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1e3;
    println!("{what}: median {:.2} ms, p95 {:.2} ms, longest {:.2} ms", at(0.5), at(0.95), at(1.0));
}
