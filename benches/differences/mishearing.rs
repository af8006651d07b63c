//! What a recogniser writes instead of a word: another that sounds the same, another form of it, a near word, no word at all,
//! any word; in the shares that were measured for Whisper.

use crate::numbers::words;
use crate::place::distance;
use crate::random::Random;
use crate::text::Text;

/// Writes wrong words of one language.
pub struct Mishearing {
    arabic: bool,
    /// The words of all texts, in small letters.
    vocabulary: Vec<String>,
}

impl Mishearing {
    pub fn new(texts: &[(String, Text)], arabic: bool) -> Self {
        let blocks = texts.iter().filter(|(_, text)| text.is_arabic() == arabic).flat_map(|(_, text)| &text.blocks);
        let cores = |block: &String| words(block).into_iter().map(|at| core(&block[at]).to_lowercase()).collect::<Vec<_>>();
        let mut vocabulary: Vec<String> = blocks.flat_map(cores).filter(|w| w.chars().all(char::is_alphabetic)).collect();
        vocabulary.sort();
        vocabulary.dedup();
        vocabulary.retain(|word| !word.is_empty());
        Self { arabic, vocabulary }
    }

    /// Any word.
    pub fn any(&self, random: &mut Random) -> String {
        random.pick(&self.vocabulary).cloned().unwrap_or_default()
    }

    /// Another word for `word`, in its case and with its signs.
    pub fn of(&self, word: &str, random: &mut Random) -> String {
        let was = core(word);
        if was.is_empty() {
            return word.to_owned();
        }
        let small = was.to_lowercase();
        let wrong = if self.arabic { self.arabic(&small, random) } else { self.english(&small, random) };
        let capital = was.chars().next().is_some_and(char::is_uppercase);
        let mut letters = wrong.chars();
        let wrong = match letters.next().filter(|_| capital) {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => wrong,
        };
        word.replacen(was, &wrong, 1)
    }

    fn english(&self, word: &str, random: &mut Random) -> String {
        match random.below(100) {
            0..25 => sounding_the_same(word, random),
            25..50 if word.len() > 3 => inflected(word, random),
            25..80 => self.near(word, random),
            80..90 => one_letter(word, false, random),
            _ => self.any(random),
        }
    }

    fn arabic(&self, word: &str, random: &mut Random) -> String {
        match random.below(120) {
            0..4 => random.pick(&["ما", "لا", "ما", "غير"]).map(|w| (*w).to_owned()).unwrap_or_default(),
            4..28 => clitic(word, random),
            28..70 => one_letter(word, true, random),
            70..102 => self.near(word, random),
            _ => self.any(random),
        }
    }

    /// A word that differs in a third of the letters at most, or one letter in short words.
    fn near(&self, word: &str, random: &mut Random) -> String {
        let long = word.chars().count();
        let within = |other: &&String| {
            let apart = distance(word, other);
            apart > 0 && apart <= (long / 3).max(1)
        };
        let near: Vec<&String> = self.vocabulary.iter().filter(within).collect();
        random.pick(&near).map_or_else(|| one_letter(word, self.arabic, random), |w| (*w).clone())
    }
}

/// A word without the signs around it.
pub fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Sets of words that sound the same.
const SAME_SOUND: [&[&str]; 44] = [
    &["their", "there", "they're"],
    &["to", "too"],
    &["for", "fore"],
    &["by", "buy"],
    &["here", "hear"],
    &["its", "it's"],
    &["one", "won"],
    &["our", "hour"],
    &["no", "know"],
    &["new", "knew"],
    &["right", "write"],
    &["see", "sea"],
    &["son", "sun"],
    &["week", "weak"],
    &["whole", "hole"],
    &["would", "wood"],
    &["which", "witch"],
    &["whose", "who's"],
    &["past", "passed"],
    &["peace", "piece"],
    &["plain", "plane"],
    &["price", "prise"],
    &["read", "red"],
    &["road", "rode"],
    &["sale", "sail"],
    &["some", "sum"],
    &["than", "then"],
    &["threw", "through"],
    &["two", "too"],
    &["wait", "weight"],
    &["way", "weigh"],
    &["wear", "where"],
    &["weather", "whether"],
    &["you're", "your"],
    &["made", "maid"],
    &["mail", "male"],
    &["main", "mane"],
    &["meet", "meat"],
    &["be", "bee"],
    &["been", "bean"],
    &["due", "dew"],
    &["four", "for"],
    &["find", "fined"],
    &["fair", "fare"],
];
/// Spellings of one sound, for words that have no other of their sound: names above all.
const SPELLINGS: [(&str, &str); 14] = [
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "kw"),
    ("ll", "l"),
    ("ss", "s"),
    ("tt", "t"),
    ("nn", "n"),
    ("ie", "y"),
    ("ey", "y"),
    ("ea", "ee"),
    ("ai", "ay"),
    ("oo", "u"),
    ("er", "or"),
    ("c", "k"),
];

fn sounding_the_same(word: &str, random: &mut Random) -> String {
    if let Some(row) = SAME_SOUND.iter().find(|row| row.contains(&word)) {
        return random
            .pick(&row.iter().filter(|w| **w != word).collect::<Vec<_>>())
            .map_or(String::new(), |w| (**w).to_owned());
    }
    match SPELLINGS.iter().find(|(from, _)| word.contains(from)) {
        Some((from, to)) => word.replacen(from, to, 1),
        None if word.len() > 3 => inflected(word, random),
        None => one_letter(word, false, random),
    }
}

fn inflected(word: &str, random: &mut Random) -> String {
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
            return if random.chance(0.7) {
                stem.to_owned()
            } else {
                format!("{stem}{}", if ending == "ed" { "s" } else { "ed" })
            };
        }
    }
    format!("{word}{}", random.pick(&["s", "s", "ed", "ing"]).copied().unwrap_or("s"))
}

/// The article or a particle written at the word gained or lost.
fn clitic(word: &str, random: &mut Random) -> String {
    for lost in ["وال", "ال", "و", "ب", "ل", "ف"] {
        if let Some(stem) = word.strip_prefix(lost).filter(|stem| stem.chars().count() >= 3) {
            return stem.to_owned();
        }
    }
    format!("{}{word}", random.pick(&["ال", "ال", "و", "ب", "ل"]).copied().unwrap_or("ال"))
}

const ARABIC_NEAR: [(char, char); 18] = [
    ('ض', 'د'),
    ('ص', 'س'),
    ('ث', 'ت'),
    ('ق', 'ك'),
    ('ط', 'ت'),
    ('ظ', 'ز'),
    ('ذ', 'ز'),
    ('ح', 'ه'),
    ('ع', 'ا'),
    ('غ', 'ق'),
    ('خ', 'ح'),
    ('س', 'ص'),
    ('د', 'ض'),
    ('ت', 'ط'),
    ('ك', 'ق'),
    ('ه', 'ح'),
    ('ب', 'م'),
    ('ن', 'م'),
];
const ENGLISH_NEAR: [(char, char); 16] = [
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
    ('l', 'r'),
    ('r', 'l'),
];

/// One letter changed for a near one, or a vowel gained: mostly no word.
fn one_letter(word: &str, arabic: bool, random: &mut Random) -> String {
    let near: &[(char, char)] = if arabic { &ARABIC_NEAR } else { &ENGLISH_NEAR };
    let mut letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> = (0..letters.len()).filter(|at| near.iter().any(|(from, _)| *from == letters[*at])).collect();
    match random.pick(&places).copied().filter(|_| random.chance(0.7)) {
        Some(at) => letters[at] = near.iter().find(|(from, _)| *from == letters[at]).map_or(letters[at], |(_, to)| *to),
        None => {
            let vowels: &[char] = if arabic { &['ا', 'و', 'ي'] } else { &['a', 'e', 'i'] };
            let vowel = random.pick(vowels).copied().unwrap_or('e');
            letters.insert(1 + random.below(letters.len()), vowel);
        }
    }
    letters.into_iter().collect()
}
