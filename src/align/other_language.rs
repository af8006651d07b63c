//! Speech in another language than the article's: a sound-bite whose translation the article prints.
//!
//! What was said cannot be compared with its translation word by word, so nothing is: the words are told as said in their language,
//! and where sentences of the article stand in the same place unsaid and take about as many words, they are taken for the
//! translation. That is inferred from the place alone and told as such; whether they translate it well, a person must judge.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use super::article_positions::ArticlePositions;
use super::document::{AlignedSentence, AudioStatus, AudioStretch, SentenceStatus, Translation};
use super::reason::StretchReason;
use super::verdict_inputs::VerdictInputs;
use super::word_range::WordRange;
use crate::article::{Article, PartKind, Script};
use crate::text::{Language, tokens};
use crate::transcript::Transcript;

/// A run of words in another script is a language of its own from this many words on: fewer are a name.
const SHORTEST_RUN: usize = 4;
/// Sentences are the translation of a sound-bite when they have so many words for each hundred of its words. Arabic needs about
/// eighty for a hundred English words, German about a hundred; a voice-over is often half of what it covers.
const WORDS_FOR_HUNDRED: RangeInclusive<usize> = 40..=220;

/// For each word of the transcript, the language that its segment says it was said in, where that is known and another than the
/// article's.
///
/// Only what names a language segment by segment is believed: a language for the whole recording is often one that somebody set.
pub(super) fn by_segment<'t>(transcript: &'t Transcript, article: &Article) -> Vec<Option<&'t Language>> {
    let mut found = vec![None; transcript.words().len()];
    let segments = transcript.segments();
    let Some(printed) = article.language().known().filter(|_| segments.iter().any(|s| s.language.is_some())) else {
        return found;
    };
    for segment in segments {
        let language = segment.language.as_ref().unwrap_or(transcript.language());
        if *language != printed && language.known().is_some() {
            found.get_mut(segment.words.clone()).into_iter().for_each(|words| words.fill(Some(language)));
        }
    }
    found
}

/// For each word of the transcript, whether it must not be matched: it was said in another language, and the article does not print
/// it. What merely sounds like a printed word is no evidence across languages.
pub(super) fn barred(transcript: &Transcript, article: &Article, languages: &[Option<&Language>]) -> Vec<bool> {
    if languages.iter().all(Option::is_none) {
        return vec![false; languages.len()];
    }
    let sentences = article.sentences();
    let printed: HashSet<&str> = sentences.iter().flat_map(|s| &s.tokens).map(|t| t.normalised.key()).collect();
    let is_printed = |word: &str| tokens(word).iter().all(|token| printed.contains(token.normalised.key()));
    transcript.words().iter().zip(languages).map(|(word, other)| other.is_some() && !is_printed(&word.text)).collect()
}

/// The language of a run of words that nothing in the article was met by, where nobody named one: by their letters, when these are of
/// another script than `script`, the article's.
pub(super) fn by_script(inputs: &VerdictInputs, script: &Script, run: Range<usize>) -> Option<Language> {
    let printed = inputs.article.language().known()?;
    let words = inputs.transcript.words().get(run).filter(|words| words.len() >= SHORTEST_RUN)?;
    let said = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    script.other_language(&said).filter(|language| *language != printed)
}

/// Finds for each sound-bite among `stretches` the sentences that translate it, and tells both sides.
pub(super) fn pair_translations(
    inputs: &VerdictInputs,
    positions: &ArticlePositions,
    stretches: &mut [AudioStretch],
    sentences: &mut [AlignedSentence],
) {
    let mut at = 0;
    while at < stretches.len() {
        let Some((said, article)) = languages_of(&stretches[at]) else {
            at += 1;
            continue;
        };
        let bite = bite_from(stretches, at);
        let heard = bite_words(stretches, bite.clone());
        let place = place(positions, heard, inputs.texts.article.len());
        if let Some(translating) = translation(sentences, inputs.ranges, &place, heard.len()) {
            let span = stretches[bite.start].span.hull(stretches[bite.end - 1].span);
            let translation = Translation { language: said, heard, span };
            tell(sentences, translating, &translation);
            let reason = Some(translation.reason(&article));
            stretches[bite.clone()].iter_mut().filter(|s| is_bite(s)).for_each(|s| s.reason.clone_from(&reason));
        }
        at = bite.end;
    }
}

fn tell(sentences: &mut [AlignedSentence], translating: Range<usize>, translation: &Translation) {
    for sentence in &mut sentences[translating] {
        sentence.translation = Some(translation.clone());
    }
}

fn is_bite(stretch: &AudioStretch) -> bool {
    languages_of(stretch).is_some()
}

fn languages_of(stretch: &AudioStretch) -> Option<(Language, Language)> {
    match &stretch.reason {
        Some(StretchReason::OtherLanguage { said, article }) if stretch.status == AudioStatus::NotInArticle => {
            Some((said.clone(), article.clone()))
        }
        _ => None,
    }
}

/// The stretches of one sound-bite: from the one at `first` on, with pauses between; a sound that was noted parts it.
fn bite_from(stretches: &[AudioStretch], first: usize) -> Range<usize> {
    let mut end = first + 1;
    for (at, stretch) in stretches.iter().enumerate().skip(first + 1) {
        if languages_of(stretch) == languages_of(&stretches[first]) {
            end = at + 1;
        } else if stretch.status != AudioStatus::NonSpeech || !stretch.heard.is_empty() {
            break;
        }
    }
    first..end
}

fn bite_words(stretches: &[AudioStretch], bite: Range<usize>) -> WordRange {
    let first = stretches[bite.start].heard;
    stretches[bite].iter().filter(|s| is_bite(s)).fold(first, |all, stretch| all.hull(stretch.heard))
}

/// The article words that stand where the bite was said. Before the first match and behind the last one it is not known how much of
/// the article belongs there.
fn place(positions: &ArticlePositions, heard: WordRange, words: usize) -> Range<usize> {
    let between = positions.between(heard.start(), heard.end());
    match (positions.end_before(heard.start()), positions.start_after(heard.end())) {
        (None, Some(first)) => 0..first,
        (Some(last), None) => last..words,
        _ => between,
    }
}

/// Which sentences of that place are the translation: those next to each other that were not said and whose length fits best.
/// Where some of them are quotes, only these.
fn translation(
    sentences: &[AlignedSentence],
    ranges: &[Range<usize>],
    place: &Range<usize>,
    heard: usize,
) -> Option<Range<usize>> {
    let is_unsaid = |id: usize| {
        let sentence = &sentences[id];
        // A stray match of a small word may lie in a sentence that was not said, so most of it is enough.
        let (start, end) = (ranges[id].start.max(place.start), ranges[id].end.min(place.end));
        let within = end.saturating_sub(start) * 2 > ranges[id].len();
        let is_free = sentence.duplicate_of.is_none() && sentence.translation.is_none();
        within && sentence.part.is_read_aloud() && is_free && sentence.status == SentenceStatus::NotSpoken
    };
    let unsaid: Vec<usize> = (0..sentences.len()).filter(|id| is_unsaid(*id)).collect();
    let quotes: Vec<usize> = unsaid.iter().copied().filter(|id| sentences[*id].part == PartKind::Quote).collect();
    let candidates = if quotes.is_empty() { unsaid } else { quotes };
    let mut best: Option<(f32, Range<usize>)> = None;
    for run in candidates.chunk_by(|a, b| a + 1 == *b) {
        for first in 0..run.len() {
            for last in first..run.len() {
                let range = run[first]..run[last] + 1;
                let printed: usize = ranges[range.clone()].iter().map(ExactSizeIterator::len).sum();
                if !WORDS_FOR_HUNDRED.contains(&(printed * 100 / heard.max(1))) {
                    continue;
                }
                let off = (printed as f32 / heard as f32).ln().abs();
                if best.as_ref().is_none_or(|(least, _)| off < *least) {
                    best = Some((off, range));
                }
            }
        }
    }
    best.map(|(_, range)| range)
}

#[cfg(test)]
mod tests {
    use super::super::cases::{FLOOD, INTRO, SCHOOL, WEAPONS, audio, both, page, said, statuses};
    use super::super::{Alignment, align};
    use super::*;
    use crate::transcript::{Engine, Segment, Word};

    const BITE: &str = "we must act together now before these forty thousand weapons reach the wrong hands";
    const QUOTE: &str = "«علينا أن نتحرك معا الآن قبل أن تصل هذه الأسلحة إلى الأيدي الخطأ».";

    fn arabic(blocks: &[&str]) -> Article {
        page(&blocks.iter().map(|block| (PartKind::Body, *block)).collect::<Vec<_>>())
    }

    /// What was said, piece by piece, each with the language that its segment names.
    fn spoken(whole: &str, pieces: &[(&str, Option<&str>)]) -> Transcript {
        let words: Vec<Word> = said(&pieces.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" "));
        let mut segments = Vec::new();
        let mut first = 0;
        for (text, language) in pieces {
            let end = first + text.split_whitespace().filter(|word| *word != "|").count();
            let span = words[first].span.unwrap().hull(words[end - 1].span.unwrap());
            let language = language.map(|tag| tag.parse().unwrap());
            segments.push(Segment { span, words: first..end, speaker: None, language });
            first = end;
        }
        Transcript::new(Engine::default(), whole.parse().unwrap(), None, words, segments, None)
    }

    fn reasons(alignment: &Alignment) -> Vec<Option<String>> {
        alignment.audio.iter().map(|stretch| stretch.reason.as_ref().map(ToString::to_string)).collect()
    }

    const HAS_IT: &str = "said in `en`; the article has it in `ar`";
    const IS_IN: &str = "said in `en`; the article is in `ar`";

    #[test]
    fn a_sound_bite_is_told_with_the_quote_that_translates_it_and_meets_none_of_its_words() {
        let page = arabic(&[WEAPONS, QUOTE, FLOOD]);
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (BITE, Some("en")), (FLOOD, None)]));
        assert_eq!(statuses(&a), [SentenceStatus::Spoken, SentenceStatus::NotSpoken, SentenceStatus::Spoken]);
        assert_eq!(reasons(&a), [None, Some(HAS_IT.to_owned()), None]);
        let told = a.sentences[1].translation.as_ref().unwrap();
        assert_eq!((told.language.as_str(), told.heard.indices()), ("en", 11..25));
        assert_eq!(told.span, a.audio[1].span);
        assert!(a.sentences[1].words.iter().all(|word| word.heard.is_none()), "nothing is bent onto the translation");
        assert!(a.sentences[1].time.span().is_none() && a.sentences[0].translation.is_none());
    }

    #[test]
    fn without_a_named_language_the_letters_tell_it() {
        let page = arabic(&[WEAPONS, QUOTE, FLOOD]);
        let a = both(&page, &spoken("und", &[(WEAPONS, None), (BITE, None), (FLOOD, None)]));
        assert_eq!(reasons(&a), [None, Some(HAS_IT.to_owned()), None]);
        let a = both(&page, &spoken("und", &[(WEAPONS, None), ("Interpol United Nations", None), (FLOOD, None)]));
        assert!(a.sentences.iter().all(|s| s.translation.is_none()), "three words are a name: {:?}", a.audio);
    }

    #[test]
    fn a_bite_whose_translation_is_read_over_it_has_no_sentence() {
        let page = arabic(&[WEAPONS, QUOTE, FLOOD]);
        let voice_over = QUOTE.trim_matches(['«', '»', '.']);
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (BITE, Some("en")), (voice_over, None), (FLOOD, None)]));
        assert_eq!(statuses(&a), [SentenceStatus::Spoken; 3]);
        assert_eq!(reasons(&a), [None, Some(IS_IN.to_owned()), None]);
    }

    #[test]
    fn what_is_far_too_long_or_not_in_that_place_is_no_translation() {
        let unread = [SCHOOL, SCHOOL, SCHOOL, SCHOOL].map(|text| text.trim_end_matches('.')).join(" ");
        let page = arabic(&[WEAPONS, &format!("{unread}."), FLOOD]);
        let short = "no one is safe here";
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (short, Some("en")), (FLOOD, None)]));
        assert_eq!(reasons(&a), [None, Some(IS_IN.to_owned()), None]);
        let page = arabic(&[WEAPONS, FLOOD, QUOTE, SCHOOL]);
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (BITE, Some("en")), (FLOOD, None), (SCHOOL, None)]));
        assert!(a.sentences[2].translation.is_none(), "the quote stands behind the flood, the bite before it");
        assert_eq!(a.sentences[2].status, SentenceStatus::NotSpoken);
    }

    #[test]
    fn of_the_unsaid_sentences_in_a_place_the_quote_is_the_translation() {
        let blocks =
            [(PartKind::Body, WEAPONS), (PartKind::Body, SCHOOL), (PartKind::Quote, QUOTE), (PartKind::Body, FLOOD)];
        let a = both(&page(&blocks), &spoken("ar", &[(WEAPONS, None), (BITE, Some("en")), (FLOOD, None)]));
        assert_eq!(a.sentences.iter().map(|s| s.translation.is_some()).collect::<Vec<_>>(), [false, false, true, false]);
    }

    #[test]
    fn a_small_word_of_the_quote_that_was_said_elsewhere_does_not_hide_it() {
        let page = arabic(&[WEAPONS, QUOTE, FLOOD]);
        let next = format!("قبل ذلك {FLOOD}");
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (BITE, Some("en")), (&next, None)]));
        assert!(a.sentences[1].translation.is_some(), "{:?}", a.sentences[1]);
    }

    #[test]
    fn a_pause_within_the_bite_does_not_cut_it() {
        let page = arabic(&[WEAPONS, QUOTE, FLOOD]);
        let paused = BITE.replace(" before ", " | before ");
        let a = both(&page, &spoken("ar", &[(WEAPONS, None), (&paused, Some("en")), (FLOOD, None)]));
        assert_eq!(a.sentences[1].translation.as_ref().unwrap().heard.indices(), 11..25);
        assert_eq!(reasons(&a).iter().flatten().filter(|reason| *reason == HAS_IT).count(), 2, "{:?}", a.audio);
    }

    #[test]
    fn a_language_that_was_only_set_for_the_recording_is_not_believed() {
        let page = arabic(&[WEAPONS, SCHOOL, FLOOD]);
        let a = both(&page, &spoken("en", &[(WEAPONS, None), (INTRO, None), (FLOOD, None)]));
        assert_eq!(statuses(&a), [SentenceStatus::Spoken, SentenceStatus::NotSpoken, SentenceStatus::Spoken]);
        assert!(reasons(&a).iter().all(Option::is_none), "{:?}", a.audio);
    }

    #[test]
    fn words_in_another_language_that_the_article_prints_are_matched() {
        let text = "The crowd shouted el pueblo unido and marched on. The bridge was open again by noon.";
        let part = crate::article::Part { kind: PartKind::Body, range: crate::text::TextRange::new(0, text.len()).unwrap() };
        let page = Article::from_parts(text.to_owned(), Language::english(), vec![part]);
        let said = [
            ("the crowd shouted", None),
            ("el pueblo unido", Some("es")),
            ("and marched on the bridge was open again by noon", None),
        ];
        let a = align(&spoken("en", &said), &page);
        assert!(a.sentences[0].words.iter().all(|word| word.same == Some(true)), "{:?}", a.sentences[0].words);
        assert_eq!(audio(&a), [AudioStatus::InArticle]);
    }
}
