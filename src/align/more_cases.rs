//! More cases that every aligner must survive, each met in a real recording.

use super::cases::{
    FLOOD, INTRO, SCHOOL, SIGN_OFF, WEAPONS, aligned, audio, both, heard, page, said, statuses, words_heard,
};
use super::laws::{article, word};
use super::*;
use crate::article::PartKind;
use crate::text::Language;
use crate::time::Span;
use crate::transcript::{Engine, Segment, Word};

use SentenceStatus::{Boilerplate, NotSpoken, Partly, Spoken};

#[test]
fn half_a_sentence_is_partly_spoken() {
    let a = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{WEAPONS} وغمرت مياه الفيضان قرى بعيدة {SCHOOL}"));
    assert_eq!(statuses(&a), [Spoken, Partly, Spoken]);
}

#[test]
fn speaker_labels_are_printed_and_not_said() {
    let a = aligned(&format!("المذيعة: {WEAPONS}"), WEAPONS);
    assert_eq!(words_heard(&a)[..2], [None, Some(0..1)]);
}

#[test]
fn empty_texts_are_refused_with_a_reason() {
    for (printed, spoken, reason) in
        [("", WEAPONS, RefusalReason::ArticleWithoutWords), (WEAPONS, "", RefusalReason::TranscriptWithoutWords)]
    {
        let a = aligned(printed, spoken);
        assert_eq!(a.pair.verdict, PairVerdict::Refused);
        assert_eq!(a.pair.reason, Some(reason));
    }
}

#[test]
fn a_long_caption_times_its_first_and_last_word_only() {
    let words: Vec<Word> = WEAPONS.split_whitespace().map(|w| word(w, None)).collect();
    for (ms, timed) in [(9_000, 11), (14_000, 2), (31_000, 0)] {
        let caption =
            Segment { span: Span::from_millis(2_000, 2_000 + ms), words: 0..words.len(), speaker: None, language: None };
        let transcript = Transcript::new(Engine::default(), Language::arabic(), None, words.clone(), vec![caption], None);
        let a = both(&article(WEAPONS), &transcript);
        assert_eq!(a.sentences[0].words.iter().filter(|w| w.time.is_inferred()).count(), timed, "{ms} ms");
        let whole = (timed > 0).then(|| Span::from_millis(2_000, 2_000 + ms));
        assert_eq!((a.sentences[0].status, a.sentences[0].time.span()), (Spoken, whole));
    }
}

#[test]
fn a_lone_sentence_an_article_of_twice_the_recording_and_one_of_half_of_it() {
    assert_eq!(statuses(&aligned(WEAPONS, WEAPONS)), [Spoken]);
    let twice = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL} {INTRO}. {SIGN_OFF}."), &format!("{WEAPONS} {FLOOD}"));
    assert_eq!(statuses(&twice), [Spoken, Spoken, NotSpoken, NotSpoken, NotSpoken]);
    let half = aligned(FLOOD, &format!("{INTRO} {FLOOD} {SCHOOL}"));
    assert_eq!(statuses(&half), [Spoken]);
    assert_eq!(audio(&half), [AudioStatus::NotInArticle, AudioStatus::InArticle, AudioStatus::NotInArticle]);
}

#[test]
fn a_false_start_does_not_take_the_sentence_with_it() {
    let a = aligned(
        &format!("{WEAPONS} {FLOOD}"),
        &format!("{WEAPONS} وغمرت مياه آه وغمرت مياه الفيضان قرى بعيدة في الجنوب ونزح آلاف السكان نحو المرتفعات"),
    );
    assert_eq!(statuses(&a), [Spoken, Spoken]);
    assert_eq!(a.sentences[1].words[2].heard, Some(WordRange::new(16, 17)));
}

#[test]
fn a_misheard_word_stands_for_the_one_of_its_moment() {
    let printed = "The harbour council approved seven new ferries yesterday evening.";
    // "seven" was dropped, which left a gap, and "new" was heard as "cow".
    let mut words = said("the harbour council approved xx cow ferries yesterday evening");
    words.remove(4);
    let a = both(&article(printed), &heard(words));
    let found = words_heard(&a);
    assert_eq!(found[4..6], [None, Some(4..5)], "{found:?}");
}

#[test]
fn a_common_word_far_from_its_sentence_is_not_its_beginning() {
    let printed = "Rain fell over the northern hills. And now the valley prepares for another flood.";
    let spoken = "rain fell over the northern hills and | this was heard earlier in our garden programme | now the valley prepares for another flood";
    let a = aligned(printed, spoken);
    assert_eq!(a.sentences[1].words[0].heard, None);
    assert_eq!(a.sentences[1].words[1].heard, Some(WordRange::new(15, 16)));
}

#[test]
fn an_unspoken_sentence_gets_no_words_of_a_similar_one() {
    let printed = format!("{WEAPONS} And God bless America. Thank you. God bless America. {FLOOD}");
    let a = aligned(&printed, &format!("{WEAPONS} thank you God bless America {FLOOD}"));
    assert_eq!(statuses(&a), [Spoken, NotSpoken, Spoken, Spoken, Spoken]);
}

#[test]
fn without_voice_activity_a_gap_that_cuts_a_sentence_is_missing_and_music_is_not() {
    let whole = format!("{WEAPONS} {FLOOD} {SCHOOL} {FLOOD}");
    let mut words = said(&format!("{WEAPONS} {FLOOD} {SCHOOL} {FLOOD}"));
    words.drain(7..26);
    let transcript = Transcript::new(Engine::default(), Language::arabic(), None, words, Vec::new(), None);
    let a = both(&article(&whole), &transcript);
    assert!(audio(&a).contains(&AudioStatus::MissingTranscript), "{:?}", a.audio);
    let music = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{WEAPONS} | | | {SCHOOL}"));
    assert!(!audio(&music).contains(&AudioStatus::MissingTranscript), "{:?}", music.audio);
}

#[test]
fn sounds_are_neither_words_said_nor_words_published() {
    let printed = format!("{WEAPONS}\n(ضحك)\n{FLOOD} (تصفيق)");
    let spoken = format!("[موسيقى] | {} (تصفيق) | {} ♪", WEAPONS.trim_end_matches('.'), FLOOD.trim_end_matches('.'));
    let page = page(&printed.lines().map(|line| (PartKind::Body, line)).collect::<Vec<_>>());
    let a = both(&page, &heard(said(&spoken)));
    assert_eq!(statuses(&a), [Spoken, Boilerplate, Spoken, Boilerplate]);
    assert!(audio(&a).iter().all(|s| matches!(s, AudioStatus::InArticle | AudioStatus::NonSpeech)), "{:?}", a.audio);
    let linked: Vec<usize> = words_heard(&a).into_iter().flatten().flatten().collect();
    assert!(!linked.contains(&0), "the music is no word");
    let only_music = both(&page, &heard(said("[Music] | ♪ | (applause)")));
    assert_eq!(only_music.pair.reason, Some(RefusalReason::TranscriptWithoutWords));
}

#[test]
fn a_word_that_lasts_beyond_the_next_ones_leaves_the_stretches_in_order() {
    let mut words = said(WEAPONS);
    let last = words.last_mut().unwrap();
    let start = last.span.unwrap().start().as_millis();
    last.span = Some(Span::from_millis(start, start + 2_400));
    for (text, at) in INTRO.split(' ').take(4).zip([150, 300, 450, 600]) {
        words.push(word(text, Some((start + at, start + at + 90))));
    }
    for later in said(FLOOD) {
        let at = start + 5_000 + later.span.unwrap().start().as_millis();
        words.push(word(&later.text, Some((at, at + 380))));
    }
    let a = both(&article(&format!("{WEAPONS} {FLOOD}")), &heard(words));
    assert_eq!(statuses(&a), [Spoken, Spoken]);
    assert_eq!(audio(&a), [AudioStatus::InArticle, AudioStatus::NonSpeech, AudioStatus::InArticle]);
}
