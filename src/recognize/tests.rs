//! The way from windows to a transcript, without a model: [`Replay`] stands in for the recogniser.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::audio::Speech;
use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Engine, Segment, Transcript, Word};

const LENGTH: Millis = Millis::new(12_000);

/// A word each second, from half past.
fn said(words: &[&str]) -> Transcript {
    let word = |(n, text): (u32, &&str)| {
        let span = Some(Span::from_millis(n * 1000 + 500, n * 1000 + 900));
        Word { text: (*text).to_owned(), span, confidence: Some(0.8), second_pass: false }
    };
    let words: Vec<Word> = (0..).zip(words).map(word).collect();
    let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap();
    let segments = vec![Segment { span, words: 0..words.len(), speaker: None, language: None }];
    Transcript::new(Engine::default(), Language::english(), Some(LENGTH), words, segments, None)
}

fn windows() -> Vec<Span> {
    [(400, 3_000), (3_400, 6_000), (6_400, 9_000), (9_400, 12_000)].map(|(a, b)| Span::from_millis(a, b)).to_vec()
}

fn silence() -> impl Iterator<Item = Result<Speech, crate::audio::Error>> {
    let block = |n: u32| Ok(Speech::for_test(u64::from(n) * 4_096, vec![0.0; 4_096]));
    (0..LENGTH.as_millis() * 16 / 4_096 + 1).map(block)
}

fn text(windows: &[RecognizedWindow]) -> Vec<String> {
    let words = windows.iter().flat_map(|w| &w.segments).flat_map(|s| &s.words);
    words.map(|w| w.text.clone()).collect()
}

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Runs until `stop_after` windows are kept; gives what was kept and how the run ended.
fn run(done: Vec<RecognizedWindow>, stop_after: usize) -> (Vec<RecognizedWindow>, Result<Vec<RecognizedWindow>, Error>) {
    let kept = Arc::new(AtomicUsize::new(0));
    let asked = kept.clone();
    let mut stored = Vec::new();
    let first = done.len();
    let mut keep = |number: usize, window: &RecognizedWindow| {
        assert_eq!(number, first + stored.len());
        stored.push(window.clone());
        kept.fetch_add(1, Ordering::Relaxed);
        Ok(())
    };
    let outcome = Session {
        recognizer: &mut Replay::new(said(&NUMBERS)),
        options: WindowOptions::default(),
        cancelled: Arc::new(move || asked.load(Ordering::Relaxed) >= stop_after),
        progress: &mut |_| {},
        keep: &mut keep,
    }
    .run(silence(), &windows(), done);
    (stored, outcome)
}

#[test]
fn all_windows_together_hold_every_word_once_in_the_language_of_the_first_ones() {
    let (kept, outcome) = run(Vec::new(), usize::MAX);
    let heard = outcome.unwrap();
    assert_eq!(kept, heard);
    assert_eq!(text(&heard), NUMBERS);
    assert!(heard.iter().all(|w| w.language == Language::english()));
    let whole = transcript(Engine::default(), &heard, LENGTH, vec![Span::from_millis(0, 12_000)], &[]);
    assert_eq!(whole.words(), said(&NUMBERS).words());
    assert_eq!((whole.segments().len(), whole.duration()), (4, Some(LENGTH)));
}

#[test]
fn a_run_that_was_stopped_after_any_window_goes_on_to_the_same_outcome() {
    let whole = run(Vec::new(), usize::MAX).1.unwrap();
    for stop_after in 0..whole.len() {
        let (kept, outcome) = run(Vec::new(), stop_after);
        assert!(matches!(outcome, Err(Error::Cancelled)), "after {stop_after}");
        assert_eq!(kept, whole[..stop_after]);
        let (rest, outcome) = run(kept, usize::MAX);
        assert_eq!(rest, whole[stop_after..], "only what was missing is recognised");
        assert_eq!(outcome.unwrap(), whole);
    }
}

/// One that cannot tell the language, and hears what the function tells.
struct Hears<F>(F);

impl<F> Recognizer for Hears<F>
where
    F: FnMut(Window<'_>, &WindowOptions, &Cancelled) -> Result<Vec<RecognizedSegment>, Error>,
{
    fn engine(&self) -> Engine {
        Engine::default()
    }

    fn longest_window(&self) -> Millis {
        Replay::LONGEST_WINDOW
    }

    fn detect(&mut self, _: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        Ok(None)
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        cancelled: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        (self.0)(window, options, cancelled)
    }
}

#[test]
fn a_run_that_could_not_tell_the_language_goes_on_without_one() {
    let mut replay = Replay::new(said(&NUMBERS));
    let mut untold = Hears(|window: Window<'_>, options: &WindowOptions, cancelled: &Cancelled| match &options.language {
        None => replay.recognize(window, options, cancelled),
        Some(language) => Err(Error::Language { model: "untold".to_owned(), language: language.clone() }),
    });
    let mut go_on = |done: Vec<RecognizedWindow>| {
        Session {
            recognizer: &mut untold,
            options: WindowOptions::default(),
            cancelled: Arc::new(|| false),
            progress: &mut |_| {},
            keep: &mut |_, _| Ok(()),
        }
        .run(silence(), &windows(), done)
    };
    let whole = go_on(Vec::new()).unwrap();
    assert!(whole.iter().all(|window| window.language == Language::unknown()));
    for kept in 1..whole.len() {
        assert_eq!(go_on(whole[..kept].to_vec()).unwrap(), whole, "after {kept}");
    }
}

#[test]
fn windows_of_an_earlier_run_that_were_cut_otherwise_are_recognised_again() {
    let whole = run(Vec::new(), usize::MAX).1.unwrap();
    let mut done = whole.clone();
    done[1].span = Span::from_millis(3_400, 5_000);
    let mut kept = Vec::new();
    let outcome = Session {
        recognizer: &mut Replay::new(said(&NUMBERS)),
        options: WindowOptions::default(),
        cancelled: Arc::new(|| false),
        progress: &mut |_| {},
        keep: &mut |number, _| {
            kept.push(number);
            Ok(())
        },
    }
    .run(silence(), &windows(), done);
    assert_eq!(outcome.unwrap(), whole);
    assert_eq!(kept, [1, 2, 3]);
}

#[test]
fn a_window_that_cannot_be_kept_ends_the_run_and_those_before_stay_kept() {
    let kept = Rc::new(Cell::new(0));
    let mut keep = |number: usize, _: &RecognizedWindow| {
        if number == 2 {
            return Err("the disk is full".into());
        }
        kept.set(number + 1);
        Ok(())
    };
    let mut told = Vec::new();
    let outcome = Session {
        recognizer: &mut Replay::new(said(&NUMBERS)),
        options: WindowOptions::default(),
        cancelled: Arc::new(|| false),
        progress: &mut |progress: Progress| told.push(progress.windows_done),
        keep: &mut keep,
    }
    .run(silence(), &windows(), Vec::new());
    let error = outcome.unwrap_err();
    assert_eq!(error.to_string(), "what was recognised could not be saved");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the disk is full");
    assert_eq!((kept.get(), told), (2, vec![0, 1, 2]));
}

#[test]
fn a_short_window_that_loops_is_heard_again_with_the_whole_context() {
    // It repeats itself where it is given no more context than the window.
    let mut short = Hears(|window: Window<'_>, options: &WindowOptions, cancelled: &Cancelled| {
        let mut words = NUMBERS;
        if !options.whole_context {
            words[3..9].fill("four");
        }
        Replay::new(said(&words)).recognize(window, options, cancelled)
    });
    let heard = Session {
        recognizer: &mut short,
        options: WindowOptions { language: Some(Language::english()), ..WindowOptions::default() },
        cancelled: Arc::new(|| false),
        progress: &mut |_| {},
        keep: &mut |_, _| Ok(()),
    }
    .run(silence(), &[Span::from_millis(400, 12_000)], Vec::new())
    .unwrap();
    assert_eq!(text(&heard), NUMBERS);
}

#[test]
fn what_a_second_recogniser_hears_in_a_loop_takes_its_place() {
    let mut looped = NUMBERS;
    looped[3..9].fill("four");
    let first = said(&looped);
    let first = Transcript::new(
        Engine::default(),
        Language::english(),
        Some(LENGTH),
        first.words().to_vec(),
        first.segments().to_vec(),
        Some(vec![Span::from_millis(0, 12_000)]),
    );
    let again = second_pass_windows(&first, &[Span::from_millis(3_400, 9_400)], Replay::LONGEST_WINDOW);
    let spans: Vec<Span> = again.iter().map(|w| w.window).collect();
    let heard = Session {
        recognizer: &mut Replay::new(said(&NUMBERS)),
        options: WindowOptions::default(),
        cancelled: Arc::new(|| false),
        progress: &mut |_| {},
        keep: &mut |_, _| Ok(()),
    }
    .run(silence(), &spans, Vec::new())
    .unwrap();
    let merged = merge_second_pass(&first, &again, &heard, &[]);
    let words: Vec<&str> = merged.words().iter().map(|w| w.text.as_str()).collect();
    assert_eq!(words, NUMBERS);
    assert_eq!(merged.words().iter().filter(|w| w.second_pass).count(), 6);
}

/// One that hears English from 4 to 8 s and Arabic elsewhere, and writes for a window the language that it was told and its bounds.
struct TwoLanguages;

impl Recognizer for TwoLanguages {
    fn engine(&self) -> Engine {
        Engine::default()
    }

    fn longest_window(&self) -> Millis {
        Millis::new(30_000)
    }

    fn detect(&mut self, window: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        let is_short = window.span.duration().as_millis() <= 5_000;
        let is_english = is_short && Span::from_millis(4_000, 8_000).contains(window.span.middle());
        Ok(Some((if is_english { Language::english() } else { Language::arabic() }, 0.95)))
    }

    fn recognize(
        &mut self,
        window: Window<'_>,
        options: &WindowOptions,
        _: &Cancelled,
    ) -> Result<Vec<RecognizedSegment>, Error> {
        let language = options.language.clone().unwrap_or_else(Language::unknown);
        // Told the wrong language it is unsure of what it writes.
        let is_right =
            self.detect(window)?.is_some_and(|(told, _)| told == language && window.span.duration().as_millis() <= 5_000);
        let text = format!("{language}:{}", window.span);
        let confidence = Some(if is_right { 0.9 } else { 0.2 });
        let words = vec![Word { text, span: Some(window.span), confidence, second_pass: false }];
        Ok(vec![RecognizedSegment { span: window.span, spread_over: None, language: None, words }])
    }
}

/// What is heard in one window of 12 s with pauses around an English sound-bite.
fn with_sound_bite(options: WindowOptions) -> Transcript {
    let speech = [(0, 3_800), (4_200, 7_800), (8_200, 12_000)].map(|(a, b)| Span::from_millis(a, b)).to_vec();
    let heard = Session {
        recognizer: &mut TwoLanguages,
        options: WindowOptions { speech: Some(speech.clone()), ..options },
        cancelled: Arc::new(|| false),
        progress: &mut |_| {},
        keep: &mut |_, _| Ok(()),
    }
    .run(silence(), &[Span::from_millis(0, 12_000)], Vec::new())
    .unwrap();
    let again = serde_json::from_str::<Vec<RecognizedWindow>>(&serde_json::to_string(&heard).unwrap()).unwrap();
    assert_eq!(again, heard, "a window that was kept comes back with its languages");
    transcript(Engine::default(), &heard, LENGTH, speech, &[])
}

#[test]
fn a_sound_bite_is_heard_in_its_own_language_whether_that_was_allowed_or_is_found_out() {
    let told =
        WindowOptions { language: Some(Language::arabic()), also: vec![Language::english()], ..WindowOptions::default() };
    for options in [told, WindowOptions::default()] {
        let heard = with_sound_bite(options);
        let languages: Vec<_> = heard.segments().iter().map(|s| s.language.clone()).collect();
        assert_eq!((heard.language(), languages), (&Language::arabic(), vec![None, Some(Language::english()), None]));
        assert!(heard.words()[1].text.starts_with("en:"), "{:?}", heard.words());
    }
    let arabic_alone = WindowOptions { language: Some(Language::arabic()), ..WindowOptions::default() };
    assert!(with_sound_bite(arabic_alone).segments().iter().all(|s| s.language.is_none()));
}

/// One that keeps the sound of each window, and writes nothing.
struct Listening(Vec<Vec<f32>>);

impl Recognizer for Listening {
    fn engine(&self) -> Engine {
        Engine::default()
    }

    fn longest_window(&self) -> Millis {
        Millis::new(30_000)
    }

    fn detect(&mut self, _: Window<'_>) -> Result<Option<(Language, f32)>, Error> {
        Ok(None)
    }

    fn recognize(&mut self, window: Window<'_>, _: &WindowOptions, _: &Cancelled) -> Result<Vec<RecognizedSegment>, Error> {
        self.0.push(window.samples.to_vec());
        Ok(Vec::new())
    }
}

#[test]
fn a_window_sounds_the_same_whatever_length_of_silence_lies_before_the_recording() {
    let mut seed = 7_u32;
    let mut noise = |loud: f32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * loud
    };
    let voices = [(1_000, 3_000), (3_500, 6_000), (8_000, 9_500)];
    let spoken = |i: usize| voices.iter().any(|&(a, b)| (a * SAMPLES_PER_MS..b * SAMPLES_PER_MS).contains(&i));
    let mut sound: Vec<f32> = (0..11_000 * SAMPLES_PER_MS).map(|i| noise(if spoken(i) { 0.5 } else { 0.004 })).collect();
    // Before a breath it is quietest.
    for (begins, ends) in voices {
        for at in [begins - 120, ends + 120] {
            sound[at * SAMPLES_PER_MS..(at + 16) * SAMPLES_PER_MS].fill(0.0);
        }
    }
    let heard = |silence: usize| {
        let all = [vec![0.0; silence], sound.clone()].concat();
        let blocks = all.chunks(4_096).zip((0_u64..).step_by(4_096)).map(|(b, at)| Ok(Speech::for_test(at, b.to_vec())));
        // The detector's edges lie on its own steps of 16 ms, 96 ms beside the voice.
        let on_step = |ms: usize| ((ms + silence / SAMPLES_PER_MS) / 16 * 16) as u32;
        let windows = voices.map(|(a, b)| Span::from_millis(on_step(a - 96), on_step(b + 96)));
        let mut recognizer = Listening(Vec::new());
        let session = Session {
            recognizer: &mut recognizer,
            options: WindowOptions::default(),
            cancelled: Arc::new(|| false),
            progress: &mut |_| {},
            keep: &mut |_, _| Ok(()),
        }
        .run(blocks, &windows, Vec::new());
        assert_eq!(session.unwrap().iter().map(|window| window.span).collect::<Vec<_>>(), windows);
        // The end is the detector's.
        let end = |(samples, (a, b)): (Vec<f32>, (usize, usize))| samples[..(b - a) * SAMPLES_PER_MS].to_vec();
        recognizer.0.into_iter().zip(voices).map(end).collect::<Vec<_>>()
    };
    let as_it_is = heard(0);
    for silence in [5, 200, 16_003, 20_859, 41_719] {
        assert!(heard(silence) == as_it_is, "behind {silence} samples");
    }
}
