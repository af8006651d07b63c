//! The alignment benchmark: perturbed articles with known truth, rawi beside six rivals, and the table of all goals.
//!
//! `cargo bench --bench alignment` prints the README's table and the reliability curve, writes all figures as JSON and says
//! where. `-- --json PATH` chooses the file, `-- --quick` runs a quarter of the cases, `-- --tune` runs the seeds on which the
//! constants were tuned instead of those that are reported, and leaves the rivals out. `-- --real` scores the real recordings only.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod baselines;
mod bench;
mod cost;
mod generate;
mod pairs;
mod random;
mod real;
mod recipe;
mod row;
mod rows;
mod score;
mod share;
mod shared_data;
mod speech;
mod spelled;
mod text;
mod truth;
mod words;

use bench::Bench;
use row::Row;

/// Cases a recipe in a full run; a quick one takes a quarter.
const CASES: usize = 80;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let after = |flag: &str, n: usize| args.iter().position(|a| a == flag).and_then(|k| args.get(k + n));
    let cases = if has("--quick") { CASES / 4 } else { CASES };
    let bench = Bench::new(|texts| (cases / texts) as u64, if has("--tune") { 1_000_000 } else { 0 });
    if let Some(words) = after("--measure", 1).and_then(|n| n.parse().ok()) {
        let rival = after("--measure", 2).and_then(|k| baselines::ALL.get(k.parse::<usize>().ok()?));
        return cost::measure(&bench, words, rival);
    }
    if has("--real") {
        return println!("{}", table(&real::rows(), &[]));
    }
    let (rows, curve) = rows::all(&bench, has("--rivals") || !has("--tune"));
    let table = table(&rows, &curve);
    println!("{table}");
    let file = after("--json", 1).cloned().unwrap_or_else(|| {
        let folder = option_env!("CARGO_TARGET_TMPDIR").unwrap_or(".");
        std::fs::create_dir_all(folder).expect("a place for the figures");
        format!("{folder}/alignment.json")
    });
    let seeds = if has("--tune") { "tuning" } else { "reporting" };
    let figures = json(&rows, &curve, seeds, cases);
    std::fs::write(&file, figures).expect("the figures can be written");
    eprintln!("{cases} cases a recipe, {seeds} seeds; all figures are in {file}");
}

fn table(rows: &[Row], curve: &[(f64, f64, usize)]) -> String {
    let mut text = "| measure | goal | rawi | met | best of the six rivals |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let met = row.met().map_or("–", |met| if met { "yes" } else { "no" });
        let rival = row.best_rival().map_or("–".to_owned(), |(name, value)| format!("{}, {name}", row.unit.write(value)));
        let note = if row.note.is_empty() { String::new() } else { format!(" ({})", row.note) };
        let found = if row.value.is_nan() { row.note.clone() } else { format!("{}{note}", row.unit.write(row.value)) };
        text.push_str(&format!("| {} | {} | {found} | {met} | {rival} |\n", row.measure, row.goal()));
    }
    if curve.is_empty() {
        return text;
    }
    text.push_str("\n| word confidence, mean | links that were right | links |\n|---|---|---|\n");
    for (confidence, right, count) in curve {
        text.push_str(&format!("| {confidence:.2} | {right:.2} | {count} |\n"));
    }
    text
}

fn json(rows: &[Row], curve: &[(f64, f64, usize)], seeds: &str, cases: usize) -> String {
    let row = |r: &Row| {
        let rivals: serde_json::Map<_, _> = r.rivals.iter().map(|(name, v)| ((*name).to_owned(), (*v).into())).collect();
        serde_json::json!({
            "measure": r.measure, "goal": r.goal(), "value": r.value, "note": r.note, "met": r.met(), "rivals": rivals,
        })
    };
    let bin = |(confidence, right, count): &(f64, f64, usize)| serde_json::json!({ "confidence": confidence, "right": right, "links": count });
    let all = serde_json::json!({
        "seeds": seeds,
        "cases_per_recipe": cases,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
        "reliability": curve.iter().map(bin).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}
