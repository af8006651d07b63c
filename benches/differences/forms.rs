//! The same said in another form, which is no difference: numbers in words, contractions written out, British and American
//! spelling, Arabic letters that are written one way or another. And slips of the reader, which are small differences.

use crate::numbers::words;
use crate::place::{Kind, Place};
use crate::random::Random;
use crate::spelled;

const CONTRACTIONS: [(&str, &str); 14] = [
    ("isn't", "is not"),
    ("don't", "do not"),
    ("doesn't", "does not"),
    ("didn't", "did not"),
    ("hadn't", "had not"),
    ("wasn't", "was not"),
    ("can't", "cannot"),
    ("won't", "will not"),
    ("I've", "I have"),
    ("I'm", "I am"),
    ("they've", "they have"),
    ("we're", "we are"),
    ("there's", "there is"),
    ("she'd", "she had"),
];
const AMERICAN: [(&str, &str); 12] = [
    ("metres", "meters"),
    ("metre", "meter"),
    ("colour", "color"),
    ("harbour", "harbor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("programme", "program"),
    ("apologis", "apologiz"),
    ("sceptic", "skeptic"),
    ("centre", "center"),
    ("practis", "practic"),
    ("grey", "gray"),
];

/// Every word of a block that has another form, in that form as said.
pub fn places(block: &str, arabic: bool, random: &mut Random) -> Vec<Place> {
    let form = |random: &mut Random, word: &str| {
        number(word, arabic, random).or_else(|| if arabic { letters(word, random) } else { english(word) })
    };
    let each = words(block).into_iter();
    each.filter_map(|at| Place::new(Kind::Same, at.clone(), &form(random, &block[at.clone()])?, &block[at])).collect()
}

fn number(word: &str, arabic: bool, random: &mut Random) -> Option<String> {
    let core = word.trim_end_matches(['.', ',', ':', '،', '%']);
    let value: u64 = core.replace(',', "").parse().ok().filter(|n| *n < 1_000_000)?;
    let tail = &word[core.len()..];
    let either = random.chance(0.5);
    let year = (1_901..2_000).contains(&value) && core.len() == 4 && value % 100 > 9;
    let spoken = match (arabic, year) {
        (true, _) => spelled::arabic(value, either),
        (false, true) => format!("{} {}", spelled::english(value / 100, false), spelled::english(value % 100, false)),
        (false, false) => spelled::english(value, either),
    };
    let percent = if arabic { " في المئة" } else { " percent" };
    Some(format!("{spoken}{}", tail.replace('%', percent)))
}

fn english(word: &str) -> Option<String> {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let contraction = CONTRACTIONS.iter().find(|(short, _)| short.eq_ignore_ascii_case(core));
    if let Some((_, long)) = contraction {
        return Some(word.replace(core, long));
    }
    let (british, american) = AMERICAN.iter().find(|(british, _)| core.contains(british))?;
    Some(word.replace(british, american))
}

fn letters(word: &str, random: &mut Random) -> Option<String> {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    // Marks and signs that do not show are none of a recogniser's ways to spell.
    let forms: Vec<String> = spelled::apart(core).into_iter().filter(|form| form.chars().all(char::is_alphabetic)).collect();
    let form = random.pick(&forms)?;
    (!core.is_empty()).then(|| word.replace(core, form))
}

const ENGLISH_SLIPS: [(&str, &str); 14] = [
    ("on", "upon"),
    ("that", "which"),
    ("a", "the"),
    ("the", "a"),
    ("in", "on"),
    ("this", "that"),
    ("will", "would"),
    ("has", "had"),
    ("says", "said"),
    ("said", "says"),
    ("and", "or"),
    ("his", "the"),
    ("children", "child"),
    ("months", "month"),
];
const ARABIC_SLIPS: [(&str, &str); 10] = [
    ("على", "في"),
    ("في", "من"),
    ("أن", "بأن"),
    ("هذه", "تلك"),
    ("هذا", "ذلك"),
    ("التي", "الذي"),
    ("وقال", "ويقول"),
    ("وأضاف", "وأضافت"),
    ("قد", "لقد"),
    ("عن", "من"),
];

/// Words that a reader may slip on.
pub fn slips(block: &str, arabic: bool) -> Vec<Place> {
    let list = if arabic { &ARABIC_SLIPS[..] } else { &ENGLISH_SLIPS };
    let slip = |word: &str| list.iter().find(|(from, _)| *from == word).map(|(_, to)| *to);
    let each = words(block).into_iter();
    each.filter_map(|at| Place::new(Kind::Slip, at.clone(), slip(&block[at.clone()])?, &block[at])).collect()
}
