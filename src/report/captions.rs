//! What the captions show where something else was said than published.

use serde::Serialize;

use crate::align::Difference;
use crate::caption::Cue;
use crate::time::Span;

/// What captions show in a place where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Captioned {
    /// Whose words they show.
    pub shows: Shown,
    /// When the captions that show the spoken words do so, in milliseconds; `None` for the published ones.
    pub span: Option<Span>,
}

/// Whose words captions show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// What was said.
    Spoken,
    /// What was published.
    Published,
}

/// What the captions `cues` show in the place of `difference`, which is in the article's sentence `sentence`; `None` where they show
/// neither wording.
pub(super) fn captioned(difference: &Difference, sentence: usize, cues: &[Cue]) -> Option<Captioned> {
    let spoken = match &difference.said {
        Some(said) => words_shown(said.words.indices(), cues),
        None => left_out(difference, sentence, cues),
    };
    if spoken.is_some() {
        return Some(Captioned { shows: Shown::Spoken, span: spoken });
    }
    let published = &difference.published.as_ref()?.text;
    shows(published, sentence, cues).then_some(Captioned { shows: Shown::Published, span: None })
}

/// When captions show these words of the transcript, where they show all of them.
fn words_shown(mut words: std::ops::Range<usize>, cues: &[Cue]) -> Option<Span> {
    let showing = |word: usize| cues.iter().find(|cue| cue.unpublished().iter().any(|place| place.heard.contains(&word)));
    let spans: Option<Vec<Span>> = words.try_fold(Vec::new(), |mut spans, word| {
        spans.push(showing(word)?.span());
        Some(spans)
    });
    spans?.into_iter().reduce(Span::hull)
}

/// When captions show the place where published words were left out.
fn left_out(difference: &Difference, sentence: usize, cues: &[Cue]) -> Option<Span> {
    let text = &difference.published.as_ref()?.text;
    let leaves_out = |cue: &&Cue| {
        let mut places = cue.unpublished().iter().filter(|place| place.words.is_empty());
        cue.sentences().contains(&sentence) && places.any(|place| place.published.as_ref() == Some(text))
    };
    cues.iter().find(leaves_out).map(Cue::span)
}

/// Whether captions of a sentence show these published words in a row.
fn shows(published: &str, sentence: usize, cues: &[Cue]) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words = |text: &str| text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let wanted = words(published);
    let of_sentence = cues.iter().filter(|cue| cue.sentences().contains(&sentence));
    let shown: Vec<String> = of_sentence.flat_map(|cue| words(&cue.text())).collect();
    !wanted.is_empty() && shown.windows(wanted.len()).any(|window| window == wanted)
}
