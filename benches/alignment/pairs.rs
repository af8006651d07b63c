//! Recordings and articles that do not belong together, in three ways, and those that do although it is hard to see.

use rawi::align::{PairVerdict, align};
use rawi::article::{Article, Part, PartKind};
use rawi::text::TextRange;
use rawi::time::Millis;
use rawi::transcript::{Engine, Transcript, Word};

use crate::bench::Bench;
use crate::generate::{Case, case};
use crate::recipe::{PLAIN, Recipe};
use crate::share::Share;

fn refused(transcript: &Transcript, article: &Article) -> bool {
    align(transcript, article).pair.verdict == PairVerdict::Refused
}

/// Cases without extra speech, which comes from the other texts.
fn alone(bench: &Bench, errors: f64) -> Vec<Case> {
    bench.cases(Recipe { errors, unspoken: 0.15, extra: 0.0, ..PLAIN }).collect()
}

fn against(bench: &Bench, same_language: bool) -> Share {
    let mut share = Share::default();
    let texts = bench.texts.len();
    for errors in [0.05, 0.35] {
        let all = alone(bench, errors);
        for (k, said) in all.iter().enumerate() {
            let others = (1..texts).map(|step| (k + step) % texts);
            let others = others.filter(|o| (bench.texts[*o].language == bench.texts[k % texts].language) == same_language);
            for other in others.take(4) {
                share.add(refused(&said.transcript, &all[other].article));
            }
        }
    }
    share
}

pub fn another_day(bench: &Bench) -> Share {
    against(bench, true)
}

pub fn another_language(bench: &Bench) -> Share {
    against(bench, false)
}

/// The texts that another agency wrote on the same stories, against recordings of ours.
pub fn another_agency(bench: &Bench) -> Share {
    let mut share = Share::default();
    for errors in [0.05, 0.35] {
        for (k, said) in alone(bench, errors).iter().enumerate() {
            if let Some(other) = &bench.other_agency[k % bench.texts.len()] {
                share.add(refused(&said.transcript, &page(bench, k, other.blocks.join("\n\n"))));
            }
        }
    }
    share
}

fn page(bench: &Bench, which: usize, text: String) -> Article {
    let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len()).expect("in order") };
    Article::from_parts(text, bench.texts[which % bench.texts.len()].language.clone(), vec![part])
}

/// Two paragraphs of one text against a programme of five, which holds that text too.
pub fn extract(bench: &Bench) -> Share {
    let mut share = Share::default();
    let texts = bench.texts.len();
    for (k, errors) in (0..texts).flat_map(|k| [(k, 0.05), (k, 0.35)]) {
        let language = &bench.texts[k].language;
        let programme: Vec<usize> =
            (k..k + texts).map(|t| t % texts).filter(|t| bench.texts[*t].language == *language).collect();
        let recipe = Recipe { errors, unspoken: 0.0, extra: 0.0, ..PLAIN };
        // The text in question comes third.
        let order = [programme[1], programme[2], k, programme[3], programme[4]];
        let said = order.map(|t| case(&bench.texts, t, recipe, bench.base + 77_000 + t as u64).transcript);
        let blocks = &bench.texts[k].blocks;
        for from in [3, 5] {
            let printed = blocks[from..(from + 2).min(blocks.len())].join("\n\n");
            share.add(!refused(&one_behind_the_other(&said), &page(bench, k, printed)));
        }
    }
    share
}

fn one_behind_the_other(parts: &[Transcript]) -> Transcript {
    let (mut words, mut at) = (Vec::new(), Millis::new(0));
    for part in parts {
        let later =
            |w: &Word| Word { span: w.span.map(|s| rawi::time::Span::between(s.start() + at, s.end() + at)), ..w.clone() };
        words.extend(part.words().iter().map(later));
        at = Millis::new(at.as_millis() + part.duration().map_or(0, Millis::as_millis));
    }
    Transcript::new(Engine::default(), parts[0].language().clone(), Some(at), words, Vec::new(), None)
}
