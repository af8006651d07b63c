//! The table: every measure, its goal, what was found, and what the rivals reach where they can give an answer.

use rawi::align::{PairVerdict, align};

use crate::baselines::{self, Baseline, linked};
use crate::bench::Bench;
use crate::recipe::{PLAIN, Recipe};
use crate::row::{F1, Goal, Row, Unit, row, share};
use crate::score::Score;
use crate::share::{Share, calibration};
use crate::{cost, pairs, real, words};

/// All rows, and the reliability curve of the links: mean confidence, share right, count.
pub fn all(bench: &Bench, rivals: bool) -> (Vec<Row>, Vec<(f64, f64, usize)>) {
    let rivals: &[Baseline] = if rivals { &baselines::ALL } else { &[] };
    let mut rows = links(bench, rivals);
    let mixed = Mixed::measure(bench, rivals);
    rows.extend(mixed.rows());
    rows.extend(pair_rows(bench));
    let (error, curve) = calibration(&mixed.all.calibration);
    rows.push(row("calibration of word confidence, ECE in 10 bins", Goal::AtMost(0.05), error, F1));
    let (error, _) = calibration(&mixed.all.sentence_calibration);
    rows.push(row("calibration of sentence confidence, ECE in 10 bins", Goal::AtMost(0.05), error, F1));
    rows.extend(words::rows(bench, rivals.len()));
    rows.extend(cost::rows(rivals));
    rows.extend(real::rows());
    (rows, curve)
}

fn rival_score(bench: &Bench, recipe: Recipe, link: fn(&[&str], &[&str]) -> baselines::Links, score: &mut Score) {
    for case in bench.cases(recipe) {
        score.add_links(&case, &linked(&case.article, &case.transcript, link));
    }
}

fn links(bench: &Bench, rivals: &[Baseline]) -> Vec<Row> {
    let mut rows = Vec::new();
    for percent in [5_u32, 15, 25, 35, 45] {
        let recipe = Recipe { errors: f64::from(percent) / 100.0, ..PLAIN };
        let mut score = Score::default();
        bench.score(recipe, &mut score);
        let of = |link| {
            let mut score = Score::default();
            rival_score(bench, recipe, link, &mut score);
            score.links
        };
        let found: Vec<_> = rivals.iter().map(|(name, link)| (*name, of(*link))).collect();
        let goal = match percent {
            15 => Goal::AtLeast(0.97),
            35 => Goal::AtLeast(0.92),
            _ => Goal::Open,
        };
        let name = format!("word-link F1, {percent} % word errors, 30 % unspoken, 20 % extra");
        let rivals = found.iter().map(|(name, hits)| (*name, hits.f1())).collect();
        rows.push(Row { rivals, ..row(&name, goal, score.links.f1(), F1) });
        let goal = if percent == 35 { Goal::AtLeast(0.97) } else { Goal::Open };
        let rivals = found.iter().map(|(name, hits)| (*name, hits.precision())).collect();
        rows.push(Row { rivals, ..row("… precision", goal, score.links.precision(), F1) });
    }
    rows
}

/// Recipes with everything in them, at word errors of 5, 15 and 25 %.
struct Mixed {
    all: Score,
    /// Recordings of which nobody told where there is speech.
    silent: Score,
    rivals: Vec<(&'static str, Score)>,
}

impl Mixed {
    fn measure(bench: &Bench, rivals: &[Baseline]) -> Self {
        let mut mixed = Self { all: Score::default(), silent: Score::default(), rivals: Vec::new() };
        mixed.rivals = rivals.iter().map(|(name, _)| (*name, Score::default())).collect();
        for errors in [0.05, 0.15, 0.25] {
            for (unspoken, extra) in [(0.0, 0.0), (0.15, 0.2), (0.3, 0.4), (0.5, 0.2)] {
                let plain = Recipe { errors, unspoken, extra, ..PLAIN };
                let recipes = [
                    Recipe { speech: false, headline_copy: true, ..plain },
                    Recipe { moved: true, repeated: true, music: true, ..plain },
                    Recipe { loops: true, skipped: true, ..plain },
                ];
                for recipe in recipes {
                    bench.score(recipe, &mut mixed.all);
                    for ((_, link), (_, score)) in rivals.iter().zip(&mut mixed.rivals) {
                        rival_score(bench, recipe, *link, score);
                    }
                }
                bench.score(Recipe { skipped: true, speech: false, ..plain }, &mut mixed.silent);
                bench.score(Recipe { music: true, speech: false, ..plain }, &mut mixed.silent);
            }
        }
        mixed
    }

    fn share(&self, measure: &str, goal: Goal, of: impl Fn(&Score) -> Share, rivals: bool) -> Row {
        let mut row = share(measure, goal, of(&self.all));
        if rivals {
            row.rivals = self.rivals.iter().map(|(name, score)| (*name, of(score).value())).collect();
        }
        row
    }

    fn rows(&self) -> Vec<Row> {
        let (all, silent) = (&self.all, &self.silent);
        let [spoken, partly, not, furniture] = all.verdicts.map(|h| h.f1());
        let mut verdicts = row("sentence verdicts, macro-F1", Goal::AtLeast(0.95), Score::macro_f1(&all.verdicts), F1);
        verdicts.note = format!("spoken {spoken:.3}, partly {partly:.3}, not spoken {not:.3}, furniture {furniture:.3}");
        let [printed, extra, made_up] = all.audio.map(|h| h.f1());
        let mut audio =
            row("audio verdicts, macro-F1 over heard words", Goal::AtLeast(0.93), Score::macro_f1(&all.audio), F1);
        audio.note = format!("in article {printed:.3}, not in article {extra:.3}, made up {made_up:.3}");
        let unflagged = (all.unflagged + silent.unflagged) as f64;
        vec![
            verdicts,
            audio,
            self.share("start of spoken sentences within 0.2 s", Goal::AtLeast(0.95), |s| s.start_200, true),
            self.share("… within 0.5 s", Goal::AtLeast(0.99), |s| s.start_500, true),
            row("times guessed and not flagged", Goal::AtMost(0.0), unflagged, Unit::Plain(0, "")),
            self.share("drift after a gap at most one word", Goal::AtLeast(1.0), |s| s.drift, true),
            self.share("moved sentences of 8 words and more found", Goal::AtLeast(0.95), |s| s.moved, false),
            self.share("… false moves", Goal::AtMost(0.005), |s| s.false_moves, false),
            self.share("repeated sentences to the right place or flagged", Goal::AtLeast(0.98), |s| s.repeated, true),
            self.share("headlines that copy the lead told", Goal::Open, |s| s.copies, false),
            self.share("numerals said in words linked with all of them", Goal::Open, |s| s.numerals, true),
            self.share("loops and stock phrases flagged", Goal::AtLeast(0.95), |s| s.made_up, false),
            self.share("… false flags", Goal::AtMost(0.01), |s| s.false_flags, false),
            share("skipped windows found, speech activity known", Goal::AtLeast(0.95), both(all.skipped, all.skipped_other)),
            share("… not known, 10 s of the article or more in it", Goal::AtLeast(0.95), silent.skipped),
            share("… not known, mostly other speech in it", Goal::Open, silent.skipped_other),
            share(
                "recordings with a window named that was not skipped",
                Goal::Open,
                both(all.false_skips, silent.false_skips),
            ),
        ]
    }
}

fn both(a: Share, b: Share) -> Share {
    Share(a.0 + b.0, a.1 + b.1)
}

fn pair_rows(bench: &Bench) -> Vec<Row> {
    let mut hard = Share::default();
    for case in bench.cases(Recipe { errors: 0.35, unspoken: 0.4, ..PLAIN }) {
        hard.add(align(&case.transcript, &case.article).pair.verdict == PairVerdict::Matched);
    }
    vec![
        share("wrong pairs refused: another day's article", Goal::AtLeast(1.0), pairs::another_day(bench)),
        share("… another language", Goal::AtLeast(1.0), pairs::another_language(bench)),
        share("… the same story by another agency", Goal::AtLeast(1.0), pairs::another_agency(bench)),
        share("right pairs accepted: 35 % word errors, 40 % unspoken", Goal::AtLeast(0.995), hard),
        share("… a short extract of a long programme", Goal::AtLeast(0.995), pairs::extract(bench)),
    ]
}
