//! What recognition gives with the demonstration model: word times against the truth of the samples.

use std::fs;
use std::sync::Arc;

use rawi::audio::{self, VoiceActivityOptions};
use rawi::models;
use rawi::recognize::{
    Doubt, InquirySession, RecognizedWindow, Session, Whisper, WhisperOptions, WindowOptions, WordTimes, inquiries,
    transcript,
};
use rawi::time::{Millis, Span};
use rawi::transcript::Transcript;

use crate::env::{cache, root};
use crate::required::skip;

/// The demonstration model as its facts want it run.
fn demonstration() -> Option<(models::Demonstration, WhisperOptions)> {
    let Ok(demo) = models::demonstration(&cache().join("rawi/models")) else {
        skip("no demonstration model in this build");
        return None;
    };
    let decode = &demo.facts.decode;
    let mut options = WhisperOptions::default();
    options.longest_window = Millis::new(decode.best_window_seconds * 1000);
    options.fit_context = decode.fit_audio_context;
    options.fallback = decode.temperature_increment > 0.0;
    options.least_probability = decode.least_mean_probability;
    options.word_times = WordTimes::Attention;
    Some((demo, options))
}

/// The windows of a sample as heard, and what its voice activity is.
fn hear(
    demo: &models::Demonstration,
    options: WhisperOptions,
    sample: &str,
    first: usize,
) -> (Vec<RecognizedWindow>, audio::VoiceActivity) {
    let map = audio::voice_activity(speech(sample), VoiceActivityOptions::default()).unwrap();
    let windows = audio::windows(&map, options.longest_window);
    let heard = hear_windows(demo, options, sample, &windows[..first.min(windows.len())]);
    (heard, map)
}

fn speech(sample: &str) -> audio::SpeechStream {
    let path = root().join("samples").join(format!("{sample}.mp3"));
    audio::to_speech(audio::decode(&path, &audio::Options::default()).unwrap())
}

fn hear_windows(
    demo: &models::Demonstration,
    options: WhisperOptions,
    sample: &str,
    windows: &[Span],
) -> Vec<RecognizedWindow> {
    let mut whisper = Whisper::load(&demo.path, "rawi-demo", demo.facts.sha256, options).unwrap();
    let mut window_options = WindowOptions::default();
    window_options.language = Some(sample[..2].parse().unwrap());
    let mut session = Session {
        recognizer: &mut whisper,
        options: window_options,
        cancelled: Arc::new(|| false),
        progress: &mut |_| (),
        keep: &mut |_, _| Ok(()),
    };
    session.run(speech(sample), windows, Vec::new()).unwrap()
}

/// Distances to the truth in milliseconds, and sentence starts: within 200 ms, of all whose first word was heard.
#[derive(Default)]
struct Distances {
    starts: Vec<u32>,
    ends: Vec<u32>,
    near: usize,
    firsts: usize,
}

fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn measure(heard: &Transcript, sample: &str, into: &mut Distances) {
    let truth: serde_json::Value =
        serde_json::from_slice(&fs::read(root().join("samples").join(format!("{sample}.truth.json"))).unwrap()).unwrap();
    let mut said = Vec::new();
    for sentence in truth["sentences"].as_array().unwrap() {
        let words = sentence["words"].as_array().unwrap();
        // What the synthesis spoke as one with its neighbour has no times of its own.
        let joined = |i: usize| i > 0 && words.get(i).is_some_and(|w| w["start_ms"] == words[i - 1]["start_ms"]);
        for (i, word) in words.iter().enumerate() {
            let ms = |key, known: bool| word[key].as_u64().map(|ms| ms as u32).filter(|_| known);
            let (start, end) = (ms("start_ms", !joined(i)), ms("end_ms", !joined(i) && !joined(i + 1)));
            said.push((plain(word["word"].as_str().unwrap()), start, end, i == 0));
        }
    }
    let words: Vec<_> = heard.words().iter().map(|w| (plain(&w.text), w.span)).collect();
    // A longest common subsequence pairs what was heard right.
    let mut longest = vec![vec![0u32; words.len() + 1]; said.len() + 1];
    for i in (0..said.len()).rev() {
        for j in (0..words.len()).rev() {
            let same = said[i].0 == words[j].0;
            longest[i][j] = if same { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < said.len() && j < words.len() {
        if said[i].0 == words[j].0 {
            let (start, end) = (said[i].1, said[i].2);
            let span = words[j].1.unwrap();
            let distance = start.map(|start| span.start().as_millis().abs_diff(start));
            into.starts.extend(distance);
            into.ends.extend(end.map(|end| span.end().as_millis().abs_diff(end)));
            if said[i].3 {
                into.firsts += 1;
                into.near += usize::from(distance.is_some_and(|d| d <= 200));
            }
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

fn spread(distances: &mut [u32]) -> String {
    distances.sort_unstable();
    let at = |share: usize| distances.get((distances.len() * share / 100).min(distances.len().saturating_sub(1)));
    format!("{:?} / {:?}", at(50), at(90))
}

/// The words of the first windows of a sample, one behind the other.
fn words_heard(demo: &models::Demonstration, options: WhisperOptions, sample: &str) -> Vec<String> {
    let engine = demo_engine(&options, demo);
    let (windows, map) = hear(demo, options, sample, 2);
    let heard = transcript(engine, &windows, map.length(), map.spans().to_vec(), &[]);
    heard.words().iter().map(|word| plain(&word.text)).collect()
}

#[test]
fn products_of_eight_bits_hear_what_the_engine_itself_does() {
    let Some((demo, options)) = demonstration() else { return };
    if !rawi::recognize::int8_possible() {
        return skip("this processor has no instructions for products of eight bits");
    }
    let with = |int8: bool| {
        let mut options = options.clone();
        options.int8 = int8;
        words_heard(&demo, options, "ar-council")
    };
    let (eight, engine) = (with(true), with(false));
    let same = eight.iter().filter(|word| engine.contains(word)).count();
    assert!(eight.len() > 12 && same * 100 >= eight.len() * 95, "{eight:?}\n{engine:?}");
}

/// The figures behind the choice of [`WordTimes`]: `cargo test --test it word_times -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement of some minutes"]
fn word_times_of_attention_and_of_tokens_against_the_truth() {
    let Some((demo, options)) = demonstration() else { return };
    let own = demo.facts.decode.alignment_heads.clone();
    let later: Vec<_> = own.iter().copied().filter(|(layer, _)| *layer >= 2).collect();
    let last: Vec<_> = own.iter().copied().filter(|(layer, _)| *layer >= 3).collect();
    let first: Vec<_> = own.iter().copied().filter(|(layer, _)| *layer < 2).collect();
    let wanted = std::env::var("SAMPLES")
        .unwrap_or_else(|_| "en-council en-drought en-election ar-council ar-election ar-yemen".into());
    for (name, word_times, heads) in [
        ("tokens", WordTimes::Tokens, own.clone()),
        ("attention, upper half of the decoder", WordTimes::Attention, Vec::new()),
        ("attention, the model's own heads", WordTimes::Attention, own.clone()),
        ("attention, own heads of layers 2 and 3", WordTimes::Attention, later),
        ("attention, own heads of layer 3", WordTimes::Attention, last),
        ("attention, own heads of layer 1", WordTimes::Attention, first),
    ] {
        let (mut raw, mut settled) = (Distances::default(), Distances::default());
        for sample in wanted.split_whitespace() {
            let mut options = options.clone();
            (options.word_times, options.heads, options.beam) = (word_times, heads.clone(), 1);
            let engine = options.engine("rawi-demo", demo.facts.sha256);
            let (heard, map) = hear(&demo, options, sample, usize::MAX);
            let length = map.length();
            measure(&transcript(engine.clone(), &heard, length, Vec::new(), &[]), sample, &mut raw);
            measure(&transcript(engine, &heard, length, map.spans().to_vec(), &[]), sample, &mut settled);
        }
        for (how, d) in [("as the engine gives them", &mut raw), ("settled by the signal", &mut settled)] {
            println!(
                "{name}, {how}: starts {} ms, ends {} ms, sentence starts within 200 ms {}/{} ({} words)",
                spread(&mut d.starts),
                spread(&mut d.ends),
                d.near,
                d.firsts,
                d.starts.len()
            );
        }
    }
}

#[test]
fn the_outcome_does_not_depend_on_the_number_of_threads() {
    let Some((demo, mut options)) = demonstration() else { return };
    (options.longest_window, options.beam) = (Millis::new(5_000), 1);
    let outcome = |threads| {
        let mut options = options.clone();
        options.threads = threads;
        hear(&demo, options, "en-council", 2).0
    };
    let one = outcome(1);
    assert!(one.iter().any(|h| !h.segments.is_empty()));
    assert_eq!(one, outcome(2));
    assert_eq!(one, outcome(3));
}

/// The engine aborts the process where it is to smooth the attention of less than 160 ms, as it did on one of these: it had closed
/// a segment just before the window's end and found a word behind it; and where a window is shorter than the attention it looks at.
#[test]
fn windows_cut_within_words_are_heard_with_attention_times() {
    let Some((demo, mut options)) = demonstration() else { return };
    options.beam = 1;
    let cut = (7_340..=7_480).step_by(20).map(|at| Span::from_millis(at, at + 4_100));
    let tiny = [60, 160, 300, 420].map(|ms| Span::from_millis(16_900, 16_900 + ms));
    let windows: Vec<Span> = cut.chain(tiny).collect();
    let heard = hear_windows(&demo, options, "ar-yemen", &windows);
    assert_eq!(heard.len(), windows.len());
    for (heard, window) in heard.iter().zip(windows) {
        // A window begins at the quietest moment round its start, at most so much sooner.
        let from = window.start().saturating_sub(Millis::new(100));
        assert!(heard.segments.iter().all(|s| s.span.start() >= from && s.span.end() <= window.end()));
    }
}

/// whisper.cpp lets a segment begin where the one before it ended. The recording's first window begins with the sentence "This
/// is United Nations Radio…", then half a second of silence, then the next: the second sentence begins after the silence.
#[test]
fn a_sentence_after_a_pause_begins_with_its_first_word_and_not_with_the_end_of_the_sentence_before() {
    let Some((demo, options)) = demonstration() else { return };
    let engine = options.engine("rawi-demo", demo.facts.sha256);
    let (heard, map) = hear(&demo, options, "en-council", 2);
    let heard = transcript(engine, &heard, map.length(), map.spans().to_vec(), &[]);
    let words = heard.words();
    let at = words.iter().position(|w| plain(&w.text) == "security").unwrap();
    let (before, first) = (words[at - 2].span.unwrap(), words[at - 1].span.unwrap());
    // By the truth the first sentence ends at 7.132 s and the second begins at 7.679 s.
    assert!((7_479..=7_879).contains(&first.start().as_millis()), "{first}");
    assert!(before.end() < first.start() && before.end().as_millis() < 7_400, "{before}");
}

#[test]
fn the_demonstration_model_holds_to_the_words_that_were_said_when_others_are_published() {
    let Some((demo, options)) = demonstration() else { return };
    let (sample, others) = ("en-council", ["Interpol", "treaty", "laws", "police"]);
    let (windows, map) = hear(&demo, options.clone(), sample, 2);
    let heard = transcript(demo_engine(&options, &demo), &windows, map.length(), map.spans().to_vec(), &[]);
    let sure = |at: &usize| heard.words()[*at].confidence.is_some_and(|c| c > 0.8);
    let doubts: Vec<Doubt> = (0..heard.words().len())
        .filter(sure)
        .map(|at| Doubt { words: at..at + 1, published: others[at % others.len()].to_owned() })
        .filter(|doubt| plain(&heard.words()[doubt.words.start].text) != plain(&doubt.published))
        .collect();
    let mut whisper = Whisper::load(&demo.path, "rawi-demo", demo.facts.sha256, options).unwrap();
    let mut window_options = WindowOptions::default();
    window_options.language = Some("en".parse().unwrap());
    let asked = inquiries(&heard, &doubts, Millis::new(12_000));
    let mut session = InquirySession {
        recognizer: &mut whisper,
        options: window_options,
        cancelled: Arc::new(|| false),
        keep: &mut |_, _| Ok(()),
    };
    let answers = session.run(speech(sample), &asked, Vec::new()).unwrap();
    let mut margins: Vec<f32> = answers.iter().flat_map(|a| a.margins.iter().map(|m| m.unwrap())).collect();
    margins.sort_by(f32::total_cmp);
    assert!(margins.len() >= 10, "{margins:?}");
    let held = margins.iter().filter(|m| **m >= 4.0).count();
    assert!(10 * held >= 9 * margins.len(), "{held} of {}: {margins:?}", margins.len());
}

fn demo_engine(options: &WhisperOptions, demo: &models::Demonstration) -> rawi::transcript::Engine {
    options.engine("rawi-demo", demo.facts.sha256)
}
