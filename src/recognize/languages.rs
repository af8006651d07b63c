//! A window in which several languages may be spoken: where each is, and each stretch heard in its own.
//!
//! A recogniser writes a whole window in the language that it was told, also what is said in another: as invention, or not at all.
//! So the window is parted into phrases, at its pauses, the recogniser says how likely each language is in each, and the likeliest
//! way through them is taken, on which a change of language has its price: a single short phrase that sounds foreign, as a name
//! does, changes nothing.

use super::SAMPLES_PER_MS;
use super::error::Error;
use super::recognizer::{Cancelled, Recognizer, Window, WindowOptions};
use crate::text::Language;
use crate::time::{Millis, Span};

/// A longer phrase is cut at its quietest moment: a sound-bite may follow without a pause.
const LONGEST_PHRASE: Millis = Millis::new(6_000);
/// A shorter one is taken together with the neighbour that it is nearer to: it says too little of its language. Two seconds at the
/// end of an Arabic sentence were taken for English, and heard so.
const SHORTEST_PHRASE: Millis = Millis::new(2_500);
/// The cost of a change of language, in nats. A single phrase between two of another language is believed where its own is likelier
/// by more than twice this: 13 to 1.
const CHANGE: f32 = 1.3;
/// Chances are taken for no surer than this: a single phrase is not to outweigh all others.
const SUREST: f32 = 0.98;
/// A phrase speaks with all its weight from this length on.
const WEIGHTY: Millis = Millis::new(3_000);
/// So much sound is looked at to find the quietest moment.
const QUIET: Millis = Millis::new(160);

/// A stretch of a window, and the language that is spoken in it.
pub(super) type Stretch = (Span, Option<Language>);

/// The stretches of `window` by their languages: that of `options`, and those that it allows besides. One, the whole window, where
/// no change is heard.
pub(super) fn stretches(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
    cancelled: &Cancelled,
) -> Result<Vec<Stretch>, Error> {
    let among: Vec<Language> = options.language.iter().chain(&options.also).cloned().collect();
    let whole = |language| vec![(window.span, language)];
    if among.len() < 2 {
        return Ok(whole(among.into_iter().next()));
    }
    let phrases = phrases(window, options.speech());
    let mut costs = Vec::with_capacity(phrases.len());
    for phrase in &phrases {
        if cancelled() {
            return Err(Error::Cancelled);
        }
        let weight = (phrase.duration().as_seconds() / WEIGHTY.as_seconds()).min(1.0) as f32;
        let chances = recognizer.chances(window.part(*phrase), &among)?;
        costs.push(chances.iter().map(|chance| -weight * chance.clamp(1.0 - SUREST, SUREST).ln()).collect());
    }
    let mut found: Vec<Stretch> = Vec::new();
    for (phrase, language) in phrases.into_iter().zip(cheapest(&costs)) {
        let language = among.get(language).cloned();
        match found.last_mut() {
            Some((span, last)) if *last == language => *span = span.hull(phrase),
            _ => found.push((phrase, language)),
        }
    }
    Ok(match found.as_slice() {
        [] => whole(options.language.clone()),
        [(_, language)] => whole(language.clone()),
        _ => found,
    })
}

/// Languages besides that of `options` in which phrases of the window are surely spoken.
pub(super) fn others(
    recognizer: &mut dyn Recognizer,
    window: Window<'_>,
    options: &WindowOptions,
) -> Result<Vec<Language>, Error> {
    let mut found = Vec::new();
    for phrase in phrases(window, options.speech()).into_iter().filter(|phrase| phrase.duration() >= WEIGHTY) {
        if let Some((language, chance)) = recognizer.detect(window.part(phrase))?
            && chance >= SURE
            && Some(&language) != options.language.as_ref()
            && !found.contains(&language)
        {
            found.push(language);
        }
    }
    Ok(found)
}

/// A language that nobody named is believed from this chance on.
const SURE: f32 = 0.8;

/// For each phrase the number of its language on the cheapest way through all.
fn cheapest(costs: &[Vec<f32>]) -> Vec<usize> {
    let Some(languages) = costs.first().map(Vec::len) else { return Vec::new() };
    let mut sums = vec![0.0_f32; languages];
    let mut before: Vec<Vec<usize>> = Vec::with_capacity(costs.len());
    for (n, cost) in costs.iter().enumerate() {
        let mut from = Vec::with_capacity(languages);
        let mut next = Vec::with_capacity(languages);
        for (language, cost) in cost.iter().enumerate() {
            let price = |other: usize| sums[other] + if n == 0 || other == language { 0.0 } else { CHANGE };
            let best = (0..languages).min_by(|a, b| price(*a).total_cmp(&price(*b))).unwrap_or(language);
            // Of two ways at the same price the one that changes nothing.
            let best = if price(language) <= price(best) { language } else { best };
            from.push(best);
            next.push(price(best) + cost);
        }
        before.push(from);
        sums = next;
    }
    let mut at = (0..languages).min_by(|a, b| sums[*a].total_cmp(&sums[*b])).unwrap_or(0);
    let mut way: Vec<usize> = before
        .iter()
        .rev()
        .map(|from| {
            let here = at;
            at = from.get(at).copied().unwrap_or(at);
            here
        })
        .collect();
    way.reverse();
    way
}

/// The window in phrases that follow each other without gaps: a window is parted in the middle of a pause, or at a quiet moment.
fn phrases(window: Window<'_>, speech: &[Span]) -> Vec<Span> {
    let mut spoken: Vec<Span> = Vec::new();
    for stretch in speech.iter().filter_map(|s| s.intersection(window.span)) {
        let mut rest = stretch;
        while rest.duration() > LONGEST_PHRASE {
            let half =
                Span::between(rest.start() + Millis::new(LONGEST_PHRASE.as_millis() / 2), rest.start() + LONGEST_PHRASE);
            let cut = window.quietest(half);
            spoken.push(Span::between(rest.start(), cut));
            rest = Span::between(cut, rest.end());
        }
        spoken.push(rest);
    }
    while let Some(short) = spoken.iter().position(|s| s.duration() < SHORTEST_PHRASE).filter(|_| spoken.len() > 1) {
        let gap = |a: usize, b: usize| spoken[b].start() - spoken[a].end();
        let with_next = short == 0 || short + 1 < spoken.len() && gap(short, short + 1) < gap(short - 1, short);
        let first = if with_next { short } else { short - 1 };
        let second = spoken.remove(first + 1);
        spoken[first] = spoken[first].hull(second);
    }
    let mut cuts = vec![window.span.start()];
    cuts.extend(spoken.windows(2).map(|pair| Span::between(pair[0].end(), pair[1].start()).middle()));
    cuts.push(window.span.end());
    cuts.windows(2).map(|pair| Span::between(pair[0], pair[1])).collect()
}

impl<'a> Window<'a> {
    /// The part of it that lies in `span`.
    pub(super) fn part(&self, span: Span) -> Window<'a> {
        let sample = |at: crate::time::Timestamp| {
            ((at - self.span.start().min(at)).as_millis() as usize * SAMPLES_PER_MS).min(self.samples.len())
        };
        let (from, to) = (sample(span.start()), sample(span.end()));
        Window { span, samples: self.samples.get(from..to).unwrap_or_default() }
    }

    /// The middle of the quietest [`QUIET`] within `span`.
    pub(super) fn quietest(&self, span: Span) -> crate::time::Timestamp {
        let step = Millis::new(20);
        let mut best = (f32::INFINITY, span.middle());
        let mut at = span.start();
        while at + QUIET <= span.end() {
            let sound = Span::between(at, at + QUIET);
            let power: f32 = self.part(sound).samples.iter().map(|s| s * s).sum();
            if power < best.0 {
                best = (power, sound.middle());
            }
            at = at + step;
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;

    #[test]
    fn one_phrase_that_sounds_foreign_a_little_changes_nothing_and_a_sure_one_does() {
        let cost = |chance: f32| vec![-chance.ln(), -(1.0 - chance).ln()];
        let ways = |chances: &[f32]| cheapest(&chances.iter().map(|c| cost(*c)).collect::<Vec<_>>());
        assert_eq!(ways(&[0.9, 0.4, 0.9]), [0, 0, 0]);
        assert_eq!(ways(&[0.9, 0.02, 0.03, 0.9]), [0, 1, 1, 0]);
        assert_eq!(ways(&[0.1, 0.9, 0.95, 0.9]), [1, 0, 0, 0]);
        assert_eq!(ways(&[]), [0; 0]);
    }

    #[test]
    fn phrases_part_a_window_in_its_pauses_and_long_ones_where_it_is_quiet() {
        let span = Span::from_millis(10_000, 30_000);
        let mut samples = vec![0.5; 20_000 * SAMPLES_PER_MS];
        samples[14_000 * SAMPLES_PER_MS..14_300 * SAMPLES_PER_MS].fill(0.01);
        let speech = [(10_000, 14_000), (15_000, 15_500), (16_500, 18_000), (20_000, 30_000)];
        let speech = speech.map(|(a, b)| Span::from_millis(a, b));
        let parts = phrases(Window { span, samples: &samples }, &speech);
        assert!(parts.windows(2).all(|p| p[0].end() == p[1].start()), "{parts:?}");
        assert_eq!((parts[0].start(), parts.last().unwrap().end()), (span.start(), span.end()));
        let cuts: Vec<u32> = parts.iter().skip(1).map(|p| p.start().as_millis()).collect();
        // What is said at 15 s and at 16.5 s is too short to stand alone, and nearer to what comes before.
        let [pause, quiet] = cuts.as_slice() else { panic!("{cuts:?}") };
        assert_eq!(*pause, 19_000);
        assert!((24_000..24_300).contains(quiet), "{cuts:?}");
        assert_eq!(Window { span, samples: &samples }.part(Span::from_millis(29_000, 40_000)).samples.len(), 16_000);
        assert_eq!(Timestamp::from_millis(0), Timestamp::ZERO);
    }
}
