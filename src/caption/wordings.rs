//! What a cue would say in the article's wording and in the transcript's.

use super::edited::EditedCues;
use super::said::Said;
use super::{CueOptions, TextSource, row};
use crate::align::Matched;
use crate::time::Millis;

/// What a cue would say in each wording; `None` where that has nothing at its time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CueWordings {
    /// In the article's.
    pub article: Option<String>,
    /// In the transcript's.
    pub speech: Option<String>,
}

/// What each of `cues`, which were made of `pair` by `options`, would say in the article's wording and in the transcript's: the words
/// that are said from its first word to the first of the next. Of the label of a sound nothing is told.
#[must_use]
pub fn wordings(pair: Matched<'_>, options: &CueOptions, cues: &EditedCues) -> Vec<CueWordings> {
    let article = shared(pair, options, TextSource::Published, cues);
    let speech = shared(pair, options, TextSource::Spoken, cues);
    article.into_iter().zip(speech).map(|(article, speech)| CueWordings { article, speech }).collect()
}

/// The words of one source, shared out to the cues by when they begin.
fn shared(pair: Matched<'_>, options: &CueOptions, text: TextSource, cues: &EditedCues) -> Vec<Option<String>> {
    let options = CueOptions { text, ..options.clone() };
    let said = Said::of_pair(pair, &options);
    let items = row::items(&said.utterances, &options, said.length.map(Millis::as_millis));
    let mut texts: Vec<Option<String>> = vec![None; cues.cues.len()];
    let starts: Vec<(usize, u32)> =
        (0..cues.cues.len()).filter_map(|cue| Some((cue, cues.row.get(cues.words_of(cue)?.start)?.start))).collect();
    for item in &items {
        let behind = starts.partition_point(|(_, start)| *start <= item.start);
        let Some((cue, _)) = starts.get(behind.saturating_sub(1)) else { continue };
        let text = texts[*cue].get_or_insert_default();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&item.atom.text);
    }
    texts
}
