//! The second pass: stretches that came out empty, looping or doubtful are recognised again, each on its own.
//!
//! A recogniser errs in other ways when a window begins and ends elsewhere. So each stretch is decoded twice more, once as it is
//! and once with some sound around it, without any text of what came before. What was heard then replaces the words of the first
//! pass only where the evidence is better: [`worth`] weighs the recogniser's own confidence, how much of the speech in the stretch has
//! words at all, and loops. The article does not count: it decides where to listen again, never what was heard.

use std::ops::Range;

use super::evidence::{LOOPING_SHARE, confidence, key, looping, worth};
use super::second_pass_windows::SecondPassWindow;
use super::window::RecognizedWindow;
use super::word_times::timed;
use crate::audio::Onset;
use crate::text::Language;
use crate::time::{Millis, Span};
use crate::transcript::{Segment, Transcript, Word};

/// Words of the second pass replace those of the first when their [`worth`] is greater by at least this much.
const LEAST_GAIN: f32 = 0.05;
/// A window's first word that begins no later than this behind the end of the same word before the stretch is that word once more.
const SAME_WORD_WITHIN: Millis = Millis::new(100);

/// The transcript with the words of those stretches replaced that were recognised better in the second pass; the new words are marked as
/// such. `heard` is what was recognised in `windows`, in the same order; windows behind the last of them are ignored. `onsets` is where a
/// voice sets in, as for [`transcript`](super::transcript), and may be empty. Equal to `first` when nothing was better.
pub fn merge_second_pass(
    first: &Transcript,
    windows: &[SecondPassWindow],
    heard: &[RecognizedWindow],
    onsets: &[Onset],
) -> Transcript {
    let speech = first.speech().unwrap_or(&[]);
    let mut replacements: Vec<(Range<usize>, Vec<Word>)> = Vec::new();
    let paired: Vec<(&SecondPassWindow, &RecognizedWindow)> = windows.iter().zip(heard).collect();
    for group in paired.chunk_by(|a, b| a.0.stretch == b.0.stretch) {
        let Some((first_try, _)) = group.first() else { continue };
        let before = first_try.words.start.checked_sub(1).and_then(|i| first.words().get(i));
        let old = first.words().get(first_try.words.clone()).unwrap_or(&[]);
        let best = group
            .iter()
            .map(|(window, heard)| candidate(window.stretch, timed(&heard.segments, speech, onsets), before))
            .map(|words| (worth(&words, first_try.stretch, speech), words))
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        if let Some((value, words)) = best
            && value > worth(old, first_try.stretch, speech) + LEAST_GAIN
            // Of words that are no nonsense only such take the place of which the recogniser is at least as sure.
            && (words.is_empty() || looping(old) > LOOPING_SHARE || confidence(&words) >= confidence(old))
            && replacements.last().is_none_or(|(range, _)| range.end <= first_try.words.start)
        {
            replacements.push((first_try.words.clone(), words));
        }
    }
    if replacements.is_empty() { first.clone() } else { replaced(first, replacements) }
}

/// The words of a window that belong to the stretch. The first one is dropped when it is the word before the stretch once more.
fn candidate(stretch: Span, heard: Vec<Word>, before: Option<&Word>) -> Vec<Word> {
    let mut words: Vec<Word> = heard
        .into_iter()
        .filter(|w| w.span.is_some_and(|s| stretch.contains(s.middle())))
        .map(|w| Word { second_pass: true, ..w })
        .collect();
    let again = |w: &Word, b: &Word| {
        let close = w.span.zip(b.span).is_some_and(|(w, b)| w.start() <= b.end() + SAME_WORD_WITHIN);
        close && key(&w.text) == key(&b.text)
    };
    if let (Some(word), Some(before)) = (words.first(), before)
        && again(word, before)
    {
        words.remove(0);
    }
    words
}

/// Words are exchanged within their segments; a run of new words is a segment of its own.
fn replaced(first: &Transcript, replacements: Vec<(Range<usize>, Vec<Word>)>) -> Transcript {
    let mut words: Vec<Word> = Vec::new();
    let mut segments: Vec<Segment> = Vec::new();
    let mut left = replacements.into_iter().peekable();
    let mut put = |new: Vec<Word>, old: Option<&Segment>, language: Option<Language>| {
        let Some(span) = new.iter().filter_map(|w| w.span).reduce(Span::hull).or(old.map(|s| s.span)) else { return };
        if new.is_empty() {
            return;
        }
        let range = words.len()..words.len() + new.len();
        words.extend(new);
        segments.push(Segment { span, words: range, speaker: old.and_then(|s| s.speaker.clone()), language });
    };
    let mut at = 0;
    for segment in first.segments() {
        let mut kept: Vec<Word> = Vec::new();
        while at < segment.words.end {
            if let Some((range, new)) = left.next_if(|(range, _)| range.start <= at) {
                put(std::mem::take(&mut kept), Some(segment), segment.language.clone());
                put(new, None, segment.language.clone());
                at = at.max(range.end);
                continue;
            }
            kept.push(first.words()[at].clone());
            at += 1;
        }
        put(kept, Some(segment), segment.language.clone());
    }
    left.for_each(|(_, new)| put(new, None, None));
    let speech = first.speech().map(<[_]>::to_vec);
    Transcript::new(first.engine().clone(), first.language().clone(), first.duration(), words, segments, speech)
}

#[cfg(test)]
mod tests {
    use super::super::second_pass_windows::second_pass_windows;
    use super::*;
    use crate::recognize::RecognizedSegment;
    use crate::text::Language;
    use crate::time::Timestamp;
    use crate::transcript::Engine;

    fn word(text: &str, start: u32, end: u32, confidence: f32) -> Word {
        let span = Some(Span::from_millis(start, end));
        Word { text: text.into(), span, confidence: Some(confidence), second_pass: false }
    }

    fn transcript(words: Vec<Word>, speech: Vec<Span>) -> Transcript {
        let half = words.len() / 2;
        let hull = |w: &[Word]| w.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(Span::from_millis(0, 0));
        let segments = vec![
            Segment { span: hull(&words[..half]), words: 0..half, speaker: Some("Sara".into()), language: None },
            Segment { span: hull(&words[half..]), words: half..words.len(), speaker: None, language: None },
        ];
        Transcript::new(Engine::default(), Language::english(), Some(Millis::new(20_000)), words, segments, Some(speech))
    }

    fn heard(window: Span, words: Vec<Word>) -> RecognizedWindow {
        let span = words.iter().filter_map(|w| w.span).reduce(Span::hull).unwrap_or(window);
        RecognizedWindow {
            span: window,
            language: Language::english(),
            segments: vec![RecognizedSegment { span, spread_over: None, language: None, words }],
        }
    }

    fn text(t: &Transcript) -> Vec<&str> {
        t.words().iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn a_loop_is_replaced_by_what_is_heard_in_its_place_and_the_words_say_so() {
        let mut first = vec![word("the", 0, 400, 0.9), word("council", 400, 900, 0.9)];
        first.extend((0..6).map(|i| word("thanks", 1000 + i * 500, 1400 + i * 500, 0.95)));
        first.push(word("today.", 4100, 4600, 0.9));
        let first = transcript(first, vec![Span::from_millis(0, 4700)]);
        let windows = second_pass_windows(&first, &[Span::from_millis(950, 3950)], Millis::new(9_000));
        assert_eq!(windows.iter().map(|t| t.words.clone()).collect::<Vec<_>>(), [2..8, 2..8]);
        assert_eq!(windows.iter().map(|t| t.window).collect::<Vec<_>>(), [Span::from_millis(0, 5950), windows[0].stretch]);
        let wide = heard(windows[0].window, vec![word("council", 850, 990, 0.9), word("met", 1200, 2000, 0.5)]);
        let narrow = heard(windows[1].window, vec![word("has", 1000, 2000, 0.8), word("met", 2000, 3900, 0.8)]);
        let said = [wide, narrow];
        let merged = merge_second_pass(&first, &windows, &said, &[]);
        assert_eq!(text(&merged), ["the", "council", "has", "met", "today."]);
        assert_eq!(merged.words().iter().map(|w| w.second_pass).collect::<Vec<_>>(), [false, false, true, true, false]);
        let segments: Vec<_> = merged.segments().iter().map(|s| (s.words.clone(), s.speaker.as_deref())).collect();
        assert_eq!(segments, [(0..2, Some("Sara")), (2..4, None), (4..5, None)]);
        let sets_in = Onset { at: Timestamp::from_millis(2_600), rise: 0.5 };
        let begun = merge_second_pass(&first, &windows, &said, &[sets_in]);
        assert_eq!(begun.words()[3].span, Some(Span::from_millis(2_600, 3_900)));
    }

    #[test]
    fn a_skipped_stretch_is_filled_and_worse_or_no_words_change_nothing() {
        let first =
            transcript(vec![word("one", 0, 900, 0.9), word("nine", 9_000, 9_500, 0.9)], vec![Span::from_millis(0, 9_500)]);
        let windows = second_pass_windows(&first, &[Span::from_millis(1_000, 8_900)], Millis::new(30_000));
        assert_eq!((windows.len(), windows[0].words.clone()), (2, 1..1));
        let none = windows.iter().map(|t| heard(t.window, Vec::new())).collect::<Vec<_>>();
        assert_eq!(merge_second_pass(&first, &windows, &none, &[]), first);
        let some = heard(windows[0].window, (2..9).map(|i| word(&i.to_string(), i * 1000, i * 1000 + 800, 0.9)).collect());
        let filled = merge_second_pass(&first, &windows, &[some, none[1].clone()], &[]);
        assert_eq!(text(&filled), ["one", "2", "3", "4", "5", "6", "7", "8", "nine"]);
    }

    #[test]
    fn words_that_the_recogniser_was_surer_of_stay_whatever_their_times() {
        let first = transcript(
            vec![word("the", 1_000, 1_000, 0.9), word("news", 1_000, 1_200, 0.95)],
            vec![Span::from_millis(0, 8_000)],
        );
        let windows = second_pass_windows(&first, &[Span::from_millis(500, 7_000)], Millis::new(9_000));
        let guess: Vec<Word> = (1..6).map(|i| word("guess", i * 1_000, i * 1_000 + 900, 0.7)).collect();
        let again: Vec<RecognizedWindow> = windows.iter().map(|t| heard(t.window, guess[..4].to_vec())).collect();
        assert_eq!(merge_second_pass(&first, &windows, &again, &[]), first);
    }

    #[test]
    fn words_on_silence_go_when_nothing_is_heard_there_again() {
        let first = vec![word("goodbye", 0, 900, 0.9), word("subscribe", 5_000, 6_000, 0.9), word("now", 6_000, 6_500, 0.9)];
        let first = transcript(first, vec![Span::from_millis(0, 900)]);
        let windows = second_pass_windows(&first, &[Span::from_millis(4_700, 6_800)], Millis::new(9_000));
        let silent = windows.iter().map(|t| heard(t.window, Vec::new())).collect::<Vec<_>>();
        assert_eq!(text(&merge_second_pass(&first, &windows, &silent, &[])), ["goodbye"]);
    }

    #[test]
    fn long_stretches_are_cut_in_their_pauses_and_windows_never_step_back() {
        let speech: Vec<Span> = (0..10).map(|i| Span::from_millis(i * 3_000, i * 3_000 + 2_500)).collect();
        let first = transcript(vec![word("start", 0, 500, 0.9), word("end", 29_500, 29_900, 0.9)], speech.clone());
        let windows = second_pass_windows(&first, &[Span::from_millis(600, 29_000)], Millis::new(9_000));
        assert!(windows.iter().all(|t| t.window.duration() <= Millis::new(9_000)), "{windows:?}");
        assert!(windows.is_sorted_by_key(|t| t.window.start()), "{windows:?}");
        let mut pieces: Vec<Span> = windows.iter().map(|t| t.stretch).collect();
        pieces.dedup();
        assert!(pieces.windows(2).all(|p| p[0].end() == p[1].start()), "{pieces:?}");
        assert!(pieces[1..].iter().all(|p| !speech.iter().any(|s| s.contains(p.start()))), "{pieces:?}");
    }
}
