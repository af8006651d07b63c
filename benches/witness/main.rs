//! How well a recogniser's answers tell a real difference from its own mistake: `cargo bench --bench witness -- MODEL LANGUAGE
//! RECORDING TEXT [RECORDING TEXT …]`, the texts being word for word what is said.
//!
//! The recording is recognised, once. Where the text has another word than was heard, the recogniser was wrong: these are asked,
//! and the words that it heard rightly are asked against planted ones, since an article that is edited leaves the sound as it is.

// A benchmark prints.
#![allow(clippy::print_stdout)]

mod planted;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rawi::align::{Alignment, Link, align};
use rawi::article::{self, Article, ReadOptions};
use rawi::audio;
use rawi::job::{Job, MemoryKeeper, Model, Options};
use rawi::recognize::{Doubt, InquirySession, Recognizer, Whisper, WhisperOptions, WindowOptions, inquiries};
use rawi::text::{Language, Sha256, tokens};
use rawi::transcript::Transcript;

type Failure = Box<dyn std::error::Error>;

struct Asked {
    kind: &'static str,
    doubt: Doubt,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [model, language, files @ ..] = arguments.as_slice() else {
        println!("skipped: name a model, a language, and recordings with their texts");
        return Ok(());
    };
    let language: Language = language.parse()?;
    let (mut first_pass, mut weighing, mut count) = (Duration::ZERO, Duration::ZERO, 0);
    println!("recording\tkind\tconfidence\tmargin\theard\tpublished");
    for pair in files.chunks_exact(2) {
        let (recording, text) = (Path::new(&pair[0]), std::fs::read(&pair[1])?);
        let page = article::read(&text, &ReadOptions::default())?;
        let start = Instant::now();
        let transcript = recognised(model, recording, &language)?;
        first_pass += start.elapsed();
        let all = doubts(&transcript, &page);
        let start = Instant::now();
        print(recording, &transcript, &all, model, &language)?;
        weighing += start.elapsed();
        count += all.len();
    }
    let each = weighing.as_secs_f64() / f64::from(u32::try_from(count.max(1))?);
    println!(
        "# recognised in {:.1} s, {count} doubts weighed in {:.1} s, {each:.2} s each",
        first_pass.as_secs_f64(),
        weighing.as_secs_f64()
    );
    Ok(())
}

fn whisper(model: &str) -> Result<Whisper, Failure> {
    Ok(Whisper::load(Path::new(model), model, Sha256::of(model.as_bytes()), WhisperOptions::default())?)
}

fn recognised(model: &str, recording: &Path, language: &Language) -> Result<Transcript, Failure> {
    let options = Options { language: Some(language.clone()), ..Options::default() };
    let mut keeper = MemoryKeeper::default();
    let mut job = Job::new(recording, &mut keeper).options(options);
    Ok(job.transcribe(None, Model::loaded(whisper(model)?))?.transcript)
}

/// The recogniser's mistakes, and planted differences.
fn doubts(transcript: &Transcript, page: &Article) -> Vec<Asked> {
    let alignment: Alignment = align(transcript, page);
    let mut asked = Vec::new();
    let mut right = Vec::new();
    for word in alignment.sentences.iter().flat_map(|s| &s.words) {
        let Some(heard) = word.heard else { continue };
        let from = heard.start();
        let published = page.text()[word.range.start()..word.range.end()].to_owned();
        match word.link {
            Link::Exact | Link::Variant if heard.len() == 1 => right.push((from, published)),
            Link::Substituted | Link::Fuzzy | Link::Sound => {
                asked.push(Asked { kind: "mistake", doubt: Doubt { words: heard.indices(), published } });
            }
            _ => {}
        }
    }
    asked.extend(planted::among(&right).into_iter().map(|(kind, doubt)| Asked { kind, doubt }));
    asked.retain(|a| !same(&a.doubt, transcript));
    asked.sort_by_key(|a| a.doubt.words.start);
    asked
}

fn same(doubt: &Doubt, transcript: &Transcript) -> bool {
    let heard: Vec<&str> = transcript.words()[doubt.words.clone()].iter().map(|w| w.text.as_str()).collect();
    let keys = |text: &str| tokens(text).iter().map(|t| t.normalised.key().to_owned()).collect::<String>();
    keys(&heard.join(" ")) == keys(&doubt.published)
}

fn print(recording: &Path, transcript: &Transcript, all: &[Asked], model: &str, language: &Language) -> Result<(), Failure> {
    let mut recognizer = whisper(model)?;
    let doubts: Vec<Doubt> = all.iter().map(|a| a.doubt.clone()).collect();
    let windows = inquiries(transcript, &doubts, recognizer.longest_window());
    let mut options = WindowOptions::default();
    options.language = Some(language.clone());
    let speech = audio::to_speech(audio::decode(recording, &audio::Options::default())?);
    let mut session =
        InquirySession { recognizer: &mut recognizer, options, cancelled: Arc::new(|| false), keep: &mut |_, _| Ok(()) };
    for answers in session.run(speech, &windows, Vec::new())? {
        for (doubt, margin) in answers.doubts.iter().zip(&answers.margins) {
            let kind = all.iter().find(|a| a.doubt == *doubt).map_or("", |a| a.kind);
            let words = &transcript.words()[doubt.words.clone()];
            let heard: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
            let confidence = words.iter().filter_map(|w| w.confidence).fold(1.0, f32::min);
            let name = recording.file_stem().unwrap_or_default().to_string_lossy();
            let margin = margin.map_or("-".to_owned(), |m| format!("{m:.2}"));
            println!("{name}\t{kind}\t{confidence:.2}\t{margin}\t{}\t{}", heard.join(" "), doubt.published);
        }
    }
    Ok(())
}
