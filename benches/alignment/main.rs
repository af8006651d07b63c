//! The alignment benchmark: perturbed articles with known truth, rawi beside six rivals, and the table of all goals.
//!
//! `cargo bench --bench alignment` prints the README's table; `-- --json PATH` writes the figures as well, `-- --quick` runs a
//! tenth of the cases, `-- --tune` runs the seeds that the constants were tuned on instead of those that are reported.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod baselines;
mod generate;
mod random;
mod real;
mod score;

use std::time::Instant;

use generate::{Case, Recipe, Text, case};
use rawi::align::{PairVerdict, align};
use rawi::article::{Article, Part, PartKind};
use rawi::text::{TextRange, fold};
use rawi::time::Span;
use rawi::transcript::{Engine, Transcript, Word};
use score::{Score, Share, calibration};

const PLAIN: Recipe = Recipe {
    errors: 0.15,
    unspoken: 0.3,
    extra: 0.2,
    moved: false,
    repeated: false,
    headline_copy: false,
    loops: false,
    skipped: false,
    speech: true,
};

struct Bench {
    texts: Vec<Text>,
    seeds: u64,
    base: u64,
}

impl Bench {
    fn cases(&self, recipe: Recipe) -> impl Iterator<Item = Case> + '_ {
        let texts = self.texts.len();
        (0..self.seeds)
            .flat_map(move |seed| (0..texts).map(move |t| case(&self.texts, t, recipe, self.base + seed * 1000 + t as u64)))
    }

    fn score(&self, recipe: Recipe, score: &mut Score) {
        for case in self.cases(recipe) {
            score.add(&case, &align(&case.transcript, &case.article));
        }
    }
}

fn rival(bench: &Bench, recipe: Recipe, link: fn(&[&str], &[&str]) -> baselines::Links) -> Score {
    let mut score = Score::default();
    for case in bench.cases(recipe) {
        let printed: Vec<&str> = case.article.sentences().iter().flat_map(|s| &s.tokens).map(|t| t.folded.key()).collect();
        let folded: Vec<_> = case.transcript.words().iter().map(|w| fold(&w.text)).collect();
        let heard: Vec<&str> = folded.iter().map(|f| f.key()).collect();
        score.add_links(&case, &link(&printed, &heard));
    }
    score
}

fn wrong_pairs(bench: &Bench) -> Share {
    let mut refused = Share::default();
    for errors in [0.05, 0.35] {
        // Extra speech comes from the other texts, so that a pair is wrong only when there is none.
        let all: Vec<Case> = bench.cases(Recipe { errors, unspoken: 0.15, extra: 0.0, ..PLAIN }).collect();
        let texts = bench.texts.len();
        for (k, clean) in all.iter().enumerate() {
            for step in 1..texts.min(4) {
                let printed = &all[(k + step) % texts];
                refused.add(align(&clean.transcript, &printed.article).pair.verdict == PairVerdict::Refused);
            }
        }
    }
    refused
}

/// `words` words of one text after another, said as printed with one word in ten wrong: for time only.
fn long(bench: &Bench, words: usize) -> (Transcript, Article) {
    let mut random = random::Random::new(7);
    let vocabulary: Vec<&str> = bench.texts.iter().flat_map(|t| &t.blocks).flat_map(|b| b.split_whitespace()).collect();
    let mut text = String::new();
    let mut heard = Vec::new();
    for i in 0..words {
        let word = random.pick(&vocabulary).copied().unwrap_or("word");
        text.push_str(word);
        text.push_str(if i % 17 == 16 { ".\n" } else { " " });
        let said = if random.chance(0.1) { random.pick(&vocabulary).copied().unwrap_or("word") } else { word };
        let span = Some(Span::from_millis(i as u32 * 400, i as u32 * 400 + 350));
        heard.push(Word { text: said.to_owned(), span, confidence: None, second_pass: false });
    }
    let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len()).unwrap() };
    let language = bench.texts[0].language.clone();
    let transcript = Transcript::new(Engine::default(), language.clone(), None, heard, Vec::new(), None);
    (transcript, Article::from_parts(text, language, vec![part]))
}

fn seconds(bench: &Bench, words: usize) -> f64 {
    let (transcript, article) = long(bench, words);
    let from = Instant::now();
    std::hint::black_box(align(&transcript, &article));
    from.elapsed().as_secs_f64()
}

/// The most memory this process ever held, in MB, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

struct Row {
    measure: &'static str,
    goal: &'static str,
    found: String,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/alignment/texts");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the texts").flatten().map(|e| e.path()).collect();
    files.sort();
    let texts: Vec<Text> = files
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| {
            Text::read(&p.file_name().unwrap_or_default().to_string_lossy(), &std::fs::read_to_string(p).expect("a text"))
        })
        .filter(|t| t.blocks.len() > 5)
        .collect();
    let seeds = if has("--quick") { 2 } else { (240 / texts.len() as u64).max(4) };
    let bench = Bench { texts, seeds, base: if has("--tune") { 1_000_000 } else { 0 } };
    let rows = rows(&bench, has("--rivals") || !has("--tune"));
    println!("| measure | goal | rawi |\n|---|---|---|");
    for row in &rows {
        println!("| {} | {} | {} |", row.measure, row.goal, row.found);
    }
    if let Some(path) = args.iter().position(|a| a == "--json").and_then(|k| args.get(k + 1)) {
        let all: Vec<_> =
            rows.iter().map(|r| serde_json::json!({ "measure": r.measure, "goal": r.goal, "found": r.found })).collect();
        std::fs::write(path, serde_json::to_string_pretty(&all).unwrap_or_default()).expect("the figures can be written");
    }
}

fn percent(share: Share) -> String {
    format!("{:.1} % of {}", 100.0 * share.value(), share.1)
}

fn rows(bench: &Bench, rivals: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |measure, goal, found: String| rows.push(Row { measure, goal, found });
    let links = |errors: f64| {
        let mut score = Score::default();
        bench.score(Recipe { errors, ..PLAIN }, &mut score);
        let hits = score.links;
        let mut text = format!("{:.3} (precision {:.3}, recall {:.3})", hits.f1(), hits.precision(), hits.recall());
        for (name, link) in baselines::ALL.iter().filter(|_| rivals) {
            let other = rival(bench, Recipe { errors, ..PLAIN }, *link).links;
            text.push_str(&format!("; {name} {:.3}", other.f1()));
        }
        text
    };
    row("word-link F1, 5 % word errors", "", links(0.05));
    row("word-link F1, 15 % word errors, 30 % unspoken, 20 % extra", ">= 0.97", links(0.15));
    row("the same at 25 %", "", links(0.25));
    row("the same at 35 %", ">= 0.92, precision >= 0.97", links(0.35));
    row("the same at 45 %", "", links(0.45));
    let mut all = Score::default();
    let mut silent = Score::default();
    for errors in [0.05, 0.15, 0.25] {
        for (unspoken, extra) in [(0.0, 0.0), (0.15, 0.2), (0.3, 0.4), (0.5, 0.2)] {
            let plain = Recipe { errors, unspoken, extra, ..PLAIN };
            bench.score(Recipe { speech: false, headline_copy: true, ..plain }, &mut all);
            bench.score(Recipe { moved: true, repeated: true, ..plain }, &mut all);
            bench.score(Recipe { loops: true, skipped: true, ..plain }, &mut all);
            bench.score(Recipe { skipped: true, speech: false, ..plain }, &mut silent);
        }
    }
    let [spoken, partly, not, furniture] = all.verdicts.map(|h| h.f1());
    let verdicts = format!(
        "{:.3} (spoken {spoken:.3}, partly {partly:.3}, not spoken {not:.3}, furniture {furniture:.3})",
        Score::macro_f1(&all.verdicts)
    );
    row("sentence verdicts, macro-F1", ">= 0.95", verdicts);
    let [printed, extra, made_up] = all.audio.map(|h| h.f1());
    let audio = format!(
        "{:.3} (in article {printed:.3}, not in article {extra:.3}, made up {made_up:.3})",
        Score::macro_f1(&all.audio)
    );
    row("audio verdicts, macro-F1 over heard words", ">= 0.93", audio);
    row("start of spoken sentences within 0.2 s", ">= 95 %", percent(all.start_200));
    row("… within 0.5 s", ">= 99 %", percent(all.start_500));
    row("times guessed and not flagged", "0", (all.unflagged + silent.unflagged).to_string());
    row("drift behind a gap at most one word", "(all)", percent(all.drift));
    row("moved sentences of 8 words and more found", ">= 95 %", percent(all.moved));
    row("false moves", "<= 0.5 %", percent(all.false_moves));
    row("repeated sentences right or flagged", ">= 98 %", percent(all.repeated));
    row("headlines that copy the lead told", "", percent(all.copies));
    row("wrong pairs refused", "100 %", percent(wrong_pairs(bench)));
    let mut hard = Score::default();
    bench.score(Recipe { errors: 0.35, unspoken: 0.4, ..PLAIN }, &mut hard);
    row("right pairs (35 % errors, 40 % unspoken) accepted", ">= 99.5 %", percent(hard.accepted));
    row("loops and stock phrases flagged", ">= 95 %", percent(all.made_up));
    row("false flags", "<= 1 %", percent(all.false_flags));
    row("skipped windows found, speech activity known", ">= 95 %", percent(all.skipped));
    row("… the article as only witness", "", percent(silent.skipped));
    row("recordings with a window named that was not skipped", "", percent(all.false_skips));
    let (error, curve) = calibration(&all.calibration);
    let curve = curve.iter().map(|(c, r, n)| format!("{c:.2}→{r:.2} ({n})")).collect::<Vec<_>>().join(", ");
    row("calibration of link confidence (ECE, 10 bins)", "<= 0.05", format!("{error:.3}: {curve}"));
    let (error, _) = calibration(&all.sentence_calibration);
    row("calibration of sentence confidence", "<= 0.05", format!("{error:.3}"));
    row("time, ten minutes (1,500 × 1,500 words)", "< 100 ms", format!("{:.0} ms", 1000.0 * seconds(bench, 1_500)));
    let time = seconds(bench, 25_000);
    let memory = peak_mb().map_or(String::new(), |mb| format!(", at most {mb:.0} MB held"));
    row("time, three hours (25,000 × 25,000 words)", "< 2 s, < 200 MB", format!("{time:.2} s{memory}"));
    if let Some(found) = real::moby_dick() {
        row("a real recording: Moby Dick, chapter 1 of 2, Kaldi", "all spoken, from 0:24 to 14:44", found);
    }
    rows
}
