//! The cases that every aligner must survive, one test each; the numbers are those of the design's list.

use std::ops::Range;

use super::laws::{article, check, word};
use super::*;
use crate::article::{Part, PartKind};
use crate::text::{Language, TextRange};
use crate::time::{Millis, Span, Timed};
use crate::transcript::{Engine, Segment, Word};

pub(super) const WEAPONS: &str = "أكد مجلس الأمن اليوم ضرورة منع الإرهابيين من حيازة الأسلحة الصغيرة.";
pub(super) const FLOOD: &str = "وغمرت مياه الفيضان قرى بعيدة في الجنوب ونزح آلاف السكان نحو المرتفعات.";
pub(super) const SCHOOL: &str = "وافتتحت منظمة خيرية مدرسة جديدة لأطفال النازحين قرب الحدود الشمالية.";
pub(super) const INTRO: &str = "مستمعينا الكرام أهلا بكم معنا في نشرة هذا المساء";
pub(super) const SIGN_OFF: &str = "كان معكم من نيويورك فريق إذاعة أخبار الأمم المتحدة";

/// Words as they would be heard, 400 ms each; `|` is a pause of three seconds.
pub(super) fn said(text: &str) -> Vec<Word> {
    let mut at = 0;
    let mut words = Vec::new();
    for token in text.split_whitespace() {
        if token == "|" {
            at += 3_000;
            continue;
        }
        words.push(word(token, Some((at, at + 380))));
        at += 400;
    }
    words
}

pub(super) fn heard(words: Vec<Word>) -> Transcript {
    Transcript::new(Engine::default(), Language::unknown(), None, words, Vec::new(), None)
}

pub(super) fn aligned(printed: &str, spoken: &str) -> Alignment {
    both(&article(printed), &heard(said(spoken)))
}

pub(super) fn both(article: &Article, transcript: &Transcript) -> Alignment {
    let alignment = align(transcript, article);
    check(transcript, article, &alignment);
    alignment
}

pub(super) fn statuses(alignment: &Alignment) -> Vec<SentenceStatus> {
    alignment.sentences.iter().map(|s| s.status).collect()
}

pub(super) fn audio(alignment: &Alignment) -> Vec<AudioStatus> {
    alignment.audio.iter().map(|s| s.status).collect()
}

pub(super) fn words_heard(alignment: &Alignment) -> Vec<Option<Range<usize>>> {
    alignment.sentences.iter().flat_map(|s| s.words.iter().map(|w| w.heard.map(WordRange::indices))).collect()
}

pub(super) fn page(blocks: &[(PartKind, &str)]) -> Article {
    let mut text = String::new();
    let mut parts = Vec::new();
    for (kind, block) in blocks {
        let start = text.len();
        text.push_str(block);
        parts.push(Part { kind: *kind, range: TextRange::new(start, text.len()).unwrap() });
        text.push_str("\n\n");
    }
    Article::from_parts(text, Language::arabic(), parts)
}

use SentenceStatus::{Boilerplate, NotSpoken, Spoken};

#[test]
fn case_1_a_paragraph_in_the_middle_that_nobody_read_has_no_time() {
    let a = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{WEAPONS} {SCHOOL}"));
    assert_eq!(statuses(&a), [Spoken, NotSpoken, Spoken]);
    assert_eq!(a.sentences[1].time, Timed::Absent);
    assert_eq!(a.sentences[2].time.span().unwrap().start().as_millis(), 11 * 400);
}

#[test]
fn case_2_introduction_and_sign_off_are_not_in_the_article() {
    let a = aligned(&format!("{WEAPONS} {FLOOD}"), &format!("{INTRO} {WEAPONS} {FLOOD} {SIGN_OFF}"));
    assert_eq!(audio(&a), [AudioStatus::NotInArticle, AudioStatus::InArticle, AudioStatus::NotInArticle]);
    assert_eq!(a.audio[0].heard.indices(), 0..9);
}

#[test]
fn case_3_a_music_bed_is_no_speech() {
    let a = aligned(&format!("{WEAPONS} {FLOOD}"), &format!("| | {WEAPONS} | | {FLOOD}"));
    assert_eq!(audio(&a), [AudioStatus::NonSpeech, AudioStatus::InArticle, AudioStatus::NonSpeech, AudioStatus::InArticle]);
}

#[test]
fn case_4_a_sound_bite_in_another_language_leaves_its_translation_unspoken() {
    let bite = "we must act together before these weapons reach the wrong hands";
    let a = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{WEAPONS} {bite} {SCHOOL}"));
    assert_eq!(statuses(&a), [Spoken, NotSpoken, Spoken]);
    assert_eq!(audio(&a), [AudioStatus::InArticle, AudioStatus::NotInArticle, AudioStatus::InArticle]);
}

#[test]
fn case_5_a_voice_over_is_found_behind_the_voice_that_it_covers() {
    let a = aligned(&format!("{WEAPONS} {FLOOD}"), &format!("{WEAPONS} thank you all very much {FLOOD}"));
    assert_eq!(statuses(&a), [Spoken, Spoken]);
    assert_eq!(a.audio[1].status, AudioStatus::NotInArticle);
}

#[test]
fn case_6_what_is_said_earlier_than_printed_is_moved() {
    let a = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{SCHOOL} {WEAPONS} {FLOOD}"));
    assert_eq!(statuses(&a), [Spoken, Spoken, Spoken]);
    assert_eq!(a.sentences.iter().map(|s| s.moved).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(a.sentences[2].words[0].heard, Some(WordRange::new(0, 1)));
}

#[test]
fn case_7_a_repeated_sentence_is_placed_by_its_neighbours_or_flagged() {
    let again = "وقال المتحدث إن الوضع ما زال صعبا.";
    let printed = format!("{WEAPONS} {again} {FLOOD} {again} {SCHOOL}");
    let a = aligned(&printed, &format!("{WEAPONS} {FLOOD} {again} {SCHOOL}"));
    assert_eq!(statuses(&a), [Spoken, NotSpoken, Spoken, Spoken, Spoken]);
    let a = aligned(&format!("{again} {FLOOD} {again}"), &format!("{INTRO} {again} {SIGN_OFF}"));
    assert!(a.pair.verdict == PairVerdict::Refused || a.sentences[0].ambiguous && a.sentences[2].ambiguous);
}

#[test]
fn case_8_a_headline_that_repeats_the_lead_shares_its_time() {
    let page = page(&[(PartKind::Headline, WEAPONS), (PartKind::Lead, WEAPONS), (PartKind::Body, FLOOD)]);
    let a = both(&page, &heard(said(&format!("{WEAPONS} {FLOOD}"))));
    assert_eq!((a.sentences[0].duplicate_of, a.sentences[1].duplicate_of), (Some(1), None));
    assert_eq!(a.sentences[0].time, a.sentences[1].time);
}

#[test]
fn case_9_boilerplate_is_not_called_unspoken() {
    let page = page(&[
        (PartKind::Boilerplate, "تنزيل"),
        (PartKind::Lead, WEAPONS),
        (PartKind::Boilerplate, "image"),
        (PartKind::Body, FLOOD),
    ]);
    let a = both(&page, &heard(said(&format!("{WEAPONS} {FLOOD}"))));
    assert_eq!(statuses(&a), [Boilerplate, Spoken, Boilerplate, Spoken]);
}

/// Every printed word is heard as the one in its place.
fn one_to_one(printed: &str, spoken: &str) {
    let a = aligned(printed, spoken);
    let expected: Vec<_> = (0..words_heard(&a).len()).map(|i| Some(i..i + 1)).collect();
    assert_eq!(words_heard(&a), expected, "{printed} / {spoken}");
}

#[test]
fn case_10_alef_and_hamza_forms_meet() {
    one_to_one("أعلن إسلام آدم اﻷمر للأمم", "اعلن اسلام ا\u{653}دم ا\u{654}لأمر للامم");
}

#[test]
fn case_11_ya_and_ta_marbuta_meet() {
    one_to_one("زارت ليلى مدينة بعيدة ومستشفى", "زارت ليلي مدينه بعيده ومستشفي");
}

#[test]
fn case_12_marks_tatweel_presentation_forms_and_persian_letters_meet() {
    one_to_one("قَالَ الـــرئيس ﻻ يمكن ذلك", "قال الرئيس لا یمکن ذلک");
}

#[test]
fn case_13_clitics_split_or_joined_by_the_recogniser() {
    let a = aligned("وقال الوزير إن شاء الله سنعود قريبا", "و قال الوزير إنشاء الله سنعود قريبا");
    let found = words_heard(&a);
    assert_eq!(found[0], Some(0..2));
    assert_eq!(found[1], Some(2..3));
    assert_eq!(found[4..], [Some(4..5), Some(5..6), Some(6..7)]);
}

#[test]
fn case_14_the_article_does_not_make_words_alike() {
    let a = aligned("البيت القلم الشمس النهر الجبل الطريق", "الحرب السلام المدينة الدولة الرئيس الوزير");
    assert_eq!(a.pair.verdict, PairVerdict::Refused);
}

#[test]
fn case_15_numbers_in_digits_and_words_keep_their_place() {
    let printed = "اعتمد المجلس القرار رقم 2370 الذي يدعو الدول إلى التعاون";
    let spoken = "اعتمد المجلس القرار رقم ألفان وثلاثمئة وسبعون الذي يدعو الدول إلى التعاون";
    let a = aligned(printed, spoken);
    let found = words_heard(&a);
    assert!(found[4].as_ref().is_some_and(|heard| heard.start >= 4 && heard.end <= 7), "{found:?}");
    assert_eq!(found[5], Some(7..8), "the words behind the number are not shifted");
}

#[test]
fn case_16_names_in_two_spellings_are_linked() {
    one_to_one("قال أنطونيو غوتيريش إن الوضع خطير جدا", "قال انتونيو جوتيريس إن الوضع خطير جدا");
}

#[test]
fn case_17_latin_runs_in_arabic_do_not_disturb() {
    let a = aligned(
        "تستخدم شبكة الإنترنت المظلمة dark web لشراء الأسلحة الخفيفة",
        "تستخدم شبكة الإنترنت المظلمة لشراء الأسلحة الخفيفة",
    );
    assert_eq!(words_heard(&a)[4..6], [None, None]);
    assert_eq!(words_heard(&a)[6], Some(4..5));
}

#[test]
fn case_18_a_gloss_in_brackets_that_nobody_reads_gets_no_time() {
    let a = aligned(
        "وصلت قوافل الأونروا (UNRWA) إلى مخيمات اللاجئين صباح اليوم",
        "وصلت قوافل الأونروا إلى مخيمات اللاجئين صباح اليوم",
    );
    assert_eq!(a.sentences[0].status, Spoken);
    assert_eq!((a.sentences[0].words[3].link, a.sentences[0].words[3].time), (Link::None, Timed::Absent));
}

#[test]
fn case_19_a_loop_anchors_nothing_and_is_suspected() {
    let again = "نحو المرتفعات نحو المرتفعات نحو المرتفعات نحو المرتفعات";
    let a = aligned(&format!("{WEAPONS} {FLOOD} {SCHOOL}"), &format!("{WEAPONS} {FLOOD} {again} {SCHOOL}"));
    assert_eq!(statuses(&a), [Spoken, Spoken, Spoken]);
    let made_up = a.audio.iter().find(|s| s.status == AudioStatus::SuspectedHallucination).unwrap();
    assert_eq!(made_up.heard.indices(), 23..31);
}

#[test]
fn case_20_stock_phrases_are_suspected_unless_the_article_has_them() {
    let phrase = "اشتركوا في القناة";
    let a = aligned(&format!("{WEAPONS} {FLOOD}"), &format!("{WEAPONS} {FLOOD} | {phrase}"));
    assert_eq!(a.audio.last().unwrap().status, AudioStatus::SuspectedHallucination);
    let a = aligned(&format!("{WEAPONS} {FLOOD} {phrase}."), &format!("{WEAPONS} {FLOOD} {phrase}"));
    assert_eq!(audio(&a), [AudioStatus::InArticle]);
}

#[test]
fn case_21_a_skipped_window_is_found_by_voice_activity_and_by_the_article() {
    let printed = format!("{WEAPONS} {FLOOD} {SCHOOL}");
    let mut words = said(&format!("{WEAPONS} {FLOOD} {SCHOOL}"));
    words.drain(10..21);
    for speech in [None, Some(vec![Span::from_millis(0, 13_000)])] {
        let words = words.clone();
        let transcript =
            Transcript::new(Engine::default(), Language::arabic(), Some(Millis::new(13_000)), words, Vec::new(), speech);
        let a = both(&article(&printed), &transcript);
        let missing = a.audio.iter().find(|s| s.status == AudioStatus::MissingTranscript);
        if transcript.speech().is_some() {
            let missing = missing.expect("speech without words");
            assert_eq!(missing.span, Span::from_millis(9 * 400 + 380, 21 * 400));
            assert_eq!(doubtful(&a, &transcript)[0].intersection(missing.span), Some(missing.span));
        } else {
            assert_eq!(missing, None, "4.4 s without words may as well be music");
        }
    }
}

#[test]
fn case_22_impossible_word_times_are_not_used() {
    let mut words = said(&format!("{WEAPONS} {FLOOD}"));
    words[4] = word(&words[4].text, Some((1_600, 6_700)));
    let a = both(&article(&format!("{WEAPONS} {FLOOD}")), &heard(words.clone()));
    assert!(!a.sentences[0].words[4].time.is_heard());
    assert!(a.audio[0].reason == Some(StretchReason::RefusedTimes { words: 1 }));
    let early =
        vec![Segment { span: Span::from_millis(3_600, 9_000), words: 0..words.len(), speaker: None, language: None }];
    let transcript = Transcript::new(Engine::default(), Language::arabic(), None, words, early, None);
    assert_eq!(both(&article(WEAPONS), &transcript).sentences[0].words[0].time, Timed::Absent);
}

#[test]
fn case_23_the_wrong_article_is_refused_and_an_extract_is_not() {
    let a = aligned(&format!("{WEAPONS} {SCHOOL}"), &format!("{INTRO} {FLOOD} {SIGN_OFF}"));
    assert_eq!(a.pair.verdict, PairVerdict::Refused);
    assert!(matches!(a.pair.reason, Some(RefusalReason::TooLittleShared { .. })), "{:?}", a.pair.reason);
    assert!(a.sentences.iter().all(|s| s.time.is_absent()));
    let programme = format!("{INTRO} {SCHOOL} {INTRO} {SIGN_OFF} {FLOOD} {SIGN_OFF} {INTRO}");
    assert_eq!(aligned(FLOOD, &programme).pair.verdict, PairVerdict::Matched);
}

/// One sentence against a long text: a phrase of small words is found in any.
#[test]
fn a_phrase_of_small_words_is_no_evidence_for_a_pair() {
    let town = "Ships left before dawn. This is the harbour of the old town, and nobody sleeps there when herring come in. Carts \
                rattle over wet stones while gulls quarrel above roofs. Children run down steep lanes to count masts. By noon \
                each barrel has been sold and salt dries white on every doorstep.";
    let sentence = "Mister Adams is the baker of the narrow street and he smiles on loaves each winter morning";
    assert_eq!(aligned(town, sentence).pair.verdict, PairVerdict::Refused);
    let extract = "This is the harbour of the old town and nobody sleeps there when";
    assert_eq!(aligned(town, extract).pair.verdict, PairVerdict::Matched);
}

#[test]
fn case_24_every_third_word_wrong_still_aligns() {
    let mut words = said(&format!("{WEAPONS} {FLOOD} {SCHOOL}"));
    words.iter_mut().skip(1).step_by(3).for_each(|w| w.text = "خطأ".to_owned());
    let a = both(&article(&format!("{WEAPONS} {FLOOD} {SCHOOL}")), &heard(words));
    assert_eq!(statuses(&a), [Spoken, Spoken, Spoken]);
    let right = words_heard(&a).iter().enumerate().filter(|(i, h)| **h == Some(*i..i + 1)).count();
    assert!(right >= 29, "{right} of {}", words_heard(&a).len());
}

#[test]
fn case_25_offsets_point_at_the_printed_bytes() {
    let text = format!("\u{200f}«{WEAPONS}» — ﷲ 🎙️ {FLOOD}");
    let a = aligned(&text, &format!("{WEAPONS} {FLOOD}"));
    let words: Vec<&str> = a.sentences.iter().flat_map(|s| &s.words).map(|w| w.range.of(&text)).collect();
    assert_eq!((words[0], *words.last().unwrap()), ("أكد", "المرتفعات"));
}
