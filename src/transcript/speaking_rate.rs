//! How long words last: the one place that says what is fluent, slow, and no longer possible.
//!
//! Measured on the six reports in `samples/` (synthetic newsreaders, 926 words without digits, from the start of a word to the start
//! of the next in its sentence): 435 ms a word on average; by least squares 31 ms + 68 ms a letter in English, 104 ms + 99 ms in
//! Arabic, which does not print its short vowels, and 78 ms + 77 ms for both. One word in a hundred lasts less than 86 ms, one in a
//! hundred more than 1.1 s, none more than 1.4 s.

use crate::time::Millis;

/// How long words last: so much for each word, and so much more for each of its letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeakingRate {
    per_word: u32,
    per_letter: u32,
    per_digit: u32,
    /// Letters and digits beyond these numbers add nothing: such a run is no word.
    most_letters: u32,
    most_digits: u32,
}

impl SpeakingRate {
    /// The shortest that a word lasts in fluent speech: the length of a word without a time beside one that was heard. Shorter than the
    /// mean of the samples on purpose, since a time that is inferred must not reach into a neighbour's.
    pub const FLUENT: Self = Self { per_word: 80, per_letter: 55, per_digit: 55, most_letters: 30, most_digits: 30 };

    /// The longest that a word without a time is given where captions are laid out.
    pub const UNHURRIED: Self =
        Self { per_word: 0, per_letter: 70, per_digit: 70, most_letters: u32::MAX, most_digits: u32::MAX };

    /// The longest that a word is shown as being said: a very slow voice. Recognisers let a word last until the next one begins.
    pub const SLOWEST: Self =
        Self { per_word: 1_000, per_letter: 150, per_digit: 150, most_letters: u32::MAX, most_digits: u32::MAX };

    /// The longest that a word can have lasted; a recogniser that says more has let it sit through a pause. A slow reader stays
    /// under half of it. Digits are read out as whole words.
    pub const LONGEST: Self = Self { per_word: 1_200, per_letter: 200, per_digit: 900, most_letters: 20, most_digits: 12 };

    /// How long one word of `letters` characters lasts, none of them known to be digits. Saturates.
    pub const fn of_letters(self, letters: usize) -> Millis {
        let letters = if letters > self.most_letters as usize { self.most_letters } else { letters as u32 };
        Millis::new(self.per_word.saturating_add(self.per_letter.saturating_mul(letters)))
    }

    /// How long the word `text` lasts, by its letters and digits; signs last no time.
    ///
    /// ```
    /// use rawi::time::Millis;
    /// use rawi::transcript::SpeakingRate;
    /// assert_eq!(SpeakingRate::LONGEST.of_word("sit."), Millis::new(1_200 + 3 * 200));
    /// assert_eq!(SpeakingRate::LONGEST.of_word("1,750"), Millis::new(1_200 + 4 * 900));
    /// ```
    pub fn of_word(self, text: &str) -> Millis {
        let (mut letters, mut digits) = (0_u32, 0_u32);
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            let kind = if c.is_numeric() { &mut digits } else { &mut letters };
            *kind = kind.saturating_add(1);
        }
        let digits = digits.min(self.most_digits).saturating_mul(self.per_digit);
        let letters = letters.min(self.most_letters).saturating_mul(self.per_letter);
        Millis::new(self.per_word.saturating_add(letters).saturating_add(digits))
    }
}

/// How long a word lasts where its letters are not known: 2.5 words a second, newsreaders' usual 150 words a minute.
pub const MEAN_WORD: Millis = Millis::new(400);

/// The least time for each of several words between two that were heard; with less, they were not all said.
pub const SHORTEST_WORD: Millis = Millis::new(60);

/// A word that was not heard between two that were adds at most this much to the time between them: with more, it is not known
/// where in that time it was said, or something else was said there too.
pub const LONGEST_UNHEARD_WORD: Millis = Millis::new(500);

/// An unheard word in a sentence that goes on behind it was said only where there was at least this much time for it.
pub const LEAST_TIME_FOR_A_WORD: Millis = Millis::new(150);

/// An overlap of a word with voice activity that is shorter than this is chance.
pub const SHORTEST_SOUND: Millis = Millis::new(40);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_five_seconds_is_impossible_and_a_long_number_is_not() {
        let five_seconds = Millis::new(5_000);
        assert!(SpeakingRate::LONGEST.of_word("sit") < five_seconds);
        assert!(SpeakingRate::LONGEST.of_word("1,750,000") > five_seconds);
    }

    #[test]
    fn the_rates_stand_in_order_for_words_of_every_length() {
        for letters in 1..=20 {
            let word = "a".repeat(letters);
            let of = |rate: SpeakingRate| rate.of_word(&word);
            assert!(of(SpeakingRate::FLUENT) < of(SpeakingRate::SLOWEST), "{letters}");
            assert!(of(SpeakingRate::SLOWEST) < of(SpeakingRate::LONGEST), "{letters}");
            assert!(SHORTEST_WORD < of(SpeakingRate::FLUENT), "{letters}");
        }
    }

    #[test]
    fn no_length_overflows() {
        let longest = SpeakingRate::UNHURRIED.of_letters(usize::MAX);
        assert_eq!(longest, Millis::new(u32::MAX));
        assert_eq!(SpeakingRate::FLUENT.of_letters(1_000), SpeakingRate::FLUENT.of_letters(30));
    }
}
