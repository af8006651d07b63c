//! What an editor changed between the page and the microphone, and what the lexicon says of it.

use super::*;
use crate::text::{normalise, numbers, tokens};

fn negated(text: &str) -> usize {
    negations(&tokens(text)).iter().filter(|n| n.kind == NegationKind::Full).count()
}

#[test]
fn a_negation_gained_or_lost_is_seen() {
    for (without, with) in [
        ("the car was set on fire", "the car was not set on fire"),
        ("the war is over", "the war is not over"),
        ("they agreed", "they never agreed"),
        ("the cases are legal", "none of the cases are legal"),
        ("لا تزال القافلة هنا", "لم تعد القافلة هنا"),
        ("قال إن الطريق قانوني", "قال إن الطريق غير قانوني"),
        ("ليس فقط في المدينة", "ليس في المدينة"),
        ("وصلت القافلة", "لم تصل القافلة"),
    ] {
        assert_eq!((negated(without), negated(with)), (0, 1), "{without} / {with}");
    }
}

#[test]
fn what_changes_the_claim_is_told_from_what_is_said_otherwise() {
    let told = |a: &str, b: &str| contrast(&normalise(a), &normalise(b)).is_some();
    for (a, b) in [("soft", "hard"), ("weekly", "daily"), ("illegal", "legal"), ("اعتمد", "رفض"), ("وأكد", "ونفى")]
    {
        assert!(told(a, b) && told(b, a), "{a} {b}");
    }
    for (a, b) in [("shop", "store"), ("shelves", "shelf"), ("said", "added"), ("قال", "ذكر"), ("بيت", "منزل")]
    {
        assert!(!told(a, b) && !told(b, a), "{a} {b}");
    }
}

#[test]
fn dates_numbers_and_names_that_sound_near_are_apart() {
    let day = |text: &str| dates(&tokens(text)).first().map(|d| d.says);
    assert_ne!(day("Wednesday"), day("Thursday"));
    assert_ne!(day("كانون الأول"), day("كانون الثاني"));
    let value = |text: &str| numbers(&tokens(text)).first().map(|n| n.value);
    assert_ne!(value("five"), value("nine"));
    let same = |a: &str, b: &str| names(&tokens(a))[0].may_be_same(&names(&tokens(b))[0]);
    assert!(!same("Interpol", "Europol") && !same("Iran", "Iraq") && same("Iran", "إيران"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn every_answer_is_symmetric_and_points_into_the_words(text in "[a-zء-ي0-9' .]{0,60}") {
        let words = tokens(&text);
        for pair in words.windows(2) {
            let (a, b) = (&pair[0].normalised, &pair[1].normalised);
            assert_eq!(contrast(a, b), contrast(b, a));
            assert_eq!(sounds_equal(a, b), sounds_equal(b, a));
            assert!(contrast(a, a).is_none() && sounds_equal(a, a));
        }
        assert!(negations(&words).iter().all(|n| n.word < words.len()));
        assert!(dates(&words).iter().all(|d| d.words.end <= words.len() && !d.words.is_empty()));
        assert!(names(&words).iter().all(|n| n.words.end <= words.len() && !n.words.is_empty() && !n.entries.is_empty()));
    }
}
