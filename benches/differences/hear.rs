//! Reads a page aloud as a recogniser would write it down: words wrong, left out and put in, in runs, each with a confidence.

use std::ops::Range;

use rawi::text::Language;
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Segment, Transcript, Word};

use crate::confidence::{Confidences, Hearing};
use crate::mishearing::{Mishearing, core};
use crate::page::Page;
use crate::random::Random;

/// What was heard of a page.
pub struct Heard {
    pub transcript: Transcript,
    /// For each said word: the heard words that it became; empty where it was left out.
    pub of: Vec<Range<usize>>,
    /// Whether each said word was heard wrongly, or left out.
    pub wrong: Vec<bool>,
}

/// How likely a word is misheard after one that was: most wrong words stand alone in English, fewer in Arabic.
const RUNS_ON: [f64; 2] = [0.3, 0.45];
/// Of a hundred wrong words so many are others and so many are words too many; the rest are left out.
const OTHERS: usize = 65;
const TOO_MANY: usize = 10;
/// Recognisers of English kept 101 of 101 negations, and lost few numbers: these are misheard by so much less.
const NEGATION_SPARED: f64 = 0.1;
const NUMBER_SPARED: f64 = 0.4;

pub fn hear(page: &Page, errors: f64, mishearing: &Mishearing, random: &mut Random) -> Heard {
    let mut ear = Ear::new(page.arabic, mishearing);
    let runs_on = RUNS_ON[usize::from(page.arabic)];
    let begins = errors * (1.0 - runs_on) / (1.0 - errors).max(0.01);
    let (mut of, mut wrong): (Vec<Range<usize>>, Vec<bool>) = (Vec::new(), Vec::new());
    for said in &page.said {
        let likely = if wrong.last().is_some_and(|w| *w) && errors > 0.0 { runs_on } else { begins };
        let misheard = random.chance(likely * spared(said, page.arabic));
        wrong.push(misheard);
        of.push(ear.word(said, misheard, random));
        if said.ends_with(['.', '?', '!', '؟', '"', ':']) {
            ear.pause(300 + random.below(500) as u32);
        }
    }
    Heard { transcript: ear.transcript(), of, wrong }
}

fn spared(said: &str, arabic: bool) -> f64 {
    let word = core(said).to_lowercase();
    let negates =
        word.ends_with("n't") || ["not", "no", "never", "nobody", "none", "nothing", "cannot", "without"].contains(&&*word);
    if !arabic && negates {
        NEGATION_SPARED
    } else if word.contains(|c: char| c.is_ascii_digit()) {
        NUMBER_SPARED
    } else {
        1.0
    }
}

struct Ear<'a> {
    mishearing: &'a Mishearing,
    confidences: Confidences,
    words: Vec<Word>,
    segments: Vec<Segment>,
    at: u32,
    arabic: bool,
}

impl<'a> Ear<'a> {
    fn new(arabic: bool, mishearing: &'a Mishearing) -> Self {
        Self { mishearing, confidences: Confidences::new(arabic), words: Vec::new(), segments: Vec::new(), at: 300, arabic }
    }

    fn emit(&mut self, text: String, hearing: Hearing, random: &mut Random) {
        let long = 80 + 55 * text.chars().count().min(14) as u32;
        let span = Some(Span::from_millis(self.at, self.at + long));
        let confidence = Some(self.confidences.next(hearing, random));
        self.words.push(Word { text, span, confidence, second_pass: false });
        self.at += long + 20 + random.below(60) as u32;
    }

    /// Which heard words the said one became.
    fn word(&mut self, said: &str, misheard: bool, random: &mut Random) -> Range<usize> {
        let from = self.words.len();
        match random.below(100) {
            _ if !misheard => self.emit(said.to_owned(), Hearing::Right, random),
            0..OTHERS => self.emit(self.mishearing.of(said, random), Hearing::Wrong, random),
            _ if random.below(100 - OTHERS) < TOO_MANY => {
                self.emit(said.to_owned(), Hearing::Right, random);
                self.emit(self.mishearing.any(random), Hearing::Inserted, random);
                return from..from + 1;
            }
            _ => self.at += 80 + 55 * said.chars().count().min(14) as u32,
        }
        from..self.words.len()
    }

    /// Ends a segment.
    fn pause(&mut self, ms: u32) {
        let words = self.segments.last().map_or(0, |s| s.words.end)..self.words.len();
        let first = self.words.get(words.start).and_then(|w| w.span);
        if let Some(first) = first {
            self.segments.push(Segment {
                span: Span::from_millis(first.start().as_millis(), self.at),
                words,
                speaker: None,
                language: None,
            });
        }
        self.at += ms;
    }

    fn transcript(mut self) -> Transcript {
        self.pause(500);
        let engine = Engine { name: "whisper.cpp 1.8.3".to_owned(), model: Some("base".to_owned()), ..Engine::default() };
        let language = if self.arabic { Language::arabic() } else { Language::english() };
        let speech = self.segments.iter().map(|s| s.span).collect();
        Transcript::new(engine, language, Some(Millis::new(self.at)), self.words, self.segments, Some(speech))
    }
}
