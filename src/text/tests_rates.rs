//! The rates that normalisation, similarity and numbers reach; each test prints its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use spelled::{UNITS, apart, arabic, english};

#[path = "../../benches/alignment/spelled.rs"]
mod spelled;

/// The benchmark's texts in one language.
fn texts(language: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/alignment/texts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let of_language =
        |path: &Path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(language));
    paths.iter().filter(|path| of_language(path)).map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The words of the texts, each once.
fn vocabulary(language: &str) -> Vec<(String, Token)> {
    let mut seen = BTreeSet::new();
    let texts = texts(language);
    let mut words = Vec::new();
    for text in &texts {
        for token in tokens(text) {
            if seen.insert(token.normalised.key().to_owned()) {
                words.push((token.range.of(text).to_owned(), token));
            }
        }
    }
    words
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[test]
fn unrelated_words_are_not_alike() {
    for language in ["ar", "en"] {
        let words = vocabulary(language);
        let (mut alike, mut pairs) = (0, 0);
        let mut examples = Vec::new();
        for (i, (a, left)) in words.iter().enumerate().step_by(3) {
            for (b, right) in words.iter().skip(i + 1) {
                pairs += 1;
                let found = similarity(&left.normalised, &right.normalised);
                if found.is_alike() && found.kind != SimilarityKind::Number {
                    alike += 1;
                    if alike % 97 == 0 && examples.len() < 40 {
                        examples.push(format!("{a}/{b} {:?} {:.2}", found.kind, found.score));
                    }
                }
            }
        }
        let rate = share(alike, pairs);
        println!(
            "{language}: {alike} of {pairs} pairs of other words alike, {:.3} %: {}",
            rate * 100.0,
            examples.join(", ")
        );
        // Related words (a plural, another ending) are counted as unrelated here: the true rate is lower.
        assert!(pairs > 50_000 && rate <= 0.001, "{language} {rate}");
    }
}

#[test]
fn arabic_spelling_variants_meet() {
    let (mut met, mut by_key, mut all) = (0, 0, 0);
    let mut missed = BTreeSet::new();
    for (word, token) in vocabulary("ar").iter().filter(|(word, _)| word.chars().any(super::arabic::is_letter)) {
        for form in apart(word) {
            all += 1;
            let other = normalise(&form);
            by_key += usize::from(other == token.normalised);
            let found = similarity(&other, &token.normalised);
            if matches!(found.kind, SimilarityKind::Variant | SimilarityKind::Number) {
                met += 1;
            } else {
                missed.insert(format!("{word}/{form}"));
            }
        }
    }
    let shown: Vec<_> = missed.iter().take(30).cloned().collect();
    println!("{met} of {all} variants meet, {by_key} by key; missed {}", shown.join(" "));
    assert!(all > 5_000 && share(met, all) >= 0.99 && share(by_key, all) >= 0.985);
}

fn arabic_digits(n: u64) -> String {
    n.to_string().chars().map(|c| char::from_u32(c as u32 - 0x30 + 0x660).unwrap()).collect()
}

fn grouped(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(c);
    }
    text
}

/// Whether the whole text is read as the value.
fn reads_as(text: &str, value: Value) -> bool {
    let tokens = tokens(text);
    numbers(&tokens).iter().any(|n| n.tokens == (0..tokens.len()) && n.value == value)
}

#[test]
fn numbers_below_a_million_keep_their_value_in_every_form() {
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    let sample = (0..1300).chain((1300..1_000_000).step_by(1777));
    for n in sample {
        let pairs = match n {
            1000..=9999 if n % 100 > 9 && n / 100 % 10 != 0 => {
                format!("{} {}", english(n / 100, true), english(n % 100, true))
            }
            _ => english(n, true),
        };
        let one_by_one = n.to_string().chars().map(|c| UNITS[c as usize - 0x30]).collect::<Vec<_>>().join(" ");
        let forms = [
            n.to_string(),
            grouped(n, ','),
            grouped(n, '٬'),
            arabic_digits(n),
            english(n, true),
            english(n, false),
            arabic(n, false),
            arabic(n, true),
            arabic(n, true).replace(" و", " و "),
            pairs,
            one_by_one,
        ];
        for form in forms {
            all += 1;
            if reads_as(&form, Value::whole(n)) { right += 1 } else { wrong.push(format!("{n}: {form}")) }
        }
    }
    println!(
        "{right} of {all} number forms read right; wrong: {:?}",
        wrong.iter().step_by(wrong.len() / 20 + 1).collect::<Vec<_>>()
    );
    assert!(share(right, all) >= 0.98);
}

#[test]
fn other_numbers_are_not_taken_for_the_same() {
    let (mut same, mut all) = (0, 0);
    for n in (0..1_000_000_u64).step_by(1311) {
        let spoken = arabic(n, n % 2 == 0) + " . " + &english(n, n % 3 == 0);
        let tokens = tokens(&spoken);
        let spoken = numbers(&tokens);
        for other in [n + 1, n + 10, n * 10, n + 100, n / 10 + 7] {
            all += 1;
            let written = Value::whole(other);
            let whole = |n: &&Number| n.tokens.len() * 2 >= tokens.len().min(4);
            same += usize::from(other != n && spoken.iter().filter(whole).any(|n| n.value == written && n.tokens.len() > 2));
        }
    }
    println!("{same} of {all} other numbers taken for the same");
    assert!(share(same, all) <= 0.001, "{same} of {all}");
}

#[test]
fn decimals_and_percentages_keep_their_value() {
    let (mut right, mut all) = (0, 0);
    for whole in (0..100_u64).step_by(3) {
        for part in 1..100_u64 {
            let plain = format!("{whole}.{part:02}");
            let value = Value::decimal(&plain).unwrap();
            let digits = format!("{part:02}").chars().map(|c| UNITS[c as usize - 0x30]).collect::<Vec<_>>().join(" ");
            let zero = if part < 10 { "صفر " } else { "" };
            for form in [
                plain.replace('.', "٫"),
                format!("{plain}%"),
                format!("{plain} per cent"),
                format!("{} point {digits}", english(whole, true)),
                format!("{} point {digits} percent", english(whole, true)),
                format!("{} فاصلة {zero}{} في المئة", arabic(whole, false), arabic(part, false)),
                format!("{} فاصلة {zero}{} بالمائة", arabic(whole, true), arabic(part, true)),
            ] {
                all += 1;
                right += usize::from(reads_as(&form, value));
            }
        }
    }
    println!("{right} of {all} decimals and percentages read right");
    assert!(share(right, all) >= 0.98, "{right} of {all}");
}
