//! Time and memory, each measured in a process of its own. The time is the processor's, where the system tells it, so that
//! what else runs on the machine does not count.

use std::process::Command;
use std::time::Instant;

use rawi::align::align;
use rawi::article::{Article, Part, PartKind};
use rawi::text::TextRange;
use rawi::time::Span;
use rawi::transcript::{Engine, Transcript, Word};

use crate::baselines::{Baseline, linked};
use crate::bench::Bench;
use crate::random::Random;
use crate::row::{Goal, Row, Unit};

/// Ten minutes and three hours of fluent speech.
const TEN_MINUTES: usize = 1_500;
const THREE_HOURS: usize = 25_000;

pub fn rows(rivals: &[Baseline]) -> Vec<Row> {
    let row = |measure: &str, goal: f64, value: f64, unit: Unit| Row {
        measure: measure.to_owned(),
        goal: Goal::AtMost(goal),
        value,
        unit,
        note: String::new(),
        rivals: Vec::new(),
    };
    let (short, _) = in_a_child(TEN_MINUTES, None);
    let (long, mb) = in_a_child(THREE_HOURS, None);
    let timed = rivals.iter().enumerate().map(|(k, (name, _))| (*name, 1000.0 * in_a_child(TEN_MINUTES, Some(k)).0));
    vec![
        Row {
            rivals: timed.collect(),
            ..row("time, ten minutes (1,500 × 1,500 words)", 100.0, 1000.0 * short, Unit::Plain(0, " ms"))
        },
        row("time, three hours (25,000 × 25,000 words)", 2.0, long, Unit::Plain(2, " s")),
        row("… most memory held", 200.0, mb, Unit::Plain(0, " MB")),
    ]
}

/// Runs this program again for one measurement: seconds, and the most memory that it held in MB.
fn in_a_child(words: usize, rival: Option<usize>) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program has a path");
    let mut command = Command::new(program);
    command.arg("--measure").arg(words.to_string()).args(rival.map(|k| k.to_string()));
    let output = command.output().expect("this program runs again");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [seconds, mb] = numbers[..] else {
        panic!("the measurement of {words} words failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr));
    };
    (seconds, mb)
}

/// What the child does.
pub fn measure(bench: &Bench, words: usize, rival: Option<&Baseline>) {
    let (transcript, article) = long(bench, words);
    let (from, busy) = (Instant::now(), processor_seconds());
    match rival {
        None => drop(std::hint::black_box(align(&transcript, &article))),
        Some((_, link)) => {
            drop(std::hint::black_box(linked(&article, &transcript, *link)));
        }
    }
    let busy = processor_seconds().zip(busy).map(|(to, from)| to - from);
    println!("{} {}", busy.unwrap_or(from.elapsed().as_secs_f64()), peak_mb().unwrap_or(f64::NAN));
}

/// How long this process has been running on a processor. It has one thread.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

/// The most memory this process ever held, in MB, where the system tells.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// Sentences of all texts of one language in any order, many of them more than once; one in five is said as another one,
/// and every sixth word is misheard.
fn long(bench: &Bench, words: usize) -> (Transcript, Article) {
    let mut random = Random::new(7);
    let texts = bench.texts.iter().filter(|t| t.is_arabic() == bench.texts[0].is_arabic());
    let sentences: Vec<&str> = texts.flat_map(|t| &t.blocks).flat_map(|b| b.split_inclusive(['.', '؟', '!'])).collect();
    let vocabulary: Vec<&str> = sentences.iter().flat_map(|s| s.split_whitespace()).collect();
    let (mut text, mut heard, mut printed) = (String::new(), Vec::new(), 0);
    while printed < words || heard.len() < words {
        let line = random.pick(&sentences).copied().unwrap_or("word");
        if printed < words {
            text.push_str(line.trim());
            text.push_str(if printed % 60 < 20 { "\n\n" } else { " " });
            printed += line.split_whitespace().count();
        }
        let said = if random.chance(0.2) { random.pick(&sentences).copied().unwrap_or("word") } else { line };
        for word in said.split_whitespace() {
            let word = if random.chance(0.15) { random.pick(&vocabulary).copied().unwrap_or("word") } else { word };
            let at = heard.len() as u32 * 430;
            let span = Some(Span::from_millis(at, at + 380));
            heard.push(Word { text: word.to_owned(), span, confidence: None, second_pass: false });
        }
    }
    heard.truncate(words);
    let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len()).expect("in order") };
    let language = bench.texts[0].language.clone();
    let transcript = Transcript::new(Engine::default(), language.clone(), None, heard, Vec::new(), None);
    (transcript, Article::from_parts(text, language, vec![part]))
}
