use proptest::prelude::*;

use super::*;
use crate::align::{AlignedWord, Link, WordRange};
use crate::text::TextRange;
use crate::time::{Span, Timed};
use crate::transcript::Word;

fn span() -> impl Strategy<Value = Option<Span>> {
    prop::option::of((any::<u32>(), any::<u32>()).prop_map(|(a, b)| Span::from_millis(a, b)))
}

fn confidence() -> impl Strategy<Value = f32> {
    prop_oneof![(0..2_000_u32).prop_map(|n| n as f32 / 1000.0), any::<f32>().prop_filter("a number", |c| !c.is_nan())]
}

fn timed() -> impl Strategy<Value = Timed> {
    (span(), any::<bool>()).prop_map(|(span, heard)| match span {
        Some(span) if heard => Timed::Heard(span),
        Some(span) => Timed::Inferred(span),
        None => Timed::Absent,
    })
}

fn aligned() -> impl Strategy<Value = AlignedWord> {
    let heard = prop::option::of((0..30_usize, 0..4_usize));
    let range = (any::<u16>(), 0..90_usize);
    (range, 0..8_usize, timed(), heard, confidence(), prop::option::of(any::<bool>())).prop_map(
        |((start, length), link, time, heard, confidence, same)| AlignedWord {
            range: TextRange::at(usize::from(start), usize::from(start) + length),
            link: [
                Link::Exact,
                Link::Variant,
                Link::Number,
                Link::Sound,
                Link::Fuzzy,
                Link::Joined,
                Link::Substituted,
                Link::None,
            ][link],
            time,
            heard: heard.map(|(start, count)| WordRange::new(start, start + count)),
            confidence,
            same,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn words_come_back_to_the_bit(
        words in prop::collection::vec((".{0,5}", span(), prop::option::of(confidence()), any::<bool>()), 0..30)
    ) {
        let words: Vec<Word> = words
            .into_iter()
            .map(|(text, span, confidence, second_pass)| Word { text, span, confidence, second_pass })
            .collect();
        let texts = words.iter().map(|word| word.text.clone()).collect();
        prop_assert_eq!(unpack_words("them", texts, &pack_words(&words)).unwrap(), words);
    }

    #[test]
    fn aligned_words_come_back_to_the_bit(
        sentences in prop::collection::vec(prop::collection::vec(aligned(), 0..6), 0..5),
        times in prop::collection::vec(timed(), 0..40),
    ) {
        let all = AlignedWords { sentences, times };
        prop_assert_eq!(unpack_alignment("it", &pack_aligned(&all)).unwrap(), all);
    }

    #[test]
    fn what_is_damaged_is_told_and_never_believed(mut value in prop::collection::vec(any::<u8>(), 0..60), plain in any::<bool>()) {
        if plain {
            value = deflated(&value);
        }
        let _ = unpack_words("them", vec![String::new(); 3], &value);
        let _ = unpack_alignment("it", &value);
    }
}

#[test]
fn a_number_of_words_that_cannot_be_there_takes_no_memory() {
    let value = deflated(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1]);
    assert!(unpack_alignment("it", &value).is_err());
    assert!(unpack_words("it", Vec::new(), &[9, 1, 2]).is_err());
    assert!(unpack_words("it", Vec::new(), &[]).is_err());
}
