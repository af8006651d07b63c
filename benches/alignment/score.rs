//! Compares what was found with what is true.

use rawi::align::{Alignment, AudioStatus, Link, PairVerdict, SentenceStatus};
use rawi::article::PartKind;
use rawi::time::Span;

use crate::generate::Case;
use crate::share::{Share, ratio};
use crate::truth::Heard;

/// Right, claimed and true: what precision and recall are made of.
#[derive(Debug, Default, Clone, Copy)]
pub struct Hits {
    pub right: usize,
    pub claimed: usize,
    pub truth: usize,
}

impl Hits {
    pub fn precision(self) -> f64 {
        ratio(self.right, self.claimed)
    }

    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.claimed + self.truth).max(1) as f64
    }
}

/// Everything measured over many cases.
#[derive(Debug, Default, Clone)]
pub struct Score {
    pub links: Hits,
    pub verdicts: [Hits; 4],
    pub audio: [Hits; 3],
    pub start_200: Share,
    pub start_500: Share,
    pub unflagged: usize,
    pub drift: Share,
    pub moved: Share,
    pub false_moves: Share,
    pub repeated: Share,
    pub copies: Share,
    pub accepted: Share,
    pub made_up: Share,
    pub false_flags: Share,
    /// Skipped windows of which ten seconds or more were words of the article, and the others.
    pub skipped: Share,
    pub skipped_other: Share,
    pub false_skips: Share,
    /// Printed numerals that were said in words and are linked with exactly those words.
    pub numerals: Share,
    /// Confidence and whether the link was right.
    pub calibration: Vec<(f32, bool)>,
    pub sentence_calibration: Vec<(f32, bool)>,
}

impl Score {
    pub fn macro_f1(of: &[Hits]) -> f64 {
        of.iter().map(|h| h.f1()).sum::<f64>() / of.len() as f64
    }

    /// What a rival's links say: the words, and the times that they give to sentences.
    pub fn add_links(&mut self, case: &Case, links: &[Option<usize>]) {
        for (i, (found, truth)) in links.iter().zip(&case.truth.links).enumerate() {
            if !counts(case, i) {
                continue;
            }
            self.links.truth += usize::from(truth.is_some());
            self.links.claimed += usize::from(found.is_some());
            self.links.right += usize::from(matches!((found, truth), (Some(j), Some(words)) if words.indices().contains(j)));
        }
        for i in &case.truth.numerals {
            if let Some(words) = case.truth.links[*i] {
                self.numerals.add(links[*i].is_some_and(|j| words.indices().contains(&j)));
            }
        }
        let mut first = 0;
        for (id, sentence) in case.article.sentences().iter().enumerate() {
            let own = &links[first..first + sentence.tokens.len()];
            let truth = &case.truth.links[first..first + sentence.tokens.len()];
            first += sentence.tokens.len();
            let twice = case.truth.repeated.is_some_and(|(a, b)| a == id || b == id);
            if case.truth.said[id] <= 0.999 || case.truth.cut[id] || twice {
                continue;
            }
            let span = own.iter().flatten().next().and_then(|j| case.transcript.words()[*j].span);
            self.starts(case, span, id);
            if id > 0 && case.truth.said[id - 1] == 0.0 {
                let both = own.iter().zip(truth).find_map(|(a, b)| Some(((*a)?, (*b)?)));
                self.drift.extend(both.map(|(found, truth)| found.abs_diff(truth.start()) <= 1));
            }
        }
        self.rival_repeats(case, links);
    }

    fn rival_repeats(&mut self, case: &Case, links: &[Option<usize>]) {
        let Some((said, other)) = case.truth.repeated.filter(|(said, _)| !case.truth.cut[*said]) else { return };
        let met = |sentence: usize| {
            let before = case.article.sentences()[..sentence].iter().map(|s| s.tokens.len()).sum::<usize>();
            let own = before..before + case.article.sentences()[sentence].tokens.len();
            links[own.clone()].iter().flatten().count() as f64 / own.len().max(1) as f64
        };
        self.repeated.add(met(said) >= 0.7 && met(other) < 0.2);
    }

    pub fn add(&mut self, case: &Case, found: &Alignment) {
        self.accepted.add(found.pair.verdict == PairVerdict::Matched);
        self.words(case, found);
        self.sentences(case, found);
        self.stretches(case, found);
    }

    fn words(&mut self, case: &Case, found: &Alignment) {
        let words = found.sentences.iter().flat_map(|s| &s.words);
        for (i, word) in words.enumerate() {
            if let (Some(span), Some(heard)) = (word.time.heard(), word.heard) {
                let spans = case.transcript.words()[heard.indices()].iter().filter_map(|w| w.span);
                self.unflagged += usize::from(spans.reduce(Span::hull) != Some(span));
            } else if word.time.is_heard() {
                self.unflagged += 1;
            }
            if !counts(case, i) {
                continue;
            }
            let truth = case.truth.links[i];
            let right = word.heard.zip(truth).is_some_and(|(found, truth)| found.overlaps(truth));
            self.links.truth += usize::from(truth.is_some());
            self.links.claimed += usize::from(word.heard.is_some());
            self.links.right += usize::from(right);
            if let (true, Some(range)) = (case.truth.numerals.contains(&i), truth) {
                self.numerals.add(word.heard == Some(range));
            }
            if word.link != Link::None {
                self.calibration.push((word.confidence, right));
            }
        }
    }

    fn sentences(&mut self, case: &Case, found: &Alignment) {
        let mut word = 0;
        for s in &found.sentences {
            let first = word;
            word += s.words.len();
            let id = s.id;
            let said = case.truth.said[id];
            let twice = case.truth.repeated.is_some_and(|(a, b)| a == id || b == id);
            if case.truth.headline_copy && s.part == PartKind::Headline {
                let lead = found.sentences.iter().find(|l| l.part == PartKind::Lead);
                if lead.is_some_and(|l| case.truth.said[l.id] > 0.99 && !case.truth.cut[l.id]) {
                    self.copies.add(s.duplicate_of.is_some());
                }
                continue;
            }
            if case.truth.cut[id] || twice {
                continue;
            }
            let truth = match said {
                x if x > 0.999 => 0,
                x if x > 0.0 => 1,
                _ if s.part == PartKind::Boilerplate => 3,
                _ => 2,
            };
            let claimed = s.status as usize;
            self.verdicts[truth].truth += 1;
            self.verdicts[claimed].claimed += 1;
            self.verdicts[claimed].right += usize::from(claimed == truth);
            self.sentence_calibration.push((s.confidence, claimed == truth));
            if said > 0.999 {
                self.starts(case, s.time.span(), id);
                let moved = case.truth.moved.contains(&id);
                if moved {
                    self.moved.add(s.moved);
                } else {
                    self.false_moves.add(s.moved);
                }
                self.drifts(case, found, id, first);
            } else {
                self.false_moves.add(s.moved);
            }
        }
        if let Some((said, other)) = case.truth.repeated
            && !case.truth.cut[said]
        {
            let (a, b) = (&found.sentences[said], &found.sentences[other]);
            let right = a.status == SentenceStatus::Spoken && b.status == SentenceStatus::NotSpoken;
            self.repeated.add(right || a.ambiguous || b.ambiguous);
        }
    }

    fn starts(&mut self, case: &Case, span: Option<Span>, id: usize) {
        // A sentence that was said and got no time counts as far off.
        let Some(truth) = case.truth.starts[id] else { return };
        let off = span.map_or(u32::MAX, |span| span.start().as_millis().abs_diff(truth));
        self.start_200.add(off <= 200);
        self.start_500.add(off <= 500);
    }

    /// Behind something unspoken: how far is the first linked word from where it belongs?
    fn drifts(&mut self, case: &Case, found: &Alignment, id: usize, first: usize) {
        if id == 0 || case.truth.said[id - 1] > 0.0 {
            return;
        }
        let words = found.sentences[id].words.iter().enumerate();
        let both = words.filter_map(|(k, w)| Some((w.heard?, case.truth.links[first + k]?))).next();
        if let Some((found, truth)) = both {
            self.drift.add(found.start().abs_diff(truth.start()) <= 1);
        }
    }

    fn stretches(&mut self, case: &Case, found: &Alignment) {
        for stretch in &found.audio {
            let claimed = match stretch.status {
                AudioStatus::InArticle => Heard::Printed,
                AudioStatus::SuspectedHallucination => Heard::MadeUp,
                _ => Heard::Extra,
            };
            for truth in &case.truth.heard[stretch.heard.indices()] {
                self.audio[*truth as usize].truth += 1;
                self.audio[claimed as usize].claimed += 1;
                self.audio[claimed as usize].right += usize::from(claimed == *truth);
                if *truth == Heard::MadeUp {
                    self.made_up.add(claimed == Heard::MadeUp);
                } else {
                    self.false_flags.add(claimed == Heard::MadeUp);
                }
            }
        }
        let missing = || found.audio.iter().filter(|s| s.status == AudioStatus::MissingTranscript);
        match case.truth.skipped {
            Some(window) => {
                let shared: u32 =
                    missing().filter_map(|s| s.span.intersection(window)).map(|s| s.duration().as_millis()).sum();
                let found = 2 * shared >= window.duration().as_millis();
                if case.truth.skipped_text_ms >= 10_000 { self.skipped.add(found) } else { self.skipped_other.add(found) }
            }
            None => self.false_skips.add(missing().next().is_some()),
        }
    }
}

/// A headline that copies the lead may be linked or not, and a sentence printed twice is scored on its own.
fn counts(case: &Case, word: usize) -> bool {
    let mut end = 0;
    for (s, sentence) in case.article.sentences().iter().enumerate() {
        end += sentence.tokens.len();
        if word < end {
            let twice = case.truth.repeated.is_some_and(|(a, b)| a == s || b == s);
            return !(twice || case.truth.headline_copy && sentence.part == PartKind::Headline);
        }
    }
    false
}
