//! The table: every measure, its goal, what was found.

use rawi::align::align;
use rawi::transcript::corrected;

use crate::asked::asked;
use crate::generate::case;
use crate::hear::{Heard, hear};
use crate::mishearing::Mishearing;
use crate::page::{USUAL, page};
use crate::place::Kind;
use crate::random::Random;
use crate::recipe::PLAIN;
use crate::recipe::Recipe;
use crate::row::{F1, Goal, Row, Unit, row, share};
use crate::score::{Score, due};
use crate::share::{Share, calibration};
use crate::text::Text;
use crate::told;

/// The texts of one language on which is tuned or reported, and how often each is read.
pub struct Bench {
    pub texts: Vec<(String, Text)>,
    pub readings: u64,
    /// Whether on the texts for tuning, every other one from the first; reported is on the rest.
    pub tuning: bool,
}

/// One language, read with so many errors.
pub struct Measured {
    pub arabic: bool,
    pub errors: f64,
    pub answers: bool,
    pub score: Score,
}

impl Bench {
    pub fn new(readings: u64, tuning: bool) -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/alignment/texts");
        let mut files: Vec<_> = std::fs::read_dir(&folder).expect("the texts").flatten().map(|e| e.path()).collect();
        files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        files.sort();
        let named = |p: &std::path::PathBuf| {
            let name = p.file_stem()?.to_str()?.to_owned();
            let text = Text::read(&name, &std::fs::read_to_string(p).ok()?);
            Some((name, text))
        };
        Self { texts: files.iter().filter_map(named).collect(), readings, tuning }
    }

    /// The texts of a language that count, each with a number that no other has.
    fn own(&self, arabic: bool) -> impl Iterator<Item = (u64, &(String, Text))> {
        let all = self.texts.iter().enumerate().map(|(number, text)| (number as u64, text));
        all.filter(move |(number, (_, text))| text.is_arabic() == arabic && number.is_multiple_of(2) == self.tuning)
    }

    /// With `answers`, of a second pass in which the recogniser was asked for both texts.
    pub fn measure(&self, arabic: bool, errors: f64, answers: bool) -> Measured {
        let mishearing = Mishearing::new(&self.texts, arabic);
        let mut score = Score::default();
        for (number, (name, text)) in self.own(arabic) {
            for reading in 0..self.readings {
                let seed = number * 100_000 + reading;
                let mut random = Random::new(seed);
                let page = page(name, text, USUAL, &mut random);
                let mut heard = hear(&page, errors, &mishearing, &mut random);
                let mut found = align(&heard.transcript, &page.article);
                if answers {
                    let said = due(&page, &heard, &told::all(&found).collect::<Vec<_>>());
                    heard.transcript = asked(&heard.transcript, &found, arabic, &said, &mut random);
                    found = align(&heard.transcript, &page.article);
                }
                score.add(&input(name, seed, errors), &page, &heard, &found);
            }
        }
        Measured { arabic, errors, answers, score }
    }

    /// Transcripts that a person has corrected to what was said.
    fn corrected(&self) -> Score {
        let mut score = Score::default();
        for arabic in [false, true] {
            let mishearing = Mishearing::new(&self.texts, arabic);
            for (number, (name, text)) in self.own(arabic) {
                for reading in 0..self.readings.div_ceil(4) {
                    let seed = 7_000_000 + number * 100_000 + reading;
                    let mut random = Random::new(seed);
                    let page = page(name, text, USUAL, &mut random);
                    let heard = hear(&page, 0.1, &mishearing, &mut random);
                    let transcript = corrected(&heard.transcript, &page.said.join(" "));
                    let of = (0..page.said.len()).map(|at| at..at + 1).collect();
                    let heard = Heard { transcript, of, wrong: vec![false; page.said.len()] };
                    let from = format!("{}, corrected", input(name, seed, 0.1));
                    score.add(&from, &page, &heard, &align(&heard.transcript, &page.article));
                }
            }
        }
        score
    }

    /// Heard words in no place or in two, and how many were heard, in the alignment's own cases: sentences that are not read, moved
    /// and read twice, speech that is not printed, loops.
    fn astray(&self) -> (Vec<String>, usize) {
        let texts: Vec<Text> =
            self.texts.iter().map(|(_, t)| Text { language: t.language.clone(), blocks: t.blocks.clone() }).collect();
        let (mut astray, mut words) = (Vec::new(), 0);
        let recipes = [
            Recipe { errors: 0.1, ..PLAIN },
            Recipe { errors: 0.2, moved: true, repeated: true, ..PLAIN },
            Recipe { loops: true, skipped: true, ..PLAIN },
            Recipe { headline_copy: true, speech: false, unspoken: 0.1, ..PLAIN },
        ];
        for (number, recipe) in recipes.into_iter().enumerate() {
            for which in 0..texts.len() {
                for reading in 0..self.readings.div_ceil(10) {
                    let seed = 9_000_000 + number as u64 * 100_000 + which as u64 * 1000 + reading;
                    let case = case(&texts, which, recipe, seed);
                    let found = align(&case.transcript, &case.article);
                    let from =
                        format!("{}, recipe {number} of the alignment", input(&self.texts[which].0, seed, recipe.errors));
                    astray.extend(told::astray(&found, case.transcript.words(), &from));
                    words += case.transcript.words().len();
                }
            }
        }
        (astray, words)
    }

    /// The heard words of all cases without answers that stand in no place or in two, and how many were heard.
    pub fn all_astray(&self) -> (Vec<String>, usize) {
        let (mut astray, mut words) = self.astray();
        for (arabic, errors) in [(false, 0.1), (true, 0.1), (false, 0.2), (true, 0.2), (false, 0.4), (true, 0.4)] {
            let score = self.measure(arabic, errors, false).score;
            astray.extend(score.astray);
            words += score.words;
        }
        (astray, words)
    }
}

fn input(text: &str, seed: u64, errors: f64) -> String {
    format!("{text}, seed {seed}, {:.0} % word errors", 100.0 * errors)
}

const WEIGHTY: [(Kind, &str); 4] =
    [(Kind::Negation, "negations"), (Kind::Number, "numbers"), (Kind::Date, "dates"), (Kind::Name, "names")];
const LIGHTER: [(Kind, &str, Goal); 4] = [
    (Kind::Opposite, "opposites", Goal::AtLeast(0.93)),
    (Kind::Wording, "rewordings", Goal::AtLeast(0.93)),
    (Kind::Added, "words said and not published", Goal::Open),
    (Kind::Omitted, "words published and not said", Goal::Open),
];

/// All rows, and the examples of what went wrong.
pub fn all(bench: &Bench) -> (Vec<Row>, Vec<String>) {
    let each = |errors, answers| [false, true].map(|arabic| bench.measure(arabic, errors, answers));
    let (ten, twenty) = (each(0.1, false), each(0.2, false));
    let (ten_asked, twenty_asked) = (each(0.1, true), each(0.2, true));
    let corrected = bench.corrected();
    let mut rows = Vec::new();
    rows.extend(ten.iter().flat_map(|m| recall(m, true)));
    rows.extend(ten.iter().zip([5.0; 2]).chain(twenty.iter().zip([12.0; 2])).map(|(m, most)| false_reports(m, most)));
    rows.extend(ten.iter().map(forms));
    let (mut astray, mut heard) = bench.astray();
    for score in ten.iter().chain(&twenty).chain(&ten_asked).chain(&twenty_asked).map(|m| &m.score).chain([&corrected]) {
        astray.extend(score.astray.iter().cloned());
        heard += score.words;
    }
    let note = format!("of {heard} heard");
    let none = Goal::AtMost(0.0);
    rows.push(Row {
        note,
        ..row("heard words that stand in no verdict, or in two", none, astray.len() as f64, Unit::Plain(0, ""))
    });
    rows.extend(corrected_rows(&corrected));
    rows.extend(ten.iter().flat_map(more));
    rows.extend(ten_asked.iter().chain(&twenty_asked).flat_map(|m| recall(m, false)));
    rows.extend(
        ten_asked.iter().zip([5.0; 2]).chain(twenty_asked.iter().zip([12.0; 2])).map(|(m, most)| false_reports(m, most)),
    );
    rows.extend(twenty.iter().flat_map(|m| recall(m, false)));
    let strays = astray.into_iter().map(|e| format!("astray {e}"));
    let examples = ten.into_iter().flat_map(|m| m.score.examples.into_iter().map(move |e| (m.arabic, e)));
    let examples = examples.map(|(arabic, e)| format!("{} {e}", if arabic { "ar" } else { "en" })).collect::<Vec<_>>();
    let fixed = corrected.examples.into_iter().map(|e| format!("corrected {e}"));
    (rows, strays.chain(examples).chain(fixed).collect())
}

fn title(of: &Measured) -> String {
    let answers = if of.answers { ", both texts asked for" } else { "" };
    format!("{}, {:.0} % word errors{answers}", if of.arabic { "Arabic" } else { "English" }, 100.0 * of.errors)
}

fn recall(of: &Measured, goals: bool) -> Vec<Row> {
    let goal = |goal: Goal| if goals { goal } else { Goal::Open };
    let recall = |kind: &Kind| of.score.recall.get(kind).copied().unwrap_or_default();
    let weighty = WEIGHTY.iter().map(|(kind, name)| {
        share(&format!("{}: planted {name} told as `meaning`", title(of)), goal(Goal::AtLeast(0.97)), recall(kind).meaning)
    });
    let lighter = LIGHTER.iter().map(|(kind, name, least)| {
        share(&format!("{}: planted {name} told as `meaning` or `wording`", title(of)), goal(*least), recall(kind).shown)
    });
    weighty.chain(lighter).collect()
}

fn false_reports(of: &Measured, most: f64) -> Row {
    let score = &of.score;
    let per = |count: usize| count as f64 * 1000.0 / score.words.max(1) as f64;
    let [meaning, wording, hearing] = [score.false_meaning, score.false_wording, score.false_hearing].map(per);
    let name = format!("{}: false `meaning` or `wording` to 1,000 words read as printed", title(of));
    let note = format!("meaning {meaning:.1}, wording {wording:.1}; folded away {hearing:.1}");
    Row { note, ..row(&name, Goal::AtMost(most), meaning + wording, Unit::Plain(1, "")) }
}

fn forms(of: &Measured) -> Row {
    let language = if of.arabic { "Arabic" } else { "English" };
    let name = format!("{language}: spelling variants, transliterations, number forms called another word");
    share(&name, Goal::AtMost(0.001), of.score.forms_apart)
}

fn corrected_rows(score: &Score) -> Vec<Row> {
    let mut all = Share::default();
    for recall in score.recall.iter().filter(|(kind, _)| **kind != Kind::Slip).map(|(_, r)| r.shown) {
        all = Share(all.0 + recall.0, all.1 + recall.1);
    }
    let per = |count: usize| count as f64 * 1000.0 / score.words.max(1) as f64;
    vec![
        share(
            "transcripts corrected by a person: planted differences told as `meaning` or `wording`",
            Goal::AtLeast(1.0),
            all,
        ),
        row(
            "… false `meaning` or `wording` to 1,000 words",
            Goal::AtMost(0.0),
            per(score.false_meaning + score.false_wording),
            Unit::Plain(1, ""),
        ),
        row("… told as `hearing`", Goal::AtMost(0.0), score.false_hearing as f64, Unit::Plain(0, "")),
        share("… other forms called another word", Goal::AtMost(0.001), score.forms_apart),
    ]
}

/// Rows without a goal: what stands behind the others.
fn more(of: &Measured) -> Vec<Row> {
    let title = title(of);
    let score = &of.score;
    let kinds = || score.recall.iter().filter(|(kind, _)| **kind != Kind::Slip).map(|(_, recall)| recall);
    let sum =
        |of: fn(&crate::score::Recall) -> Share| kinds().map(of).fold(Share::default(), |a, b| Share(a.0 + b.0, a.1 + b.1));
    let slips = score.recall.get(&Kind::Slip).map(|r| r.told).unwrap_or_default();
    let (error, _) = calibration(&score.calibration);
    vec![
        share(&format!("{title}: planted, near in letters, told as `meaning` or `wording`"), Goal::Open, sum(|r| r.near)),
        share("… far", Goal::Open, sum(|r| r.far)),
        share("… told at any weight", Goal::Open, sum(|r| r.told)),
        share("… told with the planted kind", Goal::Open, sum(|r| r.kind)),
        share("… the word misheard besides, told at any weight", Goal::Open, score.misheard),
        share("… another word called the same", Goal::Open, score.others_same),
        share("… slips of the reader told at any weight", Goal::Open, slips),
        row("… calibration of the confidence, ECE in 10 bins", Goal::Open, error, F1),
    ]
}
