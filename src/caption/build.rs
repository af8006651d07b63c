//! From alignment to cues: words in a row, cut into cues, given times and lines.

use std::ops::Range;

use super::anchor::placed;
use super::cue_edges::{Edge, set_edges};
use super::cue_times::{self, Plan};
use super::cuts::{bounds, pieces, recut, set_bounds};
use super::edited::{EditedCues, Rows, Shown, edges};
use super::layout::Frame;
use super::made_cue::cue;
use super::rewrite::rewritten;
use super::said::Said;
use super::segmentation::{self, Item};
use super::utterance::Utterance;
use super::{Cue, CueOptions, CueOverride, CueRules, CueTrack, row};
use crate::align::Matched;
use crate::text::Language;
use crate::time::{Millis, Span, Timestamp};
use crate::transcript::Transcript;

/// The captions of a recording that belongs to its article: what was said, in the wording that `options` ask for, cut into cues
/// that keep their limits.
///
/// The cuts are one optimum over the whole recording, found by dynamic programming in a time that grows with its length:
/// every way to group words into cues and lines is weighed by sense, reading speed, durations and the shape of the lines.
/// Nothing that was said is shortened. Speech that is faster than the limit is shown faster than the limit, after all free
/// time around it has been used; [`super::lint`] says so with its reason.
///
/// A cue starts with its first word that has a time, never at a time that nobody heard. Where that word is not the cue's
/// first, or its time is inferred, [`super::lint`] names the cue.
#[must_use]
pub fn cues(pair: Matched<'_>, options: &CueOptions) -> CueTrack {
    Said::of_pair(pair, options).cues(options)
}

/// The captions of a recording without an article: what was heard, in the transcript's wording, cut as [`cues`] does. Nothing
/// is told of stretches without speech, and nothing of what was published; [`CueOptions::text`] is of no account.
///
/// ```
/// use rawi::caption::{CueOptions, Preset, cues_without_article};
/// let heard = rawi::transcript::read(br#"{"segments": [{"start": 0.5, "end": 2, "text": "It is open."}]}"#, None)?;
/// let track = cues_without_article(&heard, &CueOptions::new(Preset::PodcastVtt.rules()));
/// assert_eq!(track.cues()[0].text(), "It is open.");
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn cues_without_article(transcript: &Transcript, options: &CueOptions) -> CueTrack {
    Said::alone(transcript, options).cues(options)
}

/// The captions that [`cues`] makes, with what people set by hand, oldest first: cuts, texts, times. Each override is found again by
/// its words and its time; [`EditedCues::standings`] tells what became of it.
///
/// Texts come first, then where cues begin, then when they show: what one does, the next one finds.
#[must_use]
pub fn edited_cues(pair: Matched<'_>, options: &CueOptions, overrides: Vec<CueOverride>) -> EditedCues {
    Said::of_pair(pair, options).edited(options, overrides)
}

/// The captions that [`cues_without_article`] makes, with what people set by hand as in [`edited_cues`].
///
/// ```
/// use rawi::caption::{CueOptions, Preset, Wording, edited_cues_without_article};
/// let heard = rawi::transcript::read(br#"{"segments": [{"start": 0.5, "end": 2, "text": "It is open."}]}"#, None)?;
/// let options = CueOptions::new(Preset::PodcastVtt.rules());
/// let made = edited_cues_without_article(&heard, &options, Vec::new());
/// let set = made.rewrite(0, "It is closed.", Wording::Hand).unwrap().remove(0).to.unwrap();
/// let edited = edited_cues_without_article(&heard, &options, vec![set]);
/// assert_eq!(edited.track().cues()[0].text(), "It is closed.");
/// # Ok::<(), rawi::transcript::Error>(())
/// ```
#[must_use]
pub fn edited_cues_without_article(
    transcript: &Transcript,
    options: &CueOptions,
    overrides: Vec<CueOverride>,
) -> EditedCues {
    Said::alone(transcript, options).edited(options, overrides)
}

impl Said {
    fn cues(self, options: &CueOptions) -> CueTrack {
        let items = row::items(&self.utterances, options, self.length.map(Millis::as_millis));
        let frame = Frame::of(options.rules.limits());
        let cuts = segmentation::segments(&items, &frame, &options.rules, &self.language);
        let show = Showing { items: &items, utterances: &self.utterances, options, language: &self.language };
        show.cues(&cuts, &[], self.labels, self.length).track
    }

    fn edited(self, options: &CueOptions, overrides: Vec<CueOverride>) -> EditedCues {
        let end_ms = self.length.map(Millis::as_millis);
        let (rules, frame) = (&options.rules, Frame::of(options.rules.limits()));
        let items = row::items(&self.utterances, options, end_ms);
        let automatic = segmentation::segments(&items, &frame, rules, &self.language);
        let before = placed(&items);
        let rewritten = rewritten(&self.utterances, &before, &overrides, &rules.limits().name);
        let items = row::items(&rewritten.utterances, options, end_ms);
        let cuts = rewritten.cuts(&automatic);
        let other_limits = |word: usize| {
            let by = rewritten.by.get(word).copied().flatten().and_then(|by| overrides.get(by));
            by.is_some_and(|set| set.limits != rules.limits().name)
        };
        let cuts = recut(cuts, &items, (&frame, rules, &self.language), other_limits);
        let (row, limits) = (placed(&items), rules.limits().name.clone());
        let rows = Rows { before, row, rewritten: &rewritten, automatic: bounds(&cuts), limits };
        let places = rows.placed(&overrides);
        let set = set_bounds(rows.automatic.clone(), &overrides, &places);
        let show = Showing { items: &items, utterances: &rewritten.utterances, options, language: &self.language };
        let shown =
            show.cues(&pieces(&set.bounds, items.len()), &edges(&overrides, &places, &rows.row), self.labels, self.length);
        rows.edited(overrides, places, &set, shown)
    }
}

/// Words in cues.
struct Showing<'a> {
    items: &'a [Item<'a>],
    utterances: &'a [Utterance],
    options: &'a CueOptions,
    language: &'a Language,
}

impl Showing<'_> {
    /// The cues of the words `cuts`, with `labels` of sounds between them, in a recording of this length.
    fn cues(&self, cuts: &[Range<usize>], edges: &[Edge], labels: Vec<Plan>, length: Option<Millis>) -> Shown {
        let rules = &self.options.rules;
        let mut plans: Vec<Plan> = cuts.iter().map(|cut| plan(self.items, cut.clone(), rules, self.language)).collect();
        plans.extend(labels);
        plans.sort_by_key(|plan| plan.speech.start());
        cue_times::settle(&mut plans, rules.limits(), length);
        let used = set_edges(&mut plans, edges, rules.limits().min_gap_ms, length);
        let frame = Frame::of(rules.limits());
        let made = |plan: &Plan| Some((cue(plan, self.items, self.utterances, &frame)?, plan.words.clone()));
        let (cues, words): (Vec<Cue>, Vec<Range<usize>>) = plans.iter().filter_map(made).unzip();
        let starts: Vec<Timestamp> = cues.iter().map(|cue| cue.span().start()).collect();
        let track = CueTrack::settled(self.language.clone(), cues);
        let mut of_cue: Vec<Option<Range<usize>>> = vec![None; track.cues().len()];
        for (start, words) in starts.into_iter().zip(words).filter(|(_, words)| !words.is_empty()) {
            // Cues that begin at one instant became one.
            let at = track.cues().partition_point(|cue| cue.span().start() < start);
            if let Some(of_cue) = of_cue.get_mut(at) {
                let before = of_cue.take();
                *of_cue = Some(before.map_or(words.clone(), |b| b.start.min(words.start)..b.end.max(words.end)));
            }
        }
        Shown { track, words: of_cue, used }
    }
}

/// The cue of the words `cut`, before its final times.
fn plan(items: &[Item<'_>], cut: Range<usize>, rules: &CueRules, language: &Language) -> Plan {
    let inside = &items[cut.clone()];
    // Only words with a time of their own say when the cue begins; a cue of words without any lies where they must have been.
    let start = inside.iter().find(|i| i.atom.time.span().is_some()).or(inside.first()).map_or(0, |i| i.start);
    // The cue stays until its last word is over: as the recogniser heard it, not only for as long as a voice needs for it.
    let end = inside.iter().map(|i| i.heard_until).max().unwrap_or(start).max(start);
    let need = segmentation::reading_ms(items, cut.clone(), rules, language);
    let new_voice = inside.first().is_some_and(|i| i.label.is_some());
    Plan::speech(Span::from_millis(start, end), need, new_voice, cut)
}
