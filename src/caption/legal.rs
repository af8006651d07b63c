//! Whatever was heard and published, the captions are a legal track.

use proptest::prelude::*;

use super::*;
use crate::align::align;
use crate::article::{self, ReadOptions};
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Engine, Segment, Transcript, Word};

const VOCABULARY: [&str; 14] = [
    "مجلس",
    "الأمن",
    "في",
    "و",
    "قال.",
    "2370",
    "UNRWA",
    "the",
    "council",
    "said,",
    "\u{202b}نعم\u{202c}",
    "—",
    "كلمةطويلةجدالاتنتهيأبداولاتقفعندحدمنالحدود",
    "\"الحل\"",
];

fn heard() -> impl Strategy<Value = Transcript> {
    let word = (0..VOCABULARY.len(), proptest::option::of((0u32..60_000, 0u32..3000)), any::<bool>());
    (proptest::collection::vec(word, 0..40), any::<bool>()).prop_map(|(chosen, in_order)| {
        let mut at = 0;
        let words: Vec<Word> = chosen
            .iter()
            .map(|(index, time, _)| {
                let span = time.map(|(start, lasts)| {
                    at = if in_order { at + start % 900 } else { start };
                    Span::from_millis(at, at + lasts)
                });
                Word { text: VOCABULARY[*index].to_owned(), span, confidence: None, second_pass: false }
            })
            .collect();
        let half = words.len() / 2;
        let speaker = |name: &str| Some(name.to_owned()).filter(|_| chosen.first().is_some_and(|c| c.2));
        let segments = vec![
            Segment { span: Span::from_millis(0, 30_000), words: 0..half, speaker: speaker("مي"), language: None },
            Segment {
                span: Span::from_millis(30_000, 64_000),
                words: half..words.len(),
                speaker: speaker("B"),
                language: None,
            },
        ];
        Transcript::new(Engine::default(), Language::arabic(), Some(Millis::new(64_000)), words, segments, None)
    })
}

/// The page that was read aloud: what was heard, with some words left out, replaced or put in.
fn printed(transcript: &Transcript, edits: &[(usize, usize)]) -> String {
    let mut page: Vec<&str> = Vec::new();
    for (word, &(edit, other)) in transcript.words().iter().zip(edits) {
        match edit {
            0 => page.push(VOCABULARY[other]),
            1 => page.extend([VOCABULARY[other], word.text.as_str()]),
            2 => {}
            _ => page.push(&word.text),
        }
    }
    page.join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_alignment_gives_a_legal_track(
        transcript in heard(),
        edits in proptest::collection::vec((0usize..20, 0..VOCABULARY.len()), 40),
        preset in 0..Preset::ALL.len(),
        text in 0usize..3,
    ) {
        let page = printed(&transcript, &edits);
        let Ok(article) = article::read(page.as_bytes(), &ReadOptions::default()) else { return Ok(()) };
        let alignment = align(&transcript, &article);
        let pair = alignment.matched(&transcript, &article);
        prop_assume!(pair.is_ok());
        let rules = Preset::ALL[preset].rules();
        let text = [TextSource::Published, TextSource::Spoken, TextSource::Mixed][text];
        let track = cues(pair.unwrap(), &CueOptions { text, ..CueOptions::new(rules.clone()) });
        prop_assert!(CueTrack::new(Language::arabic(), track.cues().to_vec()).is_ok(), "{:?}", track);
        let heard_at: Vec<Span> = alignment.word_times.iter().filter_map(|time| time.heard()).collect();
        for cue in track.cues() {
            for word in cue.words().iter().filter_map(|time| time.heard()) {
                let edges = (heard_at.iter().any(|at| at.start() == word.start()), heard_at.iter().any(|at| at.end() == word.end()));
                prop_assert_eq!(edges, (true, true), "heard at {}, but the alignment heard nothing there", word);
            }
            prop_assert!(cue.span().end() >= must_show_until(cue, track.cues(), &rules), "goes before its words are over: {cue:?} of {track:?}");
            let shown = cue.shown();
            prop_assert!(!cue.span().is_empty() && shown.iter().all(|line| !measure::is_blank(line)));
            prop_assert!(cue.turns().len() > 1 || shown.len() <= rules.limits().max_lines, "{shown:?}");
            let fits = |line: &String| measure::chars(line) <= rules.limits().max_line_chars || line.split(' ').count() <= 2;
            prop_assert!(cue.turns().len() > 1 || shown.iter().all(fits), "{shown:?}");
        }
    }
}

/// Until when `cue` must show: until its words are over, unless the next cue or the longest duration ends it.
fn must_show_until(cue: &Cue, track: &[Cue], rules: &CueRules) -> Timestamp {
    let limits = rules.limits();
    let said = cue.words().iter().filter_map(|time| time.heard()).map(|span| span.end()).max().unwrap_or(Timestamp::ZERO);
    let next = track.iter().map(|next| next.span().start()).find(|start| *start >= cue.span().end());
    let free = next.map(|start| start.saturating_sub(Millis::new(limits.min_gap_ms)));
    said.min(free.unwrap_or(said)).min(cue.span().start() + Millis::new(limits.max_duration_ms))
}

/// The recogniser lets `is` last seven seconds; the alignment refuses that, and so must the captions, whosever wording they show.
#[test]
fn a_word_that_lasts_seven_seconds_is_never_heard_in_a_caption() {
    let times = [("the", 0, 300), ("bridge", 300, 900), ("is", 900, 7_900), ("open", 8_000, 8_500), ("today", 8_500, 9_000)];
    let words = times.iter().map(|(text, start, end)| Word {
        text: (*text).to_owned(),
        span: Some(Span::from_millis(*start, *end)),
        confidence: None,
        second_pass: false,
    });
    let transcript = Transcript::new(Engine::default(), Language::english(), None, words.collect(), Vec::new(), None);
    let page = article::read(b"The bridge is open today.", &ReadOptions::default()).unwrap();
    let alignment = align(&transcript, &page);
    assert!(!alignment.word_times[2].is_heard());
    let pair = alignment.matched(&transcript, &page).unwrap();
    for text in [TextSource::Published, TextSource::Spoken, TextSource::Mixed] {
        let track = cues(pair, &CueOptions { text, ..CueOptions::new(Preset::ALL[0].rules()) });
        let shown = track.cues().iter().flat_map(|cue| cue.lines().flat_map(str::split_whitespace).zip(cue.words()));
        let heard: Vec<&str> = shown.filter(|(_, time)| time.is_heard()).map(|(word, _)| word).collect();
        assert_eq!(heard.len(), 4, "{text:?}: {heard:?}");
        assert!(!heard.contains(&"is"), "{text:?}: {heard:?}");
    }
}
