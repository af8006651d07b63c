//! Compares what is told with what was planted.

use std::collections::BTreeMap;
use std::ops::Range;

use rawi::align::{Alignment, Difference, Weight};
use rawi::transcript::Word;

use crate::hear::Heard;
use crate::page::{Page, Planted};
use crate::place::Kind;
use crate::share::Share;
use crate::told;

/// What became of the planted differences of one kind whose words were heard rightly.
#[derive(Default, Clone, Copy)]
pub struct Recall {
    pub meaning: Share,
    /// As `meaning` or `wording`.
    pub shown: Share,
    pub near: Share,
    pub far: Share,
    /// At any weight.
    pub told: Share,
    /// Told with the kind that was planted, of those told.
    pub kind: Share,
}

/// Everything measured over many pages.
#[derive(Default)]
pub struct Score {
    pub recall: BTreeMap<Kind, Recall>,
    /// Planted where the word was then misheard: told at any weight.
    pub misheard: Share,
    /// Thousands of words read as printed are the measure of what is told falsely.
    pub words: usize,
    pub false_meaning: usize,
    pub false_wording: usize,
    pub false_hearing: usize,
    /// Other forms of the same: called another word.
    pub forms_apart: Share,
    /// Other words: called the same.
    pub others_same: Share,
    pub calibration: Vec<(f32, bool)>,
    /// Heard words that stand in no place or in two, each with its input.
    pub astray: Vec<String>,
    /// What went wrong, for a person to read.
    pub examples: Vec<String>,
}

/// Which of the told differences were truly said: those about a planted change or slip.
pub fn due(page: &Page, heard: &Heard, differences: &[&Difference]) -> Vec<bool> {
    let mut due = vec![false; differences.len()];
    for planted in page.planted.iter().filter(|p| p.kind != Kind::Same) {
        about(planted, heard, differences).into_iter().for_each(|at| due[at] = true);
    }
    due
}

impl Score {
    /// `from` names the text and the seed.
    pub fn add(&mut self, from: &str, page: &Page, heard: &Heard, found: &Alignment) {
        let differences: Vec<&Difference> = told::all(found).collect();
        for planted in &page.planted {
            let about = about(planted, heard, &differences);
            let best = about.iter().map(|at| differences[*at]).min_by_key(|d| d.weight as usize);
            let misheard = heard.wrong[planted.said.clone()].contains(&true);
            match planted.kind {
                Kind::Same if !misheard => self.form(page, planted, found, best),
                Kind::Same => {}
                _ if misheard => self.misheard.add(best.is_some()),
                Kind::Added if best.is_none() && told::is_apart(found, &words_of(planted, heard)) => self.told_apart(),
                kind => self.change(kind, (page, heard), planted, best),
            }
            if !misheard && planted.kind != Kind::Same && !planted.published.is_empty() && !planted.said.is_empty() {
                let inside = |w: &&rawi::align::AlignedWord| {
                    w.range.start() < planted.published.end && planted.published.start < w.range.end()
                };
                let words = found.sentences.iter().flat_map(|s| &s.words);
                self.others_same.add(words.filter(inside).all(|w| w.same == Some(true)));
            }
        }
        self.unplanted(page, heard, &differences, &due(page, heard, &differences));
        self.astray.extend(told::astray(found, heard.transcript.words(), from));
        self.words += page.said.len();
    }

    /// Added words that stand in a stretch of their own, said and not published, which every report shows.
    fn told_apart(&mut self) {
        let recall = self.recall.entry(Kind::Added).or_default();
        [&mut recall.shown, &mut recall.far, &mut recall.told, &mut recall.kind]
            .into_iter()
            .for_each(|share| share.add(true));
        recall.meaning.add(false);
    }

    fn change(&mut self, kind: Kind, (page, heard): (&Page, &Heard), planted: &Planted, best: Option<&Difference>) {
        let recall = self.recall.entry(kind).or_default();
        let shown = best.is_some_and(told::is_shown);
        recall.meaning.add(best.is_some_and(|d| d.weight == Weight::Meaning));
        recall.shown.add(shown);
        if planted.near {
            recall.near.add(shown)
        } else {
            recall.far.add(shown)
        }
        recall.told.add(best.is_some());
        if let Some(best) = best {
            recall.kind.add(told::is_kind(best.kind, kind));
        }
        let enough = match kind {
            Kind::Negation | Kind::Number | Kind::Date | Kind::Name => best.is_some_and(|d| d.weight == Weight::Meaning),
            _ => shown,
        };
        if !enough {
            let sure = confidences(heard, &words_of(planted, heard));
            let shown = format!("{} · told {}", shown_planted(page, planted), shown_told(best));
            self.examples.push(format!("missed {kind:?}: {shown} · heard at {sure}"));
        }
    }

    fn form(&mut self, page: &Page, planted: &Planted, found: &Alignment, best: Option<&Difference>) {
        let inside = |w: &&rawi::align::AlignedWord| {
            w.range.start() < planted.published.end && planted.published.start < w.range.end()
        };
        let words = found.sentences.iter().flat_map(|s| &s.words);
        let apart = words.filter(inside).any(|w| w.same == Some(false)) || best.is_some_and(told::is_shown);
        self.forms_apart.add(apart);
        if apart {
            self.examples.push(format!("form apart: {} · told {}", shown_planted(page, planted), shown_told(best)));
        }
    }

    /// What is told of words that were read as printed. Other forms have a row of their own.
    fn unplanted(&mut self, page: &Page, heard: &Heard, differences: &[&Difference], due: &[bool]) {
        let forms: Vec<&Planted> = page.planted.iter().filter(|p| p.kind == Kind::Same).collect();
        for (told, due) in differences.iter().zip(due) {
            self.calibration.push((told.confidence, *due));
            let of_form = || forms.iter().any(|form| !about(form, heard, &[told]).is_empty());
            if *due || of_form() {
                continue;
            }
            match told.weight {
                Weight::Meaning => self.false_meaning += 1,
                Weight::Wording => self.false_wording += 1,
                Weight::Hearing => self.false_hearing += 1,
            }
            if told::is_shown(told) {
                let sure = confidences(heard, &told.said.as_ref().map_or(0..0, |s| s.words.indices()));
                let near = &page.article.text()[..told.at];
                let before = near.split_whitespace().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>();
                let shown = shown_told(Some(told));
                self.examples.push(format!("false {shown} · heard at {sure} · behind «{}»", before.join(" ")));
            }
        }
    }
}

/// The heard words of a planted difference.
fn words_of(planted: &Planted, heard: &Heard) -> Range<usize> {
    let of = &heard.of[planted.said.clone()];
    of.iter().filter(|r| !r.is_empty()).cloned().reduce(|a, b| a.start..b.end).unwrap_or(0..0)
}

fn confidences(heard: &Heard, words: &Range<usize>) -> String {
    let sure = |w: &Word| w.confidence.map_or(String::new(), |c| format!("{c:.2}"));
    heard.transcript.words()[words.clone()].iter().map(sure).collect::<Vec<_>>().join(" ")
}

/// Which of the told differences are about a planted one.
fn about(planted: &Planted, heard: &Heard, differences: &[&Difference]) -> Vec<usize> {
    let words = words_of(planted, heard);
    (0..differences.len()).filter(|at| told::is_about(differences[*at], &words, &planted.published)).collect()
}

fn shown_planted(page: &Page, planted: &Planted) -> String {
    let said = page.said[planted.said.clone()].join(" ");
    let (text, range) = (page.article.text(), &planted.published);
    let before: Vec<&str> = text[..range.start].split_whitespace().rev().take(3).collect();
    let before: Vec<&str> = before.into_iter().rev().collect();
    let behind: Vec<&str> = text[range.end..].split_whitespace().take(3).collect();
    format!("said «{said}», published «{} [{}] {}»", before.join(" "), &text[range.clone()], behind.join(" "))
}

fn shown_told(told: Option<&Difference>) -> String {
    let Some(told) = told else { return "nothing".to_owned() };
    let said = told.said.as_ref().map_or("–", |s| s.text.as_str());
    let published = told.published.as_ref().map_or("–", |p| p.text.as_str());
    format!("{:?}/{:?} {:.2} said «{said}», published «{published}»", told.kind, told.weight, told.confidence)
}
