use crate::text::{self, Token};
use crate::time::Span;
use crate::timed::{self, Form};

use super::gather::Gather;
use super::revision::{Change, changes, counterparts};
use super::{Engine, Segment, Transcript, Word, edit, from_timed};

/// The transcript with the words of `new_text`, a person's correction of it (a text as [`print_text`](super::print_text) writes
/// it, WebVTT or SRT), each with the time of the heard word that it is or replaces.
///
/// * A word that was kept (the same, or the same after normalisation, so that added vowel signs change nothing) keeps its time and
///   confidence, in its new spelling.
/// * A word that alone replaces one heard word has that word's time; its confidence is `None`, since no engine heard it so.
/// * A word that replaces several has the time from the first to the last of them when their letters joined are the same
///   («انشاءالله» for «ان شاء الله»). All other new words have no time: none is made up.
///
/// Segments are the lines or captions of the new text; times that a person set are not believed where a word of theirs
/// was heard. A segment keeps the speaker whom the text names, else the one of its first heard word. `corrected` is added to
/// the engine's options. Its recogniser's [witnesses](Transcript::witnesses) are dropped: a person has heard it.
///
/// ```
/// use rawi::transcript::{corrected, read};
/// let heard = read(br#"{"words": [{"word": "good", "start": 1.0, "end": 1.2}, {"word": "mourning", "start": 1.3, "end": 1.9}]}"#, None)?;
/// let fixed = corrected(&heard, "Good morning.");
/// assert_eq!(fixed.words()[1].text, "morning.");
/// assert_eq!(fixed.words()[1].span, heard.words()[1].span);
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
pub fn corrected(heard: &Transcript, new_text: &str) -> Transcript {
    let written = captions(new_text).unwrap_or_else(|| edit::read_text(new_text));
    let (words, sources) = with_heard_times(heard.words(), written.words());
    let mut gather = Gather::default();
    for segment in written.segments() {
        let first = gather.len();
        segment.words.clone().filter_map(|at| words.get(at)).for_each(|word| gather.push(word.clone()));
        let timed = words.get(segment.words.clone()).is_some_and(|w| w.iter().any(|w| w.span.is_some()));
        let first_source = sources.get(segment.words.clone()).and_then(|s| s.iter().flatten().next());
        let source = first_source.and_then(|word| segment_of(heard, *word));
        let speaker = segment.speaker.clone().or_else(|| source?.speaker.clone());
        gather.close_in(first, (!timed).then_some(segment.span), speaker, source.and_then(|s| s.language.clone()));
    }
    let made = gather.finish(corrected_engine(heard), heard.language().clone(), heard.duration());
    made.with_speech_of(heard)
}

/// The words of `text`, a person's correction of the words `heard`, each with the time of the heard word that it is or replaces, by
/// the rules of [`corrected`]. The text is taken as it stands: white space parts words, and nothing in it is a time or markup.
///
/// ```
/// use rawi::transcript::{read, reworded};
/// let heard = read(br#"{"words": [{"word": "good", "start": 1.0, "end": 1.2}, {"word": "mourning", "start": 1.3, "end": 1.9}]}"#, None)?;
/// let words = reworded(heard.words(), "Good <inaudible> morning.");
/// assert_eq!(words[2].span, heard.words()[1].span);
/// assert_eq!((words[1].text.as_str(), words[1].span), ("<inaudible>", None));
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn reworded(heard: &[Word], text: &str) -> Vec<Word> {
    reworded_from(heard, text).into_iter().map(|(word, _)| word).collect()
}

/// As [`reworded`], with for each word the place in `heard` of the one word that it is or replaces.
#[must_use]
pub fn reworded_from(heard: &[Word], text: &str) -> Vec<(Word, Option<usize>)> {
    let word = |text: &str| Word { text: text.to_owned(), span: None, confidence: None, second_pass: false };
    let written: Vec<Word> = text.split_whitespace().map(word).collect();
    let (words, sources) = with_heard_times(heard, &written);
    words.into_iter().zip(sources).collect()
}

/// The transcript `heard` with these segments, as a person's correction: each with its words, whatever range it names.
#[must_use]
pub fn with_segments(heard: &Transcript, segments: Vec<(Segment, Vec<Word>)>) -> Transcript {
    let (mut words, mut tiles) = (Vec::new(), Vec::new());
    for (segment, said) in segments {
        let first = words.len();
        words.extend(said);
        tiles.push(Segment { words: first..words.len(), ..segment });
    }
    let speech = heard.speech().map(<[Span]>::to_vec);
    Transcript::new(corrected_engine(heard), heard.language().clone(), heard.duration(), words, tiles, speech)
}

fn corrected_engine(heard: &Transcript) -> Engine {
    let mut engine: Engine = heard.engine().clone();
    if !engine.options.iter().any(|o| o == "corrected") {
        engine.options.push("corrected".to_owned());
        engine.options.sort();
    }
    engine
}

/// The written words with the times of the heard words that they are or replace, and for each the index of the one heard word that
/// it stands for. Times of a caption file are left out: a person moved them.
fn with_heard_times(heard: &[Word], written: &[Word]) -> (Vec<Word>, Vec<Option<usize>>) {
    let old: Vec<Token> = heard.iter().map(|w| token(&w.text)).collect();
    let new: Vec<Token> = written.iter().map(|w| token(&w.text)).collect();
    let mut words: Vec<Word> = written.iter().map(|w| Word { span: None, ..w.clone() }).collect();
    let mut sources: Vec<Option<usize>> = vec![None; words.len()];
    let changes = changes(&old, &new);
    for pair in counterparts(&old, &new, &changes) {
        if let (Some(word), Some(was)) = (words.get_mut(pair.new), heard.get(pair.old)) {
            word.span = was.span;
            word.confidence = was.confidence.filter(|_| pair.is_kept);
            word.second_pass = was.second_pass;
            sources[pair.new] = Some(pair.old);
        }
    }
    for change in &changes {
        if let (Some(span), Some(word)) = (span_of_joined(change, &new, heard), words.get_mut(change.new.start)) {
            word.span = Some(span);
        }
    }
    (words, sources)
}

/// From the first to the last of several heard words that one new word writes together; `None` of any other change.
fn span_of_joined(change: &Change, new: &[Token], heard: &[Word]) -> Option<Span> {
    if change.is_equal || change.new.len() != 1 || change.old.len() < 2 {
        return None;
    }
    let heard = heard.get(change.old.clone())?;
    // Normalised as one word: what a letter becomes can depend on its place in the word.
    let joined: String = heard.iter().map(|w| w.text.as_str()).collect();
    if text::normalise(&joined) != new[change.new.start].normalised {
        return None;
    }
    let spans = heard.iter().map(|w| w.span).collect::<Option<Vec<Span>>>()?;
    spans.into_iter().reduce(Span::hull)
}

/// The transcript in a text that is WebVTT or SRT.
fn captions(text: &str) -> Option<Transcript> {
    let form = timed::sniff(text).filter(|form| matches!(form, Form::Vtt | Form::Srt))?;
    Some(from_timed::transcript(&timed::read(text.as_bytes(), Some(form), None).ok()?))
}

/// The segment of a heard word.
fn segment_of(heard: &Transcript, word: usize) -> Option<&Segment> {
    heard.segments().iter().find(|s| s.words.contains(&word))
}

/// A whole printed word as one token: a word that the tokeniser parts is joined again, and one of signs alone has an empty key.
fn token(word: &str) -> Token {
    Token { range: text::TextRange::at(0, word.len()), normalised: text::normalise(word) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::transcript::{Engine, read_text};

    fn heard(words: &[&str]) -> Transcript {
        let word = |(at, text): (usize, &&str)| {
            let start = at as u32 * 100;
            Word {
                text: (*text).to_owned(),
                span: Some(Span::from_millis(start, start + 90)),
                confidence: Some(0.5),
                second_pass: false,
            }
        };
        Transcript::new(
            Engine::default(),
            crate::text::Language::unknown(),
            None,
            words.iter().enumerate().map(word).collect(),
            Vec::new(),
            None,
        )
    }

    /// Each new word with the place of the heard word whose time it has.
    fn times(old: &[&str], new: &str) -> Vec<(String, Option<u32>)> {
        let fixed = corrected(&heard(old), new);
        fixed.words().iter().map(|w| (w.text.clone(), w.span.map(|s| s.start().as_millis() / 100))).collect()
    }

    #[test]
    fn changed_words_take_a_time_only_from_what_they_replace() {
        let new = times(&["the", "hat", "sat", "on", "the", "map"], "The cat sat quietly upon the mat.");
        let expected = [
            ("The", Some(0)),
            ("cat", Some(1)),
            ("sat", Some(2)),
            ("quietly", None),
            ("upon", None),
            ("the", Some(4)),
            ("mat.", Some(5)),
        ];
        assert_eq!(new.iter().map(|(w, t)| (w.as_str(), *t)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_that_were_joined_take_the_whole_stretch() {
        let fixed = corrected(&heard(&["قال", "ان", "شاء", "الله", "نعم"]), "قال انشاءالله نعم");
        assert_eq!(fixed.words()[1].span, Some(Span::from_millis(100, 390)));
        let split = corrected(&heard(&["قال", "انشاءالله", "نعم"]), "قال ان شاء الله نعم");
        assert!(split.words()[1..4].iter().all(|w| w.span.is_none()));
    }

    #[test]
    fn a_kept_word_keeps_its_confidence_and_a_new_one_has_none() {
        let fixed = corrected(&heard(&["good", "mourning"]), "[0:00.000] Good, morning");
        assert_eq!(fixed.words()[0].confidence, Some(0.5));
        assert_eq!(fixed.words()[1].confidence, None);
        assert_eq!(fixed.engine().options, ["corrected"]);
        assert_eq!(fixed.segments()[0].span, Span::from_millis(0, 190));
    }

    #[test]
    fn captions_that_a_person_removed_merged_split_and_wrote_into_keep_the_heard_times() {
        let old = ["قال", "الوزير", "نعم", "ثم", "ذهب", "الى", "البيت", "غدا"];
        let vtt = "WEBVTT\n\n1\n00:00:09.000 --> 00:00:10.000\n<v مي>قال وزير\u{200f} الخارجية: نعم،\n\n\
            00:00:10.000 --> 00:00:11.000\nوذهب\n\n00:00:11.000 --> 00:00:12.000\nإلى البيت.\n";
        let fixed = corrected(&heard(&old), vtt);
        let found: Vec<_> =
            fixed.words().iter().map(|w| (w.text.as_str(), w.span.map(|s| s.start().as_millis() / 100))).collect();
        let expected = [
            ("قال", Some(0)),
            ("وزير", Some(1)),
            ("الخارجية:", None),
            ("نعم،", Some(2)),
            ("وذهب", Some(4)),
            ("إلى", Some(5)),
            ("البيت.", Some(6)),
        ];
        assert_eq!(found, expected);
        assert_eq!(fixed.segments()[0].speaker.as_deref(), Some("مي"));
        assert_eq!(fixed.segments()[1].span, Span::from_millis(400, 490));
        let srt = "1\r\n00:00:00,000 --> 00:00:01,000\r\n\u{202b}قال الوزير نعم\u{202c}\r\n";
        assert_eq!(corrected(&heard(&old), srt).words()[0].text, "قال");
    }

    #[test]
    fn another_text_takes_no_long_time() {
        let old: Vec<String> = (0..3_000).map(|i| format!("a{i}")).collect();
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let new: Vec<String> = (0..2_000).map(|i| format!("b{i}")).collect();
        assert!(corrected(&heard(&old), &new.join(" ")).words().iter().all(|w| w.span.is_none()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_words_are_always_those_that_were_written(old in "[a-c ]{0,20}", new in "[a-c\n ]{0,30}") {
            let words: Vec<&str> = old.split_whitespace().collect();
            let fixed = corrected(&heard(&words), &new);
            let written: Vec<String> = read_text(&new).words().iter().map(|w| w.text.clone()).collect();
            prop_assert_eq!(fixed.words().iter().map(|w| w.text.clone()).collect::<Vec<_>>(), written);
        }
    }
}
