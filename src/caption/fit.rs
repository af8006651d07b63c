//! Cues that come from elsewhere, fitted to the limits of a preset: order, overlaps, line breaks, durations and gaps. The wording
//! stays.

use super::cue_times::{self, Plan};
use super::cut_text::{Measured, fits, pieces};
use super::layout::{Frame, Words, lay_out};
use super::{CaptionFile, Cue, CueRules, CueTrack, RawCue, Turn, measure, punctuation};
use crate::text::Language;
use crate::time::{Span, Timed};

/// The cues of `file` as a legal track within `rules`, ready to be written anew: as the segments of a transcript are. Captions
/// that somebody made are edited instead, see [`super::CaptionSource::repair`].
///
/// ```
/// use rawi::caption::{self, Preset};
/// let file = caption::read("1\n00:00:00,000 --> 00:00:02,000\n.نعم نعم\n\n2\n00:00:03,000 --> 00:00:04,000\n \n".as_bytes(), None, None).unwrap();
/// let track = caption::fit(&file, &Preset::PodcastSrt.rules());
/// assert_eq!(track.cues().iter().map(|c| c.text()).collect::<Vec<_>>(), ["نعم نعم."]);
/// ```
#[must_use]
pub fn fit(file: &CaptionFile, rules: &CueRules) -> CueTrack {
    let language = file.language_or_guess();
    let cues = file
        .cues
        .iter()
        .map(|cue| RawCue { turns: cue.turns.iter().map(|t| straightened(t, &language)).collect(), ..cue.clone() });
    let tidy = CaptionFile { language: Some(language.clone()), cues: cues.collect(), ..CaptionFile::default() }.track();
    let cut: Vec<Cue> = tidy.cues().iter().flat_map(|cue| fitted(cue, rules)).collect();
    let mut plans: Vec<Plan> = cut.iter().enumerate().map(|(i, cue)| plan(i, cue, rules, &language)).collect();
    cue_times::settle(&mut plans, rules.limits(), None);
    let timed = plans.iter().filter_map(|p| Some(cut.get(p.words.start)?.clone().at(p.shown))).collect();
    CueTrack::settled(language, timed)
}

fn plan(index: usize, cue: &Cue, rules: &CueRules, language: &Language) -> Plan {
    let shown = cue.shown();
    let chars = shown.iter().map(|line| measure::chars(line) + 1).sum::<usize>().saturating_sub(1);
    let words = shown.iter().map(|line| measure::words(line)).sum();
    let labels = cue.turns().iter().filter(|t| t.label.is_some()).count();
    let need = rules.reading_ms(language, chars, words, labels);
    let span = Span::between(cue.span().start(), cue.span().end());
    Plan::speech(span, need, labels > 0, index..index + 1)
}

/// The lines of a turn with reversed punctuation put back behind them.
fn straightened(turn: &Turn, language: &Language) -> Turn {
    let back = |line: &String| {
        let line = super::bidi::strip(line);
        let line = line.trim();
        match punctuation::reversed_mark(line).filter(|_| language.is_right_to_left()) {
            Some(marks) => format!("{}{}", line[marks..].trim_start(), &line[..marks]),
            None => line.to_owned(),
        }
    };
    Turn { lines: turn.lines.iter().map(back).collect(), ..turn.clone() }
}

/// The cue with lines within the limits: broken anew where they were not, cut into several cues where it has too much text,
/// each with its share of the time. A cue of two voices is left as it is.
fn fitted(cue: &Cue, rules: &CueRules) -> Vec<Cue> {
    let frame = Frame::of(rules.limits());
    let [turn] = cue.turns() else { return vec![cue.clone()] };
    if fits(&cue.shown(), &frame) {
        return vec![cue.clone()];
    }
    let words: Vec<&str> = turn.lines.iter().flat_map(|line| line.split_whitespace()).collect();
    let Measured { chars, breaks } = Measured::of(&words);
    let label = turn.label.as_ref().map_or(0, |l| measure::chars(l) + 1);
    let shares = cue.span().shared(chars.iter().map(|n| *n as u64));
    let mut made = Vec::new();
    for cut in pieces(&chars, &breaks, label, &frame) {
        let Some(span) = shares[cut.clone()].iter().copied().reduce(Span::hull) else { continue };
        let first = cut.start == 0;
        let inside =
            Words { chars: &chars[cut.clone()], breaks: &breaks[cut.clone()], label: if first { label } else { 0 } };
        let lines = lay_out(&inside, &frame).unwrap_or_default().lines(&words[cut.clone()]);
        let turn = Turn { label: turn.label.clone().filter(|_| first), speaker: turn.speaker.clone(), lines };
        let times: Vec<Timed> = cue.words().get(cut).map_or(Vec::new(), <[Timed]>::to_vec);
        let piece = Cue::new(span, vec![turn]);
        made.extend(
            piece.map(|c| c.with_kind(cue.kind()).with_source(cue.source(), cue.sentences().to_vec()).with_words(times)),
        );
    }
    if made.is_empty() { vec![cue.clone()] } else { made }
}
