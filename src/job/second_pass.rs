//! Doubtful stretches are recognised again, each on its own. The article decides where, never what was heard; of a pair that does not
//! belong together nothing is recognised again.

use super::error::Error;
use super::first_pass::kept_onsets;
use super::keeper::Pass;
use super::observer::Note;
use super::options::SecondPass;
use super::run::Run;
use crate::align::{align, doubtful};
use crate::article::Article;
use crate::recognize::{self, WindowOptions};
use crate::time::Span;
use crate::transcript::Transcript;

/// The transcript of the first pass with the words of those stretches replaced that were heard better.
pub(super) fn second_pass(run: &mut Run<'_>, first: &Transcript, article: &Article) -> Result<Transcript, Error> {
    let stretches = doubtful(&align(first, article), first);
    let again = recognize::second_pass_windows(first, &stretches, run.recognizer.longest_window());
    if again.is_empty() {
        return Ok(first.clone());
    }
    let windows: Vec<Span> = again.iter().map(|window| window.window).collect();
    let mut options = WindowOptions { language: first.language().known(), ..run.window_options() };
    if run.options.second_pass == SecondPass::WithNames {
        options.prompt = with_names(options.prompt, article);
    }
    let heard = run.recognize(Pass::Second, &windows, options, first.duration().unwrap_or_default())?;
    let transcript = recognize::merge_second_pass(first, &again, &heard, &kept_onsets(run)?);
    let words = transcript.words().iter().filter(|word| word.second_pass).count();
    run.observer.note(Note::HeardAgain { stretches: stretches.len(), words });
    Ok(transcript)
}

/// The prompt and behind it the names that the article prints.
fn with_names(prompt: Option<String>, article: &Article) -> Option<String> {
    let names: Vec<String> = prompt.into_iter().chain(article.names()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
