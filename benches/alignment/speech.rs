//! Says a plan aloud as a recogniser would write it down: misheard, cut apart, joined, in another spelling, with numbers in
//! words; and remembers which heard words each printed word became.

use rawi::align::WordRange;
use rawi::article::Article;
use rawi::text::normalise;
use rawi::time::{Millis, Span};
use rawi::transcript::{Engine, Transcript, Word};

use crate::random::Random;
use crate::recipe::Recipe;
use crate::spelled;
use crate::text::Text;
use crate::truth::{Heard, Truth, Utterance};
use rawi::text::tokens;

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

    /// A numeral as it is read out, half of the time.
    fn in_words(&mut self, word: &str) -> Option<String> {
        let digits = word.chars().all(|c| c.is_numeric() || matches!(c, ',' | '٬'));
        let value = normalise(word).number()?.as_whole().filter(|n| digits && *n < 1_000_000)?;
        let (say, other) = (self.random.chance(0.5), self.random.chance(0.5));
        let text = if self.arabic { spelled::arabic(value, other) } else { spelled::english(value, other) };
        say.then_some(text)
    }

    /// Says one word as a recogniser would write it, and returns which heard words it became.
    fn say(&mut self, word: &str, kind: Heard) -> Option<WordRange> {
        let from = self.words.len();
        if let Some(spoken) = self.in_words(word) {
            spoken.split([' ', '-']).for_each(|piece| self.emit(piece, kind));
            return Some(WordRange::new(from, self.words.len()));
        }
        let word = variant(word, self.arabic, self.random);
        if !self.random.chance(self.errors) {
            self.emit(&word, kind);
            return Some(WordRange::new(from, from + 1));
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
                Some(WordRange::new(from, from + 1))
            }
            22..34 if word.chars().count() >= 4 => {
                let cut =
                    if self.arabic && word.starts_with('و') { 1 } else { 2 + self.random.below(word.chars().count() - 3) };
                let at = word.char_indices().nth(cut).map_or(word.len(), |(at, _)| at);
                let (head, tail) = word.split_at(at);
                self.emit(head, kind);
                self.emit(tail, kind);
                Some(WordRange::new(from, from + 2))
            }
            34..74 => {
                let wrong = confuse(&word, self.arabic, self.random);
                self.emit(&wrong, kind);
                Some(WordRange::new(from, from + 1))
            }
            _ => {
                let wrong = self.random.pick(&self.vocabulary).cloned().unwrap_or(word);
                self.emit(&wrong, kind);
                Some(WordRange::new(from, from + 1))
            }
        }
    }
}

/// The same word in another spelling that a recogniser might choose.
fn variant(word: &str, arabic: bool, random: &mut Random) -> String {
    if !random.chance(0.15) {
        return word.to_owned();
    }
    if !arabic {
        let american = AMERICAN.iter().fold(word.to_lowercase(), |word, (british, plain)| word.replace(british, plain));
        return american;
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

const AMERICAN: [(&str, &str); 8] = [
    ("colour", "color"),
    ("harbour", "harbor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("favour", "favor"),
    ("metre", "meter"),
    ("travell", "travel"),
    ("’", "'"),
];
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

pub fn speak(
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
                    let word = token.range.of(article.text());
                    let link = mouth.say(word, Heard::Printed);
                    truth.links[offsets[*sentence] + t] = link;
                    if word.starts_with(char::is_numeric)
                        && link.is_some_and(|heard| !is_numeral(&mouth.words[heard.start()]))
                    {
                        truth.numerals.push(offsets[*sentence] + t);
                    }
                }
            }
            Utterance::Extra(line) => {
                for token in tokens(line) {
                    mouth.say(token.range.of(line), Heard::Extra);
                }
            }
            Utterance::Loop => said_in_a_loop(&mut mouth),
            Utterance::Music => {
                let long = 8_000 + mouth.random.below(12_000) as u32;
                mouth.pause(long);
            }
        }
        if !matches!(utterance, Utterance::Loop | Utterance::Music) {
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

fn is_numeral(word: &Word) -> bool {
    word.text.starts_with(char::is_numeric)
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
        let text = words[first..first + count].iter().zip(&truth.heard[first..]).filter(|(_, h)| **h == Heard::Printed);
        truth.skipped_text_ms = text.filter_map(|(w, _)| w.span).map(|s| s.duration().as_millis()).sum();
        words.drain(first..first + count);
        truth.heard.drain(first..first + count);
        truth.skipped = Some(window);
        for (i, link) in truth.links.iter_mut().enumerate() {
            if let Some(heard) = *link {
                let sentence = offsets.partition_point(|o| *o <= i) - 1;
                if heard.overlaps(WordRange::new(first, first + count)) {
                    *link = None;
                    truth.cut[sentence] = true;
                } else if heard.start() >= first + count {
                    *link = Some(WordRange::new(heard.start() - count, heard.end() - count));
                }
            }
        }
    }
    (words, recipe.speech.then_some(speech), at)
}
