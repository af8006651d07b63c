//! Makes a recording's transcript from an article, with every fault that real ones have, and remembers the truth.

use rawi::article::{Article, Part, PartKind};
use rawi::text::{TextRange, tokens};
use rawi::transcript::Transcript;

use crate::random::Random;
use crate::recipe::Recipe;
use crate::speech::speak;
use crate::text::Text;
use crate::truth::{Truth, Utterance};

pub struct Case {
    pub article: Article,
    pub transcript: Transcript,
    pub truth: Truth,
}

pub fn case(texts: &[Text], which: usize, recipe: Recipe, seed: u64) -> Case {
    let mut random = Random::new(seed);
    let text = &texts[which % texts.len()];
    let (article, repeated) = print(text, recipe, &mut random);
    let strange: Vec<String> = texts
        .iter()
        .enumerate()
        .filter(|(k, t)| *k != which % texts.len() && t.language == text.language)
        .flat_map(|(_, t)| t.blocks[1..].iter().flat_map(|b| sentences(b)))
        .collect();
    let mut truth = Truth { repeated, headline_copy: recipe.headline_copy, ..Truth::default() };
    let plan = plan(&article, &strange, recipe, &mut random, &mut truth);
    let transcript = speak(&article, &plan, text, recipe, &mut random, &mut truth);
    Case { article, transcript, truth }
}

fn sentences(block: &str) -> Vec<String> {
    let whole = TextRange::new(0, block.len()).expect("a block is not that long");
    rawi::text::sentences(block, whole).iter().map(|r| r.of(block).to_owned()).collect()
}

/// The page: headline, boilerplate, paragraphs; with a headline that copies the lead, and a sentence printed twice, when asked.
fn print(text: &Text, recipe: Recipe, random: &mut Random) -> (Article, Option<(usize, usize)>) {
    let mut blocks: Vec<(PartKind, String)> = Vec::new();
    let headline = if recipe.headline_copy { sentences(&text.blocks[1]).remove(0) } else { text.blocks[0].clone() };
    blocks.push((PartKind::Headline, headline));
    blocks.push((PartKind::Boilerplate, if text.is_arabic() { "تنزيل" } else { "Download" }.to_owned()));
    for (k, block) in text.blocks[1..].iter().enumerate() {
        blocks.push((if k == 0 { PartKind::Lead } else { PartKind::Body }, block.clone()));
    }
    blocks.push((PartKind::Boilerplate, if text.is_arabic() { "مصدر الصورة" } else { "Image credit" }.to_owned()));
    let mut twice = None;
    if recipe.repeated {
        let from = 4 + random.below(2);
        let to = blocks.len() - 2;
        let line = sentences(&blocks[from].1).remove(0);
        blocks[to].1.push(' ');
        blocks[to].1.push_str(&line);
        twice = Some(line);
    }
    let mut page = String::new();
    let mut parts = Vec::new();
    for (kind, block) in blocks {
        let start = page.len();
        page.push_str(&block);
        parts.push(Part { kind, range: TextRange::new(start, page.len()).expect("in order") });
        page.push_str("\n\n");
    }
    let article = Article::from_parts(page, text.language.clone(), parts);
    let places: Vec<usize> = match &twice {
        Some(line) => {
            (0..article.sentences().len()).filter(|s| article.sentences()[*s].range.of(article.text()) == line).collect()
        }
        None => Vec::new(),
    };
    let repeated = match places[..] {
        [a, b] => Some(if random.chance(0.5) { (a, b) } else { (b, a) }),
        _ => None,
    };
    (article, repeated)
}

fn plan(article: &Article, strange: &[String], recipe: Recipe, random: &mut Random, truth: &mut Truth) -> Vec<Utterance> {
    let all = article.sentences();
    let words = |s: usize| all[s].tokens.len();
    let readable: Vec<usize> =
        (0..all.len()).filter(|s| !matches!(all[*s].part, PartKind::Headline | PartKind::Boilerplate)).collect();
    let total: usize = readable.iter().map(|s| words(*s)).sum();
    let mut dropped = vec![false; all.len()];
    let (keep, drop) = truth.repeated.unwrap_or((usize::MAX, usize::MAX));
    if drop != usize::MAX {
        dropped[drop] = true;
    }
    let mut silent = 0;
    for _ in 0..200 {
        if silent as f64 >= recipe.unspoken * total as f64 {
            break;
        }
        let at = random.below(readable.len());
        for s in readable.iter().skip(at).take(1 + random.below(3)) {
            if !dropped[*s] && *s != keep && (silent + words(*s)) as f64 <= (recipe.unspoken + 0.05) * total as f64 {
                dropped[*s] = true;
                silent += words(*s);
            }
        }
    }
    let mut plan: Vec<Utterance> = Vec::new();
    truth.said = vec![0.0; all.len()];
    for s in readable.iter().copied().filter(|s| !dropped[*s]) {
        let n = words(s);
        let (mut from, mut to) = (0, n);
        if recipe.unspoken > 0.0 && n >= 10 && s != keep && random.chance(0.1) {
            let lack = n * (4 + random.below(3)) / 10;
            if random.chance(0.5) { from = lack } else { to = n - lack }
        }
        truth.said[s] = (to - from) as f64 / n.max(1) as f64;
        plan.push(Utterance::Printed { sentence: s, from, to });
    }
    if recipe.moved && plan.len() > 6 {
        let long: Vec<usize> = (0..plan.len())
            .filter(|k| matches!(plan[*k], Utterance::Printed { sentence, from, to } if to - from >= 9 && sentence != keep))
            .collect();
        if let Some(k) = random.pick(&long).copied() {
            let block = plan.remove(k);
            if let Utterance::Printed { sentence, .. } = block {
                truth.moved.push(sentence);
            }
            let far = (k + 3 + random.below(plan.len() - 5)) % (plan.len() + 1);
            plan.insert(far, block);
        }
    }
    let spoken: usize = plan.iter().map(|u| if let Utterance::Printed { from, to, .. } = u { to - from } else { 0 }).sum();
    let mut added = 0;
    for _ in 0..200 {
        if added as f64 >= recipe.extra * spoken as f64 {
            break;
        }
        let Some(line) = random.pick(strange).cloned() else { break };
        added += tokens(&line).len();
        let at = if random.chance(0.4) { [0, plan.len()][random.below(2)] } else { random.below(plan.len() + 1) };
        plan.insert(at, Utterance::Extra(line));
    }
    for _ in 0..if recipe.music { 3 } else { 0 } {
        let at = 1 + random.below(plan.len().saturating_sub(1));
        plan.insert(at, Utterance::Music);
    }
    if recipe.loops {
        let at = 1 + random.below(plan.len().saturating_sub(1));
        plan.insert(at, Utterance::Loop);
    }
    plan
}
