//! Single words and numbers: do the forms of one meet, and do others keep apart?

use std::collections::BTreeSet;

use rawi::text::{SimilarityKind, Token, Value, normalise, numbers, similarity, tokens};

use crate::bench::Bench;
use crate::row::{Goal, Row, Unit};
use crate::share::Share;
use crate::{baselines, spelled};

type Same = fn(&str, &str) -> bool;

/// How the rivals compare two words; all others compare letters.
const RIVALS: [(&str, Same); 3] = [
    ("Jaro-Winkler 0.85 (dpub-align)", |a, b| baselines::jaro_winkler(a, b) >= 0.85),
    ("Levenshtein half (QCRI)", baselines::half_alike),
    ("equal letters (the other four)", |a, b| a == b),
];

pub fn rows(bench: &Bench, rivals: usize) -> Vec<Row> {
    let rivals = if rivals > 0 { &RIVALS[..] } else { &[] };
    let make = |measure: &str, goal, found: Share, rivals: Vec<(&'static str, f64)>| Row {
        measure: measure.to_owned(),
        goal,
        value: found.value(),
        unit: Unit::Percent,
        note: format!("{} of {}", found.0, found.1),
        rivals,
    };
    let each = |of: &dyn Fn(Same) -> Share| rivals.iter().map(|(name, same)| (*name, of(*same).value())).collect();
    let (same, other) = number_forms(same_number);
    let words = vocabulary(bench);
    vec![
        make(
            "number forms equal by value, 0–999,999, years, %, decimals",
            Goal::AtLeast(0.98),
            same,
            each(&|s| number_forms(s).0),
        ),
        make("… other numbers taken for the same", Goal::AtMost(0.001), other, each(&|s| number_forms(s).1)),
        make(
            "Arabic spelling variants equal",
            Goal::AtLeast(0.99),
            variants(&words, variant),
            each(&|s| variants(&words, s)),
        ),
        make(
            "… unrelated pairs accepted",
            Goal::AtMost(0.005),
            unrelated(&words, alike),
            each(&|s| unrelated_text(&words, s)),
        ),
    ]
}

/// Forms of numbers against their digits: `(same value, other value)`.
fn number_forms(same: impl Fn(&str, &str) -> bool) -> (Share, Share) {
    let (mut equal, mut taken) = (Share::default(), Share::default());
    let sample = (0..1_000_u64).step_by(3).chain((1_000..10_000).step_by(97)).chain((10_000..1_000_000).step_by(7_919));
    for n in sample {
        let digits = n.to_string();
        for form in forms(n) {
            equal.add(same(&form, &digits));
            for other in [n + 1, n + 10, n * 10, n + 100] {
                taken.add(same(&form, &other.to_string()));
            }
        }
        if n < 1_000 {
            let decimal = format!("{}.{}", n / 10, n % 10);
            for form in decimals(n) {
                equal.add(same(&form, &decimal));
                taken.add(same(&form, &format!("{}.{}", n / 10 + 1, n % 10)));
            }
        }
    }
    (equal, taken)
}

fn forms(n: u64) -> Vec<String> {
    let (english, arabic) = (spelled::english(n, true), spelled::arabic(n, false));
    let mut forms = vec![english.clone(), spelled::english(n, false), arabic.clone(), spelled::arabic(n, true)];
    forms.push(n.to_string().chars().map(|c| char::from_u32(c as u32 - 0x30 + 0x660).unwrap_or(c)).collect());
    forms.push(format!("{english} per cent"));
    forms.push(format!("{arabic} في المئة"));
    if (1_010..10_000).contains(&n) && n % 100 > 9 && !(n / 100).is_multiple_of(10) {
        forms.push(format!("{} {}", spelled::english(n / 100, true), spelled::english(n % 100, true)));
    }
    forms
}

fn decimals(n: u64) -> [String; 3] {
    let (whole, tenth) = (n / 10, n % 10);
    [
        format!("{} point {}", spelled::english(whole, true), spelled::english(tenth, true)),
        format!("{} فاصلة {}", spelled::arabic(whole, false), spelled::arabic(tenth, false)),
        format!("{whole}٫{tenth}"),
    ]
}

/// Whether the whole of `form` is read as the value of `digits`.
fn same_number(form: &str, digits: &str) -> bool {
    let tokens = tokens(form);
    let value = normalise(digits).number();
    let whole = |n: &rawi::text::Number| n.tokens == (0..tokens.len());
    value.is_some_and(|value: Value| numbers(&tokens).iter().any(|n| whole(n) && n.value == value))
}

fn vocabulary(bench: &Bench) -> Vec<(String, Token)> {
    let mut seen = BTreeSet::new();
    let blocks = bench.texts.iter().filter(|t| t.is_arabic()).flat_map(|t| &t.blocks);
    let words = blocks.flat_map(|b| tokens(b).into_iter().map(|t| (t.range.of(b).to_owned(), t)));
    words.filter(|(word, t)| word.chars().all(char::is_alphabetic) && seen.insert(t.normalised.key().to_owned())).collect()
}

fn variant(a: &str, b: &str) -> bool {
    matches!(similarity(&normalise(a), &normalise(b)).kind, SimilarityKind::Variant | SimilarityKind::Number)
}

fn variants(words: &[(String, Token)], same: impl Fn(&str, &str) -> bool) -> Share {
    let mut met = Share::default();
    for (word, _) in words {
        spelled::apart(word).iter().for_each(|form| met.add(same(form, word)));
    }
    met
}

fn alike(a: &Token, b: &Token) -> bool {
    similarity(&a.normalised, &b.normalised).is_alike()
}

/// Every third word with every other; a plural beside its singular counts as unrelated, so that the true rate is lower.
fn unrelated(words: &[(String, Token)], same: impl Fn(&Token, &Token) -> bool) -> Share {
    let mut taken = Share::default();
    for (k, (_, a)) in words.iter().enumerate().step_by(3) {
        words[k + 1..].iter().for_each(|(_, b)| taken.add(same(a, b)));
    }
    taken
}

fn unrelated_text(words: &[(String, Token)], same: Same) -> Share {
    let mut taken = Share::default();
    for (k, (a, _)) in words.iter().enumerate().step_by(30) {
        words[k + 1..].iter().for_each(|(b, _)| taken.add(same(a, b)));
    }
    taken
}
