//! The benchmark of differences: articles with known changes planted, read by a recogniser that errs, and what is told of them.
//!
//! `cargo bench --bench differences` prints the README's table. `-- --quick` reads each text a tenth as often, `-- --tune` takes the
//! texts and seeds on which the judgement was tuned instead of those that are reported, `-- --show` prints what went wrong, up to
//! so many lines as a number behind it says, `-- --real` scores the real recordings only, `-- --no-real` leaves them out. Heard words
//! that stand in no verdict or in two are always printed, with their text and seed; `-- --astray` looks for these alone.
//!
//! What is planted stands in the ARTICLE: the heard side is the text with a recogniser's faults, whose confidences are drawn from
//! what was measured on recordings of people.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod asked;
mod confidence;
mod edits;
mod forms;
mod hear;
mod mishearing;
mod numbers;
mod page;
mod place;
mod quantile;
mod recordings;
mod rows;
mod score;
mod told;

#[allow(dead_code)]
#[path = "../alignment/generate.rs"]
mod generate;
#[path = "../alignment/random.rs"]
mod random;
#[path = "../alignment/recipe.rs"]
mod recipe;
#[allow(dead_code)]
#[path = "../alignment/row.rs"]
mod row;
#[allow(dead_code)]
#[path = "../alignment/share.rs"]
mod share;
#[allow(dead_code)]
#[path = "../alignment/shared_data.rs"]
mod shared_data;
#[path = "../alignment/speech.rs"]
mod speech;
#[path = "../alignment/spelled.rs"]
mod spelled;
#[path = "../alignment/text.rs"]
mod text;
#[allow(dead_code)]
#[path = "../alignment/truth.rs"]
mod truth;

use row::Row;

/// How often each text is read, at each rate of errors.
const READINGS: u64 = 100;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let has = |flag: &str| args.iter().any(|a| a == flag);
    let after = |flag: &str| args.iter().position(|a| a == flag).and_then(|k| args.get(k + 1));
    let readings = if has("--quick") { READINGS / 10 } else { READINGS };
    if has("--astray") {
        let (astray, words) = rows::Bench::new(readings, has("--tune")).all_astray();
        println!("{} of {words} heard words stand in no verdict, or in two", astray.len());
        return astray.iter().for_each(|word| println!("{word}"));
    }
    let (mut rows, mut examples) = (Vec::new(), Vec::new());
    if !has("--real") {
        (rows, examples) = rows::all(&rows::Bench::new(readings, has("--tune")));
    }
    if !has("--no-real") {
        let (real, of_real) = recordings::rows();
        rows.extend(real);
        examples.extend(of_real);
    }
    println!("{}", table(&rows));
    examples.iter().filter(|example| example.starts_with("astray")).for_each(|example| println!("{example}"));
    if has("--show") {
        let most = after("--show").and_then(|n| n.parse().ok()).unwrap_or(200);
        examples.iter().take(most).for_each(|example| println!("{example}"));
    }
}

fn table(rows: &[Row]) -> String {
    let mut text = "| measure | goal | rawi | met |\n|---|---|---|---|\n".to_owned();
    for row in rows {
        let met = row.met().map_or("–", |met| if met { "yes" } else { "no" });
        let note = if row.note.is_empty() { String::new() } else { format!(" ({})", row.note) };
        text.push_str(&format!("| {} | {} | {}{note} | {met} |\n", row.measure, row.goal(), row.unit.write(row.value)));
    }
    text
}
