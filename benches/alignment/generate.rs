//! Makes a recording's transcript from an article, with every fault that real ones have, and remembers the truth.

use rawi::article::{Article, Part, PartKind};
use rawi::text::{Language, TextRange, tokens};
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Transcript, Word};

use crate::random::Random;

/// A text to perturb.
pub struct Text {
    pub language: Language,
    pub blocks: Vec<String>,
}

impl Text {
    pub fn read(name: &str, content: &str) -> Self {
        let blocks = content.split("\n\n").map(|b| b.trim().to_owned()).filter(|b| !b.is_empty()).collect();
        let language = if name.starts_with("ar") { Language::arabic() } else { Language::english() };
        Self { language, blocks }
    }

    pub fn is_arabic(&self) -> bool {
        self.language == Language::arabic()
    }
}

/// What is to go wrong.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub errors: f64,
    pub unspoken: f64,
    pub extra: f64,
    pub moved: bool,
    pub repeated: bool,
    pub headline_copy: bool,
    pub loops: bool,
    pub skipped: bool,
    pub speech: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    Printed,
    Extra,
    MadeUp,
}

/// What is true of a case.
#[derive(Debug, Default)]
pub struct Truth {
    /// For each article word: which heard words it became.
    pub links: Vec<Option<(usize, usize)>>,
    /// For each sentence: the share of its words that were said.
    pub said: Vec<f64>,
    /// For each sentence: when its first said word began, if it was heard.
    pub starts: Vec<Option<u32>>,
    pub heard: Vec<Heard>,
    pub moved: Vec<usize>,
    /// Sentences of which some words fell into the skipped window.
    pub cut: Vec<bool>,
    pub skipped: Option<Span>,
    /// A sentence printed twice and said once: where it was said, and the other.
    pub repeated: Option<(usize, usize)>,
    pub headline_copy: bool,
}

pub struct Case {
    pub article: Article,
    pub transcript: Transcript,
    pub truth: Truth,
}

enum Utterance {
    Printed { sentence: usize, from: usize, to: usize },
    Extra(String),
    Loop,
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

/// The page: headline, furniture, paragraphs; with a headline that copies the lead, and a sentence printed twice, when asked.
fn print(text: &Text, recipe: Recipe, random: &mut Random) -> (Article, Option<(usize, usize)>) {
    let mut blocks: Vec<(PartKind, String)> = Vec::new();
    let headline = if recipe.headline_copy { sentences(&text.blocks[1]).remove(0) } else { text.blocks[0].clone() };
    blocks.push((PartKind::Headline, headline));
    blocks.push((PartKind::Furniture, if text.is_arabic() { "تنزيل" } else { "Download" }.to_owned()));
    for (k, block) in text.blocks[1..].iter().enumerate() {
        blocks.push((if k == 0 { PartKind::Lead } else { PartKind::Body }, block.clone()));
    }
    blocks.push((PartKind::Furniture, if text.is_arabic() { "مصدر الصورة" } else { "Image credit" }.to_owned()));
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
        (0..all.len()).filter(|s| !matches!(all[*s].part, PartKind::Headline | PartKind::Furniture)).collect();
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
    if recipe.loops {
        let at = 1 + random.below(plan.len().saturating_sub(1));
        plan.insert(at, Utterance::Loop);
    }
    plan
}

struct Mouth<'a> {
    random: &'a mut Random,
    words: Vec<Word>,
    /// When each word was truly said.
    spoken: Vec<u32>,
    heard: Vec<Heard>,
    at: u32,
    speech: Vec<Span>,
    vocabulary: Vec<String>,
    arabic: bool,
    errors: f64,
}

impl Mouth<'_> {
    fn pause(&mut self, ms: u32) {
        self.at += ms;
    }

    fn emit(&mut self, text: &str, kind: Heard) {
        let long = 80 + 55 * text.chars().count().min(14) as u32;
        let slip = self.random.below(60) as u32;
        let span = Span::from_millis(self.at + slip, self.at + long + slip / 2);
        self.words.push(Word { text: text.to_owned(), span: Some(span), confidence: None, second_pass: false });
        self.spoken.push(self.at);
        self.heard.push(kind);
        self.at += long + 20 + self.random.below(60) as u32;
    }

    /// Says one word as a recogniser would write it, and returns which heard words it became.
    fn say(&mut self, word: &str, kind: Heard) -> Option<(usize, usize)> {
        let from = self.words.len();
        let word = variant(word, self.arabic, self.random);
        if !self.random.chance(self.errors) {
            self.emit(&word, kind);
            return Some((from, from + 1));
        }
        match self.random.below(100) {
            0..14 => {
                self.at += 80 + 55 * word.chars().count().min(14) as u32;
                None
            }
            14..22 => {
                self.emit(&word, kind);
                let more = self.random.pick(&self.vocabulary).cloned().unwrap_or_default();
                self.emit(&more, kind);
                Some((from, from + 1))
            }
            22..34 if word.chars().count() >= 4 => {
                let cut =
                    if self.arabic && word.starts_with('و') { 1 } else { 2 + self.random.below(word.chars().count() - 3) };
                let at = word.char_indices().nth(cut).map_or(word.len(), |(at, _)| at);
                let (head, tail) = word.split_at(at);
                self.emit(head, kind);
                self.emit(tail, kind);
                Some((from, from + 2))
            }
            34..74 => {
                let wrong = confuse(&word, self.arabic, self.random);
                self.emit(&wrong, kind);
                Some((from, from + 1))
            }
            _ => {
                let wrong = self.random.pick(&self.vocabulary).cloned().unwrap_or(word);
                self.emit(&wrong, kind);
                Some((from, from + 1))
            }
        }
    }
}

/// The same word in another spelling that a recogniser might choose.
fn variant(word: &str, arabic: bool, random: &mut Random) -> String {
    if !arabic || !random.chance(0.15) {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            c => c,
        })
        .collect()
}

const ARABIC_NEAR: [(char, char); 14] = [
    ('س', 'ص'),
    ('ص', 'س'),
    ('ت', 'ط'),
    ('ط', 'ت'),
    ('ذ', 'ز'),
    ('ظ', 'ض'),
    ('ض', 'د'),
    ('ق', 'ك'),
    ('ك', 'ق'),
    ('ح', 'ه'),
    ('ع', 'ا'),
    ('ث', 'س'),
    ('د', 'ت'),
    ('غ', 'خ'),
];
const ENGLISH_NEAR: [(char, char); 14] = [
    ('a', 'e'),
    ('e', 'i'),
    ('i', 'e'),
    ('o', 'u'),
    ('u', 'o'),
    ('t', 'd'),
    ('d', 't'),
    ('s', 'z'),
    ('b', 'p'),
    ('p', 'b'),
    ('m', 'n'),
    ('n', 'm'),
    ('f', 'v'),
    ('g', 'k'),
];

/// Another word that sounds nearly the same.
fn confuse(word: &str, arabic: bool, random: &mut Random) -> String {
    let near = if arabic { &ARABIC_NEAR } else { &ENGLISH_NEAR };
    let mut letters: Vec<char> = word.chars().collect();
    for _ in 0..1 + letters.len() / 5 {
        let at = random.below(letters.len());
        match near.iter().find(|(from, _)| letters.get(at) == Some(from)) {
            Some((_, to)) => letters[at] = *to,
            None if letters.len() > 3 && random.chance(0.6) => drop(letters.remove(at)),
            None => letters.push(if arabic { 'ا' } else { 's' }),
        }
    }
    letters.into_iter().collect()
}

fn speak(
    article: &Article,
    plan: &[Utterance],
    text: &Text,
    recipe: Recipe,
    random: &mut Random,
    truth: &mut Truth,
) -> Transcript {
    let count = article.sentences().iter().map(|s| s.tokens.len()).sum();
    truth.links = vec![None; count];
    truth.starts = vec![None; article.sentences().len()];
    truth.cut = vec![false; article.sentences().len()];
    let vocabulary =
        article.sentences().iter().flat_map(|s| &s.tokens).map(|t| t.range.of(article.text()).to_owned()).collect();
    let at = if random.chance(0.3) { 5_000 } else { 300 };
    let mut mouth = Mouth {
        random,
        words: Vec::new(),
        spoken: Vec::new(),
        heard: Vec::new(),
        at,
        speech: Vec::new(),
        vocabulary,
        arabic: text.is_arabic(),
        errors: recipe.errors,
    };
    let mut offsets = vec![0];
    for sentence in article.sentences() {
        offsets.push(offsets[offsets.len() - 1] + sentence.tokens.len());
    }
    for utterance in plan {
        let start = mouth.at;
        match utterance {
            Utterance::Printed { sentence, from, to } => {
                truth.starts[*sentence] = Some(mouth.at);
                let tokens = &article.sentences()[*sentence].tokens;
                for (t, token) in tokens.iter().enumerate().take(*to).skip(*from) {
                    truth.links[offsets[*sentence] + t] = mouth.say(token.range.of(article.text()), Heard::Printed);
                }
            }
            Utterance::Extra(line) => {
                for token in tokens(line) {
                    mouth.say(token.range.of(line), Heard::Extra);
                }
            }
            Utterance::Loop => said_in_a_loop(&mut mouth),
        }
        if !matches!(utterance, Utterance::Loop) {
            mouth.speech.push(Span::from_millis(start, mouth.at));
        }
        let pause = 300 + mouth.random.below(500) as u32;
        mouth.pause(pause);
    }
    if recipe.loops {
        mouth.pause(3_000);
        let stock = if text.is_arabic() { "اشتركوا في القناة" } else { "thanks for watching" };
        for word in stock.split(' ') {
            mouth.emit(word, Heard::MadeUp);
        }
        mouth.pause(1_000);
    }
    let (words, speech, at) = finish(mouth, recipe, &offsets, truth);
    Transcript::new(Engine::default(), text.language.clone(), Some(Millis::new(at)), words, Vec::new(), speech)
}

/// The last words said, again and again, over a pause.
fn said_in_a_loop(mouth: &mut Mouth) {
    let n = (2 + mouth.random.below(4)).min(mouth.words.len());
    let phrase: Vec<String> = mouth.words[mouth.words.len() - n..].iter().map(|w| w.text.clone()).collect();
    for _ in 0..4 {
        for word in &phrase {
            mouth.emit(word, Heard::MadeUp);
        }
    }
}

/// Takes the skipped window out and hands over what is left.
fn finish(mouth: Mouth, recipe: Recipe, offsets: &[usize], truth: &mut Truth) -> (Vec<Word>, Option<Vec<Span>>, u32) {
    let Mouth { random, mut words, heard, speech, at, .. } = mouth;
    truth.heard = heard;
    if recipe.skipped && at > 60_000 {
        let long = 14_000 + random.below(14_000) as u32;
        let start = 10_000 + random.below((at - long - 20_000) as usize) as u32;
        let window = Span::from_millis(start, start + long);
        let inside = |w: &Word| w.span.is_some_and(|s| window.intersection(s).is_some());
        let first = words.iter().position(inside).unwrap_or(0);
        let count = words.iter().filter(|w| inside(w)).count();
        words.drain(first..first + count);
        truth.heard.drain(first..first + count);
        truth.skipped = Some(window);
        for (i, link) in truth.links.iter_mut().enumerate() {
            if let Some((from, to)) = *link {
                let sentence = offsets.partition_point(|o| *o <= i) - 1;
                if to > first && from < first + count {
                    *link = None;
                    truth.cut[sentence] = true;
                } else if from >= first + count {
                    *link = Some((from - count, to - count));
                }
            }
        }
    }
    (words, recipe.speech.then_some(speech), at)
}
