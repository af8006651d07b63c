//! Reports of five minutes, made by a seeded generator: articles in Arabic and English whose words are as unequally common as those of
//! a language are, read by a recogniser that errs.

use rawi::align::{self, Alignment};
use rawi::article::{self, Article, ReadOptions};
use rawi::text::{Language, Sha256};
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Segment, Transcript, Word};

/// Numbers that are the same each time (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// From 0 up to 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How many different words there are.
const VOCABULARY: u64 = 20_000;
/// Words of an article, which is read in five minutes at 140 words a minute.
const WORDS: usize = 700;
const SENTENCE: usize = 20;

/// The word of a rank: the same letters in each of the two scripts.
fn word(rank: u64, arabic: bool) -> String {
    const COMMON: [[&str; 12]; 2] = [
        ["the", "of", "and", "to", "in", "that", "said", "for", "on", "was", "council", "people"],
        ["في", "من", "على", "إلى", "أن", "عن", "قال", "مع", "هذا", "التي", "مجلس", "الأمم"],
    ];
    if let Some(common) = COMMON[usize::from(arabic)].get(rank as usize) {
        return (*common).to_owned();
    }
    const SYLLABLES: [[&str; 16]; 2] = [
        ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "da", "fe", "gi", "ho", "ju", "pa", "re"],
        ["با", "كي", "لا", "مو", "نو", "را", "سي", "تا", "فو", "دا", "في", "جي", "هو", "شا", "قا", "ري"],
    ];
    let mut text = String::new();
    let mut rest = rank + 17;
    while rest > 0 {
        text.push_str(SYLLABLES[usize::from(arabic)][(rest % 16) as usize]);
        rest /= 16;
    }
    text
}

/// One report with all that belongs to it.
pub struct Made {
    pub article: Article,
    pub transcript: Transcript,
    pub alignment: Alignment,
}

pub fn made(number: u64) -> Made {
    let arabic = number.is_multiple_of(2);
    let mut numbers = Numbers(number * 7919 + 1);
    // Zipf's law by inversion: rank r is drawn with a chance of about 1 / r.
    let ranks: Vec<u64> = (0..WORDS).map(|_| ((VOCABULARY as f64).powf(numbers.part()) - 1.0) as u64).collect();
    let mut text = String::new();
    for (n, &rank) in ranks.iter().enumerate() {
        text.push_str(&word(rank, arabic));
        text.push_str(match (n + 1) % (SENTENCE * 3) {
            0 => ".\n\n",
            at if at.is_multiple_of(SENTENCE) => ". ",
            _ => " ",
        });
    }
    let article = article::read(text.as_bytes(), &ReadOptions::default()).expect("a text is an article");
    let transcript = heard(&ranks, arabic, &mut numbers);
    let alignment = align::align(&transcript, &article);
    Made { article, transcript, alignment }
}

fn heard(ranks: &[u64], arabic: bool, numbers: &mut Numbers) -> Transcript {
    let (mut words, mut segments, mut at) = (Vec::new(), Vec::new(), 300_u32);
    for line in ranks.chunks(SENTENCE) {
        let (first, from) = (words.len(), at);
        for &rank in line {
            let misheard = numbers.below(20) == 0;
            let text = word(if misheard { rank + 1 } else { rank }, arabic);
            let length = 180 + numbers.below(350) as u32;
            let confidence = Some(0.5 + 0.5 * numbers.part() as f32);
            words.push(Word { text, span: Some(Span::from_millis(at, at + length)), confidence, second_pass: false });
            at += length + numbers.below(120) as u32;
        }
        segments.push(Segment {
            span: Span::from_millis(from, at),
            words: first..words.len(),
            speaker: None,
            language: None,
        });
        at += 200 + numbers.below(600) as u32;
    }
    let engine = Engine {
        name: "generated".to_owned(),
        model: Some("bench".to_owned()),
        model_sha256: Some(Sha256::of(b"bench")),
        options: vec!["beam=5".to_owned()],
    };
    let language = if arabic { Language::arabic() } else { Language::english() };
    let speech = Some(vec![Span::from_millis(0, at)]);
    Transcript::new(engine, language, Some(Millis::new(at)), words, segments, speech)
}
