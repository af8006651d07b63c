//! What must hold for any input.

use proptest::prelude::*;

use super::*;
use crate::article::{Part, PartKind};
use crate::text::{Language, TextRange};
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::{Engine, Segment, Word};

pub(super) fn article(text: &str) -> Article {
    let part = Part { kind: PartKind::Body, range: TextRange::new(0, text.len()).unwrap() };
    Article::from_parts(text.to_owned(), Language::unknown(), vec![part])
}

pub(super) fn word(text: &str, span: Option<(u32, u32)>) -> Word {
    let span = span.map(|(a, b)| Span::from_millis(a, b));
    Word { text: text.to_owned(), span, confidence: None, second_pass: false }
}

fn transcript(words: Vec<Word>, duration: Option<u32>, speech: Option<Vec<Span>>, segments: Vec<Segment>) -> Transcript {
    Transcript::new(Engine::default(), Language::unknown(), duration.map(Millis::new), words, segments, speech)
}

pub(super) fn check(transcript: &Transcript, article: &Article, a: &Alignment) {
    let count = transcript.words().len();
    assert_eq!(a.sentences.len(), article.sentences().len());
    for (s, printed) in a.sentences.iter().zip(article.sentences()) {
        assert_eq!(s.words.len(), printed.tokens.len());
        assert!((0.0..=1.0).contains(&s.confidence));
        for w in &s.words {
            assert!(!w.range.of(article.text()).is_empty() && s.range.holds(w.range));
            assert_eq!(w.heard.is_none(), w.link == Link::None);
            assert!((0.0..=1.0).contains(&w.confidence));
            if let Some(heard) = w.heard {
                assert!(!heard.is_empty() && heard.end() <= count);
                if let Some(span) = w.time.heard() {
                    let spans = transcript.words()[heard.indices()].iter().map(|w| w.span.unwrap());
                    assert_eq!(Some(span), spans.reduce(Span::hull), "a heard time is the recogniser's");
                }
            }
        }
    }
    assert_eq!(a.word_times.len(), count);
    for (word, time) in transcript.words().iter().zip(&a.word_times) {
        assert!(time.heard().is_none_or(|span| word.span == Some(span)), "a heard time is the recogniser's");
    }
    every_word_stands_in_one_place(transcript, a);
    let mut at = Timestamp::ZERO;
    let mut next = 0;
    for s in &a.audio {
        assert_eq!(s.span.start(), at, "stretches tile the recording");
        assert!(!s.span.is_empty());
        assert_eq!(s.heard.start(), next, "{:?}", s.heard);
        (at, next) = (s.span.end(), s.heard.end());
    }
    assert_eq!(at.as_millis(), a.transcript.duration_ms);
    assert!(a.audio.is_empty() || next == count);
    assert!(doubtful(a, transcript).iter().all(|s| !s.is_empty() && s.end() <= at));
    assert_eq!(serde_json::from_str::<Alignment>(&serde_json::to_string(a).unwrap()).unwrap(), *a);
}

/// In a sentence's words, in a difference, or in a stretch that is not in the article. Words that nobody said have no place: sounds,
/// and what a speaker says to gain time. A word of several parts that two sentences share stands in both.
fn every_word_stands_in_one_place(transcript: &Transcript, a: &Alignment) {
    if a.pair.verdict == PairVerdict::Refused {
        assert!(a.sentences.iter().all(|s| s.differences.is_empty()));
        return;
    }
    let own = || a.sentences.iter().filter(|s| s.duplicate_of.is_none());
    let mut linked = vec![false; transcript.words().len()];
    own().flat_map(|s| &s.words).filter_map(|w| w.heard).for_each(|heard| linked[heard.indices()].fill(true));
    let mut told = vec![0; linked.len()];
    for s in own() {
        let in_sentence = |word: usize| s.words.iter().any(|w| w.heard.is_some_and(|heard| heard.indices().contains(&word)));
        for said in s.differences.iter().filter_map(|d| d.said.as_ref()) {
            assert!(!said.words.is_empty() && said.words.end() <= linked.len());
            for word in said.words.indices() {
                told[word] += 1;
                assert!(!linked[word] || in_sentence(word), "word {word} is told in one sentence and linked to another");
            }
        }
        differences_hold_their_words(s, &a.article.text);
    }
    for (word, heard) in transcript.words().iter().enumerate() {
        let outside = a.audio.iter().any(|s| s.status != AudioStatus::InArticle && s.heard.indices().contains(&word));
        let nobody_said = crate::text::tokens(&heard.text).is_empty() || heard.text == "um";
        assert!(told[word] <= 1, "word {word} is told twice");
        assert!(
            linked[word] || told[word] == 1 || outside || nobody_said || a.audio.is_empty(),
            "word {word} {heard:?} is told nowhere: {a:#?}"
        );
    }
}

/// Each difference has words of that sentence, and each word that was said otherwise stands in one.
fn differences_hold_their_words(s: &AlignedSentence, text: &str) {
    for difference in &s.differences {
        assert!(difference.published.is_some() || difference.said.is_some());
        assert!((0.0..=1.0).contains(&difference.confidence));
        assert!(difference.published.as_ref().is_none_or(|p| s.range.holds(p.range) && p.range.of(text) == p.text));
    }
    for word in s.words.iter().filter(|w| w.same == Some(false)) {
        let covers = |d: &Difference| d.published.as_ref().is_some_and(|p| p.range.holds(word.range));
        assert_eq!(s.differences.iter().filter(|d| covers(d)).count(), 1, "{word:?} in {:?}", s.differences);
    }
}

fn any_words() -> impl Strategy<Value = Vec<Word>> {
    let text = prop_oneof![4 => "(a|b|و|قال|في|المجلس|2370|١٥|thanks|for|watching|ألفان|the|council|)", 1 => "\\PC{0,6}"];
    let time = prop::option::of((0_u32..60_000, 0_u32..7_000));
    let one = (text, time, prop::option::of(prop_oneof![Just(f32::NAN), 0.0..1.0_f32]));
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let word = |(text, time, confidence): (String, Option<(u32, u32)>, Option<f32>)| Word {
            confidence,
            ..word(&text, time.map(|(at, long)| (at, at + long)))
        };
        all.into_iter().map(word).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_legal_alignment(
        words in any_words(),
        text in "((a|b|و|قال|في|المجلس|2370|١٥|thanks for watching|ألفان|the council|\\PC{0,6})[ .،\n]{1,2}){0,30}",
        duration in prop::option::of(0_u32..90_000),
        speech in prop::option::of(prop::collection::vec((0_u32..60_000, 0_u32..9_000), 0..6)),
        cut in 0_usize..40,
    ) {
        let cut = cut.min(words.len());
        let segment = |from: usize, to: usize, at: u32| Segment { span: Span::from_millis(at, at + 8_000), words: from..to, speaker: None, language: None };
        let segments = vec![segment(0, cut, 0), segment(cut, words.len(), 20_000)];
        let speech = speech.map(|all| all.into_iter().map(|(at, long)| Span::from_millis(at, at + long)).collect());
        let transcript = transcript(words, duration, speech, segments);
        let article = article(&text);
        check(&transcript, &article, &align(&transcript, &article));
    }

    /// A recogniser joins neighbours, breaks figures and leaves words out, also at the border of two sentences.
    #[test]
    fn heard_words_of_several_parts_stand_in_one_place(
        words in prop::collection::vec(
            ("(figure|dropped|council|68%|hard|won|18\\.5|of|the|a|trial|point|will|start|مليون|المجلس|18|من)", 0_u8..9, any::<bool>()), 4..40),
    ) {
        let stop = |ends: bool| if ends { "." } else { "" };
        let printed = words.iter().map(|(word, _, ends)| format!("{word}{}", stop(*ends && word.len() > 3)));
        let article = article(&format!("{}.", printed.collect::<Vec<_>>().join(" ")));
        let mut said: Vec<String> = Vec::new();
        for (word, change, _) in &words {
            match (change, said.last_mut()) {
                (0, Some(last)) => *last = format!("{last}-{word}"),
                (1, Some(last)) => *last = format!("{last}a{word}"),
                (2, _) => said.push(format!("{word}-wom")),
                (3, _) => said.push(word.replace(['8', '%'], "8a")),
                (4, _) => {}
                _ => said.push(word.clone()),
            }
        }
        let said = said.iter().enumerate().map(|(at, text)| word(text, Some((at as u32 * 400, at as u32 * 400 + 390))));
        let transcript = transcript(said.collect(), None, None, Vec::new());
        check(&transcript, &article, &align(&transcript, &article));
    }

    #[test]
    fn an_article_aligned_with_its_own_words_is_all_heard(
        words in prop::collection::vec("(على|council|minister|في|the|of|قال|weapons|الأسلحة|[a-z]{3,9}|[ا-ي]{3,8})", 1..60),
    ) {
        let article = article(&format!("{}.", words.join(" ")));
        let heard = words.iter().enumerate().map(|(i, w)| word(w, Some((i as u32 * 400, i as u32 * 400 + 390))));
        let transcript = transcript(heard.collect(), None, None, Vec::new());
        let alignment = align(&transcript, &article);
        check(&transcript, &article, &alignment);
        for (i, w) in alignment.sentences.iter().flat_map(|s| &s.words).enumerate() {
            prop_assert_eq!((w.time.is_heard(), w.heard), (true, Some(WordRange::new(i, i + 1))));
        }
    }
}
